//! Branch and bound over sets of one size.

use super::TIE;
use super::dual::{Dual, Goal, Prices, State};
use super::rows::{Measures, Rows, Table};
use super::swaps::{greedy, swap};
use crate::engine::random::{Random, keyed};
use std::collections::BinaryHeap;

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

/// A set of regions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Set {
    /// Whether each region is in it.
    pub is_in: Vec<bool>,
    pub measures: Measures,
}

/// What a search has found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// The best set.
    pub set: Option<Set>,
    /// No set is better than this.
    pub bound: f64,
    /// Whether the bound says that none is better than the best.
    pub proven: bool,
    /// Prices at which the relaxation of all sets bounds best.
    pub prices: Prices,
    /// The proof, where it is kept: parts that together are all sets, each once, none with a set better than the best.
    pub leaves: Vec<Leaf>,
}

/// Sets of which none is better than the best: the bound at the prices says so.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leaf {
    /// What these sets have in common.
    pub states: Vec<State>,
    pub prices: Prices,
}

/// Part of the sets.
#[derive(Debug, Clone)]
struct Node {
    bound: f64,
    number: u32,
    states: Vec<State>,
    prices: Prices,
}

impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Node {}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Node) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The least bound comes first, of equal ones the newest.
impl Ord for Node {
    fn cmp(&self, other: &Node) -> std::cmp::Ordering {
        other.bound.total_cmp(&self.bound).then(self.number.cmp(&other.number))
    }
}

/// A search for the best set of one size.
pub(super) struct Search<'a> {
    rows: &'a Rows,
    goal: Goal,
    /// Steps that are left; the search takes from it.
    steps: &'a mut u32,
    best: Option<Set>,
    /// Sets that are not below it are of no interest; infinite: all are.
    ceiling: f64,
    /// Enough: the search ends at a set that is no more.
    enough: f64,
    dual: Dual,
    /// How often each region was chosen of late.
    often: Vec<f64>,
    /// Prices to begin with; empty: those of the best set.
    first: Prices,
    /// Looks for the first of equal sets, no longer for a better one.
    ties: bool,
    /// What was decided at the start, and the prices there.
    root: Option<(Vec<State>, Prices)>,
    numbers: u32,
    /// The proof, where it is asked for.
    leaves: Option<Vec<Leaf>>,
}

impl<'a> Search<'a> {
    /// With what has been decided about each region.
    pub fn new(rows: &'a Rows, goal: Goal, steps: &'a mut u32) -> Search<'a> {
        Search {
            rows,
            goal,
            steps,
            best: None,
            ceiling: f64::INFINITY,
            enough: f64::NEG_INFINITY,
            dual: Dual::default(),
            often: Vec::new(),
            first: Prices::default(),
            ties: false,
            root: None,
            numbers: 0,
            leaves: None,
        }
    }

    /// From a set that is allowed.
    pub fn from(mut self, set: Option<Set>) -> Self {
        self.best = set;
        self
    }

    /// Sets of that value or more are of no interest.
    pub fn below(mut self, ceiling: f64) -> Self {
        self.ceiling = ceiling;
        self
    }

    /// A set of that value or less will do.
    pub fn until(mut self, enough: f64) -> Self {
        self.enough = enough;
        self
    }

    /// From prices that bound a problem much like it.
    pub fn at(mut self, prices: Prices) -> Self {
        self.first = prices;
        self
    }

    /// Keeps the proof.
    #[cfg(test)]
    pub fn proving(mut self) -> Self {
        self.leaves = Some(Vec::new());
        self
    }

    /// The value to beat.
    fn value(&self) -> f64 {
        let best = self.best.as_ref().map_or(f64::INFINITY, |set| set.measures[self.goal.objective]);
        best.min(self.ceiling)
    }

    /// A part of the sets whose bound reaches this is of no interest.
    fn cut(&self) -> f64 {
        match self.ties {
            true => self.value() * (1.0 + TIE),
            false if self.enough.is_finite() => (self.value() * (1.0 - TIE)).min(self.wanted()),
            false => self.value() * (1.0 - TIE),
        }
    }

    /// Sets above this are of no interest.
    fn wanted(&self) -> f64 {
        let most = self.value() * (1.0 + TIE);
        // Just above, so that a bound of what is enough does not end the search for it.
        if self.enough.is_finite() { most.min(self.enough + TIE * self.enough.abs().max(TIE)) } else { most }
    }

    fn is_enough(&self) -> bool {
        self.best.as_ref().is_some_and(|set| set.measures[self.goal.objective] <= self.enough)
    }

    /// Takes a set if it is allowed and better, or equal and of regions that come first.
    fn offer(&mut self, is_in: &[bool]) {
        let measures = self.rows.measures(is_in);
        if !self.goal.allows(&measures) {
            return;
        }
        let value = measures[self.goal.objective];
        let is_better = match (&self.best, self.ties) {
            (None, _) => value < self.ceiling,
            (Some(best), false) => value < self.value() && value < best.measures[self.goal.objective],
            (Some(best), true) => value <= self.value() * (1.0 + TIE) && comes_first(is_in, &best.is_in),
        };
        if is_better {
            self.best = Some(Set { is_in: is_in.to_vec(), measures });
        }
    }

    /// Finds the best set; of equal ones the first where `ties` are asked for.
    pub fn run(mut self, states: &[State], ties: bool) -> Found {
        let prices = std::mem::take(&mut self.first);
        let mut found = self.tree(Node { bound: f64::NEG_INFINITY, number: 0, states: states.to_vec(), prices });
        found.leaves = self.leaves.take().unwrap_or_default();
        if ties && found.proven && self.best.is_some() {
            self.ties = true;
            if let Some((states, prices)) = self.root.take() {
                let bound = f64::NEG_INFINITY;
                self.tree(Node { bound, number: 0, states, prices });
            }
        }
        found.set = self.best;
        found
    }

    fn tree(&mut self, root: Node) -> Found {
        let mut open = BinaryHeap::from([root]);
        let mut prices = Prices::default();
        let mut is_root = true;
        while let Some(node) = open.pop() {
            if node.bound >= self.cut() || self.is_enough() {
                open.push(node);
                open.drain().for_each(|node| self.close(&node.states, &node.prices));
                break;
            }
            if *self.steps == 0 {
                open.push(node);
                break;
            }
            if !is_root && self.ties && !self.may_come_first(&node.states) {
                continue;
            }
            let branches = self.explore(node, is_root);
            if is_root {
                prices.clone_from(&self.dual.prices);
                is_root = false;
                if !branches.is_empty() && !self.ties {
                    self.scatter();
                }
            }
            open.extend(branches);
        }
        let least = open.peek().map_or(f64::INFINITY, |node| node.bound);
        let bound = least.min(self.value());
        Found { set: None, bound, proven: open.is_empty(), prices, leaves: Vec::new() }
    }

    /// Notes that a part of the sets has none that is better.
    fn close(&mut self, states: &[State], prices: &Prices) {
        if let Some(leaves) = &mut self.leaves {
            leaves.push(Leaf { states: states.to_vec(), prices: prices.clone() });
        }
    }

    fn close_here(&mut self, states: &[State]) {
        if self.leaves.is_some() {
            let prices = self.dual.prices.clone();
            self.close(states, &prices);
        }
    }

    /// Decides what the bound allows; the other way each decision could have gone is closed.
    fn decide(&mut self, bound: f64, states: &mut Vec<State>) {
        let mut before = if self.leaves.is_some() { states.clone() } else { Vec::new() };
        self.dual.decide(bound, self.wanted(), states);
        for region in 0..before.len() {
            if before[region] != states[region] {
                let prices = self.dual.prices.clone();
                before[region] = if states[region] == State::In { State::Out } else { State::In };
                self.close(&before, &prices);
                before[region] = states[region];
            }
        }
    }

    /// Whether a set of a part can come before the best.
    fn may_come_first(&self, states: &[State]) -> bool {
        let Some(best) = &self.best else { return true };
        let mut left = self.goal.size.saturating_sub(states.iter().filter(|state| **state == State::In).count());
        let first: Vec<bool> = states
            .iter()
            .map(|state| match state {
                State::In => true,
                State::Free if left > 0 => {
                    left -= 1;
                    true
                }
                _ => false,
            })
            .collect();
        comes_first(&first, &best.is_in)
    }

    /// Steps towards the bound of a part of the sets; the parts that are left of it.
    fn explore(&mut self, node: Node, is_root: bool) -> Vec<Node> {
        let Node { mut states, prices, mut bound, .. } = node;
        let first_time = is_root && !self.ties;
        if first_time {
            self.start(&states);
        }
        let begin = match prices.groups.is_empty() {
            true => self.first_prices(&states),
            false => prices,
        };
        self.dual.begin(self.rows, &self.goal, &begin, &states);
        self.often.clear();
        self.often.resize(states.len(), 0.5);
        let most = if is_root { ROOT_STEPS } else { BRANCH_STEPS };
        let halvings = if is_root { HALVINGS.0 } else { HALVINGS.1 };
        let (mut length, mut stalled, mut halved) = (if is_root { 2.0 } else { 1.0 }, 0, 0);
        let (mut top, mut at_top) = (f64::NEG_INFINITY, Prices::default());
        let mut walked = states.iter().filter(|state| **state != State::Out).count();
        for step in 0..most {
            if let Some(set) = self.determined(&states) {
                if let Some(is_in) = set {
                    self.offer(&is_in);
                    self.close_here(&states);
                }
                self.keep(is_root, &states, at_top);
                return Vec::new();
            }
            if *self.steps == 0 {
                break;
            }
            *self.steps -= 1;
            let here = self.dual.bound(&self.goal, &states);
            if here > top {
                (top, stalled) = (here, 0);
                at_top.clone_from(&self.dual.prices);
            } else {
                stalled += 1;
            }
            bound = bound.max(here);
            self.decide(here, &mut states);
            if here >= self.cut() {
                self.close_here(&states);
                self.keep(is_root, &states, at_top);
                return Vec::new();
            }
            if step % LOOK == 0 {
                self.look(&states, is_root && !self.ties);
                if is_root && self.closes(&states, &mut top, &mut at_top) {
                    self.close_here(&states);
                    self.keep(is_root, &states, at_top);
                    return Vec::new();
                }
                let left = states.iter().filter(|state| **state != State::Out).count();
                if left * 4 < walked * 3 {
                    walked = left;
                    self.dual.narrow(self.rows, &self.goal, &states);
                }
            }
            for (often, chosen) in self.often.iter_mut().zip(&self.dual.chosen) {
                *often += 0.05 * (f64::from(u8::from(*chosen)) - *often);
            }
            if stalled == PATIENCE {
                (length, stalled, halved) = (0.5 * length, 0, halved + 1);
                if halved == halvings {
                    break;
                }
            }
            let aim = self.aim(here, top);
            if !self.dual.step(self.rows, &self.goal, length * aim) {
                let chosen = self.dual.chosen.clone();
                self.offer(&chosen);
                if self.goal.is_free() && !self.ties {
                    // The relaxed set keeps every rule: it is the best of this part.
                    self.close_here(&states);
                    self.keep(is_root, &states, at_top);
                    return Vec::new();
                }
                break;
            }
        }
        if is_root {
            self.keep(true, &states, at_top.clone());
        }
        self.branches(states, at_top, bound)
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

    /// Remembers what was found at the start.
    fn keep(&mut self, is_root: bool, states: &[State], prices: Prices) {
        if is_root {
            self.dual.prices.clone_from(&prices);
            if !self.ties {
                self.root = Some((states.to_vec(), prices));
            }
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

    /// Looks for a better set near the relaxed one.
    fn look(&mut self, states: &[State], far: bool) {
        let chosen = self.dual.chosen.clone();
        if self.best.as_ref().is_some_and(|best| best.is_in == chosen) {
            return;
        }
        match far {
            true => {
                let (kept, may) = kept_and_may(states);
                self.exchange(chosen, &may, &kept);
            }
            false => self.offer(&chosen),
        }
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
    fn branches(&mut self, states: Vec<State>, prices: Prices, bound: f64) -> Vec<Node> {
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
    fn scatter(&mut self) {
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

/// Regions that stay, and those that may be taken.
fn kept_and_may(states: &[State]) -> (Vec<bool>, Vec<bool>) {
    let is = |wanted: State| states.iter().map(|state| *state == wanted).collect();
    (is(State::In), is(State::Free))
}

/// Whether the regions of a set come before those of another, by index.
fn comes_first(one: &[bool], other: &[bool]) -> bool {
    one.iter().zip(other).find(|(a, b)| a != b).is_some_and(|(one, _)| *one)
}

/// The table of a search at its start, for whoever wants to look at costs.
pub(super) fn plain_table(rows: &Rows) -> Table {
    let mut table = Table::default();
    table.fill(rows, |_| false);
    table.weigh(rows, &[1.0, 0.0, 0.0, 0.0]);
    table
}
