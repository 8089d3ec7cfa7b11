//! Links that are too large, and bytes of any kind: they are refused, and nothing brings the program down.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use geode_core::exchange::link::{LinkError, MAX_LINK_CHARS};
use geode_core::exchange::scenario::{NotOpened, from_link, to_fragment};
use geode_core::report;
use geode_core::scenario::limits::MAX_BYTES;
use geode_core::scenario::restore;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use support::generator::scenarios;
use support::{EVERY_FIELD, at, every_field, example, set};

#[test]
fn links_that_are_too_large() {
    let long = format!("#s=1.{}", "A".repeat(MAX_LINK_CHARS));
    let message = "the link has 16386 characters, expected at most 16384: share the scenario as a file";
    assert_eq!(from_link(&long).unwrap_err().to_string(), message);

    // 1 MiB and a little of blanks, as any zlib packs them.
    let bomb = geode_core::exchange::link::encode(&" ".repeat(MAX_BYTES)).unwrap();
    assert!(bomb.len() < 2000);
    let opened = from_link(&bomb).unwrap_err();
    assert_eq!(opened.to_string(), "/: is empty, expected a scenario as JSON");
    assert_eq!(from_link(BOMB).unwrap_err(), NotOpened::Link(LinkError::TooLarge));
    assert_eq!(LinkError::TooLarge.to_string(), {
        "the scenario is too large for a link, expected at most 1 MiB: share it as a file"
    });

    let mut value = example();
    let groups: Vec<Value> = (0..200).map(|i| json!({ "id": format!("g{i}"), "name": noise(i), "share": 1 })).collect();
    let row = value["user_latency_ms"]["asia"].clone();
    set(&mut value, "/user_latency_ms", (0..200).map(|i| (format!("g{i}"), row.clone())).collect());
    set(&mut value, "/user_groups", json!(groups));
    let large = restore::from_value(&value).unwrap().scenario;
    let told = to_fragment(&large).map_err(|error| matches!(error, LinkError::TooLong { .. }));
    assert_eq!(told, Err(true));
}

/// A name of 80 characters that hardly packs.
fn noise(seed: u32) -> String {
    let letter = |i: u32| {
        let mixed = (seed * 80 + i + 1).wrapping_mul(0x9e37_79b1);
        char::from_u32(0x3000 + (mixed ^ (mixed >> 15)) % 0x5000).unwrap()
    };
    (0..80).map(letter).collect()
}

/// 8 MiB of blanks in a whole link with the right checksum; made with Python's zlib.
const BOMB: &str = include_str!("links/bomb.link");

proptest! {
    #[test]
    fn any_bytes_are_taken_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = restore::from_bytes(&bytes);
        let _ = from_link(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_file_with_flipped_bytes_is_taken_or_refused(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(), whole in any::<bool>(),
    ) {
        let mut bytes = EVERY_FIELD.as_bytes().to_vec();
        for (at, new) in flips {
            let at = at.index(bytes.len());
            bytes[at] = new;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(restored) = restore::from_bytes(&bytes) {
            report::evaluate_restored(&restored);
        }
    }
}

proptest! {
    /// Whatever a mail program does to the lines of a link and puts around it: it opens to what it was made from, or to
    /// nothing at all.
    #[test]
    fn a_link_in_a_mail_opens_or_is_refused(
        gaps in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(GAPS)), 0..8),
        before in "([ -!$-%\'-.:-~]{0,20} )?", after in "[^%A-Za-z0-9._=-][\\PC\n]{0,20}",
        noise in any::<char>(), at in any::<prop::sample::Index>(),
    ) {
        let link = to_fragment(&every_field()).unwrap();
        let mut text = link.clone();
        // Behind the sign in front; from the last to the first, each place once.
        let gaps: BTreeMap<usize, &str> = gaps.iter().map(|(place, gap)| (4 + place.index(link.len() - 4), *gap)).collect();
        gaps.iter().rev().for_each(|(place, gap)| text.insert_str(*place, gap));
        let mail = format!("{before}https://example.org/{text}{after}");
        prop_assert_eq!(from_link(&mail).unwrap().scenario, every_field(), "{}", mail);
        let at = at.index(mail.len());
        if mail.is_char_boundary(at) {
            let mut changed = mail;
            changed.insert(at, noise);
            if let Ok(opened) = from_link(&changed) {
                prop_assert_eq!(opened.scenario, every_field());
            }
        }
    }
}

const GAPS: &[&str] = &["\n", "\r\n", "\n> ", "\r\n>> ", "=\r\n", " ", "\\\n", "\u{ad}", "%20", "%0D%0A", "\n\n"];

/// Values that are right somewhere and wrong elsewhere.
fn foreign() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1e308),
        json!(5e-324),
        json!(u64::MAX),
        json!(""),
        json!("us-east"),
        json!("geode"),
        json!([]),
        json!([[]]),
        json!({}),
        json!({ "kind": "geode" }),
    ])
}

/// Every pointer in a value, by index.
fn pointers(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| pointers(item, &format!("{path}/{i}"), found));
        }
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !name.contains('/'))
            .for_each(|(name, inner)| pointers(inner, &format!("{path}/{name}"), found)),
        _ => {}
    }
}

proptest! {
    /// Whatever is put anywhere: what is taken can be evaluated and comes back as it is.
    #[test]
    fn a_changed_scenario_is_taken_whole_or_refused(
        scenario in prop_oneof![Just(every_field()), scenarios()],
        changes in prop::collection::vec((any::<prop::sample::Index>(), foreign()), 1..4),
    ) {
        let mut value = serde_json::to_value(&scenario).unwrap();
        for (place, new) in changes {
            let mut places = Vec::new();
            pointers(&value, "", &mut places);
            if let Some(old) = at(&mut value, &places[place.index(places.len())]) {
                *old = new;
            }
        }
        match restore::from_value(&value) {
            Ok(restored) => {
                let evaluation = report::evaluate_restored(&restored);
                let again = restore::from_text(&evaluation.to_json()).unwrap();
                prop_assert_eq!((again.scenario, again.repairs), (restored.scenario, vec![]));
            }
            Err(refused) => {
                prop_assert!(!refused.0.is_empty());
                prop_assert!(refused.0.iter().all(|f| f.path.starts_with('/') && !f.wrong.is_empty()));
                prop_assert!(!refused.to_string().chars().any(|c| c.is_control() && c != '\n'));
            }
        }
    }
}

/// Each of 30 000 unknown fields was told on its own: in the page, on standard error and in the evaluation.
#[test]
fn many_repairs_are_told_with_few_words() {
    let mut value = example();
    (0..30_000).for_each(|i| set(&mut value, &format!("/unknown-{i}"), json!(1)));
    let restored = restore::from_value(&value).unwrap();
    assert_eq!(restored.repairs.len(), 201);
    assert_eq!(restored.repairs.last().unwrap().message, "more than is told was repaired");
}

/// A scenario just below the limit was taken and saved; with its defaults written out it was above, and neither a
/// reload nor its own file opened again.
#[test]
fn what_is_taken_can_be_given_back() {
    let ids =
        |kind: &str, count: usize| (0..count).map(|i| format!("{kind}{}-{i}", "x".repeat(48))).collect::<Vec<_>>();
    let sized = |regions: usize| {
        let (groups, regions) = (ids("g", 64), ids("r", regions));
        let cells: Value = regions.iter().map(|id| (id.clone(), json!(1))).collect::<serde_json::Map<_, _>>().into();
        let rows: serde_json::Map<_, _> = groups.iter().map(|id| (id.clone(), cells.clone())).collect();
        let list =
            |ids: &[String], value: &dyn Fn(&String) -> Value| Value::from(ids.iter().map(value).collect::<Vec<_>>());
        json!({
            "schema": "geode-planner/scenario", "version": 1,
            "user_groups": list(&groups, &|id| json!({ "id": id, "share": 1.0 / 64.0 })),
            "regions": list(&regions, &|id| json!({ "id": id, "availability": 0.999 })),
            "options": [{ "id": "single", "kind": "single_region", "region": regions[0] }],
            "user_latency_ms": rows,
        })
    };
    let (mut taken, mut refused) = (0, 0);
    for count in [200, 240, 246, 250, 254, 256] {
        let text = sized(count).to_string();
        if text.len() > MAX_BYTES {
            continue;
        }
        match restore::from_text(&text) {
            Ok(restored) => {
                taken += 1;
                let again = restore::from_text(&restored.scenario.to_json()).unwrap_or_else(|error| panic!("{error}"));
                assert_eq!(again.scenario, restored.scenario);
                assert_eq!(restore::from_text(&restored.scenario.to_json_pretty()).unwrap(), again);
            }
            Err(error) => {
                refused += 1;
                let expected =
                    "/: is too long once it is written with all its defaults, expected at most 1048576 bytes";
                assert_eq!(error.to_string(), expected);
            }
        }
    }
    assert!(taken > 0 && refused > 0, "{taken} taken, {refused} refused");
}

/// A table with 65 536 cells that name nothing was held against all the faults before it, cell by cell: a link of 7 KB
/// kept the page busy for seconds. No more faults are collected than are told.
#[test]
fn a_large_table_of_strangers_is_refused_with_few_words() {
    let row: Value = (0..256).map(|i| (format!("c{i}"), json!(1))).collect::<serde_json::Map<_, _>>().into();
    let rows: Value = (0..256).map(|i| (format!("r{i}"), row.clone())).collect::<serde_json::Map<_, _>>().into();
    let mut value = example();
    set(&mut value, "/user_latency_ms", rows);
    let refused = restore::from_value(&value).unwrap_err();
    assert_eq!(refused.0.len(), 50);
    assert_eq!(refused.0[0].path, "/user_latency_ms/r0");
}
