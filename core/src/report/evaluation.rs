//! The result file: the engine's figures with names and words.

use super::advice::{self, Advice, NOT_SIMULATED};
use super::bridge::{self, BridgeReport};
use super::rigorous::{DATA_RESIDENCY, RigorousReport};
use super::verdict::{self, Verdict};
use crate::engine::problem::Problem;
use crate::engine::simulation::Yearly;
use crate::engine::textbook::Textbook;
use crate::engine::{self, Depth, Figures, OptionFigures, Scratch, simulation};
use crate::scenario::Scenario;
use crate::scenario::model::PlanOption;
use crate::scenario::restore::{Repair, Restored, file_text};
use serde::Serialize;
use std::io::{self, Write};

/// The schema name at the top of every evaluation file.
pub const SCHEMA: &str = "geode-planner/evaluation";
/// The one evaluation version that this program writes.
pub const VERSION: u32 = 1;

/// Everything that follows from a scenario; the file holds the scenario and so reproduces itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    /// Always [`VERSION`].
    pub version: u32,
    /// Version of the engine that computed it.
    pub engine: &'static str,
    /// The restored scenario, whole.
    pub scenario: Scenario,
    /// What had to be repaired in it.
    pub repairs: Vec<Repair>,
    /// What to do.
    pub verdict: Verdict,
    /// Figures of every option, in scenario order.
    pub options: Vec<OptionEvaluation>,
}

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
    pub figures: OptionFigures,
}

impl AsRef<OptionFigures> for OptionEvaluation {
    fn as_ref(&self) -> &OptionFigures {
        &self.figures
    }
}

/// Evaluates a restored scenario, without the figures of simulated years: those are null until
/// [`simulate`] fills them in.
///
/// ```
/// use geode_core::{report, scenario::presets};
/// let evaluation = report::evaluate(&presets::worked_example(), &[]);
/// assert_eq!(evaluation.options[3].textbook.monthly_cost, 350_000.0);
/// ```
pub fn evaluate(scenario: &Scenario, repairs: &[Repair]) -> Evaluation {
    let problem = Problem::compile(scenario);
    let mut figures = Figures::default();
    engine::evaluate(&problem, &mut Scratch::default(), &mut figures, Depth::Full);
    let option = |(i, (option, f)): (usize, (&PlanOption, OptionFigures))| OptionEvaluation {
        id: option.id.clone(),
        textbook: f.textbook,
        rigorous: RigorousReport::new(scenario, &f.rigorous),
        bridge: bridge::words(&f.bridge),
        advice: advice::of(scenario, &problem, i, &f),
        figures: f,
    };
    let options: Vec<OptionEvaluation> = scenario.options.iter().zip(figures.options).enumerate().map(option).collect();
    let verdict = verdict::rigorous(scenario, &options);
    Evaluation {
        schema: SCHEMA,
        version: VERSION,
        engine: env!("CARGO_PKG_VERSION"),
        scenario: scenario.clone(),
        repairs: repairs.to_vec(),
        verdict,
        options,
    }
}

impl OptionEvaluation {
    /// Whether data of some users is where it may not be.
    pub fn breaks_residency(&self) -> bool {
        self.rigorous.targets_missed.contains(&DATA_RESIDENCY)
    }

    /// Whether its years are still to be simulated: not where something fails too often for that.
    pub fn awaits_years(&self) -> bool {
        self.rigorous.yearly_downtime_seconds.is_none() && !self.is_advised(NOT_SIMULATED)
    }

    /// Fills in the figures of simulated years, which take longer than the rest.
    pub fn set_yearly(&mut self, yearly: &Yearly) {
        self.figures.yearly = Some(*yearly);
        self.rigorous.set_yearly(yearly);
    }

    fn is_advised(&self, code: &str) -> bool {
        self.advice.iter().any(|advice| advice.code == code)
    }
}

/// Evaluates what `restore` returned.
pub fn evaluate_restored(restored: &Restored) -> Evaluation {
    evaluate(&restored.scenario, &restored.repairs)
}

/// Fills in the figures of simulated years: as many as the scenario asks for, for every option.
pub fn simulate(evaluation: &mut Evaluation) {
    let problem = Problem::compile(&evaluation.scenario);
    for (i, option) in evaluation.options.iter_mut().enumerate() {
        if let Some(yearly) = simulation::simulate(&problem, i) {
            option.set_yearly(&yearly);
        }
    }
}

impl Evaluation {
    /// The option that the others are compared with.
    pub fn baseline(&self) -> Option<&OptionEvaluation> {
        self.options.iter().find(|option| option.id == self.scenario.baseline)
    }

    /// The evaluation file, without a line end behind it: what the page and the command hand out, byte for byte. As
    /// people read it, or on one line where that would be too long to be read again.
    pub fn to_json(&self) -> String {
        // By way of the value, as the scenario's text is made.
        file_text(&crate::json::of(self))
    }

    /// The same on one line, as it stands in a file of many, without a line end behind it.
    ///
    /// # Errors
    /// Those of the place that it is written to.
    pub fn write_line(&self, to: impl Write) -> io::Result<()> {
        Ok(serde_json::to_writer(to, self)?)
    }
}
