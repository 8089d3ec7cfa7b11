//! The comparison of all options: the headline figures first, then every other figure of the list.

mod rows;

use super::absent::{self, Absent};
use super::evaluation::Evaluation;
use super::option::OptionEvaluation;
use super::targets::{self, State};
use super::verdict::Method;
use super::written;
use crate::engine::RecoveryBy;
use crate::engine::constants::ROUNDING;
use crate::engine::figures::{self, Better, Figure, LIST, Needs, Quantity};
use crate::engine::value::pays_above;
use crate::quantity::format::{self, Digits};
use crate::scenario::Scenario;
use crate::scenario::model::{Conflicts, Finance, Kind, PlanOption, Target, WriteMode, Writes};
use rows::{Row, Versus, rows};

/// How an option stands to the targets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The worst of all targets.
    pub state: State,
    /// In words.
    pub words: String,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Id of the option.
    pub id: String,
    /// Name of the option.
    pub name: String,
    /// Its regions.
    pub regions: String,
    /// Whether the others are compared with it.
    pub is_baseline: bool,
    /// Whether data of some users is where it may not be.
    pub breaks_residency: bool,
    /// Whether some users are served by nobody.
    pub leaves_users_out: bool,
}

/// A figure of every option.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Path of the figure.
    pub path: &'static str,
    /// Name for people.
    pub label: &'static str,
    /// What it is counted by, such as "a month", where neither the values nor the label say it.
    pub unit: &'static str,
    /// One an option.
    pub cells: Vec<Cell>,
}

/// A figure of one option.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The number; none where there is none.
    pub value: Option<f64>,
    /// As people read it.
    pub text: String,
    /// With all digits.
    pub full: String,
    /// Set against the baseline.
    pub difference: Option<String>,
    /// What the number holds for, where that is not all or always: "of users served".
    pub note: Option<String>,
    /// Whether it reads like the best, and some read worse.
    pub is_best: bool,
}

/// The headline figures of a method, all options side by side.
///
/// ```
/// use geode_core::{report::{self, comparison, verdict::Method}, scenario::presets};
/// let evaluation = report::evaluate(&presets::worked_example(), &[]);
/// let latency = &comparison::headline(&evaluation, Method::Textbook)[2].cells[3];
/// assert_eq!((latency.text.as_str(), latency.difference.as_deref()), ("54 ms", Some("−51 ms")));
/// ```
pub fn headline(evaluation: &Evaluation, method: Method) -> Vec<Line> {
    let line = |row: &Row| Some(line(evaluation, figures::of_path(row.path)?, row.versus, row.mark_best));
    rows(method, &evaluation.scenario).filter_map(line).collect()
}

/// Every figure that is not among the headline of a method, those of the method first.
pub fn rest(evaluation: &Evaluation, method: Method) -> Vec<Line> {
    let is_headline = |path: &str| rows(method, &evaluation.scenario).any(|row| row.path == path);
    let is_of_method = |figure: &&Figure| figure.path.starts_with(method.prefix());
    let others = || LIST.iter().filter(|figure| figure.is_single() && !is_headline(figure.path));
    let rest = |own: bool| others().filter(move |figure| is_of_method(figure) == own);
    rest(true).chain(rest(false)).map(|figure| line(evaluation, figure, Versus::Nothing, false)).collect()
}

/// How each option stands to the targets; empty where there are none and nothing else is missed.
///
/// They are held against the engineering estimate, whatever method the headline is by: the textbook knows none.
pub fn targets(evaluation: &Evaluation) -> Vec<Standing> {
    let is_missed = |option: &OptionEvaluation| !option.rigorous.targets_missed.is_empty();
    if evaluation.scenario.target == Target::default() && !evaluation.options.iter().any(is_missed) {
        return Vec::new();
    }
    let standing = |option: &OptionEvaluation| {
        let (state, words) = targets::standing(&option.rigorous);
        Standing { state, words }
    };
    evaluation.options.iter().map(standing).collect()
}

/// The heads of the columns: the options in the order of the scenario.
pub fn columns(evaluation: &Evaluation) -> Vec<Column> {
    let scenario = &evaluation.scenario;
    let column = |(option, figures): (&PlanOption, &OptionEvaluation)| Column {
        id: option.id.clone(),
        name: option.name.clone(),
        regions: regions(scenario, option),
        is_baseline: option.id == scenario.baseline,
        breaks_residency: figures.rigorous.breaks_residency,
        leaves_users_out: figures.rigorous.unserved_share > 0.0,
    };
    scenario.options.iter().zip(&evaluation.options).map(column).collect()
}

/// The regions of an option by name, or how many where they would not fit over a column.
fn regions(scenario: &Scenario, option: &PlanOption) -> String {
    let name = |id: &str| scenario.region_name(id);
    match &option.kind {
        Kind::SingleRegion { region, .. } => name(region),
        Kind::ActivePassive { primary, standby, .. } => format!("{} → {}", name(primary), name(standby)),
        Kind::Geode { regions, .. } if regions.len() > 3 => format!("{} regions", regions.len()),
        Kind::Geode { regions, .. } => regions.iter().map(|id| name(id)).collect::<Vec<_>>().join(", "),
    }
}

fn line(evaluation: &Evaluation, figure: &'static Figure, versus: Versus, marks_best: bool) -> Line {
    let currency = &evaluation.scenario.currency;
    let value = |option: &OptionEvaluation| figure.get(option).filter(|value| value.is_finite());
    let values: Vec<Option<f64>> = evaluation.options.iter().map(value).collect();
    let baseline = evaluation.baseline();
    let cell = |(option, value): (&OptionEvaluation, &Option<f64>)| {
        let is_coming = value.is_none() && is_coming(figure, option, &evaluation.scenario);
        let words = uncounted(figure, option, &evaluation.scenario)
            .or_else(|| absent::of(evaluation, figure, option).and_then(Absent::short));
        let few = match (is_coming, words) {
            (true, _) => "not simulated yet".into(),
            (false, Some(words)) => words.into(),
            (false, None) => written::figure(figure, option, currency, Digits::Few),
        };
        let text = match (versus, value) {
            (Versus::Itself, Some(value)) => format::signed(*value, |_| few.clone()),
            _ => few,
        };
        let other = baseline.filter(|baseline| baseline.id != option.id);
        Cell {
            value: *value,
            text,
            full: written::figure(figure, option, currency, Digits::All),
            difference: other.and_then(|baseline| difference(figure, versus, option, baseline, currency)),
            note: value.and_then(|_| note(figure, option, &evaluation.scenario)),
            is_best: false,
        }
    };
    let mut cells: Vec<Cell> = evaluation.options.iter().zip(&values).map(cell).collect();
    if marks_best {
        // A mean of those who are served is no better for leaving the others out, nor is what never comes within the horizon.
        let may_be = |cell: &Cell| !matches!(cell.note.as_deref(), Some(OF_SERVED | AFTER_HORIZON));
        mark_best(figure.better, &mut cells, may_be);
    }
    Line { path: figure.path, label: figure.label, unit: written::beside(figure), cells }
}

const OF_SERVED: &str = "of users served";
const AFTER_HORIZON: &str = "after the horizon";

/// Whether growth or a migration is counted, which is in the net present value and not in the net benefit of a month.
pub(super) fn has_more_than_net(scenario: &Scenario) -> bool {
    let Finance { annual_growth, annual_cost_growth, .. } = scenario.finance;
    annual_growth != 0.0 || annual_cost_growth != 0.0 || scenario.cost.migration_one_off > 0.0
}

/// What a figure holds for, where that is not all users or every failure.
fn note(figure: &Figure, option: &OptionEvaluation, scenario: &Scenario) -> Option<String> {
    let r = &option.rigorous;
    match figure.path {
        figures::RTO_SECONDS => match r.rto.by {
            RecoveryBy::Repair => Some("a mean: 37 % last longer".into()),
            RecoveryBy::Failover if scenario.failover.coverage < 1.0 => {
                Some(format!("if it works: {}", format::percent(scenario.failover.coverage, Digits::Few)))
            }
            RecoveryBy::Manual => Some("by hand".into()),
            RecoveryBy::Failover | RecoveryBy::Rerouting | RecoveryBy::Promotion => None,
        },
        figures::PAYBACK_MONTHS => {
            let horizon = f64::from(scenario.finance.horizon_months);
            r.value.payback_months.is_some_and(|months| months > horizon).then(|| AFTER_HORIZON.into())
        }
        // The verdict goes by the horizon, and names another revenue.
        figures::BREAK_EVEN_MONTHLY_REVENUE => {
            let (level, net) = (r.value.break_even_monthly_revenue?, r.value.net_monthly_benefit);
            let is_below = !pays_above(level, scenario.revenue.monthly, net);
            let said = [(is_below, "pays below it"), (has_more_than_net(scenario), "without growth or migration")];
            let said: Vec<&str> = said.into_iter().filter(|(holds, _)| *holds).map(|(_, text)| text).collect();
            (!said.is_empty()).then(|| said.join(", "))
        }
        path if figure.quantity == Quantity::Milliseconds && path.starts_with(Method::Rigorous.prefix()) => {
            (r.unserved_share > 0.0).then(|| OF_SERVED.into())
        }
        _ => None,
    }
}

/// Marks what reads like the best value of those that may be; where all read alike none is better.
fn mark_best(better: Better, cells: &mut [Cell], may_be: impl Fn(&Cell) -> bool) {
    let rank = |cell: &Cell| match better {
        _ if !may_be(cell) => None,
        Better::Lower => cell.value,
        Better::Higher => cell.value.map(|value| -value),
        Better::Neither => None,
    };
    let ranked = cells.iter().filter_map(|cell| Some((rank(cell)?, &cell.text)));
    let Some(best) = ranked.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, text)| text.clone()) else { return };
    let is_alike = |cell: &Cell| may_be(cell) && cell.value.is_some() && cell.text == best;
    let some_are_worse = cells.iter().any(|cell| cell.value.is_some() && !is_alike(cell));
    cells.iter_mut().for_each(|cell| cell.is_best = some_are_worse && is_alike(cell));
}

/// What is said of a figure that is 0 only because nobody has entered what it is made of.
pub(super) fn uncounted(figure: &Figure, option: &OptionEvaluation, scenario: &Scenario) -> Option<&'static str> {
    let has_none = scenario.revenue.monthly == 0.0;
    let is_uncounted = match figure.path {
        figures::MONTHLY_COST_OPERATIONS => {
            scenario.cost.operations_monthly_per_extra_region + scenario.cost.people_monthly_per_extra_region() == 0.0
        }
        figures::MONTHLY_COST_TRANSFER => {
            scenario.cost.transfer_price_per_gb == 0.0 || scenario.cost.replicated_gb_per_month == 0.0
        }
        figures::PAYBACK_MONTHS => scenario.cost.migration_one_off == 0.0,
        figures::TEXTBOOK_EXTRA_MONTHLY_REVENUE | figures::LATENCY_REVENUE => has_none,
        figures::AVOIDED_DOWNTIME_REVENUE => has_none && scenario.revenue.downtime_cost_per_hour.is_none(),
        _ => false,
    };
    match figure.get(option) {
        Some(0.0) if is_uncounted => Some("not counted"),
        Some(0.0) if discards_writes(figure, option, scenario) => Some("0, conflicts not counted"),
        _ => None,
    }
}

/// Whether writes are lost that a count of lost writes leaves out: those that another write wins over.
fn discards_writes(figure: &Figure, option: &OptionEvaluation, scenario: &Scenario) -> bool {
    let discards = |kind: &Kind| match kind {
        Kind::Geode { regions, writes, .. } => {
            let Writes { mode, conflicts, .. } = writes;
            regions.len() > 1 && *mode == WriteMode::Eventual && *conflicts == Conflicts::LastWriteWins
        }
        Kind::SingleRegion { .. } | Kind::ActivePassive { .. } => false,
    };
    figure.path == figures::EXPECTED_LOST_WRITES_PER_YEAR
        && scenario.traffic.write_fraction > 0.0
        && scenario.option(&option.id).is_some_and(|option| discards(&option.kind))
}

/// Whether a figure is only missing because the years behind it are still being simulated.
fn is_coming(figure: &Figure, option: &OptionEvaluation, scenario: &Scenario) -> bool {
    let is_asked = match figure.needs {
        Needs::Headline | Needs::P95 | Needs::Full => false,
        Needs::Years => true,
        Needs::Target => scenario.target.availability.is_some(),
        Needs::Credits => !scenario.sla_credits.is_none(),
    };
    is_asked && option.awaits_years()
}

/// The signed difference of an option to the baseline in words.
fn difference(
    figure: &Figure,
    versus: Versus,
    option: &OptionEvaluation,
    baseline: &OptionEvaluation,
    currency: &str,
) -> Option<String> {
    let (value, base) = (figure.get(option)?, figure.get(baseline)?);
    let same = || "as today".to_owned();
    match versus {
        Versus::Nothing | Versus::Itself => None,
        // The rest is rounding.
        _ if (value - base).abs() <= ROUNDING * value.abs().max(base.abs()) => Some(same()),
        Versus::Nines => nines(written::unavailability(figure, option)?, written::unavailability(figure, baseline)?),
        Versus::Difference => {
            let write = |value| match figure.quantity {
                Quantity::SecondsPerYear => format::duration(value, Digits::Few) + "/yr",
                kind => written::quantity(kind, value, currency, Digits::Few),
            };
            Some(format::signed(value - base, write))
        }
        Versus::Relative => {
            let change = (value - base) / base;
            change.is_finite().then(|| format::signed(change, |change| format::percent(change, Digits::Few)))
        }
    }
}

/// Nines gained or lost; none where they cannot be counted.
fn nines(unavailability: f64, base: f64) -> Option<String> {
    let gained = libm::log10(base / unavailability);
    let tenths = libm::round(gained * 10.0);
    let write = |nines| format::with_unit(nines, Digits::Few, " nines");
    match tenths {
        0.0 => Some("about as today".into()),
        _ => gained.is_finite().then(|| format::signed(tenths / 10.0, write)),
    }
}

#[cfg(test)]
#[path = "comparison_tests.rs"]
mod tests;
