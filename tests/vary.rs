//! A varied input: each point is the evaluation of the scenario with that value in it, to the last bit.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use geode_core::planning::vary::{MOST, Spacing, Vary, Varying, spaced, suggested};
use geode_core::planning::{NotStarted, Progress, answer_of, bytes_of, start};
use geode_core::report::{self, varied};
use geode_core::scenario::inputs;
use geode_core::scenario::{Scenario, presets, restore};
use proptest::prelude::*;
use support::every_field;
use support::generator::scenarios;

/// Asked as the page asks its worker.
fn asked(scenario: &Scenario, varying: &Varying) -> Vec<Result<Vec<Option<f64>>, String>> {
    let mut running = start("vary", &bytes_of(varying), &scenario.to_json()).unwrap();
    assert_eq!(running.progress(), Progress { done: 0, of: varying.values.len() });
    let mut steps = 1;
    while running.step() {
        steps += 1;
    }
    assert_eq!(steps, varying.values.len());
    answer_of::<Vary>(&running.answer()).unwrap()
}

/// What the evaluation file of the changed scenario says, or why there is none.
fn evaluated(scenario: &Scenario, pointer: &str, value: f64, path: &str) -> Result<Vec<Option<u64>>, String> {
    let mut changed = scenario.clone();
    let (input, at) = inputs::find(scenario, pointer).unwrap();
    assert!(input.set(&mut changed, at, Some(value)));
    let restored = restore::from_text(&changed.to_json()).map_err(|refused| refused.to_string())?;
    let evaluation: serde_json::Value = serde_json::from_str(&report::evaluate_restored(&restored).to_json()).unwrap();
    let options = evaluation["options"].as_array().unwrap();
    Ok(options.iter().map(|option| option.pointer(path).unwrap().as_f64().map(f64::to_bits)).collect())
}

fn assert_points(scenario: &Scenario, pointer: &str, values: Vec<f64>, path: &str) {
    let varying = Varying { pointer: pointer.into(), values, figure: path[1..].into() };
    for (value, point) in varying.values.iter().zip(asked(scenario, &varying)) {
        let bits = |figures: Vec<Option<f64>>| figures.into_iter().map(|figure| figure.map(f64::to_bits)).collect();
        let expected = evaluated(scenario, pointer, *value, path);
        assert_eq!(point.map(bits), expected, "{path} at {pointer} = {value}");
    }
}

#[test]
fn every_input_of_every_field() {
    for scenario in [presets::worked_example(), every_field()] {
        let scenario = restore::from_text(&scenario.to_json()).unwrap().scenario;
        for (pointer, _) in varied::inputs(&scenario).into_iter().flat_map(|(_, inputs)| inputs) {
            let (input, at) = inputs::find(&scenario, &pointer).unwrap();
            let values = spaced(input, suggested(input, input.get(&scenario, at)), 3, Spacing::Even);
            assert_points(&scenario, &pointer, values, "/rigorous/net_monthly_benefit");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_input_of_any_scenario(scenario in scenarios(), which in 0_usize..1_000, figure in 0_usize..1_000, textbook: bool) {
        let scenario = restore::from_text(&scenario.to_json()).unwrap().scenario;
        let all: Vec<_> = varied::inputs(&scenario).into_iter().flat_map(|(_, inputs)| inputs).collect();
        let (pointer, _) = &all[which % all.len()];
        let [(_, rigorous), (_, text)] = varied::figures();
        let figures = if textbook { text } else { rigorous };
        let path = figures[figure % figures.len()].path;
        let (input, _) = inputs::find(&scenario, pointer).unwrap();
        // The whole range of the input, its ends included: many of these values make no scenario.
        let values = spaced(input, (input.min, input.max), 4, Spacing::Even);
        assert_points(&scenario, pointer, values, path);
    }

    #[test]
    fn values_ascend_within_their_ends(low in 0.0..1.0_f64, width in 0.0..1.0_f64, count in 0_usize..300, by_factors: bool) {
        let spacing = if by_factors { Spacing::Factors } else { Spacing::Even };
        for path in ["/revenue/monthly", "/regions/{region}/availability", "/failover/failures_to_trip", "/common_mode/beta"] {
            let input = inputs::of_path(path).unwrap();
            let at = |part: f64| input.min + (input.max - input.min) * part;
            let (from, to) = (at(low), at(low + width * (1.0 - low)));
            let values = spaced(input, (from, to), count, spacing);
            prop_assert!(!values.is_empty() && values.len() <= MOST);
            prop_assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", values);
            prop_assert!(values.iter().all(|value| input.allows(*value)), "{:?}", values);
            if !input.whole && from < to && input.allows(from) {
                prop_assert_eq!((values[0], *values.last().unwrap()), (from, to));
            }
        }
    }
}

#[test]
fn what_cannot_be_varied_is_refused() {
    let example = presets::worked_example();
    let varying = |pointer: &str, values: Vec<f64>, figure: &str| {
        let varying = Varying { pointer: pointer.into(), values, figure: figure.into() };
        start("vary", &bytes_of(&varying), &example.to_json()).err()
    };
    assert_eq!(varying("/revenue/monthly", vec![1.0; MOST + 1], "rigorous/npv"), Some(NotStarted::Parameters));
    assert_eq!(varying("/revenue/monthly", vec![1.0; MOST], "rigorous/npv"), None);
    let said = |pointer: &str, figure: &str| varying(pointer, vec![1.0], figure).unwrap().to_string();
    assert!(said("/revenue/montly", "rigorous/npv").starts_with("/revenue/montly: names no number of the scenario"));
    assert!(said("/revenue/monthly", "rigorous/nvp").starts_with("rigorous/nvp: names no figure"));
    assert_eq!(start("vary", &[255], &example.to_json()).err(), Some(NotStarted::Parameters));
}
