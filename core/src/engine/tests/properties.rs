//! What holds for every valid problem.

use super::super::rigorous::Percentiles;
use super::*;
use proptest::prelude::*;

fn unavailability() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), (1.0..9.0f64).prop_map(|d| 10f64.powf(-d)), 0.0..0.4f64]
}

/// Often 0, else up to `most`.
fn amount(most: f64) -> impl Strategy<Value = f64> {
    prop_oneof![1 => Just(0.0), 3 => 0.0..most]
}

prop_compose! {
    fn regions_and_groups()(n in 1usize..=5, g in 1usize..=4)(
        regions in prop::collection::vec(
            (unavailability(), 1e-3..48.0f64, 0usize..3, prop_oneof![Just(1.0), 1e-6..2.0f64, Just(1e6)]), n),
        shares in prop::collection::vec(prop_oneof![1 => Just(0.0), 4 => 0.01..1.0f64], g),
        latency in prop::collection::vec(amount(300.0), n * g),
        permitted in prop::collection::vec(prop::bool::weighted(0.8), n * g),
        homes in prop::collection::vec(prop::option::of(0..n), g),
    ) -> Problem {
        let g = shares.len();
        let mut problem = problem(regions.len(), g);
        for (region, (q, m, domain, factor)) in problem.regions.iter_mut().zip(regions) {
            (region.unavailability, region.mttr_hours) = (q, m);
            (region.domain, region.capacity_factor) = (domain, factor);
        }
        let total: f64 = shares.iter().sum();
        for ((group, share), home) in problem.groups.iter_mut().zip(shares).zip(homes) {
            group.share = if total > 0.0 { share / total } else { 1.0 / g as f64 };
            group.home = home;
        }
        problem.user_latency_ms = latency;
        problem.permitted = permitted;
        problem
    }
}

prop_compose! {
    fn world()(mut problem in regions_and_groups())(
        (beta, seconds, write_fraction, sigma) in (amount(1.0), amount(7_200.0), amount(1.0), amount(1.0)),
        (sync, travellers, losses) in (0u32..3, amount(1.0), prop::option::of(0u32..4)),
        (revenue, gain, headroom) in (amount(1e7), amount(0.1), amount(0.5)),
        (coverage, minutes, dependency) in (0.0..=1.0f64, 1e-6..600.0f64, unavailability()),
        (operations, compounding, hour, migration) in
            (amount(1e-3), any::<bool>(), prop::option::of(amount(1e5)), amount(1e6)),
        problem in Just({ problem.options.clear(); problem }),
    ) -> Problem {
        let mut problem = problem;
        problem.beta = beta;
        detect_in_seconds(&mut problem, seconds);
        problem.traffic.write_fraction = write_fraction;
        problem.traffic.latency_spread_sigma = sigma;
        problem.traffic.sync_cross_region_calls = sync;
        problem.traffic.traveller_share = travellers;
        problem.capacity.headroom = headroom;
        problem.capacity.sizing = losses.map_or(Sizing::FullCopy, |losses| Sizing::Survive { losses });
        problem.revenue.monthly = revenue;
        problem.revenue.gain_per_100_ms = gain;
        problem.revenue.compounding = compounding;
        problem.revenue.downtime_cost_per_hour = hour;
        problem.cost.migration_one_off = migration;
        problem.failover.coverage = coverage;
        problem.failover.active_passive_minutes = minutes;
        problem.dependencies = vec![Dependency { unavailability: dependency, mttr_hours: 1.0, multi_region_only: true, ..Dependency::default() }];
        problem.unavailability_per_extra_region = operations;
        problem
    }
}

fn writes(regions: usize) -> impl Strategy<Value = Writes> {
    prop_oneof![
        Just(Writes::Eventual),
        Just(Writes::Quorum),
        Just(Writes::HomeRegion),
        (0..regions, 1e-6..600.0f64)
            .prop_map(|(writer, failover_minutes)| Writes::SingleWriter { writer, failover_minutes }),
    ]
}

/// A problem whose options are a single region, a pair where there are two regions, and a geode of all.
fn whole() -> impl Strategy<Value = Problem> {
    world().prop_flat_map(|problem| {
        let n = problem.regions.len();
        let edge = prop::option::of((0.0..=1.0f64, amount(50.0), amount(5_000.0)));
        (Just(problem), writes(n), edge, prop::collection::vec((0..n, amount(0.3)), 0..3)).prop_map(
            |(mut problem, writes, edge, special)| {
                let edge = edge.map(|(offload_share, latency_ms, monthly_cost)| Edge {
                    offload_share,
                    latency_ms,
                    monthly_cost,
                    ..Edge::default()
                });
                let mut geode = geode(&problem, writes);
                geode.edge = edge;
                if let Design::Geode { specialised, .. } = &mut geode.design {
                    *specialised = specials(special);
                }
                let single = Choice { edge, ..single(0) };
                problem.options = vec![single, geode];
                if problem.regions.len() > 1 {
                    problem.options.push(pair());
                }
                problem
            },
        )
    })
}

fn ordered(p: &Percentiles) -> bool {
    p.p50_ms <= p.p90_ms && p.p90_ms <= p.p95_ms && p.p95_ms <= p.p99_ms
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn figures_are_finite_consistent_and_in_range(problem in whole()) {
        let mut all = Figures::default();
        let mut scratch = Scratch::default();
        evaluate(&problem, &mut scratch, &mut all, Depth::Full);
        let text = format!("{all:?}");
        prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        for (option, of) in problem.options.iter().zip(&all.options) {
            let ours = &of.rigorous;
            let u = ours.unavailability;
            prop_assert!((0.0..=1.0 + 1e-12).contains(&u));
            let parts = ours.downtime_breakdown_seconds_per_year.causes();
            prop_assert!(parts.iter().all(|p| *p >= 0.0));
            prop_assert_eq!(parts.iter().sum::<f64>(), ours.downtime_seconds_per_year);
            let w = problem.traffic.write_fraction;
            let kinds = (1.0 - w) * ours.reads.unavailability + w * ours.writes.unavailability;
            prop_assert!((kinds - u).abs() <= 1e-9 * u + 1e-300, "{} {}", kinds, u);
            let weighted: f64 =
                problem.groups.iter().zip(&ours.user_groups).map(|(g, f)| g.share * f.unavailability).sum();
            // Groups share what their region sheds, so this is a sum over the same states.
            prop_assert!((weighted - u).abs() <= 1e-9 * u + 1e-300, "{} {}", weighted, u);
            let served: f64 = problem.groups.iter().zip(&ours.user_groups)
                .filter(|(_, f)| f.serving_region.is_some()).map(|(g, _)| g.share).sum();
            let load: f64 = ours.regions.iter().map(|r| r.load_share).sum();
            prop_assert!((load - served).abs() < 1e-12);
            prop_assert!(ours.reads.percentiles.p50_ms.is_none() || ordered(&ours.reads.percentiles));
            prop_assert!(ours.writes.percentiles.p50_ms.is_none() || ordered(&ours.writes.percentiles));
            prop_assert!(ours.regions.iter().all(|r| r.worst_load_share >= r.load_share));
            let last = of.bridge.last().unwrap().downtime_seconds_per_year;
            prop_assert_eq!(last, ours.downtime_seconds_per_year);
            prop_assert_eq!(ours.regions.len(), option.region_count());
        }
        let full = all.clone();
        evaluate(&problem, &mut scratch, &mut all, Depth::Headline);
        for (full, headline) in full.options.iter().zip(&all.options) {
            prop_assert_eq!(full.rigorous.unavailability, headline.rigorous.unavailability);
            prop_assert_eq!(full.rigorous.value, headline.rigorous.value);
            prop_assert_eq!(&full.rigorous.user_groups, &headline.rigorous.user_groups);
        }
    }

    /// Only where a person is slower than the machine, else a failed failover is the better one.
    #[test]
    fn downtime_of_a_pair_falls_with_coverage_and_rises_with_failover_time(
        problem in world(), better in 0.0..=1.0f64, slower in 1.0..5.0f64,
    ) {
        prop_assume!(problem.regions.len() > 1);
        let mut problem = problem;
        problem.failover.manual_recovery_minutes = problem.failover.active_passive_minutes * 5.0;
        let u = figures(&problem, pair()).unavailability;
        let mut covered = problem.clone();
        covered.failover.coverage += (1.0 - covered.failover.coverage) * better;
        prop_assert!(figures(&covered, pair()).unavailability <= u * (1.0 + 1e-12));
        let mut slow = problem.clone();
        slow.failover.active_passive_minutes *= slower;
        prop_assert!(figures(&slow, pair()).unavailability >= u * (1.0 - 1e-12));
    }

    #[test]
    fn downtime_of_a_geode_rises_with_detection_time(problem in whole(), slower in 0.0..3_600.0f64) {
        let mut slow = problem.clone();
        let hours = super::super::processes::detection_hours(&problem);
        detect_in_seconds(&mut slow, hours * 3_600.0 + slower);
        let u = |p: &Problem| figures(p, p.options[1].clone()).unavailability;
        prop_assert!(u(&slow) >= u(&problem) * (1.0 - 1e-12), "{} {}", u(&slow), u(&problem));
    }

    /// Only where a request needs one region that has room, and all are in one domain. Requests that need two (a
    /// quorum of two, a specialised region, a synchronous call) gain from regions that fail together, and so may
    /// others where capacity is short. With a further domain, users whose first two regions fail together wait for
    /// one detection instead of two.
    #[test]
    fn downtime_rises_with_the_common_cause(problem in world(), more in 0.0..=1.0f64) {
        let mut problem = problem;
        problem.traffic.sync_cross_region_calls = 0;
        problem.capacity.sizing = Sizing::FullCopy;
        problem.regions.iter_mut().for_each(|r| (r.capacity_factor, r.domain) = (1.0, 0));
        let mut common = problem.clone();
        common.beta += (1.0 - common.beta) * more;
        let u = |p: &Problem| figures(p, geode(p, Writes::Eventual)).unavailability;
        prop_assert!(u(&common) >= u(&problem) * (1.0 - 1e-9), "{} {}", u(&common), u(&problem));
    }
}
