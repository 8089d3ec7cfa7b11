//! What the user says: the scenario of version 1, as it stands in a file or a link.
//!
//! Every field has the name that it has in the file. Numbers carry their unit in the name; their ranges,
//! defaults and help stand in [`crate::scenario::inputs`].

mod load;
mod money;
mod note;
mod option;
mod outage;
mod place;

pub use load::{Capacity, Sizing, Traffic};
pub use money::{Cost, CreditPeriod, CreditStep, Finance, Phase, Revenue, SlaCredits, Target};
pub use note::{Distribution, DistributionKind, Note, NoteStatus, Uncertain};
pub use option::{Conflicts, Edge, Kind, PlanOption, Specialised, WriteMode, Writes};
pub use outage::{AppliesTo, CommonMode, Dependency, Failover, Routing};
pub use place::{CatalogueDate, Location, Region, UserGroup};

use crate::text;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The schema name at the top of every scenario file.
pub const SCHEMA: &str = "geode-planner/scenario";
/// The one scenario version that this program writes.
pub const VERSION: u32 = 1;

/// Milliseconds by row id, then column id.
pub type Matrix = Map<Map<f64>>;

/// Values by a text, an id or a pointer, in the order of the texts.
pub type Map<V> = BTreeMap<String, V>;

/// A whole scenario: users, regions, the options to compare, and what they cost and earn.
///
/// Made by [`crate::scenario::restore`] from foreign text, or by [`crate::scenario::presets`].
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Scenario {
    /// Always [`SCHEMA`].
    pub schema: SchemaName,
    /// Always [`VERSION`].
    pub version: SchemaVersion,
    /// Title for people.
    pub name: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// The catalogue that fills in what is not written; none: nothing is filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<CatalogueDate>,
    /// Who uses the system, and from where.
    pub user_groups: Vec<UserGroup>,
    /// Where it may run.
    pub regions: Vec<Region>,
    /// Round trip from a user group to a region, ms: group id, then region id.
    pub user_latency_ms: Matrix,
    /// Round trip between two regions, ms; either direction serves.
    pub region_rtt_ms: Matrix,
    /// The designs compared with each other.
    pub options: Vec<PlanOption>,
    /// Id of the option that the others are compared with.
    pub baseline: String,
    /// How a failure is noticed and worked around.
    pub failover: Failover,
    /// What fails in several regions at once.
    pub common_mode: CommonMode,
    /// Load and what a request does.
    pub traffic: Traffic,
    /// How much is built in each region.
    pub capacity: Capacity,
    /// What it costs.
    pub cost: Cost,
    /// What it earns.
    pub revenue: Revenue,
    /// How money over time is valued.
    pub finance: Finance,
    /// What must be reached.
    pub target: Target,
    /// What contracts give back where less uptime was kept than promised.
    #[serde(skip_serializing_if = "SlaCredits::is_none")]
    pub sla_credits: SlaCredits,
    /// From what runs today to what shall run, phase by phase; empty: nobody has planned any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rollout: Vec<Phase>,
    /// Where a number comes from, by the pointer of its input.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub notes: Map<Note>,
    /// Inputs that are ranges, not points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uncertainty: Vec<Uncertain>,
    /// Seed of every random draw.
    pub random_seed: u64,
    /// Simulated years behind the yearly figures.
    pub simulation_years: u32,
}

impl Scenario {
    /// The user group with an id.
    pub fn group(&self, id: &str) -> Option<&UserGroup> {
        self.user_groups.iter().find(|group| group.id == id)
    }

    /// The region with an id.
    pub fn region(&self, id: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.id == id)
    }

    /// The option with an id.
    pub fn option(&self, id: &str) -> Option<&PlanOption> {
        self.options.iter().find(|option| option.id == id)
    }

    /// The dependency with an id.
    pub fn dependency(&self, id: &str) -> Option<&Dependency> {
        self.common_mode.dependencies.iter().find(|dependency| dependency.id == id)
    }

    /// Name of a region, or its id where there is none.
    pub fn region_name(&self, id: &str) -> String {
        self.region(id).map_or(id, |region| &region.name).to_owned()
    }

    /// The scenario as JSON.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The scenario file on one line.
    pub fn to_json(&self) -> String {
        text::json(self)
    }

    /// The scenario file as people read it, on one line where that would be too long to be read again.
    pub fn to_json_pretty(&self) -> String {
        super::restore::file_text(self)
    }
}

/// Serialises as [`SCHEMA`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SchemaName;

impl Serialize for SchemaName {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(SCHEMA)
    }
}

/// Serialises as [`VERSION`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SchemaVersion;

impl Serialize for SchemaVersion {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u32(VERSION)
    }
}
