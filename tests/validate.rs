//! A typed scenario is checked by the rules, and in the words, of a file that holds the same.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // helpers of tests

mod support;

use geode_core::scenario::Scenario;
use geode_core::scenario::inputs;
use geode_core::scenario::model::{Kind, Location};
use geode_core::scenario::restore::{self, Refused, Restored};
use proptest::prelude::*;
use support::generator;

/// What comes of it, faults in any order: a file is read section by section, a scenario rule by rule.
fn sorted(outcome: Result<Restored, Refused>) -> Result<(Scenario, Vec<String>), Vec<String>> {
    let sort = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    match outcome {
        Ok(restored) => {
            let repairs =
                restored.repairs.iter().map(|repair| format!("{}: {}", repair.path, repair.message)).collect();
            Ok((restored.scenario, sort(repairs)))
        }
        Err(refused) => Err(sort(refused.0.iter().map(ToString::to_string).collect())),
    }
}

fn same(scenario: &Scenario) -> Result<(), TestCaseError> {
    let read = restore::from_text(&scenario.to_json());
    prop_assert_eq!(sorted(restore::validate(scenario.clone())), sorted(read));
    Ok(())
}

/// Numbers that people and programs write, right and wrong.
fn numbers() -> impl Strategy<Value = f64> {
    prop_oneof![
        -10.0..10.0,
        0.0..1.0,
        1.0..1e13,
        Just(-0.0),
        Just(1e-9),
        Just(40.0),
        Just(f64::MAX),
        (0..100u32).prop_map(f64::from)
    ]
}

proptest! {
    #[test]
    fn a_valid_scenario_stays_as_it_is(scenario in generator::scenarios()) {
        same(&scenario)?;
    }

    #[test]
    fn numbers_out_of_range_are_told_alike(
        mut scenario in generator::scenarios(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), numbers()), 1..6),
    ) {
        // A seed is held in whole digits that no number of a file has.
        let all: Vec<_> = inputs::all(&scenario).into_iter().filter(|(path, ..)| path != "/random_seed").collect();
        for (pick, number) in edits {
            let (_, input, at) = &all[pick.index(all.len())];
            input.set(&mut scenario, *at, Some(number));
        }
        same(&scenario)?;
    }

    #[test]
    fn texts_and_references_are_told_alike(
        mut scenario in generator::scenarios(),
        text in "\\PC{0,100}|[a-z]{1,5}|\u{202e}a|[A-Z]{2,3}",
        place in 0..11u32,
    ) {
        let option = scenario.options.len() - 1;
        match place {
            0 => scenario.name = text,
            1 => scenario.currency = text,
            2 => scenario.baseline = text,
            3 => scenario.user_groups[0].name = text,
            4 => scenario.user_groups[0].permitted_jurisdictions = vec!["EU".into(), text],
            5 => scenario.regions[0].jurisdiction = Some(text),
            6 => scenario.regions[0].location = Some(Location::Country(text)),
            7 => scenario.options[option].name = text,
            8 => scenario.common_mode.dependencies.iter_mut().for_each(|dependency| dependency.name.clone_from(&text)),
            9 => {
                for option in &mut scenario.options {
                    if let Kind::Geode { specialised, .. } = &mut option.kind {
                        specialised.iter_mut().for_each(|task| task.name.clone_from(&text));
                    }
                }
            }
            _ => scenario.user_groups[0].home_region = Some(text),
        }
        same(&scenario)?;
    }
}

/// One more of everything than is allowed.
#[test]
fn lists_that_are_too_long_are_told_alike() {
    let example = support::every_field();
    let mut dependencies = example.clone();
    let dependency = dependencies.common_mode.dependencies[0].clone();
    dependencies.common_mode.dependencies = vec![dependency; 65];
    let mut jurisdictions = example.clone();
    jurisdictions.user_groups[0].permitted_jurisdictions = vec!["EU".into(); 65];
    let mut options = example;
    let option = options.options[0].clone();
    options.options = vec![option; 17];
    for scenario in [dependencies, jurisdictions, options] {
        let outcome = sorted(restore::validate(scenario.clone()));
        assert!(outcome.is_err());
        assert_eq!(outcome, sorted(restore::from_text(&scenario.to_json())));
    }
}
