#!/usr/bin/env python3
"""Bills of FOCUS by `geode import` and by DuckDB: the same sums to the cent, the same prices of regions, of CSV and of the
Parquet that DuckDB writes of it; and how fast each reads a gigabyte.

Usage: bench-import.py GEODE [MEGABYTES [DIST]]. Fails where the sums differ, where `geode import` of CSV takes longer than
DuckDB or holds more than 64 MB, and where the page in DIST, in Chromium (CHROME), takes more than three times as long. Bills are written by focus-data-toolkit (three providers, 1.2 and 1.3; 1.4 by its
convert; 1.0 and 1.1 by dropping the newer columns). DuckDB sums on one thread, with the file in memory's cache, as
geode reads it; the best of three counts. Both packages are pinned and installed into a folder of the cache.
"""
import csv
import json
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

PACKAGES = ["duckdb==2.0.1", "focus-data-toolkit==0.14.1"]
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "geode-planner" / "bench-import"
BIN = CACHE / "venv" / "bin"
# What came with a version, to be dropped for the one before.
NEWER = {
    "1.1": ["InvoiceId", "PricingCurrency", "PricingCurrencyContractedUnitPrice", "PricingCurrencyEffectiveCost",
            "PricingCurrencyListUnitPrice", "BillingAccountType", "SubAccountType", "ServiceProviderName",
            "HostProviderName", "AllocatedMethodId", "AllocatedMethodDetails", "AllocatedResourceId",
            "AllocatedResourceName", "AllocatedTags", "ContractApplied", "InvoiceDetailId"],
    "1.0": ["SkuMeter", "SkuPriceDetails", "ServiceSubcategory", "CapacityReservationId", "CapacityReservationStatus",
            "CommitmentDiscountQuantity", "CommitmentDiscountUnit"],
}
NEWER["1.0"] = NEWER["1.1"] + NEWER["1.0"]


def install():
    stamp = CACHE / "packages"
    if not (stamp.exists() and stamp.read_text().split() == PACKAGES):
        venv.create(CACHE / "venv", with_pip=True)
        subprocess.run([BIN / "pip", "install", "--quiet", *PACKAGES], check=True)
        stamp.write_text("\n".join(PACKAGES))


def generate(provider, version, rows):
    out = CACHE / f"{provider}-{version}-{rows}"
    name = out / f"focus_{version.replace('.', '_')}_cost_and_usage_{provider}.csv"
    if not name.exists():
        command = [BIN / "focus-toolkit", "generate", "--provider", provider, "--focus-version", version]
        subprocess.run([*command, "--rows", str(rows), "--seed", "2026", "--out", out], check=True, stdout=subprocess.DEVNULL)
    return name


def without(source, version):
    """The same bill as an older version has it."""
    target = source.with_name(f"as-{version}.csv")
    with open(source, newline="") as read, open(target, "w", newline="") as write:
        rows = csv.DictReader(read)
        kept = [name for name in rows.fieldnames if name not in NEWER[version]]
        writer = csv.DictWriter(write, kept, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return target


def newer(source):
    """The same bill as 1.4 has it."""
    out = source.parent / "as-1.4"
    found = list(out.glob("*_cost_and_usage.csv")) if out.exists() else []
    if not found:
        command = [BIN / "focus-toolkit", "convert", "--cost-and-usage", source, "--mode", "synthetic", "--no-validate"]
        subprocess.run([*command, "--out", out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found = list(out.glob("*_cost_and_usage.csv"))
    return found[0]


def duck(sql):
    # Its progress bar would stand among the rows.
    code = ("import duckdb, json, sys; duckdb.sql('SET threads=1'); duckdb.sql('SET enable_progress_bar=false'); "
            "print(json.dumps((duckdb.sql(sys.argv[1]) or duckdb.sql('SELECT 1')).fetchall(), default=str))")
    return json.loads(subprocess.run([BIN / "python", "-c", code, sql], check=True, capture_output=True, text=True).stdout)


def geode(path):
    return json.loads(subprocess.run([GEODE, "import", path], check=True, capture_output=True, text=True).stdout)


def compare(path):
    """Sums of what geode used, by region, against DuckDB on the same file."""
    report = geode(path)
    column = report["columns"]["cost"]
    rows = duck(f"""SELECT RegionId, sum({column}::DECIMAL(38,15)) FROM read_csv('{path}', all_varchar=true)
        WHERE ChargeCategory IN ('Usage', 'Purchase', 'Adjustment') AND coalesce(ChargeClass, '') <> 'Correction'
        GROUP BY RegionId""")
    scale = 730 / report["period"]["hours"]
    expected = {region: float(cost) * scale for region, cost in rows if region}
    found = {one["region"]: one["monthly"] for one in report["monthly_cost_by_region"]}
    for region, cost in expected.items():
        assert abs(found.get(region, 0) - cost) < 0.005, (path, region, found.get(region), cost)
    total = duck(f"SELECT sum({column}::DECIMAL(38,15)), count(*) FROM read_csv('{path}', all_varchar=true)")[0]
    accounted = report["rows"]["used_sum"] + sum(left.get("sum") or 0 for left in report["rows"]["left_out"])
    assert abs(accounted - float(total[0])) < 0.005 and report["rows"]["read"] == total[1], (path, accounted, total)
    print(f"{report['kind']:10} {path.parent.name:18} {report['rows']['read']:>7} rows, {len(found)} regions: equal to the cent")


# What the same things cost, by region: those with one list price there.
PRICES = """SELECT RegionId, concat_ws('|', SkuMeter, PricingUnit, SkuPriceDetails, ServiceName) AS sku,
    min(ListUnitPrice::DECIMAL(38,15)) AS low, max(ListUnitPrice::DECIMAL(38,15)) AS high,
    sum(EffectiveCost::DECIMAL(38,15))::DOUBLE AS cost
    FROM {rows} WHERE ChargeCategory = 'Usage' AND coalesce(ChargeClass, '') <> 'Correction' AND SkuMeter <> ''
    AND ListUnitPrice::DECIMAL(38,15) > 0 AND RegionId <> '' GROUP BY ALL"""


def compare_prices(path):
    """Measured price indices, against the same formula in SQL."""
    indices = geode(path).get("price_index", [])
    for one in indices:
        rows = PRICES.format(rows=f"read_csv('{path}', all_varchar=true)")
        found = duck(f"""WITH prices AS ({rows}), one AS (SELECT * FROM prices WHERE low = high)
            SELECT exp(sum(weight * ln(ratio)) / sum(weight)), count(*) FROM (
                SELECT greatest(here.cost, 0) + greatest(there.cost, 0) AS weight, here.low::DOUBLE / there.low::DOUBLE AS ratio
                FROM one AS here JOIN one AS there USING (sku)
                WHERE here.RegionId = '{one["region"]}' AND there.RegionId = '{one["against"]}') WHERE weight > 0""")[0]
        assert abs(found[0] - one["index"]) < 1e-6 and found[1] == one["skus"], (path, one, found)
    print(f"{len(indices)} measured prices of regions of {path.parent.name}: equal to DuckDB's")


def parquet(path, target):
    """The same bill as Parquet, written by DuckDB: decimals, doubles, times, a map of tags."""
    duck(f"""COPY (SELECT * REPLACE (
            BilledCost::DECIMAL(38,15) AS BilledCost, EffectiveCost::DECIMAL(38,15) AS EffectiveCost,
            ListUnitPrice::DECIMAL(38,15) AS ListUnitPrice, PricingQuantity::DOUBLE AS PricingQuantity,
            ChargePeriodStart::TIMESTAMP AS ChargePeriodStart, ChargePeriodEnd::TIMESTAMP_NS AS ChargePeriodEnd,
            Tags::JSON::MAP(VARCHAR, VARCHAR) AS Tags)
        FROM read_csv('{path}', all_varchar=true)) TO '{target}' (FORMAT parquet)""")
    return target


def compare_parquet(path):
    """The report of Parquet is that of the CSV, the file's name apart."""
    stored = parquet(path, path.with_suffix(".parquet"))
    one, other = geode(path), geode(stored)
    assert {**one, "file": ""} == {**other, "file": ""}, (path, one, other)
    print(f"{one['kind']:10} {path.parent.name:18} as Parquet: the same report")


# Of DuckDB's time on the same file, and of memory.
SLOWEST_PAGE = 3
MOST_MB = 64


def best(run):
    times = []
    for _ in range(3):
        start = time.monotonic()
        run()
        times.append(time.monotonic() - start)
    return min(times)


def bench(megabytes):
    source = generate("aws", "1.3", 100_000)
    big = CACHE / "big.csv"
    head, body = source.read_bytes().split(b"\n", 1)
    with open(big, "wb") as out:
        out.write(head + b"\n")
        while out.tell() < megabytes * 1e6:
            out.write(body)
    sums = """SELECT RegionId, ServiceCategory, ChargeCategory, sum(EffectiveCost::DECIMAL(38,15)) FROM {rows} GROUP BY ALL"""
    stored = parquet(big, CACHE / "big.parquet")
    start = best(lambda: duck("SELECT 1"))
    missed = []
    for path, rows in [(big, f"read_csv('{big}', all_varchar=true)"), (stored, f"'{stored}'")]:
        size = path.stat().st_size / 1e6
        duck_seconds = best(lambda: duck(sums.format(rows=rows))) - start
        priced_seconds = best(lambda: duck(PRICES.format(rows=rows))) - start
        geode_seconds, megabytes = best(lambda: geode(path)), resident(path)
        print(f"{size:.0f} MB of {path.suffix[1:]}: geode import, sums and measured prices, {geode_seconds:.2f} s, "
              f"{megabytes:.0f} MB resident; DuckDB on one thread, sums {duck_seconds:.2f} s "
              f"({duck_seconds / geode_seconds:.2f} times as long), prices {priced_seconds:.2f} s more")
        if path == big:
            if geode_seconds > duck_seconds:
                missed.append(f"geode import takes {geode_seconds:.2f} s, DuckDB {duck_seconds:.2f} s")
            if megabytes > MOST_MB:
                missed.append(f"geode import holds {megabytes:.0f} MB, {MOST_MB} are the most")
            if DIST:
                page_seconds = in_page(path)
                print(f"the page, in Chromium: {page_seconds:.2f} s ({page_seconds / duck_seconds:.2f} times DuckDB's)")
                if page_seconds > SLOWEST_PAGE * duck_seconds:
                    missed.append(f"the page takes {page_seconds:.2f} s, {SLOWEST_PAGE} times DuckDB's {duck_seconds:.2f} s are the most")
        path.unlink()
    return missed


def in_page(path):
    """The best of three by the page's importer, whose report must be the command's."""
    script = Path(__file__).with_name("bench-importer.mjs")
    said = json.loads(subprocess.run(["node", script, DIST, path], check=True, stdout=subprocess.PIPE, text=True).stdout)
    assert json.loads(said["report"]) == geode(path), (path, said["report"])
    return said["seconds"]


def resident(path):
    """The most memory that geode holds, in MB."""
    shell = subprocess.run(["bash", "-c", f"'{GEODE}' import '{path}' >/dev/null & p=$!; most=0; while kill -0 $p 2>/dev/null; do "
        "m=$(awk '/VmHWM/{print $2}' /proc/$p/status 2>/dev/null); [ \"${m:-0}\" -gt $most ] && most=$m; sleep 0.05; done; echo $most"],
        capture_output=True, text=True, check=True)
    return int(shell.stdout) / 1024


GEODE = Path(sys.argv[1]).resolve()
DIST = Path(sys.argv[3]).resolve() if len(sys.argv) > 3 else None
install()
for provider in ["aws", "azure", "gcp"]:
    for version in ["1.2", "1.3"]:
        compare(generate(provider, version, 5_000))
        compare_prices(generate(provider, version, 5_000))
        compare_parquet(generate(provider, version, 5_000))
    newest = generate(provider, "1.3", 5_000)
    for version in ["1.0", "1.1"]:
        compare(without(newest, version))
    compare(newer(newest))
sys.exit("\n".join(bench(float(sys.argv[2]) if len(sys.argv) > 2 else 1000)) or 0)
