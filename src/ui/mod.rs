//! Widgets that the rooms of the page share. They know nothing of the scenario and its state.

mod after_paint;
mod alive;
mod banner;
mod choice;
mod dialog;
mod drawer;
mod focus;
mod frame;
mod icon;
mod marker;
mod menu;
mod segmented;
mod theme;

pub use after_paint::AfterPaint;
pub use alive::while_alive;
pub use banner::{Banner, action};
pub use choice::{Choice, ItemName, TextField, Tick};
pub use dialog::Dialog;
pub use drawer::{Drawer, use_drawer};
pub use focus::focus_soon;
pub use frame::{FieldIds, Frame, Line, Said};
pub use icon::{Icon, IconButton};
pub use marker::{Marker, colour};
pub use menu::{Item, Menu};
pub use segmented::{Segment, Segmented};
pub use theme::{Theme, use_theme};

/// Most characters of a text, as the attribute of its field.
pub const MAX_LENGTH: &str = "80";
const _: () = assert!(geode_core::scenario::limits::MAX_TEXT == 80);
