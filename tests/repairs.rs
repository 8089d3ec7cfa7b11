//! What is put right without guessing, each with its exact message; and what looks wrong and is not.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use geode_core::scenario::restore::{self, Repair};
use geode_core::scenario::{Scenario, presets};
use serde_json::{Value, json};
use support::{changed, example, geode, set};

/// The scenario and its one repair.
fn repaired(value: &Value, path: &str, message: &str) -> Scenario {
    let restored = restore::from_value(value).unwrap_or_else(|refused| panic!("{refused}"));
    assert_eq!(restored.repairs, [Repair { path: path.into(), message: message.into() }]);
    restored.scenario
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let text = format!("\u{feff}{}", example());
    assert_eq!(restore::from_bytes(text.as_bytes()).unwrap().scenario, presets::worked_example());
    assert_eq!(restore::from_text(&text).unwrap().scenario, presets::worked_example());
}

#[test]
fn without_a_baseline_it_is_the_first_option() {
    let scenario = restore::from_value(&changed("/baseline", Value::Null)).unwrap().scenario;
    assert_eq!(scenario.baseline, "single");
}

#[test]
fn version_1_may_be_written_1_0() {
    assert_eq!(restore::from_value(&changed("/version", json!(1.0))).unwrap().scenario, presets::worked_example());
}

#[test]
fn numeric_pointers_are_rewritten_by_id() {
    let mut value = changed("/notes", json!({ "/regions/1/mttr_hours": { "source": "status page" } }));
    let uniform = json!({ "kind": "uniform", "low": 1, "high": 2 });
    let cell = json!([{ "input": "/user_latency_ms/2/3", "distribution": uniform }]);
    set(&mut value, "/uncertainty", cell);
    let restored = restore::from_value(&value).unwrap();
    assert_eq!(restored.scenario.notes.keys().collect::<Vec<_>>(), ["/regions/us-west/mttr_hours"]);
    assert_eq!(restored.scenario.uncertainty[0].input, "/user_latency_ms/asia/asia-east");
    assert_eq!(restored.repairs, []);
}

#[test]
fn unknown_fields_are_dropped_and_told() {
    let same = presets::worked_example();
    for (pointer, told) in [
        ("/colour", "/colour"),
        ("/regions/us-east/colour", "/regions/us-east/colour"),
        ("/cost/\u{202e}x", "/cost/\u{fffd}x"),
        // Belongs to another kind of sizing.
        ("/capacity/sizing/losses", "/capacity/sizing/losses"),
    ] {
        assert_eq!(repaired(&changed(pointer, json!(1)), told, "unknown field, dropped"), same);
    }
}

#[test]
fn shares_that_do_not_sum() {
    let scenario = repaired(
        &changed("/user_groups/asia/share", json!(0.7)),
        "/user_groups",
        "shares summed to 1.5, not 1; each was divided by the sum",
    );
    assert_eq!(scenario.user_groups[2].share, 0.7 / 1.5);
    repaired(
        &changed("/cost/compute_share", json!(0.2)),
        "/cost",
        "compute, fixed and storage shares summed to 0.5, not 1; each was divided by the sum",
    );
}

#[test]
fn minutes_too_short_are_raised() {
    for (pointer, given) in [("/failover/active_passive_minutes", 0.0), ("/failover/manual_recovery_minutes", 1e-9)] {
        let shown = if given == 0.0 { "0" } else { "1e-9" };
        let message = format!("{shown} is below the least value; raised to 0.000001");
        let mut value = changed(pointer, json!(given));
        // Recovery by hand takes at least as long as a failover.
        set(&mut value, "/failover/active_passive_minutes", json!(0.000_001));
        set(&mut value, pointer, json!(given));
        repaired(&value, pointer, &message);
    }
    let mut value = geode(json!({ "writes": { "mode": "single_writer", "writer": "us-east" } }));
    let pointer = "/options/geode-3/writes/writer_failover_minutes";
    set(&mut value, pointer, json!(0));
    repaired(&value, pointer, "0 is below the least value; raised to 0.000001");
}

#[test]
fn an_unavailability_replaces_the_availability() {
    for availability in [json!(0.5), json!(null)] {
        let mut value = changed("/regions/us-east/unavailability", json!(1.25e-10));
        set(&mut value, "/regions/us-east/availability", availability);
        let restored = restore::from_value(&value).unwrap();
        let region = &restored.scenario.regions[0];
        assert_eq!((region.unavailability(), region.availability), (1.25e-10, 0.999_999_999_875));
    }
}

#[test]
fn round_trips_in_both_directions() {
    let mut value = changed("/region_rtt_ms/eu-west/us-east", json!(81));
    let message = "given in both directions with different values; us-east to eu-west is used";
    assert_eq!(repaired(&value, "/region_rtt_ms/eu-west/us-east", message), presets::worked_example());
    set(&mut value, "/region_rtt_ms/eu-west/us-east", json!(80));
    assert_eq!(restore::from_value(&value).unwrap().repairs, []);
    let message = "a region's round trip to itself is 0; dropped";
    repaired(&changed("/region_rtt_ms/eu-west/eu-west", json!(3)), "/region_rtt_ms/eu-west/eu-west", message);
}

/// A table of round trips may hold either direction; what pointed to the one that is turned round was refused.
#[test]
fn what_points_to_a_round_trip_follows_it_when_it_is_turned_round() {
    let mut value = changed(
        "/region_rtt_ms",
        json!({ "eu-west": { "us-east": 80 }, "asia-east": { "us-east": 170, "eu-west": 220 } }),
    );
    set(&mut value, "/notes", json!({ "/region_rtt_ms/eu-west/us-east": { "status": "measured" } }));
    let uniform = json!({ "kind": "uniform", "low": 150, "high": 200 });
    set(&mut value, "/uncertainty", json!([{ "input": "/region_rtt_ms/asia-east/us-east", "distribution": uniform }]));
    let restored = restore::from_value(&value).unwrap();
    assert_eq!(restored.scenario.notes.keys().collect::<Vec<_>>(), ["/region_rtt_ms/us-east/eu-west"]);
    assert_eq!(restored.scenario.uncertainty[0].input, "/region_rtt_ms/us-east/asia-east");
    assert_eq!(restored.repairs, []);
}

/// −0 was kept, and the file of the scenario said −0.
#[test]
fn minus_nothing_is_nothing() {
    let restored = restore::from_value(&changed("/cost/migration_one_off", json!(-0.0))).unwrap();
    assert!(restored.scenario.cost.migration_one_off.is_sign_positive());
    assert_eq!(restored.repairs, []);
}

/// One took the place of the other without a word.
#[test]
fn a_second_note_is_dropped_and_told() {
    let notes = json!({
        "/regions/us-west/mttr_hours": { "source": "by id" },
        "/regions/1/mttr_hours": { "source": "by index" },
    });
    let message = "a second note on this input, dropped";
    let scenario = repaired(&changed("/notes", notes), "/notes/~1regions~11~1mttr_hours", message);
    assert_eq!(scenario.notes.values().map(|note| note.source.as_str()).collect::<Vec<_>>(), ["by id"]);
}

/// Whoever loaded the page again before the shares summed to 1 found 44.4 % where 40 % had been typed.
#[test]
fn what_the_page_has_saved_keeps_the_shares_that_were_typed() {
    let mut value = example();
    value["user_groups"].as_array_mut().unwrap().pop();
    value["user_latency_ms"].as_object_mut().unwrap().remove("other");
    value["cost"]["storage_share"] = json!(0.11);
    let text = value.to_string();
    let saved = restore::from_saved(&text).unwrap();
    let shares: Vec<f64> = saved.scenario.user_groups.iter().map(|group| group.share).collect();
    assert_eq!((shares, saved.scenario.cost.storage_share), (vec![0.4, 0.3, 0.2], 0.11));
    assert_eq!(saved.repairs, []);
    assert_eq!(restore::from_text(&text).unwrap().repairs.len(), 2);
    // All else is repaired and refused as ever.
    value["unknown"] = json!(1);
    assert_eq!(restore::from_saved(&value.to_string()).unwrap().repairs.len(), 1);
    value["cost"]["storage_share"] = json!(2);
    let refused = restore::from_saved(&value.to_string()).unwrap_err();
    assert_eq!(refused.0[0].path, "/cost/storage_share");
}
