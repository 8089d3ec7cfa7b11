//! Reference lines and labelled points in a plot.

use super::plot::Plot;
use super::scene::{Anchor, LINE, Pen};
use super::spec::{Mark, Marker};
use super::text::Rect;
use super::theme::Rgb;

/// From one pixel to another.
pub(super) type Segment = ((f64, f64), (f64, f64));

/// Draws the lines and points of marks, without labels.
pub(super) fn lines(pen: &mut Pen, plot: &Plot, marks: &[Mark]) {
    let (rect, colour) = (plot.rect, pen.theme.colours().muted);
    for mark in marks {
        match mark {
            Mark::Vertical { x, .. } => {
                if let Some(x) = plot.x(*x).filter(|x| (rect.left..=rect.right).contains(x)) {
                    pen.dashes((x, rect.top), (x, rect.bottom), colour);
                }
            }
            Mark::Horizontal { y, .. } => {
                if let Some(y) = plot.y(*y).filter(|y| (rect.top..=rect.bottom).contains(y)) {
                    pen.dashes((rect.left, y), (rect.right, y), colour);
                }
            }
            Mark::Point { .. } => {}
        }
    }
}

/// Draws the points of marks, on top of the lines.
pub(super) fn points(pen: &mut Pen, plot: &Plot, marks: &[Mark]) {
    for mark in marks {
        if let Some(at) = point_of(plot, mark) {
            let colour = ink_of(pen, mark);
            let shape = if let Mark::Point { hue: Some(hue), .. } = mark { hue.marker() } else { Marker::Circle };
            pen.marker(shape, at, 5.0, pen.theme.colours().background);
            pen.marker(shape, at, 4.0, colour);
        }
    }
}

fn ink_of(pen: &Pen, mark: &Mark) -> Rgb {
    match mark {
        Mark::Point { hue: Some(hue), .. } => pen.theme.hue(*hue),
        Mark::Point { hue: None, .. } | Mark::Horizontal { .. } | Mark::Vertical { .. } => pen.theme.colours().ink,
    }
}

/// Draws the labels of marks within the plot, on top of everything, each where it covers least. What is the only name
/// of a series is drawn in any case.
pub(super) fn labels(pen: &mut Pen, plot: &Plot, marks: &[(Mark, bool)], segments: Vec<Segment>) {
    let mut crossed = segments;
    crossed.extend(marks.iter().filter_map(|(m, _)| mark_segment(plot, m)));
    let mut taken: Vec<Rect> = Vec::new();
    for (mark, _) in marks {
        if let Some(at) = point_of(plot, mark) {
            let r = pen.px(5.0);
            taken.push(Rect { left: at.0 - r, top: at.1 - r, right: at.0 + r, bottom: at.1 + r });
        }
    }
    for (mark, is_name) in marks {
        let line = ink_of(pen, mark);
        let label = mark.label();
        let label = pen.fit(label, plot.rect.width());
        if label.is_empty() {
            continue;
        }
        let size = (pen.width(&label) + pen.px(6.0), pen.px(LINE));
        let most = if *is_name { usize::MAX } else { MOST_COVERED };
        let Some(place) = best(plot.rect, candidates(pen, plot, mark, size), &taken, &crossed, most) else {
            continue;
        };
        pen.block(place, pen.theme.colours().background);
        let at = (place.left + pen.px(3.0), (place.top + place.bottom) / 2.0);
        pen.text(label, at, Anchor::Start, pen.theme.text(line));
        taken.push(place);
    }
}

fn point_of(plot: &Plot, mark: &Mark) -> Option<(f64, f64)> {
    let Mark::Point { x, y, .. } = mark else {
        return None;
    };
    let (x, y) = plot.point((*x, *y))?;
    plot.rect.holds(&Rect { left: x, top: y, right: x, bottom: y }).then_some((x, y))
}

fn mark_segment(plot: &Plot, mark: &Mark) -> Option<Segment> {
    let r = plot.rect;
    match mark {
        Mark::Vertical { x, .. } => plot.x(*x).map(|x| ((x, r.top), (x, r.bottom))),
        Mark::Horizontal { y, .. } => plot.y(*y).map(|y| ((r.left, y), (r.right, y))),
        Mark::Point { .. } => None,
    }
}

/// Places for the label of a mark, the most natural first.
fn candidates(pen: &Pen, plot: &Plot, mark: &Mark, (width, height): (f64, f64)) -> Vec<Rect> {
    let (r, gap) = (plot.rect, pen.px(3.0));
    let at = |left: f64, top: f64| Rect { left, top, right: left + width, bottom: top + height };
    match mark {
        Mark::Vertical { x, .. } => {
            let Some(x) = plot.x(*x) else {
                return Vec::new();
            };
            let rows = (0..).map(|i| r.top + height * f64::from(i)).take_while(|y| y + height <= r.bottom).take(40);
            rows.flat_map(|y| [at(x + gap, y), at(x - gap - width, y)]).collect()
        }
        Mark::Horizontal { y, .. } => {
            let Some(y) = plot.y(*y) else {
                return Vec::new();
            };
            let between = |part: f64| r.left + gap + (r.width() - 2.0 * gap - width) * part;
            let columns = [0.0, 1.0, 0.5, 0.25, 0.75, 0.125, 0.375, 0.625, 0.875].map(between);
            [y - gap * 0.6 - height, y + gap * 0.6].into_iter().flat_map(|y| columns.map(|x| at(x, y))).collect()
        }
        Mark::Point { .. } => {
            let Some((x, y)) = point_of(plot, mark) else {
                return Vec::new();
            };
            let far = pen.px(7.0);
            let beside = [at(x + far, y - height / 2.0), at(x - far - width, y - height / 2.0)];
            // Next to the point, or one line further off.
            let rows = [y - far - height, y + far, y - far - 2.0 * height, y + far + height];
            // Near an edge of a narrow plot: moved along until it fits.
            let centred = (x - width / 2.0).min(r.right - width).max(r.left);
            let corners =
                rows.into_iter().flat_map(|y| [x + gap, x - gap - width, x - width / 2.0, centred].map(|x| at(x, y)));
            corners.chain(beside).collect()
        }
    }
}

/// A label that would cover more lines than this is left to the table.
const MOST_COVERED: usize = 2;

/// The first of the places that crosses fewest lines, none that leaves the plot, covers a label or crosses more than `most`.
fn best(plot: Rect, places: Vec<Rect>, taken: &[Rect], crossed: &[Segment], most: usize) -> Option<Rect> {
    let covered = |place: &Rect| crossed.iter().filter(|(a, b)| place.clip(*a, *b).is_some()).count();
    places
        .into_iter()
        .filter(|place| plot.holds(place) && !taken.iter().any(|t| t.overlaps(place)))
        .map(|place| (covered(&place), place))
        .filter(|(covered, _)| *covered <= most)
        .min_by_key(|(covered, _)| *covered)
        .map(|(_, place)| place)
}
