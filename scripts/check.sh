#!/usr/bin/env bash
# The checks, one by one or all. Usage: scripts/check.sh all|format|lint|native|properties|wasm|size|e2e|bench|screenshots
. "$(dirname "$0")/common.sh"

wasm_target=wasm32-unknown-unknown

# Browser tests find these two by name wherever the machine keeps them.
use_browser() {
    CHROME=$(find_chrome)
    CHROMEDRIVER=$(find_chromedriver)
    export CHROME CHROMEDRIVER
    # webdriver.json with the browser that was found, since the driver would start one of its own choice.
    mkdir -p target
    WASM_BINDGEN_TEST_WEBDRIVER_JSON=$ROOT/target/webdriver.json
    export WASM_BINDGEN_TEST_WEBDRIVER_JSON
    node -e '
        const file = JSON.parse(require("fs").readFileSync("webdriver.json", "utf8"));
        file["goog:chromeOptions"].binary = process.env.CHROME;
        console.log(JSON.stringify(file));
    ' >"$WASM_BINDGEN_TEST_WEBDRIVER_JSON"
}

format() {
    say "Format"
    cargo fmt --all --check
}

lint() {
    say "Lint, browser tests"
    node scripts/lint-e2e.mjs
    say "Lint, native"
    cargo clippy --locked --workspace --all-targets -- -D warnings
    # The app and, as its dependency in the workspace, the core; never the command.
    say "Lint, wasm"
    cargo clippy --locked --target "$wasm_target" -p geode-planner --all-targets -- -D warnings
    cargo clippy --locked --target "$wasm_target" -p geode-browser -p geode-import -p geode-workbook -- -D warnings
    say "Documentation"
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps -p geode-core -p geode-import -p geode-workbook
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --target "$wasm_target" -p geode-browser -p geode-planner --document-private-items
}

native() {
    say "Native tests"
    # One seed, so that what is checked depends on the commit alone; `properties` tries others.
    PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-20261128} cargo test --locked --workspace
    command -v soffice >/dev/null || say "Recalculation by LibreOffice: not run, it is not installed"
}

# Every property again, with other values each time and more of them.
properties() {
    say "Properties"
    PROPTEST_CASES=${PROPTEST_CASES:-4000} cargo test --locked --workspace --tests
}

wasm() {
    use_browser
    say "Tests of the app in the browser, by unit"
    cargo test --locked --target "$wasm_target" -p geode-planner --lib
}

size() {
    scripts/dist.sh
    say "Transfer size"
    node scripts/size.mjs dist
}

e2e() {
    use_browser
    scripts/dist.sh
    say "Tests of the app in the browser, end to end"
    # The file names, not the folder: Node 20 and 22 read a folder differently.
    # One file after the other: two browsers at once on two cores make the timings of tests mean nothing.
    local run
    for ((run = 1; run <= ${REPEAT:-1}; run++)); do
        node --test --test-concurrency=1 --test-reporter=spec ${ONLY:+--test-name-pattern="$ONLY"} tests/e2e/*.test.mjs
    done
}

# How long an evaluation of the largest scenarios takes, and rows a second of a sweep, beside lines a second: of the commit whose checkout stands in a folder, else of this one.
command_bench() {
    say "Building the command"
    cargo build --locked --release -p geode-cli
    if [ -n "${1:-}" ]; then
        (cd "$1/tree" && CARGO_TARGET_DIR=$1/target cargo build --locked --release -p geode-cli)
    fi
    say "Evaluations of the largest scenarios by the command"
    node scripts/bench-evaluate.mjs target/release/geode ${1:+"$1/target/release/geode"}
    say "Benchmark of sweeps"
    node scripts/bench-sweep.mjs target/release/geode ${1:+"$1/target/release/geode"}
}

# Bills beside DuckDB: the same sums, and how fast.
import_bench() {
    say "Benchmark of bills, by the command and in the browser"
    cargo build --locked --release -p geode-cli
    python3 scripts/bench-import.py target/release/geode 1000 dist
}

# What an earlier commit was, and what is: OLD=commit make bench.
compare() {
    use_browser
    scripts/dist.sh
    local commit
    commit=$(git rev-parse --verify --quiet "$OLD^{commit}") || fail "OLD names '$OLD', which is no commit"
    old=$(mktemp -d)
    trap 'git worktree remove --force "$old/tree"; rm -rf "$old"' EXIT
    git worktree add --quiet --detach "$old/tree" "$commit"
    say "Building $OLD by its own scripts"
    # A folder of its own for what is compiled: cargo takes files of another checkout for its own.
    (cd "$old/tree" && export CARGO_TARGET_DIR=$old/target && scripts/tools.sh build && scripts/dist.sh)
    command_bench "$old"
    say "The app in the browser, $OLD and now in turn"
    node scripts/bench-browser.mjs "$old/tree/dist"
}

bench() {
    if [ -n "${OLD:-}" ]; then
        compare
        return
    fi
    say "Benchmarks of the engine"
    cargo bench --locked --workspace
    say "The textbook model under uncertainty, beside other libraries"
    node scripts/bench-uncertainty.mjs
    command_bench
    say "Benchmark of placement, beside HiGHS"
    scripts/bench-placement.py
    use_browser
    scripts/dist.sh
    import_bench
    say "Benchmarks of the app in the browser"
    node scripts/bench-browser.mjs
}

screenshots() {
    use_browser
    scripts/dist.sh
    say "Pictures into screenshots/"
    node scripts/screenshots.mjs
}

case ${1:-all} in
format) format ;;
lint) scripts/tools.sh build && lint ;;
native) scripts/tools.sh build && native ;;
properties) scripts/tools.sh build && properties ;;
wasm) scripts/tools.sh test && wasm ;;
size) scripts/tools.sh build && size ;;
e2e) scripts/tools.sh test && e2e ;;
bench) scripts/tools.sh test && bench ;;
screenshots) scripts/tools.sh test && screenshots ;;
all)
    started=$SECONDS
    # Everything is built once: what makes the next build quick takes 1.4 GB of a fresh clone's target folder.
    [ -d target/debug ] || export CARGO_INCREMENTAL=0
    scripts/tools.sh test
    # What fails soonest comes first.
    format
    lint
    native
    wasm
    size
    e2e
    say "All checks passed in $((SECONDS - started)) s"
    ;;
*) fail "unknown check '$1'" ;;
esac
