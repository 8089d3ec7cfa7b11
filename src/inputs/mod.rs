//! What the user can change: five questions first, the rest by section.

mod answer;
mod bill;
mod change;
mod field;
mod geode;
mod go_to;
mod matrix;
mod names;
mod note;
mod number;
mod options;
mod outages;
mod panel;
mod regions;
mod reliability;
mod section;
mod sections;
mod start;
mod users;

pub use go_to::field_opener;
pub use panel::Inputs;
