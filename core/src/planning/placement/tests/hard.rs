//! Instances too large to look at every set: the proof is checked here, by its own sums, or nothing is called proven.

use super::super::dual::State;
use super::super::search::Task;
use super::instances::{any, graph, plane};
use super::*;
use crate::engine::random::Random;

/// What the relaxation says of the sets of a part, from its formula (model.md §9).
fn relaxed(candidates: &Candidates, prices: &[f64], states: &[State], size: usize) -> f64 {
    let cost = |group: usize, region: usize| candidates.weights[group] * candidates.ms(group, region);
    let groups = || 0..candidates.weights.len();
    let rho = |region: usize| groups().map(|group| (cost(group, region) - prices[group]).min(0.0)).sum::<f64>();
    let of =
        |wanted: State| (0..states.len()).filter(|region| states[*region] == wanted).map(rho).collect::<Vec<f64>>();
    let (kept, mut free) = (of(State::In), of(State::Free));
    free.sort_by(f64::total_cmp);
    prices.iter().chain(&kept).chain(&free[..size - kept.len()]).sum()
}

/// Weight × round trip to the nearest, from the definition.
fn sum(candidates: &Candidates, set: &[usize]) -> f64 {
    let nearest = |group: usize| set.iter().map(|region| candidates.ms(group, *region)).fold(f64::INFINITY, f64::min);
    candidates.weights.iter().enumerate().map(|(group, weight)| weight * nearest(group)).sum()
}

/// How many sets of `k` there are of `n`.
fn choose(n: usize, k: usize) -> u128 {
    if k > n { 0 } else { (0..k).fold(1, |sets, i| sets * (n - i) as u128 / (i as u128 + 1)) }
}

/// Checks a proof: its parts have as many sets as there are, and none has one below the best by its relaxation, computed
/// here. How many parts there are.
fn check(candidates: &Candidates, size: usize) -> usize {
    let regions = candidates.regions();
    let task = Task::new(candidates, &vec![true; regions], &Ask { steps: 1_000_000, ..Ask::mean(size) });
    let found = task.proof(size);
    assert!(found.proven);
    let set = found.set.unwrap();
    let best = sum(candidates, &(0..regions).filter(|region| set.is_in[*region]).collect::<Vec<_>>());
    let mut sets = 0;
    for leaf in &found.leaves {
        let count = |wanted: State| leaf.states.iter().filter(|state| **state == wanted).count();
        let (kept, free) = (count(State::In), count(State::Free));
        if kept <= size && kept + free >= size {
            sets += choose(free, size - kept);
            let bound = relaxed(candidates, &leaf.prices.groups, &leaf.states, size);
            let is_one = kept + free == size || kept == size;
            let own = || {
                (0..regions).filter(|region| {
                    leaf.states[*region] == State::In || kept < size && leaf.states[*region] == State::Free
                })
            };
            let value = if is_one { sum(candidates, &own().collect::<Vec<_>>()) } else { bound };
            assert!(value.max(bound) >= best * (1.0 - 1e-9), "{value} or {bound} is below {best}");
        }
    }
    assert_eq!(sets, choose(regions, size), "each set is in one part");
    found.leaves.len()
}

/// Of the sizes of the OR-Library's first problems: 100 vertices with 200 edges, 200 with 800. The parts of each proof are
/// all sets, up to 1.7 × 10^13 of them.
#[test]
fn graphs_are_solved_with_a_proof() {
    for (vertices, edges, size) in [(100, 200, 5), (100, 200, 10), (200, 800, 5)] {
        for seed in 1..4 {
            let candidates = graph(&mut Random::of(seed), vertices, edges);
            check(&candidates, size);
            let found = place(&candidates, Ask::mean(size));
            let best = found.best.unwrap();
            let value = sum(&candidates, &best.regions) / vertices as f64;
            assert!(found.gap.proven && (best.mean_latency_ms.unwrap() - value).abs() < 1e-9 * value);
            // The relaxation alone, at the prices of the answer, leaves at most a few per cent.
            let bound = relaxed(&candidates, &found.prices, &vec![State::Free; vertices], size) / vertices as f64;
            assert!(bound <= value * (1.0 + 1e-12) && bound > 0.95 * value, "{bound} of {value}");
        }
    }
}

/// Geography as large as the catalogue's: 137 regions and 150 groups.
#[test]
fn geography_is_solved_with_a_proof() {
    for (seed, size) in [(1, 3), (2, 5), (3, 8)] {
        check(&plane(&mut Random::of(seed), 150, 137), size);
    }
}

/// Arbitrary costs: the relaxation stays below the best, branching closes it where it can.
#[test]
fn a_gap_is_closed_by_branching() {
    let candidates = any(&mut Random::of(1), 40, 30);
    let parts = check(&candidates, 4);
    let found = place(&candidates, Ask::mean(4));
    let value = sum(&candidates, &found.best.unwrap().regions);
    let bound = relaxed(&candidates, &found.prices, &[State::Free; 30], 4);
    assert!(bound < 0.95 * value && parts > 100, "{bound} of {value}, {parts} parts");
    assert!(found.gap.proven);
}

#[test]
fn a_gap_that_is_not_closed_is_never_called_proven() {
    for (seed, groups, regions, size) in [(1, 100, 100, 10), (2, 150, 137, 8)] {
        let candidates = any(&mut Random::of(seed), groups, regions);
        let found = place(&candidates, Ask { steps: 2_000, ..Ask::mean(size) });
        let (value, bound) = (found.best.unwrap().mean_latency_ms.unwrap(), found.gap.lower_bound.unwrap());
        assert!(!found.gap.proven && found.by_count[0].proven);
        let gap = found.gap.gap.unwrap();
        assert!(gap > 0.01 && ((value - bound) / value - gap).abs() < 1e-12, "{gap}");
        // No less than what the relaxation says at the prices of the answer.
        let total: f64 = candidates.weights.iter().sum();
        let relaxed = relaxed(&candidates, &found.prices, &vec![State::Free; regions], size) / total;
        assert!(relaxed <= bound * (1.0 + 1e-9), "{relaxed} {bound}");
    }
}
