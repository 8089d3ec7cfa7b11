//! Credits to customers and discounts off list prices: closed forms, and what is refused.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::float_cmp)] // a test

use geode_core::engine::figures;
use geode_core::engine::simulation::Yearly;
use geode_core::report::{self, Evaluation, comparison, verdict::Method};
use geode_core::scenario::model::{CreditPeriod, CreditStep};
use geode_core::scenario::{Scenario, presets, restore};
use serde_json::json;

fn promised(period: CreditPeriod, steps: &[(f64, f64)]) -> Scenario {
    let mut example = presets::worked_example();
    example.sla_credits.period = period;
    let step = |(below, credit_share): &(f64, f64)| CreditStep {
        below: *below,
        credit_share: *credit_share,
        ..CreditStep::default()
    };
    example.sla_credits.steps = steps.iter().map(step).collect();
    example
}

fn simulated(scenario: &Scenario) -> Evaluation {
    let mut evaluation = report::evaluate(scenario, &[]);
    report::simulate(&mut evaluation);
    evaluation
}

fn figure(evaluation: &Evaluation, path: &str, option: usize) -> Option<f64> {
    figures::of_path(path).unwrap().get(&evaluation.options[option])
}

/// A region is up through a span with the probability A e^(−λ span), λ = μ q ÷ A: any downtime at all in a month of 730 h,
/// and so in a quarter and in a year, gives a tenth of the fees back. 10 000 years, four standard errors.
#[test]
fn credits_of_a_region_are_those_of_its_process() {
    let (q, mu) = (5e-4_f64, 1.0_f64);
    let lambda = mu * q / (1.0 - q);
    for (period, months) in [(CreditPeriod::Month, 1.0), (CreditPeriod::Quarter, 3.0), (CreditPeriod::Year, 12.0)] {
        let mut scenario = promised(period, &[(1.0, 0.1)]);
        scenario.sla_credits.fees_share = 0.5;
        let fails = 1.0 - (1.0 - q) * (-lambda * 730.0 * months).exp();
        let fees = 0.5 * scenario.revenue.monthly;
        let periods = f64::from(scenario.simulation_years) * 12.0 / months;
        let error = fees * 0.1 * (fails * (1.0 - fails) / periods).sqrt();
        let found = figure(&simulated(&scenario), figures::SLA_CREDITS, 0).unwrap();
        assert!((found - fees * 0.1 * fails).abs() < 4.0 * error, "{period:?}: {found}, not {}", fees * 0.1 * fails);
    }
}

/// What is avoided is the baseline's less the option's own, and comes on top of the net benefit; nothing else changes.
#[test]
fn avoided_credits_are_contractual_and_change_nothing_else() {
    let scenario = promised(CreditPeriod::Month, &[(0.9999, 0.1), (0.99, 0.3)]);
    let (found, without) = (simulated(&scenario), simulated(&presets::worked_example()));
    for option in 0..4 {
        let of = |path: &str| figure(&found, path, option).unwrap();
        let avoided = figure(&found, figures::SLA_CREDITS, 0).unwrap() - of(figures::SLA_CREDITS);
        assert!((of(figures::AVOIDED_SLA_CREDITS) - avoided).abs() < 1e-9 * avoided.abs().max(1.0));
        let net = of(figures::NET_MONTHLY_BENEFIT) + of(figures::AVOIDED_SLA_CREDITS);
        assert_eq!(of(figures::NET_MONTHLY_BENEFIT_WITH_CREDITS), net);
        // 36 months at 10 % a year, nothing growing: an annuity.
        let annuity = (1.0 - 1.1_f64.powi(-3)) / (1.1_f64.powf(1.0 / 12.0) - 1.0);
        let npv = of(figures::NPV) + annuity * of(figures::AVOIDED_SLA_CREDITS);
        assert!((of(figures::NPV_WITH_CREDITS) - npv).abs() < 1e-6 * npv.abs().max(1.0), "{npv}");
        let parts = of(figures::LATENCY_REVENUE) + of(figures::NET_MONTHLY_BENEFIT_WITHOUT_LATENCY);
        assert!((of(figures::NET_MONTHLY_BENEFIT) - parts).abs() < 1e-6);
        for other in figures::LIST.iter().filter(|other| other.is_single() && !other.path.contains("credits")) {
            assert_eq!(figure(&found, other.path, option), figure(&without, other.path, option), "{}", other.path);
        }
    }
    assert!(figure(&found, figures::AVOIDED_SLA_CREDITS, 3).unwrap() > 0.0);
    // What is decided is the same; that another one is ahead with credits is said with it, and the reasons say what
    // contracts give back.
    let decided = |e: &Evaluation| (e.verdict.option.clone(), e.verdict.kind);
    assert_eq!(decided(&found), decided(&without));
    assert!(found.verdict.answer.starts_with(&without.verdict.answer), "{}", found.verdict.answer);
    assert!(found.verdict.reasons.contains("in credits, not counted above"), "{}", found.verdict.reasons);
    assert!(!without.verdict.reasons.contains("credits"));
}

/// A migration of 1.5 M that returns nothing was "never paid back" while contracts gave back 200,000 a month. With 2 % of
/// 10 M avoided, n = −146,122 + 200,000 a month come in: 1.5 M ÷ n months.
#[test]
fn credits_pay_back() {
    let mut scenario = promised(CreditPeriod::Month, &[(0.999, 0.1)]);
    scenario.cost.migration_one_off = 1.5e6;
    let mut evaluation = report::evaluate(&scenario, &[]);
    let years = |credited_share| Some(Yearly { credited_share: Some(credited_share), ..Yearly::default() });
    evaluation.set_years(&[years(0.02), years(0.0), years(0.0), years(0.0)]);
    let of = |path: &str| figure(&evaluation, path, 3);
    let fees = scenario.revenue.monthly * scenario.sla_credits.fees_share;
    let monthly = of(figures::NET_MONTHLY_BENEFIT).unwrap() + 0.02 * fees;
    assert_eq!(of(figures::PAYBACK_MONTHS), None);
    let months = of(figures::PAYBACK_MONTHS_WITH_CREDITS).unwrap();
    assert!((months - 1.5e6 / monthly).abs() < 1e-6, "{months}, not {}", 1.5e6 / monthly);
    assert_eq!(figure(&evaluation, figures::PAYBACK_MONTHS_WITH_CREDITS, 0), None, "the baseline pays nothing");
}

/// Not 0: nobody knows them before years have been simulated, and nobody counts them where nothing is promised.
#[test]
fn credits_that_nobody_knows_are_no_nothing() {
    let words = |evaluation: &Evaluation| {
        let lines = comparison::headline(evaluation, Method::Rigorous).into_iter();
        let mut lines = lines.chain(comparison::rest(evaluation, Method::Rigorous));
        lines.find(|line| line.path == figures::AVOIDED_SLA_CREDITS).unwrap().cells.remove(3).text
    };
    let scenario = promised(CreditPeriod::Year, &[(0.9999, 0.1)]);
    let before = report::evaluate(&scenario, &[]);
    assert_eq!(figure(&before, figures::SLA_CREDITS, 3), None);
    assert_eq!(words(&before), "not simulated yet");
    assert_eq!(words(&simulated(&presets::worked_example())), "not counted");
    // A region that fails every few seconds has no simulated years.
    let mut restless = scenario;
    restless.regions[0].mttr_hours = 1e-6;
    let restless = simulated(&restless);
    assert_eq!((figure(&restless, figures::AVOIDED_SLA_CREDITS, 0), words(&restless).as_str()), (None, "unknown"));
}

/// Two copies at list prices: 30 % off compute, 10 % off what is fixed, 20 % off storage, half off a GB.
#[test]
fn discounts_are_taken_off_their_part() {
    let mut example = presets::worked_example();
    let cost = &mut example.cost;
    (cost.compute_discount, cost.fixed_discount) = (0.3, 0.1);
    (cost.storage_discount, cost.transfer_discount) = (0.2, 0.5);
    let found = report::evaluate(&example, &[]);
    let expected = [140e3 * 0.7, 40e3 * 0.9, 20e3 * 0.8, 50e3 * 0.02 * 0.5];
    let paths = [
        figures::MONTHLY_COST_COMPUTE,
        figures::MONTHLY_COST_FIXED,
        figures::MONTHLY_COST_STORAGE,
        figures::MONTHLY_COST_TRANSFER,
    ];
    for (path, expected) in paths.into_iter().zip(expected) {
        assert!((figure(&found, path, 1).unwrap() - expected).abs() < 1e-9, "{path}");
    }
    let total: f64 = expected.iter().sum();
    assert!((figure(&found, figures::MONTHLY_COST_TOTAL, 1).unwrap() - total).abs() < 1e-6);
    // The textbook knows no discounts.
    let textbook = presets::worked_example();
    assert_eq!(found.options[1].textbook, report::evaluate(&textbook, &[]).options[1].textbook);
}

#[test]
fn what_makes_no_contract_is_refused_with_its_field() {
    let refused = |credits: serde_json::Value| {
        let mut value = presets::worked_example().to_value();
        value["sla_credits"] = credits;
        restore::from_value(&value).map(|restored| restored.repairs).map_err(|refused| refused.to_string())
    };
    let steps = |steps: serde_json::Value| json!({ "steps": steps });
    let said = |credits| refused(credits).unwrap_err();
    assert_eq!(
        said(steps(json!([{ "below": 99.9, "credit_share": 0.1 }]))),
        "/sla_credits/steps/0/below: is 99.9, expected a number above 0 and at most 1: an availability is a fraction, \
         0.999 for 99.9 %"
    );
    assert!(said(steps(json!([{ "below": 0.999 }]))).starts_with("/sla_credits/steps/0/credit_share: is missing"));
    assert!(
        said(json!({ "period": "week", "steps": [] }))
            .starts_with("/sla_credits/period: is \"week\", expected \"month\"")
    );
    let many = vec![json!({ "below": 0.999, "credit_share": 0.1 }); 9];
    assert_eq!(said(steps(json!(many))), "/sla_credits/steps: has 9 items, expected at most 8");
    let dropped = refused(json!({ "fees_share": 0.5 })).unwrap();
    assert_eq!((dropped[0].path.as_str(), dropped[0].message.as_str()), ("/sla_credits", "has no steps; dropped"));
}
