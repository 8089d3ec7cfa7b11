//! From what runs today to what shall run, phase by phase: money over time against staying put (model.md §8).

use super::OptionFigures;
use super::constants::{HOURS_PER_MONTH, MONTHS_PER_YEAR, ROUNDING};
use super::finance::monthly_rate;
use super::math::pow;
use crate::scenario::model::Finance;
use crate::scenario::problem::{Phase, Problem};

/// A month of a rollout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Month {
    /// Index of the option that runs.
    pub option: usize,
    /// What it costs, with the growth of its extra cost; of month 0 what runs today does.
    pub cost: f64,
    /// What it returns − what it costs more than staying put − what is paid once.
    pub flow: f64,
    /// All flows so far.
    pub cash: f64,
    /// What they are worth today.
    pub npv: f64,
}

/// A rollout month by month, from month 0, now, to the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct Rollout {
    /// The months, 0 to the horizon.
    pub months: Vec<Month>,
    /// Month, in a straight line within it, from which on what was paid has come back, to the end of the horizon; none
    /// where it has not by then, 0 where nothing was ever to come back.
    pub payback_months: Option<f64>,
    /// Hours down over the horizon: Σ U × 730 h.
    pub downtime_hours: f64,
    /// The same where what runs today stays.
    pub staying_downtime_hours: f64,
}

/// The option that runs in a month, from 1 on: that of the phase that began last, of several in the same month the last
/// of the list; before all of them the baseline.
///
/// ```
/// use geode_core::engine::rollout::running;
/// use geode_core::scenario::problem::Phase;
/// let phase = |start_month, option| Phase { start_month, option, ..Phase::default() };
/// let phases = [phase(0, 1), phase(6, 2)];
/// assert_eq!([1, 6, 7].map(|month| running(&phases, 0, month)), [1, 1, 2]);
/// assert_eq!(running(&[], 0, 1), 0);
/// ```
pub fn running(phases: &[Phase], baseline: usize, month: u32) -> usize {
    let begun = phases.iter().filter(|phase| phase.start_month < month);
    // Of equal ones the last.
    begun.max_by_key(|phase| phase.start_month).map_or(baseline, |phase| phase.option)
}

/// The rollout of a problem: flow_t = benefit of what runs × (1 + g)^((t − 1)/12) − its extra cost × (1 + c)^((t − 1)/12)
/// − what phases that begin in month t cost once, t = 0 to the horizon; what is paid once for an option, and the months
/// until it is live, are those of the phases. None without phases, or where `options` are not those of the problem.
///
/// ```
/// use geode_core::engine::{self, Depth, Figures, Scratch};
/// use geode_core::scenario::problem::{Phase, Problem};
/// let mut problem = Problem::compile(&geode_core::scenario::presets::worked_example());
/// problem.rollout = vec![Phase { start_month: 0, option: 3, ..Phase::default() }];
/// let mut figures = Figures::default();
/// engine::evaluate(&problem, &mut Scratch::default(), &mut figures, Depth::Headline);
/// // Three regions at once are what three regions are.
/// let rollout = engine::rollout::rollout(&problem, &figures.options).unwrap();
/// let npv = rollout.months.last().unwrap().npv;
/// assert!((npv / figures.options[3].rigorous.value.npv - 1.0).abs() < 1e-12);
/// ```
pub fn rollout<O: AsRef<OptionFigures>>(problem: &Problem, options: &[O]) -> Option<Rollout> {
    let phases = &problem.rollout;
    let figures = |option: usize| options.get(option).map(|option| &option.as_ref().rigorous);
    let base = figures(problem.baseline)?;
    if phases.is_empty() {
        return None;
    }
    let Finance { horizon_months, annual_growth, annual_cost_growth, .. } = problem.finance;
    let growth = [annual_growth, annual_cost_growth].map(|annual| pow(1.0 + annual, 1.0 / MONTHS_PER_YEAR));
    let factor = 1.0 / (1.0 + monthly_rate(problem.finance.annual_discount_rate));
    let (mut benefits, mut costs, mut discount, mut downtime) = (1.0, 1.0, 1.0, 0.0);
    let (mut cash, mut npv) = (0.0, 0.0);
    let mut months = Vec::with_capacity(horizon_months as usize + 1);
    for month in 0..=horizon_months {
        let option = running(phases, problem.baseline, month);
        let of = figures(option)?;
        // What begins with the end of the horizon is no part of it.
        let begins = phases.iter().filter(|phase| phase.start_month == month && month < horizon_months);
        let paid: f64 = begins.map(|phase| phase.migration_cost).sum();
        let value = &of.value;
        let (mut flow, mut cost) = (-paid, base.monthly_cost.total);
        if month > 0 {
            let extra = value.extra_monthly_cost * costs;
            flow += (value.latency_revenue + value.avoided_downtime_revenue) * benefits - extra;
            cost += extra;
            (benefits, costs) = (benefits * growth[0], costs * growth[1]);
            downtime += of.unavailability * HOURS_PER_MONTH;
        }
        cash += flow;
        npv += flow * discount;
        discount *= factor;
        months.push(Month { option, cost, flow, cash, npv });
    }
    Some(Rollout {
        payback_months: payback(&months),
        months,
        downtime_hours: downtime,
        staying_downtime_hours: base.unavailability * HOURS_PER_MONTH * f64::from(horizon_months),
    })
}

/// From where on the flows so far stay at or above 0 to the end.
fn payback(months: &[Month]) -> Option<f64> {
    let (mut paid_back, mut size, mut before) = (None, 0.0, 0.0);
    for (at, month) in months.iter().enumerate() {
        size += month.flow.abs();
        if month.cash < -ROUNDING * size {
            paid_back = None;
        } else if paid_back.is_none() {
            let within = if month.flow > 0.0 { (-before / month.flow).clamp(0.0, 1.0) } else { 0.0 };
            paid_back = Some(if at == 0 { 0.0 } else { (at - 1) as f64 + within });
        }
        before = month.cash;
    }
    paid_back
}
