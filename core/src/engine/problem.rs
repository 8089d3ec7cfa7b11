//! A scenario compiled once into dense numbers and small indices.
//!
//! A [`Problem`] holds primary values only: nothing in it is derived from another place in it, so that a search
//! may change any number and evaluate again without leaving anything stale.

use super::processes::below_one;
use crate::quantity::complement;
use crate::scenario::model::{
    self, AppliesTo, Capacity, Cost, Edge, Failover, Finance, Kind, PlanOption, Revenue, Scenario, Target, Traffic,
    UserGroup, WriteMode,
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
    /// Round trip between regions, ms, symmetric with a zero diagonal: `[a * regions.len() + b]`.
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
    /// Targets, as the user gave them.
    pub target: Target,
    /// Unavailability that the availability target allows: its decimal complement, which takes memory to find.
    pub allowed_unavailability: Option<f64>,
    /// Seed of every random draw.
    pub random_seed: u64,
    /// Simulated years behind the yearly figures.
    pub simulation_years: u32,
}

/// A user group.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Fraction of all requests.
    pub share: f64,
    /// Fraction of revenue; none: by `share`, of what the given ones leave.
    pub revenue_share: Option<f64>,
    /// Index of its home region.
    pub home: Option<usize>,
}

/// A region.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Long-run fraction of time that it fails.
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

/// A shared dependency.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependency {
    /// Long-run fraction of time that it fails.
    pub unavailability: f64,
    /// Mean length of its outages, hours.
    pub mttr_hours: f64,
    /// Whether single regions do without it.
    pub multi_region_only: bool,
}

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
        /// Position in `regions` and share of requests of each specialised region.
        specialised: Vec<(usize, f64)>,
    },
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

impl Choice {
    /// Number of regions.
    pub fn region_count(&self) -> usize {
        match &self.design {
            Design::Single { .. } => 1,
            Design::ActivePassive { .. } => 2,
            Design::Geode { regions, .. } => regions.len(),
        }
    }
}

impl Problem {
    /// Compiles a restored scenario. References that `restore` would have refused are skipped, never followed.
    pub fn compile(scenario: &Scenario) -> Problem {
        let region_at = |id: &str| scenario.regions.iter().position(|r| r.id == id);
        let group = |g: &UserGroup| Group {
            share: g.share,
            revenue_share: g.revenue_share,
            home: g.home_region.as_deref().and_then(region_at),
        };
        let dependency = |d: &model::Dependency| Dependency {
            unavailability: below_one(complement(d.availability)),
            mttr_hours: d.mttr_hours,
            multi_region_only: d.applies_to == AppliesTo::MultiRegion,
        };
        Problem {
            groups: scenario.user_groups.iter().map(group).collect(),
            regions: regions(scenario),
            user_latency_ms: user_latencies(scenario),
            region_rtt_ms: region_round_trips(scenario),
            permitted: permissions(scenario),
            baseline: scenario.options.iter().position(|o| o.id == scenario.baseline).unwrap_or(0),
            options: scenario.options.iter().filter_map(|o| choice(o, &region_at)).collect(),
            failover: scenario.failover,
            beta: scenario.common_mode.beta,
            dependencies: scenario.common_mode.dependencies.iter().map(dependency).collect(),
            unavailability_per_extra_region: scenario.common_mode.unavailability_per_extra_region,
            traffic: scenario.traffic,
            capacity: scenario.capacity,
            cost: scenario.cost,
            revenue: scenario.revenue,
            finance: scenario.finance,
            target: scenario.target,
            allowed_unavailability: scenario.target.availability.map(complement),
            random_seed: scenario.random_seed,
            simulation_years: scenario.simulation_years,
        }
    }

    /// Round trip of a group to a region, ms.
    pub fn latency_ms(&self, group: usize, region: usize) -> f64 {
        self.user_latency_ms[group * self.regions.len() + region]
    }

    /// Round trip between two regions, ms.
    pub fn rtt_ms(&self, a: usize, b: usize) -> f64 {
        self.region_rtt_ms[a * self.regions.len() + b]
    }

    /// Whether a region may serve a group.
    pub fn may_serve(&self, group: usize, region: usize) -> bool {
        self.permitted[group * self.regions.len() + region]
    }
}

/// Regions of the same failure domain get the same number for it.
fn regions(scenario: &Scenario) -> Vec<Region> {
    let mut domains: Vec<&str> = Vec::new();
    let region = |r: &model::Region| Region {
        unavailability: below_one(r.unavailability()),
        mttr_hours: r.mttr_hours,
        price_index: r.price_index,
        transfer_price_per_gb: r.transfer_price_per_gb,
        domain: 0,
        capacity_factor: r.capacity_factor,
    };
    let mut regions: Vec<Region> = scenario.regions.iter().map(region).collect();
    for (region, given) in regions.iter_mut().zip(&scenario.regions) {
        region.domain = domains.iter().position(|domain| *domain == given.failure_domain).unwrap_or(domains.len());
        if region.domain == domains.len() {
            domains.push(&given.failure_domain);
        }
    }
    regions
}

fn choice(option: &PlanOption, region_at: &impl Fn(&str) -> Option<usize>) -> Option<Choice> {
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
            Design::Geode {
                regions: regions.iter().filter_map(|r| region_at(r)).collect(),
                writes: match &writes.mode {
                    WriteMode::Eventual => Writes::Eventual,
                    WriteMode::Quorum => Writes::Quorum,
                    WriteMode::HomeRegion => Writes::HomeRegion,
                    WriteMode::SingleWriter { writer, writer_failover_minutes } => {
                        Writes::SingleWriter { writer: position(writer)?, failover_minutes: *writer_failover_minutes }
                    }
                },
                replicas: writes.replicas,
                voters: writes.voters.as_ref().map(|voters| voters.iter().filter_map(|id| position(id)).collect()),
                specialised: specialised.iter().filter_map(|s| Some((position(&s.region)?, s.request_share))).collect(),
            }
        }
    };
    Some(Choice { design, edge: option.edge })
}

fn user_latencies(scenario: &Scenario) -> Vec<f64> {
    let cell = |group: &str, region: &str| scenario.user_latency_ms.get(group)?.get(region).copied();
    scenario
        .user_groups
        .iter()
        .flat_map(|g| scenario.regions.iter().map(move |r| cell(&g.id, &r.id).unwrap_or(f64::INFINITY)))
        .collect()
}

fn region_round_trips(scenario: &Scenario) -> Vec<f64> {
    let cell = |a: &str, b: &str| scenario.region_rtt_ms.get(a)?.get(b).copied();
    let pair = |a: &str, b: &str| match a == b {
        true => 0.0,
        false => cell(a, b).or_else(|| cell(b, a)).unwrap_or(f64::INFINITY),
    };
    scenario.regions.iter().flat_map(|a| scenario.regions.iter().map(move |b| pair(&a.id, &b.id))).collect()
}

/// Jurisdictions are the same in any case; a region without one is in nobody's list.
fn permissions(scenario: &Scenario) -> Vec<bool> {
    let lower = |jurisdiction: &String| jurisdiction.to_lowercase();
    let laws: Vec<Option<String>> = scenario.regions.iter().map(|r| r.jurisdiction.as_ref().map(lower)).collect();
    let mut permitted = Vec::with_capacity(scenario.user_groups.len() * laws.len());
    for group in &scenario.user_groups {
        let allowed: Vec<String> = group.permitted_jurisdictions.iter().map(lower).collect();
        let is_allowed = |law: &Option<String>| allowed.is_empty() || law.as_ref().is_some_and(|l| allowed.contains(l));
        permitted.extend(laws.iter().map(is_allowed));
    }
    permitted
}
