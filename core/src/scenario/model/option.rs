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

impl PlanOption {
    /// An option without a name, and with what stands in a new one.
    pub fn new(kind: Kind) -> PlanOption {
        PlanOption { id: String::new(), name: String::new(), kind, edge: None }
    }
}

/// The three shapes of a deployment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// Everything in one region.
    SingleRegion {
        /// Region id.
        region: String,
        /// Hours between two backups that outlive the region, kept elsewhere; null: there are none.
        #[serde(skip_serializing_if = "Option::is_none")]
        backup_interval_hours: Option<f64>,
    },
    /// A primary that serves and a standby that takes over.
    ActivePassive {
        /// Region id of the primary.
        primary: String,
        /// Region id of the standby.
        standby: String,
        /// Compute and fixed cost of the standby relative to a full copy; its storage is whole.
        standby_cost_fraction: f64,
        /// Span of writes that a take-over loses, seconds; null: the replication lag.
        #[serde(skip_serializing_if = "Option::is_none")]
        recovery_point_seconds: Option<f64>,
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

/// What stands in a new option of the kind.
impl Kind {
    /// One region without a copy elsewhere.
    pub fn single(region: String) -> Kind {
        Kind::SingleRegion { region, backup_interval_hours: None }
    }

    /// A pair whose standby is a full copy.
    pub fn pair(primary: String, standby: String) -> Kind {
        Kind::ActivePassive { primary, standby, standby_cost_fraction: 1.0, recovery_point_seconds: None }
    }

    /// A geode of such regions that writes where the user is and replicates later.
    pub fn geode(regions: Vec<String>) -> Kind {
        Kind::Geode { regions, writes: Writes::default(), specialised: Vec::new() }
    }
}

/// How a geode writes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Writes {
    /// Who takes a write.
    #[serde(flatten)]
    pub mode: WriteMode,
    /// Regions that hold the data; null: all.
    pub replicas: Option<u32>,
    /// Region ids of those that vote in a quorum and hold the data; null: the first `replicas` regions, or all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voters: Option<Vec<String>>,
    /// What happens to two writes to the same record.
    pub conflicts: Conflicts,
}

impl Default for Writes {
    fn default() -> Writes {
        Writes { mode: WriteMode::Eventual, replicas: None, voters: None, conflicts: Conflicts::Unspecified }
    }
}

impl Writes {
    /// The regions of an option that vote in its quorum and hold the data: those named, else the first `replicas` of its
    /// regions, else all.
    pub fn voting<'a>(&'a self, regions: &'a [String]) -> &'a [String] {
        match (&self.voters, self.replicas) {
            (Some(voters), _) => voters,
            (None, Some(count)) => regions.get(..count as usize).unwrap_or(regions),
            (None, None) => regions,
        }
    }
}

/// Who takes a write.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum WriteMode {
    /// The serving region, replicated later.
    Eventual,
    /// A majority of the voters, before the user gets an answer.
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

impl WriteMode {
    /// One region writes for everybody; another one takes over in the usual time.
    pub fn single_writer(writer: String) -> WriteMode {
        WriteMode::SingleWriter { writer, writer_failover_minutes: 5.0 }
    }
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
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Specialised {
    /// Id, unique in its option.
    pub id: String,
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

/// A content delivery network of which nothing is known.
impl Default for Edge {
    fn default() -> Edge {
        Edge { offload_share: 0.0, latency_ms: 20.0, monthly_cost: 0.0 }
    }
}
