//! Limit cases, where the answer is known by other means.

use super::*;
use crate::engine::textbook::SECONDS_PER_YEAR;

/// A varied problem of four regions in two domains.
fn varied() -> Problem {
    let mut problem = problem(4, 5);
    for (i, region) in problem.regions.iter_mut().enumerate() {
        region.unavailability = 1e-3 * (1.0 + i as f64);
        region.mttr_hours = 1.0 + 1.5 * i as f64;
        region.domain = i / 2;
        region.capacity_factor = 0.8 + 0.1 * i as f64;
    }
    problem.capacity.sizing = Sizing::Survive { losses: 1 };
    problem.beta = 0.1;
    problem
}

#[test]
fn with_instant_detection_a_geode_is_the_textbooks() {
    for n in 1..=5 {
        let mut problem = problem(n, 4);
        problem.regions.iter_mut().enumerate().for_each(|(i, r)| r.unavailability = 1e-3 * (i + 1) as f64);
        detect_in_seconds(&mut problem, 0.0);
        let product: f64 = problem.regions.iter().map(|r| r.unavailability).product();
        assert_close(figures(&problem, geode(&problem, Writes::Eventual)).unavailability, product, 1e-12);
    }
}

#[test]
fn the_closed_form_agrees_with_the_enumeration() {
    let mut problem = varied();
    problem.beta = 0.0;
    problem.capacity.sizing = Sizing::FullCopy;
    problem.regions.iter_mut().for_each(|r| r.capacity_factor = 1.0);
    problem.permitted[1] = false;
    detect_in_seconds(&mut problem, 200.0);
    let t = 200.0 / 3_600.0;
    let ours = figures(&problem, geode(&problem, Writes::Eventual));
    for g in 0..5 {
        let mut order: Vec<usize> = (0..4).filter(|r| problem.may_serve(g, *r)).collect();
        order.sort_by(|a, b| problem.latency_ms(g, *a).total_cmp(&problem.latency_ms(g, *b)));
        // U = Σ_k (Π_{l<k} p_R) p_D,k + Π p_R.
        let (mut away, mut u) = (1.0, 0.0);
        for r in order {
            let Region { unavailability: q, mttr_hours: m, .. } = problem.regions[r];
            u += away * q * t / (t + m);
            away *= q * m / (t + m);
        }
        assert_close(ours.user_groups[g].unavailability, u + away, 1e-12);
    }
}

#[test]
fn a_geode_of_one_region_is_the_region() {
    for writes in [Writes::Eventual, Writes::Quorum, Writes::HomeRegion] {
        let mut problem = problem(1, 3);
        problem.beta = 0.3;
        problem.traffic.sync_cross_region_calls = 2;
        let one = figures(&problem, geode(&problem, writes));
        let region = figures(&problem, single(0));
        assert_close(one.unavailability, region.unavailability, 1e-12);
        assert_eq!(one.mean_latency_ms, region.mean_latency_ms);
        assert_eq!(one.rto.seconds, region.rto.seconds);
        assert_eq!(one.rpo_seconds, region.rpo_seconds);
        assert_eq!(region.mean_incident_minutes.map(f64::round), Some(60.0));
    }
}

#[test]
fn a_common_cause_leaves_a_single_region_unchanged() {
    let mut problem = problem(3, 2);
    let without = figures(&problem, single(1)).unavailability;
    problem.beta = 1.0;
    assert_eq!(figures(&problem, single(1)).unavailability, without);
}

#[test]
fn a_common_cause_of_one_percent_dominates_all_down_at_once() {
    // Counting only "all down at once", two regions of 99.95 %: 165.4 s/yr instead of 7.9 s; a third buys 5 %.
    let seconds = |n| {
        let mut problem = problem(n, 1);
        problem.beta = 0.01;
        detect_in_seconds(&mut problem, 0.0);
        figures(&problem, geode(&problem, Writes::Eventual)).downtime_seconds_per_year
    };
    assert!((seconds(2) - 165.4).abs() < 0.05);
    assert!((1.0 - seconds(3) / seconds(2) - 0.05).abs() < 0.005);
}

#[test]
fn identical_regions_equal_the_lumped_formula() {
    for (q, m, t, tm, c) in [(5e-4, 2.0, 10.0, 90.0, 0.9), (0.02, 12.0, 1.0, 240.0, 0.5), (1e-7, 0.5, 30.0, 60.0, 0.0)]
    {
        let mut problem = problem(2, 1);
        problem.regions.iter_mut().for_each(|r| (r.unavailability, r.mttr_hours) = (q, m));
        problem.failover.active_passive_minutes = t;
        problem.failover.manual_recovery_minutes = tm;
        problem.failover.coverage = c;
        let (mu, lambda, a) = (1.0 / m, q / (1.0 - q) / m, 1.0 - q);
        let lumped = q * q + lambda * a * a * (c / (60.0 / t + mu + lambda) + (1.0 - c) / (60.0 / tm + mu + lambda));
        assert_close(figures(&problem, pair()).unavailability, lumped, 1e-12);
    }
}

#[test]
fn the_order_of_regions_and_groups_changes_nothing() {
    let modes = [
        Writes::Eventual,
        Writes::Quorum,
        Writes::HomeRegion,
        Writes::SingleWriter { writer: 1, failover_minutes: 5.0 },
    ];
    for writes in modes {
        let problem = varied();
        let straight = figures(&problem, geode(&problem, writes));
        let mut turned = problem.clone();
        turned.groups.reverse();
        turned.user_latency_ms = problem.user_latency_ms.chunks(4).rev().flatten().copied().collect();
        let mirrored = match writes {
            // A replacement writer is the first region that is up, so only the groups may be turned.
            Writes::SingleWriter { .. } => figures(&turned, geode(&turned, writes)),
            _ => {
                let mut option = geode(&turned, writes);
                if let Design::Geode { regions, .. } = &mut option.design {
                    regions.reverse();
                }
                figures(&turned, option)
            }
        };
        assert_close(mirrored.unavailability, straight.unavailability, 1e-12);
        assert_close(mirrored.expected_latency_ms.unwrap(), straight.expected_latency_ms.unwrap(), 1e-12);
        assert_close(mirrored.monthly_cost.total, straight.monthly_cost.total, 1e-12);
        assert_close(mirrored.incidents_per_year, straight.incidents_per_year, 1e-12);
    }
}

#[test]
fn sixteen_regions_end_in_time_with_a_bound() {
    let mut problem = problem(16, 3);
    problem.regions.iter_mut().enumerate().for_each(|(i, r)| r.domain = i / 4);
    problem.beta = 0.05;
    let ours = figures(&problem, geode(&problem, Writes::SingleWriter { writer: 3, failover_minutes: 5.0 }));
    assert!(ours.unavailability_bound > 0.0, "some states are left out");
    // What is left out is a millionth of the downtime at most.
    assert!(ours.unavailability_bound < 1e-6 * ours.unavailability, "{:e}", ours.unavailability_bound);
}

#[test]
fn an_edge_fails_with_dependencies_alone() {
    let mut problem = problem(1, 2);
    problem.traffic.write_fraction = 0.0;
    problem.dependencies =
        vec![Dependency { unavailability: 1e-4, mttr_hours: 1.0, multi_region_only: false, ..Dependency::default() }];
    let mut option = single(0);
    option.edge = Some(Edge { offload_share: 1.0, latency_ms: 12.0, monthly_cost: 7.0, ..Edge::default() });
    let ours = figures(&problem, option);
    assert_close(ours.unavailability, 1e-4, 1e-12);
    assert_eq!(ours.mean_latency_ms, Some(12.0));
    assert_eq!(ours.monthly_cost.edge, 7.0);
}

/// Where every read came from the edge there was no other read to weigh it with, so it had no percentile, and an option
/// whose reads all took 300 ms missed a target of 400 ms.
#[test]
fn reads_that_all_come_from_the_edge_have_its_latency() {
    let mut problem = problem(2, 3);
    problem.traffic.latency_spread_sigma = 0.5;
    for option in [single(0), pair(), geode(&problem, Writes::Eventual)] {
        let edge = Some(Edge { offload_share: 1.0, latency_ms: 300.0, monthly_cost: 0.0, ..Edge::default() });
        let ours = figures(&problem, Choice { edge, ..option });
        // Lognormal with mean 300 ms and σ 0.5: its median is 300 e^(−σ²/2).
        let median = 300.0 * (-0.125_f64).exp();
        assert_close(ours.reads.mean_latency_ms.unwrap(), 300.0, 1e-12);
        assert_close(ours.reads.percentiles.p50_ms.unwrap(), median, 1e-9);
        let p95 = median * (0.5 * 1.644_853_626_951_472_2_f64).exp();
        assert_close(ours.reads.percentiles.p95_ms.unwrap(), p95, 1e-9);
    }
}

/// All but a rounding of its failures are its own: (q − q_cc) / (1 − q_cc) was 1, its rate of failure infinite, and the
/// downtime of the pair no number at all.
#[test]
fn a_region_that_hardly_works_has_figures_beside_a_common_cause() {
    let mut problem = problem(2, 1);
    problem.regions[0].unavailability = 1.0 - f64::EPSILON / 2.0;
    problem.regions[1].unavailability = 0.5;
    for percent in 1..100 {
        problem.beta = f64::from(percent) / 100.0;
        for option in [pair(), geode(&problem, Writes::Eventual)] {
            // Nobody serves while the other one is down, which it is half of the time.
            let ours = figures(&problem, option).downtime_seconds_per_year / SECONDS_PER_YEAR;
            assert!((0.5..1.0 + 1e-12).contains(&ours), "{ours} at {percent} %");
        }
    }
}

/// "RTO 1.5 min" met a target of 15 min for users whom no other region may serve, and a useless region was advised.
#[test]
fn who_may_be_served_by_one_region_alone_waits_for_its_repair() {
    let mut problem = problem(2, 2);
    let option = geode(&problem, Writes::Eventual);
    let failover = figures(&problem, option.clone()).rto.seconds;
    problem.permitted[1] = false;
    problem.regions[0].mttr_hours = 3.0;
    assert_eq!(figures(&problem, option.clone()).rto.seconds, 3.0 * 3_600.0);
    problem.groups[0].share = 0.0;
    assert_eq!(figures(&problem, option).rto.seconds, failover, "nobody");
}
