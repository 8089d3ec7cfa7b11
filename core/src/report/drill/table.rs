//! A drill as two tables: who is served from where, what each region carries.

use super::{CutOff, Drill, Group, Region};
use crate::engine::figures::Quantity;
use crate::quantity::format::{Digits, NONE};
use crate::report::cells::{Cell, Row};
use crate::report::written;
use crate::scenario::Scenario;

/// Names of the columns of [`Drill::group_rows`].
pub const GROUPS: &[&str] = &["User group", "Requests", "Served from", "Now from", "Latency", "Latency now", "Fails"];
/// Names of the columns of [`Drill::region_rows`].
pub const REGIONS: &[&str] = &["Region", "Load", "Load now", "Can carry", "Sheds"];

impl Drill {
    /// A row a user group.
    pub fn group_rows(&self, scenario: &Scenario) -> Vec<Row> {
        let region = |id: &Option<String>| id.as_ref().map(|id| scenario.region_name(id));
        let row = |group: &Group| {
            let cell =
                |field: &str, kind, value: Option<f64>| self.cell(&format!("groups/{}/{field}", group.id), kind, value);
            let now = match (region(&group.region_after), group.cut_off) {
                (Some(name), _) if group.region_after != group.region_before => format!("\u{2192} {name}"),
                (Some(name), _) => name,
                (None, Some(CutOff::Jurisdiction | CutOff::NeverPermitted)) => "nowhere permitted".into(),
                (None, Some(CutOff::NothingLeft) | None) => "nowhere".into(),
            };
            let name = scenario.user_groups.iter().find(|other| other.id == group.id).map(|group| group.name.clone());
            Row {
                names: vec![name.unwrap_or_default()],
                cells: vec![
                    cell("share", Quantity::Share, Some(group.share)),
                    word(region(&group.region_before).unwrap_or_else(|| "nowhere".into())),
                    word(now),
                    cell("latency_before_ms", Quantity::Milliseconds, group.latency_before_ms),
                    cell("latency_after_ms", Quantity::Milliseconds, group.latency_after_ms),
                    cell("failing_share", Quantity::Share, Some(group.failing_share)),
                ],
                is_first: true,
            }
        };
        self.groups.iter().map(row).collect()
    }

    /// A row a region of the option.
    pub fn region_rows(&self, scenario: &Scenario) -> Vec<Row> {
        let row = |region: &Region| {
            let cell = |field: &str, value: f64| {
                self.cell(&format!("regions/{}/{field}", region.id), Quantity::Share, Some(value))
            };
            let mut capacity = cell("capacity_share", region.capacity_share);
            if region.is_scaled_up {
                capacity.text += ", scaled up";
            }
            let now = match region.is_off {
                true => Cell { text: "off".into(), ..cell("load_after_share", region.load_after_share) },
                false => cell("load_after_share", region.load_after_share),
            };
            Row {
                names: vec![scenario.region_name(&region.id)],
                cells: vec![
                    cell("load_before_share", region.load_before_share),
                    now,
                    capacity,
                    cell("shed_share", region.shed_share),
                ],
                is_first: true,
            }
        };
        self.regions.iter().map(row).collect()
    }

    /// A figure of the drill, by its place in [`Drill`].
    fn cell(&self, place: &str, quantity: Quantity, value: Option<f64>) -> Cell {
        let value = value.filter(|value| value.is_finite());
        let text = value.map_or_else(|| NONE.into(), |value| written::quantity(quantity, value, "", Digits::Few));
        Cell { text, figure: Some(format!("drill/{}/{place}", self.option)), value }
    }
}

fn word(text: String) -> Cell {
    Cell { text, ..Cell::default() }
}
