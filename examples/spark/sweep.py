"""A sweep through Spark: Parquet in, every row through `geode sweep`, Parquet out, held against the command alone.

    make spark                                   # on this machine
    spark-submit --master spark://HOST:7077 sweep.py --geode /usr/local/bin/geode scenario.json

On a cluster only the master's address differs; the command and the scenario must stand at the same paths on each worker.
"""

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType, DoubleType, LongType, StringType, StructField, StructType

INPUTS = ["/revenue/monthly", "/regions/us-east/mttr_hours"]
FIGURES = [
    "rigorous/unavailability",
    "rigorous/mean_latency_ms",
    "rigorous/monthly_cost/total",
    "rigorous/net_monthly_benefit",
    "rigorous/break_even_monthly_revenue",
]


def column(name: str):
    """A column by its name, which has slashes."""
    return F.col(f"`{name}`")


def make_rows(spark: SparkSession, count: int, folder: str) -> None:
    """Rows of changed inputs as Parquet: a number that is carried through, and two inputs."""
    n = F.col("n")
    revenue = (1e6 + 37.5 * n).alias(INPUTS[0])
    repair = (0.5 + (n % 997) / 250).alias(INPUTS[1])
    spark.range(count).select(F.col("id").alias("n")).select("n", revenue, repair).write.parquet(folder)


def check_rows(rows: DataFrame) -> None:
    """JSON leaves out what is null, and the first row of a partition names the columns: each row must have all of them."""
    missing = rows.where(" or ".join(f"`{name}` is null" for name in rows.columns)).limit(1).collect()
    if missing:
        sys.exit(f"error: a row has no value in some column: {missing[0]}. Fill in what the scenario says.")


def answers(spark: SparkSession, rows: DataFrame, command: list[str], figures: list[str]) -> DataFrame:
    """The rows with their figures. Each partition is the standard input of a command of its own."""
    # Without checkCode Spark loses the rows of a command that ends early, and says nothing.
    lines = rows.toJSON().pipe(shlex.join([*command, "--format", "jsonl", "--threads", "1"]), checkCode=True)
    schema = StructType(
        [StructField("n", LongType())]
        + [StructField(name, DoubleType()) for name in INPUTS + figures]
        + [StructField("repairs", ArrayType(StringType())), StructField("error", StringType())]
    )
    # A line that does not fit the schema is an error, not a row of nulls.
    return spark.read.schema(schema).option("mode", "FAILFAST").json(lines)


def by_the_command_alone(spark: SparkSession, command: list[str], rows: str, folder: Path) -> DataFrame:
    """The same by the command from Parquet to Parquet, part by part."""
    for part in sorted(Path(rows).glob("part-*.parquet")):
        with open(folder / part.name, "wb") as out:
            subprocess.run([*command, "--rows", str(part), "--format", "parquet"], stdout=out, check=True)
    return spark.read.parquet(str(folder))


def compare(found: DataFrame, expected: DataFrame, count: int) -> None:
    """Every row of one stands in the other. What is carried is text in the command's Parquet."""
    found = found.withColumn("repairs", F.size("repairs").cast("long"))
    expected = expected.withColumn("n", F.col("n").cast("long")).select(found.columns)
    if (found.count(), expected.count()) != (count, count):
        sys.exit(f"error: {found.count()} rows through Spark, {expected.count()} by the command, {count} asked")
    if found.exceptAll(expected).limit(1).count():
        sys.exit("error: Spark and the command differ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--geode", default="geode", help="the command")
    parser.add_argument("--rows", type=int, default=200_000, help="how many rows")
    arguments = parser.parse_args()
    options = [option["id"] for option in json.loads(arguments.scenario.read_text())["options"]]
    figures = [f"{option}/{figure}" for figure in FIGURES for option in options]
    command = [arguments.geode, "sweep", str(arguments.scenario.resolve()), "--figures", ",".join(FIGURES)]

    spark = SparkSession.builder.appName("geode sweep").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    with tempfile.TemporaryDirectory() as scratch:
        rows, out, alone = (str(Path(scratch, name)) for name in ("rows", "answers", "alone"))
        make_rows(spark, arguments.rows, rows)
        read = spark.read.parquet(rows)
        check_rows(read)

        start = time.monotonic()
        answers(spark, read, [*command, "--rows", "-"], figures).write.parquet(out)
        seconds = time.monotonic() - start
        found = spark.read.parquet(out)
        wrong = found.where(F.col("error").isNotNull())
        if count := wrong.count():
            sys.exit(f"error: {count} rows have an error, such as: {wrong.first()['error']}")
        print(f"Spark, Parquet to Parquet, {spark.sparkContext.master}: {arguments.rows / seconds:,.0f} rows a second")

        Path(alone).mkdir()
        start = time.monotonic()
        expected = by_the_command_alone(spark, command, rows, Path(alone))
        seconds = time.monotonic() - start
        print(f"geode sweep, Parquet to Parquet: {arguments.rows / seconds:,.0f} rows a second")
        compare(found, expected, arguments.rows)
        print(f"{arguments.rows:,} rows of {len(figures)} figures are equal")
    spark.stop()


if __name__ == "__main__":
    main()
