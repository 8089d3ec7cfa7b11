"""The outline of the land, for a small map."""

import json

from sources import NATURAL_EARTH

TOLERANCE_DEGREES = 0.25
# Antarctica is no place for users, and half of the rings.
SOUTH = -60.0


def _arcs(topology):
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + left, y * scale_y + bottom))
        yield line


def _rings():
    topology = json.loads(NATURAL_EARTH.text("land-110m.json"))
    arcs = list(_arcs(topology))
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points = []
                for at in ring:
                    part = arcs[at] if at >= 0 else arcs[~at][::-1]
                    points += part[1:] if points else part
                yield points


def _simplified(points):
    """Douglas and Peucker, on degrees: the map is drawn in degrees too."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def off(point):
        x, y = point
        if length == 0:
            return ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length

    at = max(range(1, len(points) - 1), key=lambda index: off(points[index]))
    if off(points[at]) <= TOLERANCE_DEGREES:
        return [points[0], points[-1]]
    return _simplified(points[: at + 1])[:-1] + _simplified(points[at:])


def _unwrapped(ring):
    """Without jumps at the date line: longitudes may pass 180."""
    points = [ring[0]]
    for lon, lat in ring[1:]:
        turns = round((points[-1][0] - lon) / 360)
        points.append((lon + 360 * turns, lat))
    return points


def _kept(ring, inside, edge):
    """What of a closed ring lies on one side of a meridian (Sutherland and Hodgman)."""
    kept = []
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if inside(ax):
            kept.append((ax, ay))
        if inside(ax) != inside(bx):
            kept.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
    return kept


def _cut(ring):
    """The source's rings go on over the date line; a flat map needs them cut there."""
    ring = _unwrapped(ring)
    for edge, shift in ((180, -360), (-180, 360)):
        beyond = (lambda x: x > edge) if edge > 0 else (lambda x: x < edge)
        if any(beyond(x) for x, _ in ring):
            near = _kept(ring, lambda x: not beyond(x), edge)
            far = [(x + shift, y) for x, y in _kept(ring, beyond, edge)]
            return [near, far]
    return [ring]


def lines():
    """A ring a line: tenths of a degree, longitude and latitude, the first from nought, the others from the one before."""
    for whole in _rings():
        if all(lat < SOUTH for _, lat in whole):
            continue
        for ring in _cut(_simplified(whole)[:-1]):
            short = [(round(lon * 10), round(lat * 10)) for lon, lat in ring]
            short = [point for at, point in enumerate(short) if point != short[at - 1]]
            if len(short) < 3:
                continue
            before, cells = (0, 0), []
            for x, y in short:
                cells.append(f"{x - before[0]},{y - before[1]}")
                before = (x, y)
            yield " ".join(cells)
