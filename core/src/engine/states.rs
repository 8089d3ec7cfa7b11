//! Enumeration of an option's failure states with their probabilities.
//!
//! A [`Front`] fixes the common-cause events and the set of regions routed away from, on which routing depends; the
//! regions still open are then each up or down, which the tally asks for one by one, as far as it matters. A
//! common-cause event overrides the own stages of its regions, so these are not enumerated under it.

use super::constants::{MAX_STATES, THRESHOLD_DECADES, THRESHOLD_STEPS};
use super::math::exp;
use super::pair;
use super::plan::{Mask, Plan, Shape};
use super::processes::{Process, Stages};
use super::routing::{Front, State};
use crate::scenario::problem::Problem;

/// The fronts of one option.
#[derive(Debug, Clone, Default)]
pub(crate) struct States {
    pub fronts: Vec<Front>,
    /// Probability of the fronts left out.
    pub left_out: f64,
    /// States less probable than this are left out.
    pub threshold: f64,
    stages: Vec<Stages>,
    /// Probabilities of the states of one front.
    counted: Vec<f64>,
    #[cfg(test)]
    most_listed: usize,
}

impl States {
    /// Most fronts that were listed at once.
    #[cfg(test)]
    pub fn most_listed(&self) -> usize {
        self.most_listed
    }

    /// Lists the fronts of a plan.
    pub fn prepare(&mut self, problem: &Problem, plan: &Plan) {
        self.stages.clear();
        self.stages.extend(plan.own.iter().map(|p| p.stages()));
        self.threshold = 0.0;
        if plan.shape == Shape::Pair {
            self.left_out = 0.0;
            self.fronts.clear();
            self.fronts.extend(pair::fronts(problem, plan));
            return;
        }
        if upper_bound(plan) > MAX_STATES {
            self.choose_threshold(plan);
        }
        self.list_fronts(plan, usize::MAX);
    }

    /// Bisects for the lowest threshold that keeps at most [`MAX_STATES`] states, on a logarithmic scale.
    fn choose_threshold(&mut self, plan: &Plan) {
        let (mut low, mut high) = (-THRESHOLD_DECADES, 0.0);
        for _ in 0..THRESHOLD_STEPS {
            let middle = 0.5 * (low + high);
            self.threshold = exp(middle * std::f64::consts::LN_10);
            match self.exceeds_cap(plan) {
                true => low = middle,
                false => high = middle,
            }
        }
        self.threshold = exp(high * std::f64::consts::LN_10);
    }

    /// Whether there are more states than the cap at the present threshold: counted while they are listed, and no further
    /// than the cap.
    fn exceeds_cap(&mut self, plan: &Plan) -> bool {
        let most = MAX_STATES as usize;
        self.list_fronts(plan, most);
        // A front has a state at least.
        let mut left = if self.fronts.len() > most { 0 } else { most };
        for i in 0..self.fronts.len() {
            match left.checked_sub(self.count(plan, i, left)) {
                Some(less) => left = less,
                None => return true,
            }
        }
        false
    }

    /// Number of states of a front that differ in what specialised regions do, or any number above `most`: the other
    /// regions add few.
    fn count(&mut self, plan: &Plan, front: usize, most: usize) -> usize {
        let Front { probability, state } = self.fronts[front];
        self.counted.clear();
        self.counted.push(probability);
        for (special, _) in plan.special.iter().filter(|(r, _)| state.open & (1 << r) != 0) {
            let (up, down) = plan.odds[*special];
            if self.counted.len() > most {
                break;
            }
            for i in 0..self.counted.len() {
                let failed = self.counted[i] * down;
                self.counted[i] *= up;
                if failed > 0.0 && failed >= self.threshold {
                    self.counted.push(failed);
                }
            }
        }
        self.counted.len()
    }

    /// Lists the fronts that reach the threshold, or a few more than `most` of them if there are more.
    fn list_fronts(&mut self, plan: &Plan, most: usize) {
        self.left_out = 0.0;
        self.fronts.clear();
        self.fronts.push(Front { probability: 1.0, state: State { open: plan.all(), ..State::default() } });
        for domain in &plan.domains {
            let stages = domain.process.stages();
            self.branch(domain.members, true, stages.up, [stages.down, stages.away, stages.promoted], most);
        }
        for region in 0..self.stages.len() {
            let stages = self.stages[region];
            let bit = 1 << region;
            // Up or down: which of them is left open.
            self.branch(bit, false, stages.up + stages.down, [0.0, stages.away, stages.promoted], most);
        }
        #[cfg(test)]
        {
            self.most_listed = self.most_listed.max(self.fronts.len());
        }
    }

    /// Splits every front in which `members` are open: they stay so, or are all down, away or, with a writer among them,
    /// promoted. Stops where there are more than `most`: a front is never taken back.
    fn branch(&mut self, members: Mask, common: bool, stay: f64, [down, away, promoted]: [f64; 3], most: usize) {
        for i in 0..self.fronts.len() {
            if self.fronts.len() > most {
                return;
            }
            let front = self.fronts[i];
            if front.state.open & members != members {
                continue;
            }
            for (probability, is_down, is_promoted) in
                [(down, true, false), (away, false, false), (promoted, false, true)]
            {
                let probability = front.probability * probability;
                if probability == 0.0 {
                    continue;
                }
                if probability < self.threshold {
                    self.left_out += probability;
                    continue;
                }
                let mut next = Front { probability, ..front };
                next.state.open &= !members;
                next.state.common |= common;
                next.state.promoted |= is_promoted;
                match is_down {
                    true => next.state.down |= members,
                    false => next.state.away |= members,
                }
                self.fronts.push(next);
            }
            self.fronts[i].probability *= stay;
        }
    }
}

/// A bound on the number of states: away or not, for a specialised region also up or down, for a writer also
/// promoted, times the stages of the domains.
fn upper_bound(plan: &Plan) -> u64 {
    let promoted = |process: &Process| u64::from(process.promotion_hours.is_some());
    let special = |region: usize| u64::from(plan.special.iter().any(|(r, _)| *r == region));
    let own: u64 = plan.own.iter().enumerate().map(|(r, p)| 2 + special(r) + promoted(p)).product();
    let domains: u64 = plan.domains.iter().map(|d| 3 + promoted(&d.process)).product();
    own.saturating_mul(domains)
}
