//! Scenarios that would take long: what is bounded, what is worked out another way, and what is said to be left out.

use super::super::constants::MAX_STATES;
use super::super::plan::{Mask, Plan};
use super::super::routes::{Routes, Wanted};
use super::super::routing::Assignment;
use super::super::simulation::Simulation;
use super::super::states::States;
use super::*;
use proptest::prelude::*;

/// A geode's regions, groups, laws and special regions at random, many enough for sizing to look for heaviest losses.
fn many_losses() -> impl Strategy<Value = (Problem, Choice)> {
    let sizes = (2usize..=10, 1usize..=12);
    sizes.prop_flat_map(|(n, g)| {
        let latencies = prop::collection::vec(0u8..40, n * g);
        let shares = prop::collection::vec(prop_oneof![1 => Just(0.0), 4 => 0.01..1.0f64], g);
        let permitted = prop::collection::vec(prop::bool::weighted(0.9), n * g);
        let special = prop::collection::vec((0..n, 0.0..0.3f64), 0..3);
        let rest = (1u32..12, 0u32..2, 0usize..3, 0..n, 0.1..3.0f64);
        (latencies, shares, permitted, special, rest).prop_map(move |(latencies, shares, permitted, special, rest)| {
            let (losses, calls, mode, writer, factor) = rest;
            let mut problem = problem(n, g);
            let total: f64 = shares.iter().sum();
            for (group, share) in problem.groups.iter_mut().zip(shares) {
                group.share = if total > 0.0 { share / total } else { 1.0 / g as f64 };
            }
            problem.user_latency_ms = latencies.into_iter().map(f64::from).collect();
            problem.permitted = permitted;
            problem.traffic.sync_cross_region_calls = calls;
            problem.capacity.sizing = Sizing::Survive { losses };
            problem.regions.iter_mut().for_each(|r| r.capacity_factor = factor);
            let writes =
                [Writes::Eventual, Writes::Quorum, Writes::SingleWriter { writer, failover_minutes: 5.0 }][mode];
            let mut option = geode(&problem, writes);
            if let Design::Geode { specialised, .. } = &mut option.design {
                *specialised = special;
            }
            (problem, option)
        })
    })
}

/// Largest load of each region over every loss of so many regions: all sets, all groups, by the words of model.md §5 and §7.
fn worst_loads(problem: &Problem, option: &Choice, losses: u32) -> Vec<f64> {
    let Design::Geode { specialised, .. } = &option.design else { return Vec::new() };
    let n = problem.regions.len();
    let mut worst = vec![0.0; n];
    for lost in (0..1u32 << n).filter(|lost| lost.count_ones() <= losses && lost.count_ones() < n as u32) {
        let is_up = |region: &usize| lost & (1 << region) == 0;
        if problem.traffic.sync_cross_region_calls > 0 && n as u32 - lost.count_ones() < 2 {
            continue; // Without a peer to call nothing is done.
        }
        let mut load = vec![0.0; n];
        for (g, group) in problem.groups.iter().enumerate() {
            let near = |a: &usize, b: &usize| problem.latency_ms(g, *a).total_cmp(&problem.latency_ms(g, *b));
            let serving = (0..n).filter(|r| problem.may_serve(g, *r)).filter(is_up).min_by(near);
            if let Some(region) = serving {
                load[region] += group.share;
            }
        }
        let needing: f64 = specialised.iter().filter(|(r, _)| !is_up(r)).map(|(_, share)| share).sum();
        worst
            .iter_mut()
            .zip(load)
            .for_each(|(worst, load): (&mut f64, f64)| *worst = worst.max(load * (1.0 - needing)));
    }
    worst
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    /// Sizing for 15 losses of 16 regions routed 256 groups 65 536 times for every option: it took a minute.
    #[test]
    fn sizing_finds_the_largest_load_over_every_loss((problem, option) in many_losses()) {
        let Sizing::Survive { losses } = problem.capacity.sizing else { unreachable!() };
        let expected = worst_loads(&problem, &option, losses);
        let mut plan = Plan::default();
        plan.prepare(&problem, &option);
        let loads = super::super::capacity::size(&problem, &option, &mut plan, &mut Assignment::default());
        for (region, expected) in expected.iter().enumerate() {
            let close = |ours: f64, expected: f64| (ours - expected).abs() <= 1e-12 * expected;
            prop_assert!(close(loads.worst[region], *expected), "{} {}", loads.worst[region], expected);
            let built = expected / problem.regions[region].capacity_factor * (1.0 + problem.capacity.headroom);
            prop_assert!(close(loads.provisioned[region], built), "{} {}", loads.provisioned[region], built);
        }
    }

    /// In any order, with those before it kept or not.
    #[test]
    fn a_kept_route_is_a_new_one(
        (problem, option) in many_losses(), sets in prop::collection::vec(any::<Mask>(), 1..40), all in any::<bool>(),
    ) {
        // As many groups as are worth it.
        let mut problem = problem;
        let (n, groups) = (problem.regions.len(), problem.groups.clone());
        for _ in 0..20 {
            problem.groups.extend_from_slice(&groups[..1]);
            problem.user_latency_ms.extend_from_within(..n);
            problem.permitted.extend_from_within(..n);
        }
        let mut plan = Plan::default();
        plan.prepare(&problem, &option);
        let keeps = if all { Wanted::All } else { Wanted::Shares };
        let (mut routes, mut kept, mut new) = (Routes::default(), Assignment::default(), Assignment::default());
        for set in sets.iter().flat_map(|set| [*set, set & (set >> 1)]).map(|set| set & plan.all()).chain(0..=plan.all()) {
            routes.prepare(&plan, keeps);
            routes.route(&plan, set, keeps, &mut kept);
            new.route(&plan, set);
            prop_assert_eq!((kept.used, kept.stranded, kept.share), (new.used, new.stranded, new.share));
            if all {
                prop_assert_eq!((&kept.serving, kept.latency_ms), (&new.serving, new.latency_ms));
            }
        }
    }
}

/// 16 regions in 8 failure domains of two, each half of the time down, half of that together.
fn half_down() -> Problem {
    let mut problem = problem(16, 1);
    for (i, region) in problem.regions.iter_mut().enumerate() {
        (region.unavailability, region.domain) = (0.5, i / 2);
    }
    problem.beta = 0.5;
    problem
}

/// There are 6^8 = 1 679 616 fronts, which were all listed twelve times over: a link of 0.6 KB held the page for 10 s.
#[test]
fn states_are_counted_while_they_are_listed() {
    let problem = half_down();
    let modes = [Writes::Eventual, Writes::Quorum, Writes::SingleWriter { writer: 3, failover_minutes: 5.0 }];
    for writes in modes {
        let (mut plan, mut states) = (Plan::default(), States::default());
        plan.prepare(&problem, &geode(&problem, writes));
        states.prepare(&problem, &plan);
        let listed: f64 = states.fronts.iter().map(|front| front.probability).sum();
        assert!((listed + states.left_out - 1.0).abs() < 1e-9, "{listed} {}", states.left_out);
        assert!(states.left_out > 0.0);
        assert!(
            (MAX_STATES as usize / 2..=MAX_STATES as usize).contains(&states.fronts.len()),
            "{}",
            states.fronts.len()
        );
        assert!(states.most_listed() <= MAX_STATES as usize + 3, "{} were listed", states.most_listed());
    }
}

#[test]
fn what_is_left_out_is_said_and_holds_the_truth() {
    let mut problem = half_down();
    detect_in_seconds(&mut problem, 0.0);
    let ours = figures(&problem, geode(&problem, Writes::Eventual));
    // The user waits where all 16 are down. A domain is, with 1/4 at once, else 1/3 each: 1/4 + 3/4 × 1/9 = 1/3.
    let truth = 3_f64.powi(-8);
    assert!(ours.unavailability_bound > 0.0);
    assert!(ours.unavailability <= truth * (1.0 + 1e-12), "{:e}", ours.unavailability);
    assert!(truth <= ours.unavailability + ours.unavailability_bound, "{:e}", ours.unavailability_bound);
}

/// With more joint states than are remembered, each has to be told from those that share its place.
#[test]
fn years_do_not_depend_on_what_is_remembered() {
    let mut problem = problem(10, 20);
    for (i, region) in problem.regions.iter_mut().enumerate() {
        (region.unavailability, region.mttr_hours) = (0.05 + 0.04 * i as f64, 4.0);
    }
    problem.capacity.sizing = Sizing::Survive { losses: 1 };
    problem.options = vec![geode(&problem, Writes::Quorum)];
    let mut one = Simulation::new(&problem, 0).unwrap();
    let years = one.years_from(0, 40);
    let mut alone = super::super::simulation::Years::default();
    for year in 0..40 {
        alone.append(Simulation::new(&problem, 0).unwrap().years_from(year, 1));
    }
    assert_eq!(years, alone);
    // Known from elsewhere: the mean over all states.
    let mean = figures(&problem, problem.options[0].clone()).downtime_seconds_per_year;
    let ours = one.years_from(0, 400).figures(None);
    assert!((ours.mean_seconds - mean).abs() < 4.0 * ours.standard_error_seconds.unwrap(), "{ours:?} {mean}");
}

/// Every group's travellers were told apart by where they are: 65 000 parts of a mixture of 256 groups, of which 18 were
/// sorted for an option.
#[test]
fn travellers_of_many_groups_wait_as_long_as_each_of_them() {
    let (n, g) = (4, 70);
    let mut problem = problem(n, g);
    problem.traffic.traveller_share = 0.3;
    problem.traffic.latency_spread_sigma = 0.0;
    for (i, group) in problem.groups.iter_mut().enumerate() {
        group.share = (1.0 + (i % 7) as f64) / 280.0;
        group.home = Some(i % n);
    }
    problem.groups[3].share = 0.0;
    let total: f64 = problem.groups.iter().map(|group| group.share).sum();
    let ours = figures(&problem, geode(&problem, Writes::HomeRegion));
    // A user is at home with 0.7, else where another group lives, enters at the nearest region and is served at home.
    let mut waits = Vec::new();
    for (i, group) in problem.groups.iter().enumerate() {
        let (share, home) = (group.share / total, i % n);
        waits.push((problem.latency_ms(i, home), 0.7 * share));
        for (j, other) in problem.groups.iter().enumerate().filter(|(j, _)| *j != i) {
            let near = |a: &usize, b: &usize| problem.latency_ms(j, *a).total_cmp(&problem.latency_ms(j, *b));
            let entrance = (0..n).min_by(near).unwrap();
            let ms = problem.latency_ms(j, entrance) + problem.rtt_ms(entrance, home);
            waits.push((ms, 0.3 * share * other.share / total / (1.0 - share)));
        }
    }
    waits.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |p: f64| {
        let mut sum = 0.0;
        waits
            .iter()
            .find(|(_, weight)| {
                sum += weight;
                sum >= p - 1e-12
            })
            .unwrap()
            .0
    };
    let percentiles = ours.reads.percentiles.unwrap();
    for (ours, p) in
        [(percentiles.p50_ms, 0.5), (percentiles.p90_ms, 0.9), (percentiles.p95_ms, 0.95), (percentiles.p99_ms, 0.99)]
    {
        assert_eq!(ours, at(p), "{p}");
    }
    let mean: f64 = waits.iter().map(|(ms, weight)| ms * weight).sum();
    assert_close(ours.mean_latency_ms.unwrap(), mean, 1e-12);
    // Whoever is left when a region is lost: the mean of the mixture.
    assert!(ours.after_losing.iter().all(|lost| lost.mean_latency_ms.is_some_and(|ms| ms > 0.0)));
}
