//! Marks on numbers that nobody has given, and notes and ranges of numbers that are gone.

use crate::scenario::inputs;
use crate::scenario::limits::MAX_NOTES;
use crate::scenario::model::{Note, NoteStatus, Scenario, Uncertain};

/// Where the phases of a rollout stand.
pub(super) const PHASES: &str = "/rollout/";

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

/// Notes and ranges follow the items of a list, of which one has gone.
pub(super) fn shift(scenario: &mut Scenario, list: &str, gone: usize) {
    let moved = |pointer: &str| match pointer.strip_prefix(list).and_then(|rest| rest.split_once('/')) {
        None => Some(pointer.to_owned()),
        Some((at, field)) => match at.parse::<usize>() {
            Ok(at) if at == gone => None,
            Ok(at) if at > gone => Some(format!("{list}{}/{field}", at - 1)),
            _ => Some(pointer.to_owned()),
        },
    };
    let notes = std::mem::take(&mut scenario.notes);
    scenario.notes = notes.into_iter().filter_map(|(pointer, note)| Some((moved(&pointer)?, note))).collect();
    scenario.uncertainty.retain_mut(|range| match moved(&range.input) {
        Some(pointer) => {
            range.input = pointer;
            true
        }
        None => false,
    });
}

/// Removes a range, with the notes on it.
pub(super) fn remove_range(scenario: &mut Scenario, removed: usize) {
    scenario.uncertainty.remove(removed);
    shift(scenario, "/uncertainty/", removed);
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
