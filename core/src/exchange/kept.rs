//! Work that this browser keeps beside what is open: what another scenario took the place of, and plans saved under
//! a name. One list, with bounds and a rule for what makes room.
//!
//! Each entry is stored by itself, so that two tabs cannot write over each other's: a line of JSON that names it, and
//! behind it the text as it was.

use crate::scenario::limits::MAX_TEXT;
use crate::scenario::restore::{self, forbidden};
use serde_json::{Value, json};

/// Most entries.
pub const MOST_ENTRIES: usize = 20;
/// Most bytes of all entries together, as they are stored with their names, in UTF-8.
pub const MOST_BYTES: usize = 3_000_000;
/// The last moment that a calendar knows, in milliseconds since 1970: 9999-12-31.
const LAST_MS: f64 = 253_402_300_799_999.0;
const VERSION: u32 = 1;

/// What an entry is, in the order in which entries make room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The scenario of a link that was opened and never changed: the link brings it back.
    Looked,
    /// Somebody's own work.
    Own,
    /// Own work, saved under a name.
    Plan,
}

impl Kind {
    const ALL: [(Kind, &str); 3] = [(Kind::Looked, "link"), (Kind::Own, "own"), (Kind::Plan, "plan")];

    fn word(self) -> &'static str {
        Kind::ALL.iter().find(|(kind, _)| *kind == self).map_or("own", |(_, word)| word)
    }
}

/// One piece of work that is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The name that it is stored under.
    pub key: String,
    /// When it was put here, in milliseconds since 1970; 0 where nobody knows.
    pub at_ms: f64,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The work itself: a scenario as JSON, a link, or what could not be read.
    pub text: String,
    /// Whether the line that names it could not be read, so that name and kind are taken from the text.
    pub is_damaged: bool,
    /// Bytes as they are stored.
    pub bytes: usize,
}

impl Entry {
    /// A new entry. `prefix` is what the names of all entries begin with.
    pub fn new(prefix: &str, at_ms: f64, kind: Kind, name: &str, text: &str) -> Entry {
        let (at_ms, name) = (moment(at_ms), shown_name(name));
        let key = format!("{prefix}{at_ms:.0}-{}", fingerprint(text));
        let mut entry = Entry { key, at_ms, name, kind, text: text.into(), is_damaged: false, bytes: 0 };
        entry.bytes = entry.key.len() + entry.value().len();
        entry
    }

    /// What is stored under its key.
    ///
    /// ```
    /// use geode_core::exchange::kept::{Entry, Kind};
    /// let entry = Entry::new("kept/", 1000.0, Kind::Own, "Shop", "{}");
    /// assert_eq!(entry.value(), "{\"version\":1,\"at\":1000,\"kind\":\"own\",\"name\":\"Shop\"}\n{}");
    /// assert_eq!(Entry::read(&entry.key, &entry.value()), entry);
    /// ```
    pub fn value(&self) -> String {
        // A whole number, and below 2^53.
        let at = self.at_ms as u64;
        let head = json!({ "version": VERSION, "at": at, "kind": self.kind.word(), "name": self.name });
        format!("{head}\n{}", self.text)
    }

    /// Reads what is stored. Nothing is refused: whatever stands there may be somebody's work.
    pub fn read(key: &str, value: &str) -> Entry {
        let bytes = key.len() + value.len();
        let head = value.split_once('\n').and_then(|(head, text)| Some((read_head(head)?, text)));
        if let Some(((at_ms, kind, name), text)) = head {
            return Entry { key: key.into(), at_ms, name, kind, text: text.into(), is_damaged: false, bytes };
        }
        // A line that cannot be read is no part of a scenario; but a scenario may stand there without one.
        let text = match value.split_once('\n') {
            Some((_, text)) if !value.trim_start().starts_with("{\n") && !text.trim().is_empty() => text,
            _ => value,
        };
        Entry { bytes, is_damaged: true, ..Entry::unnamed(key, text) }
    }

    /// Work that stands under a name of its own, without a line that names it, as an older version kept it.
    pub fn unnamed(key: &str, text: &str) -> Entry {
        let name = restore::from_saved(text).map_or_else(|_| String::new(), |restored| restored.scenario.name);
        let (key, bytes) = (key.to_owned(), key.len() + text.len());
        let (name, text) = (shown_name(&name), text.to_owned());
        Entry { key, at_ms: 0.0, name, kind: Kind::Own, text, is_damaged: false, bytes }
    }
}

/// Sorts entries as they are shown.
pub fn newest_first(entries: &mut [Entry]) {
    crate::sorted::by(entries, |a, b| b.at_ms.total_cmp(&a.at_ms).then_with(|| b.key.cmp(&a.key)));
}

/// What becomes of the list when an entry is added.
#[derive(Debug, Clone, PartialEq)]
pub enum Addition {
    /// It is there already, under a name of its own.
    IsThere,
    /// It comes in.
    Comes {
        /// It, with what is known from an older entry with the same text.
        entry: Entry,
        /// Older entries with the same text, in whose place it stands.
        instead_of: Vec<Entry>,
        /// What makes room for it, in this order.
        goes: Vec<Entry>,
    },
    /// It is a link that was only looked at, and there is nothing in the list that goes before it.
    FullOfWork,
    /// It is larger than the whole list may be.
    TooLarge,
}

/// What becomes of the list when `new` is added. The same text is kept once. Where there is no room, links that were
/// only looked at go first, then own work, saved plans last, of each the oldest first; a link that would itself be the
/// first to go does not come in.
pub fn adding(entries: &[Entry], new: &Entry) -> Addition {
    let (same, mut stay): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|old| old.text == new.text);
    let mut entry = new.clone();
    if let Some(kind) = same.iter().map(|old| old.kind).max() {
        if kind == Kind::Plan && new.kind != Kind::Plan {
            return Addition::IsThere;
        }
        entry.kind = entry.kind.max(kind);
        entry.bytes = entry.key.len() + entry.value().len();
    }
    if entry.bytes > MOST_BYTES {
        return Addition::TooLarge;
    }
    crate::sorted::by(&mut stay, |a, b| {
        a.kind.cmp(&b.kind).then_with(|| a.at_ms.total_cmp(&b.at_ms)).then_with(|| a.key.cmp(&b.key))
    });
    let (mut count, mut bytes) = (stay.len() + 1, entry.bytes + bytes_of(stay.iter().copied()));
    let mut goes = Vec::new();
    for old in stay {
        if count <= MOST_ENTRIES && bytes <= MOST_BYTES {
            break;
        }
        (count, bytes) = (count - 1, bytes.saturating_sub(old.bytes));
        goes.push(old.clone());
    }
    if entry.kind == Kind::Looked && goes.last().is_some_and(|old| old.kind > Kind::Looked) {
        return Addition::FullOfWork;
    }
    Addition::Comes { entry, instead_of: same.into_iter().cloned().collect(), goes }
}

/// Bytes of entries together.
pub fn bytes_of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> usize {
    entries.into_iter().fold(0, |sum, entry| sum.saturating_add(entry.bytes))
}

/// What tells a text from others: whether work is still what a link brought.
pub fn fingerprint(text: &str) -> String {
    format!("{:x}-{:08x}", text.len(), crc32fast::hash(text.as_bytes()))
}

fn read_head(head: &str) -> Option<(f64, Kind, String)> {
    // Longer than any that was written: nothing to spend time on.
    if head.len() > 1000 {
        return None;
    }
    let head: Value = serde_json::from_str(head).ok()?;
    // An unknown word is work until somebody says otherwise.
    let word = head.get("kind").and_then(Value::as_str)?;
    let kind = Kind::ALL.iter().find(|(_, known)| *known == word).map_or(Kind::Own, |(kind, _)| *kind);
    let at_ms = moment(head.get("at").and_then(Value::as_f64).unwrap_or(0.0));
    Some((at_ms, kind, shown_name(head.get("name").and_then(Value::as_str)?)))
}

fn moment(at_ms: f64) -> f64 {
    if at_ms.is_finite() { at_ms.clamp(0.0, LAST_MS).trunc() } else { 0.0 }
}

/// A name as it may be shown: whoever can write to the storage can write anything.
fn shown_name(name: &str) -> String {
    let clean: String = name.chars().filter(|c| !forbidden(*c)).take(MAX_TEXT).collect();
    let clean = clean.trim();
    if clean.is_empty() { "Work without a name".into() } else { clean.into() }
}

#[cfg(test)]
#[path = "kept_tests.rs"]
mod tests;
