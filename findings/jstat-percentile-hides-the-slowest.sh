#!/usr/bin/env bash
# jstat 1.9.6 (npm): the 99th, even the 99.9th percentile of 50 values is the second largest; the largest never counts.
#
# Behaviour: `jStat.percentile` interpolates as Excel's PERCENTILE.INC does, except above the second largest value. There
# it returns that value for every share up to, but not at, 1, where it jumps to the largest. Between n values this hides
# the top 1/(n-1) of all ranks. `jStat.quantiles` of the same library, and @formulajs/formulajs, see the slow one.
# Output seen: 49 probes of 20 ms and one of 900 ms
#     share             0.95     0.98     0.99    0.999        1
#     jStat.percentile    20       20       20       20      900
#     PERCENTILE.INC      20     37.6    468.8   856.88      900
#     jStat.quantiles     20    565.6      900      900      900
# Why it hurts a planner: latency between regions is probed some dozens of times, and the target is p99. One stalled
# connection in 50 is what decides it: with one reader the target of 100 ms is met with 80 ms to spare, with the others
# it is missed by 370 or 800. A smooth sample shows no difference, so a test on one finds nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund jstat@1.9.6 @formulajs/formulajs@4.6.1
cat > probes.cjs <<'JS'
const { jStat } = require("jstat");
const { PERCENTILEINC } = require("@formulajs/formulajs");

const probes = [...Array(49).fill(20), 900];
const shares = [0.95, 0.98, 0.99, 0.999, 1];
const round = (value) => Math.round(value * 100) / 100;
const readers = [
  ["jStat.percentile", (share) => jStat.percentile(probes, share), [20, 20, 20, 20, 900]],
  ["PERCENTILE.INC", (share) => PERCENTILEINC(probes, share), [20, 37.6, 468.8, 856.88, 900]],
  ["jStat.quantiles", (share) => jStat.quantiles(probes, [share])[0], [20, 565.6, 900, 900, 900]],
];
const line = (label, values) => console.log(label.padEnd(16) + values.map((value) => String(value).padStart(9)).join(""));
line("share", shares);
let changed = false;
for (const [label, read, expected] of readers) {
  const seen = shares.map((share) => round(read(share)));
  line(label, seen);
  changed ||= seen.join() !== expected.join();
}
console.log(changed ? "changed" : "as described");
process.exit(changed ? 1 : 0);
JS
node probes.cjs
