//! Formulas of the engineering estimate whose terms are the regions or the user groups of an option, and those that
//! depend on how the scenario is set up.

use super::formulas::value;
use super::time;
use super::{milliseconds, money_all, number, percent};
use crate::engine::RecoveryBy;
use crate::engine::constants::ROUNDING;
use crate::engine::figures as list;
use crate::engine::value::revenue_shares;
use crate::report::evaluation::Evaluation;
use crate::report::option::OptionEvaluation;
use crate::scenario::edit::regions_of;
use crate::scenario::fill;
use crate::scenario::model::{Kind, PlanOption, Routing, WriteMode};
use crate::scenario::problem::Problem;

/// More terms than these say less than their sum.
const MOST_TERMS: usize = 16;

/// The formula of a figure with the numbers of the option at `index`; none where this module knows none.
pub(super) fn of(evaluation: &Evaluation, index: usize, path: &str) -> Option<String> {
    let (option, figures) = (evaluation.scenario.options.get(index)?, evaluation.options.get(index)?);
    let cost = &evaluation.scenario.cost;
    match path {
        list::MONTHLY_COST_COMPUTE => {
            by_region(evaluation, option, (cost.compute_share, cost.compute_discount), |i, _| {
                Some(figures.rigorous.regions.get(i)?.provisioned_share)
            })
        }
        list::MONTHLY_COST_FIXED => {
            let part = (cost.fixed_share, cost.fixed_discount);
            by_region(evaluation, option, part, |i, _| Some(standing(option, i)))
        }
        list::MONTHLY_COST_STORAGE => {
            let (holders, copies) = holders(option);
            let part = copies as f64 / holders.len().max(1) as f64;
            let stored = |_: usize, id: &str| Some(if holders.contains(&id) { part } else { 0.0 });
            by_region(evaluation, option, (cost.storage_share, cost.storage_discount), stored)
        }
        list::MONTHLY_COST_TRANSFER => {
            transfer(evaluation, option, figures).map(|formula| formula + &less(cost.transfer_discount))
        }
        list::MONTHLY_COST_OPERATIONS => {
            Some(format!("{} × {}", operations(evaluation), regions_of(&option.kind).len().saturating_sub(1)))
        }
        list::LATENCY_REVENUE => latency(evaluation, figures),
        list::BREAK_EVEN_MONTHLY_REVENUE => revenue_needed(evaluation, figures),
        list::BREAK_EVEN_GAIN_PER_100_MS => gain_needed(evaluation, figures),
        list::NPV => time::present_value(evaluation, option, figures),
        list::PAYBACK_MONTHS => time::payback(evaluation, option, figures),
        list::MIRR_ANNUAL => time::modified_rate(evaluation, option, figures),
        list::RTO_SECONDS => recovery(evaluation, figures),
        list::RPO_SECONDS => point(evaluation, option),
        _ => None,
    }
}

/// What a further region takes to operate a month: tools, and people by head.
fn operations(evaluation: &Evaluation) -> String {
    let cost = &evaluation.scenario.cost;
    let tools = amount(evaluation, cost.operations_monthly_per_extra_region);
    match cost.people_monthly_per_extra_region() > 0.0 {
        true => format!(
            "({tools} + {} × {} ÷ 12)",
            number(cost.people_per_extra_region),
            amount(evaluation, cost.loaded_annual_cost_per_person)
        ),
        false => tools,
    }
}

/// A discount as a factor.
fn less(discount: f64) -> String {
    if discount > 0.0 { format!(" × (1 − {})", percent(discount)) } else { String::new() }
}

fn amount(evaluation: &Evaluation, amount: f64) -> String {
    money_all(amount, &evaluation.scenario.currency)
}

/// A part of the cost, a line a region: price index × base × share × what of a full copy is built or paid there.
fn by_region(
    evaluation: &Evaluation,
    option: &PlanOption,
    (share, discount): (f64, f64),
    part: impl Fn(usize, &str) -> Option<f64>,
) -> Option<String> {
    let (full, cost) = (fill::full(&evaluation.scenario), &evaluation.scenario.cost);
    let line = |(i, id): (usize, &&str)| {
        let region = full.region(id)?;
        let text = format!(
            "{} × {} × {} × {}{}",
            number(region.price_index?),
            amount(evaluation, cost.single_region_monthly),
            percent(share),
            number(part(i, id)?),
            less(discount)
        );
        Some(format!("{text} ({})", region.name))
    };
    regions_of(&option.kind).iter().enumerate().map(line).collect::<Option<Vec<_>>>().map(|lines| lines.join("\n+ "))
}

/// What of a full copy stands ready in a region: less in a standby.
fn standing(option: &PlanOption, i: usize) -> f64 {
    match (i, &option.kind) {
        (1, Kind::ActivePassive { standby_cost_fraction, .. }) => *standby_cost_fraction,
        (_, Kind::SingleRegion { .. } | Kind::ActivePassive { .. } | Kind::Geode { .. }) => 1.0,
    }
}

/// The regions that hold the data, or may, and how many copies there are.
fn holders(option: &PlanOption) -> (Vec<&str>, usize) {
    match &option.kind {
        Kind::Geode { regions, writes, .. } if writes.mode == WriteMode::Quorum => {
            let voters: Vec<&str> = writes.voting(regions).iter().map(String::as_str).collect();
            let copies = voters.len();
            (voters, copies)
        }
        Kind::Geode { regions, writes, .. } => {
            let copies = writes.replicas.map_or(regions.len(), |count| count as usize);
            (regions_of(&option.kind), copies)
        }
        kind => (regions_of(kind), regions_of(kind).len()),
    }
}

/// Replicated GB × copies × price; where these differ, a line a region that takes writes.
fn transfer(evaluation: &Evaluation, option: &PlanOption, figures: &OptionEvaluation) -> Option<String> {
    let (full, cost) = (fill::full(&evaluation.scenario), &evaluation.scenario.cost);
    let (holders, copies) = holders(option);
    let ids = regions_of(&option.kind);
    let taken = |i: usize| match &option.kind {
        Kind::ActivePassive { .. } => f64::from(u8::from(i == 0)),
        Kind::Geode { writes, .. } if let WriteMode::SingleWriter { writer, .. } = &writes.mode => {
            f64::from(u8::from(ids.get(i) == Some(&writer.as_str())))
        }
        Kind::SingleRegion { .. } | Kind::Geode { .. } => {
            figures.rigorous.regions.get(i).map_or(0.0, |region| region.load_share)
        }
    };
    let all: f64 = (0..ids.len()).map(taken).sum();
    let mut terms = Vec::new();
    for (i, id) in ids.iter().enumerate() {
        let region = full.region(id)?;
        let sent = if holders.contains(id) { copies.saturating_sub(1) } else { copies };
        let weight = if all > 0.0 { taken(i) / all } else { 1.0 / ids.len() as f64 };
        let price = region.transfer_price_per_gb.unwrap_or(cost.transfer_price_per_gb);
        terms.push((weight, sent, price, region.name.as_str()));
    }
    let gigabytes = format!("{} GB", number(cost.replicated_gb_per_month));
    let (_, sent, price, _) = *terms.first()?;
    if terms.iter().all(|term| (term.1, term.2) == (sent, price)) {
        return Some(format!("{gigabytes} × {sent} × {}", amount(evaluation, price)));
    }
    let line = |(weight, sent, price, name): &(f64, usize, f64, &str)| {
        format!("{} × {sent} × {} ({name})", percent(*weight), amount(evaluation, *price))
    };
    let lines: Vec<String> = terms.iter().filter(|term| term.0 > 0.0).map(line).collect();
    Some(format!("{gigabytes} × ({})", lines.join("\n+ ")))
}

/// Margin × revenue × gain × what each group saves × round trips ÷ 100 ms; none where gains compound.
fn latency(evaluation: &Evaluation, figures: &OptionEvaluation) -> Option<String> {
    let scenario = &evaluation.scenario;
    let revenue = &scenario.revenue;
    let base = evaluation.baseline()?;
    let shares: Vec<f64> = revenue_shares(&Problem::compile(scenario)).collect();
    let count = scenario.user_groups.len();
    if revenue.compounding || count > MOST_TERMS {
        return None;
    }
    if is_bounded(evaluation, figures) {
        let (margin, monthly) = (percent(revenue.gross_margin), amount(evaluation, revenue.monthly));
        let sign = if figures.rigorous.value.latency_revenue < 0.0 { "−" } else { "" };
        return Some(format!("{sign}{margin} × {monthly} × 100 %, as no more than all of it can be gained or lost,"));
    }
    let mean = |option: &OptionEvaluation, i: usize| option.rigorous.user_groups.get(i)?.mean_latency_ms;
    let saved = |i: usize| {
        let (before, after) = (mean(base, i)?, mean(figures, i)?);
        Some(format!("{} × ({} − {})", percent(*shares.get(i)?), milliseconds(before), milliseconds(after)))
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

/// Whether all there is would be gained or lost, and the arithmetic of the rest says more.
fn is_bounded(evaluation: &Evaluation, figures: &OptionEvaluation) -> bool {
    let revenue = &evaluation.scenario.revenue;
    let all = revenue.gross_margin * revenue.monthly;
    all > 0.0 && figures.rigorous.value.latency_revenue.abs() >= all * (1.0 - ROUNDING)
}

/// With some revenue the returns are in proportion to it.
fn revenue_needed(evaluation: &Evaluation, figures: &OptionEvaluation) -> Option<String> {
    let revenue = &evaluation.scenario.revenue;
    let of = |path: &str| value(evaluation, figures, path);
    let (extra, latency, downtime) =
        (of(list::EXTRA_MONTHLY_COST)?, of(list::LATENCY_REVENUE)?, of(list::AVOIDED_DOWNTIME_REVENUE)?);
    let today = Some(revenue.monthly).filter(|monthly| *monthly > 0.0).map(|monthly| amount(evaluation, monthly))?;
    Some(match revenue.downtime_cost_per_hour {
        // An hour down has its own price, so what is saved of it does not grow with revenue.
        Some(_) => format!("({extra} − {downtime})\n÷ ({latency} ÷ {today})"),
        None => format!("{extra}\n÷ (({latency} + {downtime}) ÷ {today})"),
    })
}

fn gain_needed(evaluation: &Evaluation, figures: &OptionEvaluation) -> Option<String> {
    let revenue = &evaluation.scenario.revenue;
    if revenue.compounding || revenue.gain_per_100_ms <= 0.0 || is_bounded(evaluation, figures) {
        return None;
    }
    let of = |path: &str| value(evaluation, figures, path);
    Some(format!(
        "({} − {})\n÷ ({} ÷ {})",
        of(list::EXTRA_MONTHLY_COST)?,
        of(list::AVOIDED_DOWNTIME_REVENUE)?,
        of(list::LATENCY_REVENUE)?,
        percent(revenue.gain_per_100_ms)
    ))
}

/// How long users wait, by what ends it.
fn recovery(evaluation: &Evaluation, figures: &OptionEvaluation) -> Option<String> {
    let (scenario, failover) = (&evaluation.scenario, &evaluation.scenario.failover);
    let rto = figures.rigorous.rto;
    let region = scenario.regions.get(rto.region)?;
    let moved = match failover.routing {
        Routing::Dns { ttl_seconds } => ttl_seconds,
        Routing::Anycast { convergence_seconds } => convergence_seconds,
    };
    let (interval, times) = (number(failover.health_check_interval_seconds), failover.failures_to_trip);
    let rerouted = format!("{interval} s × {times} + {} s", number(moved));
    Some(match rto.by {
        RecoveryBy::Repair => {
            let hours = number(region.mttr_hours);
            format!("{hours} h × 3,600 s ({}, a mean: 37 % of its outages last longer)", region.name)
        }
        RecoveryBy::Failover => {
            let minutes = number(failover.active_passive_minutes);
            format!("{minutes} min × 60 s (where the failover works: {} of the time)", percent(failover.coverage))
        }
        RecoveryBy::Manual => {
            format!("{} min × 60 s (by hand: no failover works)", number(failover.longest_recovery_minutes()))
        }
        RecoveryBy::Rerouting => rerouted,
        RecoveryBy::Promotion => {
            let promoted = rto.seconds - (failover.health_check_interval_seconds * f64::from(times) + moved);
            format!("{rerouted} + {} s (until another region writes)", number(promoted))
        }
    })
}

/// The span of writes that is lost, by where it comes from.
fn point(evaluation: &Evaluation, option: &PlanOption) -> Option<String> {
    let lag = format!("{} s (replication lag)", number(evaluation.scenario.traffic.replication_lag_seconds));
    Some(match &option.kind {
        Kind::SingleRegion { backup_interval_hours, .. } => {
            format!("{} h × 3,600 s (between two backups)", number((*backup_interval_hours)?))
        }
        Kind::ActivePassive { recovery_point_seconds: Some(seconds), .. } => {
            format!("{} s (what the standby lacks)", number(*seconds))
        }
        Kind::Geode { writes, .. } if writes.mode == WriteMode::Quorum => "0 s (a majority has each write)".into(),
        Kind::ActivePassive { .. } | Kind::Geode { .. } => lag,
    })
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
        assert_eq!(told, "1 h × 3,600 s (Asia East, a mean: 37 % of its outages last longer) = 3,600 s");
    }

    #[test]
    fn regions_and_groups_stand_in_lines() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        let of = |index: usize, path: &str| super::super::of(&evaluation, index, path).unwrap();
        assert_eq!(
            of(1, "/rigorous/monthly_cost/compute"),
            "1 × $100,000 × 70 % × 1 (US East)\n+ 1 × $100,000 × 70 % × 1 (US West)\n= $140,000"
        );
        assert_eq!(
            of(3, "/rigorous/latency_revenue"),
            "100 % × $10,000,000 × 1 %\n× (40 % × (50 ms − 50 ms)\n+ 30 % × (100 ms − 40 ms)\n\
             + 20 % × (200 ms − 60 ms)\n+ 10 % × (150 ms − 100 ms))\n× 1 ÷ 100 ms\n= $51,000"
        );
        assert_eq!(of(3, "/rigorous/rto_seconds"), "30 s × 2 + 60 s = 120 s");
    }
}
