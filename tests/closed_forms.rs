//! Figures of the engineering estimate that the reference scenarios do not have, against closed forms worked out by hand
//! for two regions: nothing here calls the engine but the evaluation that is tested.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // helpers of tests

use geode_core::engine::simulation::Simulation;
use geode_core::report::rigorous::RigorousReport;
use geode_core::report::{self, Evaluation};
use geode_core::scenario::problem::Problem;
use geode_core::scenario::restore;
use serde_json::json;
use statrs::distribution::{ContinuousCDF, Discrete, Gamma, Poisson};

/// Chance that a region is down, and the hours that it takes to repair.
const Q: f64 = 1e-3;
const MTTR_H: f64 = 2.0;
/// Two health checks every 30 s, then half of a time to live of 60 s.
const FAILOVER_H: f64 = 90.0 / 3600.0;
const EXTRA: f64 = 101_000.0; // a second full copy, and 50,000 GB at 0.02
const MIGRATION: f64 = 500_000.0;
const HOUR_DOWN: f64 = 50_000.0;

/// Two groups, each near to one of two regions; one region today, both regions instead.
fn evaluated(monthly_revenue: f64) -> Evaluation {
    let region = |id: &str| json!({ "id": id, "availability": 1.0 - Q, "mttr_hours": MTTR_H });
    let scenario = json!({
        "schema": "geode-planner/scenario", "version": 1,
        "user_groups": [{ "id": "west", "share": 0.6 }, { "id": "east", "share": 0.4 }],
        "regions": [region("a"), region("b")],
        "user_latency_ms": { "west": { "a": 20, "b": 120 }, "east": { "a": 140, "b": 40 } },
        "options": [
            { "id": "one", "kind": "single_region", "region": "a" },
            { "id": "pair", "kind": "active_passive", "primary": "a", "standby": "b", "standby_cost_fraction": 1 },
            { "id": "both", "kind": "geode", "regions": ["a", "b"] },
        ],
        "failover": {
            "active_passive_minutes": 15, "health_check_interval_seconds": 30, "failures_to_trip": 2,
            "routing": { "kind": "dns", "ttl_seconds": 60 },
        },
        "common_mode": { "beta": 0 },
        "traffic": {
            "peak_requests_per_second": 1000, "write_fraction": 0.25, "latency_spread_sigma": 0,
            "replication_lag_seconds": 4,
        },
        "capacity": { "sizing": { "kind": "full_copy" }, "headroom": 0 },
        "cost": {
            "single_region_monthly": 100_000, "replicated_gb_per_month": 50_000, "transfer_price_per_gb": 0.02,
            "migration_one_off": MIGRATION,
        },
        "revenue": {
            "monthly": monthly_revenue, "gain_per_100_ms": 0.01, "gross_margin": 0.5, "downtime_cost_per_hour": HOUR_DOWN,
        },
        "finance": { "horizon_months": 36, "annual_discount_rate": 0.08, "annual_growth": 0, "months_until_live": 0 },
    });
    let restored = restore::from_value(&scenario).unwrap();
    assert_eq!(restored.repairs, []);
    report::evaluate_restored(&restored)
}

fn option<'a>(evaluation: &'a Evaluation, id: &str) -> &'a RigorousReport {
    &evaluation.options.iter().find(|option| option.id == id).unwrap().rigorous
}

#[track_caller]
fn agree(ours: f64, expected: f64) {
    assert!((ours - expected).abs() <= 1e-9 * expected.abs(), "{ours}, expected {expected}");
}

/// A user is down while the nearer region is down and not yet noticed, or noticed while the other one is down too.
fn unavailability() -> f64 {
    let unnoticed = Q * FAILOVER_H / (FAILOVER_H + MTTR_H);
    let noticed = Q * MTTR_H / (FAILOVER_H + MTTR_H);
    unnoticed + noticed * (unnoticed + noticed)
}

#[test]
fn how_often_how_long_and_whom_it_hits() {
    let evaluation = evaluated(20e6);
    let both = option(&evaluation, "both");
    agree(both.unavailability, unavailability());
    agree(both.nines.unwrap(), -unavailability().log10());
    assert_eq!(both.unavailability_bound, 0.0);
    for group in &both.user_groups {
        agree(group.unavailability, unavailability());
    }
    // Each region fails every 2,000 hours.
    agree(both.incidents_per_year, 2.0 * 8760.0 / 2000.0);
    agree(both.mean_incident_minutes.unwrap(), unavailability() * 525_600.0 / 8.76);
    agree(both.worst_region_loss_user_share, 0.6);
    assert_eq!((both.rto.seconds, both.rpo_seconds), (120.0, Some(4.0)), "the last users have the whole time to live");
    // Writes of four seconds in 250 a second, each time one of the regions with its part of them fails.
    agree(both.expected_lost_writes_per_year.unwrap(), 4.38 * 250.0 * (0.6 + 0.4) * 4.0);
    let one = option(&evaluation, "one");
    agree(one.unavailability, Q);
    assert_eq!((one.rto.seconds, one.rpo_seconds), (MTTR_H * 3600.0, None));
    agree(one.incidents_per_year, 4.38);
    agree(one.mean_incident_minutes.unwrap(), 120.0);
    agree(option(&evaluation, "pair").rto.seconds, 900.0);
}

#[test]
fn who_is_served_from_where_before_and_after_a_loss() {
    let evaluation = evaluated(20e6);
    let both = option(&evaluation, "both");
    agree(both.mean_latency_ms.unwrap(), 0.6 * 20.0 + 0.4 * 40.0);
    let noticed = Q * MTTR_H / (FAILOVER_H + MTTR_H);
    // Of those served, each from the nearer region, or from the other one once that is noticed to be down.
    let expected = (28.0 + noticed * (0.6 * 120.0 + 0.4 * 140.0)) / (1.0 + noticed);
    agree(both.expected_latency_ms.unwrap(), expected);
    let lost = |region: &str| both.after_losing.iter().find(|loss| loss.region == region).unwrap();
    for (region, other, mean, p95) in
        [("a", "b", 0.6 * 120.0 + 0.4 * 40.0, 120.0), ("b", "a", 0.6 * 20.0 + 0.4 * 140.0, 140.0)]
    {
        let loss = lost(region);
        agree(loss.mean_latency_ms.unwrap(), mean);
        agree(loss.p95_latency_ms.unwrap(), p95);
        assert_eq!(loss.worst_region.as_deref(), Some(other));
        assert_eq!((loss.worst_load_share, loss.unserved_share), (1.0, 0.0));
    }
    for (region, load) in both.regions.iter().zip([0.6, 0.4]) {
        assert_eq!((region.load_share, region.worst_load_share, region.provisioned_share), (load, 1.0, 1.0));
    }
}

#[test]
fn what_it_is_worth_and_when_it_pays() {
    let hours_saved = (Q - unavailability()) * 730.0;
    // 68 ms today, 28 ms from both regions: 40 ms less bring 0.4 % more revenue, half of which is profit.
    let latency = |revenue: f64| 0.5 * revenue * 0.01 * 0.4;
    let evaluation = evaluated(20e6);
    let both = option(&evaluation, "both");
    agree(both.value.extra_monthly_cost, EXTRA);
    agree(both.value.latency_revenue, latency(20e6));
    agree(both.value.avoided_downtime_revenue, hours_saved * HOUR_DOWN);
    agree(both.value.net_monthly_benefit_without_latency, hours_saved * HOUR_DOWN - EXTRA);
    agree(both.value.break_even_downtime_cost_per_hour.unwrap(), (EXTRA - latency(20e6)) / hours_saved);
    agree(both.value.break_even_monthly_revenue.unwrap(), (EXTRA - hours_saved * HOUR_DOWN) / latency(1.0));
    agree(both.value.break_even_gain_per_100_ms.unwrap(), (EXTRA - hours_saved * HOUR_DOWN) / (0.5 * 20e6 * 0.4));
    assert_eq!((both.value.payback_months, both.irr_annual.internal()), (None, None), "it does not pay");

    let evaluation = evaluated(60e6);
    let both = option(&evaluation, "both");
    let net = latency(60e6) + hours_saved * HOUR_DOWN - EXTRA;
    agree(both.value.net_monthly_benefit, net);
    agree(both.value.payback_months.unwrap(), MIGRATION / net);
    // What 36 equal payments are worth at a monthly rate.
    let worth = |rate: f64| net * (1.0 - (1.0 + rate).powi(-36)) / rate;
    let monthly = |annual: f64| (1.0 + annual).powf(1.0 / 12.0) - 1.0;
    agree(both.value.npv, worth(monthly(0.08)) - MIGRATION);
    agree(worth(monthly(both.irr_annual.internal().unwrap())), MIGRATION);
    // Per dollar paid, all in money of today: returns and extra cost are alike every month.
    let months = worth(monthly(0.08)) / net;
    agree(both.value.benefit_cost_ratio.unwrap(), (net + EXTRA) * months / (EXTRA * months + MIGRATION));
    assert_eq!(option(&evaluation, "one").value.benefit_cost_ratio, None, "nothing is paid for what is there");
}

/// Takács: while a region is up for `up` hours in all it fails Poisson(λ × up) times, and so many exponential repairs
/// take a gamma-distributed time; downtime of a span stays below `down` if they do. Starting from the long-run mix of
/// up and down.
fn chance_of_less_downtime(span: f64, down: f64) -> f64 {
    let (mu, lambda) = (1.0 / MTTR_H, Q / (1.0 - Q) / MTTR_H);
    let failures = Poisson::new(lambda * (span - down)).unwrap();
    let repaired = |repairs: u64| if repairs == 0 { 1.0 } else { Gamma::new(repairs as f64, mu).unwrap().cdf(down) };
    let sum = |first: u64| (0..200).map(|n| failures.pmf(n) * repaired(n + first)).sum::<f64>();
    (1.0 - Q) * sum(0) + Q * sum(1)
}

#[test]
fn simulated_years_are_distributed_as_takacs_says() {
    let evaluation = evaluated(0.0);
    let target = 0.999;
    let mut scenario = evaluation.scenario;
    scenario.target.availability = Some(target);
    let mut simulation = Simulation::new(&Problem::compile(&scenario), 0).unwrap();
    let years = 100_000;
    simulation.run(years);
    let found = simulation.result();
    let holds = |what: &str, found: f64, expected: f64, draws: u32| {
        let error = (expected * (1.0 - expected) / f64::from(draws)).sqrt();
        assert!((found - expected).abs() < 4.5 * error, "{what}: {found}, expected {expected} ± {error}");
    };
    let missed = |hours: f64| 1.0 - chance_of_less_downtime(hours, (1.0 - target) * hours);
    holds("a year that misses", found.misses_target_in_a_year.unwrap(), missed(8760.0), years);
    holds("a month that misses", found.misses_target_in_a_month.unwrap(), missed(730.0), 12 * years);
    let quiet = (1.0 - Q) * (-Q / (1.0 - Q) / MTTR_H * 8760.0).exp();
    holds("a year without incident", found.year_without_incident, quiet, years);
    for (p, seconds) in [(0.05_f64, found.p05_seconds), (0.5, found.p50_seconds), (0.95, found.p95_seconds)] {
        holds("a percentile", p.max(quiet), chance_of_less_downtime(8760.0, seconds / 3600.0), years);
    }
}
