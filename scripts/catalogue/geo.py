"""Distances on the globe, centres of weighted places."""

from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

EARTH_KM = 6371.0088
# Light in fibre: 200 000 km/s, there and back.
KM_PER_MS_ROUND_TRIP = 100.0


def km(a, b):
    """Great-circle distance of two (lat, lon), haversine."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def fibre_ms(a, b):
    """The least round trip: light in a straight fibre."""
    return km(a, b) / KM_PER_MS_ROUND_TRIP


def centre(places):
    """The weighted centre of (lat, lon, weight), by vectors, so that the date line is no seam."""
    x = y = z = 0.0
    for lat, lon, weight in places:
        lat, lon = radians(lat), radians(lon)
        x += weight * cos(lat) * cos(lon)
        y += weight * cos(lat) * sin(lon)
        z += weight * sin(lat)
    return degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))


def quantile(values, share):
    """Linear between order statistics (type 7)."""
    values = sorted(values)
    at = share * (len(values) - 1)
    low = int(at)
    return values[low] + (at - low) * (values[min(low + 1, len(values) - 1)] - values[low])


def median(values):
    return quantile(values, 0.5)


def hull(places, about, slack_km):
    """The convex hull of (lat, lon), as seen from the longitude `about`, without corners that matter less than the slack."""
    seen = sorted({((lon - about + 180) % 360 - 180, lat) for lat, lon in places})

    def half(points):
        kept = []
        for x, y in points:
            while len(kept) > 1 and _cross(kept[-2], kept[-1], (x, y)) <= 0:
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    corners = half(seen) + half(seen[::-1]) if len(seen) > 1 else seen
    while len(corners) > 3:
        losses = [_height_km(corners[at - 1], corners[at], corners[(at + 1) % len(corners)]) for at in range(len(corners))]
        if min(losses) > slack_km:
            break
        corners.pop(losses.index(min(losses)))
    return [(lat, (lon + about + 180) % 360 - 180) for lon, lat in corners]


def _cross(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _height_km(a, b, c):
    """How far b stands from the line of its neighbours."""
    flat = [(lon * cos(radians(b[1])), lat) for lon, lat in (a, b, c)]
    base = hypot(flat[2][0] - flat[0][0], flat[2][1] - flat[0][1])
    return abs(_cross(*flat)) / base * radians(1) * EARTH_KM if base else 0.0
