//! The result file: the engine's figures with names and words.

use super::advice::{self, Advice};
use super::bridge;
use super::option::OptionEvaluation;
use super::rigorous::RigorousReport;
use super::rollout::{self, RolloutReport};
use super::verdict::{self, Verdict};
use crate::engine::OptionFigures;
use crate::engine::simulation::Yearly;
use crate::engine::value;
use crate::planning::{self, Evaluate, Findings, Job, Simulate, Variants, in_one_go};
use crate::scenario::Scenario;
use crate::scenario::fill::{self, Filled};
use crate::scenario::model::PlanOption;
use crate::scenario::problem::Problem;
use crate::scenario::restore::{EVALUATION, EVALUATION_VERSION, Repair, Restored, file_text};
use crate::text;
use serde::Serialize;
use std::sync::{Arc, OnceLock};

/// The schema name at the top of every evaluation file.
pub const SCHEMA: &str = EVALUATION;
/// The one evaluation version that this program writes.
pub const VERSION: u32 = EVALUATION_VERSION;

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
    /// What the catalogue has filled in; none where the scenario names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filled: Option<Vec<Filled>>,
    /// What to do.
    pub verdict: Verdict,
    /// Figures of every option, in scenario order.
    pub options: Vec<OptionEvaluation>,
    /// What the phases of the rollout come to; none where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollout: Option<RolloutReport>,
    /// The scenario as the engine reads it.
    #[serde(skip)]
    pub(super) problem: Arc<Problem>,
    /// What charts ask of the engine beside the figures; computed when a chart asks for it, if nobody has before.
    #[serde(skip)]
    variants: OnceLock<Variants>,
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
    let findings = in_one_go(Evaluate::new(problem.clone(), false));
    of_findings(scenario, repairs, Arc::new(problem), findings)
}

/// The words to what the engine has found; `problem` is the scenario as it was compiled for that. Nothing is computed from
/// it here but what is quickly had: what takes long was [asked](Evaluate) before, here or in a worker.
pub fn of_findings(scenario: &Scenario, repairs: &[Repair], problem: Arc<Problem>, findings: Findings) -> Evaluation {
    let option = |(i, ((option, f), aside)): (usize, ((&PlanOption, OptionFigures), planning::Aside))| {
        let f = Arc::new(f);
        OptionEvaluation {
            id: option.id.clone(),
            textbook: f.textbook,
            rigorous: RigorousReport::new(scenario, f.clone()),
            bridge: bridge::words(&f.bridge),
            advice: advice::of(scenario, &problem, i, &f, &aside),
            figures: f,
        }
    };
    let found = scenario.options.iter().zip(findings.figures.options).zip(findings.asides);
    let options: Vec<OptionEvaluation> = found.enumerate().map(option).collect();
    let verdict = verdict::rigorous(scenario, &options);
    let rollout = rollout::of(scenario, &problem, &options);
    Evaluation {
        schema: SCHEMA,
        version: VERSION,
        engine: env!("CARGO_PKG_VERSION"),
        scenario: scenario.clone(),
        repairs: repairs.to_vec(),
        filled: scenario.catalogue.is_some().then(|| fill::filled(scenario)),
        verdict,
        options,
        rollout,
        problem,
        variants: findings.variants.map(OnceLock::from).unwrap_or_default(),
    }
}

impl Evaluation {
    /// Stands where the first figures are still on their way: it has no option, and a verdict that only says so.
    pub fn pending(scenario: &Scenario, problem: Arc<Problem>) -> Evaluation {
        let mut pending = of_findings(scenario, &[], problem, Findings::default());
        pending.verdict = Verdict::pending();
        pending
    }
}

/// Evaluates what `restore` returned.
pub fn evaluate_restored(restored: &Restored) -> Evaluation {
    evaluate(&restored.scenario, &restored.repairs)
}

/// The same on threads: to the same bits.
pub fn evaluate_restored_on(restored: &Restored, threads: usize) -> Evaluation {
    let problem = Problem::compile(&restored.scenario);
    let findings = planning::on_threads(Evaluate::new(problem.clone(), false), threads);
    of_findings(&restored.scenario, &restored.repairs, Arc::new(problem), findings)
}

/// Fills in the figures of simulated years: as many as the scenario asks for, for every option.
pub fn simulate(evaluation: &mut Evaluation) {
    let years = in_one_go(Simulate::new(Problem::clone(&evaluation.problem), ()));
    evaluation.set_years(&years);
}

/// The same on threads: to the same bits.
pub fn simulate_on(evaluation: &mut Evaluation, threads: usize) {
    let years = planning::on_threads(Simulate::new(Problem::clone(&evaluation.problem), ()), threads);
    evaluation.set_years(&years);
}

impl Evaluation {
    /// The option that the others are compared with.
    pub fn baseline(&self) -> Option<&OptionEvaluation> {
        self.options.iter().find(|option| option.id == self.scenario.baseline)
    }

    /// The advice on all options, most severe first; the same in several options once, with their names.
    pub fn advice(&self) -> Vec<(Advice, Vec<String>)> {
        let mut all: Vec<(Advice, Vec<String>)> = Vec::new();
        for (option, named) in self.options.iter().zip(&self.scenario.options) {
            for advice in &option.advice {
                match all.iter_mut().find(|(known, _)| known == advice) {
                    Some((_, names)) => names.push(named.name.clone()),
                    None => all.push((advice.clone(), vec![named.name.clone()])),
                }
            }
        }
        crate::sorted::by_key(&mut all, |(advice, _)| advice.severity);
        all
    }

    /// Fills in the figures of simulated years, in scenario order; an option without any keeps what it has.
    pub fn set_years(&mut self, years: &[Option<Yearly>]) {
        let base = years.get(self.problem.baseline).and_then(Option::as_ref);
        for (i, (option, yearly)) in self.options.iter_mut().zip(years).enumerate() {
            let Some(yearly) = yearly else { continue };
            let own = (Some(yearly), i == self.problem.baseline);
            option.set_yearly(yearly, value::credits(&self.problem, base, own, &option.rigorous.value));
        }
        // What it says of credits is known only now.
        if !self.scenario.sla_credits.is_none() {
            let flip_points = self.verdict.flip_points.take();
            self.verdict = Verdict { flip_points, ..verdict::rigorous(&self.scenario, &self.options) };
        }
    }

    /// What charts ask of the engine beside the figures.
    pub(super) fn variants(&self) -> &Variants {
        self.variants.get_or_init(|| Variants::of(&self.problem))
    }

    /// The evaluation file, without a line end behind it: what the page and the command hand out, byte for byte. As
    /// people read it, or on one line where that would be too long to be read again.
    pub fn to_json(&self) -> String {
        file_text(self)
    }

    /// The same on one line, as it stands in a file of many, without a line end behind it.
    pub fn to_line(&self) -> String {
        text::json(self)
    }
}
