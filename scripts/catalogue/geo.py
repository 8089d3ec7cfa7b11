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
