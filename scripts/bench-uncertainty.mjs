// The textbook and value model of the worked example under five uncertain inputs, 100 000 samples each: ours, Squiggle's,
// and mathjs' sample by sample, in one run, each on one core; ours on all cores too, as the command draws. Every figure of
// every option is computed; means are compared within their standard errors. Usage: node scripts/bench-uncertainty.mjs
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const PACKAGES = { "@quri/squiggle-lang": "0.10.0", mathjs: "15.2.0" };
const ROUNDS = 5;
/** So many times as fast as each ours is to be. */
const AIM = 20;
/** Standard errors that two means may be apart. */
const APART = 4;
const Z95 = 1.6448536269514722;

const ours = JSON.parse(
    execFileSync("cargo", ["bench", "--locked", "--quiet", "-p", "geode-planner", "--bench", "uncertainty"], { encoding: "utf8" })
        .trim().split("\n").at(-1),
);
const samples = ours.samples;

// Other people's libraries are measured, not shipped: they stay out of the project's own packages.
const folder = resolve("target/bench-uncertainty");
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/package.json`, JSON.stringify({ private: true, dependencies: PACKAGES }));
execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, stdio: "inherit" });
const require = createRequire(`${folder}/package.json`);
const { run } = await import(pathToFileURL(`${folder}/node_modules/@quri/squiggle-lang/dist/index.js`).href);
const { create, all } = require("mathjs");

/** Copies paid for, regions, unavailability, mean latency of each option; the pair's unavailability is q × minutes ÷ 60. */
const OPTIONS = [
    { name: "single", copies: 1, regions: 1, unavailability: "q", latency: 105 },
    { name: "pair", copies: 2, regions: 2, unavailability: "q * minutes / 60", latency: 105 },
    { name: "geode2", copies: 2, regions: 2, unavailability: "q * q", latency: 82 },
    { name: "geode3", copies: 3, regions: 3, unavailability: "q * q * q", latency: 54 },
];
const annuity = Array.from({ length: 36 }, (_, month) => 1.1 ** (-(month + 1) / 12)).reduce((a, b) => a + b);

/** The formulas of model.md §1 and NPV of §8, as lines that both languages read. */
function lines() {
    const out = [["q", "0.0005"], ["nominal", "1"], ["base", "105"]];
    for (const { name, copies, regions, unavailability, latency } of OPTIONS) {
        const of = (figure, formula) => out.push([`${name}${figure}`, formula]);
        of("U", unavailability);
        of("Availability", `1 - ${name}U`);
        of("Downtime", `${name}U * 31536000`);
        of("Saved", `base - ${latency}`);
        of("SavedShare", `${name}Saved / base`);
        of("Before", `cost * ${copies}`);
        of("Cost", regions > 1 ? `${name}Before * (1 + overhead)` : `${name}Before`);
        of("Extra", `${name}Cost - cost`);
        of("Share", `${name}Extra / cost`);
        of("Returns", latency < 105 ? "revenue * gain * nominal" : "0");
        of("Net", `${name}Returns - ${name}Extra`);
        of("Npv", `${name}Net * ${annuity}`);
        if (name === "single") continue;
        of("NeededGain", `${name}Extra / (revenue * nominal)`);
        of("NeededRevenue", `${name}Extra / (gain * nominal)`);
    }
    return out;
}
const CHECKED = { net: "geode3Net", npv: "geode3Npv", break_even_revenue: "geode3NeededRevenue", pair_downtime: "pairDowntime" };

const text = lines().map(([name, formula]) => `${name} = ${formula}`).join("\n");
async function squiggle(round) {
    const inputs = ours.inputs.map(([name, p05, p95]) => `${name} = SampleSet.fromDist(${p05} to ${p95})`).join("\n");
    const means = Object.entries(CHECKED).map(([name, figure]) => `${name}: [mean(${figure}), stdev(${figure})]`).join(", ");
    const code = `${inputs}\n${text}\n{${means}}`;
    const start = performance.now();
    const { result } = await run(code, { environment: { sampleCount: samples, xyPointLength: 1000, seed: `${round}` } });
    const seconds = (performance.now() - start) / 1000;
    if (!result.ok) throw new Error(`Squiggle: ${result.value}`);
    const found = JSON.parse(result.value.result.toString().replace(/(\w+):/g, '"$1":'));
    return { seconds, means: Object.fromEntries(Object.entries(found).map(([name, [mean, sd]]) => [name, [mean, sd / Math.sqrt(samples)]])) };
}

const program = create(all).compile(text);
function mathjs() {
    const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
    const inputs = ours.inputs.map(([name, p05, p95]) => [name, Math.log(p05 * p95) / 2, Math.log(p95 / p05) / (2 * Z95)]);
    const sums = Object.fromEntries(Object.keys(CHECKED).map((name) => [name, [0, 0]]));
    const start = performance.now();
    for (let sample = 0; sample < samples; sample++) {
        const scope = {};
        for (const [name, mu, sigma] of inputs) scope[name] = Math.exp(mu + sigma * normal());
        program.evaluate(scope);
        for (const name in CHECKED) {
            const value = scope[CHECKED[name]];
            sums[name][0] += value;
            sums[name][1] += value * value;
        }
    }
    const seconds = (performance.now() - start) / 1000;
    const estimate = ([sum, squares]) => [sum / samples, Math.sqrt((squares / samples - (sum / samples) ** 2) / samples)];
    return { seconds, means: Object.fromEntries(Object.entries(sums).map(([name, of]) => [name, estimate(of)])) };
}

/** The least time counts, as with ours: what is compiled on the way is not held against them. */
async function best(once) {
    let least;
    for (let round = 0; round < ROUNDS; round++) {
        const result = await once(round);
        if (!least || result.seconds < least.seconds) least = result;
    }
    return least;
}

const theirs = { [`@quri/squiggle-lang ${PACKAGES["@quri/squiggle-lang"]}`]: await best(squiggle), [`mathjs ${PACKAGES.mathjs}`]: await best(mathjs) };
console.log(`headline evaluations of 3 regions on one core: ${Math.round(ours.headlines_per_second).toLocaleString("en")} a second`);
console.log(`${lines().length} formulas, ${ours.inputs.length} uncertain inputs, ${samples.toLocaleString("en")} samples`);
console.log(`geode: ${(1000 * ours.seconds).toFixed(1)} ms; on all ${ours.cores} cores ${(1000 * ours.seconds_on_all).toFixed(1)} ms`);
for (const [name, { seconds, means }] of Object.entries(theirs)) {
    const against = (own) => `${(seconds / own).toFixed(1)} (aim ${AIM}: ${seconds / own < AIM ? "missed" : "met"})`;
    console.log(`${name}: ${(1000 * seconds).toFixed(1)} ms; so many times as fast is ours on one core: ${against(ours.seconds)}, on all: ${against(ours.seconds_on_all)}`);
    for (const [figure, [mean, error]] of Object.entries(means)) {
        const [own, ownError] = ours.means[figure];
        const apart = Math.abs(mean - own) / Math.hypot(error, ownError);
        console.log(`  ${figure}: ours ${own.toPrecision(6)}, theirs ${mean.toPrecision(6)}, ${apart.toFixed(1)} standard errors apart`);
        if (!(apart <= APART)) {
            console.error(`${name}: the means of ${figure} differ`);
            process.exitCode = 1;
        }
    }
}
