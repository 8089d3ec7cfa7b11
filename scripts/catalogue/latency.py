"""Measured round trips, and the corridor model for what nobody measured."""

import csv
import io
from collections import defaultdict

from geo import fibre_ms, km, median, quantile
from sources import AZURE_LATENCY, SKYPLANE_LATENCY, skyplane_place

# Milliseconds of a round trip that do not grow with distance: networks at both ends.
ENDS_MS = 4.0
# Below this the ends matter more than the way, and a stretch says nothing.
STRETCH_FROM_KM = 100.0


def _averaged(directed):
    """Both directions in one: their mean."""
    pairs = defaultdict(list)
    for (a, b), ms in directed.items():
        pairs[min(a, b), max(a, b)].append(ms)
    return {pair: sum(values) / len(values) for pair, values in pairs.items()}


def azure(places):
    table = list(csv.reader(io.StringIO(AZURE_LATENCY.text("az_scout_latency_stats/data/latency.csv"))))
    ids = [name.lower().replace(" ", "") for name in table[0]]
    directed = {}
    for row in table[1:]:
        a = row[0].lower().replace(" ", "")
        for b, cell in zip(ids[1:], row[1:]):
            if a != b and cell.strip() and a in places and b in places:
                directed[a, b] = float(cell)
    return directed


def skyplane(places):
    """Premium tier; the minimum is noise, so the average of each direction."""
    directed = {}
    for row in csv.DictReader(io.StringIO(SKYPLANE_LATENCY.text("profiles/latency.csv"))):
        a, b = skyplane_place(row["src_region"])[1], skyplane_place(row["dst_region"])[1]
        premium = row["src_tier"] == row["dst_tier"] == "PREMIUM"
        if premium and row["avg_rtt"] and a != b and a in places and b in places:
            directed[a, b] = float(row["avg_rtt"])
    return directed


def rounded(ms, least):
    """Whole milliseconds, tenths below 10 ms and where rounding would fall below what light needs."""
    for digits in (1, 2) if ms < 10 else (0, 1, 2):
        short = round(ms, digits)
        if short >= least:
            return int(short) if short == int(short) else short
    return ms


def measured(places):
    """Source key to pair to milliseconds. Faster than light is an error of the measurement or of a place: left out."""
    tables, dropped, seen = {}, [], set()
    for source, read in ((AZURE_LATENCY, azure), (SKYPLANE_LATENCY, skyplane)):
        directed = read(places)
        least = {pair: fibre_ms(places[pair[0]], places[pair[1]]) for pair in directed}
        dropped += [(source.key, *pair, ms) for pair, ms in sorted(directed.items()) if ms < least[pair]]
        means = _averaged({pair: ms for pair, ms in directed.items() if ms >= least[pair]})
        tables[source.key] = {pair: rounded(ms, least.get(pair) or least[pair[::-1]])
                              for pair, ms in means.items() if pair not in seen}
        seen |= set(means)
    return tables, dropped


def triangle(pairs):
    """The ids, then for each but the first its round trips to all before it."""
    ids = sorted({one for pair in pairs for one in pair})
    yield " ".join(ids)
    for at, b in enumerate(ids[1:], 1):
        cells = [str(pairs.get((a, b), "-")) for a in ids[:at]]
        yield " ".join(cells)


class Corridors:
    """Round trip = 4 ms + stretch of the two areas × 2 × distance ÷ 200 000 km/s."""

    def __init__(self, pairs, places, areas):
        self.places, self.areas = places, areas
        self.samples = defaultdict(list)
        for (a, b), ms in pairs.items():
            if km(places[a], places[b]) >= STRETCH_FROM_KM:
                stretch = (ms - ENDS_MS) / fibre_ms(places[a], places[b])
                self.samples[self.corridor(a, b)].append((a, b, ms, stretch))

    def corridor(self, a, b):
        return tuple(sorted((self.areas[a], self.areas[b])))

    def rows(self):
        """Corridor, pairs, stretch p50, p10, p90."""
        for corridor, samples in sorted(self.samples.items()):
            stretch = [one[3] for one in samples]
            yield (*corridor, len(stretch), median(stretch), quantile(stretch, 0.1), quantile(stretch, 0.9))

    def errors(self):
        """Corridor to absolute errors in ms, each region's pairs predicted without that region."""
        everything = [one for samples in self.samples.values() for one in samples]
        whole = median([one[3] for one in everything])
        errors = defaultdict(list)
        for corridor, samples in self.samples.items():
            for region in sorted({name for one in samples for name in one[:2]}):
                others = [one[3] for one in samples if region not in one[:2]]
                stretch = median(others) if others else whole
                for a, b, ms, _ in samples:
                    if region in (a, b):
                        predicted = ENDS_MS + stretch * fibre_ms(self.places[a], self.places[b])
                        errors[corridor].append(abs(predicted - ms))
        return errors
