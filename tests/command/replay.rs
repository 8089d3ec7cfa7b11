//! `geode replay`: a log of outages against the options of a scenario.

use crate::EXAMPLE;
use crate::run::{geode, scratch};
use serde_json::{Value, json};

fn replay(log: &str, flags: &[&str]) -> (Value, i32, String) {
    let (scenario, log) = (scratch("replay-scenario.json", EXAMPLE), log.to_owned());
    let mut arguments = vec!["replay", &scenario, "--incidents", &log];
    arguments.extend(flags);
    let run = geode(&arguments);
    (serde_json::from_str(&run.output).unwrap_or_default(), run.code, run.errors)
}

fn seconds(answer: &Value, option: usize) -> f64 {
    answer["options"][option]["downtime_seconds"].as_f64().unwrap()
}

/// Two hours of US East: 7 200, 900 and 36 s, by the issue. An hour down costs 10 M ÷ 730 where all revenue is profit.
#[test]
fn two_hours_of_us_east_in_the_worked_example() {
    let log = scratch("replay-one.csv", "start,end,region\n2026-03-01T00:00:00Z,2026-03-01T02:00:00Z,US East\n");
    let (answer, code, errors) = replay(&log, &[]);
    assert_eq!((code, errors.as_str()), (0, ""));
    assert_eq!((&answer["schema"], &answer["version"]), (&json!("geode-planner/replay"), &json!(1)));
    let incident = &answer["incidents"][0];
    assert_eq!(
        (&incident["cause"], &incident["regions"], &incident["rows"]),
        (&json!("region"), &json!(["us-east"]), &json!([2]))
    );
    assert_eq!((&incident["start"], &incident["seconds"]), (&json!("2026-03-01T00:00:00Z"), &json!(7200.0)));
    let ids: Vec<&str> = answer["options"].as_array().unwrap().iter().map(|o| o["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["single", "active-passive", "geode-2", "geode-3"]);
    assert_eq!((seconds(&answer, 0), seconds(&answer, 1)), (7_200.0, 900.0));
    assert!((seconds(&answer, 3) - 36.0).abs() < 1e-9);
    let outcomes: Vec<&Value> = (0..4).map(|i| &incident["options"][i]["outcome"]).collect();
    assert_eq!(outcomes[0], "untouched");
    assert_eq!((outcomes[1], outcomes[3]), (&json!("shortened"), &json!("prevented")));
    let per_hour = 10e6 / 730.0;
    assert!((answer["downtime_cost_per_hour"].as_f64().unwrap() / per_hour - 1.0).abs() < 1e-12);
    assert!((answer["options"][1]["cost"].as_f64().unwrap() / (per_hour / 4.0) - 1.0).abs() < 1e-12);
}

/// A name that the scenario does not have is asked for, once for all its rows, and counts nowhere until it is answered.
#[test]
fn regions_are_asked_for_and_never_guessed() {
    let log = scratch(
        "replay-names.csv",
        "start,end,region\n2026-03-01T00:00:00Z,2026-03-01T02:00:00Z,us-east-1\n\
         2026-04-01T00:00:00Z,2026-04-01T01:00:00Z,us-east-1\n2026-05-01T00:00:00Z,2026-05-01T01:00:00Z,\n",
    );
    let (answer, code, _) = replay(&log, &[]);
    assert_eq!((code, &answer["incidents"]), (0, &json!([])));
    assert_eq!(answer["options"][0]["downtime_seconds"], Value::Null);
    let questions = &answer["questions"];
    assert_eq!((&questions[0]["value"], &questions[0]["rows"]), (&json!("us-east-1"), &json!(2)));
    assert_eq!((&questions[1]["value"], &questions[1]["rows"]), (&json!(""), &json!(1)));
    let answered = replay(&log, &["--region", "us-east-1=us-east", "--cause", "4=supplier"]).0;
    assert_eq!(answered["questions"], json!([]));
    // The supplier's hour is everybody's.
    assert_eq!((seconds(&answered, 0), seconds(&answered, 1)), (4.0 * 3_600.0, 2.0 * 900.0 + 3_600.0));
    let elsewhere = replay(&log, &["--region", "us-east-1=none", "--cause", "4=us-east,eu-west"]).0;
    assert_eq!((elsewhere["incidents"][0]["cause"].as_str(), seconds(&elsewhere, 0)), (Some("regions"), 3_600.0));
    assert_eq!(elsewhere["left_out"], json!([{ "why": "in none of the scenario's regions", "rows": [2, 3] }]));
    let wrong = replay(&log, &["--region", "us-east-1=mars"]);
    assert!(wrong.1 == 2 && wrong.2.contains("--region: is \"us-east-1=mars\", expected NAME=ID"), "{}", wrong.2);
    let wrong = replay(&log, &["--cause", "mars"]);
    assert!(wrong.1 == 2 && wrong.2.contains("--cause: names \"mars\""), "{}", wrong.2);
}

/// Lengths are never added: rows that overlap are one incident, as long as their union. A row of the same times in another
/// region is no copy.
#[test]
fn rows_that_overlap_are_one_incident() {
    let log = scratch(
        "replay-overlap.csv",
        "start,end,regions\n2026-03-01T00:00:00Z,2026-03-01T02:00:00Z,us-east\n\
         2026-03-01T01:00:00Z,2026-03-01T03:00:00Z,us-east\n2026-03-01T01:00:00Z,2026-03-01T03:00:00Z,\"us-west; eu-west\"\n",
    );
    let (answer, ..) = replay(&log, &[]);
    assert_eq!(answer["incidents"].as_array().unwrap().len(), 1);
    assert_eq!((&answer["incidents"][0]["rows"], seconds(&answer, 0)), (&json!([2, 3, 4]), 3.0 * 3_600.0));
    assert_eq!(answer["incidents"][0]["regions"], json!(["us-east", "us-west", "eu-west"]));
    // The pair of US East and US West: its failover, then two hours without both.
    assert_eq!(seconds(&answer, 1), 900.0 + 2.0 * 3_600.0);
}

#[test]
fn a_file_that_is_no_log_is_refused() {
    let (_, code, errors) = replay(&scratch("replay-bill.csv", "region,cost\nus-east,12\n"), &[]);
    assert_eq!(code, 2);
    assert!(errors.contains("expected a log of incidents"), "{errors}");
}

/// `import --into` took all outages of a log for those of its region, which a replay of the same log did not. In 91 days an hour
/// of US East, and with it two of what another name means.
#[test]
fn an_import_and_a_replay_go_by_the_same_names() {
    let log = scratch(
        "replay-import.csv",
        "start,end,region\n2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,us-east\n2026-01-02T00:00:00Z,2026-01-02T02:00:00Z,us-east-1\n\
         2026-01-03T00:00:00Z,2026-01-03T04:00:00Z,us-west\n",
    );
    let scenario = scratch("replay-into.json", EXAMPLE);
    let into = |flags: &[&str]| {
        let mut arguments =
            vec!["import", &log, "--into", &scenario, "--period", "2026-01-01/2026-04-02", "--region", "us-east"];
        arguments.extend(flags);
        geode(&arguments)
    };
    let lost = |output: &str| {
        let changed: Value = serde_json::from_str(output).unwrap();
        changed["regions"][0]["unavailability"].as_f64().unwrap() * 91.0 * 24.0
    };
    let run = into(&[]);
    assert!((lost(&run.output) - 1.0).abs() < 1e-9, "{}", run.errors);
    let said = "not applied: outages: not counted: 1 that name us-east-1, which is no region of the scenario (--region NAME=ID)";
    assert!(run.errors.contains(said) && run.errors.contains("not counted: 1 in other regions"), "{}", run.errors);
    let told = into(&["--region", "us-east-1=us-east"]);
    assert!((lost(&told.output) - 3.0).abs() < 1e-9, "{}", told.errors);
    let wrong = into(&["--region", "us-east-1=mars"]);
    assert!(
        wrong.code == 2 && wrong.errors.contains("--region: is \"us-east-1=mars\", expected NAME=ID"),
        "{}",
        wrong.errors
    );
}

/// A cause of a row that is no outage of the log was dropped without a word; and in a file with CRLF it hit the row above the
/// one that was meant.
#[test]
fn a_cause_is_of_the_row_that_it_names() {
    let log = "id,started_at,ended_at,region\n1,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,foo\n\
               2,2026-02-01T00:00:00Z,2026-02-01T01:00:00Z,bar\n";
    for (name, log) in [("replay-lf.csv", log.to_owned()), ("replay-crlf.csv", log.replace('\n', "\r\n"))] {
        let log = scratch(name, &log);
        let (answer, ..) = replay(&log, &["--cause", "2=us-east"]);
        let incidents = &answer["incidents"];
        assert_eq!((&incidents[0]["rows"], &incidents[1]), (&json!([2]), &Value::Null));
        assert_eq!(incidents[0]["start"], "2026-01-01T00:00:00Z");
        let (_, code, errors) = replay(&log, &["--cause", "4=us-east"]);
        assert!(code == 2 && errors.contains("--cause: is for row 4, which is no outage"), "{errors}");
        assert!(errors.contains("expected a row of an outage: 2, 3"), "{errors}");
    }
}
