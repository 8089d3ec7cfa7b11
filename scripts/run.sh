#!/usr/bin/env bash
# Builds the optimised app where needed and serves it until Ctrl+C.
. "$(dirname "$0")/common.sh"
scripts/tools.sh build
scripts/dist.sh
exec node scripts/serve.mjs dist
