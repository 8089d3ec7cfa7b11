//! What follows from a scenario: the textbook method and the rigorous one, side by side for every option.
//!
//! [`evaluate`] writes dense numbers by index; names and words are added by the report.
#![warn(clippy::disallowed_methods)]

pub mod bridge;
mod capacity;
pub mod constants;
pub mod cost;
mod data;
pub mod finance;
mod incidents;
mod irr;
pub mod latency;
mod machine;
pub mod markov;
pub mod math;
mod mixture;
mod pair;
mod plan;
pub mod processes;
pub(crate) mod random;
mod recovery;
pub mod rigorous;
mod routing;
pub mod simulation;
mod states;
mod tally;
pub mod targets;
pub mod textbook;
pub mod value;

#[cfg(test)]
mod tests;

pub use crate::scenario::problem;
pub use bridge::{BridgeKind, BridgeStep};
pub use irr::{Rates, rates};
pub(crate) use mixture::of_requests as latencies_of;
pub(crate) use plan::Request;
pub use recovery::{Recovery, RecoveryBy};
pub use rigorous::{Depth, Rigorous, Scratch};

use problem::Problem;
use textbook::Textbook;

/// Figures of every option of a problem, in its order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// One for each option.
    pub options: Vec<OptionFigures>,
}

/// Figures of one option by both methods.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OptionFigures {
    /// The arithmetic that architecture guides print.
    pub textbook: Textbook,
    /// What a reliability engineer would sign.
    pub rigorous: Rigorous,
    /// From the one to the other; empty at [`Depth::Headline`].
    pub bridge: Vec<BridgeStep>,
}

/// Evaluates every option of a problem by both methods.
///
/// `scratch` and `figures` are reused: with a problem of the same shape as before, [`Depth::Headline`] allocates
/// nothing. What `figures` held before does not matter.
///
/// ```
/// use geode_core::engine::{Depth, Figures, Scratch, evaluate, problem::Problem};
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
    textbook::evaluate_each(problem, |i, textbook| figures.options[i].textbook = textbook);
    for (option, to) in problem.options.iter().zip(&mut figures.options) {
        rigorous::evaluate(problem, option, scratch, &mut to.rigorous, depth);
        to.bridge.clear();
        if depth == Depth::Full {
            bridge::bridge(problem, option, scratch, &mut to.bridge);
        }
    }
    let Some(base) = figures.options.get_mut(problem.baseline) else { return };
    // The baseline is lent out while the others are compared with it.
    let mut base = std::mem::take(&mut base.rigorous);
    for (i, to) in figures.options.iter_mut().enumerate() {
        if i != problem.baseline {
            rigorous::compare(problem, Some(&base), scratch, &mut to.rigorous, depth);
        }
    }
    rigorous::compare(problem, None, scratch, &mut base, depth);
    figures.options[problem.baseline].rigorous = base;
}
