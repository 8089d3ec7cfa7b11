// What people decide of a file before it is applied: which part of a bill, which incidents, which columns; and the queries for
// bills that cannot be read here.
import assert from "node:assert/strict";
import { test } from "node:test";
import { app, assertAccessible } from "./harness.mjs";

const { open } = app();

const id = (page, name) => page.getByTestId(name);
const scenario = (page) => page.evaluate(() => JSON.parse(geode.current()));
const file = (name, text) => ({ name, mimeType: "", buffer: Buffer.from(text) });
const pick = (page, ...files) => id(page, "import-data").setInputFiles(files);
const ready = (page) => page.locator("[data-testid=review-apply]:not(:disabled)").waitFor();
const close = (a, b) => assert.ok(Math.abs(a - b) <= 1e-9 * Math.abs(b), `${a}, not ${b}`);

const HEADER =
  "BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory,SubAccountName,ServiceName,Tags";
const charge = (cost, account, service, team) =>
  `${cost},${cost},USD,Usage,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,us-east-1,Compute,${account},${service},"${team ? `{""team"": ""${team}""}` : ""}"`;
const BILL = [HEADER, charge(50000.5, "prod", "EC2", "shop"), charge(30000, "prod", "S3", "search"), charge(9000, "test", "EC2", "")].join("\n");

test("a part of the bill is chosen by account, service or tag, and the note says which", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("bill.csv", BILL));
  await ready(page);
  const parts = id(page, "review-parts");
  await parts.locator("summary").click();
  const by = parts.getByLabel("By");
  assert.deepEqual(await by.locator("option").allInnerTexts(), ["All of it", "Account", "Service", "Tag team"]);
  await by.selectOption("tag:team");
  const values = id(page, "review-part-value");
  await values.nth(2).waitFor();
  assert.deepEqual((await values.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim()), [
    "shop $50,695",
    "search $30,417",
    "Without one $9,125",
  ]);
  await parts.getByLabel("shop").check();
  await id(page, "review-part-use").click();
  await id(page, "review-said").getByText("$50,695 a month").waitFor();
  await ready(page);
  await id(page, "review-apply").click();
  await id(page, "toast-undo").waitFor();
  const { cost, notes } = await scenario(page);
  close(cost.single_region_monthly, Math.round(((50000.5 * 730) / 720) * 100) / 100);
  assert.equal(notes["/cost/single_region_monthly"].source, "focus-1.0, 2026-09-01 to 2026-10-01, 1 rows, team shop");
  await assertClean();
});

const LOG = `title,start,end,severity
Database,2026-02-01T00:00:00Z,2026-02-01T04:00:00Z,SEV1
Carrier,2026-03-01T00:00:00Z,2026-03-01T02:00:00Z,SEV1
Slow,2026-04-01T00:00:00Z,2026-04-01T02:00:00Z,SEV3
Open,2026-05-01T00:00:00Z,,SEV1
`;

test("incidents are ticked, and their causes divide the time that was lost", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("log.csv", LOG));
  await page.getByLabel("Log covers from").fill("2026-01-01");
  await page.getByLabel("Log covers until").fill("2026-07-01");
  await page.locator("[data-what=outages]").waitFor();
  const list = id(page, "review-incidents");
  await list.locator("summary").click();
  assert.equal(await list.getByLabel("Open (open)", { exact: true }).isDisabled(), true);
  // Shown as ticked once the log has been read again with it.
  await list.getByLabel("Slow (impact SEV3)", { exact: true }).click();
  await id(page, "review-said").getByText("3 outages, 8 h").waitFor();
  await list.getByLabel("Cause of Carrier").selectOption("supplier");
  await page.locator("[data-what=supplier]").waitFor();
  await list.getByLabel("Cause of Slow").selectOption("shared");
  await page.locator("[data-what=shared]").waitFor();
  await page.locator("[data-what=ranges]").getByText("to repair in 9 cases of 10").waitFor();
  await assertAccessible(page);
  await id(page, "review-apply").click();
  await id(page, "toast-undo").waitFor();
  const { regions, common_mode, uncertainty } = await scenario(page);
  assert.deepEqual(uncertainty.map(({ input }) => input), ["/regions/us-east/availability", "/regions/us-east/mttr_hours"]);
  const hours = 181 * 24;
  close(regions[0].unavailability, 6 / hours);
  assert.equal(regions[0].mttr_hours, 3);
  close(common_mode.beta, 2 / 6);
  close(common_mode.dependencies[0].availability, 1 - 2 / hours);
  await assertClean();
});

const NAMED = `title,start,end,severity,region
East,2026-02-01T00:00:00Z,2026-02-01T02:00:00Z,SEV1,us-east
Both,2026-02-02T00:00:00Z,2026-02-02T01:00:00Z,SEV1,us-east; eu-west
Carrier,2026-02-03T00:00:00Z,2026-02-03T00:30:00Z,SEV1,supplier
West,2026-02-04T00:00:00Z,2026-02-04T01:00:00Z,SEV1,us-west
Central,2026-02-05T13:00:00Z,2026-02-05T17:00:00Z,SEV1,us-central
`;

// All of them were "This region" in the review, where the replay below it went by what the log names; a region that the scenario
// does not have was replayed as that of the log, and "Several regions" of a row that names two as all four.
test("a log says what its incidents were, and the replay goes by the same", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("named.csv", NAMED));
  await page.getByLabel("Log covers from").fill("2026-01-01");
  await page.getByLabel("Log covers until").fill("2026-07-01");
  await page.locator("[data-what=shared]").waitFor();
  await id(page, "review-incidents").locator("summary").click();
  const cause = (name) => page.getByLabel(`Cause of ${name}`).inputValue();
  assert.deepEqual(await Promise.all(["East", "Both", "Carrier", "West", "Central"].map(cause)), [
    "region", "shared", "supplier", "elsewhere", "elsewhere",
  ]);
  // What its name means: four hours more, at once.
  await page.getByLabel("Region us-central of the log is").selectOption("us-east");
  await page.waitForFunction(() => document.querySelector('[aria-label="Cause of Central"]')?.value === "region");
  await assertAccessible(page);
  await id(page, "review-apply").click();
  await id(page, "toast-undo").waitFor();
  const { regions, common_mode } = await scenario(page);
  const hours = 181 * 24;
  close(regions[0].unavailability, 7 / hours);
  close(common_mode.beta, 1 / 7);
  close(common_mode.dependencies[0].availability, 1 - 0.5 / hours);
  // The pair: its failover of 15 min three times, and the supplier's half hour. Three regions without two: 80 % of the users for 90 s.
  const figure = async (name) => Number(await page.locator(`[data-figure="${name}"]`).getAttribute("data-value"));
  await page.locator('[data-figure="geode-3/replay/incidents/1/downtime_seconds"]').waitFor();
  close(await figure("active-passive/replay/downtime_seconds"), 3 * 900 + 1800);
  close(await figure("geode-3/replay/incidents/1/downtime_seconds"), 72);
  assert.equal(await figure("single/replay/incidents/3/downtime_seconds"), 0);
  await id(page, "replay-incidents").getByText("2026-02-05 13:00", { exact: true }).waitFor();
  await assertClean();
});

// At the first digit of a year, 0002, the file was read anew and refused: fields and ticks were gone. And after the dialog the
// link to the results showed itself over the page.
test("a period is asked about when it is whole", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("log.csv", LOG));
  const [from, until] = [page.getByLabel("Log covers from"), page.getByLabel("Log covers until")];
  await from.fill("2026-01-01");
  await until.fill("0002-01-01");
  await until.fill("2025-01-01");
  await id(page, "review-period-error").waitFor();
  await until.fill("2026-07-01");
  await id(page, "review-period-error").waitFor({ state: "detached" });
  await ready(page);
  assert.equal(await from.inputValue(), "2026-01-01");
  await id(page, "review-cancel").click();
  await page.waitForFunction(() => document.activeElement !== document.body);
  assert.equal(await page.locator(".skip-link:focus").count(), 0);
  await assertClean();
});

test("a table of unknown words shows its first rows, and is read once they are named", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("kosten.csv", "Ort;Betrag;Stand\nus-east-1;90.000,50;paid\neu-west-1;9,50;open\n"));
  await id(page, "review-refused").getByText("Ort, Betrag, Stand").waitFor();
  assert.match(await id(page, "review-first-rows").innerText(), /us-east-1\s+90\.000,50\s+paid/);
  await page.getByLabel("What is this table?").selectOption("Costs by region");
  await page.getByLabel("Region", { exact: true }).selectOption("Ort");
  await page.getByLabel("Cost of a month").selectOption("Betrag");
  await page.getByLabel("Currency of the amounts").selectOption("USD");
  await page.locator("[data-what=cost]").getByText("$90,010").waitFor();
  await assertClean();
});

// It was asked again in the worker that had ended, and stayed at "Reading 0 %".
test("a table whose importer has ended is read by another one once its columns are named", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("kosten.csv", "Ort;Betrag\nus-east-1;90.000,25\n"));
  await id(page, "review-refused").getByText("Ort, Betrag").waitFor();
  await page.workers().at(-1).evaluate(() => postMessage(["panic", "poisoned by the test"]));
  await id(page, "review-refused").getByText("poisoned by the test").waitFor();
  await page.getByLabel("What is this table?").selectOption("Costs by region");
  await page.getByLabel("Region", { exact: true }).selectOption("Ort");
  await page.getByLabel("Cost of a month").selectOption("Betrag");
  await page.getByLabel("Currency of the amounts").selectOption("USD");
  await page.locator("[data-what=cost]").getByText("$90,000").waitFor();
  await assertClean();
});

test("a country that could be two is asked about", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("users.csv", "country,visitors\nGermany,60\nKorea,40\n"));
  await page.getByLabel("Which country is Korea?").selectOption("KR");
  await id(page, "review-said").getByText("100 users in 2 countries").waitFor();
  await ready(page);
  await id(page, "review-apply").click();
  await id(page, "toast-undo").waitFor();
  assert.deepEqual((await scenario(page)).user_groups.map(({ id, share }) => [id, share]), [["de", 0.6], ["kr", 0.4]]);
  await assertClean();
});

test("countries in another language are known, and the rest is elsewhere", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("ga4.csv", "Land,Aktive Nutzer\nDeutschland,600\nJapon,200\n(not set),200\n"));
  await id(page, "review-said").getByText("800 users in 2 countries; 200 more in no country that is known").waitFor();
  await ready(page);
  await id(page, "review-apply").click();
  await id(page, "toast-undo").waitFor();
  const shares = (await scenario(page)).user_groups.map(({ id, share }) => [id, Math.round(share * 1e9) / 1e9]);
  assert.deepEqual(shares, [["de", 0.6], ["jp", 0.2], ["elsewhere", 0.2]]);
  await assertClean();
});

test("what a table measures is asked, and the answer heard", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("ping.csv", "from,to,ms\nus-east-1,eu-west-1,36\n"));
  await id(page, "review-left").getByText("round trips or one way?").waitFor();
  await page.getByLabel("round trips or one way?").selectOption("one way");
  await page.locator("[data-what=latencies]").waitFor();
  await id(page, "review-apply").click();
  await id(page, "toast-undo").waitFor();
  assert.equal((await scenario(page)).region_rtt_ms["us-east"]["eu-west"], 72);
  await assertClean();
});

test("dates that could be two are asked about", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("log.csv", "start,end\n03/04/2026 10:00,03/04/2026 11:00\n"));
  await id(page, "review-refused").getByText("every date could be day or month first").waitFor();
  const first = page.getByLabel("which stands first in dates such as 03/04/2026?");
  await first.selectOption("day first");
  await id(page, "review-said").getByText("1 outage, 1 h in all").waitFor();
  await first.selectOption("month first");
  await id(page, "review-said").getByText("1 outage, 1 h in all").waitFor();
  await assertClean();
});

test("what a threshold of an objective measures is asked, and the answer heard", async (t) => {
  const { page, assertClean } = await open(t);
  const slo = "apiVersion: openslo/v1\nmetadata: {name: slow}\nspec:\n  indicator: {spec: {thresholdMetric: {}}}\n  objectives: [{op: lt, value: 0.5, target: 0.95}]\n";
  await pick(page, file("slo.yaml", slo));
  await page.getByLabel("slow: what does 0.5 measure? The file names no unit").selectOption("seconds");
  await page.locator("[data-what=target]").getByText("500 ms").waitFor();
  await id(page, "review-apply").click();
  await id(page, "toast-undo").waitFor();
  assert.equal((await scenario(page)).target.p95_latency_ms, 500);
  await assertClean();
});

test("several bills are not added, which is said, and why they cannot be one", async (t) => {
  const { page, assertClean } = await open(t);
  const bill = (name, cost) => file(name, `region,cost (USD)\nus-east-1,${cost}\n`);
  await pick(page, bill("a.csv", 90000));
  await ready(page);
  assert.equal(await id(page, "review-bills").count(), 0);
  await pick(page, bill("b.csv", 80000));
  await id(page, "review-bills").getByText("nothing is added, and of each number the last bill that has it counts").waitFor();
  await ready(page);
  await id(page, "review-join").click();
  await id(page, "review-wrong").getByText("Not one bill: a.csv: b.csv is another bill").waitFor();
  assert.equal(await id(page, "review-file").count(), 2);
  // "Applied what a.csv, b.csv says."
  await id(page, "review-apply").click();
  await id(page, "toasts").getByText("Applied what a.csv and b.csv say.").waitFor();
  await assertClean();
});

// Of several months, or parts, only the last one counted: they had to be made one file first. To choose a part of the one
// bill then ended the page: what was known of it had gone with the button that asked for it.
test("months and parts of one bill are read as one, and its part is chosen of all of them", async (t) => {
  const { page, assertClean } = await open(t);
  const other = (row, start, end) => row.replace("2026-09-01", start).replace("2026-10-01", end);
  const august = file("august.csv", [HEADER, other(charge(74400, "prod", "EC2", "shop"), "2026-08-01", "2026-09-01")].join("\n"));
  const part = (at, ...rows) => file(`september-${at}.csv`, [HEADER, ...rows].join("\n"));
  await pick(page, august, part(1, charge(50000, "prod", "EC2", "shop")), part(2, charge(22000, "prod", "S3", "search")), file("users.csv", "country,visitors\nDE,1\n"));
  await ready(page);
  assert.equal(await id(page, "review-file").count(), 4);
  await id(page, "review-join").click();
  await page.getByRole("heading", { name: "august.csv, september-1.csv, september-2.csv" }).waitFor();
  await ready(page);
  assert.equal(await id(page, "review-file").count(), 2);
  assert.equal(await id(page, "review-bills").count(), 0);
  // (74,400 + 50,000 + 22,000) × 730 ÷ (744 + 720).
  await id(page, "review-said").first().getByText("$73,000 a month").waitFor();
  const parts = id(page, "review-parts");
  await parts.locator("summary").click();
  await parts.getByLabel("By").selectOption("tag:team");
  await parts.getByLabel("shop").check();
  await id(page, "review-part-use").click();
  await id(page, "review-said").first().getByText("$62,030 a month").waitFor();
  await assertAccessible(page);
  await ready(page);
  await id(page, "review-apply").click();
  await id(page, "toast-undo").waitFor();
  const { cost, notes } = await scenario(page);
  close(cost.single_region_monthly, Math.round(((124400 * 730) / 1464) * 100) / 100);
  assert.equal(notes["/cost/single_region_monthly"].source, "focus-1.0, 2026-08-01 to 2026-10-01, 2 rows, team shop");
  await assertClean();
});

// What came while bills were being read as one was taken for one of them, and was gone when they had become one.
test("a bill that comes while others are read as one is not lost", async (t) => {
  const { page, assertClean } = await open(t);
  const month = (at) => charge(1000, "prod", "EC2", "shop").replace("2026-09-01", `2026-0${at}-01`).replace("2026-10-01", `2026-0${at + 1}-01`);
  await pick(page, file("june.csv", `${HEADER}\n${month(6)}`), file("july.csv", `${HEADER}\n${month(7)}`));
  await ready(page);
  await page.evaluate((text) => {
    document.querySelector("[data-testid=review-join]").click();
    const more = new DataTransfer();
    more.items.add(new File([text], "august.csv"));
    const input = document.querySelector("[data-testid=import-data]");
    input.files = more.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, `${HEADER}\n${month(8)}`);
  await page.getByRole("heading", { name: "august.csv", exact: true }).waitFor();
  await ready(page);
  assert.deepEqual(await id(page, "review-file").getByRole("heading").allInnerTexts(), ["june.csv", "july.csv", "august.csv"]);
  await id(page, "review-join").click();
  await page.getByRole("heading", { name: "june.csv, july.csv, august.csv" }).waitFor();
  await assertClean();
});

test("queries for bills that cannot be read here are copied", async (t) => {
  const { page, assertClean } = await open(t, { width: 360 });
  await pick(page, file("data.parquet", "PAR1"));
  await id(page, "review-queries").locator("summary").click();
  await page.getByLabel("Query for").selectOption("FOCUS files by DuckDB, Parquet too");
  await id(page, "review-query-copy").click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /COPY \([^]*SUM\(EffectiveCost[^]*GROUP BY 1,/);
  assert.equal(text, await id(page, "review-query-text").inputValue());
  await page.getByLabel("Query for").selectOption("AWS: CUR 2.0 files by DuckDB, Parquet too");
  assert.match(await id(page, "review-query-text").inputValue(), /COPY \([^]*savings_plan_savings_plan_effective_cost[^]*parquet/);
  await assertClean();
});

// The words beside the fields of a log had 33 to 39 px, a letter or two a line.
for (const width of [360, 1440]) {
  test(`the questions of a file have room for their words at ${width} px`, async (t) => {
    const { page, assertClean } = await open(t, { width });
    await pick(page, file("log.csv", "start,end\n2026-01-01T00:00:00Z,2026-01-01T03:00:00Z\n"), file("kosten.csv", "region\tcost\nus-east-1\t90.000\n"));
    await page.getByLabel("Currency of the amounts").waitFor();
    await page.getByLabel("Log covers from").waitFor();
    const narrow = await page.evaluate(() => [...document.querySelectorAll(".file .field__label")].map((label) => [label.textContent, label.clientWidth]));
    assert.equal(narrow.length, 5);
    assert.deepEqual(narrow.filter(([, width]) => width < 112), []);
    await assertClean();
  });
}
