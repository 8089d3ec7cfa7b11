//! A row of a sweep is the evaluation of the edited file: the same figures to the last bit, errors and repairs.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use geode_core::engine::figures;
use geode_core::planning::sweep::{Asked, Base, Cell, Sweep};
use geode_core::report;
use geode_core::scenario::inputs::{self, Input};
use geode_core::scenario::{Scenario, restore};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::generator::scenarios;
use support::{at, example, numbers, set};

/// Every figure of every option, by its path.
fn all_figures(base: &Base) -> String {
    let scenario = base.scenario();
    let ids = |path: &str| -> Vec<String> {
        match path.split('/').nth(2) {
            Some("user_groups") => scenario.user_groups.iter().map(|group| group.id.clone()).collect(),
            Some("regions" | "after_losing") => scenario.regions.iter().map(|region| region.id.clone()).collect(),
            _ => (0..12).map(|step| step.to_string()).collect(),
        }
    };
    let named = |path: &str| match (path.find('{'), path.find('}')) {
        (Some(from), Some(to)) => {
            ids(path).iter().map(|id| format!("{}{id}{}", &path[1..from], &path[to + 1..])).collect()
        }
        _ => vec![path[1..].to_owned()],
    };
    // What no option has cannot be asked for.
    let known = |path: &String| Asked::parse(path, base).is_ok();
    figures::LIST.iter().flat_map(|figure| named(figure.path)).filter(known).collect::<Vec<_>>().join(",")
}

/// What a row should say: figures by name, or an error; and the repairs.
type Expected = (Result<Vec<(String, u64)>, String>, Vec<String>);

/// By the evaluation file of the edited one.
fn expected(text: &str) -> Expected {
    let restored = match restore::from_text(text) {
        Ok(restored) => restored,
        Err(refused) => return (Err(refused.to_string()), Vec::new()),
    };
    let mut evaluation = report::evaluate_restored(&restored);
    report::simulate(&mut evaluation);
    let written: Value = serde_json::from_str(&evaluation.to_json()).unwrap();
    let mut all = Vec::new();
    for option in written["options"].as_array().unwrap() {
        for (path, value) in numbers(option, false) {
            // The items of a list that have a region go by it here.
            let path = match path.strip_prefix("/rigorous/after_losing/").and_then(|rest| rest.split_once('/')) {
                Some((index, field)) => {
                    let item = &option["rigorous"]["after_losing"][index.parse::<usize>().unwrap()];
                    format!("/rigorous/after_losing/{}/{field}", item["region"].as_str().unwrap())
                }
                None => path,
            };
            all.push((format!("{}{path}", option["id"].as_str().unwrap()), value.unwrap().to_bits()));
        }
    }
    all.sort();
    let repairs = restored.repairs.iter().map(|repair| format!("{}: {}", repair.path, repair.message)).collect();
    (Ok(all), repairs)
}

/// A cell as a table has it, and what the edited file has in its place.
#[derive(Debug, Clone)]
enum Edit {
    Keep,
    Null,
    Text(String),
}

fn number(input: &Input, choice: u8, fraction: f64) -> f64 {
    let between = input.min + fraction * (input.max - input.min);
    let number = match choice % 7 {
        0 => input.min,
        1 => input.max,
        2 => input.default.unwrap_or(between),
        3 => between,
        4 => fraction,
        // Below the least: raised, or refused.
        5 => input.min / 2.0 - f64::from(choice % 2),
        _ => input.min + fraction.powi(9) * (input.max - input.min).min(100.0),
    };
    if input.whole && !choice.is_multiple_of(5) { number.round() } else { number }
}

fn edit(input: &Input, choice: u8, fraction: f64) -> Edit {
    match choice {
        0..=15 => Edit::Keep,
        16..=30 => Edit::Null,
        31..=36 => Edit::Text("much".into()),
        37..=40 => Edit::Text("NaN".into()),
        41..=44 => Edit::Text(format!("{:e}", number(input, choice, fraction) * 10.0)),
        _ => Edit::Text(number(input, choice, fraction).to_string()),
    }
}

/// A base that needs repair, or whose file lacks what has a default.
fn worn(scenario: &Scenario, wear: &[u8]) -> Value {
    let mut file = serde_json::to_value(scenario).unwrap();
    for kind in wear {
        let number = |pointer: &str| file.pointer(pointer).and_then(Value::as_f64);
        match kind % 12 {
            0 => drop(file.as_object_mut().unwrap().remove("revenue")),
            1 => drop(file.as_object_mut().unwrap().remove("failover")),
            2 => set(&mut file, "/user_groups/0/share", json!(0.75)),
            3 => set(&mut file, "/cost/compute_share", json!(0.3)),
            4 => set(&mut file, "/user_groups/0/revenue_share", json!(0.9)),
            5 => set(&mut file, "/colour", json!("blue")),
            6 => file["failover"]["active_passive_minutes"] = json!(0),
            7 if number("/regions/1/availability").is_some() => {
                let (a, b) = (scenario.regions[0].id.clone(), scenario.regions[1].id.clone());
                let rows = file["region_rtt_ms"].as_object_mut().unwrap();
                rows.insert(b, json!({ a: 77 }));
            }
            8 => set(&mut file, "/regions/0/unavailability", json!(1e-9)),
            9 if at(&mut file, "/options/0/writes").is_some() => set(&mut file, "/options/0/writes/replicas", json!(1)),
            10 => file["failover"]["manual_recovery_minutes"] = json!(1),
            _ => {}
        }
    }
    file
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_row_is_the_evaluation_of_the_edited_file(
        mut scenario in scenarios(),
        wear in prop::collection::vec(any::<u8>(), 0..3),
        chosen in prop::collection::vec(any::<prop::sample::Index>(), 1..5),
        rows in prop::collection::vec(prop::collection::vec((any::<u8>(), 0.0..=1.0), 5), 1..6),
    ) {
        scenario.simulation_years = 1;
        let file = worn(&scenario, &wear);
        let Ok(base) = Base::read(file.to_string().as_bytes()) else { return Ok(()) };
        let pointers: Vec<String> = inputs::all(base.scenario()).into_iter().map(|(pointer, ..)| pointer).collect();
        let mut columns: Vec<&str> = chosen.iter().map(|index| index.get(&pointers).as_str()).collect();
        columns.sort_unstable();
        columns.dedup();
        columns.retain(|pointer| *pointer != "/simulation_years");
        let asked = Asked::parse(&all_figures(&base), &base).unwrap();
        let of_base: Vec<_> = columns.iter().map(|pointer| base.column(pointer).unwrap()).collect();
        let listed: Vec<_> = columns.iter().map(|pointer| inputs::find(base.scenario(), pointer).unwrap().0).collect();
        let sweep = Sweep::new(base, of_base, asked);
        let mut row = sweep.row();
        for cells in &rows {
            let edits: Vec<Edit> = listed.iter().zip(cells).map(|(input, (c, f))| edit(input, *c, *f)).collect();
            let mut edited = file.clone();
            for (pointer, edit) in columns.iter().zip(&edits) {
                let value = match edit {
                    Edit::Keep => continue,
                    Edit::Null => Value::Null,
                    Edit::Text(text) => serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into()),
                };
                // What the file lacks is made.
                let (parent, _) = pointer.rsplit_once('/').unwrap();
                if !parent.is_empty() && at(&mut edited, parent).is_none() {
                    let (section, _) = parent[1..].split_once('/').unwrap_or((&parent[1..], ""));
                    if at(&mut edited, &format!("/{section}")).is_none() {
                        set(&mut edited, &format!("/{section}"), json!({}));
                    }
                    if at(&mut edited, parent).is_none() {
                        set(&mut edited, parent, json!({}));
                    }
                }
                set(&mut edited, pointer, value);
            }
            let (figures, repairs) = expected(&edited.to_string());
            let cells: Vec<Cell> = edits.iter().map(|edit| match edit {
                Edit::Keep => Cell::Base,
                Edit::Null => Cell::Null,
                Edit::Text(text) => Cell::Text(text),
            }).collect();
            let found = row.evaluate(&cells).map(|()| {
                let named = sweep.asked().iter().zip(row.figures());
                let mut all: Vec<_> = named.filter_map(|(a, v)| Some((a.name.clone(), (*v)?.to_bits()))).collect();
                all.sort();
                all
            });
            prop_assert_eq!(&found, &figures, "{:?} {:?}", columns, edits);
            if found.is_ok() {
                let of_row: Vec<_> = row.repairs().map(|repair| format!("{}: {}", repair.path, repair.message)).collect();
                prop_assert_eq!(of_row, repairs, "{:?} {:?}", columns, edits);
            }
        }
    }
}

fn swept(file: &Value, columns: &[&str], cells: &[Cell]) -> Result<Vec<Option<f64>>, String> {
    let base = Base::read(file.to_string().as_bytes()).unwrap();
    let asked = Asked::parse("single/textbook/mean_latency_ms,geode-3/rigorous/net_monthly_benefit", &base).unwrap();
    let columns = columns.iter().map(|pointer| base.column(pointer).unwrap()).collect();
    let sweep = Sweep::new(base, columns, asked);
    let mut row = sweep.row();
    row.evaluate(cells).map(|()| row.figures().to_vec())
}

/// What `geode evaluate` says of a file with such a number in it.
#[test]
fn a_number_that_no_computer_keeps_is_named() {
    let text = example().to_string().replace("\"monthly\":10000000.0", "\"monthly\":1e999");
    let expected = restore::from_text(&text).unwrap_err().to_string();
    assert_eq!(expected, "/revenue/monthly: is 1e999, more than a number can be, expected a number from 0 to 1e13");
    for cell in [Cell::Text("1e999"), Cell::Json("1e999")] {
        assert_eq!(swept(&example(), &["/revenue/monthly"], &[cell]).unwrap_err(), expected);
    }
}

/// Whole numbers beyond those that a double keeps are told in the digits that were given, as in a file.
#[test]
fn a_number_is_told_in_its_digits() {
    let error = |cell| swept(&example(), &["/finance/horizon_months"], &[cell]).unwrap_err();
    let expected = "/finance/horizon_months: is 9007199254740993, expected a whole number from 1 to 600";
    assert_eq!(error(Cell::Text("9007199254740993")), expected);
    assert_eq!(
        error(Cell::Json("\"12\"")),
        "/finance/horizon_months: is \"12\", expected a whole number from 1 to 600"
    );
    assert_eq!(error(Cell::Json("[1]")), "/finance/horizon_months: is a list, expected a whole number from 1 to 600");
    assert_eq!(
        error(Cell::Number(f64::NAN)),
        "/finance/horizon_months: is \"NaN\", expected a whole number from 1 to 600"
    );
}

/// The scenario in an evaluation is swept as it is evaluated, its faults named where they stand in the file.
#[test]
fn an_evaluation_is_a_base() {
    let evaluation: Value = serde_json::from_str(&report::evaluate(&support::every_field(), &[]).to_json()).unwrap();
    let base = Base::read(evaluation.to_string().as_bytes()).unwrap();
    let asked = Asked::parse("rigorous/npv", &base).unwrap();
    let column = base.column("/revenue/monthly").unwrap();
    let sweep = Sweep::new(base, vec![column], asked);
    let error = sweep.row().evaluate(&[Cell::Number(-1.0)]).unwrap_err();
    assert_eq!(error, "/scenario/revenue/monthly: is -1, expected a number from 0 to 1e13");
    assert!(sweep.row().evaluate(&[Cell::Number(1.0)]).is_ok());
}

#[test]
fn pointers_and_figures_that_name_nothing_are_refused() {
    let base = Base::read(example().to_string().as_bytes()).unwrap();
    for pointer in ["/revenue/montly", "/name", "/regions/mars/mttr_hours", "/regions/9/mttr_hours", "revenue", "/"] {
        let fault = base.column(pointer).unwrap_err();
        assert_eq!((fault.path.as_str(), fault.wrong.as_str()), (pointer, "names no number of the scenario"));
    }
    let pointers = ["/regions/0/mttr_hours", "/region_rtt_ms/eu-west/us-east"].map(|p| base.column(p).unwrap().pointer);
    assert_eq!(pointers, ["/regions/us-east/mttr_hours", "/region_rtt_ms/us-east/eu-west"]);
    let refused = |list: &str| Asked::parse(list, &base).unwrap_err().0;
    for list in
        ["rigorous/nvp", "mars/rigorous/npv", "", "rigorous/regions/mars/load_share", "rigorous/break_even_status"]
    {
        assert_eq!(refused(list)[0].wrong, "names no figure", "{list}");
    }
    let twice = refused("rigorous/npv,geode-3/rigorous/npv,rigorous/,");
    let wrong: Vec<_> = twice.iter().map(|fault| (fault.path.as_str(), fault.wrong.as_str())).collect();
    let expected =
        [("geode-3/rigorous/npv", "stands twice"), ("rigorous/", "names no figure"), ("figures", "names no figure")];
    assert_eq!(wrong, expected);
}

/// What only the names in the file tell: chance seldom meets it.
#[test]
fn what_a_value_asks_of_other_places_is_asked() {
    let compare = |file: &Value, pointer: &str, number: f64, wrong: &str| {
        let base = Base::read(file.to_string().as_bytes()).unwrap();
        let asked = Asked::parse(&all_figures(&base), &base).unwrap();
        let column = base.column(pointer).unwrap();
        let sweep = Sweep::new(base, vec![column], asked);
        let mut row = sweep.row();
        let answer = row.evaluate(&[Cell::Number(number)]);
        let said: Vec<_> = row.repairs().map(|repair| format!("{}: {}", repair.path, repair.message)).collect();
        let mut edited = file.clone();
        set(&mut edited, pointer, json!(number));
        let (figures, repairs) = expected(&edited.to_string());
        assert_eq!(answer.as_ref().err(), figures.as_ref().err(), "{pointer}");
        assert!(answer.is_err() || said == repairs, "{pointer}: {said:?}, not {repairs:?}");
        let told = answer.err().unwrap_or_else(|| said.join("\n"));
        assert!(told.contains(wrong), "{pointer}: {told}");
    };
    let mut twice = example();
    set(&mut twice, "/region_rtt_ms/eu-west", json!({ "us-east": 80 }));
    compare(&twice, "/region_rtt_ms/us-east/eu-west", 85.0, "given in both directions with different values");
    // A group without users needs no latency, and none travels, before the row says so.
    let mut lonely = example();
    set(&mut lonely, "/user_groups/other/share", json!(0));
    set(&mut lonely, "/user_groups/asia/share", json!(0.3));
    support::remove(&mut lonely, "/user_latency_ms/other/asia-east");
    support::remove(&mut lonely, "/user_latency_ms/other/us-east");
    compare(&lonely, "/user_groups/other/share", 0.1, "is missing");
    compare(&lonely, "/user_groups/other/revenue_share", 0.1, "is missing");
    let mut apart = example();
    support::remove(&mut apart, "/region_rtt_ms/eu-west/asia-east");
    compare(&apart, "/traffic/sync_cross_region_calls", 1.0, "makes synchronous cross-region calls");
    set(&mut apart, "/options/geode-3/writes/mode", json!("home_region"));
    compare(&apart, "/traffic/traveller_share", 0.1, "serves travellers");
    set(&mut apart, "/options/geode-3/writes", json!({ "mode": "quorum", "replicas": 1 }));
    compare(&apart, "/options/geode-3/writes/replicas", 3.0, "writes by quorum");
    let mut voting = example();
    set(&mut voting, "/options/geode-3/writes", json!({ "mode": "quorum", "voters": ["us-east"] }));
    compare(&voting, "/options/geode-3/writes/replicas", 3.0, "the voters say which regions hold the data; dropped");
    let mut spread = example();
    let uniform = json!({ "kind": "uniform", "low": 1, "high": 2 });
    set(&mut spread, "/uncertainty", json!([{ "input": "/revenue/monthly", "distribution": uniform }]));
    compare(&spread, "/uncertainty/0/distribution/low", 3.0, "does not fit together");
    compare(&example(), "/failover/active_passive_minutes", 0.0, "raised to 0.000001");
}
