// The failure drill: regions switched off, who moves where.
import assert from "node:assert/strict";
import { test } from "node:test";
import { app, assertAccessible, painted } from "./harness.mjs";

const { open } = app();

const current = async (page) => JSON.parse(await page.evaluate(() => globalThis.geode.current()));

async function show(page, scenario) {
  await page.evaluate((text) => globalThis.geode.open(text), JSON.stringify(scenario));
  await painted(page);
}

/** The drill, unfolded, with the option and once its table is there. */
async function unfold(page, option) {
  const drill = page.getByTestId("drill");
  await drill.locator("summary").click();
  await page.getByTestId("drill-option").selectOption(option);
  await page.locator(`[data-figure^="drill/${option}/"]`).first().waitFor();
  return drill;
}

const figure = (page, name) => page.locator(`[data-figure="drill/${name}"]`);
const value = async (page, name) => Number(await figure(page, name).getAttribute("data-value"));

test("users of a region that is off go to the next one, and the page says so", async (t) => {
  const { page, assertClean } = await open(t);
  const drill = await unfold(page, "geode-3");
  const sentence = page.getByTestId("drill-sentence");
  assert.equal(await sentence.innerText(), "Everything is up.");
  await drill.getByLabel("US East").check();
  await page.waitForFunction(() => document.querySelector('[data-testid="drill-sentence"]').innerText.includes("US East"));
  // Worked out by hand: 0.4 × (100 − 50) ms more; EU West with 0.3 + 0.1 + 0.4.
  assert.match(await sentence.innerText(), /40\s%.*move to EU West.*54\sms to 74\sms.*1\.5\smin, the last after 2\smin/);
  assert.equal(await value(page, "geode-3/groups/north-america/latency_after_ms"), 100);
  assert.ok(Math.abs((await value(page, "geode-3/regions/eu-west/load_after_share")) - 0.8) < 1e-12);
  const losses = JSON.parse(await page.evaluate(() => globalThis.geode.evaluate(globalThis.geode.current()))).options[3].rigorous.after_losing;
  const worst = losses.find((loss) => loss.region === "us-east").worst_load_share;
  assert.equal(await value(page, "geode-3/regions/eu-west/load_after_share"), worst, "as after losing it");
  assert.equal(await drill.getByRole("row", { name: /^North America/ }).locator("td").nth(2).innerText(), "→ EU West");
  await page.getByTestId("drill-all-on").click();
  await page.waitForFunction(() => document.querySelector('[data-testid="drill-sentence"]').innerText === "Everything is up.");
  await assertAccessible(page);
  await assertClean();
});

test("a lost quorum, and users whom no law lets anybody else serve", async (t) => {
  const { page, assertClean } = await open(t, { width: 360 });
  const scenario = await current(page);
  scenario.user_groups[1].permitted_jurisdictions = ["EU"];
  scenario.traffic.write_fraction = 0.2;
  scenario.options[3].writes = { mode: "quorum" };
  await show(page, scenario);
  const drill = await unfold(page, "geode-3");
  for (const name of ["EU West", "Asia East"]) await drill.getByLabel(name).check();
  await page.waitForFunction(() => document.querySelector('[data-testid="drill-sentence"]').innerText.includes("quorum is lost"));
  assert.match(await page.getByTestId("drill-sentence").innerText(), /30\s% are cut off/);
  assert.equal(await value(page, "geode-3/groups/europe/failing_share"), 1);
  assert.equal(await figure(page, "geode-3/groups/europe/latency_after_ms").innerText(), "–");
  assert.doesNotMatch(await drill.innerText(), /NaN|undefined|Infinity/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  await assertAccessible(page);
  await assertClean();
});

test("the drill goes by the keyboard, and follows the scenario", async (t) => {
  const { page, assertClean } = await open(t);
  const drill = await unfold(page, "geode-2");
  await drill.getByLabel("EU West").focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => document.querySelector('[data-testid="drill-sentence"]').innerText.includes("EU West off"));
  const scenario = await current(page);
  scenario.user_latency_ms.europe["us-east"] = 111;
  await show(page, scenario);
  await page.waitForFunction(() => document.querySelector('[data-figure="drill/geode-2/groups/europe/latency_after_ms"]')?.dataset.value === "111");
  await assertClean();
});
