//! Sobol indices of a figure under the scenario's distributions: the job, over the estimators of [`super::sobol`].

use super::drawn::write;
use super::sobol::{Indices, Outcome, Sums};
use super::work::a_piece;
use super::{Drawn, Job};
use crate::engine::figures::{self, Figure};
use crate::engine::random::keyed;
use crate::engine::{Figures, Scratch, evaluate};
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};

/// Most pairs of samples in a piece.
const MOST_A_PIECE: u32 = 100;
/// Most pairs of samples: each is kept, with a figure for each input.
pub const MOST_PAIRS: u32 = 100_000;
/// Keys of the two matrices of samples.
const MATRICES: [u64; 2] = [1, 2];

/// What is asked: the uncertain inputs, how many pairs of samples, the seed, and the figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// The uncertain inputs.
    pub inputs: Vec<Drawn>,
    /// How many pairs of samples; each takes two evaluations, and one more for each input.
    pub pairs: u32,
    /// Seed of the draws.
    pub seed: u64,
    /// The option, by its index.
    pub option: usize,
    /// The figure, by its place in [`figures::LIST`].
    pub figure: usize,
}

/// Pairs of samples.
#[derive(Debug, Clone)]
pub struct Sobol {
    base: Problem,
    ask: Ask,
    /// Pairs in a piece.
    a_piece: u32,
    figure: Option<&'static Figure>,
    work: Problem,
    scratch: Scratch,
    figures: Figures,
}

/// What pairs of samples say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// Pairs that count: the figure is defined in all of their samples.
    pub pairs: u32,
    /// Of each input, in order; none where the figure does not vary, or fewer than [`LEAST_PAIRS`](super::sobol::LEAST_PAIRS) count.
    pub indices: Option<Vec<Indices>>,
}

impl Job for Sobol {
    const NAME: &'static str = "sobol";
    type Parameters = Ask;
    type Partial = Vec<Outcome>;
    type Answer = Shares;

    fn new(problem: Problem, ask: Ask) -> Sobol {
        let ask = Ask { pairs: ask.pairs.min(MOST_PAIRS), ..ask };
        let (figure, work) = (figures::LIST.get(ask.figure), problem.clone());
        let a_piece = a_piece(&problem, ask.inputs.len() + 2, MOST_A_PIECE);
        Sobol { base: problem, ask, a_piece, figure, work, scratch: Scratch::default(), figures: Figures::default() }
    }

    fn pieces(&self) -> usize {
        self.ask.pairs.div_ceil(self.a_piece) as usize
    }

    fn piece(&mut self, number: usize) -> Vec<Outcome> {
        let first = number as u32 * self.a_piece;
        (first..self.ask.pairs.min(first.saturating_add(self.a_piece))).map(|pair| self.pair(pair)).collect()
    }

    fn merge(&self, partials: Vec<Vec<Outcome>>) -> Shares {
        let mut sums = Sums::default();
        partials.into_iter().flatten().for_each(|outcome| sums.add(outcome));
        Shares { pairs: sums.count() as u32, indices: sums.indices() }
    }
}

impl Sobol {
    fn pair(&mut self, number: u32) -> Outcome {
        let draw = |matrix: u64| -> Vec<f64> {
            let seed = keyed(self.ask.seed, matrix);
            self.ask.inputs.iter().map(|drawn| drawn.sample(seed, number).value).collect()
        };
        let [mut a, b] = MATRICES.map(draw);
        let (of_a, of_b) = (self.figure_at(&a), self.figure_at(&b));
        let mut mixed = Vec::with_capacity(a.len());
        for (input, other) in b.iter().enumerate() {
            let Some(place) = a.get_mut(input) else { break };
            let own = std::mem::replace(place, *other);
            mixed.push(self.figure_at(&a));
            if let Some(place) = a.get_mut(input) {
                *place = own;
            }
        }
        Outcome { a: of_a, b: of_b, mixed }
    }

    /// The figure with these values; not a number where it is not defined, or they make no scenario.
    fn figure_at(&mut self, values: &[f64]) -> f64 {
        let Some(figure) = self.figure else { return f64::NAN };
        if !write(&mut self.work, &self.base, self.ask.inputs.iter().zip(values.iter().copied())) {
            return f64::NAN;
        }
        evaluate(&self.work, &mut self.scratch, &mut self.figures, figure.needs.depth());
        self.figures.options.get(self.ask.option).and_then(|option| figure.get(option)).unwrap_or(f64::NAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::in_one_go;
    use crate::scenario::model::{Distribution, DistributionKind, Uncertain};
    use crate::scenario::presets;

    fn shares(inputs: &[(&str, f64, f64)], path: &str, pairs: u32, seed: u64) -> Shares {
        let mut example = presets::worked_example();
        let kind = DistributionKind::Lognormal;
        let uncertain = |(input, p05, p95): &(&str, f64, f64)| Uncertain {
            input: (*input).to_owned(),
            distribution: Distribution { kind, p05: Some(*p05), p95: Some(*p95), low: None, mode: None, high: None },
        };
        example.uncertainty = inputs.iter().map(uncertain).collect();
        let figure = figures::LIST.iter().position(|figure| figure.path == path).unwrap();
        let ask = Ask { inputs: Drawn::all(&example), pairs, seed, option: 3, figure };
        in_one_go(Sobol::new(Problem::compile(&example), ask))
    }

    const PRODUCT: [(&str, f64, f64); 3] = [
        ("/revenue/monthly", 5e6, 20e6),
        ("/revenue/gain_per_100_ms", 0.005, 0.02),
        ("/revenue/gross_margin", 0.3, 0.6),
    ];

    /// Latency revenue is a product of the three: with V = Π exp(σᵢ²) − 1, alone (exp(σᵢ²) − 1) ÷ V, in all
    /// (exp(σᵢ²) − 1) × Π of the others' exp(σⱼ²) ÷ V.
    #[test]
    fn a_product_of_lognormals_has_its_indices() {
        let found = shares(&PRODUCT, "/rigorous/latency_revenue", 20_000, 1).indices.unwrap();
        let grown = PRODUCT.map(|(_, p05, p95)| ((p95 / p05).ln() / (2.0 * 1.644_853_626_951_472_2)).powi(2).exp());
        let all: f64 = grown.iter().product();
        for (found, own) in found.iter().zip(grown) {
            let (first, total) = ((own - 1.0) / (all - 1.0), (own - 1.0) * all / own / (all - 1.0));
            assert!((found.first - first).abs() < 4.0 * found.first_standard_error, "{found:?}, not {first}");
            assert!((found.total - total).abs() < 4.0 * found.total_standard_error, "{found:?}, not {total}");
            assert!(found.first_standard_error < 0.03 && found.total_standard_error < 0.03, "{found:?}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_indices() {
        let of = |seed| shares(&PRODUCT, "/rigorous/latency_revenue", 250, seed);
        assert_eq!(of(7), of(7));
        assert_ne!(of(7).indices, of(8).indices);
    }

    #[test]
    fn what_does_not_vary_or_is_not_defined_has_none() {
        assert_eq!(shares(&PRODUCT, "/textbook/monthly_cost", 50, 1), Shares { pairs: 50, indices: None });
        let never = shares(&[("/revenue/monthly", 1e6, 2e6)], "/rigorous/payback_months", 50, 1);
        assert_eq!(never, Shares { pairs: 0, indices: None });
    }
}
