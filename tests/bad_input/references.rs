//! Ids, what they name, and cells that an option needs.

use super::*;

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

/// Where the date of the catalogue was missing, an id was asked for.
#[test]
fn a_catalogue_without_its_date_asks_for_a_date() {
    for none in [json!({}), json!({ "as_of": null })] {
        assert_refused(
            &changed("/catalogue", none),
            "/catalogue/as_of: is missing, expected the date of a catalogue, such as \"2026-11-28\"",
        );
    }
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

/// A range with both percentiles and ends was taken, and the ends meant nothing.
#[test]
fn numbers_that_a_range_of_its_kind_does_not_have() {
    let refused = |distribution: serde_json::Value, message: &str| {
        let list = json!([{ "input": "/cost/migration_one_off", "distribution": distribution }]);
        assert_refused(&changed("/uncertainty", list), message);
    };
    let at = |rest: &str| format!("/uncertainty/0/distribution/{rest}");
    for kind in ["normal", "lognormal", "beta"] {
        let expected = format!("does not belong there, expected p05 and p95 alone where kind is \"{kind}\"");
        for name in ["low", "mode", "high"] {
            let mut distribution = json!({ "kind": kind, "p05": 0.1, "p95": 0.2 });
            distribution[name] = json!(0.15);
            refused(distribution, &at(&format!("{name}: {expected}")));
        }
    }
    for kind in ["triangular", "pert"] {
        let expected = format!("does not belong there, expected low, mode and high alone where kind is \"{kind}\"");
        for name in ["p05", "p95"] {
            let mut distribution = json!({ "kind": kind, "low": 1, "mode": 2, "high": 3 });
            distribution[name] = json!(2);
            refused(distribution, &at(&format!("{name}: {expected}")));
        }
        for (low, mode, high) in [(1, 4, 3), (1, 0, 3), (3, 2, 1), (2, 2, 2)] {
            let fits = "does not fit together, expected low at most mode, mode at most high, low below high";
            let distribution = json!({ "kind": kind, "low": low, "mode": mode, "high": high });
            refused(distribution, &format!("/uncertainty/0/distribution: {fits}"));
        }
    }
    let expected = "does not belong there, expected either low and high or p05 and p95 where kind is \"uniform\"";
    refused(json!({ "kind": "uniform", "low": 1, "high": 2, "mode": 1.5 }), &at(&format!("mode: {expected}")));
    refused(json!({ "kind": "uniform", "p05": 1, "p95": 2, "low": 0 }), &at(&format!("low: {expected}")));
    // "Does not fit together" named no number that was not there.
    let missing = |name: &str, expected: &str| at(&format!("{name}: is missing, expected {expected}"));
    let normal = "p05 and p95 alone where kind is \"normal\"";
    refused(json!({ "kind": "normal", "p05": 1 }), &missing("p95", normal));
    let pert = "low, mode and high alone where kind is \"pert\"";
    refused(json!({ "kind": "pert", "low": 1, "high": 2 }), &missing("mode", pert));
    // A lognormal spread of an availability up to 100 % was left out of all samples without a word.
    let list = json!([{ "input": "/regions/us-east/availability",
        "distribution": { "kind": "lognormal", "p05": 0.99, "p95": 1 } }]);
    let said = "/uncertainty/0/distribution/p95: is not below 1, expected a number below 1: an availability is spread by \
                what is missing to 1, which a lognormal distribution has above 0";
    assert_refused(&changed("/uncertainty", list), said);
    let fits = "does not fit together, expected low below high, or p05 below p95";
    refused(json!({ "kind": "uniform", "low": 2, "high": 1 }), &format!("/uncertainty/0/distribution: {fits}"));
}

/// A coverage of 200 to 300 % was taken from a file; each of its draws was cut to 100 %, and the spread was none.
#[test]
fn ranges_that_lie_outside_their_field() {
    let range = |kind: &str, ends: [(&str, f64); 2]| {
        let mut distribution = json!({ "kind": kind });
        ends.iter().for_each(|(name, value)| distribution[*name] = json!(value));
        json!([{ "input": "/failover/coverage", "distribution": distribution }])
    };
    let message = "/uncertainty/0/distribution: lies outside the range of its input, expected 0% to 100% of \"Chance that failover works\"";
    for (kind, ends) in [
        ("normal", [("p05", 2.0), ("p95", 3.0)]),
        ("uniform", [("low", -2.0), ("high", -1.0)]),
        ("lognormal", [("p05", 1.5), ("p95", 3.0)]),
    ] {
        assert_refused(&changed("/uncertainty", range(kind, ends)), message);
    }
    // One that reaches in is drawn from, and what is cut is counted.
    let partly = restore::from_value(&changed("/uncertainty", range("normal", [("p05", 0.5), ("p95", 1.5)]))).unwrap();
    assert_eq!(partly.scenario.uncertainty.len(), 1);
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
