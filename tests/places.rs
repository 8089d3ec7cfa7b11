//! What a scenario leaves to the catalogue: filled in where both ends are known, never where something is written, and
//! never written itself.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // tests

use geode_core::catalogue::{provide, provided};
use geode_core::exchange;
use geode_core::report;
use geode_core::scenario::problem::Problem;
use geode_core::scenario::{edit, restore};
use serde_json::{Value, json};

const TEXT: &str = include_str!("../public/catalogue.txt");

/// Germans and Brazilians on AWS; nothing of tables written.
fn plan() -> Value {
    provide(TEXT);
    let region =
        |id: &str, catalogue_id: &str| json!({ "id": id, "availability": 0.9995, "catalogue_id": catalogue_id });
    json!({
        "schema": "geode-planner/scenario", "version": 1,
        "catalogue": { "as_of": provided().unwrap().as_of() },
        "user_groups": [
            { "id": "de", "share": 0.5, "location": "DE" },
            { "id": "br", "share": 0.5, "location": "BR", "last_mile_ms": 30 },
        ],
        "regions": [region("frankfurt", "aws/eu-central-1"), region("paulo", "aws/sa-east-1")],
        "options": [
            { "id": "one", "kind": "single_region", "region": "frankfurt" },
            { "id": "two", "kind": "geode", "regions": ["frankfurt", "paulo"], "writes": { "mode": "quorum" } },
        ],
        "cost": { "single_region_monthly": 1000, "compute_share": 1, "fixed_share": 0, "storage_share": 0 },
        "revenue": { "monthly": 1000 }, "traffic": { "peak_requests_per_second": 1 },
    })
}

fn evaluated(plan: &Value) -> Value {
    let restored = restore::from_value(plan).unwrap_or_else(|refused| panic!("{refused}"));
    serde_json::from_str(&report::evaluate_restored(&restored).to_json()).unwrap()
}

fn faults(plan: &Value) -> String {
    restore::from_value(plan).unwrap_err().to_string()
}

fn filled<'a>(evaluation: &'a Value, path: &str) -> &'a Value {
    let all = evaluation["filled"].as_array().unwrap();
    all.iter().find(|one| one["path"] == path).unwrap_or_else(|| panic!("{path} in {all:?}"))
}

/// Round trips against the tables of the text itself, read here by another reader.
#[test]
fn missing_cells_are_filled_and_listed_with_their_sources() {
    let evaluation = evaluated(&plan());
    let table: Vec<&str> = TEXT
        .split("\n[")
        .find(|table| table.starts_with("rtt]") && table.contains("skyplane") && table.contains(" sa-east-1 "))
        .unwrap()
        .lines()
        .collect();
    let rows: Vec<&str> = table[1..].iter().filter(|row| !row.starts_with("= ")).copied().collect();
    let ids: Vec<&str> = rows[0].split(' ').collect();
    let [a, b] = ["eu-central-1", "sa-east-1"].map(|id| ids.iter().position(|one| *one == id).unwrap());
    let measured: f64 = rows[a.max(b)].split(' ').nth(a.min(b)).unwrap().parse().unwrap();
    let round_trip = filled(&evaluation, "/region_rtt_ms/frankfurt/paulo");
    assert_eq!([&round_trip["value"], &round_trip["how"]], [&json!(measured), &json!("measured")]);
    assert!(round_trip["source"].as_str().unwrap().contains("Skyplane"));

    let paulo = filled(&evaluation, "/regions/paulo/price_index");
    let row = TEXT.lines().find(|row| row.starts_with("sa-east-1|") && row.ends_with("|estimate")).unwrap();
    assert_eq!(paulo["value"].to_string(), row.split('|').nth(1).unwrap());
    assert_eq!(paulo["how"], "estimate");
    assert_eq!(filled(&evaluation, "/regions/frankfurt/price_index")["how"], "list_price");
    assert_eq!(filled(&evaluation, "/regions/frankfurt/jurisdiction")["value"], "EU");
    let transfer = filled(&evaluation, "/regions/paulo/transfer_price_per_gb");
    // AWS, 2023: 0.138 from São Paulo to any other region.
    assert_eq!([&transfer["value"], &transfer["how"]], [&json!(0.138), &json!("stale")]);
}

/// By hand: 4 ms + 2 × stretch × way ÷ 200 km/ms, from the centre of Germany's towns as the catalogue has it.
#[test]
fn users_wait_for_the_corridor_model_and_their_last_mile() {
    let evaluation = evaluated(&plan());
    let catalogue = provided().unwrap();
    let frankfurt = catalogue.region("eu-central-1").unwrap();
    let stretch =
        catalogue.corridors().iter().find(|one| one.areas.map(|area| area.id()) == ["EU", "EU"]).unwrap().stretch;
    let way = catalogue.point("DE").unwrap().at.km_to(frankfurt.at.unwrap());
    let ms = 4.0 + stretch * way / 100.0 + 10.0;
    let cell = filled(&evaluation, "/user_latency_ms/de/frankfurt");
    assert!((cell["value"].as_f64().unwrap() - ms).abs() <= 0.05001, "{cell} {ms}");
    assert_eq!(cell["how"], "modelled");
    assert!((evaluation["options"][1]["rigorous"]["user_groups"][0]["mean_latency_ms"].as_f64().unwrap()) > ms - 1.0);
    // 20 ms more of last mile are 20 ms more.
    let mut slower = plan();
    slower["user_groups"][1]["last_mile_ms"] = json!(50);
    let at = |evaluation: &Value| filled(evaluation, "/user_latency_ms/br/paulo")["value"].as_f64().unwrap();
    assert!((at(&evaluated(&slower)) - at(&evaluation) - 20.0).abs() < 1e-9);
}

#[test]
fn what_is_written_wins_and_nothing_filled_is_written() {
    let mut own = plan();
    own["user_latency_ms"] = json!({ "de": { "frankfurt": 7 } });
    own["region_rtt_ms"] = json!({ "paulo": { "frankfurt": 321 } });
    own["regions"][1]["price_index"] = json!(1);
    own["regions"][1]["jurisdiction"] = json!("Mercosur");
    own["cost"]["transfer_price_per_gb"] = json!(0.5);
    let restored = restore::from_value(&own).unwrap();
    let problem = Problem::compile(&restored.scenario);
    assert_eq!([problem.latency_ms(0, 0), problem.rtt_ms(0, 1), problem.regions[1].price_index], [7.0, 321.0, 1.0]);
    assert_eq!(problem.regions[1].transfer_price_per_gb, None);
    let evaluation = evaluated(&own);
    let paths: Vec<&str> =
        evaluation["filled"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(paths.len(), 5, "{paths:?}");

    let written = evaluation["scenario"].clone();
    assert_eq!(written["user_latency_ms"], json!({ "de": { "frankfurt": 7.0 } }));
    assert_eq!(written["regions"][0].get("price_index"), None);
    assert_eq!(written["regions"][0]["jurisdiction"], Value::Null);
    // A price that is the default and yet written comes back from a link, and does not become the list's.
    let link = exchange::scenario::compact(&restored.scenario);
    assert_eq!(restore::from_value(&link).unwrap().scenario, restored.scenario);
    assert!(link.to_string().len() < 1_200, "{link}");
}

/// A split country as one group waits as long as its parts on average, by their users.
#[test]
fn a_whole_country_is_the_mean_of_its_parts() {
    let catalogue = provided().or_else(|| plan().is_object().then(provided).flatten()).unwrap();
    let parts = &catalogue.country("US").unwrap().points;
    let mut split = plan();
    split["user_groups"] = parts
        .iter()
        .map(|part| json!({ "id": part.id.to_lowercase(), "share": part.share, "location": part.id }))
        .collect();
    let mut whole = plan();
    whole["user_groups"] = json!([{ "id": "us", "share": 1, "location": "US" }]);
    let mean = |evaluation: &Value| evaluation["options"][0]["textbook"]["mean_latency_ms"].as_f64().unwrap();
    assert!(parts.len() > 2 && (mean(&evaluated(&split)) - mean(&evaluated(&whole))).abs() < 0.11);
}

#[test]
fn what_is_not_known_stays_an_error_with_its_name() {
    for (pointer, value, expected) in [
        (
            "/user_groups/0/location",
            json!("XX"),
            "/user_groups/de/location: is \"XX\", expected a country of the catalogue",
        ),
        ("/user_groups/0/location", json!("US-middle"), "/user_groups/de/location: is \"US-middle\""),
        (
            "/regions/0/catalogue_id",
            json!("aws/eu-central-9"),
            "/regions/frankfurt/catalogue_id: is \"aws/eu-central-9\"",
        ),
        // Known by its id alone: where it is nobody knows.
        ("/regions/0/catalogue_id", json!("aws/me-west-1"), "/user_latency_ms/de/frankfurt: is missing"),
        ("/regions/0/catalogue_id", json!("aws/me-west-1"), "/regions/frankfurt/price_index: is missing"),
        ("/user_groups/0/location", Value::Null, "/user_latency_ms/de/frankfurt: is missing"),
    ] {
        let mut wrong = plan();
        *wrong.pointer_mut(pointer).unwrap() = value;
        assert!(faults(&wrong).contains(expected), "{}", faults(&wrong));
    }
    // Without a catalogue in the scenario nothing is filled in, as ever.
    let mut without = plan();
    without.as_object_mut().unwrap().remove("catalogue");
    assert!(faults(&without).contains("/user_latency_ms/de/frankfurt: is missing"));
}

#[test]
fn another_date_is_told_with_both() {
    let mut old = plan();
    old["catalogue"]["as_of"] = json!("2025-01-31");
    let restored = restore::from_value(&old).unwrap();
    let told = &restored.repairs[0];
    assert_eq!(told.path, "/catalogue/as_of");
    assert!(
        told.message.contains("2025-01-31") && told.message.contains(provided().unwrap().as_of()),
        "{}",
        told.message
    );
    assert_eq!(restored.scenario.catalogue.unwrap().as_of, provided().unwrap().as_of());
}

/// "EEA" permitted no region of the EU, and "DE" no region at all: Frankfurt is filled in as "EU".
#[test]
fn a_law_holds_in_what_lies_in_it() {
    let serving = |permitted: Value| {
        let mut plan = plan();
        plan["user_groups"][0]["permitted_jurisdictions"] = permitted;
        let evaluation = evaluated(&plan);
        let serves = evaluation["options"][1]["rigorous"]["user_groups"][0]["serving_region"].clone();
        (serves, filled(&evaluation, "/regions/frankfurt/jurisdiction")["value"].clone())
    };
    let frankfurt = |label: &str| (json!("frankfurt"), json!(label));
    for (permitted, label) in [("EU", "EU"), ("eea", "EU"), ("DE", "DE"), ("de", "DE")] {
        assert_eq!(serving(json!([permitted])), frankfurt(label), "{permitted}");
    }
    assert_eq!(serving(json!(["FR", "BR"])), (json!("paulo"), json!("EU")));
    assert_eq!(serving(json!(["FR"])).0, Value::Null);
    // A country that is written lies in its bloc, too; what is written goes before the place.
    let mut own = plan();
    own["user_groups"][0]["permitted_jurisdictions"] = json!(["EU"]);
    own["regions"][0]["jurisdiction"] = json!("fr");
    let serves = |plan: &Value| evaluated(plan)["options"][1]["rigorous"]["user_groups"][0]["serving_region"].clone();
    assert_eq!(serves(&own), "frankfurt");
    own["regions"][0]["jurisdiction"] = json!("CH");
    assert_eq!(serves(&own), Value::Null);
    own["user_groups"][0]["permitted_jurisdictions"] = json!(["EEA"]);
    own["regions"][0]["jurisdiction"] = json!("NO");
    assert_eq!(serves(&own), "frankfurt");
    // As it is typed: a name becomes its code, a bloc its capitals.
    let mut scenario = restore::from_value(&plan()).unwrap().scenario;
    edit::set_permitted(&mut scenario, "de", "germany, eea; Mars, uk");
    assert_eq!(scenario.user_groups[0].permitted_jurisdictions, ["DE", "EEA", "Mars", "GB"]);
    assert_eq!(edit::foreign(&scenario, "de"), ["Mars", "GB"]);
}

/// Frankfurt could be at 0° N 0° E, and Germany's users in Australia.
#[test]
fn positions_are_where_their_country_is() {
    let at = |lat: f64, lon: f64| json!({ "lat": lat, "lon": lon });
    let said = |pointer: &str, name: &str, value: Value| {
        let mut plan = plan();
        plan["user_groups"][0]["name"] = json!(name);
        plan["user_latency_ms"] = json!({ "de": { "frankfurt": 20, "paulo": 200 } });
        *plan.pointer_mut(pointer).unwrap() = value;
        restore::from_value(&plan).map_or_else(|refused| refused.to_string(), |_| String::new())
    };
    let group = |name: &str, value: Value| said("/user_groups/0/location", name, value);
    let outside = "/user_groups/de/location: is -33.9, 151.2, which is not in Germany, expected latitude and longitude in Germany, or none";
    assert_eq!(group("Germany", at(-33.9, 151.2)), outside);
    // Munich is; so is Sydney, of users who are only called "de".
    assert_eq!(group("Germany", at(48.1, 11.6)), "");
    assert_eq!(group("Developers", at(-33.9, 151.2)), "");
    let mut region = plan();
    region["regions"][0]["location"] = at(0.0, 0.0);
    assert!(
        faults(&region).starts_with("/regions/frankfurt/location: is 0, 0, which is not in Germany, expected"),
        "{}",
        faults(&region)
    );
    region["regions"][0]["location"] = at(50.1, 8.7);
    assert!(restore::from_value(&region).is_ok());
    // A scenario without a catalogue means what it meant.
    region["regions"][0]["location"] = at(0.0, 0.0);
    region["regions"][0]["price_index"] = json!(1);
    region["user_latency_ms"] =
        json!({ "de": { "frankfurt": 20, "paulo": 200 }, "br": { "frankfurt": 200, "paulo": 20 } });
    region["region_rtt_ms"] = json!({ "frankfurt": { "paulo": 200 } });
    region.as_object_mut().unwrap().remove("catalogue");
    assert!(restore::from_value(&region).is_ok());
}

/// A link with one region that the catalogue does not have listed its round trip from each group as missing too: the one
/// cause stood first of fifty.
#[test]
fn of_a_region_that_is_not_in_the_catalogue_nothing_else_is_missing() {
    let mut plan = plan();
    plan["regions"][0]["catalogue_id"] = json!("aws/eu-nowhere-9");
    let cause = "/regions/frankfurt/catalogue_id: is \"aws/eu-nowhere-9\", expected a region of the catalogue, such as \
        \"aws/us-east-1\"";
    assert_eq!(faults(&plan), cause);
    // Nor of users in a country that it does not have.
    plan["user_groups"][0]["location"] = json!("QQ");
    let both = faults(&plan);
    assert_eq!(both.lines().count(), 2, "{both}");
    assert!(both.contains("/user_groups/de/location") && both.contains(cause), "{both}");
}
