//! The state of one number field: what it shows, and what happens to what is typed.

use crate::state::drafts::{Draft, Reading};
use crate::state::{Refusal, Store};
use geode_core::planning::{range_echo, range_text, understand};
use geode_core::report::{unknown, written};
use geode_core::scenario::edit::{self, Table};
use geode_core::scenario::inputs::{self, Input, Typed};
use geode_core::scenario::model::{Distribution, Note, Scenario};
use geode_core::text::capital;
use leptos::prelude::*;
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
    /// How a good text is read, as long as the scenario holds its value.
    reading: Memo<Option<Reading>>,
    /// What the catalogue fills in, as it is shown, and how it came to be.
    filled: Memo<Option<(String, &'static str)>>,
    /// The value and the note when the field was entered; Escape goes back to them.
    before: RwSignal<Option<Seen>>,
}

/// What the scenario says about a number.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    value: Option<f64>,
    complement: Option<f64>,
    text: String,
    note: Option<Note>,
    /// How it is spread, if it is a range.
    range: Option<Distribution>,
}

impl Number {
    /// The field of a pointer; none if no input has it.
    pub fn of(store: Store, pointer: &str) -> Option<Number> {
        let (input, _) = inputs::find(&store.scenario_untracked(), pointer)?;
        let pointer: Arc<str> = pointer.into();
        let (of_seen, of_draft, of_reading, of_filled) =
            (pointer.clone(), pointer.clone(), pointer.clone(), pointer.clone());
        let seen = store.part(move |scenario| seen(scenario, input, &of_seen));
        let is_current = move |reading: &Reading| {
            seen.with(|seen| seen.value == reading.typed.value && seen.range == reading.typed.range)
        };
        Some(Number {
            input,
            store,
            seen,
            draft: Memo::new(move |_| store.drafts.get(&of_draft)),
            reading: Memo::new(move |_| store.drafts.reading(&of_reading).filter(is_current)),
            filled: Memo::new(move |_| {
                store.filled().with(|all| {
                    all.get(&*of_filled).and_then(|one| {
                        Some((
                            input.text_of(one.number()?).trim_end_matches("ms").trim_end().to_owned(),
                            one.how.name(),
                        ))
                    })
                })
            }),
            before: RwSignal::new(None),
            pointer,
        })
    }

    /// What the field shows.
    pub fn text(&self) -> String {
        if let Some(draft) = self.draft.get() {
            return draft.text;
        }
        match self.reading.get().and_then(|reading| reading.text) {
            Some(text) => text,
            None => self.seen.get().text,
        }
    }

    /// What is wrong with the text, if anything, or what is asked about it.
    pub fn error(&self) -> Option<String> {
        self.draft.get().map(|draft| draft.expected)
    }

    /// How a text is understood, if that is news or could be otherwise.
    pub fn echo(&self) -> String {
        if let Some(range) = self.range() {
            return range_echo(self.input, &range, self.value(), &self.store.currency().get());
        }
        let Some(Reading { text, typed }) = self.reading.get() else { return String::new() };
        let is_news = typed.other.is_some() || text.is_some_and(|text| text.trim() != typed.echo);
        if is_news && !typed.echo.is_empty() { format!("= {}", typed.echo) } else { String::new() }
    }

    /// How it is spread, if it is a range.
    pub fn range(&self) -> Option<Distribution> {
        self.seen.get().range
    }

    /// Makes it a range, or the plain number that it is.
    pub fn spread(&self, typed: &Typed) {
        self.put(typed, None);
        self.end();
    }

    /// Its value as a plain number.
    pub fn plain(&self) -> Typed {
        untrack(|| self.input.exactly(self.value(), self.complement()))
    }

    /// Whether anything is said of what is typed.
    pub fn is_told(&self) -> bool {
        self.draft.with(Option::is_some) || !self.echo().is_empty()
    }

    /// What else may be meant, as the buttons say it that choose it.
    pub fn offers(&self) -> Vec<String> {
        match (self.draft.get(), self.reading.get().and_then(|reading| reading.typed.other)) {
            (Some(draft), _) => written::answers(&draft.meant),
            (None, other) => other.iter().map(|other| written::otherwise(other)).collect(),
        }
    }

    /// Chooses one of the offers. Another reading can be changed back.
    pub fn take(&self, offer: usize) {
        if let Some(draft) = self.draft.try_get_untracked().flatten() {
            let Some(typed) = draft.meant.get(offer) else { return };
            self.put(&Typed { other: None, ..typed.clone() }, None);
        } else if let Some(Reading { typed, .. }) = self.reading.try_get_untracked().flatten() {
            let Some(other) = typed.other.clone() else { return };
            self.put(&Typed { other: Some(Box::new(Typed { other: None, ..typed })), ..*other }, None);
        }
        self.end();
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
        seen.range.is_none() && self.input.is_untouched(seen.value, seen.note.as_ref())
    }

    /// For style sheets: `default`, `set` or `error`.
    pub fn state(&self) -> &'static str {
        match (self.draft.with(Option::is_some), self.is_default()) {
            (true, _) => "error",
            (false, true) => "default",
            (false, false) => "set",
        }
    }

    /// A key was pressed, text pasted: understood at once, asked about, or kept as it is.
    pub fn enter(&self, text: String) {
        if self.is_cell() && text.trim().is_empty() {
            return self.empty(text);
        }
        let today = self.seen.try_get_untracked().and_then(|seen| seen.value);
        match understand(self.input, &text, &self.store.scenario_untracked().currency, today) {
            Ok(typed) => match written::doubt(&typed) {
                Some(expected) => {
                    let meant = typed.other.iter().map(|other| Typed::clone(other)).chain([typed.clone()]).collect();
                    self.keep(Draft { text, expected, meant, waits: false });
                }
                None => self.put(&typed, Some(text)),
            },
            Err(misfit) => self.keep(Draft { text, expected: misfit.said, meant: misfit.offers, waits: false }),
        }
    }

    /// Writes a value, and how its text is read: one that is being typed, or none.
    fn put(&self, typed: &Typed, text: Option<String>) {
        match self.write(typed) {
            Ok(()) => {
                let is_news = text.is_some() || typed.other.is_some();
                let typed = typed.clone();
                self.store.drafts.read(&self.pointer, is_news.then_some(Reading { text, typed }));
            }
            Err(refused) => self.refuse(text.unwrap_or_else(|| typed.echo.clone()), &refused),
        }
    }

    /// What the catalogue fills in, as it is shown, and how it came to be.
    pub fn filled(&self) -> Option<(String, &'static str)> {
        self.filled.get()
    }

    /// Whether it may be emptied: it is unknown then, or filled in again.
    fn is_cell(&self) -> bool {
        let has_catalogue = || self.store.scenario_untracked().catalogue.is_some();
        self.is_round_trip() || (self.input.path == inputs::REGIONS_PRICE_INDEX && has_catalogue())
    }

    /// Whether it stands in a table of round trips, which may have empty cells.
    fn is_round_trip(&self) -> bool {
        [Table::Users, Table::Regions]
            .iter()
            .any(|table| self.pointer.get(1..).is_some_and(|p| p.starts_with(table.name())))
    }

    /// Whether it is a cell that nobody has filled.
    pub fn is_asked_for(&self) -> bool {
        self.is_round_trip() && self.value().is_none()
    }

    /// A round trip is unknown again; where an option needs it, that is refused.
    fn empty(&self, text: String) {
        let change = |scenario: &mut Scenario| {
            if !edit::empty_cell(scenario, &self.pointer)
                && let Some(at) = self.input.at(scenario, &self.pointer)
            {
                self.input.set(scenario, at, None);
            }
        };
        match self.store.edit(Some(&self.pointer), Box::new(change)) {
            Ok(()) => {
                self.store.drafts.read(&self.pointer, None);
            }
            Err(refused) => self.refuse(text, &refused),
        }
    }

    fn keep(&self, draft: Draft) {
        self.store.drafts.keep(&self.pointer, draft);
    }

    /// Keeps a good number that the scenario cannot hold, and says why.
    fn refuse(&self, text: String, refused: &Refusal) {
        // A cell that was empty before; one that is emptied now is not waited for.
        if let Some((_, needed)) = unknown::needed(&self.store.scenario_untracked(), &refused.why) {
            let expected = format!("{}: type what is missing, and this is taken", capital(&needed));
            return self.keep(Draft { text, expected, meant: Vec::new(), waits: true });
        }
        let expected = match refused.why.0.first() {
            Some(fault) if fault.path == *self.pointer => format!("{}: expected {}", fault.wrong, fault.expected),
            _ => refused.words(),
        };
        self.keep(Draft { text, expected, meant: Vec::new(), waits: false });
    }

    fn write(&self, typed: &Typed) -> Result<(), Refusal> {
        let mut has_room = true;
        let change = |scenario: &mut Scenario| {
            let Some(at) = self.input.at(scenario, &self.pointer) else { return };
            if !self.input.write(scenario, at, typed)
                && let Some(value) = typed.value
            {
                edit::fill_cell(scenario, &self.pointer, value);
            }
            // Also where it is what stood there: somebody has typed it.
            edit::put_in(scenario, &self.pointer);
            has_room = edit::set_range(scenario, &self.pointer, typed.range);
        };
        let done = self.store.edit(Some(&self.pointer), Box::new(change));
        if !has_room {
            self.store.complain("The number is taken, but not its range: there is no room for more ranges.");
        }
        done
    }

    /// The field has the focus now.
    pub fn begin(&self) {
        self.before.set(self.seen.try_get_untracked());
    }

    /// The text is done: the step of undo ends, a good text is written out.
    pub fn end(&self) {
        self.store.drafts.settle(&self.pointer);
        self.store.seal();
    }

    /// Back to what stood there when the field was entered. Says whether there was anything to take back.
    pub fn restore(&self) -> bool {
        let Some(before) = self.before.try_get_untracked().flatten() else { return false };
        let is_other = self.seen.try_get_untracked().is_some_and(|now| now.exact() != before.exact());
        let drafted = self.draft.try_get_untracked().flatten().is_some();
        self.store.drafts.read(&self.pointer, None);
        if is_other && self.is_cell() && before.value.is_none() {
            self.empty(String::new());
        } else if is_other {
            // Not by its text, which has fewer digits.
            let exactly = self.input.exactly(before.value, before.complement);
            self.put(&Typed { range: before.range, ..exactly }, None);
            self.put_note(&self.pointer, before.note);
        }
        drafted || is_other
    }

    /// One step up or down. Says whether there was one.
    pub fn step(&self, up: bool) -> bool {
        let seen = self.seen.try_get_untracked().filter(|seen| seen.range.is_none());
        let value = seen.and_then(|seen| seen.value);
        let next = value.and_then(|value| self.input.stepped(value, up));
        if next.is_some() {
            self.put(&self.input.exactly(next, None), None);
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
            self.store.complain(format!("Not changed: {}.", refused.words()));
        }
    }
}

impl Seen {
    fn exact(&self) -> (Option<f64>, Option<f64>, Option<Distribution>) {
        (self.value, self.complement, self.range)
    }
}

fn seen(scenario: &Scenario, input: &'static Input, pointer: &str) -> Seen {
    let at = input.at(scenario, pointer);
    let range = edit::range_of(scenario, pointer);
    Seen {
        value: at.and_then(|at| input.get(scenario, at)),
        complement: at.and_then(|at| input.complement(scenario, at)),
        text: match &range {
            Some(range) => range_text(input, range),
            None => at.map_or_else(String::new, |at| input.text(scenario, at)),
        },
        range,
        note: scenario.notes.get(pointer).cloned(),
    }
}
