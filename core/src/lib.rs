//! The model behind Geode Planner: what the user says, what follows from it, and how that is told.
//!
//! Data flows one way: catalogue → scenario → engine → planning → report, share, chart. Nothing here knows a browser.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod catalogue;
pub mod chart;
pub mod engine;
pub mod exchange;
pub mod planning;
pub mod quantity;
pub mod report;
pub mod scenario;
pub mod sorted;
pub mod text;
