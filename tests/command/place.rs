//! `geode place`: which regions?

use crate::EXAMPLE;
use crate::run::geode_with;
use serde_json::{Value, json};

/// The answer of a call that succeeds.
fn answer(arguments: &[&str], scenario: &str) -> Value {
    let run = geode_with(&[&["place", "-"], arguments].concat(), scenario);
    assert_eq!(run.code, 0, "{}", run.errors);
    serde_json::from_str(&run.output).unwrap()
}

/// By hand: groups 40/30/20/10 % of the worked example wait for the nearest of the regions.
#[test]
fn the_worked_example_is_placed() {
    let scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    let ms = |group: &Value, region: &str| {
        scenario["user_latency_ms"][group["id"].as_str().unwrap()][region].as_f64().unwrap()
    };
    let mean = |regions: &[&str]| -> f64 {
        let groups = scenario["user_groups"].as_array().unwrap();
        let nearest = |group: &Value| regions.iter().map(|region| ms(group, region)).fold(f64::INFINITY, f64::min);
        groups.iter().map(|group| group["share"].as_f64().unwrap() * nearest(group)).sum()
    };
    let ids: Vec<&str> =
        scenario["regions"].as_array().unwrap().iter().map(|region| region["id"].as_str().unwrap()).collect();
    let two = answer(&["--regions", "2"], EXAMPLE);
    let pairs = (0..ids.len()).flat_map(|a| (a + 1..ids.len()).map(move |b| (a, b)));
    let least = pairs.map(|(a, b)| mean(&[ids[a], ids[b]])).fold(f64::INFINITY, f64::min);
    assert!((two["mean_latency_ms"].as_f64().unwrap() - least).abs() < 1e-9);
    // 74 ms with either; of these the first of the file.
    assert_eq!(two["regions"], json!(["us-west", "eu-west"]));
    assert!((mean(&["eu-west", "asia-east"]) - least).abs() < 1e-9);
    assert_eq!([&two["objective"], &two["proven"], &two["gap"]], [&json!("mean"), &json!(true), &json!(0.0)]);
    assert_eq!(two["lower_bound"], two["mean_latency_ms"]);
    assert_eq!(
        [&two["unserved_groups"], &two["excluded"], &two["carbon_g_per_kwh"]],
        [&json!([]), &json!([]), &Value::Null]
    );
    let counts: Vec<&Value> = two["by_count"].as_array().unwrap().iter().map(|counted| &counted["n"]).collect();
    assert_eq!(counts, [1, 2]);
    let keys: Vec<&String> = two.as_object().unwrap().keys().collect();
    let expected = [
        "objective",
        "regions",
        "mean_latency_ms",
        "p95_latency_ms",
        "additive_cost",
        "carbon_g_per_kwh",
        "lower_bound",
        "gap",
        "proven",
        "greedy",
        "by_count",
        "unserved_groups",
        "excluded",
    ];
    assert_eq!(keys, expected);
}

#[test]
fn conditions_hold() {
    let without = answer(&["--regions", "2", "--never", "us-east", "--never", "us-west"], EXAMPLE);
    assert_eq!(without["regions"], json!(["eu-west", "asia-east"]));
    assert_eq!(without["excluded"][0], json!({ "region": "us-east", "why": "excluded by --never" }));
    let with = answer(&["--regions", "2", "--must", "us-west"], EXAMPLE);
    assert!(with["regions"].as_array().unwrap().contains(&json!("us-west")));
    // One region of price index 1 is the cheapest; a limit on the mean that only three keep costs three.
    let cheapest = answer(&["--regions", "3", "--objective", "cost"], EXAMPLE);
    assert_eq!([&cheapest["regions"], &cheapest["additive_cost"]], [&json!(["us-east"]), &json!(1.0)]);
    let three = &cheapest["by_count"][2]["mean_latency_ms"];
    let limit = three.as_f64().unwrap().to_string();
    let dear = answer(&["--regions", "3", "--objective", "cost", "--max-mean-ms", &limit], EXAMPLE);
    assert_eq!([&dear["additive_cost"], &dear["mean_latency_ms"]], [&json!(3.0), three]);
    let front = answer(&["--regions", "3", "--front"], EXAMPLE);
    let points = front["front"].as_array().unwrap();
    assert_eq!(points.len(), 30);
    for point in points {
        assert!(point["mean_latency_ms"].as_f64().unwrap() <= point["max_mean_ms"].as_f64().unwrap() * (1.0 + 1e-9));
        assert_eq!(point["proven"], true);
    }
}

#[test]
fn what_no_set_keeps_is_said() {
    let run = geode_with(&["place", "-", "--regions", "1", "--max-mean-ms", "1"], EXAMPLE);
    assert_eq!((run.code, run.errors.as_str()), (0, "note: no set of regions is within the limits\n"));
    let found: Value = serde_json::from_str(&run.output).unwrap();
    assert_eq!([&found["regions"], &found["gap"], &found["proven"]], [&Value::Null, &Value::Null, &json!(true)]);
    assert_eq!(found["by_count"][0]["n"], 1);
}

#[test]
fn groups_that_no_region_may_serve_are_named() {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    scenario["user_groups"][1]["permitted_jurisdictions"] = json!(["Atlantis"]);
    let id = scenario["user_groups"][1]["id"].clone();
    let found = answer(&["--regions", "2"], &scenario.to_string());
    assert_eq!([&found["unserved_groups"], &found["proven"]], [&json!([id]), &json!(true)]);
}

/// A provider or a jurisdiction that left no region was said to be a fault of `--regions`; a region of the file that the
/// jurisdiction leaves out was said to be unknown where `--never` leaves it out too.
#[test]
fn the_argument_that_leaves_no_region_is_named() {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    for (region, law) in ["US", "US", "IE", "SG"].into_iter().enumerate() {
        scenario["regions"][region]["jurisdiction"] = json!(law);
    }
    scenario["regions"][2]["catalogue_id"] = json!("azure/northeurope");
    for (arguments, says) in [
        (&["--provider", "aws"][..], "--provider: is \"aws\", of which no region is known to be"),
        (
            &["--jurisdiction", "XX", "--jurisdiction", "YY"],
            "--jurisdiction: is \"XX\", \"YY\", where no region is known to be, expected one of EU, EEA, IE, SG, US\n",
        ),
        (
            &["--provider", "azure", "--jurisdiction", "US"],
            "--jurisdiction: is \"US\", where no region is known to be, expected one of EU, EEA, IE\n",
        ),
        (&["--jurisdiction", "EEA", "--never", "mars"], "--never: names the region \"mars\", expected one of us-east"),
    ] {
        let run = geode_with(&[&["place", "-", "--regions", "1"], arguments].concat(), scenario.to_string());
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{arguments:?}");
        assert!(run.errors.contains(says), "{} does not say {says}", run.errors);
    }
    let out = ["--regions", "1", "--jurisdiction", "EEA", "--never", "us-east"];
    assert_eq!(answer(&out, &scenario.to_string())["regions"], json!(["eu-west"]));
}

/// Users in Ireland, Brazil, Japan and Singapore: AWS has regions in each.
#[test]
fn the_catalogue_places_users_by_country() {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    for (group, country) in ["IE", "BR", "JP", "SG"].into_iter().enumerate() {
        scenario["user_groups"][group]["location"] = json!(country);
    }
    let run =
        geode_with(&["place", "-", "--regions", "4", "--from", "catalogue", "--provider", "aws"], scenario.to_string());
    assert_eq!(run.code, 0, "{}", run.errors);
    assert!(run.errors.contains("are modelled"), "{}", run.errors);
    let found: Value = serde_json::from_str(&run.output).unwrap();
    assert_eq!(found["proven"], true);
    for region in ["aws/eu-west-1", "aws/sa-east-1", "aws/ap-southeast-1"] {
        assert!(found["regions"].as_array().unwrap().contains(&json!(region)), "{}", found["regions"]);
    }
    // Its price indices count where cost does.
    let arguments =
        ["--regions", "4", "--from", "catalogue", "--provider", "azure", "--objective", "cost", "--max-mean-ms", "80"];
    let cheap = answer(&arguments, &scenario.to_string());
    assert!(cheap["mean_latency_ms"].as_f64().unwrap() <= 80.0 && cheap["additive_cost"].as_f64().unwrap() >= 1.0);
}

#[test]
fn what_cannot_be_placed_is_named() {
    for (arguments, says) in [
        (&["--regions", "5"][..], "--regions: is more than there are candidates, expected at most 4"),
        (&["--regions", "0"], "--regions"),
        (&["--regions", "17"], "--regions"),
        (&["--regions", "2", "--must", "mars"], "--must: names the region \"mars\", expected one of us-east, us-west"),
        (&["--regions", "2", "--never", "mars"], "--never: names the region \"mars\""),
        (
            &["--regions", "1", "--must", "us-east", "--must", "us-west"],
            "--must: names more regions than there are to be",
        ),
        (
            &["--regions", "1", "--must", "us-east", "--never", "us-east"],
            "names the region \"us-east\": excluded by --never",
        ),
        (&["--regions", "1", "--max-mean-ms", "-1"], "--max-mean-ms: is -1, expected a number of at least 0"),
        (&["--regions", "1", "--max-cost", "NaN"], "--max-cost: is NaN"),
        (
            &["--regions", "1", "--objective", "carbon"],
            "--regions: has no candidate to choose from, us-east: the carbon intensity of its grid is unknown",
        ),
        (
            &["--regions", "1", "--provider", "aws"],
            "--provider: is \"aws\", of which no region is known to be, expected the provider of a region",
        ),
        (
            &["--regions", "1", "--jurisdiction", "E"],
            "--jurisdiction: is \"E\", where no region is known to be, expected one of EU, EEA, JP, US",
        ),
        (
            &["--regions", "1", "--from", "catalogue", "--provider", "ovh"],
            "--provider: is \"ovh\", expected aws, azure or gcp",
        ),
        (&["--regions", "1", "--from", "catalogue", "--objective", "cost"], "--provider: is missing, expected one"),
        (
            &["--regions", "1", "--from", "catalogue"],
            "/user_groups/north-america/location: is missing, expected the code of a",
        ),
    ] {
        let run = geode_with(&[&["place", "-"], arguments].concat(), EXAMPLE);
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{arguments:?}");
        assert!(run.errors.contains(says), "{} does not say {says}", run.errors);
    }
}

/// Users in Germany, and regions of the scenario's own in the catalogue.
fn in_germany(regions: &[&str]) -> Value {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    let region = |id: &&str| json!({ "id": id.split_once('/').unwrap().1, "availability": 0.9995, "catalogue_id": id });
    scenario["catalogue"] = json!({ "as_of": "2026-11-28" });
    scenario["regions"] = regions.iter().map(region).collect();
    scenario["user_groups"] = json!([{ "id": "de", "share": 1, "location": "DE" }]);
    scenario["options"] =
        json!([{ "id": "one", "kind": "single_region", "region": regions[0].split_once('/').unwrap().1 }]);
    (scenario["user_latency_ms"], scenario["region_rtt_ms"]) = (json!({}), json!({}));
    (scenario["baseline"], scenario["notes"]) = (json!("one"), json!({}));
    scenario
}

/// A region of AWS and one of Azure were added up: 1.2 times the one's reference and 1.1 times the other's are no sum.
#[test]
fn prices_of_two_providers_are_not_added_up() {
    let both = in_germany(&["aws/eu-central-1", "azure/swedencentral", "aws/eu-west-1"]).to_string();
    for question in [&["--objective", "cost"][..], &["--max-cost", "3"], &["--front"]] {
        let run = geode_with(&[&["place", "-", "--regions", "2"], question].concat(), &both);
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{question:?}");
        let says = "--provider: is missing, expected one such as aws: price indices compare regions of one provider at a \
                    time, and these are of AWS and Azure";
        assert!(run.errors.contains(says), "{}", run.errors);
    }
    let one = answer(&["--regions", "2", "--objective", "cost", "--provider", "aws"], &both);
    // m5.xlarge: 0.214 in Ireland, 0.23 in Frankfurt, 0.192 in us-east-1.
    assert_eq!(one["regions"], json!(["eu-west-1"]));
    assert!((one["additive_cost"].as_f64().unwrap() - 0.214 / 0.192).abs() < 1e-3);
    let never = answer(&["--regions", "1", "--objective", "cost", "--never", "swedencentral"], &both);
    assert_eq!(never["regions"], json!(["eu-west-1"]));
    // Where cost is not asked for there is a set of both, and no sum.
    let run = geode_with(&["place", "-", "--regions", "2", "--must", "swedencentral"], &both);
    let found: Value = serde_json::from_str(&run.output).unwrap();
    assert_eq!([&found["additive_cost"], &found["proven"]], [&Value::Null, &json!(true)]);
    assert!(run.errors.contains("note: The sum of price indices is unknown: price indices compare"), "{}", run.errors);
}

/// Google's figure of 2024 and Cloud Carbon Footprint's of 2023 were ranked as if one had measured both.
#[test]
fn carbon_of_two_methods_is_said_to_be() {
    let both = in_germany(&["aws/eu-central-1", "gcp/europe-west3", "gcp/europe-north1"]);
    let ask = |more: &[&str]| {
        let run =
            geode_with(&[&["place", "-", "--regions", "1", "--objective", "carbon"], more].concat(), both.to_string());
        assert_eq!(run.code, 0, "{}", run.errors);
        run.errors
    };
    let said = ask(&[]);
    for word in ["note: Carbon intensities of different methods", "(Google), 2024; ", "Cloud Carbon Footprint, 2023-05"]
    {
        assert!(said.contains(word), "{said}");
    }
    assert_eq!(ask(&["--provider", "gcp"]), "");
    assert_eq!(ask(&["--never", "eu-central-1"]), "");
}

/// Zurich is in Europe and in "europe-west6", and not in the EU.
#[test]
fn candidates_are_of_a_jurisdiction_as_a_whole() {
    let own = in_germany(&["aws/eu-central-2", "aws/eu-central-1", "azure/norwayeast", "aws/eu-west-2"]).to_string();
    let nearest = |law: &str| answer(&["--regions", "1", "--jurisdiction", law], &own)["regions"][0].clone();
    assert_eq!(
        ["EU", "eea", "CH", "gb", "NO"].map(nearest),
        ["eu-central-1", "eu-central-1", "eu-central-2", "eu-west-2", "norwayeast"]
    );
    let two = answer(&["--regions", "2", "--jurisdiction", "EEA"], &own);
    assert_eq!(two["regions"], json!(["eu-central-1", "norwayeast"]));
    let of = ["--from", "catalogue", "--provider", "aws", "--regions", "1"];
    let best = |more: &[&str]| answer(&[&of, more].concat(), &own);
    assert_eq!(best(&["--jurisdiction", "CH"])["regions"], json!(["aws/eu-central-2"]));
    assert_eq!(best(&[])["excluded"], json!([]));
    // Announced: nobody knows where it is, so it is named, and no candidate.
    let every = best(&["--any-status"]);
    let why = |region: &str| every["excluded"].as_array().unwrap().iter().find(|one| one["region"] == region).cloned();
    assert_eq!(why("aws/me-west-1").unwrap()["why"], "the round trip of de/DE is unknown");
    let azure = ["--from", "catalogue", "--provider", "azure", "--regions", "1", "--must", "azure/norwaywest"];
    assert!(
        geode_with(&[&["place", "-"], &azure[..]].concat(), &own)
            .errors
            .contains("names the region \"azure/norwaywest\"")
    );
    assert_eq!(answer(&[&azure[..], &["--any-status"]].concat(), &own)["regions"], json!(["azure/norwaywest"]));
}
