//! The Lagrangian bound: what no set of regions can be better than.
//!
//! Every group is to be served once: that rule is relaxed at a price u of each group, as are limits at prices μ. For given
//! prices the best set is found by sorting, and its value is no more than that of any set that keeps to the rules:
//!
//! L(u, μ) = Σ_g u_g + Σ of the n least ρ_j − Σ_k μ_k limit_k, with ρ_j = added_j + Σ_g min(0, cost_gj − u_g)
//!
//! (Cornuéjols, Fisher, Nemhauser: Location of bank accounts to optimize float, Management Science 23, 1977; step by
//! Polyak.) A region whose exchange would lift L above what is wanted is ruled out, or in.

use super::rows::{Measures, Rows, Table};

/// What is minimised, within what.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Goal {
    /// The measure, by its number.
    pub objective: usize,
    /// Upper limits; infinite: none.
    pub limits: Measures,
    /// How many regions.
    pub size: usize,
}

impl Goal {
    /// Whether a set is within the limits.
    pub fn allows(&self, measures: &Measures) -> bool {
        measures.iter().zip(&self.limits).all(|(measure, limit)| measure <= limit)
    }

    fn limited(&self) -> impl Iterator<Item = usize> {
        (0..4).filter(|kind| self.limits[*kind].is_finite())
    }

    /// Whether there is no limit.
    pub fn is_free(&self) -> bool {
        self.limited().next().is_none()
    }
}

/// What has been decided about a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Free,
    In,
    Out,
}

/// Prices.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Prices {
    /// Of each group.
    pub groups: Vec<f64>,
    /// Of each limit.
    pub limits: Measures,
}

/// The bound at some prices, and what it says of each region.
#[derive(Debug, Clone, Default)]
pub(super) struct Dual {
    pub table: Table,
    pub prices: Prices,
    /// What each region would add to the bound.
    rho: Vec<f64>,
    /// The regions of the best relaxed set.
    pub chosen: Vec<bool>,
    order: Vec<u32>,
    /// The largest ρ that was chosen freely, the least that was not.
    edge: (f64, f64),
    slope: Vec<f64>,
    /// Limits count by the part of this.
    scale: Measures,
}

impl Dual {
    /// Begins at prices, with what has been decided.
    pub fn begin(&mut self, rows: &Rows, goal: &Goal, prices: &Prices, states: &[State]) {
        self.prices.clone_from(prices);
        for kind in goal.limited() {
            self.scale[kind] = if goal.limits[kind] > 0.0 { goal.limits[kind] } else { 1.0 };
        }
        self.table.fill(rows, |region| states[region] == State::Out);
        self.weigh(rows, goal);
    }

    /// Leaves out what has been ruled out since.
    pub fn narrow(&mut self, rows: &Rows, goal: &Goal, states: &[State]) {
        self.table.fill(rows, |region| states[region] == State::Out);
        self.weigh(rows, goal);
    }

    /// Weighs the table at the prices of the limits.
    fn weigh(&mut self, rows: &Rows, goal: &Goal) {
        let mut weights = [0.0; 4];
        weights[goal.objective] = 1.0;
        for kind in goal.limited() {
            weights[kind] += self.prices.limits[kind] / self.scale[kind];
        }
        self.table.weigh(rows, &weights);
    }

    /// The bound at the prices.
    pub fn bound(&mut self, goal: &Goal, states: &[State]) -> f64 {
        self.rho.clone_from(&self.table.added);
        let mut bound = 0.0;
        for (group, price) in self.prices.groups.iter_mut().enumerate() {
            let mut row = self.table.row(group);
            // A price below the nearest cost, or above that of not being served, bounds less.
            let least = row.next().map_or(self.table.unserved[group], |(_, cost)| cost);
            *price = price.max(least).min(self.table.unserved[group]);
            bound += *price;
            for (region, cost) in self.table.row(group).take_while(|(_, cost)| *cost < *price) {
                self.rho[region] += cost - *price;
            }
        }
        bound += self.choose(goal, states);
        for kind in goal.limited() {
            bound -= self.prices.limits[kind] * goal.limits[kind] / self.scale[kind];
        }
        bound
    }

    /// Chooses the regions of least ρ; their sum.
    fn choose(&mut self, goal: &Goal, states: &[State]) -> f64 {
        self.order.clear();
        self.chosen.clear();
        self.chosen.resize(states.len(), false);
        let (mut sum, mut left) = (0.0, goal.size);
        for (region, state) in states.iter().enumerate() {
            match state {
                State::In => {
                    self.chosen[region] = true;
                    sum += self.rho[region];
                    left = left.saturating_sub(1);
                }
                State::Free => self.order.push(region as u32),
                State::Out => {}
            }
        }
        let rho = &self.rho;
        let by = |a: &u32, b: &u32| rho[*a as usize].total_cmp(&rho[*b as usize]).then(a.cmp(b));
        let left = left.min(self.order.len());
        self.edge = (f64::NEG_INFINITY, f64::INFINITY);
        if left < self.order.len() {
            let (_, next, _) = self.order.select_nth_unstable_by(left, by);
            self.edge.1 = rho[*next as usize];
        }
        let chosen = &mut self.order[..left];
        // In the order of the regions: sums depend on it.
        chosen.sort_unstable();
        for region in chosen.iter().map(|region| *region as usize) {
            self.chosen[region] = true;
            self.edge.0 = self.edge.0.max(rho[region]);
            sum += rho[region];
        }
        sum
    }

    /// Decides what no set of `cut` or less can do otherwise.
    pub fn decide(&self, bound: f64, cut: f64, states: &mut [State]) {
        for (region, state) in states.iter_mut().enumerate().filter(|(_, state)| **state == State::Free) {
            let (exchanged, to) = match self.chosen[region] {
                true => (bound - self.rho[region] + self.edge.1, State::Out),
                false => (bound + self.rho[region] - self.edge.0, State::In),
            };
            if exchanged > cut {
                *state = if to == State::Out { State::In } else { State::Out };
            }
        }
    }

    /// Steps towards better prices, as far as it would take to lift the bound by `lift`; false where the relaxed set keeps
    /// every rule, and the bound can be lifted no more.
    pub fn step(&mut self, rows: &Rows, goal: &Goal, lift: f64) -> bool {
        let (mut norm, used) = self.group_slopes(rows, !goal.is_free());
        let limits = self.limit_slopes(rows, goal, used, &mut norm);
        if norm <= 0.0 {
            return false;
        }
        let length = lift / norm;
        for (price, slope) in self.prices.groups.iter_mut().zip(&self.slope) {
            *price += length * slope;
        }
        if !goal.is_free() {
            for kind in goal.limited() {
                self.prices.limits[kind] = (self.prices.limits[kind] + length * limits[kind]).max(0.0);
            }
            self.weigh(rows, goal);
        }
        true
    }

    /// How the bound rises with the price of each group, into `slope`; the sum of their squares, and what the groups use of
    /// the limits.
    fn group_slopes(&mut self, rows: &Rows, limited: bool) -> (f64, Measures) {
        let (mut norm, mut used) = (0.0, [0.0; 4]);
        self.slope.clear();
        for (group, price) in self.prices.groups.iter().enumerate() {
            let mut served = 0.0;
            if limited {
                for (region, _, mean, tail) in self.table.parts_of(group).take_while(|(_, cost, ..)| cost < price) {
                    if self.chosen[region] {
                        served += 1.0;
                        used[0] += mean;
                        used[1] += tail;
                    }
                }
            } else {
                for (region, _) in self.table.row(group).take_while(|(_, cost)| cost < price) {
                    served += f64::from(u8::from(self.chosen[region]));
                }
            }
            // Nobody is made to pay more than for not being served.
            let is_dear = served == 0.0 && *price >= self.table.unserved[group];
            if is_dear && limited {
                used[0] += rows.unserved[0][group];
                used[1] += rows.unserved[1].get(group).copied().unwrap_or(0.0);
            }
            let slope = if is_dear { 0.0 } else { 1.0 - served };
            norm += slope * slope;
            self.slope.push(slope);
        }
        (norm, used)
    }

    /// The same of the prices of limits, of which the groups use so much; adds to the sum of squares.
    fn limit_slopes(&self, rows: &Rows, goal: &Goal, mut used: Measures, norm: &mut f64) -> Measures {
        let mut limits = [0.0; 4];
        if goal.is_free() {
            return limits;
        }
        for region in (0..self.chosen.len()).filter(|region| self.chosen[*region]) {
            used[2] += rows.added[0][region];
            used[3] += rows.added[1][region];
        }
        // A limit weighs as much as the groups together.
        let weight = self.slope.len() as f64;
        for kind in goal.limited() {
            let slope = (used[kind] - goal.limits[kind]) / self.scale[kind];
            if slope > 0.0 || self.prices.limits[kind] > 0.0 {
                *norm += weight * slope * slope;
                limits[kind] = weight * slope;
            }
        }
        limits
    }

    /// Moves the price of each group between the costs of its nearest and its second nearest region of a set: where that
    /// set is the best and the relaxation has no gap, the bound is then its cost.
    pub fn clamp(&mut self, is_in: &[bool]) {
        for (group, price) in self.prices.groups.iter_mut().enumerate() {
            let mut two = self.table.row(group).filter(|(region, _)| is_in[*region]);
            let unserved = self.table.unserved[group];
            let first = two.next().map_or(unserved, |(_, cost)| cost);
            let second = two.next().map_or(unserved, |(_, cost)| cost);
            *price = price.max(first).min(second);
        }
    }
}
