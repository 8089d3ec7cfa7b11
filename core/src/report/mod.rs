//! The engine's numbers in words: the evaluation file, verdict and takeaway sentences, formats.

mod absent;
pub mod advice;
pub mod assumed;
pub mod axes;
pub mod bridge;
pub mod cells;
pub mod charts;
pub mod comparison;
pub mod drill;
pub mod evaluation;
pub mod explain;
pub mod failures;
mod flips;
pub mod map;
pub mod markdown;
pub mod option;
pub mod placed;
#[cfg(test)]
mod repeats;
pub mod replay;
pub mod rigorous;
pub mod rival;
pub mod rollout;
pub mod solved;
mod substituted;
pub mod sure;
pub mod table;
pub mod targets;
pub mod turns;
pub mod uncounted;
pub mod unknown;
pub mod varied;
pub mod verdict;
pub mod written;

pub use evaluation::{
    Evaluation, evaluate, evaluate_restored, evaluate_restored_on, of_findings, simulate, simulate_on,
};
pub use flips::{FlipPoint, find_flips, find_flips_on};
pub use option::OptionEvaluation;
