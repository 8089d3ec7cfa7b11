//! Bad input of every kind, each with its exact message. What is repaired: `repairs.rs`; bytes of any
//! kind: `hostile_bytes.rs`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod references;
#[path = "../support/mod.rs"]
mod support;

use geode_core::exchange::link;
use geode_core::scenario::limits::MAX_BYTES;
use geode_core::scenario::presets;
use geode_core::scenario::restore;
use serde_json::{Value, json};
use support::{changed, example, geode, remove, set};

/// Why a text is refused, a fault a line.
fn refusal(text: &str) -> String {
    restore::from_text(text).unwrap_err().to_string()
}

fn assert_refused(value: &Value, message: &str) {
    assert_eq!(refusal(&value.to_string()), message);
}

#[test]
fn texts_that_are_no_json() {
    for (text, message) in [
        ("", "/: is empty, expected a scenario as JSON"),
        (" \n", "/: is empty, expected a scenario as JSON"),
        ("hello", "/: is not JSON (expected value at line 1 column 1), expected a scenario as JSON"),
        ("{\"a\":", "/: is not JSON (EOF while parsing a value at line 1 column 5), expected a scenario as JSON"),
        ("{} {}", "/: is not JSON (trailing characters at line 1 column 4), expected a scenario as JSON"),
        ("{\"a\":NaN}", "/: is not JSON (expected value at line 1 column 6), expected a scenario as JSON"),
        ("{\"a\":1e999}", "/: is not JSON (number out of range at line 1 column 10), expected a scenario as JSON"),
        ("[1]", "/: is a list, expected an object"),
        ("\"text\"", "/: is \"text\", expected an object"),
        ("null", "/: is null, expected an object"),
    ] {
        assert_eq!(refusal(text), message);
    }
    let example = example().to_string();
    for number in ["1e999", "-1E+400", &"9".repeat(400)] {
        let text = example.replacen("\"mttr_hours\":1.0", &format!("\"mttr_hours\":\n{number}"), 1);
        let shown: String = number.chars().take(40).chain((number.len() > 40).then_some('…')).collect();
        let expected = refusal(&example.replacen("\"mttr_hours\":1.0", "\"mttr_hours\":-1", 1));
        let expected = expected.replace("is -1", &format!("is {shown}, more than a number can be"));
        assert!(expected.starts_with("/regions/"), "{expected}");
        assert_eq!(refusal(&text), expected);
    }
    let refused = restore::from_bytes(&[0xff, 0xfe]).unwrap_err();
    assert_eq!(refused.to_string(), "/: is not UTF-8 text, expected a scenario as JSON");
}

/// Of two objects `revenue` in one file the last won in silence, and the figures were those of the other half.
#[test]
fn names_that_stand_more_than_once() {
    const SAID: &str = "stands more than once, expected each name once in an object";
    let example = example().to_string();
    let twice = |name: &str, value: &str| {
        let first = format!("{{\"{name}\":{value},");
        example.replacen('{', &first, 1)
    };
    // Also where both say the same, and where the name is written in another way.
    assert_eq!(refusal(&twice("revenue", "{\"monthly\":1}")), format!("/revenue: {SAID}"));
    assert_eq!(refusal(&twice("schema", "\"geode-planner/scenario\"")), format!("/schema: {SAID}"));
    assert_eq!(refusal(&twice("reven\\u0075e", "null")), format!("/revenue: {SAID}"));
    // In an item of a list, by its id; in a table, by the names of the cell; of a field that nobody knows, too.
    let item = example.replacen("\"mttr_hours\":1.0", "\"mttr_hours\":2,\"mttr_hours\":1.0", 1);
    assert_eq!(refusal(&item), format!("/regions/us-east/mttr_hours: {SAID}"));
    let cell = example.replacen("\"us-east\":200", "\"us-east\":200,\"us-east\":20", 1);
    assert_ne!(cell, example);
    let path = refusal(&cell);
    assert!(path.starts_with("/user_latency_ms/") && path.ends_with(&format!("/us-east: {SAID}")), "{path}");
    assert_eq!(refusal(&twice("//", "0,\"//\":1")), format!("/~1~1: {SAID}"));
    // All of them are told at once, and an evaluation's by the path in its file.
    let both = item.replacen('{', "{\"cost\":{},", 1);
    assert_eq!(refusal(&both), format!("/regions/us-east/mttr_hours: {SAID}\n/cost: {SAID}"));
    let evaluation =
        |scenario: &str| format!("{{\"schema\":\"geode-planner/evaluation\",\"version\":1,\"scenario\":{scenario}}}");
    assert_eq!(refusal(&evaluation(&item)), format!("/scenario/regions/us-east/mttr_hours: {SAID}"));
    assert!(restore::from_text(&evaluation(&example)).is_ok());
    // By the other doors: bytes, a link, what the page has saved.
    let of = |restored: Result<_, restore::Refused>| restored.map(|_: restore::Restored| ()).unwrap_err().to_string();
    assert_eq!(of(restore::from_bytes(item.as_bytes())), format!("/regions/us-east/mttr_hours: {SAID}"));
    assert_eq!(of(restore::from_saved(&item)), format!("/regions/us-east/mttr_hours: {SAID}"));
    let linked = geode_core::exchange::scenario::from_link(&link::encode(&item).unwrap()).unwrap_err();
    assert_eq!(linked.to_string(), format!("/regions/us-east/mttr_hours: {SAID}"));
    // Names of different objects are not the same.
    assert!(restore::from_text(&example).is_ok());
}

#[test]
fn deep_nesting_and_great_length() {
    for open in ["[", "{\"a\":"] {
        assert_eq!(refusal(&open.repeat(100_000)), "/: is nested too deeply, expected at most 127 levels");
    }
    let message = "/: is too long, expected at most 1048576 bytes";
    assert_eq!(refusal(&" ".repeat(MAX_BYTES + 1)), message);
    let fits = format!("{}{}", example(), " ".repeat(MAX_BYTES - example().to_string().len()));
    assert_eq!(restore::from_text(&fits).unwrap().scenario, presets::worked_example());
}

#[test]
fn other_files_and_other_versions() {
    const SCHEMA: &str = "\"geode-planner/scenario\"";
    for (pointer, new, message) in [
        ("/schema", json!("k8s/pod"), format!("/schema: is \"k8s/pod\", expected {SCHEMA}")),
        ("/schema", json!(1), format!("/schema: is 1, expected {SCHEMA}")),
        ("/schema", json!(null), format!("/schema: is missing, expected {SCHEMA}")),
        ("/version", json!(2), "/version: is 2, expected 1; a newer version needs a newer program".into()),
        ("/version", json!(0), "/version: is 0, expected 1".into()),
        ("/version", json!("1"), "/version: is \"1\", expected 1".into()),
        ("/version", json!(null), "/version: is missing, expected 1".into()),
    ] {
        assert_refused(&changed(pointer, new), &message);
    }
    assert_refused(
        &json!({ "schema": "geode-planner/evaluation", "version": 2, "scenario": example() }),
        "/version: is 2, expected 1, the version of evaluations",
    );
    let evaluation = json!({ "schema": "geode-planner/evaluation", "version": 1 });
    assert_refused(&evaluation, "/scenario: is missing, expected the scenario of the evaluation");
    assert_refused(
        &json!({ "schema": "geode-planner/evaluation", "version": 1, "scenario": [] }),
        "/scenario: is a list, expected an object",
    );
    let scenario = changed("/traffic/write_fraction", json!(2));
    assert_refused(
        &json!({ "schema": "geode-planner/evaluation", "version": 1, "scenario": scenario }),
        "/scenario/traffic/write_fraction: is 2, expected a number from 0 to 1: shares are fractions, 0.02 for 2 %",
    );
}

/// Some languages write every number as a float.
#[test]
fn wrong_types() {
    for (pointer, new, message) in [
        ("/name", json!(5), "/name: is 5, expected a text"),
        ("/currency", json!("usd"), "/currency: is \"usd\", expected three capital letters such as USD"),
        ("/regions", json!({}), "/regions: is an object, expected a list"),
        ("/options", json!("geode"), "/options: is \"geode\", expected a list"),
        ("/cost", json!([]), "/cost: is a list, expected an object"),
        ("/user_latency_ms", json!(5), "/user_latency_ms: is 5, expected an object"),
        (
            "/user_latency_ms/asia",
            json!(5),
            "/user_latency_ms/asia: is 5, expected an object of milliseconds by region id",
        ),
        (
            "/regions/us-east/availability",
            json!("0.99"),
            "/regions/us-east/availability: is \"0.99\", expected a number above 0 and at most 1",
        ),
        (
            "/regions/us-east/mttr_hours",
            json!(true),
            "/regions/us-east/mttr_hours: is true, expected a number from 1e-6 to 87600",
        ),
        ("/revenue/compounding", json!(1), "/revenue/compounding: is 1, expected true or false"),
        (
            "/user_groups/asia/permitted_jurisdictions",
            json!("EU"),
            "/user_groups/asia/permitted_jurisdictions: is \"EU\", expected a list of texts",
        ),
        (
            "/user_groups/asia/permitted_jurisdictions",
            json!(["EU", 3]),
            "/user_groups/asia/permitted_jurisdictions/1: is 3, expected a text",
        ),
        (
            "/user_groups/asia/location",
            json!("Japan"),
            "/user_groups/asia/location: is \"Japan\", expected {\"lat\": …, \"lon\": …} or a country code of two \
             capital letters",
        ),
        (
            "/options/single/kind",
            json!("cluster"),
            "/options/single/kind: is \"cluster\", expected \"single_region\" or \"active_passive\" or \"geode\"",
        ),
    ] {
        assert_refused(&changed(pointer, new), message);
    }
}

#[test]
fn numbers_out_of_their_range() {
    for (pointer, new, message) in [
        ("/regions/us-east/availability", json!(2), "is 2, expected a number above 0 and at most 1"),
        ("/regions/us-east/availability", json!(0), "is 0, expected a number above 0 and at most 1"),
        ("/regions/us-east/availability", json!(null), "is missing, expected a number above 0 and at most 1"),
        ("/regions/us-east/unavailability", json!(1), "is 1, expected a number of at least 0 and below 1"),
        ("/regions/us-east/mttr_hours", json!(-1), "is -1, expected a number from 1e-6 to 87600"),
        ("/regions/us-east/mttr_hours", json!(0), "is 0, expected a number from 1e-6 to 87600"),
        ("/user_latency_ms/asia/us-east", json!(-1), "is -1, expected a number from 0 to 60000"),
        ("/region_rtt_ms/us-east/eu-west", json!(-0.5), "is -0.5, expected a number from 0 to 60000"),
        ("/user_groups/asia/share", json!(-0.1), "is -0.1, expected a number from 0 to 1"),
        // Four shares of 40, 30, 20 and 10 were out of range, and nobody said of what kind a share is.
        ("/user_groups/asia/share", json!(40), {
            "is 40, expected a number from 0 to 1: shares are fractions, 0.4 for 40 %"
        }),
        (
            "/common_mode/beta",
            json!(2.5),
            "is 2.5, expected a number from 0 to 1: shares are fractions, 0.025 for 2.5 %",
        ),
        ("/user_groups/asia/share", json!(400), "is 400, expected a number from 0 to 1"),
        ("/regions/us-east/availability", json!(99.95), {
            "is 99.95, expected a number above 0 and at most 1: an availability is a fraction, 0.9995 for 99.95 %"
        }),
        ("/failover/active_passive_minutes", json!(-15), "is -15, expected a number from 1e-6 to 525600"),
        ("/failover/failures_to_trip", json!(1.5), "is 1.5, expected a whole number from 1 to 1000"),
        ("/cost/single_region_monthly", json!(-1), "is -1, expected a number from 0 to 1e12"),
        ("/revenue/monthly", json!(1e308), "is 1e308, expected a number from 0 to 1e13"),
        ("/random_seed", json!(9_007_199_254_740_992_u64), {
            "is 9007199254740992, expected a whole number from 0 to 9007199254740991"
        }),
        ("/random_seed", json!(1e19), "is 10000000000000000000, expected a whole number from 0 to 9007199254740991"),
    ] {
        let shown = message.replace("1e308", "1e+308");
        assert_refused(&changed(pointer, new), &format!("{pointer}: {shown}"));
    }
}

#[test]
fn texts_that_could_mislead() {
    const EXPECTED: &str = "expected a text without control or bidirectional characters";
    for character in ['\u{202e}', '\u{2066}', '\u{200f}', '\u{61c}', '\n', '\0', '\u{7f}', '\u{2028}', '\u{feff}'] {
        let name = json!(format!("a{character}b"));
        for pointer in ["/name", "/regions/us-east/name", "/options/single/name", "/user_groups/asia/name"] {
            let message = format!("{pointer}: is \"a\u{fffd}b\", {EXPECTED}");
            assert_refused(&changed(pointer, name.clone()), &message);
        }
    }
    assert!(restore::from_value(&changed("/name", json!("é".repeat(80)))).is_ok());
    assert_refused(&changed("/name", json!("é".repeat(81))), "/name: is 81 characters long, expected at most 80");
}

#[test]
fn shares_that_cannot_be_scaled() {
    let mut value = example();
    for group in value["user_groups"].as_array_mut().unwrap() {
        group["share"] = json!(0);
    }
    assert_refused(&value, "/user_groups: shares sum to 0, expected a sum of 1");
    let too_much = json!({ "specialised": [
        { "region": "us-east", "request_share": 0.75 }, { "region": "eu-west", "request_share": 0.75 }
    ] });
    assert_refused(&geode(too_much), "/options/geode-3/specialised: shares sum to 1.5, expected at most 1");
}
