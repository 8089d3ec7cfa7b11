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
    let worth = |figures: &Rigorous| figures.value.worth_monthly();
    // More by rounding alone is as much.
    let is_more =
        |a: &Rigorous, b: &Rigorous| worth(a) - worth(b) > ROUNDING * a.monthly_cost.total.max(b.monthly_cost.total);
    able.reduce(|best, next| if is_more(next.1, best.1) { next } else { best }).map(|(option, _)| option)
}
