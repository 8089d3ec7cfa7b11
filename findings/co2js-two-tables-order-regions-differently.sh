#!/usr/bin/env bash
# @tgwf/co2 0.19.0 (npm): by average grid intensity Germany is far cleaner than Taiwan, by marginal one far dirtier.
#
# Behaviour: the package ships both tables, g CO2e per kWh by country, for the same computation. One would expect the
# marginal plant, usually a fossil one, to be dirtier everywhere and the order to stay. In 9 of 37 countries with cloud
# regions the marginal figure is the lower one, and of the 666 pairs of these countries 101 change places.
# Output seen:
#                  average  marginal
#     Germany       342.06       650
#     Taiwan        635.15       484
#     Britain       215.79       380
#     Singapore     498.74       379
#     marginal below average: ISR BHR QAT SAU SGP MYS THA TWN JPN
#     pairs that change places: 101 of 666
# Why it hurts a planner: one pair of regions in seven is ranked by the choice of a table, not by the regions. The makers
# differ (Ember, UNFCCC) and the marginal one is of 2021, so a part of each difference is no difference of grids.
# Say which kind of figure a carbon ranking rests on, and never take the missing countries of one table from the other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @tgwf/co2@0.19.0
cat > grids.mjs <<'JS'
import { averageIntensity, marginalIntensity } from "@tgwf/co2";

// Countries with a public region of AWS, Azure or Google Cloud that both tables have (Hong Kong is in one only).
const countries =
  "USA CAN BRA CHL MEX IRL GBR FRA DEU NLD BEL CHE ITA ESP SWE NOR FIN DNK POL AUT ISR ARE BHR QAT SAU ZAF IND SGP IDN MYS THA TWN JPN KOR AUS NZL CHN".split(" ");
const average = (country) => averageIntensity.data[country];
const marginal = (country) => marginalIntensity.data[country];

console.log(`${" ".repeat(13)}average  marginal`);
const named = [["Germany", "DEU"], ["Taiwan", "TWN"], ["Britain", "GBR"], ["Singapore", "SGP"]];
for (const [name, country] of named)
  console.log(name.padEnd(12) + String(average(country)).padStart(8) + String(marginal(country)).padStart(10));
const below = countries.filter((country) => marginal(country) < average(country)).join(" ");
console.log(`marginal below average: ${below}`);
let pairs = 0;
let swapped = 0;
countries.forEach((one, index) => {
  for (const other of countries.slice(index + 1)) {
    pairs++;
    if ((average(one) - average(other)) * (marginal(one) - marginal(other)) < 0) swapped++;
  }
});
console.log(`pairs that change places: ${swapped} of ${pairs}`);

const figures = named.flatMap(([, country]) => [average(country), marginal(country)]).join();
const same =
  figures === "342.06,650,635.15,484,215.79,380,498.74,379" &&
  below === "ISR BHR QAT SAU SGP MYS THA TWN JPN" && swapped === 101 && pairs === 666;
console.log(same ? "as described" : "changed");
process.exit(same ? 0 : 1);
JS
node grids.mjs
