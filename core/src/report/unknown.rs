//! Round trips that nobody knows, in words: what is empty, what that keeps from being chosen, where to type it.

use crate::scenario::Scenario;
use crate::scenario::edit::{self, Cell, Table, regions_of};
use crate::scenario::restore::Refused;

/// Names that are listed one by one.
const MOST_NAMES: usize = 3;

/// "Mumbai, Berlin or Toronto", "Mumbai, Berlin or 3 more".
fn list(names: &[&str], and: &str) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] if names.len() <= MOST_NAMES => format!("{} {and} {last}", first.join(", ")),
        _ => {
            let (told, rest) = names.split_at(MOST_NAMES - 1);
            format!("{} {and} {} more", told.join(", "), rest.len())
        }
    }
}

/// What is empty in a table and what that means; none where nothing is.
///
/// ```
/// use geode_core::{report::unknown, scenario::{edit, presets}};
/// let mut example = presets::worked_example();
/// assert_eq!(unknown::of_table(&example, edit::Table::Users), None);
/// edit::add_region(&mut example, "Mumbai");
/// let said = unknown::of_table(&example, edit::Table::Users).unwrap();
/// assert_eq!(said, "4 round trips are not known: their cells are empty. No option can use Mumbai before they are typed.");
/// ```
pub fn of_table(scenario: &Scenario, table: Table) -> Option<String> {
    let empty = edit::empty_cells(scenario, table);
    let mut said = match empty.len() {
        0 => return None,
        1 => "One round trip is not known: its cell is empty.".to_owned(),
        count => format!("{count} round trips are not known: their cells are empty."),
    };
    if table == Table::Regions {
        said += " Options need them that write in a majority of regions or in one, call across regions, or have a region \
                 with a special task.";
        return Some(said);
    }
    let reachable = edit::reachable(scenario);
    let regions = scenario.regions.iter().filter(|region| !reachable.contains(&region.id));
    let regions: Vec<&str> = regions.map(|region| region.name.as_str()).collect();
    if !regions.is_empty() {
        said += &format!(" No option can use {} before they are typed.", list(&regions, "or"));
    }
    let used: Vec<&str> = scenario.options.iter().flat_map(|option| regions_of(&option.kind)).collect();
    let waits = |id: &str| empty.iter().any(|cell| cell.row == id && used.contains(&cell.column.as_str()));
    let groups = scenario.user_groups.iter().filter(|group| waits(&group.id));
    let groups: Vec<&str> = groups.map(|group| group.name.as_str()).collect();
    if !groups.is_empty() {
        said += &format!(" {} can have no share before they are typed.", list(&groups, "and"));
    }
    Some(said)
}

/// What is said when a region has been added: which of its latencies are estimates, and which are asked for.
pub fn new_region(scenario: &Scenario, id: &str) -> String {
    let name = scenario.region_name(id);
    let empty: Vec<Cell> =
        edit::empty_cells(scenario, Table::Users).into_iter().filter(|cell| cell.column == id).collect();
    let latencies = match empty.len() {
        0 => {
            return format!(
                "{name} added, as reliable as the first region. Its latencies are estimates, in italics; no option uses it yet."
            );
        }
        some if some < scenario.user_groups.len() => {
            format!("Its latencies are estimates, in italics, but for {some}: {}", why(&empty))
        }
        _ => format!("Its latencies are empty: {}", why(&empty)),
    };
    format!(
        "{name} added, as reliable as the first region. {latencies}. Type them under Users, Latency to the regions; before \
         that no option can use it."
    )
}

/// What is said when a user group has been added.
pub fn new_group(scenario: &Scenario, id: &str) -> String {
    let name = scenario.group(id).map_or("", |group| group.name.as_str());
    let empty: Vec<Cell> =
        edit::empty_cells(scenario, Table::Users).into_iter().filter(|cell| cell.row == id).collect();
    match empty.len() {
        0 => format!("{name} added without a share yet; its latencies are estimates, in italics."),
        some => {
            let which = if some < scenario.regions.len() { format!("{some} of its") } else { "its".into() };
            format!(
                "{name} added without a share yet; {which} latencies are empty: {}. Type them under Latency to the regions \
                 before it gets one.",
                why(&empty)
            )
        }
    }
}

/// Why cells stayed empty.
fn why(empty: &[Cell]) -> &'static str {
    match empty.iter().any(Cell::is_on_map) {
        true => "there is no room for more notes, by which estimates are marked",
        false => "the map does not know them",
    }
}

/// Where a change is refused because an option would need a round trip that nobody knows: its cell, and what is said.
pub fn needed(scenario: &Scenario, refused: &Refused) -> Option<(Cell, String)> {
    let cell = |path: &str| Cell::at(scenario, path).filter(|cell| cell.is_empty(scenario));
    let cells: Vec<Cell> = refused.0.iter().filter_map(|fault| cell(&fault.path)).collect();
    let first = cells.first()?.clone();
    let from = match first.table {
        Table::Users => scenario.group(&first.row).map_or_else(|| first.row.clone(), |group| group.name.clone()),
        Table::Regions => scenario.region_name(&first.row),
    };
    let to = scenario.region_name(&first.column);
    let more = match cells.len() {
        1 => String::new(),
        2 => ", and one more is not either".into(),
        count => format!(", and {} more are not either", count - 1),
    };
    Some((first, format!("the round trip from {from} to {to} is not known{more}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{presets, restore};

    /// "Its latencies are estimates" was said of Atlantis.
    #[test]
    fn a_new_place_says_what_is_known_of_it() {
        let mut scenario = presets::worked_example();
        let said = |scenario: &Scenario, id: Option<String>| new_region(scenario, &id.unwrap());
        let id = edit::add_region(&mut scenario, "Atlantis");
        assert_eq!(
            said(&scenario, id),
            "Atlantis added, as reliable as the first region. Its latencies are empty: the map does not know them. Type \
             them under Users, Latency to the regions; before that no option can use it."
        );
        let id = edit::add_region(&mut scenario, "Oceania (Sydney)");
        assert!(said(&scenario, id).contains("estimates, in italics, but for 1: the map does not know them."));
        scenario.user_groups.retain(|group| group.id != "other");
        edit::settle(&mut scenario);
        let id = edit::add_region(&mut scenario, "Middle East (Gulf)");
        assert!(said(&scenario, id).ends_with("Its latencies are estimates, in italics; no option uses it yet."));
        let id = edit::add_group(&mut scenario, "South America");
        let said = new_group(&scenario, &id);
        assert!(said.starts_with("South America added without a share yet; 1 of its latencies are empty: "), "{said}");
        scenario.regions.retain(|region| region.name != "Atlantis");
        edit::settle(&mut scenario);
        assert!(new_group(&scenario, &id).ends_with("its latencies are estimates, in italics."));
    }

    #[test]
    fn what_is_needed_is_named() {
        let mut scenario = presets::worked_example();
        let id = edit::add_region(&mut scenario, "Mumbai").unwrap();
        let mut used = scenario.clone();
        edit::use_region(&mut used, "geode-3", &id, true);
        let refused = restore::from_value(&used.to_value()).unwrap_err();
        let (cell, said) = needed(&scenario, &refused).unwrap();
        assert_eq!(cell.pointer(), "/user_latency_ms/north-america/mumbai");
        assert_eq!(said, "the round trip from North America to Mumbai is not known, and 3 more are not either");
        // Another fault is none of these.
        used.cost.compute_share = -1.0;
        let other = restore::from_value(&used.to_value()).unwrap_err();
        assert_eq!(needed(&scenario, &other), None);
    }

    #[test]
    fn lists_end() {
        assert_eq!(list(&["a"], "or"), "a");
        assert_eq!(list(&["a", "b", "c"], "and"), "a, b and c");
        assert_eq!(list(&["a", "b", "c", "d"], "or"), "a, b or 2 more");
    }
}
