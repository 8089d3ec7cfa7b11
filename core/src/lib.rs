//! The model behind Geode Planner: what the user says, what follows from it, and how that is reported.
//!
//! Data flows one way: quantity → catalogue → scenario → engine → planning → exchange, chart, report. Nothing here knows a
//! browser.
//!
//! ```
//! use geode_core::{report, scenario::restore};
//! let text = geode_core::scenario::presets::worked_example().to_json();
//! let scenario = restore::from_text(&text)?.scenario;
//! let evaluation = report::evaluate(&scenario, &[]);
//! assert_eq!(evaluation.verdict.option, "single");
//! # Ok::<(), geode_core::scenario::restore::Refused>(())
//! ```
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
