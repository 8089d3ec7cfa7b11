//! Layout of horizontal bars: side by side, end to end, or as a bridge.

use super::axis::{Domain, Fit, Zero, drawable};
use super::frame::{self, Entry};
use super::scene::{Anchor, LINE, Pen};
use super::spec::{Arrange, BarSeries, ChartSpec, Hue, Scale};
use super::text::Rect;
use super::theme::Theme;

/// Smallest height of a row that has a name, in CSS pixels.
const MIN_ROW: f64 = 14.0;

/// Part of the width that names may take beside their bars; longer ones stand above them.
pub(super) const NAMES_BESIDE: f64 = 0.36;

/// One coloured stretch; `from` none: from where the axis starts.
struct Part {
    from: Option<f64>,
    to: f64,
    hue: Hue,
}

/// One bar and what stands at its end.
struct Bar {
    parts: Vec<Part>,
    /// The value where the label stands; none: where the axis starts.
    end: Option<f64>,
    label: String,
    /// Shape that tells the series in a group.
    hue: Option<Hue>,
}

impl Bar {
    /// Whether it goes from zero to the left.
    fn is_below(&self) -> bool {
        self.end.is_some_and(|end| end < 0.0) && self.parts.iter().all(|part| part.from.is_none())
    }
}

/// The bars of one category.
struct Group<'a> {
    name: &'a str,
    bars: Vec<Bar>,
}

/// Where everything goes.
struct Grid {
    plot: Rect,
    domain: Domain,
    /// Names stand above their bars instead of beside them.
    above: bool,
    /// Kept free within the plot for labels, on the left and on the right.
    insets: [f64; 2],
}

impl Grid {
    fn x(&self, value: f64) -> Option<f64> {
        let (left, right) = (self.plot.left + self.insets[0], self.plot.right - self.insets[1]);
        Some((left + self.domain.place(value)? * (right - left).max(0.0)).clamp(left, right.max(left)))
    }
}

/// Lays out bars in `room`.
pub(super) fn layout(
    pen: &mut Pen,
    spec: &ChartSpec,
    categories: &[String],
    series: &[BarSeries],
    arrange: Arrange,
    mut room: Rect,
) {
    let groups = groups(spec, categories, series, arrange);
    let Some(domain) = domain(pen, spec, &groups, room.width()) else {
        return pen.nothing(room);
    };
    if series.len() > 1 && arrange != Arrange::Bridge {
        let entries: Vec<Entry> = series
            .iter()
            .map(|s| Entry { label: &s.label, marker: s.hue(0).marker(), colour: pen.theme.hue(s.hue(0)) })
            .collect();
        frame::legend(pen, &entries, &mut room);
    }
    let grid = grid(pen, spec, &groups, domain, room);
    let caption = spec.x.drawn_caption();
    frame::x_axis(pen, &grid.domain, &caption, grid.plot, (room.left, room.right), |v| grid.x(v));
    if let Some(x) = grid.x(grid.domain.base()) {
        let colour = pen.theme.colours().muted;
        pen.down(x, grid.plot.top, grid.plot.bottom, colour);
    }
    draw_groups(pen, &grid, &groups, room.left, arrange);
}

fn groups<'a>(spec: &ChartSpec, categories: &'a [String], series: &[BarSeries], arrange: Arrange) -> Vec<Group<'a>> {
    let value = |s: &BarSeries, i: usize| s.values.get(i).copied().unwrap_or(f64::NAN);
    categories
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let bars = match arrange {
                Arrange::Grouped => {
                    series.iter().map(|s| simple(spec, value(s, i), s.missing, s.hue(i), series.len() > 1)).collect()
                }
                Arrange::Stacked => {
                    vec![stack(spec, series.iter().map(|s| (value(s, i), s.hue(i))))]
                }
                Arrange::Bridge => series
                    .first()
                    .map(|s| {
                        let before = (i > 0 && i + 1 < categories.len()).then(|| value(s, i - 1));
                        bridge(spec, before, value(s, i), s.missing, s.hue(i))
                    })
                    .into_iter()
                    .collect(),
            };
            Group { name, bars }
        })
        .collect()
}

/// A bar from the axis; without a value, or with none that can be drawn, only its label.
fn simple(spec: &ChartSpec, value: f64, missing: &str, hue: Hue, several: bool) -> Bar {
    let label = if value.is_finite() { spec.x.format.short(value) } else { missing.into() };
    let shown = drawable(value, spec.x.scale);
    let parts = if shown { vec![Part { from: None, to: value, hue }] } else { Vec::new() };
    Bar { parts, end: shown.then_some(value), label, hue: several.then_some(hue) }
}

/// Parts end to end.
fn stack(spec: &ChartSpec, parts: impl Iterator<Item = (f64, Hue)>) -> Bar {
    let (mut end, mut out) = (0.0, Vec::new());
    for (value, hue) in parts.filter(|&(v, _)| drawable(v, spec.x.scale)) {
        out.push(Part { from: Some(end), to: end + value, hue });
        end += value;
    }
    let label = if out.is_empty() { "not counted".into() } else { spec.x.format.short(end) };
    Bar { end: Some(end), parts: out, label, hue: None }
}

/// A step of a bridge from the total before it, or a total from the axis.
fn bridge(spec: &ChartSpec, before: Option<f64>, total: f64, missing: &str, hue: Hue) -> Bar {
    match before.filter(|&b| drawable(b, spec.x.scale) && drawable(total, spec.x.scale)) {
        Some(before) => Bar {
            parts: vec![Part { from: Some(before), to: total, hue }],
            end: Some(before.max(total)),
            label: spec.x.format.change(total - before),
            hue: None,
        },
        None => simple(spec, total, missing, hue, false),
    }
}

fn domain(pen: &Pen, spec: &ChartSpec, groups: &[Group], width: f64) -> Option<Domain> {
    let parts = || groups.iter().flat_map(|g| &g.bars).flat_map(|b| &b.parts);
    let values = parts().flat_map(|p| p.from.into_iter().chain([p.to]));
    // On a logarithmic axis the smallest bar needs a length too: the axis starts a decade lower if need be.
    let low = match spec.x.scale {
        Scale::Log10 => parts().map(|p| p.to * 0.7).fold(None, |a: Option<f64>, v| Some(a.map_or(v, |a| a.min(v)))),
        Scale::Linear => None,
    };
    parts().next()?;
    let ticks = ((width / pen.px(85.0)).max(0.0) as usize).clamp(2, 7);
    Domain::fit(&spec.x, values.chain(low), Fit { ticks, zero: Zero::Always, round: true })
}

fn grid(pen: &Pen, spec: &ChartSpec, groups: &[Group], domain: Domain, room: Rect) -> Grid {
    let names = groups.iter().map(|g| pen.width(g.name)).fold(0.0, f64::max);
    let above = names > room.width() * NAMES_BESIDE;
    let left = if above { room.left } else { room.left + names + pen.px(8.0) };
    let bottom = (room.bottom - frame::x_axis_height(pen, &spec.x.drawn_caption())).max(room.top);
    let bars = || groups.iter().flat_map(|g| &g.bars);
    let marker = if bars().any(|b| b.hue.is_some()) { pen.px(13.0) } else { 0.0 };
    // Bars below zero have their labels on the other side.
    let inset = |below: bool| {
        let labels = bars().filter(|b| b.is_below() == below).map(|b| pen.width(&b.label));
        let widest = labels.reduce(f64::max).map_or(0.0, |label| label + marker + pen.px(8.0));
        widest.min(room.width() * if below { 0.2 } else { 0.3 })
    };
    let insets = [inset(true), inset(false)];
    Grid { plot: Rect { left, top: room.top, right: room.right, bottom }, domain, above, insets }
}

fn draw_groups(pen: &mut Pen, grid: &Grid, groups: &[Group], left: f64, arrange: Arrange) {
    let most = groups.iter().map(|g| g.bars.len()).max().unwrap_or(1).max(1) as f64;
    let name = if grid.above { pen.px(LINE) } else { 0.0 };
    let smallest = name + pen.px(MIN_ROW).max(most * pen.px(6.0));
    let rows = ((grid.plot.height() / smallest) as usize).max(1);
    // What does not fit is said, and stands in the table.
    let shown = if groups.len() > rows { rows.saturating_sub(1) } else { groups.len() };
    let band = grid.plot.height() / if groups.len() > rows { rows } else { groups.len() } as f64;
    let pitch = ((band * 0.84 - name) / most).min(pen.px(26.0));
    let (ink, muted) = (pen.theme.colours().ink, pen.theme.colours().muted);
    for (i, group) in groups.iter().take(shown).enumerate() {
        let middle = grid.plot.top + band * (i as f64 + 0.5);
        let top = middle - (name + pitch * most) / 2.0;
        if grid.above {
            let text = pen.fit(group.name, grid.plot.width());
            let (right, background) = (left + pen.width(&text) + pen.px(4.0), pen.theme.colours().background);
            // Grid lines stop at the letters.
            pen.block(Rect { left: left - pen.px(1.0), top, right, bottom: top + name }, background);
            pen.text(text, (left, top + name * 0.45), Anchor::Start, ink);
        } else {
            let text = pen.fit(group.name, grid.plot.left - left);
            pen.text(text, (grid.plot.left - pen.px(8.0), middle), Anchor::End, ink);
        }
        for (j, bar) in group.bars.iter().enumerate() {
            let top = top + name + pitch * j as f64;
            draw_bar(pen, grid, bar, (top, top + pitch), arrange);
        }
    }
    if shown < groups.len() {
        let text = format!("… and {} more in the table", groups.len() - shown);
        let at = (left, grid.plot.top + band * (shown as f64 + 0.5));
        pen.text(pen.fit(&text, grid.plot.right - left), at, Anchor::Start, muted);
    }
}

fn draw_bar(pen: &mut Pen, grid: &Grid, bar: &Bar, (top, bottom): (f64, f64), arrange: Arrange) {
    let pad = (bottom - top) * 0.09;
    let (top, bottom) = (top + pad, bottom - pad);
    let middle = (top + bottom) / 2.0;
    for part in &bar.parts {
        let (Some(a), Some(b)) = (grid.x(part.from.unwrap_or(grid.domain.base())), grid.x(part.to)) else {
            continue;
        };
        let colour = pen.theme.hue(part.hue);
        pen.block(Rect { left: a.min(b), top, right: a.max(b), bottom }, colour);
        if arrange == Arrange::Stacked && a != b {
            // A seam tells neighbours apart where colours do not, a shape says which part it is.
            let background = pen.theme.colours().background;
            pen.down(b, top, bottom, background);
            if (a - b).abs() >= pen.px(16.0) && bottom - top >= pen.px(9.0) {
                pen.marker(part.hue.marker(), ((a + b) / 2.0, middle), 3.2, Theme::text_on(colour));
            }
        }
    }
    // Letters need their height: very flat bars leave the numbers to the axis and the table.
    if bottom - top >= pen.px(9.0) {
        draw_end(pen, grid, bar, middle);
    }
}

/// Shape and value at the end of a bar: outside, and on one side of the line that bars begin at.
fn draw_end(pen: &mut Pen, grid: &Grid, bar: &Bar, middle: f64) {
    let base = grid.domain.base();
    // What is below a logarithmic axis has its value where the axis begins.
    let end = bar.end.map_or(base, |end| if base > 0.0 { end.max(base) } else { end });
    let (Some(right), Some(zero)) = (grid.x(end), grid.x(base)) else { return };
    let starts = bar.parts.iter().map(|part| part.from.map_or(part.to, |from| from.min(part.to)));
    let left = starts.filter_map(|start| grid.x(start)).fold(right, f64::min);
    let (gap, ink, muted) = (pen.px(5.0), pen.theme.colours().ink, pen.theme.colours().muted);
    let step = if bar.hue.is_some() { pen.px(4.0) } else { 0.0 };
    let beside = gap + if bar.hue.is_some() { 2.0 * step + gap * 0.8 } else { 0.0 };
    let width = beside + pen.width(&bar.label);
    let would_cross = right < zero && right + width > zero;
    let (at, side) = match bar.is_below() || would_cross {
        true if left - width >= grid.plot.left => (left, -1.0),
        // No room there: behind the line, whose other side is free beside such a bar.
        true => (zero, 1.0),
        false => (right, 1.0),
    };
    if let Some(hue) = bar.hue {
        let fill = pen.theme.hue(hue);
        pen.marker(hue.marker(), (at + side * (gap + step), middle), 3.4, fill);
    }
    let colour = if bar.parts.is_empty() { muted } else { ink };
    let (at, anchor) = (at + side * beside, if side > 0.0 { Anchor::Start } else { Anchor::End });
    let label = if side > 0.0 { pen.fit(&bar.label, grid.plot.right - at) } else { bar.label.clone() };
    pen.text(label, (at, middle), anchor, colour);
}
