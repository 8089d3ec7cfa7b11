//! How often something breaks, how fast it recovers, what is lost (model.md §4 and §5).

use super::capacity::Loads;
use super::constants::HOURS_PER_YEAR;
use super::plan::{Mask, Plan, Request, Shape, WriteRule, reach};
use super::problem::{Choice, Problem};
use super::routing::{Assignment, State, fate};

/// Incidents per year: Σ q / MTTR × 8760 over the regions whose loss from the all-up state fails some request, and
/// over the domains that hold one. `assignment` is routed with everything up.
pub(crate) fn per_year(problem: &Problem, option: &Choice, plan: &Plan, assignment: &Assignment) -> f64 {
    let reads = Request::Read.share(problem) * reach(option, Request::Read) > 0.0;
    let writes = Request::Write.share(problem) > 0.0;
    let mut matter: Mask = 0;
    for lost in 0..plan.len() {
        let state = State { down: 1 << lost, ..State::default() };
        let fails = (0..plan.len()).any(|region| {
            let share = assignment.share[region];
            let fate = fate(plan, &state, region, share);
            let either = fate.stopped.is_some() || fate.special_lost > 0.0;
            share > 0.0 && ((reads || writes) && either || writes && fate.write_stopped > 0.0)
        });
        if fails {
            matter |= 1 << lost;
        }
    }
    let own = plan.own.iter().enumerate().filter(|(i, _)| matter & (1 << i) != 0).map(|(_, p)| p.failures_per_year());
    let common = plan.domains.iter().filter(|d| matter & d.members != 0).map(|d| d.process.failures_per_year());
    // The sum of nothing is −0.
    own.chain(common).sum::<f64>() + 0.0
}

/// Recovery time objective, seconds: a single region is repaired, a pair or a geode fails over. Users whom only one
/// region of a geode may serve wait until that one is repaired.
pub(crate) fn rto_seconds(problem: &Problem, plan: &Plan) -> f64 {
    let repair = |local: usize| plan.regions.get(local).map_or(0.0, |r| problem.regions[*r].mttr_hours * 3_600.0);
    match plan.shape {
        Shape::Pair => problem.failover.active_passive_minutes * 60.0,
        Shape::Geode => {
            let groups = plan.share.iter().zip(&plan.candidates).zip(&plan.order);
            let bound = groups.filter(|((share, candidates), _)| **share > 0.0 && **candidates == 1);
            let failover = if plan.len() > 1 { super::processes::detection_hours(problem) * 3_600.0 } else { 0.0 };
            bound.map(|(_, order)| repair(usize::from(order[0]))).fold(failover, f64::max)
        }
        Shape::Single => repair(0),
    }
}

/// Recovery point objective, seconds: the replication lag, 0 where a write waits for a quorum or has one region.
pub(crate) fn rpo_seconds(problem: &Problem, plan: &Plan) -> f64 {
    match plan.writes {
        WriteRule::Quorum { .. } => 0.0,
        _ if plan.len() < 2 => 0.0,
        _ => problem.traffic.replication_lag_seconds,
    }
}

/// Writes lost per year, at most: Σ q / MTTR × 8760 × peak writes/s × write share × lag. The write share of a
/// region is its load share, or 1 for a single writer.
pub(crate) fn lost_writes_per_year(problem: &Problem, plan: &Plan, loads: &Loads) -> f64 {
    let share = |local: usize| match plan.writes {
        WriteRule::Writer { region } => f64::from(u8::from(region == local)),
        _ => loads.all_up[local],
    };
    let frequency = |region: usize| {
        let region = &problem.regions[region];
        region.unavailability / region.mttr_hours * HOURS_PER_YEAR
    };
    let exposed: f64 = plan.regions.iter().enumerate().map(|(local, r)| frequency(*r) * share(local)).sum();
    let traffic = &problem.traffic;
    exposed * traffic.peak_requests_per_second * traffic.write_fraction * rpo_seconds(problem, plan)
}
