//! What the user can change: five questions first, the rest by section.

mod answer;
mod change;
mod choice;
mod drawer;
mod field;
mod frame;
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

pub use drawer::{Drawer, use_drawer};
pub use panel::Inputs;
