//! The one list of figures: every number of an option's evaluation, described once.
//!
//! Table, CSV, charts, sentences and explanations are driven by [`LIST`]. A figure is named by its path in the
//! option's evaluation, such as `/textbook/unavailability`.

use super::evaluation::OptionEvaluation;

/// What kind of number a figure is, and so how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Fraction of time or requests that fail.
    Unavailability,
    /// 1 − unavailability.
    Availability,
    /// −log10 of the unavailability.
    Nines,
    /// Seconds in a year.
    SecondsPerYear,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Months.
    Months,
    /// Milliseconds.
    Milliseconds,
    /// A fraction.
    Share,
    /// Money.
    Money,
    /// Money a month.
    MoneyPerMonth,
    /// Money an hour.
    MoneyPerHour,
    /// Events a year.
    PerYear,
}

/// Which direction is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// Lower is better.
    Lower,
    /// Higher is better.
    Higher,
    /// Neither.
    Neither,
}

/// One figure.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Path in the option's evaluation.
    pub path: &'static str,
    /// Name for people.
    pub label: &'static str,
    /// How it is written.
    pub quantity: Quantity,
    /// Which direction is better.
    pub better: Better,
    /// The formula, in the symbols of the model.
    pub formula: &'static str,
    /// Where the formula comes from.
    pub source: &'static str,
    get: fn(&OptionEvaluation) -> Option<f64>,
}

impl Figure {
    /// The value of an option; none where it cannot be computed.
    pub fn get(&self, option: &OptionEvaluation) -> Option<f64> {
        (self.get)(option)
    }
}

/// The figure of a path.
pub fn of_path(path: &str) -> Option<&'static Figure> {
    LIST.iter().find(|figure| figure.path == path)
}

/// An entry: path: quantity, better direction; label, formula; the field that holds it.
macro_rules! list {
    ($source:literal; $($path:literal: $quantity:ident, $better:ident; $label:literal, $formula:literal; $($field:ident).+;)+) => {
        &[$(Figure {
            path: $path,
            label: $label,
            quantity: Quantity::$quantity,
            better: Better::$better,
            formula: $formula,
            source: $source,
            get: |option| option.$($field).+.into(),
        }),+]
    };
}

/// Every figure of an option, exactly once.
pub const LIST: &[Figure] = list! {
    "textbook method, as architecture guides on geodes print it";
    "/textbook/unavailability": Unavailability, Lower;
        "Unavailability", "single: U = 1 − A; active-passive: U of the primary × failover minutes ÷ 60; geode: product of the U of its regions"; textbook.unavailability;
    "/textbook/availability": Availability, Higher;
        "Availability", "A = 1 − U"; textbook.availability;
    "/textbook/downtime_seconds_per_year": SecondsPerYear, Lower;
        "Downtime", "U × 31 536 000 s (365 days)"; textbook.downtime_seconds_per_year;
    "/textbook/mean_latency_ms": Milliseconds, Lower;
        "Mean latency", "Σ share of group × latency to its serving region: the only one, the primary, or the nearest"; textbook.mean_latency_ms;
    "/textbook/latency_reduction_ms": Milliseconds, Higher;
        "Latency saved", "mean latency of the baseline − mean latency"; textbook.latency_reduction_ms;
    "/textbook/latency_reduction_share": Share, Higher;
        "Latency saved, relative", "latency saved ÷ mean latency of the baseline"; textbook.latency_reduction_share;
    "/textbook/monthly_cost_before_transfer": MoneyPerMonth, Lower;
        "Monthly cost before transfer", "cost of one region × number of regions; active-passive: × (1 + cost of the standby)"; textbook.monthly_cost_before_transfer;
    "/textbook/monthly_cost": MoneyPerMonth, Lower;
        "Monthly cost", "cost before transfer × (1 + transfer overhead), the overhead for more than one region only"; textbook.monthly_cost;
    "/textbook/cost_overhead_share": Share, Lower;
        "Cost overhead", "extra monthly cost ÷ monthly cost of the baseline"; textbook.cost_overhead_share;
    "/textbook/extra_monthly_cost": MoneyPerMonth, Lower;
        "Extra monthly cost", "monthly cost − monthly cost of the baseline"; textbook.extra_monthly_cost;
    "/textbook/extra_monthly_revenue": MoneyPerMonth, Higher;
        "Extra monthly revenue", "revenue × gain per 100 ms × nominal reduction ÷ 100 ms, where the mean latency is below the baseline's; else 0"; textbook.extra_monthly_revenue;
    "/textbook/net_monthly_benefit": MoneyPerMonth, Higher;
        "Net monthly benefit", "extra monthly revenue − extra monthly cost"; textbook.net_monthly_benefit;
    "/textbook/break_even_gain_per_100_ms": Share, Lower;
        "Break-even gain per 100 ms", "extra monthly cost ÷ (revenue × nominal reduction ÷ 100 ms)"; textbook.break_even_gain_per_100_ms;
    "/textbook/break_even_monthly_revenue": MoneyPerMonth, Lower;
        "Break-even monthly revenue", "extra monthly cost ÷ (gain per 100 ms × nominal reduction ÷ 100 ms)"; textbook.break_even_monthly_revenue;
};
