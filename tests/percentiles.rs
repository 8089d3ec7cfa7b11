//! Latency percentiles against the distributions of `statrs`, which compute in other ways.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use geode_core::engine::figures::READS_P95_LATENCY_MS;
use geode_core::engine::latency::{Component, quantile, share_within};
use geode_core::engine::math::normal_cdf;
use geode_core::planning::uncertainty::{Ask, HEADLINES};
use geode_core::planning::{Drawn, Job, Uncertainty, in_one_go, percentiles};
use geode_core::report;
use geode_core::scenario::edit::set_range;
use geode_core::scenario::model::DistributionKind;
use geode_core::scenario::problem::Problem;
use geode_core::scenario::{Scenario, inputs, presets};
use proptest::prelude::*;
use statrs::distribution::{ContinuousCDF, LogNormal, Normal};

/// A component's latency: lognormal with the given mean.
fn lognormal(mean_ms: f64, sigma: f64) -> LogNormal {
    LogNormal::new(mean_ms.ln() - sigma * sigma / 2.0, sigma).unwrap()
}

fn components() -> impl Strategy<Value = Vec<Component>> {
    let component = (0.01..10.0, 0.5..500.0).prop_map(|(weight, mean_ms)| Component { weight, mean_ms });
    prop::collection::vec(component, 1..8)
}

proptest! {
    #[test]
    fn the_normal_distribution_is_that_of_statrs(z in -8.0..8.0) {
        let expected = Normal::standard().cdf(z);
        // In the lower tail statrs' erfc is off in the eleventh digit.
        prop_assert!((normal_cdf(z) / expected - 1.0).abs() < 1e-9, "{} {expected}", normal_cdf(z));
    }

    #[test]
    fn a_percentile_of_one_group_is_the_inverse_of_its_lognormal(
        mean_ms in 0.5..500.0,
        sigma in 0.05..2.0,
        p in 0.01..0.99,
    ) {
        let found = quantile(&mut [Component { weight: 1.0, mean_ms }], sigma, p).unwrap();
        let expected = lognormal(mean_ms, sigma).inverse_cdf(p);
        prop_assert!((found / expected - 1.0).abs() < 1e-9, "{found} {expected}");
    }

    #[test]
    fn a_percentile_of_several_groups_splits_their_mixture(
        mut parts in components(),
        sigma in 0.05..2.0,
        p in 0.01..0.99,
    ) {
        let found = quantile(&mut parts, sigma, p).unwrap();
        let total: f64 = parts.iter().map(|part| part.weight).sum();
        let below: f64 = parts.iter().map(|part| part.weight * lognormal(part.mean_ms, sigma).cdf(found)).sum();
        prop_assert!((below / total - p).abs() < 1e-9, "{below} of {total} below {found}, not {p}");
        prop_assert!((share_within(&parts, sigma, found) - below / total).abs() < 1e-9);
    }
}

/// Options in rows, samples in columns: what the evaluation file says of the scenario with a sample's values in it.
fn evaluated(scenario: &Scenario, drawn: &[Drawn], samples: u32, seed: u64) -> Vec<Vec<f64>> {
    let mut found = vec![Vec::new(); scenario.options.len()];
    for number in 0..samples {
        let mut with = scenario.clone();
        for drawn in drawn {
            let (input, at) = inputs::find(scenario, &drawn.pointer(scenario)).unwrap();
            assert!(input.set(&mut with, at, Some(drawn.sample(seed, number).value)));
        }
        let file: serde_json::Value = serde_json::from_str(&report::evaluate(&with, &[]).to_json()).unwrap();
        for (option, found) in found.iter_mut().enumerate() {
            found.push(file["options"][option]["rigorous"]["reads"]["p95_latency_ms"].as_f64().unwrap());
        }
    }
    found
}

/// The spread of p95 latency was missing wherever no target of it was set.
#[test]
fn samples_have_the_percentile_of_the_scenario_with_their_values() {
    let (samples, seed) = (21, 3);
    let headline = HEADLINES.iter().position(|path| *path == READS_P95_LATENCY_MS).unwrap();
    for sigma in [0.0, 0.5] {
        let mut scenario = presets::worked_example();
        assert_eq!(scenario.target.p95_latency_ms, None);
        scenario.traffic.latency_spread_sigma = sigma;
        for (pointer, low, high) in [
            ("/user_latency_ms/europe/us-east", 60.0, 180.0),
            ("/user_latency_ms/asia/asia-east", 15.0, 90.0),
            ("/user_latency_ms/north-america/us-east", 20.0, 70.0),
        ] {
            assert!(set_range(&mut scenario, pointer, Some(percentiles(DistributionKind::Lognormal, low, high))));
        }
        let drawn = Drawn::all(&scenario);
        assert_eq!(drawn.len(), 3);
        let ask = Ask { inputs: drawn.clone(), samples, seed };
        let spreads = in_one_go(Uncertainty::new(Problem::compile(&scenario), ask));
        for (option, mut expected) in evaluated(&scenario, &drawn, samples, seed).into_iter().enumerate() {
            expected.sort_by(f64::total_cmp);
            let found = spreads.options[option].figures[headline].unwrap();
            // The smallest that 5 %, a half, 95 % of 21 do not exceed: the 2nd, the 11th, the 20th.
            for (found, place) in [(found.p05, 1), (found.p50, 10), (found.p95, 19)] {
                let (found, expected) = (found.unwrap(), expected[place]);
                assert!((found / expected - 1.0).abs() < 1e-12, "σ {sigma}, {option}: {found}, not {expected}");
            }
        }
    }
}
