// What every browser test needs: the built app on a local server, Chromium, and a page that remembers what went wrong.
//
//   import { app } from "./harness.mjs";
//   const { open } = app();
//   test("...", async (t) => {
//     const { page, assertClean } = await open(t, { hash: "", dark: false, width: 1440 });
//     ...
//     await assertClean();
//   });
import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, ready } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";

/** The built app. */
export const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

/** How many times slower the browser computes than the machine could: `SLOW=6 make e2e`. */
const SLOW = Number(process.env.SLOW || 1);

// What has not come by then is taken for missing. It says nothing of speed: benchmarks do.
const PATIENCE_MS = 60_000 * SLOW;

/** Collects whatever a visitor must never meet; `ignore` takes patterns of messages that a test provokes. */
export async function watch(context, origin, ignore = []) {
  const troubles = [];
  const note = (kind, text) => {
    if (!ignore.some((pattern) => pattern.test(text))) troubles.push(`${kind}: ${text}`);
  };
  // Violations are reported to the page itself, before any of its own scripts run.
  await context.exposeBinding("__violation", (_source, text) => note("policy violation", text));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      globalThis.__violation(`${event.violatedDirective} forbids ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`);
    });
  });
  context.on("console", (message) => {
    // Warnings too: those of preloads and integrity are mistakes of the build.
    if (["error", "warning"].includes(message.type())) note(`console ${message.type()}`, message.text());
  });
  context.on("weberror", (error) => note("uncaught", String(error.error()?.stack ?? error.error())));
  context.on("request", (request) => {
    const { protocol, origin: to } = new URL(request.url());
    if (!["data:", "blob:"].includes(protocol) && to !== origin) note("request to another origin", request.url());
  });
  context.on("requestfailed", (request) => {
    // A page that is left while it loads is no failure.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") note("request failed", `${request.url()} ${request.failure()?.errorText}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) note(`status ${response.status()}`, response.url());
  });
  return troubles;
}

/** Two frames and a task: effects run in the first, charts are drawn in the second, the focus is mended behind them. */
export const painted = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

/**
 * Waits until the build is kept for use without a network, and every page that is loaded from now on asks the service worker:
 * one that was loaded while that was still being installed never did, once in some hundred runs.
 */
export const keptOffline = (page) =>
  page.waitForFunction(async () => {
    await navigator.serviceWorker.ready;
    return (await caches.match(new URL("./", location.href).href)) !== undefined;
  });

/** Waits until the pages have painted and reported whatever happened so far. */
async function settle(context) {
  for (const page of context.pages()) await painted(page);
}

async function assertClean(context) {
  await settle(context);
  assert.deepEqual(context.troubles, [], "the browser met trouble");
}

/** Runs axe-core on the page and fails with what it found, one line each. */
export async function assertAccessible(page) {
  // Evaluated by the debugger, so that the page's policy does not have to allow it.
  const { source } = createRequire(import.meta.url)("axe-core");
  await page.evaluate(`${source}; undefined`);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${rule.help} at ${node.target.join(" ")}`));
  });
  assert.deepEqual(found, [], `axe-core finds ${found.length} violations`);
}

/** Of a browser that lets the page have no worker. */
export const withoutWorkers = (context) =>
  context.addInitScript(() => {
    globalThis.Worker = class {
      constructor() {
        throw new DOMException("denied", "SecurityError");
      }
    };
  });

/** One server of `folder`, which a function may make, and one browser for a test file; each `open` is a visitor with a profile of its own. */
export function app(folder = DIST) {
  let server;
  let browser;

  before(async () => {
    await access(`${DIST}/index.html`).catch(() => {
      throw new Error("dist/ holds no app. Build it first: make dist");
    });
    server = await serve(typeof folder === "function" ? await folder() : folder);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /**
   * Opens the app for the test `t` and waits until it is ready.
   * `hash`: what stands after the address; `width`, `height`, `dark`, `reducedMotion`: how it is shown;
   * `serviceWorkers`: "block" for a browser that keeps nothing;
   * `started`: false where the app is meant not to start;
   * `ignore`: patterns of troubles the test provokes; `prepare`: called with the context before anything loads;
   * `context`: one of an earlier `open`, to come back as the same visitor.
   */
  async function open(t, options = {}) {
    const { hash = "", width = 1440, height = 900, dark = false, reducedMotion = true } = options;
    const { ignore = [], prepare, started = true } = options;
    const origin = new URL(server.url).origin;
    const context =
      options.context ??
      (await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: reducedMotion ? "reduce" : "no-preference",
        locale: "en-US",
        timezoneId: "UTC",
        acceptDownloads: true,
        serviceWorkers: options.serviceWorkers ?? "allow",
        // Copying works without being asked; a test that pastes would be asked.
        permissions: ["clipboard-read", "clipboard-write"],
      }));
    if (!options.context) {
      context.setDefaultTimeout(PATIENCE_MS);
      context.troubles = await watch(context, origin, ignore);
      t.after(() => context.close());
      await prepare?.(context);
    }
    const page = await context.newPage();
    if (SLOW > 1) {
      const devtools = await context.newCDPSession(page);
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOW });
    }
    await page.goto(server.url + hash);
    if (started) await ready(page);
    return { page, context, url: server.url, troubles: context.troubles, settle: () => settle(context), assertClean: () => assertClean(context) };
  }

  return { open, url: () => server.url };
}

/** From now on the worker's jobs stand still, though it hears; `letGo` lets them go on. */
export const hold = (worker) =>
  worker.evaluate(() => {
    const { setTimeout: real, clearTimeout: clear } = globalThis;
    const held = new Map();
    globalThis.setTimeout = (work) => {
      held.set(-1 - held.size, work);
      return -held.size;
    };
    // What has been cancelled must not be called any more.
    globalThis.clearTimeout = (timer) => (held.has(timer) ? held.set(timer, () => {}) : clear(timer));
    globalThis.letGo = () => {
      globalThis.setTimeout = real;
      for (const work of held.values()) work();
    };
  });
export const letGo = (worker) => worker.evaluate(() => globalThis.letGo());
