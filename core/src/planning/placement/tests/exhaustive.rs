//! Every set looked at, one by one, with sums of its own.

use super::instances::{below, small};
use super::*;
use crate::engine::random::Random;
use proptest::prelude::*;
use statrs::distribution::{ContinuousCDF, LogNormal};

/// What a set comes to.
struct Sum {
    /// With what users who are not served wait.
    mean: f64,
    /// Users who are not served wait for ever.
    p95: f64,
    cost: f64,
    carbon: f64,
    /// The part of the mean of those who are not served.
    unserved: f64,
    /// The longest round trip.
    longest: f64,
}

fn sum(candidates: &Candidates, set: &[usize], open: &[usize]) -> Sum {
    let groups = (0..candidates.weights.len()).filter(|group| {
        candidates.weights[*group] > 0.0 && open.iter().any(|region| candidates.may_serve(*group, *region))
    });
    let all = || groups.clone().flat_map(|group| open.iter().map(move |region| (group, *region)));
    let longest =
        all().filter(|(g, r)| candidates.may_serve(*g, *r)).map(|(g, r)| candidates.ms(g, r)).fold(0.0, f64::max);
    let mut waits: Vec<(f64, f64)> = Vec::new();
    for group in groups.clone() {
        let served = set.iter().filter(|region| candidates.may_serve(group, **region));
        let nearest = served.map(|region| candidates.ms(group, *region)).fold(f64::INFINITY, f64::min);
        waits.push((nearest, candidates.weights[group]));
    }
    let total: f64 = waits.iter().map(|(_, weight)| weight).sum();
    let wait = |ms: f64| if ms.is_finite() { ms } else { 1e4 * longest };
    let of = |values: &[Option<f64>]| set.iter().map(|region| values[*region].unwrap()).sum::<f64>();
    let unserved =
        waits.iter().filter(|(ms, _)| ms.is_infinite()).map(|(_, weight)| weight * 1e4 * longest).sum::<f64>();
    Sum {
        unserved: unserved / total,
        longest,
        mean: waits.iter().map(|(ms, weight)| weight * wait(*ms)).sum::<f64>() / total,
        p95: p95(&mut waits, total, candidates.sigma),
        cost: of(&candidates.price),
        carbon: of(&candidates.carbon) / set.len() as f64,
    }
}

/// The definition: the least x within which 95 % are answered, by halving.
fn p95(waits: &mut [(f64, f64)], total: f64, sigma: f64) -> f64 {
    waits.sort_by(|a, b| a.0.total_cmp(&b.0));
    if sigma == 0.0 {
        let mut within = 0.0;
        for (ms, weight) in waits.iter() {
            within += weight;
            if within >= (0.95 - 1e-12) * total {
                return *ms;
            }
        }
    }
    let within = |x: f64| {
        let of = |(ms, weight): &(f64, f64)| match *ms {
            ms if ms.is_infinite() => 0.0,
            0.0 => *weight,
            ms => weight * LogNormal::new(ms.ln() - sigma * sigma / 2.0, sigma).unwrap().cdf(x),
        };
        waits.iter().map(of).sum::<f64>() >= (0.95 - 1e-12) * total
    };
    let (mut low, mut high) = (0.0, 1e9);
    if !within(high) {
        return f64::INFINITY;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        *(if within(middle) { &mut high } else { &mut low }) = middle;
    }
    high
}

/// All sets of a number of regions, those of the first indices first.
fn sets(open: &[usize], size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, first) in open.iter().enumerate() {
        for rest in sets(&open[at + 1..], size - 1) {
            all.push([vec![*first], rest].concat());
        }
    }
    all
}

const EQUAL: f64 = 1e-9;

/// The best by value, then mean, then index.
fn best(candidates: &Candidates, ask: &Ask) -> Option<(Vec<usize>, f64)> {
    let open: Vec<usize> =
        (0..candidates.regions()).filter(|region| ask.excluded(candidates)[*region].is_none()).collect();
    let sizes = if ask.objective == Objective::Cost { 1..=ask.regions } else { ask.regions..=ask.regions };
    let limit = |limit: Option<f64>| limit.map_or(f64::INFINITY, |limit| limit * (1.0 + EQUAL));
    let mut all: Vec<(Vec<usize>, Sum)> = sizes
        .flat_map(|size| sets(&open, size))
        .filter(|set| ask.must.iter().all(|must| set.contains(must)))
        .map(|set| (sum(candidates, &set, &open), set))
        .map(|(sum, set)| (set, sum))
        .collect();
    all.retain(|(_, sum)| {
        sum.mean <= limit(ask.max_mean_ms) && sum.p95 <= limit(ask.max_p95_ms) && sum.cost <= limit(ask.max_cost)
    });
    // No more may be unserved than of the best mean within the limits, unless a limit on the mean says how many.
    if ask.objective != Objective::Mean && ask.max_mean_ms.is_none() {
        let least = all.iter().map(|(_, sum)| sum).min_by(|a, b| a.mean.total_cmp(&b.mean))?;
        let most = least.unserved + least.longest;
        all.retain(|(_, sum)| sum.mean <= most * (1.0 + EQUAL));
    }
    let value = |sum: &Sum| match ask.objective {
        Objective::Mean => sum.mean,
        Objective::P95 => sum.p95,
        Objective::Cost => sum.cost,
        Objective::Carbon => sum.carbon,
    };
    let mut least = f64::INFINITY;
    for by in [&value as &dyn Fn(&Sum) -> f64, &|sum: &Sum| sum.mean] {
        let here = all.iter().map(|(_, sum)| by(sum)).fold(f64::INFINITY, f64::min);
        all.retain(|(_, sum)| by(sum) <= here * (1.0 + EQUAL));
        least = if least.is_infinite() { here } else { least };
    }
    // Fewer regions first, then those of the first indices.
    all.sort_by(|(a, _), (b, _)| a.len().cmp(&b.len()).then(a.cmp(b)));
    all.into_iter().next().map(|(set, _)| (set, least))
}

/// An instance and a question about it.
fn question(seed: u64) -> (Candidates, Ask) {
    let random = &mut Random::of(seed);
    let candidates = small(random);
    let regions = candidates.regions();
    let mut ask = Ask::mean(1 + below(random, regions.min(5)));
    ask.objective = [Objective::Mean, Objective::P95, Objective::Cost, Objective::Carbon][below(random, 4)];
    if below(random, 3) == 0 {
        ask.must = vec![below(random, regions)];
    }
    if below(random, 3) == 0 {
        ask.never = vec![below(random, regions)];
    }
    let some = |random: &mut Random, most: f64| (below(random, 3) == 0).then(|| most * random.uniform());
    let longest = candidates.latency_ms.iter().copied().fold(0.0, f64::max);
    ask.max_mean_ms = some(random, longest);
    ask.max_p95_ms = some(random, 2.0 * longest);
    ask.max_cost = some(random, 2.0 * ask.regions as f64);
    (candidates, ask)
}

fn agrees(seed: u64) -> Result<bool, TestCaseError> {
    let (candidates, ask) = question(seed);
    if ask.check(&candidates).is_err() {
        return Ok(false);
    }
    let expected = best(&candidates, &ask);
    let found = place(&candidates, ask.clone());
    let regions = found.best.as_ref().map(|best| best.regions.clone());
    prop_assert_eq!(&regions, &expected.as_ref().map(|(set, _)| set.clone()), "seed {}: {:?}", seed, &ask);
    prop_assert!(found.gap.proven, "seed {}: {:?}", seed, &ask);
    if let (Some((_, value)), Some(bound)) = (expected, found.gap.lower_bound) {
        prop_assert!((bound - value).abs() <= 1e-8 * value, "seed {}: {} not {}", seed, bound, value);
    }
    for counted in &found.by_count {
        let plain = Ask {
            objective: Objective::Mean,
            regions: counted.n,
            max_mean_ms: None,
            max_p95_ms: None,
            max_cost: None,
            ..ask.clone()
        };
        // Prices and intensities rule out nothing here, for all are known.
        prop_assert_eq!(&counted.placed.regions, &best(&candidates, &plain).unwrap().0, "seed {}", seed);
    }
    Ok(true)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]
    #[test]
    fn placement_is_what_exhaustive_search_finds(seed: u64) {
        agrees(seed)?;
    }
}

/// The same for fixed questions, of which enough can be asked and answered.
#[test]
fn fixed_questions_are_answered_as_exhaustive_search_answers_them() {
    let (mut asked, mut answered) = (0, 0);
    for seed in 0..600 {
        if agrees(seed).unwrap() {
            asked += 1;
            let (candidates, ask) = question(seed);
            answered += u32::from(best(&candidates, &ask).is_some());
        }
    }
    assert!(asked > 400 && answered > 200, "{asked} asked, {answered} answered");
}
