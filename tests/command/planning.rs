//! `geode solve` and `geode uncertainty`: what must an input be, and how sure are the figures?

use crate::EXAMPLE;
use crate::run::geode_with;
use serde_json::{Value, json};

/// The answer of a call that succeeds.
fn answer(arguments: &[&str], scenario: &str) -> Value {
    let run = geode_with(arguments, scenario);
    assert_eq!(run.code, 0, "{}", run.errors);
    serde_json::from_str(&run.output).unwrap()
}

/// The revenue above which three regions pay is the evaluation's own break-even.
#[test]
fn an_input_is_solved_for() {
    let until = "geode-3/rigorous/net_monthly_benefit >= 0";
    let solved = answer(&["solve", "-", "--input", "/revenue/monthly", "--until", until], EXAMPLE);
    let evaluation = answer(&["evaluate", "-"], EXAMPLE);
    let break_even = evaluation["options"][3]["rigorous"]["break_even_monthly_revenue"].as_f64().unwrap();
    let found = solved["crossings"][0].as_f64().unwrap();
    assert!((found / break_even - 1.0).abs() < 1e-9, "{found}, not {break_even}");
    assert_eq!(
        [&solved["status"], &solved["holds_today"], &solved["today"]],
        [&json!("at"), &json!(false), &json!(1e7)]
    );
    // No revenue makes three regions cost less than one.
    let cheaper = "geode-3/rigorous/monthly_cost/total <= 100000";
    let never = answer(&["solve", "-", "--input", "/revenue/monthly", "--until", cheaper], EXAMPLE);
    assert_eq!([&never["status"], &never["crossings"]], [&json!("never"), &json!([])]);
}

#[test]
fn what_cannot_be_solved_for_is_named() {
    for (input, until, says) in [
        ("/revenue/yearly", "geode-3/rigorous/npv >= 0", "--input: is \"/revenue/yearly\""),
        ("/random_seed", "geode-3/rigorous/npv >= 0", "--input: is \"/random_seed\""),
        ("/revenue/monthly", "geode-9/rigorous/npv >= 0", "names the option \"geode-9\", expected one of single"),
        ("/revenue/monthly", "geode-3/rigorous/luck >= 0", "names the figure \"rigorous/luck\""),
        ("/revenue/monthly", "geode-3/rigorous/npv > 0", "--until: is \"geode-3/rigorous/npv > 0\""),
        ("/revenue/monthly", "geode-3/rigorous/npv >= much", "--until: is"),
        ("/revenue/monthly", "geode-3/rigorous/npv >= NaN", "--until: is"),
    ] {
        let run = geode_with(&["solve", "-", "--input", input, "--until", until], EXAMPLE);
        assert_eq!(run.code, 2, "{input} {until}");
        assert!(run.errors.contains(says), "{} does not say {says}", run.errors);
    }
}

/// The worked example with an uncertain revenue.
pub fn uncertain() -> String {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    let spread = json!({ "kind": "lognormal", "p05": 10e6, "p95": 100e6 });
    scenario["uncertainty"] = json!([{ "input": "/revenue/monthly", "distribution": spread }]);
    scenario.to_string()
}

/// Three regions pay above a revenue of 36,150,192: the chance of that is 1 − Φ((ln of it − µ) ÷ σ) = 0.4284.
#[test]
fn chances_have_their_standard_error() {
    let spread = answer(&["uncertainty", "-", "--samples", "20000"], &uncertain());
    assert_eq!([&spread["samples"], &spread["inputs"], &spread["seed"]], [&json!(20_000), &json!(1), &json!(1)]);
    let option = &spread["options"][3];
    let chance = |of: &str, name: &str| option[of][name].as_f64().unwrap();
    let (pays, error) = (chance("probability", "pays_back"), chance("standard_error", "pays_back"));
    let (mu, sigma) = ((10e6f64 * 100e6).sqrt().ln(), 10f64.ln() / (2.0 * 1.644_853_626_951_472_2));
    let exact = 1.0 - geode_core::engine::math::normal_cdf((36_150_192f64.ln() - mu) / sigma);
    assert!((pays - exact).abs() < 4.0 * error, "{pays} ± {error}, not {exact}");
    assert_eq!(spread["options"][0]["probability"]["pays_back"], Value::Null, "the baseline pays nothing back");
    let payback = &option["figures"]["rigorous/payback_months"];
    assert_eq!(payback["mean"], Value::Null, "what never comes has no mean");
    assert!((payback["never"].as_f64().unwrap() - (1.0 - pays)).abs() < 1e-12);
}

#[test]
fn the_same_seed_draws_the_same() {
    let run = |seed: &str| geode_with(&["uncertainty", "-", "--samples", "3000", "--seed", seed], uncertain()).output;
    assert_eq!(run("7"), run("7"));
    assert_ne!(run("7"), run("8"));
}

#[test]
fn nothing_uncertain_is_nothing_to_draw() {
    let run = geode_with(&["uncertainty", "-"], EXAMPLE);
    assert_eq!(run.code, 2);
    assert!(run.errors.starts_with("error: /uncertainty: holds nothing"), "{}", run.errors);
    let none = geode_with(&["uncertainty", "-", "--samples", "0"], uncertain());
    assert_eq!(none.code, 2);
    assert!(none.errors.contains("--samples"), "{}", none.errors);
}
