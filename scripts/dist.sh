#!/usr/bin/env bash
# Builds the optimised app into dist/, unless nothing has changed since the last time.
. "$(dirname "$0")/common.sh"

stamp=target/dist.stamp

# Whatever can change the result: all but what is known not to. Folders count, so that a deleted file does too;
# the root does not, because the build itself writes there.
changed() {
    [ -f "$stamp" ] && [ -f dist/index.html ] && [ ! dist/index.html -nt "$stamp" ] || return 0
    [ -n "$(find . \( -path ./.git -o -path ./target -o -path ./dist -o -path ./node_modules -o -path ./screenshots \
        -o -path ./cli -o -path ./tests -o -path ./benches -o -path ./docs -o -name '*.md' \) -prune \
        -o ! -path . -newer "$stamp" -print | head -n 1)" ]
}

if ! changed; then
    say "dist/ is up to date"
    exit 0
fi

# What the build itself runs; before the flags below, which are for the wasm alone.
cargo fetch --quiet --locked
# The standard library is built with the app, as small as the app, and without the words of panics: what stops the app
# is told by the browser. That is a tenth of the transfer. LLVM is kept from what makes code quicker and larger:
# inlining (8 KB of transfer), structs copied word by word (7), pointers that walk beside an index (3), loads ahead of
# the branch that needs them (1). The flags are not stable, hence RUSTC_BOOTSTRAP; the toolchain is pinned, so they mean
# tomorrow what they mean today.
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS # they would take the place of the flags here
export RUSTC_BOOTSTRAP=1
export CARGO_UNSTABLE_BUILD_STD=std,panic_abort
export CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
# The first is that of .cargo/config.toml, which these take the place of.
flags="--cfg erase_components -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none"
for option in inline-threshold=0 max-store-memcpy=1 max-store-memmove=1 max-store-memset=1 disable-lsr \
    enable-pre=false enable-load-pre=false; do
    flags+=" -Cllvm-args=-$option"
done
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags"

say "Building the optimised app into dist/ (three minutes the first time)"
mkdir -p target
# Trunk runs offline so that it takes the installed tools, which makes cargo run offline too.
cargo fetch --quiet --locked --target wasm32-unknown-unknown # and of the standard library
# Taken before the build: a file that is changed while it runs is newer than the stamp.
touch "$stamp.new"
# Trunk takes colours from NO_COLOR only as true or false.
NO_COLOR=true trunk build --log warn
node scripts/shrink.mjs dist
# Spaces, comments and long names of scripts and styles stay with the source, and comments of the page.
find dist -name '*.js' -exec esbuild --minify --log-level=warning --outdir=dist --outbase=dist --allow-overwrite {} +
find dist -name '*.css' -exec esbuild --minify --log-level=warning --outdir=dist --outbase=dist --allow-overwrite {} +
node -e '
    const { readFileSync, writeFileSync } = require("node:fs");
    const page = readFileSync("dist/index.html", "utf8");
    writeFileSync("dist/index.html", page.replace(/<!--[^]*?-->\s*/g, ""));
'
touch -r "$stamp.new" dist/index.html
mv "$stamp.new" "$stamp"
