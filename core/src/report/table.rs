//! The comparison as a table for spreadsheets: a row a figure, a column an option, all digits.
//!
//! Figures of list items, such as those of each region, are left to the evaluation file: options differ in their items.

use super::evaluation::{Evaluation, OptionEvaluation};
use super::figures::{self, Figure, LIST, Quantity};
use super::format::{self, Digits};
use crate::share::csv::{self, Cell};

/// Words before the columns of the options.
const HEAD: [&str; 3] = ["Figure", "Method", "Unit"];
/// The last column, for programs: names that do not change.
const PATH: &str = "Path in the evaluation";

/// Every figure of every option, as CSV.
///
/// ```
/// use geode_core::{report::{self, table}, scenario::presets};
/// let csv = table::to_csv(&report::evaluate(&presets::worked_example(), &[]));
/// assert!(csv.starts_with("Figure,Method,Unit,"));
/// ```
pub fn to_csv(evaluation: &Evaluation) -> String {
    csv::write(&rows(evaluation))
}

/// The same as cells, the head first.
pub fn rows(evaluation: &Evaluation) -> Vec<Vec<Cell>> {
    let names = evaluation.scenario.options.iter().map(|option| Cell::Text(option.name.clone()));
    let head =
        HEAD.map(|word| Cell::Text(word.into())).into_iter().chain(names).chain([Cell::Text(PATH.into())]).collect();
    let currency = &evaluation.scenario.currency;
    let row = |figure: &Figure| {
        let words = [figure.label.into(), method(figure).into(), unit(figure.quantity, currency)].map(Cell::Text);
        let values = evaluation.options.iter().map(|o| figure.get(o).map_or(Cell::Empty, Cell::Number));
        words.into_iter().chain(values).chain([Cell::Text(figure.path.into())]).collect()
    };
    [head].into_iter().chain(single().map(row)).collect()
}

/// Figures of which an option has one.
fn single() -> impl Iterator<Item = &'static Figure> {
    LIST.iter().filter(|figure| figure.is_single())
}

/// The method that a figure belongs to, in a word.
pub fn method(figure: &Figure) -> &'static str {
    if figure.path.starts_with("/textbook/") { "textbook" } else { "engineering estimate" }
}

/// The unit of the bare number.
fn unit(quantity: Quantity, currency: &str) -> String {
    match quantity {
        Quantity::Unavailability | Quantity::Availability | Quantity::Share => "fraction".into(),
        Quantity::Nines => "nines".into(),
        Quantity::SecondsPerYear => "s/year".into(),
        Quantity::Seconds => "s".into(),
        Quantity::Minutes => "min".into(),
        Quantity::Months => "months".into(),
        Quantity::Milliseconds => "ms".into(),
        Quantity::Money => currency.into(),
        Quantity::MoneyPerMonth => format!("{currency}/month"),
        Quantity::MoneyPerHour => format!("{currency}/hour"),
        Quantity::PerYear => "1/year".into(),
        Quantity::WritesPerYear => "writes/year".into(),
        Quantity::Count => "count".into(),
    }
}

/// An option's figure as people read it at a glance, with its unit.
///
/// ```
/// use geode_core::{report::{self, figures, table::shown}, scenario::presets};
/// let evaluation = report::evaluate(&presets::worked_example(), &[]);
/// let latency = figures::of_path("/textbook/mean_latency_ms").unwrap();
/// assert_eq!(shown(latency, &evaluation.options[3], "USD"), "54 ms");
/// ```
pub fn shown(figure: &Figure, option: &OptionEvaluation, currency: &str) -> String {
    let few = Digits::Few;
    format::optional(figure.get(option), |value| match figure.quantity {
        Quantity::Unavailability | Quantity::Share => format::percent(value, few),
        Quantity::Availability => format::availability(unavailability(figure, option).unwrap_or(1.0 - value), few),
        Quantity::Nines => format::with_unit(value, few, " nines"),
        Quantity::SecondsPerYear => format::downtime(value, few),
        Quantity::Seconds => format::duration(value, few),
        Quantity::Minutes => format::duration(value * 60.0, few),
        Quantity::Months => format::months(value, few),
        Quantity::Milliseconds => format::milliseconds(value, few),
        Quantity::Money | Quantity::MoneyPerMonth | Quantity::MoneyPerHour => format::money_rounded(value, currency),
        Quantity::PerYear => format::with_unit(value, few, "/yr"),
        Quantity::WritesPerYear => format::with_unit(value, few, " writes/yr"),
        Quantity::Count => format::count(value, few),
    })
}

/// The unavailability beside an availability, so that no nine is lost to rounding.
fn unavailability(availability: &Figure, option: &OptionEvaluation) -> Option<f64> {
    figures::of_path(&availability.path.replace("/availability", "/unavailability"))?.get(option)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;
    use crate::scenario::presets;

    #[test]
    fn every_figure_is_a_row_and_every_option_a_column() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        let rows = rows(&evaluation);
        assert_eq!(rows.len(), single().count() + 1);
        assert!(rows.iter().all(|row| row.len() == HEAD.len() + evaluation.options.len() + 1));
        let cost = rows.iter().find(|row| row.last() == Some(&Cell::Text("/textbook/monthly_cost".into()))).unwrap();
        assert_eq!(cost[2], Cell::Text("USD/month".into()));
        assert_eq!(cost[6], Cell::Number(350_000.0));
    }

    #[test]
    fn a_name_is_never_a_formula() {
        let mut scenario = presets::worked_example();
        scenario.options[0].name = "=HYPERLINK(\"http://x\")".into();
        let csv = to_csv(&report::evaluate(&scenario, &[]));
        assert!(csv.lines().next().unwrap().contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{csv}");
    }
}
