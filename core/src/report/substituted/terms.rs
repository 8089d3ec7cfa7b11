//! Formulas of the engineering estimate whose terms are the regions or the user groups of an option, and those that
//! depend on how the scenario is set up.

use super::formulas::value;
use super::{milliseconds, money_all, number, percent};
use crate::engine::constants::ROUNDING;
use crate::engine::finance::{flows, monthly_rate, npv};
use crate::report::evaluation::{Evaluation, OptionEvaluation};
use crate::scenario::edit::regions_of;
use crate::scenario::model::{Kind, PlanOption, Region, Routing, UserGroup};

/// More terms than these say less than their sum.
const MOST_TERMS: usize = 16;

/// The formula of a figure with the numbers of the option at `index`; none where this module knows none.
pub(super) fn of(evaluation: &Evaluation, index: usize, path: &str) -> Option<String> {
    let (option, figures) = (evaluation.scenario.options.get(index)?, evaluation.options.get(index)?);
    let cost = &evaluation.scenario.cost;
    match path.strip_prefix("/rigorous/")? {
        "monthly_cost/compute" => capacity(evaluation, option, figures, cost.compute_share, true),
        "monthly_cost/fixed" => capacity(evaluation, option, figures, cost.fixed_share, false),
        "monthly_cost/storage" => capacity(evaluation, option, figures, cost.storage_share, false),
        "monthly_cost/transfer" => Some(transfer(evaluation, option)),
        "monthly_cost/operations" => Some(format!(
            "{} × {}",
            amount(evaluation, cost.operations_monthly_per_extra_region),
            regions_of(&option.kind).len().saturating_sub(1)
        )),
        "latency_revenue" => latency(evaluation, figures),
        "break_even_monthly_revenue" => revenue_needed(evaluation, figures),
        "break_even_gain_per_100_ms" => gain_needed(evaluation, figures),
        "npv" => present_value(evaluation, option, figures),
        "rto_seconds" => recovery(evaluation, option, figures),
        _ => None,
    }
}

fn amount(evaluation: &Evaluation, amount: f64) -> String {
    money_all(amount, &evaluation.scenario.currency)
}

/// A part of the cost, a line a region: price index × base × share × what of a full copy is built or paid.
fn capacity(
    evaluation: &Evaluation,
    option: &PlanOption,
    figures: &OptionEvaluation,
    share: f64,
    grows: bool,
) -> Option<String> {
    let (scenario, cost) = (&evaluation.scenario, &evaluation.scenario.cost);
    let line = |(i, id): (usize, &&str)| {
        let region = scenario.region(id)?;
        let mut text = format!(
            "{} × {} × {}",
            number(region.price_index),
            amount(evaluation, cost.single_region_monthly),
            percent(share)
        );
        if grows {
            text += &format!(" × {}", number(figures.rigorous.regions.get(i)?.provisioned_share));
        }
        if let (1, Kind::ActivePassive { standby_cost_fraction, .. }) = (i, &option.kind) {
            text += &format!(" × {}", percent(*standby_cost_fraction));
        }
        Some(format!("{text} ({})", region.name))
    };
    regions_of(&option.kind).iter().enumerate().map(line).collect::<Option<Vec<_>>>().map(|lines| lines.join("\n+ "))
}

fn transfer(evaluation: &Evaluation, option: &PlanOption) -> String {
    let cost = &evaluation.scenario.cost;
    let copies = match &option.kind {
        Kind::Geode { writes, regions, .. } => writes.replicas.map_or(regions.len(), |count| count as usize),
        _ => regions_of(&option.kind).len(),
    };
    format!(
        "{} GB × {} × {}",
        number(cost.replicated_gb_per_month),
        copies.saturating_sub(1),
        amount(evaluation, cost.transfer_price_per_gb)
    )
}

/// Margin × revenue × gain × what each group saves × round trips ÷ 100 ms; none where gains compound.
fn latency(evaluation: &Evaluation, figures: &OptionEvaluation) -> Option<String> {
    let scenario = &evaluation.scenario;
    let revenue = &scenario.revenue;
    let base = evaluation.baseline()?;
    let weight = |i: usize| scenario.user_groups.get(i).map_or(0.0, |group| group.revenue_share.unwrap_or(group.share));
    let count = scenario.user_groups.len();
    let total: f64 = (0..count).map(weight).sum();
    if revenue.compounding || total <= 0.0 || count > MOST_TERMS {
        return None;
    }
    // Shares sum to 1 but for rounding, which would only blur what was put in.
    let total = if (total - 1.0).abs() < 1e-9 { 1.0 } else { total };
    let mean = |option: &OptionEvaluation, i: usize| option.rigorous.user_groups.get(i)?.mean_latency_ms;
    let saved = |i: usize| {
        let (before, after) = (mean(base, i)?, mean(figures, i)?);
        Some(format!("{} × ({} − {})", percent(weight(i) / total), milliseconds(before), milliseconds(after)))
    };
    let terms: Vec<String> = (0..count).filter_map(saved).collect();
    Some(format!(
        "{} × {} × {}\n× ({})\n× {} ÷ 100 ms",
        percent(revenue.gross_margin),
        amount(evaluation, revenue.monthly),
        percent(revenue.gain_per_100_ms),
        if terms.is_empty() { "0".into() } else { terms.join("\n+ ") },
        number(scenario.traffic.round_trips_per_interaction),
    ))
}

/// With some revenue the returns are in proportion to it.
fn revenue_needed(evaluation: &Evaluation, figures: &OptionEvaluation) -> Option<String> {
    let revenue = &evaluation.scenario.revenue;
    let of = |path: &str| value(evaluation, figures, path);
    let (extra, latency, downtime) = (
        of("/rigorous/extra_monthly_cost")?,
        of("/rigorous/latency_revenue")?,
        of("/rigorous/avoided_downtime_revenue")?,
    );
    let today = Some(revenue.monthly).filter(|monthly| *monthly > 0.0).map(|monthly| amount(evaluation, monthly))?;
    Some(match revenue.downtime_cost_per_hour {
        // An hour down has its own price, so what is saved of it does not grow with revenue.
        Some(_) => format!("({extra} − {downtime})\n÷ ({latency} ÷ {today})"),
        None => format!("{extra}\n÷ (({latency} + {downtime}) ÷ {today})"),
    })
}

fn gain_needed(evaluation: &Evaluation, figures: &OptionEvaluation) -> Option<String> {
    let revenue = &evaluation.scenario.revenue;
    if revenue.compounding || revenue.gain_per_100_ms <= 0.0 {
        return None;
    }
    let of = |path: &str| value(evaluation, figures, path);
    Some(format!(
        "({} − {})\n÷ ({} ÷ {})",
        of("/rigorous/extra_monthly_cost")?,
        of("/rigorous/avoided_downtime_revenue")?,
        of("/rigorous/latency_revenue")?,
        percent(revenue.gain_per_100_ms)
    ))
}

/// −migration + net benefit × what 1 a month is worth today. Where returns grow or start late, they have a worth of
/// their own.
fn present_value(evaluation: &Evaluation, option: &PlanOption, figures: &OptionEvaluation) -> Option<String> {
    let (scenario, finance) = (&evaluation.scenario, &evaluation.scenario.finance);
    let rate = monthly_rate(finance.annual_discount_rate);
    let worth = |benefit: f64, extra: f64| number(npv(rate, flows(finance, 0.0, benefit, extra)));
    let migration = if option.id == scenario.baseline { 0.0 } else { scenario.cost.migration_one_off };
    let of = |path: &str| value(evaluation, figures, path);
    let months = finance.horizon_months;
    let (costs, discount) = (worth(0.0, -1.0), percent(finance.annual_discount_rate));
    let start = format!("−{}", amount(evaluation, migration));
    if finance.annual_growth == 0.0 && finance.months_until_live == 0 {
        let net = of("/rigorous/net_monthly_benefit")?;
        return Some(format!("{start} + {net} × {costs}\n(1 a month for {months} months at {discount} a year)"));
    }
    let (latency, downtime) = (of("/rigorous/latency_revenue")?, of("/rigorous/avoided_downtime_revenue")?);
    let grows = match finance.annual_growth {
        0.0 => String::new(),
        growth if growth > 0.0 => format!(", {} more a year", percent(growth)),
        growth => format!(", {} less a year", percent(-growth)),
    };
    Some(format!(
        "{start}\n+ ({latency} + {downtime}) × {} (returns from month {} on{grows})\n− {} × {costs} (costs of {months} months), at {discount} a year",
        worth(1.0, 0.0),
        finance.months_until_live + 1,
        of("/rigorous/extra_monthly_cost")?,
    ))
}

fn recovery(evaluation: &Evaluation, option: &PlanOption, figures: &OptionEvaluation) -> Option<String> {
    let (scenario, failover) = (&evaluation.scenario, &evaluation.scenario.failover);
    let rto = figures.rigorous.rto_seconds;
    let (routed, moved) = match failover.routing {
        Routing::Dns { ttl_seconds } => (ttl_seconds / 2.0, format!("{} s ÷ 2", number(ttl_seconds))),
        Routing::Anycast { convergence_seconds } => (convergence_seconds, format!("{} s", number(convergence_seconds))),
    };
    let (interval, times) = (failover.health_check_interval_seconds, failover.failures_to_trip);
    let detected = (interval * f64::from(times) + routed) * (1.0 + ROUNDING);
    match &option.kind {
        Kind::ActivePassive { .. } => Some(format!("{} min × 60 s", number(failover.active_passive_minutes))),
        Kind::Geode { regions, .. } if regions.len() > 1 && rto <= detected => {
            Some(format!("{} s × {times} + {moved}", number(interval)))
        }
        _ => {
            let regions: Vec<&Region> =
                regions_of(&option.kind).into_iter().filter_map(|id| scenario.region(id)).collect();
            // The one that users wait for: of several, one that alone may serve some of them.
            let may_serve = |group: &UserGroup, region: &Region| {
                let permitted = &group.permitted_jurisdictions;
                permitted.is_empty() || region.jurisdiction.as_ref().is_some_and(|law| permitted.contains(law))
            };
            let is_bound = |region: &&&Region| {
                let only =
                    |group: &UserGroup| regions.iter().all(|other| may_serve(group, other) == (other.id == region.id));
                regions.len() == 1 || scenario.user_groups.iter().any(|group| group.share > 0.0 && only(group))
            };
            let region = regions.iter().filter(is_bound).find(|region| region.mttr_hours * 3_600.0 == rto)?;
            Some(format!("{} h × 3,600 s ({})", number(region.mttr_hours), region.name))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report;
    use crate::scenario::presets;

    /// A region with the same repair time was named, though nobody waits for it.
    #[test]
    fn the_region_that_users_wait_for_is_named() {
        let mut scenario = presets::worked_example();
        for (region, law) in scenario.regions.iter_mut().zip(["EU", "US", "EU", "AP"]) {
            region.jurisdiction = Some(law.into());
        }
        scenario.user_groups[2].permitted_jurisdictions = vec!["AP".into()];
        let evaluation = report::evaluate(&scenario, &[]);
        let told = super::super::of(&evaluation, 3, "/rigorous/rto_seconds").unwrap();
        assert_eq!(told, "1 h × 3,600 s (Asia East) = 3,600 s");
    }

    #[test]
    fn regions_and_groups_stand_in_lines() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        let of = |index: usize, path: &str| super::super::of(&evaluation, index, path).unwrap();
        assert_eq!(
            of(1, "/rigorous/monthly_cost/compute"),
            "1 × $100,000 × 70 % × 1 (US East)\n+ 1 × $100,000 × 70 % × 1 × 100 % (US West)\n= $140,000"
        );
        assert_eq!(
            of(3, "/rigorous/latency_revenue"),
            "100 % × $10,000,000 × 1 %\n× (40 % × (50 ms − 50 ms)\n+ 30 % × (100 ms − 40 ms)\n\
             + 20 % × (200 ms − 60 ms)\n+ 10 % × (150 ms − 100 ms))\n× 1 ÷ 100 ms\n= $51,000"
        );
        assert_eq!(of(3, "/rigorous/rto_seconds"), "30 s × 2 + 60 s ÷ 2 = 90 s");
    }
}
