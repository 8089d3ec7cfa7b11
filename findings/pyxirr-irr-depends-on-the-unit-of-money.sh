#!/usr/bin/env bash
# pyxirr 0.10.6 (PyPI): the internal rate of return of the same plan depends on the unit of its amounts.
#
# Behaviour: `irr` takes its tolerance in money, not relative to the flows. A plan of −7.3 and then 36 times 0.41 has a
# monthly rate of 4.44 %. In a unit in which its amounts are about 10^12 the answer is None, as if there were no rate;
# in one in which they are about 10^-10 it is 0.1, the guess from which the search starts.
# Output seen:
#     amounts x 1e-10: 0.1
#     amounts x 1e+00: 0.0444143500467
#     amounts x 1e+12: None
# Why it hurts a planner: a migration of ten million dollars is 2.5 x 10^11 Vietnamese dong. The same plan, priced in
# another currency, loses its rate of return without an error, and in a small unit it shows one that is made up.
# What it taught us: core/src/engine/irr.rs divides the flows by the largest one first; a test holds the rate equal
# for units from 1e-300 to 1e250.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyxirr==0.10.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import pyxirr

plan = [-7.3] + [0.41] * 36
seen = {}
for power in (-10, 0, 12):
    rate = pyxirr.irr([flow * 10.0**power for flow in plan])
    seen[power] = None if rate is None else round(rate, 13)
    print(f"amounts x 1e{power:+03d}: {rate if rate is None else format(rate, '.12g')}")
# The true rate, by halving: what 36 payments are worth.
low, high = 0.0, 1.0
for _ in range(200):
    middle = (low + high) / 2
    worth = 0.41 * (1 - (1 + middle) ** -36) / middle
    low, high = (middle, high) if worth > 7.3 else (low, middle)
expected = {-10: 0.1, 0: round(low, 13), 12: None}
if seen != expected:
    sys.exit(f"changed: {seen}, not {expected}")
print("as described")
PYTHON
