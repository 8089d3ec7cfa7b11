//! Earlier work and saved plans in this browser's storage; the rules stand in `geode_core::exchange::kept`.
//!
//! Each entry has a name of its own in the storage and the list is read anew for every step: another tab may have
//! written meanwhile, and nothing of it is written over.

use super::storage::{local, read, session, write};
use geode_core::exchange::kept::{Addition, Entry, Kind, adding, newest_first};
use geode_core::scenario::Scenario;
use js_sys::{Date, JsString, Object};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

/// What the names of all entries begin with.
pub const PREFIX: &str = "geode-planner/kept/";
/// Where an older version kept the one piece of work that another scenario had taken the place of.
const ONE_SLOT: &str = "geode-planner/earlier";
/// Most entries that are read: there are never so many, unless somebody else has written them.
const MOST_READ: usize = 200;

/// What became of something that was to be kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    /// It is in the list.
    Yes {
        /// What made room for it.
        gone: Vec<Entry>,
        /// Whether only this tab holds it, because the browser's storage is full or blocked.
        is_tab_only: bool,
    },
    /// It is a link that was only looked at, and the list is full of work.
    FullOfWork,
    /// It could not be stored.
    No,
}

/// All entries, newest first.
pub fn entries() -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    for area in [local(), session()] {
        for key in keys(area.as_ref()) {
            if let Some(value) = read(area.clone(), &key)
                && found.iter().all(|entry| entry.key != key)
            {
                found.push(Entry::read(&key, &value));
            }
        }
        // It stays where it is until there is room for it in the list.
        if let Some(text) = read(area, ONE_SLOT).filter(|text| !text.is_empty()) {
            found.push(Entry::unnamed(ONE_SLOT, &text));
        }
    }
    newest_first(&mut found);
    found
}

/// The names of entries, the newest of too many.
fn keys(area: Option<&Storage>) -> Vec<String> {
    let all = area.map(|area| Object::keys(area.unchecked_ref::<Object>())).unwrap_or_default();
    let names = all.iter().filter_map(|key| key.dyn_into::<JsString>().ok()).map(String::from);
    let mut names: Vec<String> = names.filter(|name| name.starts_with(PREFIX)).collect();
    geode_core::sorted::by(&mut names, |a, b| b.cmp(a));
    names.truncate(MOST_READ);
    names
}

/// Whether only this tab holds an entry.
pub fn is_tab_only(key: &str) -> bool {
    read(local(), key).is_none()
}

/// What would become of the list if a text were kept now.
pub fn would_become(kind: Kind, name: &str, text: &str) -> Addition {
    adding(&entries(), &Entry::new(PREFIX, Date::now(), kind, name, text))
}

/// What would make room for a text if it were kept now.
pub fn goes_for(kind: Kind, name: &str, text: &str) -> Vec<Entry> {
    match would_become(kind, name, text) {
        Addition::Comes { goes, .. } => goes,
        Addition::IsThere | Addition::FullOfWork | Addition::TooLarge => Vec::new(),
    }
}

/// Keeps a text. `spares` is for what nobody was asked about: then no work makes room, and the list may for once be
/// longer than it should.
pub fn keep(kind: Kind, name: &str, text: &str, spares: bool) -> Kept {
    let new = Entry::new(PREFIX, Date::now(), kind, name, text);
    let (entry, instead_of, mut goes) = match adding(&entries(), &new) {
        Addition::IsThere => return Kept::Yes { gone: Vec::new(), is_tab_only: false },
        Addition::FullOfWork => return Kept::FullOfWork,
        Addition::TooLarge => return Kept::No,
        Addition::Comes { entry, instead_of, goes } => (entry, instead_of, goes),
    };
    goes.retain(|old| !spares || old.kind == Kind::Looked);
    let value = entry.value();
    let others: Vec<&Entry> = goes.iter().chain(&instead_of).filter(|old| old.key != entry.key).collect();
    // Written first, so that nothing is removed for what then cannot be stored.
    let is_local = write(local(), &entry.key, &value) || write_in_place_of(&others, &entry.key, &value);
    if !is_local && !write(session(), &entry.key, &value) {
        return Kept::No;
    }
    others.into_iter().for_each(remove);
    Kept::Yes { gone: goes, is_tab_only: !is_local }
}

/// Where the browser has no room for both: the others go first, and come back if that was not enough.
fn write_in_place_of(others: &[&Entry], key: &str, value: &str) -> bool {
    let stored = others.iter().filter_map(|old| Some((old, read(local(), &old.key)?)));
    let stored: Vec<(&&Entry, String)> = stored.collect();
    let Some(area) = local().filter(|_| !stored.is_empty()) else { return false };
    stored.iter().for_each(|(old, _)| drop(area.remove_item(&old.key)));
    let is_written = write(local(), key, value);
    if !is_written {
        for (old, value) in &stored {
            write(local(), &old.key, value);
        }
    }
    is_written
}

/// Takes an entry out of the list.
pub fn remove(entry: &Entry) {
    for area in [local(), session()].into_iter().flatten() {
        // The one slot of each area holds something else.
        let is_it = entry.key != ONE_SLOT || read(Some(area.clone()), ONE_SLOT).as_ref() == Some(&entry.text);
        if is_it {
            let _ = area.remove_item(&entry.key);
        }
    }
}

/// Puts an entry that was taken out back to where it stood, unless there is no room any more: nothing makes room for it.
pub fn put_back(entry: &Entry) -> bool {
    let has_room = match adding(&entries(), entry) {
        Addition::IsThere => return true,
        Addition::Comes { goes, .. } => goes.is_empty(),
        Addition::FullOfWork | Addition::TooLarge => false,
    };
    // What had no name in the list gets one.
    let key = if entry.key == ONE_SLOT {
        Entry::new(PREFIX, 0.0, entry.kind, "", &entry.text).key
    } else {
        entry.key.clone()
    };
    has_room && (write(local(), &key, &entry.value()) || write(session(), &key, &entry.value()))
}

/// Takes what an older version kept in its one slot into the list; where that has no room, it stays and is shown.
pub(super) fn take_over_one_slot() {
    for area in [local(), session()].into_iter().flatten() {
        let Some(text) = read(Some(area.clone()), ONE_SLOT) else { continue };
        if text.is_empty() {
            let _ = area.remove_item(ONE_SLOT);
            continue;
        }
        let old = Entry::unnamed(ONE_SLOT, &text);
        if goes_for(Kind::Own, &old.name, &text).is_empty() {
            // As what it replaces it is removed from its slot once it is written.
            keep(Kind::Own, &old.name, &text, true);
        }
    }
}

/// What keeps a scenario as it is now: its name and its text, and whether it was only looked at.
pub(super) fn of(scenario: &Scenario) -> (Kind, String) {
    let text = scenario.to_json();
    (if super::storage::is_looked_at(&text) { Kind::Looked } else { Kind::Own }, text)
}

/// When an entry was put into the list, as the rest of the world reads dates: 2026-11-23 14:05.
pub fn when(at_ms: f64) -> String {
    if at_ms <= 0.0 {
        return "time not known".into();
    }
    let date = Date::new(&JsValue::from_f64(at_ms));
    String::from(date.to_locale_string("sv-SE", &JsValue::UNDEFINED)).chars().take(16).collect()
}

/// An entry in a sentence: “Shop” (your work of 2026-11-23 14:05).
pub fn named(entry: &Entry) -> String {
    let what = match entry.kind {
        Kind::Looked => "a link, only looked at",
        Kind::Own => "your work",
        Kind::Plan => "a saved plan",
    };
    format!("\u{201c}{}\u{201d} ({what}, {})", entry.name, when(entry.at_ms))
}

/// Several of them.
pub fn all_named(entries: &[Entry]) -> String {
    entries.iter().map(named).collect::<Vec<_>>().join(", ")
}
