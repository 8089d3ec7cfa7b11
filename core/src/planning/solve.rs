//! Solve-for: the values of one input at which an answer changes.
//!
//! The answer is looked at on a grid over the range of the input, fine near 0 (for an availability, near 1), on both
//! sides of where figures jump, and each change between two neighbours is halved down to neighbouring numbers. A margin
//! that dips towards 0 between two points is followed to its least value, so that an answer that changes and changes back
//! between them is found as well.

use super::grid;
use crate::engine::constants::ROUNDING;
use crate::engine::{Depth, Figures, Scratch, evaluate};
use crate::scenario::inputs::{At, Input, Section};
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};

/// Halvings down to neighbouring numbers, from any two that an f64 holds.
const HALVINGS: u32 = 140;
/// Changes between two points of the grid that are told apart.
const CHANGES: u32 = 8;
/// Golden sections of a dip: its place to a millionth of the distance between two points of the grid.
const SECTIONS: u32 = 30;

/// By how much a condition holds: at least 0 where it does.
type Margin<'a> = &'a dyn Fn(&Problem, &Figures) -> f64;

/// One input of a problem, varied.
#[derive(Debug, Clone)]
pub struct Varied {
    base: Problem,
    input: &'static Input,
    at: At,
    work: Problem,
    scratch: Scratch,
    figures: Figures,
    depth: Depth,
}

/// Where an answer changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing<A> {
    /// The neighbouring value below, with the answer before.
    pub below: (f64, A),
    /// The first value with the answer after.
    pub from: (f64, A),
}

/// At which values of an input a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// On one side of each crossing.
    At,
    /// At every value in the range.
    Always,
    /// At none.
    Never,
}

/// The answer to "what must X be so that …?".
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// Values at which it begins or ceases to hold, ascending; each is the nearest value at which it holds.
    pub crossings: Vec<f64>,
    /// Of each whether it begins to hold there, upwards.
    pub begins: Vec<bool>,
    /// Whether there are any.
    pub status: Status,
    /// Whether it holds with the value of today.
    pub holds_today: bool,
}

impl Varied {
    /// None where the engine does not know the input, as it does not know coordinates.
    pub fn new(problem: &Problem, input: &'static Input, at: At, depth: Depth) -> Option<Varied> {
        let mut work = problem.clone();
        let today = input.get_in(&work, at);
        // A place that takes its own value is one that the engine reads; seeds and counts of years are none to ask about.
        let is_known = input.set_in(&mut work, at, today) && input.section != Section::Simulation;
        is_known.then(|| Varied {
            base: problem.clone(),
            input,
            at,
            work,
            scratch: Scratch::default(),
            figures: Figures::default(),
            depth,
        })
    }

    /// The value of today; none where none is given.
    pub fn today(&self) -> Option<f64> {
        self.input.get_in(&self.base, self.at)
    }

    /// The figures with another value; none where that makes no scenario.
    pub fn figures(&mut self, value: Option<f64>) -> Option<(&Problem, &Figures)> {
        self.work.clone_from(&self.base);
        if !self.input.put_in(&mut self.work, self.at, value) {
            return None;
        }
        self.work.fit().ok()?;
        add_up(&mut self.work, &self.base);
        self.work.settle();
        evaluate(&self.work, &mut self.scratch, &mut self.figures, self.depth);
        Some((&self.work, &self.figures))
    }

    /// The values at which an answer changes, ascending. The answer of a value that makes no scenario is none.
    pub fn crossings<A: PartialEq + Copy>(&mut self, read: &dyn Fn(&Problem, &Figures) -> A) -> Vec<Crossing<A>> {
        let grid = self.grid();
        self.crossings_on(&grid, read)
    }

    /// The values that are looked at.
    pub(super) fn grid(&self) -> Vec<f64> {
        grid::of_problem(&self.base, self.input, self.at)
    }

    pub(super) fn crossings_on<A: PartialEq + Copy>(
        &mut self,
        grid: &[f64],
        read: &dyn Fn(&Problem, &Figures) -> A,
    ) -> Vec<Crossing<A>> {
        let mut found = Vec::new();
        let mut before: Option<(f64, Option<A>)> = None;
        for value in grid {
            let here = (*value, self.answer(*value, read));
            if let Some(before) = before {
                self.between(before, here, read, &mut found);
            }
            before = Some(here);
        }
        found
    }

    /// The answer at a value.
    pub(super) fn answer<A>(&mut self, value: f64, read: &dyn Fn(&Problem, &Figures) -> A) -> Option<A> {
        self.figures(Some(value)).map(|(problem, figures)| read(problem, figures))
    }

    /// Halves between two values with different answers; further changes above the first are looked for as well.
    pub(super) fn between<A: PartialEq + Copy>(
        &mut self,
        mut below: (f64, Option<A>),
        above: (f64, Option<A>),
        read: &dyn Fn(&Problem, &Figures) -> A,
        found: &mut Vec<Crossing<A>>,
    ) {
        for _ in 0..CHANGES {
            if below.1 == above.1 {
                return;
            }
            let (mut low, mut high) = (below, above);
            for _ in 0..HALVINGS {
                let Some(middle) = grid::middle(self.input, low.0, high.0) else { break };
                let here = (middle, self.answer(middle, read));
                match here.1 == low.1 {
                    true => low = here,
                    false => high = here,
                }
            }
            if let ((at, Some(was)), (from, Some(is))) = (low, high) {
                found.push(Crossing { below: (at, was), from: (from, is) });
            }
            below = high;
        }
    }
}

/// Scales shares of which one has another value than in the base to a sum of 1. Those of a file are left alone where they
/// are off by a millionth and less: a cost that does not depend on the split would cross a limit within that millionth.
fn add_up(work: &mut Problem, base: &Problem) {
    let parts = |of: &Problem| of.cost.compute_share + of.cost.fixed_share + of.cost.storage_share;
    let users = |of: &Problem| of.groups.iter().map(|group| group.share).sum::<f64>();
    let is_off = |sum: f64, before: f64| sum != before && (sum - 1.0).abs() > ROUNDING;
    let sum = parts(work);
    if is_off(sum, parts(base)) {
        let cost = &mut work.cost;
        [&mut cost.compute_share, &mut cost.fixed_share, &mut cost.storage_share]
            .into_iter()
            .for_each(|part| *part /= sum);
    }
    let sum = users(work);
    if is_off(sum, users(base)) {
        work.groups.iter_mut().for_each(|group| group.share /= sum);
    }
}

/// At which values of an input a margin is at least 0. A margin that is not a number (a figure that is not defined) does
/// not hold.
///
/// ```
/// use geode_core::engine::Depth;
/// use geode_core::scenario::problem::Problem;
/// use geode_core::planning::{Varied, Status, solve};
/// use geode_core::scenario::{inputs, presets};
/// let example = presets::worked_example();
/// let (input, at) = inputs::find(&example, "/revenue/monthly").unwrap();
/// let mut varied = Varied::new(&Problem::compile(&example), input, at, Depth::Headline).unwrap();
/// // Three regions pay above $36.15 M a month.
/// let solved = solve(&mut varied, &|_, figures| figures.options[3].rigorous.value.net_monthly_benefit);
/// assert_eq!((solved.status, solved.holds_today), (Status::At, false));
/// assert_eq!(solved.crossings[0].round(), 36_150_192.0);
/// ```
pub fn solve(varied: &mut Varied, margin: Margin<'_>) -> Solved {
    let mut search = Search::new(varied.clone());
    let stretches: Vec<Stretch> = (0..search.stretches()).map(|number| search.stretch(number, margin)).collect();
    let holds_today = search.holds_today(margin);
    search.solved(&stretches, holds_today)
}

/// A search for the values at which a margin begins or ceases to be at least 0, one stretch between two neighbours of the
/// grid after the other. What a stretch says depends on its number alone; margins are kept so that none is computed twice.
#[derive(Debug, Clone)]
pub(super) struct Search {
    varied: Varied,
    grid: Vec<f64>,
    margins: Vec<Option<f64>>,
}

/// What a stretch says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Stretch {
    /// Where the condition begins (true) or ceases to hold, ascending.
    crossings: Vec<(f64, bool)>,
    /// Whether it holds at its two ends.
    holds: [bool; 2],
}

impl Stretch {
    /// Of a single value: whether it holds there.
    pub(super) fn of_today(holds: bool) -> Stretch {
        Stretch { crossings: Vec::new(), holds: [holds; 2] }
    }

    /// Whether it holds at its first value.
    pub(super) fn holds_at_once(&self) -> bool {
        self.holds[0]
    }
}

impl Search {
    pub(super) fn new(varied: Varied) -> Search {
        let grid = varied.grid();
        Search { varied, margins: vec![None; grid.len()], grid }
    }

    pub(super) fn stretches(&self) -> usize {
        self.grid.len().saturating_sub(1)
    }

    /// A point of the grid with the margin there; none beyond its ends.
    fn point(&mut self, at: usize, margin: Margin<'_>) -> Option<(f64, f64)> {
        let (value, kept) = (*self.grid.get(at)?, self.margins.get(at).copied().flatten());
        let here = kept.unwrap_or_else(|| self.varied.answer(value, margin).unwrap_or(f64::NAN));
        if let Some(place) = self.margins.get_mut(at) {
            *place = Some(here);
        }
        Some((value, here))
    }

    /// Looks between a point of the grid and the next one.
    pub(super) fn stretch(&mut self, number: usize, margin: Margin<'_>) -> Stretch {
        let Some((low, high)) = self.point(number, margin).zip(self.point(number + 1, margin)) else {
            return Stretch::default();
        };
        let mut values = vec![low.0, high.0];
        values.extend(self.varied.borders(low, high, margin));
        // A dip around either end may have its least value here.
        let before = number.checked_sub(1).and_then(|at| self.point(at, margin));
        let after = self.point(number + 2, margin);
        let dips = [before.map(|before| [before, low, high]), after.map(|after| [low, high, after])];
        let bottoms = dips
            .into_iter()
            .flatten()
            .filter(is_dip)
            .filter_map(|[from, _, to]| self.varied.bottom((from.0, to.0), margin));
        values.extend(bottoms.filter(|value| (low.0..=high.0).contains(value)));
        crate::sorted::ascending(&mut values);
        let found = self.varied.crossings_on(&values, &|problem, figures| margin(problem, figures) >= 0.0);
        let side = |crossing: &Crossing<bool>| match crossing.from.1 {
            true => (crossing.from.0, true),
            false => (crossing.below.0, false),
        };
        Stretch { crossings: found.iter().map(side).collect(), holds: [low.1 >= 0.0, high.1 >= 0.0] }
    }

    pub(super) fn holds_today(&mut self, margin: Margin<'_>) -> bool {
        let today = self.varied.today();
        self.varied.figures(today).is_some_and(|(problem, figures)| margin(problem, figures) >= 0.0)
    }

    /// What all stretches, in their order, say together.
    pub(super) fn solved(&self, stretches: &[Stretch], holds_today: bool) -> Solved {
        let all = stretches.iter().flat_map(|stretch| stretch.crossings.iter().copied()).collect();
        let ends = [stretches.first().map(|first| first.holds[0]), stretches.last().map(|last| last.holds[1])];
        let all = tidied(self.varied.input, self.varied.today(), ends.map(|end| end == Some(true)), all);
        let (crossings, begins): (Vec<f64>, Vec<bool>) = all.into_iter().unzip();
        // Without a value it may hold where it does with none of them.
        let somewhere = stretches.iter().any(|stretch| stretch.holds.contains(&true));
        let status = match (crossings.is_empty(), somewhere) {
            (false, _) => Status::At,
            (true, true) => Status::Always,
            (true, false) => Status::Never,
        };
        Solved { crossings, begins, status, holds_today }
    }
}

/// Crossings without what lies so near an end of the range that no digits tell it from that end: there a single one is left,
/// at the end where it holds at the end alone, or none where both sides are the same. `holds`: at the least and the greatest
/// value.
fn tidied(input: &Input, today: Option<f64>, holds: [bool; 2], all: Vec<(f64, bool)>) -> Vec<(f64, bool)> {
    let is_at = |end: f64| move |(value, _): &(f64, bool)| grid::end_beside(input, today, *value) == Some(end);
    let (low, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(is_at(input.min));
    let (high, between): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_at(input.max));
    let first = low.last().filter(|last| last.1 != holds[0]);
    let last = high.first().filter(|first| first.1 == holds[1]);
    let at_low = first.map(|(value, begins)| if *begins { (*value, true) } else { (input.min, false) });
    let at_high = last.map(|(value, begins)| if *begins { (input.max, true) } else { (*value, false) });
    at_low.into_iter().chain(between).chain(at_high).collect()
}

/// Whether between three points a margin comes nearest to 0 at the middle one, without changing its sign at them.
fn is_dip([(_, a), (_, b), (_, c)]: &[(f64, f64); 3]) -> bool {
    match *b >= 0.0 {
        true => *a >= 0.0 && *c >= 0.0 && b <= a && b <= c,
        false => *a < 0.0 && *c < 0.0 && b >= a && b >= c,
    }
}

impl Varied {
    /// Both sides of where a margin begins or ceases to be defined between two points: there it may change its answer at once.
    fn borders(&mut self, low: (f64, f64), high: (f64, f64), margin: Margin<'_>) -> Vec<f64> {
        let is_undefined = |problem: &Problem, figures: &Figures| margin(problem, figures).is_nan();
        let [low, high] = [low, high].map(|(value, margin)| (value, Some(margin.is_nan())));
        let mut found = Vec::new();
        self.between(low, high, &is_undefined, &mut found);
        found.iter().flat_map(|crossing| [crossing.below.0, crossing.from.0]).collect()
    }

    /// The first value found in a dip at which the margin has the other sign.
    fn bottom(&mut self, (mut low, mut high): (f64, f64), margin: Margin<'_>) -> Option<f64> {
        const GOLDEN: f64 = 0.618_033_988_749_894_9;
        let is_above = self.answer(low, margin)? >= 0.0;
        // Towards the other sign is down.
        let sign = if is_above { 1.0 } else { -1.0 };
        for _ in 0..SECTIONS {
            let width = high - low;
            let places = [high - GOLDEN * width, low + GOLDEN * width].map(|value| grid::allowed(self.input, value));
            let [left, right] = places.map(|value| self.answer(value, margin).map_or(f64::NAN, |margin| sign * margin));
            for (value, depth) in places.into_iter().zip([left, right]) {
                if (sign * depth >= 0.0) != is_above && depth.is_finite() {
                    return Some(value);
                }
            }
            match left <= right {
                true => high = places[1],
                false => low = places[0],
            }
        }
        None
    }
}
