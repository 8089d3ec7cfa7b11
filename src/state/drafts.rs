//! Texts that are being typed and are no valid numbers yet.
//!
//! They live outside the scenario: the last good result stays on the page, marked as such.

use crate::dom::prelude::*;
use geode_core::scenario::edit::moved;
use geode_core::scenario::model::{Kind, PlanOption};
use geode_core::scenario::{Scenario, inputs};

/// What a field holds that the scenario cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The text as typed.
    pub text: String,
    /// What is expected instead.
    pub expected: String,
    /// Whether it is a good number that waits for a round trip which the scenario would need then.
    pub waits: bool,
}

/// Drafts with the pointer of their input; there are seldom more than one, so that a list serves.
#[derive(Clone, Copy, Default)]
pub struct Drafts(RwSignal<Vec<(String, Draft)>>);

impl Drafts {
    /// Keeps a text that is no valid number.
    pub fn keep(self, pointer: &str, draft: Draft) {
        if self.get_untracked(pointer).as_ref() != Some(&draft) {
            let mut drafts = self.0.get_untracked();
            drafts.retain(|(of, _)| of != pointer);
            drafts.push((pointer.to_owned(), draft));
            self.0.set(drafts);
        }
    }

    /// Forgets the text of a field, because it is a number now.
    pub fn drop(self, pointer: &str) {
        self.retain(|of| of != pointer);
    }

    /// Forgets all texts.
    pub fn clear(self) {
        self.retain(|_| false);
    }

    /// The draft of a field.
    pub fn get(self, pointer: &str) -> Option<Draft> {
        self.0.with(|drafts| of(drafts, pointer))
    }

    fn get_untracked(self, pointer: &str) -> Option<Draft> {
        self.0.with_untracked(|drafts| of(drafts, pointer))
    }

    /// Pointers and texts of the numbers that wait for something else.
    pub fn waiting(self) -> Vec<(String, String)> {
        let text = |(pointer, draft): &(String, Draft)| draft.waits.then(|| (pointer.clone(), draft.text.clone()));
        self.0.with_untracked(|drafts| drafts.iter().filter_map(text).collect())
    }

    /// The drafts of the fields whose pointer starts so, in order.
    pub fn under(self, start: &str) -> Vec<(String, Draft)> {
        let mut found = self.0.get();
        found.retain(|(pointer, _)| pointer.starts_with(start));
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        found
    }

    /// Forgets the texts of fields that are no more.
    pub fn retain(self, still: impl Fn(&str) -> bool) {
        let mut drafts = self.0.get_untracked();
        let before = drafts.len();
        drafts.retain(|(pointer, _)| still(pointer));
        if drafts.len() < before {
            self.0.set(drafts);
        }
    }

    /// An item of a list is removed, such as the second of `/common_mode/dependencies`: its texts go with it, those
    /// of later items move up with them.
    pub fn removed(self, list: &str, index: usize) {
        let mut drafts = self.0.get_untracked();
        drafts.retain_mut(|(pointer, _)| {
            let left = moved(pointer, &format!("{list}/"), index);
            left.map(|left| *pointer = left).is_some()
        });
        self.0.set(drafts);
    }

    /// A step was undone or redone: a text stays, unless the step was about its field.
    pub fn travelled(self, from: &Scenario, to: &Scenario) {
        let value = |scenario: &Scenario, pointer: &str| {
            inputs::find(scenario, pointer).map(|(input, at)| input.get(scenario, at))
        };
        // An item without an id may be another one now, where items have come or gone.
        let items = |scenario: &Scenario| {
            let special = |option: &PlanOption| match &option.kind {
                Kind::Geode { specialised, .. } => specialised.len(),
                _ => 0,
            };
            (scenario.common_mode.dependencies.len(), scenario.options.iter().map(special).collect::<Vec<_>>())
        };
        let has_other_items = items(from) != items(to);
        let is_by_position = |pointer: &str| pointer.split('/').any(|part| part.parse::<usize>().is_ok());
        self.retain(|pointer| {
            let before = value(from, pointer);
            before.is_some() && before == value(to, pointer) && !(has_other_items && is_by_position(pointer))
        });
    }

    /// How many fields hold one: as long as there are any, the results are the last good ones.
    pub fn count(self) -> usize {
        self.0.with(Vec::len)
    }
}

fn of(drafts: &[(String, Draft)], pointer: &str) -> Option<Draft> {
    drafts.iter().find(|(of, _)| of == pointer).map(|(_, draft)| draft.clone())
}
