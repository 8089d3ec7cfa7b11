//! What is said where the catalogue has a say: a price that it fills in, and a region that would keep a law.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // tests

use geode_core::catalogue::{provide, provided};
use geode_core::engine::Depth;
use geode_core::engine::figures::of_path;
use geode_core::planning::solving::{Answer, Ask, Condition};
use geode_core::planning::vary::{Point, Spacing, Vary, Varying};
use geode_core::planning::{Drawn, Job as _, Running as _, Solving, Tornado, answer_of, in_one_go, tornado};
use geode_core::report::varied::Varied;
use geode_core::report::{self, solved, sure};
use geode_core::scenario::model::Scenario;
use geode_core::scenario::problem::Problem;
use geode_core::scenario::{edit, fill, inputs, restore};
use serde_json::{Value, json};

const PRICE: &str = "/cost/transfer_price_per_gb";
const REASON: &str = "Prices of transfer between these regions come from the catalogue, not from this input, until another \
                      price is typed there.";

/// Germans and Brazilians, and regions by their ids in the catalogue; options by hand.
fn plan(regions: &[&str], options: Value) -> Value {
    provide(include_str!("../public/catalogue.txt"));
    let region = |id: &&str| json!({ "id": id.split_once('/').unwrap().1, "availability": 0.9995, "catalogue_id": id });
    json!({
        "schema": "geode-planner/scenario", "version": 1,
        "catalogue": { "as_of": "2026-11-28" },
        "user_groups": [
            { "id": "de", "name": "Germany", "share": 0.5, "location": "DE" },
            { "id": "br", "name": "Brazil", "share": 0.5, "location": "BR" },
        ],
        "regions": regions.iter().map(region).collect::<Vec<_>>(),
        "options": options,
        "cost": { "single_region_monthly": 1000, "replicated_gb_per_month": 50_000 },
        "revenue": { "monthly": 1000 }, "traffic": { "peak_requests_per_second": 1 },
    })
}

fn two() -> Value {
    let options = json!([
        { "id": "one", "kind": "single_region", "region": "eu-central-1" },
        { "id": "two", "name": "Both", "kind": "geode", "regions": ["eu-central-1", "sa-east-1"] },
    ]);
    plan(&["aws/eu-central-1", "aws/sa-east-1"], options)
}

fn scenario(plan: &Value) -> Scenario {
    restore::from_value(plan).unwrap_or_else(|refused| panic!("{refused}")).scenario
}

fn solve(scenario: &Scenario) -> (Answer, String) {
    let row = inputs::LIST.iter().position(|input| input.path == PRICE).unwrap() as u16;
    let ask = Ask { asked: (row, (0, 0)), option: 1, condition: Condition::Pays };
    let answer = in_one_go(Solving::new(Problem::compile(scenario), ask)).unwrap();
    let said = solved::sentence(scenario, PRICE, 1, Condition::Pays, &answer).unwrap();
    (answer, said)
}

/// "At no value of price of transfer does it ever pay", of an input that nothing followed from.
#[test]
fn a_price_that_the_catalogue_fills_in_is_not_solved_for() {
    let (answer, said) = solve(&scenario(&two()));
    assert!(answer.crossings.is_empty(), "nothing follows from it: {answer:?}");
    assert_eq!(said, REASON);
    let mut typed = two();
    typed["cost"]["transfer_price_per_gb"] = json!(0.5);
    let (_, said) = solve(&scenario(&typed));
    assert!(said.starts_with("There is no value of price of transfer ") && !said.contains("catalogue"), "{said}");
    assert_eq!(report::written::no_say(&scenario(&two()), "/revenue/monthly"), None);
}

/// A flat line, and "changes no option's cost", without the reason.
#[test]
fn a_price_that_the_catalogue_fills_in_is_not_varied() {
    let scenario = scenario(&two());
    // As the page asks: filled in, without the name of the catalogue.
    let full = Scenario { catalogue: None, ..fill::full(&scenario).into_owned() };
    let values = [0.01, 0.1, 1.0];
    let path = "/rigorous/monthly_cost/total";
    let asked = Varying { pointer: PRICE.into(), values: values.to_vec(), figure: path[1..].into() };
    let mut vary = Vary::new(&full.to_json(), asked).unwrap();
    while vary.step() {}
    let points: Vec<Point> = answer_of::<Vary>(&vary.answer()).unwrap();
    let cost = |at: usize| points[at].as_ref().unwrap()[1].unwrap();
    assert_eq!(cost(0), cost(2), "flat");
    let varied = |scenario: &Scenario| {
        let figure = of_path(path).unwrap();
        Varied { scenario, pointer: PRICE, values: &values, spacing: Spacing::Even, figure, points: &points }
            .chart()
            .unwrap()
            .title
    };
    assert_eq!(varied(&scenario), REASON);
    // The same line of a scenario that names no catalogue has no such reason.
    assert!(varied(&full).starts_with("No option\u{2019}s monthly cost changes with "), "{}", varied(&full));
}

/// A range of it was drawn and moved nothing; the tornado only counted it among those that matter less.
#[test]
fn a_range_of_a_price_that_the_catalogue_fills_in_is_said_to_move_nothing() {
    let mut plan = two();
    let range = |input: &str, low: f64, high: f64| json!({ "input": input, "distribution": { "kind": "uniform", "low": low, "high": high } });
    plan["uncertainty"] = json!([range(PRICE, 0.01, 0.03), range("/revenue/monthly", 500.0, 1500.0)]);
    let scenario = scenario(&plan);
    let inputs = Drawn::all(&scenario);
    let ask = tornado::Ask { inputs: inputs.clone(), depth: Depth::Headline };
    let swings = in_one_go(Tornado::new(Problem::compile(&scenario), ask));
    let bars = swings.bars(1, of_path("/rigorous/npv").unwrap());
    assert_eq!((bars[1].input, bars[1].swing()), (0, Some(0.0)));
    let chart = sure::tornado(&scenario, &inputs, &swings, "/rigorous/npv", 1).unwrap();
    let geode_core::chart::Body::Bars { notes, .. } = chart.body else { panic!("no bars") };
    assert_eq!(notes[1], REASON);
    plan["uncertainty"] = json!([range("/revenue/monthly", 500.0, 1500.0)]);
    assert_eq!(sure::no_say(&self::scenario(&plan)), None);
}

/// What is advised on an option under a code.
fn advised(plan: &Value, option: usize, code: &str) -> Option<String> {
    let advice = &report::evaluate(&scenario(plan), &[]).options[option].advice;
    advice.iter().find(|advice| advice.code == code).map(|advice| advice.message.clone())
}

const PAIR: &str = "eu-central-1";

fn lawful(regions: &[&str], options: Value, permitted: &str) -> Value {
    let mut plan = plan(regions, options);
    plan["user_groups"][0]["permitted_jurisdictions"] = json!([permitted]);
    plan
}

/// It was only said that a region was missing. AWS in the EU: Frankfurt stands in Germany, all others do not.
#[test]
fn a_group_without_a_region_is_told_which_to_add() {
    let options = |regions: &[&str]| json!([{ "id": "all", "kind": "geode", "regions": regions }]);
    let both = ["aws/us-east-1", "aws/us-west-2"];
    let said = |permitted: &str| {
        advised(&lawful(&both, options(&["us-east-1", "us-west-2"]), permitted), 0, "no-permitted-region").unwrap()
    };
    let of_eu = said("eu");
    assert!(of_eu.contains("may serve Germany (50"), "{of_eu}");
    assert!(of_eu.ends_with("does not have is Europe (Frankfurt) (AWS eu-central-1)."), "{of_eu}");
    // Mumbai and Hyderabad are in India: Mumbai is the nearer to Germany. In Portugal AWS has none.
    assert!(said("IN").ends_with("is Asia Pacific (Mumbai) (AWS ap-south-1)."), "{}", said("IN"));
    assert!(said("PT").ends_with("Add a region in a permitted jurisdiction."), "{}", said("PT"));
    // Of another provider another region: Azure's in Frankfurt.
    let azure = lawful(&["azure/eastus"], options(&["eastus"]), "EU");
    let of_azure = advised(&azure, 0, "no-permitted-region").unwrap();
    assert!(of_azure.contains("(Azure germanywestcentral)"), "{of_azure}");
}

/// A second place for data that may stand in the EU alone, beside Frankfurt: Paris, some 590 km from the middle of Germany's
/// towns, before Milan, Ireland, Stockholm and Spain. Zürich is nearer, and not in the EU.
#[test]
fn data_that_may_stand_in_one_place_alone_is_told_of_a_second() {
    let pair = |standby: &str| json!([{ "id": "pair", "kind": "active_passive", "primary": PAIR, "standby": standby }]);
    let code = "residency-violated";
    let said = advised(&lawful(&["aws/eu-central-1", "aws/us-east-1"], pair("us-east-1"), "EU"), 0, code).unwrap();
    // Brazilians have no such law: they were named too, as nobody had looked up what law the regions are under.
    assert!(said.starts_with("Data of Germany is or passes"), "{said}");
    assert!(said.contains("does not have is Europe (Paris) (AWS eu-west-3)."), "{said}");
    assert!(said.ends_with("this is no legal advice."));
    assert_eq!(advised(&lawful(&["aws/eu-central-1", "aws/eu-west-3"], pair("eu-west-3"), "EU"), 0, code), None);
    // Without a place of the users nothing is the nearest.
    let mut nowhere = lawful(&["aws/eu-central-1", "aws/us-east-1"], pair("us-east-1"), "EU");
    nowhere["user_groups"][0]["location"] = Value::Null;
    nowhere["user_latency_ms"] = json!({ "de": { "eu-central-1": 20, "us-east-1": 100 } });
    assert!(!advised(&nowhere, 0, code).unwrap().contains("nearest"));
}

/// That latency across the border of mainland China is not modelled stood in a dialog, and was gone with it.
#[test]
fn what_is_not_modelled_is_said_as_long_as_it_is_so() {
    let mut plan = two();
    plan["user_groups"][1] = json!({ "id": "cn", "name": "China", "share": 0.5, "location": "CN-east" });
    let advice = |plan: &Value| {
        let evaluation = report::evaluate(&scenario(plan), &[]);
        let told = evaluation.advice();
        told.into_iter()
            .find(|(advice, _)| advice.code == "border-not-modelled")
            .map(|(advice, of)| (advice.message, of.len()))
    };
    let (said, options) = advice(&plan).unwrap();
    assert!(
        said.starts_with(
            "Latency across the border of mainland China is not modelled: it is higher than what stands for China,"
        ),
        "{said}"
    );
    assert_eq!(options, 2);
    // Who has typed what was measured is not told; nor are plans without such users.
    let mut typed = plan.clone();
    typed["user_latency_ms"] = json!({ "cn": { "eu-central-1": 250, "sa-east-1": 400 } });
    assert_eq!(advice(&typed), None);
    assert_eq!(advice(&two()), None);
    let mut left = scenario(&plan);
    edit::leave_out_border(&mut left, provided().unwrap());
    assert_eq!(left.user_groups.iter().map(|group| (&group.id[..], group.share)).collect::<Vec<_>>(), [("de", 1.0)]);
    assert!(restore::validate(left).is_ok());
    plan["user_groups"] = json!([plan["user_groups"][1]]);
    plan["user_groups"][0]["share"] = json!(1);
    let mut alone = scenario(&plan);
    edit::leave_out_border(&mut alone, provided().unwrap());
    assert_eq!(alone.user_groups.len(), 1, "somebody must stay");
}

/// 252 groups stood in one sentence.
#[test]
fn many_groups_are_told_by_the_first() {
    let mut plan = two();
    let group = |n: usize| json!({ "id": format!("g{n}"), "name": format!("Group {n}"), "share": 1.0 / 252.0, "location": "DE", "permitted_jurisdictions": ["EU"] });
    plan["user_groups"] = (0..252).map(group).collect();
    let said = |plan: &Value| {
        let evaluation = report::evaluate(&scenario(plan), &[]);
        evaluation.advice().into_iter().find(|(advice, _)| advice.code == "residency-violated").unwrap().0.message
    };
    assert!(
        said(&plan).starts_with("Data of Group 0, Group 1, Group 2 and 249 others is or passes"),
        "{}",
        said(&plan)
    );
    plan["user_groups"] = (0..4).map(group).collect();
    assert!(said(&plan).starts_with("Data of Group 0, Group 1, Group 2, Group 3 is or passes"), "{}", said(&plan));
}
