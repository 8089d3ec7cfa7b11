//! A failure drill: regions are switched off and stay off. Who is served from where, and what the others carry.
//!
//! It asks the rules of all failure states (`routing`) about one state that the user chooses, with users routed
//! away and a lost writer replaced, as after losing a single region (model.md §4).

use super::capacity::{lost, size};
use super::math::ratio;
use super::plan::{Mask, Plan, Request, Shape, WriteRule, reach};
use super::processes::{detection_hours, slowest_detection_hours};
use super::routing::{Assignment, Fate, NOBODY, State, fate};
use super::scratch::Scratch;
use crate::scenario::problem::{Choice, Design, Problem};
use serde::Serialize;

/// What becomes of an option whose users have been routed away from some regions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drill {
    /// Indices in `Problem::regions` of the option's regions that are off.
    pub off: Vec<usize>,
    /// User groups, in scenario order.
    pub groups: Vec<GroupDrill>,
    /// Regions, in option order.
    pub regions: Vec<RegionDrill>,
    /// Mean latency of what is served with everything up, and now, ms; none where nothing is or a latency is unknown.
    pub mean_latency_ms: [Option<f64>; 2],
    /// Share of requests that fails now: cut off, stopped or shed; what an edge answers does not.
    pub unserved_share: f64,
    /// The voters of a quorum; none where there is none.
    pub quorum: Option<Quorum>,
    /// Seconds until the average user and the last one have been moved, where somebody moves.
    pub rerouted_seconds: Option<[f64; 2]>,
    /// Seconds until another region takes the writes of a lost single writer; none where none has to.
    pub writer_seconds: Option<f64>,
}

/// A user group before and in a drill.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupDrill {
    /// Share of all requests.
    pub share: f64,
    /// Index in `Problem::regions` of the region that serves it with everything up, and now.
    pub region: [Option<usize>; 2],
    /// Mean latency of what is served then and now, reads and writes weighted, ms; none where nothing is, or it is unknown.
    pub latency_ms: [Option<f64>; 2],
    /// Fraction of its requests that fails now.
    pub failing_share: f64,
    /// Why no region serves it now.
    pub cut_off: Option<CutOff>,
}

/// Why a group is served by no region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CutOff {
    /// None is left.
    NothingLeft,
    /// Those that are left are in no jurisdiction that it permits.
    Jurisdiction,
    /// None of the option ever may.
    NeverPermitted,
}

/// A region before and in a drill, in shares of all requests that reach the regions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RegionDrill {
    /// Index in `Problem::regions`.
    pub region: usize,
    /// Whether it is switched off.
    pub is_off: bool,
    /// Load with everything up, and now.
    pub load_share: [f64; 2],
    /// Most that it can carry.
    pub capacity_share: f64,
    /// Whether it carries that only once it has been scaled up: a small standby.
    pub is_scaled_up: bool,
    /// Fraction of its requests that it sheds now.
    pub shed_share: f64,
}

/// The voters of a quorum in a drill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    /// All of them.
    pub voters: u32,
    /// How many a write needs.
    pub needed: u32,
    /// How many are up.
    pub up: u32,
}

impl Quorum {
    /// Whether writes are still taken.
    pub fn is_kept(self) -> bool {
        self.up >= self.needed
    }
}

/// Switches regions of an option off, by their indices in `Problem::regions`; those that it does not use change nothing.
/// None where there is no such option.
///
/// ```
/// use geode_core::{engine::drill, scenario::{presets, problem::Problem}};
/// let problem = Problem::compile(&presets::worked_example());
/// let drill = drill::drill(&problem, 3, &[0]).unwrap();
/// assert_eq!(drill.groups[0].region.map(|region| region.unwrap()), [0, 2]);
/// assert_eq!(drill.groups[0].latency_ms, [Some(50.0), Some(100.0)]);
/// ```
pub fn drill(problem: &Problem, option: usize, off: &[usize]) -> Option<Drill> {
    let option = problem.options.get(option)?;
    let Scratch { mut plan, assignment: mut after, .. } = Scratch::default();
    plan.prepare(problem, option);
    size(problem, option, &mut plan, &mut after);
    let mask = plan.regions.iter().enumerate().fold(0, |mask, (local, region)| match off.contains(region) {
        true => mask | 1 << local,
        false => mask,
    });
    let (up, state) = (State::default(), lost(&plan, mask));
    let mut before = Assignment::default();
    before.route(&plan, up.away);
    after.route(&plan, state.away);
    let sides = [Side::new(problem, option, &plan, &before, &up), Side::new(problem, option, &plan, &after, &state)];
    let groups: Vec<GroupDrill> = (0..plan.share.len()).map(|g| group(&plan, &sides, mask, g)).collect();
    let moved =
        groups.iter().any(|group| group.share > 0.0 && group.region[1].is_some() && group.region[0] != group.region[1]);
    let writes = problem.traffic.write_fraction > 0.0;
    Some(Drill {
        off: plan.regions.iter().copied().filter(|region| off.contains(region)).collect(),
        regions: (0..plan.len()).map(|local| region(option, &plan, &sides, mask, local)).collect(),
        mean_latency_ms: [0, 1].map(|side| sides.get(side).and_then(Side::mean_ms)),
        unserved_share: groups.iter().fold(0.0, |sum, group| sum + group.share * group.failing_share).min(1.0),
        quorum: match plan.writes {
            WriteRule::Quorum { needed, voters } => {
                Some(Quorum { voters: voters.count_ones(), needed, up: (voters & !mask).count_ones() })
            }
            WriteRule::Serving | WriteRule::Writer { .. } => None,
        },
        rerouted_seconds: moved.then(|| rerouted_seconds(problem, &plan)),
        writer_seconds: (option.design.writer())
            .filter(|_| writes && state.promoted && mask != plan.all())
            .map(|(_, promotion_minutes)| slowest_detection_hours(problem) * 3_600.0 + promotion_minutes * 60.0),
        groups,
    })
}

/// A state with its routes and what becomes of the requests that turn to each region.
struct Side<'a> {
    problem: &'a Problem,
    option: &'a Choice,
    plan: &'a Plan,
    assignment: &'a Assignment,
    fates: Vec<Fate>,
}

impl<'a> Side<'a> {
    fn new(
        problem: &'a Problem,
        option: &'a Choice,
        plan: &'a Plan,
        assignment: &'a Assignment,
        state: &State,
    ) -> Side<'a> {
        let of = |region: usize| match assignment.used & (1 << region) {
            0 => Fate::default(),
            _ => fate(plan, state, region, assignment.share[region]),
        };
        Side { problem, option, plan, assignment, fates: (0..plan.len()).map(of).collect() }
    }

    /// The region that a group turns to.
    fn serving(&self, group: usize) -> Option<usize> {
        Some(self.assignment.serving[group]).filter(|serving| *serving != NOBODY).map(usize::from)
    }

    /// What is served of a group's requests, and that times its latency, overload left aside as in all latencies.
    fn served(&self, group: usize) -> (f64, f64) {
        let Side { problem, option, plan, .. } = self;
        let may_be = plan.candidates[group] > 0;
        let offload = Request::Read.share(problem) * (1.0 - reach(option, Request::Read));
        let edge = if may_be { offload } else { 0.0 };
        let mut sum = (edge, edge * option.edge.map_or(0.0, |edge| edge.latency_ms));
        let Some(region) = self.serving(group) else { return sum };
        let fate = &self.fates[region];
        if fate.stopped.is_some() {
            return sum;
        }
        let direct = plan.entry_ms[group * plan.len() + region] + fate.call_ms;
        for (kind, carried, extra_ms) in
            [(Request::Read, 1.0, 0.0), (Request::Write, 1.0 - fate.write_stopped, fate.write_ms)]
        {
            let weight = kind.share(problem) * reach(option, kind);
            let special_up = 1.0 - fate.special_lost;
            if weight > 0.0 && carried > 0.0 {
                sum.0 += weight * special_up * carried;
                sum.1 += weight * (carried * (special_up * direct + fate.special_ms) + special_up * extra_ms);
            }
        }
        sum
    }

    /// Fraction of a group's requests that fails, overload included.
    fn failing(&self, group: usize) -> f64 {
        let Side { problem, option, .. } = self;
        let of = |kind: Request, stopped: f64| {
            let fate = self.serving(group).map(|region| &self.fates[region]);
            let failed = match fate.filter(|fate| fate.stopped.is_none()) {
                None => 1.0,
                Some(fate) => fate.special_lost + (1.0 - fate.special_lost) * (stopped + (1.0 - stopped) * fate.shed),
            };
            kind.share(problem) * reach(option, kind) * failed
        };
        let stopped = self.serving(group).map_or(1.0, |region| self.fates[region].write_stopped);
        (of(Request::Read, 0.0) + of(Request::Write, stopped)).min(1.0)
    }

    fn mean_ms(&self) -> Option<f64> {
        let groups = self.plan.share.iter().enumerate().filter(|(_, share)| **share > 0.0);
        let (served, waited) = groups.fold((0.0, 0.0), |sum, (group, share)| {
            let of = self.served(group);
            (sum.0 + share * of.0, sum.1 + share * of.1)
        });
        ratio(waited, served).filter(|ms| ms.is_finite())
    }
}

fn group(plan: &Plan, sides: &[Side; 2], off: Mask, group: usize) -> GroupDrill {
    let [before, after] = sides;
    let latency_ms = |side: &Side| {
        let (served, waited) = side.served(group);
        let at_region = side.serving(group)?;
        side.fates[at_region].stopped.is_none().then_some(())?;
        ratio(waited, served).filter(|ms| ms.is_finite())
    };
    let region = |side: &Side| side.serving(group).map(|local| plan.regions[local]);
    let cut_off = match after.serving(group) {
        Some(_) => None,
        None if plan.candidates[group] == 0 => Some(CutOff::NeverPermitted),
        None if off == plan.all() => Some(CutOff::NothingLeft),
        None => Some(CutOff::Jurisdiction),
    };
    GroupDrill {
        share: plan.share[group],
        region: [region(before), region(after)],
        latency_ms: [latency_ms(before), latency_ms(after)],
        failing_share: after.failing(group),
        cut_off,
    }
}

fn region(option: &Choice, plan: &Plan, [before, after]: &[Side; 2], off: Mask, local: usize) -> RegionDrill {
    let is_scaled_up = match &option.design {
        Design::ActivePassive { standby_cost_fraction, .. } => local == 1 && *standby_cost_fraction < 1.0,
        Design::Single { .. } | Design::Geode { .. } => false,
    };
    RegionDrill {
        region: plan.regions[local],
        is_off: off & (1 << local) != 0,
        load_share: [before.fates[local].load, after.fates[local].load],
        capacity_share: plan.carries[local],
        is_scaled_up,
        shed_share: after.fates[local].shed,
    }
}

/// Seconds until the average user and the last one have been moved: half and all of the time to live behind failed checks;
/// of a pair its failover, by a person where none ever works.
fn rerouted_seconds(problem: &Problem, plan: &Plan) -> [f64; 2] {
    let failover = &problem.failover;
    match plan.shape {
        Shape::Single | Shape::Pair if failover.coverage > 0.0 => [failover.active_passive_minutes * 60.0; 2],
        Shape::Single | Shape::Pair => [failover.longest_recovery_minutes() * 60.0; 2],
        Shape::Geode => [detection_hours(problem), slowest_detection_hours(problem)].map(|hours| hours * 3_600.0),
    }
}
