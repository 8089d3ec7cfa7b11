//! Incidents of an Atlassian Statuspage: `/api/v2/incidents.json`, `/api/v2/scheduled-maintenances.json`.
//!
//! `impact` is a label, not downtime. The start of a maintenance is when it was announced; it is left out.

use super::{Incident, MAX_INCIDENTS, MAX_SCOPE, is_outage, report};
use crate::asked::Asked;
use crate::moment::{Seconds, Slashes, moment, written};
use crate::refused::Refused;
use crate::report::Report;
use geode_core::catalogue::Catalogue;
use serde_json::Value;

/// The most incidents that a page lists.
const FULL: usize = 50;

/// Whether a document is one of Statuspage.
pub(crate) fn fits(json: &Value) -> bool {
    json.get("page").is_some() && (json.get("incidents").is_some() || json.get("scheduled_maintenances").is_some())
}

/// Reads a list of incidents.
pub(crate) fn read(json: Value, asked: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    let list = |name: &str| json.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let (incidents, maintenances) = (list("incidents"), list("scheduled_maintenances"));
    if incidents.len() + maintenances.len() > MAX_INCIDENTS {
        return Err(Refused::file("lists more than 200000 incidents", "fewer"));
    }
    let both = incidents.iter().chain(maintenances).enumerate();
    let read: Vec<Incident> = both.map(|(place, value)| incident(place as u64 + 1, value, asked)).collect();
    let is_full = incidents.len() >= FULL;
    let oldest = read.iter().take(incidents.len()).filter_map(|incident| incident.start).min().filter(|_| is_full);
    let mut asked = asked.clone();
    if let (Some(oldest), Some((start, end))) = (oldest, &mut asked.period) {
        if oldest >= *end {
            let wrong = format!("lists the newest {FULL} incidents, from {} on", written(oldest));
            return Err(Refused::file(wrong, "a period that ends later"));
        }
        *start = oldest.max(*start);
    }
    let mut report = report("statuspage", &read, &asked);
    if let Some(oldest) = oldest {
        let from = written(oldest);
        report.warnings.push(format!(
            "the file has {FULL} incidents, the most that Statuspage lists: nothing is known before the oldest, so the period begins at {from} at the earliest"
        ));
    }
    Ok(report)
}

fn incident(row: u64, value: &Value, asked: &Asked) -> Incident {
    let impact = value.get("impact").and_then(Value::as_str).unwrap_or("none");
    let is_maintenance = impact == "maintenance" || value.get("scheduled_for").is_some_and(|time| !time.is_null());
    let asks_maintenance = asked.impacts.as_ref().is_some_and(|list| list.iter().any(|one| one == "maintenance"));
    let unticked = match () {
        () if is_maintenance => (!asks_maintenance).then(|| "maintenance".to_owned()),
        () => (!is_outage(impact, asked)).then(|| format!("impact {impact}")),
    };
    let start = if is_maintenance { time(value, "scheduled_for") } else { time(value, "started_at") };
    Incident {
        row,
        name: value.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        start: start.or_else(|| time(value, "created_at")),
        end: time(value, "resolved_at"),
        created: if is_maintenance { None } else { time(value, "created_at") },
        unticked,
        scope: names(value, "components", "name"),
        of_regions: false,
    }
}

/// The names in a list of objects.
pub(super) fn names(value: &Value, list: &str, name: &str) -> Vec<String> {
    let list = value.get(list).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|one| one.get(name)?.as_str()).take(MAX_SCOPE).map(str::to_owned).collect()
}

/// A time of an object.
pub(super) fn time(value: &Value, name: &str) -> Option<Seconds> {
    value.get(name).and_then(Value::as_str).and_then(|text| moment(text, Slashes::MonthFirst)).map(|moment| moment.at)
}
