//! What an option costs and returns: values worked out by hand, and by the functions of a spreadsheet written out.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests

mod support;

use geode_core::engine::finance::{flows, mirr_annual, monthly_rate, npv};
use geode_core::engine::rates;
use geode_core::report::evaluate_restored;
use geode_core::report::rigorous::RigorousReport;
use geode_core::scenario::restore::{self, Restored};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{changed, close, example, generator::scenarios, geode, set};

fn restored(scenario: &Value) -> Restored {
    restore::from_value(scenario).unwrap_or_else(|refused| panic!("{refused}"))
}

fn of(scenario: &Value, id: &str) -> RigorousReport {
    let evaluation = evaluate_restored(&restored(scenario));
    evaluation.options.into_iter().find(|option| option.id == id).unwrap().rigorous
}

#[track_caller]
fn agree(found: f64, expected: f64) {
    assert!(close(found, expected), "{found}, expected {expected}");
}

/// A standby at half the cost stored half of the data, and showed the capacity of a full copy.
#[test]
fn a_standby_stores_everything_and_runs_its_part() {
    let mut scenario = changed("/options/active-passive/standby_cost_fraction", json!(0.44));
    let cost = |scenario: &Value| of(scenario, "active-passive").monthly_cost;
    agree(cost(&scenario).compute, 70_000.0 * 1.44);
    agree(cost(&scenario).fixed, 20_000.0 * 1.44);
    agree(cost(&scenario).storage, 20_000.0);
    set(&mut scenario, "/regions/us-west/capacity_factor", json!(0.8));
    set(&mut scenario, "/capacity/headroom", json!(0.2));
    let pair = of(&scenario, "active-passive");
    agree(pair.regions[1].provisioned_share, 0.44 / 0.8 * 1.2);
    agree(pair.monthly_cost.compute, 70_000.0 * (1.2 + 0.44 / 0.8 * 1.2));
    // It is scaled up at failover: nothing is shed.
    assert_eq!((pair.regions[1].worst_load_share, pair.after_losing[0].unserved_share), (1.0, 0.0));
    assert_eq!(pair.downtime_breakdown_seconds_per_year.capacity, 0.0);
}

/// A region that serves a fifth of the users was sized as if a cluster could be as small as one pleases.
#[test]
fn no_region_is_built_smaller_than_its_least() {
    let sized = |least: f64, headroom: f64| {
        let mut scenario = changed("/capacity", json!({ "sizing": { "kind": "survive", "losses": 1 } }));
        set(&mut scenario, "/capacity/minimum_region_share", json!(least));
        set(&mut scenario, "/capacity/headroom", json!(headroom));
        of(&scenario, "geode-3")
    };
    let built = |figures: &RigorousReport| figures.regions.iter().map(|r| r.provisioned_share).collect::<Vec<_>>();
    // Without US East North America goes to EU West: 40 + 40 %. Without EU West Europe goes to US East, and the others,
    // 10 %, to Asia East.
    for (least, headroom, expected) in
        [(0.0, 0.0, [0.7, 0.8, 0.3]), (0.5, 0.0, [0.7, 0.8, 0.5]), (0.5, 0.2, [0.84, 0.96, 0.6])]
    {
        let figures = sized(least, headroom);
        built(&figures).into_iter().zip(expected).for_each(|(built, expected)| agree(built, expected));
        agree(figures.monthly_cost.compute, 70_000.0 * expected.iter().sum::<f64>());
    }
    // A full copy is more than that anyway, and a standby is sized by what it costs.
    let mut copies = changed("/capacity/minimum_region_share", json!(0.9));
    set(&mut copies, "/options/active-passive/standby_cost_fraction", json!(0.17));
    assert_eq!(built(&of(&copies, "geode-3")), [1.0; 3]);
    assert_eq!(built(&of(&copies, "active-passive")), [1.0, 0.17]);
}

/// An edge that answers most reads saved no capacity, so that it only ever cost something.
#[test]
fn an_edge_saves_the_capacity_of_what_it_answers() {
    let edge = json!({ "offload_share": 0.5, "latency_ms": 20, "monthly_cost": 3_000 });
    let figures = |id: &str| {
        let mut scenario = example();
        set(&mut scenario, &format!("/options/{id}/edge"), edge.clone());
        of(&scenario, id)
    };
    // A tenth of the requests are writes; half of the others never reach a region.
    let reached = 1.0 - 0.5 * 0.9;
    for (id, regions) in [("single", 1.0), ("active-passive", 2.0), ("geode-3", 3.0)] {
        let found = figures(id);
        agree(found.monthly_cost.compute, 70_000.0 * regions * reached);
        agree(found.regions[0].provisioned_share, reached);
        agree(found.monthly_cost.edge, 3_000.0);
        assert_eq!(found.downtime_breakdown_seconds_per_year.capacity, 0.0, "{id}");
    }
    // Loads stay shares of what reaches the regions.
    agree(figures("geode-3").regions[0].load_share, 0.4);
}

/// A GB from Asia cost as much as one from the US, and three regions that may hold two copies paid for three.
#[test]
fn transfer_is_paid_where_writes_are_taken_and_storage_where_data_is() {
    let priced = |mut scenario: Value| {
        set(&mut scenario, "/regions/asia-east/transfer_price_per_gb", json!(0.16));
        scenario
    };
    // Loads 40/40/20 %: 0.048 a GB on average, two copies each.
    agree(of(&priced(example()), "geode-3").monthly_cost.transfer, 4_800.0);
    let writer = |id: &str| json!({ "mode": "single_writer", "writer": id, "writer_failover_minutes": 5 });
    agree(of(&priced(geode(json!({ "writes": writer("asia-east") }))), "geode-3").monthly_cost.transfer, 16_000.0);
    agree(of(&priced(geode(json!({ "writes": writer("us-east") }))), "geode-3").monthly_cost.transfer, 2_000.0);
    let mut pair = example();
    set(&mut pair, "/regions/us-east/transfer_price_per_gb", json!(0.03));
    set(&mut pair, "/regions/us-west/transfer_price_per_gb", json!(0.5));
    agree(of(&pair, "active-passive").monthly_cost.transfer, 1_500.0);

    let two = of(&geode(json!({ "writes": { "mode": "eventual", "replicas": 2 } })), "geode-3").monthly_cost;
    agree(two.storage, 20_000.0);
    agree(two.transfer, 1_000.0);
    // Two of three vote: what Asia takes goes to both, what the voters take to the other one.
    let voting = json!({ "writes": { "mode": "quorum", "voters": ["us-east", "eu-west"] } });
    let quorum = of(&geode(voting), "geode-3").monthly_cost;
    agree(quorum.storage, 20_000.0);
    agree(quorum.transfer, 1_000.0 * (0.8 + 0.2 * 2.0));
}

/// Shares of revenue were all scaled in silence: who said that Asia brings 90 % got 47 %.
#[test]
fn given_shares_of_revenue_stand() {
    let mut scenario = changed("/user_groups/asia/revenue_share", json!(0.9));
    assert_eq!(restored(&scenario).repairs, []);
    // The other three share a tenth as 40 : 30 : 10.
    agree(of(&scenario, "geode-3").value.latency_revenue, 128_875.0);
    // More than all: scaled, and said.
    set(&mut scenario, "/user_groups/europe/revenue_share", json!(0.3));
    let found = restored(&scenario);
    assert_eq!(found.repairs.len(), 1);
    assert_eq!(found.repairs[0].path, "/user_groups");
    assert_eq!(found.repairs[0].message, "shares of revenue summed to 1.2, not 1; each was divided by the sum");
    // (0.9 × 140 ms + 0.3 × 60 ms) ÷ 1.2 = 120 ms.
    agree(of(&scenario, "geode-3").value.latency_revenue, 120_000.0);
    // Half of it, and nobody to bring the rest.
    let all = |shares: [f64; 4]| {
        let mut scenario = example();
        for (id, share) in ["north-america", "europe", "asia", "other"].into_iter().zip(shares) {
            set(&mut scenario, &format!("/user_groups/{id}/revenue_share"), json!(share));
        }
        scenario
    };
    let half = restored(&all([0.1, 0.2, 0.1, 0.1]));
    assert_eq!(half.repairs.len(), 1);
    assert_eq!(half.scenario.user_groups[1].revenue_share, Some(0.4));
    assert_eq!(restored(&all([0.1, 0.2, 0.3, 0.400_000_5])).repairs, [], "near enough");
    let nothing = restored(&all([0.0; 4]));
    assert_eq!(nothing.repairs.len(), 1);
    agree(of(&all([0.0; 4]), "geode-3").value.latency_revenue, 51_000.0);
}

/// 24 round trips a page and 8 % per 100 ms "returned" ten times the revenue there was.
#[test]
fn no_more_than_all_revenue_is_gained_or_lost() {
    let gaining = |compounding: bool, gain: f64, trips: f64| {
        let mut scenario = example();
        set(&mut scenario, "/revenue/gain_per_100_ms", json!(gain));
        set(&mut scenario, "/revenue/compounding", json!(compounding));
        set(&mut scenario, "/revenue/gross_margin", json!(0.5));
        set(&mut scenario, "/traffic/round_trips_per_interaction", json!(trips));
        scenario
    };
    for compounding in [false, true] {
        let figures = of(&gaining(compounding, 0.08, 100.0), "geode-3");
        assert_eq!(figures.value.latency_revenue, 5e6);
        // Extra cost of $202,000 is paid by 4 % of a margin of $5 M, less what downtime brings.
        let share = (202_000.0 - figures.value.avoided_downtime_revenue) / 5e6;
        let hundreds = 51.0;
        let expected = if compounding { (1.0 + share).powf(1.0 / hundreds) - 1.0 } else { share / hundreds };
        assert!((figures.value.break_even_gain_per_100_ms.unwrap() / expected - 1.0).abs() < 1e-9);
    }
    let mut back = gaining(false, 0.08, 100.0);
    set(&mut back, "/baseline", json!("geode-3"));
    assert_eq!(of(&back, "single").value.latency_revenue, -5e6);
    // A gain that would need more than all there is, is none.
    let mut poor = example();
    set(&mut poor, "/revenue/monthly", json!(100_000));
    assert_eq!(of(&poor, "geode-3").value.break_even_gain_per_100_ms, None);
    assert!(of(&example(), "geode-3").value.break_even_gain_per_100_ms.is_some());
}

/// One group in Europe, fixed cost only: −600 k, twelve months of −100 k, then +50 k a month. Payback was migration ÷ net
/// benefit: 12 months, though nothing came in during these.
#[test]
fn payback_counts_what_is_paid_until_it_is_live() {
    let scenario = json!({
        "schema": "geode-planner/scenario", "version": 1,
        "user_groups": [{ "id": "europe", "share": 1 }],
        "regions": [{ "id": "us", "availability": 0.9995 }, { "id": "eu", "availability": 0.9995 }],
        "user_latency_ms": { "europe": { "us": 100, "eu": 40 } },
        "options": [
            { "id": "today", "kind": "single_region", "region": "us" },
            { "id": "both", "kind": "geode", "regions": ["us", "eu"] },
        ],
        "cost": { "compute_share": 0, "fixed_share": 1, "storage_share": 0, "replicated_gb_per_month": 0, "migration_one_off": 600_000 },
        "revenue": { "monthly": 25_000_000, "downtime_cost_per_hour": 0 },
        "finance": { "months_until_live": 12, "annual_discount_rate": 0 },
    });
    let figures = of(&scenario, "both");
    assert!((figures.value.payback_months.unwrap() - 48.0).abs() < 1e-9, "{:?}", figures.value.payback_months);
    assert!((figures.value.npv + 600_000.0).abs() < 1e-6, "{}", figures.value.npv);
    // Costs that grow, also where they are saved: −100 k × 1.1^((t−1)/12) by hand.
    let mut growing = scenario.clone();
    set(&mut growing, "/finance/annual_cost_growth", json!(0.1));
    let by_hand: f64 = (1..=36)
        .map(|t| {
            let benefit = if t > 12 { 150_000.0 } else { 0.0 };
            benefit - 100_000.0 * 1.1_f64.powf((f64::from(t) - 1.0) / 12.0)
        })
        .sum();
    assert!((of(&growing, "both").value.npv / (by_hand - 600_000.0) - 1.0).abs() < 1e-9);
}

/// Half a post of 180,000 a year in each of two further regions is 15,000 a month, beside 1,000 for tools in each.
#[test]
fn people_are_paid_by_head() {
    let mut example = geode_core::scenario::presets::worked_example();
    let operations = |scenario: &geode_core::scenario::Scenario| {
        let figures = geode_core::report::evaluate(scenario, &[]).options.swap_remove(3).rigorous;
        (figures.monthly_cost.operations, figures.value.extra_monthly_cost)
    };
    let before = operations(&example);
    assert_eq!(before.0, 0.0);
    example.cost.operations_monthly_per_extra_region = 1_000.0;
    example.cost.people_per_extra_region = 0.5;
    example.cost.loaded_annual_cost_per_person = 180_000.0;
    let after = operations(&example);
    assert_eq!(after.0, 17_000.0);
    assert!((after.1 - before.1 - 17_000.0).abs() < 1e-6, "{after:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The rate that is shown makes the flows worth nothing, and the modified one is above the discount rate where the
    /// flows are worth something.
    #[test]
    fn rates_of_return_keep_what_they_promise(scenario in scenarios()) {
        let finance = scenario.finance;
        for option in geode_core::report::evaluate(&scenario, &[]).options.iter().filter(|o| o.id != scenario.baseline) {
            let r = &option.rigorous;
            let benefit = r.value.latency_revenue + r.value.avoided_downtime_revenue;
            let flows: Vec<f64> = [-scenario.cost.migration_one_off].into_iter()
                .chain(flows(&finance, benefit, r.value.extra_monthly_cost, finance.horizon_months)).collect();
            let size = |rate: f64| npv(rate, flows.iter().map(|flow| flow.abs()));
            if let Some(irr) = r.irr_annual.internal() {
                let rate = monthly_rate(irr);
                prop_assert!(npv(rate, flows.iter().copied()).abs() <= 1e-7 * size(rate), "{irr}");
            }
            let is_something = r.value.npv.abs() > 1e-7 * size(monthly_rate(finance.annual_discount_rate));
            if let Some(ratio) = r.value.benefit_cost_ratio {
                prop_assert!(!is_something || (ratio > 1.0) == (r.value.npv > 0.0), "{ratio} {}", r.value.npv);
            }
            if let Some(mirr) = r.mirr_annual {
                prop_assert!(!is_something || (mirr > finance.annual_discount_rate) == (r.value.npv > 0.0), "{mirr} {}", r.value.npv);
            }
        }
    }

    /// A rate says nothing of the unit of money.
    #[test]
    fn rates_do_not_depend_on_the_unit(flows in prop::collection::vec(-1e6..1e6f64, 2..40), unit in prop_oneof![1e-12..1.0f64, 1.0..1e12f64]) {
        let scaled: Vec<f64> = flows.iter().map(|flow| flow * unit).collect();
        let (a, b) = (rates(&flows), rates(&scaled));
        prop_assert_eq!(a.all.len(), b.all.len());
        for (a, b) in a.all.iter().zip(&b.all) {
            prop_assert!((a - b).abs() <= 1e-6 * (1.0 + a.abs()), "{} {}", a, b);
        }
        let finance = geode_core::scenario::presets::worked_example().finance;
        let (a, b) = (mirr_annual(&finance, &flows), mirr_annual(&finance, &scaled));
        prop_assert!(a.zip(b).is_none_or(|(a, b)| (a - b).abs() <= 1e-9 * (1.0 + a.abs())));
    }
}
