"""Compares fifty cells of public/catalogue.txt, drawn by a fixed seed, with their source files.

Each cell is looked up in the source by a reader of its own, none of which build.py uses. Exit 1 where one differs. With
--write what the sources have of these cells is kept in tests/data/source-cells.txt, which tests/catalogue_sources.rs reads.
"""

import csv
import io
import json
import random
import re
import statistics
import sys
from pathlib import Path

import hand
from sources import (
    AZURE_LATENCY, CARBON_COEFFICIENTS, CLDR, CLOUDS, GOOGLE_CARBON, INTERNET, KARPENTER_AZURE, KARPENTER_GCP, POPULATION,
    SKYPILOT, SKYPLANE_AWS, SKYPLANE_COST, SKYPLANE_LATENCY,
)

SEED = 21
DRAWN = {"azure-rtt": 10, "skyplane-rtt": 10, "transfer": 8, "prices": 7, "carbon": 5, "regions": 5, "countries": 5}
KEPT = Path(__file__).resolve().parents[2] / "tests/data/source-cells.txt"
CATALOGUE = Path(__file__).resolve().parents[2] / "public/catalogue.txt"


def tables():
    """(name, key of the first source) to rows; tables of one name one after the other."""
    found, name, key = [], "", ""
    for line in CATALOGUE.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("["):
            found.append((line.strip("[]"), [], []))
        elif line.startswith("= "):
            found[-1][1].append(line[2:].split("|")[0])
        else:
            found[-1][2].append(line)
    return found


def cells():
    """Kind to (what, value)."""
    found = {kind: [] for kind in DRAWN}
    for name, sources, rows in tables():
        if name == "rtt":
            ids = rows[0].split(" ")
            for at, row in enumerate(rows[1:], 1):
                found[sources[0]] += [((a, ids[at]), float(ms)) for a, ms in zip(ids, row.split(" ")) if ms != "-"]
        elif name == "transfer":
            ids = rows[0].split(" ")
            for a, row in zip(ids, rows[1:]):
                found[name] += [((a, b), float(usd)) for b, usd in zip(ids, row.split(" ")) if usd != "-"]
        elif name == "prices":
            found[name] += [(row.split("|")[0], float(row.split("|")[1])) for row in rows if row.endswith("|list")]
        elif name == "carbon":
            found[name] += [(row.split("|")[0], float(row.split("|")[1])) for row in rows]
        elif name == "regions":
            split = [row.split("|") for row in rows]
            moved = {*hand.PLACES, *hand.ADDED}
            found[name] += [(row[1], row[6]) for row in split if row[6] and row[1] not in moved]
        elif name == "countries":
            split = [row.split("|") for row in rows]
            found[name] += [((row[1], row[0], row[2], row[8]), float(row[7])) for row in split if row[8] != "e"]
    return found


def azure_rtt(pair):
    lines = AZURE_LATENCY.text("az_scout_latency_stats/data/latency.csv").splitlines()
    squeezed = [[cell.replace(" ", "").lower() for cell in line.split(",")] for line in lines]
    both = []
    for a, b in (pair, pair[::-1]):
        row = next((line for line in squeezed if line[0] == a), None)
        if row and row[squeezed[0].index(b)]:
            both.append(row[squeezed[0].index(b)])
    return both, [AZURE_LATENCY]


def skyplane_rtt(pair):
    text, both = SKYPLANE_LATENCY.text("profiles/latency.csv"), []
    for a, b in (pair, pair[::-1]):
        zone = r"(?:-[a-f])?"
        line = rf"^\w+:{a}{zone},PREMIUM,[^,]+,\w+:{b}{zone},PREMIUM,[^,]+,[0-9.]+,([0-9.]+),"
        both += re.findall(line, text, re.M)
    return both, [SKYPLANE_LATENCY]


def transfer(pair):
    a, b = pair
    zone = r"(?:-[a-f])?"
    aws = re.search(rf"^{a},{b},([0-9.]+)$", SKYPLANE_AWS.text("skyplane/data/aws_transfer_costs.csv"), re.M)
    others = rf"^\w+:{a}{zone},\w+:{b}{zone},PREMIUM,PREMIUM,([0-9.]+)$"
    if aws:
        return [aws[1]], [SKYPLANE_AWS]
    return [re.search(others, SKYPLANE_COST.text("profiles/cost.csv"), re.M)[1]], [SKYPLANE_COST]


def price(region):
    """Prices there and in the reference region, of each kind of machine."""
    if re.search(r"-\d$", region):
        of = lambda name: re.search(rf"^m5\.xlarge,.*?,([0-9.]+),[0-9.]*,{name},", SKYPILOT.text("catalogs/v8/aws/vms.csv"), re.M)[1]
        return [f"{of(region)}/{of('us-east-1')}"], [SKYPILOT]
    if "-" in region:
        table = json.loads(KARPENTER_GCP.text("pkg/providers/pricing/initial-prices.json"))["prices"]
        here, base = table[region]["on_demand"], table["us-central1"]["on_demand"]
        both = [f"{kind}-standard-4" for kind in ("e2", "n2", "n4")]
        return [f"{here[kind]}/{base[kind]}" for kind in both if kind in here], [KARPENTER_GCP]
    text = KARPENTER_AZURE.text("pkg/providers/pricing/zz_generated.pricing.go")

    def of(name, kind):
        block = text.split(f'initialOnDemandPrices["{name}"]')[1].split("\n\t}")[0]
        cell = re.search(rf'"Standard_D2s_{kind}":\s+([0-9.]+),', block)
        return cell[1] if cell else None

    return [f"{of(region, kind)}/{of('eastus', kind)}" for kind in ("v3", "v5") if of(region, kind)], [KARPENTER_AZURE]


def carbon(region):
    google = re.search(rf"^{region},.*,([0-9.]+)$", GOOGLE_CARBON.text("data/yearly/2024.csv").replace("\r", ""), re.M)
    if google:
        return [google[1]], [GOOGLE_CARBON]
    for provider in ("aws", "azure"):
        for line in CARBON_COEFFICIENTS.text(f"data/grid-emissions-factors-{provider}.csv").splitlines():
            name, *_, tonnes, _ = line.split(",")
            if name.replace(" ", "").lower() == region:
                return [tonnes], [CARBON_COEFFICIENTS]
    return [], []


def place(region):
    where = next(one for one in json.loads(CLOUDS.text("data/regions.json"))["regions"] if one["regionCode"] == region)["location"]
    return [where["latitude"], where["longitude"]], [CLOUDS]


def thousands(what):
    """People, and the share of them in percent."""
    code, short, name, year = what
    people = [line for line in csv.reader(io.StringIO(POPULATION.text("data/population.csv"))) if line[1] == code]
    shares = csv.reader(io.StringIO(INTERNET.text("share-of-individuals-using-the-internet.csv")))
    share = next(line[3] for line in shares if line[1] == code and line[2] == year)
    named = json.loads(CLDR.text("main/en/territories.json"))["main"]["en"]["localeDisplayNames"]["territories"]
    if name not in (named[short], named.get(f"{short}-alt-short")):
        return [], []
    return [people[-1][3], share], [POPULATION, INTERNET]


READERS = {"azure-rtt": azure_rtt, "skyplane-rtt": skyplane_rtt, "transfer": transfer, "prices": price, "carbon": carbon,
           "regions": place, "countries": thousands}


def value_of(kind, raw, sources):
    """What the catalogue makes of what the sources have; none where they have nothing."""
    if not raw:
        return None
    if kind == "regions":
        return ",".join(f"{degrees:.2f}" for degrees in raw)
    if kind == "prices":
        parts = [float(here) / float(base) for here, base in (pair.split("/") for pair in raw)]
        return statistics.median(parts) if sources == [KARPENTER_GCP] else statistics.mean(parts)
    numbers = [float(number) for number in raw]
    if kind == "countries":
        return numbers[0] * numbers[1] / 100 / 1000
    return statistics.mean(numbers) * (1e6 if sources == [CARBON_COEFFICIENTS] else 1)


def same(kind, value, source):
    if source is None or isinstance(value, str):
        return value == source
    # As the table rounds: whole milliseconds above 10, tenths below, grams, thousandths of an index, three digits of users.
    slack = {"azure-rtt": 0.5 if value >= 10 else 0.05, "skyplane-rtt": 0.5 if value >= 10 else 0.05, "transfer": 1e-9,
             "prices": 5.1e-4, "carbon": 0.5, "countries": value * 0.005}[kind]
    return abs(value - source) <= slack + 1e-9


def main():
    draw, wrong, kept = random.Random(SEED), 0, []
    for kind, found in cells().items():
        for what, value in draw.sample(sorted(found, key=str), DRAWN[kind]):
            raw, sources = READERS[kind](what)
            source = value_of(kind, raw, sources)
            cell = what[1] if kind == "countries" else " ".join([what] if isinstance(what, str) else what)
            named = ";".join(f"{one.key},{one.date},{one.address}" for one in sources)
            kept.append("|".join([kind, cell, " ".join(map(str, raw)), named]))
            right = same(kind, value, source)
            wrong += not right
            print("same  " if right else "WRONG ", kind, what, value, source)
    print(f"{sum(DRAWN.values())} cells, {wrong} differ")
    if "--write" in sys.argv:
        head = f"# What the sources have of fifty cells of the catalogue, drawn by seed {SEED}: scripts/catalogue/check.py --write"
        KEPT.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
