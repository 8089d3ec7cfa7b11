//! What the user says: types, units, the list of inputs, limits, restore and presets, and all that as a problem of
//! dense numbers.

pub mod areas;
pub mod choices;
pub mod edit;
pub mod fill;
pub mod fit;
pub mod inputs;
pub mod limits;
pub mod model;
pub mod presets;
pub mod problem;
pub mod recovery;
pub mod restore;
pub mod start;
pub mod users_table;

pub use model::Scenario;
