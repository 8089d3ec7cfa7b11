//! On small screens the inputs are a drawer over the page.

use crate::window::{once_shown, reveal};
use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

/// Whether the inputs stand open over the page. The dock's button opens them.
#[derive(Clone, Copy)]
pub struct Drawer(pub RwSignal<bool>);

/// The drawer of the page.
pub fn use_drawer() -> Drawer {
    expect_context::<Drawer>()
}

/// What cannot be reached while the drawer is open.
const BEHIND: [&str; 4] = [".skip-link", ".app-header", "#results", ".dock"];
/// From this width on the inputs are a column; see layout.css.
const WIDE: &str = "(min-width: 1100px)";

/// Moves the focus in and out and keeps the page behind still.
pub fn connect(drawer: Drawer) {
    let mut before = false;
    Effect::new(move || {
        let open = drawer.0.get();
        if std::mem::replace(&mut before, open) != open {
            set_behind_inert(open);
            focus(if open { "#inputs-close" } else { "[aria-controls=inputs]" });
        }
    });
    if let Ok(Some(query)) = window().match_media(WIDE) {
        EventListener::new(&query, "change", move |_| close(drawer)).forget();
    }
}

/// Closes the drawer if it is open.
pub fn close(drawer: Drawer) {
    if drawer.0.get_untracked() {
        drawer.0.set(false);
    }
}

fn set_behind_inert(inert: bool) {
    for element in BEHIND.into_iter().filter_map(|selector| document().query_selector(selector).ok().flatten()) {
        let _ = if inert { element.set_attribute("inert", "") } else { element.remove_attribute("inert") };
    }
}

/// Gives the focus to the first element that a selector finds, once the page has drawn it.
pub fn focus_soon(selector: String) {
    request_animation_frame(move || focus(&selector));
}

/// The same for something in an item of a list that may be far from the window: the item comes onto the page first.
pub fn focus_in(item: String, selector: String) {
    once_shown(move || {
        reveal(&item);
        focus_soon(selector);
    });
}

fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
        // Whoever comes to a text by a button types another.
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
    }
}
