//! Solves placements and tells how long each took: for scripts/bench-placement.py.
//!
//! With the argument `instances` it prints those of the catalogue: all AWS regions for the 120 largest points of users, all
//! regions for the 150 largest. Without, it solves what stands on standard input. In: `{"weights": […], "latency_ms": […], "sizes": […], "rounds": n}`. Out: for each size the least mean, its regions,
//! whether it is proven, the lower bound and the gap, and the milliseconds of each round, those for sorting the instance included.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use geode_core::catalogue::{Catalogue, Point, Provider, Region};
use geode_core::planning::placement::{Ask, Candidates};
use geode_core::planning::{Job, Place};
use geode_core::scenario::presets;
use geode_core::scenario::problem::Problem;
use serde_json::{Value, json};
use std::time::Instant;

/// Weights of the points and modelled round trips to the regions, ms.
fn instance(catalogue: &Catalogue, name: &str, regions: &[&Region], users: &[(&Point, f64)]) -> Value {
    let ms = |point: &Point, region: &Region| catalogue.user_round_trip(point, region).map(|modelled| modelled.ms);
    let latency_ms: Vec<Option<f64>> =
        users.iter().flat_map(|(point, _)| regions.iter().map(move |region| ms(point, region))).collect();
    let weights: Vec<f64> = users.iter().map(|(_, users)| *users).collect();
    json!({ "name": name, "regions": regions.len(), "weights": weights, "latency_ms": latency_ms })
}

fn instances() -> Value {
    let catalogue = Catalogue::read(include_str!("../../public/catalogue.txt")).expect("the catalogue");
    let users = catalogue.users(catalogue.countries());
    let all: Vec<&Region> = catalogue.regions().iter().filter(|region| region.at.is_some()).collect();
    let aws: Vec<&Region> = all.iter().copied().filter(|region| region.provider == Provider::Aws).collect();
    json!([instance(&catalogue, "AWS", &aws, &users[..120]), instance(&catalogue, "all", &all, &users[..150])])
}

fn main() {
    if std::env::args().nth(1).is_some_and(|argument| argument == "instances") {
        println!("{}", instances());
        return;
    }
    let asked: Value = serde_json::from_reader(std::io::stdin().lock()).expect("an instance as JSON");
    let numbers =
        |name: &str| -> Vec<f64> { asked[name].as_array().into_iter().flatten().filter_map(Value::as_f64).collect() };
    let (weights, latency_ms) = (numbers("weights"), numbers("latency_ms"));
    let regions = latency_ms.len() / weights.len();
    let candidates = Candidates {
        permitted: vec![true; latency_ms.len()],
        price: vec![None; regions],
        carbon: vec![None; regions],
        provider: vec![None; regions],
        sigma: 0.0,
        weights,
        latency_ms,
    };
    let problem = Problem::compile(&presets::worked_example());
    let rounds = asked["rounds"].as_u64().unwrap_or(1);
    let mut answers = Vec::new();
    for size in numbers("sizes").into_iter().map(|size| size as usize) {
        let (mut answer, mut times) = (Value::Null, Vec::new());
        for _ in 0..rounds {
            let ask = Ask { candidates: Some(candidates.clone()), ..Ask::mean(size) };
            let (problem, start) = (problem.clone(), Instant::now());
            let mut job = Place::new(problem, ask);
            // The last piece is the set that was asked for.
            let last = job.pieces() - 1;
            let part = job.piece(last);
            times.push(start.elapsed().as_secs_f64() * 1e3);
            let placed = part.placed().expect("a set");
            let gap = part.gap();
            answer = json!({
                "mean": placed.mean_latency_ms, "regions": placed.regions,
                "proven": gap.proven, "lower_bound": gap.lower_bound, "gap": gap.gap,
            });
        }
        answer["n"] = size.into();
        answer["ms"] = times.into();
        answers.push(answer);
    }
    println!("{}", Value::from(answers));
}
