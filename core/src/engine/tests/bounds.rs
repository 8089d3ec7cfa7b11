//! Scenarios that would take long: what is bounded, what is worked out another way, and what is said to be left out.

use super::super::constants::{MANY_COMPONENTS, MAX_STATES, MAX_YEARS_WORK};
use super::super::latency::{Component, quantile, share_within, shares_within};
use super::super::plan::{Mask, Plan};
use super::super::routes::{Routes, Wanted};
use super::super::routing::Assignment;
use super::super::simulation::{Effort, Simulation, affordable, years};
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
                *specialised = specials(special);
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
        let needing: f64 = specialised.iter().filter(|s| !is_up(&s.region)).map(|s| s.request_share).sum();
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
    let percentiles = ours.reads.percentiles;
    for (ours, p) in
        [(percentiles.p50_ms, 0.5), (percentiles.p90_ms, 0.9), (percentiles.p95_ms, 0.95), (percentiles.p99_ms, 0.99)]
    {
        assert_eq!(ours, Some(at(p)), "{p}");
    }
    let mean: f64 = waits.iter().map(|(ms, weight)| ms * weight).sum();
    assert_close(ours.mean_latency_ms.unwrap(), mean, 1e-12);
    // Whoever is left when a region is lost: the mean of the mixture.
    assert!(ours.after_losing.iter().all(|lost| lost.mean_latency_ms.is_some_and(|ms| ms > 0.0)));
}

/// Parts as a large scenario has them: of several orders of size, in no order, some without weight or latency.
fn many_parts(count: usize) -> Vec<Component> {
    let part = |i: usize| Component {
        weight: [1e-3, 0.0, 2.0, 0.5][i % 4] * (1.0 + (i % 11) as f64),
        mean_ms: if i.is_multiple_of(97) { 0.0 } else { 5.0 + ((i * 7919) % 10_007) as f64 / 30.0 },
    };
    (0..count).map(part).collect()
}

/// 70 000 parts were looked at ten times over for each percentile, of which 18 are asked for an option: 15 s for 16 options.
/// The sum over all parts, inverted by halving, is the same from the least spread to the largest.
#[test]
fn percentiles_of_many_parts_are_those_of_each_of_them() {
    let parts = many_parts(3 * MANY_COMPONENTS);
    for sigma in [1e-5, 1e-3, 0.01, 0.2, 0.5, 3.0] {
        for p in [0.02, 0.5, 0.9, 0.95, 0.99] {
            let found = quantile(&mut parts.clone(), sigma, p).unwrap();
            let (mut low, mut high) = (0.0, 1e9);
            for _ in 0..200 {
                let middle = 0.5 * (low + high);
                match share_within(&parts, sigma, middle) >= p - 1e-12 {
                    true => high = middle,
                    false => low = middle,
                }
            }
            assert!((found - high).abs() <= 1e-10 * high, "{sigma} {p}: {found}, not {high}");
            let [share] = shares_within(&parts, sigma, &[found])[..] else { panic!() };
            assert!((share - p).abs() < 1e-11, "{sigma} {p}: {share}");
        }
    }
}

/// Without spread: the least latency up to which there is enough.
#[test]
fn many_points_are_counted_up_to_each_percentile() {
    let parts = many_parts(3 * MANY_COMPONENTS);
    let mut sorted: Vec<Component> = parts.iter().copied().filter(|part| part.weight > 0.0).collect();
    sorted.sort_by(|a, b| a.mean_ms.total_cmp(&b.mean_ms));
    let total: f64 = sorted.iter().map(|part| part.weight).sum();
    for p in [0.0, 1e-6, 0.3, 0.5, 0.95, 0.999, 1.0] {
        let mut sum = 0.0;
        let enough = sorted.iter().find(|part| {
            sum += part.weight;
            sum >= (p - 1e-12) * total
        });
        let expected = enough.map(|part| part.mean_ms);
        assert_eq!(quantile(&mut parts.clone(), 0.0, p), expected, "{p}");
        let at = expected.unwrap();
        let [share] = shares_within(&parts, 0.0, &[at])[..] else { panic!() };
        assert!((share - share_within(&parts, 0.0, at)).abs() < 1e-12);
    }
    let nothing = vec![Component { weight: 0.0, mean_ms: 1.0 }; 2 * MANY_COMPONENTS];
    assert_eq!((quantile(&mut nothing.clone(), 0.0, 0.5), quantile(&mut nothing.clone(), 0.3, 0.5)), (None, None));
    let zero = vec![Component { weight: 1.0, mean_ms: 0.0 }; 2 * MANY_COMPONENTS];
    assert_eq!((quantile(&mut zero.clone(), 0.0, 0.5), quantile(&mut zero.clone(), 0.3, 0.5)), (Some(0.0), Some(0.0)));
}

/// Reads and writes that wait equally long are one mixture, however many of them are writes.
#[test]
fn writes_that_wait_as_long_as_reads_do_not_change_what_a_loss_costs() {
    let mut problem = problem(4, MANY_COMPONENTS);
    problem.traffic.latency_spread_sigma = 0.3;
    let after = |problem: &Problem| figures(problem, geode(problem, Writes::Eventual)).after_losing;
    problem.traffic.write_fraction = 0.0;
    let reads = after(&problem);
    for write_fraction in [0.4, 1.0] {
        problem.traffic.write_fraction = write_fraction;
        for (ours, reads) in after(&problem).iter().zip(&reads) {
            assert_close(ours.mean_latency_ms.unwrap(), reads.mean_latency_ms.unwrap(), 1e-12);
            assert_close(ours.p95_latency_ms.unwrap(), reads.p95_latency_ms.unwrap(), 1e-12);
        }
    }
}

/// 16 geodes of 16 regions half of the time down were simulated for 45 s.
#[test]
fn years_of_all_options_together_take_about_a_second() {
    let mut problem = half_down();
    problem.regions.iter_mut().for_each(|region| region.mttr_hours = 3.0);
    problem.simulation_years = 10_000;
    let wide = geode(&problem, Writes::Quorum);
    problem.options = vec![wide.clone()];
    let alone = years(&problem)[0];
    problem.options = vec![single(0), wide.clone(), wide.clone(), wide];
    let shared = years(&problem);
    // The quick one keeps all that fits its own bound; the others share the rest evenly, and alone it gets three times as much.
    assert_eq!(shared[0], 3_424, "1e7 changes of state at 2 × 8760 × 0.5 ÷ 3 a year");
    assert!(shared[1] > 1 && shared[1] == shared[2] && shared[2] == shared[3]);
    assert!((3 * shared[1]..=4 * shared[1]).contains(&alone), "{alone} {shared:?}");
    let efforts: Vec<_> = (0..4).map(|option| Effort::of(&problem, option)).collect();
    let work = |(effort, years): (&Option<Effort>, &u32)| {
        effort.map_or(0.0, |effort| effort.work_once + f64::from(*years) * effort.work_per_year)
    };
    let all: f64 = efforts.iter().zip(&shared).map(work).sum();
    assert!((0.9 * MAX_YEARS_WORK..=MAX_YEARS_WORK).contains(&all), "{all:e}");
    // Where hardly anything fails all years are drawn, and each has one at least.
    problem.regions.iter_mut().for_each(|region| region.unavailability = 1e-4);
    assert_eq!(years(&problem), [10_000; 4]);
    // 49 of 50 years were drawn, because 50 years of work divided by that of a year are a little less than 50.
    let odd = Effort { events_per_year: 21.1, work_per_year: 678.9, work_once: 0.3 };
    assert!((1..1_000).all(|asked| affordable(asked, &[Some(odd)]) == [asked]));
    let endless = Effort { events_per_year: 1e5, work_per_year: 1e9, work_once: 1e9 };
    assert_eq!(affordable(10_000, &[Some(endless), None, Some(endless)]), [1, 0, 1]);
}

/// What a simulation is said to take is what it does: the states that it has to work out, counted.
#[test]
fn the_states_that_are_new_are_foreseen() {
    for (unavailability, years) in [(1e-3, 3_000), (0.02, 200), (0.1, 40), (0.5, 10)] {
        let mut problem = problem(16, 1);
        for (i, region) in problem.regions.iter_mut().enumerate() {
            (region.unavailability, region.domain, region.mttr_hours) = (unavailability, i, 6.0);
        }
        problem.options = vec![geode(&problem, Writes::Eventual)];
        let mut simulation = Simulation::new(&problem, 0).unwrap();
        simulation.run(years);
        let events = Effort::of(&problem, 0).unwrap().events_per_year * f64::from(years);
        let (worked_out, foreseen) = (simulation.worked_out() as f64 / events, simulation.share_of_new());
        // Where next to all is remembered it does not matter how little is not.
        assert!(
            (worked_out - foreseen).abs() < 0.1 + 0.3 * worked_out,
            "{unavailability}: {worked_out}, not {foreseen}"
        );
    }
}
