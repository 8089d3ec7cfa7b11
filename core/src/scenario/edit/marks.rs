//! Marks on numbers that nobody has given, and notes and ranges of numbers that are gone.

use crate::scenario::inputs;
use crate::scenario::limits::MAX_NOTES;
use crate::scenario::model::{Note, NoteStatus, Scenario, Uncertain};

/// Whether so many numbers more can be marked.
pub(crate) fn has_room(scenario: &Scenario, marks: usize) -> bool {
    scenario.notes.len() + marks <= MAX_NOTES
}

/// Marks a number as nobody's. Says whether there was room for it: what cannot be marked must not be made up.
#[must_use]
pub(crate) fn mark(scenario: &mut Scenario, pointer: String, source: &str) -> bool {
    let fits = scenario.notes.contains_key(&pointer) || has_room(scenario, 1);
    if fits {
        scenario.notes.insert(pointer, Note { status: NoteStatus::Default, source: source.into() });
    }
    fits
}

/// What a pointer is when a range has gone: those behind it move up, its own lead nowhere.
fn moved(pointer: &str, removed: usize) -> Option<String> {
    const RANGES: &str = "/uncertainty/";
    let Some((number, field)) = pointer.strip_prefix(RANGES).and_then(|rest| rest.split_once('/')) else {
        return Some(pointer.to_owned());
    };
    match number.parse::<usize>() {
        Ok(number) if number == removed => None,
        Ok(number) if number > removed => Some(format!("{RANGES}{}/{field}", number - 1)),
        _ => Some(pointer.to_owned()),
    }
}

/// Removes a range. Ranges alone go by their number, so notes on those behind it move up; no range is one of a range.
pub(super) fn remove_range(scenario: &mut Scenario, removed: usize) {
    scenario.uncertainty.remove(removed);
    let notes = std::mem::take(&mut scenario.notes);
    scenario.notes = notes.into_iter().filter_map(|(pointer, note)| Some((moved(&pointer, removed)?, note))).collect();
}

/// Notes and ranges of inputs that are no more.
pub(super) fn forget_gone_inputs(scenario: &mut Scenario) {
    let is_gone = |(_, uncertain): &(usize, &Uncertain)| inputs::canonical(scenario, &uncertain.input).is_none();
    let gone: Vec<usize> = scenario.uncertainty.iter().enumerate().filter(is_gone).map(|(index, _)| index).collect();
    for index in gone.into_iter().rev() {
        remove_range(scenario, index);
    }
    let notes = std::mem::take(&mut scenario.notes);
    scenario.notes = notes.into_iter().filter(|(pointer, _)| inputs::canonical(scenario, pointer).is_some()).collect();
}
