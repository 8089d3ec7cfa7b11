#!/usr/bin/env bash
# @turf/turf 7.4.0 (npm): the same twelve cities, listed in 300 orders, fall into eleven different sets of three groups.
#
# Behaviour: `clustersKmeans` starts from the first k points of its input, and only once. No chance is involved and nothing
# can be seeded, so that each order has one answer for ever, in three orders of four a worse one than the best of the 300.
# What it minimises are squares of degrees. London, Paris, Berlin first is how such a list is often begun.
# Output seen: three groups, sum of squared degrees
#     Europe first   14714  Berlin London Paris Sao Paulo | Chicago Los Angeles New York | Mumbai Seoul Singapore Sydney Tokyo
#     by name        13097  Berlin London Paris | Chicago Los Angeles New York Sao Paulo | Mumbai Seoul Singapore Sydney Tokyo
#     by latitude    23391  Berlin Chicago London Los Angeles New York Paris Sao Paulo | Mumbai Seoul Singapore Tokyo | Sydney
#     300 orders: 11 groupings, the least sum in 74, the largest sum 35641
# Why it hurts a planner: users are grouped to see how many regions they need, and where. With the list sorted otherwise
# Sao Paulo is served with Europe, or Europe and both Americas share one region while Sydney has its own. A run repeats
# itself to the last digit, so nothing looks unsteady. Try many orders and keep the one with the least sum of squares.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @turf/turf@7.4.0 skmeans@0.9.7
cat > groups.mjs <<'JS'
import { clustersKmeans, featureCollection, point } from "@turf/turf";

const cities = [
  ["London", -0.1, 51.5], ["Paris", 2.3, 48.9], ["Berlin", 13.4, 52.5], ["New York", -74, 40.7], ["Chicago", -87.6, 41.9],
  ["Los Angeles", -118.2, 34.1], ["Sao Paulo", -46.6, -23.5], ["Mumbai", 72.9, 19.1], ["Singapore", 103.8, 1.4],
  ["Tokyo", 139.7, 35.7], ["Seoul", 127, 37.6], ["Sydney", 151.2, -33.9],
];

function group(list) {
  const points = featureCollection(list.map(([name, longitude, latitude]) => point([longitude, latitude], { name })));
  const groups = new Map();
  for (const { properties, geometry } of clustersKmeans(points, { numberOfClusters: 3 }).features)
    groups.set(properties.cluster, [...(groups.get(properties.cluster) ?? []), { name: properties.name, at: geometry.coordinates }]);
  let squares = 0;
  for (const members of groups.values())
    for (const axis of [0, 1]) {
      const mean = members.reduce((sum, { at }) => sum + at[axis], 0) / members.length;
      squares += members.reduce((sum, { at }) => sum + (at[axis] - mean) ** 2, 0);
    }
  return { squares: Math.round(squares), names: [...groups.values()].map((all) => all.map(({ name }) => name).sort().join(" ")).sort().join(" | ") };
}

const rows = [
  ["Europe first", cities, 14714],
  ["by name", [...cities].sort(([one], [other]) => (one < other ? -1 : 1)), 13097],
  ["by latitude", [...cities].sort((one, other) => one[2] - other[2]), 23391],
];
let changed = false;
for (const [label, list, expected] of rows) {
  const { squares, names } = group(list);
  console.log(`${label.padEnd(15)}${squares}  ${names}`);
  changed ||= squares !== expected;
}
// 300 shuffles by the minimal standard generator, so that they are the same in each run.
let state = 1;
const below = (limit) => Math.floor(((state = (state * 48271) % 2147483647) / 2147483647) * limit);
const found = [];
for (let run = 0; run < 300; run++) {
  const list = [...cities];
  for (let last = list.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [list[last], list[other]] = [list[other], list[last]];
  }
  found.push(group(list));
}
const sums = found.map(({ squares }) => squares);
const least = Math.min(...sums);
const counts = [new Set(found.map(({ names }) => names)).size, sums.filter((sum) => sum === least).length, Math.max(...sums)];
console.log(`300 orders: ${counts[0]} groupings, the least sum in ${counts[1]}, the largest sum ${counts[2]}`);
changed ||= counts.join() !== "11,74,35641";
console.log(changed ? "changed" : "as described");
process.exit(changed ? 1 : 0);
JS
node groups.mjs
