//! Layout of a map: land below, ways over it, users and regions on top, names where there is room.

use super::atlas::{Band, Map, Site, SiteKind};
use super::frame::{self, Entry};
use super::globe::{Projection, way};
use super::scene::{Anchor, Item, LINE, Pen};
use super::spec::Marker;
use super::text::Rect;
use super::theme::Rgb;

/// Radii of the discs of the least and the most users, CSS pixels.
const RADII: (f64, f64) = (2.5, 11.0);
/// Users that have a name on the map, the largest.
const NAMED_USERS: usize = 6;

/// Draws a map into `room`.
pub(super) fn layout(pen: &mut Pen, map: &Map, mut room: Rect) {
    let projection = projection(pen, map, &mut room);
    let colours = *pen.theme.colours();
    for points in map.outline.iter().flat_map(|ring| projection.rings(ring)) {
        pen.items.push(Item::Shape { points, colour: colours.grid });
    }
    for one in &map.ways {
        let (Some(from), Some(to)) = (map.sites.get(one.from), map.sites.get(one.to)) else { continue };
        let colour = colour(pen, Band::of(one.ms));
        for line in projection.lines(&way(from.at, to.at, projection.middle())) {
            pen.path(line, 1.5, colour);
        }
    }
    let most = map.sites.iter().map(|site| users(site).unwrap_or(0.0)).fold(0.0, f64::max);
    for (i, site) in map.sites.iter().enumerate() {
        if let Some(at) = projection.place(site.at) {
            mark(pen, map, (i, site), at, most);
        }
    }
    names(pen, map, &projection);
}

/// Pixels of the places of a map in a room, in their order; none of those out of view.
pub(super) fn places(pen: &mut Pen, map: &Map, mut room: Rect) -> Vec<Option<(f64, f64)>> {
    let projection = projection(pen, map, &mut room);
    map.sites.iter().map(|site| projection.place(site.at)).collect()
}

/// Draws the legend and projects the map onto what is left of the room.
fn projection(pen: &mut Pen, map: &Map, room: &mut Rect) -> Projection {
    let bands = Band::ALL.into_iter().filter(|band| map.ways.iter().any(|way| Band::of(way.ms) == *band));
    let mut entries: Vec<Entry> =
        bands.map(|band| Entry { label: band.words(), marker: Marker::Circle, colour: colour(pen, band) }).collect();
    let ink = pen.theme.colours().ink;
    if map.sites.iter().any(|site| matches!(site.kind, SiteKind::Region { .. })) {
        entries.push(Entry { label: "region", marker: Marker::Square, colour: ink });
    }
    if map.sites.iter().any(|site| matches!(site.kind, SiteKind::Users { is_served: false, .. })) {
        entries.push(Entry { label: "cut off", marker: Marker::Ring, colour: ink });
    }
    frame::legend(pen, &entries, room);
    Projection::new(map, *room)
}

fn users(site: &Site) -> Option<f64> {
    match site.kind {
        SiteKind::Users { share, .. } => Some(share),
        SiteKind::Region { .. } => None,
    }
}

/// From near to far in colours that the colour-blind tell apart.
fn colour(pen: &Pen, band: Band) -> Rgb {
    match band {
        Band::Near => pen.theme.series(2),
        Band::Middle => pen.theme.series(0),
        Band::Far => pen.theme.series(4),
        Band::VeryFar => pen.theme.series(1),
        Band::Unknown => pen.theme.colours().muted,
    }
}

fn mark(pen: &mut Pen, map: &Map, (i, site): (usize, &Site), at: (f64, f64), most: f64) {
    let (ink, muted, background) = {
        let colours = pen.theme.colours();
        (colours.ink, colours.muted, colours.background)
    };
    match site.kind {
        SiteKind::Users { share, is_served } => {
            // Areas as shares.
            let part = if most > 0.0 { (share / most).clamp(0.0, 1.0).sqrt() } else { 0.0 };
            let radius = RADII.0 + part * (RADII.1 - RADII.0);
            if is_served {
                let colour = map.way_of(i).map_or(muted, |way| colour(pen, Band::of(way.ms)));
                pen.marker(Marker::Circle, at, radius + 1.0, background);
                pen.marker(Marker::Circle, at, radius, colour);
            } else {
                pen.marker(Marker::Ring, at, radius, ink);
            }
        }
        SiteKind::Region { is_off } => {
            pen.marker(Marker::Square, at, 7.0, background);
            pen.marker(Marker::Square, at, 6.0, if is_off { muted } else { ink });
            if is_off {
                pen.marker(Marker::Square, at, 4.0, background);
            }
        }
    }
}

/// Names of regions, then of the largest groups of users, where they cover nothing that has one.
fn names(pen: &mut Pen, map: &Map, projection: &Projection) {
    let half = pen.px(8.0);
    let around = |(x, y): (f64, f64)| Rect { left: x - half, top: y - half, right: x + half, bottom: y + half };
    let is_region = |site: &&Site| users(site).is_none();
    // Beside no square, and off the middle of the discs.
    let mut taken: Vec<Rect> = map.sites.iter().filter_map(|site| projection.place(site.at)).map(around).collect();
    let mut largest: Vec<&Site> = map.sites.iter().filter(|site| users(site).is_some()).collect();
    crate::sorted::by(&mut largest, |a, b| users(b).unwrap_or(0.0).total_cmp(&users(a).unwrap_or(0.0)));
    for site in map.sites.iter().filter(is_region).chain(largest.into_iter().take(NAMED_USERS)) {
        let Some((x, y)) = projection.place(site.at) else { continue };
        let text = match site.kind {
            SiteKind::Region { is_off: true } => format!("{} (off)", site.name),
            SiteKind::Region { is_off: false } | SiteKind::Users { .. } => site.name.clone(),
        };
        let text = pen.fit(&text, projection.rect.width() / 3.0);
        let (width, height, gap) = (pen.width(&text) + pen.px(4.0), pen.px(LINE), pen.px(13.0));
        let beside = [
            (x + gap, y - height / 2.0),
            (x - gap - width, y - height / 2.0),
            (x - width / 2.0, y - gap - height),
            (x - width / 2.0, y + gap),
        ];
        let boxes = beside.map(|(left, top)| Rect { left, top, right: left + width, bottom: top + height });
        let is_free = |place: &&Rect| projection.rect.holds(place) && !taken.iter().any(|other| other.overlaps(place));
        let Some(place) = boxes.iter().find(is_free).copied() else { continue };
        let colours = pen.theme.colours();
        let colour = if users(site).is_none() { colours.ink } else { colours.muted };
        pen.text(text, (place.left + pen.px(2.0), (place.top + place.bottom) / 2.0), Anchor::Start, colour);
        taken.push(place);
    }
}
