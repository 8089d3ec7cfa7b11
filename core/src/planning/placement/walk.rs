//! What is done with one part of the sets: steps of the prices, until the part is closed or is to be cut in two.

use super::branch::{Node, Search};
use super::dual::{Prices, State};
use super::swaps::{greedy, swap};
use crate::engine::random::{Random, keyed};

/// Most steps from the prices at the start.
const ROOT_STEPS: u32 = 3_000;
/// Most steps in a branch, which begins at the prices of the one above.
const BRANCH_STEPS: u32 = 150;
/// The length of a step is halved after so many without gain.
const PATIENCE: u32 = 20;
/// Halvings that end the steps: at the start, in a branch.
const HALVINGS: (u32, u32) = (24, 8);
/// Steps between two looks for a better set, and a closed bound.
const LOOK: u32 = 10;
/// Starts of the exchange.
const STARTS: u64 = 30;

/// A part of the sets on its way.
struct Walk {
    states: Vec<State>,
    is_root: bool,
    /// No set of it is better than this.
    bound: f64,
    /// The best bound of these steps, and the prices there.
    top: f64,
    at_top: Prices,
    /// Part of Polyak's step.
    length: f64,
    /// Steps without gain, halvings of the length.
    stalled: u32,
    halved: u32,
    /// Regions in the table.
    walked: usize,
}

/// What comes after a step.
#[derive(PartialEq)]
enum Next {
    Step,
    /// Nothing more is gained by steps.
    Cut,
    /// There is no better set in the part.
    Closed,
}

impl Search<'_> {
    /// Steps towards the bound of a part of the sets; the parts that are left of it.
    pub(super) fn explore(&mut self, node: Node, is_root: bool) -> Vec<Node> {
        let mut walk = self.set_out(node, is_root);
        let mut next = Next::Step;
        for step in 0..if is_root { ROOT_STEPS } else { BRANCH_STEPS } {
            next = self.stride(&mut walk, step);
            if next != Next::Step {
                break;
            }
        }
        if is_root {
            self.keep_root(&walk.states, &walk.at_top);
        }
        if next == Next::Closed { Vec::new() } else { self.branches(walk) }
    }

    fn set_out(&mut self, node: Node, is_root: bool) -> Walk {
        let Node { states, prices, bound, .. } = node;
        if is_root && !self.ties {
            self.start(&states);
        }
        let begin = if prices.groups.is_empty() { self.first_prices(&states) } else { prices };
        self.dual.begin(self.rows, &self.goal, &begin, &states);
        self.often.clear();
        self.often.resize(states.len(), 0.5);
        Walk {
            walked: open(&states),
            states,
            is_root,
            bound,
            top: f64::NEG_INFINITY,
            at_top: Prices::default(),
            length: if is_root { 2.0 } else { 1.0 },
            stalled: 0,
            halved: 0,
        }
    }

    /// One step.
    fn stride(&mut self, walk: &mut Walk, step: u32) -> Next {
        if let Some(set) = self.determined(&walk.states) {
            if let Some(is_in) = set {
                self.offer(&is_in);
                self.close_here(&walk.states);
            }
            return Next::Closed;
        }
        if *self.steps == 0 {
            return Next::Cut;
        }
        *self.steps -= 1;
        let here = self.dual.bound(&self.goal, &walk.states);
        walk.stalled += 1;
        if here > walk.top {
            (walk.top, walk.stalled) = (here, 0);
            walk.at_top.clone_from(&self.dual.prices);
        }
        walk.bound = walk.bound.max(here);
        self.decide(here, &mut walk.states);
        if here >= self.cut() || (step.is_multiple_of(LOOK) && self.look(walk)) {
            self.close_here(&walk.states);
            return Next::Closed;
        }
        for (often, chosen) in self.often.iter_mut().zip(&self.dual.chosen) {
            *often += 0.05 * (f64::from(u8::from(*chosen)) - *often);
        }
        if walk.stalled == PATIENCE {
            (walk.length, walk.stalled, walk.halved) = (0.5 * walk.length, 0, walk.halved + 1);
            if walk.halved == if walk.is_root { HALVINGS.0 } else { HALVINGS.1 } {
                return Next::Cut;
            }
        }
        let lift = walk.length * self.aim(here, walk.top);
        if self.dual.step(self.rows, &self.goal, lift) {
            return Next::Step;
        }
        let chosen = self.dual.chosen.clone();
        self.offer(&chosen);
        if self.goal.is_free() && !self.ties {
            // The relaxed set keeps every rule: it is the best of this part.
            self.close_here(&walk.states);
            return Next::Closed;
        }
        Next::Cut
    }

    /// Looks for a better set near the relaxed one, and whether the bound closes at the best.
    fn look(&mut self, walk: &mut Walk) -> bool {
        let chosen = self.dual.chosen.clone();
        if self.best.as_ref().is_none_or(|best| best.is_in != chosen) {
            match walk.is_root && !self.ties {
                true => {
                    let (kept, may) = kept_and_may(&walk.states);
                    self.exchange(chosen, &may, &kept);
                }
                false => self.offer(&chosen),
            }
        }
        if walk.is_root && self.closes(&walk.states, &mut walk.top, &mut walk.at_top) {
            return true;
        }
        let left = open(&walk.states);
        if left * 4 < walk.walked * 3 {
            walk.walked = left;
            self.dual.narrow(self.rows, &self.goal, &walk.states);
        }
        false
    }

    /// How far the bound is to be lifted.
    fn aim(&self, here: f64, top: f64) -> f64 {
        let value = if self.enough.is_finite() { self.value().min(self.enough) } else { self.value() };
        match value.is_finite() {
            // A little beyond, so that the last steps do not become shorter and shorter.
            true => value - here + 1e-3 * (value.abs() + (value - top).abs()),
            false => 0.1 * here.abs() + f64::MIN_POSITIVE,
        }
    }

    /// The only set that is left, where there is one; an inner none where there is none at all.
    fn determined(&self, states: &[State]) -> Option<Option<Vec<bool>>> {
        let count = |wanted: State| states.iter().filter(|state| **state == wanted).count();
        let (inside, free) = (count(State::In), count(State::Free));
        let size = self.goal.size;
        if inside > size || inside + free < size {
            return Some(None);
        }
        let all = inside + free == size;
        (all || inside == size)
            .then(|| Some(states.iter().map(|state| *state == State::In || (all && *state == State::Free)).collect()))
    }

    /// Greedy, and the exchange from there.
    fn start(&mut self, states: &[State]) {
        let prices = Prices { groups: vec![0.0; self.rows.weight.len()], ..Prices::default() };
        self.dual.begin(self.rows, &self.goal, &prices, states);
        let (kept, may) = kept_and_may(states);
        let mut is_in = kept.clone();
        greedy(&self.dual.table, &mut is_in, &may, self.goal.size);
        self.exchange(is_in, &may, &kept);
    }

    /// Exchanges from a set, under the costs of the moment.
    fn exchange(&mut self, mut is_in: Vec<bool>, may: &[bool], kept: &[bool]) {
        let table = std::mem::take(&mut self.dual.table);
        let size = is_in.iter().filter(|is_in| **is_in).count();
        if size == self.goal.size {
            match self.goal.is_free() {
                true => {
                    swap(&table, &mut is_in, may, kept, |_| ());
                    self.offer(&is_in);
                }
                false => swap(&table, &mut is_in, may, kept, |is_in| self.offer(is_in)),
            }
        }
        self.dual.table = table;
    }

    /// Whether the bound closes at the best set with prices between the costs of its nearest two regions.
    fn closes(&mut self, states: &[State], top: &mut f64, at_top: &mut Prices) -> bool {
        if self.ties || !self.goal.is_free() {
            return false;
        }
        let Some(best) = self.best.take() else { return false };
        let before = self.dual.prices.clone();
        self.dual.clamp(&best.is_in);
        self.best = Some(best);
        let closed = self.dual.bound(&self.goal, states);
        if closed > *top {
            *top = closed;
            at_top.clone_from(&self.dual.prices);
        }
        let is_closed = closed >= self.cut();
        if !is_closed {
            self.dual.prices = before;
            self.dual.bound(&self.goal, states);
        }
        is_closed
    }

    /// Prices to begin with: between the costs of the nearest two regions of the best set.
    fn first_prices(&mut self, states: &[State]) -> Prices {
        let groups = vec![f64::INFINITY; self.rows.weight.len()];
        let mut prices = Prices { groups: vec![0.0; groups.len()], ..Prices::default() };
        if let Some(best) = &self.best {
            self.dual.begin(self.rows, &self.goal, &prices, states);
            self.dual.clamp(&best.is_in);
            let low = self.dual.prices.groups.clone();
            self.dual.prices.groups = groups;
            self.dual.clamp(&best.is_in);
            let high = &self.dual.prices.groups;
            prices.groups = low.iter().zip(high).map(|(low, high)| low + 0.5 * (high - low).min(*low)).collect();
        }
        prices
    }

    /// The two parts that differ in the region of which it is least clear whether it is chosen.
    fn branches(&mut self, walk: Walk) -> Vec<Node> {
        let Walk { states, at_top: prices, bound, .. } = walk;
        let free = (0..states.len()).filter(|region| states[*region] == State::Free);
        let doubt = |region: &usize| (self.often[*region] - 0.5).abs();
        let Some(region) = free.min_by(|a, b| doubt(a).total_cmp(&doubt(b))) else { return Vec::new() };
        let part = |state: State, number: u32| {
            let mut states = states.clone();
            states[region] = state;
            Node { bound, number, states, prices: prices.clone() }
        };
        self.numbers += 2;
        vec![part(State::Out, self.numbers), part(State::In, self.numbers + 1)]
    }

    /// Exchanges from random sets.
    pub(super) fn scatter(&mut self) {
        let Some((states, _)) = &self.root else { return };
        let (kept, may) = kept_and_may(states);
        let open: Vec<usize> = (0..may.len()).filter(|region| may[*region]).collect();
        for start in 0..STARTS {
            let mut random = Random::of(keyed(self.goal.size as u64, start));
            let mut is_in = kept.clone();
            let mut left = self.goal.size.saturating_sub(kept.iter().filter(|kept| **kept).count());
            let mut tries = 100 * left;
            while left > 0 && tries > 0 && !open.is_empty() {
                tries -= 1;
                let region = open[(random.next() % open.len() as u64) as usize];
                if !is_in[region] {
                    is_in[region] = true;
                    left -= 1;
                }
            }
            self.exchange(is_in, &may, &kept);
        }
    }
}

/// How many regions are not ruled out.
fn open(states: &[State]) -> usize {
    states.iter().filter(|state| **state != State::Out).count()
}

/// Regions that stay, and those that may be taken.
fn kept_and_may(states: &[State]) -> (Vec<bool>, Vec<bool>) {
    let is = |wanted: State| states.iter().map(|state| *state == wanted).collect();
    (is(State::In), is(State::Free))
}
