//! Whether an option reaches the targets.

use super::constants::CLOSE_TO_TARGET;
use super::problem::Problem;
use super::rigorous::Rigorous;
use crate::scenario::units::complement;

/// How an option stands to one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Reached with room to spare.
    Met,
    /// Within 10 % of the budget, on either side.
    Close,
    /// Not reached.
    Missed,
}

/// How an option stands to each target; none where no target is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Targets {
    /// Unavailability against 1 − target.
    pub availability: Option<Standing>,
    /// Recovery time.
    pub rto: Option<Standing>,
    /// Span of lost writes.
    pub rpo: Option<Standing>,
    /// 95th percentile of the latency of reads; of writes where there are no reads.
    pub p95_latency: Option<Standing>,
    /// Cost per month.
    pub monthly_budget: Option<Standing>,
}

/// A figure against its budget: `budget` is the largest value that reaches the target.
///
/// ```
/// use geode_core::engine::targets::{Standing, standing};
/// assert_eq!(standing(3_159.6, 3_153.6), Standing::Close); // 6 seconds a year too many
/// ```
pub fn standing(figure: f64, budget: f64) -> Standing {
    match figure {
        // A budget of 0 has no neighbourhood.
        _ if budget > 0.0 && (figure - budget).abs() <= CLOSE_TO_TARGET * budget => Standing::Close,
        _ if figure <= budget => Standing::Met,
        _ => Standing::Missed,
    }
}

/// The unavailability that an availability target allows, kept: taking the decimal complement allocates.
#[derive(Debug, Clone, Default)]
pub(crate) struct Budget(Option<(f64, f64)>);

impl Budget {
    fn of(&mut self, availability: f64) -> f64 {
        match self.0 {
            Some((known, budget)) if known == availability => budget,
            _ => {
                let budget = complement(availability);
                self.0 = Some((availability, budget));
                budget
            }
        }
    }
}

/// Whether the latency target is about reads: about writes it is where there is nothing else.
pub fn has_reads(write_fraction: f64) -> bool {
    write_fraction < 1.0
}

/// Compares an option's figures with the targets.
pub(crate) fn targets(problem: &Problem, budget: &mut Budget, figures: &Rigorous) -> Targets {
    let target = &problem.target;
    let judged = if has_reads(problem.traffic.write_fraction) { &figures.reads } else { &figures.writes };
    Targets {
        availability: target.availability.map(|a| standing(figures.unavailability, budget.of(a))),
        rto: target.rto_minutes.map(|m| standing(figures.rto_seconds / 60.0, m)),
        rpo: target.rpo_seconds.map(|s| standing(figures.rpo_seconds, s)),
        p95_latency: target
            .p95_latency_ms
            .map(|ms| judged.percentiles.map_or(Standing::Missed, |p| standing(p.p95_ms, ms))),
        monthly_budget: target.monthly_budget.map(|b| standing(figures.monthly_cost.total, b)),
    }
}
