#!/usr/bin/env bash
# HiGHS 1.16.0 (PyPI highspy, by PuLP 3.3.2): with prices per KB, a placement at 3.3 times the least cost is "Optimal".
#
# Behaviour: the solver takes a gain below 10^-7 in the objective for none, whatever the objective is worth itself. Three
# groups of users each choose one of three regions, of which one is near (0.02 USD a GB) and two are far (0.09). In USD a GB
# or a MB each group gets its own region. In USD a KB, 2e-8 against 9e-8, all three are sent to region 0, and the status
# is the same. CBC, the solver that PuLP brings, gets this one right in all units.
# Output seen:
#     USD per GB    CBC Optimal [0, 1, 2]    HiGHS Optimal [0, 1, 2]
#     USD per MB    CBC Optimal [0, 1, 2]    HiGHS Optimal [0, 1, 2]
#     USD per KB    CBC Optimal [0, 1, 2]    HiGHS Optimal [0, 0, 0]
#     USD per byte  CBC Optimal [0, 1, 2]    HiGHS Optimal [0, 0, 0]
# Why it hurts a planner: prices of the cloud are that small as they are published: a byte of transfer, a request at 2e-7.
# A placement built on them moves everybody to one region at 3.3 times the cost and calls it the best there is; the status
# says nothing. The same holds for a chance of outage as the objective, whose differences are below 1e-7 from seven nines
# on. Divide the objective by its largest coefficient first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pulp==3.3.2 highspy==1.16.0
"$folder/venv/bin/python" - <<'PYTHON' | grep --invert-match -e '^Running HiGHS' -e '^Includes third-party'
import sys
import pulp


def place(near, far, solver):
    problem = pulp.LpProblem("placement", pulp.LpMinimize)
    goes = {(group, region): pulp.LpVariable(f"goes_{group}_{region}", cat="Binary") for group in range(3) for region in range(3)}
    problem += pulp.lpSum((near if group == region else far) * goes[group, region] for group, region in goes)
    for group in range(3):
        problem += pulp.lpSum(goes[group, region] for region in range(3)) == 1
    problem.solve(solver)
    return pulp.LpStatus[problem.status], [region for (_, region), chosen in goes.items() if chosen.value() > 0.5]


changed = False
for unit, per_gb in (("GB", 1), ("MB", 1e3), ("KB", 1e6), ("byte", 1e9)):
    cbc = place(0.02 / per_gb, 0.09 / per_gb, pulp.PULP_CBC_CMD(msg=False))
    highs = place(0.02 / per_gb, 0.09 / per_gb, pulp.HiGHS(msg=False))
    print(f"USD per {unit:<5} CBC {cbc[0]} {cbc[1]}    HiGHS {highs[0]} {highs[1]}")
    right = ("Optimal", [0, 1, 2])
    wrong = ("Optimal", [0, 0, 0])
    changed |= cbc != right or highs != (right if unit in ("GB", "MB") else wrong)
print("changed" if changed else "as described")
sys.stdout.flush()
sys.exit(changed)
PYTHON
