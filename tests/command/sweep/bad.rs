//! Rows, headers and files that are wrong.

use super::{NPV, base, evaluated, objects, sweep};
use crate::run::{geode_with, scratch};
use serde_json::{Value, json};

const KNOWN: &str = "expected the pointer of a number in this scenario, such as /cost/single_region_monthly";

/// What a whole table has wrong is said before the first row.
#[test]
fn a_header_that_is_wrong_is_refused() {
    let unknown = |name: &str| format!("error: {name}: names no number of the scenario, {KNOWN}\n");
    let output = |name: &str| format!("error: {name}: is a column of the output too, expected another name\n");
    let twice = |name: &str, each: &str| format!("error: {name}: stands twice, expected each {each} once\n");
    for (header, errors) in [
        ("/revenue/montly,/name", unknown("/revenue/montly") + &unknown("/name")),
        ("/revenue/monthly,/revenue/monthly", twice("/revenue/monthly", "column")),
        ("/regions/us-east/mttr_hours,/regions/0/mttr_hours", twice("/regions/0/mttr_hours", "input")),
        (
            "/region_rtt_ms/us-east/us-west,/region_rtt_ms/us-west/us-east",
            twice("/region_rtt_ms/us-west/us-east", "input"),
        ),
        ("id,id,/revenue/monthly", twice("id", "column")),
        ("error,/revenue/monthly", output("error")),
        ("repairs,/revenue/monthly", output("repairs")),
        ("geode-3/rigorous/npv,/revenue/monthly", output("geode-3/rigorous/npv")),
    ] {
        let run = sweep(NPV, format!("{header}\n1\n"), &[]);
        assert_eq!((run.code, run.output.as_str(), run.errors), (2, "", errors));
    }
    let empty = sweep(NPV, "", &[]);
    let message = "error: standard input: is empty, expected a header with the pointers of inputs\n";
    assert_eq!((empty.code, empty.errors.as_str()), (2, message));
    // An output's name is none in JSON lines either.
    let run = sweep(NPV, "{\"error\":1}\n", &[]);
    assert_eq!((run.code, run.output.as_str(), run.errors), (2, "", output("error")));
}

#[test]
fn a_list_of_figures_that_is_wrong_is_refused() {
    for (list, start) in [
        ("rigorous/nvp", "error: rigorous/nvp: names no figure, expected the path of a number of an evaluation"),
        ("", "error: figures: names no figure"),
        ("mars/rigorous/npv", "error: mars/rigorous/npv: names no figure"),
        ("rigorous/npv,geode-3/rigorous/npv", "error: geode-3/rigorous/npv: stands twice, expected each figure once"),
    ] {
        let run = sweep(list, "/revenue/monthly\n1\n", &[]);
        assert_eq!((run.code, run.output.as_str()), (2, ""));
        assert!(run.errors.starts_with(start), "{}", run.errors);
    }
    for more in [["--threads", "0"], ["--threads", "many"], ["--format", "xml"]] {
        assert_eq!(sweep(NPV, "/revenue/monthly\n1\n", &more).code, 2, "{more:?}");
    }
}

/// One error a row, in its place and in the words of `geode evaluate`; the rows around it are as ever.
#[test]
fn a_bad_row_is_answered_in_its_place() {
    let cells = ["1e7", "much", "NaN", "inf", "-1", "1e999", "1.5.2", "0x10", "1e7"];
    let rows: String = cells.iter().map(|cell| format!("{cell}\n")).collect();
    let run = sweep(NPV, format!("/revenue/monthly\n{rows}"), &["--format", "jsonl"]);
    assert_eq!((run.code, run.errors.as_str()), (0, "note: 7 of 9 rows have an error\n"));
    let lines = objects(&run.output);
    assert_eq!(lines.len(), cells.len());
    for (line, cell) in lines.iter().zip(cells) {
        let in_file = match cell {
            "1e999" => {
                let error = "/revenue/monthly: is 1e999, more than a number can be, expected a number from 0 to 1e13";
                assert_eq!(line["error"], error);
                continue;
            }
            "1e7" | "-1" => serde_json::from_str(cell).unwrap(),
            text => json!(text),
        };
        let (error, npv) = match evaluated(&[("/revenue/monthly", in_file)]) {
            Ok(evaluation) => (Value::Null, evaluation["options"][3]["rigorous"]["npv"].clone()),
            Err(error) => (json!(error), Value::Null),
        };
        assert_eq!((&line["error"], &line[NPV], &line["repairs"]), (&error, &npv, &json!([])), "{cell}");
    }
}

/// Several faults stand in one cell, a line each; all parts of the cost may be 0 one by one, not together.
#[test]
fn a_row_that_makes_no_scenario_names_all_faults() {
    let rows = "/cost/compute_share,/cost/fixed_share,/cost/storage_share,/regions/us-east/mttr_hours\n\
                0,0,0,1\n2,0,0,-1\n0,0,1,1\n";
    let run = sweep(NPV, rows, &["--format", "jsonl"]);
    assert_eq!((run.code, run.errors.as_str()), (0, "note: 2 of 3 rows have an error\n"));
    let lines = objects(&run.output);
    assert_eq!(lines[0]["error"], "/cost: compute, fixed and storage shares sum to 0, expected a sum of 1");
    let error = evaluated(&[
        ("/cost/compute_share", json!(2)),
        ("/cost/fixed_share", json!(0)),
        ("/cost/storage_share", json!(0)),
        ("/regions/0/mttr_hours", json!(-1)),
    ])
    .unwrap_err();
    assert!(error.lines().count() > 1 && lines[1]["error"] == error, "{error}\n{}", lines[1]["error"]);
    assert_eq!(lines[2]["error"], Value::Null);
    // In a table they stand in one cell.
    let csv = sweep(NPV, rows, &[]).output;
    assert!(csv.contains(&format!("\"{error}\"\n")), "{csv}");
}

#[test]
fn a_row_of_another_length_is_named() {
    let run = sweep(NPV, "n,/revenue/monthly\n1\n2,1e7,3\n3,1e7\n", &[]);
    let lines: Vec<&str> = run.output.lines().skip(1).collect();
    assert_eq!(lines[0], "1,,,0,\"row: has 1 cells, expected 2, one for each column\"");
    assert_eq!(lines[1], "2,1e7,,0,\"row: has 3 cells, expected 2, one for each column\"");
    assert!(lines[2].starts_with("3,1e7,-") && lines[2].ends_with(",0,"), "{}", lines[2]);
    assert_eq!((run.code, run.errors.as_str(), lines.len()), (0, "note: 2 of 3 rows have an error\n", 3));
    // Text that is none: the output is text all the same.
    let rows = b"n,/revenue/monthly\n\xff,1e7\nb,1e7\n";
    let error = "row: is not UTF-8 text, expected text in UTF-8";
    let csv = sweep(NPV, rows, &[]).output;
    assert!(csv.contains(&format!("\n\u{fffd},1e7,,0,\"{error}\"\nb,1e7,-")), "{csv}");
    let lines = objects(&sweep(NPV, rows, &["--format", "jsonl"]).output);
    assert_eq!((&lines[0]["error"], &lines[1]["error"]), (&json!(error), &Value::Null));
}

/// Of JSON lines the first object names the columns; whatever else a line is, it is answered.
#[test]
fn lines_that_are_no_rows_are_answered() {
    let rows = "\n{\"n\":1,\"/revenue/monthly\":1e7}\n{\n[1]\n{\"n\":2,\"/revenue/monthly\":1e7,\"/nope\":1}\n\
                {\"n\":3,\"n\":4,\"/revenue/monthly\":1e7}\n{\"n\":5,\"/revenue/monthly\":\"1e7\"}\n\
                {\"n\":6,\"m\":1}\n{\"n\":7}";
    let run = sweep(NPV, rows, &[]);
    assert_eq!((run.code, run.errors.as_str()), (0, "note: 7 of 9 rows have an error\n"));
    let object = "expected an object with the pointers of inputs";
    let expected = [
        format!("/: is empty, {object}"),
        String::new(),
        format!("/: is not JSON (EOF while parsing an object at line 1 column 1), {object}"),
        format!("/: is not an object, {object}"),
        "/nope: is no key of the first row, expected the same in all rows".into(),
        "n: stands more than once, expected each name once".into(),
        "/revenue/monthly: is \"1e7\", expected a number from 0 to 1e13".into(),
        "m: is no key of the first row, expected the same in all rows".into(),
        String::new(),
    ];
    let lines = objects(&run.output);
    let errors: Vec<&str> = lines.iter().map(|line| line["error"].as_str().unwrap_or_default()).collect();
    assert_eq!(errors, expected);
    // The same as a table, whose header must be known before.
    let csv = sweep(NPV, rows, &["--format", "csv"]).output;
    assert!(csv.starts_with("n,/revenue/monthly,geode-3/rigorous/npv,repairs,error\n,,,0,\"/: is empty"), "{csv}");
}

/// An unknown pointer, or one that another key has named, is wrong in each row that has it.
#[test]
fn an_unknown_key_is_its_rows_error() {
    for (rows, error) in [
        (
            "{\"/nope\":1,\"/revenue/monthly\":1e7}\n{\"/revenue/monthly\":1e7}\n",
            format!("/nope: names no number of the scenario, {KNOWN}"),
        ),
        (
            "{\"/regions/us-east/mttr_hours\":2,\"/regions/0/mttr_hours\":3}\n{\"/regions/us-east/mttr_hours\":2}\n",
            "/regions/0/mttr_hours: stands twice, expected each input once".into(),
        ),
    ] {
        let lines = objects(&sweep(NPV, rows, &[]).output);
        assert_eq!((&lines[0]["error"], &lines[1]["error"]), (&json!(error), &Value::Null));
    }
}

/// A quote that is never closed would swallow all that follows, and all memory.
#[test]
fn a_record_without_an_end_stops_the_sweep() {
    let run = sweep(NPV, format!("n,/revenue/monthly\n1,1e7\n\"{}", "2,1e7\n".repeat(1 << 18)), &[]);
    assert_eq!(run.code, 2);
    assert!(run.errors.starts_with("error: standard input: has a record that is too long"), "{}", run.errors);
    assert!(run.output.contains("\n1,1e7,") && run.output.ends_with(",0,\n"), "{}", run.output);
    let commas = sweep(NPV, format!("n,/revenue/monthly\n{}\n", ",".repeat(1 << 20)), &[]);
    assert!(commas.code == 2 && commas.errors.contains("too long"), "{}", commas.errors);
    // A line of JSON has its end; what is too long is skipped to it.
    let long = format!("{{\"n\":\"{}\"}}", "x".repeat(1 << 20));
    let lines = objects(&sweep(NPV, format!("{{\"n\":1}}\n{long}\n{{\"n\":2}}\n{long}"), &[]).output);
    let errors: Vec<_> = lines.iter().map(|line| line["error"].clone()).collect();
    let error = json!("/: is too long, expected at most 1048576 bytes");
    assert_eq!(errors, [Value::Null, error.clone(), Value::Null, error]);
}

#[test]
fn a_base_that_is_none_is_refused_as_ever() {
    let run = geode_with(&["sweep", "-", "--rows", "rows.csv", "--figures", NPV], "{}");
    assert_eq!((run.code, run.errors), (2, geode_with(&["evaluate", "-"], "{}").errors));
    let base = base();
    let missing = geode_with(&["sweep", base, "--rows", "no/such/file.csv", "--figures", NPV], "");
    assert!(missing.code == 2 && missing.errors.starts_with("error: no/such/file.csv: cannot be read ("));
}

/// An input that the engine does not know is held to its range all the same.
#[test]
fn a_coordinate_is_checked() {
    let mut scenario: Value = serde_json::from_str(crate::EXAMPLE).unwrap();
    scenario["regions"][0]["location"] = json!({ "lat": 39, "lon": -77 });
    let base = scratch("sweep-located.json", &scenario.to_string());
    let arguments = ["sweep", &base, "--rows", "-", "--figures", NPV];
    let output = geode_with(&arguments, "/regions/us-east/location/lat\n40\n-40\n91\n").output;
    let lines: Vec<Vec<&str>> = output.lines().skip(1).map(|line| line.splitn(4, ',').collect()).collect();
    assert!(lines[0][1] == lines[1][1] && lines[0][1].starts_with('-'), "{output}");
    assert_eq!(lines[2][3], "\"/regions/us-east/location/lat: is 91, expected a number from -90 to 90\"");
}
