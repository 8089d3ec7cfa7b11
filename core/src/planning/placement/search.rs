//! Objectives and limits, each a search for the best set of one size or several of them.

use super::TIE;
use super::branch::{Found, Search, Set, plain_table};
use super::candidates::{Ask, Candidates, Objective};
use super::dual::{Goal, Prices, State};
use super::rows::{Measure, Measures, Rows};
use super::swaps::greedy;
use crate::engine::latency::{Component, quantile};
use crate::engine::math::exp;
use std::ops::RangeInclusive;

/// Part of the requests that may take longer than the 95th percentile, and the slack of the engine's quantiles.
const BEYOND: f64 = 0.05 + 1e-12;
/// Questions about a sum of regions: at first by halves, at most.
const HALVED: u32 = 8;
const MOST_ASKED: u32 = 60;
/// Standard deviations beyond which no request is looked for.
const FAR: f64 = 10.0;
/// No limit.
const NONE: Measures = [f64::INFINITY; 4];

/// Something asked of candidates, ready to be searched.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub rows: Rows,
    states: Vec<State>,
    must: usize,
    sigma: f64,
    steps: u32,
}

/// The best set for an objective.
#[derive(Debug, Clone)]
pub(super) struct Best {
    pub set: Option<Set>,
    /// In the unit of the objective, per user where it is a mean.
    pub bound: f64,
    pub proven: bool,
    pub prices: Prices,
}

impl Task {
    /// With the regions that are open; those that must be among them are.
    pub fn new(candidates: &Candidates, open: &[bool], ask: &Ask) -> Task {
        let state = |region: usize| match (open[region], ask.must.contains(&region)) {
            (false, _) => State::Out,
            (_, true) => State::In,
            _ => State::Free,
        };
        let states: Vec<State> = (0..open.len()).map(state).collect();
        let must = states.iter().filter(|state| **state == State::In).count();
        Task { rows: Rows::of(candidates, open), states, must, sigma: candidates.sigma, steps: ask.steps }
    }

    /// Fewest regions.
    pub fn least(&self) -> usize {
        self.must.max(1)
    }

    /// Most regions.
    pub fn most(&self) -> usize {
        self.states.iter().filter(|state| **state != State::Out).count()
    }

    /// The best mean of exactly so many regions.
    pub fn mean(&self, size: usize) -> Best {
        let mut steps = self.steps;
        let found = self.run(Measure::Mean, size..=size, NONE, &mut steps);
        self.best(found, self.rows.total())
    }

    /// The best mean of exactly so many regions, with its proof.
    #[cfg(test)]
    pub fn proof(&self, size: usize) -> Found {
        let goal = Goal { objective: Measure::Mean as usize, limits: NONE, size };
        let mut steps = self.steps;
        let start = self.greedy(size);
        Search::new(&self.rows, goal, &mut steps).from(Some(start)).proving().run(&self.states, true)
    }

    /// What greedy adds up to.
    pub fn greedy(&self, size: usize) -> Set {
        let mut is_in: Vec<bool> = self.states.iter().map(|state| *state == State::In).collect();
        let may: Vec<bool> = self.states.iter().map(|state| *state == State::Free).collect();
        greedy(&plain_table(&self.rows), &mut is_in, &may, size);
        Set { measures: self.rows.measures(&is_in), is_in }
    }

    fn best(&self, found: Found, unit: f64) -> Best {
        Best { set: found.set, bound: found.bound / unit, proven: found.proven, prices: found.prices }
    }

    /// The best for what is asked.
    pub fn asked(&mut self, ask: &Ask) -> Best {
        let mut steps = self.steps;
        let total = self.rows.total();
        let size = ask.regions;
        let mut limits = NONE;
        let slack = |limit: f64| limit * (1.0 + TIE);
        if let Some(limit) = ask.max_cost {
            limits[Measure::Cost as usize] = slack(limit);
        }
        if let Some(limit) = ask.max_mean_ms {
            limits[Measure::Mean as usize] = slack(limit) * total;
        }
        if let (Some(limit), true) = (ask.max_p95_ms, ask.objective != Objective::P95) {
            self.rows.set_tail(slack(limit));
            limits[Measure::Tail as usize] = BEYOND * total;
        }
        if ask.objective != Objective::Mean {
            self.serve_all(size, &mut limits, &mut steps);
        }
        match ask.objective {
            Objective::Mean => {
                let found = self.run(Measure::Mean, size..=size, limits, &mut steps);
                self.best(found, total)
            }
            Objective::P95 => self.p95(size, ask.max_p95_ms.map(slack), limits, &mut steps),
            Objective::Cost => {
                let found = self.run(Measure::Cost, self.least()..=size, limits, &mut steps);
                self.best(found, 1.0)
            }
            Objective::Carbon => {
                let found = self.run(Measure::Carbon, size..=size, limits, &mut steps);
                self.best(found, size as f64)
            }
        }
    }

    /// The cheapest of up to so many regions with at most this mean.
    pub fn cheapest(&self, size: usize, mean_ms: f64) -> Best {
        let mut limits = NONE;
        limits[Measure::Mean as usize] = mean_ms * (1.0 + TIE) * self.rows.total();
        let mut steps = self.steps;
        let found = self.run(Measure::Cost, self.least()..=size, limits, &mut steps);
        self.best(found, 1.0)
    }

    /// Where not every region may serve everybody: a mean that only sets have which leave as few unserved as can be.
    fn serve_all(&self, size: usize, limits: &mut Measures, steps: &mut u32) {
        let mean = Measure::Mean as usize;
        if self.rows.is_open() || limits[mean].is_finite() {
            return;
        }
        let found = self.run(Measure::Mean, size..=size, NONE, steps);
        let Some(set) = found.set else { return };
        let (_, unserved) = self.rows.served(&set.is_in);
        let penalty: f64 = (0..self.rows.weight.len())
            .filter(|g| unserved.contains(&self.rows.groups[*g]))
            .map(|g| self.rows.unserved[0][g])
            .sum();
        limits[mean] = (penalty + self.rows.longest() * self.rows.total()) * (1.0 + TIE);
    }

    /// The least of a measure, then the least mean, then the first by index; of sets of any of these sizes.
    fn run(&self, measure: Measure, sizes: RangeInclusive<usize>, limits: Measures, steps: &mut u32) -> Found {
        if measure == Measure::Mean {
            return self.least_of(measure, sizes, limits, None, true, steps);
        }
        let nearby =
            [Measure::Mean, Measure::Tail].map(|kind| kind as usize).into_iter().find(|kind| limits[*kind].is_finite());
        let mut found = match nearby {
            Some(kind) => self.least_added(measure, kind, sizes.clone(), limits, steps),
            None => self.least_of(measure, sizes.clone(), limits, None, false, steps),
        };
        let Some(set) = found.set.clone() else { return found };
        let mut limits = limits;
        let first = measure as usize;
        limits[first] = limits[first].min(set.measures[first] * (1.0 + TIE));
        found.set = self.least_of(Measure::Mean, sizes, limits, Some(set), true, steps).set.or(found.set);
        found
    }

    /// The least of a measure, of sets of any of these sizes.
    fn least_of(
        &self,
        measure: Measure,
        sizes: RangeInclusive<usize>,
        limits: Measures,
        known: Option<Set>,
        ties: bool,
        steps: &mut u32,
    ) -> Found {
        let objective = measure as usize;
        let mut best =
            Found { set: known, bound: f64::INFINITY, proven: true, prices: Prices::default(), leaves: Vec::new() };
        for size in sizes {
            let goal = Goal { objective, limits, size };
            let value = best.set.as_ref().map_or(f64::INFINITY, |set| set.measures[objective]);
            let same = best.set.clone().filter(|set| set.is_in.iter().filter(|is_in| **is_in).count() == size);
            let start = match same {
                Some(set) => Some(set),
                None => match self.allowed(&goal, steps) {
                    Start::Set(set) => Some(set),
                    Start::Nothing => continue,
                    Start::Unknown => {
                        best.proven = false;
                        best.bound = f64::NEG_INFINITY;
                        continue;
                    }
                },
            };
            let start = start.filter(|start| start.measures[objective] <= value);
            let search = Search::new(&self.rows, goal, steps).from(start).below(value);
            let found = search.run(&self.states, ties);
            best.proven &= found.proven;
            best.bound = best.bound.min(found.bound);
            best.prices = found.prices;
            if let Some(set) = found.set.filter(|set| {
                set.measures[objective] < value * (1.0 - TIE)
                    || !value.is_finite()
                    || best.set.as_ref().is_some_and(|known| count(known) == count(set))
            }) {
                best.set = Some(set);
            }
        }
        best.bound = best.bound.min(best.set.as_ref().map_or(f64::INFINITY, |set| set.measures[objective]));
        best
    }

    /// The least of a sum over regions, within a limit on what the nearest region gives: for which sum can that limit be
    /// kept? Asked this way the prices of the groups stay what they are. Halves, then asks of anything better.
    fn least_added(
        &self,
        measure: Measure,
        nearby: usize,
        sizes: RangeInclusive<usize>,
        limits: Measures,
        steps: &mut u32,
    ) -> Found {
        let added = measure as usize;
        let mut best =
            Found { set: None, bound: f64::INFINITY, proven: true, prices: Prices::default(), leaves: Vec::new() };
        for size in sizes {
            let mut low = self.least_sum(added - 2, size);
            let mut prices = Prices::default();
            for asked in 0..MOST_ASKED {
                let high = best.set.as_ref().map_or(limits[added], |set: &Set| set.measures[added]);
                let below = high * (1.0 - 2.0 * TIE);
                if low > below {
                    break;
                }
                // Not before there is a set of this size.
                let halves = best.set.as_ref().is_some_and(|set| count(set) == size) && asked < HALVED;
                let sum = match () {
                    () if halves => 0.5 * (low + below),
                    () if best.set.is_some() => below,
                    () => high,
                };
                let mut limits = limits;
                let enough = std::mem::replace(&mut limits[nearby], f64::INFINITY);
                limits[added] = sum;
                let goal = Goal { objective: nearby, limits, size };
                let start = match self.allowed(&goal, steps) {
                    Start::Set(set) => Some(set),
                    Start::Nothing => None,
                    Start::Unknown => {
                        best.proven = false;
                        best.bound = best.bound.min(low);
                        break;
                    }
                };
                let found = start.map(|start| {
                    Search::new(&self.rows, goal, steps)
                        .from(Some(start))
                        .at(std::mem::take(&mut prices))
                        .until(enough)
                        .run(&self.states, false)
                });
                let (proven, set) = match found {
                    Some(found) => {
                        prices = found.prices;
                        (found.proven, found.set.filter(|set| set.measures[nearby] <= enough))
                    }
                    None => (true, None),
                };
                match set {
                    Some(set) => best.set = Some(set),
                    None if proven => low = sum * (1.0 + TIE),
                    None => {
                        best.proven = false;
                        best.bound = best.bound.min(low);
                        break;
                    }
                }
            }
        }
        best.bound = best.bound.min(best.set.as_ref().map_or(f64::INFINITY, |set| set.measures[added]));
        best
    }

    /// The least sum that so many regions can have.
    fn least_sum(&self, of: usize, size: usize) -> f64 {
        let added = &self.rows.added[of];
        let is = |wanted: State| (0..added.len()).filter(move |region| self.states[*region] == wanted);
        let mut free: Vec<f64> = is(State::Free).map(|region| added[region]).collect();
        free.sort_unstable_by(f64::total_cmp);
        let kept: f64 = is(State::In).map(|region| added[region]).sum();
        kept + free.iter().take(size.saturating_sub(self.must)).sum::<f64>()
    }

    /// A set within the limits of a goal.
    fn allowed(&self, goal: &Goal, steps: &mut u32) -> Start {
        let limited = (0..4).rev().find(|kind| goal.limits[*kind].is_finite());
        let Some(kind) = limited else { return Start::Set(self.greedy(goal.size)) };
        let mut limits = goal.limits;
        limits[kind] = f64::INFINITY;
        let start = match self.allowed(&Goal { limits, ..*goal }, steps) {
            Start::Set(set) => set,
            other => return other,
        };
        let limit = goal.limits[kind];
        if start.measures[kind] <= limit {
            return Start::Set(start);
        }
        let goal = Goal { objective: kind, limits, size: goal.size };
        let found = Search::new(&self.rows, goal, steps).from(Some(start)).until(limit).run(&self.states, false);
        match found.set.filter(|set| set.measures[kind] <= limit) {
            Some(set) => Start::Set(set),
            None if found.proven => Start::Nothing,
            None => Start::Unknown,
        }
    }

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
    fn p95(&mut self, size: usize, most: Option<f64>, limits: Measures, steps: &mut u32) -> Best {
        let mut limits = limits;
        let tail = Measure::Tail as usize;
        let total = self.rows.total();
        let nothing = |bound: f64, proven: bool| Best { set: None, bound, proven, prices: Prices::default() };
        // The percentile of a set that is allowed, and of all regions together.
        let open: Vec<bool> = self.states.iter().map(|state| *state != State::Out).collect();
        let mut low = self.p95_of(&open);
        let goal = Goal { objective: tail, limits, size };
        let start = match self.allowed(&goal, steps) {
            Start::Set(set) => set,
            Start::Nothing => return nothing(f64::INFINITY, true),
            Start::Unknown => return nothing(low, false),
        };
        let mut proven = true;
        let (mut high, mut best) = (self.p95_of(&start.is_in), start);
        let distinct = if self.sigma <= 0.0 { self.rows.distinct() } else { Vec::new() };
        // Below `low` there is none, or it is not known; `high` is that of the best.
        let mut is_low_open = true;
        for asked in 0..MOST_ASKED {
            let far = self.rows.longest() * exp(FAR * self.sigma);
            let Some(x) = between(low, high, is_low_open, asked < HALVED, far, &distinct) else { break };
            self.rows.set_tail(x);
            best.measures = self.rows.measures(&best.is_in);
            let goal = Goal { objective: tail, limits, size };
            let mut search = Search::new(&self.rows, goal, steps).from(Some(best.clone()));
            if asked < HALVED || self.sigma <= 0.0 {
                search = search.until(BEYOND * total);
            }
            let found = search.run(&self.states, false);
            match found.set.filter(|set| set.measures[tail] <= BEYOND * total) {
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
}

/// A set to begin with.
enum Start {
    Set(Set),
    /// There is none.
    Nothing,
    /// The steps ran out before one was found.
    Unknown,
}

fn count(set: &Set) -> usize {
    set.is_in.iter().filter(|is_in| **is_in).count()
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
        return (below > low).then(|| if halves { 0.5 * (low + below) } else { below });
    }
    let first = distinct.partition_point(|ms| if is_low_open { *ms < low } else { *ms <= low });
    let last = distinct.partition_point(|ms| *ms < high);
    (first < last).then(|| distinct[first + (last - first) / 2])
}
