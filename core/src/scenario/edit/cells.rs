//! The cells of the two tables of round trips: which are empty, what the map knows of them, how one is typed.
//!
//! A round trip that nobody has given and the map does not know is unknown: its cell stays empty and is asked for.

use super::marks::{forget_gone_inputs, mark};
use crate::scenario::model::{Matrix, Region, Scenario, UserGroup};
use crate::scenario::{areas, fill, inputs};

/// Which of the two tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// User groups to regions.
    Users,
    /// Regions to each other, each pair once: from the one that comes first in the scenario.
    Regions,
}

impl Table {
    /// Its name in the file, and in pointers.
    pub fn name(self) -> &'static str {
        match self {
            Table::Users => "user_latency_ms",
            Table::Regions => "region_rtt_ms",
        }
    }

    fn of_mut(self, scenario: &mut Scenario) -> &mut Matrix {
        match self {
            Table::Users => &mut scenario.user_latency_ms,
            Table::Regions => &mut scenario.region_rtt_ms,
        }
    }
}

/// A place in one of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The table.
    pub table: Table,
    /// Id of the user group or region.
    pub row: String,
    /// Id of the region.
    pub column: String,
}

impl Cell {
    /// The cell that a pointer by ids names, in the direction in which the table keeps it; none if there is no such
    /// place. Whether it is filled does not matter.
    ///
    /// ```
    /// use geode_core::scenario::{edit::Cell, presets};
    /// let example = presets::worked_example();
    /// let cell = Cell::at(&example, "/region_rtt_ms/eu-west/us-east").unwrap();
    /// assert_eq!(cell.pointer(), "/region_rtt_ms/us-east/eu-west");
    /// assert_eq!(Cell::at(&example, "/region_rtt_ms/us-east/us-east"), None);
    /// assert_eq!(Cell::at(&example, "/user_latency_ms/asia/atlantis"), None);
    /// ```
    pub fn at(scenario: &Scenario, pointer: &str) -> Option<Cell> {
        let mut parts = pointer.strip_prefix('/')?.split('/');
        let (name, row, column) = (parts.next()?, parts.next()?, parts.next()?);
        let table = [Table::Users, Table::Regions].into_iter().find(|table| table.name() == name)?;
        let cell = |row: &str, column: &str| Cell { table, row: row.into(), column: column.into() };
        if parts.next().is_some() {
            return None;
        }
        let place = |id: &str| scenario.regions.iter().position(|region| region.id == id);
        let to = place(column)?;
        match table {
            Table::Users => scenario.group(row).map(|_| cell(row, column)),
            Table::Regions => match place(row)?.cmp(&to) {
                std::cmp::Ordering::Less => Some(cell(row, column)),
                std::cmp::Ordering::Equal => None,
                std::cmp::Ordering::Greater => Some(cell(column, row)),
            },
        }
    }

    /// Its pointer, by ids.
    pub fn pointer(&self) -> String {
        format!("/{}/{}/{}", self.table.name(), self.row, self.column)
    }

    /// Whether nobody has given it.
    pub fn is_empty(&self, scenario: &Scenario) -> bool {
        match self.table {
            Table::Users => !holds(&scenario.user_latency_ms, &self.row, &self.column),
            Table::Regions => !knows_round_trip(scenario, &self.row, &self.column),
        }
    }

    /// Whether the map has an estimate of it.
    pub fn is_on_map(&self) -> bool {
        self.estimate().is_some()
    }

    /// The map's estimate, ms.
    fn estimate(&self) -> Option<f64> {
        match self.table {
            Table::Users => areas::user_latency_ms(&self.row, &self.column),
            Table::Regions => areas::region_rtt_ms(&self.row, &self.column),
        }
    }
}

fn holds(table: &Matrix, row: &str, column: &str) -> bool {
    table.get(row).is_some_and(|cells| cells.contains_key(column))
}

fn knows_round_trip(scenario: &Scenario, a: &str, b: &str) -> bool {
    holds(&scenario.region_rtt_ms, a, b) || holds(&scenario.region_rtt_ms, b, a)
}

/// The cells of a table that are empty, row by row.
pub fn empty_cells(scenario: &Scenario, table: Table) -> Vec<Cell> {
    let regions = || scenario.regions.iter().map(|region| region.id.as_str());
    let cell = |row: &str, column: &str| Cell { table, row: row.into(), column: column.into() };
    match table {
        Table::Users => {
            let groups = scenario.user_groups.iter().map(|group| group.id.as_str());
            let all = groups.flat_map(|row| regions().map(move |column| (row, column)));
            let empty = all.filter(|(row, column)| !holds(&scenario.user_latency_ms, row, column));
            empty.map(|(row, column)| cell(row, column)).collect()
        }
        Table::Regions => {
            let all = regions().enumerate().flat_map(|(i, row)| regions().skip(i + 1).map(move |column| (row, column)));
            let empty = all.filter(|(row, column)| !knows_round_trip(scenario, row, column));
            empty.map(|(row, column)| cell(row, column)).collect()
        }
    }
}

/// Whether the latencies of a user group are needed: a group that nobody is in yet has time to learn them.
pub fn needs_latency(group: &UserGroup) -> bool {
    group.share > 0.0 || group.revenue_share.is_some_and(|share| share > 0.0)
}

/// Ids of the regions whose latencies are known: of every user group that counts, be it from the catalogue.
///
/// ```
/// use geode_core::scenario::{edit, presets};
/// let mut example = presets::worked_example();
/// edit::add_region(&mut example, "Mumbai");
/// assert_eq!(edit::reachable(&example), ["us-east", "us-west", "eu-west", "asia-east"]);
/// ```
pub fn reachable(scenario: &Scenario) -> Vec<String> {
    ids_of(&fill::full(scenario), is_reachable)
}

/// Ids of the regions that an option may use: their latencies and their price are known, be it from the catalogue.
pub fn usable(scenario: &Scenario) -> Vec<String> {
    ids_of(&fill::full(scenario), |full, region| region.price_index.is_some() && is_reachable(full, region))
}

fn ids_of(full: &Scenario, is_one: impl Fn(&Scenario, &Region) -> bool) -> Vec<String> {
    full.regions.iter().filter(|region| is_one(full, region)).map(|region| region.id.clone()).collect()
}

fn is_reachable(full: &Scenario, region: &Region) -> bool {
    let mut groups = full.user_groups.iter().filter(|group| needs_latency(group));
    groups.all(|group| holds(&full.user_latency_ms, &group.id, &region.id))
}

/// Whether the map knows an empty cell of a table.
pub fn map_knows_more(scenario: &Scenario, table: Table) -> bool {
    empty_cells(scenario, table).iter().any(Cell::is_on_map)
}

/// Fills what the map knows of the empty cells, each marked as an estimate with its source. Where there is no room for
/// the mark the cell stays empty: an estimate is never without one.
pub fn fill_from_map(scenario: &mut Scenario) {
    for table in [Table::Users, Table::Regions] {
        for cell in empty_cells(scenario, table) {
            if let Some(value) = cell.estimate()
                && mark(scenario, cell.pointer(), areas::SOURCE)
            {
                put(scenario, &cell, value);
            }
        }
    }
}

/// Writes a round trip, ms.
pub(in crate::scenario) fn put(scenario: &mut Scenario, cell: &Cell, value: f64) {
    cell.table.of_mut(scenario).entry(cell.row.clone()).or_default().insert(cell.column.clone(), value);
}

/// Writes a round trip that somebody has typed into a cell, be it empty. Says whether the pointer is that of a cell.
pub fn fill_cell(scenario: &mut Scenario, pointer: &str, value: f64) -> bool {
    let cell = Cell::at(scenario, pointer).filter(|cell| cell.pointer() == pointer);
    if let Some(cell) = &cell {
        put(scenario, cell, value);
    }
    cell.is_some()
}

/// Empties a cell, with its note and its range. Says whether there was anything in it.
pub fn empty_cell(scenario: &mut Scenario, pointer: &str) -> bool {
    let Some(cell) = Cell::at(scenario, pointer).filter(|cell| !cell.is_empty(scenario)) else { return false };
    let table = cell.table.of_mut(scenario);
    if let Some(row) = table.get_mut(&cell.row) {
        row.remove(&cell.column);
    }
    table.retain(|_, row| !row.is_empty());
    forget_gone_inputs(scenario);
    true
}

/// Whether a field of the page stands for something: an input, or an empty cell of a table.
pub fn has_field(scenario: &Scenario, pointer: &str) -> bool {
    inputs::canonical(scenario, pointer).is_some() || Cell::at(scenario, pointer).is_some()
}
