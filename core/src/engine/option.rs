//! Reliability, latency, cost and value of one option.

use super::capacity::{Loads, size};
use super::constants::MINUTES_PER_YEAR;
use super::cost::{self, Factors, MonthlyCost};
use super::data;
use super::finance;
use super::incidents;
use super::irr::{self, Rates};
use super::math::{log10, ratio};
use super::mixture::{after_losing, latencies};
use super::plan::{Request, reach};
use super::recovery;
use super::rigorous::{Breakdown, Depth, GroupFigures, RegionFigures, Rigorous};
use super::routing::Cause;
use super::scratch::Scratch;
use super::targets::{Targets, has_reads, used};
use super::textbook::SECONDS_PER_YEAR;
use super::value;
use crate::scenario::problem::{Choice, Problem};

/// Reliability, latency and cost of one option; `value`, `irr_annual` and `targets` are left to [`compare`].
pub(crate) fn evaluate(problem: &Problem, option: &Choice, scratch: &mut Scratch, to: &mut Rigorous, depth: Depth) {
    let loads = prepare(problem, option, scratch);
    sum(problem, scratch, true);
    downtime(problem, option, scratch, to);
    of_requests(problem, option, scratch, to);
    latencies(problem, option, scratch, to, depth);
    let Scratch { plan, assignment, .. } = scratch;
    to.regions.clear();
    to.regions.extend((0..plan.len()).map(|i| RegionFigures {
        region: plan.regions[i],
        load_share: loads.all_up[i],
        provisioned_share: loads.provisioned[i],
        worst_load_share: loads.worst[i],
    }));
    to.incidents_per_year = incidents::per_year(problem, option, plan, assignment);
    let noticed = core(problem, option, scratch);
    to.mean_incident_minutes =
        ratio(noticed * MINUTES_PER_YEAR, to.incidents_per_year).filter(|_| to.incidents_per_year > 0.0);
    let Scratch { plan, assignment, .. } = scratch;
    to.rto = recovery::rto(problem, option, plan, assignment);
    to.rpo_seconds = recovery::rpo_seconds(problem, option, plan);
    to.expected_lost_writes_per_year = recovery::lost_writes_per_year(problem, option, plan, &loads);
    to.breaks_residency = data::breaks_residency(problem, plan);
    to.unserved_share = data::unserved_share(plan);
    to.monthly_cost = cost::monthly(problem, option, plan, &loads);
    after_losing(problem, option, scratch, to, depth);
}

/// Cost of one option, for which nothing is summed over its states.
pub(crate) fn cost(problem: &Problem, option: &Choice, scratch: &mut Scratch) -> MonthlyCost {
    let Scratch { plan, assignment, .. } = scratch;
    plan.prepare(problem, option);
    let loads = size(problem, option, plan, assignment);
    cost::monthly(problem, option, plan, &loads)
}

/// What each region of an option takes part in.
pub(crate) fn cost_factors(problem: &Problem, option: &Choice, scratch: &mut Scratch) -> Vec<Factors> {
    let loads = prepare(problem, option, scratch);
    cost::factors(option, &scratch.plan, &loads).collect()
}

/// Value against the baseline, none for the baseline itself, and use of the targets.
pub(crate) fn compare(
    problem: &Problem,
    base: Option<&Rigorous>,
    scratch: &mut Scratch,
    to: &mut Rigorous,
    depth: Depth,
) {
    to.value = value::value(problem, base, to);
    to.targets = targets(problem, to);
    to.irr_annual = Rates::default();
    to.mirr_annual = None;
    if depth == Depth::Full && base.is_some() {
        let benefit = to.value.latency_revenue + to.value.avoided_downtime_revenue;
        let finance = &problem.finance;
        let flows = finance::flows(finance, benefit, to.value.extra_monthly_cost, finance.horizon_months);
        scratch.flows.clear();
        scratch.flows.push(-problem.cost.migration_one_off);
        scratch.flows.extend(flows);
        to.irr_annual = irr::rates(&scratch.flows).annual();
        to.mirr_annual = finance::mirr_annual(finance, &scratch.flows);
    }
}

/// Unavailability of the core: Σ over kinds of share × what reaches a region × failed fraction, causes of [`Cause`] alone.
fn core(problem: &Problem, option: &Choice, scratch: &Scratch) -> f64 {
    let of = |kind: Request, failed: &[f64]| kind.share(problem) * reach(option, kind) * failed.iter().sum::<f64>();
    of(Request::Read, &scratch.tally.reads.failed) + of(Request::Write, &scratch.tally.writes.failed)
}

/// Prepares and sizes the plan.
pub(crate) fn prepare(problem: &Problem, option: &Choice, scratch: &mut Scratch) -> Loads {
    let Scratch { plan, assignment, .. } = scratch;
    plan.prepare(problem, option);
    size(problem, option, plan, assignment)
}

/// Sums over the states of the plan; latencies and groups only where `by_group` asks for them.
pub(crate) fn sum(problem: &Problem, scratch: &mut Scratch, by_group: bool) {
    let Scratch { plan, assignment, routes, states, tally, .. } = scratch;
    states.prepare(problem, plan);
    tally.take(plan, states, routes, assignment, by_group);
}

/// Fills downtime and unavailability from the [sums](sum), on which edge, dependencies and operations do not bear.
pub(crate) fn downtime(problem: &Problem, option: &Choice, scratch: &Scratch, to: &mut Rigorous) {
    let Scratch { plan, tally, .. } = scratch;
    let u_dep = plan.dependencies_unavailability(problem);
    let u_ops = plan.operations_unavailability(problem);
    let weight = |kind: Request| kind.share(problem) * reach(option, kind);
    let (reads, writes) = (weight(Request::Read), weight(Request::Write));
    let reached = reads + writes;
    // U = U_dep + (1 − U_dep)(U_ops + (1 − U_ops) U_core): factors close to 1, and sums of one sign.
    let beyond = (1.0 - u_dep) * (1.0 - u_ops);
    let seconds = |cause: Cause| {
        let cause = cause as usize;
        beyond * (reads * tally.reads.failed[cause] + writes * tally.writes.failed[cause]) * SECONDS_PER_YEAR
    };
    to.downtime_breakdown_seconds_per_year = Breakdown {
        dependencies: u_dep * SECONDS_PER_YEAR,
        operations: (1.0 - u_dep) * u_ops * reached * SECONDS_PER_YEAR,
        no_permitted_region: beyond * reached * plan.forbidden_share() * SECONDS_PER_YEAR,
        common_cause: seconds(Cause::Common),
        failover: seconds(Cause::Failover),
        uncovered_failover: seconds(Cause::UncoveredFailover),
        regions_down: seconds(Cause::RegionsDown),
        specialised_region: seconds(Cause::SpecialisedRegion),
        consistency: seconds(Cause::Consistency),
        capacity: seconds(Cause::Capacity),
    };
    to.downtime_seconds_per_year = to.downtime_breakdown_seconds_per_year.causes().iter().sum();
    // This sum and those of reads, writes and groups may exceed 1 by a rounding.
    to.unavailability = (to.downtime_seconds_per_year / SECONDS_PER_YEAR).min(1.0);
    to.unavailability_bound = beyond * reached * tally.left_out;
    to.availability = 1.0 - to.unavailability;
    to.nines = (to.unavailability > 0.0).then(|| 0.0 - log10(to.unavailability));
}

/// Unavailability of reads, of writes and of each user group: shared dependencies and operations in series with the core.
fn of_requests(problem: &Problem, option: &Choice, scratch: &Scratch, to: &mut Rigorous) {
    let Scratch { plan, tally, .. } = scratch;
    let u_dep = plan.dependencies_unavailability(problem);
    let u_ops = plan.operations_unavailability(problem);
    let (reads, writes) = (reach(option, Request::Read), reach(option, Request::Write));
    let (read_share, write_share) = (Request::Read.share(problem), Request::Write.share(problem));
    let series = |reach: f64, failed: f64| u_dep + (1.0 - u_dep) * reach * (u_ops + (1.0 - u_ops) * failed);
    let forbidden = plan.forbidden_share();
    to.reads.unavailability = series(reads, forbidden + tally.reads.failed.iter().sum::<f64>()).min(1.0);
    to.writes.unavailability = series(writes, forbidden + tally.writes.failed.iter().sum::<f64>()).min(1.0);
    to.user_groups.clear();
    to.user_groups.extend((0..plan.share.len()).map(|g| {
        GroupFigures {
            unavailability: (read_share * series(reads, tally.reads.group_failed[g])
                + write_share * series(writes, tally.writes.group_failed[g]))
            .min(1.0),
            ..GroupFigures::default()
        }
    }));
}

/// Compares an option's figures with the targets.
fn targets(problem: &Problem, figures: &Rigorous) -> Targets {
    let target = &problem.target;
    let judged = if has_reads(problem.traffic.write_fraction) { &figures.reads } else { &figures.writes };
    // Nobody served means no latency, which reaches no target.
    let p95_ms = judged.percentiles.p95_ms.unwrap_or(f64::INFINITY);
    [
        (figures.unavailability, problem.allowed_unavailability),
        (figures.rto.seconds / 60.0, target.rto_minutes),
        // One copy of all there is reaches none.
        (figures.rpo_seconds.unwrap_or(f64::INFINITY), target.rpo_seconds),
        (p95_ms, target.p95_latency_ms),
        (figures.monthly_cost.total, target.monthly_budget),
    ]
    .map(|(figure, allowed)| allowed.map(|allowed| used(figure, allowed)))
}
