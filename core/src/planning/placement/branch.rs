//! Branch and bound over sets of one size.

use super::TIE;
use super::dual::{Dual, Goal, Prices, State};
use super::rows::{Measures, Rows};
use std::collections::BinaryHeap;

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

impl Found {
    /// Of no sets at all.
    pub fn nothing() -> Found {
        Found { set: None, bound: f64::INFINITY, proven: true, prices: Prices::default(), leaves: Vec::new() }
    }
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
pub(super) struct Node {
    /// None of them is better than this.
    pub bound: f64,
    /// The later it was made the larger.
    pub number: u32,
    /// What they have in common.
    pub states: Vec<State>,
    /// Prices to begin with; empty: those of the best set.
    pub prices: Prices,
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
    pub(super) rows: &'a Rows,
    pub(super) goal: Goal,
    /// Steps that are left; the search takes from it.
    pub(super) steps: &'a mut u32,
    pub(super) best: Option<Set>,
    /// Sets that are not below it are of no interest; infinite: all are.
    ceiling: f64,
    /// Enough: the search ends at a set that is no more.
    pub(super) enough: f64,
    pub(super) dual: Dual,
    /// How often each region was chosen of late.
    pub(super) often: Vec<f64>,
    /// Prices to begin with; empty: those of the best set.
    first: Prices,
    /// Looks for the first of equal sets, no longer for a better one.
    pub(super) ties: bool,
    /// What was decided at the start, and the prices there.
    pub(super) root: Option<(Vec<State>, Prices)>,
    pub(super) numbers: u32,
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
    pub(super) fn value(&self) -> f64 {
        let best = self.best.as_ref().map_or(f64::INFINITY, |set| set.measures[self.goal.objective]);
        best.min(self.ceiling)
    }

    /// A part of the sets whose bound reaches this is of no interest.
    pub(super) fn cut(&self) -> f64 {
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
    pub(super) fn offer(&mut self, is_in: &[bool]) {
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

    /// Remembers what was found of all sets.
    pub(super) fn keep_root(&mut self, states: &[State], prices: &Prices) {
        self.dual.prices.clone_from(prices);
        if !self.ties {
            self.root = Some((states.to_vec(), prices.clone()));
        }
    }

    /// Notes that a part of the sets has none that is better.
    fn close(&mut self, states: &[State], prices: &Prices) {
        if let Some(leaves) = &mut self.leaves {
            leaves.push(Leaf { states: states.to_vec(), prices: prices.clone() });
        }
    }

    pub(super) fn close_here(&mut self, states: &[State]) {
        if self.leaves.is_some() {
            let prices = self.dual.prices.clone();
            self.close(states, &prices);
        }
    }

    /// Decides what the bound allows; the other way each decision could have gone is closed.
    pub(super) fn decide(&mut self, bound: f64, states: &mut [State]) {
        let mut before = if self.leaves.is_some() { states.to_vec() } else { Vec::new() };
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
                State::Free | State::Out => false,
            })
            .collect();
        comes_first(&first, &best.is_in)
    }
}

/// Whether the regions of a set come before those of another, by index.
fn comes_first(one: &[bool], other: &[bool]) -> bool {
    one.iter().zip(other).find(|(a, b)| a != b).is_some_and(|(one, _)| *one)
}
