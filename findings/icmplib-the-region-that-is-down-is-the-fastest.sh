#!/usr/bin/env bash
# icmplib 3.0.4, pythonping 1.1.4 (PyPI): the mean round trip to a host that never answers is 0 ms in one, 2000 in the other.
#
# Behaviour: icmplib's mean is over answers only, and of no answer it is 0.0, a number like any other, as are minimum,
# maximum and jitter. pythonping counts a lost packet as one that took the timeout, two seconds unless told otherwise. So one
# packet lost of four is invisible in the first mean and is all there is in the second. Neither has a value for "not
# known"; ping of iputils prints no round trips at all in that case.
# Output seen: means in ms, four packets
#     answers           icmplib  pythonping
#     20 20 20 20          20.0        20.0
#     20 20 20 lost        20.0       515.0
#     4 lost                0.0      2000.0
#     fastest region by icmplib: the one that is down
# Why it hurts a planner: regions are ranked by their mean round trip. With the first library a region that is down, or
# whose firewall drops pings, is nearest to everybody; with the second, one lost packet sends its users to the other side
# of the world, where 250 ms is the better mean. Drop a probe without answers, and count loss apart.
# What it taught us: import/src/latency.rs refuses a round trip of 0 ms; a test in tests/import/latencies.rs holds it to that.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check icmplib==3.0.4 pythonping==1.1.4
# The results are built as both libraries build them from packets: a ping needs a network and rights.
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from icmplib import Host
from pythonping.executor import Message, Response, ResponseList
from pythonping.icmp import ICMP, Types

TIMEOUT = 2  # seconds, the one that pythonping's ping() has


def means(answers):
    one = Host("192.0.2.1", len(answers), [rtt for rtt in answers if rtt is not None])
    reply = Message("192.0.2.1", ICMP(Types.EchoReply), "192.0.2.1")
    other = ResponseList([Response(reply, rtt / 1000) if rtt is not None else Response(None, TIMEOUT) for rtt in answers])
    return one.avg_rtt, other.rtt_avg_ms


cases = {
    "20 20 20 20": ([20.0] * 4, (20.0, 20.0)),
    "20 20 20 lost": ([20.0] * 3 + [None], (20.0, 515.0)),
    "4 lost": ([None] * 4, (0.0, 2000.0)),
}
changed = False
print(f"{'answers':<15}{'icmplib':>10}{'pythonping':>12}")
for label, (answers, expected) in cases.items():
    seen = means(answers)
    print(f"{label:<15}{seen[0]:>10.1f}{seen[1]:>12.1f}")
    changed |= tuple(round(mean, 6) for mean in seen) != expected
fastest = min((Host(name, 4, rtts) for name, rtts in (("near", [20.0] * 4), ("far", [250.0] * 4), ("down", []))), key=lambda host: host.avg_rtt)
print(f"fastest region by icmplib: the one that is {fastest.address}")
if changed or fastest.address != "down":
    sys.exit("changed")
print("as described")
PYTHON
