//! Solve-for and flip points: the answer put back into the scenario gives the change.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // helpers of tests

mod support;

use geode_core::engine::problem::Problem;
use geode_core::engine::{self, Depth, Figures, Scratch};
use geode_core::planning::{Flip, Status, Varied, best, flips, nearest, solve};
use geode_core::report;
use geode_core::report::verdict::VerdictKind;
use geode_core::scenario::inputs::{self, Input};
use geode_core::scenario::{Scenario, presets, restore};
use proptest::prelude::*;
use support::generator;

fn figures_of(scenario: &Scenario) -> (Problem, Figures) {
    let problem = Problem::compile(scenario);
    let mut figures = Figures::default();
    engine::evaluate(&problem, &mut Scratch::default(), &mut figures, Depth::Headline);
    (problem, figures)
}

/// The figures of the scenario with another value, by the way of a file.
fn with_value(scenario: &Scenario, input: &Input, at: inputs::At, value: f64) -> Option<(Problem, Figures)> {
    let mut edited = scenario.clone();
    assert!(input.set(&mut edited, at, Some(value)));
    let restored = restore::from_text(&edited.to_json()).ok()?;
    Some(figures_of(&restored.scenario))
}

fn all_flips(scenario: &Scenario) -> Vec<Flip> {
    let problem = Problem::compile(scenario);
    inputs::all(scenario).into_iter().flat_map(|(_, input, at)| flips(&problem, input, at)).collect()
}

/// Known from the design: latency of Asia to US East 200 → 585.6 ms (1.07), of Europe 100 → 343.7 ms (1.23), revenue
/// 36,150,192 (1.285).
#[test]
fn the_worked_example_flips_where_it_is_known_to() {
    let example = presets::worked_example();
    let near = nearest(all_flips(&example));
    let told: Vec<(f64, f64, Option<usize>)> = near
        .iter()
        .map(|flip| {
            ((flip.flips_at * 10.0).round() / 10.0, (flip.distance().unwrap() * 100.0).round() / 100.0, flip.to)
        })
        .collect();
    assert_eq!(told[..2], [(585.6, 1.07, Some(2)), (343.7, 1.23, Some(2))]);
    assert_eq!((near[2].flips_at.round(), told[2].1, told[2].2), (36_150_192.0, 1.29, Some(3)));
}

/// Break-evens of the worked example that follow from its formulas: gain × revenue × margin = extra cost.
#[test]
fn a_break_even_is_solved_for() {
    let example = presets::worked_example();
    let problem = Problem::compile(&example);
    for pointer in ["/revenue/gain_per_100_ms", "/revenue/downtime_cost_per_hour"] {
        let (input, at) = inputs::find(&example, pointer).unwrap();
        let mut varied = Varied::new(&problem, input, at, Depth::Headline).unwrap();
        let solved = solve(&mut varied, &|_, figures| figures.options[3].rigorous.value.net_monthly_benefit);
        let (_, figures) = figures_of(&example);
        let value = &figures.options[3].rigorous.value;
        let closed = if pointer.contains("gain") {
            value.break_even_gain_per_100_ms
        } else {
            value.break_even_downtime_cost_per_hour
        };
        assert_eq!(solved.status, Status::At, "{pointer}");
        assert!((solved.crossings[0] / closed.unwrap() - 1.0).abs() < 1e-9, "{pointer}: {solved:?}, not {closed:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The best option is that of the verdict, wherever one meets the targets.
    #[test]
    fn the_best_is_what_the_verdict_says(scenario in generator::scenarios()) {
        let (problem, figures) = figures_of(&scenario);
        let verdict = report::evaluate(&scenario, &[]).verdict;
        let found = best(&problem, &figures).map(|option| scenario.options[option].id.clone());
        prop_assert_eq!(found, (verdict.kind != VerdictKind::NoOptionMeetsTargets).then_some(verdict.option));
    }

    /// Whatever is found is so: put back, the other option is the best, and it is not at today's value.
    #[test]
    fn a_flip_point_put_back_flips(scenario in generator::scenarios(), pick: prop::sample::Index) {
        let all = inputs::all(&scenario);
        let (pointer, input, at) = &all[pick.index(all.len())];
        let (problem, figures) = figures_of(&scenario);
        let today = best(&problem, &figures);
        for flip in flips(&problem, input, *at) {
            let (changed, figures) = with_value(&scenario, input, *at, flip.flips_at).unwrap();
            prop_assert_eq!(best(&changed, &figures), flip.to, "{} at {}", pointer, flip.flips_at);
            prop_assert_ne!(flip.to, today, "{} at {}", pointer, flip.flips_at);
        }
    }

    /// Each crossing put back holds, and its neighbour on the other side does not.
    #[test]
    fn a_solution_put_back_holds(scenario in generator::scenarios(), pick: prop::sample::Index, share in 0.5..2.0) {
        let all = inputs::all(&scenario);
        let (pointer, input, at) = &all[pick.index(all.len())];
        let (problem, figures) = figures_of(&scenario);
        let limit = figures.options[0].rigorous.monthly_cost.total * share;
        let margin = |_: &Problem, figures: &Figures| limit - figures.options[0].rigorous.monthly_cost.total;
        let Some(mut varied) = Varied::new(&problem, input, *at, Depth::Headline) else { return Ok(()) };
        let solved = solve(&mut varied, &margin);
        prop_assert_eq!(solved.holds_today, limit >= figures.options[0].rigorous.monthly_cost.total);
        prop_assert_eq!(solved.status == Status::At, !solved.crossings.is_empty());
        for crossing in &solved.crossings {
            let (problem, figures) = with_value(&scenario, input, *at, *crossing).unwrap();
            prop_assert!(margin(&problem, &figures) >= 0.0, "{} at {crossing}", pointer);
        }
    }
}
