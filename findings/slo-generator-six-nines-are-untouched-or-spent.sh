#!/usr/bin/env bash
# slo-generator 2.6.0 (PyPI): at a target of 99.9999 % the error budget is either untouched or spent; there is no between.
#
# Behaviour: the measured share of good events is rounded to six decimals before anything is computed of it. The budget of
# six nines is 0.000001, one step of that rounding, so 0.49 of it is 0 and 0.51 is all. At five nines it has eleven
# levels, at seven nines the first fault that counts is five budgets. The counts in the same report are exact.
# Output seen: 100 million events
#     target     bad events  budget used  reported  minutes of 30 days  burn rate
#     99.9999 %          49         49 %       0 %               0.000        0.0
#     99.9999 %          51         51 %     100 %               0.043        1.0
#     99.9999 %         149        149 %     100 %               0.043        1.0
#     99.9999 %         151        151 %     200 %               0.086        2.0
#     99.99999 %         49        490 %       0 %               0.000        0.0
# Why it hurts a planner: several regions are what six nines are bought with, and the report says whether they were
# worth it. A service that missed seven nines nearly five times over has "met" them without a second of outage, and an
# alert at a burn rate of 1.5 sleeps until 151 %. Compute the budget of the counts: bad / (events x (1 - target)).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check slo-generator==2.6.0
# A backend of one's own, named by the path of its class: it answers with counts of good and bad events.
cat > counts.py <<'PYTHON'
class CountsBackend:
    def __init__(self, client=None, **kwargs):
        pass

    def counted(self, timestamp, window, config):
        return config["spec"]["service_level_indicator"]["counts"]
PYTHON
cat > budget.py <<'PYTHON'
import sys
from slo_generator.report import SLOReport

EVENTS = 100_000_000
step = {
    "name": "month", "window": 30 * 86400, "burn_rate_threshold": 1.5, "alert": True,
    "message_alert": "alert", "message_ok": "ok",
}


def report(target, bad):
    spec = {
        "description": "requests", "backend": "own", "method": "counted", "exporters": [], "goal": target,
        "service_level_indicator": {"counts": (EVENTS - bad, bad)},
    }
    return SLOReport({"metadata": {"name": "requests"}, "spec": spec}, {"class": "counts.CountsBackend"}, step, 1_700_000_000)


expected = [
    (0.999999, 49, 0, "0.000", 0.0), (0.999999, 51, 100, "0.043", 1.0), (0.999999, 149, 100, "0.043", 1.0),
    (0.999999, 151, 200, "0.086", 2.0), (0.9999999, 49, 0, "0.000", 0.0),
]
changed = False
print(f"{'target':<11}{'bad events':>10}{'budget used':>13}{'reported':>10}{'minutes of 30 days':>20}{'burn rate':>11}")
for target, bad, *rest in expected:
    made = report(target, bad)
    seen = [round(made.error_budget_consumed_ratio), f"{made.error_minutes:.3f}", made.error_budget_burn_rate]
    used = bad / EVENTS / (1 - target)
    print(f"{target * 100:.7g} %".ljust(11) + f"{bad:>10}{used * 100:>11.0f} %{seen[0]:>8} %{seen[1]:>20}{seen[2]:>11}")
    changed |= seen != rest or made.bad_events_count != bad or not made.valid
if changed:
    sys.exit("changed")
print("as described")
PYTHON
PYTHONPATH=$folder venv/bin/python budget.py
