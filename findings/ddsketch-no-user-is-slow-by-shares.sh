#!/usr/bin/env bash
# ddsketch 3.0.1 (PyPI): with shares of users as weights every percentile, the 99th as well, is the latency of the fastest.
#
# Behaviour: `add(value, weight)` takes any positive weight and keeps its fraction. The rank of a percentile is share x
# (sum of weights - 1), a formula of counts, so that weights that sum to 1 have rank 0 for all of them and those in tens of
# per cent are still off by one whole unit. Sum and average are right. Neither the docstring nor the page on PyPI says
# what a weight may be. stacked-quantile 0.4.0 has one answer for all units. Hundreds are needed for the sketch to agree.
# Output seen: 60 % of users at 20 ms, 25 % at 90, 10 % at 180, 5 % at 250; the sketch is meant to be right to 1 %
#                         ddsketch                              stacked-quantile
#     weights sum to   average    p50    p80    p90    p99       p50    p80    p90    p99
#     1                   65.0   19.9   19.9   19.9   19.9      20.0   90.0  180.0  250.0
#     2                   65.0   19.9   19.9   19.9   19.9      20.0   90.0  180.0  250.0
#     10                  65.0   19.9   89.1   89.1  179.5      20.0   90.0  180.0  250.0
#     100                 65.0   19.9   89.1  179.5  252.2      20.0   90.0  180.0  250.0
# Why it hurts a planner: users by region are known as shares, and weighing one round trip by each share is the shortest way
# to "what do users feel". All targets are met with one region, at p99 by a factor of twelve, and a second region brings
# nothing, since the fastest users are served already. The average looks sound beside it. Give counts, in thousands.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ddsketch==3.0.1 stacked-quantile==0.4.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import numpy
from ddsketch import DDSketch
from stacked_quantile import get_stacked_quantile

latencies, users = [20.0, 90.0, 180.0, 250.0], [0.60, 0.25, 0.10, 0.05]
shares = (0.5, 0.8, 0.9, 0.99)
right = [20.0, 90.0, 180.0, 250.0]
expected = {1: [19.9] * 4, 2: [19.9] * 4, 10: [19.9, 89.1, 89.1, 179.5], 100: [19.9, 89.1, 179.5, 252.2]}


def line(values):
    return "".join(f"{value:>7}" for value in values)


print(f"{'':<20}{'ddsketch':<38}stacked-quantile")
percentiles = line(["p50", "p80", "p90", "p99"])
print(f"{'weights sum to':<15}{'average':>9}{percentiles}   {percentiles}")
changed = False
for total, sketched in expected.items():
    sketch = DDSketch(0.01)
    for latency, share in zip(latencies, users):
        sketch.add(latency, share * total)
    seen = [round(sketch.get_quantile_value(share), 1) for share in shares]
    weights = numpy.array(users) * total
    other = [round(float(get_stacked_quantile(numpy.array(latencies), weights, share)), 1) for share in shares]
    print(f"{total:<15}{sketch.avg:>9.1f}{line(seen)}   {line(other)}")
    changed |= seen != sketched or other != right or round(sketch.avg, 1) != 65
if changed:
    sys.exit("changed")
print("as described")
PYTHON
