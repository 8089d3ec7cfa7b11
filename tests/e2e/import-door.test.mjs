// Files that people have: dropped, picked or pasted, looked at, applied as one step, or given up without a trace.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { app, assertAccessible, keptOffline, painted, withoutWorkers } from "./harness.mjs";

const { open } = app();

const id = (page, name) => page.getByTestId(name);
const current = (page) => page.evaluate(() => geode.current());
const scenario = async (page) => JSON.parse(await current(page));

// Small files with the shapes of real ones.
const HEADER = "BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory";
const charge = (cost, region, service, category = "Usage") =>
  `${cost},${cost},USD,${category},2026-05-01T00:00:00Z,2026-06-01T00:00:00Z,${region},${service}`;
const BILL = [HEADER, charge("60000.5", "us-east-1", "Compute"), charge("20000", "us-east-1", "Storage"), charge("812", "", "Other", "Tax")].join("\n");
const GA4 = `# ----------------------------------------\n# Demographic details: Country\n# Start date: 20260501\n# End date: 20260531\n# ----------------------------------------\nCountry,Active users,New users,Total revenue\n,1600,1500,90\nUnited States,900,800,60\nGermany,400,400,20\nJapan,200,200,10\n(not set),100,100,0\n`;
const LOG = "title,started_at,resolved_at,severity\nDatabase,2026-02-01T10:00:00Z,2026-02-01T12:00:00Z,SEV1\nNetwork,2026-04-01T00:00:00Z,2026-04-01T01:00:00Z,SEV1\nTypo,2026-04-02T00:00:00Z,2026-04-02T01:00:00Z,SEV4\n";

const file = (name, text) => ({ name, mimeType: "", buffer: Buffer.from(text) });
const pick = (page, ...files) => id(page, "import-data").setInputFiles(files);
const drop = (page, files) =>
  page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, files);
async function paste(page, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.locator("#results").focus();
  await page.keyboard.press("Control+v");
}
const ready = (page) => page.locator("[data-testid=review-apply]:not(:disabled)").waitFor();

/** What the page says of a file to a script. */
const said = (page, name, bytes) =>
  page.evaluate(([name, bytes]) => geode.importFile(new File([new Uint8Array(bytes)], name)).catch((error) => `refused: ${error.message}`), [name, [...bytes]]);

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "geode-import-"));
});
after(() => rm(folder, { recursive: true }));

/** The same by the command. */
function commanded(path) {
  const cargo = ["run", "--quiet", "--locked", "-p", "geode-cli", "--", "import", path];
  return execFileSync("cargo", cargo, { encoding: "utf8" });
}

test("a bill, visitors and a log dropped together on the empty page lead to a verdict in few steps", async (t) => {
  const { page, assertClean } = await open(t);
  const before = await current(page);
  await page.evaluate(() => {
    globalThis.steps = [];
    for (const type of ["click", "change"]) {
      addEventListener(type, ({ target, isTrusted }) => {
        // A field that a test fills has no trusted event.
        if (type === "click" ? isTrusted : target.matches("input, select")) steps.push(`${type} ${target.id || target.textContent}`);
      }, true);
    }
  });
  await drop(page, [["bill.csv", BILL], ["country.csv", GA4], ["incidents.csv", LOG]]);
  await ready(page);
  assert.equal(await id(page, "review-file").count(), 3);
  await page.getByLabel("Log covers from").fill("2026-01-01");
  await page.getByLabel("Log covers until").fill("2026-07-01");
  await page.locator("[data-what=outages]").waitFor();
  const log = id(page, "review-file").nth(2);
  assert.match(await log.innerText(), /2 outages, 3 h in all/);
  assert.equal(await current(page), before, "nothing before Apply");
  await assertAccessible(page);
  await id(page, "review-apply").click();
  await id(page, "toast-undo").waitFor();
  const steps = await page.evaluate(() => globalThis.steps);
  t.diagnostic(`steps from the drop to the verdict: ${steps.length} (${steps.join("; ")})`);
  assert.ok(steps.length >= 3 && steps.length <= 12, `${steps.length} steps`);

  const after = await scenario(page);
  assert.equal(after.name, "My system");
  assert.deepEqual(after.user_groups.map(({ id }) => id).filter((id) => !id.startsWith("us")), ["de", "jp", "elsewhere"]);
  assert.ok(Math.abs(after.cost.storage_share - 20000 / 80000.5) < 1e-9);
  const east = after.regions.find(({ id }) => id === "us-east");
  assert.ok(Math.abs(east.unavailability - 3 / (181 * 24)) < 1e-15);
  assert.equal(east.mttr_hours, 1.5);
  for (const pointer of ["/cost/single_region_monthly", "/user_groups/us-east/share", "/regions/us-east/availability"]) {
    const note = after.notes[pointer] ?? after.notes[`/user_groups/${after.user_groups[0].id}/share`];
    assert.equal(note.status, "measured", pointer);
  }
  assert.match(after.notes["/cost/single_region_monthly"].source, /^focus-1\.0, 2026-05-01 to 2026-06-01, 2 rows, all of it$/);
  const cost = page.locator('[data-figure="single/rigorous/monthly_cost/total"]').first();
  assert.ok(Math.abs(Number(await cost.getAttribute("data-value")) - (80000.5 * 730) / 744) < 0.02);
  assert.ok((await id(page, "verdict").innerText()).length > 20);
  // Neither rows nor names of the files are in what is shared.
  const link = await page.evaluate(() => geode.current());
  for (const secret of ["Database", "Network", "60000.5", "incidents.csv"]) assert.ok(!link.includes(secret), secret);

  await page.keyboard.press("Control+z");
  assert.equal(await current(page), before, "one step");
  await assertClean();
});

test("what is not ticked stays as it is", async (t) => {
  const { page, assertClean } = await open(t);
  const { cost: before } = await scenario(page);
  await pick(page, file("bill.csv", BILL));
  await ready(page);
  await page.locator("[data-what=split] input").uncheck();
  assert.equal(await id(page, "review-apply").innerText(), "Apply 1 change");
  await id(page, "review-apply").click();
  await id(page, "toast-undo").waitFor();
  const { cost } = await scenario(page);
  assert.deepEqual([cost.compute_share, cost.storage_share], [before.compute_share, before.storage_share]);
  assert.ok(Math.abs(cost.single_region_monthly - 78495.11) < 0.02);
  await assertClean();
});

test("a pasted table asks for its currency, and is read again with the answer", async (t) => {
  const { page, assertClean } = await open(t);
  await paste(page, "Region\tCost\nus-east-1\t90,000.00\nTotal\t90,000.00\n");
  await id(page, "review-left").getByText("the currency is not known").waitFor();
  await page.getByLabel("Currency of the amounts").selectOption("USD");
  await page.locator("[data-what=cost]").waitFor();
  assert.match(await page.locator("[data-what=cost]").innerText(), /\$100,000 → \$90,000/);
  await id(page, "review-details").click();
  assert.match(await id(page, "review-left-out").innerText(), /totals row\s+1\s+90,000/);
  await assertClean();
});

test("a scenario that is dropped opens as ever, and words are still refused", async (t) => {
  const { page, assertClean } = await open(t);
  const text = (await current(page)).replace('"Worked example"', '"Dropped"');
  await drop(page, [["plan.json", text]]);
  await page.waitForFunction(() => JSON.parse(geode.current()).name === "Dropped");
  assert.equal(await id(page, "review-file").count(), 0);
  await assertClean();
});

test("cancel in the middle changes nothing, and ends the importer", async (t) => {
  const { page, assertClean } = await open(t);
  const before = await current(page);
  const large = `${HEADER}\n${`${charge("1.25", "us-east-1", "Compute")}\n`.repeat(400_000)}`;
  await pick(page, file("large.csv", large));
  await id(page, "review-progress").waitFor();
  await id(page, "review-cancel").click();
  await id(page, "review-file").waitFor({ state: "detached" });
  assert.equal(await current(page), before);
  assert.equal(await id(page, "undo").isDisabled(), true);
  // That a worker has ended is told a moment later.
  for (let looks = 0; page.workers().length > 1; looks += 1) {
    assert.ok(looks < 600, "only the worker of the jobs");
    await painted(page);
  }
  await assertClean();
});

test("what cannot be read is refused with the reason, and nothing of it is kept", async (t) => {
  const { page, assertClean } = await open(t);
  const before = await current(page);
  const packed = gzipSync(BILL);
  const secret = "AKIAIOSFODNN7EXAMPLE";
  const cases = [
    ["plan.json", JSON.stringify({ format_version: "1.2", planned_values: {}, access_key: secret }), /Terraform plan/],
    ["key.json", JSON.stringify({ type: "service_account", private_key: secret }), /keys/],
    ["cut.csv.gz", packed.subarray(0, packed.length - 20), /cannot be read to its end/],
    ["picture.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), /is no text/],
    ["book.xlsx", "PK\u0003\u0004", /paste the sheet/],
    ["data.parquet", "PAR1", /DuckDB/],
    ["long.csv", `region,cost\nus-east-1,"${"1".repeat(50_000_000)}`, /line 2: the row is longer than 8 MB/],
    ["dates.csv", "start,end\n03/04/2026,05/04/2026\n", /line 2: every date could be day or month first/],
    ["twice.yaml", "apiVersion: openslo/v1\nkind: SLO\nkind: SLO\n", /./],
  ];
  for (const [name, bytes, says] of cases) {
    await pick(page, { name, mimeType: "", buffer: Buffer.from(bytes) });
    const refused = id(page, "review-refused").or(id(page, "review-said"));
    await refused.first().waitFor();
    const words = await refused.first().innerText();
    assert.match(words, says, name);
    assert.ok(!words.includes(secret));
    await id(page, "review-cancel").click();
    await id(page, "review-file").waitFor({ state: "detached" });
    assert.equal(await current(page), before, name);
  }
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.ok(!kept.includes(secret));
  // Three gigabytes: told by its size, before a byte is read.
  const big = await page.evaluate(() => {
    const piece = new Blob([new Uint8Array(64 << 20)]);
    return geode.importFile(new File(Array(47).fill(piece), "big.csv")).catch((error) => error.message);
  });
  assert.match(big, /larger than 2 GB/);
  await assertClean();
});

test("a script gets the bytes of the command", async (t) => {
  const { page, assertClean } = await open(t);
  const files = {
    "bill.csv": Buffer.from(BILL),
    "bill.csv.gz": gzipSync(BILL),
    "country.csv": Buffer.from(`\ufeff${GA4}`, "utf16le"),
    "incidents.csv": Buffer.from(LOG),
    "slo.yaml": Buffer.from("version: prometheus/v1\nservice: shop\nslos: [{name: up, objective: 99.95}]\n"),
    "ping.json": Buffer.from('{"metadata": {"percentile": "p_50", "unit": "milliseconds"}, "data": {"us-east-1": {"eu-west-1": 70}, "eu-west-1": {"us-east-1": 72}}}'),
  };
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, name);
    await writeFile(path, bytes);
    assert.equal(`${await said(page, name, bytes)}\n`, commanded(path), name);
  }
  assert.match(await said(page, "x.csv", Buffer.from("colour,shape\nred,round\n")), /^refused: line 1: has the columns colour, shape/);
  assert.match(await page.evaluate(() => geode.importFile("x").catch((error) => error.message)), /is no File/);
  await assertClean();
});

test("where no worker may start the page says so", async (t) => {
  const { page, assertClean } = await open(t, { prepare: withoutWorkers });
  await pick(page, file("bill.csv", BILL));
  assert.match(await id(page, "review-refused").innerText(), /no worker.*geode import/);
  await assertClean();
});

test("the importer is loaded with the first file, and kept with its build", async (t) => {
  const { page, context, assertClean } = await open(t, { ignore: [/ERR_INTERNET_DISCONNECTED/] });
  const loaded = [];
  context.on("request", (request) => {
    if (/importer/.test(request.url())) loaded.push(request.url());
  });
  await keptOffline(page);
  assert.deepEqual(loaded, []);
  await page.reload();
  await page.waitForFunction(() => globalThis.geode && navigator.serviceWorker.controller);
  await said(page, "bill.csv", Buffer.from(BILL));
  assert.ok(loaded.some((url) => url.endsWith(".wasm")), loaded.join());
  await context.setOffline(true);
  await page.reload();
  await page.waitForFunction(() => globalThis.geode);
  assert.match(await said(page, "bill.csv", Buffer.from(BILL)), /"kind": "focus-1.0"/);
  await assertClean();
});

// On a narrow window the reasons ran out of their card, "Sum in the file" was cut, and the dialog scrolled sideways.
test("why rows are left out fits the narrowest window", async (t) => {
  const { page, assertClean } = await open(t, { width: 320 });
  await pick(page, file("bill.csv", BILL), file("users.csv", GA4));
  await ready(page);
  for (const summary of await id(page, "review-details").locator("summary").all()) await summary.click();
  const tables = id(page, "review-left-out");
  await tables.first().waitFor();
  for (const table of await tables.all()) {
    const [right, card] = await table.evaluate((table) => [table, table.closest("section")].map((one) => one.getBoundingClientRect().right));
    assert.ok(right <= card, `${right} of ${card}`);
  }
  assert.ok(await id(page, "review-dialog").evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth));
  await assertClean();
});

// "Which country is Korea?" had the choices KP and KR, where the box for a pasted table says their names.
test("countries that are asked about are named", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("users.csv", "country,visitors\nKorea,1\n"));
  const asked = page.getByLabel("Which country is Korea?");
  await asked.waitFor();
  const choices = await asked.locator("option").allInnerTexts();
  assert.deepEqual(choices.toSorted(), ["In no country", "North Korea", "South Korea"]);
  await page.getByLabel("Which country is Korea?").selectOption({ label: "South Korea" });
  await id(page, "review-said").getByText(/^1 user in 1 country$/).waitFor();
  await assertClean();
});
