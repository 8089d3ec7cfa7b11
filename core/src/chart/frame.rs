//! What all charts share around their data: title, legend, captions, ticks and grid.

use super::axis::Domain;
use super::scene::{Anchor, Item, LINE, Pen, TEXT, TITLE};
use super::spec::Marker;
use super::text::{Rect, rough_width, wrap};
use super::theme::Rgb;

/// One entry of a legend.
pub(super) struct Entry<'a> {
    pub label: &'a str,
    pub marker: Marker,
    pub colour: Rgb,
}

/// Draws the title at the top of `room` and takes its lines off.
pub(super) fn title(pen: &mut Pen, text: &str, room: &mut Rect) {
    let (size, colour) = (pen.px(TITLE), pen.theme.colours().ink);
    let line = size * 1.3;
    // A title may take a third of the picture.
    let lines = ((room.height() / 3.0 / line) as usize).clamp(1, 4);
    for text in wrap(text, room.width(), lines, |t| pen.title_width(t)) {
        let at = (room.left, room.top + line / 2.0);
        pen.items.push(Item::Text { text, at, anchor: Anchor::Start, size, bold: true, colour });
        room.top += line;
    }
    room.top += pen.px(6.0);
}

/// Sizes of a legend in CSS pixels: a row, between two entries, what the marker takes.
const ROW: f64 = LINE + 2.0;
const APART: f64 = 16.0;
const SWATCH: f64 = 14.0;

/// About how high a legend of these names gets, in CSS pixels; somewhat more rather than less.
pub(super) fn legend_height<'a>(names: impl Iterator<Item = &'a str>, width: f64) -> f64 {
    let (mut x, mut rows) = (0.0, 1.0);
    for name in names {
        let entry = (rough_width(name, TEXT, false) * 1.05 + SWATCH).min(width);
        if x > 0.0 && x + entry > width {
            (x, rows) = (0.0, rows + 1.0);
        }
        x += entry + APART;
    }
    rows * ROW
}

/// Draws marker and name of each entry in rows at the top of `room` and takes the rows off. Where they would take
/// most of it, the last row says how many there are besides.
pub(super) fn legend(pen: &mut Pen, entries: &[Entry], room: &mut Rect) {
    let (line, gap, swatch) = (pen.px(ROW), pen.px(APART), pen.px(SWATCH));
    let last_row = room.top + room.height() * 2.0 / 3.0;
    let mut x = room.left;
    let named = || entries.iter().filter(|entry| !entry.label.is_empty());
    for (i, entry) in named().enumerate() {
        let label = pen.fit(entry.label, room.width() - swatch);
        let width = swatch + pen.width(&label);
        if x > room.left && x + width > room.right {
            x = room.left;
            room.top += line;
            if room.top + line * 2.0 > last_row && i + 1 < named().count() {
                let (text, muted) =
                    (format!("… and {} more in the table", named().count() - i), pen.theme.colours().muted);
                let text = pen.fit(&text, room.width());
                pen.text(text, (x, room.top + line / 2.0), Anchor::Start, muted);
                break;
            }
        }
        let y = room.top + line / 2.0;
        pen.marker(entry.marker, (x + swatch * 0.35, y), 4.0, entry.colour);
        let colour = pen.theme.text(entry.colour);
        pen.text(label, (x + swatch, y), Anchor::Start, colour);
        x += width + gap;
    }
    room.top += line + pen.px(2.0);
}

/// Draws the caption of the vertical axis above it, where it reads without turning the head.
pub(super) fn y_caption(pen: &mut Pen, caption: &str, room: &mut Rect) {
    if !caption.is_empty() {
        let (text, colour) = (pen.fit(caption, room.width()), pen.theme.colours().muted);
        pen.text(text, (room.left, room.top + pen.px(LINE / 2.0)), Anchor::Start, colour);
    }
    // Also without caption: half a tick label stands above the plot.
    room.top += pen.px(if caption.is_empty() { 8.0 } else { LINE + 8.0 });
}

/// Height taken by the horizontal axis below the plot.
pub(super) fn x_axis_height(pen: &Pen, caption: &str) -> f64 {
    pen.px(if caption.is_empty() { LINE + 4.0 } else { 2.0 * LINE + 4.0 })
}

/// Width of the widest tick label.
pub(super) fn tick_width(pen: &Pen, domain: &Domain) -> f64 {
    domain.ticks.iter().map(|(_, text)| pen.width(text)).fold(0.0, f64::max)
}

/// How many ticks further the next label stands, so that none touches another: every one, every second, … One that was
/// left out alone read as a gap in the axis. The label of place `zero` stays.
fn stride(ends: &[(f64, f64)], zero: usize, gap: f64) -> usize {
    let fits = |stride: &usize| {
        let mut shown = ends.iter().skip(zero % stride).step_by(*stride);
        let mut free_from = shown.next().map_or(f64::NEG_INFINITY, |first| first.1 + gap);
        shown.all(|(start, end)| {
            let is_free = *start >= free_from;
            free_from = end + gap;
            is_free
        })
    };
    (1..=ends.len()).find(fits).unwrap_or(ends.len()).max(1)
}

/// Draws grid lines and tick labels of the vertical axis, to the left of `plot`.
pub(super) fn y_axis(pen: &mut Pen, domain: &Domain, plot: Rect) {
    let (grid, muted) = (pen.theme.colours().grid, pen.theme.colours().muted);
    let (gap, apart) = (pen.px(6.0), pen.px(LINE * 0.9));
    let mut places = Vec::new();
    for (value, text) in &domain.ticks {
        let Some(y) = domain.place(*value).map(|at| plot.bottom - at * plot.height()) else { continue };
        pen.across(y, plot.left, plot.right, grid);
        places.push((*value, text, y));
    }
    let zero = places.iter().position(|(value, ..)| *value == 0.0).unwrap_or(0);
    // From the bottom up: what a line of text takes.
    let ends: Vec<(f64, f64)> = places.iter().map(|(.., y)| (-y, -y + apart)).collect();
    let stride = stride(&ends, zero, 0.0);
    for (at, (_, text, y)) in places.into_iter().enumerate() {
        if at % stride == zero % stride {
            pen.text(text.clone(), (plot.left - gap, y), Anchor::End, muted);
        }
    }
}

/// Draws tick labels and caption of the horizontal axis below `plot`, and its grid lines.
///
/// `x` maps a value to its pixel; `edge` is how far labels may reach to either side.
pub(super) fn x_axis(
    pen: &mut Pen,
    domain: &Domain,
    caption: &str,
    plot: Rect,
    edge: (f64, f64),
    x: impl Fn(f64) -> Option<f64>,
) {
    let (grid, muted) = (pen.theme.colours().grid, pen.theme.colours().muted);
    let mut places = Vec::new();
    for (value, text) in &domain.ticks {
        let Some(at) = x(*value) else { continue };
        pen.down(at, plot.top, plot.bottom, grid);
        let half = pen.width(text) / 2.0;
        places.push((*value, text, at.min(edge.1 - half).max(edge.0 + half), half));
    }
    let zero = places.iter().position(|(value, ..)| *value == 0.0).unwrap_or(0);
    let ends: Vec<(f64, f64)> = places.iter().map(|(.., centre, half)| (centre - half, centre + half)).collect();
    let stride = stride(&ends, zero, pen.px(10.0));
    for (at, (_, text, centre, _)) in places.into_iter().enumerate() {
        if at % stride == zero % stride {
            pen.text(text.clone(), (centre, plot.bottom + pen.px(LINE / 2.0 + 4.0)), Anchor::Middle, muted);
        }
    }
    if !caption.is_empty() {
        let text = pen.fit(caption, edge.1 - edge.0);
        let half = pen.width(&text) / 2.0;
        let centre = ((plot.left + plot.right) / 2.0).min(edge.1 - half).max(edge.0 + half);
        pen.text(text, (centre, plot.bottom + pen.px(LINE * 1.5 + 6.0)), Anchor::Middle, muted);
    }
}

#[cfg(test)]
mod tests {
    use super::stride;

    /// "Kinds of benefit" had ticks at −$250k, −$150k, −$100k: one label that touched its neighbour was left out alone.
    #[test]
    fn labels_are_thinned_evenly() {
        // Each 40 wide, 50 apart.
        let ends: Vec<(f64, f64)> = (0..6).map(|i| (f64::from(i) * 50.0, f64::from(i) * 50.0 + 40.0)).collect();
        assert_eq!([stride(&ends, 0, 10.0), stride(&ends, 0, 11.0), stride(&ends, 0, 70.0)], [1, 2, 3]);
        // One that has been moved in from the edge touches the next: all are thinned, and zero keeps its own.
        let mut clamped = ends;
        clamped[0] = (20.0, 60.0);
        assert_eq!([stride(&clamped, 5, 10.0), stride(&clamped, 0, 10.0)], [2, 2]);
        assert_eq!([stride(&[], 0, 10.0), stride(&[(0.0, 9.0)], 0, 10.0)], [1, 1]);
    }
}
