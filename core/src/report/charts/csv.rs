//! The data of a chart for spreadsheets: numbers, not texts.

use crate::chart::{Axis, Body, ChartSpec, Map, Series, Site, SiteKind};
use crate::exchange::csv::{self, Cell};
use crate::quantity::format::{Format, currency_sign};

/// The data of a chart as CSV for the clipboard: of lines one row a point, of bars one row a category.
///
/// ```
/// use geode_core::report::charts::csv;
/// use geode_core::chart::{Axis, Body, ChartSpec, Series};
/// use geode_core::quantity::format::Format;
/// let spec = ChartSpec {
///     title: String::new(),
///     x: Axis::new("Regions", "", Format::Count),
///     y: Axis::new("Mean latency", "", Format::Millis),
///     body: Body::Lines { series: vec![Series::new("Geode", 0, vec![(1.0, 105.0)])], marks: vec![] },
/// };
/// assert_eq!(csv(&spec), "Series,Regions,\"Mean latency, ms\"\r\nGeode,1,105\r\n");
/// ```
pub fn csv(spec: &ChartSpec) -> String {
    csv::write(&rows(spec))
}

/// The same as a file.
pub fn csv_file(spec: &ChartSpec) -> String {
    csv::file(&rows(spec))
}

fn rows(spec: &ChartSpec) -> Vec<Vec<Cell>> {
    match &spec.body {
        Body::Lines { series, .. } => {
            let head = vec![text("Series"), text(&caption(&spec.x)), text(&caption(&spec.y))];
            let series = Series::with_ends(series);
            let points = series.iter().flat_map(|series| series.points.iter().map(|point| (&series.label, point)));
            let row = |(label, (x, y)): (&String, &(f64, f64))| vec![text(label), Cell::Number(*x), Cell::Number(*y)];
            [head].into_iter().chain(points.map(row)).collect()
        }
        Body::Bars { categories, series, .. } => {
            let names = series.iter().map(|series| text(&joined([&series.label, &caption(&spec.x)])));
            let head = [text(&named(spec.y.label.clone(), "Category"))].into_iter().chain(names).collect();
            let row = |(i, category): (usize, &String)| {
                let value = |i: usize| move |values: &Vec<f64>| values.get(i).map_or(Cell::Empty, |v| Cell::Number(*v));
                let values = series.iter().map(|series| value(i)(&series.values));
                [text(category)].into_iter().chain(values).collect()
            };
            [head].into_iter().chain(categories.iter().enumerate().map(row)).collect()
        }
        Body::Map(map) => places(map),
    }
}

/// One row a place.
fn places(map: &Map) -> Vec<Vec<Cell>> {
    let head = ["Place", "Latitude", "Longitude", "Requests, as a fraction", "Served from", "Latency, ms"];
    let row = |(i, site): (usize, &Site)| {
        let way = map.ways.iter().find(|way| way.from == i);
        let share = match site.kind {
            SiteKind::Users { share, .. } => Cell::Number(share),
            SiteKind::Region { .. } => Cell::Empty,
        };
        let to = way.and_then(|way| map.sites.get(way.to)).map_or(Cell::Empty, |site| text(&site.name));
        let ms = way.and_then(|way| way.ms).map_or(Cell::Empty, Cell::Number);
        vec![text(&site.name), Cell::Number(site.at.lat()), Cell::Number(site.at.lon()), share, to, ms]
    };
    [head.map(text).into()].into_iter().chain(map.sites.iter().enumerate().map(row)).collect()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// Label and unit, since the numbers carry none.
fn caption(axis: &Axis) -> String {
    let unit = match &axis.format {
        Format::Duration | Format::Downtime => "s".into(),
        Format::Millis => "ms".into(),
        Format::Percent | Format::Availability => "as a fraction".into(),
        Format::Money(currency) => currency_sign(currency),
        Format::Plain | Format::Count => String::new(),
    };
    named(joined([&axis.caption(), unit.trim()]), "Value")
}

/// What there is of both.
fn joined(parts: [&str; 2]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A column is never without a name.
fn named(name: String, otherwise: &str) -> String {
    if name.is_empty() { otherwise.into() } else { name }
}
