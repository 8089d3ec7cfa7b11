//! What the user says: types, units, the list of inputs, limits, restore and presets.

pub mod model;
pub mod units;

pub use model::Scenario;
