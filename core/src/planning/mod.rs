//! Questions that are asked of the engine several times over.

mod best;
mod bill;
mod distribution;
mod flips;
mod grid;
mod solve;

pub use best::best;
pub use bill::{beside_copies, bill, full_copy, is_more_than_a_copy, set_bill, started};
pub use distribution::Spread;
pub use flips::{Flip, SHOWN, flips, nearest};
pub use solve::{Asked, Crossing, Solved, Status, solve};
