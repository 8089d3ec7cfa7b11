#!/usr/bin/env bash
# Serves a quick build with live reload until Ctrl+C.
. "$(dirname "$0")/common.sh"
scripts/tools.sh build
port=${PORT:-8081}
say "Building; the app will be at http://127.0.0.1:$port/ (Ctrl+C stops it)"
# Trunk stops where a folder that it shall not watch is missing.
mkdir -p dist target screenshots
# Trunk runs offline (Trunk.dev.toml), and cargo with it.
cargo fetch --quiet --locked
NO_COLOR=true exec trunk serve --config Trunk.dev.toml --address 127.0.0.1 --port "$port"
