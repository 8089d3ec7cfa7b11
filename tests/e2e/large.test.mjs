// The largest scenarios: of tables and lists only what is in view is on the page, and everything is reached all the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { defineLarge } from "../../scripts/large.mjs";
import { app, assertAccessible, painted } from "./harness.mjs";

const { open } = app();

/** The largest tables: between regions, and of users to regions. */
const WIDE = { groups: 64, regions: 256, options: 4, each: 3 };
/** The longest list of users, and 4096 rows of who is served. */
const LONG = { groups: 256, regions: 64, options: 16, each: 3 };

const current = async (page) => JSON.parse(await page.evaluate(() => geode.current()));
const field = (page, pointer) => page.getByTestId(`field-${pointer}`);
const control = (page, pointer) => field(page, pointer).locator("input");

/**
 * Opens a fold by key: it once was clicked while cards of the list above it came near and took their height, so that the
 * click went beside it, one time in ten on a busy machine.
 */
const unfold = (page, testid) => page.getByTestId(testid).locator("> summary").press("Enter");

/** A page with such a scenario, changed by `edit`, and with these folds open. */
async function opened(t, counts, { edit = "", folds = [], ...options } = {}) {
  const visit = await open(t, { ...options, prepare: (context) => context.addInitScript(defineLarge) });
  const { page } = visit;
  await page.evaluate(
    ([counts, edit]) => {
      const scenario = JSON.parse(large(counts));
      new Function("scenario", edit)(scenario);
      geode.open(JSON.stringify(scenario));
    },
    [counts, edit],
  );
  await painted(page);
  for (const fold of folds) await unfold(page, fold);
  return visit;
}

/** Waits until the focus is in the field of a pointer, and says whether it is in sight. */
async function focusedInSight(page, pointer) {
  await page.waitForFunction((testid) => document.activeElement.closest("[data-testid]")?.dataset.testid === testid, `field-${pointer}`);
  await painted(page);
  return page.evaluate(() => {
    const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
    const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return at === document.activeElement;
  });
}

const mounted = (page) => page.evaluate(() => document.querySelectorAll(".matrix :is(td, th)").length);

/** Scrolls a table and waits until what is in the middle of it is on the page. */
async function scrolled(page, box, left, top) {
  await box.evaluate((box, to) => box.scrollTo(...to), [left, top]);
  await page.waitForFunction((box) => {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    return document.elementFromPoint((left + right) / 2, (top + bottom) / 2)?.closest("td") !== null;
  }, await box.elementHandle());
  await painted(page);
}

// The open table of 256 regions held the page for more than a minute: it had 32 640 fields.
test("of the table of 256 regions only what is in view is on the page, each cell under its head", async (t) => {
  for (const width of [1440, 360]) {
    const { page, assertClean } = await opened(t, WIDE, { width, dark: width < 1000 });
    if (width < 1000) await page.locator("[aria-controls=inputs]").click();
    for (const fold of ["section-regions", "more-round-trips"]) await unfold(page, fold);
    await control(page, "/region_rtt_ms/r0/r1").waitFor();
    const box = page.getByTestId("matrix-region_rtt_ms");
    const table = box.getByRole("table");
    assert.deepEqual([await table.getAttribute("aria-rowcount"), await table.getAttribute("aria-colcount")], ["256", "256"]);
    const before = JSON.stringify((await current(page)).region_rtt_ms);
    await box.scrollIntoViewIfNeeded();
    for (const [left, top] of [[0, 0], [9000, 3000], [1e6, 1e6], [1e6, 0], [300, 200], [0, 1e6]]) {
      await scrolled(page, box, left, top);
      const cells = await mounted(page);
      assert.ok(cells > 20 && cells < 3000, `${cells} cells at ${left}, ${top}`);
      // Every cell in sight stands under the head of its column and beside that of its row.
      const wrong = await box.evaluate((box) => {
        const frame = box.getBoundingClientRect();
        const inSight = ({ left, right, top, bottom }) => right > frame.left && left < frame.right && bottom > frame.top && top < frame.bottom;
        const cells = [...box.querySelectorAll("tbody td")].filter((cell) => inSight(cell.getBoundingClientRect()));
        if (cells.length < 9) return [`only ${cells.length} cells in sight`];
        return cells.flatMap((cell) => {
          const number = cell.getAttribute("aria-colindex");
          const [column, row] = [box.querySelector(`thead [aria-colindex="${number}"]`), cell.parentElement.querySelector("th")];
          const [at, above, beside] = [cell, column, row].map((element) => element.getBoundingClientRect());
          const isThere = Math.abs(at.left - above.left) < 1 && Math.abs(at.top - beside.top) < 1;
          // Rows leave out the last region, columns the first.
          const names = [row.textContent, column.textContent];
          const expected = [`Region ${cell.parentElement.getAttribute("aria-rowindex") - 2}`, `Region ${number - 1}`];
          const label = cell.querySelector("input")?.getAttribute("aria-label") ?? `${names.join(" to ")}, ms`;
          return isThere && names.join() === expected.join() && label === `${names.join(" to ")}, ms` ? [] : [`${label} at ${names}`];
        });
      });
      assert.deepEqual(wrong, []);
    }
    assert.equal(JSON.stringify((await current(page)).region_rtt_ms), before, "looking changes nothing");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    if (width > 1000) await assertAccessible(page);
    await assertClean();
  }
});

test("the keyboard reaches every cell, and what is typed there is kept and shown", async (t) => {
  const { page, assertClean } = await opened(t, WIDE, { folds: ["section-regions", "more-round-trips"] });
  await control(page, "/region_rtt_ms/r0/r1").focus();
  // A screen to the right, as spreadsheets have it, to the end of the row.
  for (let presses = 0; (await field(page, "/region_rtt_ms/r0/r255").count()) === 0; presses += 1) {
    assert.ok(presses < 64);
    await page.keyboard.press("Alt+PageDown");
    await painted(page);
  }
  await control(page, "/region_rtt_ms/r0/r255").focus();
  // The next cell after the last of a row is the first that the next row has.
  await page.keyboard.press("Tab");
  assert.ok(await focusedInSight(page, "/region_rtt_ms/r1/r2"));
  await page.keyboard.press("Shift+Tab");
  assert.ok(await focusedInSight(page, "/region_rtt_ms/r0/r255"));
  for (let presses = 0; presses < 64; presses += 1) await page.keyboard.press("PageDown");
  assert.ok(await focusedInSight(page, "/region_rtt_ms/r254/r255"));
  await page.keyboard.press("PageUp");
  await page.keyboard.press("Tab");
  const { testid } = await page.evaluate(() => document.activeElement.closest("td").dataset);
  const [from, to] = testid.match(/r\d+/g);
  // The text is selected: the first key takes its place, in the cell that has the focus by then.
  await page.keyboard.type("77");
  await page.keyboard.press("Tab");
  assert.equal((await current(page)).region_rtt_ms[from][to], 77);
  assert.match(await control(page, `/region_rtt_ms/${from}/${to}`).inputValue(), /^77\sms$/);
  // Past the last cell the focus leaves the table.
  await scrolled(page, page.getByTestId("matrix-region_rtt_ms"), 1e6, 1e6);
  await control(page, "/region_rtt_ms/r254/r255").focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".matrix")), null);
  assert.ok((await mounted(page)) < 3000);
  await assertClean();
});

test("a cell with the focus stays on the page when it is scrolled away, and a text that is no number is kept", async (t) => {
  const { page, assertClean } = await opened(t, WIDE, { folds: ["section-regions", "more-round-trips"] });
  const box = page.getByTestId("matrix-region_rtt_ms");
  const [first, second] = [control(page, "/region_rtt_ms/r0/r1"), control(page, "/region_rtt_ms/r0/r2")];
  await first.fill("abc");
  await second.fill("12");
  await second.evaluate((input) => (globalThis.focused = input));
  await scrolled(page, box, 9000, 4000);
  await scrolled(page, box, 3000, 0);
  await scrolled(page, box, 9000, 4000);
  // Its row and its column stay with it; the block beside it has gone, and the text in it is not lost.
  assert.ok(await page.evaluate(() => document.activeElement === focused && focused.isConnected));
  await page.keyboard.type("3");
  assert.equal((await current(page)).region_rtt_ms.r0.r2, 123);
  await page.keyboard.press("Escape");
  assert.equal((await current(page)).region_rtt_ms.r0.r2, 37);
  // The browser has scrolled to what is typed.
  await scrolled(page, box, 9000, 4000);
  const far = control(page, "/region_rtt_ms/r134/r140");
  await far.fill("4 apples");
  await scrolled(page, box, 0, 0);
  await control(page, "/region_rtt_ms/r0/r3").focus();
  await far.waitFor({ state: "detached" });
  assert.equal(await first.inputValue(), "abc");
  await scrolled(page, box, 9000, 4000);
  assert.equal(await far.inputValue(), "4 apples");
  assert.equal(await far.getAttribute("aria-invalid"), "true");
  await assertClean();
});

test("what an option needs is found in the largest table", async (t) => {
  const { page, assertClean } = await opened(t, WIDE, {
    edit: "delete scenario.user_latency_ms.g60.r250",
    folds: ["section-options"],
  });
  // 256 regions to tick in each option: those out of sight come when one scrolls there.
  const ticks = page.getByTestId("regions-of-o0");
  assert.ok((await ticks.getByRole("checkbox").count()) < 200);
  await ticks.getByRole("group").last().scrollIntoViewIfNeeded();
  const tick = ticks.getByLabel("Region 250 (latencies not known)");
  await tick.click();
  assert.ok(await focusedInSight(page, "/user_latency_ms/g60/r250"));
  assert.equal(await page.evaluate(() => document.activeElement.placeholder), "?");
  await page.keyboard.type("90");
  await page.keyboard.press("Enter");
  assert.equal((await current(page)).user_latency_ms.g60.r250, 90);
  assert.match(await control(page, "/user_latency_ms/g60/r250").inputValue(), /^90\sms$/);
  assert.ok((await mounted(page)) < 3000);
  await ticks.getByRole("group").last().scrollIntoViewIfNeeded();
  await ticks.getByLabel("Region 250").check();
  assert.ok((await current(page)).options[0].regions.includes("r250"));
  await assertClean();
});

// Fifteen pixels a card were missing: what stood below moved while cards came near.
test("a region takes the room that was kept for it", async (t) => {
  const { page, assertClean } = await opened(t, WIDE, { folds: ["section-regions"] });
  const cards = page.locator("[data-testid=section-regions] .card");
  await cards.nth(100).scrollIntoViewIfNeeded();
  await cards.nth(100).getByRole("textbox").first().waitFor();
  const heights = await cards.evaluateAll((cards) => cards.map((card) => [card.querySelector("input") !== null, card.offsetHeight]));
  const of = (made) => [...new Set(heights.filter(([is]) => is === made).map(([, height]) => height))];
  assert.equal(heights.length, 256);
  assert.deepEqual(of(true), of(false));
  await assertClean();
});

test("of 256 user groups those in view are on the page, and each is reached", async (t) => {
  const { page, assertClean } = await opened(t, LONG);
  const users = page.getByTestId("section-users");
  assert.ok((await users.getByRole("textbox").count()) < 150);
  // By scrolling.
  const far = page.getByTestId("group-g250");
  assert.equal(await far.getByRole("textbox").count(), 0);
  await far.scrollIntoViewIfNeeded();
  await far.getByRole("textbox").nth(1).fill("12 %");
  assert.equal((await current(page)).user_groups[250].share, 0.12);
  assert.ok((await users.getByRole("textbox").count()) < 150);
  // By Tab, from one that is scrolled away: the next is no other than the one below it.
  const near = page.getByTestId("group-g5");
  await near.scrollIntoViewIfNeeded();
  await near.getByRole("button").focus();
  await far.scrollIntoViewIfNeeded();
  await page.getByTestId("group-g6").getByRole("textbox").first().waitFor({ state: "detached" });
  const place = () => page.evaluate(() => [document.activeElement.closest("[role=group]").dataset.testid, document.activeElement.tagName]);
  await page.keyboard.press("Tab");
  assert.deepEqual(await place(), ["group-g6", "INPUT"]);
  await near.getByRole("button").focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  assert.deepEqual(await place(), ["group-g4", "BUTTON"]);
  // What is removed gives the focus to the one after it, also where that has not been seen.
  await page.getByTestId("group-g200").scrollIntoViewIfNeeded();
  await page.getByTestId("group-g200").getByRole("button").click();
  await page.waitForFunction(() => document.activeElement.ariaLabel === "Remove Group 201");
  // A new one stands at the end. Its button once got the key that had added it, and removed it.
  await page.getByTestId("group-g1").scrollIntoViewIfNeeded();
  await page.locator("#add-group").fill("Moon");
  await page.locator("#add-group").press("Enter");
  await page.waitForFunction(() => document.activeElement.closest('[data-testid="group-moon"]') !== null);
  assert.equal(await page.evaluate(() => document.activeElement.closest("[data-testid^=field]").dataset.testid), "field-/user_groups/moon/share");
  await assertAccessible(page);
  await assertClean();
});

// Two tables that nobody had unfolded were nine tenths of the page, and made anew at each key.
test("tables of results are on the page while they are unfolded, and of 4096 rows those in view", async (t) => {
  const { page, assertClean } = await opened(t, LONG);
  assert.equal(await page.locator("#all-figures td, [data-testid=table-who-is-served] td").count(), 0);
  assert.ok((await page.evaluate(() => document.querySelectorAll("*").length)) < 8000);
  const table = page.getByTestId("table-who-is-served");
  await table.locator("summary").press("Enter");
  await table.getByRole("table").waitFor();
  assert.equal(await table.getByRole("table").getAttribute("aria-rowcount"), "4097");
  const rows = () => table.locator("tr[aria-rowindex]").count();
  await table.locator("tbody").last().scrollIntoViewIfNeeded();
  const last = table.locator('tr[aria-rowindex="4097"]');
  await last.waitFor();
  assert.ok((await rows()) < 400, `${await rows()} rows`);
  assert.match(await last.innerText(), /Group 255/);
  const expected = await page.evaluate(() => JSON.parse(geode.evaluate(geode.current())).options[15].rigorous.user_groups[255].mean_latency_ms);
  const cell = last.locator('[data-figure="o15/rigorous/user_groups/g255/mean_latency_ms"]');
  assert.equal(Number(await cell.getAttribute("data-value")), expected);
  await table.locator("summary").press("Enter");
  await last.waitFor({ state: "detached" });
  await assertClean();
});
