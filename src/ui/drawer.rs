//! On small screens the inputs are a drawer over the page.
//!
//! No `<dialog>`: on wide screens the same element is a column of the page, and a `<dialog>` may have no role but that
//! of a dialog; a modal one would also put the status messages with their "Undo" out of reach.

use super::focus::focus;
use leptos::prelude::*;
use leptos_use_media_query::use_media_query;

/// The drawer of the page. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Drawer {
    /// Whether the inputs stand open over the page. The dock's button opens them.
    pub is_open: RwSignal<bool>,
    /// Whether they are a drawer, and no column of the page; see layout.css.
    pub is_drawer: Signal<bool>,
}

/// The drawer of the page.
pub fn use_drawer() -> Drawer {
    expect_context::<Drawer>()
}

/// What cannot be reached while the drawer is open.
const BEHIND: [&str; 4] = [".skip-link", ".app-header", "#results", ".dock"];

impl Drawer {
    /// Closed. Once open, it moves the focus in and out and keeps the page behind still.
    pub fn new() -> Drawer {
        let is_drawer = use_media_query("(max-width: 1099.98px)");
        let drawer = Drawer { is_open: RwSignal::new(false), is_drawer };
        Effect::new(move |was_open: Option<bool>| {
            let is_open = drawer.is_open.get();
            if was_open.unwrap_or(false) != is_open {
                set_behind_inert(is_open);
                focus(if is_open { "#inputs-close" } else { "[aria-controls=inputs]" });
            }
            is_open
        });
        // On wide screens the inputs stand open, and nothing behind them may be out of reach.
        Effect::new(move || {
            if !drawer.is_drawer.get() {
                drawer.close();
            }
        });
        drawer
    }

    /// Opens it, where the inputs are one.
    pub fn open(self) {
        self.is_open.set(self.is_drawer.get_untracked());
    }

    /// Closes it if it is open.
    pub fn close(self) {
        if self.is_open.get_untracked() {
            self.is_open.set(false);
        }
    }
}

fn set_behind_inert(inert: bool) {
    for element in BEHIND.into_iter().filter_map(|selector| document().query_selector(selector).ok().flatten()) {
        let _ = element.toggle_attribute_with_force("inert", inert);
    }
}
