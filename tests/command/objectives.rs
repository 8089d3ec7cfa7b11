//! `geode objectives`: written, read back by `geode import`, and held against what OpenSLO v1 requires.

use crate::EXAMPLE;
use crate::run::{geode, geode_with, scratch};
use serde_json::{Value, json};

fn scenario(target: Value) -> String {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    scenario["target"] = target;
    scenario["options"][3]["name"] = json!("Three: \"active\" # regions");
    scenario.to_string()
}

#[test]
fn objectives_are_read_back() {
    let run = geode_with(
        &["objectives", "-", "--option", "geode-3"],
        scenario(json!({ "availability": 0.99995, "p95_latency_ms": 120.0 })),
    );
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    let file = scratch("objectives.yaml", &run.output);
    let report: Value = serde_json::from_str(&geode(&["import", &file]).output).unwrap();
    assert_eq!((&report["kind"], &report["rows"]["used"]), (&json!("openslo"), &json!(2)));
    let targets = &report["targets"];
    assert_eq!(
        (&targets[0]["name"], &targets[0]["kind"], &targets[0]["availability"], &targets[0]["window"]),
        (&json!("geode-geode-3-availability"), &json!("ratio"), &json!(0.99995), &json!("30d"))
    );
    // OpenSLO names no unit of a threshold, so the reader asks.
    assert_eq!((&targets[1]["kind"], &targets[1]["objective"]), (&json!("threshold"), &json!(0.95)));
    assert!(report["questions"][0]["value"].as_str().unwrap().contains("120"), "{report}");
}

/// The fields that the specification of v1 requires of an SLO with an inline indicator.
#[test]
fn documents_have_what_openslo_requires() {
    let run = geode_with(
        &["objectives", "-", "--option", "geode-3"],
        scenario(json!({ "availability": 0.999, "p95_latency_ms": 120.0 })),
    );
    let documents: Vec<Value> = run.output.split("---\n").map(|one| serde_saphyr::from_str(one).unwrap()).collect();
    assert_eq!(documents.len(), 2);
    for document in &documents {
        assert_eq!((&document["apiVersion"], &document["kind"]), (&json!("openslo/v1"), &json!("SLO")));
        let name = document["metadata"]["name"].as_str().unwrap();
        assert!(name.len() <= 63 && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
        let spec = &document["spec"];
        assert!(spec["service"].is_string() && spec["description"].as_str().unwrap().len() < 1_050);
        assert_eq!(
            (&spec["budgetingMethod"], spec["timeWindow"].as_array().unwrap().len()),
            (&json!("Occurrences"), 1)
        );
        assert!(spec["timeWindow"][0]["duration"].is_string() && spec["timeWindow"][0]["isRolling"].is_boolean());
        assert!(spec["indicator"]["metadata"]["name"].is_string() && spec.get("indicatorRef").is_none());
        let target = spec["objectives"][0]["target"].as_f64().unwrap();
        assert!((0.0..1.0).contains(&target));
    }
    let ratio = &documents[0]["spec"]["indicator"]["spec"]["ratioMetric"];
    for part in ["good", "total"] {
        assert!(ratio[part]["metricSource"]["type"].is_string() && ratio[part]["metricSource"]["spec"].is_object());
    }
    assert_eq!(ratio["counter"], true);
    let threshold = &documents[1]["spec"];
    assert!(threshold["indicator"]["spec"]["thresholdMetric"]["metricSource"]["type"].is_string());
    assert_eq!((&threshold["objectives"][0]["op"], &threshold["objectives"][0]["value"]), (&json!("lte"), &json!(120)));
    assert_eq!(documents[0]["metadata"]["displayName"], "Three: \"active\" # regions: availability");
}

/// A target of all requests was written as an objective of 1, which OpenSLO does not allow and `geode import` refuses.
#[test]
fn an_objective_of_all_requests_is_refused() {
    let all = json!({ "availability": 1.0, "p95_latency_ms": 120.0 });
    let run = geode_with(&["objectives", "-", "--option", "geode-3"], scenario(all));
    assert_eq!((run.code, run.output.as_str()), (2, ""));
    assert_eq!(
        run.errors,
        "error: /target/availability: is 1, expected a share below 1, as OpenSLO asks of an objective\n"
    );
    // The largest number below 1 is one.
    let most = json!({ "availability": 0.9999999999999999 });
    let run = geode_with(&["objectives", "-", "--option", "geode-3"], scenario(most));
    let report: Value = serde_json::from_str(&geode(&["import", &scratch("most.yaml", &run.output)]).output).unwrap();
    assert_eq!(report["targets"][0]["availability"], json!(0.9999999999999999));
}

#[test]
fn without_a_target_or_an_option_it_says_so() {
    let none = geode_with(&["objectives", "-", "--option", "geode-3"], scenario(json!({ "rto_minutes": 5.0 })));
    assert_eq!((none.code, none.output.as_str()), (2, ""));
    assert!(none.errors.contains("/target: no target of availability or p95 latency is set"), "{}", none.errors);
    let unknown = geode_with(&["objectives", "-", "--option", "mars"], scenario(json!({ "availability": 0.9 })));
    assert!(unknown.code == 2 && unknown.errors.contains("--option: is \"mars\", expected one of single"));
}
