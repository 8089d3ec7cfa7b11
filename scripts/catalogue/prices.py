"""Price index of a virtual machine by region, transfer prices between regions, carbon of the grid."""

import csv
import io
import json
import re

import hand
from geo import median
from sources import (
    CARBON_COEFFICIENTS, GOOGLE_CARBON, KARPENTER_AWS, KARPENTER_AZURE, KARPENTER_GCP, LIBCLOUD, SKYPILOT, SKYPLANE_AWS,
    SKYPLANE_COST, skyplane_place,
)

AWS_TYPE = "m5.xlarge"
# An estimate needs at least so many types that both regions sell.
LEAST_TYPES = 50
# Outside these the source mixed up two kinds of price: reserved, dedicated, other systems.
SANE_RATIOS = (0.8, 3.0)


def aws_list():
    rows = csv.DictReader(io.StringIO(SKYPILOT.text("catalogs/v8/aws/vms.csv")))
    prices = {row["Region"]: float(row["Price"]) for row in rows if row["InstanceType"] == AWS_TYPE and row["Price"]}
    return {region: price / prices["us-east-1"] for region, price in prices.items()}


def aws_estimates():
    """The median over many types of price ÷ price in us-east-1: single prices of this source are not to be used."""
    text = KARPENTER_AWS.text("pkg/providers/pricing/zz_generated.pricing_aws.go")
    base = {name: float(price) for name, price in re.findall(r'"([a-z0-9.-]+)": ([0-9.]+)', text)}
    table = json.loads(LIBCLOUD.text("libcloud/data/pricing.json"))["compute"]["ec2_linux"]
    ratios = {}
    for kind, prices in table.items():
        for region, price in prices.items():
            ratio = float(price or 0) / base.get(kind, float("inf"))
            if SANE_RATIOS[0] <= ratio <= SANE_RATIOS[1]:
                ratios.setdefault(region, []).append(ratio)
    return {region: median(values) for region, values in ratios.items() if len(values) >= LEAST_TYPES}


def azure_list():
    """The mean of D2s v3 and v5 against eastus, or of the one that is sold."""
    text, prices = KARPENTER_AZURE.text("pkg/providers/pricing/zz_generated.pricing.go"), {}
    for region, block in re.findall(r'initialOnDemandPrices\["(\w+)"\] = map\[string\]float64\{(.*?)\n\t\}', text, re.S):
        found = dict(re.findall(r'"(Standard_D2s_v[35])":\s+([0-9.]+)', block))
        prices[region] = {kind: float(price) for kind, price in found.items()}
    base = prices["eastus"]
    ratios = {region: [price / base[kind] for kind, price in found.items()] for region, found in prices.items()}
    return {region: sum(values) / len(values) for region, values in ratios.items() if values}


def gcp_list():
    """The median of e2, n2 and n4 standard-4 against us-central1, of those that are sold."""
    prices = json.loads(KARPENTER_GCP.text("pkg/providers/pricing/initial-prices.json"))["prices"]
    kinds = ("e2-standard-4", "n2-standard-4", "n4-standard-4")
    base, index = prices["us-central1"]["on_demand"], {}
    for region, one in prices.items():
        ratios = [one["on_demand"][kind] / base[kind] for kind in kinds if kind in one["on_demand"]]
        if ratios:
            index[region] = median(ratios)
    return index


def price_index(ids):
    """Id to (ratio, "list" or "estimate")."""
    found = {}
    for table, method in ((aws_estimates(), "estimate"), (aws_list(), "list"), (azure_list(), "list"), (gcp_list(), "list")):
        found.update({region: (ratio, method) for region, ratio in table.items() if region in ids})
    return found


def transfer(ids):
    """Provider to (from, to) to USD per GB. A price of 0 between regions is a gap of the source, not a gift."""
    tables = {"aws": {}, "azure": {}, "gcp": {}}
    for row in csv.DictReader(io.StringIO(SKYPLANE_AWS.text("skyplane/data/aws_transfer_costs.csv"))):
        tables["aws"][row["src"], row["dst"]] = float(row["cost"])
    for row in csv.DictReader(io.StringIO(SKYPLANE_COST.text("profiles/cost.csv"))):
        (provider, a), (other, b) = skyplane_place(row["src"]), skyplane_place(row["dest"])
        premium = row["src_tier"] == row["dest_tier"] == "PREMIUM"
        if provider == other and provider != "aws" and premium:
            tables[provider][a, b] = float(row["cost"])
    inside = lambda pair: pair[0] != pair[1] and pair[0] in ids and pair[1] in ids
    return {provider: {pair: usd for pair, usd in table.items() if inside(pair) and usd > 0} for provider, table in tables.items()}


def matrix(pairs):
    """The ids, then a row for each: from it to all of them, in USD per GB."""
    ids = sorted({one for pair in pairs for one in pair})
    yield " ".join(ids)
    for a in ids:
        yield " ".join(f"{pairs[a, b]:g}" if (a, b) in pairs else "-" for b in ids)


def carbon(rows):
    """Id to (grams of CO2e per kWh, source key). A cell that is no plain decimal is a fault of the source: unknown."""
    found = {}
    for row in csv.DictReader(io.StringIO(GOOGLE_CARBON.text("data/yearly/2024.csv"))):
        found[row["Google Cloud Region"]] = (float(row["Grid carbon intensity (gCO2eq / kWh)"]), GOOGLE_CARBON.key)
    for provider in ("aws", "azure"):
        for row in csv.DictReader(io.StringIO(CARBON_COEFFICIENTS.text(f"data/grid-emissions-factors-{provider}.csv"))):
            key, cell = row["Region"].lower().replace(" ", ""), row["CO2e (metric ton/kWh)"].strip()
            if re.fullmatch(r"0\.[0-9]+", cell):
                found[key] = (float(cell) * 1e6, CARBON_COEFFICIENTS.key)
    return {row[1]: found[row[1]] for row in rows if row[1] in found}
