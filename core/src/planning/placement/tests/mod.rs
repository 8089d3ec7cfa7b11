//! Placement against exhaustive search, published and generated instances.

mod exhaustive;
mod hard;
mod instances;
mod known;
mod limits;

use super::*;
use crate::planning::{Job, in_one_go};
use crate::scenario::presets;
use crate::scenario::problem::Problem;

/// The answer for candidates.
fn place(candidates: &Candidates, ask: Ask) -> Placement {
    let ask = Ask { candidates: Some(candidates.clone()), ..ask };
    ask.check(candidates).unwrap();
    in_one_go(Place::new(Problem::compile(&presets::worked_example()), ask))
}
