//! Routes that were worked out before, by the set of regions routed away from.
//!
//! The steps of a bridge route the groups of one option away from the same sets of regions four times over, and simulated
//! years a million times. A kept route has the bits of a new one.

use super::constants::MAX_REGIONS;
use super::plan::{Mask, Plan};
use super::routing::Assignment;

/// Most routes that are kept, all there are of 16 regions: 9 MB of shares.
const MAX_KEPT: usize = 1 << MAX_REGIONS;
/// With fewer groups it takes as long to look a route up as to work it out.
pub(crate) const FEW_GROUPS: usize = 16;

/// The routes of one plan.
#[derive(Debug, Clone, Default)]
pub(crate) struct Routes {
    /// What they depend on.
    of: Groups,
    /// Number of each set's route among those kept, from 1 on; 0: not kept.
    number: Vec<u32>,
    keeps: Wanted,
    kept: Kept,
}

/// The part of a plan that routes depend on.
#[derive(Debug, Clone, Default, PartialEq)]
struct Groups {
    share: Vec<f64>,
    order: Vec<[u8; MAX_REGIONS]>,
    candidates: Vec<u8>,
    entry_ms: Vec<f64>,
}

/// Kept routes, one behind the other.
#[derive(Debug, Clone, Default)]
struct Kept {
    used: Vec<Mask>,
    stranded: Vec<f64>,
    share: Vec<f64>,
    latency_ms: Vec<f64>,
    serving: Vec<u8>,
}

/// What is asked of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Default)]
pub(crate) enum Wanted {
    /// Shares alone; the rest of the assignment is anything.
    #[default]
    Shares,
    /// All of it.
    All,
}

impl Routes {
    /// Forgets what is kept, unless the plan's groups choose as those of the plan before. From now on so much of each
    /// route is kept.
    pub fn prepare(&mut self, plan: &Plan, keeps: Wanted) {
        let of = &mut self.of;
        let is_same = of.order == plan.order
            && of.candidates == plan.candidates
            && of.share == plan.share
            && of.entry_ms == plan.entry_ms;
        if is_same && self.keeps >= keeps || plan.order.len() < FEW_GROUPS {
            return;
        }
        of.share.clone_from(&plan.share);
        of.order.clone_from(&plan.order);
        of.candidates.clone_from(&plan.candidates);
        of.entry_ms.clone_from(&plan.entry_ms);
        self.keeps = keeps;
        self.number.clear();
        self.number.resize(1 << plan.len(), 0);
        self.kept.clear();
    }

    /// As [`Assignment::route`], for the plan that was prepared and no more than is kept.
    #[inline]
    pub fn route(&mut self, plan: &Plan, away: Mask, wanted: Wanted, to: &mut Assignment) {
        if plan.order.len() < FEW_GROUPS {
            return to.route(plan, away);
        }
        match self.number_of(away) {
            Some(i) => self.kept.copy(plan, i, wanted, to),
            None => self.add(plan, away, to),
        }
    }

    fn number_of(&self, away: Mask) -> Option<usize> {
        let number = self.number.get(usize::from(away)).copied().unwrap_or(0);
        (number as usize).checked_sub(1)
    }

    /// Works a route out, from that with one more region where it is kept, and keeps it.
    fn add(&mut self, plan: &Plan, away: Mask, to: &mut Assignment) {
        let lost = away.checked_ilog2().unwrap_or(0);
        match self.number_of(away & !(1 << lost)).filter(|_| away != 0 && self.keeps == Wanted::All) {
            Some(i) => {
                self.kept.copy_serving(plan, i, to);
                to.lose(plan, away, lost as u8);
            }
            None => to.route(plan, away),
        }
        if let Some(number) = self.number.get_mut(usize::from(away)).filter(|_| self.kept.used.len() < MAX_KEPT) {
            self.kept.push(plan, self.keeps, to);
            *number = self.kept.used.len() as u32;
        }
    }
}

impl Kept {
    fn clear(&mut self) {
        self.used.clear();
        self.stranded.clear();
        self.share.clear();
        self.latency_ms.clear();
        self.serving.clear();
    }

    fn push(&mut self, plan: &Plan, keeps: Wanted, from: &Assignment) {
        let n = plan.len();
        self.used.push(from.used);
        self.stranded.push(from.stranded);
        self.share.extend_from_slice(&from.share[..n]);
        if keeps == Wanted::All {
            self.latency_ms.extend_from_slice(&from.latency_ms[..n]);
            self.serving.extend_from_slice(&from.serving);
        }
    }

    #[inline]
    fn copy(&self, plan: &Plan, i: usize, wanted: Wanted, to: &mut Assignment) {
        let n = plan.len();
        to.used = self.used[i];
        to.stranded = self.stranded[i];
        to.share[..n].copy_from_slice(&self.share[i * n..(i + 1) * n]);
        if wanted == Wanted::All {
            to.latency_ms[..n].copy_from_slice(&self.latency_ms[i * n..(i + 1) * n]);
            self.copy_serving(plan, i, to);
        }
    }

    fn copy_serving(&self, plan: &Plan, i: usize, to: &mut Assignment) {
        let groups = plan.order.len();
        to.serving.clear();
        to.serving.extend_from_slice(&self.serving[i * groups..(i + 1) * groups]);
    }
}
