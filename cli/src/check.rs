//! `geode check`: a gate for pipelines.

use crate::input::Source;
use crate::stop::{Stop, print, say};
use geode_core::engine::targets::{is_missed, used};
use geode_core::quantity::{self, Unit};
use geode_core::report::format::{self, Digits, NONE};
use geode_core::report::rigorous::{DATA_RESIDENCY, UNSERVED_USERS};
use geode_core::report::targets::judged_p95_ms;
use geode_core::report::{self, OptionEvaluation};
use geode_core::scenario::Scenario;
use geode_core::scenario::restore;

/// What is asked of an option; what is not said is taken from the scenario's targets.
#[derive(Debug, Default, PartialEq)]
pub struct Limits {
    /// Largest unavailability.
    pub unavailability: Option<f64>,
    /// Longest downtime a year, seconds.
    pub downtime_seconds: Option<f64>,
    /// Longest recovery time, seconds.
    pub rto_seconds: Option<f64>,
    /// Longest span of lost writes, seconds.
    pub rpo_seconds: Option<f64>,
    /// Highest 95th percentile of read latency, ms.
    pub p95_ms: Option<f64>,
    /// Highest cost a month.
    pub monthly_cost: Option<f64>,
    /// The same as typed: it may name a currency, and the scenario's is not known yet.
    typed_cost: String,
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Format {
    /// A line a limit.
    #[default]
    Text,
    /// A table for a ticket or a pull request.
    Markdown,
}

/// A limit of the command line.
pub const OPTIONS: [(&str, Unit); 6] = [
    ("min-availability", Unit::Availability),
    ("max-downtime", Unit::Seconds),
    ("max-rto", Unit::Seconds),
    ("max-rpo", Unit::Seconds),
    ("max-p95", Unit::Milliseconds),
    ("max-monthly-cost", Unit::MoneyPerMonth),
];

impl Limits {
    /// Takes the value of an option of [`OPTIONS`], written as people write it: `5m`, `99.99%`, `300k`.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), Stop> {
        let Some((_, unit)) = OPTIONS.iter().find(|(option, _)| *option == name) else { return Ok(()) };
        let bad = |expected: &str| Stop::bad(&format!("--{name}"), &format!("is {text:?}"), expected);
        let entry = quantity::parse(text, *unit).map_err(|_| bad(unit.expected()))?;
        if entry.value < 0.0 {
            return Err(bad("nothing below 0"));
        }
        if entry.is_doubtful {
            // A gate that everything passes is a slip of who wrote it.
            return Err(bad("at least 50%, such as 99.95%"));
        }
        if unit.is_money() {
            text.clone_into(&mut self.typed_cost);
        }
        let place = match name {
            "min-availability" => &mut self.unavailability,
            "max-downtime" => &mut self.downtime_seconds,
            "max-rto" => &mut self.rto_seconds,
            "max-rpo" => &mut self.rpo_seconds,
            "max-p95" => &mut self.p95_ms,
            _ => &mut self.monthly_cost,
        };
        // An availability is held as what is missing to 1, in the digits of the text.
        *place = Some(match unit {
            Unit::Availability => entry.complement.unwrap_or_else(|| quantity::complement(entry.value)),
            _ => entry.value,
        });
        Ok(())
    }

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
            typed_cost: self.typed_cost,
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

/// Checks an option by the engineering estimate. Prints a line a limit.
pub fn check(from: &Source, id: &str, limits: Limits, format: Format) -> Result<(), Stop> {
    let restored = restore::from_bytes(&from.read()?)?;
    say(&restored.repairs);
    let evaluation = report::evaluate_restored(&restored);
    let Some(option) = evaluation.options.iter().find(|option| option.id == id) else {
        let known: Vec<&str> = evaluation.options.iter().map(|option| option.id.as_str()).collect();
        return Err(Stop::bad("--option", &format!("is {id:?}"), &format!("one of {}", known.join(", "))));
    };
    let currency = &restored.scenario.currency;
    if quantity::names_other_currency(&limits.typed_cost, currency) {
        let wrong = format!("is {:?}", limits.typed_cost);
        return Err(Stop::bad(
            "--max-monthly-cost",
            &wrong,
            &format!("an amount in {currency}, which the scenario is in"),
        ));
    }
    let mut rows = rows(&limits.or_targets(&restored.scenario), option, &restored.scenario);
    rows.extend(demands(option, &restored.scenario));
    if rows.is_empty() {
        let limits: Vec<String> = OPTIONS.iter().map(|(name, _)| format!("--{name}")).collect();
        return Err(Stop::bad("limits", "are missing", &format!("a target in the scenario or {}", limits.join(", "))));
    }
    let printed = print(&match format {
        Format::Text => text(id, &rows),
        Format::Markdown => markdown(id, &rows),
    });
    match printed {
        // A gate stays shut where nobody reads why.
        Ok(()) | Err(Stop::Closed) if !rows.iter().all(|row| row.is_met) => Err(Stop::Failed),
        printed => printed,
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
        let figure = if figure.is_finite() { show(figure, digits) } else { NONE.into() };
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
        row("recovery time", figures.rto_seconds, limits.rto_seconds, &format::duration),
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
    let missed = &option.rigorous.targets_missed;
    let row = |what, figure: &str, is_met| Row { what, figure: figure.into(), limit: String::new(), is_met };
    let is_kept = !missed.contains(&DATA_RESIDENCY);
    let mut rows = vec![row("data residency", if is_kept { "kept" } else { "broken" }, is_kept)];
    if missed.contains(&UNSERVED_USERS) {
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
