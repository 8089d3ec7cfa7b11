//! Sobol indices: how much of the variance of a figure each input brings, alone and with all others.
//!
//! First order by Saltelli et al. 2010 (Computer Physics Communications 181, table 2 (b)), total by Jansen 1999 (Computer
//! Physics Communications 117): with matrices A and B of N samples each and AB_i, which is A with column i of B,
//! V_i = mean of f(B) (f(AB_i) − f(A)), T_i = mean of (f(A) − f(AB_i))² ÷ 2, both ÷ the variance of f.

use serde::{Deserialize, Serialize};

/// Fewest pairs of samples from which indices are told. Below, their own standard errors, whose error is about 1 in √2n,
/// are not known to a tenth either.
pub const LEAST_PAIRS: usize = 100;

/// Indices of one input, each with its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Indices {
    /// Share of the variance that it brings alone.
    pub first: f64,
    /// Standard error of that.
    pub first_standard_error: f64,
    /// Share of the variance that it brings alone and together with others.
    pub total: f64,
    /// Standard error of that.
    pub total_standard_error: f64,
}

/// Figures of one pair of samples: of A, of B, and of A with each column of B.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// f(A).
    pub a: f64,
    /// f(B).
    pub b: f64,
    /// f(AB_i) for each input i.
    pub mixed: Vec<f64>,
}

/// Sums over pairs of samples, from which the indices follow.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sums {
    pairs: Vec<Outcome>,
}

impl Sums {
    /// Adds a pair; one with a figure that is not finite is left out.
    pub fn add(&mut self, outcome: Outcome) {
        if [outcome.a, outcome.b].iter().chain(&outcome.mixed).all(|value| value.is_finite()) {
            self.pairs.push(outcome);
        }
    }

    /// Pairs that count.
    pub fn count(&self) -> usize {
        self.pairs.len()
    }

    /// The indices of every input; none where the figure does not vary, or fewer than [`LEAST_PAIRS`] count.
    pub fn indices(&self) -> Option<Vec<Indices>> {
        let n = self.pairs.len() as f64;
        let inputs = self.pairs.first()?.mixed.len();
        let both = || self.pairs.iter().flat_map(|pair| [pair.a, pair.b]);
        let mean = both().sum::<f64>() / (2.0 * n);
        let variance = both().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (2.0 * n - 1.0);
        if self.pairs.len() < LEAST_PAIRS || variance <= 0.0 || variance <= 1e-24 * mean * mean {
            return None;
        }
        let of = |input: usize| {
            let mixed = |pair: &Outcome| pair.mixed.get(input).copied().unwrap_or(pair.a);
            // Centred, which changes no mean and takes most of the noise away.
            let first = self.pairs.iter().map(|pair| (pair.b - mean) * (mixed(pair) - pair.a) / variance);
            let total =
                self.pairs.iter().map(|pair| (pair.a - mixed(pair)) * (pair.a - mixed(pair)) / (2.0 * variance));
            let ((first, first_standard_error), (total, total_standard_error)) =
                (estimate(first, n), estimate(total, n));
            Indices { first, first_standard_error, total, total_standard_error }
        };
        Some((0..inputs).map(of).collect())
    }
}

/// The mean of terms and its standard error.
fn estimate(terms: impl Iterator<Item = f64> + Clone, n: f64) -> (f64, f64) {
    let mean = terms.clone().sum::<f64>() / n;
    let squares: f64 = terms.map(|term| (term - mean) * (term - mean)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::{Random, keyed};
    use std::f64::consts::PI;

    fn sums(samples: u64, f: impl Fn(&[f64; 3]) -> f64) -> Sums {
        let uniform = |matrix: u64, sample: u64, input: u64| {
            PI * (2.0 * Random::of(keyed(keyed(keyed(1, matrix), sample), input)).uniform() - 1.0)
        };
        let mut sums = Sums::default();
        for sample in 0..samples {
            let [a, b] = [0, 1].map(|matrix| [0, 1, 2].map(|input| uniform(matrix, sample, input)));
            let mixed = (0..3).map(|i| {
                let mut mixed = a;
                mixed[i] = b[i];
                f(&mixed)
            });
            sums.add(Outcome { a: f(&a), b: f(&b), mixed: mixed.collect() });
        }
        sums
    }

    /// Ishigami and Homma 1990, a = 7, b = 0.1: indices in closed form.
    #[test]
    fn the_function_of_ishigami_has_its_indices() {
        let ishigami = |x: &[f64; 3]| x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin();
        let found = sums(40_000, ishigami).indices().unwrap();
        let exact = [(0.313_905_191_1, 0.557_588_855_3), (0.442_411_144_8, 0.442_411_144_8), (0.0, 0.243_683_664_1)];
        for (found, (first, total)) in found.iter().zip(exact) {
            assert!((found.first - first).abs() < 4.0 * found.first_standard_error, "{found:?}, not {first}");
            assert!((found.total - total).abs() < 4.0 * found.total_standard_error, "{found:?}, not {total}");
            assert!(found.first_standard_error < 0.02 && found.total_standard_error < 0.02, "{found:?}");
        }
    }

    /// A million, give or take 200,000, is lost at one sample in a hundred; a price moves the rest. Fourier methods and PAWN of
    /// SALib 1.6.0 see a fifth of it and less (findings/salib-three-of-four-overlook-the-lost-region.sh). Of a loss L with a
    /// chance p the variance is p Var(L) + p (1 − p) E(L)², of which the second part is the chance's alone.
    #[test]
    fn a_rare_loss_is_seen() {
        let share = |x: f64| 0.5 + 0.5 * x / PI;
        let cost = |x: &[f64; 3]| {
            let loss = if share(x[0]) < 0.01 { 0.8e6 + 0.4e6 * share(x[1]) } else { 0.0 };
            loss + 100.0 * share(x[2])
        };
        let (spread, chance) = (0.01 * 0.4e6_f64.powi(2) / 12.0, 0.01 * 0.99 * 1e12);
        let exact = chance / (spread + chance + 100.0_f64.powi(2) / 12.0);
        for pairs in [1_000, 20_000] {
            let found = sums(pairs, cost).indices().unwrap()[0];
            assert!((found.first - exact).abs() < 4.0 * found.first_standard_error, "{found:?}, not {exact}");
            assert!(found.total > 0.9, "{found:?}");
        }
    }

    /// f = 1 x + 2 y + 0 z with equal variances: 1/5 and 4/5, alone and in all.
    #[test]
    fn a_sum_has_no_interaction() {
        let found = sums(20_000, |x| x[0] + 2.0 * x[1]).indices().unwrap();
        for (found, exact) in found.iter().zip([0.2, 0.8, 0.0]) {
            assert!((found.first - exact).abs() < 4.0 * found.first_standard_error.max(1e-9), "{found:?}");
            assert!((found.total - exact).abs() < 4.0 * found.total_standard_error.max(1e-9), "{found:?}");
        }
    }

    /// Of five pairs shares of −40 % and 190 % were told, each with a standard error of five pairs.
    #[test]
    fn few_pairs_say_nothing() {
        assert_eq!(sums(LEAST_PAIRS as u64 - 1, |x| x[0]).indices(), None);
        assert!(sums(LEAST_PAIRS as u64, |x| x[0]).indices().is_some());
    }

    #[test]
    fn what_does_not_vary_has_no_indices() {
        assert_eq!(sums(200, |_| 5.0).indices(), None);
        assert_eq!(Sums::default().indices(), None);
        let mut sums = sums(10, |x| x[0]);
        sums.add(Outcome { a: f64::NAN, b: 0.0, mixed: vec![0.0; 3] });
        assert_eq!(sums.count(), 10);
    }
}
