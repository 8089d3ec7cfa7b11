//! The option that wins: what flip points and chances are about.

use crate::engine::constants::ROUNDING;
use crate::engine::{Figures, Rigorous};
use crate::scenario::problem::Problem;

/// The option of greatest worth among those that miss nothing; none where all miss something. Of those that are worth
/// the same the baseline comes first, then the order of the list (model.md, "Flip points and verdict").
///
/// ```
/// use geode_core::engine::{Depth, Figures, Scratch, evaluate};
/// use geode_core::scenario::problem::Problem;
/// use geode_core::{planning::best, scenario::presets};
/// let problem = Problem::compile(&presets::worked_example());
/// let mut figures = Figures::default();
/// evaluate(&problem, &mut Scratch::default(), &mut figures, Depth::Headline);
/// assert_eq!(best(&problem, &figures), Some(problem.baseline));
/// ```
pub fn best(problem: &Problem, figures: &Figures) -> Option<usize> {
    let baseline = problem.baseline;
    let others = (0..figures.options.len()).filter(|option| *option != baseline);
    let able = std::iter::once(baseline).chain(others).filter_map(|option| {
        let figures = &figures.options.get(option)?.rigorous;
        (!figures.misses_something()).then_some((option, figures))
    });
    greatest(able, |(_, figures)| Worth::of(figures)).map(|(option, _)| option)
}

/// What an option is worth a month, and what it costs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Worth {
    pub(crate) monthly: f64,
    pub(crate) cost: f64,
}

impl Worth {
    pub(crate) fn of(figures: &Rigorous) -> Worth {
        Worth { monthly: figures.value.worth_monthly(), cost: figures.monthly_cost.total }
    }

    /// By how much it is more than another: what rounding alone tells apart is as much.
    pub(crate) fn beyond(self, other: Worth) -> f64 {
        let apart = self.monthly - other.monthly;
        if apart.abs() <= ROUNDING * self.cost.max(other.cost) { 0.0 } else { apart }
    }
}

/// The one of greatest worth among some, the first of those that are worth the same.
pub(crate) fn greatest<T>(some: impl Iterator<Item = T>, worth: impl Fn(&T) -> Worth) -> Option<T> {
    some.reduce(|best, next| if worth(&next).beyond(worth(&best)) > 0.0 { next } else { best })
}
