//! The model behind Geode Planner.
