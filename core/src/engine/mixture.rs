//! Who waits how long: latencies with everything up, over all states, and after losing each region.

use super::capacity::lost;
use super::constants::{MANY_COMPONENTS, MAX_GROUPS_TRAVELLING_APART, MAX_REGIONS, SHARE_SLACK};
use super::latency::{Component, mean, quantile, quantiles};
use super::math::ratio;
use super::plan::{Plan, Request, WriteRule, reach};
use super::rigorous::{AfterLosing, Depth, Percentiles, Rigorous};
use super::routing::{Assignment, Cause, NOBODY, State, fate};
use super::scratch::Scratch;
use super::tally::Tally;
use super::targets::has_reads;
use crate::scenario::problem::{Choice, Problem};

/// Latencies with everything up, and the mean over all states.
pub(crate) fn latencies(problem: &Problem, option: &Choice, scratch: &mut Scratch, to: &mut Rigorous, depth: Depth) {
    let Scratch { plan, assignment, tally, .. } = scratch;
    let n = plan.len();
    let edge = |kind| (1.0 - reach(option, kind), option.edge.map_or(0.0, |e| e.latency_ms));
    let through_edge = |kind: Request, ms: f64| edge(kind).0 * edge(kind).1 + reach(option, kind) * ms;
    assignment.route(plan, 0);
    let (mut read_ms, mut write_ms, mut share) = (0.0, 0.0, 0.0);
    for (g, serving) in assignment.serving.iter().enumerate().filter(|(_, s)| **s != NOBODY) {
        let region = usize::from(*serving);
        let fate = fate(plan, &State::default(), region, assignment.share[region]);
        let read = plan.entry_ms[g * n + region] + fate.call_ms + fate.special_ms;
        let write = read + fate.write_ms;
        if plan.share[g] > 0.0 {
            read_ms += plan.share[g] * read;
            write_ms += plan.share[g] * write;
            share += plan.share[g];
        }
        let mean = Request::Read.share(problem) * through_edge(Request::Read, read)
            + Request::Write.share(problem) * through_edge(Request::Write, write);
        // Which one is nearest is unknown where no latency is.
        let known = Some(mean).filter(|ms| ms.is_finite());
        to.user_groups[g].serving_region = known.map(|_| plan.regions[region]);
        to.user_groups[g].mean_latency_ms = known;
    }
    to.worst_region_loss_user_share = assignment.share[..n].iter().copied().fold(0.0, f64::max);
    to.reads.mean_latency_ms = ratio(read_ms, share).map(|ms| through_edge(Request::Read, ms));
    to.writes.mean_latency_ms = ratio(write_ms, share).map(|ms| through_edge(Request::Write, ms));
    to.mean_latency_ms = to
        .reads
        .mean_latency_ms
        .zip(to.writes.mean_latency_ms)
        .map(|(reads, writes)| Request::Read.share(problem) * reads + Request::Write.share(problem) * writes);
    to.expected_latency_ms = expected_latency(problem, option, plan, tally);
    to.reads.percentiles = percentiles(problem, option, scratch, Request::Read, depth);
    to.writes.percentiles = match depth == Depth::Full && are_alike(option, &scratch.plan) {
        true => to.reads.percentiles,
        false => percentiles(problem, option, scratch, Request::Write, depth),
    };
}

/// Mean latency over all states, of the requests that are served.
fn expected_latency(problem: &Problem, option: &Choice, plan: &Plan, tally: &Tally) -> Option<f64> {
    let permitted = plan.permitted_share();
    let offloaded = Request::Read.share(problem) * (1.0 - reach(option, Request::Read)) * permitted;
    let read = Request::Read.share(problem) * reach(option, Request::Read);
    let write = Request::Write.share(problem);
    let regions = read * tally.reads.served + write * tally.writes.served;
    let waited = read * tally.reads.latency_ms + write * tally.writes.latency_ms;
    let edge_ms = option.edge.map_or(0.0, |e| e.latency_ms);
    ratio(waited + offloaded * edge_ms, regions + offloaded)
}

/// The mixture of the latencies of one kind of request with everything up: what its percentiles are of.
pub(crate) fn of_requests(problem: &Problem, option: &Choice, kind: Request) -> Vec<Component> {
    let mut scratch = Scratch::default();
    // Without sizing, which takes long where many losses are survived: who is shed is left aside.
    scratch.plan.prepare(problem, option);
    scratch.assignment.route(&scratch.plan, 0);
    everything_up(problem, option, &mut scratch, kind);
    scratch.components
}

/// Fills the components with everything up.
fn everything_up(problem: &Problem, option: &Choice, scratch: &mut Scratch, kind: Request) {
    let Scratch { plan, assignment, components, .. } = scratch;
    components.clear();
    add_components(problem, option, plan, assignment, &State::default(), kind, 1.0, components);
}

/// Those that are asked for: each takes its time where latencies spread.
fn percentiles(problem: &Problem, option: &Choice, scratch: &mut Scratch, kind: Request, depth: Depth) -> Percentiles {
    let is_held_against = has_reads(problem.traffic.write_fraction) == (kind == Request::Read);
    let is_judged = problem.target.p95_latency_ms.is_some() && is_held_against;
    let is_wanted = match depth {
        Depth::Headline => is_judged,
        Depth::P95 => is_judged || kind == Request::Read,
        Depth::Full => true,
    };
    if !is_wanted {
        return Percentiles::default();
    }
    everything_up(problem, option, scratch, kind);
    let (parts, sigma) = (&mut scratch.components, problem.traffic.latency_spread_sigma);
    if depth == Depth::Full {
        let all = quantiles(parts, sigma, [0.5, 0.9, 0.95, 0.99]);
        let [p50_ms, p90_ms, p95_ms, p99_ms] = all.map_or([None; 4], |all| all.map(Some));
        return Percentiles { p50_ms, p90_ms, p95_ms, p99_ms };
    }
    Percentiles { p95_ms: quantile(parts, sigma, 0.95), ..Percentiles::default() }
}

/// Adds the mixture of the latencies of one kind of request in one state, by user, shedding left aside: a component
/// for every group, class of request and origin, and one for the edge. `assignment` must have been routed.
#[expect(clippy::too_many_arguments, reason = "a pass over the plan in one place")]
fn add_components(
    problem: &Problem,
    option: &Choice,
    plan: &Plan,
    assignment: &Assignment,
    state: &State,
    kind: Request,
    weight: f64,
    to: &mut Vec<Component>,
) {
    let n = plan.len();
    let offload = 1.0 - reach(option, kind);
    let mut extra_ms = [None; MAX_REGIONS];
    for (region, extra_ms) in extra_ms.iter_mut().enumerate().take(n) {
        let fate = fate(plan, state, region, assignment.share[region]);
        let served = fate.stopped.is_none() && !(kind == Request::Write && fate.write_stopped > 0.0);
        let write_ms = if kind == Request::Write { fate.write_ms } else { 0.0 };
        *extra_ms = served.then_some(fate.call_ms + write_ms);
    }
    let apart = plan.share.len() <= MAX_GROUPS_TRAVELLING_APART;
    for (g, serving) in assignment.serving.iter().enumerate().filter(|(_, s)| **s != NOBODY) {
        let region = usize::from(*serving);
        let Some(extra_ms) = extra_ms[region] else { continue };
        let share = weight * plan.share[g] * (1.0 - offload);
        if share <= 0.0 {
            continue;
        }
        let others = plan.elsewhere.get(g).copied().unwrap_or(0.0);
        let travelling = if others > 0.0 { plan.traveller_share } else { 0.0 };
        let mut add = |part: f64, ms: f64| add_classes(plan, state, region, share * part, ms + extra_ms, to);
        add(1.0 - travelling, problem.latency_ms(g, plan.regions[region]));
        if travelling > 0.0 && apart {
            for (h, share) in plan.other_groups(g) {
                add(travelling * share / others, plan.traveller_ms(problem, h, region));
            }
        }
    }
    if plan.traveller_share > 0.0 && !apart {
        add_travellers(problem, plan, assignment, state, &extra_ms, weight * (1.0 - offload), to);
    }
    if offload > 0.0 {
        let share = weight * offload * plan.permitted_share();
        to.push(Component { weight: share, mean_ms: option.edge.map_or(0.0, |e| e.latency_ms) });
    }
}

/// Adds the travellers of all groups by where they are and what region serves them. `extra_ms` is what requests wait at each
/// region that serves some.
fn add_travellers(
    problem: &Problem,
    plan: &Plan,
    assignment: &Assignment,
    state: &State,
    extra_ms: &[Option<f64>; MAX_REGIONS],
    weight: f64,
    to: &mut Vec<Component>,
) {
    for (from, share) in plan.share.iter().enumerate().filter(|(_, share)| **share > 0.0) {
        // How many of each region's requests, but for those at home here, would come from here if here were all else.
        let mut away = [0.0; MAX_REGIONS];
        let groups = assignment.serving.iter().zip(&plan.share).zip(&plan.elsewhere).enumerate();
        for (_, ((serving, share), others)) in
            groups.filter(|(g, ((s, _), others))| *g != from && **s != NOBODY && **others > 0.0)
        {
            away[usize::from(*serving)] += share / others;
        }
        for (region, (away, extra_ms)) in away.iter().zip(extra_ms).enumerate().filter(|(_, (away, _))| **away > 0.0) {
            if let Some(extra_ms) = extra_ms {
                let weight = weight * plan.traveller_share * share * away;
                add_classes(plan, state, region, weight, plan.traveller_ms(problem, from, region) + extra_ms, to);
            }
        }
    }
}

/// Splits requests into those that need each specialised region that is up, and the plain rest.
fn add_classes(plan: &Plan, state: &State, region: usize, weight: f64, ms: f64, to: &mut Vec<Component>) {
    let mut plain = 1.0;
    for (special, needed_by) in &plan.special {
        plain -= needed_by;
        if (state.down | state.away) & (1 << special) == 0 {
            to.push(Component { weight: weight * needed_by, mean_ms: ms + plan.rtt(region, *special) });
        }
    }
    if plain > SHARE_SLACK {
        to.push(Component { weight: weight * plain, mean_ms: ms });
    }
}

/// Adds the mixture of reads and writes.
fn add_both_kinds(
    problem: &Problem,
    option: &Choice,
    plan: &Plan,
    assignment: &Assignment,
    state: &State,
    to: &mut Vec<Component>,
) {
    let (reads, writes) = (Request::Read.share(problem), Request::Write.share(problem));
    add_components(problem, option, plan, assignment, state, Request::Read, reads, to);
    if to.len() >= MANY_COMPONENTS && are_alike(option, plan) {
        // A write waits as long as a read.
        to.iter_mut().for_each(|part| part.weight *= (reads + writes) / reads);
    } else {
        add_components(problem, option, plan, assignment, state, Request::Write, writes, to);
    }
}

/// Whether reads and writes of a user wait equally long.
fn are_alike(option: &Choice, plan: &Plan) -> bool {
    plan.writes == WriteRule::Serving && reach(option, Request::Read) >= 1.0
}

/// What is left after losing each region.
pub(crate) fn after_losing(problem: &Problem, option: &Choice, scratch: &mut Scratch, to: &mut Rigorous, depth: Depth) {
    to.after_losing.clear();
    if depth == Depth::Headline {
        return;
    }
    for local in 0..scratch.plan.len() {
        let Scratch { plan, assignment, lost: tally, components, .. } = scratch;
        let state = lost(plan, 1 << local);
        assignment.route(plan, state.away);
        let (reads, writes) = tally.one_state(plan, assignment, &state);
        let forbidden = plan.forbidden_share();
        let load = |r: &usize| fate(plan, &state, *r, assignment.share[*r]).load;
        let loaded = (0..plan.len()).filter(|r| assignment.used & (1 << r) != 0);
        let worst = loaded.map(|r| (r, load(&r))).reduce(|a, b| if b.1 > a.1 { b } else { a });
        components.clear();
        add_both_kinds(problem, option, plan, assignment, &state, components);
        let capacity = Cause::Capacity as usize;
        let shed_reads = tally.reads.failed[capacity];
        let shed_writes = if plan.writes == WriteRule::Serving { shed_reads } else { tally.writes.failed[capacity] };
        let of_both = |reads: f64, writes: f64| -> f64 {
            let of = |kind: Request, part: f64| kind.share(problem) * reach(option, kind) * part;
            of(Request::Read, reads) + of(Request::Write, writes)
        };
        to.after_losing.push(AfterLosing {
            region: plan.regions[local],
            mean_latency_ms: mean(components),
            p95_latency_ms: quantile(components, problem.traffic.latency_spread_sigma, 0.95),
            worst_region: worst.map(|(r, _)| plan.regions[r]),
            worst_load_share: worst.map_or(0.0, |(_, load)| load),
            unserved_share: of_both(forbidden + reads, forbidden + writes).min(1.0),
            shed_share: of_both(shed_reads, shed_writes),
        });
    }
}
