//! The engine's numbers in words: the evaluation file, the list of figures, verdict and takeaway sentences, formats.

pub mod charts;
pub mod comparison;
pub mod evaluation;
pub mod explain;
pub mod figures;
pub mod format;
mod substituted;
pub mod verdict;
pub mod written;

pub use evaluation::{Evaluation, evaluate, evaluate_restored};
