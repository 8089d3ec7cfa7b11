//! Layout of line charts: runs of drawable points, labels at the lines' ends, reference marks.

use super::axis::{Domain, Fit, Zero};
use super::ends::{self, Column, Tag};
use super::frame::{self, Entry};
use super::marks;
use super::plot::Plot;
use super::scene::{Item, LINE, Pen};
use super::spec::{ChartSpec, Hue, Mark, Scale, Series, Stroke};
use super::text::Rect;
use super::theme::Rgb;
use crate::quantity::format::Format;

/// Series with more points than this get markers on some of them only.
const FEW_POINTS: usize = 24;
/// Width of the lines, and half the width of a marker, in CSS pixels.
const STROKE: f64 = 2.0;
const MARKER: f64 = 3.6;
/// Half the width of the end of an upright stroke.
const END: f64 = 4.0;

/// A series ready to draw: unbroken runs of pixels within the plot.
struct Drawn<'a> {
    series: &'a Series,
    colour: Rgb,
    runs: Vec<Vec<(f64, f64)>>,
}

/// Lays out a line chart in `room`.
pub(super) fn layout(pen: &mut Pen, spec: &ChartSpec, series: &[Series], marks: &[Mark], mut room: Rect) {
    let below = frame::x_axis_height(pen, &spec.x.drawn_caption());
    let height = room.height() - below - pen.px(LINE);
    let Some((x, y)) = domains(pen, spec, series, marks, room.width(), height) else {
        return pen.nothing(room);
    };
    let caption = spec.y.drawn_caption();
    let above = pen.px(if caption.is_empty() { 8.0 } else { LINE + 8.0 });
    let shown: Vec<&Series> = series.iter().filter(|s| has_points(s, &x, &y)).collect();
    let column =
        ends::plan(pen, &shown, marks, (&x, &y), Rect { top: room.top + above, bottom: room.bottom - below, ..room });
    if !column.series {
        let entries: Vec<Entry> =
            shown.iter().map(|s| Entry { label: &s.label, marker: s.marker, colour: pen.theme.hue(s.hue) }).collect();
        frame::legend(pen, &entries, &mut room);
    }
    frame::y_caption(pen, &caption, &mut room);
    let left = (room.left + frame::tick_width(pen, &y) + pen.px(8.0)).min(room.right);
    let right = (room.right - column.width).max(left);
    let rect = Rect { left, top: room.top, right, bottom: (room.bottom - below).max(room.top) };
    let inset = if spec.x.format == Format::Count { pen.px(14.0).min(rect.width() / 4.0) } else { 0.0 };
    let plot = Plot { rect, x, y, inset };
    axes(pen, spec, &plot, (room.left, room.right));
    marks::lines(pen, &plot, marks);
    shown.iter().for_each(|series| draw_spans(pen, &plot, series));
    let drawn = draw_all(pen, &plot, &shown, column.series);
    let mut lines: Vec<_> = drawn.iter().flat_map(|d| segments(pen, &plot, d)).collect();
    lines.extend(plot.y(0.0).map(|zero| ((plot.rect.left, zero), (plot.rect.right, zero))));
    labels(pen, &plot, &shown, marks, &column, (room.right, lines));
}

/// Grid, ticks and the line of zero.
fn axes(pen: &mut Pen, spec: &ChartSpec, plot: &Plot, edge: (f64, f64)) {
    let caption = spec.x.drawn_caption();
    frame::y_axis(pen, &plot.y, plot.rect);
    frame::x_axis(pen, &plot.x, &caption, plot.rect, edge, |v| plot.x(v));
    let within = |y: &f64| (plot.rect.top..=plot.rect.bottom).contains(y);
    if let Some(zero) = plot.y(0.0).filter(within) {
        let colour = pen.theme.colours().muted;
        pen.across(zero, plot.rect.left, plot.rect.right, colour);
    }
}

/// Draws all series, the baseline behind what is compared with it.
fn draw_all<'a>(pen: &mut Pen, plot: &Plot, shown: &[&'a Series], named: bool) -> Vec<Drawn<'a>> {
    let mut drawn: Vec<Drawn> =
        shown.iter().map(|s| Drawn { series: s, colour: pen.theme.hue(s.hue), runs: runs(s, plot) }).collect();
    crate::sorted::by_key(&mut drawn, |line| line.series.hue != Hue::Baseline);
    for (i, d) in drawn.iter().enumerate() {
        draw_series(pen, d, (i, drawn.len()), named, plot);
    }
    drawn
}

/// What labels must not cover: lines, and where no line joins them the points.
fn segments(pen: &Pen, plot: &Plot, drawn: &Drawn) -> Vec<marks::Segment> {
    if drawn.series.stroke == Stroke::Markers {
        let half = pen.px(MARKER);
        let across = |(x, y)| ((x - half, y), (x + half, y));
        return drawn.series.points.iter().filter_map(|point| plot.point(*point)).map(across).collect();
    }
    let pairs = |run: &Vec<(f64, f64)>| run.iter().copied().zip(run.iter().copied().skip(1)).collect::<Vec<_>>();
    drawn.runs.iter().flat_map(pairs).collect()
}

/// Names of series and marks: in the column at the right, or in the plot where they cover least.
fn labels(
    pen: &mut Pen,
    plot: &Plot,
    shown: &[&Series],
    marks: &[Mark],
    column: &Column,
    (right, lines): (f64, Vec<marks::Segment>),
) {
    let mut tags: Vec<Tag> = Vec::new();
    let mut inside: Vec<(Mark, bool)> = Vec::new();
    for s in shown.iter().filter(|s| column.series && !s.label.is_empty()) {
        let Some(last) = ends::last_visible(s, &plot.x, &plot.y) else {
            continue;
        };
        match plot.point(last).filter(|_| ends::at_end(last, &plot.x)) {
            Some(at) => tags.push(Tag { label: &s.label, at, colour: pen.theme.hue(s.hue) }),
            None => {
                let hue = Some(s.hue);
                inside.push((Mark::Point { x: last.0, y: last.1, label: s.label.clone(), hue }, true));
            }
        }
    }
    for mark in marks {
        match mark {
            Mark::Horizontal { y, label } if column.marks => {
                let within = |y: &f64| (plot.rect.top..=plot.rect.bottom).contains(y);
                if let Some(y) = plot.y(*y).filter(within) {
                    let colour = pen.theme.colours().ink;
                    tags.push(Tag { label, at: (plot.rect.right, y), colour });
                }
            }
            mark => inside.push((mark.clone(), false)),
        }
    }
    ends::draw(pen, plot, &tags, right);
    marks::points(pen, plot, marks);
    marks::labels(pen, plot, &inside, lines);
}

fn domains(
    pen: &Pen,
    spec: &ChartSpec,
    series: &[Series],
    marks: &[Mark],
    width: f64,
    height: f64,
) -> Option<(Domain, Domain)> {
    let points = || series.iter().flat_map(|s| s.points.iter().copied());
    // Marks alone are no data.
    let both = |&(x, y): &(f64, f64)| super::axis::drawable(x, spec.x.scale) && super::axis::drawable(y, spec.y.scale);
    points().find(both)?;
    let points = || points().filter(both);
    let xs = points().map(|p| p.0).chain(marks.iter().filter_map(|m| match m {
        Mark::Vertical { x, .. } | Mark::Point { x, .. } => Some(*x),
        Mark::Horizontal { .. } => None,
    }));
    let spans = series.iter().flat_map(|s| &s.spans).flat_map(|(_, low, high)| [*low, *high]);
    let ys = points().map(|p| p.1).chain(spans.filter(|y| super::axis::drawable(*y, spec.y.scale))).chain(
        marks.iter().filter_map(|m| match m {
            Mark::Horizontal { y, .. } | Mark::Point { y, .. } => Some(*y),
            Mark::Vertical { .. } => None,
        }),
    );
    let ticks = |room: f64, each: f64, most: usize| ((room / pen.px(each)).max(0.0) as usize).clamp(2, most);
    // Ticks of a logarithmic axis are thinned to every second or third decade, so they ask for more.
    let (each, most) = match spec.y.scale {
        Scale::Linear => (42.0, 7),
        Scale::Log10 => (28.0, 9),
    };
    let x = Domain::fit(
        &spec.x,
        xs,
        Fit {
            ticks: ticks(width, if spec.x.format == Format::Count { 60.0 } else { 90.0 }, 8),
            zero: Zero::Never,
            round: false,
        },
    )?;
    let y = Domain::fit(&spec.y, ys, Fit { ticks: ticks(height, each, most), zero: Zero::IfNear, round: true })?;
    Some((x, y))
}

fn has_points(series: &Series, x: &Domain, y: &Domain) -> bool {
    series.points.iter().any(|p| x.place(p.0).is_some() && y.place(p.1).is_some())
}

/// The pixels of a series, cut at gaps and at the plot's edge.
fn runs(series: &Series, plot: &Plot) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut add = |from: (f64, f64), to: (f64, f64)| {
        let Some((from, to)) = plot.rect.clip(from, to) else {
            return;
        };
        match runs.last_mut() {
            Some(run) if run.last() == Some(&from) => run.push(to),
            _ => runs.push(vec![from, to]),
        }
    };
    let mut previous: Option<(f64, f64)> = None;
    for point in series.points.iter().map(|&p| plot.point(p)) {
        if let (Some(from), Some(to)) = (previous, point) {
            if series.stroke == Stroke::Step {
                add(from, (to.0, from.1));
                add((to.0, from.1), to);
            } else {
                add(from, to);
            }
        }
        previous = point;
    }
    runs
}

/// Where the values of a series may lie: shaded along its line, an upright stroke at each of its points.
fn draw_spans(pen: &mut Pen, plot: &Plot, series: &Series) {
    let colour = pen.theme.hue(series.hue);
    let inside = |y: f64| y.clamp(plot.rect.top, plot.rect.bottom.max(plot.rect.top));
    let span = |&(x, low, high): &(f64, f64, f64)| Some((plot.x(x)?, inside(plot.y(low)?), inside(plot.y(high)?)));
    let spans: Vec<(f64, f64, f64)> = series.spans.iter().filter_map(span).collect();
    if series.stroke == Stroke::Line && spans.len() > 1 {
        let there = spans.iter().map(|(x, low, _)| (*x, *low));
        let back = spans.iter().rev().map(|(x, _, high)| (*x, *high));
        pen.items.push(Item::Shade { points: there.chain(back).collect(), colour });
        return;
    }
    let half = pen.px(END);
    for (x, low, high) in spans {
        pen.path(vec![(x, low), (x, high)], 1.0, colour);
        [low, high].into_iter().for_each(|y| pen.path(vec![(x - half, y), (x + half, y)], 1.0, colour));
    }
}

fn draw_series(pen: &mut Pen, drawn: &Drawn, (index, of): (usize, usize), direct: bool, plot: &Plot) {
    let series = drawn.series;
    // Where no line joins them, each point is a marker.
    let is_joined = series.stroke != Stroke::Markers;
    if is_joined {
        for run in &drawn.runs {
            pen.path(run.clone(), STROKE, drawn.colour);
        }
    }
    let points: Vec<(f64, f64)> = series
        .points
        .iter()
        .filter_map(|&p| plot.point(p))
        .filter(|&(x, y)| plot.rect.holds(&Rect { left: x, top: y, right: x, bottom: y }))
        .collect();
    let every = if is_joined && points.len() > FEW_POINTS { points.len().div_ceil(7) } else { 1 };
    // A plain line gets markers only where a legend must find it, or where a single point is all there is.
    let marked = matches!(series.stroke, Stroke::LineMarkers | Stroke::Markers) || !direct || points.len() == 1;
    if marked {
        // Lines that run close together get their markers at different places.
        let offset = if every > 1 { every * index / of.max(1) } else { 0 };
        for &point in points.iter().skip(offset).step_by(every) {
            pen.marker(series.marker, point, MARKER, drawn.colour);
        }
    }
}
