//! What the page opens on: a link, this tab's work, this browser's work, or the worked example.

use super::{address, storage};
use geode_core::scenario::restore::{self, Fault, Refused, Restored};
use geode_core::scenario::{Scenario, presets};
use geode_core::share::link;
use geode_core::share::scenario::{self as scenario_link, NotOpened};

/// A scenario that waits for the user's word.
#[derive(Debug, Clone, PartialEq)]
pub enum Incoming {
    /// From a link in the address bar.
    Link(Box<Restored>),
    /// Rescued from a crash: JSON or a link. Not read before it is asked for, because reading may be what crashed.
    Rescued(String),
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
}

impl Opened {
    fn of(restored: Restored) -> Self {
        Opened { restored, trouble: None, incoming: None, persist: false, show: false }
    }
}

fn example() -> Restored {
    Restored { scenario: presets::worked_example(), repairs: Vec::new() }
}

pub(super) fn opened() -> Opened {
    if storage::safe_start() {
        return Opened { incoming: storage::rescued().map(Incoming::Rescued), ..Opened::of(example()) };
    }
    let (local, trouble) = local();
    let hash = address::hash();
    if !link::carries_link(&hash) || (address::is_reload() && storage::has_shown(&hash) && local.is_some()) {
        let trouble = trouble.or_else(|| too_long(&hash, local.is_none()));
        return Opened { trouble, show: local.is_some(), ..Opened::of(local.unwrap_or_else(example)) };
    }
    match scenario_link::from_link(&hash) {
        Ok(linked) => Opened { trouble, ..with_link(linked, local) },
        Err(error) => Opened { trouble: Some(link_trouble(&error)), ..Opened::of(local.unwrap_or_else(example)) },
    }
}

/// The work of this tab, else of this browser. What does not open is set aside before anything is saved over it.
fn local() -> (Option<Restored>, Option<Trouble>) {
    let mut trouble = None;
    for text in [storage::of_this_tab(), storage::of_this_browser()].into_iter().flatten() {
        match restore::from_saved(&text) {
            Ok(restored) => return (Some(restored), trouble),
            Err(refused) => {
                // There is room for one: the tab's, which is the newer.
                if trouble.is_none() {
                    storage::set_aside(&text);
                }
                let text = "The work saved in this browser was not opened. It is kept under Open, earlier work.";
                trouble = Some(Trouble { text: text.into(), faults: refused.0 });
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
        _ => Opened { persist: true, ..Opened::of(linked) },
    }
}

/// Whether a link holds what is here: read from the link, shares that do not sum to 1 are scaled.
pub(super) fn is_same(here: &Scenario, linked: &Scenario) -> bool {
    here == linked || restore::from_value(&here.to_value()).is_ok_and(|restored| restored.scenario == *linked)
}

/// Someone was sent an address of which only this was left.
fn too_long(hash: &str, is_foreign: bool) -> Option<Trouble> {
    let text = "The scenario of this address is too large for a link: ask for its file and open that.";
    (hash == address::TOO_LONG && is_foreign).then(|| Trouble { text: text.into(), faults: Vec::new() })
}

/// Reads a scenario, an evaluation or a link.
pub(super) fn read(bytes: &[u8]) -> Result<Restored, NotOpened> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('{') && link::carries_link(text) => scenario_link::from_link(text),
        _ => restore::from_bytes(bytes).map_err(NotOpened::Scenario),
    }
}

/// What to say when a link does not open.
pub(super) fn link_trouble(error: &NotOpened) -> Trouble {
    match error {
        NotOpened::Link(error) => {
            Trouble { text: format!("The link was not opened: {error}. Your work is as it was."), faults: Vec::new() }
        }
        NotOpened::Scenario(refused) => refused_trouble("The scenario in the link", refused),
    }
}

/// What to say when a scenario is refused.
pub(super) fn refused_trouble(what: &str, refused: &Refused) -> Trouble {
    Trouble { text: format!("{what} was not opened. Your work is as it was."), faults: refused.0.clone() }
}
