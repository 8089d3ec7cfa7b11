#!/usr/bin/env bash
# SALib 1.6.0 (PyPI): a rare loss makes 99 % of the variance; Sobol finds it, RBD-FAST sees 20, FAST 8, PAWN ranks it last.
#
# Behaviour: a million, give or take 200,000, is lost when a uniform number is below 0.01; a price moves the cost by 100 at
# most. By the model's formula 98.7 % of the variance hangs on the outage alone. Both Fourier methods keep the first few
# harmonics of each input, and a step at 1 % is mostly in later ones; FAST shows the rest as interactions, of which there
# are next to none. PAWN measures how far ranks move, not money, though its docstring recommends it for skewed outputs.
# Sixteen times the points help Sobol only. No docstring speaks of rare events; the one warning is on FAST's intervals.
# Output seen: first-order shares of the variance, FAST's also with interactions, and PAWN's index
#                      1024 points              16384 points
#                   outage   loss  price     outage   loss  price
#     exact           0.99   0.00   0.00       0.99   0.00   0.00
#     Sobol           0.93   0.00   0.00       0.98   0.00   0.00
#     RBD-FAST        0.18   0.00   0.00       0.20   0.00   0.00
#     FAST            0.09   0.00   0.00       0.08   0.00   0.00
#     FAST total      0.88   0.15   0.15       0.88   0.02   0.01
#     PAWN            0.08   0.07   0.69       0.02   0.02   0.69
# Why it hurts a planner: all four are offered for "what matters most", and Sobol is the dearest, eight runs to a point. By
# PAWN the price of traffic matters nine to thirty times as much as the chance to lose a region, by FAST nine tenths of
# the risk are nobody's in particular, and each settles on its answer as runs are added. Ask Sobol where losses are rare.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check SALib==1.6.0 numpy==2.4.6 scipy==1.17.1 pandas==3.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import warnings
import numpy
from SALib.analyze import fast, pawn, rbd_fast, sobol
from SALib.sample import fast_sampler, latin
from SALib.sample import sobol as sobol_sample

warnings.simplefilter("ignore")
CHANCE, LOSS, PRICE = 0.01, (8e5, 1.2e6), (900, 1100)
problem = {"num_vars": 3, "names": ["outage", "loss", "price"], "bounds": [[0, 1], LOSS, PRICE]}


def cost(runs):
    return numpy.where(runs[:, 0] < CHANCE, runs[:, 1], 0) + runs[:, 2]


def exact():
    mean, spread = sum(LOSS) / 2, (LOSS[1] - LOSS[0]) ** 2 / 12
    alone = numpy.array([CHANCE * (1 - CHANCE) * mean**2, CHANCE**2 * spread, (PRICE[1] - PRICE[0]) ** 2 / 12])
    return alone / (alone.sum() + CHANCE * (1 - CHANCE) * spread)


def shares(points):
    runs = sobol_sample.sample(problem, points, seed=1)
    by_sobol = sobol.analyze(problem, cost(runs), seed=1)["S1"]
    runs = latin.sample(problem, points, seed=1)
    by_rbd = rbd_fast.analyze(problem, runs, cost(runs), seed=1)["S1"]
    by_pawn = pawn.analyze(problem, runs, cost(runs), seed=1)["median"]
    runs = fast_sampler.sample(problem, points, seed=1)
    by_fast = fast.analyze(problem, cost(runs), seed=1)
    return exact(), by_sobol, by_rbd, by_fast["S1"], by_fast["ST"], by_pawn


def line(values):
    return "".join(f"{round(float(value), 2) + 0.0:>7.2f}" for value in values)


few, many = shares(1024), shares(16384)
names = ("exact", "Sobol", "RBD-FAST", "FAST", "FAST total", "PAWN")
expected = """
exact           0.99   0.00   0.00       0.99   0.00   0.00
Sobol           0.93   0.00   0.00       0.98   0.00   0.00
RBD-FAST        0.18   0.00   0.00       0.20   0.00   0.00
FAST            0.09   0.00   0.00       0.08   0.00   0.00
FAST total      0.88   0.15   0.15       0.88   0.02   0.01
PAWN            0.08   0.07   0.69       0.02   0.02   0.69
"""
seen = "\n" + "".join(f"{name:<13}{line(one)}    {line(other)}\n" for name, one, other in zip(names, few, many))
print(f"{'':<16}1024 points              16384 points\n{'':<13} outage   loss  price     outage   loss  price{seen}", end="")
print(f"exact share of the outage {exact()[0]:.3f}")
if seen != expected or f"{exact()[0]:.3f}" != "0.987":
    sys.exit("changed")
print("as described")
PYTHON
