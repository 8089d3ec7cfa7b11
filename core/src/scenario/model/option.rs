//! The designs compared with each other.

use serde::Serialize;

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
