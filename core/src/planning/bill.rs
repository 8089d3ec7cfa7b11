//! What one full copy costs, from what is paid for all that runs.

use crate::engine::problem::Problem;
use crate::engine::{self, Depth, Figures, Scratch};
use crate::scenario::Scenario;
use crate::scenario::model::{Note, NoteStatus};
use crate::scenario::start::{self, Answers};

/// The scenario that the answers to the five questions describe, with what one full copy costs worked out from the bill
/// of all that runs today.
pub fn started(answers: &Answers) -> Scenario {
    let mut scenario = start::scenario(answers);
    if let Some(cost) = full_copy(&scenario, answers.monthly_cost).filter(|cost| *cost != answers.monthly_cost) {
        scenario.cost.single_region_monthly = cost;
        let source = format!("worked out from {} {} for all that runs", answers.currency, answers.monthly_cost);
        let note = Note { status: NoteStatus::Quoted, source };
        scenario.notes.insert("/cost/single_region_monthly".into(), note);
    }
    scenario
}

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
    let mut figures = Figures::default();
    engine::evaluate(&problem, &mut Scratch::default(), &mut figures, Depth::Headline);
    Some(figures.options.get(problem.baseline)?.rigorous.monthly_cost.total)
}

#[cfg(test)]
mod tests {
    use super::full_copy;
    use crate::report;
    use crate::scenario::presets;
    use crate::scenario::start::{Answers, Today, tests::answers};

    /// "What does the infrastructure cost a month?" took the bill of two regions for that of one.
    #[test]
    fn the_baseline_costs_what_is_paid() {
        let mut scenario = presets::worked_example();
        scenario.regions[2].price_index = 1.2;
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
        let alone = super::started(&answers);
        assert_eq!(alone.cost.single_region_monthly, 201_000.0);
        assert_eq!(alone.notes.get("/cost/single_region_monthly"), None);
        let scenario = super::started(&Answers { today: Today::TwoActive, ..answers });
        let note = scenario.notes.get("/cost/single_region_monthly").unwrap();
        assert_eq!(note.source, "worked out from EUR 201000 for all that runs");
        assert!(scenario.cost.single_region_monthly < 101_000.0);
    }

    #[test]
    fn transfer_alone_may_cost_more() {
        let mut scenario = presets::worked_example();
        scenario.baseline = "geode-3".into();
        assert_eq!(full_copy(&scenario, 1_999.0), None, "50,000 GB to two more regions at 0.02");
        assert_eq!(full_copy(&scenario, 0.0), None);
    }
}
