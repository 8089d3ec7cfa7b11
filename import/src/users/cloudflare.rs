//! Requests by country of Cloudflare's GraphQL API: `countryMap`, or groups with `clientCountryName` among their dimensions.

use super::{Placed, Row};
use crate::asked::Asked;
use crate::refused::Refused;
use crate::report::Report;
use geode_core::catalogue::Catalogue;
use serde_json::Value;

/// Deeper, and longer, the answer of the API does not go.
const MAX_DEPTH: usize = 12;
const MAX_LISTS: usize = 10_000;

/// Whether a document is an answer of Cloudflare with countries.
pub(crate) fn fits(json: &Value) -> bool {
    !lists(json).is_empty()
}

/// All `countryMap` lists, one a day, and lists of groups by country, whatever the question called them.
fn lists(json: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut waiting = vec![(json, 0)];
    while let Some((value, depth)) = waiting.pop() {
        if depth > MAX_DEPTH || found.len() >= MAX_LISTS {
            continue;
        }
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    if name == "countryMap" { found.push(value) } else { waiting.push((value, depth + 1)) }
                }
            }
            Value::Array(groups) if groups.first().is_some_and(|group| country(group).is_some()) => found.push(value),
            Value::Array(list) => waiting.extend(list.iter().map(|value| (value, depth + 1))),
            _ => {}
        }
    }
    found
}

/// The country of a group by dimensions.
fn country(group: &Value) -> Option<&Value> {
    group.get("dimensions")?.get("clientCountryName")
}

/// Reads an answer.
pub(crate) fn read(json: Value, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let mut placed = Placed::default();
    let entries = lists(&json).into_iter().filter_map(Value::as_array).flatten();
    for (row, entry) in (1..).zip(entries) {
        let country =
            entry.get("clientCountryName").or_else(|| country(entry)).and_then(Value::as_str).unwrap_or_default();
        let requests = entry.get("requests").or_else(|| entry.get("count")).and_then(Value::as_f64).unwrap_or(0.0);
        placed.add(Row { line: row, country, users: requests, revenue: None }, asked, catalogue)?;
    }
    let mut report = placed.report("cloudflare");
    report.warnings.push("requests, not people: cached ones and bots are among them".into());
    Ok(report)
}
