#!/usr/bin/env bash
# @quri/squiggle-lang 0.10.0 (npm): the mean of a rare loss is exact for a number, and often 0 for the narrowest range.
#
# Behaviour: `mx` of numbers is computed exactly. One range among them turns the whole mixture into draws, and the chance
# of the rare branch into a count of draws, although the mean of each branch is known. At 0.1 % a year and 1,000 draws
# the branch comes up 0, 1, 2 or 3 times; where it comes up 0 times the loss is gone from the mean and all later sums.
# Output seen: mean yearly loss under 20 seeds
#     1,000,000           1000 in 20 of 20
#     1M to 1.0001M       0 in 8, 1000 in 5, 2000 in 6, 3000 in 1 of 20
#     as a product        1000 in 20 of 20
# Why it hurts a planner: the loss of a whole region is such a branch, and it is what a second region is bought against.
# The careful model, which writes the loss as a range, says for two seeds in five that the insurance is worth nothing,
# and for the others one to three times its worth; and a run keeps its seed, so nothing looks unsteady. Multiply the
# chance by the range instead (the third row), and keep mixtures for percentiles.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @quri/squiggle-lang@0.10.0
cat > outage.mjs <<'JS'
import { run } from "@quri/squiggle-lang";

const rows = [
  ["1,000,000", "mean(mx([0, 1000000], [0.999, 0.001]))", "1000 in 20"],
  ["1M to 1.0001M", "mean(mx([0, 1M to 1.0001M], [0.999, 0.001]))", "0 in 8, 1000 in 5, 2000 in 6, 3000 in 1"],
  ["as a product", "mean(1M to 1.0001M) * 0.001", "1000 in 20"],
];
let changed = false;
for (const [label, code, expected] of rows) {
  const times = new Map();
  for (let seed = 1; seed <= 20; seed++) {
    const { result } = await run(code, { environment: { sampleCount: 1000, xyPointLength: 1000, seed: String(seed) } });
    const mean = Math.round(Number(result.value.result.toString()));
    times.set(mean, (times.get(mean) ?? 0) + 1);
  }
  const seen = [...times].sort(([one], [other]) => one - other).map(([mean, count]) => `${mean} in ${count}`).join(", ");
  console.log(`${label.padEnd(20)}${seen} of 20`);
  changed ||= seen !== expected;
}
console.log(changed ? "changed" : "as described");
process.exit(changed ? 1 : 0);
JS
node outage.mjs
