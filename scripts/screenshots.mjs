// Pictures of the built app: each view, light and dark, wide and narrow, the whole page, into screenshots/.
// Those of the README go into docs/.
// Views can be named: node scripts/screenshots.mjs home
import { mkdir } from "node:fs/promises";
import { launch, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

// A view is how to get there from the opened page; one line each.
const VIEWS = {
  home: async () => {},
  start: async (page) => (await showInputs(page), click(page, "start")),
  inputs: async (page) => (await showInputs(page), open(page, ".inputs details")),
  figures: (page) => click(page, "all-figures-toggle"),
  textbook: (page) => page.getByTestId("method").getByRole("button", { name: "Textbook" }).click(),
  explain: (page) => page.locator('[data-figure="geode-3/rigorous/availability"] button').first().click(),
  failures: (page) => open(page, '[data-testid="failures"] details'),
  causes: async (page) => {
    for (const chart of ["downtime-by-cause", "latency-by-regions", "benefit-by-revenue", "year-of-incidents"]) await click(page, `show-${chart}`);
  },
  bridge: (page) => click(page, "show-bridge"),
  stale: async (page) => {
    await showInputs(page);
    await page.getByTestId("field-/revenue/monthly").locator("input").fill("plenty");
    if (isNarrow(page)) await page.getByRole("button", { name: "Done" }).click();
  },
  broken: async (page) => {
    await page.evaluate(() => (location.hash = "#s=1.broken"));
    await page.getByTestId("trouble").waitFor();
  },
  // The browser refuses to make elements, and the banner of a broken link needs one.
  crash: async (page) => {
    await page.evaluate(() => {
      document.createElement = () => {
        throw new Error("as a browser that has run out of memory");
      };
      location.hash = "#s=1.broken";
    });
    await page.locator("#crash[open]").waitFor();
  },
  share: (page) => click(page, "share"),
  kept: async (page) => {
    await click(page, "export");
    await click(page, "export-plan");
    await click(page, "kept-save");
  },
  export: (page) => click(page, "export"),
};

const click = (page, id) => page.getByTestId(id).click();
const open = (page, selector) =>
  page.evaluate(async (selector) => {
    // What is within one is made when it is opened.
    for (let level = 0; level < 3; level += 1) {
      for (const fold of document.querySelectorAll(selector)) fold.open = true;
      await new Promise((done) => setTimeout(done, 50));
    }
  }, selector);
/** The inputs stand beside the results, or in a drawer on small screens. */
const isNarrow = (page) => page.viewportSize().width < 1100;
const showInputs = async (page) => {
  if (isNarrow(page)) await page.getByRole("button", { name: "Inputs", exact: true }).click();
};

const THEMES = ["light", "dark"];
const WIDTHS = [1440, 360];
const OUT = "screenshots";

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(VIEWS);
for (const name of wanted) {
  if (!VIEWS[name]) {
    console.error(`error: no view '${name}'; there are ${Object.keys(VIEWS).join(", ")}`);
    process.exit(1);
  }
}

await mkdir(OUT, { recursive: true });
const server = await serve("dist");
const browser = await launch();
try {
  for (const name of wanted) {
    for (const colorScheme of THEMES) {
      for (const width of WIDTHS) {
        const context = await browser.newContext({
          viewport: { width, height: 900 },
          colorScheme,
          reducedMotion: "reduce",
          // Sharp on the screens of most readers, small enough for a repository.
          deviceScaleFactor: width < 500 ? 2 : 1,
          locale: "en-US",
          timezoneId: "UTC",
        });
        const page = await context.newPage();
        await page.goto(server.url);
        await ready(page);
        await VIEWS[name](page);
        // Canvases are drawn in the frame after the last change.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        // Headers that stick stand at the top; what lies over the page is taken as it is seen.
        await page.evaluate(() => scrollTo(0, 0));
        const covers = await page.evaluate(() => document.querySelector("dialog[open], .inputs[data-open], .menu__list:popover-open") !== null);
        const path = `${OUT}/${name}-${colorScheme}-${width}.png`;
        // The first picture of a page may pass by way of a window of one pixel, which charts out of sight take for
        // their size until they are drawn again: it is taken for nothing.
        await page.screenshot({ fullPage: !covers });
        await page.waitForTimeout(300);
        await page.screenshot({ path, fullPage: !covers });
        console.log(path);
        // The README's own: what stands in the first window.
        if (name === "home" && width === 1440) await page.screenshot({ path: `docs/screenshot-${colorScheme}.png` });
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
