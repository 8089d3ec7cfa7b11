//! `geode check`: a gate for pipelines.

use crate::input::Input;
use crate::stop::{Stop, print};
use geode_core::engine::targets::{Demand, is_missed, used};
use geode_core::quantity::format::{self, Digits};
use geode_core::quantity::{self, Unit};
use geode_core::report::targets::judged_p95_ms;
use geode_core::report::{self, OptionEvaluation};
use geode_core::scenario::Scenario;

/// Hold an option against limits: exit code 1 if it misses one.
///
/// What is not given is taken from the scenario's targets, and where data may be from its user groups.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Id of the option.
    #[arg(long, value_name = "ID")]
    option: String,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    input: Input,
    // Last, for clap puts all that follows under the heading too.
    #[command(flatten, next_help_heading = "Limits")]
    typed: Typed,
}

/// Limits as people write them.
#[derive(Debug, clap::Args)]
struct Typed {
    /// Lowest availability, such as 99.99%.
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    min_availability: Option<String>,
    /// Longest downtime a year, such as 5m.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    max_downtime: Option<String>,
    /// Longest time to recover, such as 15m.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    max_rto: Option<String>,
    /// Longest span of lost writes, such as 5s.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    max_rpo: Option<String>,
    /// Highest 95th percentile of read latency, such as 120ms.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    max_p95: Option<String>,
    /// Highest cost a month, such as 300k.
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    max_monthly_cost: Option<String>,
}

/// All of them, as the answer to a gate that has none says it.
const LIMITS: &str = "--min-availability, --max-downtime, --max-rto, --max-rpo, --max-p95, --max-monthly-cost";

/// A figure that meets no limit, since nothing bounds it.
const UNBOUNDED: &str = "unbounded";

/// How the answer is written.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Format {
    /// A line a limit.
    #[default]
    Text,
    /// A table for a ticket or a pull request.
    Markdown,
}

/// What is asked of an option; what is not said is taken from the scenario's targets.
struct Limits {
    /// Largest unavailability.
    unavailability: Option<f64>,
    /// Longest downtime a year, seconds.
    downtime_seconds: Option<f64>,
    /// Longest recovery time, seconds.
    rto_seconds: Option<f64>,
    /// Longest span of lost writes, seconds.
    rpo_seconds: Option<f64>,
    /// Highest 95th percentile of read latency, ms.
    p95_ms: Option<f64>,
    /// Highest cost a month.
    monthly_cost: Option<f64>,
}

impl Typed {
    /// The limits that were typed.
    fn read(&self) -> Result<Limits, Stop> {
        Ok(Limits {
            unavailability: limit("--min-availability", &self.min_availability, Unit::Availability)?,
            downtime_seconds: limit("--max-downtime", &self.max_downtime, Unit::Seconds)?,
            rto_seconds: limit("--max-rto", &self.max_rto, Unit::Seconds)?,
            rpo_seconds: limit("--max-rpo", &self.max_rpo, Unit::Seconds)?,
            p95_ms: limit("--max-p95", &self.max_p95, Unit::Milliseconds)?,
            monthly_cost: limit("--max-monthly-cost", &self.max_monthly_cost, Unit::MoneyPerMonth)?,
        })
    }

    /// An amount may name its currency, which must be the scenario's.
    fn in_currency(&self, currency: &str) -> Result<(), Stop> {
        match &self.max_monthly_cost {
            Some(cost) if quantity::names_other_currency(cost, currency) => {
                let expected = format!("an amount in {currency}, which the scenario is in");
                Err(Stop::bad("--max-monthly-cost", &format!("is {cost:?}"), &expected))
            }
            _ => Ok(()),
        }
    }
}

/// A limit from what was typed: `5m`, `99.99%`, `300k`. An availability is held as what is missing to 1, in the digits
/// of the text.
fn limit(name: &str, typed: &Option<String>, unit: Unit) -> Result<Option<f64>, Stop> {
    let Some(text) = typed else { return Ok(None) };
    let bad = |expected: &str| Stop::bad(name, &format!("is {text:?}"), expected);
    let entry = quantity::parse(text, unit).map_err(|_| bad(unit.expected()))?;
    if entry.value < 0.0 {
        return Err(bad("nothing below 0"));
    }
    if entry.is_doubtful {
        // A gate that everything passes is a slip of who wrote it.
        return Err(bad("at least 50%, such as 99.95%"));
    }
    Ok(Some(match unit {
        Unit::Availability => entry.complement.unwrap_or_else(|| quantity::complement(entry.value)),
        _ => entry.value,
    }))
}

impl Limits {
    /// The limits, and for what none was given the scenario's target.
    fn or_targets(self, scenario: &Scenario) -> Limits {
        let target = &scenario.target;
        Limits {
            unavailability: self.unavailability.or(target.availability.map(quantity::complement)),
            downtime_seconds: self.downtime_seconds,
            rto_seconds: self.rto_seconds.or(target.rto_minutes.map(|m| m * 60.0)),
            rpo_seconds: self.rpo_seconds.or(target.rpo_seconds),
            p95_ms: self.p95_ms.or(target.p95_latency_ms),
            monthly_cost: self.monthly_cost.or(target.monthly_budget),
        }
    }
}

/// A limit held against its figure.
struct Row {
    what: &'static str,
    figure: String,
    /// Empty where there is nothing to measure.
    limit: String,
    is_met: bool,
}

impl Check {
    /// Checks an option by the engineering estimate. Prints a line a limit.
    pub fn run(self) -> Result<(), Stop> {
        let limits = self.typed.read()?;
        let restored = self.input.scenario()?;
        let evaluation = report::evaluate_restored(&restored);
        let id = &self.option;
        let Some(option) = evaluation.options.iter().find(|option| option.id == *id) else {
            return Err(Stop::no_option(id, &restored.scenario));
        };
        self.typed.in_currency(&restored.scenario.currency)?;
        let mut rows = rows(&limits.or_targets(&restored.scenario), option, &restored.scenario);
        rows.extend(demands(option, &restored.scenario));
        if rows.is_empty() {
            return Err(Stop::bad("limits", "are missing", &format!("a target in the scenario or {LIMITS}")));
        }
        let printed = print(&match self.format {
            Format::Text => text(id, &rows),
            Format::Markdown => markdown(id, &rows),
        });
        match printed {
            // A gate stays shut where nobody reads why.
            Ok(()) | Err(Stop::Closed) if !rows.iter().all(|row| row.is_met) => Err(Stop::Failed),
            printed => printed,
        }
    }
}

fn rows(limits: &Limits, option: &OptionEvaluation, scenario: &Scenario) -> Vec<Row> {
    let (figures, currency) = (&option.rigorous, &scenario.currency);
    let row = |what, figure: f64, limit: Option<f64>, show: &dyn Fn(f64, Digits) -> String| {
        let limit = limit?;
        let is_met = !is_missed(used(figure, limit));
        let alike = show(figure, Digits::Few) == show(limit, Digits::Few);
        // "is $302,000, the limit is $302,000" would explain nothing.
        let digits = if alike && !is_met { Digits::All } else { Digits::Few };
        let figure = if figure.is_finite() { show(figure, digits) } else { UNBOUNDED.into() };
        Some(Row { what, figure, limit: show(limit, digits), is_met })
    };
    // Nobody served means no latency, and one copy no span that is lost at most: neither meets any limit.
    let p95 = judged_p95_ms(figures, scenario).unwrap_or(f64::INFINITY);
    let lost = figures.rpo_seconds.unwrap_or(f64::INFINITY);
    let money = |amount: f64, digits| match digits {
        Digits::Few => format::money(amount, currency),
        Digits::All => format::money_all(amount, currency),
    };
    [
        row("availability", figures.unavailability, limits.unavailability, &format::availability),
        row("downtime", figures.downtime_seconds_per_year, limits.downtime_seconds, &format::downtime),
        row("recovery time", figures.rto.seconds, limits.rto_seconds, &format::duration),
        row("lost writes", lost, limits.rpo_seconds, &format::duration),
        row("p95 latency", p95, limits.p95_ms, &format::milliseconds),
        row("monthly cost", figures.monthly_cost.total, limits.monthly_cost, &money),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where data may be, and that all users are served, are no numbers, but no less limits.
fn demands(option: &OptionEvaluation, scenario: &Scenario) -> Vec<Row> {
    if scenario.user_groups.iter().all(|group| group.permitted_jurisdictions.is_empty()) {
        return Vec::new();
    }
    let row = |what, figure: &str, is_met| Row { what, figure: figure.into(), limit: String::new(), is_met };
    let is_kept = !option.rigorous.misses(Demand::DataResidency);
    let mut rows = vec![row("data residency", if is_kept { "kept" } else { "broken" }, is_kept)];
    if option.rigorous.misses(Demand::UnservedUsers) {
        rows.push(row("every user", "not served: no region of it may serve some", false));
    }
    rows
}

fn text(id: &str, rows: &[Row]) -> String {
    let line = |row: &Row| {
        let word = if row.is_met { "met   " } else { "missed" };
        let limit = if row.limit.is_empty() { String::new() } else { format!(", the limit is {}", row.limit) };
        format!("{word} {id}: {} is {}{limit}\n", row.what, row.figure)
    };
    rows.iter().map(line).collect()
}

fn markdown(id: &str, rows: &[Row]) -> String {
    let line = |row: &Row| {
        let word = if row.is_met { "met" } else { "**missed**" };
        format!("| {} | {} | {} | {word} |\n", row.what, row.figure, row.limit)
    };
    let lines: String = rows.iter().map(line).collect();
    format!("| {id} | figure | limit | |\n|---|--:|--:|---|\n{lines}")
}
