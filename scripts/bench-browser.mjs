// How fast the built app is in Chromium: time to interactive, from an edit to the painted result, and the engine.
import { launch, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

// An input that everything follows from, so that an edit redraws all of the page.
const FIELD = '[data-testid="field-/cost/single_region_monthly"] input';
const LOADS = 10;
const EDITS = 100;
// A held arrow key repeats 30 times a second: nobody edits faster. What waits for the paint is done between edits.
const PAUSE_MS = 33;
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

/** With the wait for the screen's next refresh, or without: then it is what the page computes, lays out and draws. */
const editToPaint = (waits) => async (browser, url, slowdown) => {
  const { context, page } = await visitor(browser, slowdown);
  try {
    await page.goto(url);
    await ready(page);
    if ((await page.locator(FIELD).count()) === 0) return null;
    return await page.evaluate(
      async ([selector, edits, pause, waits]) => {
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
          await new Promise((done) => setTimeout(done, pause));
          await frame();
          await task();
          // Asked for first, so it comes before anything that the app draws in that frame.
          const drawing = frame().then(() => performance.now());
          const began = performance.now();
          field.value = String(start + (i % 7) + 1);
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          await task();
          const computed = performance.now();
          const drawn = await drawing;
          // The task after a frame begins when that one has been painted.
          await task();
          const painted = performance.now();
          // What passed between the two was waiting, unless the frame came first.
          const waited = waits ? 0 : Math.max(0, drawn - computed);
          samples.push(painted - began - waited);
        }
        return samples;
      },
      [FIELD, EDITS, PAUSE_MS, waits],
    );
  } finally {
    await context.close();
  }
};

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
const browser = await launch();
try {
  console.log(`${"measured".padEnd(64)}${"p50 ms".padStart(9)}${"p95 ms".padStart(9)}`);
  const measures = [
    ["time to interactive", timeToInteractive, "no window.geode.ready yet"],
    ["edit to paint", editToPaint(false), `no field ${FIELD} yet`],
    ["edit to paint, waits for the screen too", editToPaint(true), `no field ${FIELD} yet`],
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
      console.log(label.padEnd(64) + values);
    }
  }
} finally {
  await browser.close();
  await server.close();
}
