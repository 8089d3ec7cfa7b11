//! Reads each section of a scenario. Defaults and ranges come from the list of inputs.

use super::items::{dependency, item, numbers, phase, region, user_group};
use super::options::option;
use super::reader::{self, Context, Object, checked, in_path, shown, text};
use crate::scenario::choices::{RoutingKind, SizingKind};
use crate::scenario::inputs;
use crate::scenario::limits::{CURRENCY, MAX_CREDIT_STEPS, MAX_ITEMS, MAX_NOTES, MAX_OPTIONS, MAX_PHASES, MAX_WORDS};
use crate::scenario::model::*;
use serde_json::Value;

pub(super) fn scenario(root: &mut Object, cx: &mut Context) -> Scenario {
    for (list, most) in [("user_groups", MAX_ITEMS), ("regions", MAX_ITEMS), ("options", MAX_OPTIONS)] {
        root.needs(list, format!("1 to {most} items"), cx);
    }
    let user_groups = root.list("user_groups", "{group}", MAX_ITEMS, cx);
    let regions = root.list("regions", "{region}", MAX_ITEMS, cx);
    let options = root.list("options", "{option}", MAX_OPTIONS, cx);
    let mut scenario = Scenario::default();
    options.into_iter().for_each(|o| option(o, &mut scenario, cx));
    scenario.name = root.text("name", cx).unwrap_or_else(|| "Untitled".into());
    scenario.currency = currency(root, cx);
    user_groups.into_iter().for_each(|o| user_group(o, &mut scenario, cx));
    regions.into_iter().for_each(|o| region(o, &mut scenario, cx));
    scenario.user_latency_ms = matrix(root, "user_latency_ms", inputs::USER_LATENCY, cx);
    scenario.region_rtt_ms = matrix(root, "region_rtt_ms", inputs::ROUND_TRIP, cx);
    let first = || scenario.options.first().map(|o| o.id.clone());
    scenario.baseline = root.text("baseline", cx).or_else(first).unwrap_or_default();
    sections(root, &mut scenario, cx);
    numbers(&mut scenario, (0, 0), root, cx);
    let root = std::mem::replace(root, Object::root(&EMPTY, cx));
    root.done(cx);
    scenario
}

/// What stands once in a scenario.
fn sections(root: &mut Object, scenario: &mut Scenario, cx: &mut Context) {
    let mut section = |name| root.child(name, cx);
    let (mut failover, mut common_mode, mut capacity) =
        (section("failover"), section("common_mode"), section("capacity"));
    let mut revenue = section("revenue");
    let others = ["traffic", "cost", "finance", "target"].map(section);
    let (mut routing, mut sizing) = (failover.child("routing", cx), capacity.child("sizing", cx));
    scenario.catalogue = catalogue(root, cx);
    scenario.failover.routing = routing_kind(&mut routing, cx);
    let dependencies = common_mode.list("dependencies", "{dependency}", MAX_WORDS, cx);
    dependencies.into_iter().for_each(|o| dependency(o, scenario, cx));
    scenario.capacity.sizing = sizing_kind(&mut sizing, cx);
    scenario.revenue.compounding = revenue.flag("compounding", cx);
    sla_credits(root, scenario, cx);
    root.list("rollout", "{phase}", MAX_PHASES, cx).into_iter().for_each(|o| phase(o, scenario, cx));
    scenario.notes = notes(root, cx);
    scenario.uncertainty = uncertainty(root, cx);
    for mut section in [failover, routing, common_mode, capacity, sizing, revenue].into_iter().chain(others) {
        numbers(scenario, (0, 0), &mut section, cx);
        section.done(cx);
    }
}

static EMPTY: std::sync::LazyLock<Value> = std::sync::LazyLock::new(|| Value::Object(Default::default()));

fn currency(root: &mut Object, cx: &mut Context) -> String {
    let code = root.text("currency", cx).unwrap_or_else(|| CURRENCY.into());
    if !cx.faulty("/currency") {
        reader::currency(&code, cx);
    }
    code
}

fn catalogue(root: &mut Object, cx: &mut Context) -> Option<CatalogueDate> {
    let mut o = root.optional("catalogue", cx)?;
    let as_of = o.text("as_of", cx);
    if as_of.is_none() {
        o.needs("as_of", "the date of a catalogue, such as \"2026-11-28\"", cx);
    }
    o.done(cx);
    Some(CatalogueDate { as_of: as_of.unwrap_or_default() })
}

fn matrix(root: &mut Object, name: &'static str, path: &str, cx: &mut Context) -> Matrix {
    let Some(input) = inputs::of_path(path) else { return Matrix::new() };
    let mut rows = Matrix::new();
    let Some(mut table) = root.optional(name, cx) else { return rows };
    for (row, cells) in table.entries(MAX_ITEMS, cx) {
        let row_path = || format!("/{name}/{}", in_path(row));
        let Value::Object(cells) = cells else {
            cx.fault(&row_path(), format!("is {}", shown(cells)), "an object of milliseconds by region id");
            continue;
        };
        if cells.len() > MAX_ITEMS {
            cx.fault(&row_path(), format!("has {} entries", cells.len()), format!("at most {MAX_ITEMS}"));
            continue;
        }
        let cell = |(id, value): (&String, &Value)| {
            let at = || format!("{}/{}", row_path(), in_path(id));
            (!value.is_null()).then(|| Some((id.clone(), checked(value, input, at, cx)?))).flatten()
        };
        rows.insert(row.clone(), cells.iter().filter_map(cell).collect());
    }
    rows
}

fn routing_kind(o: &mut Object, cx: &mut Context) -> Routing {
    match o.choice("kind", cx) {
        Some(RoutingKind::Anycast) => Routing::Anycast { convergence_seconds: 0.0 },
        Some(RoutingKind::Dns) | None => Routing::default(),
    }
}

fn sizing_kind(o: &mut Object, cx: &mut Context) -> Sizing {
    match o.choice("kind", cx) {
        Some(SizingKind::Survive) => Sizing::Survive { losses: 0 },
        Some(SizingKind::FullCopy) | None => Sizing::FullCopy,
    }
}

fn sla_credits(root: &mut Object, scenario: &mut Scenario, cx: &mut Context) {
    let Some(mut o) = root.optional("sla_credits", cx) else { return };
    for step in o.list("steps", "{step}", MAX_CREDIT_STEPS, cx) {
        item(scenario, |s| &mut s.sla_credits.steps, CreditStep::default(), step, cx);
    }
    scenario.sla_credits.period = o.choice("period", cx).unwrap_or_default();
    // Also without steps: that it is dropped then is said.
    scenario.sla_credits.fees_share = o.number("fees_share", cx);
    numbers(scenario, (0, 0), &mut o, cx);
    o.done(cx);
}

fn notes(root: &mut Object, cx: &mut Context) -> Map<Note> {
    let Some(mut table) = root.optional("notes", cx) else { return Default::default() };
    let mut notes = Map::new();
    for (pointer, value) in table.entries(MAX_NOTES, cx) {
        let path = format!("/notes/{}", in_path(pointer));
        let mut note = Object::plain(value, path.clone(), cx);
        let status = note.choice("status", cx).unwrap_or(NoteStatus::Assumed);
        let source = note.take("source").map(|v| text(v, || format!("{path}/source"), cx)).unwrap_or_default();
        note.done(cx);
        notes.insert(pointer.clone(), Note { status, source });
    }
    notes
}

fn uncertainty(root: &mut Object, cx: &mut Context) -> Vec<Uncertain> {
    let items = root.list("uncertainty", "{uncertainty}", MAX_ITEMS, cx);
    let mut uncertain = Vec::new();
    for mut o in items {
        let input = match o.take("input") {
            Some(Value::String(pointer)) => pointer.clone(),
            other => {
                let wrong = other.map_or_else(|| "is missing".into(), |v| format!("is {}", shown(v)));
                cx.fault(&o.at("input"), wrong, "the pointer of an input");
                String::new()
            }
        };
        let mut d = o.child("distribution", cx);
        let Some(kind) = d.choice("kind", cx) else { continue };
        let distribution = Distribution {
            kind,
            p05: d.maybe("p05", cx),
            p95: d.maybe("p95", cx),
            low: d.maybe("low", cx),
            mode: d.maybe("mode", cx),
            high: d.maybe("high", cx),
        };
        d.done(cx);
        o.done(cx);
        uncertain.push(Uncertain { input, distribution });
    }
    uncertain
}
