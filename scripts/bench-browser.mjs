// How fast the built app is in Chromium: time to interactive, from an edit to the painted result, and the engine.
import { launch, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

// An input that everything follows from, so that an edit redraws all of the page.
const FIELD = '[data-testid="field-/cost/single_region_monthly"] input';
const LOADS = 10;
const EDITS = 100;
// A phone of the middle class, as Chromium's own tools imitate it.
const SLOW_CPU = 4;

/** The value that a share `q` of the samples does not exceed. */
function quantile(samples, q) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)];
}

async function visitor(browser, slowdown) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  return { context, page };
}

async function timeToInteractive(browser, url, slowdown) {
  const samples = [];
  for (let i = 0; i < LOADS; i += 1) {
    const { context, page } = await visitor(browser, slowdown);
    // Noted inside the page, because the debugger's answers take time of their own.
    await page.addInitScript(() => {
      const look = () => {
        if (!globalThis.geode?.ready) return setTimeout(look, 0);
        globalThis.geode.ready.then(() => (globalThis.interactiveMs = performance.now()));
      };
      look();
    });
    await page.goto(url);
    await ready(page);
    const handle = await page.waitForFunction(() => globalThis.interactiveMs, undefined, { timeout: 5_000 }).catch(() => null);
    if (handle) samples.push(await handle.jsonValue());
    await context.close();
    if (!handle) return null;
  }
  return samples;
}

async function editToPaint(browser, url, slowdown) {
  const { context, page } = await visitor(browser, slowdown);
  try {
    await page.goto(url);
    await ready(page);
    if ((await page.locator(FIELD).count()) === 0) return null;
    return await page.evaluate(
      async ([selector, edits]) => {
        const field = document.querySelector(selector);
        const start = Number.parseFloat(field.value.replaceAll(",", "")) || 1000;
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        const task = () =>
          new Promise((done) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = done;
            port2.postMessage(null);
          });
        const samples = [];
        for (let i = 0; i < edits; i += 1) {
          await frame();
          await task();
          const began = performance.now();
          field.value = String(start + (i % 7) + 1);
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          // The app may draw in the next frame; the task after it begins when that one has been painted.
          await frame();
          await task();
          samples.push(performance.now() - began);
        }
        return samples;
      },
      [FIELD, EDITS],
    );
  } finally {
    await context.close();
  }
}

/** The worked example, all options at full depth with so many simulated years, JSON in and out. */
function evaluation(years) {
  return async (browser, url, slowdown) => {
    const { context, page } = await visitor(browser, slowdown);
    try {
      await page.goto(url);
      await ready(page);
      return await page.evaluate(
        ([years, runs]) => {
          const scenario = JSON.stringify({ ...JSON.parse(geode.current()), simulation_years: years });
          return Array.from({ length: runs }, () => {
            const began = performance.now();
            geode.evaluate(scenario);
            return performance.now() - began;
          });
        },
        [years, EDITS],
      );
    } finally {
      await context.close();
    }
  };
}

const server = await serve("dist");
// Frames as fast as they are done: the wait for the screen's next refresh is not the app's.
const browser = await launch(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);
try {
  console.log(`${"measured".padEnd(42)}${"p50 ms".padStart(9)}${"p95 ms".padStart(9)}`);
  const measures = [
    ["time to interactive", timeToInteractive, "no window.geode.ready yet"],
    ["edit to paint", editToPaint, `no field ${FIELD} yet`],
    ["evaluate, 1 simulated year", evaluation(1), ""],
    ["evaluate, 10 000 simulated years", evaluation(10_000), ""],
  ];
  for (const [name, measure, missing] of measures) {
    for (const slowdown of [1, SLOW_CPU]) {
      const label = slowdown === 1 ? name : `${name}, CPU ${slowdown} times slower`;
      const samples = await measure(browser, server.url, slowdown);
      const values = samples
        ? [0.5, 0.95].map((q) => quantile(samples, q).toFixed(1).padStart(9)).join("")
        : `  skipped: ${missing}`;
      console.log(label.padEnd(42) + values);
    }
  }
} finally {
  await browser.close();
  await server.close();
}
