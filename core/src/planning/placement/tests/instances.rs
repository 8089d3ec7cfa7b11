//! Generated instances. A seed gives the same one everywhere.

use super::Candidates;
use crate::engine::random::Random;

pub fn of(weights: Vec<f64>, latency_ms: Vec<f64>) -> Candidates {
    let regions = latency_ms.len() / weights.len();
    Candidates {
        permitted: vec![true; latency_ms.len()],
        price: vec![Some(1.0); regions],
        carbon: vec![None; regions],
        provider: vec![None; regions],
        sigma: 0.0,
        weights,
        latency_ms,
    }
}

pub fn below(random: &mut Random, n: usize) -> usize {
    (random.next() % n as u64) as usize
}

/// Points in a square; distances between them.
pub fn plane(random: &mut Random, groups: usize, regions: usize) -> Candidates {
    let mut points = |n: usize| (0..n).map(|_| (random.uniform(), random.uniform())).collect::<Vec<_>>();
    let (users, places) = (points(groups), points(regions));
    let away = |a: &(f64, f64), b: &(f64, f64)| ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt() * 200.0;
    let latency = users.iter().flat_map(|user| places.iter().map(move |place| away(user, place))).collect();
    of((0..groups).map(|_| random.uniform().powi(3)).collect(), latency)
}

/// Any round trips: the relaxation has a gap.
pub fn any(random: &mut Random, groups: usize, regions: usize) -> Candidates {
    let latency = (0..groups * regions).map(|_| 1.0 + below(random, 1_000) as f64).collect();
    of((0..groups).map(|_| 1.0 + below(random, 100) as f64).collect(), latency)
}

/// Of the kind of the OR-Library's pmed (Beasley 1985): a connected graph of `n` vertices, `edges` edges of lengths 1 to 100,
/// every vertex a user and a site; shortest paths.
pub fn graph(random: &mut Random, n: usize, edges: usize) -> Candidates {
    let mut away = vec![f64::INFINITY; n * n];
    for vertex in 0..n {
        away[vertex * n + vertex] = 0.0;
    }
    for edge in 0..edges {
        // A path through all vertices first, so that it is connected.
        let (a, b) = if edge + 1 < n { (edge, edge + 1) } else { (below(random, n), below(random, n)) };
        let length = (1 + below(random, 100)) as f64;
        for at in [a * n + b, b * n + a] {
            if a != b {
                away[at] = away[at].min(length);
            }
        }
    }
    for via in 0..n {
        for from in 0..n {
            for to in 0..n {
                away[from * n + to] = away[from * n + to].min(away[from * n + via] + away[via * n + to]);
            }
        }
    }
    of(vec![1.0; n], away)
}

/// A small instance of any kind: of distances or not, with ties or not, restricted or not, some regions alike.
pub fn small(random: &mut Random) -> Candidates {
    let (groups, regions) = (1 + below(random, 7), 2 + below(random, 8));
    let mut candidates =
        if below(random, 2) == 0 { plane(random, groups, regions) } else { any(random, groups, regions) };
    let grain = [0.0, 20.0, 100.0, 500.0][below(random, 4)];
    if grain > 0.0 {
        candidates.latency_ms.iter_mut().for_each(|ms| *ms = (*ms / grain).ceil() * grain);
        candidates.weights.iter_mut().for_each(|weight| *weight = (*weight * 4.0).ceil() / 10.0);
    }
    if below(random, 3) == 0 {
        candidates.permitted = (0..groups * regions).map(|_| random.uniform() < 0.6).collect();
    }
    if below(random, 5) == 0 {
        candidates.weights[0] = 0.0;
    }
    candidates.price = (0..regions).map(|_| Some(1.0 + below(random, 5) as f64 / 4.0)).collect();
    candidates.carbon = (0..regions).map(|_| Some(20.0 * below(random, 30) as f64)).collect();
    candidates.sigma = [0.0, 0.0, 0.3, 1.0][below(random, 4)];
    candidates
}
