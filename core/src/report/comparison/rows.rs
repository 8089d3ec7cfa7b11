//! The headline of the comparison: which figures, how each is set against the baseline, and when it is asked for.

use crate::engine::figures;
use crate::engine::targets::has_reads;
use crate::report::verdict::Method;
use crate::scenario::Scenario;

/// How a value is set against the baseline's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Versus {
    /// By the difference, in the unit of the figure.
    Difference,
    /// By the difference as a fraction of the baseline's.
    Relative,
    /// By the nines gained or lost, because differences of availabilities say nothing.
    Nines,
    /// It is a difference to the baseline itself.
    Itself,
    /// Not at all.
    Nothing,
}

/// A headline row.
pub(super) struct Row {
    pub(super) path: &'static str,
    pub(super) versus: Versus,
    pub(super) mark_best: bool,
}

const fn row(path: &'static str, versus: Versus, mark_best: bool) -> Row {
    Row { path, versus, mark_best }
}

/// Headline figures by textbook arithmetic, from the top.
const TEXTBOOK: &[Row] = &[
    row(figures::TEXTBOOK_AVAILABILITY, Versus::Nines, true),
    row(figures::TEXTBOOK_DOWNTIME_SECONDS_PER_YEAR, Versus::Difference, true),
    row(figures::TEXTBOOK_MEAN_LATENCY_MS, Versus::Difference, true),
    row(figures::TEXTBOOK_MONTHLY_COST, Versus::Relative, true),
    row(figures::TEXTBOOK_EXTRA_MONTHLY_COST, Versus::Itself, false),
    row(figures::TEXTBOOK_EXTRA_MONTHLY_REVENUE, Versus::Itself, false),
    row(figures::TEXTBOOK_NET_MONTHLY_BENEFIT, Versus::Itself, true),
    row(figures::TEXTBOOK_BREAK_EVEN_MONTHLY_REVENUE, Versus::Nothing, false),
    row(figures::TEXTBOOK_BREAK_EVEN_GAIN_PER_100_MS, Versus::Nothing, false),
];

/// Headline figures of the engineering estimate.
const RIGOROUS: &[Row] = &[
    row(figures::AVAILABILITY, Versus::Nines, true),
    row(figures::DOWNTIME_SECONDS_PER_YEAR, Versus::Difference, true),
    row(figures::MEAN_LATENCY_MS, Versus::Difference, true),
    row(figures::READS_P95_LATENCY_MS, Versus::Difference, true),
    row(figures::WRITES_P95_LATENCY_MS, Versus::Difference, true),
    row(figures::RTO_SECONDS, Versus::Nothing, true),
    row(figures::RPO_SECONDS, Versus::Nothing, true),
    row(figures::MONTHLY_COST_TOTAL, Versus::Relative, true),
    row(figures::EXTRA_MONTHLY_COST, Versus::Itself, false),
    row(figures::LATENCY_REVENUE, Versus::Itself, false),
    row(figures::AVOIDED_DOWNTIME_REVENUE, Versus::Itself, false),
    row(figures::NET_MONTHLY_BENEFIT, Versus::Itself, true),
    row(figures::AVOIDED_SLA_CREDITS, Versus::Itself, false),
    row(figures::NET_MONTHLY_BENEFIT_WITH_CREDITS, Versus::Itself, true),
    row(figures::PAYBACK_MONTHS, Versus::Nothing, true),
    row(figures::NPV, Versus::Nothing, true),
    row(figures::NPV_WITH_CREDITS, Versus::Nothing, true),
    row(figures::BREAK_EVEN_MONTHLY_REVENUE, Versus::Nothing, false),
    row(figures::BREAK_EVEN_GAIN_PER_100_MS, Versus::Nothing, false),
    row(figures::BREAK_EVEN_DOWNTIME_COST_PER_HOUR, Versus::Nothing, false),
];

/// The headline of a method for a scenario.
pub(super) fn rows(method: Method, scenario: &Scenario) -> impl Iterator<Item = &'static Row> {
    let rows = match method {
        Method::Textbook => TEXTBOOK,
        Method::Rigorous => RIGOROUS,
    };
    rows.iter().filter(|row| is_asked(row.path, scenario))
}

/// Whether a figure says anything where nobody has entered what it is about.
fn is_asked(path: &str, scenario: &Scenario) -> bool {
    let hours = scenario.revenue.counts_hours();
    match path {
        // The one that the target is held against.
        figures::READS_P95_LATENCY_MS => has_reads(scenario.traffic.write_fraction),
        figures::WRITES_P95_LATENCY_MS => !has_reads(scenario.traffic.write_fraction),
        figures::RTO_SECONDS => scenario.target.rto_minutes.is_some(),
        figures::RPO_SECONDS => scenario.target.rpo_seconds.is_some(),
        figures::AVOIDED_SLA_CREDITS | figures::NET_MONTHLY_BENEFIT_WITH_CREDITS => !scenario.sla_credits.is_none(),
        figures::NPV_WITH_CREDITS => !scenario.sla_credits.is_none() && !is_level(scenario),
        figures::PAYBACK_MONTHS | figures::NPV => !is_level(scenario),
        figures::BREAK_EVEN_MONTHLY_REVENUE | figures::BREAK_EVEN_GAIN_PER_100_MS => !hours,
        figures::BREAK_EVEN_DOWNTIME_COST_PER_HOUR => hours,
        _ => true,
    }
}

/// Whether one month is worth as much as any other: nothing is paid once, waited for or growing.
fn is_level(scenario: &Scenario) -> bool {
    let finance = &scenario.finance;
    let grows = finance.annual_growth != 0.0 || finance.annual_cost_growth != 0.0;
    scenario.cost.migration_one_off == 0.0 && finance.months_until_live == 0 && !grows
}
