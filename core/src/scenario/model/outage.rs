//! What fails, and how a failure is noticed and worked around.

use serde::Serialize;

/// How a failure is noticed and worked around.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
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

impl Failover {
    /// Minutes until a person has repaired a failed failover: at least as long as a failover that works, which is what
    /// they can always wait for.
    pub fn longest_recovery_minutes(&self) -> f64 {
        self.manual_recovery_minutes.max(self.active_passive_minutes)
    }
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

impl Default for Routing {
    fn default() -> Routing {
        Routing::Dns { ttl_seconds: 0.0 }
    }
}

/// What fails in several regions at once.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
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
    /// Unique id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Long-run fraction of time that it works.
    pub availability: f64,
    /// Which options need it.
    pub applies_to: AppliesTo,
    /// Mean length of its outages, hours.
    pub mttr_hours: f64,
}

/// What stands in a new one where nothing else is known of it.
impl Default for Dependency {
    fn default() -> Dependency {
        Dependency {
            id: String::new(),
            name: String::new(),
            availability: 1.0,
            applies_to: AppliesTo::All,
            mttr_hours: 1.0,
        }
    }
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
