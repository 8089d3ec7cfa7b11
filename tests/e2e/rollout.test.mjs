// A rollout: phases come and go, are checked, and what they come to stands in a section of its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { app, assertAccessible, painted } from "./harness.mjs";

const { open } = app();
const id = (page, name) => page.getByTestId(name);
const field = (page, pointer) => page.locator(`[data-testid="field-${pointer}"] input`);
const current = (page) => page.evaluate(() => JSON.parse(geode.current()));
const cells = (page) => id(page, "phases").locator("table.data-table").first().locator("[data-figure]").evaluateAll((all) => all.map((cell) => [cell.dataset.figure, cell.dataset.value === undefined ? null : Number(cell.dataset.value)]));

test("phases are planned, checked, changed and taken back", async (t) => {
  const { page, assertClean } = await open(t);
  assert.equal(await id(page, "phases").count(), 0, "nothing is planned");
  await id(page, "section-rollout").locator(":scope > summary").click();
  await id(page, "add-phase").click();
  await id(page, "add-phase").click();
  await id(page, "phases").waitFor();
  assert.deepEqual((await current(page)).rollout.map((phase) => [phase.start_month, phase.option]), [[6, "active-passive"], [12, "geode-2"]]);
  await page.locator('[id="phase-option.1"]').selectOption("geode-3");
  await field(page, "/rollout/1/start_month").fill("18");
  await field(page, "/rollout/1/migration_cost").fill("250k");
  await field(page, "/rollout/1/migration_cost").press("Enter");
  await page.waitForFunction(() => document.querySelector('[data-figure="rollout/phases/2/migration_cost"]')?.dataset.value === "250000");
  // What stands on the page is what the evaluation file has.
  const file = await page.evaluate(() => JSON.parse(geode.evaluate(geode.current())).rollout);
  const shown = Object.fromEntries(await cells(page));
  file.phases.forEach((phase, at) => {
    for (const name of ["start_month", "migration_cost", "monthly_cost", "mean_latency_ms", "downtime_seconds_per_year", "net_monthly_benefit"]) {
      assert.equal(shown[`rollout/phases/${at}/${name}`], phase[name], name);
    }
  });
  assert.deepEqual(file.phases.map((phase) => [phase.option, phase.start_month, phase.end_month]), [["single", 0, 6], ["active-passive", 6, 18], ["geode-3", 18, 36]]);
  assert.match(await id(page, "rollout-sentence").innerText(), /^Over 36 months the rollout is worth −\u{2060}\$/u);
  await id(page, "data-rollout").locator("summary").click();
  // Months 0 to 36.
  await id(page, "data-rollout").locator("tbody tr").nth(36).waitFor();
  assert.equal(await id(page, "data-rollout").locator("tbody tr").count(), 37);
  // A month beyond what is allowed is said beside its field, and the last good result stays.
  await field(page, "/rollout/1/start_month").fill("700");
  await field(page, "/rollout/1/start_month").press("Enter");
  await page.locator('[data-testid="field-/rollout/1/start_month"] .field__error').getByText("600").waitFor();
  assert.equal((await current(page)).rollout[1].start_month, 18);
  await field(page, "/rollout/1/start_month").press("Escape");
  await assertAccessible(page);
  // With its option a phase goes too; one step brings both back.
  await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    scenario.rollout.splice(0, 1);
    geode.open(JSON.stringify(scenario));
  });
  await page.waitForFunction(() => document.querySelectorAll('[data-testid="section-rollout"] .card').length === 1);
  await id(page, "phase-0").getByRole("button", { name: "Remove phase 1" }).click();
  await id(page, "phases").waitFor({ state: "detached" });
  await id(page, "undo").click();
  await id(page, "phases").waitFor();
  // Whoever removes an option is told that its phase goes with it.
  await id(page, "section-options").locator(":scope > summary").click();
  await id(page, "section-options").getByRole("button", { name: "Remove Active-active, 3 regions" }).click();
  await id(page, "toasts").getByText("Active-active, 3 regions removed, with its phase of the rollout.").waitFor();
  await id(page, "phases").waitFor({ state: "detached" });
  await id(page, "toasts").getByRole("button", { name: "Undo" }).click();
  await id(page, "phases").waitFor();
  await assertClean();
});

test("the example of four phases is a whole plan, on a phone too", async (t) => {
  for (const width of [1440, 360]) {
    const { page, assertClean } = await open(t, { width });
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByRole("button", { name: "More examples…" }).click();
    await page.getByRole("button", { name: "Open Rollout of a US-only company, four phases" }).click();
    await id(page, "phases").waitFor();
    const starts = (await cells(page)).filter(([figure]) => figure.endsWith("start_month")).map(([, month]) => month);
    assert.deepEqual(starts, [0, 3, 9, 15, 21]);
    await id(page, "phases").scrollIntoViewIfNeeded();
    await painted(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the window");
    // Cost, latency and downtime over time stood in no picture.
    for (const [chart, words] of [["cost", /^Cost goes from .* a month to .* a month in month 48\.$/], ["latency", /^Mean latency goes from .*\sms to .*\sms in month 48\.$/], ["downtime", /^Downtime goes from .* a year to .* a year in month 48\.$/]]) {
      await id(page, `show-rollout-${chart}`).click();
      await id(page, `chart-rollout-${chart}`).locator("figcaption").getByText(words).waitFor();
    }
    await id(page, "data-rollout-downtime").locator("summary").click();
    await id(page, "data-rollout-downtime").getByRole("columnheader", { name: /^Staying put/ }).waitFor();
    await assertAccessible(page);
    await assertClean();
  }
});
