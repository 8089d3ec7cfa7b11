//! Texts that are being typed and are no valid numbers yet.
//!
//! They live outside the scenario: the last good result stays on the page, marked as such.

use crate::dom::prelude::*;
use std::collections::BTreeMap;

/// What a field holds that the scenario cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The text as typed.
    pub text: String,
    /// What is expected instead.
    pub expected: String,
}

/// Drafts by the pointer of their input.
#[derive(Clone, Copy)]
pub struct Drafts(RwSignal<BTreeMap<String, Draft>>);

impl Default for Drafts {
    fn default() -> Self {
        Drafts(RwSignal::new(BTreeMap::new()))
    }
}

impl Drafts {
    /// Keeps a text that is no valid number.
    pub fn keep(self, pointer: &str, draft: Draft) {
        if self.0.with_untracked(|drafts| drafts.get(pointer) != Some(&draft)) {
            self.0.update(|drafts| {
                drafts.insert(pointer.to_owned(), draft);
            });
        }
    }

    /// Forgets the text of a field, because it is a number now.
    pub fn drop(self, pointer: &str) {
        if self.0.with_untracked(|drafts| drafts.contains_key(pointer)) {
            self.0.update(|drafts| {
                drafts.remove(pointer);
            });
        }
    }

    /// Forgets all texts.
    pub fn clear(self) {
        if self.0.with_untracked(|drafts| !drafts.is_empty()) {
            self.0.set(BTreeMap::new());
        }
    }

    /// The draft of a field.
    pub fn get(self, pointer: &str) -> Option<Draft> {
        self.0.with(|drafts| drafts.get(pointer).cloned())
    }

    /// The drafts of the fields whose pointer starts so, in order.
    pub fn under(self, start: &str) -> Vec<(String, Draft)> {
        let of = |(pointer, draft): (&String, &Draft)| (pointer.clone(), draft.clone());
        self.0.with(|drafts| drafts.iter().filter(|(pointer, _)| pointer.starts_with(start)).map(of).collect())
    }

    /// Forgets the texts of fields that are no more.
    pub fn retain(self, still: impl Fn(&str) -> bool) {
        if self.0.with_untracked(|drafts| drafts.keys().any(|pointer| !still(pointer))) {
            self.0.update(|drafts| drafts.retain(|pointer, _| still(pointer)));
        }
    }

    /// How many fields hold one: as long as there are any, the results are the last good ones.
    pub fn count(self) -> usize {
        self.0.with(BTreeMap::len)
    }
}
