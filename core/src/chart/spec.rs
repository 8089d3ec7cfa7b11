//! What a chart shows, as plain data: no pixel, no colour value, no drawing.

use super::atlas::Map;
use crate::quantity::format::Format;

/// A chart: its takeaway, its axes and its data.
///
/// Two equal specs draw the same picture, so that the app redraws only what changed.
///
/// ```
/// use geode_core::chart::{Axis, Body, ChartSpec, Series};
/// use geode_core::quantity::format::Format;
/// let spec = ChartSpec {
///     title: "A third region saves 8 hours a year.".into(),
///     x: Axis::new("Regions", "", Format::Count),
///     y: Axis::new("Downtime", "per year", Format::Downtime).log(),
///     body: Body::Lines { series: vec![Series::new("Geode", 0, vec![(1.0, 31_536.0), (2.0, 31.5)])], marks: vec![] },
/// };
/// assert_eq!(spec.table().head, ["Regions", "Geode, per year"]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpec {
    /// The takeaway, a computed sentence.
    pub title: String,
    /// The horizontal axis. Of horizontal bars: the axis of the values.
    pub x: Axis,
    /// The vertical axis. Of horizontal bars: only its label is used, as the name of the categories.
    pub y: Axis,
    /// The data.
    pub body: Body,
}

/// How values become positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Scale {
    /// Equal steps are equal differences.
    #[default]
    Linear,
    /// Equal steps are equal factors; zero and less cannot be drawn.
    Log10,
}

/// One axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What is measured, for example "Downtime".
    pub label: String,
    /// Unit or reference, for example "per year"; empty when the number format says it all.
    pub unit: String,
    /// Linear or logarithmic.
    pub scale: Scale,
    /// Fixed ends instead of ends taken from the data; what lies outside is cut at the edge. Ignored when it is
    /// empty, not finite, or not positive on a logarithmic axis.
    pub range: Option<(f64, f64)>,
    /// Whether what lies below the fixed low end of a logarithmic axis, zero included, is drawn at that end, whose tick
    /// says so, instead of being cut.
    pub floored: bool,
    /// How its numbers are written.
    pub format: Format,
}

impl Axis {
    /// A linear axis with ends taken from the data.
    pub fn new(label: &str, unit: &str, format: Format) -> Axis {
        Axis { label: label.into(), unit: unit.into(), scale: Scale::Linear, range: None, floored: false, format }
    }

    /// The same axis, logarithmic.
    pub fn log(self) -> Axis {
        Axis { scale: Scale::Log10, ..self }
    }

    /// The same axis with fixed ends.
    pub fn between(self, low: f64, high: f64) -> Axis {
        Axis { range: Some((low, high)), ..self }
    }

    /// The same axis, logarithmic and with fixed ends; what is less than the low one stands there.
    pub fn from_floor(self, low: f64, high: f64) -> Axis {
        Axis { floored: true, ..self.log().between(low, high) }
    }

    /// Label and unit: "Downtime, per year".
    pub fn caption(&self) -> String {
        match (self.label.is_empty(), self.unit.is_empty()) {
            (_, true) => self.label.clone(),
            (true, false) => self.unit.clone(),
            (false, false) => format!("{}, {}", self.label, self.unit),
        }
    }

    /// The same as it stands on the picture, which says of its scale too.
    pub(super) fn drawn_caption(&self) -> String {
        let caption = self.caption();
        if self.scale == Scale::Log10 && !caption.is_empty() { format!("{caption} (log scale)") } else { caption }
    }
}

/// The data of a chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Lines, steps or points over a numeric axis.
    Lines {
        /// Drawn in this order, the baseline first of all.
        series: Vec<Series>,
        /// Reference lines and labelled points.
        marks: Vec<Mark>,
    },
    /// Horizontal bars.
    Bars {
        /// One a row, from the top.
        categories: Vec<String>,
        /// Each with one value a category.
        series: Vec<BarSeries>,
        /// Side by side, end to end, or as a bridge.
        arrange: Arrange,
        /// What the bars leave out, as sentences under the data.
        notes: Vec<String>,
    },
    /// A map, which has no axes.
    Map(Map),
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name, drawn at the line's end.
    pub label: String,
    /// Its colour: an option's, or the baseline's grey. A baseline is drawn behind the others.
    pub hue: Hue,
    /// Shape of its points.
    pub marker: Marker,
    /// (x, y) in drawing order. Points that are not finite (or not positive on a logarithmic axis) are gaps.
    pub points: Vec<(f64, f64)>,
    /// Line, points, both, or steps.
    pub stroke: Stroke,
    /// x and from where to where y may lie, by x: shaded along a line, else an upright stroke at each.
    pub spans: Vec<(f64, f64, f64)>,
}

impl Series {
    /// A line with points, in the colour and marker shape of option `index`.
    pub fn new(label: &str, index: usize, points: Vec<(f64, f64)>) -> Series {
        Series {
            label: label.into(),
            hue: Hue::Option(index),
            marker: Marker::of(index),
            points,
            stroke: Stroke::LineMarkers,
            spans: Vec::new(),
        }
    }

    /// The same series with where its values may lie; what is not finite is left out.
    pub fn spans(self, spans: Vec<(f64, f64, f64)>) -> Series {
        let spans = spans.into_iter().filter(|(_, low, high)| low.is_finite() && high.is_finite()).collect();
        Series { spans, ..self }
    }

    /// All series, and behind each that has spans the ends of these as series: for tables.
    pub fn with_ends(series: &[Series]) -> Vec<Series> {
        let end = |of: &Series, name: &str, at: fn(&(f64, f64, f64)) -> (f64, f64)| {
            let label = format!("{}, {name}", of.label);
            Series { label, points: of.spans.iter().map(at).collect(), spans: Vec::new(), ..of.clone() }
        };
        let all = series.iter().flat_map(|of| {
            let low = end(of, "1 in 20 below", |(x, low, _)| (*x, *low));
            let high = end(of, "1 in 20 above", |(x, _, high)| (*x, *high));
            let ends = [low, high].into_iter().filter(|_| !of.spans.is_empty());
            std::iter::once(of.clone()).chain(ends)
        });
        all.collect()
    }

    /// The same series, drawn in another way.
    pub fn stroke(self, stroke: Stroke) -> Series {
        Series { stroke, ..self }
    }

    /// The same series as grey baseline: what the others are compared with.
    pub fn baseline(self) -> Series {
        Series { hue: Hue::Baseline, marker: Hue::Baseline.marker(), ..self }
    }
}

/// Whose colour something has. An option keeps its colour in every chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hue {
    /// The colour of the option (or part) with this index.
    Option(usize),
    /// The grey of the baseline.
    Baseline,
}

impl Hue {
    /// The marker shape that goes with the colour.
    pub fn marker(self) -> Marker {
        match self {
            Hue::Option(index) => Marker::of(index),
            Hue::Baseline => Marker::Ring,
        }
    }
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// A line; a few markers on it only where a legend names the series.
    Line,
    /// Points only.
    Markers,
    /// A line with a marker at each point (thinned out when there are many).
    LineMarkers,
    /// Each value holds until the next x.
    Step,
}

/// The shape of a point; with the colour it identifies an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A disc.
    Circle,
    /// A square.
    Square,
    /// A triangle, tip up.
    Triangle,
    /// A square on its corner.
    Diamond,
    /// A triangle, tip down.
    TriangleDown,
    /// An upright cross.
    Plus,
    /// A ring: that of the baseline alone.
    Ring,
}

impl Marker {
    /// Place of the baseline's shape in the list, behind those of the options.
    pub const BASELINE_PLACE: usize = 6;

    /// Place in the list of shapes of option `index`, 0 to 5. Six shapes on six colours: each round of the colours
    /// begins a shape later, so that both repeat together only after 36.
    pub fn place(index: usize) -> usize {
        (index + index / 6) % 6
    }

    /// The shape of option `index`.
    pub fn of(index: usize) -> Marker {
        match Marker::place(index) {
            0 => Marker::Circle,
            1 => Marker::Square,
            2 => Marker::Triangle,
            3 => Marker::Diamond,
            4 => Marker::TriangleDown,
            _ => Marker::Plus,
        }
    }
}

/// A reference in the plot.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A vertical line at x.
    Vertical {
        /// Where.
        x: f64,
        /// What it stands for, with its value: "Break-even $36.2M".
        label: String,
    },
    /// A horizontal line at y.
    Horizontal {
        /// Where.
        y: f64,
        /// What it stands for: "Target 99.99 %".
        label: String,
    },
    /// A point.
    Point {
        /// Where.
        x: f64,
        /// Where.
        y: f64,
        /// What it stands for: "p95 180 ms".
        label: String,
        /// Colour of what it belongs to; none: ink.
        hue: Option<Hue>,
    },
}

impl Mark {
    /// What it stands for.
    pub fn label(&self) -> &str {
        match self {
            Mark::Vertical { label, .. } | Mark::Horizontal { label, .. } | Mark::Point { label, .. } => label,
        }
    }
}

/// One set of bars.
#[derive(Clone, Debug, PartialEq)]
pub struct BarSeries {
    /// Name, in the legend when there are several.
    pub label: String,
    /// One colour for all its bars, or one a category (bars that stand for options keep the options' colours).
    pub hues: Vec<Hue>,
    /// One value a category; not finite: none, and `missing` says why.
    pub values: Vec<f64>,
    /// What stands where there is no value.
    pub missing: &'static str,
}

impl BarSeries {
    /// Bars in the colour of option (or part) `index`.
    pub fn new(label: &str, index: usize, values: Vec<f64>) -> BarSeries {
        BarSeries { label: label.into(), hues: vec![Hue::Option(index)], values, missing: "not counted" }
    }

    /// The same bars with one colour a category.
    pub fn hues(self, hues: Vec<Hue>) -> BarSeries {
        BarSeries { hues, ..self }
    }

    /// The colour of the bar of a category.
    pub fn hue(&self, category: usize) -> Hue {
        self.hues.get(category).or(self.hues.first()).copied().unwrap_or(Hue::Baseline)
    }
}

/// How several bars of a category stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrange {
    /// Side by side.
    Grouped,
    /// End to end, the total at the end: parts of 0 or more on a linear axis.
    Stacked,
    /// A bridge (waterfall) over the first series, whose values are running totals: the first and the last bar
    /// start at the axis, each one between spans from the total before it to its own and shows the change.
    Bridge,
}
