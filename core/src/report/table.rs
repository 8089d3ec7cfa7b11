//! The comparison as a table for spreadsheets: a row a figure, a column an option, all digits.
//!
//! Figures of list items, such as those of each region, are left to the evaluation file: options differ in their items.

use super::evaluation::Evaluation;
use super::verdict::Method;
use crate::engine::figures::{Figure, LIST, Quantity};
use crate::exchange::csv::{self, Cell};

/// Words before the columns of the options.
const HEAD: [&str; 3] = ["Figure", "Method", "Unit"];
/// The last column, for programs: names that do not change.
const PATH: &str = "Path in the evaluation";

/// Every figure of every option, as a CSV file.
///
/// ```
/// use geode_core::{report::{self, table}, scenario::presets};
/// let csv = table::to_csv(&report::evaluate(&presets::worked_example(), &[]));
/// assert!(csv.starts_with("\u{feff}Figure,Method,Unit,"));
/// ```
pub fn to_csv(evaluation: &Evaluation) -> String {
    csv::file(&rows(evaluation))
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
fn method(figure: &Figure) -> &'static str {
    if figure.path.starts_with(Method::Textbook.prefix()) { "textbook" } else { "engineering estimate" }
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

    /// Near 1 a spreadsheet shows every availability as 1: the digits are those of the unavailability beside it.
    #[test]
    fn each_availability_has_its_unavailability_beside_it() {
        let rows = rows(&report::evaluate(&presets::worked_example(), &[]));
        let path = |row: &[Cell]| match row.last() {
            Some(Cell::Text(path)) => path.clone(),
            other => panic!("{other:?}"),
        };
        let at = |path_of: &str| rows.iter().position(|row| path(row) == path_of).unwrap();
        for method in ["textbook", "rigorous"] {
            let [one, other] = ["availability", "unavailability"].map(|name| at(&format!("/{method}/{name}")));
            assert!(one.abs_diff(other) <= 2, "{method}");
            for (a, u) in rows[one].iter().zip(&rows[other]).skip(HEAD.len()) {
                if let (Cell::Number(a), Cell::Number(u)) = (a, u) {
                    assert!((1.0 - a - u).abs() < 1e-15, "{a} {u}");
                }
            }
        }
        // Three regions of 99.95 %: 0.0005³, in plain digits.
        let csv = to_csv(&report::evaluate(&presets::worked_example(), &[]));
        let row = csv.lines().find(|line| line.ends_with("/textbook/unavailability")).unwrap();
        assert_eq!(row.split(',').nth(6), Some("0.000000000125"), "{row}");
    }

    #[test]
    fn a_name_is_never_a_formula() {
        let mut scenario = presets::worked_example();
        scenario.options[0].name = "=HYPERLINK(\"http://x\")".into();
        let csv = to_csv(&report::evaluate(&scenario, &[]));
        assert!(csv.lines().next().unwrap().contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{csv}");
    }
}
