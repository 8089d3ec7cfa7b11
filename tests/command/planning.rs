//! `geode solve`, `geode uncertainty`, `geode sensitivity`: what must an input be, how sure are the figures, and what
//! matters most?

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

/// How the cost of a region splits bears on the cost of no option that runs it whole, and "at" 112 values of the share the
/// sum came to 302,000 at most: it is 302,000, the last bit of its rounding apart.
#[test]
fn rounding_is_no_crossing() {
    for (share, option, cost) in [
        ("compute", "geode-3", 302_000),
        ("fixed", "geode-3", 302_000),
        ("storage", "geode-3", 302_000),
        ("compute", "geode-2", 201_000),
        ("compute", "active-passive", 201_000),
    ] {
        for sign in ["<=", ">="] {
            let (input, until) =
                (format!("/cost/{share}_share"), format!("{option}/rigorous/monthly_cost/total {sign} {cost}"));
            let solved = answer(&["solve", "-", "--input", &input, "--until", &until], EXAMPLE);
            let told = [&solved["status"], &solved["crossings"], &solved["holds_today"]];
            assert_eq!(told, [&json!("always"), &json!([]), &json!(true)], "{input} {until}");
        }
    }
}

/// A phase was no question to ask about. One at once, of what earns n a month: as much may be paid for it as n × 31.2 comes
/// to today, Σ 1.1^(−t ÷ 12) over 36 months; the evaluation of the phase at that price is worth nothing.
#[test]
fn a_phase_is_solved_for() {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    scenario["revenue"]["monthly"] = json!(1e8);
    scenario["rollout"] = json!([{ "start_month": 0, "option": "geode-3", "migration_cost": 0 }]);
    let ask = ["solve", "-", "--input", "/rollout/0/migration_cost", "--until", "rollout/npv >= 0"];
    let solved = answer(&ask, &scenario.to_string());
    let most = solved["crossings"][0].as_f64().unwrap();
    scenario["rollout"][0]["migration_cost"] = json!(most);
    let npv = answer(&["evaluate", "-"], &scenario.to_string())["rollout"]["npv"].as_f64().unwrap();
    assert!(most > 1e6 && npv.abs() < 1e-6 * most, "{most} leaves {npv}");
    let run = geode_with(
        &["solve", "-", "--input", "/revenue/monthly", "--until", "rollout/luck >= 0"],
        scenario.to_string(),
    );
    assert!(run.code == 2 && run.errors.contains("of phases 'rollout/npv'"), "{}", run.errors);
}

/// A question about phases, of a scenario without any, was taken for one about an option called "rollout".
#[test]
fn a_scenario_without_phases_says_so() {
    let ask = ["solve", "-", "--input", "/revenue/monthly", "--until", "rollout/npv >= 0"];
    let run = geode_with(&ask, EXAMPLE);
    assert_eq!((run.code, run.output.as_str()), (2, ""));
    let says = "error: --until: is \"rollout/npv >= 0\", but the scenario has no phases, expected ";
    assert!(run.errors.starts_with(says), "{}", run.errors);
    // An option may be called so.
    let called = EXAMPLE.replace("\"geode-3\"", "\"rollout\"");
    let run =
        geode_with(&["solve", "-", "--input", "/revenue/monthly", "--until", "rollout/rigorous/npv >= 0"], called);
    assert_eq!(run.code, 0, "{}", run.errors);
}

/// Where a file gives how often a region is down, a range of its availability had no effect, without a word, and no
/// availability was found at which three regions pay. A lognormal between 0.0002 and 0.002 has them as its percentiles.
#[test]
fn an_availability_counts_beside_an_unavailability() {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    scenario["regions"][0]["unavailability"] = json!(6.0 / 8760.0);
    let until = "geode-3/rigorous/npv >= 0";
    let ask = ["solve", "-", "--input", "/regions/us-east/availability", "--until", until];
    let run = geode_with(&ask, scenario.to_string());
    let found = serde_json::from_str::<Value>(&run.output).unwrap()["crossings"][0].as_f64().unwrap();
    assert!(run.errors.contains("leave the region's unavailability out"), "{}", run.errors);
    // Put in as it says.
    let mut edited = scenario.clone();
    edited["regions"][0].as_object_mut().unwrap().remove("unavailability");
    edited["regions"][0]["availability"] = json!(found);
    let npv = answer(&["evaluate", "-"], &edited.to_string())["options"][3]["rigorous"]["npv"].as_f64().unwrap();
    assert!(npv.abs() < 1.0, "{npv} at {found}");

    let spread = json!({ "kind": "lognormal", "p05": 0.998, "p95": 0.9998 });
    scenario["uncertainty"] = json!([{ "input": "/regions/us-east/availability", "distribution": spread }]);
    let samples = answer(&["uncertainty", "-", "--samples", "20000"], &scenario.to_string());
    let of = &samples["options"][0]["figures"]["rigorous/unavailability"];
    for (percentile, expected) in [("p05", 0.0002), ("p95", 0.002)] {
        let found = of[percentile].as_f64().unwrap();
        assert!((found / expected - 1.0).abs() < 0.05, "{percentile}: {found}, not {expected}");
    }
    // A file that has both is told which one is drawn.
    let both = json!({ "input": "/regions/us-east/unavailability", "distribution": { "kind": "uniform", "low": 0.001, "high": 0.002 } });
    scenario["uncertainty"].as_array_mut().unwrap().push(both);
    let run = geode_with(&["uncertainty", "-", "--samples", "100"], scenario.to_string());
    assert!(run.errors.contains("is not drawn: the region’s unavailability"), "{}", run.errors);
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
    // It hangs on no revenue, and was null without a target: Other is nearest to EU West, 100 ms; all of Asia, 200 ms to US East.
    let [latency, alone] =
        [3, 0].map(|option: usize| &spread["options"][option]["figures"]["rigorous/reads/p95_latency_ms"]);
    assert_eq!([&latency["p05"], &latency["p95"], &alone["p50"]], [&json!(100.0), &json!(100.0), &json!(200.0)]);
    let payback = &option["figures"]["rigorous/payback_months"];
    assert_eq!(payback["mean"], Value::Null, "what never comes has no mean");
    assert!((payback["never"].as_f64().unwrap() - (1.0 - pays)).abs() < 1e-12);
}

/// Beside figures whose standard error was unknown, as it is of one sample, that of the chances was 0: all was certain.
#[test]
fn one_sample_has_no_standard_error() {
    let spread = answer(&["uncertainty", "-", "--samples", "1"], &uncertain());
    let option = &spread["options"][3];
    assert_eq!(option["standard_error"], json!({ "meets_targets": null, "pays_back": null, "best": null }));
    assert_eq!(option["figures"]["rigorous/npv"]["standard_error"], Value::Null);
    assert_eq!(spread["no_option_meets_targets"], json!({ "probability": 0.0, "standard_error": null }));
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

/// Revenue and gain, both lognormal: latency revenue is their product × what is certain.
fn product() -> String {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    let of = |input: &str, p05: f64, p95: f64| json!({ "input": input, "distribution": { "kind": "lognormal", "p05": p05, "p95": p95 } });
    scenario["uncertainty"] = json!([of("/revenue/gain_per_100_ms", 0.008, 0.0125), of("/revenue/monthly", 5e6, 20e6)]);
    scenario.to_string()
}

/// One at a time: revenue goes by 4^(z10 ÷ z5) from end to end, the gain by 1.5625^(z10 ÷ z5). Alone and in all, each
/// brings of the variance what follows for a product of lognormals.
#[test]
fn what_matters_most_comes_first() {
    let figure = "geode-3/rigorous/latency_revenue";
    let run = |more: &[&str]| answer(&[&["sensitivity", "-", "--figure", figure], more].concat(), &product());
    let plain = run(&[]);
    assert_eq!([&plain["figure"], &plain["sobol"]], [&json!(figure), &Value::Null]);
    let evaluation = answer(&["evaluate", "-"], EXAMPLE);
    assert_eq!(plain["today"], evaluation["options"][3]["rigorous"]["latency_revenue"]);
    let z = 1.281_551_565_544_600_4 / 1.644_853_626_951_472_2;
    for (bar, (input, ratio)) in plain["tornado"]
        .as_array()
        .unwrap()
        .iter()
        .zip([("/revenue/monthly", 4f64), ("/revenue/gain_per_100_ms", 1.5625)])
    {
        assert_eq!(bar["input"], input);
        let found = bar["p90"].as_f64().unwrap() / bar["p10"].as_f64().unwrap();
        assert!((found / ratio.powf(z) - 1.0).abs() < 1e-9, "{bar}");
    }
    let indices = run(&["--sobol", "--samples", "4000"]);
    assert_eq!(indices["tornado"], plain["tornado"]);
    let grown = [4f64, 1.5625].map(|ratio| (ratio.ln() / (2.0 * 1.644_853_626_951_472_2)).powi(2).exp());
    let all = grown[0] * grown[1] - 1.0;
    let exact = [
        ("/revenue/monthly", (grown[0] - 1.0) / all, (grown[0] - 1.0) * grown[1] / all),
        ("/revenue/gain_per_100_ms", (grown[1] - 1.0) / all, (grown[1] - 1.0) * grown[0] / all),
    ];
    for (found, (input, first, total)) in indices["sobol"].as_array().unwrap().iter().zip(exact) {
        assert_eq!(found["input"], input);
        let number = |name: &str| found[name].as_f64().unwrap();
        assert!((number("first") - first).abs() < 4.0 * number("first_standard_error"), "{found}, not {first}");
        assert!((number("total") - total).abs() < 4.0 * number("total_standard_error"), "{found}, not {total}");
        assert!(number("first_standard_error") < 0.05, "{found}");
    }
    assert_eq!(
        run(&["--sobol", "--samples", "500", "--seed", "3"]),
        run(&["--sobol", "--samples", "500", "--seed", "3"])
    );
}

#[test]
fn what_no_sensitivity_can_be_said_of_is_named() {
    for (figure, more, scenario, says) in [
        ("geode-3", &[][..], product(), "--figure: is \"geode-3\""),
        ("geode-9/rigorous/npv", &[], product(), "--figure: names the option \"geode-9\""),
        ("geode-3/rigorous/luck", &[], product(), "--figure: names the figure \"rigorous/luck\""),
        ("geode-3/rigorous/npv", &[], EXAMPLE.to_owned(), "/uncertainty: holds nothing"),
        ("geode-3/rigorous/npv", &["--samples", "1"], product(), "--samples"),
    ] {
        let run = geode_with(&[&["sensitivity", "-", "--figure", figure], more].concat(), scenario);
        assert_eq!(run.code, 2, "{figure}");
        assert!(run.errors.contains(says), "{} does not say {says}", run.errors);
    }
    // A figure that no input moves has no variance to share.
    let run = geode_with(&["sensitivity", "-", "--figure", "geode-3/textbook/monthly_cost", "--sobol"], product());
    assert_eq!(serde_json::from_str::<Value>(&run.output).unwrap()["sobol"], Value::Null);
    assert!(run.errors.contains("does not vary"), "{}", run.errors);
    // Of a few pairs shares of 190 % were told, with standard errors of a few pairs.
    let revenue = "geode-3/rigorous/latency_revenue";
    let few = geode_with(&["sensitivity", "-", "--figure", revenue, "--sobol", "--samples", "99"], product());
    let found: Value = serde_json::from_str(&few.output).unwrap();
    assert_eq!((few.code, &found["sobol"], &found["sobol_pairs"]), (0, &Value::Null, &json!(99)));
    let why = "The figure is defined in 99 pairs of samples: shares of the variance are given from 100 on.";
    assert_eq!(found["sobol_missing"], why);
    assert!(few.errors.contains(why), "{}", few.errors);
    let enough = geode_with(&["sensitivity", "-", "--figure", revenue, "--sobol", "--samples", "100"], product());
    let found: Value = serde_json::from_str(&enough.output).unwrap();
    assert_eq!((&found["sobol_pairs"], &found["sobol_missing"]), (&json!(100), &Value::Null));
}

/// Looked for in a file, in lines only when asked for: null says that nobody looked.
#[test]
fn flip_points_are_those_of_the_design() {
    let of = |arguments: &[&str]| {
        let line = serde_json::from_str::<Value>(EXAMPLE).unwrap().to_string();
        answer(arguments, &line)["verdict"]["flip_points"].clone()
    };
    let found = of(&["evaluate", "-"]);
    for (point, (input, today, flips_at, to)) in found.as_array().unwrap().iter().zip([
        ("/user_latency_ms/asia/us-east", 200.0, 585.6, "geode-2"),
        ("/user_latency_ms/europe/us-east", 100.0, 343.7, "geode-2"),
        ("/revenue/monthly", 1e7, 36_150_192.0, "geode-3"),
    ]) {
        assert_eq!([&point["input"], &point["today"], &point["to"]], [&json!(input), &json!(today), &json!(to)]);
        assert!((point["flips_at"].as_f64().unwrap() / flips_at - 1.0).abs() < 2e-4, "{point}");
    }
    assert_eq!(of(&["evaluate", "--jsonl", "-"]), Value::Null);
    assert_eq!(of(&["evaluate", "--jsonl", "--flips", "-"]), found);
}

/// A warm standby that is tested: 0.44 of 90 % more, all of the storage, and the transfer of one copy.
#[test]
fn the_strongest_cheaper_rival_is_named() {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    scenario["target"] = json!({ "availability": 0.99989 });
    scenario["traffic"]["write_fraction"] = json!(1.0);
    let found = answer(&["rival", "-"], &scenario.to_string());
    let standby = json!({ "kind": "standby", "region": "us-west", "tier": "warm-standby" });
    assert_eq!([&found["status"], &found["option"]], [&json!("found"), &json!("single")]);
    assert_eq!(found["changes"], json!([standby, { "kind": "tested_standby" }]));
    let extra = found["figures"]["rigorous/extra_monthly_cost"].as_f64().unwrap();
    assert!((extra - 50_600.0).abs() < 1e-6, "{extra}");
    assert_eq!(answer(&["rival", "-"], EXAMPLE)["changes"], Value::Null);
}

/// `rival --apply` left out the end of the last line, which `unlink`, `import --into` and the page write.
#[test]
fn a_scenario_ends_with_a_line() {
    let printed = geode_with(&["rival", "--apply", "-"], EXAMPLE).output;
    let link = geode_with(&["link", "-"], &printed).output;
    assert!(printed.ends_with("\n}\n"), "{printed}");
    assert_eq!(geode_with(&["unlink", "-"], &link).output, printed);
}

/// What is printed with `--apply` is a scenario whose new option has the figures that were announced.
#[test]
fn the_rival_is_put_into_the_scenario() {
    let mut scenario: Value = serde_json::from_str(EXAMPLE).unwrap();
    scenario["target"] = json!({ "availability": 0.99989 });
    scenario["traffic"]["write_fraction"] = json!(1.0);
    scenario["failover"]["coverage"] = json!(0.5);
    let announced = answer(&["rival", "-"], &scenario.to_string());
    let with = answer(&["rival", "--apply", "-"], &scenario.to_string());
    let evaluation = answer(&["evaluate", "-"], &with.to_string());
    let added = &evaluation["options"][4];
    assert_eq!(added["id"], json!("single-region-tested-warm-standby"));
    for (path, value) in announced["figures"].as_object().unwrap() {
        let found = added.pointer(&format!("/{path}")).unwrap();
        // The 95th percentile of reads was null where it is no target.
        assert!(value.is_number() && close(found, value), "{path}: {found}, not {value}");
    }
    // Where there is nothing to change nothing changes.
    let example: Value = serde_json::from_str(EXAMPLE).unwrap();
    assert_eq!(answer(&["rival", "--apply", "-"], EXAMPLE)["options"], example["options"]);
}

fn close(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs(),
        (a, b) => a == b,
    }
}
