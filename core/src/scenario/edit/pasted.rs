//! Several cells of a sheet, pasted into a table of round trips: they fill its cells from there on.

use super::cells::{Cell, Table, fill_cell};
use super::{put_in, set_range};
use crate::scenario::inputs;
use crate::scenario::model::Scenario;

/// What a paste writes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pasted {
    /// Pointers by ids and round trips, ms.
    pub cells: Vec<(String, f64)>,
    /// Numbers for which the table has no cell.
    pub outside: usize,
}

/// What several cells, parted by tabs and line ends, write from a cell on; empty ones leave what is there. None where it is
/// one cell alone.
///
/// # Errors
/// A sentence, where one of them is no round trip: then none is written.
///
/// ```
/// use geode_core::scenario::{edit, presets};
/// let mut example = presets::worked_example();
/// let first = edit::Cell::at(&example, "/user_latency_ms/europe/us-west").unwrap();
/// let pasted = edit::pasted(&example, &first, "141,5\t\t260\n\t21\r\n").unwrap().unwrap();
/// edit::paste(&mut example, &pasted);
/// assert_eq!(example.user_latency_ms["europe"]["us-west"], 141.5);
/// assert_eq!(edit::pasted(&example, &first, "141"), None);
/// assert!(edit::pasted(&example, &first, "Berlin\t20").unwrap().unwrap_err().starts_with("“Berlin” is no round trip"));
/// ```
pub fn pasted(scenario: &Scenario, first: &Cell, text: &str) -> Option<Result<Pasted, String>> {
    let text = text.trim_end_matches(['\r', '\n']);
    let is_several = text.contains(['\t', '\n']);
    is_several.then(|| several(scenario, first, text))
}

fn several(scenario: &Scenario, first: &Cell, text: &str) -> Result<Pasted, String> {
    let regions: Vec<&str> = scenario.regions.iter().map(|region| region.id.as_str()).collect();
    let rows = match first.table {
        Table::Users => scenario.user_groups.iter().map(|group| group.id.as_str()).collect(),
        Table::Regions => regions.clone(),
    };
    let from = |ids: &[&str], id: &str| ids.iter().position(|other| *other == id).unwrap_or(ids.len());
    let (row, column) = (from(&rows, &first.row), from(&regions, &first.column));
    let input = inputs::of_path(inputs::USER_LATENCY);
    let mut pasted = Pasted::default();
    for (down, line) in text.lines().enumerate() {
        for (right, cell) in line.split('\t').enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            let read = input.and_then(|input| input.understand(cell, &scenario.currency).ok());
            let Some(ms) = read.and_then(|typed| typed.value) else {
                let cell: String = cell.trim().chars().take(40).collect();
                return Err(format!(
                    "“{cell}” is no round trip in ms, so nothing was pasted. Copy the numbers alone, without the names beside them."
                ));
            };
            match (rows.get(row + down), regions.get(column + right)) {
                // Of the table of regions only one half has cells; the other says the same.
                (Some(_), Some(_)) if first.table == Table::Regions && column + right <= row + down => {}
                (Some(row), Some(column)) => {
                    let cell = Cell { table: first.table, row: (*row).into(), column: (*column).into() };
                    pasted.cells.push((cell.pointer(), ms));
                }
                _ => pasted.outside += 1,
            }
        }
    }
    Ok(pasted)
}

/// Writes it, as if each had been typed.
pub fn paste(scenario: &mut Scenario, pasted: &Pasted) {
    for (pointer, ms) in &pasted.cells {
        fill_cell(scenario, pointer, *ms);
        put_in(scenario, pointer);
        set_range(scenario, pointer, None);
    }
}

/// What is said of it.
///
/// ```
/// use geode_core::scenario::edit::{Pasted, pasted_words};
/// let pasted = Pasted { cells: vec![("/user_latency_ms/a/b".into(), 20.0)], outside: 2 };
/// assert_eq!(pasted_words(&pasted), "1 round trip is pasted; the table has no cells for 2 more.");
/// ```
pub fn pasted_words(pasted: &Pasted) -> String {
    let taken = match pasted.cells.len() {
        1 => "1 round trip is pasted".to_owned(),
        count => format!("{count} round trips are pasted"),
    };
    match pasted.outside {
        0 => taken + ".",
        outside => format!("{taken}; the table has no cells for {outside} more."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::presets;

    /// Copied from a sheet into the table of users and regions, all of it landed in one cell, which then was no number.
    #[test]
    fn cells_of_a_sheet_fill_the_cells_from_there_on() {
        let mut example = presets::worked_example();
        let before = example.clone();
        let first = Cell::at(&example, "/user_latency_ms/europe/us-west").unwrap();
        let at = |ids: &[String], id: &str| ids.iter().position(|other| other == id).unwrap();
        let groups: Vec<String> = example.user_groups.iter().map(|group| group.id.clone()).collect();
        let regions: Vec<String> = example.regions.iter().map(|region| region.id.clone()).collect();
        let (row, column) = (at(&groups, "europe"), at(&regions, "us-west"));
        // One row and one column more than there is room for.
        let (high, wide) = (groups.len() - row + 1, regions.len() - column + 1);
        let number = |down: usize, right: usize| (100 * down + right + 1) as f64;
        let line =
            |down| (0..wide).map(|right| number(down, right).to_string()).collect::<Vec<_>>().join("\t") + "\r\n";
        let text: String = (0..high).map(line).collect();
        let pasted = pasted(&example, &first, &text).unwrap().unwrap();
        assert_eq!((pasted.cells.len(), pasted.outside), ((high - 1) * (wide - 1), high + wide - 1));
        paste(&mut example, &pasted);
        for (i, group) in groups.iter().enumerate() {
            for (j, region) in regions.iter().enumerate() {
                let expected = match i >= row && j >= column {
                    true => number(i - row, j - column),
                    false => before.user_latency_ms[group][region],
                };
                assert_eq!(example.user_latency_ms[group][region], expected, "{group} {region}");
            }
        }
    }

    /// The other half of a whole matrix has no cells of its own, and says the same.
    #[test]
    fn a_matrix_of_regions_fills_its_half() {
        let mut example = presets::worked_example();
        let ids: Vec<String> = example.regions.iter().map(|region| region.id.clone()).collect();
        let first = Cell::at(&example, &format!("/region_rtt_ms/{}/{}", ids[0], ids[1])).unwrap();
        let pasted = pasted(&example, &first, "11\t12\t13\n\t14\t15\n99\t98\t16").unwrap().unwrap();
        assert_eq!((pasted.cells.len(), pasted.outside), (6, 0));
        paste(&mut example, &pasted);
        let found =
            [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)].map(|(a, b)| example.region_rtt_ms[&ids[a]][&ids[b]]);
        assert_eq!(found, [11.0, 12.0, 13.0, 14.0, 15.0, 16.0]);
    }
}
