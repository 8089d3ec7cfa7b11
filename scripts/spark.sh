#!/usr/bin/env bash
# A sweep through Spark on this machine, held against the command alone: examples/spark/sweep.py.
. "$(dirname "$0")/common.sh"

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null 2>&1 || fail "Spark needs Java 17 or newer, and there is no $java. On Debian: apt-get install openjdk-17-jre-headless"
java_version=$("$java" -version 2>&1 | awk -F '"' '/version/ { print $2; exit }')
[ "${java_version%%.*}" -ge 17 ] 2>/dev/null || fail "Spark needs Java 17 or newer; $java is version ${java_version:-unknown}"

use_python examples/spark/requirements.txt "Installing PySpark (about a minute, 400 MB)"
cargo build --quiet --locked --release -p geode-cli
say "A sweep through Spark, Java $java_version"
# Spark would ask the machine for the address of its own name.
SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON=$PYTHON \
    "$PYTHON" examples/spark/sweep.py --geode "$ROOT/target/release/geode" --rows "${ROWS:-200000}" tests/links/v1-worked-example.json
