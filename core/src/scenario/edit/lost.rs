//! What a change takes out of a scenario, to be said before it is made.

use super::regions_of;
use crate::scenario::model::{Map, Matrix, Scenario};

/// What is there before and not after.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lost {
    /// Names of user groups.
    pub groups: Vec<String>,
    /// Names of regions.
    pub regions: Vec<String>,
    /// Names of options, also of those that come back with other regions.
    pub options: Vec<String>,
    /// How many latencies and round trips that somebody has written.
    pub cells: usize,
}

/// What a scenario loses as it becomes another.
pub fn lost(before: &Scenario, after: &Scenario) -> Lost {
    let groups = before.user_groups.iter().filter(|group| after.group(&group.id).is_none());
    let regions = before.regions.iter().filter(|region| after.region(&region.id).is_none());
    let options = before.options.iter().filter(|option| {
        let same = after.option(&option.id);
        same.is_none_or(|same| regions_of(&same.kind) != regions_of(&option.kind))
    });
    Lost {
        groups: groups.map(|group| group.name.clone()).collect(),
        regions: regions.map(|region| region.name.clone()).collect(),
        options: options.map(|option| option.name.clone()).collect(),
        cells: gone(&before.user_latency_ms, &after.user_latency_ms)
            + gone(&before.region_rtt_ms, &after.region_rtt_ms),
    }
}

fn gone(before: &Matrix, after: &Matrix) -> usize {
    let is_there = |row: &str, column: &str| after.get(row).is_some_and(|cells| cells.contains_key(column));
    let of = |(row, cells): (&String, &Map<f64>)| cells.keys().filter(|column| !is_there(row, column)).count();
    before.iter().map(of).sum()
}
