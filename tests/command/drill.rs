//! `geode drill`: what becomes of an option while regions of it are off.

use crate::EXAMPLE;
use crate::run::geode_with;
use serde_json::{Value, json};

/// With US East off the 40 % of North America go to EU West, 100 ms away: 54 ms + 0.4 × 50 ms.
#[test]
fn who_moves_is_printed() {
    let run = geode_with(&["drill", "-", "--option", "geode-3", "--off", "us-east"], EXAMPLE);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    let drill: Value = serde_json::from_str(&run.output).unwrap();
    assert_eq!([&drill["option"], &drill["off"]], [&json!("geode-3"), &json!(["us-east"])]);
    assert_eq!(drill["groups"][0]["region_after"], json!("eu-west"));
    assert_eq!(drill["mean_latency_after_ms"], json!(74.0));
    assert_eq!(drill["rerouted_seconds"], json!({ "average": 90.0, "last": 120.0 }));
    assert_eq!([&drill["quorum"], &drill["writer_seconds"]], [&Value::Null, &Value::Null]);
    assert_eq!(drill["regions"][1]["capacity_share"], json!(1.0));
}

#[test]
fn what_is_not_there_is_named() {
    for (option, off, says) in [
        ("geode-9", "us-east", "--option: is \"geode-9\", expected one of single"),
        ("geode-3", "mars", "--off: is \"mars\", expected one of us-east, eu-west, asia-east"),
        ("geode-3", "us-west", "--off: is \"us-west\", which the option does not use"),
    ] {
        let run = geode_with(&["drill", "-", "--option", option, "--off", off], EXAMPLE);
        assert_eq!(run.code, 2, "{option} {off}");
        assert!(run.errors.contains(says), "{} does not say {says}", run.errors);
    }
}
