// What is removed while somebody is at it: the browser still tells it that it lost the focus, that its text changed or
// that it was opened. A handler that reads what is disposed by then stops the app; each case ends with an edit.
import assert from "node:assert/strict";
import { test } from "node:test";
import { app } from "./harness.mjs";

const { open } = app();

const current = async (page) => JSON.parse(await page.evaluate(() => globalThis.geode.current()));
const control = (page, pointer) => page.getByTestId(`field-${pointer}`).locator("input").first();
const openSection = (page, name) => page.locator(`[data-testid=section-${name}] > summary`).click();

/** The page still takes an edit and shows what follows from it. */
async function assertAlive(page) {
  const verdict = page.locator(".verdict__sentence");
  const before = await verdict.innerText();
  await control(page, "/cost/single_region_monthly").fill("1234567");
  assert.equal((await current(page)).cost.single_region_monthly, 1_234_567);
  await page.waitForFunction((before) => document.querySelector(".verdict__sentence").innerText !== before, before);
}

/** Opens the scenario with one change made to it, while the focus stays where it is. */
async function openChanged(page, change) {
  const scenario = await current(page);
  change(scenario);
  await page.evaluate((text) => globalThis.geode.open(text), JSON.stringify(scenario));
}

test("undo that removes the field with the focus leaves a page that works", async (t) => {
  const { page, assertClean } = await open(t);
  await page.locator("#add-group").fill("South America");
  await page.getByRole("button", { name: "Add user group" }).click();
  await page.waitForFunction(() => document.activeElement?.closest("[data-testid^='field-/user_groups/south-america']"));
  // A number, so that the key undoes the step and not the text.
  await page.keyboard.press("Control+z");
  await page.getByTestId("group-south-america").waitFor({ state: "detached" });
  await assertAlive(page);
  await assertClean();
});

test("an item removed while its name is being typed leaves a page that works", async (t) => {
  const { page, assertClean } = await open(t);
  await openSection(page, "options");
  await page.locator("[id='option.geode-3']").focus();
  await page.keyboard.type("Three of them");
  // A click of the program's does not move the focus first.
  await page.getByTestId("option-geode-3").locator(".card__head button").last().evaluate((button) => button.click());
  await page.getByTestId("option-geode-3").waitFor({ state: "detached" });
  assert.ok((await current(page)).options.every((option) => option.id !== "geode-3"));
  await assertAlive(page);
  await assertClean();
});

test("a scenario opened while a number is being typed leaves a page that works", async (t) => {
  const { page, assertClean } = await open(t);
  await openSection(page, "options");
  const share = control(page, "/options/geode-3/writes/replicas");
  await page.getByTestId("more-option-geode-3").locator("> summary").click();
  await share.focus();
  await page.keyboard.type("2x");
  await openChanged(page, (scenario) => {
    scenario.options = scenario.options.filter((option) => option.id !== "geode-3");
  });
  await page.getByTestId("option-geode-3").waitFor({ state: "detached" });
  await assertAlive(page);
  await assertClean();
});

test("a text that is read when it is left may go before it is", async (t) => {
  const { page, assertClean } = await open(t);
  await openSection(page, "reliability");
  await page.getByTestId("add-dependency").click();
  const name = page.getByRole("textbox", { name: "Name of the shared service" }).last();
  const count = (await current(page)).common_mode.dependencies.length;
  await name.fill("Sign-in");
  await openChanged(page, (scenario) => {
    scenario.common_mode.dependencies = scenario.common_mode.dependencies.slice(0, count - 1);
  });
  await page.getByTestId("dependency-shared-service").waitFor({ state: "detached" });
  await assertAlive(page);
  await assertClean();
});

test("a fold that goes before it is told that it was opened leaves a page that works", async (t) => {
  const { page, assertClean } = await open(t);
  await openSection(page, "options");
  await page.getByTestId("more-option-geode-3").waitFor();
  const scenario = await current(page);
  scenario.options = scenario.options.filter((option) => option.id !== "geode-3");
  await page.evaluate((text) => {
    document.querySelector("[data-testid=more-option-geode-3]").open = true;
    globalThis.geode.open(text);
  }, JSON.stringify(scenario));
  await page.getByTestId("option-geode-3").waitFor({ state: "detached" });
  await assertAlive(page);
  await assertClean();
});

test("a chart that goes while it waits to be drawn leaves a page that works", async (t) => {
  const { page, assertClean } = await open(t);
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll("[data-testid^=show-]")];
    for (const button of [...buttons, ...buttons]) button.click();
    dispatchEvent(new Event("resize"));
    dispatchEvent(new Event("beforeprint"));
    dispatchEvent(new Event("afterprint"));
  });
  await hasFrames(page);
  await assertAlive(page);
  await assertClean();
});

/** Two frames have been painted. */
function hasFrames(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
}
