//! What happens when something fails, as tables: who is served from where, what is left after losing a region.
//!
//! Each cell names its figure of the list, so that page and evaluation file can be held against each other.

use super::cells::{Cell, Row};
use super::evaluation::Evaluation;
use super::option::OptionEvaluation;
use super::written;
use crate::engine::figures::{self, Figure, Needs, Quantity};
use crate::engine::textbook::SECONDS_PER_YEAR;
use crate::quantity::format::{Digits, NONE};
use crate::scenario::model::Kind;
use std::ops::Range;

/// A table with names in its first columns and figures in the others.
///
/// It can have thousands of rows, so the page asks for those in view.
pub struct Table {
    /// Stable name.
    pub id: &'static str,
    /// What it shows.
    pub title: &'static str,
    /// Names of its columns.
    pub head: &'static [&'static str],
    /// Rows of an option.
    count: fn(&Evaluation, &OptionEvaluation) -> usize,
    /// One of them.
    row: fn(&Evaluation, &OptionEvaluation, usize) -> Row,
}

/// All tables of an evaluation that have rows.
///
/// ```
/// use geode_core::{report::{self, failures}, scenario::presets};
/// let evaluation = report::evaluate(&presets::worked_example(), &[]);
/// let after_losing = failures::tables(&evaluation)[0];
/// assert_eq!(after_losing.len(&evaluation), 8);
/// assert_eq!(after_losing.rows(&evaluation, 1..3)[0].names[0], "Active-passive");
/// ```
pub fn tables(evaluation: &Evaluation) -> Vec<&'static Table> {
    [&AFTER_LOSING, &GROUPS, &REGIONS, &REQUESTS, &YEARS, &BRIDGE]
        .into_iter()
        .filter(|table| evaluation.options.iter().any(|option| (table.count)(evaluation, option) > 0))
        .collect()
}

impl Table {
    /// How many rows it has.
    pub fn len(&self, evaluation: &Evaluation) -> usize {
        evaluation.options.iter().map(|option| (self.count)(evaluation, option)).sum()
    }

    /// These of its rows, as far as there are any.
    pub fn rows(&self, evaluation: &Evaluation, range: Range<usize>) -> Vec<Row> {
        let places = evaluation.options.iter().zip(&evaluation.scenario.options).flat_map(|(option, named)| {
            (0..(self.count)(evaluation, option)).map(move |item| (option, &named.name, item))
        });
        let row = |(option, name, item): (&OptionEvaluation, &String, usize)| {
            let mut row = (self.row)(evaluation, option, item);
            row.names.insert(0, name.clone());
            Row { is_first: item == 0, ..row }
        };
        places.skip(range.start).take(range.len()).map(row).collect()
    }
}

fn region(evaluation: &Evaluation, id: &str) -> String {
    evaluation.scenario.region_name(id)
}

fn word(text: String) -> Cell {
    Cell { text, ..Cell::default() }
}

/// A figure that an option has once.
fn of_option(evaluation: &Evaluation, option: &OptionEvaluation, path: &str) -> Cell {
    of_item(evaluation, option, path, (0, ""))
}

/// The figure of an item of a list.
fn of_item(evaluation: &Evaluation, option: &OptionEvaluation, path: &str, (item, id): (usize, &str)) -> Cell {
    let Some(figure) = figures::of_path(path) else { return word(NONE.into()) };
    let value = figure.get_at(option, item).filter(|value| value.is_finite());
    let text = value.map_or_else(|| NONE.into(), |value| written(figure, value, evaluation));
    let place =
        path.split_inclusive('/').map(|part| if part.starts_with('{') { format!("{id}/") } else { part.into() });
    Cell { text, figure: Some(format!("{}{}", option.id, place.collect::<String>())), value }
}

fn written(figure: &Figure, value: f64, evaluation: &Evaluation) -> String {
    match figure.quantity {
        // The figure is a fraction of time; people read it as time down.
        Quantity::Unavailability => crate::quantity::format::downtime(value * SECONDS_PER_YEAR, Digits::Few),
        quantity => written::quantity(quantity, value, &evaluation.scenario.currency, Digits::Few),
    }
}

/// A row of an item of a list: its id and name, a region that the row tells before its figures, and the figures at these
/// paths.
fn item_row(
    evaluation: &Evaluation,
    option: &OptionEvaluation,
    paths: &[&str],
    (item, id, name): (usize, &str, String),
    region: Option<String>,
) -> Row {
    let cell = |path: &&str| of_item(evaluation, option, path, (item, id));
    let cells = region.map(word).into_iter().chain(paths.iter().map(cell)).collect();
    Row { names: vec![name], cells, is_first: false }
}

static AFTER_LOSING: Table = Table {
    id: "after-losing",
    title: "After losing a region",
    head: &["Option", "Region lost", "Busiest region", "Its load", "Mean latency", "p95 latency", "Unserved"],
    count: |_, option| option.rigorous.after_losing.len(),
    row: |evaluation, option, item| {
        let Some(loss) = option.rigorous.after_losing.get(item) else { return Row::default() };
        let busiest = loss.worst_region.as_ref().map_or_else(|| NONE.into(), |id| region(evaluation, id));
        let paths = [
            figures::AFTER_LOSING_WORST_LOAD_SHARE,
            figures::AFTER_LOSING_MEAN_LATENCY_MS,
            figures::AFTER_LOSING_P95_LATENCY_MS,
            figures::AFTER_LOSING_UNSERVED_SHARE,
        ];
        item_row(evaluation, option, &paths, (item, &loss.region, region(evaluation, &loss.region)), Some(busiest))
    },
};

static GROUPS: Table = Table {
    id: "who-is-served",
    title: "Who is served from where",
    head: &["Option", "User group", "Served from", "Mean latency", "Downtime"],
    count: |evaluation, option| evaluation.scenario.user_groups.len().min(option.rigorous.user_groups.len()),
    row: |evaluation, option, item| {
        let groups = (evaluation.scenario.user_groups.get(item), option.rigorous.user_groups.get(item));
        let (Some(group), Some(figures)) = groups else { return Row::default() };
        let from = figures.serving_region.as_ref().map_or_else(|| "nowhere".into(), |id| region(evaluation, id));
        let paths = [figures::USER_GROUPS_MEAN_LATENCY_MS, figures::USER_GROUPS_UNAVAILABILITY];
        item_row(evaluation, option, &paths, (item, &figures.id, group.name.clone()), Some(from))
    },
};

static REGIONS: Table = Table {
    id: "regions",
    title: "Load and capacity of the regions",
    head: &["Option", "Region", "Load", "Capacity built", "Largest load"],
    count: |_, option| option.rigorous.regions.len(),
    row: |evaluation, option, item| {
        let Some(figures) = option.rigorous.regions.get(item) else { return Row::default() };
        let paths =
            [figures::REGIONS_LOAD_SHARE, figures::REGIONS_PROVISIONED_SHARE, figures::REGIONS_WORST_LOAD_SHARE];
        let mut row = item_row(evaluation, option, &paths, (item, &figures.id, region(evaluation, &figures.id)), None);
        // A standby that carries more than what stands ready is scaled up first.
        if let [_, built, worst] = row.cells.as_mut_slice()
            && worst.value > built.value
            && is_standby(evaluation, option, &figures.id)
        {
            worst.text += ", scaled up at failover";
        }
        row
    },
};

/// Whether a region is the standby of a pair.
fn is_standby(evaluation: &Evaluation, option: &OptionEvaluation, region: &str) -> bool {
    let kind = evaluation.scenario.option(&option.id).map(|option| &option.kind);
    matches!(kind, Some(Kind::ActivePassive { standby, .. }) if standby == region)
}

const READS: [&str; 5] = [
    figures::READS_UNAVAILABILITY,
    figures::READS_MEAN_LATENCY_MS,
    figures::READS_P50_LATENCY_MS,
    figures::READS_P95_LATENCY_MS,
    figures::READS_P99_LATENCY_MS,
];
const WRITES: [&str; 5] = [
    figures::WRITES_UNAVAILABILITY,
    figures::WRITES_MEAN_LATENCY_MS,
    figures::WRITES_P50_LATENCY_MS,
    figures::WRITES_P95_LATENCY_MS,
    figures::WRITES_P99_LATENCY_MS,
];

/// Reads and writes, of options where they differ.
static REQUESTS: Table = Table {
    id: "requests",
    title: "Reads and writes apart",
    head: &["Option", "Requests", "Downtime", "Mean latency", "p50", "p95", "p99"],
    count: |_, option| if option.rigorous.reads == option.rigorous.writes { 0 } else { 2 },
    row: |evaluation, option, item| {
        let (what, paths) = if item == 0 { ("reads", READS) } else { ("writes", WRITES) };
        let cells = paths.map(|path| of_option(evaluation, option, path));
        Row { names: vec![what.to_owned()], cells: cells.into(), is_first: false }
    },
};

/// Simulated years.
pub static YEARS: Table = Table {
    id: "years",
    title: "Downtime of simulated years",
    head: &[
        "Option",
        "A good year (p5)",
        "A usual year (p50)",
        "A bad year (p95)",
        "No incident",
        "Availability missed",
    ],
    count: |_, _| 1,
    row: |evaluation, option, _| {
        let has_target = evaluation.scenario.target.availability.is_some();
        let cell = |path: &str| {
            let cell = of_option(evaluation, option, path);
            let needs_target = figures::of_path(path).is_some_and(|figure| figure.needs == Needs::Target);
            match cell.value {
                None if needs_target && !has_target => Cell { text: "no target".into(), ..cell },
                None if option.awaits_years() => Cell { text: "not simulated yet".into(), ..cell },
                _ => cell,
            }
        };
        let paths = [
            figures::YEARLY_DOWNTIME_SECONDS_P05,
            figures::YEARLY_DOWNTIME_SECONDS_P50,
            figures::YEARLY_DOWNTIME_SECONDS_P95,
            figures::PROBABILITY_OF_YEAR_WITHOUT_INCIDENT,
            figures::PROBABILITY_OF_MISSING_TARGET_YEAR,
        ];
        Row { cells: paths.map(cell).into(), ..Row::default() }
    },
};

/// Why the textbook and the engineering estimate differ, step by step.
static BRIDGE: Table = Table {
    id: "bridge",
    title: "From the textbook to the engineering estimate",
    head: &["Option", "With this assumption as well", "Downtime"],
    count: |_, option| option.bridge.len(),
    row: |evaluation, option, item| {
        let Some(step) = option.bridge.get(item) else { return Row::default() };
        let paths = [figures::BRIDGE_DOWNTIME_SECONDS_PER_YEAR];
        item_row(evaluation, option, &paths, (item, &item.to_string(), step.step.clone()), None)
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;
    use crate::scenario::presets;

    fn rows(evaluation: &Evaluation, id: &str) -> Vec<Row> {
        tables(evaluation).into_iter().find(|table| table.id == id).unwrap().rows(evaluation, 0..usize::MAX)
    }

    #[test]
    fn cells_name_their_figures_and_hold_their_values() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        let losses = rows(&evaluation, "after-losing");
        let last = losses.last().unwrap();
        let geode = evaluation.options.last().unwrap();
        let loss = geode.rigorous.after_losing.last().unwrap();
        let path = format!("{}/rigorous/after_losing/{}/unserved_share", geode.id, loss.region);
        assert_eq!(last.cells[4].figure.as_deref(), Some(path.as_str()));
        assert_eq!(last.cells[4].value, Some(loss.unserved_share));
        // The steps of the bridge stood on the page without their numbers.
        let bridge = rows(&evaluation, "bridge");
        assert_eq!(bridge.len(), evaluation.options.iter().map(|option| option.bridge.len()).sum::<usize>());
        let end = &bridge.last().unwrap().cells[0];
        let path = format!("{}/bridge/{}/downtime_seconds_per_year", geode.id, geode.bridge.len() - 1);
        assert_eq!(end.figure.as_deref(), Some(path.as_str()));
        assert_eq!(end.value, Some(geode.rigorous.downtime_seconds_per_year));
        for table in tables(&evaluation) {
            let rows = table.rows(&evaluation, 0..usize::MAX);
            assert_eq!(rows.len(), table.len(&evaluation));
            assert!(rows.iter().all(|row| row.names.len() + row.cells.len() == table.head.len()), "{}", table.id);
        }
    }

    #[test]
    fn rows_are_the_same_asked_for_in_any_pieces() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        for table in tables(&evaluation) {
            let all = table.rows(&evaluation, 0..usize::MAX);
            for size in [1, 3, 5] {
                let pieces = (0..all.len()).step_by(size).flat_map(|at| table.rows(&evaluation, at..at + size));
                assert_eq!(pieces.collect::<Vec<_>>(), all, "{} by {size}", table.id);
            }
            assert_eq!(table.rows(&evaluation, all.len()..all.len() + 9), []);
            // An option's name stands in its first row only.
            let first: Vec<_> = all.iter().filter(|row| row.is_first).map(|row| row.names[0].as_str()).collect();
            assert!(first.windows(2).all(|pair| pair[0] != pair[1]), "{}: {first:?}", table.id);
        }
    }

    /// A standby at half the cost showed the capacity of a full copy; with its own it looked overloaded.
    #[test]
    fn a_small_standby_says_that_it_is_scaled_up() {
        let mut scenario = presets::worked_example();
        let worst = |scenario: &_| {
            let evaluation = report::evaluate(scenario, &[]);
            rows(&evaluation, "regions")[2].cells[2].text.clone()
        };
        assert_eq!(worst(&scenario), "100 %");
        if let Kind::ActivePassive { standby_cost_fraction, .. } = &mut scenario.options[1].kind {
            *standby_cost_fraction = 0.44;
        }
        assert_eq!(worst(&scenario), "100 %, scaled up at failover");
    }

    #[test]
    fn years_say_that_they_are_being_computed() {
        let mut evaluation = report::evaluate(&presets::worked_example(), &[]);
        assert_eq!(rows(&evaluation, "years")[0].cells[1].text, "not simulated yet");
        evaluation.scenario.simulation_years = 100;
        report::simulate(&mut evaluation);
        let row = rows(&evaluation, "years")[0].clone();
        assert!(row.cells.iter().all(|cell| cell.text != "not simulated yet"), "{row:?}");
        assert_eq!(row.cells[4].text, "no target");
    }
}
