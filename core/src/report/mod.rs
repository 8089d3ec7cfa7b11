//! The engine's numbers in words: the evaluation file, the list of figures, verdict and takeaway sentences, formats.

pub mod evaluation;
pub mod figures;
pub mod format;
pub mod markdown;
pub mod table;
pub mod verdict;

pub use evaluation::{Evaluation, evaluate, evaluate_restored};
