//! Reference values: exact fractions, an independent program's figures, published figures.

use super::super::latency::{Component, quantile};
use super::super::math::exp;
use super::super::simulation::Simulation;
use super::*;

#[test]
fn exact_fractions_of_the_pair_of_identical_regions() {
    // MTTR h, failover h, coverage, manual h, U = numerator / denominator; q = 1/2000.
    let cases = [
        (1.0, 0.25, 1.0, 1.0, 4_005_997.0, 39_984_000_000.0),
        (8.0, 0.25, 1.0, 1.0, 4_061_969.0, 263_872_000_000.0),
        (8.0, 0.25, 0.95, 4.0, 3_825_863_059.0, 166_600_448_000_000.0),
        (4.0, 1.0 / 12.0, 0.9, 2.0, 306_501_788_447.0, 11_750_321_920_000_000.0),
    ];
    for (mttr, failover, coverage, manual, numerator, denominator) in cases {
        let mut problem = problem(2, 3);
        problem.regions.iter_mut().for_each(|r| r.mttr_hours = mttr);
        problem.failover.active_passive_minutes = failover * 60.0;
        problem.failover.manual_recovery_minutes = manual * 60.0;
        problem.failover.coverage = coverage;
        assert_close(figures(&problem, pair()).unavailability, numerator / denominator, 1e-12);
    }
}

#[test]
fn geodes_of_identical_regions() {
    let rows = [
        (1.0, 90.0, [262.8, 6.538, 6.4129, 6.4129]),
        (1.0, 900.0, [262.8, 52.6651, 52.5811, 52.581]),
        (4.0, 90.0, [262.8, 1.7629, 1.6332, 1.6331]),
        (4.0, 300.0, [262.8, 5.492, 5.366, 5.3659]),
        (8.0, 90.0, [262.8, 0.9497, 0.8192, 0.8191]),
    ];
    for (mttr, seconds, minutes) in rows {
        for (n, minutes) in (1..).zip(minutes) {
            let mut problem = problem(n, 3);
            problem.regions.iter_mut().for_each(|r| r.mttr_hours = mttr);
            detect_in_seconds(&mut problem, seconds);
            let ours = figures(&problem, geode(&problem, Writes::Eventual));
            assert!((ours.downtime_seconds_per_year / 60.0 - minutes).abs() <= 5.1e-5, "{mttr} {seconds} {n}");
            let exact = [(1.0, 1.243_902_439e-5), (4.0, 3.354_037_267e-6)];
            if let Some((_, u)) = exact.iter().find(|(m, _)| *m == mttr && seconds == 90.0 && n == 2) {
                assert_close(ours.unavailability, *u, 1e-9);
            }
        }
    }
}

#[test]
fn quorums_are_k_of_n() {
    for (n, u) in [(1, 5e-4), (2, 9.9975e-4), (3, 7.4975e-7), (4, 1.49900019e-6), (5, 1.24906e-9)] {
        let mut problem = problem(n, 2);
        detect_in_seconds(&mut problem, 0.0);
        let ours = figures(&problem, geode(&problem, Writes::Quorum));
        // Six digits are printed.
        assert_close(ours.writes.unavailability, u, 5e-6);
        assert_close(ours.reads.unavailability, 5e-4_f64.powi(n as i32), 1e-12);
    }
    // Printed availability in percent: a quorum of two is worse than one region.
    for (n, percent) in [(1, 99.95), (2, 99.900025), (3, 99.999925025)] {
        let mut problem = problem(n, 1);
        detect_in_seconds(&mut problem, 0.0);
        let ours = figures(&problem, geode(&problem, Writes::Quorum));
        assert!((100.0 * (1.0 - ours.writes.unavailability) - percent).abs() < 1e-9);
    }
}

#[test]
fn published_availabilities() {
    // AWS, Availability and Beyond: two components of 99 % in parallel. Azure samples: two regions of 99.920018 %.
    for (q, u) in [(0.01, 1e-4), (1.0 - 0.99920018, 1.0 - 0.999999360288)] {
        let mut problem = problem(2, 1);
        problem.regions.iter_mut().for_each(|r| r.unavailability = q);
        detect_in_seconds(&mut problem, 0.0);
        assert!((figures(&problem, geode(&problem, Writes::Eventual)).unavailability - u).abs() < 5e-13);
    }
    // Azure modern web app: two regions of 99.4215 % behind a global layer of 99.9499 %.
    let mut web_app = problem(2, 1);
    web_app.regions.iter_mut().for_each(|r| r.unavailability = 0.005_785);
    detect_in_seconds(&mut web_app, 0.0);
    let dependency = |unavailability| Dependency {
        unavailability,
        mttr_hours: 1.0,
        multi_region_only: false,
        ..Dependency::default()
    };
    web_app.dependencies = vec![dependency(0.000_501)];
    assert!((figures(&web_app, geode(&web_app, Writes::Eventual)).availability - 0.999_465_5).abs() < 1e-7);
    // Calculus of Service Availability: five dependencies of 99.999 % use 26.28 of 52.56 minutes.
    let mut budget = problem(1, 1);
    budget.dependencies = vec![dependency(1e-5); 5];
    let used = figures(&budget, single(0)).downtime_breakdown_seconds_per_year.dependencies / 60.0;
    assert!((used - 26.28).abs() < 5e-3);
}

#[test]
fn a_write_waits_for_the_nearest_majority() {
    let rtt = [[0.0, 80.5, 145.3], [80.5, 0.0, 212.4], [145.3, 212.4, 0.0]];
    for (serving, waits) in [80.5, 80.5, 145.3].into_iter().enumerate() {
        let mut problem = problem(3, 1);
        problem.region_rtt_ms = rtt.concat();
        problem.user_latency_ms = (0..3).map(|r| if r == serving { 10.0 } else { 100.0 }).collect();
        let ours = figures(&problem, geode(&problem, Writes::Quorum));
        assert_close(ours.writes.mean_latency_ms.unwrap() - ours.reads.mean_latency_ms.unwrap(), waits, 1e-12);
    }
}

#[test]
fn percentiles_of_mixtures() {
    // The reference gives each component's median; its mean is median × e^(σ²/2).
    let sigma: f64 = 0.3;
    let mean = |median: f64| median * exp(0.5 * sigma * sigma);
    for (medians, expected) in [
        ([50.0, 100.0, 200.0, 150.0], [89.2688, 211.3182, 250.4965, 329.7489]),
        ([50.0, 40.0, 60.0, 100.0], [50.6232, 87.9645, 106.3785, 147.7241]),
    ] {
        let mut mixture: Vec<Component> = [0.4, 0.3, 0.2, 0.1]
            .into_iter()
            .zip(medians)
            .map(|(weight, median)| Component { weight, mean_ms: mean(median) })
            .collect();
        for (p, value) in [0.5, 0.9, 0.95, 0.99].into_iter().zip(expected) {
            assert!((quantile(&mut mixture, sigma, p).unwrap() - value).abs() < 5.1e-5);
        }
    }
}

#[test]
fn surviving_one_loss_can_cost_less_with_three_regions_than_with_two() {
    for (n, factor) in [(2, 2.0), (3, 1.95), (4, 32.0 / 15.0), (5, 2.375)] {
        // One group for every first and second choice: loads are equal before and after any loss.
        let choices: Vec<(usize, usize)> =
            (0..n).flat_map(|a| (0..n).filter(move |b| *b != a).map(move |b| (a, b))).collect();
        let mut problem = problem(n, choices.len());
        problem.user_latency_ms = choices
            .iter()
            .flat_map(|(first, second)| {
                (0..n).map(move |r| match r {
                    r if r == *first => 10.0,
                    r if r == *second => 20.0,
                    _ => 90.0,
                })
            })
            .collect();
        problem.capacity.sizing = Sizing::Survive { losses: 1 };
        problem.cost.replicated_gb_per_month = 0.0;
        let cost = figures(&problem, geode(&problem, Writes::Eventual)).monthly_cost.total;
        assert_close(cost / problem.cost.single_region_monthly, factor, 1e-12);
    }
}

#[test]
fn years_of_a_single_region_are_compound_poisson() {
    // MTTR h, P(no outage in a year), P(year above 8.76 h), P(month above 0.73 h); q = 5e-4, three digits printed.
    let rows = [(1.0, 0.0125, 0.085, 0.167), (4.0, 0.335, 0.18, 0.073), (8.0, 0.578, 0.183, 0.041)];
    for (mttr, quiet, year, month) in rows {
        let mut problem = problem(1, 1);
        problem.regions[0].mttr_hours = mttr;
        problem.allowed_unavailability = Some(1e-3);
        problem.options = vec![single(0)];
        let mut simulation = Simulation::new(&problem, 0).unwrap();
        simulation.run(20_000);
        let ours = simulation.result();
        let agrees = |ours: f64, expected: f64, draws: f64| {
            let error = (expected * (1.0 - expected) / draws).sqrt();
            assert!((ours - expected).abs() < 3.0 * error + 5e-4, "{mttr} h: {ours}, expected {expected} ± {error}");
        };
        agrees(ours.year_without_incident, quiet, 20_000.0);
        agrees(ours.misses_target_in_a_year.unwrap(), year, 20_000.0);
        agrees(ours.misses_target_in_a_month.unwrap(), month, 240_000.0);
    }
}

#[test]
fn ninety_nine_point_ninety_nine_is_close_for_the_worked_pair() {
    let mut problem = Problem::compile(&presets::worked_example());
    problem.allowed_unavailability = Some(1e-4);
    let ours = figures(&problem, problem.options[1].clone());
    let over = ours.downtime_seconds_per_year - 1e-4 * 31_536_000.0;
    assert!((5.5..6.5).contains(&over), "{over}");
    assert!(ours.targets[0].is_some_and(super::super::targets::is_close));
}
