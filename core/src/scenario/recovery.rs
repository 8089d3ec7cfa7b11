//! How ready a standby is: the usual tiers of disaster recovery, each with a failover time and a cost.

use super::model::{Kind, PlanOption, Scenario};

/// A tier: figures to start from, not promises.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tier {
    /// Id, for forms.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What stands ready.
    pub means: &'static str,
    /// From the failure until the standby serves, minutes.
    pub failover_minutes: f64,
    /// Cost of the standby relative to a full copy.
    pub standby_cost_fraction: f64,
    /// Chance that the failover works: the less of it runs every day, the less.
    pub coverage: f64,
}

/// The tiers, cheapest first. The names are those of the providers' guides; times and shares are assumed from the
/// ranges given there (hours; tens of minutes; minutes; near zero).
pub const TIERS: [Tier; 4] = [
    Tier {
        id: "backup",
        name: "Backup and restore",
        means: "copies of the data; everything else is built after the failure",
        failover_minutes: 720.0,
        standby_cost_fraction: 0.1,
        coverage: 0.9,
    },
    Tier {
        id: "pilot-light",
        name: "Pilot light",
        means: "data is replicated; servers are switched on after the failure",
        failover_minutes: 60.0,
        standby_cost_fraction: 0.25,
        coverage: 0.9,
    },
    Tier {
        id: "warm-standby",
        name: "Warm standby",
        means: "a small copy runs and is scaled up after the failure",
        failover_minutes: 15.0,
        standby_cost_fraction: 0.5,
        coverage: 0.92,
    },
    Tier {
        id: "hot-standby",
        name: "Hot standby",
        means: "a full copy runs and only waits for the users",
        failover_minutes: 3.0,
        standby_cost_fraction: 1.0,
        coverage: 0.95,
    },
];

/// The tier with an id.
pub fn tier(id: &str) -> Option<&'static Tier> {
    TIERS.iter().find(|tier| tier.id == id)
}

/// The tier that the figures of a pair are taken from, if from one.
pub fn of(scenario: &Scenario, option: &PlanOption) -> Option<&'static Tier> {
    match option.kind {
        Kind::ActivePassive { standby_cost_fraction, .. } => {
            recognised(scenario.failover.active_passive_minutes, standby_cost_fraction)
        }
        _ => None,
    }
}

/// The tier that a failover time and a standby's cost are taken from, if from one.
///
/// ```
/// use geode_core::scenario::recovery;
/// assert_eq!(recovery::recognised(15.0, 0.5).map(|tier| tier.name), Some("Warm standby"));
/// assert_eq!(recovery::recognised(15.0, 1.0), None);
/// ```
pub fn recognised(failover_minutes: f64, standby_cost_fraction: f64) -> Option<&'static Tier> {
    let same = |t: &&Tier| t.failover_minutes == failover_minutes && t.standby_cost_fraction == standby_cost_fraction;
    TIERS.iter().find(same)
}
