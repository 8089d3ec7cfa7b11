//! A rollout phase by phase: values worked out by hand from the figures of its options, and what is refused.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test

use geode_core::exchange::scenario::{from_link, to_fragment};
use geode_core::report::rollout::{RolloutReport, table};
use geode_core::report::{self, Evaluation};
use geode_core::scenario::model::Phase;
use geode_core::scenario::{Scenario, presets, restore};
use serde_json::json;

/// The worked example with phases: months, option, cost.
fn planned(phases: &[(u32, &str, f64)]) -> Scenario {
    let mut example = presets::worked_example();
    let phase = |(start_month, option, migration_cost): &(u32, &str, f64)| Phase {
        start_month: *start_month,
        option: (*option).into(),
        migration_cost: *migration_cost,
        ..Phase::default()
    };
    example.rollout = phases.iter().map(phase).collect();
    example
}

fn rolled_out(scenario: &Scenario) -> (Evaluation, RolloutReport) {
    let evaluation = report::evaluate(scenario, &[]);
    let rollout = evaluation.rollout.clone().unwrap();
    (evaluation, rollout)
}

#[track_caller]
fn agree(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found}, expected {expected}");
}

/// Net benefit of an option a month, all of it the same every month.
fn net(evaluation: &Evaluation, id: &str) -> f64 {
    let value = evaluation.options.iter().find(|option| option.id == id).unwrap().rigorous.value;
    value.latency_revenue + value.avoided_downtime_revenue - value.extra_monthly_cost
}

/// One phase at once is its option; its migration takes the place of the scenario's, and so does its month.
#[test]
fn one_phase_is_its_option() {
    let mut scenario = planned(&[(0, "geode-3", 600_000.0)]);
    scenario.finance.annual_growth = 0.2;
    scenario.finance.annual_cost_growth = 0.05;
    let (_, rollout) = rolled_out(&scenario);
    let mut alone = scenario.clone();
    alone.rollout.clear();
    alone.cost.migration_one_off = 600_000.0;
    agree(rollout.npv, report::evaluate(&alone, &[]).options[3].rigorous.value.npv);
    assert_eq!(
        (rollout.months.len(), rollout.months[0].option.as_str(), rollout.months[1].option.as_str()),
        (37, "single", "geode-3")
    );
    scenario.cost.migration_one_off = 1e6;
    scenario.finance.months_until_live = 12;
    assert_eq!(rolled_out(&scenario).1, rollout);
}

/// Two annuities: PV of n flows of 1 is (1 − v^n) ÷ i. A standby for months 1 to 12, three regions from then to 36.
#[test]
fn phases_are_annuities_one_after_the_other() {
    let scenario = planned(&[(0, "active-passive", 100_000.0), (12, "geode-3", 50_000.0)]);
    let (evaluation, rollout) = rolled_out(&scenario);
    let (first, second) = (net(&evaluation, "active-passive"), net(&evaluation, "geode-3"));
    let i = 1.1_f64.powf(1.0 / 12.0) - 1.0;
    let v = |months: i32| (1.0 + i).powi(-months);
    let annuity = |months: i32| (1.0 - v(months)) / i;
    agree(rollout.npv, -100_000.0 + first * annuity(12) + v(12) * (-50_000.0 + second * annuity(24)));
    let cash: Vec<f64> = rollout.months.iter().map(|month| month.cash).collect();
    agree(cash[0], -100_000.0);
    agree(cash[12], -150_000.0 + 12.0 * first);
    agree(cash[36], -150_000.0 + 12.0 * first + 24.0 * second);
    // The month of a migration still runs what ran before.
    assert_eq!(rollout.months[12].option, "active-passive");
    agree(rollout.months[12].flow, first - 50_000.0);
    let hours = |id: &str, months: f64| {
        let option = evaluation.options.iter().find(|option| option.id == id).unwrap();
        option.rigorous.unavailability * 730.0 * months
    };
    agree(rollout.downtime_hours, hours("active-passive", 12.0) + hours("geode-3", 24.0));
    // One region of 99.95 %: 36 months of 730 h.
    agree(rollout.staying_downtime_hours, 5e-4 * 730.0 * 36.0);
    let phases: Vec<_> = rollout.phases.iter().map(|p| (p.option.as_str(), p.start_month, p.end_month)).collect();
    assert_eq!(phases, [("single", 0, 0), ("active-passive", 0, 12), ("geode-3", 12, 36)]);
    // A standby makes nobody faster: 105 ms, and 54 with three regions.
    let latencies = [5, 20].map(|month: usize| rollout.months[month].mean_latency_ms.unwrap());
    agree(latencies[0], 105.0);
    agree(latencies[1], 54.0);
}

/// At ten times the revenue three regions earn the same every month: what was paid in month 6 is back N = M ÷ net months
/// after it. Month 6 is its last before that, so the straight line begins there.
#[test]
fn paid_back_in_a_straight_line() {
    let mut scenario = planned(&[(6, "geode-3", 900_000.0)]);
    scenario.revenue.monthly = 1e8;
    let (evaluation, rollout) = rolled_out(&scenario);
    let net = net(&evaluation, "geode-3");
    assert!(net > 100_000.0, "{net}");
    agree(rollout.payback_months.unwrap(), 6.0 + 900_000.0 / net);
    // Not within a horizon that ends before it.
    scenario.finance.horizon_months = 7;
    assert_eq!(rolled_out(&scenario).1.payback_months, None);
    // Nothing paid, nothing to come back.
    scenario.rollout[0].migration_cost = 0.0;
    assert_eq!(rolled_out(&scenario).1.payback_months, Some(0.0));
}

/// The order of the list says nothing but where two begin in the same month: both are paid, the later one runs.
#[test]
fn the_order_is_that_of_the_months() {
    let phases = [(0, "active-passive", 10.0), (12, "geode-2", 20.0), (18, "geode-3", 30.0)];
    let (_, one) = rolled_out(&planned(&phases));
    let (_, other) = rolled_out(&planned(&[phases[2], phases[0], phases[1]]));
    assert_eq!(one, other);
    let (_, both) = rolled_out(&planned(&[(6, "geode-2", 10.0), (6, "geode-3", 20.0)]));
    agree(both.months[6].flow, -30.0);
    assert_eq!(both.months[7].option, "geode-3");
    assert_eq!((both.phases[1].start_month, both.phases[1].end_month), (6, 6));
    // What begins at the end of the horizon or later is neither paid nor run. Of month 36 of 36 "begins after the horizon"
    // was said, and in the column "Paid once" stood what is not paid.
    let (evaluation, late) = rolled_out(&planned(&[(36, "geode-2", 1e6), (600, "geode-3", 1e6)]));
    assert_eq!((late.npv, late.months.last().unwrap().option.as_str()), (0.0, "single"));
    let said = report::rollout::sentence(&evaluation.scenario, &late);
    assert!(said.ends_with("2 phases begin at the end of the horizon or later and are not counted."), "{said}");
    assert_eq!(late.phases.iter().map(|phase| phase.migration_cost).collect::<Vec<_>>(), [0.0; 3]);
    let paid: Vec<_> = table(&evaluation.scenario, &late).into_iter().map(|row| row.cells[1].text.clone()).collect();
    assert_eq!(paid, ["–", "not counted", "not counted"]);
    let (_, last) = rolled_out(&planned(&[(35, "geode-2", 1e6)]));
    assert_eq!((last.phases[1].migration_cost, last.months[35].cash), (1e6, -1e6));
}

#[test]
fn a_rollout_is_kept_in_files_and_links() {
    let scenario = planned(&[(0, "active-passive", 0.0), (12, "geode-3", 50_000.0)]);
    assert_eq!(restore::from_value(&scenario.to_value()).unwrap().scenario, scenario);
    assert_eq!(from_link(&to_fragment(&scenario).unwrap()).unwrap().scenario, scenario);
    assert!(!report::evaluate(&presets::worked_example(), &[]).to_json().contains("rollout"));
}

#[test]
fn what_makes_no_phase_is_refused_with_its_field() {
    let refused = |rollout: serde_json::Value| {
        let mut value = presets::worked_example().to_value();
        value["rollout"] = rollout;
        restore::from_value(&value).unwrap_err().to_string()
    };
    let phase =
        |start: f64, option: &str, cost: f64| json!({ "start_month": start, "option": option, "migration_cost": cost });
    assert_eq!(
        refused(json!([phase(1.0, "geode-4", 0.0)])),
        "/rollout/0/option: \"geode-4\" is not an option, expected one of single, active-passive, geode-2, geode-3"
    );
    assert_eq!(
        refused(json!([phase(601.0, "geode-3", 0.0)])),
        "/rollout/0/start_month: is 601, expected a whole number from 0 to 600"
    );
    assert!(refused(json!([phase(1.5, "geode-3", 0.0)])).contains("a whole number from 0 to 600"));
    assert!(refused(json!([phase(1.0, "geode-3", -1.0)])).starts_with("/rollout/0/migration_cost: is -1"));
    assert!(refused(json!([{ "start_month": 1 }])).starts_with("/rollout/0/option: is missing"));
    assert_eq!(refused(json!(vec![phase(1.0, "geode-3", 0.0); 13])), "/rollout: has 13 items, expected at most 12");
}
