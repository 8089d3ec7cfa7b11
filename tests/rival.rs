//! The strongest cheaper rival: what it claims is so, and nothing cheaper in the list would do.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // helpers of tests

mod support;

use geode_core::engine::{Depth, Figures, Scratch, evaluate, figures};
use geode_core::planning::applied::{self, Place};
use geode_core::planning::rival::{FindRival, Found};
use geode_core::planning::{Job, in_one_go};
use geode_core::scenario::Scenario;
use geode_core::scenario::model::Target;
use geode_core::scenario::problem::Problem;
use geode_core::scenario::restore::{self, Restored};
use proptest::prelude::*;
use support::generator;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_rival_meets_the_targets_and_none_that_does_is_cheaper(
        scenario in generator::scenarios(), availability in 0.99..0.99999f64,
    ) {
        let mut scenario = scenario;
        scenario.target.availability = Some(availability);
        let problem = Problem::compile(&scenario);
        let found = in_one_go(FindRival::new(problem.clone(), ()));
        let mut job = FindRival::new(problem, ());
        let costs: Vec<f64> = (0..job.pieces()).filter_map(|piece| job.piece(piece)).collect();
        match found {
            Found::Rival(rival) => {
                let figures = &rival.figures.rigorous;
                prop_assert!(!figures.misses_something() && figures.availability >= availability - 1e-9);
                let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
                prop_assert!(figures.monthly_cost.total <= least * (1.0 + 1e-9), "{} above {least}", figures.monthly_cost.total);
                prop_assert!(!rival.changes.is_empty());
            }
            Found::TodayMeets => prop_assert!(job.piece(0).is_some()),
            Found::Nothing | Found::DataElsewhere => prop_assert!(costs.is_empty()),
        }
    }

    /// Once it is in the scenario it is an option that meets the targets, with the very figures that were announced; and
    /// there is nothing left to add.
    #[test]
    fn the_rival_that_is_put_in_has_the_figures_that_were_announced(
        scenario in generator::scenarios(), share in 0.02..0.98f64,
    ) {
        // Some of today's downtime is too much.
        let mut scenario = scenario;
        let mut today = Figures::default();
        evaluate(&Problem::compile(&scenario), &mut Scratch::default(), &mut today, Depth::Headline);
        let baseline = scenario.options.iter().position(|option| option.id == scenario.baseline).unwrap();
        let availability = Some(1.0 - share * today.options[baseline].rigorous.unavailability);
        scenario.target = Target { availability, ..Target::default() };
        let find = |scenario: &Scenario| in_one_go(FindRival::new(Problem::compile(scenario), ()));
        let Found::Rival(rival) = find(&scenario) else { return Ok(()) };
        let mut with = scenario.clone();
        let place = applied::apply(&mut with, &rival);
        let Ok(Place::Added(id) | Place::Becomes(id) | Place::There(id)) = place else { panic!("{place:?}") };
        let edge = with.option(&id).unwrap().edge.map_or(0.0, |edge| edge.monthly_cost);
        let Ok(Restored { scenario: with, .. }) = restore::validate(with) else {
            prop_assert!(edge > 1e12, "more than any field takes");
            return Ok(());
        };
        let at = with.options.iter().position(|option| option.id == id).unwrap();
        let mut found = Figures::default();
        evaluate(&Problem::compile(&with), &mut Scratch::default(), &mut found, Depth::Headline);
        let (put_in, announced) = (&found.options[at].rigorous, &rival.figures.rigorous);
        prop_assert!(!put_in.misses_something());
        let paths = [
            figures::UNAVAILABILITY, figures::MEAN_LATENCY_MS, figures::MONTHLY_COST_TOTAL, figures::RTO_SECONDS,
            figures::RPO_SECONDS,
        ];
        for figure in paths.map(|path| figures::of_path(path).unwrap()) {
            let (now, said) = (figure.get(&found.options[at]), figure.get(rival.figures.as_ref()));
            prop_assert!(close(now, said), "{}: {now:?}, not {said:?}", figure.path);
        }
        let (extra, said) = (put_in.value.extra_monthly_cost, announced.value.extra_monthly_cost);
        prop_assert!((extra - said).abs() <= 1e-9 * announced.monthly_cost.total, "{extra}, not {said}");
        match find(&with) {
            Found::Rival(again) => {
                let is_there = matches!(applied::apply(&mut with.clone(), &again), Ok(Place::There(_)));
                let cost = again.figures.rigorous.monthly_cost.total;
                prop_assert!(is_there || cost < announced.monthly_cost.total, "{again:?}");
            }
            // What holds for all options has made it today's.
            Found::TodayMeets => {}
            Found::Nothing | Found::DataElsewhere => prop_assert!(false, "nothing meets the targets any more"),
        }
    }
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1e-6),
        (a, b) => a == b,
    }
}
