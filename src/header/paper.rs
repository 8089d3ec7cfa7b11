//! What only a printed report shows: when it was made, and the way back to the page.

use crate::state::{self, use_store};
use geode_core::report::assumed;
use leptos::prelude::*;
use leptos::{ev, html};
use leptos_use_event_listener::use_event_listener;
use wasm_bindgen::JsValue;

/// The last line of the report. Its link opens to exactly what is printed, from a PDF by a click.
#[component]
pub fn PrintedFrom() -> impl IntoView {
    let store = use_store();
    let (when, link) = (NodeRef::<html::Time>::new(), NodeRef::<html::A>::new());
    // Written here and now: printing does not wait for signals.
    let _ = use_event_listener(window(), ev::beforeprint, move |_| {
        // Signals are followed once this has returned, before the page is laid out for paper.
        store.compute_now();
        if let Some(when) = when.get_untracked() {
            // Sweden writes dates as the rest of the world reads them: 2026-11-23.
            let date = js_sys::Date::new_0().to_locale_date_string("sv-SE", &JsValue::UNDEFINED);
            when.set_text_content(Some(&String::from(date)));
        }
        if let Some(link) = link.get_untracked() {
            let address = state::link(store).ok();
            link.set_hidden(address.is_none());
            link.set_href(address.as_deref().unwrap_or_default());
        }
    });
    let rests_on = store.part(assumed::rests_on);
    view! {
        <p class="only-print small" data-testid="rests-on">{move || rests_on.get()}</p>
        <p class="only-print small muted" data-testid="printed-from">
            "Geode Planner, "<time node_ref=when></time>". "
            <a node_ref=link>"Open this scenario"</a>
        </p>
    }
}
