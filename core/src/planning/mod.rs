//! Questions that are asked of the engine several times over.

mod bill;

pub use bill::{full_copy, started};
