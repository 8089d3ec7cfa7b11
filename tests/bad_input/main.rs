//! Bad input of every kind, each with its exact message. What is repaired: `repairs.rs`; bytes of any
//! kind: `hostile_bytes.rs`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

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
fn ids() {
    const EXPECTED: &str = "expected 1 to 63 of a–z, 0–9 and -, not digits alone, not starting with -";
    for (id, shown) in [
        (json!("US"), "is \"US\""),
        (json!("12"), "is \"12\""),
        (json!("-a"), "is \"-a\""),
        (json!("a b"), "is \"a b\""),
        (json!(""), "is \"\""),
        (json!(7), "is 7"),
        (json!(null), "is missing"),
    ] {
        assert_refused(&changed("/regions/us-west/id", id), &format!("/regions/1/id: {shown}, {EXPECTED}"));
    }
    let once = "stands twice, expected an id of its own for each item";
    for (pointer, id) in
        [("/regions/us-west/id", "us-east"), ("/user_groups/europe/id", "asia"), ("/options/geode-2/id", "single")]
    {
        let (list, _) = pointer[1..].split_once('/').unwrap();
        assert_refused(&changed(pointer, json!(id)), &format!("/{list}/{id}/id: {once}"));
    }
}

/// A reader saw three complaints for one slip: an id spoilt made every reference to it look wrong too.
#[test]
fn one_slip_is_one_complaint() {
    assert_refused(&changed("/currency", json!(5)), "/currency: is 5, expected a text");
    for list in ["regions", "user_groups"] {
        assert_refused(
            &changed(&format!("/{list}"), json!(null)),
            &format!("/{list}: is missing, expected 1 to 256 items"),
        );
    }
    assert_refused(&changed("/options", json!(null)), "/options: is missing, expected 1 to 16 items");
    let without = "/options/geode-2/regions: is missing, expected 1 to 16 regions";
    assert_refused(&changed("/options/2/regions", json!(null)), without);
    assert_refused(&changed("/regions", json!([])), "/regions: is empty, expected 1 to 256 items");
    assert_refused(&changed("/user_groups", json!([])), "/user_groups: is empty, expected 1 to 256 items");
    assert_refused(&changed("/options", json!([])), "/options: is empty, expected 1 to 16 items");
    let options = vec![example()["options"][0].clone(); 17];
    assert_refused(&changed("/options", json!(options)), "/options: has 17 items, expected at most 16");
    let both = json!({ "availability": null, "unavailability": 2 });
    let mut value = example();
    for (name, new) in both.as_object().unwrap() {
        set(&mut value, &format!("/regions/us-east/{name}"), new.clone());
    }
    let wrong = "is 2, expected a number of at least 0 and below 1: shares are fractions, 0.02 for 2 %";
    assert_refused(&value, &format!("/regions/us-east/unavailability: {wrong}"));
    assert_refused(
        &geode(json!({ "writes": { "mode": "single_writer" } })),
        "/options/geode-3/writes/writer: is missing, expected an id",
    );
}

#[test]
fn several_slips_are_told_at_once() {
    let mut value = changed("/regions/us-east/availability", json!(2));
    set(&mut value, "/cost/fixed_share", json!("a"));
    set(&mut value, "/options/single/region", json!("mars"));
    assert_refused(
        &value,
        "/regions/us-east/availability: is 2, expected a number above 0 and at most 1\n\
         /cost/fixed_share: is \"a\", expected a number from 0 to 1\n\
         /options/single/region: \"mars\" is not a region, expected one of us-east, us-west, eu-west, asia-east",
    );
}

#[test]
fn references_to_what_is_not_there() {
    const REGIONS: &str = "expected one of us-east, us-west, eu-west, asia-east";
    const OWN: &str = "expected one of us-east, eu-west, asia-east";
    for pointer in [
        "/options/single/region",
        "/options/active-passive/primary",
        "/options/active-passive/standby",
        "/options/geode-3/regions/1",
        "/user_groups/asia/home_region",
    ] {
        let message = format!("{pointer}: \"mars\" is not a region, {REGIONS}");
        assert_refused(&changed(pointer, json!("mars")), &message);
    }
    for pointer in ["/user_latency_ms/asia/mars", "/region_rtt_ms/us-east/mars"] {
        let message = format!("{pointer}: \"mars\" is not a region, {REGIONS}");
        assert_refused(&changed(pointer, json!(1)), &message);
    }
    for (value, message) in [
        (
            changed("/baseline", json!("mars")),
            "/baseline: \"mars\" is not an option, expected one of single, active-passive, geode-2, geode-3".to_owned(),
        ),
        (
            // It stood for the first option.
            changed("/baseline", json!("")),
            "/baseline: \"\" is not an option, expected one of single, active-passive, geode-2, geode-3".to_owned(),
        ),
        (
            changed("/user_latency_ms/mars", json!({})),
            "/user_latency_ms/mars: \"mars\" is not a user group, expected one of north-america, europe, asia, other"
                .to_owned(),
        ),
        (
            changed("/region_rtt_ms/mars", json!({})),
            format!("/region_rtt_ms/mars: \"mars\" is not a region, {REGIONS}"),
        ),
        (
            geode(json!({ "writes": { "mode": "single_writer", "writer": "us-west" } })),
            format!("/options/geode-3/writes/writer: \"us-west\" is not a region of this option, {OWN}"),
        ),
        (
            geode(json!({ "specialised": [{ "region": "us-west" }] })),
            format!("/options/geode-3/specialised/0/region: \"us-west\" is not a region of this option, {OWN}"),
        ),
        (
            changed("/options/active-passive/standby", json!("us-east")),
            "/options/active-passive/standby: is the primary, expected another region".to_owned(),
        ),
        (
            changed("/options/geode-3/regions/1", json!("us-east")),
            "/options/geode-3/regions/1: \"us-east\" stands twice, expected each region once".to_owned(),
        ),
        (geode(json!({ "regions": [] })), "/options/geode-3/regions: is empty, expected 1 to 16 regions".to_owned()),
        (
            geode(json!({ "writes": { "replicas": 4 } })),
            "/options/geode-3/writes/replicas: is 4, expected at most the option's 3 regions".to_owned(),
        ),
    ] {
        assert_refused(&value, &message);
    }
}

#[test]
fn pointers_that_name_no_input() {
    const POINTER: &str = "expected the pointer of a number in this scenario, such as /cost/single_region_monthly";
    for pointer in ["/cost/none", "/regions/mars/mttr_hours", "/regions/4/mttr_hours", "/name", ""] {
        let note = json!({ pointer: { "status": "assumed" } });
        assert_refused(
            &changed("/notes", note),
            &format!("/notes/{}: names no input, {POINTER}", pointer.replace('/', "~1")),
        );
        let normal = json!({ "kind": "normal", "p05": 1, "p95": 2 });
        let list = json!([{ "input": pointer, "distribution": normal }]);
        let message = format!("/uncertainty/0/input: \"{pointer}\" names no input, {POINTER}");
        assert_refused(&changed("/uncertainty", list), &message);
    }
    let both = ["/regions/us-west/mttr_hours", "/regions/1/mttr_hours"]
        .map(|input| json!({ "input": input, "distribution": { "kind": "uniform", "low": 1, "high": 2 } }));
    assert_refused(
        &changed("/uncertainty", json!(both)),
        "/uncertainty/1/input: stands twice, expected each input once",
    );
    let turned =
        json!([{ "input": "/cost/migration_one_off", "distribution": { "kind": "normal", "p05": 3, "p95": 2 } }]);
    let message = "/uncertainty/0/distribution: does not fit together, expected p05 below p95";
    assert_refused(&changed("/uncertainty", turned), message);
}

#[test]
fn cells_that_are_missing() {
    let mut value = example();
    remove(&mut value, "/user_latency_ms/asia/us-west");
    let message = "/user_latency_ms/asia/us-west: is missing, expected a latency in milliseconds to each region that an \
                   option uses";
    assert_refused(&value, message);

    // The contract asks for what an option needs; a region that none uses was refused all the same.
    value["options"].as_array_mut().unwrap().retain(|option| option["id"] != "active-passive");
    // Later it was made up, and said to be an estimate: 140 ms, the middle of what other regions have.
    let restored = restore::from_value(&value).unwrap();
    assert_eq!(restored.repairs, []);
    assert!(restored.scenario.user_latency_ms.get("asia").unwrap().get("us-west").is_none());
    let again = restore::from_value(&restored.scenario.to_value()).unwrap();
    assert_eq!((again.repairs.len(), again.scenario), (0, restored.scenario));

    // Nor is a latency of users whom there are none of yet.
    let mut value = example();
    remove(&mut value, "/user_latency_ms/other");
    set(&mut value, "/user_groups/other/share", json!(0));
    set(&mut value, "/user_groups/asia/share", json!(0.3));
    assert_eq!(restore::from_value(&value).unwrap().repairs, []);
    set(&mut value, "/user_groups/other/revenue_share", json!(0.1));
    assert_eq!(restore::from_value(&value).unwrap_err().0.len(), 4);

    let mut value = example();
    remove(&mut value, "/region_rtt_ms/eu-west/asia-east");
    assert!(restore::from_value(&value).is_ok(), "nothing uses it");
    for (fields, why) in [
        (json!({ "writes": { "mode": "quorum" } }), "writes by quorum"),
        (json!({ "writes": { "mode": "single_writer", "writer": "us-east" } }), "has a single writer"),
        (json!({ "specialised": [{ "region": "asia-east", "request_share": 0.1 }] }), "has a specialised region"),
    ] {
        let mut value = geode(fields);
        remove(&mut value, "/region_rtt_ms/eu-west/asia-east");
        let start = "/region_rtt_ms/eu-west/asia-east: is missing, expected a round trip in milliseconds";
        assert_refused(&value, &format!("{start}: option geode-3 {why}"));
        // The other direction serves as well.
        set(&mut value, "/region_rtt_ms/asia-east", json!({ "eu-west": 220 }));
        assert!(restore::from_value(&value).is_ok());
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
