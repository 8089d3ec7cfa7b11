//! What one full copy costs, from what is paid for all that runs.
//!
//! It stands here and not beside the five questions, although these ask for the bill: it asks the engine, which the room
//! `scenario` does not know, and whoever corrects the bill later asks for it again.

use crate::engine::{self, Scratch};
use crate::scenario::Scenario;
use crate::scenario::edit;
use crate::scenario::inputs;
use crate::scenario::limits::MAX_NOTES;
use crate::scenario::model::{Kind, Note, NoteStatus};
use crate::scenario::problem::Problem;
use crate::scenario::start::{self, Answers};

/// The scenario that the answers to the five questions describe, with what one full copy costs worked out from the bill
/// of all that runs today.
///
/// # Errors
/// Where that bill is not above what does not depend on copies, such as transfer and the edge: what that costs a month.
pub fn started(answers: &Answers) -> Result<Scenario, f64> {
    let mut scenario = start::scenario(answers);
    // Who pays nothing pays nothing for a copy.
    if answers.monthly_cost > 0.0 && !set_bill(&mut scenario, answers.monthly_cost) {
        return Err(beside_copies(&scenario));
    }
    Ok(scenario)
}

/// What all that runs today costs a month if copies cost nothing: transfer, people, the edge.
pub fn beside_copies(scenario: &Scenario) -> f64 {
    cost_of_baseline(scenario, 0.0).unwrap_or_default()
}

/// Makes what runs today cost so much a month: works out what one full copy costs, without an edge in front of it, and
/// notes what it is worked out from. Says whether there is such a cost: see [`full_copy`].
pub fn set_bill(scenario: &mut Scenario, bill: f64) -> bool {
    let Some(cost) = full_copy(scenario, bill) else { return false };
    scenario.cost.single_region_monthly = cost;
    edit::put_in(scenario, POINTER);
    if cost != bill {
        let source = format!("worked out from {} {bill} for all that runs", scenario.currency);
        let note = Note { status: NoteStatus::Quoted, source };
        if scenario.notes.contains_key(POINTER) || scenario.notes.len() < MAX_NOTES {
            scenario.notes.insert(POINTER.into(), note);
        }
    }
    true
}

/// What all that runs today costs a month, to hundredths.
///
/// ```
/// use geode_core::{planning::bill, scenario::presets};
/// let mut example = presets::worked_example();
/// assert_eq!(bill(&example), Some(100_000.0));
/// example.baseline = "active-passive".into();
/// assert_eq!(bill(&example), Some(201_000.0));
/// ```
pub fn bill(scenario: &Scenario) -> Option<f64> {
    let paid = cost_of_baseline(scenario, scenario.cost.single_region_monthly)?;
    Some(libm::round(paid * 100.0) / 100.0)
}

/// Whether what runs today is more than one full copy: then people know its bill, and not what one copy costs.
pub fn is_more_than_a_copy(scenario: &Scenario) -> bool {
    let today = scenario.option(&scenario.baseline);
    today.is_some_and(|option| option.edge.is_some() || !matches!(option.kind, Kind::SingleRegion { .. }))
}

const POINTER: &str = inputs::COST_SINGLE_REGION_MONTHLY;

/// The monthly cost of one full copy, to hundredths, at which the baseline costs so much a month; none where what does
/// not depend on it, such as transfer, costs more than that.
///
/// The cost of an option is a part that does not depend on it and a multiple of it (model.md §7), so two evaluations
/// tell.
///
/// ```
/// use geode_core::{planning::full_copy, scenario::presets};
/// let mut example = presets::worked_example();
/// example.baseline = "active-passive".into();
/// // Two copies, and 50,000 GB at 0.02.
/// assert_eq!(full_copy(&example, 161_000.0), Some(80_000.0));
/// ```
pub fn full_copy(scenario: &Scenario, bill: f64) -> Option<f64> {
    let apart = cost_of_baseline(scenario, 0.0)?;
    let copies = (cost_of_baseline(scenario, bill)? - apart) / bill;
    // More digits than anybody has paid would only fill the field.
    let one = libm::round((bill - apart) / copies * 100.0) / 100.0;
    (one.is_finite() && one > 0.0).then_some(one)
}

fn cost_of_baseline(scenario: &Scenario, full_copy: f64) -> Option<f64> {
    let mut problem = Problem::compile(scenario);
    problem.cost.single_region_monthly = full_copy;
    problem.options.get(problem.baseline)?;
    Some(engine::monthly_cost(&problem, problem.baseline, &mut Scratch::default()).total)
}

#[cfg(test)]
mod tests {
    use super::full_copy;
    use crate::engine::targets::Demand;
    use crate::report;
    use crate::scenario::model::{Edge, Target};
    use crate::scenario::presets;
    use crate::scenario::recovery::TIERS;
    use crate::scenario::start::{Answers, Today, Worth, tests::answers};

    /// "What does the infrastructure cost a month?" took the bill of two regions for that of one.
    #[test]
    fn the_baseline_costs_what_is_paid() {
        let mut scenario = presets::worked_example();
        scenario.regions[2].price_index = Some(1.2);
        for option in scenario.options.clone() {
            scenario.baseline.clone_from(&option.id);
            scenario.cost.single_region_monthly = full_copy(&scenario, 123_456.0).unwrap();
            let evaluation = report::evaluate(&scenario, &[]);
            let paid = evaluation.options.iter().find(|o| o.id == option.id).unwrap().rigorous.monthly_cost.total;
            assert!((paid - 123_456.0).abs() < 0.02, "{paid} for {}", option.name);
        }
    }

    /// 0.7 + 0.2 + 0.1 of a bill is not always that bill to the last digit.
    #[test]
    fn a_single_region_costs_what_is_typed() {
        let scenario = presets::worked_example();
        for bill in (1..3_000).map(|thousands| f64::from(thousands) * 1_000.0) {
            assert_eq!(full_copy(&scenario, bill), Some(bill));
        }
    }

    /// A bill of two regions that means the default of one copy was said to be an untouched default.
    #[test]
    fn where_the_cost_comes_from_is_noted() {
        let answers = Answers { monthly_cost: 201_000.0, ..answers() };
        let alone = super::started(&answers).unwrap();
        assert_eq!(alone.cost.single_region_monthly, 201_000.0);
        assert_eq!(alone.notes.get("/cost/single_region_monthly"), None);
        let scenario = super::started(&Answers { today: Today::TwoActive, ..answers }).unwrap();
        let note = scenario.notes.get("/cost/single_region_monthly").unwrap();
        assert_eq!(note.source, "worked out from EUR 201000 for all that runs");
        assert!(scenario.cost.single_region_monthly < 101_000.0);
    }

    /// The bill of a system behind a content delivery network was taken for that of one copy without it: the network was
    /// paid twice, and the copies were sized for requests that never reach them.
    #[test]
    fn an_edge_is_part_of_the_bill_and_not_of_a_copy() {
        let edge = Edge { offload_share: 0.6, latency_ms: 20.0, monthly_cost: 5_000.0, ..Edge::default() };
        for today in [Today::Single, Today::ActivePassive, Today::TwoActive] {
            let answers = Answers { monthly_cost: 80_000.0, edge: Some(edge), today, ..answers() };
            let scenario = super::started(&answers).unwrap();
            assert!(scenario.options.iter().all(|option| option.edge == Some(edge)));
            assert!((super::bill(&scenario).unwrap() - 80_000.0).abs() < 0.02);
            assert!(super::is_more_than_a_copy(&scenario));
            if today == Today::Single {
                // Of a copy, 70 % is compute, and of that 1 − 0.6 × 0.9 is built behind the edge.
                let copy = 75_000.0 / (0.7 * 0.46 + 0.3);
                assert!((scenario.cost.single_region_monthly - copy).abs() < 0.01, "{:?}", scenario.cost);
            }
        }
        assert!(!super::is_more_than_a_copy(&presets::worked_example()));
    }

    /// "Change to Single region … meets your targets", of a pair that restores last night's backup: the single region was
    /// said to lose nothing, and the pair one second.
    #[test]
    fn a_single_region_has_no_copy_elsewhere() {
        let target = Target { rto_minutes: Some(240.0), rpo_seconds: Some(60.0), ..Target::default() };
        let answers = Answers {
            today: Today::ActivePassive,
            tier: &TIERS[0],
            monthly_cost: 80_000.0,
            worth: Worth::Revenue(2e6),
            target,
            ..answers()
        };
        let scenario = super::started(&answers).unwrap();
        let evaluation = report::evaluate(&scenario, &[]);
        let of = |id: &str| &evaluation.options.iter().find(|option| option.id == id).unwrap().rigorous;
        assert_eq!(of("single").rpo_seconds, None);
        assert_eq!(of("single").targets_missed, [Demand::RpoSeconds]);
        assert_eq!(of("active-passive").rpo_seconds, Some(86_400.0));
        // Its primary is back after two hours, long before the backup is restored.
        assert_eq!(of("active-passive").rto.seconds, 7_200.0);
        assert_eq!(of("active-passive").targets_missed, [Demand::RpoSeconds]);
        assert!(!evaluation.verdict.sentence.contains("Change to Single region"), "{}", evaluation.verdict.sentence);
        assert_ne!(evaluation.verdict.option, "single");
    }

    #[test]
    fn transfer_alone_may_cost_more() {
        let mut scenario = presets::worked_example();
        scenario.baseline = "geode-3".into();
        assert_eq!(full_copy(&scenario, 1_999.0), None, "50,000 GB to two more regions at 0.02");
        assert_eq!(full_copy(&scenario, 0.0), None);
        // Such a bill was taken for that of one copy.
        let answers = Answers { monthly_cost: 900.0, today: Today::ActivePassive, ..answers() };
        assert_eq!(super::started(&answers), Err(1_000.0));
        assert_eq!(super::started(&Answers { monthly_cost: 0.0, ..answers }).unwrap().cost.single_region_monthly, 0.0);
    }
}
