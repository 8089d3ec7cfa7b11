//! The address bar holds the scenario.

use super::opening::{self, Origin};
use super::{Incoming, Store};
use geode_core::share::{link, scenario as scenario_link};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::JsValue;

/// Milliseconds after the last change: browsers stop pages that rewrite their address on every keystroke.
const PAUSE_MS: u32 = 300;

thread_local! {
    static PENDING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Writes the scenario into the address bar once changes pause.
pub(super) fn show_soon(store: Store) {
    let timeout = Timeout::new(PAUSE_MS, move || show(store));
    // Dropping the one before cancels it.
    PENDING.with(|pending| pending.replace(Some(timeout)));
}

/// The fragment of the scenario, or an empty one where it would be too long.
pub fn fragment(store: Store) -> Result<String, link::LinkError> {
    scenario_link::to_fragment(&store.scenario_untracked())
}

fn show(store: Store) {
    if store.incoming.with_untracked(Option::is_some) {
        return; // The link in the bar is still a question.
    }
    let hash = fragment(store).unwrap_or_else(|_| "#too-long".into());
    let Ok(history) = window().history() else { return };
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&hash));
}

/// The fragment of the address bar.
pub(super) fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Asks before a link that is put into the address bar of the open page replaces the work on it.
pub(super) fn follow(store: Store) {
    let changed = move |_: &web_sys::Event| {
        let hash = hash();
        if !link::carries_link(&hash) || fragment(store).as_deref() == Ok(hash.as_str()) {
            return;
        }
        match scenario_link::from_link(&hash) {
            Ok(restored) if restored.scenario == *store.scenario_untracked() => {}
            Ok(restored) => store.incoming.set(Some(Incoming { restored, origin: Origin::Link })),
            Err(error) => store.complain(opening::not_opened(&error)),
        }
    };
    EventListener::new(&window(), "hashchange", changed).forget();
}
