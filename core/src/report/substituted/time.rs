//! Formulas of money over time, with the numbers of an option in them.

use super::formulas::value;
use super::{money_all, number, percent};
use crate::engine::figures;
use crate::engine::finance::{flows, monthly_rate, npv, worth};
use crate::report::evaluation::Evaluation;
use crate::report::option::OptionEvaluation;
use crate::scenario::model::PlanOption;

/// Flows of months 0 to `months`.
fn all_flows(evaluation: &Evaluation, option: &PlanOption, figures: &OptionEvaluation, months: u32) -> Vec<f64> {
    let (scenario, r) = (&evaluation.scenario, &figures.rigorous);
    let migration = if option.id == scenario.baseline { 0.0 } else { scenario.cost.migration_one_off };
    let benefit = r.value.latency_revenue + r.value.avoided_downtime_revenue;
    let monthly = flows(&scenario.finance, benefit, r.value.extra_monthly_cost, months);
    std::iter::once(-migration).chain(monthly).collect()
}

/// −migration + net benefit × what 1 a month is worth today. Where returns or costs grow or start late, they have a worth
/// of their own.
pub(super) fn present_value(
    evaluation: &Evaluation,
    option: &PlanOption,
    figures: &OptionEvaluation,
) -> Option<String> {
    let (scenario, finance) = (&evaluation.scenario, &evaluation.scenario.finance);
    let migration = if option.id == scenario.baseline { 0.0 } else { scenario.cost.migration_one_off };
    let of = |path: &str| value(evaluation, figures, path);
    let (months, worth) = (finance.horizon_months, worth(finance));
    let discount = percent(finance.annual_discount_rate);
    let start = format!("−{}", money_all(migration, &scenario.currency));
    if finance.annual_growth == 0.0 && finance.annual_cost_growth == 0.0 && finance.months_until_live == 0 {
        let (net, level) = (of(figures::NET_MONTHLY_BENEFIT)?, number(worth.level));
        return Some(format!("{start} + {net} × {level}\n(1 a month for {months} months at {discount} a year)"));
    }
    let (latency, downtime) = (of(figures::LATENCY_REVENUE)?, of(figures::AVOIDED_DOWNTIME_REVENUE)?);
    let grows = |growth: f64| match growth {
        0.0 => String::new(),
        growth if growth > 0.0 => format!(", {} more a year", percent(growth)),
        growth => format!(", {} less a year", percent(-growth)),
    };
    Some(format!(
        "{start}\n+ ({latency} + {downtime}) × {} (returns from month {} on{})\n− {} × {} (costs of {months} months{}), at {discount} a year",
        number(worth.benefit),
        finance.months_until_live + 1,
        grows(finance.annual_growth),
        of(figures::EXTRA_MONTHLY_COST)?,
        number(worth.cost),
        grows(finance.annual_cost_growth),
    ))
}

/// The last whole month in which something is still out, and the part of the next one that brings it back.
pub(super) fn payback(evaluation: &Evaluation, option: &PlanOption, figures: &OptionEvaluation) -> Option<String> {
    let months = figures.rigorous.value.payback_months?;
    if months == 0.0 {
        return Some("0 (what has come in is never less than what was paid)".into());
    }
    let next = months.ceil() as u32;
    let flows = all_flows(evaluation, option, figures, next);
    let (flow, before) = flows.split_last()?;
    let out: f64 = -before.iter().sum::<f64>();
    let amount = |value: f64| super::bracketed(money_all(value, &evaluation.scenario.currency));
    Some(format!(
        "{} + {} ÷ {} (what is out after month {}, and what month {next} brings)",
        next - 1,
        amount(out),
        amount(*flow),
        next - 1
    ))
}

/// (Future value of the inflows ÷ present value of the outflows)^(12 ÷ months) − 1.
pub(super) fn modified_rate(
    evaluation: &Evaluation,
    option: &PlanOption,
    figures: &OptionEvaluation,
) -> Option<String> {
    let finance = &evaluation.scenario.finance;
    let flows = all_flows(evaluation, option, figures, finance.horizon_months);
    let rate = monthly_rate(finance.annual_discount_rate);
    let outflows = npv(rate, flows.iter().map(|flow| (-flow).max(0.0)));
    // Backwards in time the discount is interest.
    let inflows = npv(1.0 / (1.0 + rate) - 1.0, flows.iter().rev().map(|flow| flow.max(0.0)));
    let amount = |value: f64| money_all(value, &evaluation.scenario.currency);
    Some(format!(
        "({} ÷ {})^(12 ÷ {}) − 1\n(inflows at the end of the horizon, outflows today, both at {} a year)",
        amount(inflows),
        amount(outflows),
        finance.horizon_months,
        percent(finance.annual_discount_rate)
    ))
}
