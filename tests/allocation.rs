//! The headline figures, on which searches wait, and those of Monte Carlo runs take no memory once it has grown.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geode_core::engine::{Depth, Figures, Scratch, evaluate};
use geode_core::scenario::problem::Problem;
use geode_core::scenario::restore;

#[test]
fn a_second_headline_allocates_nothing() {
    let reference: serde_json::Value = serde_json::from_str(include_str!("data/rigorous.json")).unwrap();
    for case in reference["cases"].as_array().unwrap() {
        let problem = Problem::compile(&restore::from_value(&case["scenario"]).unwrap().scenario);
        let (mut scratch, mut figures) = (Scratch::default(), Figures::default());
        for depth in [Depth::Headline, Depth::P95] {
            evaluate(&problem, &mut scratch, &mut figures, depth);
            let used = allocation_counter::measure(|| evaluate(&problem, &mut scratch, &mut figures, depth));
            assert_eq!(used.count_total, 0);
        }
    }
}
