//! What the user says: types, units, the list of inputs, limits, restore and presets.

pub mod areas;
pub mod edit;
pub mod inputs;
pub mod limits;
pub mod model;
pub mod presets;
pub mod recovery;
pub mod restore;
pub mod start;

pub use model::Scenario;
