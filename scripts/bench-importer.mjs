// How long the page's importer takes over a file, in Chromium.
//   node scripts/bench-importer.mjs DIST FILE    prints {"seconds", "report"}: the best of three
import { launch, ready } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [dist, file] = process.argv.slice(2);
const server = await serve(dist);
const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  await ready(page);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { type: "file", id: "bench" })));
  await page.setInputFiles("#bench", file);
  const said = await page.evaluate(async () => {
    const [file] = document.querySelector("#bench").files;
    let [seconds, report] = [Infinity, ""];
    for (let round = 0; round < 3; round += 1) {
      const began = performance.now();
      report = await geode.importFile(file);
      seconds = Math.min(seconds, (performance.now() - began) / 1000);
    }
    return { seconds, report };
  });
  console.log(JSON.stringify(said));
} finally {
  await browser.close();
  await server.close();
}
