// When something fails: advice, tables after a loss, and a year of incidents.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { ready } from "../../scripts/browser.mjs";
import { app, assertAccessible, painted } from "./harness.mjs";

const { open } = app();

async function show(page, scenario) {
  await page.evaluate((text) => globalThis.geode.open(text), JSON.stringify(scenario));
  await painted(page);
}

const current = async (page) => JSON.parse(await page.evaluate(() => globalThis.geode.current()));

/** Figures of list items: as the engine has them and as they stand on the page, once all tables are unfolded. */
async function lists(page) {
  await page.evaluate(() => document.querySelectorAll('[data-testid="failures"] details').forEach((fold) => (fold.open = true)));
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid="failures"] details')].every((fold) => fold.querySelector("td")));
  return page.evaluate(() => {
    const engine = {};
    const single = {};
    for (const { id, rigorous, bridge } of JSON.parse(globalThis.geode.evaluate(globalThis.geode.current())).options) {
      const walk = (value, path) => {
        if (value !== null && typeof value === "object") Object.entries(value).forEach(([key, inner]) => walk(inner, `${path}/${key}`));
        else single[path] = value;
      };
      walk(rigorous, `${id}/rigorous`);
      bridge.forEach((step, i) => {
        engine[`${id}/bridge/${i}/downtime_seconds_per_year`] = step.downtime_seconds_per_year;
      });
      for (const list of ["after_losing", "user_groups", "regions"]) {
        for (const item of rigorous[list]) {
          const name = item.id ?? item.region;
          for (const [field, value] of Object.entries(item)) {
            if (typeof value === "number" || (value === null && /_ms$/.test(field))) engine[`${id}/rigorous/${list}/${name}/${field}`] = value;
          }
        }
      }
    }
    const onPage = {};
    for (const { dataset } of document.querySelectorAll('[data-testid="failures"] [data-figure]')) {
      onPage[dataset.figure] = dataset.value === undefined ? null : Number(dataset.value);
      // Simulated years, reads and writes: the engine has each once an option.
      if (dataset.figure in single) engine[dataset.figure] = single[dataset.figure];
    }
    return { engine, onPage };
  });
}

test("after a loss, every figure on the page is the engine's", async (t) => {
  const { page, assertClean } = await open(t);
  const { cases } = JSON.parse(await readFile(new URL("../data/rigorous.json", import.meta.url), "utf8"));
  const rich = cases.reduce((a, b) => (JSON.stringify(a.scenario).length > JSON.stringify(b.scenario).length ? a : b)).scenario;
  for (const scenario of [await current(page), rich]) {
    await show(page, scenario);
    // The figures of simulated years come a moment after the others.
    await page.waitForFunction(() => {
      const cells = [...document.querySelectorAll('[data-testid="table-years"] [data-figure$="/p50"]')];
      return cells.length > 0 && cells.every((cell) => cell.dataset.value !== undefined);
    });
    assert.equal(await page.getByTestId("table-years").getByRole("table").isVisible(), true);
    const { engine, onPage } = await lists(page);
    assert.ok(Object.keys(engine).length > 20);
    assert.deepEqual(onPage, engine);
  }
  await assertClean();
});

test("a quorum of two regions is advised against", async (t) => {
  const { page, assertClean } = await open(t);
  const scenario = await current(page);
  scenario.traffic.write_fraction = 0.2;
  scenario.options.find((option) => option.id === "geode-2").writes = { mode: "quorum" };
  await show(page, scenario);
  const advice = page.getByTestId("advice-quorum-even");
  await advice.waitFor();
  assert.match(await advice.innerText(), /Warning[^]*losing either stops all writes[^]*Active-active, 2 regions/);
  await assertAccessible(page);
  await assertClean();
});

test("the next year is another one, and comes back the same", async (t) => {
  const { page, assertClean } = await open(t);
  const takeaway = async () => {
    await painted(page);
    return page.getByTestId("chart-year-of-incidents").locator("figcaption").innerText();
  };
  const look = async () => {
    await page.getByTestId("show-year-of-incidents").click();
    await page.getByTestId("option-year-of-incidents").selectOption("single");
    const first = await takeaway();
    await page.getByTestId("next-year").click();
    return [first, await takeaway()];
  };
  const [first, second] = await look();
  assert.match(first, /^Year 1 of Single region: /);
  assert.match(second, /^Year 2 of Single region: /);
  await page.reload();
  await ready(page);
  assert.deepEqual(await look(), [first, second]);
  await assertClean();
});

test("folded tables and picked charts are accessible", async (t) => {
  const { page, assertClean } = await open(t, { width: 360 });
  for (const id of ["show-bridge", "show-latency-of-reads", "show-year-of-incidents"]) await page.getByTestId(id).click();
  for (const table of await page.getByTestId("failures").locator("details").all()) {
    if ((await table.getAttribute("open")) === null) await table.locator("summary").click();
  }
  await painted(page);
  await assertAccessible(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  assert.doesNotMatch(await page.locator("main").innerText(), /NaN|undefined|Infinity/);
  await assertClean();
});

// Each letter typed into the scenario's name once sent the yearly figures back to "not simulated yet".
test("the figures of simulated years do not depend on the scenario's name", async (t) => {
  const { page, assertClean } = await open(t);
  const years = page.getByTestId("table-years");
  await page.waitForFunction(() => !document.querySelector('[data-testid="table-years"]').innerText.includes("not simulated yet"));
  const before = await years.innerText();
  await page.evaluate(() => {
    globalThis.seen = new Set();
    const table = document.querySelector('[data-testid="table-years"]');
    new MutationObserver(() => seen.add(table.innerText)).observe(table, { subtree: true, childList: true, characterData: true });
  });
  await page.getByTestId("scenario-name").fill("Another name");
  await painted(page);
  assert.equal((await current(page)).name, "Another name");
  assert.ok([...(await page.evaluate(() => [...seen]))].every((text) => text === before));
  assert.equal(await years.innerText(), before);
  await assertClean();
});
