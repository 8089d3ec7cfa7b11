//! The rigorous method: what a reliability engineer would sign.

use super::capacity::{Loads, size};
use super::constants::MINUTES_PER_YEAR;
use super::cost::{self, Factors, MonthlyCost};
use super::data;
use super::finance;
use super::incidents;
use super::irr::{self, Rates};
use super::latency::Component;
use super::math::{log10, ratio};
use super::mixture::{after_losing, latencies};
use super::plan::{Plan, Request, reach};
use super::problem::{Choice, Problem};
use super::recovery::{self, Recovery};
use super::routes::Routes;
use super::routing::{Assignment, Cause};
use super::states::States;
use super::tally::Tally;
use super::targets::{self, Targets};
use super::textbook::SECONDS_PER_YEAR;
use super::value::{self, Value};
use serde::{Deserialize, Serialize};

/// How much to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Depth {
    /// Unavailability, means, cost and value; without allocation once memory has grown.
    Headline,
    /// Percentiles, figures after losing each region, internal rate of return and the bridge as well.
    Full,
}

/// Seconds of downtime in a year of 365 days, by the first cause that stops a request.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Breakdown {
    /// Shared dependencies.
    pub dependencies: f64,
    /// Operation of more than one region.
    pub operations: f64,
    /// No region of the option may serve the group.
    pub no_permitted_region: f64,
    /// Anything while a common-cause event lasts.
    pub common_cause: f64,
    /// Not yet routed away from a failed region.
    pub failover: f64,
    /// The failover of a pair has failed.
    pub uncovered_failover: f64,
    /// No region is left.
    pub regions_down: f64,
    /// The specialised region that the request needs has failed.
    pub specialised_region: f64,
    /// No quorum, or no writer.
    pub consistency: f64,
    /// Shed for want of capacity.
    pub capacity: f64,
}

impl Breakdown {
    /// The causes in the order of the evaluation file.
    pub fn causes(&self) -> [f64; 10] {
        [
            self.dependencies,
            self.operations,
            self.no_permitted_region,
            self.common_cause,
            self.failover,
            self.uncovered_failover,
            self.regions_down,
            self.specialised_region,
            self.consistency,
            self.capacity,
        ]
    }
}

/// Percentiles of a latency mixture, ms.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Percentiles {
    /// Median.
    pub p50_ms: f64,
    /// 90th percentile.
    pub p90_ms: f64,
    /// 95th percentile.
    pub p95_ms: f64,
    /// 99th percentile.
    pub p99_ms: f64,
}

/// Reads or writes.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct RequestFigures {
    /// Long-run fraction that fails.
    pub unavailability: f64,
    /// Mean latency with everything up, ms; none if nobody is served.
    pub mean_latency_ms: Option<f64>,
    /// Percentiles with everything up; at [`Depth::Headline`] only where a target needs them.
    pub percentiles: Option<Percentiles>,
}

/// A user group.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct GroupFigures {
    /// Index in `Problem::regions` of the region that serves it with everything up.
    pub serving_region: Option<usize>,
    /// Mean latency with everything up, reads and writes weighted, ms.
    pub mean_latency_ms: Option<f64>,
    /// Long-run fraction of its requests that fails, of all causes, reads and writes weighted.
    pub unavailability: f64,
}

/// A region of the option.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct RegionFigures {
    /// Index in `Problem::regions`.
    pub region: usize,
    /// Share of all requests that it serves with everything up.
    pub load_share: f64,
    /// Capacity built, in full copies at capacity factor 1.
    pub provisioned_share: f64,
    /// Largest load over every loss of up to max(1, f) regions.
    pub worst_load_share: f64,
}

/// What is left after losing one region, users routed away.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct AfterLosing {
    /// Index in `Problem::regions` of the lost one.
    pub region: usize,
    /// Mean latency of what is served, ms.
    pub mean_latency_ms: Option<f64>,
    /// 95th percentile of it, ms.
    pub p95_latency_ms: Option<f64>,
    /// Index in `Problem::regions` of the region with the largest load.
    pub worst_region: Option<usize>,
    /// That load, as a share of all requests.
    pub worst_load_share: f64,
    /// Share of requests that fails: nobody to serve them, or shed.
    pub unserved_share: f64,
    /// Share of requests that is shed for want of capacity.
    pub shed_share: f64,
}

/// Rigorous figures of one option, in the names and order of the evaluation file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Rigorous {
    /// Long-run fraction of requests that fails: the sum of the breakdown.
    pub unavailability: f64,
    /// Probability of the failure states that were left out: the truth lies in [U, U + this].
    pub unavailability_bound: f64,
    /// 1 − unavailability, for people; compute with `unavailability`.
    pub availability: f64,
    /// −log10 of the unavailability; none if that is 0.
    pub nines: Option<f64>,
    /// Seconds of downtime in a year of 365 days.
    pub downtime_seconds_per_year: f64,
    /// The same by cause; sums to it.
    pub downtime_breakdown_seconds_per_year: Breakdown,
    /// Reads.
    pub reads: RequestFigures,
    /// Writes.
    pub writes: RequestFigures,
    /// Mean latency with everything up, ms.
    pub mean_latency_ms: Option<f64>,
    /// Mean latency over all states, of what is served, ms.
    pub expected_latency_ms: Option<f64>,
    /// User groups, in scenario order.
    pub user_groups: Vec<GroupFigures>,
    /// Losing each region, in option order; empty at [`Depth::Headline`].
    pub after_losing: Vec<AfterLosing>,
    /// Regions, in option order.
    pub regions: Vec<RegionFigures>,
    /// Failures per year that users notice, dependencies and operations not counted.
    pub incidents_per_year: f64,
    /// Mean length of one, in minutes of full downtime; none without incidents.
    pub mean_incident_minutes: Option<f64>,
    /// Largest share of users that one region serves.
    pub worst_region_loss_user_share: f64,
    /// Recovery time, and what ends it.
    pub rto: Recovery,
    /// Span of writes that a failure may lose, seconds; none where there is one copy.
    pub rpo_seconds: Option<f64>,
    /// Writes lost per year, at most; none where there is one copy.
    pub expected_lost_writes_per_year: Option<f64>,
    /// Whether data of some users is where its law does not permit it.
    pub breaks_residency: bool,
    /// Share of requests whose users no region of a geode may serve.
    pub unserved_share: f64,
    /// Cost per month by part.
    pub monthly_cost: MonthlyCost,
    /// Worth against the baseline.
    pub value: Value,
    /// Internal rates of return as annual rates; none at [`Depth::Headline`].
    pub irr_annual: Rates,
    /// Modified internal rate of return, annual; none without both gains and losses, and at [`Depth::Headline`].
    pub mirr_annual: Option<f64>,
    /// What it uses of each target.
    pub targets: Targets,
}

impl Rigorous {
    /// Whether the option misses a target, breaks a law on where data may be, or leaves users unserved.
    pub fn misses_something(&self) -> bool {
        self.breaks_residency
            || self.unserved_share > 0.0
            || self.targets.iter().flatten().any(|used| targets::is_missed(*used))
    }
}

/// Memory of an evaluation, reused from one to the next.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    pub(crate) plan: Plan,
    pub(crate) assignment: Assignment,
    routes: Routes,
    pub(crate) states: States,
    pub(crate) tally: Tally,
    /// Of a single state; the other one is of all states of the option at hand.
    pub(crate) lost: Tally,
    pub(crate) components: Vec<Component>,
    flows: Vec<f64>,
}

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
    let noticed = core(problem, scratch);
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
    to.targets = targets::targets(problem, to);
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

/// Unavailability of the core: Σ over kinds of share × failed fraction, causes of [`Cause`] alone.
fn core(problem: &Problem, scratch: &Scratch) -> f64 {
    let of = |kind: Request, failed: &[f64]| kind.share(problem) * failed.iter().sum::<f64>();
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
