//! `incidents.json` of Google Cloud's status page. Most entries are bugs of one product, some last weeks; outages alone
//! count, and an availability of them means nothing for one's own system.

use super::statuspage::{names, time};
use super::{Incident, MAX_INCIDENTS, is_outage, report};
use crate::asked::Asked;
use crate::refused::Refused;
use crate::report::Report;
use geode_core::catalogue::Catalogue;
use serde_json::Value;

/// How an entry says that it is another's.
const MERGED: &str = "is being merged with an existing incident";

/// Whether a document is one of Google Cloud.
pub(crate) fn fits(json: &Value) -> bool {
    json.as_array().and_then(|list| list.first()).is_some_and(|first| first.get("status_impact").is_some())
}

/// Reads a list of incidents.
pub(crate) fn read(json: Value, asked: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    let list = json.as_array().map_or(&[][..], Vec::as_slice);
    if list.len() > MAX_INCIDENTS {
        return Err(Refused::file("lists more than 200000 incidents", "fewer"));
    }
    let incidents: Vec<Incident> = list
        .iter()
        .enumerate()
        .map(|(place, value)| {
            let mut scope = names(value, "previously_affected_locations", "id");
            scope.extend(names(value, "currently_affected_locations", "id"));
            let name = value.get("external_desc").and_then(Value::as_str).unwrap_or_default();
            // What happened then is told by the other entry.
            let is_merged = name.contains(MERGED);
            let impact = value.get("status_impact").and_then(Value::as_str).unwrap_or("none");
            Incident {
                row: place as u64 + 1,
                name: name.to_owned(),
                start: time(value, "begin"),
                end: time(value, "end"),
                created: None,
                unticked: match is_merged {
                    true => Some("merged with another".into()),
                    false => (!is_outage(impact, asked)).then(|| format!("impact {impact}")),
                },
                scope,
                of_regions: true,
            }
        })
        .collect();
    let mut report = report("gcp-status", &incidents, asked);
    if let Some(outages) = &mut report.outages {
        outages.availability = None;
    }
    let located = |value: &&Value| {
        let places = |name| value.get(name).and_then(Value::as_array).is_some_and(|list| !list.is_empty());
        places("previously_affected_locations") || places("currently_affected_locations")
    };
    let nowhere = list.len() - list.iter().filter(located).count();
    if nowhere > 0 {
        report.warnings.push(format!("{nowhere} of {} incidents name no location", list.len()));
    }
    report.warnings.push(
        "the provider's incidents, of all its products: evidence for shared failures, no availability of your system"
            .into(),
    );
    Ok(report)
}
