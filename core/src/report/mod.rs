//! The engine's numbers in words: the evaluation file, the list of figures, verdict and takeaway sentences, formats.

pub mod advice;
pub mod bridge;
pub mod evaluation;
pub mod figures;
pub mod format;
pub mod markdown;
pub mod rigorous;
pub mod table;
pub mod verdict;

pub use evaluation::{Evaluation, OptionEvaluation, evaluate, evaluate_restored, simulate};
