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

/// Draws grid lines and tick labels of the vertical axis, to the left of `plot`.
pub(super) fn y_axis(pen: &mut Pen, domain: &Domain, plot: Rect) {
    let (grid, muted) = (pen.theme.colours().grid, pen.theme.colours().muted);
    let (gap, apart) = (pen.px(6.0), pen.px(LINE * 0.9));
    let mut last = f64::INFINITY;
    for (value, text) in &domain.ticks {
        let Some(y) = domain.place(*value).map(|at| plot.bottom - at * plot.height()) else {
            continue;
        };
        pen.across(y, plot.left, plot.right, grid);
        if last - y >= apart {
            pen.text(text.clone(), (plot.left - gap, y), Anchor::End, muted);
            last = y;
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
    let mut free_from = f64::NEG_INFINITY;
    for (value, text) in &domain.ticks {
        let Some(at) = x(*value) else { continue };
        pen.down(at, plot.top, plot.bottom, grid);
        let half = pen.width(text) / 2.0;
        let centre = at.min(edge.1 - half).max(edge.0 + half);
        if centre - half >= free_from {
            pen.text(text.clone(), (centre, plot.bottom + pen.px(LINE / 2.0 + 4.0)), Anchor::Middle, muted);
            free_from = centre + half + pen.px(10.0);
        }
    }
    if !caption.is_empty() {
        let text = pen.fit(caption, edge.1 - edge.0);
        let half = pen.width(&text) / 2.0;
        let centre = ((plot.left + plot.right) / 2.0).min(edge.1 - half).max(edge.0 + half);
        pen.text(text, (centre, plot.bottom + pen.px(LINE * 1.5 + 6.0)), Anchor::Middle, muted);
    }
}
