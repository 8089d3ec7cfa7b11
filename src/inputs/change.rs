//! Changes that are no single number.

use crate::state::{Change, Store, use_store};
use geode_core::scenario::{Scenario, inputs};

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
        self.keyed(None, Box::new(change));
    }

    /// Part of a step: the typing of one text.
    pub fn typed(self, key: &str, change: impl FnOnce(&mut Scenario)) {
        self.keyed(Some(key), Box::new(change));
    }

    fn keyed(self, key: Option<&str>, change: Change<'_>) {
        let Changes(store) = self;
        if let Err(refused) = store.edit(key, change) {
            let first = refused.0.first().map(|fault| format!("{}, expected {}", fault.wrong, fault.expected));
            store.complain(format!("Not changed: {}.", first.unwrap_or_default()));
        }
        let scenario = store.scenario_untracked();
        store.drafts.retain(|pointer| inputs::canonical(&scenario, pointer).is_some());
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
