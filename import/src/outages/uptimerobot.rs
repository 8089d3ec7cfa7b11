//! The event log of UptimeRobot: `Event,Monitor,Monitor URL,Date-Time,Reason,Duration (in mins.)`, local times.

use super::{Incident, MAX_INCIDENTS, report};
use crate::asked::Asked;
use crate::moment::{Slashes, moment};
use crate::refused::Refused;
use crate::report::Report;
use crate::table::{Header, Table, text};
use csv::ByteRecord;
use geode_core::catalogue::Catalogue;

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
    let (mut incidents, mut record, mut paused) = (Vec::new(), ByteRecord::new(), 0.0);
    while table.next(&mut record)? {
        let row = table.line(&record);
        if incidents.len() >= MAX_INCIDENTS {
            return Err(Refused::at(row, "is behind 200000 events", "a shorter log"));
        }
        let written = text(&record, Some(date)).unwrap_or_default();
        let start = moment(written, Slashes::MonthFirst)
            .ok_or_else(|| Refused::at(row, format!("Date-Time is {written:?}"), "a date and time"))?
            .at;
        let kind = text(&record, Some(event)).unwrap_or("none");
        let minutes = table.number(&record, length)?;
        let unticked = match kind.to_ascii_lowercase().as_str() {
            "down" => (!filter.keeps(&record)).then(|| "not chosen".to_owned()),
            "paused" => {
                paused += minutes.unwrap_or(0.0);
                Some("event Paused".to_owned())
            }
            _ => Some(format!("event {kind}")),
        };
        let end = minutes.map(|minutes| start.saturating_add((minutes * 60.0).round() as i64));
        let name = text(&record, table.header.column(&["Monitor"])).unwrap_or_default().to_owned();
        incidents.push(Incident { row, name, start: Some(start), end, unticked, ..Incident::default() });
    }
    let mut report = report("uptimerobot", &incidents, asked);
    report
        .warnings
        .push("times are local without a zone, taken for UTC: outages at the ends of the period may be off".into());
    if paused > 0.0 {
        report
            .warnings
            .push(format!("paused for {paused} minutes: what happened then is unknown, and is counted as up"));
    }
    Ok(report)
}
