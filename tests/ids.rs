//! Ids of dependencies and special tasks. They came after files and links without them had been made: those open in
//! silence, the ids follow from the names for ever, and pointers by number become pointers by id.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use geode_core::exchange::scenario::{from_link, to_fragment};
use geode_core::report;
use geode_core::scenario::model::Kind;
use geode_core::scenario::{Scenario, inputs, presets, restore};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;
use support::generator::scenarios;
use support::{changed, every_field, geode, set};

/// What a file opens to; nothing in it may need a repair.
fn opened(text: &str) -> Scenario {
    let restored = restore::from_text(text).unwrap_or_else(|refused| panic!("{refused}"));
    assert_eq!(restored.repairs, []);
    restored.scenario
}

/// Ids of the dependencies, and of the special tasks of each option that has any.
fn ids(scenario: &Scenario) -> (Vec<&str>, Vec<Vec<&str>>) {
    let tasks = scenario.options.iter().filter_map(|option| match &option.kind {
        Kind::Geode { specialised, .. } if !specialised.is_empty() => {
            Some(specialised.iter().map(|task| task.id.as_str()).collect())
        }
        _ => None,
    });
    (scenario.common_mode.dependencies.iter().map(|dependency| dependency.id.as_str()).collect(), tasks.collect())
}

/// The worked example with such dependencies.
fn with_dependencies(items: Value) -> Value {
    changed("/common_mode/dependencies", items)
}

/// Dependencies of such names and ids.
fn named(items: &[(&str, Option<&str>)]) -> Value {
    items.iter().map(|(name, id)| json!({ "name": name, "id": id, "availability": 0.999 })).collect()
}

/// The file without the ids in question.
fn without_ids(scenario: &Scenario) -> Value {
    let mut file = scenario.to_value();
    let drop = |items: Option<&mut Value>| {
        for item in items.and_then(Value::as_array_mut).into_iter().flatten() {
            item.as_object_mut().unwrap().remove("id");
        }
    };
    drop(file.pointer_mut("/common_mode/dependencies"));
    for option in file["options"].as_array_mut().unwrap() {
        drop(option.get_mut("specialised"));
    }
    file
}

#[test]
fn fixtures_without_ids_come_back_with_them_from_file_link_and_evaluation() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut met = 0;
    for path in paths.filter(|path| path.extension().is_some_and(|e| e == "txt")) {
        let link = from_link(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(link.repairs, [], "{}", path.display());
        let scenario = opened(&std::fs::read_to_string(path.with_extension("json")).unwrap());
        assert_eq!(link.scenario, scenario, "{}", path.display());
        let (file, fragment) = (scenario.to_json_pretty(), to_fragment(&scenario).unwrap());
        let evaluation = report::evaluate(&scenario, &[]).to_json();
        for again in [opened(&file), opened(&evaluation), from_link(&fragment).unwrap().scenario] {
            assert_eq!(again, scenario, "{}", path.display());
            assert_eq!(again.to_json_pretty(), file, "{}", path.display());
            assert_eq!(to_fragment(&again).unwrap(), fragment, "{}", path.display());
        }
        met += 1;
    }
    assert!(met >= 4);
    let every = every_field();
    assert_eq!(ids(&every), (vec!["identity-provider", "traffic-manager"], vec![vec!["transcoding", "checkout"]]));
    // Written in each, though they follow from the names.
    for text in [every.to_json(), report::evaluate(&every, &[]).to_json()] {
        for id in ["identity-provider", "traffic-manager", "transcoding", "checkout"] {
            assert_eq!(text.matches(&format!("\"{id}\"")).count(), 1, "{id}");
        }
    }
    let compact = geode_core::exchange::scenario::compact(&every);
    assert_eq!(compact.pointer("/common_mode/dependencies/1/id"), Some(&json!("traffic-manager")));
    assert_eq!(compact.pointer("/options/2/specialised/1/id"), Some(&json!("checkout")));
}

/// A name, then the id that it gives; worked out by hand from the words in docs/interface.md.
#[test]
fn an_absent_id_follows_from_the_name() {
    let digits = "1".repeat(59);
    for (name, id) in [
        ("Identity provider", "identity-provider"),
        ("  DNS (Route 53)!", "dns-route-53"),
        ("Zürich", "z-rich"),
        ("1-2", "1-2"),
        ("3rd party", "3rd-party"),
        ("東京", "dependency"),
        ("---", "dependency"),
        ("", "dependency"),
        ("2024", "dependency"),
        (&"x".repeat(80), &"x".repeat(59)),
        (&format!("{} y", "x".repeat(58)), &"x".repeat(58)),
        // What is cut off no longer counts: digits alone are left.
        (&format!("{digits}a"), "dependency"),
    ] {
        let scenario = opened(&with_dependencies(named(&[(name, None)])).to_string());
        assert_eq!(ids(&scenario).0, [id], "{name:?}");
    }
    let tasks = json!([
        { "name": "2024", "region": "us-east" },
        { "name": "Transcoding", "region": "us-east" },
        { "region": "us-east" },
        { "name": "transcoding", "region": "eu-west", "id": null }
    ]);
    let scenario = opened(&geode(json!({ "specialised": tasks })).to_string());
    assert_eq!(ids(&scenario).1, [["task", "transcoding", "task-2", "transcoding-2"]]);
}

#[test]
fn repeats_are_numbered_in_list_order_around_the_ids_that_are_given() {
    for (items, expected) in [
        (vec![("DNS", None), ("DNS", None), ("dns", None)], vec!["dns", "dns-2", "dns-3"]),
        (vec![("DNS", None), ("Ours", Some("dns"))], vec!["dns-2", "dns"]),
        (vec![("DNS", None), ("DNS 2", None), ("DNS", None)], vec!["dns", "dns-2", "dns-3"]),
        (vec![("DNS", None), ("DNS", None), ("x", Some("dns-2"))], vec!["dns", "dns-3", "dns-2"]),
    ] {
        let scenario = opened(&with_dependencies(named(&items)).to_string());
        assert_eq!(ids(&scenario).0, expected, "{items:?}");
    }
    let longest = vec![("x".repeat(80), None::<&str>); 64];
    let longest: Vec<(&str, Option<&str>)> = longest.iter().map(|(name, id)| (name.as_str(), *id)).collect();
    let scenario = opened(&with_dependencies(named(&longest)).to_string());
    assert_eq!(ids(&scenario).0[63], format!("{}-64", "x".repeat(59)));
    assert_eq!(opened(&scenario.to_json()), scenario);
}

#[test]
fn pointers_by_number_are_rewritten_in_silence() {
    let mut file = without_ids(&every_field());
    let range = json!({ "kind": "uniform", "low": 0.1, "high": 0.2 });
    set(
        &mut file,
        "/notes",
        json!({
            "/common_mode/dependencies/1/mttr_hours": { "status": "quoted", "source": "status page" },
            "/options/writer/specialised/0/request_share": { "status": "measured", "source": "log" },
            "/options/2/specialised/checkout/request_share": { "status": "assumed", "source": "" }
        }),
    );
    let on = |pointer: &str| json!({ "input": pointer, "distribution": range });
    set(
        &mut file,
        "/uncertainty",
        json!([on("/common_mode/dependencies/0/availability"), on("/options/2/specialised/1/request_share")]),
    );
    let scenario = opened(&file.to_string());
    let notes: Vec<&String> = scenario.notes.keys().collect();
    assert_eq!(
        notes,
        [
            "/common_mode/dependencies/traffic-manager/mttr_hours",
            "/options/writer/specialised/checkout/request_share",
            "/options/writer/specialised/transcoding/request_share",
        ]
    );
    let ranges: Vec<&str> = scenario.uncertainty.iter().map(|uncertain| uncertain.input.as_str()).collect();
    assert_eq!(
        ranges,
        [
            "/common_mode/dependencies/identity-provider/availability",
            "/options/writer/specialised/checkout/request_share"
        ]
    );
    assert_eq!(opened(&scenario.to_json()), scenario);
    assert_eq!(from_link(&to_fragment(&scenario).unwrap()).unwrap().scenario, scenario);
    for (pointer, canonical) in [
        ("/common_mode/dependencies/1/availability", Some("/common_mode/dependencies/traffic-manager/availability")),
        ("/common_mode/dependencies/identity-provider/mttr_hours", None),
        ("/options/2/specialised/0/request_share", Some("/options/writer/specialised/transcoding/request_share")),
    ] {
        assert_eq!(inputs::canonical(&scenario, pointer).as_deref(), canonical.or(Some(pointer)), "{pointer}");
    }
    for pointer in ["/common_mode/dependencies/2/availability", "/options/quorum/specialised/0/request_share"] {
        assert_eq!(inputs::canonical(&scenario, pointer), None, "{pointer}");
    }
    // One note by number and one by id are two on one input.
    file["notes"]["/common_mode/dependencies/traffic-manager/mttr_hours"] = json!({ "status": "measured" });
    let restored = restore::from_value(&file).unwrap();
    let repairs: Vec<&str> = restored.repairs.iter().map(|repair| repair.path.as_str()).collect();
    assert_eq!(repairs, ["/notes/~1common_mode~1dependencies~11~1mttr_hours"]);
    assert_eq!(restored.scenario.notes.len(), 3);
}

#[test]
fn ids_that_stand_twice_or_are_none_are_refused() {
    const AN_ID: &str = "1 to 63 of a–z, 0–9 and -, not digits alone, not starting with -";
    let refusal = |file: &Value| restore::from_value(file).unwrap_err().to_string();
    assert_eq!(
        refusal(&with_dependencies(named(&[("A", Some("dns")), ("B", None), ("C", Some("dns"))]))),
        "/common_mode/dependencies/dns/id: stands twice, expected an id of its own for each item"
    );
    for (id, wrong) in [
        (json!("2024"), "is \"2024\""),
        (json!("DNS"), "is \"DNS\""),
        (json!(""), "is \"\""),
        (json!(7), "is 7"),
        (json!("x".repeat(64)), &format!("is \"{}…\"", "x".repeat(40))),
    ] {
        let items = json!([{ "name": "DNS", "id": id, "availability": 0.999 }]);
        let message = format!("/common_mode/dependencies/0/id: {wrong}, expected {AN_ID}");
        assert_eq!(refusal(&with_dependencies(items)), message);
    }
    let task = |id: &str, region: &str| json!({ "name": "", "id": id, "region": region, "request_share": 0.1 });
    let tasks = json!([task("ai", "us-east"), task("ai", "eu-west"), task("video", "mars")]);
    let mut file = geode(json!({ "specialised": tasks }));
    set(&mut file, "/baseline", json!("nobody"));
    // The rest is told too: what is wrong in an option does not make the list of options any worse.
    let lines = refusal(&file);
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(
        lines,
        [
            "/baseline: \"nobody\" is not an option, expected one of single, active-passive, geode-2, geode-3",
            "/options/geode-3/specialised/ai/id: stands twice, expected an id of its own for each item",
            "/options/geode-3/specialised/video/region: \"mars\" is not a region of this option, expected one of us-east, \
             eu-west, asia-east",
        ]
    );
    // Options may have tasks of the same id.
    let mut file = geode(json!({ "specialised": [task("ai", "us-east")] }));
    let same = file["options"][3]["specialised"].clone();
    file["options"][2]["specialised"] = same;
    assert_eq!(ids(&opened(&file.to_string())).1, [["ai"], ["ai"]]);
}

/// The link of other items leaves out a name that is the id.
#[test]
fn a_name_like_the_id_comes_back() {
    let mut file = with_dependencies(named(&[("dns", Some("dns")), ("", Some("sign-in"))]));
    let scenario = opened(&file.to_string());
    assert_eq!(from_link(&to_fragment(&scenario).unwrap()).unwrap().scenario, scenario);
    let compact = geode_core::exchange::scenario::compact(&scenario);
    // Programs of before the ids read the name here, or nowhere.
    assert_eq!(compact.pointer("/common_mode/dependencies/0/name"), Some(&json!("dns")));
    file["common_mode"]["dependencies"][1].as_object_mut().unwrap().remove("name");
    assert_eq!(opened(&file.to_string()).common_mode.dependencies[1].name, "sign-in");
}

proptest! {
    #[test]
    fn a_file_without_ids_is_completed_once(scenario in scenarios(), names in prop::collection::vec("[a-cA-C0-1 é-]{0,4}", 12)) {
        let mut scenario = scenario;
        scenario.notes.clear();
        scenario.uncertainty.clear();
        let mut names = names.into_iter().cycle();
        scenario.common_mode.dependencies.iter_mut().for_each(|item| item.name = names.next().unwrap());
        for option in &mut scenario.options {
            if let Kind::Geode { specialised, .. } = &mut option.kind {
                specialised.iter_mut().for_each(|item| item.name = names.next().unwrap());
            }
        }
        let completed = opened(&without_ids(&scenario).to_string());
        let file = completed.to_json_pretty();
        let again = opened(&file);
        prop_assert_eq!(&again, &completed);
        prop_assert_eq!(again.to_json_pretty(), file);
        prop_assert_eq!(&from_link(&to_fragment(&completed).unwrap()).unwrap().scenario, &completed);
        // Nothing but the ids is new, and each is one of its own.
        prop_assert_eq!(without_ids(&completed), without_ids(&scenario));
        let (dependencies, tasks) = ids(&completed);
        for list in tasks.into_iter().chain([dependencies]) {
            let mut distinct = list.clone();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(distinct.len(), list.len());
        }
    }
}

#[test]
fn the_worked_example_has_none() {
    assert_eq!(ids(&presets::worked_example()), (vec![], vec![]));
}
