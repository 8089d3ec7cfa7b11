//! The least 95th percentile, by bisection: within which round trip can some set answer all but a twentieth?

use super::TIE;
use super::branch::{Search, Set};
use super::dual::{Goal, Prices, State};
use super::rows::{Measure, Measures};
use super::search::{BEYOND, Best, HALVED, MOST_ASKED, Start, Task};
use crate::engine::latency::{Component, quantile};
use crate::engine::math::exp;

/// Standard deviations beyond which no request is looked for.
const FAR: f64 = 10.0;

impl Task {
    /// 95th percentile of the requests that are served.
    pub fn p95_of_served(&self, served: &[(f64, f64)]) -> Option<f64> {
        self.quantile(served, 0.95)
    }

    fn quantile(&self, served: &[(f64, f64)], share: f64) -> Option<f64> {
        let part = |(weight, mean_ms): &(f64, f64)| Component { weight: *weight, mean_ms: *mean_ms };
        quantile(&mut served.iter().map(part).collect::<Vec<_>>(), self.sigma, share)
    }

    /// 95th percentile of all requests, those that nobody serves taking for ever.
    fn p95_of(&self, is_in: &[bool]) -> f64 {
        let (served, _) = self.rows.served(is_in);
        let share = 0.95 * self.rows.total() / served.iter().map(|(weight, _)| weight).sum::<f64>();
        let p95 = (share < 1.0).then(|| self.quantile(&served, share.max(0.95)));
        p95.flatten().unwrap_or(f64::INFINITY)
    }

    /// The least 95th percentile: the least x beyond which some set leaves at most a twentieth of the requests.
    pub(super) fn p95(&mut self, size: usize, most: Option<f64>, limits: Measures, steps: &mut u32) -> Best {
        let mut limits = limits;
        let tail = Measure::Tail as usize;
        let total = self.rows.total();
        let nothing = |bound: f64, proven: bool| Best { set: None, bound, proven, prices: Prices::default() };
        // The percentile of a set that is allowed, and of all regions together.
        let open: Vec<bool> = self.states.iter().map(|state| *state != State::Out).collect();
        let low = self.p95_of(&open);
        let goal = Goal { objective: tail, limits, size };
        let start = match self.allowed(&goal, steps) {
            Start::Set(set) => set,
            Start::Nothing => return nothing(f64::INFINITY, true),
            Start::Unknown => return nothing(low, false),
        };
        let (mut best, high, proven) = self.bisected(goal, low, start, steps);
        if most.is_some_and(|most| high > most) {
            return nothing(high, proven);
        }
        // Of all that are as good the least mean; none is good where more than a twentieth is never served.
        if high.is_finite() {
            self.rows.set_tail(high * (1.0 + TIE));
            best.measures = self.rows.measures(&best.is_in);
            limits[tail] = (BEYOND * total).max(best.measures[tail]);
        }
        let found = self.least_of(Measure::Mean, size..=size, limits, Some(best.clone()), true, steps);
        let bound = if proven { high } else { self.p95_of(&open) };
        Best { set: found.set.or(Some(best)), bound, proven, prices: Prices::default() }
    }

    /// The set of the least percentile between `low` and that of the set to begin with, its percentile, and whether it is
    /// proven that none is less.
    fn bisected(&mut self, goal: Goal, mut low: f64, start: Set, steps: &mut u32) -> (Set, f64, bool) {
        let enough = BEYOND * self.rows.total();
        let (mut high, mut best, mut proven) = (self.p95_of(&start.is_in), start, true);
        let distinct = if self.sigma <= 0.0 { self.rows.distinct() } else { Vec::new() };
        let far = self.rows.longest() * exp(FAR * self.sigma);
        // Below `low` there is none, or it is not known; `high` is that of the best.
        let mut is_low_open = true;
        for asked in 0..MOST_ASKED {
            let Some(x) = between(low, high, is_low_open, asked < HALVED, far, &distinct) else {
                return (best, high, proven);
            };
            self.rows.set_tail(x);
            best.measures = self.rows.measures(&best.is_in);
            let mut search = Search::new(&self.rows, goal, steps).from(Some(best.clone()));
            if asked < HALVED || self.sigma <= 0.0 {
                search = search.until(enough);
            }
            let found = search.run(&self.states, false);
            match found.set.filter(|set| set.measures[goal.objective] <= enough) {
                Some(set) => {
                    best = set;
                    high = self.p95_of(&best.is_in).min(x);
                }
                None => {
                    proven &= found.proven;
                    low = x;
                    is_low_open = false;
                }
            }
        }
        (best, high, false)
    }
}

/// The next bound to try between a percentile that may not be had and one that is had; none where they are neighbours.
/// Without spread percentiles are round trips; with it none is beyond `far` but that of what is never served.
fn between(low: f64, high: f64, is_low_open: bool, halves: bool, far: f64, distinct: &[f64]) -> Option<f64> {
    if distinct.is_empty() {
        if high.is_infinite() {
            return (low < far).then_some(far);
        }
        if is_low_open && low < high * (1.0 - TIE) {
            // The least that there could be: where it is had, that is all.
            return Some(low * (1.0 + TIE));
        }
        let below = high * (1.0 - 4.0 * TIE);
        return (below > low).then_some(if halves { 0.5 * (low + below) } else { below });
    }
    let first = distinct.partition_point(|ms| if is_low_open { *ms < low } else { *ms <= low });
    let last = distinct.partition_point(|ms| *ms < high);
    (first < last).then(|| distinct[first + (last - first) / 2])
}
