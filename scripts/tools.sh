#!/usr/bin/env bash
# Installs what is missing and is quick when nothing is. Usage: scripts/tools.sh [build|test]
#   build  the wasm target, Trunk, the wasm-bindgen command, wasm-opt, esbuild
#   test   these, a browser with its driver, and LibreOffice Calc (default)
. "$(dirname "$0")/common.sh"

wanted=${1:-test}

# has_version PROGRAM VERSION
has_version() {
    case "$("$1" --version 2>/dev/null || true)" in
    "$1 $2" | "$1 $2 "*) return 0 ;;
    *) return 1 ;;
    esac
}

need_program() {
    command -v "$1" >/dev/null 2>&1 || fail "$1 is missing. $2"
}

# Everything is built in a folder of its own and renamed when complete: an interrupted install leaves nothing half done.
unfinished=
trap '[ -z "$unfinished" ] || rm -rf "$unfinished"' EXIT

new_folder() {
    mkdir -p "$CACHE"
    unfinished=$(mktemp -d "$CACHE/unfinished.XXXXXX")
}

# finish FOLDER moves the new folder into place; one that another run has put there meanwhile is as good.
finish() {
    [ -d "$1" ] || mv "$unfinished" "$1"
    rm -rf "$unfinished"
    unfinished=
}

rust_toolchain() {
    # A pinned toolchain is not installed by itself where rustup is told not to (RUSTUP_AUTO_INSTALL=0).
    if ! rustc --version >/dev/null 2>&1 || ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
        need_program rustup "Install the pinned Rust toolchain of rust-toolchain.toml."
        local channel
        channel=$(awk -F '"' '/^channel/ { print $2 }' rust-toolchain.toml)
        say "Installing Rust $channel (about a minute)"
        rustup toolchain install "$channel" --profile minimal --component rustfmt --component clippy
    fi
    if [ ! -d "$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" ]; then
        need_program rustup "Install Rust's standard library for wasm32-unknown-unknown."
        say "Adding the wasm32-unknown-unknown target (a few seconds)"
        rustup target add wasm32-unknown-unknown
    fi
}

# cargo_tool CRATE VERSION FLAG...
cargo_tool() {
    local crate=$1 version=$2
    shift 2
    new_folder
    # Not an optimised build: it takes half as long, and the tools are fast enough.
    CARGO_PROFILE_DEV_DEBUG=0 CARGO_TARGET_DIR=$unfinished/target \
        cargo install --quiet --locked --debug --root "$unfinished" "$@" "$crate@$version"
    rm -rf "$unfinished/target"
    finish "$CACHE/$crate-$version"
}

trunk_tool() {
    has_version trunk "$TRUNK_VERSION" && return
    say "Building Trunk $TRUNK_VERSION (once, about 4 minutes)"
    cargo_tool trunk "$TRUNK_VERSION" --no-default-features --features rustls
}

bindgen_tool() {
    has_version wasm-bindgen "$BINDGEN_VERSION" && has_version wasm-bindgen-test-runner "$BINDGEN_VERSION" && return
    say "Building wasm-bindgen-cli $BINDGEN_VERSION (once, about 2 minutes)"
    cargo_tool wasm-bindgen-cli "$BINDGEN_VERSION"
}

node_tools() {
    if [ ! -d "$NODE_TOOLS" ]; then
        say "Installing wasm-opt, esbuild, playwright-core and axe-core from npm (once, a few seconds)"
        new_folder
        cp package.json package-lock.json "$unfinished"
        (cd "$unfinished" && npm ci --loglevel=error --ignore-scripts --no-audit --no-fund)
        finish "$NODE_TOOLS"
    fi
    # A link, so that scripts and tests import by plain name and every clone shares the one folder.
    if [ "$(readlink node_modules 2>/dev/null)" != "$NODE_TOOLS/node_modules" ]; then
        rm -rf node_modules
        ln -s "$NODE_TOOLS/node_modules" node_modules
    fi
}

browser() {
    find_chrome >/dev/null && find_chromedriver >/dev/null && return
    local root
    root=
    if [ "$(id -u)" != 0 ]; then
        root="sudo -n"
    fi
    local by_hand="install Chromium or Chrome and its chromedriver, or name them: CHROME=/path/to/chrome CHROMEDRIVER=/path/to/chromedriver make test"
    if [ "$(uname)" = Darwin ]; then
        fail "no browser or no chromedriver found. Run: brew install --cask google-chrome chromedriver   (or $by_hand)"
    fi
    command -v apt-get >/dev/null || fail "no browser or no chromedriver found: $by_hand"
    if ! $root true 2>/dev/null; then
        fail "no browser or no chromedriver found. Run: sudo apt-get update && sudo apt-get install --yes chromium chromium-driver   (or $by_hand)"
    fi
    say "Installing Chromium and its driver with apt-get (about a minute)"
    $root apt-get update -qq
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends chromium chromium-driver >/dev/null
}

# Recalculates the workbook in a test, which without it says "not run".
office() {
    if command -v soffice >/dev/null 2>&1; then return; fi
    local root
    root=
    if [ "$(id -u)" != 0 ]; then
        root="sudo -n"
    fi
    if ! command -v apt-get >/dev/null || ! $root true 2>/dev/null; then
        say "LibreOffice Calc is missing and cannot be installed here: its tests are not run"
        return
    fi
    say "Installing LibreOffice Calc with apt-get (about a minute)"
    { $root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes \
        --no-install-recommends libreoffice-calc >/dev/null; } || say "LibreOffice Calc cannot be installed: its tests are not run"
}

need_program node "Install Node.js 20 or newer."
need_program npm "Install npm; it comes with Node.js."
need_program cargo "Install Rust with rustup."

rust_toolchain
node_tools
trunk_tool
bindgen_tool
case $wanted in
build) ;;
test) browser && office ;;
*) fail "unknown argument '$wanted'; known are build and test" ;;
esac
