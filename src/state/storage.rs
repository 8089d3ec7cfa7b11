//! Work saved in this browser. Blocked or full storage never breaks the page.
//!
//! Each tab keeps its own work in the session storage; the browser keeps the work of whoever saved last.

use super::Store;
use geode_core::scenario::Scenario;
use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};

/// Names of what is stored; crash.js reads the first three.
const SCENARIO: &str = "geode-planner/scenario";
const RESCUED: &str = "geode-planner/rescued";
const SAFE_START: &str = "geode-planner/safe-start";

/// Whether work is being saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// It is.
    On,
    /// The browser does not let us.
    Blocked,
    /// Another tab has saved other work since; this one keeps to itself, so that they do not fight.
    OtherTab,
}

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn read(storage: Option<Storage>, name: &str) -> Option<String> {
    storage?.get_item(name).ok().flatten()
}

/// Saves the scenario for this tab, and for the browser unless another tab is at work there.
pub(super) fn save(store: Store, scenario: &Scenario) {
    let Ok(text) = serde_json::to_string(scenario) else { return };
    let kept_here = session().is_some_and(|storage| storage.set_item(SCENARIO, &text).is_ok());
    if store.saving.get_untracked() == Saving::OtherTab {
        return;
    }
    let kept = local().is_some_and(|storage| storage.set_item(SCENARIO, &text).is_ok());
    let saving = if kept || kept_here { Saving::On } else { Saving::Blocked };
    if store.saving.get_untracked() != saving {
        store.saving.set(saving);
    }
}

/// Saves for the browser again, over what the other tab has saved.
pub fn take_over(store: Store) {
    store.saving.set(Saving::On);
    save(store, &store.scenario_untracked());
}

/// The work of this tab.
pub(super) fn of_this_tab() -> Option<String> {
    read(session(), SCENARIO)
}

/// The work saved last in this browser.
pub(super) fn of_this_browser() -> Option<String> {
    read(local(), SCENARIO)
}

/// What was rescued from a crash.
pub(super) fn rescued() -> Option<String> {
    read(local(), RESCUED)
}

/// Whether the crash guard asks for a start without any saved work; asks once.
pub(super) fn safe_start() -> bool {
    let asked = read(session(), SAFE_START).is_some();
    if let (true, Some(storage)) = (asked, session()) {
        let _ = storage.remove_item(SAFE_START);
    }
    asked
}

/// Notices when another tab saves, so that the two do not overwrite each other in turn.
pub(super) fn watch(store: Store) {
    let noticed = move |event: &web_sys::Event| {
        let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
        let other = event.key().as_deref() == Some(SCENARIO) && event.new_value() != of_this_tab();
        if other && store.saving.get_untracked() == Saving::On {
            store.saving.set(Saving::OtherTab);
        }
    };
    EventListener::new(&window(), "storage", noticed).forget();
}
