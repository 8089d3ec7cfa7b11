//! The textbook method: the arithmetic that architecture guides print, reproduced to the digit.
//!
//! It ignores residency, write modes, synchronous calls and everything that the rigorous method adds; where the
//! two differ, the bridge says why. Formulas: model.md §1, the worked example of the geode pattern.

use super::math::ratio;
use crate::scenario::problem::{Choice, Design, Problem};
use serde::{Deserialize, Serialize};

/// Seconds of a year of 365 days.
pub const SECONDS_PER_YEAR: f64 = 365.0 * 86_400.0;

/// Textbook figures of one option; the baseline's differences are 0.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Textbook {
    /// Fraction of time down.
    pub unavailability: f64,
    /// 1 − unavailability, for people; compute with `unavailability`.
    pub availability: f64,
    /// Seconds down in a year of 365 days.
    pub downtime_seconds_per_year: f64,
    /// Mean latency over all users, ms.
    pub mean_latency_ms: f64,
    /// Baseline's mean latency − this option's, ms.
    pub latency_reduction_ms: f64,
    /// The same as a fraction of the baseline's; null if that is 0.
    pub latency_reduction_share: Option<f64>,
    /// Cost per month without data transfer.
    pub monthly_cost_before_transfer: f64,
    /// Cost per month.
    pub monthly_cost: f64,
    /// Extra cost as a fraction of the baseline's; null if that is 0.
    pub cost_overhead_share: Option<f64>,
    /// Cost per month − the baseline's.
    pub extra_monthly_cost: f64,
    /// Revenue per month that the nominal latency reduction brings.
    pub extra_monthly_revenue: f64,
    /// Extra revenue − extra cost.
    pub net_monthly_benefit: f64,
    /// Gain per 100 ms at which the extra cost is earned; null without extra cost or revenue.
    pub break_even_gain_per_100_ms: Option<f64>,
    /// Monthly revenue at which the extra cost is earned; null without extra cost or gain.
    pub break_even_monthly_revenue: Option<f64>,
}

/// Textbook figures of every option, in order.
///
/// ```
/// use geode_core::{engine::textbook, scenario::{presets, problem::Problem}};
/// let figures = textbook::evaluate(&Problem::compile(&presets::worked_example()));
/// assert_eq!(figures[3].mean_latency_ms, 54.0);
/// ```
pub fn evaluate(problem: &Problem) -> Vec<Textbook> {
    let mut all = vec![Textbook::default(); problem.options.len()];
    evaluate_into(problem, |_, option| mean_latency_ms(problem, option), all.iter_mut());
    all
}

/// Writes the textbook figures of every option, in order, without allocating. `latency` gives the
/// [mean latency](mean_latency_ms) of an option: who changes nothing that it follows from finds it only once.
pub fn evaluate_into<'a>(
    problem: &Problem,
    latency: impl Fn(usize, &Choice) -> f64,
    to: impl Iterator<Item = &'a mut Textbook>,
) {
    let Some(base) = problem.options.get(problem.baseline) else { return };
    let base = (latency(problem.baseline, base), cost(problem, base).1);
    for ((i, option), to) in problem.options.iter().enumerate().zip(to) {
        *to = figures(problem, option, latency(i, option), base);
    }
}

#[inline]
fn figures(
    problem: &Problem,
    option: &Choice,
    mean_latency_ms: f64,
    (base_latency, base_cost): (f64, f64),
) -> Textbook {
    let unavailability = unavailability(problem, option);
    let (monthly_cost_before_transfer, monthly_cost) = cost(problem, option);
    let extra_monthly_cost = monthly_cost - base_cost;
    let revenue = &problem.revenue;
    let nominal = revenue.nominal_reduction_ms / 100.0;
    let extra_monthly_revenue = match mean_latency_ms < base_latency {
        true => revenue.monthly * revenue.gain_per_100_ms * nominal,
        false => 0.0,
    };
    let break_even = |per_unit: f64| (extra_monthly_cost > 0.0).then(|| ratio(extra_monthly_cost, per_unit)).flatten();
    Textbook {
        unavailability,
        // Nothing is lost here, away from 1: 1 − 1.25e-10 is the number nearest to 0.999999999875.
        availability: 1.0 - unavailability,
        downtime_seconds_per_year: unavailability * SECONDS_PER_YEAR,
        mean_latency_ms,
        latency_reduction_ms: base_latency - mean_latency_ms,
        latency_reduction_share: ratio(base_latency - mean_latency_ms, base_latency),
        monthly_cost_before_transfer,
        monthly_cost,
        cost_overhead_share: ratio(extra_monthly_cost, base_cost),
        extra_monthly_cost,
        extra_monthly_revenue,
        net_monthly_benefit: extra_monthly_revenue - extra_monthly_cost,
        break_even_gain_per_100_ms: break_even(revenue.monthly * nominal),
        break_even_monthly_revenue: break_even(revenue.gain_per_100_ms * nominal),
    }
}

/// U = q; active-passive: q of the primary × minutes / 60; geode: Π q.
///
/// The pair multiplies hours of downtime by hours per failover, which is right only for outages of one hour; the
/// bridge says so. Above an hour of failover it is capped at 1, for an unavailability is a fraction.
pub(crate) fn unavailability(problem: &Problem, option: &Choice) -> f64 {
    let q = |region: usize| problem.regions[region].unavailability;
    match &option.design {
        Design::Single { region, .. } => q(*region),
        Design::ActivePassive { primary, .. } => {
            (q(*primary) * problem.failover.active_passive_minutes / 60.0).min(1.0)
        }
        Design::Geode { regions, .. } => regions.iter().map(|r| q(*r)).product(),
    }
}

/// Σ share × latency to the serving region: the only one, the primary, or the nearest.
pub fn mean_latency_ms(problem: &Problem, option: &Choice) -> f64 {
    let regions = serving(&option.design);
    // A group without requests may lack a latency; 0 × ∞ is not a number.
    let groups = problem.groups.iter().enumerate().filter(|(_, group)| group.share > 0.0);
    groups.map(|(g, group)| group.share * least(problem.latencies_ms(g), regions)).sum()
}

/// Latency of a group to its serving region; infinite where it is not known.
pub(crate) fn latency_ms(problem: &Problem, option: &Choice, group: usize) -> f64 {
    least(problem.latencies_ms(group), serving(&option.design))
}

/// The regions that serve users, each of them the nearest.
fn serving(design: &Design) -> &[usize] {
    match design {
        Design::Single { region, .. } => std::slice::from_ref(region),
        Design::ActivePassive { primary, .. } => std::slice::from_ref(primary),
        Design::Geode { regions, .. } => regions,
    }
}

fn least(latencies_ms: &[f64], regions: &[usize]) -> f64 {
    regions.iter().map(|r| latencies_ms[*r]).fold(f64::INFINITY, f64::min)
}

/// Cost per month before and with transfer: single × N, × (1 + overhead) when N > 1.
fn cost(problem: &Problem, option: &Choice) -> (f64, f64) {
    let copies = match &option.design {
        Design::ActivePassive { standby_cost_fraction, .. } => 1.0 + standby_cost_fraction,
        Design::Single { .. } | Design::Geode { .. } => option.region_count() as f64,
    };
    let before = problem.cost.single_region_monthly * copies;
    let overhead = if option.region_count() > 1 { problem.cost.transfer_overhead } else { 0.0 };
    (before, before * (1.0 + overhead))
}
