//! What the user says: the scenario of version 1, as it stands in a file or a link.
//!
//! Every field has the name that it has in the file. Numbers carry their unit in the name; their ranges,
//! defaults and help stand in [`crate::scenario::inputs`].

use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The schema name at the top of every scenario file.
pub const SCHEMA: &str = "geode-planner/scenario";
/// The one scenario version that this program writes.
pub const VERSION: u32 = 1;

/// Milliseconds by row id, then column id.
pub type Matrix = BTreeMap<String, BTreeMap<String, f64>>;

/// A whole scenario: users, regions, the options to compare, and what they cost and earn.
///
/// Made by [`crate::scenario::restore`] from foreign text, or by [`crate::scenario::presets`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scenario {
    /// Always [`SCHEMA`].
    pub schema: SchemaName,
    /// Always [`VERSION`].
    pub version: SchemaVersion,
    /// Title for people.
    pub name: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
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
    /// Where a number comes from, by the pointer of its input.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, Note>,
    /// Inputs that are ranges, not points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uncertainty: Vec<Uncertain>,
    /// Seed of every random draw.
    pub random_seed: u64,
    /// Simulated years behind the yearly figures.
    pub simulation_years: u32,
}

impl Scenario {
    /// The scenario as JSON; every number is finite, so this cannot fail.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The scenario file on one line. By way of the value, because the code that writes a whole scenario is large
    /// and would stand in the app once for each kind of output.
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// The scenario file as people read it.
    pub fn to_json_pretty(&self) -> String {
        format!("{:#}", self.to_value())
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

/// Users who share a place, a latency to every region and a residency rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UserGroup {
    /// Unique id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Fraction of all requests; the shares of all groups sum to 1.
    pub share: f64,
    /// Fraction of revenue; null: as `share`.
    pub revenue_share: Option<f64>,
    /// Jurisdictions that may hold this group's data; empty: anywhere.
    pub permitted_jurisdictions: Vec<String>,
    /// The region that holds this group's data in home-region mode.
    pub home_region: Option<String>,
    /// Where the group is, if latencies are to be derived.
    pub location: Option<Location>,
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
    /// Country code of the catalogue, two capital letters.
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
    /// Price relative to the region that `cost.single_region_monthly` is quoted for.
    pub price_index: f64,
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

impl Region {
    /// Unavailability, carried with the digits that the user wrote: 1 − 0.9995 is 0.0005 exactly.
    pub fn unavailability(&self) -> f64 {
        self.unavailability.unwrap_or_else(|| super::units::complement(self.availability))
    }
}

/// One of the designs that are compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanOption {
    /// Unique id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it is made of.
    #[serde(flatten)]
    pub kind: Kind,
    /// A content delivery network in front of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edge: Option<Edge>,
}

/// The three shapes of a deployment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// Everything in one region.
    SingleRegion {
        /// Region id.
        region: String,
    },
    /// A primary that serves and a standby that takes over.
    ActivePassive {
        /// Region id of the primary.
        primary: String,
        /// Region id of the standby.
        standby: String,
        /// Cost of the standby relative to a full copy.
        standby_cost_fraction: f64,
    },
    /// Several regions that all serve, each user the nearest.
    Geode {
        /// Region ids.
        regions: Vec<String>,
        /// Who takes a write.
        writes: Writes,
        /// Regions that a share of the requests needs besides the serving one.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        specialised: Vec<Specialised>,
    },
}

/// How a geode writes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Writes {
    /// Who takes a write.
    #[serde(flatten)]
    pub mode: WriteMode,
    /// Regions that hold the data; null: all.
    pub replicas: Option<u32>,
    /// What happens to two writes to the same record.
    pub conflicts: Conflicts,
}

/// Who takes a write.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum WriteMode {
    /// The serving region, replicated later.
    Eventual,
    /// A majority of the regions, before the user gets an answer.
    Quorum,
    /// The region that is home to the user group, for reads too.
    HomeRegion,
    /// One region for everybody.
    SingleWriter {
        /// Region id of the writer.
        writer: String,
        /// Minutes until another region has become the writer.
        writer_failover_minutes: f64,
    },
}

/// What happens to two writes to the same record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflicts {
    /// Nobody has said.
    Unspecified,
    /// The later one wins.
    LastWriteWins,
    /// Both are kept and merged.
    Merge,
}

/// A region that a share of a geode's requests needs besides the serving one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Specialised {
    /// What is done there.
    pub name: String,
    /// Region id.
    pub region: String,
    /// Fraction of the requests that need it.
    pub request_share: f64,
}

/// A content delivery network in front of an option.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Edge {
    /// Fraction of the reads that never reach a region.
    pub offload_share: f64,
    /// Their latency, ms.
    pub latency_ms: f64,
    /// Cost per month.
    pub monthly_cost: f64,
}

/// How a failure is noticed and worked around.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Failover {
    /// Minutes from the failure of the primary until the standby serves.
    pub active_passive_minutes: f64,
    /// Chance that an automatic failover works.
    pub coverage: f64,
    /// Minutes until a person has repaired a failed failover.
    pub manual_recovery_minutes: f64,
    /// Seconds between two health checks.
    pub health_check_interval_seconds: f64,
    /// Failed checks in a row until a region is taken out.
    pub failures_to_trip: u32,
    /// How users are moved.
    pub routing: Routing,
}

/// How users are moved to another region.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Routing {
    /// By DNS: cached answers live on for half the time to live on average.
    Dns {
        /// Time to live of the records, seconds.
        ttl_seconds: f64,
    },
    /// By anycast: until routes have converged.
    Anycast {
        /// Convergence, seconds.
        convergence_seconds: f64,
    },
}

/// What fails in several regions at once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommonMode {
    /// Fraction of a region's failures that hit its whole failure domain.
    pub beta: f64,
    /// Services that every request needs.
    pub dependencies: Vec<Dependency>,
    /// Unavailability that every region after the first adds by its operation.
    pub unavailability_per_extra_region: f64,
}

/// A shared service that every request needs: DNS, identity, control plane.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dependency {
    /// Name for people.
    pub name: String,
    /// Long-run fraction of time that it works.
    pub availability: f64,
    /// Which options need it.
    pub applies_to: AppliesTo,
    /// Mean length of its outages, hours.
    pub mttr_hours: f64,
}

/// Which options need a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AppliesTo {
    /// Every option.
    All,
    /// Options of more than one region.
    MultiRegion,
}

/// Load and what a request does.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Traffic {
    /// Requests per second at the peak.
    pub peak_requests_per_second: f64,
    /// Fraction of requests that write.
    pub write_fraction: f64,
    /// Sigma of the lognormal latency of one group at one region; 0: no spread.
    pub latency_spread_sigma: f64,
    /// Seconds by which replicas lag.
    pub replication_lag_seconds: f64,
    /// Calls that a request makes to another region and waits for.
    pub sync_cross_region_calls: u32,
    /// Fraction of a group's requests that come from where the other groups live.
    pub traveller_share: f64,
    /// Round trips that one interaction of a user takes.
    pub round_trips_per_interaction: f64,
}

/// How much is built in each region.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Capacity {
    /// The rule.
    pub sizing: Sizing,
    /// Extra capacity on top, as a fraction.
    pub headroom: f64,
}

/// How much capacity each region of a geode gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sizing {
    /// Each region carries everything.
    FullCopy,
    /// Each region carries its largest load over every loss of so many regions.
    Survive {
        /// Regions that may be lost.
        losses: u32,
    },
}

/// What it costs, per month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cost {
    /// One full copy in a region of price index 1.
    pub single_region_monthly: f64,
    /// Fraction of it that grows with capacity.
    pub compute_share: f64,
    /// Fraction that every region pays whole.
    pub fixed_share: f64,
    /// Fraction for stored data.
    pub storage_share: f64,
    /// Transfer as a fraction of the cost of more than one region (textbook method).
    pub transfer_overhead: f64,
    /// Data replicated to each further region, GB.
    pub replicated_gb_per_month: f64,
    /// Price of a replicated GB.
    pub transfer_price_per_gb: f64,
    /// People and tools for every region after the first.
    pub operations_monthly_per_extra_region: f64,
    /// Paid once by every option but the baseline.
    pub migration_one_off: f64,
}

/// What it earns.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Revenue {
    /// Revenue per month.
    pub monthly: f64,
    /// Relative gain in revenue per 100 ms saved.
    pub gain_per_100_ms: f64,
    /// Reduction that the textbook method prices, ms.
    pub nominal_reduction_ms: f64,
    /// Fraction of revenue that is profit.
    pub gross_margin: f64,
    /// Fraction of revenue that is lost, not postponed, while down.
    pub lost_share_during_downtime: f64,
    /// Cost of an hour down; null: from revenue.
    pub downtime_cost_per_hour: Option<f64>,
    /// Whether gains compound instead of adding up.
    pub compounding: bool,
}

/// How money over time is valued.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Finance {
    /// Months that count.
    pub horizon_months: u32,
    /// Discount rate per year.
    pub annual_discount_rate: f64,
    /// Growth of the benefit per year.
    pub annual_growth: f64,
    /// Months until the benefit starts.
    pub months_until_live: u32,
}

/// What must be reached; null: no such target.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Target {
    /// Least availability.
    pub availability: Option<f64>,
    /// Longest recovery time, minutes.
    pub rto_minutes: Option<f64>,
    /// Longest span of lost writes, seconds.
    pub rpo_seconds: Option<f64>,
    /// Highest 95th percentile of read latency, ms.
    pub p95_latency_ms: Option<f64>,
    /// Highest cost per month.
    pub monthly_budget: Option<f64>,
}

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Note {
    /// How well it is known.
    pub status: NoteStatus,
    /// In the user's words.
    pub source: String,
}

/// How well a number is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteStatus {
    /// Nobody touched it.
    Default,
    /// Somebody's guess.
    Assumed,
    /// From a price list or a contract.
    Quoted,
    /// From an own measurement.
    Measured,
}

/// An input that is a range, not a point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Uncertain {
    /// Pointer of the input, such as `/regions/us-east/mttr_hours`.
    pub input: String,
    /// How it is spread.
    pub distribution: Distribution,
}

/// A distribution, given by its 5th and 95th percentile or by low, mode and high.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Distribution {
    /// Its family.
    pub kind: DistributionKind,
    /// 5th percentile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p05: Option<f64>,
    /// 95th percentile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p95: Option<f64>,
    /// Lowest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Most probable value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<f64>,
    /// Highest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

/// Families of distributions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DistributionKind {
    /// Symmetric, unbounded.
    Normal,
    /// Positive, with a long right tail.
    Lognormal,
    /// Every value between two ends alike.
    Uniform,
    /// Low, mode, high, straight lines between.
    Triangular,
    /// Low, mode, high, smooth.
    Pert,
    /// On 0–1.
    Beta,
}
