//! Incident logs as CSV: one row an incident with its start and end, as PagerDuty, incident.io, Datadog, FireHydrant,
//! Rootly and spreadsheets write them.

use super::{Incident, MAX_INCIDENTS, MAX_SCOPE, is_outage, order, report};
use crate::asked::Asked;
use crate::moment::{Moment, Seconds, Slashes, moment};
use crate::names;
use crate::refused::Refused;
use crate::report::Report;
use crate::table::{Header, Table, key, text};
use csv::ByteRecord;
use geode_core::catalogue::Catalogue;
use geode_core::report::replay::Cause;
use std::collections::BTreeMap;

const SECONDS: &[&str] = &["seconds_to_resolve", "duration_seconds"];
/// Seconds. Shorter incidents that resolve themselves are alerts.
const AN_ALERT: Seconds = 300;
/// What incident.io calls those that were; others are tests and tutorials.
const REAL: [&str; 3] = ["real", "standard", "retrospective"];
/// What it and Rootly call those that were written down afterwards.
const AFTERWARDS: [&str; 2] = ["retrospective", "backfilled"];
/// How it is said that something was no incident, or is another's.
const NO_INCIDENT: [&str; 10] = [
    "declined",
    "merged",
    "cancelled",
    "canceled",
    "duplicate",
    "falsepositive",
    "falsealarm",
    "test",
    "example",
    "tutorial",
];
/// How a log says that customers felt nothing.
const UNFELT: [&str; 6] = ["false", "no", "none", "0", "n", "not impacted"];
const MINUTES: &[&str] = &["duration_minutes", "duration (minutes)", "Duration (in mins.)"];

/// Whether a header is one of an incident log.
pub(crate) fn fits(header: &Header) -> bool {
    let ends = header.column(names::END).or_else(|| header.column(SECONDS)).or_else(|| header.column(MINUTES));
    header.column(names::START).is_some() && ends.is_some() && header.column(&["BilledCost", "Cost"]).is_none()
}

struct Places {
    /// When it began and ended: the best column first, for which the next stands in where it is empty.
    starts: Vec<usize>,
    ends: Vec<usize>,
    seconds: Option<usize>,
    minutes: Option<usize>,
    created: Option<usize>,
    impact: Option<usize>,
    major: Option<usize>,
    urgency: Option<usize>,
    auto_resolved: Option<usize>,
    mode: Option<usize>,
    /// What it was, how it stands, and when it was called off.
    kind: Option<usize>,
    status: Option<usize>,
    cancelled: Option<usize>,
    /// Whether customers felt it: in words, or by when it began for them.
    felt: Option<usize>,
    felt_from: Option<usize>,
    /// What it was caused by, where, and what it hit else.
    cause: Option<usize>,
    regions: Option<usize>,
    hit: Option<usize>,
    name: Option<usize>,
}

impl Places {
    fn of(header: &Header) -> Result<Places, Refused> {
        let starts = header.in_order(names::START);
        let Some(start) = starts.first().copied() else {
            return Err(Refused::at(header.line, "has no column of starts", "such as started_at"));
        };
        Ok(Places {
            starts,
            ends: header.in_order(names::END),
            seconds: header.column(SECONDS),
            minutes: header.column(MINUTES),
            created: header.column(&["created_at", "created"]).filter(|column| *column != start),
            impact: header.column(names::IMPACT),
            major: header.column(&["major"]),
            urgency: header.column(&["urgency"]),
            auto_resolved: header.column(&["auto_resolved"]),
            mode: header.column(&["mode"]),
            kind: header.column(&["kind", "type", "incident_type"]),
            status: header.column(&["status", "state", "milestone"]),
            cancelled: header.column(&["cancelled_at", "canceled_at"]),
            felt: header.column(&["customer_impact", "customer_impacted"]),
            felt_from: header.column(&["customer_impact_start"]),
            cause: header.column(&["cause"]),
            regions: header.column(names::REGIONS).or_else(|| header.column(names::REGION)),
            hit: header.column(&["scope"]).or_else(|| header.column(names::SERVICE)),
            name: header.column(&["title", "name", "summary", "description", "incident"]),
        })
    }

    /// What a row names, and whether as regions. A cause says whom it hit where it is a supplier or an own change, and where
    /// all that it names are regions of a cloud; else it is free text.
    fn scope(&self, record: &ByteRecord, clouds: &mut Clouds) -> (Vec<String>, bool) {
        let of = |column| text(record, column).map(scope);
        let hits_all = |cell: &&str| !matches!(Cause::read(cell), Cause::Regions(_));
        match (text(record, self.cause).filter(hits_all), of(self.regions)) {
            (Some(cause), _) => (scope(cause), false),
            (None, Some(regions)) => (regions, true),
            (None, None) => match of(self.cause) {
                Some(names) => {
                    let are_regions = names.iter().all(|name| clouds.have(name));
                    (names, are_regions)
                }
                None => (of(self.hit).unwrap_or_default(), false),
            },
        }
    }

    /// Why a row is no incident.
    fn never(&self, record: &ByteRecord) -> Option<String> {
        for (column, what) in [(self.mode, "mode"), (self.kind, "kind"), (self.status, "status"), (self.cancelled, "")]
        {
            let Some(cell) = text(record, column) else { continue };
            let word = key(cell);
            let is_none = match what {
                "mode" => !REAL.contains(&word.as_str()),
                "" => return Some("status cancelled".into()),
                // `test_sub` of Rootly is a part of a test.
                _ => NO_INCIDENT.contains(&word.trim_end_matches("sub")),
            };
            if is_none {
                return Some(format!("{what} {cell}"));
            }
            if what == "kind" && (word.starts_with("scheduled") || word.starts_with("maintenance")) {
                return Some("maintenance".into());
            }
        }
        None
    }

    /// Whether it was written down long after it was, as people do who keep a log.
    fn is_afterwards(&self, record: &ByteRecord) -> bool {
        [self.mode, self.kind]
            .iter()
            .any(|at| text(record, *at).is_some_and(|cell| AFTERWARDS.contains(&key(cell).as_str())))
    }

    /// Why a row is no outage. What has resolved itself within minutes was an alert.
    fn unticked(&self, record: &ByteRecord, asked: &Asked, length: Option<Seconds>) -> Option<String> {
        if let Some(never) = self.never(record) {
            return Some(never);
        }
        let by_itself = text(record, self.auto_resolved).is_some_and(|cell| cell.eq_ignore_ascii_case("true"));
        if by_itself && length.is_some_and(|length| length < AN_ALERT) && asked.impacts.is_none() {
            return Some("resolved itself within minutes".into());
        }
        let is_felt = text(record, self.felt).is_none_or(|cell| !UNFELT.contains(&cell.to_lowercase().as_str()));
        let has_begun = self.felt_from.is_none() || text(record, self.felt_from).is_some();
        if asked.impacts.is_none() && !(is_felt && has_begun) {
            return Some("no customer impact".into());
        }
        let impact = text(record, self.impact);
        if impact.is_some_and(|impact| impact.eq_ignore_ascii_case("maintenance")) && asked.impacts.is_none() {
            return Some("maintenance".into());
        }
        let is_major =
            text(record, self.major).is_some_and(|cell| ["true", "yes", "1"].contains(&cell.to_lowercase().as_str()));
        let is_urgent = text(record, self.urgency).is_some_and(|cell| is_outage(cell, asked));
        let labelled = self.impact.or(self.major).or(self.urgency).is_some();
        if !labelled || is_major || is_urgent || impact.is_some_and(|impact| is_outage(impact, asked)) {
            return None;
        }
        Some(match impact {
            Some(impact) => format!("impact {impact}"),
            None => "no impact named".into(),
        })
    }
}

/// Durations are written in whole minutes.
const A_MINUTE: u64 = 60;

/// What a cell names, separated by commas, semicolons or bars.
fn scope(cell: &str) -> Vec<String> {
    let names = cell.split([',', ';', '|']).map(str::trim).filter(|name| !name.is_empty());
    names.take(MAX_SCOPE).map(str::to_owned).collect()
}

/// Which names are ids of a cloud's regions. Those that have been looked up are kept: logs name few.
struct Clouds<'c> {
    catalogue: &'c Catalogue,
    known: BTreeMap<String, bool>,
}

impl Clouds<'_> {
    fn have(&mut self, name: &str) -> bool {
        const MOST: usize = 4096;
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let is_one = self.catalogue.region(name).is_some();
        if self.known.len() < MOST {
            self.known.insert(name.to_owned(), is_one);
        }
        is_one
    }
}

/// Reads a log.
pub(crate) fn read(mut table: Table, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let places = Places::of(&table.header)?;
    let filter = asked.filter(&table.header)?;
    let mut rows: Vec<(u64, ByteRecord)> = Vec::new();
    let mut record = ByteRecord::new();
    while table.next(&mut record)? {
        if rows.len() >= MAX_INCIDENTS {
            return Err(Refused::at(table.line(&record), "is behind 200000 incidents", "a shorter log"));
        }
        rows.push((table.line(&record), record.clone()));
    }
    let dates = || places.starts.iter().chain(&places.ends).chain(&places.created);
    let cells = rows.iter().flat_map(|(row, record)| dates().filter_map(|at| Some((*row, text(record, Some(*at))?))));
    let slashes = order(cells, asked)?;
    let mut without_offset = false;
    let mut other_length: Vec<u64> = Vec::new();
    let mut clouds = Clouds { catalogue, known: BTreeMap::new() };
    let mut incidents = Vec::with_capacity(rows.len());
    for (row, record) in &rows {
        let read = |columns: &[usize]| time(&table, *row, record, columns, slashes);
        let (start, ended) = (read(&places.starts)?, read(&places.ends)?);
        let own = length(&table, record, &places)?;
        let end = match ended {
            Some(end) => Some(end.at),
            None => own.zip(start).map(|(length, start)| start.at.saturating_add(length)),
        };
        without_offset |= start.is_some_and(|start| !start.has_offset);
        let lasted = end.zip(start).map(|(end, start)| end - start.at);
        if own.zip(lasted).is_some_and(|(own, lasted)| own.abs_diff(lasted) > A_MINUTE) {
            other_length.push(*row);
        }
        let unticked =
            places.unticked(record, asked, lasted).or_else(|| (!filter.keeps(record)).then(|| "not chosen".into()));
        let (scope, of_regions) = places.scope(record, &mut clouds);
        let created =
            read(places.created.as_slice())?.filter(|_| !places.is_afterwards(record)).map(|created| created.at);
        let name = text(record, places.name).unwrap_or_default().to_owned();
        incidents.push(Incident {
            row: *row,
            name,
            start: start.map(|start| start.at),
            end,
            created,
            unticked,
            scope,
            of_regions,
        });
    }
    let mut report = report("incidents-csv", &incidents, asked);
    if let Some(first) = other_length.first() {
        let many = other_length.len();
        report.warnings.push(format!(
            "of {many} rows the duration is not the time from start to end, which counts; the first stands on line {first}"
        ));
    }
    if without_offset {
        report.warnings.push("times without a zone are taken for UTC".into());
    }
    Ok(report)
}

fn length(table: &Table, record: &ByteRecord, places: &Places) -> Result<Option<Seconds>, Refused> {
    let number = |column: Option<usize>| column.map_or(Ok(None), |column| table.number(record, column));
    let seconds = number(places.seconds)?.or(number(places.minutes)?.map(|minutes| minutes * 60.0));
    Ok(seconds.map(|seconds| seconds.round() as Seconds))
}

/// The moment of the first of these columns that has one.
#[inline(never)]
fn time(
    table: &Table,
    row: u64,
    record: &ByteRecord,
    columns: &[usize],
    slashes: Slashes,
) -> Result<Option<Moment>, Refused> {
    for (place, column) in columns.iter().enumerate() {
        let Some(written) = text(record, Some(*column)) else { continue };
        match moment(written, slashes) {
            Some(moment) => return Ok(Some(moment)),
            // What stands in for another may be no time: `resolved` is a yes in some logs.
            None if place > 0 => {}
            None => {
                let wrong = format!("{} is {written:?}", table.header.name(*column));
                return Err(Refused::at(row, wrong, "a date and time such as 2026-08-01 14:30"));
            }
        }
    }
    Ok(None)
}
