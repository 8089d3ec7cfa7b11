//! Latency percentiles against the distributions of `statrs`, which compute in other ways.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use geode_core::engine::latency::{Component, quantile, share_within};
use geode_core::engine::math::normal_cdf;
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
