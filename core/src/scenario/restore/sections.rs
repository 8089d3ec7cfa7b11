//! Reads each section of a scenario. Defaults and ranges come from the list of inputs.

use super::options::option;
use super::reader::{self, A_PLACE, Context, Object, checked, in_path, shown, text};
use crate::quantity::complement;
use crate::scenario::inputs;
use crate::scenario::limits::{MAX_ITEMS, MAX_NOTES, MAX_OPTIONS, MAX_WORDS};
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
    let scenario = Scenario {
        schema: SchemaName,
        version: SchemaVersion,
        name: root.text("name", cx).unwrap_or_else(|| "Untitled".into()),
        currency: currency(root, cx),
        user_groups: user_groups.into_iter().map(|o| user_group(o, cx)).collect(),
        regions: regions.into_iter().map(|o| region(o, cx)).collect(),
        user_latency_ms: matrix(root, "user_latency_ms", "/user_latency_ms/{group}/{region}", cx),
        region_rtt_ms: matrix(root, "region_rtt_ms", "/region_rtt_ms/{region}/{region}", cx),
        baseline: root
            .text("baseline", cx)
            .unwrap_or_else(|| options.first().map(|o| o.id.clone()).unwrap_or_default()),
        options,
        failover: failover(root.child("failover", cx), cx),
        common_mode: common_mode(root.child("common_mode", cx), cx),
        traffic: traffic(root.child("traffic", cx), cx),
        capacity: capacity(root.child("capacity", cx), cx),
        cost: cost(root.child("cost", cx), cx),
        revenue: revenue(root.child("revenue", cx), cx),
        finance: finance(root.child("finance", cx), cx),
        target: target(root.child("target", cx), cx),
        notes: notes(root, cx),
        uncertainty: uncertainty(root, cx),
        random_seed: root.number("random_seed", cx) as u64,
        simulation_years: root.number("simulation_years", cx) as u32,
    };
    let root = std::mem::replace(root, Object::root(&EMPTY, cx));
    root.done(cx);
    scenario
}

static EMPTY: std::sync::LazyLock<Value> = std::sync::LazyLock::new(|| Value::Object(Default::default()));

fn currency(root: &mut Object, cx: &mut Context) -> String {
    let code = root.text("currency", cx).unwrap_or_else(|| "USD".into());
    if !cx.faulty("/currency") {
        reader::currency(&code, cx);
    }
    code
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
    };
    o.done(cx);
    group
}

fn region(mut o: Object, cx: &mut Context) -> Region {
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
        mttr_hours: o.number("mttr_hours", cx),
        unavailability,
        price_index: o.number("price_index", cx),
        transfer_price_per_gb: o.maybe("transfer_price_per_gb", cx),
        jurisdiction: o.text("jurisdiction", cx),
        failure_domain: o.text("failure_domain", cx).unwrap_or_else(|| "default".into()),
        capacity_factor: o.number("capacity_factor", cx),
        catalogue_id: o.text("catalogue_id", cx),
        location: location(&mut o, cx),
    };
    o.done(cx);
    region
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

fn failover(mut o: Object, cx: &mut Context) -> Failover {
    let failover = Failover {
        active_passive_minutes: o.number("active_passive_minutes", cx),
        coverage: o.number("coverage", cx),
        manual_recovery_minutes: o.number("manual_recovery_minutes", cx),
        health_check_interval_seconds: o.number("health_check_interval_seconds", cx),
        failures_to_trip: o.number("failures_to_trip", cx) as u32,
        routing: routing(o.child("routing", cx), cx),
    };
    o.done(cx);
    failover
}

fn routing(mut o: Object, cx: &mut Context) -> Routing {
    let anycast = o.word("kind", Some(false), &[("dns", false), ("anycast", true)], cx);
    let routing = match anycast {
        Some(true) => Routing::Anycast { convergence_seconds: o.number("convergence_seconds", cx) },
        _ => Routing::Dns { ttl_seconds: o.number("ttl_seconds", cx) },
    };
    o.done(cx);
    routing
}

fn common_mode(mut o: Object, cx: &mut Context) -> CommonMode {
    let common_mode = CommonMode {
        beta: o.number("beta", cx),
        dependencies: o
            .list("dependencies", "{dependency}", MAX_WORDS, cx)
            .into_iter()
            .map(|o| dependency(o, cx))
            .collect(),
        unavailability_per_extra_region: o.number("unavailability_per_extra_region", cx),
    };
    o.done(cx);
    common_mode
}

fn dependency(mut o: Object, cx: &mut Context) -> Dependency {
    let words = [("all", AppliesTo::All), ("multi_region", AppliesTo::MultiRegion)];
    let id = o.optional_id(cx);
    let dependency = Dependency {
        name: o.text("name", cx).unwrap_or_else(|| id.clone()),
        id,
        availability: o.number("availability", cx),
        applies_to: o.word("applies_to", Some(AppliesTo::All), &words, cx).unwrap_or(AppliesTo::All),
        mttr_hours: o.number("mttr_hours", cx),
    };
    o.done(cx);
    dependency
}

fn traffic(mut o: Object, cx: &mut Context) -> Traffic {
    let traffic = Traffic {
        peak_requests_per_second: o.number("peak_requests_per_second", cx),
        write_fraction: o.number("write_fraction", cx),
        latency_spread_sigma: o.number("latency_spread_sigma", cx),
        replication_lag_seconds: o.number("replication_lag_seconds", cx),
        sync_cross_region_calls: o.number("sync_cross_region_calls", cx) as u32,
        traveller_share: o.number("traveller_share", cx),
        round_trips_per_interaction: o.number("round_trips_per_interaction", cx),
    };
    o.done(cx);
    traffic
}

fn capacity(mut o: Object, cx: &mut Context) -> Capacity {
    let mut sizing = o.child("sizing", cx);
    let survive = sizing.word("kind", Some(false), &[("full_copy", false), ("survive", true)], cx);
    let rule = match survive {
        Some(true) => Sizing::Survive { losses: sizing.number("losses", cx) as u32 },
        _ => Sizing::FullCopy,
    };
    sizing.done(cx);
    let capacity = Capacity { sizing: rule, headroom: o.number("headroom", cx) };
    o.done(cx);
    capacity
}

fn cost(mut o: Object, cx: &mut Context) -> Cost {
    let cost = Cost {
        single_region_monthly: o.number("single_region_monthly", cx),
        compute_share: o.number("compute_share", cx),
        fixed_share: o.number("fixed_share", cx),
        storage_share: o.number("storage_share", cx),
        transfer_overhead: o.number("transfer_overhead", cx),
        replicated_gb_per_month: o.number("replicated_gb_per_month", cx),
        transfer_price_per_gb: o.number("transfer_price_per_gb", cx),
        operations_monthly_per_extra_region: o.number("operations_monthly_per_extra_region", cx),
        migration_one_off: o.number("migration_one_off", cx),
    };
    o.done(cx);
    cost
}

fn revenue(mut o: Object, cx: &mut Context) -> Revenue {
    let revenue = Revenue {
        monthly: o.number("monthly", cx),
        gain_per_100_ms: o.number("gain_per_100_ms", cx),
        nominal_reduction_ms: o.number("nominal_reduction_ms", cx),
        gross_margin: o.number("gross_margin", cx),
        lost_share_during_downtime: o.number("lost_share_during_downtime", cx),
        downtime_cost_per_hour: o.maybe("downtime_cost_per_hour", cx),
        compounding: o.flag("compounding", cx),
    };
    o.done(cx);
    revenue
}

fn finance(mut o: Object, cx: &mut Context) -> Finance {
    let finance = Finance {
        horizon_months: o.number("horizon_months", cx) as u32,
        annual_discount_rate: o.number("annual_discount_rate", cx),
        annual_growth: o.number("annual_growth", cx),
        annual_cost_growth: o.number("annual_cost_growth", cx),
        months_until_live: o.number("months_until_live", cx) as u32,
    };
    o.done(cx);
    finance
}

fn target(mut o: Object, cx: &mut Context) -> Target {
    let target = Target {
        availability: o.maybe("availability", cx),
        rto_minutes: o.maybe("rto_minutes", cx),
        rpo_seconds: o.maybe("rpo_seconds", cx),
        p95_latency_ms: o.maybe("p95_latency_ms", cx),
        monthly_budget: o.maybe("monthly_budget", cx),
    };
    o.done(cx);
    target
}

fn notes(root: &mut Object, cx: &mut Context) -> Map<Note> {
    let words = [
        ("default", NoteStatus::Default),
        ("assumed", NoteStatus::Assumed),
        ("quoted", NoteStatus::Quoted),
        ("measured", NoteStatus::Measured),
    ];
    let Some(mut table) = root.optional("notes", cx) else { return Default::default() };
    let mut notes = Map::new();
    for (pointer, value) in table.entries(MAX_NOTES, cx) {
        let path = format!("/notes/{}", in_path(pointer));
        let mut note = Object::plain(value, path.clone(), cx);
        let status = note.word("status", Some(NoteStatus::Assumed), &words, cx).unwrap_or(NoteStatus::Assumed);
        let source = note.take("source").map(|v| text(v, || format!("{path}/source"), cx)).unwrap_or_default();
        note.done(cx);
        notes.insert(pointer.clone(), Note { status, source });
    }
    notes
}

fn uncertainty(root: &mut Object, cx: &mut Context) -> Vec<Uncertain> {
    let words = [
        ("normal", DistributionKind::Normal),
        ("lognormal", DistributionKind::Lognormal),
        ("uniform", DistributionKind::Uniform),
        ("triangular", DistributionKind::Triangular),
        ("pert", DistributionKind::Pert),
        ("beta", DistributionKind::Beta),
    ];
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
        let Some(kind) = d.word("kind", None, &words, cx) else { continue };
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
