#!/usr/bin/env bash
# Runs every command of docs/data-tools.md: DuckDB and pandas on the Parquet of a sweep.
. "$(dirname "$0")/common.sh"

use_python examples/data/requirements.txt "Installing DuckDB and pandas (a minute, 250 MB)"
cargo build --quiet --locked --release -p geode-cli
say "The commands of docs/data-tools.md"
PATH=$ROOT/target/release:$PATH "$PYTHON" scripts/data-tools.py docs/data-tools.md tests/links/v1-worked-example.json
