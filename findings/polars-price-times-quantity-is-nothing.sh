#!/usr/bin/env bash
# polars 2.1.0 and pyarrow 26.0.1 (PyPI): price × quantity of one Parquet bill is 0.00 in one, 0.0040 in the other.
#
# Behaviour: the product of two decimal columns has, in polars, the larger scale of the two, so that cents × hundredths of
# a GB are rounded to cents, row by row; in pyarrow, as in SQL, the scales add up and the product is exact. A quotient is
# rounded likewise: 1.00 a month over 730 hours is 0.00 an hour. Neither warns.
# Output seen: 100,000 transfers of 0.20 GB at 0.02 USD
#     pyarrow  row 0.0040  total 400.0000
#     polars   row 0.00    total 0.00
#     polars   1.00 a month / 730 h x 730 h = 0.00
# Why it hurts a planner: transfer between regions is billed in many rows of a fraction of a GB, and bills carry decimal
# types in Parquet. The very cost that a second region adds comes out as nothing, and the monthly cost of a small service,
# made hourly to compare periods of unequal length, too. Summing quantities before the price, or floats, gives 400.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check polars==2.1.0 pyarrow==26.0.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from decimal import Decimal
import polars
import pyarrow
import pyarrow.compute
import pyarrow.parquet

rows = 100_000
money = pyarrow.decimal128(12, 2)
bill = pyarrow.table({
    "gigabytes": pyarrow.array([Decimal("0.20")] * rows, money),
    "price": pyarrow.array([Decimal("0.02")] * rows, money),
    "monthly": pyarrow.array([Decimal("1.00")] * rows, money),
})
pyarrow.parquet.write_table(bill, "bill.parquet")

read = pyarrow.parquet.read_table("bill.parquet")
cost = pyarrow.compute.multiply(read["gigabytes"], read["price"])
exact = str(cost[0]), str(pyarrow.compute.sum(cost))
print(f"pyarrow  row {exact[0]}  total {exact[1]}")

read = polars.read_parquet("bill.parquet")
cost = read.select(polars.col("gigabytes") * polars.col("price")).to_series()
rounded = str(cost[0]), str(cost.sum())
print(f"polars   row {rounded[0]}    total {rounded[1]}")
hourly = str(read.select(polars.col("monthly") / 730 * 730).to_series()[0])
print(f"polars   1.00 a month / 730 h x 730 h = {hourly}")

if (exact, rounded, hourly) != (("0.0040", "400.0000"), ("0.00", "0.00"), "0.00"):
    sys.exit("changed")
print("as described")
PYTHON
