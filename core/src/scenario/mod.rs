//! What the user says: types, units, the list of inputs, limits, restore and presets.

pub mod inputs;
pub mod model;
pub mod presets;
pub mod restore;
pub mod units;

pub use model::Scenario;
