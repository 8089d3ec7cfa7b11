//! The design pitfalls found in a scenario, in the user's numbers (model.md §11).

mod border;
mod case;
mod money;
mod residency;
mod rules;

pub use border::NOT_MODELLED;
pub use rules::{FEWER_YEARS, NOT_SIMULATED, of};

use serde::Serialize;

/// How much an advice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The option breaks a rule that the scenario itself sets.
    Critical,
    /// The option will hurt.
    Warning,
    /// Worth knowing.
    Info,
}

/// A pitfall, in the user's numbers, and what to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// Stable name of the rule.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong and what to change.
    pub message: String,
}

impl Severity {
    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Critical => "Critical",
            Severity::Warning => "Warning",
            Severity::Info => "Note",
        }
    }

    /// As it stands in the evaluation file.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Critical => "critical",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

#[cfg(test)]
mod money_tests;
#[cfg(test)]
mod tests;
