//! What the page opens on: a link, this tab's work, this browser's work, or the worked example.

use super::{Notice, address, storage};
use geode_core::scenario::presets;
use geode_core::scenario::restore::{self, Restored};
use geode_core::share::link;
use geode_core::share::scenario::{self as scenario_link, NotOpened};

/// Where a scenario came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A link in the address bar.
    Link,
    /// A file or pasted text.
    File,
    /// Rescued from a crash.
    Rescued,
}

/// A scenario that waits for the user's word.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// What would be opened.
    pub restored: Restored,
    /// Where it came from.
    pub origin: Origin,
}

/// What the page starts with.
pub(super) struct Opened {
    pub restored: Restored,
    pub notice: Option<Notice>,
    pub incoming: Option<Incoming>,
    /// Whether it may be saved at once; not when nobody has touched it.
    pub persist: bool,
}

impl Opened {
    fn of(restored: Restored) -> Self {
        Opened { restored, notice: None, incoming: None, persist: false }
    }
}

pub(super) fn opened() -> Opened {
    let example = || Restored { scenario: presets::worked_example(), repairs: Vec::new() };
    if storage::safe_start() {
        let rescued = storage::rescued().and_then(|text| read(&text));
        let incoming = rescued.map(|restored| Incoming { restored, origin: Origin::Rescued });
        return Opened { incoming, ..Opened::of(example()) };
    }
    let of_tab = storage::of_this_tab().and_then(|text| restore::from_text(&text).ok());
    let of_browser = storage::of_this_browser().and_then(|text| restore::from_text(&text).ok());
    let local = of_tab.clone().or_else(|| of_browser.clone());
    let hash = address::hash();
    if !link::carries_link(&hash) {
        return Opened::of(local.unwrap_or_else(example));
    }
    match scenario_link::from_link(&hash) {
        Ok(linked) => with_link(linked, local),
        Err(error) => Opened {
            notice: Some(Notice { text: not_opened(&error), is_error: true }),
            ..Opened::of(local.unwrap_or_else(example))
        },
    }
}

/// A link opens at once unless this browser holds other work: then that stays, and the page asks.
fn with_link(linked: Restored, local: Option<Restored>) -> Opened {
    match local {
        Some(local) if local.scenario != linked.scenario && local.scenario != presets::worked_example() => {
            Opened { incoming: Some(Incoming { restored: linked, origin: Origin::Link }), ..Opened::of(local) }
        }
        _ => Opened { persist: true, ..Opened::of(linked) },
    }
}

/// A scenario's text, or a link to one.
fn read(text: &str) -> Option<Restored> {
    restore::from_text(text).ok().or_else(|| scenario_link::from_link(text).ok())
}

/// What to say when a link does not open.
pub(super) fn not_opened(error: &NotOpened) -> String {
    format!("The link was not opened: {error} Your work is as it was.")
}
