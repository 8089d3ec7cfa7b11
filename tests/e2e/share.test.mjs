// What leaves the page and what comes in: links, files, clipboard.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { app } from "./harness.mjs";

const { open } = app();

const id = (page, name) => page.getByTestId(name);
const name = (page) => id(page, "scenario-name");
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const current = (page) => page.evaluate(() => geode.current());
const evaluated = (page) => page.evaluate(() => JSON.parse(geode.evaluate(geode.current())));
const change = (page, changes) =>
  page.evaluate((changes) => geode.open(JSON.stringify({ ...JSON.parse(geode.current()), ...changes })), changes);
const file = (text, name = "plan.json") => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
const pick = (page, what) => id(page, "import-file").setInputFiles(what);

/** Chooses from the export menu and reads the file that is saved. */
async function exported(page, choice) {
  await id(page, "export").click();
  const [download] = await Promise.all([page.waitForEvent("download"), id(page, choice).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** Drops a file on the page, with the events that a browser sends. */
const drop = (page, text) =>
  page.evaluate(async (text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "dropped.json", { type: "application/json" }));
    const send = (type) => document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    send("dragenter");
    await new Promise((done) => setTimeout(done));
    const covered = document.querySelector("[data-testid=drop-target]") !== null;
    send("dragover");
    send("drop");
    return covered;
  }, text);

/** Drops a text from elsewhere, or one that is dragged within the page. */
const dropText = (page, text, isOwn = false) =>
  page.evaluate(
    async ([text, isOwn]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("text/plain", text);
      const send = (type) => document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      if (isOwn) send("dragstart");
      send("dragenter");
      await new Promise((done) => setTimeout(done));
      const covered = document.querySelector("[data-testid=drop-target]") !== null;
      send("dragover");
      send("drop");
      if (isOwn) send("dragend");
      return covered;
    },
    [text, isOwn],
  );

async function paste(page, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.locator("#results").focus();
  await page.keyboard.press("Control+v");
}

test("a shared link opens to the same figures in a fresh profile", async (t) => {
  const sender = await open(t);
  await change(sender.page, { name: "Shop", revenue: { monthly: 5e7, gain_per_100_ms: 0.012 } });
  await id(sender.page, "share").click();
  const told = id(sender.page, "toasts").getByText("Link copied");
  const toast = await told.innerText();
  const link = await clipboard(sender.page);
  assert.match(toast, new RegExp(`Link copied: ${link.length.toLocaleString("en")} characters`));

  const receiver = await open(t, { hash: new URL(link).hash });
  assert.equal(await current(receiver.page), await current(sender.page));
  assert.deepEqual(await evaluated(receiver.page), await evaluated(sender.page));
  const figures = async (page) => {
    // Flip points and simulated years are computed beside the page.
    await page.locator('[data-testid="turns"]:not([data-pending])').waitFor();
    await page.locator('[data-figure="geode-3/rigorous/probability_of_year_without_incident"][data-value]').first().waitFor();
    return page.$$eval("[data-value]", (found) => found.map((at) => `${at.dataset.figure} ${at.dataset.option} ${at.dataset.value}`));
  };
  assert.ok((await figures(sender.page)).length > 20);
  assert.deepEqual(await figures(receiver.page), await figures(sender.page));
  await sender.assertClean();
  await receiver.assertClean();
});

// A browser writes what was pasted behind a link into the address with percent signs: that was taken for a part of it.
test("a link with what a mail left at its end opens from the address bar", async (t) => {
  const sender = await open(t);
  await change(sender.page, { name: "Shop" });
  const { hash } = new URL(await sender.page.evaluate(() => geode.link()));
  for (const end of [">", "…", '"', "\\", "%20", ")", ".", "%3E%0A"]) {
    const { page, context } = await open(t, { hash: hash + end });
    assert.equal(await name(page).inputValue(), "Shop", end);
    assert.equal(await id(page, "trouble").count(), 0);
    await context.close();
  }
  await sender.assertClean();
});

test("where the page may not copy, the link is there to be copied by hand", async (t) => {
  const { page, assertClean } = await open(t, {
    prepare: (context) => context.addInitScript(() => globalThis.Clipboard && (Clipboard.prototype.writeText = () => Promise.reject(new Error("denied")))),
  });
  await id(page, "share").click();
  const field = id(page, "share-link");
  await field.waitFor();
  assert.equal(await field.inputValue(), await page.evaluate(() => geode.link()));
  assert.ok(await field.evaluate((input) => document.activeElement === input && input.selectionEnd === input.value.length));
  await page.keyboard.press("Escape");
  assert.ok(!(await id(page, "share-dialog").isVisible()));
  await id(page, "share").click();
  await field.waitFor();
  await assertClean();
});

test("a scenario too large for a link is shared as a file, and comes back whole", async (t) => {
  const { page, assertClean } = await open(t);
  const text = await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    let seed = 7;
    const word = () => Array.from({ length: 60 }, () => "abcdefghijklmnopqrstuvwxyz0123456789"[(seed = (seed * 16807) % 2147483647) % 36]).join("");
    const share = 1 / 256;
    scenario.user_groups = Array.from({ length: 256 }, (_, i) => ({ id: `g${i}`, name: word(), share }));
    const near = Object.fromEntries(scenario.regions.map((region) => [region.id, 50]));
    scenario.user_latency_ms = Object.fromEntries(scenario.user_groups.map((group) => [group.id, near]));
    geode.open(JSON.stringify(scenario));
    return geode.current();
  });
  await page.waitForFunction(() => location.hash === "#too-long");
  await id(page, "share").click();
  // It comes from the worker.
  await id(page, "share-dialog").getByText(/characters, expected at most 16384/).waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), id(page, "share-file").click()]);
  await id(page, "open").click();
  await id(page, "open-worked-example").click();
  await pick(page, await download.path());
  await page.waitForFunction((text) => geode.current() === text, text);

  const stranger = await open(t, { hash: "#too-long" });
  assert.match(await id(stranger.page, "trouble").innerText(), /too large for a link/);
  await assertClean();
});

test("the exported evaluation is that of the command, and opens again", async (t) => {
  const { page, assertClean } = await open(t);
  await change(page, { name: "Café <b>/..\\", target: { availability: 0.9999 } });
  const scenario = await exported(page, "export-scenario");
  const evaluation = await exported(page, "export-json");
  assert.equal(scenario.name, "geode-café-b.scenario.json");
  assert.equal(evaluation.name, "geode-café-b.evaluation.json");
  assert.deepEqual(JSON.parse(scenario.text), JSON.parse(await current(page)));
  const expected = await page.evaluate((text) => JSON.parse(geode.evaluate(text, { flips: true })), scenario.text);
  assert.deepEqual(JSON.parse(evaluation.text), expected);
  // Two blanks and a line end, as the command writes it.
  assert.match(evaluation.text, /^\{\n {2}"schema": "geode-planner\/evaluation",\n[^]*\}\n$/);

  const before = await current(page);
  await change(page, { name: "Other" });
  await pick(page, file(evaluation.text));
  await page.waitForFunction((before) => geode.current() === before, before);
  await assertClean();
});

test("the exported table holds no formula", async (t) => {
  const { page, assertClean } = await open(t);
  const options = JSON.parse(await current(page)).options;
  options[0].name = "=HYPERLINK(\"http://127.0.0.1/\",\"x\")";
  options[1].name = "@SUM(1), \"quoted\"";
  await change(page, { options });
  const { name, text } = await exported(page, "export-csv");
  assert.equal(name, "geode-worked-example.csv");
  const [head, ...rows] = text.trimEnd().split("\r\n");
  assert.ok(head.startsWith(`\ufeffFigure,Method,Unit,"'=HYPERLINK(""http://127.0.0.1/"",""x"")","'@SUM(1), ""quoted""",`), head);
  assert.ok(rows.length > 12);
  const cost = rows.find((row) => row.endsWith("/textbook/monthly_cost"));
  assert.match(cost, /^Monthly cost,textbook,USD\/month,100000,/);
  await assertClean();
});

test("Copy for a ticket gives verdict, table and a link that opens", async (t) => {
  const { page, assertClean } = await open(t);
  await change(page, { name: "A | B" });
  await id(page, "export").click();
  await id(page, "export-markdown").click();
  await id(page, "toasts").getByText("as Markdown").waitFor();
  const text = await clipboard(page);
  assert.ok(text.startsWith("## A \\| B\n\n"), text);
  assert.match(text, /\n\| Net benefit, a month \|/);
  assert.match(text, /\n\nRests on: availability \(99\.95 %\), /);
  const [, link] = /\]\((.*)\)\n$/.exec(text);
  assert.equal(link, await page.evaluate(() => geode.link()));
  await assertClean();
});

test("print is the browser's own", async (t) => {
  const { page, assertClean } = await open(t);
  await page.evaluate(() => (globalThis.print = () => (globalThis.printed = true)));
  await id(page, "export").click();
  await id(page, "export-print").click();
  assert.ok(await page.evaluate(() => globalThis.printed));
  await assertClean();
});

test("a broken file is refused field by field and nothing is lost", async (t) => {
  const { page, assertClean } = await open(t);
  await name(page).fill("Mine");
  const before = await current(page);
  const wrong = JSON.stringify({ ...JSON.parse(before), baseline: "nowhere", revenue: { monthly: -1, gain_per_100_ms: 0.01 } });
  for (const [text, says] of [
    [wrong, [/\/baseline\s+"nowhere" is not an option/, /\/revenue\/monthly is -1; expected/]],
    ["not JSON", [/is not JSON/]],
    ["", [/is empty/]],
    [Buffer.from([0xff, 0xfe, 0x00]), [/is not UTF-8/]],
    [`${before}${" ".repeat(1 << 20)}`, [/is too long; expected at most 1048576 bytes/]],
    [`{"schema":"geode-planner/scenario","version":${"[".repeat(100_000)}`, [/nested too deeply/]],
  ]) {
    await pick(page, file(text));
    const banner = id(page, "trouble");
    await banner.waitFor();
    const words = await banner.innerText();
    assert.match(words, /“plan.json” was not opened. Your work is as it was./);
    for (const say of says) assert.match(words, say);
    assert.equal(await current(page), before);
    await id(page, "trouble-close").click();
  }
  // The same file again, mended.
  await pick(page, file(before.replace('"Mine"', '"Mended"')));
  await id(page, "toast-undo").waitFor();
  assert.equal(await name(page).inputValue(), "Mended");
  await id(page, "toast-undo").click();
  assert.equal(await current(page), before);
  await assertClean();
});

test("repairs of what is opened are listed", async (t) => {
  const { page, assertClean } = await open(t);
  const scenario = JSON.parse(await current(page));
  scenario.user_groups[0].share = 0.8;
  scenario.colour = "red";
  await pick(page, file(JSON.stringify(scenario)));
  const words = await id(page, "repairs").innerText();
  assert.match(words, /Users: shares summed/);
  assert.match(words, /\/colour/);
  await id(page, "repairs-close").click();
  assert.equal(await id(page, "repairs").count(), 0);
  await assertClean();
});

test("scenarios come in by drop and by paste, as JSON or as a link", async (t) => {
  const { page, assertClean } = await open(t);
  const text = await current(page);
  const named = (name) => text.replace('"Worked example"', JSON.stringify(name));
  assert.ok(await drop(page, named("Dropped")), "a drop target is shown");
  await page.waitForFunction(() => JSON.parse(geode.current()).name === "Dropped");
  assert.equal(await id(page, "drop-target").count(), 0);

  await paste(page, named("Pasted"));
  await page.waitForFunction(() => JSON.parse(geode.current()).name === "Pasted");
  const link = await page.evaluate(() => geode.link());
  await page.keyboard.press("Control+z");
  assert.equal(await name(page).inputValue(), "Dropped");
  await paste(page, `Look at this: ${link}`);
  await page.waitForFunction(() => JSON.parse(geode.current()).name === "Pasted");

  await paste(page, "some words");
  assert.match(await id(page, "trouble").innerText(), /What was pasted was not opened/);
  assert.equal(await name(page).inputValue(), "Pasted");

  // The bare text, alone and in a mail; a link that a mail program has broken and quoted.
  const bare = link.slice(link.indexOf("#s=") + 3);
  for (const text of [bare, `"${bare}"`, `Look at this:\n> ${link.slice(0, 300)}\n> ${link.slice(300)}>\n> Bye`]) {
    await page.keyboard.press("Control+z");
    assert.equal(await name(page).inputValue(), "Dropped");
    await paste(page, text);
    await page.waitForFunction(() => JSON.parse(geode.current()).name === "Pasted");
  }
  for (const [kind, text] of [["text/plain", `${bare} and more`], ["text/plain", `<${link}>`], ["file", `From: Ada\n\nSee ${link}.\n`]]) {
    await page.keyboard.press("Control+z");
    assert.equal(await name(page).inputValue(), "Dropped");
    if (kind === "file") await drop(page, text);
    else assert.ok(await dropText(page, text), "a drop target is shown");
    await page.waitForFunction(() => JSON.parse(geode.current()).name === "Pasted");
  }
  // A text that is dragged within the page is not for opening.
  assert.equal(await dropText(page, "some words", true), false);
  assert.equal(await id(page, "trouble").count(), 0);

  // In a field, paste belongs to the field.
  await page.evaluate(() => navigator.clipboard.writeText("Named"));
  await name(page).selectText();
  await page.keyboard.press("Control+v");
  assert.equal(await name(page).inputValue(), "Named");
  await assertClean();
});

test("menus work by keyboard: Escape closes, a choice gives the focus back", async (t) => {
  const { page, assertClean } = await open(t);
  await id(page, "export").focus();
  await page.keyboard.press("Enter");
  assert.ok(await id(page, "export-json").isVisible());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.ok(!(await id(page, "export-json").isVisible()));
  assert.ok(await id(page, "export").evaluate((summary) => document.activeElement === summary));

  await id(page, "theme").click();
  await id(page, "theme-dark").click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  assert.ok(await id(page, "theme").evaluate((summary) => document.activeElement === summary));
  await id(page, "open").click();
  await id(page, "export").click();
  assert.ok(!(await id(page, "open-file").isVisible()), "one menu at a time");
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark", "the choice is kept");
  await assertClean();
});

// The arrow keys did nothing; Tab went through all of it.
test("the arrow keys go round a menu", async (t) => {
  const { page, assertClean } = await open(t);
  const at = () => page.evaluate(() => document.activeElement.dataset.testid);
  const items = await page.locator("#menu-export .menu__item").evaluateAll((all) => all.map((item) => item.dataset.testid));
  await id(page, "export").focus();
  const steps = [["ArrowDown", items[0]], ["ArrowDown", items[1]], ["End", items.at(-1)], ["ArrowDown", items[0]], ["ArrowUp", items.at(-1)], ["Home", items[0]]];
  for (const [key, expected] of steps) {
    await page.keyboard.press(key);
    assert.equal(await at(), expected, key);
  }
  await page.keyboard.press("Escape");
  assert.equal(await at(), "export");
  await assertClean();
});

/** Pages of a PDF: each is an object of its own. */
const pages = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length;

// With targets, differences and advice it had more to print than the worked example, and ran to a second page.
test("a system from the five questions prints on one page of Letter", async (t) => {
  const { page, assertClean } = await open(t, { ignore: [/willReadFrequently/] });
  await id(page, "start").click();
  const answers = { cost: "45k", revenue: "2M", availability: "99.95", p95: "150" };
  for (const [name, text] of Object.entries(answers)) await page.locator(`#start-${name}`).fill(text);
  await id(page, "start-finish").click();
  await id(page, "advice").waitFor();
  assert.equal(pages(await page.pdf({ format: "Letter" })), 1);
  await assertClean();
});

// It once ran to a second page, and charts of a dark screen came out dark on paper.
for (const format of ["A4", "Letter"]) {
  test(`the worked example prints on one page of ${format}, light, with a link that opens it`, async (t) => {
    const { page, assertClean } = await open(t, { dark: true, ignore: [/willReadFrequently/] });
    await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
    const corner = () => page.evaluate(() => [...document.querySelector('[data-testid="canvas-cost-by-option"]').getContext("2d").getImageData(1, 1, 1, 1).data]);
    // It is drawn when it comes into sight.
    await page.getByTestId("canvas-cost-by-option").scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector('[data-testid="canvas-cost-by-option"]').getContext("2d").getImageData(1, 1, 1, 1).data[3] > 0);
    const onScreen = await corner();
    await page.evaluate(() => {
      addEventListener("beforeprint", () => {
        const context = document.querySelector('[data-testid="canvas-cost-by-option"]').getContext("2d");
        globalThis.printed = [...context.getImageData(1, 1, 1, 1).data];
      });
    });
    const pdf = await page.pdf({ format });
    assert.equal(pages(pdf), 1);
    assert.deepEqual(await page.evaluate(() => globalThis.printed), [255, 255, 255, 255], "paper is white");
    assert.ok(onScreen[0] < 64, `the screen is dark: ${onScreen}`);
    assert.deepEqual(await corner(), onScreen, "the screen is as before");
    // Finance had the answer on paper, but none of the numbers that it rests on.
    const numbers = id(page, "rests-on");
    assert.equal(await numbers.isVisible(), false);
    await page.emulateMedia({ media: "print" });
    assert.match(await numbers.innerText(), /^Rests on: availability \(99\.95 %\), .*revenue \(\$10,000,000 a month\).* No targets\.$/);
    // Differences beside their figures made the table wider than paper: A4 within its margins has 733 px.
    await page.setViewportSize({ width: 733, height: 900 });
    const width = await id(page, "comparison").evaluate((table) => table.getBoundingClientRect().width);
    assert.ok(width <= 733, `${width} px`);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ media: null });
    const line = id(page, "printed-from");
    assert.match(await line.textContent(), /Geode Planner, \d{4}-\d\d-\d\d\./);
    const copy = await open(t, { hash: new URL(await line.locator("a").getAttribute("href")).hash });
    assert.equal(await current(copy.page), await current(page));
    await assertClean();
  });
}
