//! What the whole-product tests share: the worked example as JSON, and a generator of arbitrary valid scenarios.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // each test file uses a part of it

pub mod generator;

use geode_core::report;
use geode_core::scenario::{Scenario, presets, restore};
use serde_json::Value;

/// A scenario in which every optional part is there: see the files beside the links.
pub const EVERY_FIELD: &str = include_str!("../links/v1-every-field.json");

/// The worked example as its file has it, every field written out.
pub fn example() -> Value {
    serde_json::to_value(presets::worked_example()).unwrap()
}

/// The scenario with every optional part.
pub fn every_field() -> Scenario {
    restore::from_text(EVERY_FIELD).unwrap().scenario
}

/// The value at a pointer in which list items go by id, as the list of inputs writes them.
pub fn at<'a>(value: &'a mut Value, pointer: &str) -> Option<&'a mut Value> {
    pointer.split('/').skip(1).try_fold(value, |value, part| match value {
        Value::Array(items) => {
            let by_id = items.iter().position(|item| item.get("id").and_then(Value::as_str) == Some(part));
            items.get_mut(by_id.or_else(|| part.parse().ok())?)
        }
        Value::Object(fields) => fields.get_mut(part),
        _ => None,
    })
}

/// Every number in a value and, if wanted, every null, by the pointer of the list of inputs.
pub fn numbers(value: &Value, nulls: bool) -> Vec<(String, Option<f64>)> {
    fn walk(value: &Value, path: &str, nulls: bool, found: &mut Vec<(String, Option<f64>)>) {
        match value {
            Value::Number(number) => found.push((path.into(), number.as_f64())),
            Value::Null if nulls => found.push((path.into(), None)),
            Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| {
                let id = item.get("id").and_then(Value::as_str).map_or_else(|| i.to_string(), str::to_owned);
                walk(item, &format!("{path}/{id}"), nulls, found);
            }),
            Value::Object(fields) => {
                fields.iter().for_each(|(name, inner)| walk(inner, &format!("{path}/{name}"), nulls, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", nulls, &mut found);
    found
}

/// The evaluation file of a scenario.
pub fn evaluated(scenario: &Scenario) -> Value {
    serde_json::from_str(&report::evaluate(scenario, &[]).to_json()).unwrap()
}

/// The example with one value changed; a pointer as JSON has it, its last part may be new.
pub fn changed(pointer: &str, new: Value) -> Value {
    let mut value = example();
    set(&mut value, pointer, new);
    value
}

/// Sets one value; its last part may be new.
pub fn set(value: &mut Value, pointer: &str, new: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match at(value, parent).unwrap_or_else(|| panic!("no {parent}")) {
        Value::Object(fields) => drop(fields.insert(name.into(), new)),
        other => *at(other, &format!("/{name}")).unwrap() = new,
    }
}

/// Takes one field away.
pub fn remove(value: &mut Value, pointer: &str) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    at(value, parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
}

/// Makes the example's last option a geode of three regions with the given fields besides.
pub fn geode(fields: Value) -> Value {
    let mut value = example();
    for (name, field) in fields.as_object().unwrap() {
        set(&mut value, &format!("/options/geode-3/{name}"), field.clone());
    }
    value
}

/// Figures of the worked example: option, figure of the textbook method, value.
///
/// Origin: the oracles' "worked_example", computed by an independent program from the architecture guide's numbers.
pub const WORKED_EXAMPLE: &[(&str, &str, f64)] = &[
    ("single", "unavailability", 5e-4),
    ("single", "availability", 0.9995),
    ("single", "downtime_seconds_per_year", 4.38 * 3600.0),
    ("single", "mean_latency_ms", 105.0),
    ("single", "monthly_cost", 100_000.0),
    ("single", "extra_monthly_cost", 0.0),
    ("active-passive", "unavailability", 1.25e-4),
    ("active-passive", "availability", 0.999_875),
    ("active-passive", "downtime_seconds_per_year", 1.095 * 3600.0),
    ("active-passive", "mean_latency_ms", 105.0),
    ("geode-2", "unavailability", 2.5e-7),
    ("geode-2", "availability", 0.999_999_75),
    ("geode-2", "downtime_seconds_per_year", 7.884),
    ("geode-2", "monthly_cost_before_transfer", 200_000.0),
    ("geode-3", "unavailability", 1.25e-10),
    ("geode-3", "availability", 0.999_999_999_875),
    ("geode-3", "downtime_seconds_per_year", 0.003_942),
    ("geode-3", "mean_latency_ms", 54.0),
    ("geode-3", "latency_reduction_ms", 51.0),
    ("geode-3", "latency_reduction_share", 0.485_714_285_714_285_7),
    ("geode-3", "monthly_cost_before_transfer", 300_000.0),
    ("geode-3", "monthly_cost", 350_000.0),
    ("geode-3", "cost_overhead_share", 2.5),
    ("geode-3", "extra_monthly_cost", 250_000.0),
    ("geode-3", "extra_monthly_revenue", 100_000.0),
    ("geode-3", "net_monthly_benefit", -150_000.0),
    ("geode-3", "break_even_gain_per_100_ms", 0.025),
    ("geode-3", "break_even_monthly_revenue", 25_000_000.0),
];

/// Equal but for rounding: exact values are held to 1e-12, relative.
pub fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-12 * expected.abs()
}
