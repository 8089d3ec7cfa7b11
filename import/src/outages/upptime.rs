//! `history/summary.json` of Upptime: minutes down by day. Its percentages are rounded to 0.01 %, so they are not used.

use super::{Incident, MAX_INCIDENTS, report};
use crate::asked::Asked;
use crate::moment::{Seconds, Slashes, moment};
use crate::refused::Refused;
use crate::report::Report;
use geode_core::catalogue::Catalogue;
use serde_json::Value;

/// Whether a document is one of Upptime.
pub(crate) fn fits(json: &Value) -> bool {
    json.as_array().and_then(|list| list.first()).is_some_and(|site| site.get("dailyMinutesDown").is_some())
}

/// Reads a summary.
pub(crate) fn read(json: Value, asked: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    let sites = json.as_array().map_or(&[][..], Vec::as_slice);
    let mut incidents = Vec::new();
    for site in sites {
        let days = site.get("dailyMinutesDown").and_then(Value::as_object);
        for (day, minutes) in days.into_iter().flatten() {
            if incidents.len() >= MAX_INCIDENTS {
                return Err(Refused::file("lists more than 200000 days", "fewer"));
            }
            let start = moment(day, Slashes::MonthFirst).map(|moment| moment.at);
            let length = minutes.as_f64().map(|minutes| (minutes * 60.0).round() as Seconds);
            let end = start.zip(length).map(|(start, length)| start.saturating_add(length));
            let name = site.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            incidents.push(Incident { row: incidents.len() as u64 + 1, name, start, end, ..Incident::default() });
        }
    }
    let mut report = report("upptime", &incidents, asked);
    report
        .warnings
        .push("minutes of a day stand at its start; Upptime looks every five minutes, so each is ± 5".into());
    if sites.len() > 1 {
        report.warnings.push(format!(
            "{} sites are taken as one: the union of their minutes by day is a lower bound",
            sites.len()
        ));
    }
    Ok(report)
}
