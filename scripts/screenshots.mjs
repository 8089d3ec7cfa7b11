// Pictures of the built app: each view, light and dark, wide and narrow, the whole page, into screenshots/.
// Views can be named: node scripts/screenshots.mjs home
import { mkdir } from "node:fs/promises";
import { launch, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

// A view is how to get there from the opened page; one line each.
const VIEWS = {
  home: async () => {},
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
        const path = `${OUT}/${name}-${colorScheme}-${width}.png`;
        await page.screenshot({ path, fullPage: true });
        console.log(path);
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
