//! A scenario compiled once into dense numbers and small indices.
//!
//! A [`Problem`] is the dense form of what the user says. Every number that the engine knows has its place in it, which
//! the list of inputs names ([`crate::scenario::inputs::Input::set_in`]): whoever asks a question many times changes
//! numbers here and not in a scenario. What follows from several of them is brought up to date by [`Problem::fit`] and
//! [`Problem::settle`].

mod compile;
mod design;
mod settle;

pub use design::{Choice, Design, Special, Writes};
pub use settle::Unfit;
pub(crate) use settle::below_one;

use crate::scenario::model::{
    self, AppliesTo, Capacity, Cost, Failover, Finance, Revenue, SlaCredits, Target, Traffic,
};

/// A scenario as the engine reads it. Indices point into `groups`, `regions` and `options` in scenario order.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// User groups.
    pub groups: Vec<Group>,
    /// Regions.
    pub regions: Vec<Region>,
    /// Round trip of a group to a region, ms: `[group * regions.len() + region]`.
    pub user_latency_ms: Vec<f64>,
    /// Round trip between regions, ms: `[a * regions.len() + b]` with a < b; what stands elsewhere is not read.
    /// A pair that nobody gave is infinite; `restore` has checked that no option uses it.
    pub region_rtt_ms: Vec<f64>,
    /// Whether a region may serve a group: `[group * regions.len() + region]`.
    pub permitted: Vec<bool>,
    /// Options.
    pub options: Vec<Choice>,
    /// Index of the baseline in `options`.
    pub baseline: usize,
    /// Detection and failover.
    pub failover: Failover,
    /// Fraction of a region's failures that hit its whole failure domain.
    pub beta: f64,
    /// Shared dependencies.
    pub dependencies: Vec<Dependency>,
    /// Unavailability that each region after the first adds.
    pub unavailability_per_extra_region: f64,
    /// Load.
    pub traffic: Traffic,
    /// Sizing.
    pub capacity: Capacity,
    /// Cost.
    pub cost: Cost,
    /// Revenue.
    pub revenue: Revenue,
    /// Finance.
    pub finance: Finance,
    /// What contracts give back.
    pub sla_credits: SlaCredits,
    /// Phases of the rollout, in scenario order.
    pub rollout: Vec<Phase>,
    /// Targets, as the user gave them.
    pub target: Target,
    /// Unavailability that the availability target allows: its decimal complement. Derived by [`Problem::settle`].
    pub allowed_unavailability: Option<f64>,
    /// Availabilities as they were given.
    pub given: Given,
    /// Seed of every random draw.
    pub random_seed: u64,
    /// Simulated years behind the yearly figures.
    pub simulation_years: u32,
}

/// Availabilities as they were given, from which [`Problem::settle`] derives the unavailabilities that the engine reads.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Given {
    /// One for each region.
    pub regions: Vec<GivenRegion>,
    /// One for each dependency.
    pub dependencies: Vec<GivenAvailability>,
    /// What is missing to 1 of the target.
    target: Missing,
}

/// The two ways in which a region's availability can be given.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GivenRegion {
    /// The availability.
    pub availability: GivenAvailability,
    /// Replaces it where that would lose digits near 1.
    pub unavailability: Option<f64>,
}

/// An availability.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GivenAvailability {
    /// Long-run fraction of time that it works.
    pub value: f64,
    missing: Missing,
}

/// What is missing to 1 of a number, in decimals. It takes memory to find, so it is found once for each number.
#[derive(Debug, Clone, PartialEq)]
struct Missing {
    of: f64,
    is: f64,
}

/// A user group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// Fraction of all requests.
    pub share: f64,
    /// Fraction of revenue; none: by `share`, of what the given ones leave.
    pub revenue_share: Option<f64>,
    /// Index of its home region.
    pub home: Option<usize>,
}

impl From<&model::UserGroup> for Group {
    fn from(group: &model::UserGroup) -> Group {
        Group { share: group.share, revenue_share: group.revenue_share, home: None }
    }
}

/// A region.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Long-run fraction of time that it fails. Derived from what is [given](Given) by [`Problem::settle`].
    pub unavailability: f64,
    /// Mean time to repair, hours.
    pub mttr_hours: f64,
    /// Price relative to the baseline region.
    pub price_index: f64,
    /// Price of a GB that leaves it for another region; none: the scenario's.
    pub transfer_price_per_gb: Option<f64>,
    /// Index of its failure domain: regions of equal index share common-cause events.
    pub domain: usize,
    /// Work done per unit of capacity.
    pub capacity_factor: f64,
}

impl From<&model::Region> for Region {
    fn from(region: &model::Region) -> Region {
        Region {
            unavailability: 0.0,
            mttr_hours: region.mttr_hours,
            // Of a region that no option uses: `restore` has checked the others.
            price_index: region.price_index.unwrap_or(f64::INFINITY),
            transfer_price_per_gb: region.transfer_price_per_gb,
            domain: 0,
            capacity_factor: region.capacity_factor,
        }
    }
}

/// A shared dependency.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dependency {
    /// Long-run fraction of time that it fails. Derived from what is [given](Given) by [`Problem::settle`].
    pub unavailability: f64,
    /// Mean length of its outages, hours.
    pub mttr_hours: f64,
    /// Whether single regions do without it.
    pub multi_region_only: bool,
}

impl From<&model::Dependency> for Dependency {
    fn from(dependency: &model::Dependency) -> Dependency {
        Dependency {
            unavailability: 0.0,
            mttr_hours: dependency.mttr_hours,
            multi_region_only: dependency.applies_to == AppliesTo::MultiRegion,
        }
    }
}

/// A phase of a rollout.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Phase {
    /// Months from now until its option runs.
    pub start_month: u32,
    /// Index of the option.
    pub option: usize,
    /// Paid once, in that month.
    pub migration_cost: f64,
}

impl From<&model::Phase> for Phase {
    fn from(phase: &model::Phase) -> Phase {
        Phase { start_month: phase.start_month, option: 0, migration_cost: phase.migration_cost }
    }
}

impl Problem {
    /// Round trip of a group to a region, ms.
    pub fn latency_ms(&self, group: usize, region: usize) -> f64 {
        self.user_latency_ms[group * self.regions.len() + region]
    }

    /// Round trips of a group to each region, ms.
    pub fn latencies_ms(&self, group: usize) -> &[f64] {
        let first = group * self.regions.len();
        &self.user_latency_ms[first..first + self.regions.len()]
    }

    /// Round trip between two regions, ms.
    pub fn rtt_ms(&self, a: usize, b: usize) -> f64 {
        if a == b { 0.0 } else { self.region_rtt_ms[a.min(b) * self.regions.len() + a.max(b)] }
    }

    /// Whether a region may serve a group.
    pub fn may_serve(&self, group: usize, region: usize) -> bool {
        self.permitted[group * self.regions.len() + region]
    }
}
