# Sourced by the other scripts: where things are, which versions, and a PATH on which they are found.
# shellcheck shell=bash disable=SC2034
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

# Tools live outside the clone, so that every clone of a user shares them.
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/geode-planner

# The newest Trunk that the pinned toolchain compiles.
TRUNK_VERSION=0.21.14
# The command must be of the same version as the crate, so the lock file says which.
BINDGEN_VERSION=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)
# wasm-opt, esbuild, playwright-core and axe-core are pinned by package-lock.json: another lock file, another folder.
NODE_TOOLS=$CACHE/node-$(cksum <package-lock.json | cut -d ' ' -f 1)

if ! command -v cargo >/dev/null && [ -d "$HOME/.cargo/bin" ]; then
    PATH=$HOME/.cargo/bin:$PATH
fi
PATH=$CACHE/trunk-$TRUNK_VERSION/bin:$CACHE/wasm-bindgen-cli-$BINDGEN_VERSION/bin:$ROOT/node_modules/.bin:$PATH
export PATH

say() { printf '==> %s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# first_program NAME... prints the first of the named programs that exists.
first_program() {
    local name
    for name in "$@"; do
        if command -v "$name" >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

find_chrome() {
    if [ -n "${CHROME:-}" ]; then
        first_program "$CHROME" || fail "CHROME names '$CHROME', which is not a program"
        return
    fi
    first_program chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"
}

find_chromedriver() {
    if [ -n "${CHROMEDRIVER:-}" ]; then
        first_program "$CHROMEDRIVER" || fail "CHROMEDRIVER names '$CHROMEDRIVER', which is not a program"
        return
    fi
    first_program chromedriver
}

# use_python REQUIREMENTS WORDS lets $PYTHON find what a file of pinned packages names, installed into the cache once.
use_python() {
    PYTHON=$(first_program python3 python) || fail "Python 3 is missing"
    local folder unfinished
    folder=$CACHE/python-$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-$(cksum <"$1" | cut -d ' ' -f 1)
    if [ ! -d "$folder" ]; then
        say "$2"
        mkdir -p "$CACHE"
        # Renamed when complete: an interrupted install leaves nothing half done.
        unfinished=$(mktemp -d "$CACHE/unfinished.XXXXXX")
        "$PYTHON" -m pip install --quiet --disable-pip-version-check --target "$unfinished" --requirement "$1" || {
            rm -rf "$unfinished"
            fail "The packages of $1 cannot be installed"
        }
        [ -d "$folder" ] || mv "$unfinished" "$folder"
        rm -rf "$unfinished"
    fi
    export PYTHON PYTHONPATH=$folder
}
