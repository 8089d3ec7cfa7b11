//! Round trips: long tables `from,to,ms`, square tables, and cloudping's JSON.

use crate::asked::Asked;
use crate::names;
use crate::refused::Refused;
use crate::report::{Latency, LeftOut, Question, Report};
use crate::table::{Header, Table, text};
use csv::ByteRecord;
use geode_core::catalogue::Catalogue;
use serde_json::Value;
use std::collections::BTreeMap;

/// The most pairs.
const MAX_PAIRS: usize = 300_000;

/// Pairs, in either direction, with their measurements.
#[derive(Debug, Default)]
struct Pairs {
    all: BTreeMap<(String, String), (f64, u64)>,
    read: u64,
    same: u64,
    empty: u64,
}

impl Pairs {
    fn add(&mut self, row: u64, from: &str, to: &str, ms: Option<f64>) -> Result<(), Refused> {
        self.read += 1;
        match ms {
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

    fn report(self, kind: &str) -> Report {
        let mut report = Report::new(kind);
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

fn ask_unit(report: &mut Report, row: u64) {
    report.questions.push(Question {
        row,
        value: "round trips or one way?".into(),
        choices: vec!["round trips".into(), "one way".into()],
    });
}

/// Whether a header is one of a long table.
pub(crate) fn fits(header: &Header) -> bool {
    [names::FROM, names::TO, names::MS].iter().all(|one| header.column(one).is_some())
}

/// Reads a long table.
pub(crate) fn read(mut table: Table, _: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    let missing = || Refused::at(table.header.line, "has not the columns of a table of latencies", "from, to and ms");
    let from = table.header.column(names::FROM).ok_or_else(missing)?;
    let to = table.header.column(names::TO).ok_or_else(missing)?;
    let ms = table.header.column(names::MS).ok_or_else(missing)?;
    let (mut pairs, mut record) = (Pairs::default(), ByteRecord::new());
    while table.next(&mut record)? {
        let ends = (text(&record, Some(from)).unwrap_or_default(), text(&record, Some(to)).unwrap_or_default());
        let length = table.number(&record, ms)?;
        pairs.add(table.line(&record), ends.0, ends.1, length)?;
    }
    let line = table.header.line;
    let mut report = pairs.report("latency-table");
    if !crate::table::key(table.header.name(ms)).contains("rtt") {
        ask_unit(&mut report, line);
    }
    table.ask(&mut report);
    Ok(report)
}

/// Whether a header could be the top of a square table: no name above the names of the rows.
pub(crate) fn is_matrix(header: &Header) -> bool {
    let names = header.names();
    let corner = names
        .first()
        .is_some_and(|name| name.is_empty() || ["region", "from", "source"].contains(&name.to_lowercase().as_str()));
    corner && names.len() >= 3
}

/// Reads a square table.
pub(crate) fn read_matrix(mut table: Table, _: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    let (mut pairs, mut record) = (Pairs::default(), ByteRecord::new());
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
    let line = table.header.line;
    let mut report = pairs.report("latency-table");
    ask_unit(&mut report, line);
    table.ask(&mut report);
    Ok(report)
}

/// Whether a document is one of cloudping.co.
pub(crate) fn is_cloudping(json: &Value) -> bool {
    json.get("metadata").and_then(|metadata| metadata.get("percentile")).is_some() && json.get("data").is_some()
}

/// Reads the matrix of cloudping.co: connections between AWS regions, both directions, the diagonal too.
pub(crate) fn read_cloudping(json: Value, _: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    let unit = json.get("metadata").and_then(|metadata| metadata.get("unit")).and_then(Value::as_str);
    if unit.is_some_and(|unit| unit != "milliseconds") {
        return Err(Refused::file(format!("is in {}", unit.unwrap_or_default()), "milliseconds"));
    }
    let mut pairs = Pairs::default();
    for (from, row) in json.get("data").and_then(Value::as_object).into_iter().flatten() {
        for (to, ms) in row.as_object().into_iter().flatten() {
            pairs.add(pairs.read + 1, from, to, ms.as_f64())?;
        }
    }
    let mut report = pairs.report("cloudping");
    let asked = |name: &str| json.get("metadata").and_then(|metadata| metadata.get(name)).and_then(Value::as_str);
    if asked("timeframe") == Some("1D") {
        report.warnings.push("four measurements a day: take the timeframe of a year (1Y)".into());
    }
    if let Some(percentile) = asked("percentile").filter(|percentile| *percentile != "p_50") {
        report.warnings.push(format!("this is {percentile}; the median (p_50) is what the model asks for"));
    }
    Ok(report)
}
