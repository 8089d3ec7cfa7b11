import assert from "node:assert/strict";
import { test } from "node:test";
import { app } from "./harness.mjs";

const { open } = app();

test("the page opens, is named, and nothing goes wrong", async (t) => {
  const { page, assertClean } = await open(t);
  assert.equal(await page.title(), "Geode Planner");
  assert.ok(await page.getByRole("heading").first().isVisible());
  await assertClean();
});

test("the page's policy forbids inline scripts and other origins", async (t) => {
  const { page, troubles, settle } = await open(t);
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "globalThis.inlineRan = true";
    document.body.append(script);
    const fetched = await fetch("http://127.0.0.1:9/").then(
      () => true,
      () => false,
    );
    return { inline: globalThis.inlineRan === true, fetched };
  });
  await settle();
  assert.deepEqual(ran, { inline: false, fetched: false });
  assert.ok(troubles.some((trouble) => trouble.startsWith("policy violation: script-src")), String(troubles));
  assert.ok(troubles.some((trouble) => trouble.startsWith("policy violation: connect-src")), String(troubles));
});
