//! Questions that are asked of the engine several times over.

mod bill;
mod distribution;

pub use bill::{beside_copies, bill, full_copy, is_more_than_a_copy, set_bill, started};
pub use distribution::Spread;
