//! What the page opens on: a link, this tab's work, this browser's work, or the worked example.

use super::kept::{self, Kept};
use super::{location, storage};
use geode_core::exchange::kept::{Entry, Kind};
use geode_core::exchange::link;
use geode_core::exchange::scenario::{self as scenario_link, NotOpened};
use geode_core::scenario::restore::{self, Fault, Refused, Restored};
use geode_core::scenario::{Scenario, presets};

/// A scenario that is to be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// What the status line says once it is open.
    pub said: String,
    /// The scenario.
    pub restored: Restored,
    /// Where it comes from.
    pub from: Origin,
}

/// Where a scenario comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A link: as long as nobody changes it, it was only looked at.
    Link,
    /// What another tab has saved: this one saves for the browser again.
    OtherTab,
    /// A file, a pasted scenario, the example, earlier work.
    Here,
}

/// A scenario that waits for the user's word.
#[derive(Debug, Clone, PartialEq)]
pub enum Incoming {
    /// From a link in the address bar.
    Link(Box<Restored>),
    /// Rescued from a crash: JSON or a link. Not read before it is asked for, because reading may be what crashed.
    Rescued(String),
    /// Earlier work is full, and own work of it would make room for what is open now.
    NoRoom(Box<Opening>, Vec<Entry>),
}

/// Something that was not opened, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Trouble {
    /// What happened, and that nothing is lost.
    pub text: String,
    /// What is wrong with it, field by field.
    pub faults: Vec<Fault>,
}

/// What the page starts with.
pub(super) struct Opened {
    pub restored: Restored,
    pub trouble: Option<Trouble>,
    pub incoming: Option<Incoming>,
    /// Whether it may be saved at once; not when nobody has touched it.
    pub persist: bool,
    /// Whether it belongs into the address bar: not the untouched example, and not over a link that did not open.
    pub show: bool,
    /// Whether it is what a link brought, and nobody's work yet.
    pub is_looked_at: bool,
}

impl Opened {
    fn of(restored: Restored) -> Self {
        Opened { restored, trouble: None, incoming: None, persist: false, show: false, is_looked_at: false }
    }
}

fn example() -> Restored {
    Restored { scenario: presets::worked_example(), repairs: Vec::new() }
}

pub(super) fn opened() -> Opened {
    if storage::safe_start() {
        return Opened { incoming: rescued().map(Incoming::Rescued), ..Opened::of(example()) };
    }
    let (local, trouble) = local();
    let hash = location::hash();
    if !link::carries_link(&hash) || (location::is_reload() && storage::has_shown(&hash) && local.is_some()) {
        let trouble = trouble.or_else(|| too_long(&hash, shows_example(local.as_ref())));
        return Opened { trouble, show: local.is_some(), ..Opened::of(local.unwrap_or_else(example)) };
    }
    match scenario_link::from_link(&hash) {
        Ok(linked) => Opened { trouble, ..with_link(linked, local) },
        Err(error) => {
            let mut of_link = link_trouble(&error, shows_example(local.as_ref()));
            // Both are said: what was saved did not open either.
            if let Some(saved) = trouble {
                of_link.text = format!("{} {}", of_link.text, saved.text);
                of_link.faults.extend(saved.faults);
            }
            Opened { trouble: Some(of_link), ..Opened::of(local.unwrap_or_else(example)) }
        }
    }
}

/// Whether nobody's work stands on the page.
fn shows_example(local: Option<&Restored>) -> bool {
    local.is_none_or(|local| local.scenario == presets::worked_example())
}

/// What was rescued from a crash. From now on it is earlier work: whatever is saved next takes its place everywhere
/// else. Nothing of it is read, so its name neither.
fn rescued() -> Option<String> {
    let text = storage::rescued()?;
    if kept::keep(Kind::Own, "Rescued after a crash", &text, true) != Kept::No {
        storage::forget_rescued();
    }
    Some(text)
}

/// The work of this tab, else of this browser. What does not open is kept before anything is saved over it.
fn local() -> (Option<Restored>, Option<Trouble>) {
    let mut trouble = None;
    for text in [storage::of_this_tab(), storage::of_this_browser()].into_iter().flatten() {
        match restore::from_saved(&text) {
            Ok(restored) => return (Some(restored), trouble),
            Err(refused) => {
                let text = match kept::keep(Kind::Own, "Saved work that did not open", &text, true) {
                    Kept::Yes { .. } | Kept::FullOfWork => "It is kept under Open, earlier work.",
                    Kept::No => {
                        "It could not be kept as earlier work, since the storage is full, and the next change takes its place."
                    }
                };
                let text = format!("The work saved in this browser was not opened. {text}");
                trouble = Some(Trouble { text, faults: refused.0 });
            }
        }
    }
    (None, trouble)
}

/// A link opens at once unless this browser holds other work: then that stays, and the page asks.
fn with_link(linked: Restored, local: Option<Restored>) -> Opened {
    match local {
        Some(local) if !is_same(&local.scenario, &linked.scenario) && local.scenario != presets::worked_example() => {
            storage::forget_shown();
            Opened { incoming: Some(Incoming::Link(Box::new(linked))), ..Opened::of(local) }
        }
        // Whoever opens a link of their own work has not only looked at it.
        local => {
            let is_looked_at = local.is_none_or(|local| !is_same(&local.scenario, &linked.scenario));
            Opened { persist: true, is_looked_at, ..Opened::of(linked) }
        }
    }
}

/// Whether a link holds what is here: read from the link, shares that do not sum to 1 are scaled.
pub(super) fn is_same(here: &Scenario, linked: &Scenario) -> bool {
    here == linked || restore::validate(here.clone()).is_ok_and(|restored| restored.scenario == *linked)
}

/// Someone was sent an address of which only this was left.
fn too_long(hash: &str, is_foreign: bool) -> Option<Trouble> {
    let text = "The scenario of this address is too large for a link: ask for its file and open that.";
    let text = format!("{text} {NOT_SENT}");
    (hash == location::TOO_LONG && is_foreign).then(|| Trouble { text, faults: Vec::new() })
}

/// Reads a scenario, an evaluation or a link, whatever text stands around it.
pub(super) fn read(bytes: &[u8]) -> Result<(Restored, Origin), NotOpened> {
    let text = String::from_utf8_lossy(bytes);
    // A scenario may have links in its texts.
    let is_json = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    match !is_json && link::carries_link(&text) {
        true => scenario_link::from_link(&text).map(|restored| (restored, Origin::Link)),
        false => restore::from_bytes(bytes).map(|restored| (restored, Origin::Here)).map_err(NotOpened::Scenario),
    }
}

/// Whoever was sent something and sees the worked example must not take that for what was sent.
const NOT_SENT: &str = "What shows is the worked example, not what was sent.";
/// What somebody has of their own stands there still.
const AS_IT_WAS: &str = "Your work is as it was.";

/// What to say when a link does not open; `shows_example`: where nobody's work stands on the page.
pub(super) fn link_trouble(error: &NotOpened, shows_example: bool) -> Trouble {
    let shows = if shows_example { NOT_SENT } else { AS_IT_WAS };
    match error {
        NotOpened::Link(error) => {
            Trouble { text: format!("The link was not opened: {error}. {shows}"), faults: Vec::new() }
        }
        NotOpened::Scenario(refused) => {
            let text = format!("The scenario in the link was not opened. {shows}");
            Trouble { text, faults: refused.0.clone() }
        }
    }
}

/// What to say when a scenario is refused.
pub(super) fn refused_trouble(what: &str, refused: &Refused) -> Trouble {
    Trouble { text: format!("{what} was not opened. {AS_IT_WAS}"), faults: refused.0.clone() }
}
