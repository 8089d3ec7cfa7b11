// The browser that tests, pictures and benchmarks open the app in.
import { chromium } from "playwright-core";

/** Starts Chromium; without the network's background services, which only make noise in a closed network. */
export async function launch(flags = []) {
  const executablePath = process.env.CHROME;
  if (!executablePath) throw new Error("CHROME names no browser; run this through make");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox", // root has no sandbox; the only pages opened are the project's own
      "--disable-gpu",
      "--disable-quic",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--force-color-profile=srgb",
      ...flags,
    ],
  });
}

/** Waits until the app takes input: boot.js has run its main, and main's own preparations are done. */
export async function ready(page) {
  await page.locator("html[data-started]").waitFor({ state: "attached" });
  await page.evaluate(() => globalThis.geode?.ready);
}
