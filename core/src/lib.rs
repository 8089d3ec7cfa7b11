//! The model behind Geode Planner.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod report;
pub mod scenario;
pub mod share;
