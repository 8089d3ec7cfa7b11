//! Objectives that count what was fast enough, by their limits and their queries.

use super::{Document, number_of};
use crate::report::Report;
use serde_json::Value;

/// The limit of time within which an objective counts requests, in milliseconds where it is known.
pub(super) struct Within(pub(super) Option<f64>);

impl Within {
    /// That of queries: they count a bucket of a histogram, so what was fast enough and not what worked. `None` where none does.
    pub(super) fn of(queries: &Value) -> Option<Within> {
        match queries {
            Value::String(query) => Within::of_query(query),
            Value::Array(all) => all.iter().find_map(Within::of),
            Value::Object(all) => all.values().find_map(Within::of),
            _ => None,
        }
    }

    /// `http_duration_seconds_bucket{job="a", le="0.3"}`; the bucket `+Inf` has all requests.
    fn of_query(query: &str) -> Option<Within> {
        for (at, label) in query.match_indices("le=") {
            let (before, bound) = (query.get(..at)?, query.get(at + label.len()..)?);
            let quoted = bound.trim_start_matches('~').trim_start();
            let bound = quoted.get(1..)?.split(['"', '\'', '`']).next().unwrap_or_default();
            if before.ends_with(['{', ',', ' ']) && bound != "+Inf" {
                let metric = before.rsplit_once('{').map_or("", |(metric, _)| metric).rsplit([' ', '(']).next();
                let ms = match metric {
                    Some(metric) if metric.contains("_seconds") => 1000.0,
                    Some(metric) if metric.contains("_milliseconds") => 1.0,
                    _ => return Some(Within(None)),
                };
                return Some(Within(
                    bound.parse().ok().filter(|bound: &f64| bound.is_finite()).map(|bound| bound * ms),
                ));
            }
        }
        query.contains("histogram_").then_some(Within(None))
    }

    /// The target that it is where 95 % have to keep it; what is none is said.
    pub(super) fn p95(self, share: f64, name: &str, report: &mut Report) -> Option<f64> {
        let ms = self.0.filter(|_| share == 0.95);
        if ms.is_none() {
            report.warnings.push(format!(
                "{name}: {share} within a limit of time is no availability, and no 95th percentile in seconds: no target here"
            ));
        }
        ms
    }
}

/// `300ms`, `1s`, `1m30s`: units follow each other.
pub(super) fn duration_ms(value: &Value) -> Option<f64> {
    let (mut rest, mut ms) = (value.as_str()?.trim(), None);
    while !rest.is_empty() {
        let (number, unit) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit() && c != '.')?);
        let (unit, after) = unit.split_at(unit.find(|c: char| c.is_ascii_digit()).unwrap_or(unit.len()));
        let factor = match unit {
            "ms" => 1.0,
            "s" => 1e3,
            "m" => 6e4,
            "h" => 3.6e6,
            _ => return None,
        };
        ms = Some(ms.unwrap_or(0.0) + number.parse::<f64>().ok()? * factor);
        rest = after;
    }
    ms
}

/// The limit that 95 % have to keep, in milliseconds, once it is said what it measures.
pub(super) fn limit(
    document: &Document,
    objective: &Value,
    name: &str,
    share: f64,
    report: &mut Report,
) -> Option<f64> {
    const UNITS: [&str; 3] = ["milliseconds", "seconds", "something else"];
    let limit = number_of(objective.get("value"));
    let said = limit.map_or_else(|| "its limit".to_owned(), |limit| limit.to_string());
    let value = format!("{name}: what does {said} measure? The file names no unit");
    let factor = match document.ask(report, document.line, value, &UNITS)?.as_str() {
        "milliseconds" => 1.0,
        "seconds" => 1000.0,
        _ => return None,
    };
    let is_below = objective.get("op").and_then(Value::as_str).is_none_or(|op| op.starts_with("lt"));
    if share != 0.95 || !is_below {
        report.warnings.push(format!("{name}: {share} within {said} is no 95th percentile, and no target here"));
        return None;
    }
    limit.map(|limit| limit * factor)
}
