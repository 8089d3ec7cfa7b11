//! Sums over the failure states of one option: who fails for what, how long the served ones wait.

use super::constants::MAX_REGIONS;
use super::plan::{Mask, Plan};
use super::routing::{Assignment, CAUSES, Cause, Fate, NOBODY, State, fate};
use super::states::{Front, States};

/// Long-run fractions of the requests of one kind (reads or writes) that reach the regions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kind {
    /// Fails, by [`Cause`].
    pub failed: [f64; CAUSES],
    /// Is served.
    pub served: f64,
    /// Σ probability × share × latency of what is served, ms.
    pub latency_ms: f64,
    /// Fraction of each group's requests that fails.
    pub group_failed: Vec<f64>,
    /// Failed fraction at each region, of the front at hand.
    at: [f64; MAX_REGIONS],
}

/// Sums of both kinds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub reads: Kind,
    pub writes: Kind,
}

impl Tally {
    /// Sums over all states of a plan.
    ///
    /// Every term is a product of probabilities and shares, and every sum has terms of one sign: the smallest
    /// unavailability keeps the digits of its largest contributions.
    pub fn take(&mut self, plan: &Plan, states: &mut States, assignment: &mut Assignment) {
        self.reset(plan);
        for i in 0..states.fronts.len() {
            let front = states.fronts[i];
            assignment.route(plan, front.state.away);
            if plan.is_local() {
                self.add_front(plan, states, assignment, &front);
            } else {
                states.expand(&front);
                for &(probability, down) in &states.subsets {
                    self.add(plan, assignment, probability, assignment.used, &State { down, ..front.state });
                }
            }
            self.close_front(plan, assignment, front.probability, &front.state);
        }
        for (g, candidates) in plan.candidates.iter().enumerate() {
            if *candidates == 0 {
                self.reads.group_failed[g] = 1.0;
                self.writes.group_failed[g] = 1.0;
            }
        }
    }

    /// Fraction of the requests of each kind that fails in one state, groups that nobody may serve not counted.
    pub fn one_state(&mut self, plan: &Plan, assignment: &mut Assignment, state: &State) -> (f64, f64) {
        self.reset(plan);
        assignment.route(plan, state.away);
        self.add(plan, assignment, 1.0, assignment.used, state);
        let total = |kind: &Kind| kind.failed.iter().sum::<f64>() + assignment.stranded;
        (total(&self.reads), total(&self.writes))
    }

    fn reset(&mut self, plan: &Plan) {
        for kind in [&mut self.reads, &mut self.writes] {
            kind.failed = [0.0; CAUSES];
            kind.served = 0.0;
            kind.latency_ms = 0.0;
            kind.at = [0.0; MAX_REGIONS];
            kind.group_failed.clear();
            kind.group_failed.resize(plan.share.len(), 0.0);
        }
    }

    /// Adds all states of a front, region by region: where fates are local, a sum over the other regions' stages
    /// is a sum of their probabilities, which is 1. This is 2^N terms instead of 3^N.
    fn add_front(&mut self, plan: &Plan, states: &States, assignment: &Assignment, front: &Front) {
        let mut used = assignment.used;
        while used != 0 {
            let bit = used & used.wrapping_neg();
            used ^= bit;
            let (up, down) = match front.free & bit {
                0 => (1.0, 0.0),
                _ => states.conditional(bit.trailing_zeros() as usize),
            };
            self.add(plan, assignment, front.probability * up, bit, &front.state);
            if down > 0.0 {
                let state = State { down: front.state.down | bit, ..front.state };
                self.add(plan, assignment, front.probability * down, bit, &state);
            }
        }
    }

    /// Adds what turns to the regions `used` in one state.
    #[inline(always)]
    fn add(&mut self, plan: &Plan, assignment: &Assignment, probability: f64, mut used: Mask, state: &State) {
        while used != 0 {
            let region = used.trailing_zeros() as usize;
            used &= used - 1;
            let share = assignment.share[region];
            let fate = fate(plan, state, region, share);
            let here = Here { region, weight: probability, share, latency_ms: assignment.latency_ms[region], state };
            self.reads.add(&here, &fate, false, fate.call_ms);
            self.writes.add(&here, &fate, fate.write_stopped, fate.call_ms + fate.write_ms);
        }
    }

    fn close_front(&mut self, plan: &Plan, assignment: &Assignment, probability: f64, state: &State) {
        let stranded = state.book(Cause::RegionsDown) as usize;
        for kind in [&mut self.reads, &mut self.writes] {
            kind.failed[stranded] += probability * assignment.stranded;
            for (g, serving) in assignment.serving.iter().enumerate() {
                kind.group_failed[g] += match *serving {
                    NOBODY => probability,
                    region => kind.at[usize::from(region)],
                };
            }
            kind.at[..plan.len()].fill(0.0);
        }
    }
}

/// The requests that turn to one region in one state.
struct Here<'a> {
    region: usize,
    weight: f64,
    share: f64,
    latency_ms: f64,
    state: &'a State,
}

impl Kind {
    #[inline(always)]
    fn add(&mut self, here: &Here, fate: &Fate, inconsistent: bool, extra_ms: f64) {
        if let Some(cause) = fate.stopped {
            return self.fail(here, cause, 1.0);
        }
        let mut served = 1.0;
        if fate.special_lost > 0.0 {
            self.fail(here, Cause::SpecialisedRegion, fate.special_lost);
            served -= fate.special_lost;
        }
        if inconsistent {
            return self.fail(here, Cause::Consistency, served);
        }
        let mut carried = 1.0;
        if fate.shed > 0.0 {
            self.fail(here, Cause::Capacity, served * fate.shed);
            carried -= fate.shed;
        }
        let latency_ms = served * (here.latency_ms + here.share * extra_ms) + here.share * fate.special_ms;
        self.served += here.weight * here.share * served * carried;
        self.latency_ms += here.weight * carried * latency_ms;
    }

    #[inline(always)]
    fn fail(&mut self, here: &Here, cause: Cause, fraction: f64) {
        self.failed[here.state.book(cause) as usize] += here.weight * here.share * fraction;
        self.at[here.region] += here.weight * fraction;
    }
}
