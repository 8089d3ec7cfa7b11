// The workbook and the objectives that leave the page; the program that writes the workbook is loaded with the first one.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { app, painted } from "./harness.mjs";

const { open } = app();

const id = (page, name) => page.getByTestId(name);

async function exported(page, testid) {
  await id(page, "export").click();
  const [download] = await Promise.all([page.waitForEvent("download"), id(page, testid).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The files of an archive, by its central directory. */
function unpacked(bytes) {
  const files = new Map();
  let at = bytes.readUInt32LE(bytes.lastIndexOf("PK\x05\x06", undefined, "latin1") + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [size, length, extra, comment] = [bytes.readUInt32LE(at + 20), ...[28, 30, 32].map((place) => bytes.readUInt16LE(at + place))];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    const name = bytes.toString("utf8", at + 46, at + 46 + length);
    files.set(name, (bytes.readUInt16LE(at + 10) ? inflateRawSync(packed) : packed).toString("utf8"));
    at += 46 + length + extra + comment;
  }
  return files;
}

test("the workbook is loaded when it is asked for, and holds what the command writes", async (t) => {
  const { page, assertClean } = await open(t);
  const named = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  assert.ok(!named.some((name) => name.includes("workbook")), "a first visit loads none of it");
  const { name, bytes } = await exported(page, "export-workbook");
  assert.equal(name, "geode-worked-example.xlsx");
  const files = unpacked(bytes);
  const folder = await mkdtemp(join(tmpdir(), "geode-workbook-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "scenario.json"), await page.evaluate(() => geode.current()));
  execFileSync("cargo", ["run", "--quiet", "--locked", "-p", "geode-cli", "--", "workbook", join(folder, "scenario.json"), "-o", join(folder, "out.xlsx")]);
  const command = unpacked(await readFile(join(folder, "out.xlsx")));
  assert.deepEqual([...files.keys()].sort(), [...command.keys()].sort());
  // The engine has the same bits everywhere; powers of a sheet have those of the platform.
  const numbers = (text) => [...text.matchAll(/<v>(-?[\d.e-]+)<\/v>/g)].map(([, number]) => Number(number));
  const formulas = (text) => [...text.matchAll(/<f>(.*?)<\/f>/g)].map(([, formula]) => formula);
  for (let sheet = 1; sheet <= 6; sheet++) {
    const [ours, theirs] = [files, command].map((all) => all.get(`xl/worksheets/sheet${sheet}.xml`));
    assert.deepEqual(formulas(ours), formulas(theirs));
    const [a, b] = [numbers(ours), numbers(theirs)];
    assert.ok(a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) <= 1e-9 * Math.max(1, Math.abs(b[i]))));
  }
  assert.ok(files.get("xl/workbook.xml").includes('name="npv_geode_3"'));
  await assertClean();
});

test("targets leave as OpenSLO once there are any", async (t) => {
  const { page, assertClean } = await open(t);
  await id(page, "export").click();
  await id(page, "export-objectives").click();
  await id(page, "toasts").getByText("Set a target of availability or p95 latency first").waitFor();
  const scenario = JSON.parse(await page.evaluate(() => geode.current()));
  scenario.target.availability = 0.9999;
  await page.evaluate((text) => geode.open(text), JSON.stringify(scenario));
  await painted(page);
  const { name, bytes } = await exported(page, "export-objectives");
  assert.equal(name, "geode-worked-example.openslo.yaml");
  assert.match(bytes.toString("utf8"), /^apiVersion: openslo\/v1\nkind: SLO\n[^]*target: 0\.9999\n$/);
  await assertClean();
});

test("incidents that were applied are replayed by option and one by one", async (t) => {
  const { page, assertClean } = await open(t);
  assert.equal(await id(page, "replay").count(), 0);
  const log = "start,end,region\n2026-03-01T10:30:00Z,2026-03-01T12:30:00Z,US East\n";
  await id(page, "import-data").setInputFiles({ name: "log.csv", mimeType: "text/csv", buffer: Buffer.from(log) });
  await page.getByLabel("Log covers from").fill("2026-01-01");
  await page.getByLabel("Log covers until").fill("2026-07-01");
  await page.locator("[data-what=outages]").waitFor();
  await page.locator("[data-testid=review-apply]:not(:disabled)").waitFor();
  await id(page, "review-apply").click();
  const figure = async (name) => Number(await page.locator(`[data-figure="${name}"]`).getAttribute("data-value"));
  await page.locator('[data-figure="geode-3/replay/downtime_seconds"]').waitFor();
  assert.equal(await figure("single/replay/downtime_seconds"), 7200);
  assert.equal(await figure("active-passive/replay/downtime_seconds"), 900);
  assert.ok(Math.abs((await figure("geode-3/replay/downtime_seconds")) - 36) < 1e-9);
  assert.ok(Math.abs((await figure("single/replay/cost")) - (2 * 10e6) / 730) < 1e-6);
  assert.equal(await figure("active-passive/replay/incidents/0/downtime_seconds"), 900);
  // It stayed though the import that brought it was undone.
  await id(page, "toast-undo").click();
  await id(page, "replay").waitFor({ state: "detached" });
  await page.keyboard.press("Control+Shift+z");
  await page.locator('[data-figure="geode-3/replay/downtime_seconds"]').waitFor();
  await assertClean();
});
