//! What events tell of the fields that they come from.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};

/// The element that an event belongs to, for what only the element itself can tell.
pub fn with_target<E: JsCast>(event: &Event, read: impl FnOnce(&E)) {
    let target = event.current_target();
    if let Some(element) = target.as_ref().and_then(|target| target.dyn_ref::<E>()) {
        read(element);
    }
}

/// The text of the field that an event comes from, without a panic where it is none.
pub fn text_of(event: &Event) -> String {
    let target = event.target();
    let input = target.as_ref().and_then(|target| target.dyn_ref::<HtmlInputElement>().map(|i| i.value()));
    let select = || target.as_ref()?.dyn_ref::<HtmlSelectElement>().map(|s| s.value());
    input.or_else(select).unwrap_or_default()
}

/// Whether the box that an event comes from is ticked.
pub fn is_checked(event: &Event) -> bool {
    event.target().is_some_and(|t| t.dyn_ref::<HtmlInputElement>().is_some_and(|i| i.checked()))
}
