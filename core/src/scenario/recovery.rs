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
    /// Compute and fixed cost of the standby relative to a full copy.
    pub standby_cost_fraction: f64,
    /// Chance that the failover works: the less of it runs every day, the less.
    pub coverage: f64,
    /// How long people need where it did not, minutes.
    pub manual_recovery_minutes: f64,
    /// Span of writes that a take-over loses, seconds; none: the replication lag.
    pub recovery_point_seconds: Option<f64>,
}

/// How the note on a number that a tier has put in begins.
const ASSUMED_FOR: &str = "assumed for ";

/// Whether a note says that a tier has put its number in.
pub(crate) fn is_source(text: &str) -> bool {
    text.starts_with(ASSUMED_FOR)
}

impl Tier {
    /// What the notes on its numbers say.
    pub(crate) fn source(&self) -> String {
        ASSUMED_FOR.to_owned() + &self.name.to_lowercase()
    }

    /// A pair whose standby is this ready.
    pub fn pair(&self, primary: String, standby: String) -> Kind {
        let mut pair = Kind::pair(primary, standby);
        self.make_ready(&mut pair);
        pair
    }

    /// Makes the standby of a pair this ready.
    pub fn make_ready(&self, kind: &mut Kind) {
        if let Kind::ActivePassive { standby_cost_fraction, recovery_point_seconds, .. } = kind {
            *standby_cost_fraction = self.standby_cost_fraction;
            *recovery_point_seconds = self.recovery_point_seconds;
        }
    }
}

/// The tiers, cheapest first. The names are those of the providers' guides; times, chances and shares are assumed
/// from the ranges given there (hours; tens of minutes; minutes; near zero). A backup is that of last night.
pub const TIERS: [Tier; 4] = [
    Tier {
        id: "backup",
        name: "Backup and restore",
        means: "copies of the data; everything else is built after the failure",
        failover_minutes: 720.0,
        standby_cost_fraction: 0.0,
        coverage: 0.9,
        manual_recovery_minutes: 1440.0,
        recovery_point_seconds: Some(86_400.0),
    },
    Tier {
        id: "pilot-light",
        name: "Pilot light",
        means: "data is replicated; servers are switched on after the failure",
        failover_minutes: 60.0,
        standby_cost_fraction: 0.17,
        coverage: 0.9,
        manual_recovery_minutes: 240.0,
        recovery_point_seconds: None,
    },
    WARM,
    Tier {
        id: "hot-standby",
        name: "Hot standby",
        means: "a full copy runs and only waits for the users",
        failover_minutes: 3.0,
        standby_cost_fraction: 1.0,
        coverage: 0.95,
        manual_recovery_minutes: 120.0,
        recovery_point_seconds: None,
    },
];

/// The least ready of those of which a part runs all the time: what is assumed where nobody has said.
pub const WARM: Tier = Tier {
    id: "warm-standby",
    name: "Warm standby",
    means: "a small copy runs and is scaled up after the failure",
    failover_minutes: 15.0,
    standby_cost_fraction: 0.44,
    coverage: 0.92,
    manual_recovery_minutes: 120.0,
    recovery_point_seconds: None,
};

/// The tier with an id.
pub fn tier(id: &str) -> Option<&'static Tier> {
    TIERS.iter().find(|tier| tier.id == id)
}

/// The tier that the figures of a pair are taken from, if all of them are from one.
///
/// ```
/// use geode_core::scenario::{edit, presets, recovery};
/// let mut example = presets::worked_example();
/// assert_eq!(recovery::of(&example, &example.options[1]), None);
/// edit::set_tier(&mut example, &recovery::TIERS[2]);
/// assert_eq!(recovery::of(&example, &example.options[1]).map(|tier| tier.name), Some("Warm standby"));
/// ```
pub fn of(scenario: &Scenario, option: &PlanOption) -> Option<&'static Tier> {
    let Kind::ActivePassive { standby_cost_fraction, recovery_point_seconds, .. } = option.kind else { return None };
    let failover = &scenario.failover;
    TIERS.iter().find(|tier| {
        tier.failover_minutes == failover.active_passive_minutes
            && tier.coverage == failover.coverage
            && tier.manual_recovery_minutes == failover.manual_recovery_minutes
            && tier.standby_cost_fraction == standby_cost_fraction
            && tier.recovery_point_seconds == recovery_point_seconds
    })
}

/// The tier of all pairs of a scenario; none where they differ or there are none.
pub fn of_all(scenario: &Scenario) -> Option<&'static Tier> {
    let mut pairs = scenario.options.iter().filter(|option| matches!(option.kind, Kind::ActivePassive { .. }));
    let first = of(scenario, pairs.next()?)?;
    pairs.all(|pair| of(scenario, pair) == Some(first)).then_some(first)
}
