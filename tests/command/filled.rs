//! Scenarios that leave their tables to the catalogue, by the command that carries it.

use crate::run::{geode_with, scratch};
use serde_json::{Value, json};

fn plan() -> Value {
    let region = |id: &str| json!({ "id": id, "availability": 0.9995, "catalogue_id": format!("aws/{id}") });
    json!({
        "schema": "geode-planner/scenario", "version": 1, "catalogue": { "as_of": "2020-01-01" },
        "user_groups": [{ "id": "de", "share": 0.5, "location": "DE" }, { "id": "br", "share": 0.5, "location": "BR" }],
        "regions": [region("eu-central-1"), region("sa-east-1"), region("ap-south-1")],
        "options": [{ "id": "one", "kind": "single_region", "region": "eu-central-1" }],
        "cost": { "single_region_monthly": 1000 }, "revenue": { "monthly": 1000 }, "traffic": { "peak_requests_per_second": 1 },
    })
}

#[test]
fn the_command_fills_in_and_tells_of_another_date() {
    let run = geode_with(&["evaluate", "-"], plan().to_string());
    assert_eq!(run.code, 0, "{}", run.errors);
    let evaluation: Value = serde_json::from_str(&run.output).unwrap();
    assert!(evaluation["repairs"][0]["message"].as_str().unwrap().contains("2020-01-01"));
    // 6 user cells, 3 round trips, 3 prices, 3 jurisdictions, 3 prices of transfer.
    assert_eq!(evaluation["filled"].as_array().unwrap().len(), 18);
    let placed = geode_with(&["place", "-", "--regions", "2"], plan().to_string());
    let placed: Value = serde_json::from_str(&placed.output).unwrap();
    assert_eq!(placed["regions"], json!(["eu-central-1", "sa-east-1"]));
    // The link carries ids: opened again it says the same.
    let file = scratch("filled.json", &plan().to_string());
    let link = geode_with(&["link", &file], "").output;
    assert!(link.len() < 900, "{}", link.len());
    let back = geode_with(&["unlink", link.trim()], "").output;
    let again: Value = serde_json::from_str(&geode_with(&["evaluate", "-"], back).output).unwrap();
    assert_eq!(again["options"], evaluation["options"]);
}

/// "never" was all that was said of a price that the catalogue fills in, from which nothing follows.
#[test]
fn a_price_that_the_catalogue_fills_in_is_solved_for_with_the_reason() {
    let mut plan = plan();
    let both = json!({ "id": "both", "kind": "geode", "regions": ["eu-central-1", "sa-east-1"] });
    plan["options"].as_array_mut().unwrap().push(both);
    plan["uncertainty"] = json!([{ "input": "/cost/transfer_price_per_gb",
        "distribution": { "kind": "uniform", "low": 0.01, "high": 0.03 } }]);
    let solve = ["solve", "--input", "/cost/transfer_price_per_gb", "--until", "both/rigorous/npv >= 0", "-"];
    let tornado = ["sensitivity", "--figure", "both/rigorous/npv", "-"];
    let reason = "note: Prices of transfer between these regions come from the catalogue";
    let run = geode_with(&solve, plan.to_string());
    assert!(run.code == 0 && run.output.contains("\"never\"") && run.errors.contains(reason), "{}", run.errors);
    let run = geode_with(&tornado, plan.to_string());
    assert!(run.code == 0 && run.errors.contains(reason), "{}", run.errors);
    plan["cost"]["transfer_price_per_gb"] = json!(0.03);
    for command in [&solve[..], &tornado] {
        assert!(!geode_with(command, plan.to_string()).errors.contains(reason));
    }
}
