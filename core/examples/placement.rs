//! Solves placements that stand on standard input and tells how long each took: for scripts/bench-placement.
//!
//! In: `{"weights": […], "latency_ms": […], "sizes": […], "rounds": n}`. Out: for each size the least mean, its regions,
//! whether it is proven, and the milliseconds of each round, those for sorting the instance included.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use geode_core::engine::problem::Problem;
use geode_core::planning::placement::{Ask, Candidates};
use geode_core::planning::{Job, Place};
use geode_core::scenario::presets;
use serde_json::{Value, json};
use std::time::Instant;

fn main() {
    let asked: Value = serde_json::from_reader(std::io::stdin().lock()).expect("an instance as JSON");
    let numbers =
        |name: &str| -> Vec<f64> { asked[name].as_array().into_iter().flatten().filter_map(Value::as_f64).collect() };
    let (weights, latency_ms) = (numbers("weights"), numbers("latency_ms"));
    let regions = latency_ms.len() / weights.len();
    let candidates = Candidates {
        permitted: vec![true; latency_ms.len()],
        price: vec![None; regions],
        carbon: vec![None; regions],
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
            answer = json!({ "mean": placed.mean_latency_ms, "regions": placed.regions, "proven": part.is_proven() });
        }
        answer["n"] = size.into();
        answer["ms"] = times.into();
        answers.push(answer);
    }
    println!("{}", Value::from(answers));
}
