//! The state of one number field: what it shows, and what happens to what is typed.

use crate::dom::prelude::*;
use crate::state::Store;
use crate::state::drafts::Draft;
use geode_core::report::{unknown, written};
use geode_core::scenario::edit::{self, Table};
use geode_core::scenario::inputs::{self, Input, Typed};
use geode_core::scenario::model::{Note, Scenario};
use geode_core::scenario::restore::Refused;
use geode_core::text::capital;
use std::sync::Arc;

/// A number of the scenario and its field. Cheap to clone; handlers may outlive the field.
#[derive(Clone)]
pub struct Number {
    /// Pointer by ids.
    pub pointer: Arc<str>,
    /// Its entry in the list of inputs.
    pub input: &'static Input,
    store: Store,
    seen: Memo<Seen>,
    draft: Memo<Option<Draft>>,
    /// A good text that is still being typed: shown as it is, as long as the scenario holds its value.
    typing: RwSignal<Option<(String, Typed)>>,
    /// The text and the note when the field was entered; Escape goes back to them.
    before: RwSignal<(String, Option<Note>)>,
}

/// What the scenario says about a number.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    value: Option<f64>,
    complement: Option<f64>,
    text: String,
    note: Option<Note>,
}

impl Number {
    /// The field of a pointer; none if no input has it.
    pub fn of(store: Store, pointer: &str) -> Option<Number> {
        let (input, _) = inputs::find(&store.scenario_untracked(), pointer)?;
        let pointer: Arc<str> = pointer.into();
        let (of_seen, of_draft) = (pointer.clone(), pointer.clone());
        Some(Number {
            input,
            store,
            seen: store.part(move |scenario| seen(scenario, input, &of_seen)),
            draft: Memo::new(move || store.drafts.get(&of_draft)),
            typing: RwSignal::new(None),
            before: RwSignal::new((String::new(), None)),
            pointer,
        })
    }

    /// What the field shows.
    pub fn text(&self) -> String {
        if let Some(draft) = self.draft.get() {
            return draft.text;
        }
        let seen = self.seen.get();
        match self.typing.get() {
            Some((text, typed)) if typed.value == seen.value => text,
            _ => seen.text,
        }
    }

    /// What is wrong with the text, if anything.
    pub fn error(&self) -> Option<String> {
        self.draft.get().map(|draft| draft.expected)
    }

    /// How a text that is being typed is understood, if that is news.
    pub fn echo(&self) -> String {
        let seen = self.seen.get();
        match self.typing.get() {
            Some((text, typed)) if typed.value == seen.value && !typed.echo.is_empty() && text.trim() != typed.echo => {
                format!("= {}", typed.echo)
            }
            _ => String::new(),
        }
    }

    /// The value now; none: null.
    pub fn value(&self) -> Option<f64> {
        self.seen.get().value
    }

    /// What is missing to 1 of an availability.
    pub fn complement(&self) -> Option<f64> {
        self.seen.get().complement
    }

    /// The note on it.
    pub fn note(&self) -> Option<Note> {
        self.seen.get().note
    }

    /// Whether nobody has touched it.
    pub fn is_default(&self) -> bool {
        let seen = self.seen.get();
        self.input.is_untouched(seen.value, seen.note.as_ref())
    }

    /// For style sheets: `default`, `set` or `error`.
    pub fn state(&self) -> &'static str {
        match (self.draft.with(Option::is_some), self.is_default()) {
            (true, _) => "error",
            (false, true) => "default",
            (false, false) => "set",
        }
    }

    /// A key was pressed, text pasted: understood at once, or kept as it is.
    pub fn enter(&self, text: String) {
        if self.is_cell() && text.trim().is_empty() {
            return self.empty(text);
        }
        match self.input.understand(&text, &self.store.scenario_untracked().currency) {
            Ok(typed) => {
                let written = self.write(&typed);
                match written {
                    Ok(()) => {
                        self.store.drafts.drop(&self.pointer);
                        self.typing.set(Some((text, typed)));
                    }
                    Err(refused) => self.refuse(text, &refused),
                }
            }
            Err(expected) => self.keep(Draft { text, expected, waits: false }),
        }
    }

    /// Whether it stands in a table of round trips, which may have empty cells.
    fn is_cell(&self) -> bool {
        [Table::Users, Table::Regions]
            .iter()
            .any(|table| self.pointer.get(1..).is_some_and(|p| p.starts_with(table.name())))
    }

    /// Whether it is a cell that nobody has filled.
    pub fn is_asked_for(&self) -> bool {
        self.is_cell() && self.value().is_none()
    }

    /// A round trip is unknown again; where an option needs it, that is refused.
    fn empty(&self, text: String) {
        let change = |scenario: &mut Scenario| {
            edit::empty_cell(scenario, &self.pointer);
        };
        match self.store.edit(Some(&self.pointer), Box::new(change)) {
            Ok(()) => {
                self.store.drafts.drop(&self.pointer);
                self.typing.set(None);
            }
            Err(refused) => self.refuse(text, &refused),
        }
    }

    fn keep(&self, draft: Draft) {
        self.store.drafts.keep(&self.pointer, draft);
    }

    /// Keeps a good number that the scenario cannot hold, and says why.
    fn refuse(&self, text: String, refused: &Refused) {
        let scenario = self.store.scenario_untracked();
        if let Some((_, needed)) = unknown::needed(&scenario, refused) {
            let expected = format!("{}: type what is missing, and this is taken", capital(&needed));
            return self.keep(Draft { text, expected, waits: true });
        }
        let expected = refused.0.first().map_or_else(String::new, |fault| match fault.path == *self.pointer {
            true => format!("{}: expected {}", fault.wrong, fault.expected),
            false => written::fault(&scenario, fault),
        });
        self.keep(Draft { text, expected, waits: false });
    }

    fn write(&self, typed: &Typed) -> Result<(), Refused> {
        let change = |scenario: &mut Scenario| {
            let Some(at) = self.input.at(scenario, &self.pointer) else { return };
            if !self.input.write(scenario, at, typed)
                && let Some(value) = typed.value
            {
                edit::fill_cell(scenario, &self.pointer, value);
            }
            // Also where it is what stood there: somebody has typed it.
            edit::put_in(scenario, &self.pointer);
        };
        self.store.edit(Some(&self.pointer), Box::new(change))
    }

    /// The field has the focus now.
    pub fn begin(&self) {
        if let Some(seen) = self.seen.try_get_untracked() {
            self.before.set((seen.text, seen.note));
        }
    }

    /// The text is done: the step of undo ends, a good text is written out.
    pub fn end(&self) {
        self.typing.set(None);
        self.store.seal();
    }

    /// Back to what stood there when the field was entered. Says whether there was anything to take back.
    pub fn restore(&self) -> bool {
        let Some((before, note)) = self.before.try_get_untracked() else { return false };
        let now = self.seen.try_get_untracked().map(|seen| seen.text).unwrap_or_default();
        let drafted = self.draft.try_get_untracked().flatten().is_some();
        self.store.drafts.drop(&self.pointer);
        if now != before {
            self.enter(before.clone());
            self.put_note(&self.pointer, note);
        }
        self.typing.set(None);
        drafted || now != before
    }

    /// One step up or down. Says whether there was one.
    pub fn step(&self, up: bool) -> bool {
        let value = self.seen.try_get_untracked().and_then(|seen| seen.value);
        let next = value.and_then(|value| self.input.stepped(value, up));
        if let Some(next) = next {
            self.enter(self.input.text_of(next));
        }
        next.is_some()
    }

    /// Writes a note, or none.
    pub fn annotate(&self, note: Option<Note>) {
        self.put_note(&format!("note {}", self.pointer), note);
    }

    /// Writes a note, as part of the step of undo with this key.
    fn put_note(&self, key: &str, note: Option<Note>) {
        let change = |scenario: &mut Scenario| {
            match note {
                Some(note) => scenario.notes.insert(self.pointer.to_string(), note),
                None => scenario.notes.remove(&*self.pointer),
            };
        };
        if let Err(refused) = self.store.edit(Some(key), Box::new(change)) {
            self.store.complain(refused.to_string());
        }
    }
}

fn seen(scenario: &Scenario, input: &'static Input, pointer: &str) -> Seen {
    let at = input.at(scenario, pointer);
    Seen {
        value: at.and_then(|at| input.get(scenario, at)),
        complement: at.and_then(|at| input.complement(scenario, at)),
        text: at.map_or_else(String::new, |at| input.text(scenario, at)),
        note: scenario.notes.get(pointer).cloned(),
    }
}
