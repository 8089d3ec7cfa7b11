#!/usr/bin/env bash
# Serves a quick build with live reload until Ctrl+C.
. "$(dirname "$0")/common.sh"
scripts/tools.sh build
port=${PORT:-8081}
say "Building; the app will be at http://127.0.0.1:$port/ (Ctrl+C stops it)"
NO_COLOR=true exec trunk serve --config Trunk.dev.toml --address 127.0.0.1 --port "$port"
