//! Charts: one [`ChartSpec`] (data, axes, sentence) becomes a picture on any plotters backend, an SVG file, a table
//! and a label.
//!
//! The room in layers, each using only those before it:
//!
//! * `theme` colours and contrast, `spec` the data, `table` the data in words;
//! * `axis` guards values and finds ends and ticks (`steps`: round ones), `text` fits and places text;
//! * `scene` shapes in pixels and their painting, `frame` what all charts share;
//! * `lines`, `ends`, `marks`, `bars` layout; `atlas`, `globe`, `map` those of maps.
//!
//! plotters draws; ends, ticks and labels are found here, because its own loop on empty or infinite ranges, measure
//! each text through the page's layout, and know neither device pixels nor labels that must not overlap. Widths of texts
//! come from outside: [`Measure`].

mod apart;
mod atlas;
mod axis;
mod bars;
mod ends;
mod frame;
mod globe;
mod lines;
mod map;
mod marks;
mod plot;
mod scene;
mod spec;
mod steps;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod theme;

pub use apart::apart;
pub use atlas::{Map, Site, SiteKind, View, Way};
pub use scene::Measure;
pub use spec::{Arrange, Axis, BarSeries, Body, ChartSpec, Hue, Mark, Marker, Scale, Series, Stroke};
pub use table::{Cell, Table};
pub use text::rough_width;
pub use theme::{Colours, DARK, LIGHT, Rgb, Theme};

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend, IntoDrawingArea, SVGBackend};

use scene::{Item, Pen, TEXT};
use text::Rect;

/// Font family of all text in charts; the same as the page's.
pub const FONT_FAMILY: &str = "system-ui, sans-serif";

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Light or dark.
    pub theme: Theme,
    /// Backend pixels in a CSS pixel (`devicePixelRatio`): fonts, strokes and margins grow with it.
    pub density: f64,
    /// Whether the picture carries its title. On the page the caption of the figure shows it; a file has no caption.
    pub title: bool,
}

impl Look {
    /// For the page: without title.
    pub fn page(theme: Theme, density: f64) -> Look {
        Look { theme, density, title: false }
    }

    /// For a file that stands alone: with title.
    pub fn file(theme: Theme, density: f64) -> Look {
        Look { theme, density, title: true }
    }
}

/// Why a chart was not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// The backend failed; its own words.
    Backend(String),
}

impl ChartError {
    fn backend(error: impl std::fmt::Display) -> ChartError {
        ChartError::Backend(error.to_string())
    }
}

impl std::fmt::Display for ChartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ChartError::Backend(words) => write!(f, "The chart could not be drawn: {words}"),
        }
    }
}

impl std::error::Error for ChartError {}

/// Draws `spec` over the whole of `area`, background included; `measure` gives the widths of texts.
///
/// Whatever the numbers are, this ends: values that have no place on an axis are gaps, and a chart without any
/// drawable value says "No data". An area too small for a chart is only filled.
///
/// # Errors
/// [`ChartError::Backend`] if the backend fails.
///
/// ```
/// use geode_core::chart::{Axis, Body, ChartSpec, Look, Series, Theme, draw, rough_width};
/// use geode_core::quantity::format::Format;
/// use plotters::prelude::{IntoDrawingArea, SVGBackend};
/// # fn main() -> Result<(), geode_core::chart::ChartError> {
/// let spec = ChartSpec {
///     title: String::new(),
///     x: Axis::new("Regions", "", Format::Count),
///     y: Axis::new("Mean latency", "", Format::Millis),
///     body: Body::Lines { series: vec![Series::new("Geode", 0, vec![(1.0, 104.0), (3.0, 48.0)])], marks: vec![] },
/// };
/// let mut file = String::new();
/// {
///     let area = SVGBackend::with_string(&mut file, (640, 360)).into_drawing_area();
///     draw(&spec, &area, Look::page(Theme::Light, 1.0), &rough_width)?;
/// }
/// assert!(file.contains("Geode"));
/// # Ok(())
/// # }
/// ```
pub fn draw<DB: DrawingBackend>(
    spec: &ChartSpec,
    area: &DrawingArea<DB, Shift>,
    look: Look,
    measure: Measure,
) -> Result<(), ChartError> {
    let (xs, ys) = area.get_pixel_range();
    let size = (f64::from((xs.end - xs.start).max(0)), f64::from((ys.end - ys.start).max(0)));
    scene::paint(&compose(spec, size, look, measure), area, look.theme.colours().background, 1.0)
}

/// The shapes of a chart in an area of this size in backend pixels.
fn compose(spec: &ChartSpec, (width, height): (f64, f64), look: Look, measure: Measure) -> Vec<Item> {
    let density = if look.density.is_finite() { look.density.clamp(0.25, 16.0) } else { 1.0 };
    let mut pen = Pen::new(look.theme, density, measure);
    let margin = pen.px(MARGIN);
    let mut room = Rect { left: margin, top: margin, right: width - margin, bottom: height - margin };
    if room.width() < pen.px(TEXT * 6.0) || room.height() < pen.px(TEXT * 5.0) {
        return pen.items;
    }
    if look.title && !spec.title.is_empty() {
        frame::title(&mut pen, &spec.title, &mut room);
    }
    match &spec.body {
        Body::Lines { series, marks } => lines::layout(&mut pen, spec, series, marks, room),
        Body::Bars { categories, series, arrange, .. } => {
            bars::layout(&mut pen, spec, categories, series, *arrange, room)
        }
        Body::Map(map) => map::layout(&mut pen, map, room),
    }
    pen.items
}

/// Where the places of a map stand in a picture without title of this size in CSS pixels, in their order; none of those out
/// of view, and none of any other chart.
pub fn places_on_map(spec: &ChartSpec, (width, height): (f64, f64), measure: Measure) -> Vec<Option<(f64, f64)>> {
    let Body::Map(map) = &spec.body else { return Vec::new() };
    let mut pen = Pen::new(Theme::Light, 1.0, measure);
    map::places(&mut pen, map, Rect { left: MARGIN, top: MARGIN, right: width - MARGIN, bottom: height - MARGIN })
}

/// Between the picture and its edge, in CSS pixels.
const MARGIN: f64 = 8.0;
/// Units of an SVG file in a CSS pixel: plotters draws at whole units, and curves need finer ones.
const SVG_FINENESS: u32 = 4;
/// By how much plotters' SVG backend divides font sizes.
const SVG_FONT: f64 = 1.24;

/// The chart as an SVG file with title, of this size in CSS pixels (at least 1, at most 8192).
///
/// The file names its fonts but holds none, so that text widths are estimates; it carries its label for screen
/// readers.
///
/// # Errors
/// [`ChartError::Backend`] if plotters' SVG backend fails.
pub fn svg(spec: &ChartSpec, width: u32, height: u32, theme: Theme) -> Result<String, ChartError> {
    let (width, height) = (width.clamp(1, 8192), height.clamp(1, 8192));
    let (wide, high) = (width * SVG_FINENESS, height * SVG_FINENESS);
    let mut drawn = String::new();
    {
        let area = SVGBackend::with_string(&mut drawn, (wide, high)).into_drawing_area();
        let look = Look::file(theme, f64::from(SVG_FINENESS));
        let items = compose(spec, (f64::from(wide), f64::from(high)), look, &rough_width);
        scene::paint(&items, &area, theme.colours().background, SVG_FONT)?;
        area.present().map_err(ChartError::backend)?;
    }
    // The backend's own root element knows neither the size in CSS pixels nor the label.
    let body = drawn.split_once('>').map_or("", |(_, body)| body);
    let body: String = body.chars().filter(|&c| c == '\n' || !c.is_control()).collect();
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {wide} {high}\" role=\"img\" aria-label=\"{}\">{body}",
        escape(&spec.label()),
    ))
}

/// Text as it may stand in an attribute. Control characters, most of which XML forbids, are dropped.
fn escape(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).fold(String::new(), |mut out, c| {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
        out
    })
}

impl ChartSpec {
    /// A good height for this width, both in CSS pixels: as many rows as there are bars, or a calm proportion.
    pub fn height(&self, width: f64) -> f64 {
        let width = if width.is_finite() { width } else { 640.0 };
        match &self.body {
            // Many names make a legend of many rows, and the plot keeps its place.
            Body::Lines { series, .. } => {
                let names = series.iter().map(|series| series.label.as_str());
                (width * 0.56).clamp(240.0, 420.0)
                    + (frame::legend_height(names, width - 2.0 * MARGIN) - 40.0).clamp(0.0, 300.0)
            }
            Body::Bars { categories, series, arrange, .. } => {
                let bars = if *arrange == Arrange::Grouped { series.len().max(1) } else { 1 };
                // Names that do not fit beside their bars need a line each; widths are estimates, so before that as well.
                let longest = categories.iter().map(|name| rough_width(name, TEXT, false)).fold(0.0, f64::max);
                let is_above = width <= 500.0 || longest > 0.8 * bars::NAMES_BESIDE * width;
                let row = (bars as f64 * 17.0 + 10.0 + if is_above { 18.0 } else { 0.0 }).max(30.0);
                let names = series.iter().map(|series| series.label.as_str());
                let legend = if series.len() > 1 { frame::legend_height(names, width - 2.0 * MARGIN) } else { 0.0 };
                (categories.len() as f64 * row + 50.0 + legend).clamp(180.0, 1000.0)
            }
            Body::Map(_) => (width * 0.5).clamp(240.0, 560.0),
        }
    }
}
