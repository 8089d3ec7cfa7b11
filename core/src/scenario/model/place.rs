//! User groups and regions, and where they are.

use crate::catalogue::lies_in;
use crate::quantity::complement;
use crate::scenario::limits::FAILURE_DOMAIN;
use serde::Serialize;

/// Which catalogue fills in what a scenario does not say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CatalogueDate {
    /// Its date, "2026-11-28".
    pub as_of: String,
}

/// Users who share a place, a latency to every region and a residency rule.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct UserGroup {
    /// Unique id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Fraction of all requests; the shares of all groups sum to 1.
    pub share: f64,
    /// Fraction of revenue; null: by `share`, of what the given ones leave.
    pub revenue_share: Option<f64>,
    /// Jurisdictions that may hold this group's data; empty: anywhere.
    pub permitted_jurisdictions: Vec<String>,
    /// The region that holds this group's data in home-region mode.
    pub home_region: Option<String>,
    /// Where the group is, if latencies are to be derived.
    pub location: Option<Location>,
    /// What their own access adds to a round trip that is filled in, ms; null: 10 ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_mile_ms: Option<f64>,
}

impl UserGroup {
    /// Whether this group's data may be under a jurisdiction, in any case of its letters; a region without one is under
    /// none. Germany is in the EU, the EU in the EEA.
    pub fn permits(&self, jurisdiction: Option<&str>) -> bool {
        let lower = jurisdiction.map(str::to_lowercase);
        let is_it =
            |permitted: &String| lower.as_deref().is_some_and(|lower| lies_in(lower, &permitted.to_lowercase()));
        self.permitted_jurisdictions.is_empty() || self.permitted_jurisdictions.iter().any(is_it)
    }
}

/// A place on Earth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Location {
    /// Degrees, WGS 84.
    Point {
        /// Latitude, −90 to 90.
        lat: f64,
        /// Longitude, −180 to 180.
        lon: f64,
    },
    /// A country of the catalogue or one of its points of users: "DE", "US-west".
    Country(String),
}

/// A cloud region that options may use.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Region {
    /// Unique id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Long-run fraction of time that the region works.
    pub availability: f64,
    /// Mean time to repair, hours.
    pub mttr_hours: f64,
    /// Replaces `availability` where that would lose digits near 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unavailability: Option<f64>,
    /// Price relative to the region that `cost.single_region_monthly` is quoted for; null only where the catalogue fills it
    /// in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_index: Option<f64>,
    /// Price of a GB that leaves this region for another one; null: `cost.transfer_price_per_gb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_price_per_gb: Option<f64>,
    /// Jurisdiction for residency rules.
    pub jurisdiction: Option<String>,
    /// Regions of one domain share common-cause events.
    pub failure_domain: String,
    /// Work done per unit of capacity, 1 = baseline.
    pub capacity_factor: f64,
    /// Entry of the catalogue, such as `aws/us-east-1`.
    pub catalogue_id: Option<String>,
    /// Where the region is.
    pub location: Option<Location>,
}

/// What stands in a new region where nothing else is known of it.
impl Default for Region {
    fn default() -> Region {
        Region {
            id: String::new(),
            name: String::new(),
            availability: 0.9995,
            mttr_hours: 1.0,
            unavailability: None,
            price_index: None,
            transfer_price_per_gb: None,
            jurisdiction: None,
            failure_domain: FAILURE_DOMAIN.into(),
            capacity_factor: 1.0,
            catalogue_id: None,
            location: None,
        }
    }
}

impl Region {
    /// Unavailability, carried with the digits that the user wrote: 1 − 0.9995 is 0.0005 exactly.
    pub fn unavailability(&self) -> f64 {
        self.unavailability.unwrap_or_else(|| complement(self.availability))
    }
}
