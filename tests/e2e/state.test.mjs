// No work is lost: undo, reload, links over local work, blocked storage, two tabs, crashes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { app, assertAccessible } from "./harness.mjs";

const { open, url } = app();

const id = (page, name) => page.getByTestId(name);
const name = (page) => id(page, "scenario-name");
const current = (page) => page.evaluate(() => JSON.parse(geode.current()));
const rename = (page, text) => name(page).fill(text);
/** Until the address bar, which waits for a pause, holds the scenario. */
const shown = (page) => page.waitForFunction(() => location.href === geode.link());
/** The fragment of the scenario on the page with changes. */
const linkTo = (page, changes) =>
  page.evaluate((changes) => {
    const before = geode.current();
    geode.open(JSON.stringify({ ...JSON.parse(before), ...changes }));
    const { hash } = new URL(geode.link());
    geode.open(before);
    return hash;
  }, changes);
/** A link made by someone else. */
async function foreignLink(t, changes) {
  const { page, context } = await open(t);
  const hash = await linkTo(page, changes);
  await context.close();
  return hash;
}

/** The list of earlier work, and a button of one of its entries. */
async function earlier(page) {
  await id(page, "open").click();
  await id(page, "open-earlier").click();
  await id(page, "kept-dialog").waitFor();
}
const entry = (page, what, name) => id(page, "kept-dialog").getByRole("button", { name: new RegExp(`^${what} ${name}, `) });
const entries = (page) => page.locator(".kept__name").allInnerTexts();
/** Opens earlier work by its name. */
async function openEarlier(page, name) {
  await earlier(page);
  await entry(page, "Open", name).click();
}
/** What stands under a name in the list, as the app stores it. */
const stored = (page) =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith("geode-planner/kept/"))
      .map((key) => {
        const [head, text] = localStorage.getItem(key).split("\n");
        return { ...JSON.parse(head), text };
      })
      .sort((a, b) => b.at - a.at),
  );
/** Entries as if somebody had worked for weeks: `kind` of each by its number, the oldest first. */
const fill = (page, count, kind) =>
  page.evaluate(
    ([count, kind]) => {
      const scenario = JSON.parse(geode.current());
      for (let i = 0; i < count; i += 1) {
        const at = Date.UTC(2026, 0, 1 + i);
        const head = { version: 1, at, kind, name: `${kind} ${i}` };
        const text = JSON.stringify({ ...scenario, name: head.name });
        localStorage.setItem(`geode-planner/kept/${at}-${i}`, `${JSON.stringify(head)}\n${text}`);
      }
    },
    [count, kind],
  );

/** Storage whose very mention throws, as where a browser blocks it for a site. */
const blockStorage = (context) =>
  context.addInitScript(() => {
    for (const area of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(globalThis, area, {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  });

/** What the browser refuses ends the app: it cannot make elements any more, and its next banner needs one. */
async function panic(page) {
  await page.evaluate(() => {
    document.createElement = () => {
      throw new Error("poisoned by the test");
    };
    location.hash = "#s=1.broken";
  });
  await page.locator("#crash[open]").waitFor();
}
const PANIC = [/poisoned by the test/, /unreachable/, /panicked at/];

test("every change can be undone and redone, by button and by key", async (t) => {
  const { page, assertClean } = await open(t);
  await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    scenario.revenue.monthly = 5e7;
    geode.open(JSON.stringify(scenario));
  });
  await rename(page, "Shop");
  await name(page).blur();
  await name(page).press("End");
  await name(page).pressSequentially(" two");
  assert.equal((await current(page)).name, "Shop two");

  await page.keyboard.press("Control+z");
  assert.equal(await name(page).inputValue(), "Shop", "typing one name is one step");
  await id(page, "undo").click();
  assert.equal(await name(page).inputValue(), "Worked example");
  await page.keyboard.press("Control+z");
  assert.equal((await current(page)).revenue.monthly, 1e7);
  assert.ok(await id(page, "undo").isDisabled());

  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.press("Control+y");
  await id(page, "redo").click();
  const { name: last, revenue } = await current(page);
  assert.deepEqual([last, revenue.monthly], ["Shop two", 5e7]);
  assert.ok(await id(page, "redo").isDisabled());
  await assertClean();
});

test("a reload keeps exactly the work of the tab, also when the address bar is behind", async (t) => {
  const { page, assertClean } = await open(t);
  await rename(page, "Shop");
  await page.reload();
  await page.waitForFunction(() => globalThis.geode);
  assert.equal(await name(page).inputValue(), "Shop");
  assert.equal(await id(page, "incoming").count(), 0, "no question about one's own work");

  // Left before the address bar could follow: the address that is loaded again is the one before.
  await shown(page);
  await rename(page, "Shop two");
  await page.reload();
  await page.waitForFunction(() => globalThis.geode);
  assert.equal(await name(page).inputValue(), "Shop two");
  assert.equal(await id(page, "incoming").count(), 0);
  await shown(page);
  await assertClean();
});

test("the last change stands in the address bar when the page is left at once", async (t) => {
  const { page, context } = await open(t);
  await rename(page, "Quick");
  const address = await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent("pagehide"));
    return [location.href, geode.link()];
  });
  assert.equal(address[0], address[1]);
  await context.close();
});

// Taken for a reload, because the tab had shown it before: the newer work stayed, without a question, and its link took
// the place of the one that was followed.
test("a link that the tab has shown before is still a link", async (t) => {
  const { page, assertClean } = await open(t);
  await rename(page, "First");
  await shown(page);
  const first = await page.evaluate(() => location.href);
  await rename(page, "Second");
  await shown(page);
  await page.goto("about:blank");
  await page.goto(first);
  await page.waitForFunction(() => globalThis.geode);
  assert.match(await id(page, "incoming").innerText(), /This link holds “First”; this browser holds “Second”/);
  // Loading the page again answered "Keep my work", and the link was gone.
  await page.reload();
  await id(page, "incoming").waitFor();
  assert.equal(await page.evaluate(() => location.href), first);
  await id(page, "incoming-keep").click();
  await shown(page);
  await page.evaluate((link) => location.assign(link), first);
  await id(page, "incoming").waitFor();
  await page.reload();
  await id(page, "incoming-open").click();
  assert.equal(await name(page).inputValue(), "First");
  await assertClean();
});

test("a link opens at once in a fresh profile", async (t) => {
  const hash = await foreignLink(t, { name: "From a friend" });
  const { page, assertClean } = await open(t, { hash });
  assert.equal(await name(page).inputValue(), "From a friend");
  assert.equal(await id(page, "incoming").count(), 0);
  await assertClean();
});

for (const way of ["another page", "the address bar of the open page"]) {
  test(`a link over local work asks, by way of ${way}`, async (t) => {
    const hash = await foreignLink(t, { name: "From a friend" });
    const first = await open(t);
    await rename(first.page, "Mine");
    await shown(first.page);
    const own = await first.page.evaluate(() => location.hash);
    const visit = async () => {
      if (way === "another page") return (await open(t, { context: first.context, hash })).page;
      await first.page.evaluate((hash) => (location.hash = hash), hash);
      return first.page;
    };

    const kept = await visit();
    assert.match(await id(kept, "incoming").innerText(), /This link holds “From a friend”; this browser holds “Mine”/);
    assert.equal(await name(kept).inputValue(), "Mine");
    await id(kept, "incoming-keep").click();
    await kept.waitForFunction((own) => location.hash === own, own);
    assert.equal(await id(kept, "incoming").count(), 0);

    // The question is about an address: with another one it goes. It stood beside the trouble of the next link.
    const left = await visit();
    await id(left, "incoming").waitFor();
    // A jump within the page is no other address.
    await left.locator("a.skip-link").press("Enter");
    await left.waitForFunction(() => location.hash === "#results");
    assert.equal(await id(left, "incoming").count(), 1);
    await left.evaluate(() => (location.hash = "#s=1.abc.deadbeef"));
    await id(left, "trouble").waitFor();
    assert.equal(await id(left, "incoming").count(), 0);
    await id(left, "trouble-close").click();
    await left.waitForFunction((own) => location.hash === own, own);

    const opened = await visit();
    await id(opened, "incoming-open").click();
    assert.equal(await name(opened).inputValue(), "From a friend");
    await shown(opened);
    await id(opened, "toast-undo").click();
    assert.equal(await name(opened).inputValue(), "Mine");
    await opened.keyboard.press("Control+y");

    // Even when tab and history are gone, what was replaced is at hand.
    const later = (await open(t, { context: first.context })).page;
    assert.equal(await name(later).inputValue(), "From a friend");
    await openEarlier(later, "Mine");
    assert.equal(await name(later).inputValue(), "Mine");
    await first.assertClean();
  });
}

test("a cut-off and a broken link say which, and keep the local work", async (t) => {
  const hash = await foreignLink(t, { name: "From a friend" });
  const first = await open(t);
  await rename(first.page, "Mine");
  await shown(first.page);
  const broken = hash.slice(0, 20) + (hash[20] === "A" ? "B" : "A") + hash.slice(21);
  for (const [text, says] of [
    [hash.slice(0, -20), /the link is cut off/],
    [broken, /the link is broken/],
  ]) {
    const { page } = await open(t, { context: first.context, hash: text });
    assert.match(await id(page, "trouble").innerText(), says);
    assert.match(await id(page, "trouble").innerText(), /Your work is as it was/);
    assert.equal(await name(page).inputValue(), "Mine");
    await id(page, "trouble-close").click();
    await shown(page);
  }
  await first.page.evaluate((text) => (location.hash = text), hash.slice(0, -20));
  assert.match(await id(first.page, "trouble").innerText(), /the link is cut off/);
  assert.equal(await name(first.page).inputValue(), "Mine");
  await first.assertClean();
});

test("a jump within the page leaves the scenario in the address bar", async (t) => {
  const { page, assertClean } = await open(t);
  await rename(page, "Mine");
  await shown(page);
  await page.locator(".skip-link").focus();
  await page.keyboard.press("Enter");
  await shown(page);
  await assertClean();
});

test("blocked storage breaks nothing and is said", async (t) => {
  const { page, assertClean } = await open(t, { prepare: blockStorage });
  await id(page, "not-saved").waitFor();
  await rename(page, "Shop");
  assert.match(await id(page, "saved").innerText(), /Not saved/);
  await id(page, "theme").click();
  await id(page, "theme-dark").click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.keyboard.press("Control+z");
  assert.equal(await name(page).inputValue(), "Worked example");
  await assertClean();
});

test("full storage breaks nothing and is said", async (t) => {
  const { page, assertClean } = await open(t, {
    prepare: (context) =>
      context.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException("full", "QuotaExceededError");
        };
      }),
  });
  await rename(page, "Shop");
  assert.match(await id(page, "saved").innerText(), /Not saved/);
  await shown(page);
  await assertClean();
});

test("two tabs do not overwrite each other's work", async (t) => {
  const { page: one, context, assertClean } = await open(t);
  await rename(one, "One");
  const { page: two } = await open(t, { context });
  assert.equal(await name(two).inputValue(), "One", "a new tab opens on the browser's work");
  await rename(two, "Two");

  await id(one, "other-tab").waitFor();
  await name(one).fill("One more");
  const stored = () => two.evaluate(() => JSON.parse(localStorage.getItem("geode-planner/scenario")).name);
  assert.equal(await stored(), "Two");
  await one.reload();
  await id(one, "other-tab").waitFor();
  assert.equal(await name(one).inputValue(), "One more");

  await id(one, "other-tab-take-over").click();
  // What one tab writes the other one reads a moment later.
  await two.waitForFunction(() => JSON.parse(localStorage.getItem("geode-planner/scenario")).name === "One more");
  await id(two, "other-tab").waitFor();
  assert.equal(await name(two).inputValue(), "Two");
  await id(two, "other-tab-follow").click();
  await id(two, "other-tab").waitFor({ state: "detached" });
  assert.equal(await name(two).inputValue(), "One more");
  await assertClean();
});

// Not every trap is a panic: this one has no words of the app's own.
test("a trap in the wasm shows the dialog", async (t) => {
  const { page } = await open(t, { ignore: PANIC });
  await page.evaluate(async () => {
    const wasm = await (await import(document.getElementById("app-js").href)).default();
    // More memory than there is.
    setTimeout(() => wasm.__wbindgen_malloc(-16, 1));
  });
  await page.locator("#crash[open]").waitFor();
  assert.match(await page.locator("#crash-message").textContent(), /unreachable|RuntimeError/);
});

// Such an error is made in the wasm, so its stack names it: that was taken for a crash.
test("an error of the page API that nobody catches is no crash", async (t) => {
  const { page } = await open(t, { ignore: [/expected/] });
  await page.evaluate(async () => {
    // Later than crash.js, which listens since the page has been loading.
    const heard = ["error", "unhandledrejection"].map((kind) => new Promise((done) => addEventListener(kind, done, { once: true })));
    setTimeout(() => globalThis.geode.evaluate("{"));
    setTimeout(async () => globalThis.geode.open("[]"));
    await Promise.all(heard);
  });
  assert.equal(await page.locator("#crash[open]").count(), 0);
});

// The optimised app had lost the words of its panics: a report of one said "unreachable".
test("a panic is told with its words and its place", async (t) => {
  const { page } = await open(t, { ignore: PANIC });
  // All charts are drawn for paper while one in sight measures a label: what measures is in use.
  await page.getByTestId("question-money").scrollIntoViewIfNeeded();
  await page.evaluate(() => {
    CanvasRenderingContext2D.prototype.measureText = () => dispatchEvent(new Event("beforeprint"));
    geode.open(JSON.stringify({ ...JSON.parse(geode.current()), currency: "CHF" }));
  });
  await page.locator("#crash[open]").waitFor();
  await page.locator("#crash summary").click();
  assert.match(await page.locator("#crash-message").innerText(), /^panicked at \S+\.rs:\d+:\d+:\nRefCell already /);
});

test("a panic shows the dialog and keeps the scenario", async (t) => {
  const { page } = await open(t, { ignore: PANIC });
  await rename(page, "Precious");
  await panic(page);
  assert.match(await page.locator("#crash-kept").innerText(), /kept in this browser/);
  await page.locator("#crash-copy").click();
  await page.locator("#crash-status", { hasText: "Copied" }).waitFor();
  assert.equal(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).name, "Precious");
  await page.locator("#crash-reload").click();
  await page.waitForFunction(() => globalThis.geode);
  assert.equal(await name(page).inputValue(), "Precious");
});

test("a crash loop ends on the worked example, with the scenario at hand", async (t) => {
  const { page, context } = await open(t, { ignore: PANIC });
  await rename(page, "Poison");
  // A scenario that the app cannot show: it panics at every start with it.
  await context.addInitScript(() => {
    if (sessionStorage.getItem("geode-planner/safe-start")) return;
    if (!sessionStorage.getItem("geode-planner/scenario")?.includes("Poison")) return;
    document.createElement = document.createElementNS = () => {
      throw new Error("poisoned by the test");
    };
  });
  await page.reload();
  for (let crash = 1; crash <= 2; crash += 1) {
    await page.locator("#crash[open]").waitFor();
    if (crash === 2) assert.match(await page.locator("#crash-kept").innerText(), /twice in a row/);
    await page.locator("#crash-reload").click();
  }
  await id(page, "incoming").waitFor();
  assert.equal(await name(page).inputValue(), "Worked example");
  await id(page, "incoming-keep").click();
  await page.reload();
  await page.waitForFunction(() => globalThis.geode);
  assert.equal(await page.locator("#crash[open]").count(), 0, "the loop is broken");
  await openEarlier(page, "Rescued after a crash");
  assert.equal(await name(page).inputValue(), "Poison");
});

// Whoever went on with the example and loaded the page again had lost what had been rescued.
test("rescued work stays at hand whatever is done first", async (t) => {
  const { page, context, assertClean } = await open(t);
  await rename(page, "Precious");
  const text = await page.evaluate(() => geode.current());
  await context.addInitScript((text) => {
    if (location.protocol === "about:" || localStorage.getItem("seen")) return;
    localStorage.setItem("seen", "1");
    localStorage.setItem("geode-planner/rescued", text);
    sessionStorage.setItem("geode-planner/safe-start", "1");
  }, text);
  await page.reload();
  await id(page, "incoming").waitFor();
  await rename(page, "Something else");
  await page.reload();
  await page.waitForFunction(() => globalThis.geode);
  assert.equal(await name(page).inputValue(), "Something else");
  await openEarlier(page, "Rescued after a crash");
  assert.equal(await name(page).inputValue(), "Precious");
  await assertClean();
});

// A page that the browser puts to sleep hears nothing of other tabs; its next edit wrote over what they had saved.
test("a page that wakes up looks at what has been saved meanwhile", async (t) => {
  const { page, assertClean } = await open(t);
  await rename(page, "Mine");
  await page.evaluate(() => {
    const theirs = { ...JSON.parse(geode.current()), name: "Theirs" };
    localStorage.setItem("geode-planner/scenario", JSON.stringify(theirs));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  await id(page, "other-tab").waitFor();
  await rename(page, "Mine again");
  assert.match(await page.evaluate(() => localStorage.getItem("geode-planner/scenario")), /Theirs/);
  await assertClean();
});

test("saved work that does not open is set aside, not overwritten", async (t) => {
  const { page, context, assertClean } = await open(t, {
    prepare: (context) =>
      context.addInitScript(() => {
        if (location.protocol === "about:") return; // where there is no storage
        if (!localStorage.getItem("seen")) localStorage.setItem("geode-planner/scenario", '{"schema":"geode-planner/scenario","version":2}');
        localStorage.setItem("seen", "1");
      }),
  });
  assert.match(await id(page, "trouble").innerText(), /version/);
  await rename(page, "Next");
  const [kept] = await stored(page);
  assert.deepEqual([kept.name, kept.kind], ["Saved work that did not open", "own"]);
  assert.match(kept.text, /"version":2/);

  // With a link that does not open either, only the link was said. The page that is left must not hear of it before.
  const { page: both } = await open(t, { context });
  await both.evaluate(() => {
    for (const area of [localStorage, sessionStorage]) area.setItem("geode-planner/scenario", '{"schema":"geode-planner/scenario","version":3}');
    history.replaceState(null, "", "#s=1.eJ");
  });
  await both.reload();
  await both.waitForFunction(() => globalThis.geode);
  assert.match(await id(both, "trouble").innerText(), /the link is cut off.*not what was sent\. The work saved in this browser was not opened\. It is kept/);
  await assertClean();
});

// Earlier work was one slot: the second link that was accepted took the place of the own work.
test("own work outlives any number of links", async (t) => {
  const links = [await foreignLink(t, { name: "Link one" }), await foreignLink(t, { name: "Link two" })];
  const { page, assertClean } = await open(t);
  await id(page, "field-/revenue/monthly").locator("input").first().fill("33M");
  await rename(page, "Mine");
  for (const link of links) {
    await page.evaluate((hash) => (location.hash = hash), link);
    await id(page, "incoming-open").click();
    await id(page, "toasts").getByText("What you had is under Open").waitFor();
    await shown(page);
  }
  await page.reload();
  await page.waitForFunction(() => globalThis.geode);
  assert.equal(await name(page).inputValue(), "Link two");
  assert.deepEqual((await stored(page)).map(({ name, kind }) => [name, kind]), [["Link one", "link"], ["Mine", "own"]]);
  await openEarlier(page, "Mine");
  assert.equal((await current(page)).revenue.monthly, 33e6);
  // Opening keeps in turn what was there, and the same work once.
  assert.deepEqual((await stored(page)).map(({ name, kind }) => [name, kind]), [["Link two", "link"], ["Link one", "link"], ["Mine", "own"]]);
  await openEarlier(page, "Link two");
  assert.equal((await stored(page)).length, 3);
  // A link that is worked on is own work.
  await rename(page, "Link two, mine");
  await openEarlier(page, "Mine");
  assert.deepEqual((await stored(page))[0].kind, "own");
  await assertClean();
});

test("one's own link, opened again, is still own work", async (t) => {
  const { page, context, assertClean } = await open(t);
  await rename(page, "Mine");
  await shown(page);
  const { page: again } = await open(t, { context, hash: await page.evaluate(() => location.hash) });
  await again.evaluate(() => geode.open(JSON.stringify({ ...JSON.parse(geode.current()), name: "Next" })));
  assert.deepEqual((await stored(again)).map(({ name, kind }) => [name, kind]), [["Mine", "own"]]);
  await assertClean();
});

test("a full list says what goes before it goes, links first, and asks about work", async (t) => {
  const links = [await foreignLink(t, { name: "One" }), await foreignLink(t, { name: "Two" }), await foreignLink(t, { name: "Three" })];
  const { page, assertClean } = await open(t);
  await fill(page, 18, "own");
  const visits = links.map((hash, i) => async () => {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await id(page, "incoming-open").click();
    await page.waitForFunction((name) => JSON.parse(geode.current()).name === name, ["One", "Two", "Three"][i]);
  });
  const toast = () => id(page, "toasts").innerText();
  await rename(page, "Mine");
  await visits[0]();
  assert.equal((await stored(page)).length, 19);
  assert.doesNotMatch(await toast(), /make room/);
  // Twenty: said before the next one.
  await visits[1]();
  assert.equal((await stored(page)).length, 20);
  assert.match(await toast(), /Next to make room: “One” \(a link, only looked at, /);
  await earlier(page);
  assert.match(await id(page, "kept-room").innerText(), /^20 of 20 entries, /);
  assert.match(await id(page, "kept-next").innerText(), /this is removed for good: “One” /);
  assert.equal(await page.locator(".kept__entry", { hasText: "goes next" }).locator(".kept__name").innerText(), "One");
  await page.keyboard.press("Escape");
  await visits[2]();
  assert.match(await toast(), /“One” .* made room for it/);
  const names = async () => (await stored(page)).map(({ name }) => name);
  assert.ok(!(await names()).includes("One") && (await names()).includes("own 0"));

  // Own work would go: the page asks, and nothing goes before the answer.
  await rename(page, "Three, mine");
  await id(page, "open").click();
  await id(page, "open-worked-example").click();
  await id(page, "toasts").getByText("“Two”").waitFor();
  await rename(page, "Next of mine");
  await id(page, "open").click();
  await id(page, "open-worked-example").click();
  assert.match(await id(page, "incoming").innerText(), /Earlier work is full\. .* removed for good: “own 0” \(your work, 2026-01-01 00:00\)/);
  assert.equal(await name(page).inputValue(), "Next of mine");
  await id(page, "incoming-keep").click();
  assert.ok((await names()).includes("own 0"));
  await id(page, "open").click();
  await id(page, "open-worked-example").click();
  await id(page, "incoming-open").click();
  assert.equal(await name(page).inputValue(), "Worked example");
  assert.ok(!(await names()).includes("own 0") && (await names()).includes("Next of mine"));
  assert.equal((await names()).length, 20);
  await assertClean();
});

test("no work makes room for a link that was only looked at, and that is said", async (t) => {
  const { page, assertClean } = await open(t, { hash: await foreignLink(t, { name: "Looked at" }) });
  await fill(page, 20, "own");
  await id(page, "open").click();
  await id(page, "open-worked-example").click();
  assert.match(await id(page, "toasts").innerText(), /The link before it is not kept: earlier work is full of your own/);
  assert.equal(await id(page, "incoming").count(), 0);
  assert.equal((await stored(page)).filter(({ kind }) => kind === "own").length, 20);
  await id(page, "toast-undo").click();
  assert.equal(await name(page).inputValue(), "Looked at");
  await assertClean();
});

for (const width of [1440, 360]) {
  test(`plans are saved, deleted and put back by keyboard, at ${width} px`, async (t) => {
    const { page, assertClean } = await open(t, { width });
    await earlier(page);
    assert.match(await id(page, "kept-empty").innerText(), /Nothing yet/);
    await page.keyboard.press("Escape");
    assert.ok(await id(page, "open").evaluate((button) => document.activeElement === button), "the focus is back");
    await id(page, "export").click();
    await id(page, "export-plan").click();
    await page.waitForFunction(() => document.activeElement?.id === "kept-name");
    await id(page, "kept-name").fill("  ");
    await page.keyboard.press("Enter");
    assert.match(await page.locator("#kept-wrong").innerText(), /The name is empty, expected/);
    await id(page, "kept-name").fill("Plan B");
    await page.keyboard.press("Enter");
    await id(page, "kept-said").getByText("Saved “Plan B”.").waitFor();
    assert.equal(await name(page).inputValue(), "Plan B");
    assert.deepEqual((await stored(page)).map(({ name, kind }) => [name, kind]), [["Plan B", "plan"]]);
    assert.equal(await page.locator(".kept__entry .tag").innerText(), "saved plan");
    await assertAccessible(page);
    assert.ok(await id(page, "kept-dialog").evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth), "nothing sticks out");

    await entry(page, "Delete", "Plan B").focus();
    await page.keyboard.press("Enter");
    await id(page, "kept-said").getByText("Deleted “Plan B”.").waitFor();
    assert.deepEqual(await stored(page), []);
    await id(page, "kept-undo").focus();
    await page.keyboard.press("Enter");
    await entry(page, "Open", "Plan B").waitFor();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.waitForFunction(() => globalThis.geode);
    await rename(page, "Another");
    await openEarlier(page, "Plan B");
    assert.equal(await name(page).inputValue(), "Plan B");
    // The plan stays a plan, and what it took the place of is there.
    assert.deepEqual((await stored(page)).map(({ name, kind }) => [name, kind]), [["Another", "own"], ["Plan B", "plan"]]);
    await assertClean();
  });
}

test("work that cannot be kept is said, and undo brings it back", async (t) => {
  const { page, assertClean } = await open(t);
  await rename(page, "Mine");
  // Room for what is open, none for more: as when another page of this address has filled the storage.
  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    globalThis.full = (areas) => {
      Storage.prototype.setItem = function (key, value) {
        if (key.startsWith("geode-planner/kept/") && areas.some((area) => globalThis[area] === this)) throw new DOMException("full", "QuotaExceededError");
        set.call(this, key, value);
      };
    };
    globalThis.full(["localStorage", "sessionStorage"]);
  });
  await id(page, "open").click();
  await id(page, "open-worked-example").click();
  const toast = id(page, "toasts");
  assert.match(await toast.innerText(), /What you had could not be kept as earlier work: this browser’s storage is full or blocked/);
  await id(page, "toast-undo").click();
  assert.equal(await name(page).inputValue(), "Mine");
  await earlier(page);
  await id(page, "kept-save").click();
  assert.match(await id(page, "kept-said").innerText(), /“Mine” could not be saved: .* full or blocked\. Save it as a file/);
  await page.keyboard.press("Escape");
  // This tab can still hold it.
  await page.evaluate(() => globalThis.full(["localStorage"]));
  await id(page, "open").click();
  await id(page, "open-worked-example").click();
  assert.match(await toast.innerText(), /What you had is under Open, “Earlier work”, until this tab is closed/);
  await earlier(page);
  assert.equal(await page.locator(".kept__entry .tag").innerText(), "until this tab is closed");
  await entry(page, "Open", "Mine").click();
  assert.equal(await name(page).inputValue(), "Mine");
  await assertClean();
});

// The list is full in bytes before it is in number, and the browser may have less room than the list may take.
test("where the browser has no room for both, the new work takes the place of what was to go", async (t) => {
  const { page, assertClean } = await open(t);
  await fill(page, 20, "link");
  await rename(page, "Mine");
  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      const count = Object.keys(this).filter((name) => name.startsWith("geode-planner/kept/")).length;
      if (key.startsWith("geode-planner/kept/") && (this === sessionStorage || count >= 20)) throw new DOMException("full", "QuotaExceededError");
      set.call(this, key, value);
    };
  });
  await id(page, "open").click();
  await id(page, "open-worked-example").click();
  await id(page, "toasts").getByText("“link 0”").waitFor();
  const names = (await stored(page)).map(({ name }) => name);
  assert.deepEqual([names.length, names[0], names.at(-1)], [20, "Mine", "link 1"]);
  await assertClean();
});

test("the one slot of an older version moves into the list", async (t) => {
  const { page, context, assertClean } = await open(t);
  const text = await page.evaluate(() => JSON.stringify({ ...JSON.parse(geode.current()), name: "From the slot" }));
  await page.evaluate((text) => {
    localStorage.setItem("geode-planner/earlier", text);
    sessionStorage.setItem("geode-planner/earlier", text.replace("From the slot", "From the tab’s slot"));
  }, text);
  await page.reload();
  await page.waitForFunction(() => globalThis.geode);
  const slots = () => page.evaluate(() => [localStorage, sessionStorage].map((area) => area.getItem("geode-planner/earlier")));
  assert.deepEqual(await slots(), [null, null]);
  assert.deepEqual((await stored(page)).map(({ name, kind }) => [name, kind]).sort(), [["From the slot", "own"], ["From the tab’s slot", "own"]]);
  await openEarlier(page, "From the slot");
  assert.deepEqual(await current(page), JSON.parse(text));
  // An older page in another tab writes it again, and the list is full: it stays, and is shown.
  await page.evaluate(() => Object.keys(localStorage).forEach((key) => key.startsWith("geode-planner/kept/") && localStorage.removeItem(key)));
  await fill(page, 20, "own");
  await page.evaluate((text) => localStorage.setItem("geode-planner/earlier", text.replace("From the slot", "Again")), text);
  const { page: later } = await open(t, { context });
  assert.match((await slots())[0], /"Again"/);
  await openEarlier(later, "Again");
  await id(later, "incoming-keep").or(id(later, "toast-undo")).first().waitFor();
  await assertClean();
});

test("two tabs add to one list, and an open list follows", async (t) => {
  const { page: one, context, assertClean } = await open(t);
  const { page: two } = await open(t, { context });
  const plan = async (page, text) => {
    await earlier(page);
    await id(page, "kept-name").fill(text);
    await id(page, "kept-save").click();
    await id(page, "kept-said").getByText(`Saved “${text}”.`).waitFor();
  };
  await plan(one, "Plan of one");
  await plan(two, "Plan of two");
  await entry(one, "Open", "Plan of two").waitFor();
  assert.deepEqual(await entries(one), ["Plan of two", "Plan of one"]);
  await entry(two, "Delete", "Plan of one").click();
  await entry(one, "Open", "Plan of one").waitFor({ state: "detached" });
  assert.deepEqual(await entries(one), ["Plan of two"]);
  await id(two, "kept-undo").click();
  await entry(one, "Open", "Plan of one").waitFor();
  await assertClean();
});

test("whatever stands in the storage, the list opens and deletes it", async (t) => {
  const { page, assertClean } = await open(t);
  await page.evaluate(() => {
    const put = (name, value) => localStorage.setItem(`geode-planner/kept/${name}`, value);
    put("", "");
    put("__proto__", "rubbish");
    put("1", "{}\n{}");
    put("2", '{"version":1,"at":1e308,"kind":"own","name":"<b>x</b>\\u202e"}\n{"schema":');
    put("3", "x".repeat(2_000_000));
    put("4", `{"version":\n${geode.current()}`);
    put("5", `{"version":9,"at":"soon","kind":7,"name":["a"]}\n${"[".repeat(100_000)}`);
    put("6", '{"version":1,"at":1e12,"kind":"plan","name":"A link"}\n#s=1.eJ');
    for (let i = 0; i < 400; i += 1) put(`9${i}`, `{"version":1,"at":${i},"kind":"own","name":"n${i}"}\n{}`);
  });
  await page.reload();
  await page.waitForFunction(() => globalThis.geode);
  await earlier(page);
  // Never more than can be shown, the newest by name.
  assert.equal(await id(page, "kept-entry").count(), 200);
  assert.match(await id(page, "kept-room").innerText(), /^200 of 20 entries, /);
  await page.evaluate(() => Object.keys(localStorage).forEach((key) => /kept\/9\d/.test(key) && localStorage.removeItem(key)));
  await page.keyboard.press("Escape");
  await earlier(page);
  assert.equal(await id(page, "kept-entry").count(), 8);
  assert.equal(await page.locator(".kept__entry", { hasText: "its label is damaged" }).count(), 6);
  assert.ok((await entries(page)).includes("<b>x</b>"), "names are text");
  // One that opens in spite of its label, and some that do not.
  await entry(page, "Open", "Worked example").click();
  assert.equal(await name(page).inputValue(), "Worked example");
  await openEarlier(page, "<b>x</b>");
  assert.match(await id(page, "trouble").innerText(), /The earlier work was not opened/);
  await openEarlier(page, "A link");
  assert.match(await id(page, "trouble").innerText(), /the link is cut off/);
  await earlier(page);
  while ((await id(page, "kept-entry").count()) > 0) {
    const before = await id(page, "kept-entry").count();
    await id(page, "kept-delete").first().click();
    await page.waitForFunction((before) => document.querySelectorAll(".kept__entry").length < before, before);
  }
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("/kept/")).length), 0);
  await assertClean();
});

// Whoever was sent a link of which the end was missing saw the worked example, and took it for what was sent.
test("a link that does not open, in a fresh profile, says that the example is not what was sent", async (t) => {
  const hash = await foreignLink(t, { name: "From a friend" });
  const { page, assertClean } = await open(t, { hash: hash.slice(0, -20) });
  const trouble = id(page, "trouble");
  assert.match(await trouble.innerText(), /the link is cut off.* What shows is the worked example, not what was sent\./);
  assert.equal(await name(page).inputValue(), "Worked example");
  await page.evaluate(() => (location.hash = "#s=1.eNqrVspLzE1VslIKzsgvUKoFACeaBPY.5c05a90e"));
  await trouble.getByText("The scenario in the link was not opened. What shows is the worked example, not what was sent.").waitFor();
  await rename(page, "Mine");
  await page.evaluate((hash) => (location.hash = hash), hash.slice(0, -30));
  await trouble.getByText("Your work is as it was.").waitFor();
  await assertClean();
});

test("the page API throws what the command says, and what it opens can be undone", async (t) => {
  const { page, assertClean } = await open(t);
  const thrown = (text) =>
    page.evaluate((text) => {
      try {
        geode.open(text);
        return null;
      } catch (error) {
        return [error instanceof Error, error.message];
      }
    }, text);
  assert.deepEqual(await thrown(""), [true, "/: is empty, expected a scenario as JSON"]);
  assert.match((await thrown("{}"))[1], /^\/schema: is missing, expected/);
  assert.match((await thrown(null))[1], /^\/: is no text/);
  const link = await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    geode.open(JSON.stringify({ ...scenario, name: "By script" }));
    return geode.link();
  });
  assert.ok(link.startsWith(`${url()}#s=1.`));
  // They threw where a button handed them its event; and a text may start as some editors let it.
  assert.equal(await page.evaluate(() => geode.link(new Event("click"))), link);
  assert.equal(await page.evaluate(() => geode.current({}) === geode.current()), true);
  assert.equal(await page.evaluate(() => geode.evaluate(`\u{feff}${geode.current()}`) === geode.evaluate(geode.current())), true);
  await id(page, "undo").click();
  assert.equal(await name(page).inputValue(), "Worked example");
  await assertClean();
});

for (const width of [1440, 360]) {
  test(`what is no valid value yet is said in view, and found, at ${width} px`, async (t) => {
    const { page, assertClean } = await open(t, { width });
    if (width < 1100) await id(page, "open-inputs").click();
    const section = id(page, "section-revenue");
    const field = id(page, "field-/revenue/monthly").locator("input").first();
    await field.fill("plenty");
    assert.equal((await current(page)).revenue.monthly, 1e7, "the last good value counts");
    await section.locator("summary").first().click();
    if (width < 1100) await page.keyboard.press("Escape");
    const banner = id(page, "live-banners").getByTestId("stale-banner");
    assert.match(await banner.innerText(), /A field holds no valid value\. The figures are those of the last good values/);
    // The mark on the verdict stays within its card.
    assert.equal(await id(page, "verdict-stale").count(), 1);
    assert.equal(await id(page, "verdict").evaluate((card) => card.scrollWidth > card.clientWidth), false);
    await id(page, "stale-show").click();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
    assert.equal(await field.inputValue(), "plenty");
    // The browser's own undo, not the page's: there is a text of its own to take back.
    await page.keyboard.press("Control+z");
    assert.equal((await current(page)).revenue.monthly, 1e7);
    await field.fill("12M");
    await banner.waitFor({ state: "detached" });
    assert.equal((await current(page)).revenue.monthly, 12e6);
    await assertClean();
  });
}

test("shares that do not sum are computed as if they did, and that is said", async (t) => {
  const { page, assertClean } = await open(t);
  await id(page, "field-/user_groups/north-america/share").locator("input").fill("60%");
  await id(page, "live-repairs").waitFor();
  assert.match(await id(page, "live-repairs").innerText(), /Users: shares summed/);
  // What was typed stays when the page is loaded again.
  await page.reload();
  await id(page, "live-repairs").waitFor();
  assert.equal(await id(page, "field-/user_groups/north-america/share").locator("input").inputValue(), "60%");
  assert.equal(await id(page, "repairs").count(), 0);
  // Its own address asked whether to open "another version": the link's shares are scaled, the saved ones are not.
  await shown(page);
  const own = await page.evaluate(() => location.href);
  const second = await page.context().newPage();
  await second.goto(own);
  await second.waitForFunction(() => globalThis.geode);
  assert.equal(await id(second, "incoming").count(), 0);
  await second.close();
  await id(page, "field-/user_groups/north-america/share").locator("input").fill("40%");
  await id(page, "live-repairs").waitFor({ state: "detached" });
  await assertClean();
});
