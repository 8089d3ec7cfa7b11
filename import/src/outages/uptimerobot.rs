//! The event log of UptimeRobot: `Event,Monitor,Monitor URL,Date-Time,Reason,Duration (in mins.)`, local times.

use super::{Incident, MAX_INCIDENTS, Window, hours_of, merged, order, report_of_watched};
use crate::asked::Asked;
use crate::moment::moment;
use crate::refused::Refused;
use crate::report::Report;
use crate::table::{Header, Table, text};
use csv::ByteRecord;
use geode_core::catalogue::Catalogue;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a header is one of UptimeRobot's.
pub(crate) fn fits(header: &Header) -> bool {
    header.has(&["Event", "Date-Time"]) && header.column(&["Duration (in mins.)", "Duration"]).is_some()
}

/// Reads a log.
pub(crate) fn read(mut table: Table, asked: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    let missing = || Refused::at(table.header.line, "has not the columns of UptimeRobot", "Event, Date-Time, Duration");
    let event = table.header.column(&["Event"]).ok_or_else(missing)?;
    let date = table.header.column(&["Date-Time"]).ok_or_else(missing)?;
    let length = table.header.column(&["Duration (in mins.)", "Duration"]).ok_or_else(missing)?;
    let filter = asked.filter(&table.header)?;
    let (mut incidents, mut record) = (Vec::new(), ByteRecord::new());
    let monitor = table.header.column(&["Monitor"]);
    let mut paused: BTreeMap<String, BTreeSet<Window>> = BTreeMap::new();
    let mut rows = Vec::new();
    while table.next(&mut record)? {
        if rows.len() >= MAX_INCIDENTS {
            return Err(Refused::at(table.line(&record), "is behind 200000 events", "a shorter log"));
        }
        rows.push(record.clone());
    }
    let slashes = order(rows.iter().filter_map(|row| Some((table.line(row), text(row, Some(date))?))), asked)?;
    for record in rows {
        let row = table.line(&record);
        let written = text(&record, Some(date)).unwrap_or_default();
        let start = moment(written, slashes)
            .ok_or_else(|| Refused::at(row, format!("Date-Time is {written:?}"), "a date and time"))?
            .at;
        let kind = text(&record, Some(event)).unwrap_or("none");
        let minutes = table.number(&record, length)?;
        let unticked = match kind.to_ascii_lowercase().as_str() {
            "down" => (!filter.keeps(&record)).then(|| "not chosen".to_owned()),
            _ => Some(format!("event {kind}")),
        };
        let end = minutes.map(|minutes| start.saturating_add((minutes * 60.0).round() as i64));
        let name = text(&record, monitor).unwrap_or_default().to_owned();
        if filter.keeps(&record) {
            let of_monitor = paused.entry(name.clone()).or_default();
            let is_pause = kind.eq_ignore_ascii_case("paused");
            of_monitor.extend(end.filter(|end| is_pause && *end > start).map(|end| (start, end)));
        }
        incidents.push(Incident { row, name, start: Some(start), end, unticked, ..Incident::default() });
    }
    let is_paused = paused.values().any(|pauses| !pauses.is_empty());
    // Where one of several monitors was paused the others looked.
    let unknown = paused.values().map(merged).reduce(|one, other| common(&one, &other)).unwrap_or_default();
    let mut report = report_of_watched("uptimerobot", &incidents, asked, &unknown);
    report
        .warnings
        .push("times are local without a zone, taken for UTC: outages at the ends of the period may be off".into());
    if is_paused {
        let hours = hours_of(&unknown);
        report.warnings.push(format!(
            "all monitors were paused for {hours} hours: what happened then is unknown, and is taken off the period"
        ));
    }
    Ok(report)
}

/// What two lists of intervals, each in order and apart, have in common.
fn common(one: &[Window], other: &[Window]) -> Vec<Window> {
    let (mut at, mut beside, mut found) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (one.get(at), other.get(beside)) {
        let both = (a.0.max(b.0), a.1.min(b.1));
        if both.0 < both.1 {
            found.push(both);
        }
        if a.1 < b.1 { at += 1 } else { beside += 1 }
    }
    found
}
