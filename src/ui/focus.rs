//! Moves the focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

/// Gives the focus to the first element that a selector finds, once the page has drawn it.
pub fn focus_soon(selector: String) {
    request_animation_frame(move || focus(&selector));
}

/// Gives the focus to the first element that a selector finds.
pub(super) fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
        // Whoever comes to a text by a button types another.
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
    }
}
