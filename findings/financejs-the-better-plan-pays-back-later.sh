#!/usr/bin/env bash
# financejs 4.1.0 (npm): of plans for 200, the one that returns 110 a year is paid back sooner than the one that returns 190.
#
# Behaviour: for flows listed year by year `PP` subtracts the part of the last year that is needed instead of adding it to the
# years before: 1.82 years are 1.18, 1.05 are 1.95. Within a year the order of plans is reversed, and at each whole year it
# jumps. Given the same plan as one even flow, the function is right. The README prints 3.42 for its example, whose sum
# passes zero at 3.58; a correction has been offered, and is in no release. A plan that needs half a year looks right.
# Output seen: 200 invested, years to get it back
#     a year   listed   even
#     101        1.02   1.98
#     110        1.18   1.82
#     133.33     1.50   1.50
#     190        1.95   1.05
#     201        0.00   1.00
#     400        0.50   0.50
#     800        0.75   0.25
#     the README's example 3.42, by the sum of its flows 3.58
# Why it hurts a planner: a second region is argued for by its payback, and a migration in phases has no even flow. Of two
# plans that pay in their second year the worse one is chosen, by up to a year, and any rise of the benefit makes the
# case look worse, until it passes a year's end and looks best: 201 a year is paid back at once. Sum up the flows.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund financejs@4.1.0
cat > payback.cjs <<'JS'
const Finance = require("financejs");

const finance = new Finance();
const rows = [
  [101, "1.02", "1.98"], [110, "1.18", "1.82"], [133.33, "1.50", "1.50"], [190, "1.95", "1.05"],
  [201, "0.00", "1.00"], [400, "0.50", "0.50"], [800, "0.75", "0.25"],
];
let changed = false;
console.log("a year   listed   even");
for (const [yearly, ...expected] of rows) {
  const seen = [finance.PP(3, -200, yearly, yearly, yearly), finance.PP(0, -200, yearly)].map((years) => years.toFixed(2));
  console.log(String(yearly).padEnd(9) + seen[0].padStart(6) + seen[1].padStart(7));
  changed ||= seen.join() !== expected.join();
}
// The years before the sum of the flows passes zero, and the part of the next one that is needed.
function summed(invested, flows) {
  let left = invested;
  for (const [year, flow] of flows.entries()) {
    if (flow >= left) return year + left / flow;
    left -= flow;
  }
  return Infinity;
}
const example = [10, 13, 16, 19, 22];
const both = [finance.PP(5, -50, ...example), summed(50, example)].map((years) => years.toFixed(2));
console.log(`the README's example ${both[0]}, by the sum of its flows ${both[1]}`);
changed ||= both.join() !== "3.42,3.58" || rows.some(([yearly, , even]) => summed(200, [yearly, yearly, yearly]).toFixed(2) !== even);
console.log(changed ? "changed" : "as described");
process.exit(changed ? 1 : 0);
JS
node payback.cjs
