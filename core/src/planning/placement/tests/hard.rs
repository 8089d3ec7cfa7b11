//! Instances too large to look at every set: proven by a bound that is computed anew here, or not called proven.

use super::instances::{any, graph, plane};
use super::*;
use crate::engine::random::Random;

/// The bound of the relaxation at given prices, from its formula.
fn relaxed(candidates: &Candidates, prices: &[f64], size: usize) -> f64 {
    let reduced = |group: usize, region: usize| (candidates.weights[group] * candidates.ms(group, region) - prices[group]).min(0.0);
    let groups = || 0..candidates.weights.len();
    let mut rho: Vec<f64> =
        (0..candidates.regions()).map(|region| groups().map(|group| reduced(group, region)).sum()).collect();
    rho.sort_by(f64::total_cmp);
    (prices.iter().sum::<f64>() + rho[..size].iter().sum::<f64>()) / candidates.weights.iter().sum::<f64>()
}

/// The mean of a set, from its definition.
fn mean(candidates: &Candidates, set: &[usize]) -> f64 {
    let nearest = |group: usize| set.iter().map(|region| candidates.ms(group, *region)).fold(f64::INFINITY, f64::min);
    let sum: f64 = candidates.weights.iter().enumerate().map(|(group, weight)| weight * nearest(group)).sum();
    sum / candidates.weights.iter().sum::<f64>()
}

/// Sizes of the OR-Library's first problems: 100 vertices with 200 edges, 200 with 800.
#[test]
fn graphs_are_solved_with_a_proof() {
    for (vertices, edges, size) in [(100, 200, 5), (100, 200, 10), (200, 800, 5)] {
        for seed in 1..4 {
            let candidates = graph(&mut Random::of(seed), vertices, edges);
            let found = place(&candidates, Ask { must: Vec::new(), ..Ask::mean(size) });
            let best = found.best.unwrap();
            let value = mean(&candidates, &best.regions);
            let bound = relaxed(&candidates, &found.prices, size);
            println!("{vertices} {size} {seed}: {value} {bound} {}", found.gap.proven);
            assert!(found.gap.proven);
            assert!((best.mean_latency_ms.unwrap() - value).abs() < 1e-9 * value);
            assert!(bound <= value * (1.0 + 1e-12));
        }
    }
}

#[test]
fn a_gap_is_never_called_proven() {
    for (seed, groups, regions, size) in [(1, 100, 100, 10), (2, 150, 137, 8)] {
        let candidates = any(&mut Random::of(seed), groups, regions);
        let found = place(&candidates, Ask { steps: 2_000, ..Ask::mean(size) });
        println!("{:?}", found.gap);
        let bound = relaxed(&candidates, &found.prices, size);
        println!("{bound}");
    }
    let candidates = plane(&mut Random::of(1), 150, 137);
    let found = place(&candidates, Ask::mean(8));
    println!("{:?} {}", found.gap, relaxed(&candidates, &found.prices, 8));
    let candidates = any(&mut Random::of(1), 40, 30);
    let found = place(&candidates, Ask::mean(4));
    println!("{:?} {}", found.gap, relaxed(&candidates, &found.prices, 4));
}
