// One input over a range, as a chart and a table; and rows of inputs for scripts, answered as the command answers them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { app, assertAccessible, hold, letGo, painted } from "./harness.mjs";

const { open } = app();

const id = (page, name) => page.getByTestId(name);
const file = (name) => readFile(new URL(`../command/sweep/page/${name}`, import.meta.url), "utf8");
const FIGURES = "rigorous/net_monthly_benefit,geode-3/rigorous/reads/p95_latency_ms";

/** Opens the fold and waits for its first figures. */
async function vary(page) {
  await id(page, "vary").locator("summary").first().click();
  await fresh(page);
}
const fresh = (page) => page.locator('[data-testid="chart-varied"][aria-busy="false"]').waitFor();
const fill = (page, field, text) => page.locator(`#vary-${field}`).fill(text);
const takeaway = (page) => id(page, "chart-varied").locator(".chart__takeaway").innerText();
/** The figures in the table, row by row. */
async function table(page) {
  const data = id(page, "data-varied");
  if ((await data.getAttribute("open")) === null) await data.locator("summary").click();
  await data.locator("tbody td").first().waitFor();
  return data.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].map((cell) => [cell.dataset.figure, Number(cell.dataset.value)])),
  );
}
/** The same by rows of a script. */
const swept = (page, values) =>
  page.evaluate(async (values) => {
    const csv = await geode.sweep(geode.current(), ["/revenue/monthly", ...values].join("\n"), "rigorous/net_monthly_benefit");
    const [head, ...rows] = csv.trim().split("\n").map((line) => line.split(","));
    return rows.map((row) => row.slice(1, -2).map((cell, i) => [head[i + 1], Number(cell)]));
  }, values);

test("a script's rows are answered as the command prints them, to the byte", async (t) => {
  const { page, assertClean } = await open(t);
  const rows = await file("rows.csv");
  const sweep = (rows, figures) => page.evaluate(([rows, figures]) => geode.sweep(geode.current(), rows, figures), [rows, figures]);
  assert.equal(await sweep(rows, FIGURES), await file("answers.csv"));
  // Each call is answered, also where another one follows; and thousands of rows keep their order.
  const many = "n,/revenue/monthly\n" + Array.from({ length: 5_000 }, (_, n) => `${n},${n * 1000}`).join("\n");
  const both = await page.evaluate(
    ([rows, many, figures]) => Promise.all([many, rows].map((rows) => geode.sweep(geode.current(), rows, figures))),
    [rows, many, FIGURES],
  );
  assert.deepEqual(both[0].trim().split("\n").slice(1).map((line) => Number(line.split(",")[0])), Array.from({ length: 5_000 }, (_, n) => n));
  assert.equal(both[1], await file("answers.csv"));
  await assertClean();
});

test("what is wrong with a script's rows rejects the promise, in the words of the command", async (t) => {
  const { page, assertClean } = await open(t);
  const wrong = (...args) =>
    page.evaluate((args) => geode.sweep(...args.map((arg) => arg ?? geode.current())).then(() => "answered", (error) => error.message), args);
  assert.match(await wrong(null, "/revenue/montly\n1", FIGURES), /^\/revenue\/montly: names no number of the scenario, expected/);
  assert.match(await wrong(null, "/revenue/monthly\n1", "rigorous/nvp"), /^rigorous\/nvp: names no figure, expected/);
  assert.equal(await wrong(null, "", FIGURES), "rows: is empty, expected a header with the pointers of inputs");
  assert.match(await wrong("{", "/revenue/monthly\n1", FIGURES), /^\/: /);
  assert.equal(await wrong(null, 7, FIGURES), "rows: is no text, expected a table as CSV text");
  await assertClean();
});

test("an input over a range: chart, sentence and table", async (t) => {
  const { page, assertClean } = await open(t);
  await vary(page);
  await fill(page, "from", "$10M");
  await fill(page, "to", "60M");
  await fill(page, "count", "6");
  await page.waitForFunction(() => document.querySelector('[data-testid="chart-varied"] .chart__takeaway').innerText.includes("$40"));
  await fresh(page);
  // The flip point of the worked example is $36.15 M.
  assert.equal(
    (await takeaway(page)).replaceAll("\u{a0}", " "),
    "Single region has the highest net monthly benefit with revenue of at most $30 M, Active-active, 3 regions from $40 M on.",
  );
  const rows = await table(page);
  assert.deepEqual(rows, await swept(page, [1e7, 2e7, 3e7, 4e7, 5e7, 6e7]));
  assert.deepEqual(rows[0].map(([figure]) => figure), ["single", "active-passive", "geode-2", "geode-3"].map((option) => `${option}/rigorous/net_monthly_benefit`));
  const label = await id(page, "canvas-varied").getAttribute("aria-label");
  assert.match(label, /^Line chart of net monthly benefit by revenue for Single region; .*highest net monthly benefit/);
  await assertAccessible(page);
  await assertClean();
});

test("equal factors, another figure, another input", async (t) => {
  const { page, assertClean } = await open(t);
  await vary(page);
  await fill(page, "from", "1M");
  await fill(page, "to", "100M");
  await fill(page, "count", "3");
  await id(page, "vary-factors").click();
  await page.waitForFunction(() => document.querySelector("#chart-varied").getAttribute("aria-label").includes("$1"));
  await fresh(page);
  assert.deepEqual(await table(page), await swept(page, [1e6, 1e7, 1e8]));
  await id(page, "vary-input").selectOption({ label: "Mean time to repair, US East" });
  assert.equal(await page.locator("#vary-from").inputValue(), "0.25 h");
  assert.equal(await page.locator("#vary-to").inputValue(), "4 h");
  await id(page, "vary-figure").selectOption({ label: "Recovery time (RTO)" });
  await page.waitForFunction(() => /recovery time/.test(document.querySelector('[data-testid="chart-varied"] .chart__takeaway').innerText));
  await fresh(page);
  const rows = await table(page);
  // One region comes back when it has been repaired.
  assert.deepEqual(rows.map((row) => row[0]), [0.25, 1, 4].map((hours) => ["single/rigorous/rto_seconds", hours * 3600]));
  await assertClean();
});

test("an edit makes the figures anew, and what is not understood is said beside the field", async (t) => {
  const { page, assertClean } = await open(t);
  await vary(page);
  const before = await table(page);
  await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    scenario.cost.single_region_monthly = 50_000;
    geode.open(JSON.stringify(scenario));
  });
  await page.locator('[data-testid="chart-varied"][data-stale]').waitFor();
  await fresh(page);
  const after = await table(page);
  assert.notDeepEqual(after, before);
  const values = await id(page, "data-varied").locator("tbody th").allInnerTexts();
  assert.deepEqual(after, await swept(page, values.map((value) => value.replaceAll(/[$,]/g, ""))));
  await fill(page, "to", "much");
  await page.locator('#vary-to[aria-invalid="true"]').waitFor();
  await page.locator('[data-testid="chart-varied"][data-stale]').waitFor();
  assert.deepEqual(await table(page), after, "those of before stand, marked");
  await fill(page, "to", "1");
  assert.equal(await id(page, "vary-wrong").innerText(), "The range must end above its start.");
  await fill(page, "to", "$40M");
  await fresh(page);
  assert.equal(await page.locator("[data-stale]").count(), 0);
  await assertClean();
});

test("the range follows the input and its value today, unless it was typed for this input", async (t) => {
  // It stayed as it was when another scenario was opened: revenue from $2.5M to $40M where it is $400M today, and no
  // figures at all where the chosen input was gone.
  const { page, assertClean } = await open(t);
  await vary(page);
  const ends = () => page.locator("#vary-from, #vary-to").evaluateAll((fields) => fields.map((field) => Number(field.value.replaceAll(/[^\d.]/g, ""))));
  const opened = (text) => page.evaluate((text) => geode.open(text), text);
  const scenario = JSON.parse(await page.evaluate(() => geode.current()));
  const of = (revenue) => JSON.stringify({ ...scenario, revenue: { ...scenario.revenue, monthly: revenue } });
  assert.deepEqual(await ends(), [2.5e6, 4e7]);
  await opened(of(4e8));
  await page.waitForFunction(() => document.querySelector("#vary-from").value.replaceAll(/\D/g, "") === "100000000");
  assert.deepEqual(await ends(), [1e8, 1.6e9]);
  await fresh(page);
  const rows = await table(page);
  assert.deepEqual([rows.length, rows[0]], [25, (await swept(page, [1e8]))[0]]);
  await fill(page, "from", "5000000");
  await opened(of(2e7));
  await fresh(page);
  assert.deepEqual(await ends(), [5e6, 1.6e9], "what was typed stays");
  await id(page, "vary-input").selectOption({ label: "Mean time to repair, Asia East" });
  assert.deepEqual(await ends(), [0.25, 4]);
  // A scenario without that region.
  scenario.options = scenario.options.filter((option) => option.id !== "geode-3");
  scenario.regions = scenario.regions.filter((region) => region.id !== "asia-east");
  for (const of of Object.values(scenario.user_latency_ms)) delete of["asia-east"];
  for (const of of Object.values(scenario.region_rtt_ms)) delete of["asia-east"];
  delete scenario.region_rtt_ms["asia-east"];
  await opened(of(2e7));
  await page.waitForFunction(() => document.querySelector("#vary-input").value === "/revenue/monthly");
  await fresh(page);
  assert.deepEqual(await ends(), [5e6, 8e7]);
  assert.equal(await id(page, "vary-wrong").count(), 0);
  await assertClean();
});

test("the figures are saved as CSV, SVG and PNG", async (t) => {
  const { page, assertClean } = await open(t);
  await vary(page);
  const rows = await table(page);
  const saved = async (item) => {
    await id(page, "chart-varied").getByRole("button", { name: "Save or copy: Varied input" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: item, exact: true }).click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const csv = await saved("Save data as CSV");
  assert.equal(csv.name, "varied.csv");
  const lines = csv.bytes.toString("utf8").replace("\ufeff", "").trim().split("\r\n");
  assert.equal(lines[0], 'Series,"Revenue, per month, $","Net monthly benefit, $"');
  assert.equal(lines.length, 1 + 4 * rows.length);
  const geode = lines.filter((line) => line.startsWith('"Active-active, 3 regions",')).map((line) => Number(line.split(",").at(-1)));
  assert.deepEqual(geode, rows.map((row) => row[3][1]));
  const svg = await saved("Save as SVG");
  assert.ok(svg.name === "varied.svg" && svg.bytes.toString("utf8").includes("Today $10"), "today's value is marked");
  const png = await saved("Save as PNG");
  assert.deepEqual([png.name, png.bytes.subarray(1, 4).toString()], ["varied.png", "PNG"]);
  await assertClean();
});

test("a long one shows how far it is, is given up and asked for again", async (t) => {
  const { page, assertClean } = await open(t);
  await vary(page);
  const worker = page.workers()[0];
  await hold(worker);
  await fill(page, "count", "7");
  const fold = id(page, "vary");
  await fold.getByRole("progressbar", { name: "The figures of the varied input" }).waitFor();
  await fold.getByTestId("compute-cancel").click();
  await fold.getByText("The figures of the varied input were not computed").waitFor();
  assert.notEqual(await id(page, "chart-varied").getAttribute("data-stale"), null);
  await letGo(worker);
  await fold.getByTestId("compute-again").click();
  await fresh(page);
  assert.equal((await table(page)).length, 7);
  await assertClean();
});

for (const dark of [false, true]) {
  test(`it fits a phone and is read by everybody, ${dark ? "dark" : "light"}`, async (t) => {
    const { page, assertClean } = await open(t, { width: 360, height: 740, dark });
    await vary(page);
    await table(page);
    await painted(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
    await assertAccessible(page);
    await assertClean();
  });
}

test("all of it by keyboard", async (t) => {
  const { page, assertClean } = await open(t);
  await id(page, "vary").locator("summary").first().focus();
  await page.keyboard.press("Enter");
  await fresh(page);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.testid || document.activeElement.textContent);
  const seen = [];
  for (let i = 0; i < 9; i++) {
    await page.keyboard.press("Tab");
    seen.push(await focused());
  }
  assert.deepEqual(seen.slice(0, 7), ["vary-input", "vary-from", "vary-to", "vary-count", "vary-figure", "vary-even", "vary-factors"]);
  await assertClean();
});
