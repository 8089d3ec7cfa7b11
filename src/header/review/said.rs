//! What a report says, in words.

use geode_core::quantity::format::{Digits, count, duration, money};
use serde_json::Value;

/// The kinds of files, by the beginning of their names in a report.
const KINDS: [(&str, &str); 21] = [
    ("focus-", "Bill, FOCUS"),
    ("aws-cur", "Bill, AWS Cost and Usage Report"),
    ("aws-cost-explorer", "Bill, AWS Cost Explorer"),
    ("azure-cost", "Bill, Azure cost details"),
    ("infracost", "Estimate, Infracost"),
    ("ga4", "Users, Google Analytics"),
    ("plausible", "Users, Plausible"),
    ("matomo", "Users, Matomo"),
    ("umami", "Users, Umami"),
    ("cloudflare", "Users, Cloudflare"),
    ("statuspage", "Incidents, Statuspage"),
    ("gcp-status", "Incidents, Google Cloud"),
    ("incidents-csv", "Incidents"),
    ("uptimerobot", "Incidents, UptimeRobot"),
    ("upptime", "Incidents, Upptime"),
    ("openslo", "Objectives, OpenSLO"),
    ("sloth", "Objectives, Sloth"),
    ("pyrra", "Objectives, Pyrra"),
    ("cloudping", "Latencies, cloudping"),
    ("latency-table", "Latencies"),
    ("table", "Table"),
];

pub(super) fn word<'v>(value: &'v Value, at: &str) -> &'v str {
    value[at].as_str().unwrap_or_default()
}

/// The kind of file.
pub(super) fn kind(report: &Value) -> String {
    let kind = word(report, "kind");
    let found = KINDS.iter().find(|(start, _)| kind.starts_with(start));
    found.map_or_else(
        || kind.to_owned(),
        |(start, name)| {
            let version = kind.strip_prefix(start).unwrap_or_default();
            if version.is_empty() { (*name).to_owned() } else { format!("{name} {version}") }
        },
    )
}

/// Whether the figures wait for an answer about the whole file: some cell could be two numbers, and nobody has said which.
pub(super) fn waits(report: &Value, review: &Value) -> bool {
    let is_open = |asked: &Value| list(&report["questions"]).any(|question| question == asked);
    report["targets"].is_null() && list(&review["asked"]).any(is_open)
}

/// An amount as people read it; not nothing where it is something.
pub(super) fn cost(amount: f64, code: &str) -> String {
    match amount != 0.0 && amount.abs() < 0.005 {
        true => format!("less than {}", money(0.01, code)),
        false => money(amount, code),
    }
}

/// What it says, a line each: an amount, people, outages; over which time.
pub(super) fn lines(report: &Value) -> Vec<String> {
    let mut lines: Vec<String> = bill(report).into_iter().collect();
    for one in report["by_currency"].as_array().into_iter().flatten() {
        let code = word(one, "currency");
        lines.push(format!("{} a month in {code}", amount(&one["monthly_cost"], code).unwrap_or_default()));
    }
    lines.extend(users(report));
    lines.extend(outages(report));
    for (name, what) in [("targets", "objective"), ("latency_ms", "round trip")] {
        if let Some(list) = report[name].as_array() {
            let s = if list.len() == 1 { "" } else { "s" };
            lines.push(format!("{} {what}{s}", list.len()));
        }
    }
    lines.extend(period(report));
    lines
}

fn amount(value: &Value, code: &str) -> Option<String> {
    value.as_f64().map(|amount| cost(amount, code))
}

fn bill(report: &Value) -> Option<String> {
    let currency = word(report, "currency");
    let all = amount(&report["monthly_cost"], currency)?;
    let regions = report["monthly_cost_by_region"].as_array().map_or(&[][..], Vec::as_slice);
    let region = |one: &Value| Some(format!("{} {}", word(one, "region"), amount(&one["monthly"], currency)?));
    let mut parts: Vec<String> = regions.iter().take(4).filter_map(region).collect();
    if regions.len() > 4 {
        parts.push(format!("{} more regions", regions.len() - 4));
    }
    if let Some(nowhere) = amount(&report["monthly_cost_without_region"], currency)
        && report["monthly_cost_without_region"].as_f64() != Some(0.0)
    {
        parts.push(format!("in no region {nowhere}"));
    }
    Some(format!("{all} a month (730 h): {}", parts.join(", ")))
}

fn users(report: &Value) -> Option<String> {
    let users = report["users"].as_f64()?;
    let countries = report["users_by_country"].as_array().map_or(0, Vec::len);
    let unplaced = report["unplaced_users"].as_f64().unwrap_or_default();
    let rest = if unplaced > 0.0 {
        format!("; {} more in no country that is known", count(unplaced, Digits::All))
    } else {
        String::new()
    };
    let one = if users == 1.0 { "user" } else { "users" };
    let land = if countries == 1 { "country" } else { "countries" };
    Some(format!("{} {one} in {countries} {land}{rest}", count(users, Digits::All)))
}

fn outages(report: &Value) -> Option<String> {
    let outages = report["outages"].as_object()?;
    let number = |name: &str| outages.get(name).and_then(Value::as_f64);
    let lasting = |hours: f64| duration(hours * 3600.0, Digits::Few);
    let (many, lost) = (number("count").unwrap_or_default(), lasting(number("hours").unwrap_or_default()));
    let half = number("median_hours").map(|hours| format!(", half of them within {}", lasting(hours)));
    let often = number("per_year").map(|many| format!(", {} a year", count(many, Digits::Few)));
    let [half, often] = [half, often].map(Option::unwrap_or_default);
    let outages = if many == 1.0 { "outage" } else { "outages" };
    Some(format!("{many} {outages}, {lost} in all{half}{often}; overlaps count once"))
}

fn period(report: &Value) -> Option<String> {
    let day = |name: &str| report["period"][name].as_str().and_then(|text| text.get(..10)).map(str::to_owned);
    Some(format!("{} to {} (UTC, the end not included)", day("start")?, day("end")?))
}

/// How many rows were used.
pub(super) fn rows(report: &Value) -> String {
    let number = |name: &str| count(report["rows"][name].as_f64().unwrap_or_default(), Digits::All);
    format!("{} of {} rows used", number("used"), number("read"))
}

/// What was left out: why, rows, sum.
pub(super) fn left_out(report: &Value) -> Vec<(String, String, String)> {
    let rows = report["rows"]["left_out"].as_array().map_or(&[][..], Vec::as_slice);
    let row = |one: &Value| {
        let sum = one["sum"].as_f64().map(|sum| count(sum, Digits::All)).unwrap_or_default();
        (word(one, "why").to_owned(), count(one["rows"].as_f64().unwrap_or_default(), Digits::All), sum)
    };
    rows.iter().map(row).collect()
}

/// What a list holds.
pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The name of a part of a bill.
pub(super) fn part_name(column: &str) -> String {
    match column {
        _ if column.starts_with("lineItem/UsageAccount") || column.starts_with("line_item_usage_account") => {
            "Account".into()
        }
        "lineItem/ProductCode" | "line_item_product_code" => "Service".into(),
        "SubAccountName" | "SubAccountId" => "Account".into(),
        "SubscriptionName" | "SubscriptionId" => "Subscription".into(),
        "ServiceName" | "ConsumedService" | "MeterCategory" => "Service".into(),
        _ => column.strip_prefix("tag:").map_or_else(|| column.into(), |key| format!("Tag {key}")),
    }
}

/// Texts of a list.
pub(super) fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
