//! Changes that are no single number.

use super::wanted;
use crate::state::{Change, Store, use_store};
use geode_core::report::unknown;
use geode_core::scenario::{Scenario, edit};

/// A change that has been taken out of the page's hands: refused ones are said in the status line.
#[derive(Clone, Copy)]
pub struct Changes(Store);

/// The way to change the structure of the scenario.
pub fn use_changes() -> Changes {
    Changes(use_store())
}

impl Changes {
    /// One step of undo.
    pub fn make(self, change: impl FnOnce(&mut Scenario)) {
        self.attempt(change);
    }

    /// As [`Changes::make`]. Says whether it was done: what is not must not be told as if it were.
    pub fn attempt(self, change: impl FnOnce(&mut Scenario)) -> bool {
        let done = self.edit(None, Box::new(change));
        self.drop_drafts();
        done
    }

    /// Part of a step: the typing of one text.
    pub fn typed(self, key: &str, change: impl FnOnce(&mut Scenario)) {
        self.edit(Some(key), Box::new(change));
        self.drop_drafts();
    }

    fn edit(self, key: Option<&str>, change: Change<'_>) -> bool {
        let Changes(store) = self;
        let done = store.edit(key, change);
        if let Err(refused) = &done {
            if let Some((cell, needed)) = unknown::needed(&store.scenario_untracked(), &refused.why) {
                store.complain(format!("Not changed: {needed}. Type what is missing, then choose again."));
                wanted::go_to(&cell);
            } else {
                store.complain(format!("Not changed: {}.", refused.words()));
            }
        }
        done.is_ok()
    }

    /// Forgets the texts of fields that are no more.
    pub fn drop_drafts(self) {
        let Changes(store) = self;
        let scenario = store.scenario_untracked();
        store.drafts.retain(|pointer| edit::has_field(&scenario, pointer));
    }

    /// The store behind it.
    pub fn store(self) -> Store {
        self.0
    }
}

/// An HTML id made from a pointer.
pub fn dom_id(pointer: &str) -> String {
    format!("in{}", pointer.replace('/', "."))
}
