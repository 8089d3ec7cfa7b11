//! Labels in a column at the right of the plot: names at the lines' ends, reference lines at theirs.

use super::axis::Domain;
use super::plot::Plot;
use super::scene::{Anchor, LINE, Pen};
use super::spec::{Mark, Series};
use super::text::{Rect, spread};
use super::theme::Rgb;

/// How far right a series must reach (0 to 1) to be named in the column; others are named beside their last point.
const AT_END: f64 = 0.9;
/// Part of the width that the column may take.
const WIDEST: f64 = 0.34;
/// Between plot and label, in CSS pixels.
const GAP: f64 = 14.0;

/// What stands in the column.
pub(super) struct Column {
    /// Width to keep free at the right of the plot, in pixels.
    pub width: f64,
    /// Series are named in the plot's own area or the column; otherwise a legend does.
    pub series: bool,
    /// Horizontal reference lines are named in the column; otherwise in the plot.
    pub marks: bool,
}

/// One label of the column.
pub(super) struct Tag<'a> {
    pub label: &'a str,
    /// What it names, in pixels.
    pub at: (f64, f64),
    pub colour: Rgb,
}

/// The last point of a series within the ends of both axes.
pub(super) fn last_visible(series: &Series, x: &Domain, y: &Domain) -> Option<(f64, f64)> {
    let inside = |at: Option<f64>| at.is_some_and(|at| (-1e-9..=1.0 + 1e-9).contains(&at));
    series.points.iter().copied().rev().find(|p| inside(x.place(p.0)) && inside(y.place(p.1)))
}

/// Whether a point is far enough right to be named in the column.
pub(super) fn at_end(point: (f64, f64), x: &Domain) -> bool {
    x.place(point.0).is_some_and(|at| at >= AT_END)
}

/// Decides between column and legend: the column serves unless its labels are wide or would stand far from what
/// they name. `rect` is the room of plot and column.
pub(super) fn plan(pen: &Pen, shown: &[&Series], marks: &[Mark], (x, y): (&Domain, &Domain), rect: Rect) -> Column {
    let fits = |width: f64| width + pen.px(GAP + 2.0) <= rect.width() * WIDEST;
    let named: Vec<(f64, &Mark)> = marks
        .iter()
        .filter_map(|m| match m {
            Mark::Horizontal { y: at, label } => Some((y.place(*at)?, label, m)),
            Mark::Vertical { .. } | Mark::Point { .. } => None,
        })
        .filter(|(at, label, _)| (0.0..=1.0).contains(at) && !label.is_empty())
        .map(|(at, _, m)| (at, m))
        .collect();
    let widest_mark = named.iter().map(|(_, m)| pen.width(m.label())).fold(0.0, f64::max);
    let marks = fits(widest_mark);

    let widest = shown.iter().map(|s| pen.width(&s.label)).fold(0.0, f64::max);
    let ending = || shown.iter().filter_map(|s| Some((last_visible(s, x, y)?, *s))).filter(|(p, _)| at_end(*p, x));
    let ends = ending().filter(|(_, s)| !s.label.is_empty()).filter_map(|(p, _)| y.place(p.1));
    let ends: Vec<f64> = ends
        .chain(named.iter().filter(|_| marks).map(|(at, _)| *at))
        .map(|at| rect.bottom - at * rect.height())
        .collect();
    let placed = spread(&ends, pen.px(LINE), rect.top, rect.bottom);
    let near = ends.iter().zip(&placed).all(|(a, b)| (a - b).abs() <= pen.px(LINE * 1.3));
    let series = widest == 0.0 || (fits(widest) && near);

    let widest_end = ending().map(|(_, s)| pen.width(&s.label)).fold(0.0, f64::max);
    let needed = (if series { widest_end } else { 0.0 }).max(if marks { widest_mark } else { 0.0 });
    let width = if needed > 0.0 { needed + pen.px(GAP + 2.0) } else { pen.px(8.0) };
    Column { width, series, marks }
}

/// Draws the column up to `right`, labels moved apart where they would overlap.
pub(super) fn draw(pen: &mut Pen, plot: &Plot, tags: &[Tag], right: f64) {
    let rect = plot.rect;
    let x = rect.right + pen.px(GAP);
    let wanted: Vec<f64> = tags.iter().map(|t| t.at.1).collect();
    for (tag, y) in tags.iter().zip(spread(&wanted, pen.px(LINE), rect.top, rect.bottom)) {
        if (y - tag.at.1).abs() > pen.px(3.0) {
            // The label was moved: a thin line leads to it.
            let from = ((tag.at.0 + pen.px(4.0)).min(x - pen.px(8.0)), tag.at.1);
            pen.path(vec![from, (x - pen.px(4.0), y)], 1.0, tag.colour);
        }
        let (label, colour) = (pen.fit(tag.label, right - x), pen.theme.text(tag.colour));
        pen.text(label, (x, y), Anchor::Start, colour);
    }
}
