//! Positions on the globe and the ways between them.

/// Mean radius of the Earth (IUGG), in kilometres.
const EARTH_KM: f64 = 6371.0088;
/// Kilometres of fibre that a round trip spans in a millisecond: light in glass covers 200 000 km in a second, and the way
/// is gone twice.
const KM_PER_MS_ROUND_TRIP: f64 = 100.0;

/// A position in degrees: latitude −90 to 90, longitude −180 to 180.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    lat: f64,
    lon: f64,
}

impl Position {
    /// `None` where the numbers are no position.
    ///
    /// ```
    /// use geode_core::catalogue::Position;
    /// assert!(Position::new(50.1, 8.7).is_some());
    /// assert!(Position::new(91.0, 0.0).is_none());
    /// assert!(Position::new(f64::NAN, 0.0).is_none());
    /// ```
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some(Self { lat, lon })
    }

    /// Degrees north.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// The great-circle distance in kilometres, the short way over the date line too.
    ///
    /// Haversine, which keeps its digits for near places: 2 R asin √(sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2)).
    pub fn km_to(self, other: Self) -> f64 {
        let (lat, other_lat) = (self.lat.to_radians(), other.lat.to_radians());
        let across = libm::sin((other.lon - self.lon).to_radians() / 2.0);
        let up = libm::sin((other_lat - lat) / 2.0);
        let half = up * up + libm::cos(lat) * libm::cos(other_lat) * across * across;
        2.0 * EARTH_KM * libm::asin(half.sqrt().min(1.0))
    }

    /// The least round trip in milliseconds: light in a straight fibre. No measurement can be below it.
    pub fn fibre_ms_to(self, other: Self) -> f64 {
        self.km_to(other) / KM_PER_MS_ROUND_TRIP
    }

    /// Positions along the great circle, this one and `other` among them, for a line on a map; `steps` is at most 256.
    /// Where it crosses the date line, longitudes jump from near 180 to near −180: draw two lines.
    pub fn way_to(self, other: Self, steps: usize) -> Vec<Self> {
        let steps = steps.clamp(1, 256);
        let angle = self.km_to(other) / EARTH_KM;
        let (from, to, whole) = (self.vector(), other.vector(), libm::sin(angle));
        // Opposite or equal places: no one great circle, or none needed.
        if whole < 1e-9 {
            return vec![self, other];
        }
        let at = |step: usize| {
            let share = step as f64 / steps as f64;
            let (a, b) = (libm::sin((1.0 - share) * angle) / whole, libm::sin(share * angle) / whole);
            let [x, y, z] = [0, 1, 2].map(|axis: usize| a * from[axis] + b * to[axis]);
            let lat = libm::atan2(z, libm::sqrt(x * x + y * y)).to_degrees();
            Self { lat, lon: libm::atan2(y, x).to_degrees() }
        };
        (0..=steps).map(at).collect()
    }

    fn vector(self) -> [f64; 3] {
        let (lat, lon) = (self.lat.to_radians(), self.lon.to_radians());
        [libm::cos(lat) * libm::cos(lon), libm::cos(lat) * libm::sin(lon), libm::sin(lat)]
    }
}

/// How far a place lies outside convex corners, counter-clockwise as seen on a map; 0 inside. Drawn flat around the place,
/// which is right to a percent within some hundred kilometres, and no place farther off comes near by it.
pub(super) fn km_outside(at: Position, corners: &[Position]) -> f64 {
    let per_degree = EARTH_KM.to_radians();
    let shrunk = libm::cos(at.lat.to_radians());
    // Longitudes the short way from the first corner: neither the date line nor the far side of the globe is a seam.
    let first = corners.first().map_or(0.0, |corner| corner.lon);
    let east = |place: &Position| (place.lon - first + 540.0).rem_euclid(360.0) - 180.0;
    let corner = |one: &Position| [(east(one) - east(&at)) * shrunk * per_degree, (one.lat - at.lat) * per_degree];
    let flat: Vec<[f64; 2]> = corners.iter().map(corner).collect();
    let edges = || flat.iter().zip(flat.iter().cycle().skip(1));
    // The place is the origin: inside where it lies to the left of every edge.
    if flat.len() > 2 && edges().all(|([ax, ay], [bx, by])| ax * by - ay * bx >= 0.0) {
        return 0.0;
    }
    edges().map(|(a, b)| km_to_edge(*a, *b)).fold(f64::INFINITY, f64::min)
}

/// From the origin to the stretch between two points.
fn km_to_edge([ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (ax + along * dx, ay + along * dy);
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    #[test]
    fn quarters_of_the_globe_are_as_long_as_they_are() {
        let quarter = std::f64::consts::FRAC_PI_2 * EARTH_KM;
        for (a, b) in
            [(at(0.0, 0.0), at(0.0, 90.0)), (at(0.0, 13.0), at(90.0, -70.0)), (at(0.0, 135.0), at(0.0, -135.0))]
        {
            assert!((a.km_to(b) - quarter).abs() < 1e-6);
        }
        assert!((at(0.0, 0.0).km_to(at(0.0, 180.0)) - 2.0 * quarter).abs() < 1e-6);
    }

    /// Suva to Apia is 1,150 km eastwards over the date line, not round the world.
    #[test]
    fn the_date_line_is_crossed_the_short_way() {
        let (suva, apia) = (at(-18.14, 178.44), at(-13.83, -171.77));
        let km = suva.km_to(apia);
        assert!((1_100.0..1_200.0).contains(&km), "{km}");
        let way = suva.way_to(apia, 8);
        assert_eq!(way.len(), 9);
        let parts: Vec<f64> = way.windows(2).map(|pair| pair[0].km_to(pair[1])).collect();
        assert!(parts.iter().all(|part| (part - km / 8.0).abs() < 1e-6), "{parts:?}");
        assert!(way[1..8].iter().all(|one| one.lon().abs() > 171.0), "{way:?}");
    }

    #[test]
    fn places_are_inside_or_so_far_outside() {
        let square = [at(0.0, 0.0), at(0.0, 1.0), at(1.0, 1.0), at(1.0, 0.0)];
        assert_eq!(km_outside(at(0.5, 0.5), &square), 0.0);
        for (place, km) in [(at(-1.0, 0.5), 111.19), (at(0.5, 3.0), 222.37), (at(-1.0, -1.0), 157.25)] {
            assert!((km_outside(place, &square) - km).abs() < 0.1, "{place:?}");
        }
        // One town, and corners on both sides of the date line.
        assert!((km_outside(at(1.0, 0.0), &square[..1]) - 111.19).abs() < 0.1);
        let fiji = [at(-18.0, 177.0), at(-18.0, -179.0), at(-16.0, -179.0), at(-16.0, 177.0)];
        assert_eq!(km_outside(at(-17.0, 179.9), &fiji), 0.0);
        assert!(km_outside(at(-17.0, 0.0), &fiji) > 10_000.0);
    }

    #[test]
    fn fibre_takes_a_millisecond_for_a_hundred_kilometres_and_back() {
        let (a, b) = (at(0.0, 0.0), at(0.0, 1.0));
        assert!((a.fibre_ms_to(b) - a.km_to(b) / 100.0).abs() < 1e-12);
        assert!((a.fibre_ms_to(b) - 1.111_95).abs() < 1e-4);
    }
}
