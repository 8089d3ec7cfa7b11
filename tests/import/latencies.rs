//! Round trips from tables and from cloudping.

use crate::{CATALOGUE, left, read, refused};
use geode_core::scenario::presets;
use geode_import::report::Latency;
use geode_import::{Choice, apply};

fn pair(from: &str, to: &str, ms: f64, measurements: u64) -> Latency {
    Latency { from: from.into(), to: to.into(), ms, measurements }
}

#[test]
fn both_directions_are_one_round_trip() {
    let report = read(
        r#"{"metadata": {"percentile": "p_50", "timeframe": "1Y", "unit": "milliseconds"}, "data": {
            "us-east-1": {"us-east-1": 5.1, "eu-west-1": 70.0}, "eu-west-1": {"us-east-1": 72.0, "eu-west-1": 4.0}}}"#,
    );
    assert_eq!(report.kind, "cloudping");
    assert_eq!(report.latency_ms.as_deref(), Some(&[pair("eu-west-1", "us-east-1", 71.0, 2)][..]));
    assert_eq!((report.rows.read, left(&report, "from a region to itself").0), (4, 2));
}

#[test]
fn tables_may_be_long_or_square() {
    let long = read("from,to,rtt_ms\na,b,10\nb,a,14\na,c,30\n");
    assert_eq!(long.latency_ms.as_deref(), Some(&[pair("a", "b", 12.0, 2), pair("a", "c", 30.0, 1)][..]));
    assert_eq!(long.questions, []);
    let square = read("\ta\tb\tc\na\t0\t10\t30\nb\t14\t0\t\n");
    assert_eq!(square.latency_ms.as_deref(), Some(&[pair("a", "b", 12.0, 2), pair("a", "c", 30.0, 1)][..]));
    assert_eq!((square.rows.read, left(&square, "no measurement").0), (6, 1));
    assert_eq!(square.questions.first().unwrap().value, "round trips or one way?");
}

#[test]
fn impossible_latencies_are_named() {
    let refused = refused("from,to,ms\na,b,10\na,c,-1\n");
    assert_eq!(refused.row, Some(3));
    assert!(refused.wrong.contains("from a to c is -1"));
}

/// A region of the scenario is known by its own id, its name, or the region of the catalogue that stands for it.
#[test]
fn round_trips_between_regions_of_the_scenario_are_taken() {
    let report = read("from,to,ms\nEU West,us-east,71.5\nus-east-1,ap-northeast-1,151\nmars,us-east,9000\n");
    let applied = apply(&report, &presets::worked_example(), &Choice::default(), &CATALOGUE).unwrap();
    let trips = &applied.scenario.region_rtt_ms["us-east"];
    assert_eq!((trips["eu-west"], trips["asia-east"], trips["us-west"]), (71.5, 151.0, 65.0));
    assert_eq!(applied.applied[0].becomes, "2 measured");
    assert!(applied.scenario.notes.contains_key("/region_rtt_ms/us-east/eu-west"));
}
