//! Reads each section of a scenario. Defaults and ranges come from the list of inputs.

use super::options::option;
use super::reader::{self, A_PLACE, Context, Object, checked, in_path, shown, text};
use crate::quantity::complement;
use crate::scenario::choices::{RoutingKind, SizingKind};
use crate::scenario::inputs::{self, At};
use crate::scenario::limits::{MAX_CREDIT_STEPS, MAX_ITEMS, MAX_NOTES, MAX_OPTIONS, MAX_PHASES, MAX_WORDS};
use crate::scenario::model::*;
use serde_json::Value;

pub(super) fn scenario(root: &mut Object, cx: &mut Context) -> Scenario {
    for (list, most) in [("user_groups", MAX_ITEMS), ("regions", MAX_ITEMS), ("options", MAX_OPTIONS)] {
        root.needs(list, format!("1 to {most} items"), cx);
    }
    let user_groups = root.list("user_groups", "{group}", MAX_ITEMS, cx);
    let regions = root.list("regions", "{region}", MAX_ITEMS, cx);
    let options = root.list("options", "{option}", MAX_OPTIONS, cx);
    let options: Vec<PlanOption> = options.into_iter().filter_map(|o| option(o, cx)).collect();
    let name = root.text("name", cx).unwrap_or_else(|| "Untitled".into());
    let currency = currency(root, cx);
    let user_groups = user_groups.into_iter().map(|o| user_group(o, cx)).collect();
    let (regions, of_regions): (Vec<Region>, Vec<Object>) = regions.into_iter().map(|o| region(o, cx)).unzip();
    let user_latency_ms = matrix(root, "user_latency_ms", inputs::USER_LATENCY, cx);
    let region_rtt_ms = matrix(root, "region_rtt_ms", inputs::ROUND_TRIP, cx);
    let baseline =
        root.text("baseline", cx).unwrap_or_else(|| options.first().map(|o| o.id.clone()).unwrap_or_default());
    let mut section = |name| root.child(name, cx);
    let (mut failover, mut common_mode, mut capacity) =
        (section("failover"), section("common_mode"), section("capacity"));
    let mut revenue = section("revenue");
    let others = ["traffic", "cost", "finance", "target"].map(section);
    let (mut routing, mut sizing) = (failover.child("routing", cx), capacity.child("sizing", cx));
    let mut scenario = Scenario {
        schema: SchemaName,
        version: SchemaVersion,
        name,
        currency,
        catalogue: catalogue(root, cx),
        user_groups,
        regions,
        user_latency_ms,
        region_rtt_ms,
        options,
        baseline,
        failover: Failover { routing: routing_kind(&mut routing, cx), ..Failover::default() },
        common_mode: CommonMode { dependencies: dependencies(&mut common_mode, cx), ..CommonMode::default() },
        traffic: Traffic::default(),
        capacity: Capacity { sizing: sizing_kind(&mut sizing, cx), ..Capacity::default() },
        cost: Cost::default(),
        revenue: Revenue { compounding: revenue.flag("compounding", cx), ..Revenue::default() },
        finance: Finance::default(),
        target: Target::default(),
        sla_credits: sla_credits(root, cx),
        rollout: rollout(root, cx),
        notes: notes(root, cx),
        uncertainty: uncertainty(root, cx),
        random_seed: 0,
        simulation_years: 0,
    };
    for (at, mut object) in of_regions.into_iter().enumerate() {
        numbers(&mut scenario, (at, 0), &mut object, cx);
        object.done(cx);
    }
    for mut section in [failover, routing, common_mode, capacity, sizing, revenue].into_iter().chain(others) {
        numbers(&mut scenario, (0, 0), &mut section, cx);
        section.done(cx);
    }
    numbers(&mut scenario, (0, 0), root, cx);
    let root = std::mem::replace(root, Object::root(&EMPTY, cx));
    root.done(cx);
    scenario
}

/// The numbers of a section or of a list item: each that the list of inputs has, the scenario a place for, and nobody has
/// read yet.
fn numbers(scenario: &mut Scenario, at: At, section: &mut Object, cx: &mut Context) {
    let pattern = section.pattern.clone();
    for (input, field) in inputs::fields_of(&pattern) {
        if !section.is_read(field) && input.exists(scenario, at) {
            // Where there must be a number, 0 stays after a fault.
            let value = section.maybe(field, cx);
            input.set(scenario, at, value);
        }
    }
}

static EMPTY: std::sync::LazyLock<Value> = std::sync::LazyLock::new(|| Value::Object(Default::default()));

fn currency(root: &mut Object, cx: &mut Context) -> String {
    let code = root.text("currency", cx).unwrap_or_else(|| "USD".into());
    if !cx.faulty("/currency") {
        reader::currency(&code, cx);
    }
    code
}

fn catalogue(root: &mut Object, cx: &mut Context) -> Option<CatalogueDate> {
    let mut o = root.optional("catalogue", cx)?;
    let as_of = o.reference("as_of", cx);
    o.done(cx);
    Some(CatalogueDate { as_of })
}

fn user_group(mut o: Object, cx: &mut Context) -> UserGroup {
    let id = o.id(cx);
    let group = UserGroup {
        name: o.text("name", cx).unwrap_or_else(|| id.clone()),
        id,
        share: o.number("share", cx),
        revenue_share: o.maybe("revenue_share", cx),
        permitted_jurisdictions: o.texts("permitted_jurisdictions", MAX_WORDS, cx),
        home_region: o.text("home_region", cx),
        location: location(&mut o, cx),
        last_mile_ms: o.maybe("last_mile_ms", cx),
    };
    o.done(cx);
    group
}

/// A region with what its numbers are still to be read from, but for those that stand for each other.
fn region<'a>(mut o: Object<'a>, cx: &mut Context) -> (Region, Object<'a>) {
    let id = o.id(cx);
    let replaced = o.take("unavailability").is_some();
    let unavailability = o.maybe("unavailability", cx);
    let availability = match replaced {
        // It replaces the availability, but a wrong one of either is still named.
        true => {
            o.maybe("availability", cx);
            unavailability.map_or(0.0, complement)
        }
        false => o.number("availability", cx),
    };
    let region = Region {
        name: o.text("name", cx).unwrap_or_else(|| id.clone()),
        id,
        availability,
        unavailability,
        price_index: if o.take("price_index").is_some() { o.maybe("price_index", cx) } else { None },
        jurisdiction: o.text("jurisdiction", cx),
        failure_domain: o.text("failure_domain", cx).unwrap_or_else(|| "default".into()),
        catalogue_id: o.text("catalogue_id", cx),
        location: location(&mut o, cx),
        ..Region::default()
    };
    (region, o)
}

fn location(o: &mut Object, cx: &mut Context) -> Option<Location> {
    match o.take("location")? {
        Value::String(code) => reader::country(code, || o.at("location"), cx).then(|| Location::Country(code.clone())),
        Value::Object(_) => {
            let mut point = o.child("location", cx);
            let location = Location::Point { lat: point.number("lat", cx), lon: point.number("lon", cx) };
            point.done(cx);
            Some(location)
        }
        other => {
            cx.fault(&o.at("location"), format!("is {}", shown(other)), A_PLACE);
            None
        }
    }
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

fn dependencies(o: &mut Object, cx: &mut Context) -> Vec<Dependency> {
    o.list("dependencies", "{dependency}", MAX_WORDS, cx).into_iter().map(|o| dependency(o, cx)).collect()
}

fn dependency(mut o: Object, cx: &mut Context) -> Dependency {
    let id = o.optional_id(cx);
    let dependency = Dependency {
        name: o.text("name", cx).unwrap_or_else(|| id.clone()),
        id,
        availability: o.number("availability", cx),
        applies_to: o.choice("applies_to", cx).unwrap_or(AppliesTo::All),
        mttr_hours: o.number("mttr_hours", cx),
    };
    o.done(cx);
    dependency
}

fn sla_credits(root: &mut Object, cx: &mut Context) -> SlaCredits {
    let Some(mut o) = root.optional("sla_credits", cx) else { return SlaCredits::default() };
    let step = |mut o: Object, cx: &mut Context| {
        let step = CreditStep { below: o.number("below", cx), credit_share: o.number("credit_share", cx) };
        o.done(cx);
        step
    };
    let steps = o.list("steps", "{step}", MAX_CREDIT_STEPS, cx).into_iter().map(|o| step(o, cx)).collect();
    let period = o.choice("period", cx).unwrap_or_default();
    let credits = SlaCredits { period, fees_share: o.number("fees_share", cx), steps };
    o.done(cx);
    credits
}

fn rollout(root: &mut Object, cx: &mut Context) -> Vec<Phase> {
    let phase = |mut o: Object, cx: &mut Context| {
        let phase = Phase {
            start_month: o.number("start_month", cx) as u32,
            option: o.reference("option", cx),
            migration_cost: o.number("migration_cost", cx),
        };
        o.done(cx);
        phase
    };
    root.list("rollout", "{phase}", MAX_PHASES, cx).into_iter().map(|o| phase(o, cx)).collect()
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
