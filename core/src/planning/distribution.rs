//! A spread of an input as a function of probability: what is drawn, and what a range means.
//!
//! Families are given by their 5th and 95th percentile or by low, mode and high (model.md §10). Quantiles and
//! probabilities are those of statrs, whose last digits may differ between the command and the page.

use crate::scenario::model::{Distribution, DistributionKind};
use serde::{Deserialize, Serialize};
use statrs::distribution::{Beta, Continuous, ContinuousCDF, Normal};

/// z of the 95th percentile of a standard normal variable.
const Z95: f64 = 1.644_853_626_951_472_2;
/// Halvings of the interval in which a parameter of a beta distribution is sought: all digits of an f64.
const HALVINGS: u32 = 60;
/// Decades in which the sum of the parameters of a beta distribution is sought, on either side of 1.
const DECADES: f64 = 9.0;
/// Weight of the mode of a PERT distribution (Malcolm, Roseboom, Clark, Fazar: Application of a technique for
/// research and development program evaluation, Operations Research 7(5), 1959).
const PERT_WEIGHT: f64 = 4.0;

/// A distribution ready to be drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Spread {
    /// Normal, by mean and standard deviation.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// The logarithm is normal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Every value between two ends alike.
    Uniform {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// Straight lines from the ends up to the mode.
    Triangular {
        /// Least value.
        low: f64,
        /// Most probable value.
        mode: f64,
        /// Greatest value.
        high: f64,
    },
    /// Beta between two ends; PERT is one of them.
    Beta {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
        /// First shape parameter.
        a: f64,
        /// Second shape parameter.
        b: f64,
    },
}

impl Spread {
    /// The distribution that a scenario describes; none where its numbers make none, which `validate` refuses, or
    /// where no beta distribution has such percentiles.
    ///
    /// ```
    /// use geode_core::planning::Spread;
    /// use geode_core::scenario::model::{Distribution, DistributionKind};
    /// let hours = Distribution { kind: DistributionKind::Lognormal, p05: Some(1.0), p95: Some(12.0), low: None, mode: None, high: None };
    /// let spread = Spread::of(&hours).unwrap();
    /// assert!((spread.quantile(0.05) - 1.0).abs() < 1e-9);
    /// assert!((spread.quantile(0.5) - 12f64.sqrt()).abs() < 1e-9);
    /// ```
    pub fn of(distribution: &Distribution) -> Option<Spread> {
        let percentiles = distribution.p05.zip(distribution.p95).filter(|(p05, p95)| p05 < p95);
        let ends = distribution.low.zip(distribution.high).filter(|(low, high)| low < high);
        let mode = |(low, high): (f64, f64)| {
            distribution.mode.filter(|mode| (low..=high).contains(mode)).map(|mode| (low, mode, high))
        };
        match distribution.kind {
            DistributionKind::Normal => {
                percentiles.map(|(p05, p95)| Spread::Normal { mean: 0.5 * (p05 + p95), sd: (p95 - p05) / (2.0 * Z95) })
            }
            DistributionKind::Lognormal => percentiles.filter(|(p05, _)| *p05 > 0.0).map(|(p05, p95)| {
                Spread::Lognormal { mu: 0.5 * (p05.ln() + p95.ln()), sigma: (p95 / p05).ln() / (2.0 * Z95) }
            }),
            DistributionKind::Uniform => ends.map(|(low, high)| Spread::Uniform { low, high }).or_else(|| {
                // The middle 90 % of its width.
                percentiles.map(|(p05, p95)| {
                    let tail = (p95 - p05) / 18.0;
                    Spread::Uniform { low: p05 - tail, high: p95 + tail }
                })
            }),
            DistributionKind::Triangular => {
                ends.and_then(mode).map(|(low, mode, high)| Spread::Triangular { low, mode, high })
            }
            DistributionKind::Pert => ends.and_then(mode).map(|(low, mode, high)| Spread::Beta {
                low,
                high,
                a: 1.0 + PERT_WEIGHT * (mode - low) / (high - low),
                b: 1.0 + PERT_WEIGHT * (high - mode) / (high - low),
            }),
            DistributionKind::Beta => percentiles.and_then(|(p05, p95)| beta_of(p05, p95)),
        }
    }

    /// The value that is not exceeded with a probability; the ends at 0 and 1, infinite where there are none.
    pub fn quantile(&self, p: f64) -> f64 {
        let p = p.clamp(0.0, 1.0);
        match *self {
            Spread::Normal { mean, sd } => mean + sd * standard_normal(p),
            Spread::Lognormal { mu, sigma } => (mu + sigma * standard_normal(p)).exp(),
            Spread::Uniform { low, high } => low + p * (high - low),
            Spread::Triangular { low, mode, high } => {
                let (width, left) = (high - low, mode - low);
                match p * width < left {
                    true => low + (p * width * left).sqrt(),
                    false => high - ((1.0 - p) * width * (high - mode)).sqrt(),
                }
            }
            Spread::Beta { low, high, a, b } => low + (high - low) * beta_quantile(a, b, p),
        }
    }

    /// Probability of at most a value.
    pub fn cdf(&self, x: f64) -> f64 {
        match *self {
            Spread::Normal { mean, sd } => Normal::standard().cdf((x - mean) / sd),
            Spread::Lognormal { .. } if x <= 0.0 => 0.0,
            Spread::Lognormal { mu, sigma } => Normal::standard().cdf((x.ln() - mu) / sigma),
            Spread::Uniform { low, high } => ((x - low) / (high - low)).clamp(0.0, 1.0),
            Spread::Triangular { low, mode, high } => match x {
                _ if x <= low => 0.0,
                _ if x >= high => 1.0,
                _ if x < mode => (x - low) * (x - low) / ((high - low) * (mode - low)),
                _ => 1.0 - (high - x) * (high - x) / ((high - low) * (high - mode)),
            },
            Spread::Beta { low, high, a, b } => beta_cdf(a, b, (x - low) / (high - low)),
        }
    }

    /// Mean.
    pub fn mean(&self) -> f64 {
        match *self {
            Spread::Normal { mean, .. } => mean,
            Spread::Lognormal { mu, sigma } => (mu + 0.5 * sigma * sigma).exp(),
            Spread::Uniform { low, high } => 0.5 * (low + high),
            Spread::Triangular { low, mode, high } => (low + mode + high) / 3.0,
            Spread::Beta { low, high, a, b } => low + (high - low) * a / (a + b),
        }
    }
}

fn standard_normal(p: f64) -> f64 {
    match p {
        _ if p <= 0.0 => f64::NEG_INFINITY,
        _ if p >= 1.0 => f64::INFINITY,
        _ => Normal::standard().inverse_cdf(p),
    }
}

fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    Beta::new(a, b).map_or(f64::NAN, |beta| beta.cdf(x.clamp(0.0, 1.0)))
}

/// By Newton's method within a bracket. The inverse of statrs 0.19.1 is off in the third digit and more for shapes such as
/// (0.05, 1e5).
fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    let Ok(beta) = Beta::new(a, b) else { return f64::NAN };
    let (mut low, mut high, mut x) = (0.0, 1.0, a / (a + b));
    for _ in 0..HALVINGS {
        let excess = beta.cdf(x) - p;
        match excess < 0.0 {
            true => low = x,
            false => high = x,
        }
        let newton = x - excess / beta.pdf(x);
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if (next - x).abs() <= f64::EPSILON * x {
            break;
        }
        x = next;
    }
    x
}

/// The beta distribution on 0–1 with these percentiles. For each sum of its parameters one mean has the first; the larger
/// the sum, the closer the second: both are found by halving.
fn beta_of(p05: f64, p95: f64) -> Option<Spread> {
    if !(p05 > 0.0 && p95 < 1.0) {
        return None;
    }
    let with_sum = |sum: f64| {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let mean = 0.5 * (low + high);
            // The larger the mean, the less lies below.
            match beta_cdf(mean * sum, (1.0 - mean) * sum, p05) > 0.05 {
                true => low = mean,
                false => high = mean,
            }
        }
        let mean = 0.5 * (low + high);
        (mean * sum, (1.0 - mean) * sum)
    };
    let (mut low, mut high) = (-DECADES, DECADES);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        let (a, b) = with_sum(10f64.powf(middle));
        match beta_cdf(a, b, p95) < 0.95 {
            true => low = middle,
            false => high = middle,
        }
    }
    let (a, b) = with_sum(10f64.powf(0.5 * (low + high)));
    let fits = (beta_cdf(a, b, p05) - 0.05).abs() < 1e-9 && (beta_cdf(a, b, p95) - 0.95).abs() < 1e-9;
    fits.then_some(Spread::Beta { low: 0.0, high: 1.0, a, b })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn given(kind: DistributionKind, numbers: [Option<f64>; 5]) -> Distribution {
        let [p05, p95, low, mode, high] = numbers;
        Distribution { kind, p05, p95, low, mode, high }
    }

    fn percentiles(kind: DistributionKind, p05: f64, p95: f64) -> Spread {
        Spread::of(&given(kind, [Some(p05), Some(p95), None, None, None])).unwrap()
    }

    fn modal(kind: DistributionKind, low: f64, mode: f64, high: f64) -> Spread {
        Spread::of(&given(kind, [None, None, Some(low), Some(mode), Some(high)])).unwrap()
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} instead of {expected}");
    }

    /// Means and quantiles in closed form.
    #[test]
    fn as_in_the_books() {
        let normal = percentiles(DistributionKind::Normal, 10.0, 30.0);
        close(normal.mean(), 20.0);
        close(normal.quantile(0.5), 20.0);
        // Φ(1) = 0.841 344 746 068 543
        close(normal.quantile(0.841_344_746_068_542_9), 20.0 + 20.0 / (2.0 * 1.644_853_626_951_472_2));
        // ln 144 ÷ (2 × 1.6448…) = σ; mean = e^(µ + σ²/2).
        let lognormal = percentiles(DistributionKind::Lognormal, 1.0, 12.0);
        let sigma = 12f64.ln() / (2.0 * 1.644_853_626_951_472_2);
        close(lognormal.mean(), 12f64.sqrt() * (0.5 * sigma * sigma).exp());
        let uniform = percentiles(DistributionKind::Uniform, 5.0, 95.0);
        assert_eq!([uniform.quantile(0.0), uniform.quantile(1.0), uniform.mean()], [0.0, 100.0, 50.0]);
        // Triangle 0, 2, 10: mean 4, median 10 − √(0.5 × 10 × 8), a tenth lies below √2.
        let triangle = modal(DistributionKind::Triangular, 0.0, 2.0, 10.0);
        close(triangle.mean(), 4.0);
        close(triangle.quantile(0.5), 10.0 - 40f64.sqrt());
        close(triangle.quantile(0.1), 2f64.sqrt());
        // PERT 0, 2, 10: mean (0 + 4 × 2 + 10) ÷ 6 = 3; beta with a = 1.8, b = 4.2.
        let pert = modal(DistributionKind::Pert, 0.0, 2.0, 10.0);
        close(pert.mean(), 3.0);
        assert_eq!(pert, Spread::Beta { low: 0.0, high: 10.0, a: 1.8, b: 4.2 });
        // Beta(2, 1) has the distribution function x², so √0.05 and √0.95.
        let Spread::Beta { a, b, .. } = percentiles(DistributionKind::Beta, 0.05f64.sqrt(), 0.95f64.sqrt()) else {
            panic!()
        };
        assert!((a - 2.0).abs() < 1e-6 && (b - 1.0).abs() < 1e-6, "{a}, {b}");
    }

    /// Quantiles that can be written down: e^(µ + σ z), √p, 1 − (1 − p)^(1/b), sin²(π p ÷ 2).
    #[test]
    fn quantiles_in_closed_form() {
        let Spread::Lognormal { mu, sigma } = percentiles(DistributionKind::Lognormal, 1.0, 12.0) else { panic!() };
        let lognormal = Spread::Lognormal { mu, sigma };
        let beta = |a: f64, b: f64| Spread::Beta { low: 0.0, high: 1.0, a, b };
        // Φ(−2), Φ(−1), Φ(0), Φ(1), Φ(2).
        let below =
            [0.022_750_131_948_179_21, 0.158_655_253_931_457_05, 0.5, 0.841_344_746_068_542_9, 0.977_249_868_051_820_8];
        for (z, p) in [-2.0, -1.0, 0.0, 1.0, 2.0].into_iter().zip(below) {
            close(lognormal.quantile(p), (12f64.sqrt().ln() + sigma * z).exp());
        }
        for p in [1e-6, 0.001, 0.05, 0.3, 0.5, 0.9, 0.999] {
            close(beta(2.0, 1.0).quantile(p), p.sqrt());
            close(beta(1.0, 7.5).quantile(p), 1.0 - (1.0 - p).powf(1.0 / 7.5));
            close(beta(0.5, 0.5).quantile(p), (std::f64::consts::FRAC_PI_2 * p).sin().powi(2));
        }
    }

    #[test]
    fn what_makes_no_distribution_is_none() {
        for (kind, numbers) in [
            (DistributionKind::Normal, [Some(2.0), Some(1.0), None, None, None]),
            (DistributionKind::Lognormal, [Some(0.0), Some(1.0), None, None, None]),
            (DistributionKind::Triangular, [None, None, Some(1.0), Some(5.0), Some(4.0)]),
            (DistributionKind::Pert, [None, None, Some(1.0), None, Some(4.0)]),
            (DistributionKind::Beta, [Some(0.1), Some(1.0), None, None, None]),
        ] {
            assert_eq!(Spread::of(&given(kind, numbers)), None, "{kind:?}");
        }
    }

    fn spreads() -> impl Strategy<Value = Spread> {
        let ordered =
            |low: f64, high: f64| (low..high, low..high).prop_filter("apart", |(a, b)| b - a > 1e-6 * b.abs());
        prop_oneof![
            ordered(-1e3, 1e3).prop_map(|(a, b)| percentiles(DistributionKind::Normal, a, b)),
            (1e-3..1e3, 1.01..1e3).prop_map(|(a, k)| percentiles(DistributionKind::Lognormal, a, a * k)),
            ordered(-1e3, 1e3).prop_map(|(a, b)| percentiles(DistributionKind::Uniform, a, b)),
            (ordered(0.0, 1e3), 0.0..=1.0).prop_map(|((a, b), m)| modal(
                DistributionKind::Triangular,
                a,
                a + m * (b - a),
                b
            )),
            (ordered(0.0, 1e3), 0.0..=1.0).prop_map(|((a, b), m)| modal(DistributionKind::Pert, a, a + m * (b - a), b)),
            (0.001..0.99, 0.001..0.99)
                .prop_filter_map("apart", |(a, b)| Some((a, b)).filter(|(a, b)| b - a > 1e-3))
                .prop_map(|(a, b)| percentiles(DistributionKind::Beta, a, b)),
        ]
    }

    proptest! {
        /// Over the shapes that people enter.
        #[test]
        fn the_quantile_is_the_inverse_of_the_distribution_function(spread in spreads(), p in 0.001..0.999) {
            let x = spread.quantile(p);
            prop_assert!((spread.cdf(x) - p).abs() < 1e-9, "{spread:?}: {} at {x}, not {p}", spread.cdf(x));
        }

        /// Quantiles at the middles of a thousand slices, by the midpoint rule.
        #[test]
        fn the_mean_is_that_of_the_quantiles(spread in spreads()) {
            if let Spread::Lognormal { sigma, .. } = spread && sigma > 0.6 { return Ok(()); }
            let slices = 1_000;
            let mean = (0..slices).map(|i| spread.quantile((f64::from(i) + 0.5) / f64::from(slices))).sum::<f64>() / f64::from(slices);
            let width = spread.quantile(0.95) - spread.quantile(0.05);
            prop_assert!((mean - spread.mean()).abs() < 2e-3 * width, "{spread:?}: {mean}, not {}", spread.mean());
        }
    }
}
