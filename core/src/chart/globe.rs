//! From positions to pixels: an equirectangular projection around what is in view, and clipping at its edges.

use super::atlas::{Map, View};
use super::text::Rect;
use crate::catalogue::Position;

/// Points along a way.
const STEPS: usize = 48;
/// Least span in view, degrees: closer, the outline has no shape.
const LEAST_SPAN: f64 = 24.0;
/// Kept free around what is in view, as a part of its span.
const AROUND: f64 = 0.12;
/// Of the whole world: the middle, degrees east, so that the seam lies in the Bering Strait; and its latitudes.
const WORLD: (f64, f64, f64) = (11.0, -56.0, 78.0);

/// A projection onto a rectangle of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Projection {
    pub rect: Rect,
    /// Position in the middle of the rectangle.
    lon: f64,
    lat: f64,
    /// Pixels for a degree of longitude and of latitude.
    across: f64,
    up: f64,
}

/// A longitude as −180 to 180 degrees from another.
fn from(lon: f64, middle: f64) -> f64 {
    (lon - middle + 540.0).rem_euclid(360.0) - 180.0
}

/// A line of (degrees east of the middle, latitude) in which neighbours are near, the date line or not.
pub(super) type Line = Vec<(f64, f64)>;

/// The great circle from one place to another, the short way.
pub(super) fn way(a: Position, b: Position, middle: f64) -> Line {
    let mut line: Line = Vec::new();
    for at in a.way_to(b, STEPS) {
        let east = match line.last() {
            None => from(at.lon(), middle),
            Some((before, _)) => before + from(at.lon(), middle + before),
        };
        line.push((east, at.lat()));
    }
    line
}

impl Projection {
    /// Of what a map has in view.
    pub fn new(map: &Map, rect: Rect) -> Projection {
        let (lon, (west, east), (south, north)) = match map.view {
            View::Fit if !map.sites.is_empty() => fit(map),
            View::Fit | View::World => (WORLD.0, (-180.0, 180.0), (WORLD.1, WORLD.2)),
        };
        let lat = (south + north) / 2.0;
        // True to shape in the middle.
        let squeeze = lat.to_radians().cos().clamp(0.35, 1.0);
        let up = (rect.width() / ((east - west) * squeeze)).min(rect.height() / (north - south));
        Projection { rect, lon: lon + (west + east) / 2.0, lat, across: up * squeeze, up }
    }

    /// The longitude in the middle.
    pub fn middle(&self) -> f64 {
        self.lon
    }

    /// The pixel of a point of a [`Line`], whether in view or not.
    fn pixel(&self, (east, lat): (f64, f64)) -> (f64, f64) {
        let middle = ((self.rect.left + self.rect.right) / 2.0, (self.rect.top + self.rect.bottom) / 2.0);
        (middle.0 + east * self.across, middle.1 - (lat - self.lat) * self.up)
    }

    /// The pixel of a place; none where it is out of view.
    pub fn place(&self, at: Position) -> Option<(f64, f64)> {
        let pixel = self.pixel((from(at.lon(), self.lon), at.lat()));
        let Rect { left, top, right, bottom } = self.rect;
        ((left..=right).contains(&pixel.0) && (top..=bottom).contains(&pixel.1)).then_some(pixel)
    }

    /// What is in view of a line, which may leave on one side and come back on the other.
    pub fn lines(&self, line: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
        for round in [-360.0, 0.0, 360.0] {
            let mut end = None;
            for pair in line.windows(2) {
                let &[a, b] = pair else { continue };
                let [a, b] = [a, b].map(|(east, lat)| self.pixel((east + round, lat)));
                let Some((a, b)) = self.rect.clip(a, b) else { continue };
                match parts.last_mut().filter(|_| end == Some(a)) {
                    Some(part) => part.push(b),
                    None => parts.push(vec![a, b]),
                }
                end = Some(b);
            }
        }
        parts
    }

    /// What is in view of a closed ring of the outline.
    pub fn rings(&self, ring: &[Position]) -> Vec<Vec<(f64, f64)>> {
        let of = |round: f64| {
            let pixels = ring.iter().map(|at| self.pixel((at.lon() - self.lon + round, at.lat()))).collect();
            clipped(pixels, self.rect)
        };
        [-360.0, 0.0, 360.0].into_iter().map(of).filter(|ring| ring.len() > 2).collect()
    }
}

/// The middle, the span of longitudes around it and that of latitudes which hold all places and ways.
fn fit(map: &Map) -> (f64, (f64, f64), (f64, f64)) {
    let middle = middle(map);
    let sites = map.sites.iter().map(|site| (from(site.at.lon(), middle), site.at.lat()));
    let ends = |way: &super::atlas::Way| Some((map.sites.get(way.from)?.at, map.sites.get(way.to)?.at));
    let ways = map.ways.iter().filter_map(ends).flat_map(|(a, b)| way(a, b, middle));
    let start = ((f64::INFINITY, f64::NEG_INFINITY), (f64::INFINITY, f64::NEG_INFINITY));
    let (lon, lat) = sites.chain(ways).fold(start, |(lon, lat), (east, north)| {
        ((lon.0.min(east), lon.1.max(east)), (lat.0.min(north), lat.1.max(north)))
    });
    let wide = |(low, high): (f64, f64), most: (f64, f64)| {
        let half = ((high - low) * (0.5 + AROUND)).max(LEAST_SPAN / 2.0);
        let middle = (low + high) / 2.0;
        ((middle - half).max(most.0), (middle + half).min(most.1))
    };
    (middle, wide(lon, (-180.0, 180.0)), wide(lat, (-88.0, 88.0)))
}

/// The longitude opposite the widest gap between places.
fn middle(map: &Map) -> f64 {
    let mut east: Vec<f64> = map.sites.iter().map(|site| site.at.lon()).collect();
    crate::sorted::ascending(&mut east);
    let next = east.iter().skip(1).copied().chain(east.first().map(|first| first + 360.0));
    let widest = east.iter().zip(next).map(|(a, b)| (b - a, (a + b) / 2.0)).max_by(|a, b| a.0.total_cmp(&b.0));
    widest.map_or(WORLD.0, |(_, gap)| from(gap + 180.0, 0.0))
}

/// The part of a closed ring within a rectangle, edge by edge (Sutherland and Hodgman 1974).
fn clipped(mut ring: Vec<(f64, f64)>, rect: Rect) -> Vec<(f64, f64)> {
    // How far inside a point is, of each edge.
    let edges: [&dyn Fn((f64, f64)) -> f64; 4] =
        [&|(x, _)| x - rect.left, &|(x, _)| rect.right - x, &|(_, y)| y - rect.top, &|(_, y)| rect.bottom - y];
    for inside in edges {
        let mut kept = Vec::with_capacity(ring.len() + 4);
        let before = ring.last().into_iter().chain(&ring);
        for (a, b) in before.zip(&ring) {
            let (da, db) = (inside(*a), inside(*b));
            if (da < 0.0) != (db < 0.0) {
                let part = da / (da - db);
                kept.push((a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1)));
            }
            if db >= 0.0 {
                kept.push(*b);
            }
        }
        ring = kept;
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::super::atlas::{Site, SiteKind, Way};
    use super::*;
    use std::sync::Arc;

    const RECT: Rect = Rect { left: 0.0, top: 0.0, right: 400.0, bottom: 200.0 };

    fn map(places: &[(f64, f64)], view: View) -> Map {
        let site = |(lat, lon): &(f64, f64)| Site {
            name: String::new(),
            at: Position::new(*lat, *lon).unwrap(),
            kind: SiteKind::Region { is_off: false },
        };
        let ways = (1..places.len()).map(|from| Way { from, to: 0, ms: None }).collect();
        Map { outline: Arc::default(), sites: places.iter().map(site).collect(), ways, view }
    }

    #[test]
    fn everything_is_in_view() {
        for places in [
            &[(50.1, 8.7)][..],
            &[(50.1, 8.7), (-23.5, -46.6), (39.0, -77.5)],
            &[(-18.1, 178.4), (-13.8, -171.8), (35.7, 139.7)],
            &[(0.0, 0.0), (0.0, 120.0), (0.0, -120.0)],
        ] {
            let map = map(places, View::Fit);
            let projection = Projection::new(&map, RECT);
            for site in &map.sites {
                assert!(projection.place(site.at).is_some(), "{places:?}: {site:?}");
            }
        }
    }

    /// Fiji to Samoa crosses the date line: on a map around it that is one short line, on the world two that end at the edges.
    #[test]
    fn a_way_over_the_date_line_is_short() {
        let places = [(-18.14, 178.44), (-13.83, -171.77)];
        let near = map(&places, View::Fit);
        let projection = Projection::new(&near, RECT);
        let line = way(near.sites[0].at, near.sites[1].at, projection.middle());
        assert!(line.windows(2).all(|pair| (pair[1].0 - pair[0].0).abs() < 1.0), "{line:?}");
        assert_eq!(projection.lines(&line).len(), 1);
        let seam = Projection { lon: 0.0, ..Projection::new(&map(&places, View::World), RECT) };
        let parts = seam.lines(&way(near.sites[0].at, near.sites[1].at, 0.0));
        assert_eq!(parts.len(), 2);
        let length: f64 = parts.iter().flat_map(|part| part.windows(2)).map(|pair| (pair[1].0 - pair[0].0).abs()).sum();
        assert!((length - 9.79 * seam.across).abs() < 0.1, "{length}: the short way is 9.79 degrees");
    }

    #[test]
    fn the_middle_of_the_world_is_in_the_middle() {
        let world = Projection::new(&map(&[], View::World), RECT);
        assert_eq!(world.place(Position::new(11.0, 11.0).unwrap()), Some((200.0, 100.0)));
        // As far north as east near the middle, but for cos 11°.
        assert!((world.across / world.up - 11.0_f64.to_radians().cos()).abs() < 1e-12);
    }

    /// A square half in view keeps half of its area; one around the view becomes it; one outside goes.
    #[test]
    fn rings_are_cut_at_the_edge() {
        let area = |ring: &[(f64, f64)]| {
            let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
            pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
        };
        let square = |x: f64, size: f64| vec![(x, 50.0), (x + size, 50.0), (x + size, 50.0 + size), (x, 50.0 + size)];
        assert_eq!(area(&clipped(square(-50.0, 100.0), RECT)), 5_000.0);
        assert_eq!(area(&clipped(square(100.0, 100.0), RECT)), 10_000.0);
        assert!(clipped(square(500.0, 100.0), RECT).is_empty());
        let around = vec![(-10.0, -10.0), (500.0, -10.0), (500.0, 500.0), (-10.0, 500.0)];
        assert_eq!(area(&clipped(around, RECT)), 80_000.0);
    }
}
