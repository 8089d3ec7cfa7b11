//! What the user can change: five questions first, the rest by section.

mod answer;
mod bill;
mod change;
mod field;
mod geode;
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
mod wanted;

pub use panel::Inputs;
