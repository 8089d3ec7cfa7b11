//! What is asked and answered, from and to JSON.

use super::file::{Beside, Change, Chosen, InHand, Offer};
use geode_core::report::replay::{About, Logged};
use geode_core::scenario::Scenario;
use geode_core::scenario::model::Kind;
use leptos::prelude::*;
use serde_json::{Map, Value, json};

/// What is said beside a file, as the importer takes it.
pub(super) fn asked(beside: &Beside) -> String {
    let mut asked = Map::from_iter([("is_reviewed".into(), Value::Bool(true))]);
    let (start, end) = &beside.period;
    if !start.is_empty() && !end.is_empty() {
        asked.insert("period".into(), format!("{start}/{end}").into());
    }
    if !beside.currency.is_empty() {
        asked.insert("currency".into(), beside.currency.clone().into());
    }
    asked.insert("answers".into(), json!(beside.answers));
    asked.insert("columns".into(), json!(beside.columns));
    asked.insert("ticked".into(), json!(beside.ticked));
    let part = &beside.part;
    asked.insert("wheres".into(), part.values.iter().map(|value| json!([part.column, value])).collect());
    Value::Object(asked).to_string()
}

/// What is chosen of a file, as the importer takes it.
pub(super) fn choice(chosen: &Chosen) -> String {
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    let (region, target) = (some(&chosen.region), some(&chosen.target));
    json!({
        "region": region, "target": target, "without": chosen.without, "causes": chosen.causes, "names": chosen.names,
        "takes_currency": chosen.takes_currency,
    })
    .to_string()
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub(super) fn offer(answer: &Value) -> Offer {
    let change = |value: &Value| Change {
        what: text(&value["what"]),
        label: text(&value["label"]),
        was: text(&value["was"]),
        becomes: text(&value["becomes"]),
    };
    let left = |value: &Value| format!("{}: {}", text(&value["what"]), text(&value["why"]));
    Offer {
        changes: list(&answer["changes"]).map(change).collect(),
        left: list(&answer["left"]).map(left).collect(),
        causes: list(&answer["causes"]).filter_map(|one| Some((one[0].as_u64()?, text(&one[1])))).collect(),
        names: list(&answer["names"]).map(text).collect(),
    }
}

/// The one objective of a file that can be a target, if there is one.
pub(super) fn only_target(report: &Value) -> Option<String> {
    let usable = |target: &&Value| target["availability"].is_number() || target["p95_latency_ms"].is_number();
    let mut usable = list(&report["targets"]).filter(usable);
    let only = usable.next()?;
    usable.next().is_none().then(|| text(&only["name"]))
}

/// Where what runs today is, or its first region.
pub(super) fn home(scenario: &Scenario) -> String {
    let today = scenario.option(&scenario.baseline).map(|option| &option.kind);
    let id = match today {
        Some(Kind::SingleRegion { region, .. }) => Some(region),
        Some(Kind::ActivePassive { primary, .. }) => Some(primary),
        Some(Kind::Geode { regions, .. }) => regions.first(),
        None => None,
    };
    id.cloned().unwrap_or_default()
}

/// The incidents of a log that are outages, each of whom it hit.
pub(super) fn incidents(item: InHand, scenario: &Scenario) -> Vec<Logged> {
    let chosen = item.chosen.get_untracked();
    let about = About { scenario, region: &chosen.region, names: &chosen.names };
    let of = |value: &Value| {
        let logged: Logged = serde_json::from_value(value.clone()).ok()?;
        let said = chosen.causes.get(&logged.row).map(|word| Value::from(word.as_str()));
        Some(about.logged(&logged, said.and_then(|word| serde_json::from_value(word).ok())))
    };
    item.review.with_untracked(|review| list(&review["log"]).filter_map(of).collect())
}
