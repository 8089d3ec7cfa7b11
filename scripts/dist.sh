#!/usr/bin/env bash
# Builds the optimised app into dist/, unless nothing has changed since the last time.
. "$(dirname "$0")/common.sh"

stamp=target/dist.stamp

# Whatever can change the result: all but what is known not to. Folders count, so that a deleted file does too;
# the root does not, because the build itself writes there.
changed() {
    [ -f "$stamp" ] && [ -f dist/index.html ] && [ ! dist/index.html -nt "$stamp" ] || return 0
    [ -n "$(find . \( -path ./.git -o -path ./target -o -path ./dist -o -path ./node_modules -o -path ./screenshots \
        -o -path ./cli -o -path ./tests -o -path ./benches -o -path ./docs -o -path ./examples -o -name '*.md' \) -prune \
        -o ! -path . -newer "$stamp" -print | head -n 1)" ]
}

if ! changed; then
    say "dist/ is up to date"
    exit 0
fi

say "Building the optimised app into dist/ (three minutes the first time)"
mkdir -p target
# Trunk runs offline so that it takes the installed tools, which makes cargo run offline too.
cargo fetch --quiet --locked
# Taken before the build: a file that is changed while it runs is newer than the stamp.
touch "$stamp.new"
# Trunk takes colours from NO_COLOR only as true or false. Without a backtrace the reason of a failure is what it ends with.
NO_COLOR=true RUST_BACKTRACE=0 trunk build --log warn
# Spaces, comments and long names of scripts and styles stay with the source.
find dist -name '*.js' -exec esbuild --minify --log-level=warning --outdir=dist --outbase=dist --allow-overwrite {} +
find dist -name '*.css' -exec esbuild --minify --log-level=warning --outdir=dist --outbase=dist --allow-overwrite {} +
node scripts/name.mjs dist
touch -r "$stamp.new" dist/index.html
mv "$stamp.new" "$stamp"
