#!/usr/bin/env bash
# moment-timezone 0.6.6 and cldr-bcp47 48.2.0 (npm): by CLDR's name of their time zone, users of India are in no country.
#
# Behaviour: CLDR, and so what ICU and JavaScript's Intl report, keeps the name under which a zone first entered it, such as
# Asia/Calcutta and Europe/Kiev. moment-timezone knows these as links and has their offsets right, but its `countries()`
# has answers only for the present main names (Asia/Kolkata: IN), and for a link an empty list: no error, no warning.
# Output seen:
#     zone of CLDR           offset   countries   same zone in tz                countries
#     Asia/Calcutta          +05:30   none        Asia/Kolkata                   IN
#     Asia/Saigon            +07:00   none        Asia/Ho_Chi_Minh               VN
#     America/Buenos_Aires   -03:00   none        America/Argentina/Buenos_Aires AR
#     Europe/Kiev            +02:00   none        Europe/Kyiv                    UA
#     zones of CLDR without a country: 19, no zone left for FO IN MM NP
# Why it hurts a planner: pages that keep no addresses count users by their time zone. Rows without a country are dropped as
# "unknown", but that unknown is not spread evenly: it is all of India, Nepal and Myanmar, and most of Vietnam, Ukraine and
# Argentina. The demand that would pay for a region in Mumbai is not there. Resolve links before the look-up, and look at
# what the unknown rows have in common.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund moment-timezone@0.6.6 cldr-bcp47@48.2.0
cat > zones.cjs <<'JS'
const moment = require("moment-timezone");
const zones = require("cldr-bcp47/bcp47/timezone.json").keyword.u.tz;

const countries = (name) => moment.tz.zone(name)?.countries().join(" ") || "none";
const places = /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//;
const lost = [];
for (const [key, zone] of Object.entries(zones)) {
  // The first of the aliases is the name that CLDR uses; _iana is the present one, where they differ.
  const name = zone._alias?.split(" ")[0] ?? "";
  if (!key.startsWith("_") && !zone._deprecated && places.test(name) && countries(name) === "none") lost.push([name, zone._iana]);
}
console.log(`${"zone of CLDR".padEnd(23)}${"offset".padEnd(9)}${"countries".padEnd(12)}${"same zone in tz".padEnd(31)}countries`);
const rows = ["Asia/Calcutta", "Asia/Saigon", "America/Buenos_Aires", "Europe/Kiev"].map((name) => {
  const now = lost.find(([one]) => one === name)?.[1] ?? "";
  return [name, moment.tz("2026-01-15", name).format("Z"), countries(name), now, countries(now)];
});
for (const [name, offset, none, now, country] of rows)
  console.log(`${name.padEnd(23)}${offset.padEnd(9)}${none.padEnd(12)}${now.padEnd(31)}${country}`);
// Countries of which no zone is left.
const left = new Set(Object.values(zones).flatMap((zone) => countries(zone._alias?.split(" ")[0] ?? "").split(" ")));
const gone = moment.tz.countries().filter((country) => !left.has(country)).join(" ");
console.log(`zones of CLDR without a country: ${lost.length}, no zone left for ${gone}`);
const seen = rows.map((row) => row[1] + row[2] + row[4]).join();
const same = seen === "+05:30noneIN,+07:00noneVN,-03:00noneAR,+02:00noneUA" && lost.length === 19 && gone === "FO IN MM NP";
console.log(same ? "as described" : "changed");
process.exit(same ? 0 : 1);
JS
node zones.cjs
