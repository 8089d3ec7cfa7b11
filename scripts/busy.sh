#!/usr/bin/env bash
# Keeps every core busy until it is stopped or whatever started it has ended, to see what a slow machine makes of the
# tests: scripts/busy.sh & make test; kill %1
set -euo pipefail

parent=$PPID
workers=()
trap 'kill "${workers[@]}" 2>/dev/null || true' EXIT
trap 'exit 0' INT TERM
for ((core = 0; core < $(getconf _NPROCESSORS_ONLN); core++)); do
    # Each looks for itself, so that none is left where this script is killed outright.
    while kill -0 "$parent" 2>/dev/null; do
        for ((i = 0; i < 200000; i++)); do :; done
    done &
    workers+=($!)
done
wait
