//! Service level objectives in YAML: OpenSLO v1 and v1alpha, Sloth, Pyrra; several documents a file.
//!
//! 0.999, 99.9 and "99.9" are one objective in three formats: the format decides, never the size. `1m` is a minute,
//! `1M` a month.

mod within;

use crate::asked::Asked;
use crate::refused::Refused;
use crate::report::{LeftOut, Question, Report, Target};
use crate::secrets;
use geode_core::catalogue::Catalogue;
use serde::Deserialize;
use serde_json::{Map, Value};
use within::{Within, duration_ms, limit};

/// The most documents of a file.
const MAX_DOCUMENTS: usize = 1000;

/// A document of a file.
struct Document<'a> {
    /// From 1.
    number: u64,
    /// Where it begins.
    line: u64,
    text: &'a str,
    value: &'a Value,
    asked: &'a Asked,
}

impl Document<'_> {
    /// The first line with one of these words; the document's where there is none.
    fn row(&self, words: &[&str]) -> u64 {
        let found = self.text.lines().position(|line| words.iter().any(|word| line.contains(word)));
        self.line + found.unwrap_or(0) as u64
    }

    /// The answer to the question of a row. It is asked once, and may be answered anew.
    fn ask(&self, report: &mut Report, row: u64, value: String, choices: &[&str]) -> Option<String> {
        let choices: Vec<String> = choices.iter().map(|choice| (*choice).to_owned()).collect();
        let answer = self.asked.answers.get(&row).filter(|answer| choices.contains(answer)).cloned();
        if report.review.asked.iter().all(|asked| asked.row != row) {
            report.ask(Question { row, value, choices }, answer.is_none());
        }
        answer
    }
}

/// Reads all documents; one that is broken does not hide the others.
pub(crate) fn read(text: &str, asked: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    let mut report = Report::new("openslo");
    let mut targets = Vec::new();
    let mut kinds: Vec<&'static str> = Vec::new();
    let mut left: Vec<(&'static str, u64)> = Vec::new();
    let documents = documents(text);
    if documents.len() > MAX_DOCUMENTS {
        return Err(Refused::file("holds more than 1000 documents", "fewer"));
    }
    let parsed: Vec<Result<Value, String>> = documents.iter().map(|(line, document)| parse(document, *line)).collect();
    for ((line, document), parsed) in documents.iter().zip(&parsed) {
        parsed.as_ref().map_or(Ok(()), |value| secrets::refuse_yaml(value, document, *line))?;
    }
    let indicators = indicators(&parsed);
    for (place, ((line, document), parsed)) in documents.iter().zip(&parsed).enumerate() {
        report.rows.read += 1;
        let number = place as u64 + 1;
        let leave =
            |why: &'static str, left: &mut Vec<(&'static str, u64)>| match left.iter_mut().find(|one| one.0 == why) {
                Some(one) => one.1 += 1,
                None => left.push((why, 1)),
            };
        let value = match parsed {
            Ok(value) => value,
            Err(error) => {
                report.warnings.push(format!("document {number} (line {line}) is no YAML: {error}"));
                leave("broken", &mut left);
                continue;
            }
        };
        let document = Document { number, line: *line, text: document, value, asked };
        match of_document(&document, &indicators, &mut targets, &mut report) {
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
    if let Some(said) = asked.kind.as_deref().filter(|said| *said != report.kind && !kinds.is_empty()) {
        return Err(Refused::file(format!("is {} and not {said}", report.kind), "a file of the kind that --as says"));
    }
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

/// serde-saphyr bounds depth, aliases and size by its own budget. `no` and `on` are words, as in YAML 1.2.
fn parse(document: &str, line: u64) -> Result<Value, String> {
    let options = serde_saphyr::options! { strict_booleans: true, with_snippet: false };
    serde_saphyr::from_str_with_options::<Value>(document, options).map_err(|error| {
        let (wrong, expected) = in_words(error.without_snippet(), document);
        let row = error.location().map_or(line, |at| line + at.line().saturating_sub(1));
        format!("{wrong} on line {row}, expected {expected}")
    })
}

/// What is wrong with a document, and what was expected.
fn in_words(error: &serde_saphyr::Error, document: &str) -> (String, &'static str) {
    use serde_saphyr::Error as E;
    let is_template = ["{{", "${"].iter().any(|mark| document.contains(mark));
    match error {
        E::DuplicateMappingKey { key, .. } => {
            (format!("{} stands twice in one place", key.as_deref().unwrap_or("a name")), "each name once")
        }
        E::Budget { .. }
        | E::AliasError { .. }
        | E::AliasExpansionLimitExceeded { .. }
        | E::AliasReplayLimitExceeded { .. }
        | E::AliasReplayStackDepthExceeded { .. } => (
            "there is too much of it, with what its aliases stand for,".into(),
            "a document without aliases that multiply",
        ),
        E::UnknownAnchor { .. } => ("an alias (*) stands for nothing".into(), "an anchor (&) of that name before it"),
        _ if is_template => {
            ("there is a template ({{ }} or ${ })".into(), "the file that Helm or the like makes of it")
        }
        E::Eof { .. } => ("it ends too early".into(), "the whole document"),
        _ => (
            "something cannot be read".into(),
            "names and values as \"name: value\", indented by spaces alike, each bracket and quote closed",
        ),
    }
}

/// The indicators that objectives of the file refer to by name: documents of kind SLI.
fn indicators(documents: &[Result<Value, String>]) -> Map<String, Value> {
    let all = documents.iter().flatten().filter(|one| one.get("kind").and_then(Value::as_str) == Some("SLI"));
    let mut found = Map::new();
    found.extend(all.filter_map(|one| Some((name_of(one), one.get("spec")?.clone()))));
    found
}

fn of_document(
    document: &Document,
    indicators: &Map<String, Value>,
    targets: &mut Vec<Target>,
    report: &mut Report,
) -> Option<&'static str> {
    let value = document.value;
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
        "openslo" => open_slo(document, indicators, targets, report),
        "pyrra" => targets.extend(pyrra(document, report)),
        _ => targets.extend(sloth(document, report)),
    }
    for target in targets.get_mut(before..).unwrap_or_default() {
        if let Some(window) = target.window.clone().filter(|window| is_short(window)) {
            let row = document.row(&["duration", "window", "timeWindow"]);
            let value = format!("{}: a window of {window} is shorter than a day; was a month (1M) meant?", target.name);
            target.window = document.ask(report, row, value, &[&window, "1M", "30d"]).or(Some(window));
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
    value.get("metadata").and_then(|metadata| word(metadata, "name")).unwrap_or_else(|| "unnamed".to_owned())
}

/// A text; numbers and `true` too, where a text is expected.
fn word(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(text) => Some(text.clone()),
        other @ (Value::Number(_) | Value::Bool(_)) => Some(other.to_string()),
        _ => None,
    }
}

/// What an objective is measured by; `None` where that stands in another file.
fn indicator<'v>(at: &'v Value, indicators: &'v Map<String, Value>) -> Option<Result<&'v Value, String>> {
    let inner = at.get("indicator").and_then(|indicator| indicator.get("spec"));
    let name = || word(at, "indicatorRef");
    inner.map(Ok).or_else(|| name().map(|name| indicators.get(&name).ok_or(name)))
}

fn open_slo(document: &Document, indicators: &Map<String, Value>, targets: &mut Vec<Target>, report: &mut Report) {
    let Document { number, line, value, .. } = document;
    let empty = Value::Object(Map::new());
    let spec = value.get("spec").unwrap_or(&empty);
    let objectives = spec.get("objectives").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let method = spec.get("budgetingMethod").and_then(Value::as_str).unwrap_or("Occurrences");
    let of_all = indicator(spec, indicators);
    let window = spec.as_object().and_then(window);
    for objective in objectives {
        let own = indicator(objective, indicators).or_else(|| of_all.clone());
        let known = own.as_ref().and_then(|own| own.as_ref().ok()).copied();
        let has = |name: &str| [Some(objective), known].iter().flatten().any(|spec| spec.get(name).is_some());
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
        if let Some(display) = word(objective, "displayName").filter(|_| objectives.len() > 1) {
            name = format!("{name}: {display}");
        }
        let within = known.and_then(Within::of);
        let kind = match () {
            () if has("thresholdMetric") => "threshold",
            () if method.ends_with("Timeslices") => "timeslices",
            () if within.is_some() => "latency",
            () => "ratio",
        };
        let p95_latency_ms = match (kind, within) {
            ("threshold", _) => limit(document, objective, &name, share, report),
            ("latency", Some(within)) => within.p95(share, &name, report),
            _ => None,
        };
        let elsewhere = own.and_then(Result::err);
        let is_share = elsewhere.is_none_or(|indicator| {
            let value = format!(
                "{name}: its indicator {indicator} is not in this file; is it the share of requests that work?"
            );
            document.ask(report, *line, value, &["yes", "no"]).is_some_and(|answer| answer == "yes")
        });
        targets.push(Target {
            document: *number,
            name,
            kind,
            objective: share,
            availability: (kind == "ratio" && method == "Occurrences" && is_share).then_some(share),
            p95_latency_ms,
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

/// The share of what Sloth and Pyrra write as a percentage, of whatever size; what is none is named.
fn percentage(document: &Document, name: &str, said: Option<&Value>, report: &mut Report) -> Option<f64> {
    let share = number_of(said).map(of_percent).filter(|share| *share > 0.0 && *share < 1.0);
    let of = format!("document {} (line {}): the objective of {name}", document.number, document.line);
    let written = said.map_or_else(|| "not there".to_owned(), ToString::to_string);
    match share {
        None => {
            report.warnings.push(format!("{of} is {written}, expected a percentage below 100 such as 99.9: left out"))
        }
        Some(share) if share < 0.5 => {
            report.warnings.push(format!("{of} is {written} %, for here stand percentages; is it a share?"));
        }
        Some(_) => {}
    }
    share
}

fn pyrra(document: &Document, report: &mut Report) -> Option<Target> {
    let (value, number) = (document.value, document.number);
    let spec = value.get("spec")?;
    let share = percentage(document, &name_of(value), spec.get("target"), report)?;
    let indicator = spec.get("indicator")?;
    let native = indicator.get("latencyNative").map(|native| Within(native.get("latency").and_then(duration_ms)));
    let latency =
        native.or_else(|| indicator.get("latency").map(|latency| Within::of(latency).unwrap_or(Within(None))));
    let is_ratio = indicator.get("ratio").is_some() || indicator.get("bool_gauge").is_some();
    let name = name_of(value);
    Some(Target {
        document: number,
        kind: if latency.is_some() { "latency" } else { "ratio" },
        objective: share,
        availability: (latency.is_none() && is_ratio).then_some(share),
        p95_latency_ms: latency.and_then(|within| within.p95(share, &name, report)),
        name,
        window: spec.get("window").and_then(Value::as_str).map(str::to_owned),
    })
}

fn sloth(document: &Document, report: &mut Report) -> Vec<Target> {
    let (value, number) = (document.value, document.number);
    let spec = value.get("spec").unwrap_or(value);
    let service = word(spec, "service").unwrap_or_else(|| "unnamed".to_owned());
    let slos = spec.get("slos").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let of = |slo: &Value| {
        let name = word(slo, "name").unwrap_or_else(|| "unnamed".to_owned());
        let name = format!("{service}: {name}");
        let share = percentage(document, &name, slo.get("objective"), report)?;
        // Queries of events or raw ones, of either spelling; a plugin says it in its name.
        let within = slo.get("sli").and_then(|sli| {
            let plugin = sli.get("plugin").and_then(|plugin| word(plugin, "id"));
            Within::of(sli).or_else(|| plugin.is_some_and(|id| id.contains("latency")).then_some(Within(None)))
        });
        Some(Target {
            document: number,
            kind: if within.is_some() { "latency" } else { "ratio" },
            objective: share,
            availability: within.is_none().then_some(share),
            p95_latency_ms: within.and_then(|within| within.p95(share, &name, report)),
            name,
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
