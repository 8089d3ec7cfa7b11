//! The strongest cheaper rival: what it claims is so, and nothing cheaper in the list would do.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // helpers of tests

mod support;

use geode_core::engine::problem::Problem;
use geode_core::planning::rival::{FindRival, Found};
use geode_core::planning::{Job, in_one_go};
use proptest::prelude::*;
use support::generator;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

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
            Found::Nothing => prop_assert!(costs.is_empty()),
        }
    }
}
