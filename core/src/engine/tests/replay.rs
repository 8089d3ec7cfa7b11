//! Outages replayed: the worked example, the rules in closed form, and a clock that ticks through random logs.

use super::*;
use crate::engine::plan::Plan;
use crate::engine::replay::{Hit, Outage, Outcome, downtime_cost_per_hour, replay};
use crate::scenario::model::Routing;
use proptest::prelude::*;

fn outage(start_seconds: i64, end_seconds: i64, regions: &[usize]) -> Outage {
    Outage { start_seconds, end_seconds, hit: Hit::Regions(regions.to_vec()) }
}

fn downtime(problem: &Problem, option: Choice, outages: &[Outage]) -> f64 {
    let mut problem = problem.clone();
    problem.options = vec![option];
    replay(&problem, outages).iter().map(|incident| incident.downtime_seconds[0]).sum()
}

/// Two hours of US East in the worked example: one region all of them, the pair its failover of 15 min, three regions
/// 40 % of the users until they are moved after 90 s.
#[test]
fn two_hours_of_us_east() {
    let problem = Problem::compile(&presets::worked_example());
    let incidents = replay(&problem, &[outage(0, 7_200, &[0])]);
    assert_eq!(incidents.len(), 1);
    let [single, pair, two, three] = incidents[0].downtime_seconds[..] else { panic!("four options") };
    assert_eq!((single, pair), (7_200.0, 900.0));
    assert_close(three, 36.0, 1e-12);
    assert!(two > 0.0 && two < pair);
    assert_eq!(incidents[0].outcome(single), Outcome::Untouched);
    assert_eq!(incidents[0].outcome(pair), Outcome::Shortened);
    assert_eq!(incidents[0].outcome(three), Outcome::Prevented);
}

#[test]
fn a_region_that_an_option_does_without_costs_it_nothing() {
    let problem = problem(4, 4);
    let lost = [outage(0, 3_600, &[3])];
    assert_eq!(downtime(&problem, single(0), &lost), 0.0);
    assert_eq!(downtime(&problem, pair(), &lost), 0.0);
    // Nor does the loss of a standby.
    assert_eq!(downtime(&problem, pair(), &[outage(0, 3_600, &[1])]), 0.0);
    // It was −0, in the report of the command too.
    assert!(downtime(&problem, single(0), &lost).is_sign_positive());
}

/// coverage × min(d, failover) + (1 − coverage) × min(d, manual recovery).
#[test]
fn a_pair_fails_over_or_is_moved_by_hand() {
    let mut problem = problem(2, 2);
    problem.failover.coverage = 0.8;
    problem.failover.active_passive_minutes = 10.0;
    problem.failover.manual_recovery_minutes = 60.0;
    for (seconds, expected) in
        [(300, 300.0), (1_800, 0.8 * 600.0 + 0.2 * 1_800.0), (9_000, 0.8 * 600.0 + 0.2 * 3_600.0)]
    {
        assert_close(downtime(&problem, pair(), &[outage(50, 50 + seconds, &[0])]), expected, 1e-12);
    }
    // Both at once: nobody takes over before one is back. The standby comes back 100 s before the primary.
    let both = [outage(0, 2_000, &[0]), outage(0, 1_900, &[1])];
    assert_close(downtime(&problem, pair(), &both), 1_900.0 + 0.2 * 100.0, 1e-12);
}

/// Everyone is down: of every option d, and hours that overlap count once.
#[test]
fn a_supplier_or_an_own_change_stops_all() {
    let problem = problem(3, 3);
    let everyone = |start_seconds, end_seconds| Outage { start_seconds, end_seconds, hit: Hit::Everyone };
    let log = [everyone(0, 600), everyone(300, 900), everyone(5_000, 5_060)];
    for option in [single(0), pair(), geode(&problem, Writes::Eventual)] {
        assert_eq!(downtime(&problem, option, &log), 960.0);
    }
    // A region that is out meanwhile adds nothing.
    assert_eq!(downtime(&problem, single(0), &[everyone(0, 600), outage(100, 500, &[0])]), 600.0);
}

/// Writes of a quorum of two fail for as long as either is out, reads until they are moved.
#[test]
fn writes_follow_the_state_without_the_region() {
    let mut problem = problem(2, 2);
    problem.traffic.write_fraction = 0.3;
    detect_in_seconds(&mut problem, 60.0);
    let plan = {
        let mut plan = Plan::default();
        plan.prepare(&problem, &geode(&problem, Writes::Quorum));
        plan
    };
    let served_by_first: f64 = plan.order.iter().zip(&plan.share).filter(|(o, _)| o[0] == 0).map(|(_, s)| s).sum();
    let lost = [outage(0, 1_000, &[0])];
    let quorum = downtime(&problem, geode(&problem, Writes::Quorum), &lost);
    assert_close(quorum, 0.7 * served_by_first * 60.0 + 0.3 * 1_000.0, 1e-12);
    // A single writer: reads as before; writes all fail until another region has been promoted, 5 min after detection.
    let writer = Writes::SingleWriter { writer: 0, failover_minutes: 5.0 };
    let single_writer = downtime(&problem, geode(&problem, writer), &lost);
    assert_close(single_writer, 0.7 * served_by_first * 60.0 + 0.3 * (60.0 + 300.0), 1e-12);
}

/// Users whom nobody else may serve stay down; an edge answers its part of the reads in front of a region that is out.
#[test]
fn users_of_one_permitted_region_wait_for_it_and_an_edge_goes_on() {
    let mut problem = problem(2, 2);
    detect_in_seconds(&mut problem, 60.0);
    problem.traffic.write_fraction = 0.25;
    problem.permitted = vec![true, false, false, true];
    let lost = [outage(0, 1_000, &[0])];
    assert_close(downtime(&problem, geode(&problem, Writes::Eventual), &lost), 0.5 * 1_000.0, 1e-12);
    let mut cached = single(0);
    cached.edge = Some(Edge { latency_ms: 10.0, offload_share: 0.8, monthly_cost: 0.0, ..Edge::default() });
    assert_close(downtime(&problem, cached, &lost), (0.75 * 0.2 + 0.25) * 1_000.0, 1e-12);
}

/// By rounding a region stayed "not yet routed away" for the rest of its outage: (300 + 61) − 300 was a bit less than 61. Three
/// regions that all serve were down 2,892 s, where a fifth of the users and then two fifths wait for 61 s.
#[test]
fn an_outage_that_follows_another_is_routed_around_as_soon() {
    let mut problem = Problem::compile(&presets::worked_example());
    let (option, outages) = (problem.options[3].clone(), [outage(0, 300, &[3]), outage(300, 7_500, &[0])]);
    for convergence in 0..200 {
        let convergence_seconds = f64::from(convergence);
        problem.failover.routing = Routing::Anycast { convergence_seconds };
        // 30 s × 2 checks, then routes spread.
        assert_close(downtime(&problem, option.clone(), &outages), 0.6 * (60.0 + convergence_seconds), 1e-9);
    }
}

/// A failover that takes 8.3 min was "running" for the rest of an outage that touches another: of 7,200 s and not of 498 s.
#[test]
fn an_outage_that_follows_another_fails_over_as_soon() {
    let mut problem = Problem::compile(&presets::worked_example());
    let pair = problem.options[1].clone();
    problem.failover.coverage = 1.0;
    for tenths in 10..300 {
        problem.failover.active_passive_minutes = f64::from(tenths) / 10.0;
        problem.failover.manual_recovery_minutes = 60.0;
        let outages = [outage(0, 301, &[3]), outage(301, 7_501, &[0])];
        assert_close(downtime(&problem, pair.clone(), &outages), f64::from(tenths) * 6.0, 1e-9);
    }
}

#[test]
fn an_hour_down_costs_what_was_given_or_what_revenue_loses() {
    let mut revenue = presets::worked_example().revenue;
    (revenue.monthly, revenue.gross_margin, revenue.lost_share_during_downtime) = (7.3e6, 0.5, 0.4);
    revenue.downtime_cost_per_hour = None;
    assert_close(downtime_cost_per_hour(&revenue), 2_000.0, 1e-12);
    revenue.downtime_cost_per_hour = Some(123.0);
    assert_eq!(downtime_cost_per_hour(&revenue), 123.0);
}

proptest! {
    /// Second by second: whoever is up, who has been out for how long, whom that stops. Regions fail for whole seconds;
    /// users are routed away after 7 s, the pair fails over in 60 s. Groups are served by their nearest region left.
    #[test]
    fn a_clock_that_ticks_counts_the_same(
        log in prop::collection::vec((0i64..400, 1i64..150, prop_oneof![
            prop::collection::vec(0usize..3, 1..3).prop_map(Hit::Regions), Just(Hit::Everyone),
        ]), 0..6),
    ) {
        let mut problem = problem(3, 5);
        detect_in_seconds(&mut problem, 7.0);
        problem.failover.routing = Routing::Anycast { convergence_seconds: 7.0 };
        problem.failover.coverage = 1.0;
        problem.failover.active_passive_minutes = 1.0;
        let log: Vec<Outage> =
            log.into_iter().map(|(start, long, hit)| Outage { start_seconds: start, end_seconds: start + long, hit }).collect();
        // Since when each region has been out at each second.
        let out = |region: usize, second: i64| log.iter().any(|one| {
            (one.start_seconds..one.end_seconds).contains(&second)
                && matches!(&one.hit, Hit::Regions(hit) if hit.contains(&region))
        });
        let since = |region: usize, second: i64| (0..=second).rev().take_while(|at| out(region, *at)).count() as i64;
        let (mut of_geode, mut of_pair, mut of_single) = (0.0, 0.0, 0.0);
        for second in 0..600 {
            let everyone = log.iter().any(|one| one.hit == Hit::Everyone
                && (one.start_seconds..one.end_seconds).contains(&second));
            let lasted: Vec<i64> = (0..3).map(|region| since(region, second)).collect();
            let group_fails = |group: &usize| {
                let mut nearest: Vec<usize> = (0..3).collect();
                nearest.sort_by(|a, b| problem.latency_ms(*group, *a).total_cmp(&problem.latency_ms(*group, *b)));
                nearest.into_iter().find(|region| lasted[*region] <= 7).is_none_or(|region| lasted[region] > 0)
            };
            let failing = (0..5).filter(group_fails).count() as f64 / 5.0;
            of_geode += if everyone { 1.0 } else { failing };
            of_pair += f64::from(u8::from(everyone || lasted[0] > 0 && (lasted[0] <= 60 || lasted[1] > 0)));
            of_single += f64::from(u8::from(everyone || lasted[0] > 0));
        }
        prop_assert!((downtime(&problem, geode(&problem, Writes::Eventual), &log) - of_geode).abs() < 1e-9);
        prop_assert_eq!(downtime(&problem, pair(), &log), of_pair);
        prop_assert_eq!(downtime(&problem, single(0), &log), of_single);
    }
}
