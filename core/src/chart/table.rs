//! The chart in words: its data as a table of strings, and its label for those who do not see it.

use super::atlas::{Map, Site, SiteKind};
use super::spec::{Axis, BarSeries, Body, ChartSpec, Mark, Scale, Series};
use crate::quantity::format::Format;
use crate::text::decapital;

/// A chart's data as strings with units.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Table {
    /// Column names.
    pub head: Vec<String>,
    /// Rows, each as long as the head.
    pub rows: Vec<Vec<Cell>>,
    /// Reference lines and labelled points, as short sentences.
    pub notes: Vec<String>,
}

/// A cell: a number, or a word.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Cell {
    /// As people read it. Empty: no value at this place; "–": a value that is not known.
    pub text: String,
    /// The number, in the unit of its axis; none for a word, and where there is none.
    pub value: Option<f64>,
}

impl Cell {
    /// A number as its axis writes it, or the word for none.
    fn number(format: &Format, value: f64) -> Cell {
        Cell { text: format.full(value), value: value.is_finite().then_some(value) }
    }

    fn word(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), value: None }
    }
}

impl ChartSpec {
    /// The same data as a table: all numbers, none left out that the drawing had to cut.
    pub fn table(&self) -> Table {
        match &self.body {
            Body::Lines { series, marks } => {
                let series = &Series::with_ends(series);
                let (head, rows) = if share_x(series) { self.wide(series) } else { self.long(series) };
                Table { head, rows, notes: marks.iter().filter_map(|m| self.note(m)).collect() }
            }
            Body::Bars { categories, series, notes, .. } => {
                Table { notes: notes.clone(), ..self.bars(categories, series) }
            }
            Body::Map(map) => places(map),
        }
    }

    /// One sentence for `aria-label`: what kind of chart it is, of what, and its takeaway.
    pub fn label(&self) -> String {
        let (kind, names, of, by) = match &self.body {
            Body::Lines { series, .. } => {
                ("Line chart", series.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(), &self.y, &self.x)
            }
            Body::Bars { series, .. } => {
                ("Bar chart", series.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(), &self.x, &self.y)
            }
            Body::Map(_) => return format!("Map: {}", self.title),
        };
        let log = if of.scale == Scale::Log10 { " on a logarithmic scale" } else { "" };
        let names: Vec<&str> = names.into_iter().filter(|n| !n.is_empty()).collect();
        let names = if names.is_empty() { String::new() } else { format!(" for {}", names.join("; ")) };
        let by = if by.label.is_empty() { String::new() } else { format!(" by {}", decapital(&by.label)) };
        let title = if self.title.is_empty() { String::new() } else { format!(": {}", self.title) };
        format!("{kind} of {}{by}{log}{names}{title}", decapital(&of.caption()))
    }

    /// One row an x, one column a series.
    fn wide(&self, series: &[Series]) -> (Vec<String>, Vec<Vec<Cell>>) {
        let head =
            [heading(&self.x)].into_iter().chain(series.iter().map(|s| self.column(&s.label, &self.y))).collect();
        let longest = series.iter().max_by_key(|s| s.points.len()).map_or(&[][..], |s| &s.points);
        let rows = longest
            .iter()
            .map(|(x, _)| {
                let cells = series.iter().map(|s| {
                    let found = s.points.iter().find(|p| same(p.0, *x));
                    found.map_or_else(Cell::default, |p| Cell::number(&self.y.format, p.1))
                });
                [Cell::number(&self.x.format, *x)].into_iter().chain(cells).collect()
            })
            .collect();
        (head, rows)
    }

    /// One row a point, for series that share no x.
    fn long(&self, series: &[Series]) -> (Vec<String>, Vec<Vec<Cell>>) {
        let head = vec!["Series".into(), heading(&self.x), heading(&self.y)];
        let rows = series
            .iter()
            .flat_map(|s| {
                let [x, y] = [&self.x.format, &self.y.format];
                s.points.iter().map(move |p| vec![Cell::word(&s.label), Cell::number(x, p.0), Cell::number(y, p.1)])
            })
            .collect();
        (head, rows)
    }

    fn bars(&self, categories: &[String], series: &[BarSeries]) -> Table {
        let first = if self.y.label.is_empty() { "Category".into() } else { self.y.label.clone() };
        let head = [first].into_iter().chain(series.iter().map(|s| self.column(&s.label, &self.x))).collect();
        let rows = categories
            .iter()
            .enumerate()
            .map(|(i, name)| {
                let cells = series.iter().map(|s| match s.values.get(i) {
                    Some(v) if v.is_finite() => Cell::number(&self.x.format, *v),
                    _ => Cell::word(s.missing),
                });
                [Cell::word(name)].into_iter().chain(cells).collect()
            })
            .collect();
        Table { head, rows, notes: Vec::new() }
    }

    /// The name of a value column: the series', with the reference of its unit.
    fn column(&self, label: &str, axis: &Axis) -> String {
        match (label.is_empty(), axis.unit.is_empty()) {
            (true, _) => axis.caption(),
            (false, true) => label.into(),
            (false, false) => format!("{label}, {}", axis.unit),
        }
    }

    fn note(&self, mark: &Mark) -> Option<String> {
        let (x, y) = (&self.x.format, &self.y.format);
        let (label, at) = match mark {
            Mark::Vertical { x: at, label } => (label, x.full(*at)),
            Mark::Horizontal { y: at, label } => (label, y.full(*at)),
            Mark::Point { x: a, y: b, label, .. } => (label, format!("{}, {}", x.full(*a), y.full(*b))),
        };
        (!label.is_empty()).then(|| format!("{label}: {at}"))
    }
}

fn heading(axis: &Axis) -> String {
    let caption = axis.caption();
    if caption.is_empty() { "Value".into() } else { caption }
}

/// Whether each x of each series stands in the longest one, once and in a few rows.
fn share_x(series: &[Series]) -> bool {
    let Some(longest) = series.iter().max_by_key(|s| s.points.len()) else {
        return true;
    };
    let unique =
        |s: &Series| s.points.iter().enumerate().all(|(i, p)| !s.points.iter().skip(i + 1).any(|q| same(p.0, q.0)));
    // Comparing all pairs is for the few rows that people read; long series get one row a point.
    longest.points.len() <= 400
        && series.iter().all(|s| unique(s) && s.points.iter().all(|p| longest.points.iter().any(|q| same(p.0, q.0))))
}

/// The same facts in words: users first, then regions.
fn places(map: &Map) -> Table {
    let head = ["Place", "Latitude", "Longitude", "Requests", "Served from", "Latency"];
    let row = |(i, site): (usize, &Site)| {
        let degrees =
            |value: f64| Cell { text: format!("{value:.2}\u{b0}").replace('-', "\u{2212}"), value: Some(value) };
        let way = map.way_of(i);
        let to = way.and_then(|way| map.sites.get(way.to)).map(|site| site.name.clone());
        let ms = way.map(|way| Cell::number(&Format::Millis, way.ms.unwrap_or(f64::NAN)));
        let (share, to) = match site.kind {
            SiteKind::Users { share, is_served } => {
                let nobody = if is_served { "not on the map" } else { "nowhere" };
                (Cell::number(&Format::Percent, share), to.unwrap_or_else(|| nobody.into()))
            }
            SiteKind::Region { is_off } => (Cell::default(), if is_off { "off".into() } else { String::new() }),
        };
        let at = [degrees(site.at.lat()), degrees(site.at.lon())];
        [Cell::word(&site.name)].into_iter().chain(at).chain([share, Cell::word(to), ms.unwrap_or_default()]).collect()
    };
    let rows = map.sites.iter().enumerate().map(row).collect();
    Table { head: head.map(str::to_owned).into(), rows, notes: Vec::new() }
}

/// Equal as positions: any NaN is like any other.
fn same(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan())
}
