//! The options as the engine reads them.

use crate::scenario::model::{self, Edge, Kind, PlanOption, WriteMode};

/// One option.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What it is made of.
    pub design: Design,
    /// Content delivery network in front of it.
    pub edge: Option<Edge>,
}

/// The shape of an option; region numbers index `Problem::regions`.
#[derive(Debug, Clone, PartialEq)]
pub enum Design {
    /// One region.
    Single {
        /// The region.
        region: usize,
        /// Hours between two backups kept elsewhere; none: there are none.
        backup_interval_hours: Option<f64>,
    },
    /// Primary and standby.
    ActivePassive {
        /// The region that serves.
        primary: usize,
        /// The region that takes over.
        standby: usize,
        /// Compute and fixed cost of the standby relative to a full copy.
        standby_cost_fraction: f64,
        /// Span of writes that a take-over loses, seconds; none: the replication lag.
        recovery_point_seconds: Option<f64>,
    },
    /// Regions that all serve.
    Geode {
        /// The regions, in option order.
        regions: Vec<usize>,
        /// Who takes a write; a writer is a position in `regions`.
        writes: Writes,
        /// Regions that hold the data; none: all.
        replicas: Option<u32>,
        /// Positions in `regions` of those that vote in a quorum; none: the first `replicas`, or all.
        voters: Option<Vec<usize>>,
        /// Regions that some requests need too.
        specialised: Vec<Special>,
    },
}

/// A region that a share of the requests needs besides the serving one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Special {
    /// Its position in the option's regions.
    pub region: usize,
    /// Fraction of the requests.
    pub request_share: f64,
}

/// Who takes a write in a geode.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Writes {
    /// The serving region.
    Eventual,
    /// A majority of the voters.
    Quorum,
    /// The group's home.
    HomeRegion,
    /// One region.
    SingleWriter {
        /// Position of the writer in the option's regions.
        writer: usize,
        /// Minutes until another region has become the writer.
        failover_minutes: f64,
    },
}

impl Design {
    /// One region without a copy elsewhere.
    pub fn single(region: usize) -> Design {
        Design::Single { region, backup_interval_hours: None }
    }

    /// A pair whose standby is a full copy.
    pub fn pair(primary: usize, standby: usize) -> Design {
        Design::ActivePassive { primary, standby, standby_cost_fraction: 1.0, recovery_point_seconds: None }
    }

    /// A geode of such regions.
    pub fn geode(regions: Vec<usize>, writes: Writes) -> Design {
        Design::Geode { regions, writes, replicas: None, voters: None, specialised: Vec::new() }
    }

    /// What of a full copy stands ready in the region at a position: less in a standby.
    pub fn stands(&self, position: usize) -> f64 {
        match self {
            Design::ActivePassive { standby_cost_fraction, .. } if position == 1 => *standby_cost_fraction,
            Design::Single { .. } | Design::ActivePassive { .. } | Design::Geode { .. } => 1.0,
        }
    }

    /// The position of a single writer in the regions, and the minutes until another one is promoted.
    pub fn writer(&self) -> Option<(usize, f64)> {
        match self {
            Design::Geode { writes: Writes::SingleWriter { writer, failover_minutes }, .. } => {
                Some((*writer, *failover_minutes))
            }
            Design::Geode { writes: Writes::Eventual | Writes::Quorum | Writes::HomeRegion, .. }
            | Design::Single { .. }
            | Design::ActivePassive { .. } => None,
        }
    }
}

impl Choice {
    /// An option with nothing in front of it.
    pub fn new(design: Design) -> Choice {
        Choice { design, edge: None }
    }

    /// Number of regions.
    pub fn region_count(&self) -> usize {
        match &self.design {
            Design::Single { .. } => 1,
            Design::ActivePassive { .. } => 2,
            Design::Geode { regions, .. } => regions.len(),
        }
    }

    /// None where a region that it cannot do without is not there.
    pub(super) fn of(option: &PlanOption, region_at: &impl Fn(&str) -> Option<usize>) -> Option<Choice> {
        let design = match &option.kind {
            Kind::SingleRegion { region, backup_interval_hours } => {
                Design::Single { region: region_at(region)?, backup_interval_hours: *backup_interval_hours }
            }
            Kind::ActivePassive { primary, standby, standby_cost_fraction, recovery_point_seconds } => {
                Design::ActivePassive {
                    primary: region_at(primary)?,
                    standby: region_at(standby)?,
                    standby_cost_fraction: *standby_cost_fraction,
                    recovery_point_seconds: *recovery_point_seconds,
                }
            }
            Kind::Geode { regions, writes, specialised } => {
                let position = |id: &str| regions.iter().position(|r| r == id);
                let voters = |voters: &Vec<String>| voters.iter().filter_map(|id| position(id)).collect();
                Design::Geode {
                    regions: regions.iter().filter_map(|r| region_at(r)).collect(),
                    writes: Writes::of(&writes.mode, position)?,
                    replicas: writes.replicas,
                    voters: writes.voters.as_ref().map(voters),
                    specialised: specialised.iter().filter_map(|task| Special::of(task, position)).collect(),
                }
            }
        };
        Some(Choice { design, edge: option.edge })
    }
}

impl Special {
    fn of(task: &model::Specialised, position: impl Fn(&str) -> Option<usize>) -> Option<Special> {
        Some(Special { region: position(&task.region)?, request_share: task.request_share })
    }
}

impl Writes {
    fn of(mode: &WriteMode, position: impl Fn(&str) -> Option<usize>) -> Option<Writes> {
        Some(match mode {
            WriteMode::Eventual => Writes::Eventual,
            WriteMode::Quorum => Writes::Quorum,
            WriteMode::HomeRegion => Writes::HomeRegion,
            WriteMode::SingleWriter { writer, writer_failover_minutes } => {
                Writes::SingleWriter { writer: position(writer)?, failover_minutes: *writer_failover_minutes }
            }
        })
    }
}
