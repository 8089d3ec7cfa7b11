//! Advice on returns and growth.

use crate::scenario::presets;

/// "–" stood for no rate of return and for one of several, and nobody said which.
#[test]
fn none_or_several_rates_of_return_are_told() {
    let told = |migration: f64, monthly: f64, growth: f64| {
        let mut scenario = presets::worked_example();
        (scenario.cost.migration_one_off, scenario.revenue.monthly) = (migration, monthly);
        scenario.finance.annual_growth = growth;
        let evaluation = crate::report::evaluate(&scenario, &[]);
        let advice = |code: &str| evaluation.options[3].advice.iter().find(|advice| advice.code == code).cloned();
        (evaluation.options[3].rigorous.irr_annual.internal(), advice("irr-unclear").map(|advice| advice.message))
    };
    assert_eq!(told(0.0, 1e7, 0.0), (None, None), "nothing is invested");
    // Gains first and losses later had a rate of return that grew with the losses.
    let (rate, words) = told(0.0, 1e8, -0.9);
    assert!(rate.is_none() && words.unwrap().contains("gains come first, so nothing is invested"));
    let (rate, words) = told(1e6, 1e7, 0.0);
    assert!(rate.is_none() && words.unwrap().starts_with("No internal rate of return"));
    let (rate, words) = told(1e5, 1e8, 0.0);
    assert!(rate.unwrap() > 0.0 && words.is_none());
    // It pays for a year, and then its costs stay while the revenue is gone.
    let (rate, words) = told(2e5, 1e8, -0.9);
    let words = words.unwrap();
    assert!(rate.is_none() && words.starts_with("No single internal rate of return: "), "{words}");
    assert!(words.matches(" %").count() == 2, "both rates are named: {words}");
}

/// The file had null for the extra cost as a share of a baseline that costs nothing, and no word of why.
#[test]
fn a_share_of_nothing_says_so() {
    let mut scenario = presets::worked_example();
    scenario.cost.single_region_monthly = 0.0;
    let evaluation = crate::report::evaluate(&scenario, &[]);
    for option in &evaluation.options {
        let is_told = option.advice.iter().any(|advice| advice.code == "share-of-nothing");
        assert_eq!(is_told, option.textbook.cost_overhead_share.is_none() && option.id != scenario.baseline);
        assert!(option.id == scenario.baseline || is_told);
    }
    let example = crate::report::evaluate(&presets::worked_example(), &[]);
    assert!(example.options.iter().flat_map(|option| &option.advice).all(|advice| advice.code != "share-of-nothing"));
}

/// 24 round trips and 8 % per 100 ms "returned" more than there was, and nobody was told that this is absurd.
#[test]
fn a_gain_that_nobody_has_seen_is_told() {
    let mut scenario = presets::worked_example();
    let told = |scenario: &_| {
        let advice = crate::report::evaluate(scenario, &[]).options.remove(3).advice;
        advice.into_iter().find(|advice| advice.code == "large-gain").map(|advice| advice.message)
    };
    // 51 ms less at 1 % per 100 ms are 0.51 % of the revenue.
    scenario.traffic.round_trips_per_interaction = 39.0;
    assert_eq!(told(&scenario), None);
    scenario.traffic.round_trips_per_interaction = 40.0;
    assert!(told(&scenario).unwrap().starts_with("Speed is counted as 20.4 % of all profit: "));
    scenario.traffic.round_trips_per_interaction = 400.0;
    assert!(
        told(&scenario).unwrap().starts_with("Speed is counted as 100 % of all profit, which is all that is counted: ")
    );
    scenario.revenue.monthly = 0.0;
    assert_eq!(told(&scenario), None);
}

/// 1,000 % a year over fifty years drew an axis of "$2.62e43 tn", and nobody was told why. 2 ^ 10 = 1,024, 2 ^ 9 = 512.
#[test]
fn growth_beyond_measure_is_told() {
    let mut scenario = presets::worked_example();
    scenario.finance.annual_growth = 1.0;
    let mut told = |months: u32| {
        scenario.finance.horizon_months = months;
        let evaluation = crate::report::evaluate(&scenario, &[]);
        let advice = |option: &crate::report::OptionEvaluation| {
            option
                .advice
                .iter()
                .find(|advice| advice.code == "growth-beyond-measure")
                .map(|advice| advice.message.clone())
        };
        evaluation.options.iter().map(advice).collect::<Vec<_>>()
    };
    assert_eq!(told(108), [None, None, None, None]);
    let told = told(120);
    assert_eq!(told[0], None, "the baseline has no extra to grow");
    let words = told[3].clone().unwrap().replace('\u{a0}', " ");
    assert!(
        words.starts_with("Growth of 100 % a year over 120 months makes the benefit more than 1000 times"),
        "{words}"
    );
}
