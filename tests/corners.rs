//! Corners that a second program found, written from the formulas alone and compared over thousands of scenarios.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use geode_core::report::{Evaluation, evaluate_restored};
use geode_core::scenario::restore;
use serde_json::{Value, json};

/// Evaluates two regions of one user group, 100 and 20 ms away, with some fields of its own.
fn evaluated(own: Value) -> Evaluation {
    let mut scenario = json!({
        "schema": "geode-planner/scenario", "version": 1,
        "user_groups": [{ "id": "users", "share": 1 }],
        "regions": [{ "id": "a", "availability": 0.999 }, { "id": "b", "availability": 0.99 }],
        "user_latency_ms": { "users": { "a": 100, "b": 20 } },
        "region_rtt_ms": { "a": { "b": 5 } },
    });
    for (name, value) in own.as_object().unwrap() {
        scenario[name] = value.clone();
    }
    evaluate_restored(&restore::from_value(&scenario).unwrap_or_else(|refused| panic!("{refused}")))
}

fn single(region: &str) -> Value {
    json!({ "id": "single", "kind": "single_region", "region": region })
}

/// A geode of the one region that runs today "returned" $1.73e-11 a month, was paid back in 4.6e15 months and won.
#[test]
fn rounding_earns_no_money() {
    let geode = json!({ "id": "geode", "kind": "geode", "regions": ["b"] });
    let cost = json!({ "migration_one_off": 80_000 });
    let evaluation = evaluated(json!({ "options": [single("b"), geode], "cost": cost }));
    let figures = &evaluation.options[1].rigorous;
    assert_eq!(
        (figures.value.avoided_downtime_revenue, figures.value.payback_months, figures.irr_annual.internal()),
        (0.0, None, None)
    );
    assert_eq!(figures.value.break_even_downtime_cost_per_hour, None);
    assert_eq!(evaluation.verdict.option, "single");
}

/// What one group gains and another loses cancelled but for 5.55e-14 of a dollar, which was "returned".
#[test]
fn gains_and_losses_that_cancel_earn_nothing() {
    let groups = json!([{ "id": "g1", "share": 0.1 }, { "id": "g2", "share": 0.3 }, { "id": "g3", "share": 0.6 }]);
    let latency = json!({ "g1": { "a": 103, "b": 100 }, "g2": { "a": 100, "b": 101 }, "g3": { "a": 50, "b": 50 } });
    let regions = json!([{ "id": "a", "availability": 0.999 }, { "id": "b", "availability": 0.999 }]);
    let mut other = single("b");
    other["id"] = json!("other");
    let evaluation = evaluated(json!({
        "user_groups": groups, "user_latency_ms": latency, "regions": regions, "options": [single("a"), other],
        "cost": { "migration_one_off": 80_000 },
    }));
    let figures = &evaluation.options[1].rigorous;
    assert_eq!(
        (figures.value.latency_revenue, figures.value.payback_months, figures.irr_annual.internal()),
        (0.0, None, None)
    );
    assert_eq!(evaluation.verdict.option, "single");
}

/// With its only region lost an edge still answers the reads it holds, in its own 20 ms; the latency was unknown.
#[test]
fn an_edge_answers_when_the_last_region_is_lost() {
    let mut option = single("a");
    option["edge"] = json!({ "offload_share": 0.5, "latency_ms": 20 });
    let evaluation = evaluated(json!({ "options": [option] }));
    let lost = &evaluation.options[0].rigorous.after_losing[0];
    // A tenth of the requests are writes; half of the reads never reach the region.
    assert!((lost.unserved_share - (1.0 - 0.5 * 0.9)).abs() < 1e-12);
    assert_eq!((lost.mean_latency_ms, lost.p95_latency_ms), (Some(20.0), Some(20.0)));
}

/// Half of the reads never notice an outage of the only region, and an incident counted as if they did: incidents × mean
/// length made more downtime than there was.
#[test]
fn incidents_times_their_mean_length_is_the_downtime_behind_an_edge_too() {
    let mut option = single("a");
    option["edge"] = json!({ "offload_share": 0.5, "latency_ms": 20 });
    let evaluation = evaluated(json!({ "options": [option] }));
    let found = &evaluation.options[0].rigorous;
    let minutes = found.incidents_per_year * found.mean_incident_minutes.unwrap();
    assert!((minutes * 60.0 / found.downtime_seconds_per_year - 1.0).abs() < 1e-9);
    // The whole region is out for its time to repair; a tenth are writes, which all notice.
    let repair = evaluation.scenario.regions[0].mttr_hours * 60.0;
    assert!((found.mean_incident_minutes.unwrap() / repair - 0.55).abs() < 1e-9, "{found:?}");
}

/// An option that is slower but saves more downtime than it costs pays below a gain. Without compounding that gain
/// was told, with it it was not.
#[test]
fn a_gain_per_100_ms_may_be_an_upper_limit() {
    let pair = json!({ "id": "pair", "kind": "active_passive", "primary": "a", "standby": "b" });
    let of = |compounding: bool| {
        let revenue = json!({ "compounding": compounding, "monthly": 1e8, "gain_per_100_ms": 0.01 });
        evaluated(json!({ "options": [single("b"), pair], "revenue": revenue })).options[1].rigorous.clone()
    };
    let (linear, compounding) = (of(false), of(true));
    // (1 + gain)^hundreds − 1 = −linear gain × |hundreds| where hundreds < 0.
    let hundreds = linear.value.latency_revenue / (1e8 * 0.01);
    let gain = linear.value.break_even_gain_per_100_ms.unwrap();
    assert!(hundreds < 0.0 && gain > 0.0);
    let expected = (1.0 + gain * hundreds).powf(1.0 / hundreds) - 1.0;
    assert!((compounding.value.break_even_gain_per_100_ms.unwrap() / expected - 1.0).abs() < 1e-9);
}

/// A standby that takes ten hours to take over, of a region that is down half of the time for an hour each, was
/// "down" for five years a year in a step of the explanation, though not in the figure.
#[test]
fn no_step_is_longer_than_a_year() {
    let pair = json!({ "id": "pair", "kind": "active_passive", "primary": "a", "standby": "b" });
    let regions = json!([{ "id": "a", "availability": 0.5, "mttr_hours": 1 }, { "id": "b", "availability": 0.5, "mttr_hours": 1 }]);
    let failover = json!({ "active_passive_minutes": 600 });
    let evaluation = evaluated(json!({ "options": [pair], "regions": regions, "failover": failover }));
    let bridge = &evaluation.options[0].bridge;
    assert!(bridge.len() > 3);
    assert!(bridge.iter().all(|step| step.downtime_seconds_per_year <= 31_536_000.0 * (1.0 + 1e-12)));
}

/// What does not happen was −0 times a year, and a share of load 1.0000000000000002.
#[test]
fn nothing_has_a_sign_and_no_share_is_more_than_all() {
    let thirds: Vec<Value> = (0..49).map(|i| json!({ "id": format!("g{i}"), "share": 1.0 / 49.0 })).collect();
    let latency: serde_json::Map<String, Value> =
        (0..49).map(|i| (format!("g{i}"), json!({ "a": 100, "b": 20 }))).collect();
    let geode = json!({ "id": "geode", "kind": "geode", "regions": ["a", "b"] });
    let evaluation = evaluated(json!({
        "options": [single("a"), geode], "user_groups": thirds, "user_latency_ms": latency,
        "baseline": "geode", "revenue": { "gain_per_100_ms": 0 },
    }));
    for option in &evaluation.options {
        let figures = &option.rigorous;
        assert!(figures.worst_region_loss_user_share <= 1.0);
        assert!(figures.regions.iter().all(|region| region.load_share <= 1.0 && region.worst_load_share <= 1.0));
        assert!(figures.after_losing.iter().all(|lost| lost.unserved_share <= 1.0));
        assert!(figures.value.latency_revenue.is_sign_positive());
    }
    let mut nobody = json!({ "id": "users", "share": 1, "permitted_jurisdictions": ["XX"] });
    nobody["name"] = json!("Nobody may serve them");
    let evaluation = evaluated(json!({ "options": [single("a")], "user_groups": [nobody] }));
    let figures = &evaluation.options[0].rigorous;
    assert!(figures.nines.unwrap().is_sign_positive() && figures.incidents_per_year.is_sign_positive());
}
