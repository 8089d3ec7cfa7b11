//! What follows from a scenario: the textbook method and the rigorous one, side by side for every option.
//!
//! [`evaluate`] writes dense numbers by index; names and words are added by the report.
#![warn(clippy::disallowed_methods)]

pub mod bridge;
mod capacity;
pub mod constants;
pub mod cost;
mod data;
pub mod drill;
mod effort;
pub mod figures;
pub mod finance;
mod incidents;
mod irr;
pub mod latency;
mod losses;
mod machine;
pub mod markov;
pub mod math;
mod mixture;
mod option;
mod pair;
mod plan;
pub mod processes;
pub(crate) mod random;
mod recovery;
pub mod replay;
pub mod rigorous;
pub mod rollout;
mod routes;
mod routing;
mod scratch;
pub mod simulation;
mod smoothed;
mod states;
mod tally;
pub mod targets;
pub mod textbook;
pub mod value;
mod years;

#[cfg(test)]
mod tests;

pub use bridge::{BridgeKind, BridgeStep};
pub use irr::{Rates, rates};
pub(crate) use mixture::of_requests as latencies_of;
pub(crate) use plan::Request;
pub use recovery::{Recovery, RecoveryBy};
pub use rigorous::{Depth, Rigorous};
pub use scratch::Scratch;

use crate::scenario::problem::{Choice, Problem};
use cost::{Factors, MonthlyCost};
use serde::{Deserialize, Serialize};
use simulation::Yearly;
use textbook::Textbook;
use value::Credits;

/// Figures of every option of a problem, in its order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Figures {
    /// One for each option.
    pub options: Vec<OptionFigures>,
}

/// Figures of one option by both methods.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct OptionFigures {
    /// The arithmetic that architecture guides print.
    pub textbook: Textbook,
    /// What a reliability engineer would sign.
    pub rigorous: Rigorous,
    /// From the one to the other; empty at [`Depth::Headline`].
    pub bridge: Vec<BridgeStep>,
    /// Of simulated years; none until somebody [simulates](simulation::Simulation) them.
    pub yearly: Option<Yearly>,
    /// What contracts give back, by these years.
    pub credits: Option<Credits>,
}

impl AsRef<OptionFigures> for OptionFigures {
    fn as_ref(&self) -> &OptionFigures {
        self
    }
}

/// Evaluates every option of a problem by both methods.
///
/// `scratch` and `figures` are reused: with a problem of the same shape as before, [`Depth::Headline`] allocates
/// nothing. What `figures` held before does not matter.
///
/// ```
/// use geode_core::engine::{Depth, Figures, Scratch, evaluate};
/// use geode_core::scenario::problem::Problem;
/// # fn of(problem: &Problem) {
/// let mut figures = Figures::default();
/// evaluate(problem, &mut Scratch::default(), &mut figures, Depth::Full);
/// for option in &figures.options {
///     println!("{:.3} s/yr", option.rigorous.downtime_seconds_per_year);
/// }
/// # }
/// ```
pub fn evaluate(problem: &Problem, scratch: &mut Scratch, figures: &mut Figures, depth: Depth) {
    figures.options.resize_with(problem.options.len(), OptionFigures::default);
    for (i, to) in figures.options.iter_mut().enumerate() {
        evaluate_option(problem, i, scratch, to, depth);
    }
    compare(problem, scratch, figures, depth);
}

/// The first part of [`evaluate`], of one option: what does not depend on the others. An option that there is not is left
/// as it is.
pub fn evaluate_option(problem: &Problem, index: usize, scratch: &mut Scratch, to: &mut OptionFigures, depth: Depth) {
    let Some(option) = problem.options.get(index) else { return };
    option::evaluate(problem, option, scratch, &mut to.rigorous, depth);
    to.bridge.clear();
    (to.yearly, to.credits) = (None, None);
    if depth == Depth::Full {
        bridge::bridge(problem, option, scratch, &mut to.bridge);
    }
}

/// The second part of [`evaluate`], on what the first has found of every option: textbook figures, worth against the
/// baseline and targets.
pub fn compare(problem: &Problem, scratch: &mut Scratch, figures: &mut Figures, depth: Depth) {
    let latency = |_, option: &Choice| textbook::mean_latency_ms(problem, option);
    textbook::evaluate_into(problem, latency, figures.options.iter_mut().map(|to| &mut to.textbook));
    let Some(base) = figures.options.get_mut(problem.baseline) else { return };
    // The baseline is lent out while the others are compared with it.
    let mut base = std::mem::take(&mut base.rigorous);
    for (i, to) in figures.options.iter_mut().enumerate() {
        if i != problem.baseline {
            option::compare(problem, Some(&base), scratch, &mut to.rigorous, depth);
        }
    }
    option::compare(problem, None, scratch, &mut base, depth);
    figures.options[problem.baseline].rigorous = base;
}

/// What each region of an option takes part in; nothing of one that there is not. Times prices, it is the
/// [cost a month](MonthlyCost).
pub fn cost_factors(problem: &Problem, index: usize, scratch: &mut Scratch) -> Vec<Factors> {
    problem.options.get(index).map_or_else(Vec::new, |option| option::cost_factors(problem, option, scratch))
}

/// What an option costs a month, without the sums over its failure states; nothing of one that there is not.
pub fn monthly_cost(problem: &Problem, index: usize, scratch: &mut Scratch) -> MonthlyCost {
    problem.options.get(index).map_or_else(MonthlyCost::default, |option| option::cost(problem, option, scratch))
}
