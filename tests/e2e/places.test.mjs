// Places that nobody knows, round trips that are asked for, names that follow, bills and tiers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { app, assertAccessible } from "./harness.mjs";

const { open } = app();

const current = async (page) => JSON.parse(await page.evaluate(() => globalThis.geode.current()));
const field = (page, pointer) => page.getByTestId(`field-${pointer}`);
const control = (page, pointer) => field(page, pointer).locator("input").first();
const openSection = (page, name) => page.locator(`[data-testid=section-${name}] > summary`).click();
const openMore = (page, name) => page.locator(`[data-testid=more-${name}] > summary`).click();
const focusOn = async (page, pointer) => {
  const focused = (id) => document.activeElement?.closest("[data-testid]")?.dataset.testid === id;
  await page.waitForFunction(focused, `field-${pointer}`);
};
const openScenario = (page, change) =>
  page.evaluate(
    ([text]) => {
      const scenario = JSON.parse(geode.current());
      new Function("scenario", text)(scenario);
      return geode.open(JSON.stringify(scenario));
    },
    [change],
  );
const GROUPS = ["north-america", "europe", "asia", "other"];

async function addRegion(page, name) {
  await page.locator("#add-region").fill(name);
  await page.locator("#add-region").press("Enter");
}

// Mumbai, Berlin or Atlantis got 200 ms to Asia, the middle of what was known, shown as an estimate.
test("a place that the map does not know stays empty, is asked for, and is then used like any", async (t) => {
  const { page, assertClean } = await open(t);
  const before = await current(page);
  await openSection(page, "regions");
  for (const name of ["Berlin", "Toronto", "us-east-2", "westeurope", "Atlantis", "Mumbai"]) {
    await addRegion(page, name);
    await page.getByTestId("toasts").getByText(`${name} added, as reliable as the first region. Its latencies are empty: the map does not know them.`).waitFor();
  }
  for (const row of Object.values((await current(page)).user_latency_ms)) assert.equal(Object.keys(row).length, 4);
  for (let i = 0; i < 5; i += 1) await page.getByRole("button", { name: /^Remove (Berlin|Toronto|us-east-2|westeurope|Atlantis)$/ }).first().click();

  // An option cannot use it: what is missing is named, and the cursor stands in the first cell.
  await openSection(page, "options");
  const tick = page.getByTestId("regions-of-geode-3").getByLabel(/^Mumbai/);
  await page.getByTestId("regions-of-geode-3").getByText("Mumbai (latencies not known)").waitFor();
  await tick.click();
  await page.getByTestId("toasts").getByText("Not changed: the round trip from North America to Mumbai is not known, and 3 more are not either.").waitFor();
  assert.equal(await tick.isChecked(), false);
  await focusOn(page, "/user_latency_ms/north-america/mumbai");
  assert.match(await page.getByTestId("unknown-user_latency_ms").innerText(), /^4 round trips are not known: their cells are empty\. No option can use Mumbai before they are typed\.$/);
  const first = field(page, "/user_latency_ms/north-america/mumbai");
  assert.equal(await first.getAttribute("data-state"), "missing");
  assert.equal(await first.locator("input").inputValue(), "");
  assert.equal(await first.locator("input").getAttribute("aria-label"), "North America to Mumbai, ms, not known");

  for (const group of GROUPS) await control(page, `/user_latency_ms/${group}/mumbai`).fill("90");
  assert.equal(await first.getAttribute("data-state"), null);
  assert.equal(await page.getByTestId("unknown-user_latency_ms").count(), 0);
  await tick.check();
  const now = await current(page);
  assert.deepEqual(now.options[3].regions, ["us-east", "eu-west", "asia-east", "mumbai"]);
  assert.equal(now.options[3].name, "Active-active, 4 regions");
  assert.deepEqual(GROUPS.map((group) => now.user_latency_ms[group].mumbai), [90, 90, 90, 90]);
  assert.equal(now.notes["/user_latency_ms/asia/mumbai"], undefined);
  // A cell that an option needs cannot be emptied: the text stays, with what is wrong.
  await control(page, "/user_latency_ms/asia/mumbai").fill("");
  await page.getByText(/Latency to the region, Asia, Mumbai.*is missing: expected a latency/).waitFor();
  assert.equal((await current(page)).user_latency_ms.asia.mumbai, 90);
  await control(page, "/user_latency_ms/asia/mumbai").press("Escape");
  assert.match(await control(page, "/user_latency_ms/asia/mumbai").inputValue(), /^90\sms$/);
  assert.deepEqual(before.user_groups, now.user_groups);
  await assertAccessible(page);
  await assertClean();
});

test("charts leave out a region that nobody knows, and name it", async (t) => {
  const { page, assertClean } = await open(t);
  await openSection(page, "regions");
  await addRegion(page, "Mumbai");
  await page.locator("section.question").getByRole("button", { name: "By regions" }).click();
  const takeaway = page.locator("figcaption").filter({ hasText: "takes the mean from" });
  await takeaway.getByText("Mumbai is left out: its round trips are not known.").waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /NaN|Infinity|∞/);
  await assertClean();
});

// The share of a new group was taken with latencies that nobody had given.
test("a new user group gets its share once its latencies are known, without typing it again", async (t) => {
  const { page, assertClean } = await open(t);
  await page.locator("#add-group").fill("Antarctica");
  await page.locator("#add-group").press("Enter");
  await page.getByTestId("toasts").getByText("Antarctica added without a share yet; its latencies are empty: the map does not know them.").waitFor();
  const share = control(page, "/user_groups/antarctica/share");
  await share.fill("5%");
  await page.getByText("The round trip from Antarctica to US East is not known, and 3 more are not either: type what is missing, and this is taken").waitFor();
  assert.equal((await current(page)).user_groups[4].share, 0);
  assert.equal(await share.getAttribute("aria-invalid"), "true");
  await openMore(page, "latencies");
  assert.match(await page.getByTestId("unknown-user_latency_ms").innerText(), /Antarctica can have no share before they are typed/);
  for (const region of ["us-east", "us-west", "eu-west"]) await control(page, `/user_latency_ms/antarctica/${region}`).fill("300");
  assert.equal((await current(page)).user_groups[4].share, 0);
  await control(page, "/user_latency_ms/antarctica/asia-east").fill("310");
  assert.equal((await current(page)).user_groups[4].share, 0.05);
  assert.equal(await share.inputValue(), "5%");
  assert.equal(await share.getAttribute("aria-invalid"), null);
  await page.locator("main").press("Control+z");
  const { user_groups: groups, user_latency_ms: latencies } = await current(page);
  assert.deepEqual([groups[4].share, latencies.antarctica["asia-east"]], [0, undefined], "one step of undo");
  await assertClean();
});

// An absent cell had no field.
test("a round trip that is missing is typed, and may be unknown again", async (t) => {
  const { page, assertClean } = await open(t);
  await openScenario(page, "delete scenario.region_rtt_ms['us-west']['asia-east']");
  await openSection(page, "regions");
  await openMore(page, "round-trips");
  const pointer = "/region_rtt_ms/us-west/asia-east";
  assert.equal(await field(page, pointer).getAttribute("data-state"), "missing");
  assert.equal(await field(page, "/region_rtt_ms/asia-east/us-west").locator("input").count(), 0, "one half of the table is enough");
  assert.equal(await field(page, "/region_rtt_ms/us-west/us-west").locator("input").count(), 0);
  await control(page, pointer).fill("quick");
  assert.equal(await control(page, pointer).getAttribute("aria-invalid"), "true");
  await control(page, pointer).fill("15");
  await control(page, pointer).press("Escape");
  assert.equal((await current(page)).region_rtt_ms["us-west"]["asia-east"], undefined, "taken back");
  await control(page, pointer).fill("110");
  assert.equal((await current(page)).region_rtt_ms["us-west"]["asia-east"], 110);
  await control(page, pointer).fill("");
  assert.equal((await current(page)).region_rtt_ms["us-west"]["asia-east"], undefined);
  assert.equal(await control(page, pointer).getAttribute("aria-invalid"), null);
  assert.match(await page.getByTestId("unknown-region_rtt_ms").innerText(), /^One round trip is not known: its cell is empty\./);
  // The map knows this one; what it fills in is marked.
  await page.getByRole("button", { name: "Fill in the map’s estimates" }).click();
  const now = await current(page);
  assert.equal(now.region_rtt_ms["us-west"]["asia-east"], 100);
  assert.equal(now.notes[pointer].status, "default");
  assert.equal(await field(page, pointer).getAttribute("data-state"), "default");
  await assertClean();
});

test("writes by quorum ask for the round trips that they need", async (t) => {
  const { page, assertClean } = await open(t);
  await openScenario(page, "scenario.regions[3].id = 'tokyo'; for (const row of Object.values(scenario.user_latency_ms)) { row.tokyo = row['asia-east']; delete row['asia-east']; } for (const row of Object.values(scenario.region_rtt_ms)) delete row['asia-east']; scenario.options[3].regions[2] = 'tokyo'; for (const id of ['eu-west']) delete scenario.region_rtt_ms[id];");
  await openSection(page, "options");
  await page.locator("[id='writes.geode-3']").selectOption("quorum");
  await page.getByTestId("toasts").getByText("Not changed: the round trip from US East to Asia East is not known, and one more is not either.").waitFor();
  await focusOn(page, "/region_rtt_ms/us-east/tokyo");
  assert.equal(await page.locator("[id='writes.geode-3']").inputValue(), "eventual");
  await page.keyboard.type("170");
  await control(page, "/region_rtt_ms/eu-west/tokyo").fill("220");
  await page.locator("[id='writes.geode-3']").selectOption("quorum");
  assert.equal((await current(page)).options[3].writes.mode, "quorum");
  await assertClean();
});

// The option stayed "Active-passive, warm standby" when its tier changed.
test("names that nobody has typed follow what they name", async (t) => {
  const { page, assertClean } = await open(t);
  const names = async () => (await current(page)).options.map((option) => option.name);
  await openSection(page, "reliability");
  const tier = page.getByTestId("choice-tier").locator("select");
  for (const [id, name] of [["warm-standby", "warm standby"], ["backup", "backup and restore"], ["hot-standby", "hot standby"]]) {
    await tier.selectOption(id);
    assert.equal((await names())[1], `Active-passive, ${name}`);
    assert.equal(await tier.inputValue(), id);
  }
  await control(page, "/failover/active_passive_minutes").fill("7");
  assert.equal((await names())[1], "Active-passive");
  assert.equal(await tier.inputValue(), "");
  await tier.selectOption("backup");
  const now = await current(page);
  assert.deepEqual([now.failover.active_passive_minutes, now.failover.manual_recovery_minutes, now.failover.coverage], [720, 1440, 0.9]);
  assert.deepEqual([now.options[1].standby_cost_fraction, now.options[1].recovery_point_seconds], [0, 86400]);
  await openSection(page, "options");
  await page.locator("#add-single").click();
  assert.equal((await names())[4], "Single region, US West");
  await page.locator("[id='region-of.single-region-us-west']").selectOption("eu-west");
  assert.equal((await names())[4], "Single region, EU West");
  await openSection(page, "regions");
  await page.locator("[id='region.eu-west']").fill("Dublin");
  assert.equal((await names())[4], "Single region, Dublin");
  // A name of one's own stays.
  await page.locator("[id='option.active-passive']").fill("Ours");
  await tier.selectOption("pilot-light");
  assert.equal((await names())[1], "Ours");
  await assertClean();
});

// Whoever typed the default read that it was untouched; one edited region cleared the input for all.
test("a number that is typed is entered, be it the default, and a region speaks for itself", async (t) => {
  const { page, assertClean } = await open(t);
  const assumed = page.getByTestId("assumed");
  assert.match(await assumed.innerText(), /^5 of the 6 inputs .*revenue/);
  await control(page, "/revenue/monthly").fill("10M");
  await assumed.filter({ hasText: /^4 of the 6/ }).waitFor();
  assert.doesNotMatch(await assumed.innerText(), /revenue/);
  await page.locator("main").press("Control+z");
  await assumed.filter({ hasText: /^5 of the 6/ }).waitFor();
  await openSection(page, "regions");
  await control(page, "/regions/us-east/mttr_hours").fill("1 h");
  await assumed.filter({ hasText: "mean time to repair (3 of 4)" }).waitFor();
  await assertClean();
});

// Each digit of a price or a target began ten thousand years anew.
test("an edit of money keeps the simulated years", async (t) => {
  const { page, assertClean } = await open(t);
  const years = page.getByTestId("table-years");
  const median = page.locator('[data-figure="geode-2/rigorous/yearly_downtime_seconds/p95"]').first();
  await years.getByText("not simulated yet").first().waitFor({ state: "detached" });
  const before = await median.getAttribute("data-value");
  await page.evaluate(() => {
    globalThis.waited = false;
    const look = () => (globalThis.waited ||= document.body.innerText.includes("not simulated yet"));
    new MutationObserver(look).observe(document.querySelector("[data-testid=table-years]"), { subtree: true, childList: true, characterData: true });
  });
  const budget = control(page, "/target/monthly_budget");
  await openSection(page, "regions");
  await page.getByTestId("region-eu-west").locator("details > summary").click();
  await control(page, "/cost/single_region_monthly").fill("123k");
  await control(page, "/regions/eu-west/price_index").fill("1.3");
  await budget.fill("250k");
  await page.locator('[data-figure="single/rigorous/monthly_cost/total"][data-value="123000"]').first().waitFor();
  assert.equal(await page.evaluate(() => globalThis.waited), false);
  assert.equal(await median.getAttribute("data-value"), before);
  // What they depend on begins them anew.
  await control(page, "/regions/eu-west/mttr_hours").fill("9 h");
  await page.waitForFunction(() => globalThis.waited);
  await assertClean();
});

// "Infrastructure in one region" took the bill of two regions and their network for that of one copy.
test("where today is more than a copy its bill is asked for and worked back", async (t) => {
  const { page, assertClean } = await open(t);
  assert.equal(await page.locator("#bill").count(), 0);
  await openSection(page, "options");
  await page.locator("#baseline").selectOption("active-passive");
  const bill = page.locator("#bill");
  await bill.waitFor();
  assert.equal(await bill.inputValue(), "201,000");
  await bill.fill("161k");
  assert.equal((await current(page)).cost.single_region_monthly, 80_000);
  assert.equal(await bill.inputValue(), "161k", "as typed");
  assert.match((await current(page)).notes["/cost/single_region_monthly"].source, /worked out from USD 161000/);
  await bill.fill("900");
  await page.getByTestId("bill-too-little").getByText("Expected more than $1,000").waitFor();
  assert.equal((await current(page)).cost.single_region_monthly, 80_000);
  // One region behind an edge is more than a copy too; the field follows.
  await page.locator("#baseline").selectOption("single");
  await bill.waitFor({ state: "detached" });
  await page.getByTestId("option-single").getByLabel("Content delivery network in front").check();
  await bill.waitFor();
  await control(page, "/options/single/edge/monthly_cost").fill("5k");
  await page.waitForFunction(() => document.querySelector("#bill").value === "85,000");
  await assertAccessible(page);
  await assertClean();
});

for (const width of [1440, 360]) {
  test(`the five questions know an edge, and what its bill cannot be, ${width} px`, async (t) => {
    const { page, assertClean } = await open(t, { width });
    if (width < 1100) await page.locator("[aria-controls=inputs]").click();
    await page.getByTestId("start").click();
    const dialog = page.getByTestId("start-dialog");
    await page.locator("#start-cost").fill("80k");
    await page.locator("#start-revenue").fill("2M");
    await dialog.getByLabel("A content delivery network stands in front of it").check();
    await page.locator("#start-edge-cost").fill("90k");
    await dialog.getByTestId("start-finish").click();
    assert.match(await dialog.getByRole("status").innerText(), /missing/);
    await page.locator("#start-offload").fill("60%");
    await dialog.getByTestId("start-finish").click();
    await dialog.getByText("The bill is too small: transfer, people and the edge alone cost $90,000 a month.").waitFor();
    await page.waitForFunction(() => document.activeElement.id === "start-cost");
    await page.locator("#start-edge-cost").fill("5k");
    await dialog.getByText("Everything can be changed later.").waitFor();
    await assertAccessible(page);
    await dialog.getByTestId("start-finish").click();
    await dialog.waitFor({ state: "hidden" });
    const now = await current(page);
    assert.ok(now.options.every(({ edge }) => edge.offload_share === 0.6 && edge.monthly_cost === 5_000));
    const paid = page.locator('[data-figure="single/rigorous/monthly_cost/total"]').first();
    assert.ok(Math.abs(Number(await paid.getAttribute("data-value")) - 80_000) < 0.02);
    assert.equal(now.notes["/options/single/edge/latency_ms"].status, "default");
    await assertClean();
  });
}

// "Change to Single region … meets your targets": the single region was said to lose nothing, last night's backup a second.
test("a pair that restores backups is not told to give up its copy", async (t) => {
  const { page, assertClean } = await open(t);
  await page.getByTestId("start").click();
  await page.locator("#start-today").selectOption("pair");
  await page.locator("#start-tier").selectOption("backup");
  await page.getByTestId("start-dialog").getByText("a take-over loses the last 24 h of writes").waitFor();
  await page.locator("#start-cost").fill("80k");
  await page.locator("#start-revenue").fill("2M");
  await page.locator("#start-rto").fill("4 h");
  await page.locator("#start-rpo").fill("60 s");
  await page.getByTestId("start-finish").click();
  await page.getByTestId("start-dialog").waitFor({ state: "hidden" });
  const { options, failover } = await current(page);
  assert.equal(options[1].name, "Active-passive, backup and restore");
  assert.deepEqual([options[1].recovery_point_seconds, options[1].standby_cost_fraction], [86_400, 0]);
  assert.deepEqual([failover.active_passive_minutes, failover.manual_recovery_minutes], [720, 1440]);
  assert.doesNotMatch(await page.locator(".verdict").innerText(), /Change to Single region|Single region meets/);
  await assertClean();
});
