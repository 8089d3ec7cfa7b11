// How fast the built app is in Chromium: time to interactive, from an edit to the painted result, and the engine.
//   node scripts/bench-browser.mjs              measures dist/
//   node scripts/bench-browser.mjs OLD          holds dist/ against the folder OLD: in turn, medians of five rounds
import { launch, ready } from "./browser.mjs";
import { DOMAINS, LARGE, LARGEST, SURVIVE, WIDE, defineLarge } from "./large.mjs";
import { serve } from "./serve.mjs";

// An input that everything follows from, so that an edit redraws all of the page.
const FIELD = '[data-testid="field-/cost/single_region_monthly"] input';
const LOADS = 10;
const ROUNDS = 5;
/** Loads in a round, edits of the large scenario. */
const FEW = 3;
const EDITS = 100;
// A held arrow key repeats 30 times a second: nobody edits faster. What waits for the paint is done between edits.
const PAUSE_MS = 33;
// A phone of the middle class, as Chromium's own tools imitate it.
const SLOW_CPU = 4;

/** About what a link can hold. */
const LINKED = { groups: 64, regions: 16, options: 16, each: 3 };
/** The value that a share `q` of the samples does not exceed. */
function quantile(samples, q) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)];
}

/** Put into the page: `longest.take()` is the longest time, ms, since it was asked last in which no other task could run. */
function defineLongest() {
  let [last, longest] = [performance.now(), 0];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    [last, longest] = [now, Math.max(longest, now - last)];
    port2.postMessage(null);
  };
  port2.postMessage(null);
  globalThis.longest = { take: () => ([last, longest] = [performance.now(), 0, longest])[2] };
}

/** Put into the page: waits until nothing on it is stale or busy and two frames are painted. */
function defineSettled() {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  globalThis.settled = async () => {
    await frame();
    while (document.querySelector('[data-stale], [aria-busy="true"]') !== null) await frame();
    await frame();
  };
}

async function visitor(browser, slowdown, scripts = [defineLarge, defineSettled]) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  for (const define of scripts) await page.addInitScript(define);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  return { context, page };
}

const timeToInteractive = (loads) => async (browser, url, slowdown) => {
  const samples = [];
  for (let i = 0; i < loads; i += 1) {
    const { context, page } = await visitor(browser, slowdown);
    // Noted inside the page, because the debugger's answers take time of their own, and by what is told at once: a timer
    // would come behind whatever else is waiting by then.
    await page.addInitScript(() => {
      const told = new MutationObserver(() => {
        if (document.documentElement?.dataset.started === undefined) return;
        told.disconnect();
        globalThis.geode.ready.then(() => (globalThis.interactiveMs = performance.now()));
      });
      told.observe(document, { attributes: true, attributeFilter: ["data-started"], subtree: true });
    });
    await page.goto(url);
    await ready(page);
    const handle = await page.waitForFunction(() => globalThis.interactiveMs, undefined, { timeout: 5_000 }).catch(() => null);
    if (handle) samples.push(await handle.jsonValue());
    await context.close();
    if (!handle) return null;
  }
  return samples;
};

/** Every input that is known to be uncertain is a range: 100 000 samples of them are drawn after each edit. */
const withRanges = (page) => page.getByTestId("typical").click();

/**
 * With the wait for the screen's next refresh, or without: then it is what the page computes, lays out and draws.
 * `prepare`: what is done before; `pause`: ms between edits.
 */
const editToPaint = (waits, { prepare = async () => {}, pause = PAUSE_MS, edits = EDITS } = {}) => async (browser, url, slowdown) => {
  const { context, page } = await visitor(browser, slowdown);
  try {
    await page.goto(url);
    await ready(page);
    if ((await page.locator(FIELD).count()) === 0) return null;
    await prepare(page);
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
      [FIELD, edits, pause, waits],
    );
  } finally {
    await context.close();
  }
};

// An edit begins the samples anew after 120 ms; 300 ms later they are being drawn.
const WHILE_DRAWN = { prepare: withRanges, pause: 420, edits: 30 };

/** From an edit until the flip points under the verdict are those of the scenario as it is then. */
async function editToFlips(browser, url, slowdown) {
  const { context, page } = await visitor(browser, slowdown);
  try {
    await page.goto(url);
    await ready(page);
    return await page.evaluate(
      async ([selector, edits]) => {
        const field = document.querySelector(selector);
        const turns = document.querySelector("[data-testid=turns]");
        const task = () => new Promise((done) => setTimeout(done));
        const there = async () => {
          while (turns.hasAttribute("data-pending")) await task();
        };
        await there();
        const samples = [];
        for (let i = 0; i < edits; i += 1) {
          await new Promise((done) => setTimeout(done, 250));
          const began = performance.now();
          field.value = String(100_001 + i);
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          await task();
          if (!turns.hasAttribute("data-pending")) throw new Error("nothing was looked for");
          await there();
          samples.push(performance.now() - began);
        }
        return samples;
      },
      [FIELD, 20],
    );
  } finally {
    await context.close();
  }
}

/** So many headline evaluations of an option of three regions a second are to be made in the browser. */
const OPTIONS_A_SECOND = 200_000;

/** Headline evaluations a second: samples of 15 options of three regions, and the single one that they are compared with. */
async function printOptionsASecond(browser, url) {
  const { context, page } = await visitor(browser, 1);
  try {
    await page.goto(url);
    await ready(page);
    const rates = await page.evaluate(
      async ([samples, rounds]) => {
        const scenario = JSON.parse(geode.current());
        const [single, geode3] = ["single", "geode-3"].map((id) => scenario.options.find((option) => option.id === id));
        scenario.options = [single, ...Array.from({ length: 15 }, (_, i) => ({ ...geode3, id: `geode-${i}` }))];
        scenario.uncertainty = [{ input: "/revenue/monthly", distribution: { kind: "lognormal", p05: 8e6, p95: 12e6 } }];
        const rates = [];
        for (let round = 0; round < rounds; round += 1) {
          const began = performance.now();
          await geode.uncertainty(JSON.stringify(scenario), samples);
          rates.push((1000 * samples * scenario.options.length) / (performance.now() - began));
        }
        return rates;
      },
      [20_000, ROUNDS],
    );
    const rate = quantile(rates, 0.5);
    const aim = `, aim ${OPTIONS_A_SECOND.toLocaleString("en")}: ${rate < OPTIONS_A_SECOND ? "missed" : "met"}`;
    console.log(`\noptions of three regions under samples, in the worker: ${Math.round(rate).toLocaleString("en")} a second${aim}`);
  } finally {
    await context.close();
  }
}

/** Evaluations after which the browser has compiled for speed what runs in one: a script's later ones. */
const WARM = 3_000;

/** The worked example, all options at full depth with so many simulated years, JSON in and out; `warmUp` more before. */
function evaluation(years, warmUp = 0) {
  return async (browser, url, slowdown) => {
    const { context, page } = await visitor(browser, slowdown);
    try {
      await page.goto(url);
      await ready(page);
      return await page.evaluate(
        ([years, runs, calls, warmUp]) => {
          const scenario = JSON.stringify({ ...JSON.parse(geode.current()), simulation_years: years });
          for (let call = 0; call < warmUp; call += 1) geode.evaluate(scenario);
          return Array.from({ length: runs }, () => {
            const began = performance.now();
            for (let call = 0; call < calls; call += 1) geode.evaluate(scenario);
            return (performance.now() - began) / calls;
          });
        },
        // The browser's clock ticks ten times a millisecond: what is as short is timed ten at a time.
        [years, EDITS, years > 1 ? 1 : 10, warmUp],
      );
    } finally {
      await context.close();
    }
  };
}

/** Edits of the large scenario, each until nothing on the page is stale or busy and two frames are painted. */
async function largeEdit(browser, url, slowdown) {
  const { context, page } = await visitor(browser, slowdown);
  try {
    await page.goto(url);
    await ready(page);
    return await page.evaluate(
      async ([selector, edits, counts]) => {
        geode.open(large(counts));
        await settled();
        const field = document.querySelector(selector);
        const samples = [];
        for (let i = 0; i < edits; i += 1) {
          await settled();
          const began = performance.now();
          field.value = String(200_000 + i);
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          await settled();
          samples.push(performance.now() - began);
        }
        if (JSON.parse(geode.current()).options.length !== counts.options) throw new Error("the large scenario was not opened");
        return samples;
      },
      [FIELD, FEW, LARGE],
    );
  } finally {
    await context.close();
  }
}

/** A key in the field, so many times: the longest task of each. `prepare` opens a scenario and what it is edited in. */
const longestOfKey = (prepare, selector) => async (browser, url, slowdown) => {
  const { context, page } = await visitor(browser, slowdown, [defineLarge, defineSettled, defineLongest]);
  // The largest scenario is computed for long.
  page.setDefaultTimeout(120_000);
  try {
    await page.goto(url);
    await ready(page);
    await prepare(page);
    await page.locator(selector).waitFor();
    return await page.evaluate(
      async ([selector, edits]) => {
        const field = document.querySelector(selector);
        const samples = [];
        for (let i = 0; i < edits; i += 1) {
          await settled();
          longest.take();
          field.value = String(100 + i);
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          await settled();
          samples.push(longest.take());
        }
        if (!document.contains(field)) throw new Error("the field that was typed in is gone");
        return samples;
      },
      [selector, FEW],
    );
  } finally {
    await context.close();
  }
};

const opened = (counts) => (page) =>
  page.evaluate(async (counts) => {
    geode.open(large(counts));
    await settled();
  }, counts);

/** With the table of all round trips between regions unfolded. */
async function openedTable(page) {
  await opened(WIDE)(page);
  for (const fold of ["section-regions", "more-round-trips"]) await page.locator(`[data-testid=${fold}] > summary`).click();
}

const CELL = '[data-testid="field-/region_rtt_ms/r0/r1"] input';

/** The longest task of something that the page does with a scenario once. */
const longestOf = (counts, act) => async (browser, url, slowdown) => {
  const { context, page } = await visitor(browser, slowdown, [defineLarge, defineSettled, defineLongest]);
  page.setDefaultTimeout(120_000);
  try {
    await page.goto(url);
    await ready(page);
    if (act === "first mount") {
      await opened(counts)(page);
      await page.reload();
      await ready(page);
      return [await page.evaluate(() => settled().then(longest.take))];
    }
    return await page.evaluate(
      async ([act, counts]) => {
        const text = large(counts);
        if (act === "link") {
          geode.open(text);
          await settled();
        }
        longest.take();
        geode[act](text);
        await settled();
        return [longest.take()];
      },
      [act, counts],
    );
  } finally {
    await context.close();
  }
};

const said = (counts) => `${counts.groups} groups, ${counts.regions} regions, ${counts.options} options of ${counts.each}`;

/** Each with the longest that it holds the page, at full speed. */
const LONGEST = [
  ["key, worked example", longestOfKey(async () => {}, FIELD)],
  [`key in the open table of ${WIDE.regions} regions`, longestOfKey(openedTable, CELL)],
  [`key, ${said(LARGE)}`, longestOfKey(opened(LARGE), FIELD)],
  [`key, ${said(LARGEST)}`, longestOfKey(opened(LARGEST), FIELD)],
  [`key, ${said(SURVIVE)}, survive ${SURVIVE.losses}`, longestOfKey(opened(SURVIVE), FIELD)],
  [`key, ${DOMAINS.regions} regions in domains of ${DOMAINS.domain}, half of the time down`, longestOfKey(opened(DOMAINS), FIELD)],
  ...[
    ["first mount", "first mount", LARGE],
    ["opening another scenario", "open", LARGE],
    ["window.geode.evaluate", "evaluate", LARGE],
    ["window.geode.link", "link", LINKED],
  ].map(([name, act, counts]) => [`${name}, ${said(counts)}`, longestOf(counts, act)]),
];

async function printLongest(browser, url) {
  console.log(`\n${"longest main-thread task".padEnd(64)}${"p50 ms".padStart(9)}${"most ms".padStart(9)}`);
  for (const [name, measure] of LONGEST) {
    const samples = await measure(browser, url, 1);
    console.log(name.padEnd(64) + [0.5, 1].map((q) => quantile(samples, q).toFixed(1).padStart(9)).join(""));
  }
}

/** A table of one build: each measure at full speed and slowed down. */
async function measured(browser, url) {
  console.log(`${"measured".padEnd(64)}${"p50 ms".padStart(9)}${"p95 ms".padStart(9)}`);
  const measures = [
    ["time to interactive", timeToInteractive(LOADS), "no window.geode.ready yet"],
    ["edit to paint", editToPaint(false), `no field ${FIELD} yet`],
    ["edit to paint, waits for the screen too", editToPaint(true), `no field ${FIELD} yet`],
    ["edit to paint while 100 000 samples are drawn", editToPaint(false, WHILE_DRAWN), ""],
    ["edit to flip points", editToFlips, ""],
    ["evaluate, 1 simulated year", evaluation(1), ""],
    ["evaluate, 10 000 simulated years", evaluation(10_000), ""],
  ];
  for (const [name, measure, missing] of measures) {
    for (const slowdown of [1, SLOW_CPU]) {
      const label = slowdown === 1 ? name : `${name}, CPU ${slowdown} times slower`;
      const samples = await measure(browser, url, slowdown);
      const values = samples
        ? [0.5, 0.95].map((q) => quantile(samples, q).toFixed(1).padStart(9)).join("")
        : `  skipped: ${missing}`;
      console.log(label.padEnd(64) + values);
    }
  }
}

/** A table of two builds, measured in turn so that whatever else the machine does meets both. */
async function compared(browser, urls) {
  console.log(`${`medians of ${ROUNDS}, ms`.padEnd(64)}${"old".padStart(9)}${"new".padStart(9)}${"new/old".padStart(9)}`);
  const measures = [
    ["evaluate, 1 simulated year, the first 1,000, p50", evaluation(1), 0.5, 1],
    [`evaluate, 1 simulated year, after ${WARM.toLocaleString("en")}, p50`, evaluation(1, WARM), 0.5, 1],
    [`edit of ${said(LARGE)} until settled, p50`, largeEdit, 0.5, 1],
    ["edit to paint, p95", editToPaint(false), 0.95, 1],
    [`edit to paint, CPU ${SLOW_CPU} times slower, p95`, editToPaint(false), 0.95, SLOW_CPU],
    ["time to interactive, p50", timeToInteractive(FEW), 0.5, 1],
  ];
  for (const [name, measure, q, slowdown] of measures) {
    const rounds = urls.map(() => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [build, url] of urls.entries()) {
        const samples = await measure(browser, url, slowdown);
        if (!samples) throw new Error(`${name}: one of the builds has nothing to measure`);
        rounds[build].push(quantile(samples, q));
      }
    }
    const [old, now] = rounds.map((values) => quantile(values, 0.5));
    console.log(name.padEnd(64) + [old.toFixed(2), now.toFixed(2), (now / old).toFixed(2)].map((text) => text.padStart(9)).join(""));
  }
}

const old = process.argv[2];
const servers = await Promise.all((old ? [old, "dist"] : ["dist"]).map((folder) => serve(folder)));
const browser = await launch();
try {
  const urls = servers.map(({ url }) => url);
  if (old) {
    await compared(browser, urls);
  } else {
    await measured(browser, ...urls);
    await printOptionsASecond(browser, ...urls);
    await printLongest(browser, ...urls);
  }
} finally {
  await browser.close();
  for (const server of servers) await server.close();
}
