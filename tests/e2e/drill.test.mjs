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

/** The worked example at places of the catalogue; "Other" stays without one. */
async function placed(page) {
  const scenario = await current(page);
  const countries = { "north-america": "US", europe: "DE", asia: "JP" };
  for (const group of scenario.user_groups) group.location = countries[group.id] ?? null;
  const entries = { "us-east": "aws/us-east-1", "us-west": "aws/us-west-2", "eu-west": "aws/eu-west-1", "asia-east": "aws/ap-northeast-1" };
  for (const region of scenario.regions) region.catalogue_id = entries[region.id];
  return scenario;
}

test("the map shows who is served from where, and its regions switch off", async (t) => {
  const { page, assertClean } = await open(t);
  await show(page, await placed(page));
  const drill = await unfold(page, "geode-3");
  const map = page.getByTestId("chart-map");
  await map.waitFor();
  await painted(page);
  assert.match(await page.getByTestId("map-missing").innerText(), /^Not on the map, since its place is unknown: Other\.$/);
  // Read from a copy: the browser warns where the page's own canvas is read often.
  await page.evaluate(() => {
    globalThis.pictureOf = (id) => {
      const { width, height } = document.querySelector(`[data-testid="canvas-${id}"]`);
      const copy = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d", { willReadFrequently: true });
      copy.drawImage(document.querySelector(`[data-testid="canvas-${id}"]`), 0, 0);
      return copy.getImageData(0, 0, width, height);
    };
  });
  const pixels = () => page.evaluate(() => document.querySelector('[data-testid="canvas-map"]').toDataURL());
  const before = await pixels();
  // Land, and the lines over it: the colour of ways under 50 ms is on the picture.
  const colours = await page.evaluate(() => {
    const { data } = globalThis.pictureOf("map");
    const seen = {};
    for (let i = 0; i < data.length; i += 4) {
      const name = `${data[i]},${data[i + 1]},${data[i + 2]}`;
      seen[name] = (seen[name] ?? 0) + 1;
    }
    return seen;
  });
  assert.ok(colours["230,232,235"] > 10_000, "land");
  assert.ok(colours["0,158,115"] > 100, "a way under 50 ms");
  // By the keyboard on the map, then by a click on it.
  const east = page.getByTestId("map-region-us-east");
  // It was called "US East, switched off" while it was up: what it does is its name, that it is done is its state.
  const named = { name: "Switch off US East", exact: true };
  await page.getByRole("button", { ...named, pressed: false }).waitFor();
  await east.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector('[data-testid="drill-sentence"]').innerText.includes("US East off"));
  await page.getByRole("button", { ...named, pressed: true }).waitFor();
  assert.equal(await drill.getByLabel("US East", { exact: true }).isChecked(), true);
  await painted(page);
  assert.notEqual(await pixels(), before);
  await page.getByTestId("map-region-eu-west").click();
  await page.waitForFunction(() => document.querySelector('[data-testid="drill-sentence"]').innerText.includes("US East and EU West off"));
  // Where the buttons are, the map has its squares: dark in the middle, or hollow where they are off.
  await page.getByTestId("map-world").click();
  await painted(page);
  const middle = await page.evaluate(() => {
    const { data, width } = globalThis.pictureOf("map");
    const canvas = document.querySelector('[data-testid="canvas-map"]').getBoundingClientRect();
    const at = (id) => {
      const button = document.querySelector(`[data-testid="map-region-${id}"]`).getBoundingClientRect();
      const [x, y] = [button.left + button.width / 2 - canvas.left, button.top + button.height / 2 - canvas.top];
      const place = 4 * (Math.round((y * width) / canvas.width) * width + Math.round((x * width) / canvas.width));
      return [...data.slice(place, place + 3)].join();
    };
    return { off: at("us-east"), on: at("asia-east") };
  });
  assert.deepEqual(middle, { off: "255,255,255", on: "27,31,36" });
  await assertAccessible(page);
  await assertClean();
});

test("without places there is no map, and the page says so", async (t) => {
  const { page, assertClean } = await open(t, { width: 360, dark: true });
  await unfold(page, "geode-3");
  await page.waitForFunction(() => /^No map: /.test(document.querySelector('[data-testid="map-missing"]').innerText));
  assert.equal(await page.getByTestId("chart-map").count(), 0);
  await show(page, await placed(page));
  await page.getByTestId("chart-map").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  await assertAccessible(page);
  await assertClean();
});

// Frankfurt's and Amsterdam's buttons lay over each other on a map of the world: the lower one could not be hit.
test("regions near each other can each be switched off on the map", async (t) => {
  const { page, assertClean } = await open(t, { width: 360 });
  const scenario = await placed(page);
  const near = ["aws/eu-central-1", "aws/eu-west-3", "aws/eu-west-2"];
  scenario.regions.slice(0, 3).forEach((region, i) => (region.catalogue_id = near[i]));
  scenario.options[3].regions = scenario.regions.slice(0, 3).map((region) => region.id);
  await show(page, scenario);
  const drill = await unfold(page, "geode-3");
  await page.getByTestId("chart-map").waitFor();
  await page.getByTestId("map-world").click();
  await painted(page);
  const buttons = page.locator(".map__region:visible");
  assert.equal(await buttons.count(), 3);
  const middles = await buttons.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ x, y }) => [x, y]));
  for (const [i, a] of middles.entries()) for (const b of middles.slice(i + 1)) assert.ok(Math.hypot(a[0] - b[0], a[1] - b[1]) >= 23.9, `${middles}`);
  for (const region of scenario.regions.slice(0, 3)) {
    const button = page.getByTestId(`map-region-${region.id}`);
    await button.click();
    assert.equal(await button.getAttribute("aria-pressed"), "true");
    assert.equal(await drill.getByLabel(region.name, { exact: true }).isChecked(), true);
    await button.click();
  }
  await assertAccessible(page);
  await assertClean();
});
