//! What happens when something fails, as tables: who is served from where, what is left after losing a region.
//!
//! Each cell names its figure of the list, so that page and evaluation file can be held against each other.

use super::bridge::BridgeReport;
use super::evaluation::{Evaluation, OptionEvaluation};
use super::figures::{self, Figure, Quantity};
use super::format::{Digits, NONE};
use super::rigorous::{GroupReport, LossReport, RegionReport};
use super::written;
use crate::engine::textbook::SECONDS_PER_YEAR;
use crate::scenario::model::{Kind, PlanOption, UserGroup};

/// A table with names in its first columns and figures in the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Stable name.
    pub id: &'static str,
    /// What it shows.
    pub title: &'static str,
    /// Names of its columns.
    pub head: Vec<&'static str>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The option, and what of it.
    pub names: Vec<String>,
    /// One a column after the names.
    pub cells: Vec<Cell>,
}

/// A cell: a figure, or a word.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// As people read it.
    pub text: String,
    /// The figure: option and path, such as `geode-3/rigorous/regions/eu-west/load_share`; none for a word.
    pub figure: Option<String>,
    /// The number; none where there is none.
    pub value: Option<f64>,
}

/// All tables of an evaluation that have rows.
///
/// ```
/// use geode_core::{report::{self, failures}, scenario::presets};
/// let evaluation = report::evaluate(&presets::worked_example(), &[]);
/// assert_eq!(failures::tables(&evaluation)[0].rows.len(), 8);
/// ```
pub fn tables(evaluation: &Evaluation) -> Vec<Table> {
    let all = [after_losing, groups, regions, requests, years, bridge];
    all.into_iter().map(|table| table(evaluation)).filter(|table| !table.rows.is_empty()).collect()
}

/// Options with their names.
fn options(evaluation: &Evaluation) -> impl Iterator<Item = (&OptionEvaluation, &str)> {
    evaluation.options.iter().zip(&evaluation.scenario.options).map(|(figures, option)| (figures, option.name.as_str()))
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
        Quantity::Unavailability => super::format::downtime(value * SECONDS_PER_YEAR, Digits::Few),
        quantity => written::quantity(quantity, value, &evaluation.scenario.currency, Digits::Few),
    }
}

/// An item of a list of an option: its id, its name, and a region that the row tells before its figures.
struct Item {
    id: String,
    name: String,
    region: Option<String>,
}

/// A row for each item of each option, with these figures of the list at this path.
fn rows(
    evaluation: &Evaluation,
    path: &str,
    items: impl Fn(&OptionEvaluation) -> Vec<Item>,
    fields: &[&str],
) -> Vec<Row> {
    let mut rows = Vec::new();
    for (option, name) in options(evaluation) {
        for (i, item) in items(option).into_iter().enumerate() {
            let cell = |field: &&str| of_item(evaluation, option, &format!("{path}{field}"), (i, &item.id));
            let cells = item.region.map(word).into_iter().chain(fields.iter().map(cell)).collect();
            rows.push(Row { names: vec![name.to_owned(), item.name.clone()], cells });
        }
    }
    rows
}

fn after_losing(evaluation: &Evaluation) -> Table {
    let items = |option: &OptionEvaluation| {
        let item = |loss: &LossReport| Item {
            id: loss.region.clone(),
            name: region(evaluation, &loss.region),
            region: Some(loss.worst_region.as_ref().map_or_else(|| NONE.into(), |id| region(evaluation, id))),
        };
        option.rigorous.after_losing.iter().map(item).collect()
    };
    let fields = ["worst_load_share", "mean_latency_ms", "p95_latency_ms", "unserved_share"];
    let head = vec!["Option", "Region lost", "Busiest region", "Its load", "Mean latency", "p95 latency", "Unserved"];
    let rows = rows(evaluation, "/rigorous/after_losing/{region}/", items, &fields);
    Table { id: "after-losing", title: "After losing a region", head, rows }
}

fn groups(evaluation: &Evaluation) -> Table {
    let items = |option: &OptionEvaluation| {
        let item = |(group, figures): (&UserGroup, &GroupReport)| Item {
            id: figures.id.clone(),
            name: group.name.clone(),
            region: Some(figures.serving_region.as_ref().map_or_else(|| "nowhere".into(), |id| region(evaluation, id))),
        };
        evaluation.scenario.user_groups.iter().zip(&option.rigorous.user_groups).map(item).collect()
    };
    let head = vec!["Option", "User group", "Served from", "Mean latency", "Downtime"];
    let rows = rows(evaluation, "/rigorous/user_groups/{group}/", items, &["mean_latency_ms", "unavailability"]);
    Table { id: "who-is-served", title: "Who is served from where", head, rows }
}

fn regions(evaluation: &Evaluation) -> Table {
    let items = |option: &OptionEvaluation| {
        let item = |figures: &RegionReport| Item {
            id: figures.id.clone(),
            name: region(evaluation, &figures.id),
            region: None,
        };
        option.rigorous.regions.iter().map(item).collect()
    };
    let fields = ["load_share", "provisioned_share", "worst_load_share"];
    let head = vec!["Option", "Region", "Load", "Capacity built", "Largest load"];
    let mut rows = rows(evaluation, "/rigorous/regions/{region}/", items, &fields);
    // A standby that carries more than what stands ready is scaled up first.
    for row in &mut rows {
        if let [_, built, worst] = row.cells.as_mut_slice()
            && worst.value > built.value
            && is_standby(evaluation, built.figure.as_deref())
        {
            worst.text += ", scaled up at failover";
        }
    }
    Table { id: "regions", title: "Load and capacity of the regions", head, rows }
}

/// Whether a figure is of the standby of a pair.
fn is_standby(evaluation: &Evaluation, figure: Option<&str>) -> bool {
    let of = |option: &PlanOption| match &option.kind {
        Kind::ActivePassive { standby, .. } => format!("{}/rigorous/regions/{standby}/provisioned_share", option.id),
        _ => String::new(),
    };
    figure.is_some_and(|figure| evaluation.scenario.options.iter().any(|option| of(option) == figure))
}

/// Reads and writes, of options where they differ.
fn requests(evaluation: &Evaluation) -> Table {
    let row = |option: &OptionEvaluation, name: &str, what: &str| {
        let cell = |field: &str| of_option(evaluation, option, &format!("/rigorous/{what}/{field}"));
        let fields = ["unavailability", "mean_latency_ms", "p50_latency_ms", "p95_latency_ms", "p99_latency_ms"];
        Row { names: vec![name.to_owned(), what.to_owned()], cells: fields.map(cell).into() }
    };
    let differing = options(evaluation).filter(|(option, _)| option.rigorous.reads != option.rigorous.writes);
    let both = |(option, name): (&OptionEvaluation, &str)| [row(option, name, "reads"), row(option, name, "writes")];
    let head = vec!["Option", "Requests", "Downtime", "Mean latency", "p50", "p95", "p99"];
    Table { id: "requests", title: "Reads and writes apart", head, rows: differing.flat_map(both).collect() }
}

/// Simulated years.
fn years(evaluation: &Evaluation) -> Table {
    let paths = [
        "/rigorous/yearly_downtime_seconds/p05",
        "/rigorous/yearly_downtime_seconds/p50",
        "/rigorous/yearly_downtime_seconds/p95",
        "/rigorous/probability_of_year_without_incident",
        "/rigorous/probability_of_missing_target/year",
    ];
    let has_target = evaluation.scenario.target.availability.is_some();
    let cell = |option: &OptionEvaluation, path: &str| {
        let cell = of_option(evaluation, option, path);
        match cell.value {
            None if path.contains("target") && !has_target => Cell { text: "no target".into(), ..cell },
            None if option.awaits_years() => Cell { text: "not simulated yet".into(), ..cell },
            _ => cell,
        }
    };
    let row = |(option, name): (&OptionEvaluation, &str)| Row {
        names: vec![name.to_owned()],
        cells: paths.iter().map(|path| cell(option, path)).collect(),
    };
    let head = vec![
        "Option",
        "A good year (p5)",
        "A usual year (p50)",
        "A bad year (p95)",
        "No incident",
        "Availability missed",
    ];
    Table { id: "years", title: "Downtime of simulated years", head, rows: options(evaluation).map(row).collect() }
}

/// Why the textbook and the engineering estimate differ, step by step.
fn bridge(evaluation: &Evaluation) -> Table {
    let items = |option: &OptionEvaluation| {
        let item =
            |(i, step): (usize, &BridgeReport)| Item { id: i.to_string(), name: step.step.clone(), region: None };
        option.bridge.iter().enumerate().map(item).collect()
    };
    let rows = rows(evaluation, "/bridge/{step}/", items, &["downtime_seconds_per_year"]);
    let head = vec!["Option", "With this assumption as well", "Downtime"];
    Table { id: "bridge", title: "From the textbook to the engineering estimate", head, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;
    use crate::scenario::presets;

    fn table(evaluation: &Evaluation, id: &str) -> Table {
        tables(evaluation).into_iter().find(|table| table.id == id).unwrap()
    }

    #[test]
    fn cells_name_their_figures_and_hold_their_values() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        let losses = table(&evaluation, "after-losing");
        let last = losses.rows.last().unwrap();
        let geode = evaluation.options.last().unwrap();
        let loss = geode.rigorous.after_losing.last().unwrap();
        let path = format!("{}/rigorous/after_losing/{}/unserved_share", geode.id, loss.region);
        assert_eq!(last.cells[4].figure.as_deref(), Some(path.as_str()));
        assert_eq!(last.cells[4].value, Some(loss.unserved_share));
        // The steps of the bridge stood on the page without their numbers.
        let bridge = table(&evaluation, "bridge").rows;
        assert_eq!(bridge.len(), evaluation.options.iter().map(|option| option.bridge.len()).sum::<usize>());
        let end = &bridge.last().unwrap().cells[0];
        let path = format!("{}/bridge/{}/downtime_seconds_per_year", geode.id, geode.bridge.len() - 1);
        assert_eq!(end.figure.as_deref(), Some(path.as_str()));
        assert_eq!(end.value, Some(geode.rigorous.downtime_seconds_per_year));
        for table in tables(&evaluation) {
            assert!(table.rows.iter().all(|row| row.names.len() + row.cells.len() == table.head.len()), "{}", table.id);
        }
    }

    /// A standby at half the cost showed the capacity of a full copy; with its own it looked overloaded.
    #[test]
    fn a_small_standby_says_that_it_is_scaled_up() {
        let mut scenario = presets::worked_example();
        let worst = |scenario: &_| {
            let evaluation = report::evaluate(scenario, &[]);
            table(&evaluation, "regions").rows[2].cells[2].text.clone()
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
        assert_eq!(table(&evaluation, "years").rows[0].cells[1].text, "not simulated yet");
        evaluation.scenario.simulation_years = 100;
        report::simulate(&mut evaluation);
        let row = table(&evaluation, "years").rows[0].clone();
        assert!(row.cells.iter().all(|cell| cell.text != "not simulated yet"), "{row:?}");
        assert_eq!(row.cells[4].text, "no target");
    }
}
