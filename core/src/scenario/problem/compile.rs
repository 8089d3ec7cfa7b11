//! A scenario as a problem: ids become indices, tables dense arrays.

use super::*;
use crate::catalogue::lies_in;
use crate::scenario::fill;
use crate::scenario::model::{self, Map, Matrix, Scenario, UserGroup};

impl Problem {
    /// Compiles a scenario that `restore` has read. References that it would have refused are skipped, never followed.
    /// Numbers that do not fit together yet, as somebody has typed them, stay as they are: [`Problem::fit`] changes them.
    /// What the scenario leaves to the catalogue is filled in here.
    pub fn compile(scenario: &Scenario) -> Problem {
        let full = fill::full(scenario);
        let scenario = full.as_ref();
        let region_at = |id: &str| scenario.regions.iter().position(|r| r.id == id);
        let group = |g: &UserGroup| Group { home: g.home_region.as_deref().and_then(region_at), ..Group::from(g) };
        let mut problem = Problem {
            groups: scenario.user_groups.iter().map(group).collect(),
            regions: regions(scenario),
            user_latency_ms: user_latencies(scenario),
            region_rtt_ms: region_round_trips(scenario),
            permitted: permissions(scenario),
            baseline: scenario.options.iter().position(|o| o.id == scenario.baseline).unwrap_or(0),
            options: scenario.options.iter().filter_map(|o| Choice::of(o, &region_at)).collect(),
            failover: scenario.failover,
            beta: scenario.common_mode.beta,
            dependencies: scenario.common_mode.dependencies.iter().map(Dependency::from).collect(),
            unavailability_per_extra_region: scenario.common_mode.unavailability_per_extra_region,
            traffic: scenario.traffic,
            capacity: scenario.capacity,
            cost: scenario.cost,
            revenue: scenario.revenue,
            finance: scenario.finance,
            sla_credits: scenario.sla_credits.clone(),
            rollout: scenario.rollout.iter().filter_map(|p| phase(scenario, p)).collect(),
            target: scenario.target,
            allowed_unavailability: None,
            given: given(scenario),
            random_seed: scenario.random_seed,
            simulation_years: scenario.simulation_years,
        };
        problem.settle();
        problem
    }
}

/// Regions of the same failure domain get the same number for it.
fn regions(scenario: &Scenario) -> Vec<Region> {
    let mut domains: Vec<&str> = Vec::new();
    let mut regions: Vec<Region> = scenario.regions.iter().map(Region::from).collect();
    for (region, given) in regions.iter_mut().zip(&scenario.regions) {
        region.domain = domains.iter().position(|domain| *domain == given.failure_domain).unwrap_or(domains.len());
        if region.domain == domains.len() {
            domains.push(&given.failure_domain);
        }
    }
    regions
}

fn phase(scenario: &Scenario, phase: &model::Phase) -> Option<Phase> {
    let option = scenario.options.iter().position(|option| option.id == phase.option)?;
    Some(Phase { option, ..Phase::from(phase) })
}

fn given(scenario: &Scenario) -> Given {
    let availability = |value: f64| GivenAvailability { value, ..GivenAvailability::default() };
    let region = |r: &model::Region| GivenRegion {
        availability: availability(r.availability),
        unavailability: r.unavailability,
    };
    Given {
        regions: scenario.regions.iter().map(region).collect(),
        dependencies: scenario.common_mode.dependencies.iter().map(|d| availability(d.availability)).collect(),
        ..Given::default()
    }
}

fn user_latencies(scenario: &Scenario) -> Vec<f64> {
    let (groups, regions) = (sorted(scenario.user_groups.iter().map(|g| &g.id)), region_ids(scenario));
    let mut latencies = vec![f64::INFINITY; groups.len() * regions.len()];
    cells(&scenario.user_latency_ms, &groups, &regions, |group, region, ms| {
        latencies[group * regions.len() + region] = ms;
    });
    latencies
}

/// One direction of each pair, the one that `restore` keeps.
fn region_round_trips(scenario: &Scenario) -> Vec<f64> {
    let regions = region_ids(scenario);
    let n = regions.len();
    let empty = |at: usize| if at / n < at % n { f64::INFINITY } else { 0.0 };
    let mut round_trips: Vec<f64> = (0..n * n).map(empty).collect();
    cells(&scenario.region_rtt_ms, &regions, &regions, |from, to, ms| {
        let place = &mut round_trips[from.min(to) * n + from.max(to)];
        // The other direction stands in where the kept one is not given.
        if from < to || from > to && place.is_infinite() {
            *place = ms;
        }
    });
    round_trips
}

/// Ids with their places in the list, in the order of the ids.
type Sorted<'a> = Vec<(&'a str, usize)>;

fn sorted<'a>(ids: impl Iterator<Item = &'a String>) -> Sorted<'a> {
    let mut sorted: Sorted = ids.enumerate().map(|(place, id)| (id.as_str(), place)).collect();
    crate::sorted::by(&mut sorted, |a, b| a.cmp(b));
    sorted
}

fn region_ids(scenario: &Scenario) -> Sorted<'_> {
    sorted(scenario.regions.iter().map(|r| &r.id))
}

/// Every cell of a table with the places of its row and column. Rows and columns stand in the order of their ids, so both
/// are walked once: to look up two ids for each cell would take longer than all else.
fn cells(table: &Matrix, rows: &Sorted, columns: &Sorted, mut put: impl FnMut(usize, usize, f64)) {
    joined(table, rows, |row, cells| joined(cells, columns, |column, ms| put(row, column, *ms)));
}

fn joined<'a, V>(map: &'a Map<V>, sorted: &Sorted, mut each: impl FnMut(usize, &'a V)) {
    let mut ids = sorted.iter().peekable();
    for (id, value) in map {
        while ids.next_if(|(known, _)| *known < id.as_str()).is_some() {}
        if let Some((_, place)) = ids.next_if(|(known, _)| known == id) {
            each(*place, value);
        }
    }
}

/// Jurisdictions are the same in any case, and may lie in one another; a region without one is in nobody's list.
fn permissions(scenario: &Scenario) -> Vec<bool> {
    let lower = |jurisdiction: &String| jurisdiction.to_lowercase();
    let laws: Vec<Option<String>> = scenario.regions.iter().map(|r| r.jurisdiction.as_ref().map(lower)).collect();
    let mut permitted = Vec::with_capacity(scenario.user_groups.len() * laws.len());
    for group in &scenario.user_groups {
        let allowed: Vec<String> = group.permitted_jurisdictions.iter().map(lower).collect();
        let lies_in_one = |law: &String| allowed.iter().any(|allowed| lies_in(law, allowed));
        let is_allowed = |law: &Option<String>| allowed.is_empty() || law.as_ref().is_some_and(lies_in_one);
        permitted.extend(laws.iter().map(is_allowed));
    }
    permitted
}
