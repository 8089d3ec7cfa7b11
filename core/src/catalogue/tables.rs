//! The text of a catalogue as tables: sections with their sources and rows, each row with its line for messages.

use super::globe::Position;
use std::fmt;

/// Longer texts are no catalogue: the largest is a tenth of this.
const MAX_BYTES: usize = 1 << 20;

/// What is wrong with a text that should be a catalogue: where, what was expected, what stood there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueFault {
    line: usize,
    expected: String,
    found: String,
}

impl fmt::Display for CatalogueFault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "catalogue, line {}: expected {}, found {:?}", self.line, self.expected, self.found)
    }
}

impl std::error::Error for CatalogueFault {}

/// Where one of the tables comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The table it is a source of: "regions", "rtt".
    pub table: String,
    /// Its name in rows: "google-carbon".
    pub key: String,
    /// What it is, for people.
    pub title: String,
    /// "CC BY 4.0".
    pub licence: String,
    /// Of its content, as exact as it says: "2022-04", "2024", "undated".
    pub date: String,
    /// Where it was found, with commit or version.
    pub address: String,
}

impl Source {
    /// Whether its content was so many years old on a day; what is undated counts as older.
    pub(super) fn is_older_than(&self, years: u16, day: &str) -> bool {
        let year: Option<u16> = self.date.get(..4).and_then(|year| year.parse().ok());
        // Dates of one form stand in the order of their texts; "2023-04" comes before all its days.
        year.is_none_or(|year| format!("{:04}{}", year + years, self.date.get(4..).unwrap_or_default()).as_str() < day)
    }
}

/// One line of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    line: usize,
    pub text: &'a str,
}

impl<'a> Row<'a> {
    /// For faults of the whole text.
    pub fn first(text: &'a str) -> Self {
        Self { line: 1, text }
    }

    pub fn fault(self, expected: impl Into<String>) -> CatalogueFault {
        CatalogueFault { line: self.line, expected: expected.into(), found: self.text.chars().take(80).collect() }
    }

    /// The cells between `|`, as many as expected.
    pub fn cells<const N: usize>(self, what: &str) -> Result<[&'a str; N], CatalogueFault> {
        let cells: Vec<&str> = self.text.split('|').collect();
        cells.try_into().map_err(|_| self.fault(format!("{N} cells: {what}")))
    }

    /// "50.11,8.68".
    pub fn position(self, cell: &str) -> Result<Position, CatalogueFault> {
        let (lat, lon) = cell.split_once(',').unwrap_or_default();
        let position = lat.parse().ok().zip(lon.parse().ok()).and_then(|(lat, lon)| Position::new(lat, lon));
        position.ok_or_else(|| self.fault("latitude and longitude in degrees"))
    }

    /// A finite number of a range.
    pub fn number(self, cell: &str, what: &str, range: std::ops::RangeInclusive<f64>) -> Result<f64, CatalogueFault> {
        let number: Option<f64> = cell.parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| self.fault(format!("{what} from {} to {}", range.start(), range.end())))
    }
}

/// A table: its name, where its sources stand among all of them, its rows.
pub(super) struct Section<'a> {
    pub name: Row<'a>,
    pub sources: std::ops::Range<usize>,
    pub rows: Vec<Row<'a>>,
}

/// What a text consists of.
pub(super) struct Tables<'a> {
    pub as_of: String,
    pub sources: Vec<Source>,
    pub sections: Vec<Section<'a>>,
}

impl<'a> Tables<'a> {
    pub fn read(text: &'a str) -> Result<Self, CatalogueFault> {
        let mut lines = text.lines().enumerate().map(|(at, text)| Row { line: at + 1, text });
        let first = lines.next().unwrap_or(Row { line: 1, text: "" });
        if text.len() > MAX_BYTES {
            return Err(first.fault(format!("a catalogue of at most {MAX_BYTES} bytes")));
        }
        let as_of = first.text.strip_prefix("geode-catalogue 1 ").filter(|date| is_date(date));
        let as_of = as_of.ok_or_else(|| first.fault("\"geode-catalogue 1\" and a date such as 2026-11-28"))?;
        let mut tables = Self { as_of: as_of.into(), sources: Vec::new(), sections: Vec::new() };
        for row in lines {
            tables.take(row)?;
        }
        Ok(tables)
    }

    fn take(&mut self, row: Row<'a>) -> Result<(), CatalogueFault> {
        let here = self.sources.len();
        if let Some(name) = row.text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let name = Row { text: name, ..row };
            self.sections.push(Section { name, sources: here..here, rows: Vec::new() });
            return Ok(());
        }
        let section = self.sections.last_mut().ok_or_else(|| row.fault("the name of a table in brackets"))?;
        let Some(source) = row.text.strip_prefix("= ") else {
            section.rows.push(row);
            return Ok(());
        };
        let [key, title, licence, date, address] =
            Row { text: source, ..row }.cells("key, title, licence, date and address of a source")?.map(String::from);
        if [&key, &title, &licence, &date, &address].iter().any(|cell| cell.is_empty()) || !section.rows.is_empty() {
            return Err(row.fault("a whole source before the rows of its table"));
        }
        section.sources.end += 1;
        self.sources.push(Source { table: section.name.text.into(), key, title, licence, date, address });
        Ok(())
    }
}

/// The texts between `;` in a cell.
pub(super) fn list(cell: &str) -> Vec<String> {
    cell.split(';').filter(|part| !part.is_empty()).map(String::from).collect()
}

fn is_date(text: &str) -> bool {
    let digits = |part: Option<&str>| part.is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let dashes = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    text.len() == 10 && dashes && digits(text.get(..4)) && digits(text.get(5..7)) && digits(text.get(8..))
}
