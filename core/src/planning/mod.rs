//! Questions that are varied of the engine several times over.

mod best;
mod bill;
mod distribution;
mod drawn;
mod flips;
mod grid;
pub mod sobol;
mod solve;

pub use best::best;
pub use bill::{beside_copies, bill, full_copy, is_more_than_a_copy, set_bill, started};
pub use distribution::Spread;
pub use drawn::{Drawn, Value};
pub use flips::{Flip, SHOWN, flips, nearest};
pub use solve::{Crossing, Solved, Status, Varied, solve};
