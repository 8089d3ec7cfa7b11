//! How long a failure lasts for users, and which writes it loses (model.md §3 to §5).

use super::capacity::{Loads, lost};
use super::constants::HOURS_PER_YEAR;
use super::data::has_one_copy;
use super::incidents::stops;
use super::pair;
use super::plan::{Plan, Shape, WriteRule};
use super::processes::slowest_detection_hours;
use super::routing::{Assignment, State};
use crate::scenario::problem::{Choice, Design, Problem, Writes};
use serde::{Deserialize, Serialize};

/// The longest time until what a failure has stopped is served again, and what ends it.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Recovery {
    /// Recovery time objective, seconds.
    pub seconds: f64,
    /// What users wait for.
    pub by: RecoveryBy,
    /// Index in `Problem::regions` of the region that was lost.
    pub region: usize,
}

/// What ends a failure for its users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum RecoveryBy {
    /// The repair of the region: a mean, which e^−1 = 37 % of exponential outages outlast.
    #[default]
    Repair,
    /// The automatic failover of a pair, where it works.
    Failover,
    /// A person, where no failover of a pair ever works.
    Manual,
    /// Failed health checks and the way to another region.
    Rerouting,
    /// As rerouting, and the promotion of another writer.
    Promotion,
}

impl Recovery {
    /// Whichever is over sooner.
    fn or_sooner(self, other: Recovery) -> Recovery {
        if other.seconds < self.seconds { other } else { self }
    }
}

/// Recovery time objective. A single region is repaired; a pair fails over, or is repaired first: a standby cannot worsen
/// recovery; a geode has that of the region whose users wait longest. `assignment` is used up.
pub(crate) fn rto(problem: &Problem, option: &Choice, plan: &Plan, assignment: &mut Assignment) -> Recovery {
    let repair = |local: usize| {
        let region = plan.regions.get(local).copied().unwrap_or(0);
        let hours = plan.own.get(local).map_or(0.0, |process| process.mean_hours);
        Recovery { seconds: hours * 3_600.0, by: RecoveryBy::Repair, region }
    };
    match plan.shape {
        Shape::Single => repair(0),
        Shape::Pair => {
            let failover = &problem.failover;
            let (minutes, by) = match failover.coverage > 0.0 {
                true => (failover.active_passive_minutes, RecoveryBy::Failover),
                false => (failover.longest_recovery_minutes(), RecoveryBy::Manual),
            };
            Recovery { seconds: minutes * 60.0, by, region: repair(0).region }.or_sooner(repair(0))
        }
        Shape::Geode => {
            let of_region = |local| after_loss(problem, option, plan, assignment, local, repair(local));
            let longest =
                (0..plan.len()).filter_map(of_region).reduce(|a, b| if b.seconds > a.seconds { b } else { a });
            longest.unwrap_or_default()
        }
    }
}

/// From a region's loss until every request that it stopped is served again: failed checks and the whole time to live, and
/// for the writer until another one is promoted; its repair where something stays stopped, and never more. None where its
/// loss stops nothing.
fn after_loss(
    problem: &Problem,
    option: &Choice,
    plan: &Plan,
    assignment: &mut Assignment,
    local: usize,
    repair: Recovery,
) -> Option<Recovery> {
    assignment.route(plan, 0);
    if !stops(problem, option, plan, assignment, &State { down: 1 << local, ..State::default() }) {
        return None;
    }
    let away = lost(plan, 1 << local);
    assignment.route(plan, away.away);
    if stops(problem, option, plan, assignment, &away) {
        return Some(repair);
    }
    let rerouted_seconds = slowest_detection_hours(problem) * 3_600.0;
    let has_writes = problem.traffic.write_fraction > 0.0;
    let (seconds, by) = match option.design.writer().filter(|(writer, _)| *writer == local && has_writes) {
        Some((_, promotion_minutes)) => (rerouted_seconds + promotion_minutes * 60.0, RecoveryBy::Promotion),
        None => (rerouted_seconds, RecoveryBy::Rerouting),
    };
    Some(Recovery { seconds, by, ..repair }.or_sooner(repair))
}

/// Recovery point objective, seconds: the span of writes that a failure may lose. None where all there is has one copy.
pub(crate) fn rpo_seconds(problem: &Problem, option: &Choice, plan: &Plan) -> Option<f64> {
    let lag_seconds = problem.traffic.replication_lag_seconds;
    match &option.design {
        Design::Single { backup_interval_hours, .. } => backup_interval_hours.map(|hours| hours * 3_600.0),
        Design::ActivePassive { recovery_point_seconds, .. } => Some(recovery_point_seconds.unwrap_or(lag_seconds)),
        Design::Geode { .. } if has_one_copy(option, plan) => None,
        Design::Geode { writes: Writes::Quorum, .. } => Some(0.0),
        Design::Geode { .. } => Some(lag_seconds),
    }
}

/// Writes lost per year, at most: how often a copy takes over × peak writes/s × the span that it lacks. None where nothing
/// takes over; 0 with backups alone, since an outage loses nothing while its region comes back.
///
/// Of a pair these are its take-overs, (π₁δ + π₂μm) × 8760; of a geode Σ q / MTTR × 8760 × the region's share of the
/// writes: its load share, or 1 for a single writer.
pub(crate) fn lost_writes_per_year(problem: &Problem, option: &Choice, plan: &Plan, loads: &Loads) -> Option<f64> {
    let rpo_seconds = rpo_seconds(problem, option, plan)?;
    let traffic = &problem.traffic;
    let writes_per_second = traffic.peak_requests_per_second * traffic.write_fraction;
    let take_overs_per_year = match plan.shape {
        Shape::Single => 0.0,
        Shape::Pair => pair::take_overs_per_hour(problem, plan) * HOURS_PER_YEAR,
        Shape::Geode => {
            let share = |local: usize| match plan.writes {
                WriteRule::Writer { region } => f64::from(u8::from(region == local)),
                WriteRule::Serving | WriteRule::Quorum { .. } => loads.all_up[local],
            };
            let frequency = |region: usize| {
                let region = &problem.regions[region];
                region.unavailability / region.mttr_hours * HOURS_PER_YEAR
            };
            plan.regions.iter().enumerate().map(|(local, region)| frequency(*region) * share(local)).sum::<f64>() + 0.0
        }
    };
    Some(take_overs_per_year * writes_per_second * rpo_seconds)
}
