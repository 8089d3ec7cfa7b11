use super::*;
use crate::engine::random::Random;
use crate::planning::{Job, in_one_go};
use crate::scenario::presets;
use crate::engine::problem::Problem;

fn place(candidates: &Candidates, ask: Ask) -> Placement {
    let ask = Ask { candidates: Some(candidates.clone()), ..ask };
    ask.check(candidates).unwrap();
    in_one_go(Place::new(Problem::compile(&presets::worked_example()), ask))
}

fn of(weights: Vec<f64>, latency_ms: Vec<f64>) -> Candidates {
    let regions = latency_ms.len() / weights.len();
    Candidates {
        permitted: vec![true; latency_ms.len()],
        price: vec![Some(1.0); regions],
        carbon: vec![None; regions],
        sigma: 0.0,
        weights,
        latency_ms,
    }
}

/// Points in a square; distances between them.
fn metric(random: &mut Random, groups: usize, regions: usize) -> Candidates {
    let mut points = |n: usize| (0..n).map(|_| (random.uniform(), random.uniform())).collect::<Vec<_>>();
    let (users, places) = (points(groups), points(regions));
    let away = |a: &(f64, f64), b: &(f64, f64)| (a.0 - b.0).hypot(a.1 - b.1) * 200.0;
    let latency = users.iter().flat_map(|user| places.iter().map(move |place| away(user, place))).collect();
    of((0..groups).map(|_| random.uniform().powi(3)).collect(), latency)
}

fn random_costs(random: &mut Random, groups: usize, regions: usize) -> Candidates {
    let latency = (0..groups * regions).map(|_| (random.uniform() * 1000.0).round()).collect();
    of((0..groups).map(|_| (random.uniform() * 100.0).round()).collect(), latency)
}

#[test]
#[ignore]
fn speed() {
    for (groups, regions) in [(120, 38), (150, 137), (100, 100), (200, 200)] {
        for n in [1, 3, 5, 8, 10] {
            for kind in 0..2 {
                let mut random = Random::of(n as u64 * 7 + kind);
                let candidates = if kind == 0 { metric(&mut random, groups, regions) } else { random_costs(&mut random, groups, regions) };
                let open = vec![true; regions];
                let ask = Ask::mean(n);
                let start = std::time::Instant::now();
                let task = search::Task::new(&candidates, &open, &ask);
                let found = task.mean(n);
                let ms = start.elapsed().as_secs_f64() * 1e3;
                let value = found.set.as_ref().unwrap().measures[0] / task.rows.total();
                println!("{groups} x {regions} n {n} kind {kind}: {ms:.2} ms, proven {}, {value} bound {}", found.proven, found.bound);
            }
        }
    }
}
