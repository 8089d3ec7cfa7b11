//! Texts that are being typed: those that are no valid numbers yet, and how the others are read.
//!
//! They live outside the scenario: the last good result stays on the page, marked as such.

use geode_core::scenario::inputs::Typed;
use geode_core::scenario::{Scenario, inputs};
use leptos::prelude::*;

/// What a field holds that the scenario cannot.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The text as typed.
    pub text: String,
    /// What is expected instead, or asked.
    pub expected: String,
    /// The answers to what is asked, the likelier one first; none where nothing is.
    pub meant: Vec<Typed>,
    /// Whether it is a good number that waits for a round trip which the scenario would need then.
    pub waits: bool,
}

/// How a good text is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The text as long as it is being typed; none: the field shows its value, and the text had another reading.
    pub text: Option<String>,
    /// What it means.
    pub typed: Typed,
}

/// What belongs to fields, with the pointer of their input; there are seldom more than a few, so that a list serves.
type Of<T> = RwSignal<Vec<(String, T)>>;

/// Drafts and readings.
#[derive(Clone, Copy, Default)]
pub struct Drafts {
    texts: Of<Draft>,
    readings: Of<Reading>,
}

impl Drafts {
    /// Keeps a text that is no valid number.
    pub fn keep(self, pointer: &str, draft: Draft) {
        put(self.texts, pointer, Some(draft));
        put(self.readings, pointer, None);
    }

    /// Keeps how a text is read, as long as that is news or could be otherwise; none: neither.
    pub fn read(self, pointer: &str, reading: Option<Reading>) {
        put(self.texts, pointer, None);
        put(self.readings, pointer, reading);
    }

    /// The field is left: what is no news any more is forgotten, the other reading of a text is not.
    pub fn settle(self, pointer: &str) {
        let reading = self.readings.with_untracked(|readings| of(readings, pointer));
        let left = reading.filter(|reading| reading.typed.other.is_some());
        put(self.readings, pointer, left.map(|reading| Reading { text: None, ..reading }));
    }

    /// Forgets all texts.
    pub fn clear(self) {
        self.retain(|_| false);
    }

    /// The draft of a field.
    pub fn get(self, pointer: &str) -> Option<Draft> {
        self.texts.with(|drafts| of(drafts, pointer))
    }

    /// How the text of a field is read.
    pub fn reading(self, pointer: &str) -> Option<Reading> {
        self.readings.with(|readings| of(readings, pointer))
    }

    /// Pointers and texts of the numbers that wait for something else.
    pub fn waiting(self) -> Vec<(String, String)> {
        let text = |(pointer, draft): &(String, Draft)| draft.waits.then(|| (pointer.clone(), draft.text.clone()));
        self.texts.with_untracked(|drafts| drafts.iter().filter_map(text).collect())
    }

    /// The pointers that start and end so of fields that hold either, in order.
    pub fn under(self, start: &str, end: &str) -> Vec<String> {
        let drafts = self.texts.with(|drafts| pointers(drafts));
        let mut found: Vec<String> = self.readings.with(|readings| pointers(readings));
        found.extend(drafts);
        found.retain(|pointer| pointer.starts_with(start) && pointer.ends_with(end));
        geode_core::sorted::by(&mut found, |a, b| a.cmp(b));
        found
    }

    /// Forgets the texts of fields that are no more.
    pub fn retain(self, still: impl Fn(&str) -> bool) {
        retain(self.texts, &still);
        retain(self.readings, &still);
    }

    /// A step was undone or redone: a text stays, unless the step was about its field.
    pub fn travelled(self, from: &Scenario, to: &Scenario) {
        let value = |scenario: &Scenario, pointer: &str| {
            inputs::find(scenario, pointer).map(|(input, at)| input.get(scenario, at))
        };
        self.retain(|pointer| {
            let before = value(from, pointer);
            before.is_some() && before == value(to, pointer)
        });
    }

    /// How many fields hold one: as long as there are any, the results are the last good ones.
    pub fn count(self) -> usize {
        self.texts.with(Vec::len)
    }
}

fn of<T: Clone>(all: &[(String, T)], pointer: &str) -> Option<T> {
    all.iter().find(|(of, _)| of == pointer).map(|(_, found)| found.clone())
}

fn pointers<T>(all: &[(String, T)]) -> Vec<String> {
    all.iter().map(|(pointer, _)| pointer.clone()).collect()
}

/// Writes what belongs to a field, or nothing; whoever follows the list hears only of changes.
fn put<T: Clone + PartialEq + Send + Sync + 'static>(all: Of<T>, pointer: &str, value: Option<T>) {
    if all.with_untracked(|all| of(all, pointer)) != value {
        let mut list = all.get_untracked();
        list.retain(|(of, _)| of != pointer);
        list.extend(value.map(|value| (pointer.to_owned(), value)));
        all.set(list);
    }
}

fn retain<T: Clone + Send + Sync + 'static>(all: Of<T>, still: &dyn Fn(&str) -> bool) {
    let mut list = all.get_untracked();
    let before = list.len();
    list.retain(|(pointer, _)| still(pointer));
    if list.len() < before {
        all.set(list);
    }
}
