//! What the user says.

pub mod units;
