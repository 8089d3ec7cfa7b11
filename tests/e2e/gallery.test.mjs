// The gallery of examples: what is in it, what opening one does, and that it can be taken back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { app, assertAccessible, painted } from "./harness.mjs";

const { open } = app();
const NAMES = [
  "Worked example",
  "B2B SaaS, two regions",
  "Global streaming, read-heavy",
  "Ride dispatch, regional autonomy",
  "Game servers in many regions",
  "Payments, a quorum of three regions",
  "Office suite with data residency",
  "Shop with central checkout",
  "Rollout of a US-only company, four phases",
];

const gallery = (page) => page.getByRole("dialog", { name: "Examples" });
async function look(page) {
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("button", { name: "More examples…" }).click();
  await gallery(page).waitFor();
}
const choose = (page, name) => gallery(page).getByRole("button", { name: `Open ${name}` }).click();
const name = (page) => page.evaluate(() => JSON.parse(geode.current()).name);
const named = (page, expected) => page.waitForFunction((expected) => JSON.parse(geode.current()).name === expected, expected);

test("every example opens to its verdict, and the way back is one click", async (t) => {
  const { page, assertClean } = await open(t);
  await look(page);
  const entries = gallery(page).getByRole("list", { name: "Examples" }).getByRole("listitem");
  assert.deepEqual(await entries.locator(".kept__name").allInnerTexts(), NAMES);
  await page.keyboard.press("Escape");
  await gallery(page).waitFor({ state: "hidden" });
  for (const example of NAMES.slice(1)) {
    await look(page);
    await choose(page, example);
    await named(page, example);
    await gallery(page).waitFor({ state: "hidden" });
    await painted(page);
    assert.match(await page.getByTestId("verdict").innerText(), /\./, example);
  }
  // The last one was not touched: nothing of it is earlier work.
  await page.getByTestId("undo").click();
  await named(page, NAMES.at(-2));
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("geode-planner/kept/")).length), 0);
  await assertClean();
});

test("what somebody has changed is kept when an example takes its place", async (t) => {
  const { page, assertClean } = await open(t);
  await page.evaluate(() => {
    const scenario = JSON.parse(geode.current());
    scenario.name = "Mine";
    geode.open(JSON.stringify(scenario));
  });
  await look(page);
  await choose(page, "Office suite with data residency");
  await named(page, "Office suite with data residency");
  await page.getByRole("status").filter({ hasText: "Earlier work" }).waitFor();
  await page.getByTestId("undo").click();
  await named(page, "Mine");
  await assertClean();
});

for (const [width, dark] of [
  [360, false],
  [360, true],
  [1440, true],
]) {
  test(`the gallery fits ${width} px${dark ? ", dark" : ""}`, async (t) => {
    const { page, assertClean } = await open(t, { width, dark });
    await look(page);
    const over = await gallery(page).evaluate((dialog) => {
      const box = dialog.getBoundingClientRect();
      const out = [...dialog.querySelectorAll("*")].filter((part) => part.getBoundingClientRect().right > box.right + 0.5);
      return [document.documentElement.scrollWidth > innerWidth, out.map((part) => part.className)];
    });
    assert.deepEqual(over, [false, []]);
    await assertAccessible(page);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/gallery-${width}-${dark}.png` });
    await choose(page, "Payments, a quorum of three regions");
    await named(page, "Payments, a quorum of three regions");
    assert.equal(await name(page), "Payments, a quorum of three regions");
    await assertClean();
  });
}
