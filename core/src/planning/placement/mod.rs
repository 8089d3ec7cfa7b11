//! Which regions? The best N of M candidates, exactly, and with a proof (model.md §9).
//!
//! The p-median problem: over all sets S of N regions the least Σ_g w_g min_{j∈S} latency_gj, where a group is served by
//! its nearest permitted region. Greedy and exchanges find a good set, a Lagrangian bound rules out regions that no better
//! set can have, and branching settles what is left. The search counts its steps, so that it does the same everywhere; where
//! they run out the answer says so, with a bound.

mod branch;
mod candidates;
mod dual;
mod job;
mod named;
mod percentile;
mod rows;
mod search;
mod swaps;
mod walk;

#[cfg(test)]
mod tests;

pub use candidates::{Ask, Candidates, Fault, Objective, Why};
pub use job::{Counted, Gap, OnFront, Part, Place, Placed, Placement};
pub use named::{Named, Wanted, points};

/// Sets whose values differ by less than this part are equal: the rest is rounding, which differs with the unit.
pub const TIE: f64 = 1e-10;
/// Most regions of a placement.
pub const MOST_REGIONS: usize = crate::scenario::limits::MAX_OPTION_REGIONS;
/// Most candidates, and most groups: a scenario has at most 256, and its countries of several points, as the catalogue has
/// them, are more: the world is 286.
pub const MOST_CANDIDATES: usize = 512;
/// Steps of the search after which it gives up, if nothing else is asked for: about a second for the largest instances.
pub const STEPS: u32 = 120_000;
