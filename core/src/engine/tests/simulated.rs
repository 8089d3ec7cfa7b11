//! Simulated years against the analytic mean: a test of both.

use super::super::simulation::{Simulation, Trigger};
use super::*;

/// Unreliable regions of unequal repair times, so that a few hundred years tell much.
fn unreliable(regions: usize) -> Problem {
    let mut problem = problem(regions, 4);
    for (i, region) in problem.regions.iter_mut().enumerate() {
        region.unavailability = 0.01 * (1.0 + i as f64);
        region.mttr_hours = [6.0, 2.0, 9.0, 4.0][i % 4];
    }
    for (group, share) in problem.groups.iter_mut().zip([0.4, 0.3, 0.2, 0.1]) {
        group.share = share;
    }
    problem.traffic.write_fraction = 0.3;
    detect_in_seconds(&mut problem, 1_800.0);
    problem.failover.coverage = 0.8;
    problem
}

#[track_caller]
fn agrees(problem: &Problem, option: Choice) {
    let mut problem = problem.clone();
    problem.options = vec![option.clone()];
    let analytic = figures(&problem, option).downtime_seconds_per_year;
    let mut simulation = Simulation::new(&problem, 0).unwrap();
    simulation.run(700);
    let simulated = simulation.result();
    let standard_error = simulated.standard_error_seconds.unwrap();
    let errors = (simulated.mean_seconds - analytic) / standard_error;
    assert!(errors.abs() <= 3.0, "{errors} standard errors: {} for {analytic}", simulated.mean_seconds);
    assert!(standard_error < 0.1 * analytic, "the test has no power");
    assert!(simulated.p05_seconds <= simulated.p50_seconds && simulated.p50_seconds <= simulated.p95_seconds);
}

/// A single year claimed a standard error of 0, as if its downtime were that of every year. Of two years it is half
/// their difference.
#[test]
fn one_year_has_no_standard_error() {
    let mut problem = unreliable(1);
    problem.options = vec![single(0)];
    let after = |years: u32| {
        let mut simulation = Simulation::new(&problem, 0).unwrap();
        simulation.run(years);
        simulation.result()
    };
    let (none, one, two) = (after(0), after(1), after(2));
    assert_eq!((none.years, none.standard_error_seconds), (0, None));
    assert_eq!((one.years, one.standard_error_seconds), (1, None));
    assert_eq!((one.p05_seconds, one.p95_seconds), (one.mean_seconds, one.mean_seconds));
    // The second year lies as far on the other side of the mean as the first, whose figures are those of the one.
    let half = (two.mean_seconds - one.mean_seconds).abs();
    let found = two.standard_error_seconds.unwrap();
    assert!(half > 0.0 && (found - half).abs() <= 1e-12 * half, "{found}, not {half}");
}

#[test]
fn a_single_region_behind_an_edge_with_a_dependency() {
    let mut problem = unreliable(1);
    problem.dependencies =
        vec![Dependency { unavailability: 0.003, mttr_hours: 3.0, multi_region_only: false, ..Dependency::default() }];
    let mut option = single(0);
    option.edge = Some(Edge { offload_share: 0.4, latency_ms: 10.0, monthly_cost: 0.0, ..Edge::default() });
    agrees(&problem, option);
}

#[test]
fn a_pair_with_uncovered_failovers() {
    agrees(&unreliable(2), pair());
}

#[test]
fn a_pair_with_a_common_cause_and_operations() {
    let mut problem = unreliable(2);
    problem.beta = 0.3;
    problem.unavailability_per_extra_region = 0.002;
    agrees(&problem, pair());
}

#[test]
fn a_geode_of_three() {
    let problem = unreliable(3);
    agrees(&problem, geode(&problem, Writes::Eventual));
}

#[test]
fn a_geode_with_instant_detection() {
    let mut problem = unreliable(2);
    detect_in_seconds(&mut problem, 0.0);
    agrees(&problem, geode(&problem, Writes::Eventual));
}

#[test]
fn two_failure_domains_of_unequal_repair_times() {
    let mut problem = unreliable(4);
    problem.beta = 0.2;
    problem.regions.iter_mut().enumerate().for_each(|(i, r)| r.domain = i / 2);
    agrees(&problem, geode(&problem, Writes::Eventual));
}

#[test]
fn a_quorum_of_three() {
    let mut problem = unreliable(3);
    problem.beta = 0.1;
    agrees(&problem, geode(&problem, Writes::Quorum));
}

#[test]
fn a_quorum_of_two() {
    let problem = unreliable(2);
    agrees(&problem, geode(&problem, Writes::Quorum));
}

#[test]
fn a_single_writer_that_moves() {
    let problem = unreliable(3);
    agrees(&problem, geode(&problem, Writes::SingleWriter { writer: 2, failover_minutes: 90.0 }));
}

#[test]
fn a_single_writer_that_moves_after_a_common_cause() {
    let mut problem = unreliable(4);
    problem.beta = 0.5;
    problem.regions.iter_mut().enumerate().for_each(|(i, r)| r.domain = i / 2);
    agrees(&problem, geode(&problem, Writes::SingleWriter { writer: 1, failover_minutes: 60.0 }));
}

#[test]
fn home_regions_with_travellers() {
    let mut problem = unreliable(3);
    problem.groups[0].home = Some(2);
    problem.groups[1].home = Some(0);
    problem.traffic.traveller_share = 0.2;
    agrees(&problem, geode(&problem, Writes::HomeRegion));
}

#[test]
fn residency() {
    let mut problem = unreliable(3);
    // The first group may use one region, the second none.
    problem.permitted[..3].copy_from_slice(&[false, true, false]);
    problem.permitted[3..6].fill(false);
    agrees(&problem, geode(&problem, Writes::Eventual));
}

#[test]
fn shedding() {
    let mut problem = unreliable(3);
    problem.capacity.sizing = Sizing::Survive { losses: 0 };
    problem.regions[1].capacity_factor = 0.7;
    agrees(&problem, geode(&problem, Writes::Eventual));
}

#[test]
fn specialised_regions() {
    let mut problem = unreliable(3);
    problem.capacity.sizing = Sizing::Survive { losses: 1 };
    let mut option = geode(&problem, Writes::Quorum);
    if let Design::Geode { specialised, .. } = &mut option.design {
        *specialised = specials(vec![(0, 0.2), (2, 0.1)]);
    }
    agrees(&problem, option);
}

#[test]
fn synchronous_calls() {
    let mut problem = unreliable(3);
    problem.traffic.sync_cross_region_calls = 1;
    problem.beta = 0.2;
    agrees(&problem, geode(&problem, Writes::Eventual));
}

#[test]
fn slices_and_drawn_years_tell_the_same() {
    let mut problem = unreliable(3);
    problem.beta = 0.2;
    problem.options = vec![geode(&problem, Writes::Eventual)];
    let mut whole = Simulation::new(&problem, 0).unwrap();
    whole.run(60);
    let mut sliced = Simulation::new(&problem, 0).unwrap();
    for _ in 0..6 {
        sliced.run(10);
        sliced.incidents(3);
    }
    assert_eq!(whole.result(), sliced.result());
    let lost = |i: &super::super::simulation::Incident| i.failed_share * (i.end_hours - i.start_hours);
    let drawn: f64 = (0..60).map(|y| whole.incidents(y).iter().map(lost).sum::<f64>() * 3_600.0).sum();
    assert_close(drawn / 60.0, whole.result().mean_seconds, 1e-9);
    let incidents = whole.incidents(7);
    assert!(incidents.windows(2).all(|w| w[0].end_hours <= w[1].start_hours));
    assert!(incidents.iter().all(|i| i.start_hours < i.end_hours && i.end_hours <= 8_760.0));
    assert!(incidents.iter().any(|i| matches!(i.trigger, Trigger::Region(_))));
}

#[test]
fn a_region_fails_at_the_same_times_in_every_option() {
    let mut problem = unreliable(1);
    problem.options = vec![single(0), geode(&problem, Writes::Eventual)];
    detect_in_seconds(&mut problem, 0.0);
    let times = |option| Simulation::new(&problem, option).unwrap().incidents(0);
    assert_eq!(times(0), times(1));
    assert!(!times(0).is_empty());
}
