//! What follows from a scenario.

pub mod problem;
pub mod textbook;
