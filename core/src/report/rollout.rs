//! A rollout with names: the object `rollout` of the evaluation file, and what is said of it.

use super::cells::{Cell, Row};
use crate::engine::OptionFigures;
use crate::engine::rollout::{self, Month};
use crate::quantity::format::{self, Digits, money_compact};
use crate::scenario::Scenario;
use crate::scenario::problem::Problem;
use serde::Serialize;

/// What the phases of a rollout come to over the horizon, against staying with what runs today.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RolloutReport {
    /// Net present value of all of it.
    pub npv: f64,
    /// Month from which on what was paid has come back; null where it has not by the end of the horizon.
    pub payback_months: Option<f64>,
    /// Hours down over the horizon.
    pub downtime_hours: f64,
    /// The same where what runs today stays.
    pub staying_downtime_hours: f64,
    /// What runs today and each phase, in the order in which they run.
    pub phases: Vec<PhaseReport>,
    /// Month by month from 0, now.
    pub months: Vec<MonthReport>,
}

/// A span in which one option runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PhaseReport {
    /// Id of the option.
    pub option: String,
    /// Months from now until it runs.
    pub start_month: u32,
    /// Months from now until it no longer runs; the same as it begins where it never does within the horizon.
    pub end_month: u32,
    /// Paid once when it begins; 0 where that is not before the end of the horizon, since it is not counted then.
    pub migration_cost: f64,
    /// What it costs, before any growth.
    pub monthly_cost: f64,
    /// Mean latency, all regions up; null where nobody is served.
    pub mean_latency_ms: Option<f64>,
    /// Downtime.
    pub downtime_seconds_per_year: f64,
    /// What it returns − what it costs more than what runs today, before any growth.
    pub net_monthly_benefit: f64,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthReport {
    /// Months from now.
    pub month: u32,
    /// Id of the option that runs.
    pub option: String,
    /// What it costs, with growth.
    pub cost: f64,
    /// Mean latency, all regions up.
    pub mean_latency_ms: Option<f64>,
    /// Downtime.
    pub downtime_seconds_per_year: f64,
    /// Money that flows in this month, against staying put.
    pub flow: f64,
    /// All of it so far.
    pub cash: f64,
    /// What that is worth today.
    pub npv: f64,
}

/// What the rollout of a scenario comes to; none where it has no phases.
pub(super) fn of<O: AsRef<OptionFigures>>(
    scenario: &Scenario,
    problem: &Problem,
    options: &[O],
) -> Option<RolloutReport> {
    let found = rollout::rollout(problem, options)?;
    let figures =
        |option: usize| Some((scenario.options.get(option)?.id.clone(), &options.get(option)?.as_ref().rigorous));
    let month = |(month, of): (u32, &Month)| {
        let (option, figures) = figures(of.option)?;
        Some(MonthReport {
            month,
            option,
            cost: of.cost,
            mean_latency_ms: figures.mean_latency_ms,
            downtime_seconds_per_year: figures.downtime_seconds_per_year,
            flow: of.flow,
            cash: of.cash,
            npv: of.npv,
        })
    };
    let phase = |(start_month, end_month, option, migration_cost): (u32, u32, usize, f64)| {
        let (option, figures) = figures(option)?;
        Some(PhaseReport {
            option,
            start_month,
            end_month,
            migration_cost,
            monthly_cost: figures.monthly_cost.total,
            mean_latency_ms: figures.mean_latency_ms,
            downtime_seconds_per_year: figures.downtime_seconds_per_year,
            net_monthly_benefit: figures.value.net_monthly_benefit,
        })
    };
    Some(RolloutReport {
        npv: found.months.last()?.npv,
        payback_months: found.payback_months,
        downtime_hours: found.downtime_hours,
        staying_downtime_hours: found.staying_downtime_hours,
        phases: spans(problem).into_iter().filter_map(phase).collect(),
        months: (0..).zip(&found.months).filter_map(month).collect(),
    })
}

/// Beginning, end, option and cost of what runs today and of the phases, by the month in which they begin; those of one
/// month as they stand in the list. One that begins at the end of the horizon or later ends as it begins, and is not paid.
fn spans(problem: &Problem) -> Vec<(u32, u32, usize, f64)> {
    let mut rows = vec![(0, problem.baseline, 0.0)];
    rows.extend(problem.rollout.iter().map(|phase| (phase.start_month, phase.option, phase.migration_cost)));
    crate::sorted::by_key(&mut rows, |row| row.0);
    let horizon = problem.finance.horizon_months;
    let ends: Vec<u32> = rows.iter().skip(1).map(|row| row.0).chain([horizon]).collect();
    let span = |((start, option, cost), end): (&(u32, usize, f64), u32)| {
        (*start, end.min(horizon).max(*start), *option, if *start < horizon { *cost } else { 0.0 })
    };
    rows.iter().zip(ends).map(span).collect()
}

/// A rollout in a sentence.
///
/// ```
/// use geode_core::report::{self, rollout};
/// use geode_core::scenario::{model::Phase, presets};
/// let mut example = presets::worked_example();
/// example.rollout = vec![Phase { start_month: 12, option: "geode-3".into(), migration_cost: 100_000.0, ..Phase::default() }];
/// let evaluation = report::evaluate(&example, &[]);
/// let said = rollout::sentence(&example, evaluation.rollout.as_ref().unwrap()).replace('\u{a0}', " ");
/// assert!(said.starts_with("Over 36 months the rollout is worth \u{2212}$2.98 M today against staying put"), "{said}");
/// assert!(said.ends_with("not paid back by then."), "{said}");
/// ```
pub fn sentence(scenario: &Scenario, rollout: &RolloutReport) -> String {
    let horizon = scenario.finance.horizon_months;
    let worth = format::signed(rollout.npv, |npv| money_compact(npv, &scenario.currency));
    let hours = |hours: f64| format::duration(hours * 3_600.0, Digits::Few);
    let paid_back = match rollout.payback_months {
        Some(0.0) => "it never costs more than it has brought".into(),
        Some(month) => format!("paid back after {}", format::months(month, Digits::Few)),
        None => "not paid back by then".to_owned(),
    };
    let late = match rollout.phases.iter().filter(|phase| phase.start_month >= horizon).count() {
        0 => String::new(),
        1 => " One phase begins at the end of the horizon or later and is not counted.".into(),
        late => format!(" {late} phases begin at the end of the horizon or later and are not counted."),
    };
    format!(
        "Over {horizon} months the rollout is worth {worth} today against staying put; down {} instead of {}; {paid_back}.{late}",
        hours(rollout.downtime_hours),
        hours(rollout.staying_downtime_hours),
    )
}

/// Heads of the table of phases.
pub const HEAD: [&str; 7] =
    ["What runs", "Months", "Paid once", "Cost a month", "Mean latency", "Downtime a year", "Net benefit a month"];

/// The phases as a table, what runs today first.
pub fn table(scenario: &Scenario, rollout: &RolloutReport) -> Vec<Row> {
    let money = |amount: f64| money_compact(amount, &scenario.currency);
    let row = |(at, phase): (usize, &PhaseReport)| {
        let cell = |name: &str, value: Option<f64>, show: &dyn Fn(f64) -> String| Cell {
            figure: Some(format!("rollout/phases/{at}/{name}")),
            value,
            text: value.map_or_else(|| "–".into(), show),
        };
        let span = |start: f64| match phase.end_month > phase.start_month {
            true => format!("{start}–{}", phase.end_month),
            false => format!("{start}, never runs"),
        };
        let paid = |cost: f64| match cost {
            0.0 if at == 0 => "–".into(),
            0.0 => "not counted".to_owned(),
            cost => money(cost),
        };
        let name = scenario.option(&phase.option).map_or(phase.option.as_str(), |option| option.name.as_str());
        Row {
            names: vec![name.to_owned()],
            is_first: true,
            cells: vec![
                cell("start_month", Some(f64::from(phase.start_month)), &span),
                cell("migration_cost", Some(phase.migration_cost), &paid),
                cell("monthly_cost", Some(phase.monthly_cost), &money),
                cell("mean_latency_ms", phase.mean_latency_ms, &|ms| format::milliseconds(ms, Digits::Few)),
                cell("downtime_seconds_per_year", Some(phase.downtime_seconds_per_year), &|seconds| {
                    format::duration(seconds, Digits::Few)
                }),
                cell("net_monthly_benefit", Some(phase.net_monthly_benefit), &|net| format::signed(net, money)),
            ],
        }
    };
    rollout.phases.iter().enumerate().map(row).collect()
}
