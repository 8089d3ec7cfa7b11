//! Objectives and limits, each a search for the best set of one size or several of them.

use super::TIE;
use super::branch::{Found, Search, Set};
use super::candidates::{Ask, Candidates, Objective};
use super::dual::{Goal, Prices, State};
use super::rows::{Measure, Measures, Rows};
use super::swaps::{greedy, plain_table};
use std::ops::RangeInclusive;

/// Part of the requests that may take longer than the 95th percentile, and the slack of the engine's quantiles.
pub(super) const BEYOND: f64 = 0.05 + 1e-12;
/// Questions about a sum of regions: at first by halves, at most.
pub(super) const HALVED: u32 = 8;
pub(super) const MOST_ASKED: u32 = 60;
/// No limit.
const NONE: Measures = [f64::INFINITY; 4];

/// Something asked of candidates, ready to be searched.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub rows: Rows,
    pub(super) states: Vec<State>,
    must: usize,
    pub(super) sigma: f64,
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
        let is_known = ask.objective == Objective::Mean || self.serve_all(ask, &mut limits, &mut steps);
        let mut best = match ask.objective {
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
        };
        if !is_known {
            (best.bound, best.proven) = (f64::NEG_INFINITY, false);
        }
        best
    }

    /// The cheapest of up to so many regions with at most this mean.
    pub fn cheapest(&self, size: usize, mean_ms: f64) -> Best {
        let mut limits = NONE;
        limits[Measure::Mean as usize] = mean_ms * (1.0 + TIE) * self.rows.total();
        let mut steps = self.steps;
        let found = self.run(Measure::Cost, self.least()..=size, limits, &mut steps);
        self.best(found, 1.0)
    }

    /// Where not every region may serve everybody: a mean that only sets have which leave no more unserved than the best mean
    /// within the limits does, but for groups that are less than the 10 000th part of all. Whether that best mean is proven.
    fn serve_all(&mut self, ask: &Ask, limits: &mut Measures, steps: &mut u32) -> bool {
        let (mean, tail) = (Measure::Mean as usize, Measure::Tail as usize);
        if self.rows.is_open() || limits[mean].is_finite() {
            return true;
        }
        let mut within = *limits;
        if let (Some(limit), Objective::P95) = (ask.max_p95_ms, ask.objective) {
            self.rows.set_tail(slack(limit));
            within[tail] = BEYOND * self.rows.total();
        }
        let sizes =
            if ask.objective == Objective::Cost { self.least()..=ask.regions } else { ask.regions..=ask.regions };
        let found = self.run(Measure::Mean, sizes, within, steps);
        // Without a set there is none within the limits, or none is known: the search that follows says which.
        let Some(set) = found.set else { return found.proven };
        let (_, unserved) = self.rows.served(&set.is_in);
        let penalty: f64 = (0..self.rows.weight.len())
            .filter(|g| unserved.contains(&self.rows.groups[*g]))
            .map(|g| self.rows.unserved[0][g])
            .sum();
        limits[mean] = (penalty + self.rows.longest() * self.rows.total()) * (1.0 + TIE);
        found.proven
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
    pub(super) fn least_of(
        &self,
        measure: Measure,
        sizes: RangeInclusive<usize>,
        limits: Measures,
        known: Option<Set>,
        ties: bool,
        steps: &mut u32,
    ) -> Found {
        let objective = measure as usize;
        let mut best = Found { set: known, ..Found::nothing() };
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
            let is_known = best.set.as_ref().is_some_and(|known| count(known) == size);
            // Of equal ones those of fewer regions.
            let is_better =
                |set: &Set| is_known || set.measures[objective] < value * (1.0 - TIE) || value.is_infinite();
            if let Some(set) = found.set.filter(is_better) {
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
        let mut best = Found::nothing();
        for size in sizes {
            let mut low = self.least_sum(added - 2, size);
            let mut prices = Prices::default();
            let mut is_known = false;
            for asked in 0..MOST_ASKED {
                let high = best.set.as_ref().map_or(limits[added], |set| set.measures[added]);
                let below = if best.set.is_some() { high * (1.0 - 2.0 * TIE) } else { high };
                if low > below || (best.set.is_some() && low == below) {
                    is_known = true;
                    break;
                }
                // Not before there is a set of this size.
                let halves = best.set.as_ref().is_some_and(|set| count(set) == size) && asked < HALVED;
                let sum = if halves { 0.5 * (low + below) } else { below };
                let mut limits = limits;
                limits[added] = sum;
                match self.had(&Goal { objective: nearby, limits, size }, &mut prices, steps) {
                    Start::Set(set) => best.set = Some(set),
                    Start::Nothing if halves => low = sum * (1.0 + TIE),
                    Start::Nothing => {
                        is_known = true;
                        break;
                    }
                    Start::Unknown => break,
                }
            }
            if !is_known {
                best.proven = false;
                best.bound = best.bound.min(low);
            }
        }
        best.bound = best.bound.min(best.set.as_ref().map_or(f64::INFINITY, |set| set.measures[added]));
        best
    }

    /// A set within the limits of a goal, that of its objective among them; begins at prices and leaves those that it found.
    fn had(&self, goal: &Goal, prices: &mut Prices, steps: &mut u32) -> Start {
        let mut goal = *goal;
        let enough = std::mem::replace(&mut goal.limits[goal.objective], f64::INFINITY);
        let start = match self.allowed(&goal, steps) {
            Start::Set(set) => set,
            other => return other,
        };
        let search = Search::new(&self.rows, goal, steps).from(Some(start)).at(std::mem::take(prices)).until(enough);
        let found = search.run(&self.states, false);
        *prices = found.prices;
        match found.set.filter(|set| set.measures[goal.objective] <= enough) {
            Some(set) => Start::Set(set),
            None if found.proven => Start::Nothing,
            None => Start::Unknown,
        }
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
    pub(super) fn allowed(&self, goal: &Goal, steps: &mut u32) -> Start {
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
        let search = Search::new(&self.rows, Goal { objective: kind, limits, size: goal.size }, steps);
        let found = search.from(Some(start)).until(limit).run(&self.states, false);
        match found.set.filter(|set| set.measures[kind] <= limit) {
            Some(set) => Start::Set(set),
            None if found.proven => Start::Nothing,
            None => Start::Unknown,
        }
    }
}

/// A limit with what rounding makes of it.
fn slack(limit: f64) -> f64 {
    limit * (1.0 + TIE)
}

/// A set to begin with.
pub(super) enum Start {
    Set(Set),
    /// There is none.
    Nothing,
    /// The steps ran out before one was found.
    Unknown,
}

fn count(set: &Set) -> usize {
    set.is_in.iter().filter(|is_in| **is_in).count()
}
