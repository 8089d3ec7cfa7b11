//! What plans with a scenario sees what the catalogue fills in: its answers are those of the same scenario with every cell
//! written out.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // tests

use geode_core::catalogue::{provide, provided};
use geode_core::engine::Depth;
use geode_core::planning::sweep::{Asked, Base, Cell, Sweep};
use geode_core::planning::{
    Drawn, FindRival, Solving, Task, Tornado, Uncertainty, Vary, bytes_of, solving, start, tornado, uncertainty, vary,
};
use geode_core::report;
use geode_core::scenario::{fill, inputs, restore};
use serde_json::{Value, json};

/// Germans and Brazilians on AWS; round trips, latencies, prices and jurisdictions are left to the catalogue.
fn plan() -> Value {
    provide(include_str!("../public/catalogue.txt"));
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
            { "id": "one", "kind": "single_region", "region": "paulo" },
            { "id": "two", "kind": "geode", "regions": ["frankfurt", "paulo"], "writes": { "mode": "quorum" } },
        ],
        "cost": { "single_region_monthly": 1000, "replicated_gb_per_month": 500 },
        "revenue": { "monthly": 100000, "gain_per_100_ms": 0.01 },
        "traffic": { "peak_requests_per_second": 1, "write_fraction": 0.3 },
        "target": { "availability": 0.9999, "monthly_budget": 2500 },
        "uncertainty": [
            { "input": "/revenue/monthly", "distribution": { "kind": "lognormal", "p05": 50000, "p95": 200000 } },
            { "input": "/regions/paulo/price_index", "distribution": { "kind": "lognormal", "p05": 1.2, "p95": 1.9 } },
        ],
    })
}

/// The same with every cell in it, and no catalogue.
fn written_out(plan: &Value) -> Value {
    let scenario = restore::from_value(plan).unwrap_or_else(|refused| panic!("{refused}")).scenario;
    let full = fill::filled_with(&scenario, provided().unwrap());
    let mut written: Value = serde_json::from_str(&full.to_json()).unwrap();
    written.as_object_mut().unwrap().remove("catalogue");
    written
}

const FIGURES: [&str; 3] =
    ["one/rigorous/monthly_cost/total", "two/rigorous/monthly_cost/total", "two/rigorous/mean_latency_ms"];

/// What the whole evaluation says of a file.
fn evaluated(file: &Value) -> Result<Vec<Option<f64>>, String> {
    let restored = restore::from_value(file).map_err(|refused| refused.to_string())?;
    let evaluation: Value = serde_json::from_str(&report::evaluate_restored(&restored).to_json()).unwrap();
    let option = |id: &str| evaluation["options"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap();
    let figure = |path: &&str| {
        let (id, rest) = path.split_once('/').unwrap();
        option(id).pointer(&format!("/{rest}")).and_then(Value::as_f64)
    };
    Ok(FIGURES.iter().map(figure).collect())
}

// A cell that stood empty in a row took the price of transfer that the catalogue had filled in, null meant a price index of
// 1 instead of the catalogue's, and a price of transfer for all regions left theirs in place.
#[test]
fn a_row_of_a_sweep_is_the_evaluation_of_its_file() {
    // By index, so that a written cell has a place in the file.
    let places = [
        ("/regions/paulo/price_index", "/regions/1", "price_index"),
        ("/regions/paulo/transfer_price_per_gb", "/regions/1", "transfer_price_per_gb"),
        ("/cost/transfer_price_per_gb", "/cost", "transfer_price_per_gb"),
        ("/user_groups/br/last_mile_ms", "/user_groups/1", "last_mile_ms"),
        ("/cost/single_region_monthly", "/cost", "single_region_monthly"),
    ];
    let left = plan();
    let mut written = plan();
    written["regions"][1]["price_index"] = json!(3);
    written["regions"][1]["transfer_price_per_gb"] = json!(0.5);
    let mut rows = 0;
    for file in [left, written] {
        let base = Base::read(file.to_string().as_bytes()).unwrap();
        let asked = Asked::parse(&FIGURES.join(","), &base).unwrap();
        let columns = places.iter().map(|(pointer, ..)| base.column(pointer).unwrap()).collect();
        let sweep = Sweep::new(base, columns, asked);
        let mut row = sweep.row();
        // Every choice of nothing, null and a number for the first three; the memory of a row is that of the one before.
        for choice in 0..81 {
            let cells = [choice % 3, choice / 3 % 3, choice / 9 % 3, choice / 27 % 3, 0].map(|which| match which {
                0 => Cell::Base,
                1 => Cell::Null,
                _ => Cell::Number(0.7),
            });
            let mut edited = file.clone();
            for ((_, parent, field), cell) in places.iter().zip(&cells) {
                match cell {
                    Cell::Null => edited.pointer_mut(parent).unwrap()[*field] = Value::Null,
                    Cell::Number(number) => edited.pointer_mut(parent).unwrap()[*field] = json!(number),
                    _ => {}
                }
            }
            let found = row.evaluate(&cells).map(|()| row.figures().to_vec());
            assert_eq!(found, evaluated(&edited), "{cells:?}");
            rows += usize::from(found.is_ok());
        }
    }
    assert!(rows >= 81, "{rows}");
}

/// Asked by name, as the page and the command ask.
fn answer<T: Task>(file: &Value, parameters: &T::Parameters) -> Vec<u8> {
    let mut running = start(T::NAME, &bytes_of(parameters), &file.to_string()).unwrap();
    while running.step() {}
    let answer = running.answer();
    assert!(answer.len() > 2, "{} says nothing", T::NAME);
    answer
}

/// Every way of planning, byte for byte; and prices that are not the catalogue's make other answers.
#[test]
fn planning_with_what_is_filled_in_is_planning_with_it_written() {
    let (left, full) = (plan(), written_out(&plan()));
    let mut cheap = full.clone();
    cheap["regions"][1]["price_index"] = json!(1);
    let row = |path: &str| inputs::LIST.iter().position(|input| input.path == path).unwrap() as u16;
    let scenario = restore::from_value(&full).unwrap().scenario;
    let inputs = Drawn::all(&scenario);
    assert_eq!(inputs.len(), 2);
    assert_eq!(Drawn::all(&restore::from_value(&left).unwrap().scenario), inputs);
    let price = (row("/regions/{region}/price_index"), (1, 0));
    let alike = |name: &str, of: &dyn Fn(&Value) -> Vec<u8>| {
        assert_eq!(of(&left), of(&full), "{name}");
        assert_ne!(of(&left), of(&cheap), "{name} does not see the price");
    };
    let values = vec![0.5, 1.0, 2.0];
    for pointer in ["/cost/single_region_monthly", "/cost/replicated_gb_per_month"] {
        let figure = "rigorous/monthly_cost/total".to_owned();
        let asked = vary::Varying { pointer: pointer.into(), values: values.clone(), figure };
        alike("vary", &|file| answer::<Vary>(file, &asked));
    }
    let ask = solving::Ask { asked: price, option: 0, condition: solving::Condition::Beats(1) };
    alike("solve", &|file| answer::<Solving>(file, &ask));
    let ask = tornado::Ask { inputs: inputs.clone(), depth: Depth::Full };
    alike("tornado", &|file| answer::<Tornado>(file, &ask));
    let ask = uncertainty::Ask { inputs: inputs[..1].to_vec(), samples: 200, seed: 3 };
    alike("uncertainty", &|file| answer::<Uncertainty>(file, &ask));
    alike("rival", &|file| answer::<FindRival>(file, &()));
}
