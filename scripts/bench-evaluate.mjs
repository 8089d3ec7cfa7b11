// How long `geode evaluate` takes over the largest scenarios, without simulated years and with as many as the page asks for.
//   node scripts/bench-evaluate.mjs GEODE [OLD]     OLD: another build of the command, measured beside it
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { DOMAINS, LARGEST, SURVIVE, WIDE, defineLarge } from "./large.mjs";

const [now, old] = process.argv.slice(2);
const ROUNDS = 3;
const YEARS = 10_000;
const SCENARIOS = [
  ["the worked example", null],
  ["15 times 16 regions, 256 groups, survive 15", SURVIVE],
  ["16 regions in 8 failure domains, availability 50 %, beta 50 %", DOMAINS],
  ["64 groups, 256 regions, 4 options of 3", WIDE],
  ["256 groups, 64 regions, 16 options of 16", LARGEST],
];

const example = readFileSync("core/src/scenario/presets/worked-example.json", "utf8");
// What the page has there.
globalThis.geode = { current: () => example };
defineLarge();

function seconds(command, text, args) {
  const began = performance.now();
  const { status, stderr } = spawnSync(command, ["evaluate", ...args, "-"], { input: text, maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`${command} evaluate ended with ${status}: ${stderr}`);
  return (performance.now() - began) / 1000;
}

/** Median of a few rounds; of one where it takes long. */
function measured(command, text, args) {
  const samples = [seconds(command, text, args)];
  while (samples.length < ROUNDS && samples[0] < 10) samples.push(seconds(command, text, args));
  return samples.sort((a, b) => a - b)[samples.length >> 1];
}

const head = ["without years", "with years"].flatMap((name) => [name, ...(old ? ["old", "old/now"] : [])]);
console.log("geode evaluate, seconds".padEnd(64) + head.map((name) => name.padStart(15)).join(""));
for (const [name, counts] of SCENARIOS) {
  const text = counts ? large({ ...counts, years: YEARS }) : JSON.stringify(JSON.parse(example));
  const columns = [["--jsonl"], []].flatMap((args) => {
    const [ours, theirs] = [now, old].map((command) => command && measured(command, text, args));
    return old ? [ours.toFixed(2), theirs.toFixed(2), (theirs / ours).toFixed(1)] : [ours.toFixed(2)];
  });
  console.log(name.padEnd(64) + columns.map((text) => text.padStart(15)).join(""));
}
