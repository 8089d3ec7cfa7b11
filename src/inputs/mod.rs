//! What the user can change: five questions first, the rest by section.

mod answer;
mod bill;
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

pub use drawer::{Drawer, focus_soon, use_drawer};
pub use panel::Inputs;

/// Most characters of a text, as the attribute of its field.
pub const MAX_LENGTH: &str = "80";
const _: () = assert!(geode_core::scenario::limits::MAX_TEXT == 80);
