//! Lists whose items go by their place: steps of credits, phases of a rollout.

use super::marks::{PHASES, shift};
use super::settle::settle;
use crate::scenario::inputs;
use crate::scenario::limits::{MAX_CREDIT_STEPS, MAX_PHASES};
use crate::scenario::model::{CreditStep, Phase, Scenario};

const STEPS: &str = "/sla_credits/steps/";
/// Steps of credits to begin with, the usual ones of cloud providers' contracts: uptime, credit.
const USUAL_STEPS: [(f64, f64); 3] = [(0.9999, 0.1), (0.99, 0.3), (0.95, 1.0)];
/// Months between two phases to begin with.
const MONTHS_APART: u32 = 6;

/// Adds a step of credits, while there is room: the usual next one.
///
/// ```
/// use geode_core::scenario::{edit, presets};
/// let mut example = presets::worked_example();
/// edit::add_credit_step(&mut example);
/// edit::add_credit_step(&mut example);
/// let steps = &example.sla_credits.steps;
/// assert_eq!(steps.iter().map(|step| (step.below, step.credit_share)).collect::<Vec<_>>(), [(0.9999, 0.1), (0.99, 0.3)]);
/// ```
pub fn add_credit_step(scenario: &mut Scenario) {
    let steps = &mut scenario.sla_credits.steps;
    if let (true, Some((below, credit_share))) =
        (steps.len() < MAX_CREDIT_STEPS, USUAL_STEPS.get(steps.len()).or(USUAL_STEPS.last()))
    {
        steps.push(CreditStep { below: *below, credit_share: *credit_share, ..CreditStep::default() });
    }
}

/// Removes a step of credits; without the last one nothing is left of them.
pub fn remove_credit_step(scenario: &mut Scenario, at: usize) {
    if at < scenario.sla_credits.steps.len() {
        scenario.sla_credits.steps.remove(at);
        shift(scenario, STEPS, at);
        if scenario.sla_credits.is_none() {
            scenario.sla_credits = Default::default();
        }
        settle(scenario);
    }
}

/// Adds a phase, while there is room: the next option that is in none yet, some months after the last one.
///
/// ```
/// use geode_core::scenario::{edit, presets};
/// let mut example = presets::worked_example();
/// edit::add_phase(&mut example);
/// edit::add_phase(&mut example);
/// let phases: Vec<_> = example.rollout.iter().map(|phase| (phase.start_month, phase.option.as_str())).collect();
/// assert_eq!(phases, [(6, "active-passive"), (12, "geode-2")]);
/// ```
pub fn add_phase(scenario: &mut Scenario) {
    if scenario.rollout.len() >= MAX_PHASES {
        return;
    }
    let is_new = |id: &str| id != scenario.baseline && scenario.rollout.iter().all(|phase| phase.option != id);
    let option = scenario.options.iter().find(|option| is_new(&option.id)).or(scenario.options.last());
    let last = scenario.rollout.iter().map(|phase| phase.start_month).max().unwrap_or(0);
    if let Some(option) = option.map(|option| option.id.clone()) {
        let latest = inputs::of_path(inputs::ROLLOUT_START_MONTH).map_or(0, |input| input.max as u32);
        scenario.rollout.push(Phase { start_month: (last + MONTHS_APART).min(latest), option, ..Phase::default() });
    }
}

/// Removes a phase.
pub fn remove_phase(scenario: &mut Scenario, at: usize) {
    if at < scenario.rollout.len() {
        scenario.rollout.remove(at);
        shift(scenario, PHASES, at);
        settle(scenario);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::model::{Note, NoteStatus};
    use crate::scenario::{presets, restore};

    fn noted(scenario: &mut Scenario, pointer: &str) {
        scenario.notes.insert(pointer.into(), Note { status: NoteStatus::Quoted, source: pointer.into() });
    }

    #[test]
    fn notes_follow_what_they_are_of() {
        let mut example = presets::worked_example();
        (0..3).for_each(|_| add_phase(&mut example));
        (0..2).for_each(|_| add_credit_step(&mut example));
        (0..3).for_each(|at| noted(&mut example, &format!("/rollout/{at}/migration_cost")));
        noted(&mut example, "/sla_credits/steps/1/below");
        remove_credit_step(&mut example, 0);
        crate::scenario::edit::remove_option(&mut example, "geode-2");
        let sources = |at: &str| example.notes.get(at).map(|note| note.source.as_str());
        assert_eq!(sources("/rollout/0/migration_cost"), Some("/rollout/0/migration_cost"));
        assert_eq!(sources("/rollout/1/migration_cost"), Some("/rollout/2/migration_cost"), "geode-3's");
        assert_eq!(sources("/rollout/2/migration_cost"), None);
        assert_eq!(sources("/sla_credits/steps/0/below"), Some("/sla_credits/steps/1/below"));
        assert_eq!(restore::validate(example.clone()).unwrap().repairs, []);
        remove_credit_step(&mut example, 0);
        assert!(!example.to_json().contains("sla_credits"));
    }

    #[test]
    fn there_is_an_end_to_lists() {
        let mut example = presets::worked_example();
        (0..20).for_each(|_| add_phase(&mut example));
        (0..20).for_each(|_| add_credit_step(&mut example));
        assert_eq!((example.rollout.len(), example.sla_credits.steps.len()), (MAX_PHASES, MAX_CREDIT_STEPS));
        assert_eq!(restore::validate(example).unwrap().repairs, []);
    }
}
