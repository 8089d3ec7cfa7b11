//! What the address bar says, and how the page came to it.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// What the address bar says where the scenario does not fit.
pub(super) const TOO_LONG: &str = "#too-long";

/// The fragment of the address bar.
pub(super) fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Whether this page was loaded again, or gone back to: then its address is its own. A link that somebody follows is not,
/// even if this tab has shown it before.
pub(super) fn is_reload() -> bool {
    let entries = window().performance().map(|timing| timing.get_entries_by_type("navigation"));
    let kind = entries.and_then(|entries| js_sys::Reflect::get(&entries.get(0), &JsValue::from_str("type")).ok());
    kind.and_then(|kind| kind.as_string()).is_some_and(|kind| kind != "navigate")
}
