//! The model behind Geode Planner.

pub mod chart;
