//! Advice on scenarios at the edge, and told together.

use crate::scenario::presets;

/// A link with outages of a microsecond kept the page busy for hours: years are only simulated where that
/// ends, and the advice says why figures are missing.
#[test]
fn failures_too_frequent_to_simulate_are_told() {
    let mut scenario = presets::worked_example();
    scenario.regions.iter_mut().for_each(|region| region.mttr_hours = 1e-6);
    let mut evaluation = crate::report::evaluate(&scenario, &[]);
    crate::report::simulate(&mut evaluation);
    for option in &evaluation.options {
        assert_eq!(option.rigorous.yearly_downtime_seconds, None, "{}", option.id);
        assert!(option.advice.iter().any(|advice| advice.code == "not-simulated"), "{}", option.id);
    }
}

/// The same pitfall of two options is told once, with the names of both, the gravest first.
#[test]
fn a_pitfall_of_two_options_is_told_once() {
    let evaluation = crate::report::evaluate(&presets::worked_example(), &[]);
    let collected = super::collected(&evaluation);
    let of = |code: &str| collected.iter().filter(|(advice, _)| advice.code == code).collect::<Vec<_>>();
    let conflicts = of("conflicts-unspecified");
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].1, ["Active-active, 2 regions", "Active-active, 3 regions"]);
    let told: usize = collected.iter().map(|(_, names)| names.len()).sum();
    assert_eq!(told, evaluation.options.iter().map(|option| option.advice.len()).sum::<usize>());
    assert!(collected.windows(2).all(|pair| pair[0].0.severity <= pair[1].0.severity));
}

/// Failures that are frequent but can be simulated get fewer years, and the figures say how many.
#[test]
fn frequent_failures_get_fewer_years() {
    let mut scenario = presets::worked_example();
    scenario.regions.iter_mut().for_each(|region| region.mttr_hours = 0.01);
    scenario.simulation_years = 100_000;
    let mut evaluation = crate::report::evaluate(&scenario, &[]);
    crate::report::simulate(&mut evaluation);
    let yearly = evaluation.options[0].rigorous.yearly_downtime_seconds.clone().unwrap();
    // 438 outages a year, each with a beginning and an end: 1e7 changes of state are 11 415 years.
    assert!((11_400.0..11_450.0).contains(&yearly.years), "{}", yearly.years);
}
