//! How sure the figures are, in words: what samples of the uncertain inputs have come to.

mod file;
mod matters;

pub use file::file;
pub use matters::{indices, no_indices, tornado, unmoved};

use super::axes;
use super::turns;
use super::written;
use crate::chart::{Axis, Body, ChartSpec, Series, Stroke};
use crate::engine::figures::{self, Figure, Quantity};
use crate::planning::Drawn;
use crate::planning::uncertainty::{Chance, HEADLINES, OptionSpread, QUANTILES, Spreading, Spreads, quantile_at};
use crate::quantity::format::{self, Digits, Format};
use crate::quantity::to_digits;
use crate::scenario::Scenario;
use crate::scenario::inputs;
use crate::scenario::model::Target;
use crate::text::capital;

/// A row of the table: one statement, of each option.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is, in a few words.
    pub label: String,
    /// By what it is counted: "a month".
    pub per: &'static str,
    /// In scenario order.
    pub cells: Vec<Cell>,
}

/// What it says of an option.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The middle of it.
    pub text: String,
    /// How far it is spread, or how exactly it is known.
    pub beside: String,
    /// The numbers behind that, by name: `p05`, `standard_error`.
    pub values: Vec<(String, f64)>,
}

/// The chances: to meet the targets, to pay back, to be the best.
pub fn chances(scenario: &Scenario, spreads: &Spreads) -> Vec<Row> {
    type Of = fn(&OptionSpread) -> Option<Chance>;
    // A sample has a horizon of its own where that is a range.
    let is_drawn = scenario.uncertainty.iter().any(|uncertain| uncertain.input == inputs::FINANCE_HORIZON_MONTHS);
    let within = match is_drawn {
        true => "the horizon of each sample".into(),
        false => format::months(f64::from(scenario.finance.horizon_months), Digits::Few),
    };
    let rows: [(String, &str, Of); 3] = [
        ("Meets the targets".into(), "meets_targets", |option| Some(option.meets_targets)),
        (format!("Pays back within {within}"), "pays_back", |option| option.pays_back),
        ("Is the best".into(), "best", |option| Some(option.best)),
    ];
    // What misses none of no targets is no praise; residency and users without a region are judged all the same.
    let is_without_target = scenario.target == Target::default();
    let row = |(label, name, of): (String, &str, Of)| {
        let cell = |option: &OptionSpread| {
            of(option).map_or_else(Cell::none, |chance| match name {
                "meets_targets" if is_without_target && chance.share == 1.0 => Cell {
                    text: "no target set".into(),
                    beside: String::new(),
                    ..of_chance(name, chance, spreads.samples)
                },
                _ => of_chance(name, chance, spreads.samples),
            })
        };
        Row { label, per: "", cells: spreads.options.iter().map(cell).collect() }
    };
    rows.map(row).into()
}

/// In how many samples no option is the best, which the chances of all do not add up without; none where one always is.
pub fn nobody(spreads: &Spreads) -> Option<(String, f64)> {
    let share = spreads.none_is_best().share;
    let percent = format::percent(share, Digits::Few);
    let said = format!("In {percent} of the samples every option misses a target, so none is the best there.");
    (share > 0.0).then_some((said, share))
}

fn of_chance(name: &str, chance: Chance, samples: u32) -> Cell {
    let count = || format::count(f64::from(samples), Digits::All);
    let (text, beside) = match chance.share {
        // No sample is no proof: it says only as much as there are samples.
        0.0 => ("never".to_owned(), format!("in {} samples", count())),
        1.0 => ("always".to_owned(), format!("in {} samples", count())),
        share => {
            let error = chance.standard_error.map(|error| format!("± {}", format::percent(error, Digits::Few)));
            (format::percent(share, Digits::Few), error.unwrap_or_default())
        }
    };
    let values = [(name, Some(chance.share)), ("standard_error", chance.standard_error)];
    let values = values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Cell { text, beside, values: values.collect() }
}

impl Cell {
    fn none() -> Cell {
        Cell { text: format::NONE.into(), ..Cell::default() }
    }
}

/// The headline figures: median, 5th and 95th percentile. Those that no option has are left out.
pub fn headlines(scenario: &Scenario, spreads: &Spreads) -> Vec<Row> {
    let row = |(at, path): (usize, &&'static str)| {
        let figure = figures::of_path(path)?;
        let of = |option: &OptionSpread| option.figures.get(at).copied().flatten();
        let cells: Vec<Option<Spreading>> = spreads.options.iter().map(of).collect();
        let cell =
            |spread: &Option<Spreading>| spread.map_or_else(Cell::none, |spread| of_figure(scenario, figure, spread));
        cells.iter().any(Option::is_some).then(|| Row {
            label: figure.label.into(),
            per: written::beside(figure),
            cells: cells.iter().map(cell).collect(),
        })
    };
    HEADLINES.iter().enumerate().filter_map(row).collect()
}

fn of_figure(scenario: &Scenario, figure: &Figure, spread: Spreading) -> Cell {
    let text = |value: Option<f64>| text(scenario, figure, value);
    let Spreading { p05, p50, p95, standard_error, mean, .. } = spread;
    let beside = match (text(p05), text(p95)) {
        (low, high) if low == high => String::new(),
        // "0 months to never" named no span.
        (low, never) if p95.is_none() => format!("{low} at best, {never} at worst"),
        (low, high) => format!("{low} to {high}"),
    };
    let all = [("p05", p05), ("p50", p50), ("p95", p95), ("mean", mean), ("standard_error", standard_error)];
    let values = all.into_iter().filter_map(|(name, value)| Some((format!("{}/{name}", figure.path), value?)));
    Cell { text: text(p50), beside, values: values.collect() }
}

/// To three digits: what is drawn is known no better. A payback that never comes is infinite.
fn text(scenario: &Scenario, figure: &Figure, value: Option<f64>) -> String {
    match (value, figure.quantity) {
        (None, _) => "never".to_owned(),
        (Some(value), Quantity::Money | Quantity::MoneyPerMonth | Quantity::MoneyPerHour) => {
            format::money_compact(value, &scenario.currency)
        }
        (Some(value), Quantity::Unavailability) => format::percent(to_digits(value, 3), Digits::Few),
        (Some(value), quantity) => written::quantity(quantity, value, &scenario.currency, Digits::Few),
    }
}

/// Figures that the chart of outcomes can show: paths and names. Those that no option has are left out.
pub fn choices(spreads: &Spreads) -> Vec<(&'static str, &'static str)> {
    let has = |at: usize| spreads.options.iter().any(|option| option.figures.get(at).is_some_and(Option::is_some));
    let named =
        |(at, path): (usize, &&'static str)| figures::of_path(path).filter(|_| has(at)).map(|f| (f.path, f.label));
    HEADLINES.iter().enumerate().filter_map(named).collect()
}

/// How probable it is that a headline figure is at most so much, by option. None where no option has the figure.
pub fn outcomes(
    scenario: &Scenario,
    baseline: usize,
    spreads: &Spreads,
    path: &str,
    option: usize,
) -> Option<ChartSpec> {
    let at = HEADLINES.iter().position(|headline| *headline == path)?;
    let figure = figures::of_path(path)?;
    let (factor, axis) = axes::of_figure(figure, figure.label, &scenario.currency);
    let series = |(index, (of, spread)): (usize, (&crate::scenario::model::PlanOption, &OptionSpread))| {
        let values = spread.curves.get(at)?;
        let point = |(i, value): (usize, &f64)| (value * factor, quantile_at(i));
        let points: Vec<(f64, f64)> = values.iter().enumerate().map(point).filter(|(x, _)| x.is_finite()).collect();
        // What is 0 by definition, as the baseline less itself, is no outcome.
        let is_nothing = index == baseline && points.iter().all(|(x, _)| *x == 0.0);
        let line = Series::new(&of.name, index, points).stroke(Stroke::Line);
        let line = if index == baseline { line.baseline() } else { line };
        (!is_nothing && !line.points.is_empty()).then_some(line)
    };
    let all: Vec<Series> = scenario.options.iter().zip(&spreads.options).enumerate().filter_map(series).collect();
    let spread = spreads.options.get(option)?.figures.get(at)?.as_ref();
    let name = scenario.options.get(option).map(|option| option.name.as_str()).unwrap_or_default();
    (!all.is_empty()).then(|| ChartSpec {
        title: takeaway(scenario, figure, name, spread),
        x: axis,
        y: Axis::new("Chance of at most that", "", Format::Percent).between(0.0, 1.0),
        body: Body::Lines { series: all, marks: Vec::new() },
    })
}

pub(super) fn takeaway(scenario: &Scenario, figure: &Figure, name: &str, spread: Option<&Spreading>) -> String {
    let text = |value: Option<f64>| text(scenario, figure, value);
    match spread {
        Some(spread) => {
            let per = written::unless_said(figure.label, written::per(figure.quantity));
            let per = if per.is_empty() { String::new() } else { format!(" {per}") };
            let (low, high) = (text(spread.p05), text(spread.p95));
            let label = figure.label;
            match (spread.p05, spread.p95) {
                (p05, p95) if p05 == p95 => format!("{label} of {name} does not vary: {low}{per}."),
                (Some(_), Some(_)) if low == high => format!("{label} of {name}: about {low}{per} in 9 cases of 10."),
                (Some(_), None) => format!("{label} of {name}: {low} at best, {high} at worst, in 9 cases of 10."),
                _ => format!("{label} of {name}: between {low} and {high}{per} in 9 cases of 10."),
            }
        }
        None => format!("{} is not defined for {name}.", figure.label),
    }
}

/// Why a range moves nothing, of the first that does not.
pub fn no_say(scenario: &Scenario) -> Option<String> {
    let of_phases = |pointer: &str| {
        pointer.starts_with("/rollout/").then_some(
            "When phases of the rollout begin, and what they cost, moves only the figures over its months, which are not sampled.",
        )
    };
    let mut all = scenario.uncertainty.iter().map(|uncertain| uncertain.input.as_str());
    all.find_map(|pointer| written::no_say(scenario, pointer).or_else(|| of_phases(pointer))).map(str::to_owned)
}

/// Why a range is not drawn, of the first that is not: a file may hold one whose ends no distribution of its kind has.
pub fn not_drawn(scenario: &Scenario, drawn: &[Drawn]) -> Option<String> {
    let is_drawn = |pointer: &str| drawn.iter().any(|drawn| drawn.pointer(scenario) == pointer);
    scenario.uncertainty.iter().find_map(|uncertain| {
        let pointer = inputs::canonical(scenario, &uncertain.input).filter(|pointer| !is_drawn(pointer))?;
        let name = capital(&turns::named(scenario, &pointer)?);
        Some(match Drawn::new(scenario, &pointer, &uncertain.distribution) {
            None => format!("“{name}” is not drawn: no distribution of its kind has these ends."),
            Some(_) if inputs::twin(&pointer).is_some_and(|twin| is_drawn(&twin)) => {
                format!("“{name}” is not drawn: the region’s unavailability, which replaces it, is a range as well.")
            }
            Some(_) => format!("“{name}” is not drawn: no figure follows from it."),
        })
    })
}

/// What is said where nothing can be drawn, as the command says it.
pub const NOTHING_UNCERTAIN: &str = "/uncertainty: holds nothing that figures follow from, expected inputs with a \
    distribution, such as {\"input\": \"/revenue/monthly\", \"distribution\": …}";

const _: () = assert!(QUANTILES > 1);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::uncertainty::Ask;
    use crate::planning::{Job, Uncertainty, in_one_go, percentiles};
    use crate::scenario::edit::set_range;
    use crate::scenario::model::DistributionKind;
    use crate::scenario::presets;
    use crate::scenario::problem::Problem;

    fn sampled() -> (Scenario, Spreads) {
        let mut example = presets::worked_example();
        let range = percentiles(DistributionKind::Lognormal, 10e6, 100e6);
        assert!(set_range(&mut example, "/revenue/monthly", Some(range)));
        let ask = Ask { inputs: Drawn::all(&example), samples: 2_000, seed: 1 };
        let spreads = in_one_go(Uncertainty::new(Problem::compile(&example), ask));
        (example, spreads)
    }

    /// Three regions pay above 36.15 M: half of the revenues are below 31.6 M, so somewhat fewer than half pay.
    #[test]
    fn chances_are_said_with_their_standard_errors() {
        let (mut example, spreads) = sampled();
        let rows = chances(&example, &spreads);
        // "Always" was said of targets that nobody had set.
        assert_eq!((rows[0].cells[3].text.as_str(), rows[0].cells[3].beside.as_str()), ("no target set", ""));
        example.target.availability = Some(0.5);
        let target = &chances(&example, &spreads)[0].cells[3];
        assert_eq!((target.text.as_str(), target.beside.as_str()), ("always", "in 2,000 samples"));
        let share = spreads.options[3].pays_back.unwrap().share;
        assert!((0.38..0.48).contains(&share), "{share}");
        assert_eq!(rows[1].label, "Pays back within 36 months");
        // Each sample has a horizon of its own where that is a range, and 45.7 % was told of 36 months.
        let mut drawn = example.clone();
        assert!(set_range(
            &mut drawn,
            "/finance/horizon_months",
            Some(percentiles(DistributionKind::Normal, 24.0, 48.0))
        ));
        assert_eq!(chances(&drawn, &spreads)[1].label, "Pays back within the horizon of each sample");
        assert_eq!(rows[1].cells[0].text, format::NONE);
        assert!(rows[1].cells[3].text.ends_with('%') && rows[1].cells[3].beside.starts_with("± 1"));
    }

    /// Chances to be the best of 8.95, 40.8 and 23.9 % stood in a row, and nothing said what the rest was. A
    /// single region costs between 50 k and 200 k, a lognormal of median 100 k, which is the budget: in half of the samples
    /// no option keeps to it.
    #[test]
    fn samples_without_a_best_option_are_said() {
        let mut example = presets::worked_example();
        example.target.monthly_budget = Some(100_000.0);
        let range = percentiles(DistributionKind::Lognormal, 50e3, 200e3);
        assert!(set_range(&mut example, "/cost/single_region_monthly", Some(range)));
        let ask = Ask { inputs: Drawn::all(&example), samples: 4_000, seed: 1 };
        let spreads = in_one_go(Uncertainty::new(Problem::compile(&example), ask));
        let (said, share) = nobody(&spreads).unwrap();
        let best: f64 = spreads.options.iter().map(|option| option.best.share).sum();
        assert!(
            (share - 0.5).abs() < 3.0 * (0.25_f64 / 4_000.0).sqrt() && (share + best - 1.0).abs() < 1e-12,
            "{share}"
        );
        assert!(said.ends_with("% of the samples every option misses a target, so none is the best there."), "{said}");
        let file = file(&example, &spreads, 1, 1);
        assert_eq!(file["no_option_meets_targets"]["probability"], share);
        assert_eq!(nobody(&sampled().1), None);
    }

    /// A range on what a phase costs drew samples in which no figure had a spread, without a word.
    #[test]
    fn a_range_of_a_phase_is_said_to_move_nothing_that_is_sampled() {
        let mut example = presets::worked_example();
        example.rollout =
            vec![crate::scenario::model::Phase { start_month: 6, option: "geode-3".into(), migration_cost: 1e5 }];
        let range = percentiles(DistributionKind::Lognormal, 5e4, 2e5);
        assert!(set_range(&mut example, "/rollout/0/migration_cost", Some(range)));
        assert_eq!(not_drawn(&example, &Drawn::all(&example)), None);
        assert!(no_say(&example).unwrap().ends_with("moves only the figures over its months, which are not sampled."));
    }

    /// "Monthly cost of …: between $302k and $302k a month in 9 cases of 10" was said of what does not vary.
    #[test]
    fn what_does_not_vary_is_said_not_to() {
        let (example, spreads) = sampled();
        let cost = outcomes(&example, 0, &spreads, "/rigorous/monthly_cost/total", 3).unwrap();
        assert_eq!(cost.title, "Monthly cost of Active-active, 3 regions does not vary: $302k.");
    }

    /// A file may hold such a range: the page left it out and said that no figure follows from the number.
    #[test]
    fn a_range_that_no_distribution_has_is_said_not_to_be_drawn() {
        let (mut example, _) = sampled();
        assert_eq!(not_drawn(&example, &Drawn::all(&example)), None);
        let narrow = percentiles(DistributionKind::Beta, 0.5, 0.500_000_1);
        assert!(set_range(&mut example, "/failover/coverage", Some(narrow)));
        let said = not_drawn(&example, &Drawn::all(&example)).unwrap();
        assert_eq!(said, "“Chance that failover works” is not drawn: no distribution of its kind has these ends.");
    }

    /// Cost does not hang on revenue: all percentiles are the figure itself. Payback never comes in most samples.
    #[test]
    fn a_figure_that_is_certain_has_no_range() {
        let (example, spreads) = sampled();
        let rows = headlines(&example, &spreads);
        let row = |label: &str| rows.iter().find(|row| row.label == label).unwrap();
        assert_eq!(
            (row("Monthly cost").cells[3].text.as_str(), row("Monthly cost").cells[3].beside.as_str()),
            ("$302k", "")
        );
        assert_eq!(row("Payback").cells[3].text, "never");
        let beside = row("Payback").cells[3].beside.replace('\u{a0}', " ");
        assert_eq!(beside, "0 months at best, never at worst");
        assert!(row("Net monthly benefit").cells[3].beside.contains(" to "));
    }

    #[test]
    fn the_curve_goes_through_the_percentiles() {
        let (example, spreads) = sampled();
        let spec = outcomes(&example, 0, &spreads, "/rigorous/npv", 3).unwrap();
        assert!(spec.title.starts_with("Net present value of Active-active, 3 regions: between "), "{}", spec.title);
        let Body::Lines { series, .. } = spec.body else { panic!() };
        // The baseline less itself is nothing.
        assert_eq!(series.len(), 3);
        let npv = spreads.options[3].figures[9].unwrap();
        let points = &series[2].points;
        let below = points.iter().rfind(|(_, p)| *p < 0.05).unwrap().0;
        let above = points.iter().find(|(_, p)| *p >= 0.05).unwrap().0;
        assert!((below..=above).contains(&npv.p05.unwrap()), "{below} {above} {npv:?}");
        assert!(points.is_sorted());
    }
}
