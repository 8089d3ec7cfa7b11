// Numbers as people write and read them: what can be read in two ways, what is asked, what is shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import { app, assertAccessible } from "./harness.mjs";

const { open } = app();

const current = async (page) => JSON.parse(await page.evaluate(() => globalThis.geode.current()));
const field = (page, pointer) => page.getByTestId(`field-${pointer}`);
const control = (page, pointer) => field(page, pointer).locator("input").first();
const openSection = (page, name) => page.locator(`[data-testid=section-${name}] > summary`).click();
const offer = (where, words) => where.getByRole("button", { name: words, exact: true });

// A quarter of a million, as half of the world writes it, was read as 250 without a word.
test("what can be read in two ways is said, and the other reading is one click away", async (t) => {
  const { page, assertClean } = await open(t);
  const revenue = field(page, "/revenue/monthly");
  await control(page, "/revenue/monthly").fill("250.000");
  assert.equal((await current(page)).revenue.monthly, 250);
  assert.match(await revenue.innerText(), /= USD 250\/month/);
  // It stays when the field is left, and can be reached by key.
  await control(page, "/revenue/monthly").press("Tab");
  assert.equal(await control(page, "/revenue/monthly").inputValue(), "250");
  await page.keyboard.press("Enter");
  assert.equal((await current(page)).revenue.monthly, 250_000);
  assert.match(await revenue.innerText(), /= USD 250,000\/month/);
  const back = offer(revenue, "or 250/month?");
  assert.ok(await back.evaluate((button) => button === document.activeElement), "the button keeps the focus");
  await assertAccessible(page);
  await back.click();
  assert.equal((await current(page)).revenue.monthly, 250);
  // Another currency reads it alike.
  await page.evaluate(() => geode.open(JSON.stringify({ ...JSON.parse(geode.current()), currency: "EUR" })));
  await control(page, "/revenue/monthly").fill("12.345");
  assert.equal((await current(page)).revenue.monthly, 12.345);
  await offer(revenue, "or 12,345/month?").click();
  assert.equal((await current(page)).revenue.monthly, 12_345);
  // What has one reading offers nothing, nor does a step.
  await control(page, "/revenue/monthly").fill("12,5");
  assert.equal(await revenue.getByRole("button", { name: /^or / }).count(), 0);
  await control(page, "/revenue/monthly").fill("1,500");
  await offer(revenue, "or 1.5/month?").waitFor();
  await control(page, "/revenue/monthly").press("ArrowUp");
  assert.equal(await revenue.getByRole("button", { name: /^or / }).count(), 0);
  await assertClean();
});

for (const width of [1440, 360]) {
  // In cells there was no room for an echo, so there was none.
  test(`cells of tables and rows say how they are read, ${width} px`, async (t) => {
    const { page, assertClean } = await open(t, { width });
    if (width < 1100) await page.locator("[aria-controls=inputs]").click();
    await page.locator("[data-testid=more-latencies] > summary").click();
    const cell = control(page, "/user_latency_ms/asia/us-east");
    await cell.fill("1,500");
    const latency = async () => (await current(page)).user_latency_ms.asia["us-east"];
    assert.equal(await latency(), 1500);
    const told = page.getByTestId("more-latencies");
    await told.getByText("Latency to the region, Asia, US East = 1,500 ms").waitFor();
    await cell.press("Tab");
    await offer(told, "or 1.5 ms?").click();
    assert.equal(await latency(), 1.5);
    assert.equal(await cell.inputValue(), "1.5 ms");
    await told.getByText("Latency to the region, Asia, US East = 1.5 ms").waitFor();
    await assertAccessible(page);
    // What is understood otherwise than it looks is said while it is typed.
    const share = control(page, "/user_groups/europe/share");
    await share.fill("２５％");
    assert.equal((await current(page)).user_groups[1].share, 0.25);
    await page.getByText("Share of requests, Europe = 25%").waitFor();
    await share.press("Tab");
    assert.equal(await page.getByText("Share of requests, Europe = 25%").count(), 0);
    await share.fill("1,500");
    await page.getByText("if you mean 1.5%, write it so").waitFor();
    assert.equal(await share.getAttribute("aria-describedby"), "in.user_groups.europe.share.line");
    await assertClean();
  });
}

test("the five questions offer the other reading too", async (t) => {
  const { page, assertClean } = await open(t);
  await page.getByTestId("start").click();
  const cost = page.getByTestId("answer-start-cost");
  await cost.locator("input").fill("45.000");
  assert.match(await cost.innerText(), /= USD 45\/month/);
  await offer(cost, "or 45,000/month?").click();
  assert.equal(await cost.locator("input").inputValue(), "45,000/month");
  await page.locator("#start-revenue").fill("2M");
  await page.locator("#start-availability").fill("0.9995%");
  const target = page.getByTestId("answer-start-availability");
  assert.match(await target.innerText(), /0\.9995% is down for 361 d a year\. Did you mean 99\.95%\?/);
  await offer(target, "99.95%").click();
  await page.getByTestId("start-finish").click();
  await page.getByTestId("start-dialog").waitFor({ state: "hidden" });
  const scenario = await current(page);
  assert.equal(scenario.cost.single_region_monthly, 45_000);
  assert.equal(scenario.target.availability, 0.9995);
  await assertClean();
});

// A region that is up for four days a year was planned with at once.
test("an availability that nobody means is asked about before it counts", async (t) => {
  const { page, assertClean } = await open(t);
  await openSection(page, "regions");
  const availability = field(page, "/regions/us-east/availability");
  const input = control(page, "/regions/us-east/availability");
  const value = async () => (await current(page)).regions[0].availability;
  await input.fill("1 %");
  assert.match(await availability.innerText(), /1% is down for 361 d a year\. Did you mean 99%\?/);
  assert.equal(await value(), 0.9995);
  await assertAccessible(page);
  await offer(availability, "99%").click();
  assert.equal(await value(), 0.99);
  await page.waitForFunction((id) => document.activeElement.id === id, "in.regions.us-east.availability");
  await input.fill("0.9995 %");
  await offer(availability, "Keep 0.9995%").click();
  assert.equal(await value(), 0.009995);
  assert.match(await availability.innerText(), /361 d\/yr down/);
  assert.equal(await page.getByTestId("stale-banner").count(), 0);
  await input.fill("99.95");
  assert.equal(await value(), 0.9995);
  await assertClean();
});

// The field showed 99.90136986301369861%.
test("a field shows digits that can be read, and keeps those that are stored", async (t) => {
  const { page, assertClean } = await open(t);
  await openSection(page, "regions");
  const input = control(page, "/regions/us-east/availability");
  await input.fill("8.64 h/yr");
  assert.match(await field(page, "/regions/us-east/availability").innerText(), /= 99\.9013699% 8\.64 h\/yr down/);
  await input.press("Tab");
  assert.equal(await input.inputValue(), "99.9013699%");
  const stored = (await current(page)).regions[0];
  assert.equal(stored.availability, 1 - 8.64 / 8760);
  await input.fill("99%");
  await input.press("Escape");
  assert.deepEqual((await current(page)).regions[0], stored, "Escape brings back all digits");
  await assertClean();
});

test("arrow keys step a percentage by its last digit", async (t) => {
  const { page, assertClean } = await open(t);
  await openSection(page, "reliability");
  const beta = control(page, "/common_mode/beta");
  for (const [from, up, down] of [["0.2%", "0.3%", "0.1%"], ["0.02%", "0.03%", "0.01%"], ["5%", "6%", "4%"], ["12.5%", "12.6%", "12.4%"]]) {
    for (const [key, to] of [["ArrowUp", up], ["ArrowDown", down]]) {
      await beta.fill(from);
      await beta.press(key);
      assert.equal(await beta.inputValue(), to, `${key} from ${from}`);
    }
  }
  await assertClean();
});

// The table said 61.3 h, the chart 2.6 d.
test("a downtime reads alike in field, table and chart", async (t) => {
  const { page, assertClean } = await open(t);
  await openSection(page, "regions");
  await control(page, "/regions/us-east/availability").fill("99.3");
  await field(page, "/regions/us-east/availability").getByText("61.3 h/yr down").waitFor();
  const cell = page.locator('[data-figure="single/rigorous/downtime_seconds_per_year"]').first();
  await cell.filter({ hasText: "61.3 h/yr" }).waitFor();
  const downtime = page.locator(".chart__takeaway").first();
  await downtime.filter({ hasText: /from 61\.3\sh to/ }).waitFor();
  await assertClean();
});

test("shares that are no fractions are told so", async (t) => {
  const { page, assertClean } = await open(t);
  const said = await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    scenario.user_groups.forEach((group, i) => (group.share = [40, 30, 20, 10][i]));
    try {
      geode.open(JSON.stringify(scenario));
    } catch (error) {
      return error.message;
    }
  });
  assert.match(said, /share: is 40, expected a number from 0 to 1: shares are fractions, 0\.4 for 40 %/);
  await assertClean();
});
