// Refuses tests that wait for a time instead of what they read: right on one machine, wrong on another.
// A test that nothing happens uses the browser's fake clock (page.clock).
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "tests/e2e";
const WAITS = /\bwaitForTimeout\b|timers\/promises/g;
const TIMERS = /\bset(?:Timeout|Interval)\(/g;
const TEXTS = /(["'`])(?:\\[^]|(?!\1)[^\\])*\1/y;

/** Whether the call whose arguments begin at `at` has a second one. */
function isDelayed(text, at) {
  for (let depth = 1; at < text.length && depth > 0; at += 1) {
    TEXTS.lastIndex = at;
    const quoted = TEXTS.exec(text);
    if (quoted) at += quoted[0].length - 1;
    else if ("([{".includes(text[at])) depth += 1;
    else if (")]}".includes(text[at])) depth -= 1;
    else if (text[at] === "," && depth === 1) return !/^,\s*\)/.test(text.slice(at));
  }
  return false;
}

const found = [];
for (const name of readdirSync(FOLDER).filter((name) => name.endsWith(".mjs"))) {
  const text = readFileSync(join(FOLDER, name), "utf8");
  const note = (at, what) => found.push(`${FOLDER}/${name}:${text.slice(0, at).split("\n").length}: ${what}`);
  for (const { index, 0: what } of text.matchAll(WAITS)) note(index, what);
  for (const { index, 0: call } of text.matchAll(TIMERS)) {
    if (isDelayed(text, index + call.length)) note(index, `${call}…) with a delay`);
  }
}
if (found.length > 0) {
  console.error(`${found.join("\n")}\nerror: wait for what the test reads (waitFor, waitForFunction), or use page.clock`);
  process.exit(1);
}
