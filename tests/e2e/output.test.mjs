// What leaves the page: tables for spreadsheets, pictures, paper; and that one mark stands for what runs today.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { app, painted } from "./harness.mjs";

const { open } = app();

const id = (page, name) => page.getByTestId(name);

/** Opens a changed worked example and waits until it has painted. */
async function change(page, edit) {
  const scenario = JSON.parse(await page.evaluate(() => geode.current()));
  edit(scenario);
  await page.evaluate((text) => geode.open(text), JSON.stringify(scenario));
  await painted(page);
}

/** The file that a click saves. */
async function saved(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Rows of cells. */
function table(text) {
  const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
  return text.trimEnd().split("\r\n").map(cells);
}

const chartMenu = async (page, chart) => {
  const figure = id(page, `chart-${chart}`);
  await figure.locator(".menu > button").click();
  return figure;
};

/** Bytes of a byte order mark. */
const MARK = [0xef, 0xbb, 0xbf];

// A spreadsheet read "Café" as "CafÃ©", and the unavailability of three regions as the text "1.25e-10".
test("the exported table opens in a spreadsheet as it is", async (t) => {
  const { page, assertClean } = await open(t);
  const names = ["=1+1", "-2+3", "@SUM(1)", "+Café"];
  await change(page, (scenario) => scenario.options.forEach((option, i) => (option.name = names[i])));
  await id(page, "export").click();
  const { name, bytes } = await saved(page, () => id(page, "export-csv").click());
  assert.equal(name, "geode-worked-example.csv");
  assert.deepEqual([...bytes.subarray(0, 3)], MARK);
  const [head, ...rows] = table(bytes.subarray(3).toString("utf8"));
  assert.deepEqual(head.slice(3, 7), names.map((name) => `'${name}`), "a name is no formula");
  const row = (path) => rows.find((cells) => cells.at(-1) === path);
  assert.equal(row("/textbook/unavailability")[6], "0.000000000125");
  assert.equal(row("/textbook/availability")[6], "0.999999999875");
  assert.equal(row("/textbook/net_monthly_benefit")[6], "-150000", "a negative number stays one");
  const figures = rows.flatMap((cells) => cells.slice(3, -1)).filter((cell) => cell !== "");
  assert.ok(figures.length > 150, `${figures.length} figures`);
  for (const figure of figures) assert.match(figure, /^-?\d+(\.\d+)?$/);
  await assertClean();
});

// The bridge had no name over its figures, only ", Downtime, per year, s".
test("the data of a chart is saved for a spreadsheet, each column with its name", async (t) => {
  const { page, assertClean } = await open(t);
  await id(page, "show-bridge").click();
  const figure = await chartMenu(page, "bridge");
  const { name, bytes } = await saved(page, () => figure.getByRole("button", { name: "Save data as CSV" }).click());
  assert.equal(name, "bridge.csv");
  assert.deepEqual([...bytes.subarray(0, 3)], MARK);
  const [head, first] = table(bytes.subarray(3).toString("utf8"));
  assert.deepEqual(head, ["With this assumption as well", "Downtime, per year, s"]);
  assert.deepEqual(first, ["textbook", "0.003942"]);
  // Pasted, the mark would stand in the first cell.
  await chartMenu(page, "bridge");
  await figure.getByRole("button", { name: "Copy data as CSV" }).click();
  await page.waitForFunction(() => navigator.clipboard.readText().then((text) => text.startsWith("With this assumption as well,")));
  await assertClean();
});

// A click on "Save as PNG" of an empty chart did nothing at all.
test("there is nothing to save of an empty chart", async (t) => {
  const { page, assertClean } = await open(t);
  const isEmpty = async (expected) => {
    const figure = await chartMenu(page, "benefit-by-gain");
    const items = figure.locator(".menu__item");
    assert.equal(await items.count(), 4);
    for (const item of await items.all()) assert.equal(await item.isDisabled(), expected, await item.innerText());
    assert.equal(await figure.getByText("there is nothing to save").isVisible(), expected);
    await page.keyboard.press("Escape");
  };
  await isEmpty(false);
  await change(page, (scenario) => (scenario.options = scenario.options.slice(0, 1)));
  await id(page, "chart-benefit-by-gain").getByText("Nothing to show").waitFor();
  await isEmpty(true);
  await change(page, (scenario) => scenario.options.push({ ...scenario.options[0], id: "other", name: "Other" }));
  await isEmpty(false);
  await assertClean();
});

// Grey with a cross in the table, a coloured disc in the list of options, and the cross of the sixth option besides.
test("what runs today has one mark, in the table and in the list of options", async (t) => {
  const { page, assertClean } = await open(t);
  const marks = (root) =>
    page.evaluate((root) => {
      const mark = (box) => {
        const svg = box.querySelector("svg.marker");
        return { shape: svg.querySelector("use").getAttribute("href"), fill: getComputedStyle(svg).fill, today: /\btoday\b/.test(box.innerText) };
      };
      return [...document.querySelectorAll(root)].map(mark);
    }, root);
  const table = () => marks(".compare thead th");
  const list = () => marks("[data-testid=section-options] .card__head");
  await page.locator("[data-testid=section-options] > summary").click();
  await page.locator("[data-testid=section-options] .card__head").first().waitFor();
  await change(page, (scenario) => {
    for (const n of [1, 2, 3]) scenario.options.push({ ...scenario.options[3], id: `copy-${n}`, name: `Copy ${n}` });
  });
  for (const baseline of ["single", "geode-2", "copy-2"]) {
    await change(page, (scenario) => (scenario.baseline = baseline));
    const at = JSON.parse(await page.evaluate(() => geode.current())).options.findIndex((option) => option.id === baseline);
    const [inTable, inList] = [await table(), await list()];
    assert.equal(inTable.length, 7);
    assert.deepEqual(inList, inTable, baseline);
    const rings = inTable.flatMap(({ shape, today }, i) => (shape === "#marker-6" || today ? [i] : []));
    assert.deepEqual(rings, [at], `${baseline}: ${JSON.stringify(inTable)}`);
    assert.equal(inTable.filter(({ fill }) => fill === inTable[at].fill).length, 1, "its colour is nobody else's");
  }
  await assertClean();
});

/** Answers the five questions so that nothing is met; the most is said of a hot standby, the longest name has another. */
async function longest(page, tier) {
  await id(page, "start").click();
  await page.locator("#start-today").selectOption("pair");
  await page.locator("#start-tier").selectOption(tier);
  const answers = { cost: "1234567", revenue: "45678901", availability: "99.999", rto: "1 min", rpo: "0.1 s", p95: "50", budget: "100000" };
  for (const [name, text] of Object.entries(answers)) await page.locator(`#start-${name}`).fill(text);
  await id(page, "start-finish").click();
  await id(page, "advice").waitFor();
}

/** Pages of a PDF: each is an object of its own. */
const pages = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length;

// With every target missed it ran to a second page, and the cost chart named two of four options, "and 2 more in the
// table", which is on no paper.
for (const tier of ["hot-standby", "backup"]) {
  test(`the longest result of the five questions prints on one page, with every option: ${tier}`, async (t) => {
    const { page, assertClean } = await open(t, { ignore: [/willReadFrequently/] });
    await longest(page, tier);
    await page.evaluate(() => {
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
        if (this.canvas.id === "chart-cost-by-option") globalThis.written?.push(text);
        return fillText.call(this, text, ...place);
      };
      // Before the page's own listener draws for paper, and after that.
      addEventListener("beforeprint", () => (globalThis.written = []), { capture: true });
      addEventListener("afterprint", () => (globalThis.onPaper = globalThis.written), { capture: true });
    });
    const names = JSON.parse(await page.evaluate(() => geode.current())).options.map((option) => option.name);
    assert.equal(names.length, 4);
    for (const format of ["A4", "Letter"]) {
      assert.equal(pages(await page.pdf({ format })), 1, format);
      const written = await page.evaluate(() => globalThis.onPaper);
      for (const name of names) assert.ok(written.includes(name), `${format}: ${name} is not in ${written.join(" | ")}`);
      assert.doesNotMatch(written.join(" "), /more in the table/);
    }
    await assertClean();
  });
}

// Fewer years than asked for were simulated without a word on the page.
test("fewer simulated years than asked for are said", async (t) => {
  const { page, assertClean } = await open(t);
  await change(page, (scenario) => scenario.regions.forEach((region) => (region.mttr_hours = 0.001)));
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  assert.match(await id(page, "advice-fewer-years").first().innerText(), /years are simulated, not the 10,000 asked for: with [\d,]+ failures/);
  const scenario = JSON.parse(await page.evaluate(() => geode.current()));
  assert.equal(scenario.simulation_years, 10000, "what was asked for stays");
  await assertClean();
});

// Of two objects "revenue" in one file the last won in silence.
test("a file with a name twice is refused, with the name", async (t) => {
  const { page, assertClean } = await open(t);
  const before = await page.evaluate(() => geode.current());
  const twice = before.replace("{", '{"revenue":{"monthly":1},');
  const file = { name: "twice.json", mimeType: "application/json", buffer: Buffer.from(twice) };
  await id(page, "import-file").setInputFiles(file);
  await id(page, "trouble").waitFor();
  const said = (await id(page, "trouble").innerText()).replaceAll("\u00a0", " ");
  assert.match(said, /stands more than once/);
  assert.match(said, /revenue/i);
  assert.equal(await page.evaluate(() => geode.current()), before, "the work is as it was");
  const thrown = await page.evaluate((text) => {
    try {
      return geode.evaluate(text);
    } catch (error) {
      return error.message;
    }
  }, twice);
  assert.equal(thrown, "/revenue: stands more than once, expected each name once in an object");
  await assertClean();
});

// "Writes lost, at most 0" stood under last write wins, and a mean incident of 29 s beside a recovery time of 90 s.
test("what a figure leaves out is said beside it", async (t) => {
  const { page, assertClean } = await open(t);
  await change(page, (scenario) => {
    scenario.traffic.replication_lag_seconds = 0;
    scenario.options[3].writes = { mode: "eventual", conflicts: "last_write_wins" };
  });
  await id(page, "all-figures-toggle").click();
  const lost = page.locator('[data-figure="geode-3/rigorous/expected_lost_writes_per_year"]');
  assert.equal(await lost.innerText(), "0, conflicts not counted");
  await lost.getByRole("button").click();
  assert.match(await id(page, "explain").innerText(), /the last write wins, what that discards while everything is up is not counted/);
  await page.keyboard.press("Escape");
  const incident = page.locator('[data-figure="geode-3/rigorous/mean_incident_minutes"]');
  assert.match(await incident.locator("xpath=ancestor::tr").getByRole("rowheader").innerText(), /weighted by users/);
  await assertClean();
});
