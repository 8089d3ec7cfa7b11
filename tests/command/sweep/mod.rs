//! `geode sweep`: a row in, its figures out, in order, whatever the row holds.

mod bad;
mod parquet;
mod streams;

use crate::EXAMPLE;
use crate::run::{Run, geode, geode_with, scratch};
use geode_core::exchange::rows::Table;
use geode_core::scenario::restore;
use serde_json::{Value, json};
use std::sync::LazyLock;

const FIGURES: &str = "rigorous/net_monthly_benefit,geode-3/rigorous/mean_latency_ms";
const NPV: &str = "geode-3/rigorous/npv";

/// The worked example as a file, written once: another test may be reading it.
fn base() -> &'static str {
    static BASE: LazyLock<String> = LazyLock::new(|| scratch("sweep-base.json", EXAMPLE));
    &BASE
}

/// The worked example, and rows from standard input.
fn sweep(figures: &str, rows: impl AsRef<[u8]>, more: &[&str]) -> Run {
    geode_with(&[&["sweep", base(), "--rows", "-", "--figures", figures], more].concat(), rows)
}

/// As [`sweep`], without an error.
fn answers(figures: &str, rows: impl AsRef<[u8]>, more: &[&str]) -> String {
    let run = sweep(figures, rows, more);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    run.output
}

/// The example with values in it, and what `geode evaluate` says of it.
fn evaluated(values: &[(&str, Value)]) -> Result<Value, String> {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    for (pointer, value) in values {
        *scenario.pointer_mut(pointer).unwrap() = value.clone();
    }
    let run = geode_with(&["evaluate", "-"], scenario.to_string());
    match run.code {
        0 => Ok(serde_json::from_str(&run.output).unwrap()),
        _ => Err(run.errors.trim().replace("error: ", "")),
    }
}

fn figure(evaluation: &Value, option: usize, pointer: &str) -> f64 {
    evaluation["options"][option].pointer(pointer).unwrap().as_f64().unwrap()
}

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Origin: the worked example of the architecture guide. With three regions the mean is 54 ms, and 50 000 GB to each of two
/// further regions at $0.02 cost $2 000; a price index of 2 in the first region adds one full copy of $100 000.
#[test]
fn the_worked_example_swept() {
    let rows = "case,/cost/transfer_price_per_gb,/regions/us-east/price_index\nas it is,,\ndear,0.04,\ntwice,0.04,2\n";
    let output = answers("geode-3/rigorous/monthly_cost/total,geode-3/rigorous/mean_latency_ms", rows, &[]);
    let lines: Vec<Vec<&str>> = output.lines().map(|line| line.split(',').collect()).collect();
    let header = "case,/cost/transfer_price_per_gb,/regions/us-east/price_index,geode-3/rigorous/monthly_cost/total,\
                  geode-3/rigorous/mean_latency_ms,repairs,error";
    assert_eq!(output.lines().next(), Some(header));
    for (line, (case, cost)) in lines[1..].iter().zip([("as it is", 302e3), ("dear", 304e3), ("twice", 404e3)]) {
        let number = |place: usize| line[place].parse::<f64>().unwrap();
        assert!((number(3) / cost - 1.0).abs() < 1e-12 && (number(4) / 54.0 - 1.0).abs() < 1e-12, "{line:?}");
        assert_eq!((line[0], line[5], line[6]), (case, "0", ""));
    }
    assert_eq!(lines.len(), 4);
}

/// To the last bit, in every format of text.
#[test]
fn a_row_is_what_evaluate_says_of_the_edited_file() {
    let values = [("/revenue/monthly", json!(3.3e7)), ("/regions/0/mttr_hours", json!(2.75))];
    let expected = evaluated(&values).unwrap();
    let csv = "/revenue/monthly,/regions/us-east/mttr_hours\n3.3e7,2.75\n";
    let lines = "{\"/revenue/monthly\":33000000,\"/regions/us-east/mttr_hours\":2.75}\n";
    for rows in [csv, lines] {
        let output = answers(FIGURES, rows, &["--format", "csv"]);
        let row: Vec<&str> = output.lines().nth(1).unwrap().split(',').collect();
        for option in 0..4 {
            let found: f64 = row[2 + option].parse().unwrap();
            assert_eq!(found.to_bits(), figure(&expected, option, "/rigorous/net_monthly_benefit").to_bits());
        }
        let output = answers(FIGURES, rows, &["--format", "jsonl"]);
        let found = objects(&output)[0]["geode-3/rigorous/mean_latency_ms"].as_f64().unwrap();
        assert_eq!(found.to_bits(), figure(&expected, 3, "/rigorous/mean_latency_ms").to_bits());
    }
}

/// An empty cell and a missing key keep the base's value; null is the default, which the base does not have here.
#[test]
fn nothing_is_the_base_and_null_the_default() {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    scenario["cost"]["transfer_price_per_gb"] = json!(0.1);
    let base = scratch("sweep-dear.json", &scenario.to_string());
    let figures = "geode-3/rigorous/monthly_cost/transfer";
    for rows in [
        "n,/cost/transfer_price_per_gb\n1,\n2,null\n3,0.3\n",
        "{\"n\":1,\"/cost/transfer_price_per_gb\":0.1}\n{\"n\":2,\"/cost/transfer_price_per_gb\":null}\n\
         {\"n\":3,\"/cost/transfer_price_per_gb\":0.3}\n{\"n\":4}\n",
    ] {
        let run = geode_with(&["sweep", &base, "--rows", "-", "--figures", figures, "--format", "jsonl"], rows);
        assert_eq!((run.code, run.errors.as_str()), (0, ""));
        // 2 × 50 000 GB at the base's 0.1, the default of 0.02, 0.3, and the base's again.
        for (row, expected) in objects(&run.output).iter().zip([1e4, 2e3, 3e4, 1e4]) {
            assert!((row[figures].as_f64().unwrap() / expected - 1.0).abs() < 1e-12, "{row}");
        }
    }
}

/// Columns that are no inputs come out as they went in, whatever is in them.
#[test]
fn other_columns_are_carried_through() {
    let csv = "id,/revenue/monthly,\"a, \"\"b\"\"\"\n007,1e7,\"two\nlines, \"\"quoted\"\"\"\n,2e7,ü\n";
    let output = answers(NPV, csv, &[]);
    let start = "id,/revenue/monthly,\"a, \"\"b\"\"\",geode-3/rigorous/npv,repairs,error\n\
                 007,1e7,\"two\nlines, \"\"quoted\"\"\",";
    assert!(output.starts_with(start) && output.contains("\n,2e7,ü,"), "{output}");
    let lines = objects(&answers(NPV, csv, &["--format", "jsonl"]));
    assert_eq!((&lines[0]["id"], &lines[0]["a, \"b\""]), (&json!("007"), &json!("two\nlines, \"quoted\"")));
    assert_eq!((&lines[0]["/revenue/monthly"], &lines[1]["id"]), (&json!(1e7), &json!("")));
    // Of JSON every byte of a value stays, also digits that no double keeps.
    let carried = "{\"a\":[1, {\"b\":1.10}],\"/revenue/monthly\":1e7,\"n\":12345678901234567890123,\"t\":\"x\\u00fc\"}";
    let output = answers(NPV, format!("{carried}\n"), &[]);
    assert!(output.starts_with(carried.trim_end_matches('}')), "{output}");
    let csv = answers(NPV, format!("{carried}\n"), &["--format", "csv"]);
    let row = csv.lines().nth(1).unwrap();
    assert!(row.starts_with("\"[1, {\"\"b\"\":1.10}]\",1e7,12345678901234567890123,xü,"), "{row}");
}

/// What a row has to repair is counted, and told where there is room: by the words of the evaluation file.
#[test]
fn repairs_stand_beside_the_figures() {
    let values = [("/cost/compute_share", json!(0.5)), ("/failover/manual_recovery_minutes", json!(1))];
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    values.iter().for_each(|(pointer, value)| *scenario.pointer_mut(pointer).unwrap() = value.clone());
    let repairs = restore::from_text(&scenario.to_string()).unwrap().repairs;
    let told: Vec<String> = repairs.iter().map(|repair| format!("{}: {}", repair.path, repair.message)).collect();
    assert_eq!(told.len(), 2);
    let rows = "/cost/compute_share,/failover/manual_recovery_minutes\n0.5,1\n,\n";
    let output = answers(NPV, rows, &[]);
    let counts: Vec<&str> = output.lines().skip(1).map(|line| line.split(',').nth(3).unwrap()).collect();
    assert_eq!(counts, ["2", "0"]);
    let lines = objects(&answers(NPV, rows, &["--format", "jsonl"]));
    assert_eq!((&lines[0]["repairs"], &lines[1]["repairs"]), (&json!(told), &json!([])));
}

/// A figure that is not defined is empty, or null: nothing pays back the baseline.
#[test]
fn a_figure_that_is_not_defined_is_nothing() {
    let (figures, rows) = ("single/rigorous/payback_months,single/rigorous/npv", "/revenue/monthly\n1e7\n");
    assert_eq!(answers(figures, rows, &[]).lines().nth(1), Some("1e7,,0,0,"));
    let lines = objects(&answers(figures, rows, &["--format", "jsonl"]));
    let found = (&lines[0]["single/rigorous/payback_months"], &lines[0]["single/rigorous/npv"]);
    assert_eq!(found, (&Value::Null, &json!(0.0)));
}

/// Percentiles and what is left after a loss need more than the headline, years more still; so do list items.
#[test]
fn figures_of_every_depth() {
    let expected = evaluated(&[("/simulation_years", json!(20))]).unwrap();
    let option = &expected["options"][3];
    let item = |list: &str, key: &str, id: &str| {
        let items = option.pointer(list).unwrap().as_array().unwrap();
        items.iter().find(|item| item[key] == id).unwrap().clone()
    };
    let rigorous = &option["rigorous"];
    let all = [
        ("rigorous/reads/p95_latency_ms", rigorous["reads"]["p95_latency_ms"].clone()),
        ("rigorous/regions/eu-west/load_share", item("/rigorous/regions", "id", "eu-west")["load_share"].clone()),
        (
            "rigorous/after_losing/us-east/p95_latency_ms",
            item("/rigorous/after_losing", "region", "us-east")["p95_latency_ms"].clone(),
        ),
        (
            "rigorous/user_groups/asia/mean_latency_ms",
            item("/rigorous/user_groups", "id", "asia")["mean_latency_ms"].clone(),
        ),
        ("rigorous/yearly_downtime_seconds/p95", rigorous["yearly_downtime_seconds"]["p95"].clone()),
        ("bridge/0/downtime_seconds_per_year", option["bridge"][0]["downtime_seconds_per_year"].clone()),
    ];
    let figures: Vec<String> = all.iter().map(|(path, _)| format!("geode-3/{path}")).collect();
    let row = objects(&answers(&figures.join(","), "/simulation_years\n20\n", &["--format", "jsonl"])).remove(0);
    for (name, (_, expected)) in figures.iter().zip(&all) {
        assert!(expected.is_f64() && row[name] == *expected, "{name}: {}, not {expected}", row[name]);
    }
}

/// What was repaired in the base is told once, and counted in every row: a row is the evaluation of the whole file.
#[test]
fn repairs_of_the_base_are_told_and_counted() {
    let base = scratch("sweep-colour.json", &EXAMPLE.replacen('{', "{ \"colour\": \"blue\",", 1));
    let arguments = ["sweep", &base, "--rows", "-", "--figures", "single/rigorous/npv"];
    let run = geode_with(&arguments, "/revenue/monthly\n1\n2\n");
    assert_eq!((run.code, run.errors.as_str()), (0, "repaired: /colour: unknown field, dropped\n"));
    assert_eq!(run.output.lines().skip(1).collect::<Vec<_>>(), ["1,0,1,", "2,0,1,"]);
}

/// Who varies an availability where the file gives an unavailability would see no change, and not know why.
#[test]
fn an_input_that_another_replaces_is_named() {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    scenario["regions"][0]["unavailability"] = json!(1e-9);
    let base = scratch("sweep-replaced.json", &scenario.to_string());
    let arguments = ["sweep", &base, "--rows", "-", "--figures", "single/rigorous/unavailability"];
    let run = geode_with(&arguments, "/regions/us-east/availability\n0.9\n");
    let note = "note: /regions/us-east/availability: has no effect where the region's unavailability is given, \
                as it is in BASE\n";
    assert_eq!((run.code, run.errors.as_str()), (0, note));
}

#[test]
fn base_and_rows_may_come_from_either_side() {
    let rows = scratch("sweep-rows.csv", "/revenue/monthly\n1e7\n");
    let run = geode_with(&["sweep", "-", "--rows", &rows, "--figures", "single/rigorous/npv"], EXAMPLE);
    let expected = "/revenue/monthly,single/rigorous/npv,repairs,error\n1e7,0,0,\n";
    assert_eq!((run.code, run.output.as_str()), (0, expected));
    let both = geode(&["sweep", "-", "--rows", "-", "--figures", "single/rigorous/npv"]);
    let message = "error: --rows: is standard input, as BASE is, expected a file for one of them\n";
    assert_eq!((both.code, both.errors.as_str()), (2, message));
}

/// What `window.geode.sweep` of the page answers, which its own tests hold against the same file: to the byte.
#[test]
fn the_page_answers_as_the_command_prints() {
    let (rows, answers) = (include_str!("page/rows.csv"), include_str!("page/answers.csv"));
    let figures = "rigorous/net_monthly_benefit,geode-3/rigorous/reads/p95_latency_ms";
    let run = sweep(figures, rows, &[]);
    assert_eq!((run.code, run.output.as_str()), (0, answers));
    assert_eq!(run.errors, "note: 5 of 10 rows have an error\n");
    let mut table = Table::new(EXAMPLE, rows.into(), figures).unwrap();
    while table.step().unwrap() {}
    assert_eq!(table.answers(), answers);
    // So many rows that they take several steps, and no end of a line behind the last one.
    let many: String = (0..500).map(|i| format!("\n{i},{}", i * 100_000)).collect();
    let many = format!("n,/revenue/monthly{many}");
    let mut table = Table::new(EXAMPLE, many.clone(), NPV).unwrap();
    let mut steps = 1;
    while table.step().unwrap() {
        steps += 1;
    }
    assert_eq!((steps > 3, table.answers()), (true, sweep(NPV, &many, &[]).output.as_str()));
}

/// What stops the command stops the page, in the same words but for the name of the rows.
#[test]
fn the_page_refuses_what_the_command_refuses() {
    let endless = format!("n,/revenue/monthly\n1,1e7\n\"{}", "2,1e7\n".repeat(1 << 18));
    for (figures, rows) in [
        (NPV, ""),
        (NPV, "/revenue/montly\n1\n"),
        (NPV, "error,/revenue/monthly\n1,1\n"),
        ("rigorous/nvp", "/revenue/monthly\n1\n"),
        (NPV, endless.as_str()),
    ] {
        let refused = match Table::new(EXAMPLE, rows.into(), figures) {
            Err(refused) => refused,
            Ok(mut table) => loop {
                match table.step() {
                    Ok(has_more) => assert!(has_more, "{figures}: is not refused"),
                    Err(refused) => break refused,
                }
            },
        };
        let errors = sweep(figures, rows, &[]).errors.replace("standard input:", "rows:");
        assert_eq!(format!("error: {refused}\n"), errors);
    }
    // All of it is held in memory; the command holds a part.
    let refused = Table::new(EXAMPLE, " ".repeat((1 << 26) + 1), NPV).err().unwrap();
    assert_eq!(refused.to_string(), "rows: are 67108865 bytes, expected at most 67108864: use the command");
}
