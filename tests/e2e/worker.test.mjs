// What takes long is computed beside the page: it never holds it, shows no figure of another scenario as this one's, and
// loses nothing, whatever becomes of the worker.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { DIST, app, hold, keptOffline, letGo, withoutWorkers } from "./harness.mjs";

const { open } = app();

const id = (page, name) => page.getByTestId(name);
const current = (page) => page.evaluate(() => JSON.parse(geode.current()));

/** The worked example with a geode of 13 regions: 2^13 failure states, too many for the frame of a key. */
const heavy = (page) =>
  page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    const regions = Array.from({ length: 13 }, (_, i) => ({ ...scenario.regions[0], id: `r${i}`, name: `Region ${i}` }));
    scenario.regions.push(...regions);
    for (const cells of Object.values(scenario.user_latency_ms)) regions.forEach(({ id }, i) => (cells[id] = 20 + 7 * i));
    scenario.options.push({ id: "wide", name: "Wide", kind: "geode", regions: regions.map(({ id }) => id) });
    geode.open(JSON.stringify(scenario));
  });
/** Another revenue: an edit that changes figures of every option. */
const earn = (page, monthly) =>
  page.evaluate((monthly) => {
    const scenario = JSON.parse(geode.current());
    scenario.revenue.monthly = monthly;
    geode.open(JSON.stringify(scenario));
  }, monthly);

/** The worth of an option as it stands in the table. */
const worth = async (page) =>
  Number(await page.locator('[data-figure="wide/rigorous/net_monthly_benefit"]').first().getAttribute("data-value"));
/** The same as the engine says of the scenario on the page, here and now. */
const computed = (page) =>
  page.evaluate(() => {
    const { options } = JSON.parse(geode.evaluate(geode.current()));
    return options.find(({ id }) => id === "wide").rigorous.net_monthly_benefit;
  });
const fresh = (page) => page.locator('#results[aria-busy="false"]').waitFor();
const busy = (page) => page.locator('#results[aria-busy="true"]').waitFor();
const assertRight = async (page) => {
  await fresh(page);
  assert.equal(await worth(page), await computed(page));
};

/** The worker of the page, once it runs. */
const workerOf = async (page) => page.workers()[0] ?? page.waitForEvent("worker");
/** Opens the heavy scenario, and waits until all of it is there, years included. */
async function openHeavy(t, options) {
  const opened = await open(t, options);
  const { page } = opened;
  await heavy(page);
  await assertRight(page);
  await id(page, "table-years").getByText("not simulated yet").first().waitFor({ state: "detached" });
  return { ...opened, worker: await workerOf(page) };
}
/** The next thing that the worker hears is the last one. */
const deafen = (worker) =>
  worker.evaluate(() => {
    onmessage = () => {
      for (;;);
    };
  });

test("while figures are computed those of before stand, marked, and the new ones follow", async (t) => {
  const { page, worker, assertClean } = await openHeavy(t);
  const before = await worth(page);
  await hold(worker);
  await earn(page, 3e7);
  await busy(page);
  await id(page, "verdict-computing").waitFor();
  for (const marked of [id(page, "verdict"), page.locator("table.compare")]) {
    assert.notEqual(await marked.getAttribute("data-stale"), null);
  }
  assert.equal(await worth(page), before, "the figures of the scenario before");
  assert.notEqual(await computed(page), before, "a script gets those of the scenario as it is");
  assert.equal((await current(page)).revenue.monthly, 3e7);
  await letGo(worker);
  await assertRight(page);
  assert.equal(await id(page, "verdict-computing").count(), 0);
  assert.equal(await page.locator("[data-stale]").count(), 0);
  await assertClean();
});

test("what is small is there with the edit, and no worker is asked for it", async (t) => {
  const { page, assertClean } = await open(t);
  const worker = await workerOf(page);
  await id(page, "table-years").getByText("not simulated yet").first().waitFor({ state: "detached" });
  await hold(worker);
  await earn(page, 3e7);
  const single = page.locator('[data-figure="geode-3/rigorous/net_monthly_benefit"]').first();
  const expected = await page.evaluate(
    () => JSON.parse(geode.evaluate(geode.current())).options[3].rigorous.net_monthly_benefit,
  );
  assert.equal(Number(await single.getAttribute("data-value")), expected);
  assert.equal(await page.locator("#results").getAttribute("aria-busy"), "false");
  await letGo(worker);
  await assertClean();
});

test("the newest edit wins while a job runs", async (t) => {
  const { page, worker, assertClean } = await openHeavy(t);
  await hold(worker);
  for (const monthly of [2e7, 3e7, 4e7]) await earn(page, monthly);
  await busy(page);
  await letGo(worker);
  await assertRight(page);
  assert.equal((await current(page)).revenue.monthly, 4e7);
  assert.deepEqual(page.workers(), [worker], "it has heard every cancel");
  await page.keyboard.press("Control+z");
  await assertRight(page);
  assert.equal((await current(page)).revenue.monthly, 3e7);
  await assertClean();
});

test("figures do not wait for simulated years", async (t) => {
  const { page, assertClean } = await open(t);
  await heavy(page);
  await assertRight(page);
  const years = id(page, "table-years").getByText("not simulated yet");
  // Outages of half a minute: ten million changes of state in each of 16 options, seconds of work on any machine.
  await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    for (const region of scenario.regions) region.mttr_hours = 0.01;
    const geo = scenario.options.find(({ kind }) => kind === "geode");
    for (let i = scenario.options.length; i < 16; i++) scenario.options.push({ ...geo, id: `copy-${i}`, name: `Copy ${i}` });
    geode.open(JSON.stringify({ ...scenario, simulation_years: 100_000 }));
  });
  await fresh(page);
  await page.getByText("The simulated years are being computed").waitFor();
  const before = await worth(page);
  await earn(page, 3e7);
  await fresh(page);
  // The years stand still from here: on a fast machine they were there before the button stood still for its click.
  await hold(await workerOf(page));
  assert.notEqual(await worth(page), before);
  assert.ok((await years.count()) > 0);
  await id(page, "compute-cancel").click();
  await page.getByText("The simulated years were not computed").waitFor();
  await assertClean();
});

test("a worker that does not hear a cancel is replaced", async (t) => {
  const { page, worker, assertClean } = await openHeavy(t);
  const next = page.waitForEvent("worker");
  await deafen(worker);
  await earn(page, 2e7);
  await busy(page);
  await earn(page, 3e7);
  await assertRight(page);
  assert.notEqual(await next, worker);
  await assertClean();
});

test("an export in the middle of a job has complete figures", async (t) => {
  const { page, worker, assertClean } = await openHeavy(t);
  await hold(worker);
  await earn(page, 3e7);
  await busy(page);
  const coming = page.waitForEvent("download");
  await id(page, "export").click();
  await id(page, "export-json").click();
  await page.getByText("This takes a moment").waitFor();
  await letGo(worker);
  const text = await readFile(await (await coming).path(), "utf8");
  assert.equal(text, await page.evaluate(() => `${geode.evaluate(geode.current(), { flips: true })}\n`));
  assert.ok(!text.includes('"yearly_downtime_seconds": null'));
  assert.equal(JSON.parse(text).scenario.revenue.monthly, 3e7);
  await assertClean();
});

test("paper gets the figures of the scenario as it is", async (t) => {
  const { page, worker, assertClean } = await openHeavy(t);
  await hold(worker);
  await earn(page, 3e7);
  await busy(page);
  // What the browser says when somebody prints by its own menu.
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await assertRight(page);
  await letGo(worker);
  await assertClean();
});

test("a long job shows how far it is, can be cancelled, and asked for again", async (t) => {
  const { page, worker, assertClean } = await openHeavy(t);
  const before = await worth(page);
  await hold(worker);
  await earn(page, 3e7);
  await id(page, "computing").getByRole("progressbar").waitFor();
  await id(page, "compute-cancel").click();
  await id(page, "not-computed").getByText("were not computed").waitFor();
  await busy(page);
  assert.equal(await worth(page), before);
  // Nobody gets a file of figures that were not computed: they are asked for again.
  await id(page, "compute-again").click();
  await id(page, "not-computed").waitFor({ state: "detached" });
  await letGo(worker);
  await assertRight(page);
  assert.equal((await current(page)).revenue.monthly, 3e7);
  await assertClean();
});

test("an error in the worker is one of its job: the page stays, and asks again", async (t) => {
  const { page, worker, assertClean } = await openHeavy(t, { ignore: [/poisoned by the test/] });
  await hold(worker);
  await earn(page, 3e7);
  await busy(page);
  await worker.evaluate(() => {
    queueMicrotask(() => {
      throw new Error("poisoned by the test");
    });
  });
  await id(page, "not-computed").getByText("poisoned by the test").waitFor();
  assert.equal(await page.locator("#crash[open]").count(), 0);
  assert.equal((await current(page)).revenue.monthly, 3e7);
  await id(page, "compute-again").click();
  await assertRight(page);
  await assertClean();
});

// It was looked for in one piece: the page took the worker, which said nothing meanwhile, for dead.
test("what would take too long to solve for is left to the command, and said", async (t) => {
  const { page, assertClean } = await openHeavy(t);
  const field = id(page, "field-/revenue/monthly");
  await field.getByRole("button", { name: "About Revenue" }).click();
  await field.getByRole("button", { name: "Solve for it" }).click();
  await id(page, "solve-answer").getByText("too large to look for it on the page; the command geode solve does").waitFor();
  await assertClean();
});

// The most urgent of what is asked for was blamed, and the guilty job asked again in the next worker.
test("what ends a worker is the job that it runs", async (t) => {
  const { page, worker, assertClean } = await openHeavy(t, { ignore: [/poisoned by the test/] });
  // It says that it simulates, and ends; figures are asked for as well.
  await hold(worker);
  await worker.evaluate(() => {
    const hear = onmessage;
    onmessage = (event) => {
      hear(event);
      const [what, job, row] = event.data;
      if (what === "ask" && row === "simulate") for (const said of [["at", job], ["panic", "poisoned by the test"]]) postMessage(said);
    };
  });
  await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    scenario.regions[0].mttr_hours = 3;
    geode.open(JSON.stringify(scenario));
  });
  await id(page, "not-computed").getByText("The simulated years could not be computed (poisoned by the test)").waitFor();
  await assertRight(page);
  assert.equal(await id(page, "not-computed").count(), 1);
  await assertClean();
});

// A copy for a ticket, which shows no years, was given up with them.
test("what waits for figures alone is not given up with the simulated years", async (t) => {
  const { page, worker, assertClean } = await openHeavy(t);
  await hold(worker);
  await worker.evaluate(() => {
    const hear = onmessage;
    onmessage = (event) => {
      hear(event);
      const [what, job, row] = event.data;
      if (what === "ask" && row === "simulate") postMessage(["failed", job, "poisoned by the test"]);
    };
  });
  await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    scenario.regions[0].mttr_hours = 3;
    geode.open(JSON.stringify(scenario));
  });
  await busy(page);
  await id(page, "export").click();
  await id(page, "export-markdown").click();
  await id(page, "not-computed").getByText("The simulated years could not be computed").waitFor();
  assert.equal(await page.getByText("Nothing was saved or printed").count(), 0);
  await letGo(worker);
  await id(page, "toasts").getByText("as Markdown").waitFor();
  await assertClean();
});

test("a worker that is killed in the middle is noticed", async (t) => {
  const { page, worker, assertClean } = await openHeavy(t);
  await hold(worker);
  await earn(page, 3e7);
  await busy(page);
  await worker.evaluate(() => close());
  await id(page, "not-computed").getByText("the worker does not answer").waitFor();
  // Undo, redo, and what is typed go on.
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+y");
  await assertRight(page);
  assert.equal((await current(page)).revenue.monthly, 3e7);
  await assertClean();
});

test("where no worker may start the page computes by itself and says so once", async (t) => {
  const { page, assertClean } = await open(t, { prepare: withoutWorkers });
  await id(page, "toasts").getByText("lets the page have no worker").waitFor();
  await page.getByRole("button", { name: "Close" }).first().click();
  await heavy(page);
  await assertRight(page);
  await earn(page, 3e7);
  await assertRight(page);
  await id(page, "table-years").getByText("not simulated yet").first().waitFor({ state: "detached" });
  assert.equal(await id(page, "toasts").getByText("lets the page have no worker").count(), 0);
  assert.equal(page.workers().length, 0);
  await assertClean();
});

test("offline after one visit, the worker too", async (t) => {
  const { page, context, assertClean } = await open(t, { ignore: [/ERR_INTERNET_DISCONNECTED/] });
  await keptOffline(page);
  await context.setOffline(true);
  await page.reload();
  await page.locator("html[data-started]").waitFor({ state: "attached" });
  await heavy(page);
  await assertRight(page);
  const worker = await workerOf(page);
  assert.match(worker.url(), /\/boot-[0-9a-f]{16}\.js$/);
  await context.setOffline(false);
  await assertClean();
});

/**
 * A copy of the app whose files browsers ask for each time, so that a new build can take their place. The server waits for
 * it: the copy was made in a hook of its own, and hooks that are written after a test run side by side in Node 20, so that
 * once in many runs there was nothing to serve yet.
 */
let copy;
const builds = app(async () => {
  copy = await mkdtemp(join(tmpdir(), "geode-builds-"));
  await cp(DIST, copy, { recursive: true, filter: (path) => !path.endsWith("_headers") });
  return copy;
});
after(() => copy && rm(copy, { recursive: true }));

test("an old page over a new build asks to be loaded again, and computes until then", async (t) => {
  const { page, assertClean } = await builds.open(t, { serviceWorkers: "block", ignore: [/boot-/, /404/, /registration blocked/] });
  await heavy(page);
  await assertRight(page);
  const worker = await workerOf(page);
  // Another build: its files have other names, and those of the old one are gone.
  const html = await readFile(join(copy, "index.html"), "utf8");
  const [boot] = (await readdir(copy)).filter((name) => name.startsWith("boot-"));
  await rename(join(copy, boot), join(copy, `new-${boot}`));
  await writeFile(join(copy, "index.html"), html.replaceAll(boot, `new-${boot}`));
  // The page needs another worker.
  await deafen(worker);
  await earn(page, 2e7);
  await busy(page);
  await earn(page, 3e7);
  await id(page, "outdated").waitFor();
  await assertRight(page);
  await Promise.all([page.waitForEvent("load"), id(page, "outdated-reload").click()]);
  await page.locator("html[data-started]").waitFor({ state: "attached" });
  assert.equal((await current(page)).revenue.monthly, 3e7);
  await assertRight(page);
  assert.match((await workerOf(page)).url(), /\/new-boot-/);
  assert.equal(await id(page, "outdated").count(), 0);
  await assertClean();
});
