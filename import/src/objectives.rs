//! Service level objectives in YAML: OpenSLO v1 and v1alpha, Sloth, Pyrra; several documents a file.
//!
//! 0.999, 99.9 and "99.9" are one objective in three formats: the format decides, never the size. `1m` is a minute,
//! `1M` a month.

use crate::asked::Asked;
use crate::refused::Refused;
use crate::report::{LeftOut, Question, Report, Target};
use geode_core::catalogue::Catalogue;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The most documents of a file.
const MAX_DOCUMENTS: usize = 1000;

/// Reads all documents; one that is broken does not hide the others.
pub(crate) fn read(text: &str, _: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    let mut report = Report::new("openslo");
    let mut targets = Vec::new();
    let mut kinds: Vec<&'static str> = Vec::new();
    let mut left: Vec<(&'static str, u64)> = Vec::new();
    let documents = documents(text);
    if documents.len() > MAX_DOCUMENTS {
        return Err(Refused::file("holds more than 1000 documents", "fewer"));
    }
    for (place, (line, document)) in documents.iter().enumerate() {
        report.rows.read += 1;
        let number = place as u64 + 1;
        let leave =
            |why: &'static str, left: &mut Vec<(&'static str, u64)>| match left.iter_mut().find(|one| one.0 == why) {
                Some(one) => one.1 += 1,
                None => left.push((why, 1)),
            };
        let value: Value = match parse(document) {
            Ok(value) => value,
            Err(error) => {
                report.warnings.push(format!("document {number} (line {line}) is no YAML: {error}"));
                leave("broken", &mut left);
                continue;
            }
        };
        match of_document(&value, number, *line, &mut targets, &mut report) {
            Some(kind) => {
                report.rows.used += 1;
                kinds.push(kind);
            }
            None => leave("no objective", &mut left),
        }
    }
    if targets.is_empty() {
        let why = report.warnings.first().map_or_else(|| "holds no objective".to_owned(), Clone::clone);
        return Err(Refused::file(why, "documents of OpenSLO, Sloth or Pyrra"));
    }
    report.rows.left_out = left.into_iter().map(|(why, rows)| LeftOut { why: why.into(), rows, sum: None }).collect();
    // A file of several kinds is named by its first.
    report.kind = kinds.first().copied().unwrap_or("openslo").to_owned();
    report.targets = Some(targets);
    Ok(report)
}

/// The documents with the line on which each begins; those of comments alone are none.
fn documents(text: &str) -> Vec<(u64, String)> {
    let mut documents = vec![(1, String::new())];
    for (place, line) in text.lines().enumerate() {
        if line == "---" || line.starts_with("--- ") {
            documents.push((place as u64 + 2, String::new()));
        } else if let Some((_, document)) = documents.last_mut() {
            document.push_str(line);
            document.push('\n');
        }
    }
    let has_content = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    documents.retain(|(_, document)| document.lines().any(has_content));
    documents
}

/// serde-saphyr bounds depth, aliases and size by its own budget.
fn parse(document: &str) -> Result<Value, String> {
    let read = serde_saphyr::from_str::<Value>(document);
    read.map_err(|error| error.to_string().lines().next().unwrap_or("it cannot be read").to_owned())
}

fn of_document(
    value: &Value,
    number: u64,
    line: u64,
    targets: &mut Vec<Target>,
    report: &mut Report,
) -> Option<&'static str> {
    let api = value.get("apiVersion").and_then(Value::as_str).unwrap_or_default();
    let version = value.get("version").and_then(Value::as_str).unwrap_or_default();
    let kind = match () {
        () if api.starts_with("openslo") => "openslo",
        () if api.starts_with("pyrra.dev/") => "pyrra",
        () if api.starts_with("sloth.slok.dev/") || version.starts_with("prometheus/") => "sloth",
        () => return None,
    };
    let before = targets.len();
    match kind {
        "openslo" => open_slo(value, number, line, targets, report),
        "pyrra" => targets.extend(pyrra(value, number)),
        _ => targets.extend(sloth(value, number)),
    }
    for target in targets.get(before..).unwrap_or_default() {
        if let Some(window) = target.window.as_deref().filter(|window| is_short(window)) {
            report.questions.push(Question {
                row: line,
                value: format!("{}: a window of {window} is shorter than a day; was a month (1M) meant?", target.name),
                choices: vec![window.to_owned(), "1M".into(), "30d".into()],
            });
        }
    }
    (targets.len() > before).then_some(kind)
}

/// Whether a window is shorter than a day: minutes, hours below 24. Capital M is months.
fn is_short(window: &str) -> bool {
    let digits = window.trim_end_matches(|c: char| c.is_alphabetic());
    let count: f64 = digits.trim().parse().unwrap_or(f64::INFINITY);
    match window.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim() {
        "s" => count < 86_400.0,
        "m" => count < 1440.0,
        "h" => count < 24.0,
        _ => false,
    }
}

fn name_of(value: &Value) -> String {
    value
        .get("metadata")
        .and_then(|metadata| metadata.get("name"))
        .and_then(Value::as_str)
        .unwrap_or("unnamed")
        .to_owned()
}

fn open_slo(value: &Value, number: u64, line: u64, targets: &mut Vec<Target>, report: &mut Report) {
    let empty = Map::new();
    let spec = value.get("spec").and_then(Value::as_object).unwrap_or(&empty);
    let objectives = spec.get("objectives").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let method = spec.get("budgetingMethod").and_then(Value::as_str).unwrap_or("Occurrences");
    let indicator = spec.get("indicator").and_then(|indicator| indicator.get("spec"));
    let window = window(spec);
    for objective in objectives {
        let own = objective.get("indicator").and_then(|indicator| indicator.get("spec"));
        let has = |name: &str| [Some(objective), indicator, own].iter().flatten().any(|spec| spec.get(name).is_some());
        // A percentage is 100 times the share, whatever its size.
        let share = match (number_of(objective.get("target")), number_of(objective.get("targetPercent"))) {
            (Some(share), _) => share,
            (None, Some(percent)) => of_percent(percent),
            (None, None) => continue,
        };
        if !(0.0..1.0).contains(&share) {
            let said = objective.get("target").or_else(|| objective.get("targetPercent"));
            let said = said.map(ToString::to_string).unwrap_or_default();
            report.warnings.push(format!(
                "document {number} (line {line}): the target of {} is {said}, expected a share below 1 as target, or a percentage as \
                 targetPercent: left out",
                name_of(value)
            ));
            continue;
        }
        let mut name = name_of(value);
        if let Some(display) = objective.get("displayName").and_then(Value::as_str).filter(|_| objectives.len() > 1) {
            name = format!("{name}: {display}");
        }
        let kind = match () {
            () if has("thresholdMetric") => "threshold",
            () if method.ends_with("Timeslices") => "timeslices",
            () => "ratio",
        };
        if kind == "threshold" {
            let limit = objective.get("value").map_or_else(|| "its limit".to_owned(), ToString::to_string);
            report.questions.push(Question {
                row: line,
                value: format!("{name}: what does {limit} measure? The file names no unit"),
                choices: ["milliseconds", "seconds", "something else"].map(str::to_owned).to_vec(),
            });
        }
        targets.push(Target {
            document: number,
            name,
            kind,
            objective: share,
            availability: (kind == "ratio" && method == "Occurrences").then_some(share),
            p95_latency_ms: None,
            window: window.clone(),
        });
    }
}

/// `timeWindow[0].duration` of v1; `timeWindows[0]` with count and unit of v1alpha.
fn window(spec: &Map<String, Value>) -> Option<String> {
    let first = |name: &str| spec.get(name).and_then(Value::as_array).and_then(|list| list.first());
    if let Some(duration) = first("timeWindow").and_then(|window| window.get("duration")).and_then(Value::as_str) {
        return Some(duration.to_owned());
    }
    let window = first("timeWindows")?;
    let (count, unit) = (window.get("count")?, window.get("unit")?.as_str()?);
    let letter = match unit {
        "Second" => "s",
        "Minute" => "m",
        "Hour" => "h",
        "Day" => "d",
        "Week" => "w",
        "Month" => "M",
        "Quarter" => "Q",
        "Year" => "Y",
        _ => return Some(format!("{count} {unit}")),
    };
    Some(format!("{count}{letter}"))
}

fn pyrra(value: &Value, number: u64) -> Option<Target> {
    let spec = value.get("spec")?;
    let percent = number_of(spec.get("target"))?;
    let indicator = spec.get("indicator")?;
    let latency = indicator.get("latency").or_else(|| indicator.get("latencyNative"));
    let is_ratio = indicator.get("ratio").is_some() || indicator.get("bool_gauge").is_some();
    let share = of_percent(percent);
    Some(Target {
        document: number,
        name: name_of(value),
        kind: if latency.is_some() { "latency" } else { "ratio" },
        objective: share,
        availability: (latency.is_none() && is_ratio).then_some(share),
        p95_latency_ms: latency.filter(|_| share == 0.95).and_then(bucket_ms),
        window: spec.get("window").and_then(Value::as_str).map(str::to_owned),
    })
}

/// The bucket `le="0.05"` of a metric whose name says seconds.
fn bucket_ms(latency: &Value) -> Option<f64> {
    let metric = latency.get("success").and_then(|success| success.get("metric")).and_then(Value::as_str)?;
    let (_, rest) = metric.split_once("le=\"")?;
    let (bound, _) = rest.split_once('"')?;
    let seconds: f64 = bound.parse().ok().filter(|seconds: &f64| seconds.is_finite())?;
    metric.split('{').next()?.contains("_seconds").then_some(seconds * 1000.0)
}

fn sloth(value: &Value, number: u64) -> Vec<Target> {
    let spec = value.get("spec").unwrap_or(value);
    let service = spec.get("service").and_then(Value::as_str).unwrap_or("unnamed");
    let slos = spec.get("slos").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let of = |slo: &Value| {
        let share = of_percent(number_of(slo.get("objective"))?);
        let name = slo.get("name").and_then(Value::as_str).unwrap_or("unnamed");
        // Buckets of a histogram count what was fast enough, not what worked.
        let query = slo.get("sli").and_then(|sli| sli.get("events")).and_then(|events| events.get("error_query"));
        let is_latency = query.and_then(Value::as_str).is_some_and(|query| query.contains("le=\""));
        Some(Target {
            document: number,
            name: format!("{service}: {name}"),
            kind: if is_latency { "latency" } else { "ratio" },
            objective: share,
            availability: (!is_latency).then_some(share),
            p95_latency_ms: None,
            // Sloth's windows stand in its own settings: 30 days unless said.
            window: None,
        })
    };
    slos.iter().filter_map(of).collect()
}

/// The share of a percentage, to its own digits: 99.9 is 0.999, which a division misses in the last bit.
fn of_percent(percent: f64) -> f64 {
    format!("{percent}e-2").parse().unwrap_or(percent / 100.0)
}

/// A number, or a text that is one.
fn number_of(value: Option<&Value>) -> Option<f64> {
    let number = match value? {
        Value::String(text) => text.trim().parse().ok()?,
        value => f64::deserialize(value).ok()?,
    };
    (number.is_finite() && number >= 0.0).then_some(number)
}
