// Money as finance reads it: kinds of benefit, credits to customers, discounts, people, cash over time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { app, assertAccessible, painted } from "./harness.mjs";

const { open } = app();
const id = (page, name) => page.getByTestId(name);
const fold = (page, name) => id(page, name).locator(":scope > summary").click();
const field = (page, pointer) => page.locator(`[data-testid="field-${pointer}"] input`);
const enter = async (page, pointer, text) => {
  await field(page, pointer).fill(text);
  await field(page, pointer).press("Enter");
};
const row = (page, figure) => page.locator(`table.compare [data-figure$="/${figure}"]`);
const values = (page, figure) => row(page, figure).evaluateAll((cells) => cells.map((cell) => (cell.dataset.value === undefined || cell.dataset.value === "" ? null : Number(cell.dataset.value))));

test("net benefit stands with and without its speculative part", async (t) => {
  const { page, assertClean } = await open(t);
  await id(page, "all-figures-toggle").click();
  await row(page, "net_monthly_benefit_without_latency").nth(3).waitFor();
  const [whole, without, latency] = await Promise.all(["rigorous/net_monthly_benefit", "rigorous/net_monthly_benefit_without_latency", "rigorous/latency_revenue"].map((figure) => values(page, figure)));
  assert.equal(whole.length, 4);
  whole.forEach((net, at) => assert.ok(Math.abs(net - without[at] - latency[at]) < 1e-6, `${net}`));
  await id(page, "show-kinds-of-benefit").click();
  const chart = id(page, "chart-kinds-of-benefit");
  await chart.locator("figcaption").getByText("without the speculative part").waitFor();
  await chart.locator("summary").click();
  await chart.locator("tbody th").nth(3).waitFor();
  const rows = await chart.locator("tbody th").allInnerTexts();
  assert.deepEqual(rows, ["extra cost", "less downtime (estimated)", "faster pages (speculative)", "net benefit"]);
  await assertClean();
});

test("credits: steps come and go, figures follow, unknown is never 0", async (t) => {
  const { page, assertClean } = await open(t);
  assert.equal(await row(page, "avoided_sla_credits").count(), 0, "nothing is promised");
  await fold(page, "more-credits");
  await id(page, "add-credit-step").click();
  await field(page, "/sla_credits/steps/0/below").waitFor();
  assert.equal(await field(page, "/sla_credits/steps/0/below").inputValue(), "99.99%");
  // Until the years have been simulated it says so; then there are numbers.
  await page.waitForFunction(() => Number(document.querySelector('table.compare [data-figure$="geode-3/rigorous/avoided_sla_credits"]')?.dataset.value) > 0);
  const monthly = await values(page, "avoided_sla_credits");
  assert.equal(monthly[0], 0);
  await page.locator('[data-testid="choice-credit-period"] select').selectOption("year");
  await page.waitForFunction((before) => {
    const cell = document.querySelector('table.compare [data-figure$="geode-3/rigorous/avoided_sla_credits"]');
    return Number(cell?.dataset.value) > 0 && Number(cell.dataset.value) !== before;
  }, monthly[3]);
  await enter(page, "/sla_credits/steps/0/below", "120%");
  await page.locator('[data-testid="field-/sla_credits/steps/0/below"] .field__error').waitFor();
  await enter(page, "/sla_credits/steps/0/below", "99.9%");
  await id(page, "add-credit-step").click();
  await assertAccessible(page);
  await id(page, "credits").getByRole("button", { name: "Remove step 1" }).click();
  // What was the second is the first now.
  await page.waitForFunction(() => JSON.parse(geode.current()).sla_credits.steps.length === 1);
  assert.equal(await page.evaluate(() => JSON.parse(geode.current()).sla_credits.steps[0].below), 0.99);
  await id(page, "credits").getByRole("button", { name: "Remove step 1" }).click();
  await page.waitForFunction(() => !("sla_credits" in JSON.parse(geode.current())));
  assert.equal(await row(page, "avoided_sla_credits").count(), 0);
  await assertClean();
});

test("discounts and people change the cost as they are typed", async (t) => {
  const { page, assertClean } = await open(t);
  const total = async () => (await values(page, "monthly_cost/total"))[1];
  assert.equal(await total(), 201_000);
  await fold(page, "more-discounts");
  await enter(page, "/cost/compute_discount", "30%");
  await page.waitForFunction(() => Number(document.querySelector('table.compare [data-figure$="active-passive/rigorous/monthly_cost/total"]').dataset.value) === 159_000);
  await fold(page, "more-cost");
  await enter(page, "/cost/people_per_extra_region", "0.5");
  await enter(page, "/cost/loaded_annual_cost_per_person", "180k");
  await page.waitForFunction(() => Number(document.querySelector('table.compare [data-figure$="active-passive/rigorous/monthly_cost/total"]').dataset.value) === 166_500);
  await assertClean();
});

test("cash over time says when it has come back", async (t) => {
  const { page, assertClean } = await open(t);
  await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    scenario.revenue.monthly = 1e8;
    scenario.cost.migration_one_off = 1e6;
    geode.open(JSON.stringify(scenario));
  });
  await id(page, "show-cumulative-cash").click();
  const chart = id(page, "chart-cumulative-cash");
  await chart.locator("figcaption").getByText("has paid back after").waitFor();
  const payback = await page.evaluate(() => JSON.parse(geode.evaluate(geode.current())).options[3].rigorous.payback_months);
  await chart.locator("summary").click();
  await chart.locator("tbody tr").nth(36).waitFor();
  assert.equal(await chart.locator("tbody tr").count(), 37);
  assert.ok(payback > 0 && payback < 36);
  await painted(page);
  await assertClean();
});

test("the verdict tells what contracts give back, once years have been simulated", async (t) => {
  const { page, assertClean } = await open(t);
  await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    scenario.sla_credits = { period: "month", fees_share: 1, steps: [{ below: 0.9999, credit_share: 0.1 }] };
    geode.open(JSON.stringify(scenario));
  });
  const said = page.locator(".verdict__sentence");
  await said.getByText("less a month in credits, not counted above").waitFor();
  const evaluation = JSON.parse(await page.evaluate(() => geode.evaluate(geode.current())));
  assert.match(evaluation.verdict.sentence, /less a month in credits, not counted above/);
  assert.match(await said.innerText(), /contractual, \$4,880 estimated, \$51,000 speculative/);
  await assertClean();
});
