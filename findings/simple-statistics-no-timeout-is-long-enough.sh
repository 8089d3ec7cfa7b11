#!/usr/bin/env bash
# simple-statistics 7.12.1 (npm): the chance to be above 3.09 standard deviations, or above 6 or 60, is 0.1 %.
#
# Behaviour: `cumulativeStdNormalProbability` looks the number up in a printed table: steps of 0.01, four digits, and from
# 3.09 on the last entry, 0.999, for ever. The page of the function says that a table is used, not that it ends. Its
# inverse, `probit`, is computed by a formula that is off in the same region, to the bold side: the 99.9th percentile is at
# 3.080 instead of 3.090. The two are no inverses there: of probit(0.99999) the first says 0.999. gaussian 1.3.0 is right.
# Output seen: a failover takes 60 s, give or take 10 s; it is late
#     after           80 s       90 s       91 s      100 s      120 s      600 s
#     table         0.0228     0.0013      0.001      0.001      0.001      0.001
#     gaussian    2.28e-02   1.35e-03   9.68e-04   3.17e-05   9.87e-10   0.00e+00
#     probit of 0.999: 3.0801, by gaussian 3.0902
# Why it hurts a planner: above three nines every answer is three nines. No timeout, buffer or head room is long enough,
# one failover in a thousand is always lost, and four nines can be had by no plan; a search over timeouts sees no slope
# from 91 s on and stops there. Small samples and the usual 95 % agree to four digits, so that tests pass.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund simple-statistics@7.12.1 gaussian@1.3.0
cat > late.cjs <<'JS'
const { cumulativeStdNormalProbability, probit } = require("simple-statistics");
const gaussian = require("gaussian");

const timeouts = [80, 90, 91, 100, 120, 600];
const line = (label, values) => console.log(label.padEnd(9) + values.map((value) => value.padStart(11)).join(""));
const table = timeouts.map((timeout) => String(Number((1 - cumulativeStdNormalProbability((timeout - 60) / 10)).toFixed(12))));
const tail = timeouts.map((timeout) => gaussian(0, 1).cdf((60 - timeout) / 10).toExponential(2).replace(/e([-+])(\d)$/, "e$10$2"));
line("after", timeouts.map((timeout) => `${timeout} s`));
line("table", table);
line("gaussian", tail);
const inverse = [probit(0.999).toFixed(4), gaussian(0, 1).ppf(0.999).toFixed(4), cumulativeStdNormalProbability(probit(0.99999))].join();
console.log(`probit of 0.999: ${inverse.split(",")[0]}, by gaussian ${inverse.split(",")[1]}`);
const same =
  table.join() === "0.0228,0.0013,0.001,0.001,0.001,0.001" && inverse === "3.0801,3.0902,0.999" &&
  tail.slice(0, 5).join() === "2.28e-02,1.35e-03,9.68e-04,3.17e-05,9.87e-10";
console.log(same ? "as described" : "changed");
process.exit(same ? 0 : 1);
JS
node late.cjs
