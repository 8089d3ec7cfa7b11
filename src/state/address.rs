//! The address bar holds the scenario.

use super::jobs::row::{LINK_IN_BAR, LINK_TO_SHARE};
use super::location::{TOO_LONG, hash};
use super::opening::{self, Incoming, Origin};
use super::{Store, jobs, storage};
use geode_core::exchange::{link, scenario as scenario_link};
use geode_core::scenario::presets;
use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// Milliseconds after the last change: browsers stop pages that rewrite their address on every keystroke.
const PAUSE_MS: u32 = 300;

thread_local! {
    static PENDING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Writes the scenario into the address bar once changes pause.
pub(super) fn show_soon(store: Store) {
    let timeout = Timeout::new(PAUSE_MS, move || show_in_time(store));
    // Dropping the one before cancels it.
    PENDING.with(|pending| pending.replace(Some(timeout)));
}

/// Bytes of a scenario's text up to which its link is made at once; packing more takes longer than a frame.
const MAX_AT_ONCE: usize = 64 << 10;

/// The fragment of the scenario, made here and now.
fn fragment(store: Store) -> Result<String, link::LinkError> {
    scenario_link::to_fragment(&store.scenario_untracked())
}

/// The link with this fragment.
fn with_fragment(fragment: &str) -> String {
    let address = window().location().href().unwrap_or_default();
    let base = address.split('#').next().unwrap_or_default();
    format!("{base}{fragment}")
}

/// The whole link of the scenario, made here and now: for scripts and printers, which do not wait.
///
/// # Errors
/// Where it would be too long: the scenario must be shared as a file.
pub fn link(store: Store) -> Result<String, link::LinkError> {
    fragment(store).map(|fragment| with_fragment(&fragment))
}

/// Hands over the whole link of the scenario, or why there is none: now, or when it is made, where that takes long.
pub fn with_link(store: Store, then: impl Fn(Result<String, String>) + 'static) {
    match is_large(store) {
        true => {
            let made = move |made: Result<String, String>| then(made.map(|fragment| with_fragment(&fragment)));
            jobs::ask_link(LINK_TO_SHARE, store.text.get_value(), made);
        }
        false => then(link(store).map_err(|error| error.to_string())),
    }
}

/// What leaves its tables to the catalogue is written here whatever its size: the worker has no catalogue.
fn is_large(store: Store) -> bool {
    let is_left = store.current.with_untracked(|scenario| scenario.catalogue.is_some());
    !is_left && store.text.with_value(|text| text.len() > MAX_AT_ONCE)
}

/// Whether the link in the bar is still a question.
fn is_asked(store: Store) -> bool {
    store.incoming.with_untracked(|incoming| matches!(incoming, Some(Incoming::Link(_))))
}

/// Once changes pause; a large scenario's link comes from the worker, unless the scenario has changed meanwhile.
fn show_in_time(store: Store) {
    if !is_large(store) || is_asked(store) {
        return show(store);
    }
    PENDING.with(|pending| pending.take());
    let text = store.text.get_value();
    jobs::ask_link(LINK_IN_BAR, text.clone(), move |made| {
        if Arc::ptr_eq(&text, &store.text.get_value()) && !is_asked(store) {
            put_in_bar(&made.unwrap_or_else(|_| TOO_LONG.into()));
        }
    });
}

fn show(store: Store) {
    PENDING.with(|pending| pending.take());
    if !is_asked(store) {
        put_in_bar(&fragment(store).unwrap_or_else(|_| TOO_LONG.into()));
    }
}

fn put_in_bar(hash: &str) {
    let Ok(history) = window().history() else { return };
    storage::remember_shown(hash);
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
}

/// Follows links that are put into the address bar of the open page, and shows the last change before it is left.
pub(super) fn follow(store: Store) {
    let _ = use_event_listener(window(), ev::hashchange, move |_| changed(store));
    let leave = move || {
        if PENDING.with(|pending| pending.take()).is_some() {
            show(store);
        }
    };
    let _ = use_event_listener(window(), ev::pagehide, move |_| leave());
    let _ = use_event_listener(document(), ev::visibilitychange, move |_| leave());
}

/// A link over work on the page asks; over the untouched example it opens.
fn changed(store: Store) {
    let hash = hash();
    if !link::carries_link(&hash) {
        // A jump within the page took the scenario out of the bar.
        show_soon(store);
        return;
    }
    // The question was about the address before.
    store.incoming.update(|incoming| drop(incoming.take_if(|waits| matches!(waits, Incoming::Link(_)))));
    match scenario_link::from_link(&hash) {
        Ok(restored) if opening::is_same(&store.scenario_untracked(), &restored.scenario) => {}
        Ok(restored) if *store.scenario_untracked() == presets::worked_example() => {
            store.open(restored, Origin::Link);
        }
        Ok(restored) => {
            storage::forget_shown();
            store.incoming.set(Some(Incoming::Link(Box::new(restored))));
        }
        Err(error) => store.refuse_link(&error),
    }
}
