#!/usr/bin/env bash
# parse-duration 2.1.9 (npm), timelength 3.0.4, durationpy 0.11 (PyPI): OpenSLO's `1M` is a minute, 30.5 days, an error.
#
# Behaviour: OpenSLO v1 has its own duration shorthand, told apart by case: m is minutes, M months, Q quarters, Y years
# (README, "duration-shorthand"); it leaves their length to the reader. parse-duration ignores case, so that a monthly
# window is a minute, yet it takes 1Y for 365.25 days; timelength has 30.5 days a month and 365 a year, so 12M is longer than 1Y;
# both give no length to 1Q. Only the Go-style parser refuses what it does not know.
# Output seen: window in days, and the budget of 99.9 % in seconds
#     window  parse-duration         timelength             durationpy
#     28d     28.00000 (2419.20)     28.00000 (2419.20)     28.00000 (2419.20)
#     1M      0.00069 (0.06)         30.50000 (2635.20)     refused
#     12M     0.00833 (0.72)         366.00000 (31622.40)   refused
#     1Y      365.25000 (31557.60)   365.00000 (31536.00)   refused
#     1Q      refused                refused                refused
# Why it hurts a planner: with the window read as a minute, the service may fail for 60 ms before its target is missed, and
# any failover, however fast, is too slow: the advice is to run all regions actively. A window is calendar text; read it by
# the format's own table, and show its length in days beside the budget.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check timelength==3.0.4 durationpy==0.11
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund parse-duration@2.1.9
cat > one.mjs <<'JS'
import parse from "parse-duration";

for (const window of process.argv.slice(2)) console.log(parse(window) === null ? "None" : parse(window) / 1000);
JS
cat > two.py <<'PYTHON'
import subprocess
import sys
import durationpy
from timelength import TimeLength


def loose(text):
    read = TimeLength(text).result
    return read.seconds if read.success else None


def go(text):
    try:
        return durationpy.from_str(text).total_seconds()
    except durationpy.DurationError:
        return None


def shown(seconds):
    return "refused" if seconds is None else f"{seconds / 86400:.5f} ({seconds / 1000:.2f})"


windows = ["28d", "1M", "12M", "1Y", "1Q"]
node = subprocess.run(["node", "one.mjs", *windows], capture_output=True, text=True, check=True).stdout.split()
seen = [(None if text == "None" else float(text), loose(window), go(window)) for text, window in zip(node, windows)]
print(f"{'window':<8}{'parse-duration':<23}{'timelength':<23}durationpy")
for window, row in zip(windows, seen):
    print(f"{window:<8}{shown(row[0]):<23}{shown(row[1]):<23}{shown(row[2])}")
day = 86400.0
expected = [(28 * day,) * 3, (60.0, 30.5 * day, None), (720.0, 366 * day, None), (365.25 * day, 365 * day, None), (None, None, None)]
if seen != expected:
    sys.exit(f"changed: {seen}")
print("as described")
PYTHON
venv/bin/python two.py
