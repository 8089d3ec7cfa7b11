//! A number changed in a problem is the same number changed in the scenario.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use geode_core::scenario::Scenario;
use geode_core::scenario::inputs::{self, Input};
use geode_core::scenario::model::{Kind, PlanOption};
use geode_core::scenario::problem::{Given, Problem};
use geode_core::scenario::restore;
use proptest::prelude::*;
use support::generator::scenarios;

/// A value that an input may have: an end of its range, its default, or anything between.
fn value(input: &Input, choice: u8, fraction: f64) -> Option<f64> {
    let between = input.min + fraction * (input.max - input.min);
    let number = match choice % 6 {
        0 => input.min,
        1 => input.max,
        2 => input.default.unwrap_or(between),
        3 => between,
        // Where most numbers are.
        _ => input.min + fraction.powi(9) * (input.max - input.min).min(100.0),
    };
    let number = if input.whole { number.round() } else { number };
    let may_be_empty = input.default.is_none() && !input.required;
    Some(number).filter(|number| input.allows(*number) && !(may_be_empty && choice.is_multiple_of(11)))
}

/// Whether the engine knows an input: neither where things are nor how they are spread, nor a number of regions that hold
/// the data where voters say which do.
fn is_engines(scenario: &Scenario, pointer: &str) -> bool {
    let has_voters = |option: &PlanOption| match &option.kind {
        Kind::Geode { writes, .. } => writes.voters.is_some(),
        _ => false,
    };
    let is_named = |option: &&PlanOption| pointer == format!("/options/{}/writes/replicas", option.id);
    let is_told_by_voters = scenario.options.iter().find(is_named).is_some_and(has_voters);
    !is_of_places(pointer) && !pointer.starts_with("/uncertainty/") && !is_told_by_voters
}

/// Where things are, and what the way to them takes: read by what is filled in, before there is a problem.
fn is_of_places(pointer: &str) -> bool {
    pointer.contains("/location/") || pointer.ends_with("/last_mile_ms")
}

/// All bits, also the sign of 0, but for what was given: a region's availability beside the unavailability that
/// replaces it is read as its complement.
fn bits(mut problem: Problem) -> String {
    problem.given = Given::default();
    format!("{problem:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The heart of every sweep: what `restore` and `compile` make of an edited scenario is what `fit` and `settle` make
    /// of an edited problem, with the same repairs, and both refuse the same.
    #[test]
    fn an_edited_problem_is_the_problem_of_the_edited_scenario(
        scenario in scenarios(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0.0..=1.0), 1..6),
    ) {
        let all = inputs::all(&scenario);
        let (mut edited, mut problem) = (scenario.clone(), Problem::compile(&scenario));
        for (which, choice, fraction) in edits {
            let (pointer, input, at) = which.get(&all);
            let value = value(input, choice, fraction);
            let is_null_allowed = input.default.is_none() && !input.required;
            let is_engines = is_engines(&scenario, pointer);
            if !is_engines && !is_of_places(pointer) || value.is_none() && !is_null_allowed {
                continue;
            }
            prop_assert!(input.set(&mut edited, *at, value), "{}", pointer);
            prop_assert_eq!(input.set_in(&mut problem, *at, value), is_engines, "{}", pointer);
            prop_assert!(!is_engines || input.get_in(&problem, *at) == input.get(&edited, *at), "{}", pointer);
        }
        let fitted = problem.fit();
        problem.settle();
        match restore::from_value(&edited.to_value()) {
            Ok(restored) => {
                let (found, expected) = (bits(problem), bits(Problem::compile(&restored.scenario)));
                let differs = found.bytes().zip(expected.bytes()).take_while(|(a, b)| a == b).count().saturating_sub(60);
                prop_assert!(found == expected, "{:.150} is not {:.150}", &found[differs..], &expected[differs..]);
                let repairs: Vec<_> = restored.repairs.into_iter().map(|r| (r.path, r.message)).collect();
                let words: Vec<_> = fitted.unwrap().words().map(|(path, message)| (path.to_owned(), message)).collect();
                prop_assert_eq!(words, repairs);
            }
            Err(refused) => prop_assert!(fitted.is_err(), "only restore refuses: {}", refused),
        }
    }

    /// Every number that the engine knows stands in the problem as it stands in the scenario.
    #[test]
    fn every_number_has_its_place_in_the_problem(scenario in scenarios()) {
        let problem = Problem::compile(&scenario);
        for (pointer, input, at) in inputs::all(&scenario) {
            let expected = input.get(&scenario, at).filter(|_| is_engines(&scenario, &pointer));
            prop_assert_eq!(input.get_in(&problem, at), expected, "{}", pointer);
        }
    }
}

/// Shares that nothing can be scaled of, or that are more than all, are left to who knows the names.
#[test]
fn numbers_that_make_no_scenario_are_unfit() {
    let example = geode_core::scenario::presets::worked_example();
    let with = |edits: &[(&str, f64)]| {
        let mut problem = Problem::compile(&example);
        for (pointer, value) in edits {
            let (input, at) = inputs::find(&example, pointer).unwrap();
            assert!(input.set_in(&mut problem, at, Some(*value)), "{pointer}");
        }
        problem.fit()
    };
    let none = ["/cost/compute_share", "/cost/fixed_share", "/cost/storage_share"].map(|pointer| (pointer, 0.0));
    assert!(with(&none).is_err());
    assert!(with(&[("/options/geode-3/writes/replicas", 4.0)]).is_err());
    assert!(with(&[("/options/geode-3/writes/replicas", 3.0)]).is_ok());
    // 0.5 + 0.2 + 0.1 of the cost.
    let fitted = with(&[("/cost/compute_share", 0.5)]).unwrap();
    let words: Vec<_> = fitted.words().collect();
    let message = "compute, fixed and storage shares summed to 0.8, not 1; each was divided by the sum";
    assert_eq!(words, [("/cost", message.to_owned())]);
}
