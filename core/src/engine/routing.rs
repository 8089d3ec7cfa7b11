//! What becomes of a request: the one routing rule of the engine.
//!
//! Enumeration, latencies with everything up, figures after losing a region, capacity sizing and the simulated
//! years all ask here. The rule (model.md §4 and §5): a group tries its permitted regions nearest first, skips
//! those that are routed away from, and is served by the first other one if that is up. Which region that is
//! depends on the set routed away from alone ([`Assignment`]); the rest depends on that region and the state
//! ([`fate`]).

use super::constants::{CAPACITY_SLACK, MAX_REGIONS, SHARE_SLACK};
use super::plan::{Mask, Plan, WriteRule};

/// Why requests fail, in the order in which causes are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    Common,
    RegionsDown,
    Failover,
    UncoveredFailover,
    SpecialisedRegion,
    Consistency,
    Capacity,
}

/// Number of causes.
pub(crate) const CAUSES: usize = 7;

/// A state of all regions of an option. What is neither down nor away nor open is up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct State {
    /// Failed, their users not yet routed away.
    pub down: Mask,
    /// Failed, their users routed away.
    pub away: Mask,
    /// Not away, but up or down is left open until somebody asks.
    pub open: Mask,
    /// Whether the failed writer has been replaced.
    pub promoted: bool,
    /// Whether a common-cause event lasts.
    pub common: bool,
    /// Whether the failover of a pair has failed.
    pub uncovered: bool,
}

/// States that share their common-cause events and their set of regions routed away from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Front {
    /// Probability of all its states together.
    pub probability: f64,
    /// What is known; `down` holds the regions of a common-cause event, `open` those left to their own process.
    pub state: State,
}

impl State {
    /// The cause to book a failure under.
    pub fn book(&self, cause: Cause) -> Cause {
        match cause {
            _ if self.common => Cause::Common,
            Cause::Failover if self.uncovered => Cause::UncoveredFailover,
            other => other,
        }
    }
}

/// No region serves.
pub(crate) const NOBODY: u8 = u8::MAX;

/// Which region each group turns to while a set of regions is routed away from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Assignment {
    /// Region of each group, or [`NOBODY`].
    pub serving: Vec<u8>,
    /// Regions that some group turns to.
    pub used: Mask,
    /// Share of requests that turns to each region.
    pub share: [f64; MAX_REGIONS],
    /// Σ share × latency of the requests that turn to each region, ms.
    pub latency_ms: [f64; MAX_REGIONS],
    /// Share of requests of groups all of whose permitted regions are away; groups without one not counted.
    pub stranded: f64,
    /// Memory of sizing: a share of requests for every set of regions.
    pub by_loss: Vec<f64>,
}

impl Plan {
    /// The first region of a group that is not in `away`, or [`NOBODY`].
    #[inline]
    fn serving(&self, group: usize, away: Mask) -> u8 {
        let candidates = self.order[group].iter().take(usize::from(self.candidates[group]));
        candidates.copied().find(|r| away & (1 << r) == 0).unwrap_or(NOBODY)
    }
}

impl Assignment {
    /// Routes every group to the first of its regions that is not in `away`.
    pub fn route(&mut self, plan: &Plan, away: Mask) {
        self.serving.resize(plan.order.len(), NOBODY);
        for (g, serving) in self.serving.iter_mut().enumerate() {
            *serving = plan.serving(g, away);
        }
        self.add_up(plan);
    }

    /// The same where all groups are routed away from `away` but for `lost`, one of them.
    pub fn lose(&mut self, plan: &Plan, away: Mask, lost: u8) {
        for (g, serving) in self.serving.iter_mut().enumerate().filter(|(_, serving)| **serving == lost) {
            *serving = plan.serving(g, away);
        }
        self.add_up(plan);
    }

    /// Fills the sums over the groups that turn to each region, in the order of the groups.
    fn add_up(&mut self, plan: &Plan) {
        let n = plan.len();
        let (mut used, mut stranded) = (0, 0.0);
        self.share[..n].fill(0.0);
        self.latency_ms[..n].fill(0.0);
        let groups = plan.candidates.iter().zip(&plan.share).zip(plan.entry_ms.chunks_exact(n));
        for (((count, share), entry_ms), serving) in groups.zip(&self.serving) {
            if *serving != NOBODY {
                let region = usize::from(*serving);
                used |= 1 << region;
                // Shares sum to 1 but for rounding.
                self.share[region] = (self.share[region] + share).min(1.0);
                // A group without requests may lack a latency; 0 × ∞ is not a number.
                if *share > 0.0 {
                    self.latency_ms[region] += share * entry_ms[region];
                }
            } else if *count > 0 {
                stranded += share;
            }
        }
        (self.used, self.stranded) = (used, stranded);
    }
}

/// What becomes of the requests that turn to one region, as fractions of them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Fate {
    /// A region that must be known to be up or down first; nothing else counts then. 0 where enough is known.
    pub asks: Mask,
    /// Stops all of them before anything is done.
    pub stopped: Option<Cause>,
    /// Need a specialised region that is not up.
    pub special_lost: f64,
    /// Of those that got so far, writes that find no quorum or no writer; they add load nevertheless.
    pub write_stopped: f64,
    /// Of those that got so far, shed for want of capacity.
    pub shed: f64,
    /// Load of the region, as a share of all requests.
    pub load: f64,
    /// Extra latency of every request: synchronous calls, ms.
    pub call_ms: f64,
    /// Extra latency of a write, ms; over those that are not stopped, as a part of all that got so far.
    pub write_ms: f64,
    /// Σ request share × round trip to its specialised region, over those that are up, ms.
    pub special_ms: f64,
}

/// What becomes of the requests that turn to `region`, which are `share` of all, in `state`.
///
/// Causes in order: the region itself, the peer of synchronous calls, the specialised region, the writer or
/// quorum, capacity. A request that is stopped before capacity adds no load, except one that fails for
/// consistency. Of the open regions only those are asked for on which something depends; a quorum, which depends on
/// all, takes their [odds](Plan::odds).
#[inline(always)]
pub(crate) fn fate(plan: &Plan, state: &State, region: usize, share: f64) -> Fate {
    let mut fate = Fate { asks: state.open & (1 << region), ..Fate::default() };
    if state.down & (1 << region) != 0 {
        fate.stopped = Some(Cause::Failover);
    } else if plan.sync_calls > 0.0 {
        fate.call(plan, state, region);
    }
    if fate.asks != 0 || fate.stopped.is_some() {
        return fate;
    }
    let failed = state.down | state.away;
    for (special, needed_by) in &plan.special {
        fate.asks |= state.open & (1 << special);
        match failed & (1 << special) {
            0 => fate.special_ms += needed_by * plan.rtt(region, *special),
            _ => fate.special_lost += needed_by,
        }
    }
    if fate.asks != 0 {
        return fate;
    }
    if fate.special_lost > 1.0 - SHARE_SLACK {
        fate.special_lost = 1.0;
    }
    fate.write(plan, state, region);
    fate.load = share * (1.0 - fate.special_lost);
    let carries = plan.carries[region];
    if fate.load > carries * (1.0 + CAPACITY_SLACK) {
        fate.shed = (fate.load - carries) / fate.load;
    }
    fate
}

impl Fate {
    /// Synchronous calls: peers are tried by round trip, those away are skipped.
    fn call(&mut self, plan: &Plan, state: &State, region: usize) {
        let peers = &plan.peers[region][..plan.len() - 1];
        match peers.iter().find(|p| state.away & (1 << **p) == 0) {
            None => self.stopped = Some(Cause::RegionsDown),
            Some(p) if state.down & (1 << p) != 0 => self.stopped = Some(Cause::Failover),
            Some(p) => {
                self.asks |= state.open & (1 << p);
                self.call_ms = plan.sync_calls * plan.rtt(region, usize::from(*p));
            }
        }
    }

    /// Extra latency of a write that `region` serves, or whether it fails for consistency.
    #[inline(always)]
    fn write(&mut self, plan: &Plan, state: &State, region: usize) {
        let usable = plan.all() & !(state.down | state.away);
        match plan.writes {
            WriteRule::Serving => {}
            WriteRule::Quorum { needed, voters } => self.quorum(plan, usable & voters, state.open, region, needed),
            WriteRule::Writer { region: writer } => {
                let writer = match usable & (1 << writer) {
                    0 if state.promoted => usable & usable.wrapping_neg(),
                    present => present,
                };
                self.asks |= state.open & writer;
                match writer {
                    0 => self.write_stopped = 1.0,
                    writer => self.write_ms = plan.rtt(region, writer.trailing_zeros() as usize),
                }
            }
        }
    }

    /// A region that votes is the first of the quorum, so the (k − 1)-th nearest other voter that is up completes it; one
    /// that does not vote waits for the k-th: over the open regions, by the probability that so many of the nearer ones
    /// are up. `usable` are the voters that are not known to be down.
    fn quorum(&mut self, plan: &Plan, usable: Mask, open: Mask, region: usize, needed: u32) {
        if usable.count_ones() < needed {
            self.write_stopped = 1.0;
            return;
        }
        let votes = usable & (1 << region) != 0;
        let others = needed as usize - usize::from(votes);
        let peers = plan.peers[region].iter().take(plan.len() - 1).map(|p| usize::from(*p));
        let mut peers = peers.filter(|p| usable & (1 << p) != 0);
        if usable & open == 0 {
            // All is known, as in simulated years, which ask ten million times.
            let last = others.checked_sub(1).and_then(|before| peers.nth(before));
            self.write_ms = last.map_or(0.0, |peer| plan.rtt(region, peer));
            return;
        }
        let mut reached = [0.0; MAX_REGIONS];
        reached[0] = 1.0;
        for (seen, peer) in peers.enumerate() {
            let (up, down) = if open & (1 << peer) != 0 { plan.odds[peer] } else { (1.0, 0.0) };
            if others > 0 && seen + 1 >= others {
                self.write_ms += reached[others - 1] * up * plan.rtt(region, peer);
            }
            for count in (1..others.min(seen + 2)).rev() {
                reached[count] = reached[count] * down + reached[count - 1] * up;
            }
            reached[0] *= down;
        }
        self.write_stopped = reached[..others].iter().sum();
    }
}
