//! How sure the figures are: seeded samples of the uncertain inputs, the same draws for all options (model.md §10).

use super::drawn::write;
use super::work::a_piece;
use super::{Drawn, Job, best};
use crate::engine::figures::{self, Figure};
use crate::engine::finance::flows;
use crate::engine::{Depth, Figures, Scratch, evaluate};
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};

/// Most samples in a piece: a worker hears what the page says between two of them.
const MOST_A_PIECE: u32 = 200;
/// Most pieces: each has lists of its own.
const MOST_PIECES: u32 = 5_000;
/// Most samples.
pub const MOST_SAMPLES: u32 = 1_000_000;

/// Points of the curve of a figure, at even steps of probability.
pub const QUANTILES: usize = 50;

/// The probability that belongs to a point of a curve: the middle of its step.
pub fn quantile_at(point: usize) -> f64 {
    (point as f64 + 0.5) / QUANTILES as f64
}

/// Samples of which the cash over time is kept: enough for a 5th percentile, at a share of the time.
pub const CASH_SAMPLES: u32 = 10_000;
/// Most months, beside month 0, at which it is.
const CASH_MONTHS: u32 = 12;

/// The months at which the spread of the cash is told, from 0, now, to the horizon.
///
/// ```
/// use geode_core::planning::uncertainty::cash_months;
/// assert_eq!(cash_months(3).collect::<Vec<_>>(), [0, 1, 2, 3]);
/// assert_eq!(cash_months(36).collect::<Vec<_>>(), [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36]);
/// ```
pub fn cash_months(horizon: u32) -> impl Iterator<Item = u32> + use<> {
    let steps = horizon.min(CASH_MONTHS);
    (0..=steps).map(move |step| step * horizon / steps.max(1))
}

/// Paths of the figures whose spread is told.
pub const HEADLINES: [&str; 11] = [
    figures::UNAVAILABILITY,
    figures::DOWNTIME_SECONDS_PER_YEAR,
    figures::MEAN_LATENCY_MS,
    figures::READS_P95_LATENCY_MS,
    figures::MONTHLY_COST_TOTAL,
    figures::EXTRA_MONTHLY_COST,
    figures::LATENCY_REVENUE,
    figures::AVOIDED_DOWNTIME_REVENUE,
    figures::NET_MONTHLY_BENEFIT,
    figures::NPV,
    PAYBACK,
];

/// A payback that never comes counts as one after infinitely many months.
const PAYBACK: &str = figures::PAYBACK_MONTHS;

/// What is asked: the uncertain inputs, how many samples, the seed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// The uncertain inputs.
    pub inputs: Vec<Drawn>,
    /// How many samples.
    pub samples: u32,
    /// Seed of the draws.
    pub seed: u64,
}

/// Samples of all options.
#[derive(Debug, Clone)]
pub struct Uncertainty {
    base: Problem,
    ask: Ask,
    /// Samples in a piece.
    a_piece: u32,
    headlines: Vec<&'static Figure>,
    work: Problem,
    scratch: Scratch,
    figures: Figures,
}

/// Of one option: headlines and cash, by sample.
type ByRow = (Vec<Vec<f64>>, Vec<Vec<f64>>);

/// Of one piece.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Samples {
    /// Values by option, then by [headline](HEADLINES), then by sample; not a number where a figure is not defined.
    values: Vec<Vec<Vec<f64>>>,
    /// Cash by option, then by [month](cash_months), then by sample.
    cash: Vec<Vec<Vec<f64>>>,
    /// How often each option meets the targets, pays back within the horizon, is the best.
    counts: Vec<[u32; 3]>,
    /// Draws outside the range of their input, by input.
    cut: Vec<u32>,
    /// Samples whose numbers make no scenario.
    unfit: u32,
}

/// How a figure is spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spreading {
    /// Mean; none where a sample has none, or is infinite.
    pub mean: Option<f64>,
    /// 5th percentile; none where that is infinite.
    pub p05: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
    /// Standard error of the mean.
    pub standard_error: Option<f64>,
    /// Share of samples in which it is infinite: a payback that never comes.
    pub never: f64,
}

/// A chance and its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Chance {
    /// Share of the samples.
    pub share: f64,
    /// √(share × (1 − share) ÷ samples); none of a single sample, which says nothing of it.
    pub standard_error: Option<f64>,
}

impl Chance {
    fn of(count: u32, samples: u32) -> Chance {
        let n = f64::from(samples.max(1));
        let share = f64::from(count) / n;
        Chance { share, standard_error: (samples > 1).then(|| (share * (1.0 - share) / n).sqrt()) }
    }
}

impl Spreads {
    /// That no option meets the targets, and so none is the best.
    pub fn none_is_best(&self) -> Chance {
        let some: f64 = self.options.iter().map(|option| option.best.share * f64::from(self.samples)).sum();
        Chance::of(self.samples.saturating_sub(some.round() as u32), self.samples)
    }
}

/// One option under uncertainty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionSpread {
    /// Of each [headline](HEADLINES); none where it is defined in no sample.
    pub figures: Vec<Option<Spreading>>,
    /// Of each headline the values that are not exceeded with the probabilities of [`quantile_at`]; empty where it is
    /// defined in no sample.
    pub curves: Vec<Vec<f64>>,
    /// What has come in less what was paid, against today's: 5th and 95th percentile by [month](cash_months); empty for
    /// the baseline.
    pub cash: Vec<(f64, f64)>,
    /// That it misses nothing.
    pub meets_targets: Chance,
    /// That it pays back within the horizon; none for the baseline.
    pub pays_back: Option<Chance>,
    /// That it is the best.
    pub best: Chance,
}

/// What samples say; by default that there are none.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Spreads {
    /// Samples that count.
    pub samples: u32,
    /// Samples left out, because their numbers make no scenario.
    pub unfit: u32,
    /// Draws that lay outside the range of their input and were cut, by input.
    pub cut: Vec<u32>,
    /// Of each option, in order.
    pub options: Vec<OptionSpread>,
}

impl Job for Uncertainty {
    const NAME: &'static str = "uncertainty";
    type Parameters = Ask;
    type Partial = Samples;
    type Answer = Spreads;

    fn new(problem: Problem, ask: Ask) -> Uncertainty {
        let ask = Ask { samples: ask.samples.min(MOST_SAMPLES), ..ask };
        let headlines = HEADLINES.iter().filter_map(|path| figures::of_path(path)).collect();
        let a_piece = a_piece(&problem, 1, MOST_A_PIECE).max(ask.samples.div_ceil(MOST_PIECES));
        let (work, base) = (problem.clone(), problem);
        Uncertainty { base, ask, a_piece, headlines, work, scratch: Scratch::default(), figures: Figures::default() }
    }

    fn pieces(&self) -> usize {
        self.ask.samples.div_ceil(self.a_piece) as usize
    }

    fn piece(&mut self, number: usize) -> Samples {
        let first = number as u32 * self.a_piece;
        let numbers = first..self.ask.samples.min(first.saturating_add(self.a_piece));
        let options = self.base.options.len();
        let mut samples = Samples {
            values: vec![vec![Vec::new(); self.headlines.len()]; options],
            cash: vec![vec![Vec::new(); self.base.finance.horizon_months.min(CASH_MONTHS) as usize + 1]; options],
            counts: vec![[0; 3]; options],
            cut: vec![0; self.ask.inputs.len()],
            unfit: 0,
        };
        let mut draws: Vec<_> =
            self.ask.inputs.iter().map(|input| input.samples(self.ask.seed, numbers.clone())).collect();
        for sample in numbers {
            let drawn = self.ask.inputs.iter().zip(&mut draws).zip(&mut samples.cut);
            let values = drawn.filter_map(|((input, draws), cut)| {
                let drawn = draws.next()?;
                *cut += u32::from(drawn.is_cut);
                Some((input, drawn.value))
            });
            if !write(&mut self.work, &self.base, values) {
                samples.unfit += 1;
                continue;
            }
            evaluate(&self.work, &mut self.scratch, &mut self.figures, Depth::P95);
            self.book(&mut samples);
            if sample < CASH_SAMPLES {
                self.book_cash(&mut samples.cash);
            }
        }
        samples
    }

    fn merge(&self, partials: Vec<Samples>) -> Spreads {
        let mut all = partials.into_iter();
        let mut sum = all.next().unwrap_or_default();
        for part in all {
            let all = sum.values.iter_mut().chain(&mut sum.cash).flatten();
            for (to, from) in all.zip(part.values.into_iter().chain(part.cash).flatten()) {
                to.extend(from);
            }
            for (to, from) in sum.counts.iter_mut().flatten().zip(part.counts.into_iter().flatten()) {
                *to += from;
            }
            sum.cut.iter_mut().zip(part.cut).for_each(|(to, from)| *to += from);
            sum.unfit += part.unfit;
        }
        let counted = self.ask.samples - sum.unfit;
        let chance = |count: u32| Chance::of(count, counted);
        let option = |(i, ((mut values, mut cash), [meets, pays, best])): (usize, (ByRow, [u32; 3]))| OptionSpread {
            cash: cash.iter_mut().filter_map(|values| ends(values)).filter(|_| i != self.base.baseline).collect(),
            figures: values.iter_mut().map(spread).collect(),
            // In order by now.
            curves: values.iter().map(|values| curve(values)).collect(),
            meets_targets: chance(meets),
            pays_back: (i != self.base.baseline).then(|| chance(pays)),
            best: chance(best),
        };
        let options = sum.values.into_iter().zip(sum.cash).zip(sum.counts).enumerate().map(option).collect();
        Spreads { samples: counted, unfit: sum.unfit, cut: sum.cut, options }
    }
}

impl Uncertainty {
    /// Books the cash of a sample over time.
    fn book_cash(&self, cash: &mut [Vec<Vec<f64>>]) {
        let horizon = self.base.finance.horizon_months;
        for (figures, by_month) in self.figures.options.iter().zip(cash) {
            let value = &figures.rigorous.value;
            let returns = value.latency_revenue + value.avoided_downtime_revenue;
            let mut flows = flows(&self.work.finance, returns, value.extra_monthly_cost, horizon);
            let (mut so_far, mut month) = (-self.work.cost.migration_one_off, 0);
            for (at, values) in cash_months(horizon).zip(by_month) {
                so_far += flows.by_ref().take((at - month) as usize).sum::<f64>();
                month = at;
                values.push(so_far);
            }
        }
    }

    /// Books what a sample has come to.
    fn book(&self, samples: &mut Samples) {
        let winner = best(&self.work, &self.figures);
        for (i, figures) in self.figures.options.iter().enumerate() {
            let Some((values, counts)) = samples.values.get_mut(i).zip(samples.counts.get_mut(i)) else { continue };
            for (headline, values) in self.headlines.iter().zip(values) {
                let missing =
                    if headline.path == PAYBACK && i != self.base.baseline { f64::INFINITY } else { f64::NAN };
                values.push(headline.get(figures).unwrap_or(missing));
            }
            let months = figures.rigorous.value.payback_months;
            let pays_back = months.is_some_and(|months| months <= f64::from(self.work.finance.horizon_months));
            let are = [!figures.rigorous.misses_something(), pays_back, winner == Some(i)];
            counts.iter_mut().zip(are).for_each(|(count, is)| *count += u32::from(is));
        }
    }
}

/// The smallest value that at least a part p of them does not exceed.
fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let place = ((p * sorted.len() as f64).ceil() as usize).clamp(1, sorted.len().max(1)) - 1;
    sorted.get(place).copied()
}

/// 5th and 95th percentile of values, which are put in order for that.
fn ends(values: &mut [f64]) -> Option<(f64, f64)> {
    values.sort_unstable_by(f64::total_cmp);
    Some((quantile(values, 0.05)?, quantile(values, 0.95)?))
}

/// Of values in order.
fn curve(sorted: &[f64]) -> Vec<f64> {
    (0..QUANTILES).filter_map(|point| quantile(sorted, quantile_at(point))).collect()
}

/// How values are spread, which are put in order for that; none where none is a number.
fn spread(values: &mut Vec<f64>) -> Option<Spreading> {
    values.retain(|value| !value.is_nan());
    values.sort_unstable_by(f64::total_cmp);
    let count = values.len();
    let n = count as f64;
    let at = |p: f64| quantile(values, p).filter(|value| value.is_finite());
    let infinite = values.iter().filter(|value| value.is_infinite()).count() as f64;
    let mean = Some(values.iter().sum::<f64>() / n).filter(|mean| mean.is_finite());
    let error = |mean: f64| {
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        (squares / (n - 1.0) / n).sqrt()
    };
    let standard_error = mean.filter(|_| count > 1).map(error);
    (count > 0).then(|| Spreading {
        mean,
        p05: at(0.05),
        p50: at(0.5),
        p95: at(0.95),
        standard_error,
        never: infinite / n,
    })
}

#[cfg(test)]
#[path = "uncertainty_tests.rs"]
mod tests;
