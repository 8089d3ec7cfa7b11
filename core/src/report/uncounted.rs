//! What the money of a scenario leaves out, because nobody has entered it.

use super::targets::enumerated;
use crate::quantity::format::money_compact;
use crate::scenario::Scenario;
use crate::scenario::edit::regions_of;

/// What is not counted, in a sentence; none where all is.
///
/// ```
/// use geode_core::{report::uncounted, scenario::presets};
/// assert_eq!(
///     uncounted::sentence(&presets::worked_example()).unwrap(),
///     "Not counted: the work to operate more regions, migration and credits to customers."
/// );
/// ```
pub fn sentence(scenario: &Scenario) -> Option<String> {
    let cost = &scenario.cost;
    let is_copied = scenario.options.iter().any(|option| regions_of(&option.kind).len() > 1);
    let has_price =
        cost.transfer_price_per_gb > 0.0 || scenario.regions.iter().any(|r| r.transfer_price_per_gb > Some(0.0));
    let is_free = |option: &crate::scenario::model::PlanOption| {
        option.edge.is_some_and(|edge| edge.offload_share > 0.0 && edge.monthly_cost == 0.0)
    };
    let operations = cost.operations_monthly_per_extra_region + cost.people_monthly_per_extra_region();
    let (migrates, in_phases) = (cost.migration_one_off > 0.0, cost_of_phases(scenario));
    let phases =
        format!("what the phases cost once ({}, in the rollout only)", money_compact(in_phases, &scenario.currency));
    let missing = [
        (is_copied && operations == 0.0, "the work to operate more regions"),
        (scenario.options.len() > 1 && !migrates && in_phases == 0.0, "migration"),
        (!migrates && in_phases > 0.0, phases.as_str()),
        (is_copied && (cost.replicated_gb_per_month == 0.0 || !has_price), "transfer between regions"),
        (scenario.options.iter().any(is_free), "the price of a content delivery network"),
        (scenario.revenue.monthly == 0.0, "what faster pages bring"),
        (scenario.revenue.monthly == 0.0 && scenario.revenue.downtime_cost_per_hour.is_none(), "what an outage costs"),
        (scenario.sla_credits.is_none(), "credits to customers"),
    ];
    let missing: Vec<String> = missing.into_iter().filter(|(is, _)| *is).map(|(_, what)| what.to_owned()).collect();
    (!missing.is_empty()).then(|| format!("Not counted: {}.", enumerated(&missing)))
}

/// What all phases cost once that begin within the horizon; the others are in no figure at all.
fn cost_of_phases(scenario: &Scenario) -> f64 {
    let horizon = scenario.finance.horizon_months;
    scenario.rollout.iter().filter(|phase| phase.start_month < horizon).map(|phase| phase.migration_cost).sum()
}

#[cfg(test)]
mod tests {
    use super::{Scenario, sentence};
    use crate::scenario::model::{CreditStep, Edge, Phase};
    use crate::scenario::presets;

    /// The verdict said "never in the red" of an option whose phases cost $1.45 M once, and the list that migration is counted.
    #[test]
    fn what_phases_cost_is_in_no_option() {
        let mut example = presets::worked_example();
        let phase = |start_month: u32, migration_cost: f64| Phase {
            start_month,
            option: "geode-3".into(),
            migration_cost,
            ..Phase::default()
        };
        // The last one never begins.
        example.rollout = vec![phase(0, 450e3), phase(12, 1e6), phase(example.finance.horizon_months, 7e6)];
        let said = |example: &Scenario| sentence(example).unwrap().replace('\u{a0}', " ");
        assert_eq!(
            said(&example),
            "Not counted: the work to operate more regions, what the phases cost once ($1.45 M, in the rollout only) and \
             credits to customers."
        );
        example.cost.migration_one_off = 1.0;
        assert!(!said(&example).contains("phases"));
        example.cost.migration_one_off = 0.0;
        example.rollout.drain(..2);
        assert!(said(&example).contains(", migration and"));
    }

    #[test]
    fn what_is_put_in_is_counted() {
        let mut example = presets::worked_example();
        (example.cost.people_per_extra_region, example.cost.loaded_annual_cost_per_person) = (1.0, 150e3);
        example.cost.migration_one_off = 1.0;
        example.sla_credits.steps = vec![CreditStep { below: 0.999, credit_share: 0.1, ..CreditStep::default() }];
        assert_eq!(sentence(&example), None);
        example.cost.replicated_gb_per_month = 0.0;
        example.revenue.monthly = 0.0;
        example.options[0].edge =
            Some(Edge { offload_share: 0.5, latency_ms: 20.0, monthly_cost: 0.0, ..Edge::default() });
        assert_eq!(
            sentence(&example).unwrap(),
            "Not counted: transfer between regions, the price of a content delivery network, what faster pages bring and \
             what an outage costs."
        );
    }
}
