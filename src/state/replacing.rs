//! Another scenario takes the place of what is open: a link, a file, the example, earlier work. What was there is kept.

use super::Store;
use super::kept::{self, Kept};
use super::opening::{self, Incoming, Opening, Origin};
use super::storage::{self, Saving};
use geode_core::exchange::kept::{Addition, Entry, Kind};
use geode_core::exchange::scenario::NotOpened;
use geode_core::scenario::presets::{self, Preset};
use geode_core::scenario::restore::{self, Refused, Restored};
use leptos::prelude::*;
use std::sync::Arc;

impl Store {
    /// Opens another scenario in place of this one; can be undone. The work before is kept as well, for when the tab
    /// and its history are gone; none if there was none.
    pub fn open(self, restored: Restored, from: Origin) -> Option<Kept> {
        let before = self.current.get_untracked();
        let is_other = restored.scenario != *before;
        let is_work = is_other && !presets::is_untouched(&before);
        let kept = is_work.then(|| {
            let (kind, text) = kept::of(&before);
            kept::keep(kind, &before.name, &text, false)
        });
        if is_other {
            self.history.update_value(|history| history.record(before, None));
        }
        if from == Origin::OtherTab {
            self.saving.set(Saving::On);
        }
        self.trouble.set(None);
        self.opened_with.set(restored.repairs);
        self.drafts.clear();
        self.replace(Arc::new(restored.scenario));
        if from == Origin::Link && is_other {
            storage::remember_looked_at(&self.current.get_untracked().to_json());
        }
        kept
    }

    /// The same for a script, which nobody can ask: what became of the list is said where something did.
    pub fn open_unasked(self, restored: Restored) {
        match self.open(restored, Origin::Here) {
            Some(Kept::No) => self.complain_undoable(NOT_KEPT),
            Some(Kept::Yes { gone, .. }) if !gone.is_empty() => self.offer_undo(format!("Opened.{}", made_room(&gone))),
            Some(Kept::Yes { .. } | Kept::FullOfWork) | None => {}
        }
    }

    /// Opens a scenario, says so in the status line, offers to take that back and tells where the work before is.
    pub fn open_and_say(self, text: &str, restored: Restored) {
        self.offer(Opening { said: text.into(), restored, from: Origin::Here });
    }

    /// Opens a scenario, unless somebody's own work would leave the list of earlier work for it: then the page asks.
    fn offer(self, opening: Opening) {
        let goes = self.lost_by(&opening);
        if goes.is_empty() {
            self.open_and_tell(opening);
        } else {
            self.incoming.set(Some(Incoming::NoRoom(Box::new(opening), goes)));
        }
    }

    /// Own work that would leave the list if a scenario were opened; what is opened itself is not lost.
    fn lost_by(self, opening: &Opening) -> Vec<Entry> {
        let before = self.current.get_untracked();
        if opening.restored.scenario == *before || presets::is_untouched(&before) {
            return Vec::new();
        }
        let (kind, text) = kept::of(&before);
        let opened = opening.restored.scenario.to_json();
        let mut goes = kept::goes_for(kind, &before.name, &text);
        goes.retain(|entry| entry.kind > Kind::Looked && entry.text != opened);
        goes
    }

    fn open_and_tell(self, opening: Opening) {
        let said = opening.said;
        match self.open(opening.restored, opening.from) {
            None => self.offer_undo(said),
            Some(Kept::No) => self.complain_undoable(format!("{said} {NOT_KEPT}")),
            Some(Kept::FullOfWork) => self.offer_undo(format!("{said} {LINK_GONE}")),
            Some(Kept::Yes { gone, is_tab_only }) => {
                let until = if is_tab_only { UNTIL_CLOSED } else { "." };
                let place = format!("What you had is under Open, \u{201c}Earlier work\u{201d}{until}");
                self.offer_undo(format!("{said} {place}{}{}", made_room(&gone), self.next_to_leave()));
            }
        }
    }

    /// What makes room for the scenario on the page once another takes its place: said before that happens.
    fn next_to_leave(self) -> String {
        let now = self.current.get_untracked();
        let (kind, text) = kept::of(&now);
        match kept::would_become(kind, &now.name, &text) {
            _ if self.is_example() => String::new(),
            Addition::Comes { goes, .. } if !goes.is_empty() => {
                format!(" Next to make room: {}.", kept::all_named(&goes))
            }
            Addition::FullOfWork => " It is full of your work: this link will not be kept there.".into(),
            Addition::IsThere | Addition::Comes { .. } | Addition::TooLarge => String::new(),
        }
    }

    /// The same by its name.
    fn open_named(self, restored: Restored, from: Origin) {
        self.offer(Opening { said: format!("Opened \u{201c}{}\u{201d}.", restored.scenario.name), restored, from });
    }

    /// Opens the worked example.
    pub fn open_example(self) {
        let example = Restored { scenario: presets::worked_example(), repairs: Vec::new() };
        self.open_and_say("The worked example is open.", example);
    }

    /// Opens another preset.
    pub fn open_preset(self, preset: &Preset) {
        let restored = Restored { scenario: preset.scenario(), repairs: Vec::new() };
        self.open_and_say(&format!("\u{201c}{}\u{201d} is open.", preset.name), restored);
    }

    /// Opens a foreign file or text: a scenario, an evaluation or a link. `what` names it, such as "The file".
    pub fn import(self, what: &str, bytes: &[u8]) {
        match opening::read(bytes) {
            Ok((restored, from)) => self.open_named(restored, from),
            Err(NotOpened::Link(error)) => self.refuse_link(&NotOpened::Link(error)),
            Err(NotOpened::Scenario(refused)) => self.refuse(what, &refused),
        }
    }

    /// Opens earlier work or a saved plan, as it was left.
    pub fn open_kept(self, entry: &Entry) {
        let from = if entry.kind == Kind::Looked { Origin::Link } else { Origin::Here };
        match restore::from_saved(&entry.text) {
            Ok(restored) => self.open_named(restored, from),
            // What was rescued from a crash may be a link.
            Err(_) if !entry.text.contains('{') => self.import("The earlier work", entry.text.as_bytes()),
            Err(refused) => self.refuse("The earlier work", &refused),
        }
    }

    /// Says what is wrong with something that was not opened. `what` names it, such as "The file".
    pub fn refuse(self, what: &str, refused: &Refused) {
        self.trouble.set(Some(opening::refused_trouble(what, refused)));
    }

    /// Says what is wrong with a link that was not opened.
    pub(super) fn refuse_link(self, error: &NotOpened) {
        self.trouble.set(Some(opening::link_trouble(error, self.is_example())));
    }

    fn is_example(self) -> bool {
        *self.current.get_untracked() == presets::worked_example()
    }

    /// Opens the scenario that waits.
    pub fn accept(self) {
        let waits = self.incoming.get_untracked();
        self.incoming.set(None);
        match waits {
            Some(Incoming::Link(restored)) => self.open_named(*restored, Origin::Link),
            Some(Incoming::Rescued(text)) => self.import("The rescued work", text.as_bytes()),
            Some(Incoming::NoRoom(opening, told)) => {
                // Another tab may have changed the list: nothing goes that nobody was asked about.
                match self.lost_by(&opening).iter().all(|entry| told.contains(entry)) {
                    true => self.open_and_tell(*opening),
                    false => self.offer(*opening),
                }
            }
            None => {}
        }
    }

    /// Keeps the scenario on the page instead of the one that waits.
    pub fn decline(self) {
        self.incoming.set(None);
        self.persist();
    }

    /// Saves for the browser again, over what another tab has saved, which stays at hand as earlier work.
    pub fn take_over(self) {
        if let Some(text) = storage::of_this_browser() {
            let name = Entry::unnamed("", &text).name;
            if kept::keep(Kind::Own, &name, &text, true) == Kept::No {
                self.complain(
                    "The other tab\u{2019}s work could not be kept as earlier work: this browser\u{2019}s storage is full. \
                     It is still open in the other tab.",
                );
            }
        }
        self.saving.set(Saving::On);
        storage::save(self, &self.scenario_untracked().to_json());
    }

    /// Opens what another tab has saved, and saves for the browser again.
    pub fn follow_other_tab(self) {
        match storage::of_this_browser().map(|text| restore::from_saved(&text)) {
            Some(Ok(restored)) => self.open_named(restored, Origin::OtherTab),
            Some(Err(refused)) => self.refuse("The work of the other tab", &refused),
            None => self.take_over(),
        }
    }

    /// Saves the scenario as it is under a name, which becomes its own.
    ///
    /// # Errors
    /// A name that no scenario can have.
    pub fn save_plan(self, name: &str) -> Result<Kept, Refused> {
        self.seal();
        self.edit(None, Box::new(|scenario| name.clone_into(&mut scenario.name))).map_err(|refused| refused.why)?;
        Ok(kept::keep(Kind::Plan, name, &self.scenario_untracked().to_json(), false))
    }
}

const NOT_KEPT: &str = "What you had could not be kept as earlier work: this browser\u{2019}s storage is full or blocked. \
    Undo brings it back; then save it as a file.";
const UNTIL_CLOSED: &str = ", until this tab is closed: this browser\u{2019}s storage is full or blocked.";
const LINK_GONE: &str = "The link before it is not kept: earlier work is full of your own.";

/// What has left the list, in a sentence; nothing where there are none.
fn made_room(gone: &[Entry]) -> String {
    if gone.is_empty() {
        String::new()
    } else {
        format!(" That list is full: {} made room for it.", kept::all_named(gone))
    }
}
