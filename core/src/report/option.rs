//! Figures of one option, as the evaluation file has them.

use super::advice::{Advice, NOT_SIMULATED};
use super::bridge::BridgeReport;
use super::rigorous::RigorousReport;
use crate::engine::OptionFigures;
use crate::engine::simulation::Yearly;
use crate::engine::textbook::Textbook;
use crate::engine::value::Credits;
use serde::Serialize;
use std::sync::Arc;

/// Figures of one option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptionEvaluation {
    /// Id of the option.
    pub id: String,
    /// By the arithmetic of architecture guides.
    pub textbook: Textbook,
    /// The engineering estimate.
    pub rigorous: RigorousReport,
    /// Why the two differ, step by step.
    pub bridge: Vec<BridgeReport>,
    /// Pitfalls in this option.
    pub advice: Vec<Advice>,
    /// The engine's figures that all this is made of, and that the list of figures reads.
    #[serde(skip)]
    pub figures: Arc<OptionFigures>,
}

impl AsRef<OptionFigures> for OptionEvaluation {
    fn as_ref(&self) -> &OptionFigures {
        &self.figures
    }
}

impl OptionEvaluation {
    /// Whether its years are still to be simulated: not where something fails too often for that.
    pub fn awaits_years(&self) -> bool {
        self.figures.yearly.is_none() && !self.is_advised(NOT_SIMULATED)
    }

    /// Fills in the figures of simulated years, which take longer than the rest, and what follows from them.
    pub(super) fn set_yearly(&mut self, yearly: &Yearly, credits: Option<Credits>) {
        let before = OptionFigures::clone(&self.figures);
        self.figures = Arc::new(OptionFigures { yearly: Some(*yearly), credits, ..before });
        self.rigorous.set_figures(self.figures.clone());
    }

    fn is_advised(&self, code: &str) -> bool {
        self.advice.iter().any(|advice| advice.code == code)
    }
}
