//! What holds for every valid scenario: it comes back from file and link, the lists know every number, and the
//! textbook figures move the right way.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

mod support;

use geode_core::engine::figures::Needs;
use geode_core::engine::figures::{self, Quantity};
use geode_core::engine::simulation::{Simulation, Yearly};
use geode_core::engine::{Depth, Figures, Scratch, evaluate, textbook};
use geode_core::exchange;
use geode_core::quantity::Unit;
use geode_core::report::{self, OptionEvaluation};
use geode_core::scenario::edit::{needs_latency, regions_of};
use geode_core::scenario::model::Kind;
use geode_core::scenario::problem::Problem;
use geode_core::scenario::{Scenario, inputs, restore};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use support::generator::{fixed, scenarios};
use support::{at, every_field, numbers, remove};

fn json(scenario: &Scenario) -> Value {
    serde_json::to_value(scenario).unwrap()
}

fn textbook_of(scenario: &Scenario) -> Vec<textbook::Textbook> {
    textbook::evaluate(&Problem::compile(scenario))
}

/// Half of an input's way to the other end of its range, as far as it can hold it.
fn another_value(input: &inputs::Input, value: f64) -> f64 {
    let middle = value + (if value > input.min { input.min } else { input.max } - value) / 2.0;
    if input.whole { middle.round() } else { middle }
}

/// The values of a figure with their paths: one, or one for each item of its list. Nulls are left out.
fn listed(figure: &figures::Figure, option: &OptionEvaluation, written: &Value) -> Vec<(String, Option<f64>)> {
    let Some((list, rest)) = figure.path.split_once("/{") else {
        return Vec::from_iter(figure.get(option).map(|value| (figure.path.into(), Some(value))));
    };
    let field = rest.split_once('/').unwrap().1;
    let items = written.pointer(list).unwrap().as_array().unwrap().iter().enumerate();
    let named = |(i, item): (usize, &Value)| {
        let id = item.get("id").and_then(Value::as_str).map_or_else(|| i.to_string(), str::to_owned);
        figure.get_at(option, i).map(|value| (format!("{list}/{id}/{field}"), Some(value)))
    };
    items.filter_map(named).collect()
}

proptest! {
    // Cases that a property does not speak of cost little, and there may be many among thousands.
    #![proptest_config(ProptestConfig { max_global_rejects: 1 << 20, ..ProptestConfig::default() })]

    #[test]
    fn the_file_of_a_scenario_opens_to_the_same(scenario in scenarios()) {
        for text in [serde_json::to_string(&scenario).unwrap(), report::evaluate(&scenario, &[]).to_json()] {
            let restored = restore::from_text(&text).map_err(|e| TestCaseError::fail(e.to_string()))?;
            prop_assert_eq!(&restored.scenario, &scenario);
            prop_assert_eq!(restored.repairs, vec![]);
        }
    }

    #[test]
    fn what_is_written_is_the_json_of_serde_json(scenario in scenarios()) {
        prop_assert_eq!(scenario.to_json(), serde_json::to_string(&scenario).unwrap());
        let evaluation = report::evaluate(&scenario, &[]);
        let written: Value = serde_json::from_str(&evaluation.to_json()).unwrap();
        prop_assert_eq!(written.to_string(), serde_json::to_string(&evaluation).unwrap());
    }

    #[test]
    fn the_link_of_a_scenario_opens_to_the_same(scenario in scenarios()) {
        let link = exchange::scenario::to_fragment(&scenario).unwrap();
        let restored = exchange::scenario::from_link(&link).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(restored.scenario, scenario);
        prop_assert_eq!(restored.repairs, vec![]);
    }

    #[test]
    fn the_list_of_inputs_has_every_number_of_a_scenario_once(scenario in scenarios()) {
        let mut found = numbers(&json(&scenario), false);
        found.retain(|(path, _)| path != "/version");
        let mut listed: Vec<(String, Option<f64>)> = inputs::all(&scenario)
            .into_iter()
            .map(|(pointer, input, at)| (pointer, input.get(&scenario, at)))
            .filter(|(_, value)| value.is_some())
            .collect();
        found.sort_by(|a, b| a.partial_cmp(b).unwrap());
        listed.sort_by(|a, b| a.partial_cmp(b).unwrap());
        prop_assert_eq!(found, listed);
    }

    #[test]
    fn every_input_can_be_read_written_and_put_back(original in scenarios()) {
        let mut scenario = original.clone();
        for (pointer, input, at) in inputs::all(&original) {
            let (found, place) = inputs::find(&original, &pointer).unwrap();
            prop_assert_eq!((found.path, place), (input.path, at), "{}", pointer);
            prop_assert_eq!(inputs::canonical(&original, &pointer), Some(pointer.clone()));
            let before = input.get(&scenario, at);
            let new = another_value(input, before.unwrap_or(input.max));
            prop_assert!(input.set(&mut scenario, at, Some(new)), "{}", pointer);
            prop_assert_eq!(input.get(&scenario, at), Some(new), "{}", pointer);
            prop_assert!(input.set(&mut scenario, at, before), "{}", pointer);
            prop_assert_eq!(&scenario, &original, "{}", pointer);
        }
    }

    #[test]
    fn the_list_of_figures_has_every_number_of_an_option_once(mut scenario in scenarios()) {
        scenario.simulation_years = 2;
        let mut evaluation = report::evaluate(&scenario, &[]);
        report::simulate(&mut evaluation);
        let written: Value = serde_json::from_str(&evaluation.to_json()).unwrap();
        for (i, option) in evaluation.options.iter().enumerate() {
            let mut found = numbers(&written["options"][i], false);
            let mut listed: Vec<(String, Option<f64>)> =
                figures::LIST.iter().flat_map(|figure| listed(figure, option, &written["options"][i])).collect();
            found.sort_by(|a, b| a.partial_cmp(b).unwrap());
            listed.sort_by(|a, b| a.partial_cmp(b).unwrap());
            prop_assert_eq!(found, listed);
        }
    }

    /// What a figure needs is enough for it: a sweep computes no more.
    #[test]
    fn figures_need_no_more_than_they_say(scenario in scenarios()) {
        let problem = Problem::compile(&scenario);
        let of = |depth| {
            let mut figures = Figures::default();
            evaluate(&problem, &mut Scratch::default(), &mut figures, depth);
            figures.options
        };
        let full = of(Depth::Full);
        for needs in [Needs::Headline, Needs::P95] {
            for (less, full) in of(needs.depth()).iter().zip(&full) {
                for figure in figures::LIST.iter().filter(|figure| figure.needs <= needs) {
                    let bits = |option, item| figure.get_at(option, item).map(f64::to_bits);
                    prop_assert!((0..16).all(|item| bits(less, item) == bits(full, item)), "{}", figure.path);
                }
            }
        }
    }

    #[test]
    fn figures_are_finite_and_fractions_are_fractions(scenario in scenarios()) {
        // JSON has no word for NaN and writes null, so the values themselves are looked at.
        for option in report::evaluate(&scenario, &[]).options {
            for (figure, item) in figures::LIST.iter().flat_map(|figure| (0..16).map(move |item| (figure, item))) {
                let value = figure.get_at(&option, item);
                prop_assert!(value.is_none_or(f64::is_finite), "{}: {:?}", figure.path, value);
                if matches!(figure.quantity, Quantity::Unavailability | Quantity::Availability) {
                    prop_assert!(value.is_none_or(|v| (0.0..=1.0).contains(&v)), "{}: {:?}", figure.path, value);
                }
            }
        }
    }

    #[test]
    fn another_region_raises_neither_unavailability_nor_latency(mut scenario in scenarios()) {
        let before = textbook_of(&scenario);
        let all: Vec<String> = scenario.regions.iter().map(|r| r.id.clone()).collect();
        let mut grown = false;
        for option in &mut scenario.options {
            if let Kind::Geode { regions, .. } = &mut option.kind
                && let Some(new) = all.iter().find(|id| !regions.contains(id))
            {
                regions.push(new.clone());
                grown = true;
            }
        }
        prop_assume!(grown);
        for (was, is) in before.iter().zip(textbook_of(&scenario)) {
            prop_assert!(is.unavailability <= was.unavailability);
            prop_assert!(is.mean_latency_ms <= was.mean_latency_ms);
        }
    }

    #[test]
    fn a_nearer_region_never_raises_the_mean(mut scenario in scenarios(), cell in any::<prop::sample::Index>()) {
        let before = textbook_of(&scenario);
        let mut cells: Vec<&mut f64> = scenario.user_latency_ms.iter_mut().flat_map(|(_, row)| row.iter_mut()).map(|(_, ms)| ms).collect();
        let chosen = cell.index(cells.len());
        *cells[chosen] /= 2.0;
        for (was, is) in before.iter().zip(textbook_of(&scenario)) {
            prop_assert!(is.mean_latency_ms <= was.mean_latency_ms);
        }
    }

    /// A power of two scales without rounding, so nothing but the amounts may move, and they exactly.
    #[test]
    fn another_currency_changes_amounts_and_nothing_else(original in scenarios(), power in -10..=10_i32) {
        let k = 2.0_f64.powi(power);
        let mut scenario = original.clone();
        for (_, input, at) in inputs::all(&original) {
            if matches!(input.unit, Unit::Money | Unit::MoneyPerMonth | Unit::MoneyPerHour | Unit::MoneyPerGb) {
                let scaled = input.get(&original, at).map(|amount| amount * k);
                prop_assert!(input.set(&mut scenario, at, scaled));
            }
        }
        let (was, is) = (report::evaluate(&original, &[]), report::evaluate(&scenario, &[]));
        prop_assert_eq!((&was.verdict.option, was.verdict.kind), (&is.verdict.option, is.verdict.kind));
        for (was, is) in was.options.iter().zip(&is.options) {
            for figure in figures::LIST {
                let money =
                    matches!(figure.quantity, Quantity::Money | Quantity::MoneyPerMonth | Quantity::MoneyPerHour);
                let factor = if money { k } else { 1.0 };
                prop_assert_eq!(figure.get(was).map(|v| v * factor), figure.get(is), "{}", figure.path);
            }
        }
    }

    #[test]
    fn shares_that_do_not_sum_to_1_are_scaled(scenario in scenarios(), factor in 0.1..0.9_f64) {
        let mut value = json(&scenario);
        for group in value["user_groups"].as_array_mut().unwrap() {
            group["share"] = (group["share"].as_f64().unwrap() * factor).into();
        }
        let restored = restore::from_value(&value).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(restored.repairs.len(), 1);
        prop_assert_eq!(&restored.repairs[0].path, "/user_groups");
        let sum: f64 = restored.scenario.user_groups.iter().map(|g| g.share).sum();
        prop_assert!((sum - 1.0).abs() < 1e-12);
        for (is, was) in restored.scenario.user_groups.iter().zip(&scenario.user_groups) {
            prop_assert!((is.share - was.share).abs() < 1e-12);
        }
        // Once repaired, it stays as it is.
        let again = restore::from_value(&json(&restored.scenario)).unwrap();
        prop_assert_eq!((again.scenario, again.repairs), (restored.scenario, vec![]));
    }
}

#[test]
fn every_entry_of_the_list_of_inputs_is_met() {
    let mut met: BTreeSet<&str> = BTreeSet::new();
    for scenario in fixed(100) {
        let written = numbers(&json(&scenario), false);
        let place = |pointer: &str| inputs::find(&scenario, pointer).map(|(input, _)| input.path);
        met.extend(written.iter().filter_map(|(pointer, _)| place(pointer)));
    }
    let listed: BTreeSet<&str> = inputs::LIST.iter().map(|input| input.path).collect();
    assert_eq!(met, listed);
    assert_eq!(listed.len(), inputs::LIST.len(), "a path stands twice");
}

#[test]
fn every_default_is_in_its_range_and_said_once() {
    for input in inputs::LIST {
        assert!(input.min < input.max, "{}", input.path);
        assert!(input.default.is_none_or(|value| input.allows(value)), "{}", input.path);
        assert!(!input.required || input.default.is_none(), "{} is required and has a default", input.path);
        assert!(!input.label.is_empty() && !input.help.is_empty() && !input.source.is_empty(), "{}", input.path);
    }
}

/// Inputs that may be missing although the list requires them, with the reason.
fn may_be_missing(scenario: &Scenario, path: &str, at: inputs::At) -> bool {
    match path {
        // Needed only where an option uses the pair.
        "/region_rtt_ms/{region}/{region}" => true,
        // Its unavailability stands in for it.
        "/regions/{region}/availability" => scenario.regions[at.0].unavailability.is_some(),
        _ => false,
    }
}

#[test]
fn a_missing_number_is_its_default_or_a_fault() {
    let mut met = BTreeSet::new();
    for scenario in [every_field()].into_iter().chain(fixed(40)) {
        let mut scenario = scenario;
        // The three parts of a cost must sum to 1: with their defaults each can be left out alone.
        (scenario.cost.compute_share, scenario.cost.fixed_share, scenario.cost.storage_share) = (0.7, 0.2, 0.1);
        // Recovery by hand takes its default, which is no less than a failover.
        scenario.failover.active_passive_minutes = scenario.failover.active_passive_minutes.min(120.0);
        scenario.uncertainty.clear();
        scenario.notes.clear();
        for (pointer, input, at_place) in inputs::all(&scenario) {
            if may_be_missing(&scenario, input.path, at_place) {
                continue;
            }
            let mut value = json(&scenario);
            if at(&mut value, &pointer).is_none() {
                continue; // an unavailability that is not there
            }
            remove(&mut value, &pointer);
            met.insert(input.path);
            match restore::from_value(&value) {
                // A latency is needed only where an option uses the region and the group has users or revenue; else
                // it stays unknown.
                Ok(restored) if input.path.starts_with("/user_latency_ms") => {
                    assert_eq!(restored.repairs, []);
                    assert_eq!(input.get(&restored.scenario, at_place), None, "{pointer}");
                    let region = pointer.rsplit('/').next().unwrap();
                    let used = scenario.options.iter().flat_map(|option| regions_of(&option.kind));
                    let is_used = used.into_iter().any(|id| id == region);
                    assert!(!is_used || !needs_latency(&scenario.user_groups[at_place.0]), "{pointer} is needed");
                }
                Ok(restored) => {
                    assert!(!input.required, "{pointer}");
                    assert_eq!(input.get(&restored.scenario, at_place), input.default, "{pointer}");
                }
                Err(refused) => {
                    assert!(input.required, "{refused}");
                    assert_eq!((refused.0.len(), &refused.0[0].path), (1, &pointer), "{refused}");
                    assert_eq!(refused.0[0].wrong, "is missing", "{refused}");
                }
            }
        }
    }
    let listed = inputs::LIST.iter().map(|input| input.path);
    let listed: BTreeSet<&str> =
        listed.filter(|path| !path.starts_with("/uncertainty") && !path.starts_with("/region_rtt")).collect();
    assert_eq!(met, listed);
}

#[test]
fn an_option_knows_its_figures_by_path() {
    let evaluation = report::evaluate(&every_field(), &[]);
    let option: &OptionEvaluation = &evaluation.options[0];
    for figure in figures::LIST {
        let by_path = figures::of_path(figure.path).unwrap();
        assert_eq!((by_path.label, by_path.get(option)), (figure.label, figure.get(option)));
    }
}

/// An edit of a price or of a target of money began the simulated years anew.
#[test]
fn what_keeps_the_simulated_years_changes_none_of_them() {
    let simulated = |problem: &Problem| -> Vec<Option<Yearly>> {
        let years = |option| {
            let mut simulation = Simulation::new(problem, option)?;
            simulation.run(3);
            Some(simulation.result())
        };
        (0..problem.options.len()).map(years).collect()
    };
    let mut kept = BTreeSet::new();
    for scenario in [every_field()].into_iter().chain(fixed(20)) {
        let before = Problem::compile(&scenario);
        let years = simulated(&before);
        for (pointer, input, at_place) in inputs::all(&scenario) {
            let Some(value) = input.get(&scenario, at_place) else { continue };
            let Some(other) = input.stepped(value, true).or_else(|| input.stepped(value, false)) else { continue };
            let mut changed = scenario.clone();
            input.set(&mut changed, at_place, Some(other));
            let after = Problem::compile(&changed);
            if after.clone().as_simulated(&before) == before.clone().as_simulated(&before) {
                kept.insert(input.path);
                assert_eq!(simulated(&after), years, "{pointer}");
            }
        }
    }
    let is_money = |input: &&inputs::Input| {
        let sections = ["/cost/", "/revenue/", "/finance/"];
        input.unit.is_money() || sections.iter().any(|section| input.path.starts_with(section))
    };
    for input in inputs::LIST.iter().filter(is_money) {
        assert!(kept.contains(input.path), "{} begins the years anew", input.path);
    }
    assert!(!kept.contains("/regions/{region}/mttr_hours") && !kept.contains("/target/availability"));
}
