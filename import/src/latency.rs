//! Round trips: long tables `from,to,ms`, square tables, and cloudping's JSON.

use crate::apply::found;
use crate::asked::Asked;
use crate::names;
use crate::refused::Refused;
use crate::report::{Latency, LeftOut, Question, Report};
use crate::table::{Header, Table, text};
use csv::ByteRecord;
use geode_core::catalogue::Catalogue;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The most pairs.
const MAX_PAIRS: usize = 300_000;

/// The row of the question that is about the whole file.
const WHOLE: u64 = 0;
/// Where all numbers are below this they are hardly milliseconds between regions.
const FEW: f64 = 2.0;
/// Pairs that are named where none can be as near.
const NAMED: usize = 3;

/// Pairs, in either direction, with their measurements.
#[derive(Debug, Default)]
struct Pairs {
    all: BTreeMap<(String, String), (f64, u64)>,
    /// What a number of the file is multiplied by.
    factor: f64,
    /// The largest number of the file.
    largest: f64,
    read: u64,
    same: u64,
    empty: u64,
}

impl Pairs {
    fn new(factor: f64) -> Self {
        Pairs { factor, ..Pairs::default() }
    }

    fn add(&mut self, row: u64, from: &str, to: &str, number: Option<f64>) -> Result<(), Refused> {
        self.read += 1;
        self.largest = self.largest.max(number.unwrap_or_default());
        match number.map(|number| number * self.factor) {
            _ if from == to => self.same += 1,
            None => self.empty += 1,
            Some(ms) if ms > 0.0 && ms < 60_000.0 => {
                let key = if from < to { (from, to) } else { (to, from) };
                let pair = self.all.entry((key.0.to_owned(), key.1.to_owned())).or_default();
                pair.0 += ms;
                pair.1 += 1;
            }
            Some(ms) => {
                let wrong = format!("the round trip from {from} to {to} is {ms}");
                return Err(Refused::at(row, wrong, "milliseconds above 0, at most a minute"));
            }
        }
        if self.all.len() > MAX_PAIRS {
            return Err(Refused::at(row, "is behind 300000 pairs", "fewer"));
        }
        Ok(())
    }

    /// Says which pairs are faster than light in a straight fibre.
    fn too_fast(&self, catalogue: &Catalogue) -> Option<String> {
        let mut places = BTreeMap::new();
        let mut place = |name: &str| {
            *places.entry(name.to_owned()).or_insert_with(|| found(catalogue, name).and_then(|region| region.at))
        };
        let (mut named, mut count) = (Vec::new(), 0);
        for ((from, to), (sum, measurements)) in &self.all {
            let (Some(a), Some(b)) = (place(from), place(to)) else { continue };
            let (ms, least) = (sum / *measurements as f64, a.fibre_ms_to(b));
            if ms < least {
                count += 1;
                if named.len() < NAMED {
                    named.push(format!("{from} to {to} in {ms} ms, where light needs {least:.1} ms"));
                }
            }
        }
        let more = if count > named.len() { format!(", and {} more", count - named.len()) } else { String::new() };
        (count > 0)
            .then(|| format!("{}{more}: no round trip is that fast; is it one way, or in seconds?", named.join("; ")))
    }

    fn report(self, kind: &str, catalogue: &Catalogue) -> Report {
        let mut report = Report::new(kind);
        report.warnings.extend(self.too_fast(catalogue));
        report.rows.read = self.read;
        report.rows.used = self.read - self.same - self.empty;
        let left = [("from a region to itself", self.same), ("no measurement", self.empty)];
        report.rows.left_out = left
            .into_iter()
            .filter(|(_, rows)| *rows > 0)
            .map(|(why, rows)| LeftOut { why: why.into(), rows, sum: None })
            .collect();
        let pair = |((from, to), (sum, count)): ((String, String), (f64, u64))| Latency {
            from,
            to,
            ms: sum / count as f64,
            measurements: count,
        };
        report.latency_ms = Some(self.all.into_iter().map(pair).collect());
        report
    }
}

/// What a number is multiplied by, as the answer says.
fn factor(asked: &Asked, in_seconds: bool) -> f64 {
    let answer = asked.answers.get(&WHOLE).map_or("", String::as_str);
    let in_seconds = in_seconds || answer.ends_with("seconds") && !answer.ends_with("milliseconds");
    (if answer.starts_with("one way") { 2.0 } else { 1.0 }) * (if in_seconds { 1000.0 } else { 1.0 })
}

/// Asks what the numbers measure, as far as the name of their column does not say.
fn ask(report: &mut Report, asked: &Asked, column: &str, largest: f64) {
    const WAYS: [&str; 2] = ["round trips", "one way"];
    const UNITS: [&str; 2] = ["milliseconds", "seconds"];
    let column = crate::table::key(column);
    let has_unit = column.ends_with("ms") || is_in_seconds(&column) || largest >= FEW;
    let (value, choices): (&str, Vec<String>) = match (column.contains("rtt"), has_unit) {
        (true, true) => return,
        (false, true) => ("round trips or one way?", WAYS.map(str::to_owned).into()),
        (true, false) => ("milliseconds or seconds?", UNITS.map(str::to_owned).into()),
        (false, false) => (
            "round trips or one way, in milliseconds or seconds?",
            UNITS.iter().flat_map(|unit| WAYS.map(|way| format!("{way} in {unit}"))).collect(),
        ),
    };
    let is_open = asked.answers.get(&WHOLE).is_none_or(|answer| !choices.contains(answer));
    report.ask(Question { row: WHOLE, value: value.into(), choices }, is_open);
}

/// Whether a column is of seconds, by its name as it is compared.
fn is_in_seconds(column: &str) -> bool {
    names::SECONDS.iter().any(|name| crate::table::key(name) == column)
}

/// Whether a header is one of a long table.
pub(crate) fn fits(header: &Header) -> bool {
    [names::FROM, names::TO].iter().all(|one| header.column(one).is_some()) && duration(header).is_some()
}

/// The column of the durations.
fn duration(header: &Header) -> Option<usize> {
    header.column(names::MS).or_else(|| header.column(names::SECONDS))
}

/// Reads a long table.
pub(crate) fn read(mut table: Table, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let missing = || Refused::at(table.header.line, "has not the columns of a table of latencies", "from, to and ms");
    let from = table.header.column(names::FROM).ok_or_else(missing)?;
    let to = table.header.column(names::TO).ok_or_else(missing)?;
    let ms = duration(&table.header).ok_or_else(missing)?;
    let in_seconds = is_in_seconds(&crate::table::key(table.header.name(ms)));
    let (mut pairs, mut record) = (Pairs::new(factor(asked, in_seconds)), ByteRecord::new());
    while table.next(&mut record)? {
        let ends = (text(&record, Some(from)).unwrap_or_default(), text(&record, Some(to)).unwrap_or_default());
        let length = table.number(&record, ms)?;
        pairs.add(table.line(&record), ends.0, ends.1, length)?;
    }
    let largest = pairs.largest;
    let mut report = pairs.report("latency-table", catalogue);
    ask(&mut report, asked, table.header.name(ms), largest);
    table.ask(&mut report);
    Ok(report)
}

/// Whether at least half of the columns of a table, from its beginning, are regions or stand among its rows: a scenario may
/// have names of its own for the others. Else they are amounts of something.
pub(crate) fn names_places(header: &Header, beginning: &str, catalogue: &Catalogue) -> bool {
    let bare = |cell: &str| cell.trim().trim_matches('"').to_lowercase();
    let first = |line: &str| line.split([',', ';', '\t']).next().map(bare);
    let rows: BTreeSet<String> = beginning.lines().skip(1).filter_map(first).collect();
    let names = header.names().iter().skip(1).filter(|name| !name.is_empty());
    let is_place = |name: &&String| rows.contains(&bare(name)) || found(catalogue, name).is_some();
    let (places, others): (Vec<&String>, Vec<&String>) = names.partition(is_place);
    !places.is_empty() && places.len() >= others.len()
}

/// Whether a header could be the top of a square table: no name above the names of the rows.
pub(crate) fn is_matrix(header: &Header) -> bool {
    let names = header.names();
    let corner = names
        .first()
        .is_some_and(|name| name.is_empty() || ["region", "from", "source"].contains(&name.to_lowercase().as_str()));
    corner && names.len() >= 3
}

/// Whether a header could be that of users and how far they are from regions: a country, or a group, and columns that are
/// called as regions are.
pub(crate) fn is_of_users(header: &Header, catalogue: &Catalogue) -> bool {
    let corner = header.names().first().map(|name| crate::table::key(name)).unwrap_or_default();
    let is_users = ["group", "groups", "usergroup", "usergroups", "users"].contains(&corner.as_str())
        || names::COUNTRY.iter().any(|name| crate::table::key(name) == corner);
    is_users && header.names().iter().skip(1).any(|name| found(catalogue, name).is_some())
}

/// Reads a square table, or one of users and regions.
pub(crate) fn read_matrix(mut table: Table, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let (mut pairs, mut record) = (Pairs::new(factor(asked, false)), ByteRecord::new());
    table.numbers.is_alike = true;
    table.header.need_all();
    while table.next(&mut record)? {
        let Some(from) = text(&record, Some(0)).map(str::to_owned) else { continue };
        for column in 1..table.header.names().len() {
            let ms = table.number(&record, column)?;
            let to = table.header.name(column).to_owned();
            pairs.add(table.line(&record), &from, &to, ms)?;
        }
    }
    let largest = pairs.largest;
    let mut report = pairs.report("latency-table", catalogue);
    ask(&mut report, asked, "", largest);
    table.ask(&mut report);
    Ok(report)
}

/// Whether a document is one of cloudping.co.
pub(crate) fn is_cloudping(json: &Value) -> bool {
    json.get("metadata").and_then(|metadata| metadata.get("percentile")).is_some() && json.get("data").is_some()
}

/// Reads the matrix of cloudping.co: connections between AWS regions, both directions, the diagonal too.
pub(crate) fn read_cloudping(json: Value, _: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let unit = json.get("metadata").and_then(|metadata| metadata.get("unit")).and_then(Value::as_str);
    if unit.is_some_and(|unit| unit != "milliseconds") {
        return Err(Refused::file(format!("is in {}", unit.unwrap_or_default()), "milliseconds"));
    }
    let mut pairs = Pairs::new(1.0);
    for (from, row) in json.get("data").and_then(Value::as_object).into_iter().flatten() {
        for (to, ms) in row.as_object().into_iter().flatten() {
            pairs.add(pairs.read + 1, from, to, ms.as_f64())?;
        }
    }
    let mut report = pairs.report("cloudping", catalogue);
    let asked = |name: &str| json.get("metadata").and_then(|metadata| metadata.get(name)).and_then(Value::as_str);
    if asked("timeframe") == Some("1D") {
        report.warnings.push("four measurements a day: take the timeframe of a year (1Y)".into());
    }
    if let Some(percentile) = asked("percentile").filter(|percentile| *percentile != "p_50") {
        report.warnings.push(format!("this is {percentile}; the median (p_50) is what the model asks for"));
    }
    Ok(report)
}
