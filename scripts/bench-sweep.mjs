// Rows a second of `geode sweep`, beside the lines a second of `geode evaluate --jsonl`, in turn, in one run.
// Usage: node scripts/bench-sweep.mjs GEODE [OLD_GEODE]    (OLD_GEODE answers the lines; else GEODE does)
import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { finished } from "node:stream/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [geode, old = geode] = process.argv.slice(2);
const ROUNDS = 3;
const ROWS = 1_000_000;
const LINES = 10_000;
const FIGURES = ["unavailability", "mean_latency_ms", "monthly_cost/total", "net_monthly_benefit", "break_even_monthly_revenue"]
    .map((path) => `rigorous/${path}`)
    .join();

const folder = mkdtempSync(join(tmpdir(), "geode-sweep-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const file = (name) => join(folder, name);
const example = JSON.parse(readFileSync("tests/links/v1-worked-example.json", "utf8"));
const values = (i) => [1e6 + 37.5 * i, 0.5 + (i % 997) / 250];

/** Runs a command into a file. Resolves to its seconds and the most memory that it had resident, in MB (Linux). */
async function run(command, args, to = "/dev/null") {
    const out = createWriteStream(to);
    await new Promise((opened) => out.on("open", opened));
    const start = performance.now();
    const child = spawn(command, args, { stdio: ["ignore", out.fd, "inherit"] });
    let resident = 0;
    const look = setInterval(() => {
        try {
            const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
            resident = Math.max(resident, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
        } catch {
            // Not Linux, or it has just ended.
        }
    }, 20);
    const code = await new Promise((done) => child.on("exit", done));
    const seconds = (performance.now() - start) / 1000;
    clearInterval(look);
    out.end();
    if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}`);
    return { seconds, resident };
}

async function rowsFile(name, count) {
    const out = createWriteStream(file(name));
    out.write("/revenue/monthly,/regions/us-east/mttr_hours\n");
    for (let i = 0; i < count; i += 10_000) {
        const rows = Array.from({ length: Math.min(10_000, count - i) }, (_, k) => values(i + k).join());
        if (!out.write(rows.join("\n") + "\n")) await new Promise((drained) => out.once("drain", drained));
    }
    out.end();
    await finished(out);
    return file(name);
}

/** The example with a geode of so many regions beside today's single one. */
function ofRegions(count) {
    const scenario = structuredClone(example);
    const [template] = scenario.regions;
    const id = (i) => (i === 0 ? "us-east" : `region-${i}`);
    const all = Array.from({ length: count }, (_, i) => i);
    scenario.regions = all.map((i) => ({ ...template, id: id(i), name: id(i) }));
    scenario.user_latency_ms = Object.fromEntries(
        scenario.user_groups.map(({ id: group }, g) => [group, Object.fromEntries(all.map((i) => [id(i), 20 + ((g * 41 + i * 37) % 101)]))]),
    );
    scenario.region_rtt_ms = {};
    const geode = example.options.at(-1);
    scenario.options = [example.options[0], { ...geode, regions: all.map(id) }];
    return scenario;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const shown = (number, digits = 0) => number.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });
const sweep = (base, rows, ...more) => ["sweep", base, "--rows", rows, "--figures", FIGURES, ...more];

const base = file("base.json");
writeFileSync(base, JSON.stringify(example));
const rows = await rowsFile("rows.csv", ROWS);
const lines = Array.from({ length: LINES }, (_, i) => {
    [example.revenue.monthly, example.regions[0].mttr_hours] = values(i);
    return JSON.stringify(example) + "\n";
});
writeFileSync(file("lines.jsonl"), lines.join(""));
await run(geode, sweep(base, rows, "--format", "parquet"), file("answers.parquet"));
const found = { lines: [], one: [], all: [], parquet: [] };
let resident = 0;
for (let round = 0; round < ROUNDS; round++) {
    found.lines.push(LINES / (await run(old, ["evaluate", "--jsonl", file("lines.jsonl")])).seconds);
    for (const [kind, more, to] of [["one", ["--threads", "1"]], ["all", []], ["parquet", ["--format", "parquet"], file("again.parquet")]]) {
        const measured = await run(geode, sweep(base, rows, ...more), to);
        found[kind].push(ROWS / measured.seconds);
        resident = Math.max(resident, measured.resident);
    }
}
const reference = median(found.lines);
console.log(`evaluate --jsonl, one thread            ${shown(reference).padStart(9)} lines/s`);
for (const [kind, name] of [["one", "CSV to CSV, --threads 1"], ["all", "CSV to CSV, all cores"], ["parquet", "CSV to Parquet, all cores"]]) {
    const rate = median(found[kind]);
    console.log(`sweep, ${name.padEnd(26)}       ${shown(rate).padStart(9)} rows/s, ${shown(rate / reference, 1)} times`);
}
console.log(`most memory resident                    ${shown(resident, 1).padStart(9)} MB`);
console.log(`a million answers as Parquet            ${shown(statSync(file("answers.parquet")).size / 1e6, 1).padStart(9)} MB`);
for (const regions of [3, 8, 16]) {
    writeFileSync(base, JSON.stringify(ofRegions(regions)));
    const few = (await run(geode, sweep(base, await rowsFile("few.csv", 200)))).seconds;
    // As many rows as take five seconds, by what some take.
    const some = Math.round(Math.min(20_000, Math.max(200, 200 / few)));
    const rate = some / (await run(geode, sweep(base, await rowsFile("some.csv", some)))).seconds;
    const count = Math.round(rate * 5);
    const { seconds } = await run(geode, sweep(base, await rowsFile("many.csv", count)));
    console.log(`sweep, ${String(regions).padStart(2)} regions, all cores             ${shown(count / seconds).padStart(9)} rows/s (${shown(count)} rows)`);
}
