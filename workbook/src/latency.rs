//! What formulas sum over users: a row a group, for a formula that named all of them would be longer than a sheet holds.

use crate::book::{Book, Cell, Sheet, Shown};
use crate::formula::{Column, Formula};
use crate::inputs::Inputs;
use geode_core::scenario::inputs as list;
use geode_core::scenario::problem::{Choice, Design};

/// Sums over all users, an item an option.
pub(crate) struct Latencies {
    /// The textbook's mean, ms.
    pub(crate) mean: Vec<Formula>,
    /// Saved by the engineering estimate, ms.
    pub(crate) saved: Vec<Formula>,
}

/// Writes the sheet.
pub(crate) fn write(book: &mut Book<'_>, inputs: &Inputs) -> Latencies {
    let about = "A row for each group of users. Grey: as the planner found it; changing what it depends on needs the planner again.";
    let mut sheet = book.sheet("Latency", "Latency of each group of users, ms", about, (44.0, 20.0));
    book.freeze(&mut sheet, 3, 1);
    let groups = 0..book.scenario.user_groups.len();
    let options = &book.problem.options;
    let rows: Vec<Vec<Formula>> =
        groups.clone().map(|g| options.iter().map(|choice| nearest(book, inputs, g, choice)).collect()).collect();
    let kind = (Cell::Result, Shown::Number);
    let (_, nearest) = block(book, &mut sheet, "Textbook: to the nearest serving region", kind, &rows);
    let rows: Vec<Vec<Formula>> = groups.map(|g| found(book, g)).collect();
    let (found, _) = block(book, &mut sheet, "Engineering estimate: mean", (Cell::Planner, Shown::Number), &rows);
    let base = book.problem.baseline;
    let against = |today: &Formula, row: &[Formula]| row.iter().map(|then| saved(today, then)).collect();
    let rows: Vec<Vec<Formula>> = found.iter().filter_map(|row| Some(against(row.get(base)?, row))).collect();
    let (_, saved) = block(book, &mut sheet, "Engineering estimate: saved against today's", kind, &rows);
    book.finish(sheet);
    let sums = |by: &Column, all: &[Column]| all.iter().map(|column| by.times(column)).collect();
    Latencies { mean: sums(&inputs.share, &nearest), saved: sums(&inputs.revenue_share, &saved) }
}

/// A row a group; its cells, and the column of each option.
fn block(
    book: &mut Book<'_>,
    to: &mut Sheet,
    heading: &str,
    kind: (Cell, Shown),
    rows: &[Vec<Formula>],
) -> (Vec<Vec<Formula>>, Vec<Column>) {
    book.option_heads(to, heading);
    let (scenario, first) = (book.scenario, to.row);
    let groups = scenario.user_groups.iter().zip(rows);
    let cells: Vec<Vec<Formula>> = groups.map(|(group, row)| book.options(to, &group.name, kind, None, row)).collect();
    to.row += 1;
    let column = |i: usize| to.column(1 + i as u16, first, cells.iter().filter_map(|row| row.get(i)));
    let columns = (0..scenario.options.len()).map(column).collect();
    (cells, columns)
}

/// Latency of a group to the only region of an option, the primary or the nearest one; none to those that have none.
fn nearest(book: &Book<'_>, inputs: &Inputs, group: usize, choice: &Choice) -> Formula {
    let scenario = book.scenario;
    let to = |region: &usize| {
        let ids = [&*scenario.user_groups.get(group)?.id, &*scenario.regions.get(*region)?.id];
        Some(inputs.of(list::USER_LATENCY, &ids)).filter(|cell| cell.value.is_some())
    };
    let known: Vec<Formula> = match &choice.design {
        Design::Single { region: only, .. } | Design::ActivePassive { primary: only, .. } => {
            to(only).into_iter().collect()
        }
        Design::Geode { regions, .. } => regions.iter().filter_map(to).collect(),
    };
    match &known[..] {
        [] => Formula::none(),
        [one] => one.clone(),
        _ => Formula::min(&known),
    }
}

/// Mean latency of a group at each option, as the planner found it.
fn found(book: &Book<'_>, group: usize) -> Vec<Formula> {
    let of = |option: &geode_core::engine::OptionFigures| {
        Formula::of("", option.rigorous.user_groups.get(group).and_then(|group| group.mean_latency_ms))
    };
    book.figures.options.iter().map(of).collect()
}

/// What a group saves; one that nobody serves in either counts 0.
fn saved(today: &Formula, then: &Formula) -> Formula {
    Formula::when(&today.is_number().and(&then.is_number()), &(today - then), &Formula::number(0.0))
}
