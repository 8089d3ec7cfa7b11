//! Buttons of near places, far enough from each other that each can be hit.

/// Rings around a place, each half a gap farther out, in which room is looked for.
const RINGS: i32 = 12;

/// Places in a picture of this size, moved as little as brings them `gap` pixels apart, and whether they were; the first stays
/// where it is. Where there is no room left a place stays, too.
///
/// ```
/// use geode_core::chart::apart;
/// let near = [Some((50.0, 50.0)), None, Some((52.0, 50.0)), Some((90.0, 50.0))];
/// let moved = apart(&near, (200.0, 100.0), 24.0);
/// assert_eq!([moved[0], moved[1], moved[3]], [Some((50.0, 50.0, false)), None, Some((90.0, 50.0, false))]);
/// let (x, y, is_moved) = moved[2].unwrap();
/// assert!(is_moved && (x - 50.0).abs().max((y - 50.0).abs()) >= 24.0 && (x - 90.0).abs().max((y - 50.0).abs()) >= 24.0);
/// ```
pub fn apart(places: &[Option<(f64, f64)>], (width, height): (f64, f64), gap: f64) -> Vec<Option<(f64, f64, bool)>> {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut room = |(x, y): (f64, f64)| {
        let is_free = |x: f64, y: f64| taken.iter().all(|(a, b)| (x - a) * (x - a) + (y - b) * (y - b) >= gap * gap);
        let edge = gap / 2.0;
        let is_inside = |x: f64, y: f64| (edge..=width - edge).contains(&x) && (edge..=height - edge).contains(&y);
        let ring = |ring: i32| {
            let all = (-ring..=ring).flat_map(move |a| (-ring..=ring).map(move |b| (a, b)));
            all.filter(move |(a, b)| a.abs().max(b.abs()) == ring)
        };
        let mut around = (1..=RINGS)
            .flat_map(ring)
            .map(|(a, b)| (x + edge * f64::from(a), y + edge * f64::from(b)))
            .filter(|(x, y)| is_inside(*x, *y) && is_free(*x, *y));
        let free = if is_free(x, y) { None } else { around.next() };
        let (at, is_moved) = free.map_or(((x, y), false), |free| (free, true));
        taken.push(at);
        (at.0, at.1, is_moved)
    };
    places.iter().map(|place| place.map(&mut room)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frankfurt, Amsterdam, Paris, London, Brussels on a map of the world 320 px wide are within 10 px.
    #[test]
    fn sixteen_regions_of_one_town_can_each_be_hit() {
        let size = (320.0, 160.0);
        for (x, y) in [(160.0, 80.0), (310.0, 150.0), (13.0, 13.0)] {
            let places: Vec<_> = (0..16).map(|at| Some((x + f64::from(at % 3), y - f64::from(at % 5)))).collect();
            let moved: Vec<(f64, f64)> =
                apart(&places, size, 24.0).into_iter().flatten().map(|(x, y, _)| (x, y)).collect();
            assert_eq!(moved.len(), 16);
            for (i, (x, y)) in moved.iter().enumerate() {
                assert!(*x >= 12.0 && *x <= 308.0 || i == 0, "{x}");
                let away = |(a, b): &(f64, f64)| ((x - a).powi(2) + (y - b).powi(2)).sqrt();
                assert!(moved.iter().skip(i + 1).all(|other| away(other) >= 24.0), "{i} of {moved:?}");
            }
        }
    }
}
