//! What the user can change: five questions first, the rest by section.

mod answer;
mod bill;
mod change;
mod contracts;
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
mod places;
mod ranging;
mod regions;
mod reliability;
mod section;
mod sections;
mod start;
mod users;
mod wanted;

pub use answer::{Answer, AnswerField};
pub use change::use_changes;
pub use go_to::field_opener;
pub use number::Number;
pub use panel::Inputs;
pub use ranging::{LastCell, Ranging, SolvedFor, open_while_asked, use_ranging, use_solving};
pub use sections::choices_of;
