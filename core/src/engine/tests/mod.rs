//! Tests of the rigorous method: reference values, limit cases, properties, precision, simulated against analytic.
#![allow(clippy::disallowed_methods, reason = "a test may take the platform's functions")]

mod bounds;
mod limits;
mod oracles;
mod precision;
mod properties;
mod replay;
mod simulated;

use super::rigorous::Rigorous;
use super::{Depth, Figures, Scratch, evaluate};
use crate::scenario::model::{self, Edge, Routing, Sizing};
use crate::scenario::presets;
use crate::scenario::problem::{Choice, Dependency, Design, Group, Problem, Region, Special, Writes};

/// A problem with so many identical regions in one domain and groups of equal share, no option, no common cause,
/// no dependency, regions told apart by latency alone.
fn problem(regions: usize, groups: usize) -> Problem {
    let mut problem = Problem::compile(&presets::worked_example());
    let plain = Region::from(&model::Region::default());
    problem.regions = vec![Region { unavailability: 5e-4, price_index: 1.0, ..plain }; regions];
    let share = 1.0 / groups as f64;
    problem.groups = vec![Group { share, ..Group::default() }; groups];
    problem.user_latency_ms = (0..groups * regions).map(|i| 20.0 + ((i * 37) % 101) as f64).collect();
    problem.region_rtt_ms = (0..regions * regions)
        .map(|i| match (i / regions, i % regions) {
            (a, b) if a == b => 0.0,
            (a, b) => 60.0 + 11.0 * a.min(b) as f64 + 29.0 * a.max(b) as f64,
        })
        .collect();
    problem.permitted = vec![true; groups * regions];
    problem.options.clear();
    problem.baseline = 0;
    problem.beta = 0.0;
    problem.dependencies.clear();
    problem.unavailability_per_extra_region = 0.0;
    problem
}

/// A geode of all regions of the problem.
fn geode(problem: &Problem, writes: Writes) -> Choice {
    let regions = (0..problem.regions.len()).collect();
    Choice::new(Design::geode(regions, writes))
}

/// Special tasks by their region and the share of the requests that need it.
fn specials(tasks: Vec<(usize, f64)>) -> Vec<Special> {
    tasks.into_iter().map(|(region, request_share)| Special { region, request_share, ..Special::default() }).collect()
}

fn single(region: usize) -> Choice {
    Choice::new(Design::single(region))
}

fn pair() -> Choice {
    Choice::new(Design::pair(0, 1))
}

/// Sets the time until users of a geode are routed away.
fn detect_in_seconds(problem: &mut Problem, seconds: f64) {
    problem.failover.health_check_interval_seconds = 0.0;
    problem.failover.routing = Routing::Anycast { convergence_seconds: seconds };
}

/// Figures of one option alone, which is its own baseline.
fn figures(problem: &Problem, option: Choice) -> Rigorous {
    let mut problem = problem.clone();
    problem.options = vec![option];
    problem.baseline = 0;
    let mut figures = Figures::default();
    evaluate(&problem, &mut Scratch::default(), &mut figures, Depth::Full);
    figures.options.remove(0).rigorous
}

#[track_caller]
fn assert_close(ours: f64, expected: f64, relative: f64) {
    let error = (ours - expected).abs();
    assert!(error <= relative * expected.abs(), "{ours:e}, expected {expected:e}, off by {:e}", error / expected.abs());
}
