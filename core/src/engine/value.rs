//! What an option is worth against the baseline (model.md §8).

use super::constants::{HOURS_PER_MONTH, MAX_COMPOUNDED_EXPONENT, ROUNDING};
use super::finance::{payback_months, worth};
use super::math::{difference, exp_m1, ln_1p, ratio};
use super::rigorous::{BreakEven, GroupFigures, Rigorous, Value};
use super::years::Yearly;
use crate::scenario::model::Revenue;
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};

/// What contracts give back a month on average, by the distribution of simulated periods: known only once years have been
/// simulated, and in none of the figures of [`Value`].
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Credits {
    /// Mean credit of a period × the fees under contract.
    pub monthly: f64,
    /// The baseline's − these: contractual. None where the baseline was not simulated.
    pub avoided: Option<f64>,
    /// Net monthly benefit with what is avoided.
    pub net_monthly_benefit: Option<f64>,
    /// Net present value with what is avoided, which grows and begins as every benefit does.
    pub npv: Option<f64>,
    /// Payback with what is avoided; none where it never comes, and for the baseline.
    pub payback_months: Option<f64>,
}

/// Credits of an option from its simulated years and those of the baseline, and what its value is with those that it
/// avoids; none where nothing is promised, or where its own were not simulated.
///
/// ```
/// use geode_core::engine::{rigorous::Value, simulation::Yearly, value::credits};
/// use geode_core::scenario::problem::Problem;
/// let mut problem = Problem::compile(&geode_core::scenario::presets::worked_example());
/// let years = |credited_share| Yearly { credited_share, ..Yearly::default() };
/// let value = Value { extra_monthly_cost: 50_000.0, net_monthly_benefit: -50_000.0, npv: -1_550_000.0, ..Value::default() };
/// let found = credits(&problem, Some(&years(Some(0.02))), (Some(&years(Some(0.005))), false), &value).unwrap();
/// // 10 M of revenue, all of it under contract: 50,000 a month, and 150,000 less than the baseline.
/// assert_eq!((found.monthly, found.avoided, found.net_monthly_benefit), (50_000.0, Some(150_000.0), Some(100_000.0)));
/// // Over 36 months at 10 % a year 1 a month is worth (1 − 1.1^−3) ÷ (1.1^(1/12) − 1); nothing was to be paid back.
/// let annuity = (1.0 - 1.1_f64.powi(-3)) / (1.1_f64.powf(1.0 / 12.0) - 1.0);
/// assert!((found.npv.unwrap() + 1_550_000.0 - annuity * 150_000.0).abs() < 1e-3, "{found:?}");
/// assert_eq!(found.payback_months, Some(0.0));
/// assert_eq!(credits(&problem, None, (None, false), &value), None);
/// ```
pub fn credits(
    problem: &Problem,
    base: Option<&Yearly>,
    (option, is_baseline): (Option<&Yearly>, bool),
    value: &Value,
) -> Option<Credits> {
    let fees = problem.revenue.monthly * problem.sla_credits.fees_share;
    let of = |years: Option<&Yearly>| Some(fees * years?.credited_share?);
    let monthly = of(option)?;
    let avoided = of(base).map(|base| difference(base, monthly));
    let finance = &problem.finance;
    let payback = |avoided: f64| {
        let returns = value.latency_revenue + value.avoided_downtime_revenue + avoided;
        payback_months(finance, problem.cost.migration_one_off, returns, value.extra_monthly_cost)
    };
    Some(Credits {
        monthly,
        avoided,
        net_monthly_benefit: avoided.map(|avoided| value.net_monthly_benefit + avoided),
        npv: avoided.map(|avoided| value.npv + worth(finance).benefit * avoided),
        payback_months: avoided.filter(|_| !is_baseline).and_then(payback),
    })
}

/// Share of revenue of each group: given ones stand, and the other groups share what is left of 1 by their requests.
/// Where nothing is left for anybody with users the given ones are scaled.
pub(crate) fn revenue_shares(problem: &Problem) -> impl Iterator<Item = f64> + '_ {
    let given: f64 = problem.groups.iter().filter_map(|g| g.revenue_share).sum();
    let others: f64 = problem.groups.iter().filter(|g| g.revenue_share.is_none()).map(|g| g.share).sum();
    let left = (1.0 - given).max(0.0);
    let scale = if others > 0.0 && left > 0.0 { 1.0 } else { ratio(1.0, given).unwrap_or(0.0) };
    problem.groups.iter().map(move |g| match g.revenue_share {
        Some(share) => share * scale,
        None => ratio(g.share, others).unwrap_or(0.0) * left,
    })
}

/// Latency saved, weighted by revenue: G = Σ revenue share × (L_base − L_option), ms, everything up. A group that
/// is unserved in either counts 0.
fn latency_gain_ms(problem: &Problem, base: &[GroupFigures], option: &[GroupFigures]) -> f64 {
    let saved = |(base, option): (&GroupFigures, &GroupFigures)| {
        Some(difference(base.mean_latency_ms?, option.mean_latency_ms?))
    };
    let gains = base.iter().zip(option).map(|pair| saved(pair).unwrap_or(0.0));
    let (mut weighted, mut size) = (0.0, 0.0);
    for (share, gain) in revenue_shares(problem).zip(gains) {
        weighted += share * gain;
        size += share * gain.abs();
    }
    // What some groups gain and others lose may cancel but for rounding.
    if weighted.abs() <= ROUNDING * size { 0.0 } else { weighted }
}

/// Values an option whose reliability, latency and cost are known against the baseline; none: it is the baseline.
pub(crate) fn value(problem: &Problem, base: Option<&Rigorous>, option: &Rigorous) -> Value {
    let is_baseline = base.is_none();
    let base = base.unwrap_or(option);
    let revenue = &problem.revenue;
    let hundreds = latency_gain_ms(problem, &base.user_groups, &option.user_groups)
        * problem.traffic.round_trips_per_interaction
        / 100.0;
    let hours_saved = difference(base.unavailability, option.unavailability) * HOURS_PER_MONTH;
    let latency_per_revenue = revenue.gross_margin * gain(revenue, hundreds);
    let downtime_per_revenue = match revenue.downtime_cost_per_hour {
        Some(_) => 0.0,
        None => revenue.gross_margin * revenue.lost_share_during_downtime * hours_saved / HOURS_PER_MONTH,
    };
    let per_revenue = latency_per_revenue + downtime_per_revenue;
    let fixed = revenue.downtime_cost_per_hour.map_or(0.0, |cost| hours_saved * cost);
    // Nothing gained from more latency is 0, not −0.
    let latency_revenue = latency_per_revenue * revenue.monthly + 0.0;
    let avoided = fixed + downtime_per_revenue * revenue.monthly;
    let extra = difference(option.monthly_cost.total, base.monthly_cost.total);
    let net = latency_revenue + avoided - extra;
    let (break_even_monthly_revenue, break_even_status) = break_even_revenue(extra, extra - fixed, per_revenue, net);
    let pays = |cost: f64, per_unit: f64| (extra > 0.0).then(|| ratio(cost, per_unit)).flatten().filter(|v| *v > 0.0);
    let finance = &problem.finance;
    let migration = if is_baseline { 0.0 } else { problem.cost.migration_one_off };
    let worth = worth(finance);
    let paid = migration + worth.cost * extra;
    // What returns must be worth today so that the option is worth nothing, as benefits a month.
    let needed = ratio(paid, worth.benefit);
    let at_npv_0 = |without: f64, per_unit: f64| ratio(needed? - without, per_unit).filter(|v| *v > 0.0);
    Value {
        extra_monthly_cost: extra,
        latency_revenue,
        avoided_downtime_revenue: avoided,
        net_monthly_benefit: net,
        net_monthly_benefit_without_latency: avoided - extra,
        break_even_downtime_cost_per_hour: pays(extra - latency_revenue, hours_saved),
        break_even_gain_per_100_ms: needed_gain(revenue, extra - avoided, hundreds).filter(|_| extra > 0.0),
        break_even_monthly_revenue,
        break_even_status,
        payback_months: match is_baseline {
            true => None,
            false => payback_months(finance, migration, latency_revenue + avoided, extra),
        },
        npv: worth.benefit * (latency_revenue + avoided) - worth.cost * extra - migration,
        benefit_cost_ratio: ratio(worth.benefit * (latency_revenue + avoided), paid)
            .filter(|_| !is_baseline && paid > 0.0),
        level_worth: worth.level,
        worthwhile_revenue: at_npv_0(fixed, per_revenue),
        worthwhile_downtime_cost: at_npv_0(latency_revenue, hours_saved),
    }
}

/// Whether an option pays above a level of revenue (or of the cost of an hour down) at which it is worth nothing, else
/// below it: the level of today, and what it is worth there, say which side is which.
///
/// ```
/// use geode_core::engine::value::pays_above;
/// assert!(pays_above(36e6, 10e6, -146_000.0) && pays_above(36e6, 50e6, 70_000.0));
/// // Its writes take longer, so the more revenue there is the more it loses.
/// assert!(!pays_above(108e6, 120e6, -50_000.0) && !pays_above(108e6, 10e6, 400_000.0));
/// ```
pub fn pays_above(level: f64, today: f64, worth: f64) -> bool {
    (worth < 0.0) == (level > today)
}

/// The part of revenue that so many times 100 ms less bring: at most all of it, and at most all of it is lost.
fn gain(revenue: &Revenue, hundreds: f64) -> f64 {
    let gain = match revenue.compounding {
        // (1 + gain)^hundreds − 1 without cancellation.
        true => exp_m1((ln_1p(revenue.gain_per_100_ms) * hundreds).min(MAX_COMPOUNDED_EXPONENT)),
        false => revenue.gain_per_100_ms * hundreds,
    };
    gain.clamp(-1.0, 1.0)
}

/// The gain per 100 ms at which so many of them make up for what is uncovered; none where no positive one does, or only
/// one that would bring more than all revenue.
fn needed_gain(revenue: &Revenue, uncovered: f64, hundreds: f64) -> Option<f64> {
    let share = ratio(uncovered, revenue.gross_margin * revenue.monthly).filter(|share| share.abs() <= 1.0)?;
    let gain = match revenue.compounding {
        // (1 + gain)^hundreds − 1 of the profit makes up for the rest.
        true => Some(exp_m1(ln_1p(share) / hundreds)),
        false => ratio(share, hundreds),
    };
    gain.filter(|gain| gain.is_finite() && *gain > 0.0)
}

/// Break-even revenue = (extra − benefit that does not depend on revenue) / benefit per unit of revenue; none
/// without extra cost, or where no positive value pays.
fn break_even_revenue(extra: f64, uncovered: f64, per_unit: f64, net: f64) -> (Option<f64>, BreakEven) {
    if extra <= 0.0 {
        return (None, if net >= 0.0 { BreakEven::Always } else { BreakEven::Never });
    }
    match ratio(uncovered, per_unit).filter(|v| *v > 0.0) {
        Some(value) => (Some(value), BreakEven::At),
        None if uncovered <= 0.0 && per_unit >= 0.0 => (None, BreakEven::Always),
        None => (None, BreakEven::Never),
    }
}
