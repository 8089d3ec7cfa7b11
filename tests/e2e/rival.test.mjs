// The least change to today's option that meets the targets: under the verdict, and never of another scenario.
import assert from "node:assert/strict";
import { test } from "node:test";
import { app, assertAccessible, painted } from "./harness.mjs";

const { open } = app();
const rival = (page) => page.getByTestId("rival");
const words = async (page) => (await rival(page).innerText()).replaceAll("\u{a0}", " ");
const targeted = (page, availability) =>
  page.evaluate((availability) => {
    const scenario = JSON.parse(geode.current());
    scenario.target.availability = availability;
    scenario.traffic.write_fraction = 1;
    geode.open(JSON.stringify(scenario));
  }, availability);

test("the cheapest small change that meets the targets is named, and follows an edit", async (t) => {
  const { page, assertClean } = await open(t);
  assert.equal(await rival(page).count(), 0, "without targets there is nothing to meet");
  await targeted(page, 0.99989);
  await rival(page).waitFor();
  assert.equal(
    await words(page),
    "Single region with a warm standby in US West and tests that make it work each time meets the targets for $50,600 more a month; not counted: the work to test the standby and what the change costs once.",
  );
  await assertAccessible(page);
  // What the worker has not looked at yet is not said.
  await targeted(page, 0.999999999);
  await rival(page).getByText("No small change to Single region meets the targets.").waitFor();
  await targeted(page, 0.999);
  await rival(page).waitFor({ state: "detached" });
  await painted(page);
  await assertClean();
});

test("it goes the moment the scenario is another one", async (t) => {
  const { page, assertClean } = await open(t);
  await targeted(page, 0.99989);
  await rival(page).waitFor();
  const gone = await page.evaluate(async () => {
    const scenario = JSON.parse(geode.current());
    scenario.cost.single_region_monthly = 50_000;
    geode.open(JSON.stringify(scenario));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    // Either gone, or already that of the new scenario.
    return document.querySelector('[data-testid="rival"]')?.innerText ?? "";
  });
  assert.ok(!gone.includes("50,600"), gone);
  await rival(page).waitFor();
  assert.match(await words(page), /for \$25,\d00 more a month/);
  await assertClean();
});
