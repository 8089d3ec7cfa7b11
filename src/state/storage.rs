//! Work saved in this browser. Blocked or full storage never breaks the page.
//!
//! Each tab keeps its own work in the session storage; the browser keeps the work of whoever saved last.

use super::Store;
use geode_core::exchange::kept::fingerprint;
use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use std::cell::RefCell;
use web_sys::Storage;

/// Names of what is stored; crash.js shares the first three.
const SCENARIO: &str = "geode-planner/scenario";
const RESCUED: &str = "geode-planner/rescued";
const SAFE_START: &str = "geode-planner/safe-start";
/// What tells the scenario of the link that was opened last: work that is still the same was only looked at.
const LOOKED_AT: &str = "geode-planner/looked-at";
/// The last two fragments that this tab has written into its address bar.
const SHOWN: &str = "geode-planner/shown";
const PROBE: &str = "geode-planner/probe";

/// Bytes of a scenario that are written before the paint.
const MAX_AT_ONCE: usize = 64 << 10;
/// Milliseconds within which a longer one is written.
const WITHIN_MS: u32 = 250;

thread_local! {
    /// The edit that waits to be saved.
    static UNSAVED: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Whether work is being saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// It will be, from the first change on.
    Ready,
    /// It is.
    On,
    /// For this tab only: the browser's storage is full or blocked.
    TabOnly,
    /// The browser does not let us.
    Blocked,
    /// Another tab has saved other work since; this one keeps to itself, so that they do not fight.
    OtherTab,
}

pub(super) fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

pub(super) fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

pub(super) fn read(storage: Option<Storage>, name: &str) -> Option<String> {
    storage?.get_item(name).ok().flatten()
}

/// Whether it could be kept.
pub(super) fn write(storage: Option<Storage>, name: &str, text: &str) -> bool {
    storage.is_some_and(|storage| storage.set_item(name, text).is_ok())
}

fn takes(storage: Option<Storage>) -> bool {
    write(storage.clone(), PROBE, "") && storage.is_some_and(|storage| storage.remove_item(PROBE).is_ok())
}

/// What can be promised before anything has been saved.
pub(super) fn at_start() -> Saving {
    match (of_this_tab(), of_this_browser()) {
        // The tab is reloaded, and meanwhile another one has saved.
        (Some(tab), Some(browser)) if tab != browser => Saving::OtherTab,
        _ if !takes(local()) => {
            if takes(session()) {
                Saving::TabOnly
            } else {
                Saving::Blocked
            }
        }
        (_, Some(_)) => Saving::On,
        _ => Saving::Ready,
    }
}

/// Saves the scenario for this tab, and for the browser unless another tab is at work there.
pub(super) fn save(store: Store, text: &str) {
    let kept_here = write(session(), SCENARIO, text);
    if store.saving.get_untracked() == Saving::OtherTab {
        return;
    }
    let saving = if write(local(), SCENARIO, text) {
        Saving::On
    } else if kept_here {
        Saving::TabOnly
    } else {
        Saving::Blocked
    };
    if store.saving.get_untracked() != saving {
        store.saving.set(saving);
    }
}

/// Saves an edit: at once, before anything is computed from it, so that a crash loses nothing. What takes longer than a
/// frame to write, after the paint.
pub(super) fn save_edit(store: Store, text: &str) {
    if text.len() <= MAX_AT_ONCE {
        UNSAVED.take();
        save(store, text);
    } else if !UNSAVED.with_borrow(Option::is_some) {
        UNSAVED.set(Some(Timeout::new(WITHIN_MS, move || save_late(store))));
    }
}

/// Saves what waits to be saved.
fn save_late(store: Store) {
    if UNSAVED.take().is_some() {
        save(store, &store.scenario_untracked().to_json());
    }
}

/// Remembers that the scenario on the page is as a link brought it.
pub(super) fn remember_looked_at(text: &str) {
    let told = fingerprint(text);
    write(session(), LOOKED_AT, &told);
    write(local(), LOOKED_AT, &told);
}

/// Whether a scenario is as the last link brought it, to this tab or, where it has seen none, to this browser.
pub(super) fn is_looked_at(text: &str) -> bool {
    read(session(), LOOKED_AT).or_else(|| read(local(), LOOKED_AT)).is_some_and(|told| told == fingerprint(text))
}

/// The work of this tab.
pub(super) fn of_this_tab() -> Option<String> {
    read(session(), SCENARIO)
}

/// The work saved last in this browser.
pub(super) fn of_this_browser() -> Option<String> {
    read(local(), SCENARIO)
}

/// What was rescued from a crash; where nothing could be, what this tab held.
pub(super) fn rescued() -> Option<String> {
    read(local(), RESCUED).or_else(of_this_tab)
}

/// What was rescued is kept elsewhere.
pub(super) fn forget_rescued() {
    if let Some(storage) = local() {
        let _ = storage.remove_item(RESCUED);
    }
}

/// Whether the crash guard asks for a start without any saved work; asks once.
pub(super) fn safe_start() -> bool {
    let asked = read(session(), SAFE_START).is_some();
    if let (true, Some(storage)) = (asked, session()) {
        let _ = storage.remove_item(SAFE_START);
    }
    asked
}

/// Remembers what this tab has put into its address bar, so that a reload does not take it for a foreign link. The
/// one before too: what is written while the page is being left does not reach the address that is loaded again.
pub(super) fn remember_shown(fragment: &str) {
    let before = read(session(), SHOWN).unwrap_or_default();
    let before = before.lines().next().filter(|before| *before != fragment).unwrap_or_default();
    write(session(), SHOWN, &format!("{fragment}\n{before}"));
}

/// The address bar holds a link that is asked about, be it one that this tab has shown before.
pub(super) fn forget_shown() {
    write(session(), SHOWN, "");
}

/// Whether a fragment is one that this tab has put into its address bar itself.
pub(super) fn has_shown(fragment: &str) -> bool {
    read(session(), SHOWN).is_some_and(|shown| shown.lines().any(|shown| shown == fragment))
}

/// Notices when another tab saves, so that the two do not overwrite each other in turn.
pub(super) fn watch(store: Store) {
    let _ = use_event_listener(window(), ev::storage, move |event| {
        let Some(theirs) = event.new_value().filter(|_| event.key().as_deref() == Some(SCENARIO)) else { return };
        let ours = of_this_tab().or_else(|| Some(store.scenario_untracked().to_json()));
        let saving = if Some(theirs) == ours { Saving::On } else { Saving::OtherTab };
        if store.saving.get_untracked() != saving {
            store.saving.set(saving);
        }
    });
    // A page that the browser had put to sleep has heard of nothing.
    let _ = use_event_listener(window(), ev::pageshow, move |event| {
        if event.persisted() {
            store.saving.set(at_start());
        }
    });
    let _ = use_event_listener(window(), ev::pagehide, move |_| save_late(store));
    let _ = use_event_listener(document(), ev::visibilitychange, move |_| save_late(store));
}
