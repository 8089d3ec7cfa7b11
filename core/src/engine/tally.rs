//! Sums over the failure states of one option: who fails for what, how long the served ones wait.

use super::constants::MAX_REGIONS;
use super::plan::{Mask, Plan, WriteRule};
use super::routes::{Routes, Wanted};
use super::routing::{Assignment, CAUSES, Cause, Fate, Front, NOBODY, State, fate};
use super::states::States;

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
    /// As the reads, where the serving region takes writes alone: then copied at the end.
    pub writes: Kind,
    /// Fraction of requests in the states left out.
    pub left_out: f64,
    /// States less probable than this are left out.
    threshold: f64,
}

impl Tally {
    /// Sums over all states of a plan.
    ///
    /// Every term is a product of probabilities and shares, and every sum has terms of one sign: the smallest
    /// unavailability keeps the digits of its largest contributions.
    ///
    /// `by_group` asks for latencies, and for the fraction of each group's requests that fails, too.
    pub fn take(
        &mut self,
        plan: &Plan,
        states: &States,
        routes: &mut Routes,
        assignment: &mut Assignment,
        by_group: bool,
    ) {
        self.reset(plan);
        routes.prepare(plan, Wanted::All);
        let wanted = if by_group { Wanted::All } else { Wanted::Shares };
        self.left_out = states.left_out;
        self.threshold = states.threshold;
        let mut routed = None;
        for Front { probability, state } in &states.fronts {
            if routed != Some(state.away) {
                routes.route(plan, state.away, wanted, assignment);
                routed = Some(state.away);
            }
            self.add_state(plan, assignment, *probability, state);
            self.close_front(plan, assignment, *probability, state, by_group);
        }
        if plan.writes == WriteRule::Serving {
            let Tally { reads, writes, .. } = self;
            (writes.failed, writes.served, writes.latency_ms) = (reads.failed, reads.served, reads.latency_ms);
            writes.group_failed.clone_from(&reads.group_failed);
        }
        for (g, candidates) in plan.candidates.iter().enumerate().filter(|_| by_group) {
            if *candidates == 0 {
                self.reads.group_failed[g] = 1.0;
                self.writes.group_failed[g] = 1.0;
            }
        }
    }

    /// Fraction of the requests of each kind that fails in one state, groups that nobody may serve not counted.
    /// `assignment` must have been routed for it.
    pub fn one_state(&mut self, plan: &Plan, assignment: &Assignment, state: &State) -> (f64, f64) {
        self.threshold = 0.0;
        self.reads.reset();
        self.writes.reset();
        self.add_state(plan, assignment, 1.0, state);
        let total = |kind: &Kind| kind.failed.iter().sum::<f64>() + assignment.stranded;
        let reads = total(&self.reads);
        (reads, if plan.writes == WriteRule::Serving { reads } else { total(&self.writes) })
    }

    fn reset(&mut self, plan: &Plan) {
        self.threshold = 0.0;
        for kind in [&mut self.reads, &mut self.writes] {
            kind.reset();
            kind.group_failed.clear();
            kind.group_failed.resize(plan.share.len(), 0.0);
        }
    }

    /// Adds what turns to each region in a state, or in all states of a front.
    fn add_state(&mut self, plan: &Plan, assignment: &Assignment, probability: f64, state: &State) {
        let mut used = assignment.used;
        while used != 0 {
            let region = used.trailing_zeros() as usize;
            used &= used - 1;
            let (share, latency_ms) = (assignment.share[region], assignment.latency_ms[region]);
            let here = Here { plan, region, share, latency_ms };
            match state.open & (1 << region) {
                0 => self.add(&here, probability, state),
                open => self.settle(&here, probability, *state, open),
            }
        }
    }

    /// Adds what turns to one region, where enough is known; else settles what is asked for.
    #[inline(always)]
    fn add(&mut self, here: &Here, probability: f64, state: &State) {
        let fate = fate(here.plan, state, here.region, here.share);
        if fate.asks != 0 {
            return self.settle_more(here, probability, *state, fate.asks);
        }
        self.reads.add(here, probability, state, &fate, 0.0, 0.0);
        if here.plan.writes != WriteRule::Serving {
            self.writes.add(here, probability, state, &fate, fate.write_stopped, fate.write_ms);
        }
    }

    /// Splits a state by an open region that something depends on. What nothing depends on stays open, because a sum
    /// over its stages is a sum of their probabilities, which is 1.
    #[inline(always)]
    fn settle(&mut self, here: &Here, probability: f64, mut state: State, asked: Mask) {
        let (up, down) = here.plan.odds[asked.trailing_zeros() as usize];
        state.open ^= asked;
        self.add(here, probability * up, &state);
        let failed = probability * down;
        if failed < self.threshold {
            self.left_out += here.share * failed;
        } else if failed > 0.0 {
            state.down |= asked;
            self.add(here, failed, &state);
        }
    }

    #[inline(never)]
    fn settle_more(&mut self, here: &Here, probability: f64, state: State, asks: Mask) {
        self.settle(here, probability, state, asks & asks.wrapping_neg());
    }

    fn close_front(&mut self, plan: &Plan, assignment: &Assignment, probability: f64, state: &State, by_group: bool) {
        let stranded = state.book(Cause::RegionsDown) as usize;
        let kinds = if plan.writes == WriteRule::Serving { 1 } else { 2 };
        for kind in [&mut self.reads, &mut self.writes].into_iter().take(kinds) {
            kind.failed[stranded] += probability * assignment.stranded;
            if by_group {
                for (failed, serving) in kind.group_failed.iter_mut().zip(&assignment.serving) {
                    *failed += match *serving {
                        NOBODY => probability,
                        region => kind.at[usize::from(region)],
                    };
                }
            }
            kind.at[..plan.len()].fill(0.0);
        }
    }
}

/// The requests that turn to one region.
struct Here<'a> {
    plan: &'a Plan,
    region: usize,
    share: f64,
    latency_ms: f64,
}

impl Kind {
    /// Sets all sums to 0 but those of the groups.
    fn reset(&mut self) {
        self.failed = [0.0; CAUSES];
        self.served = 0.0;
        self.latency_ms = 0.0;
        self.at = [0.0; MAX_REGIONS];
    }

    /// `stopped` and `extra_ms` as in [`Fate`] for writes, 0 for reads.
    #[inline(always)]
    fn add(&mut self, here: &Here, weight: f64, state: &State, fate: &Fate, stopped: f64, extra_ms: f64) {
        if let Some(cause) = fate.stopped {
            return self.fail(here, weight, state.book(cause));
        }
        let mut served = weight;
        if fate.special_lost > 0.0 {
            self.fail(here, weight * fate.special_lost, state.book(Cause::SpecialisedRegion));
            served -= weight * fate.special_lost;
        }
        let mut carried = 1.0;
        if stopped > 0.0 {
            self.fail(here, served * stopped, state.book(Cause::Consistency));
            carried -= stopped;
        }
        if fate.shed > 0.0 {
            self.fail(here, served * carried * fate.shed, state.book(Cause::Capacity));
        }
        let waited = carried * (here.latency_ms + here.share * fate.call_ms) + here.share * extra_ms;
        let special = weight * carried * here.share * fate.special_ms;
        self.served += here.share * served * carried * (1.0 - fate.shed);
        self.latency_ms += (1.0 - fate.shed) * (served * waited + special);
    }

    #[inline(always)]
    fn fail(&mut self, here: &Here, weight: f64, cause: Cause) {
        self.failed[cause as usize] += here.share * weight;
        self.at[here.region] += weight;
    }
}
