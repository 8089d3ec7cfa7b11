//! Makes a scenario whole again after its lists have changed.

use super::cells::fill_from_map;
use super::{regions_of, single_in};
use crate::scenario::inputs;
use crate::scenario::limits::MAX_NOTES;
use crate::scenario::model::{Kind, Note, NoteStatus, PlanOption, Scenario, Specialised, Uncertain, WriteMode};

/// Removes references to what is gone, and fills the tables for what is new as far as the map knows it.
///
/// The lists themselves are left alone, save options that have lost a region they cannot do without.
pub fn settle(scenario: &mut Scenario) {
    options(scenario);
    let ids: Vec<String> = scenario.regions.iter().map(|region| region.id.clone()).collect();
    for group in &mut scenario.user_groups {
        group.home_region = group.home_region.take().filter(|id| ids.contains(id));
    }
    drop_cells(scenario);
    fill_from_map(scenario);
    forget_gone_inputs(scenario);
}

/// A geode gives up regions; an option that cannot do without one goes.
fn options(scenario: &mut Scenario) {
    let ids: Vec<String> = scenario.regions.iter().map(|region| region.id.clone()).collect();
    for option in &mut scenario.options {
        if let Kind::Geode { regions, .. } = &mut option.kind {
            regions.retain(|id| ids.contains(id));
        }
    }
    scenario.options.retain(|option| {
        let used = regions_of(&option.kind);
        !used.is_empty() && used.iter().all(|id| ids.iter().any(|known| known == id))
    });
    if let (true, Some(first)) = (scenario.options.is_empty(), scenario.regions.first()) {
        let kind = single_in(first.id.clone());
        let option = PlanOption { id: "single".into(), name: "Single region".into(), kind, edge: None };
        scenario.options.push(option);
    }
    let mut gaps = Vec::new();
    for option in &mut scenario.options {
        let list = format!("/options/{}/specialised/", option.id);
        gaps.extend(geode(&mut option.kind).into_iter().map(|index| (list.clone(), index)));
    }
    gaps.iter().for_each(|(list, index)| close_gap(scenario, list, *index));
    if scenario.options.iter().all(|option| option.id != scenario.baseline) {
        scenario.baseline = scenario.options.first().map(|option| option.id.clone()).unwrap_or_default();
    }
}

/// Writer, replicas, voters and specialised regions follow the regions of a geode. Says which specialised regions have gone,
/// the last first.
fn geode(kind: &mut Kind) -> Vec<usize> {
    let Kind::Geode { regions, writes, specialised } = kind else { return Vec::new() };
    if let (WriteMode::SingleWriter { writer, .. }, Some(first)) = (&mut writes.mode, regions.first())
        && !regions.contains(writer)
    {
        writer.clone_from(first);
    }
    writes.replicas = writes.replicas.filter(|count| *count as usize <= regions.len());
    if let Some(voters) = &mut writes.voters {
        voters.retain(|id| regions.contains(id));
    }
    let votes = matches!(writes.mode, WriteMode::Quorum);
    writes.voters = writes.voters.take().filter(|voters| votes && !voters.is_empty());
    let is_gone = |(_, special): &(usize, &Specialised)| !regions.contains(&special.region);
    let gone: Vec<usize> = specialised.iter().enumerate().filter(is_gone).map(|(index, _)| index).rev().collect();
    specialised.retain(|special| regions.contains(&special.region));
    gone
}

/// What a pointer is when an item of a list, such as `/common_mode/dependencies/`, has gone: those behind it move up, its
/// own lead nowhere.
///
/// ```
/// use geode_core::scenario::edit::moved;
/// assert_eq!(moved("/list/2/name", "/list/", 1).as_deref(), Some("/list/1/name"));
/// assert_eq!(moved("/list/1/name", "/list/", 1), None);
/// ```
pub fn moved(pointer: &str, list: &str, removed: usize) -> Option<String> {
    let Some((number, field)) = pointer.strip_prefix(list).and_then(|rest| rest.split_once('/')) else {
        return Some(pointer.to_owned());
    };
    match number.parse::<usize>() {
        Ok(number) if number == removed => None,
        Ok(number) if number > removed => Some(format!("{list}{}/{field}", number - 1)),
        _ => Some(pointer.to_owned()),
    }
}

/// Pointers by number move up when an item in front of them has gone.
pub(super) fn close_gap(scenario: &mut Scenario, list: &str, removed: usize) {
    let notes = std::mem::take(&mut scenario.notes);
    for (pointer, note) in notes {
        if let Some(pointer) = moved(&pointer, list, removed) {
            scenario.notes.insert(pointer, note);
        }
    }
    scenario.uncertainty.retain_mut(|uncertain| {
        let pointer = moved(&uncertain.input, list, removed);
        uncertain.input = pointer.clone().unwrap_or_default();
        pointer.is_some()
    });
}

fn drop_cells(scenario: &mut Scenario) {
    let groups: Vec<&String> = scenario.user_groups.iter().map(|group| &group.id).collect();
    let regions: Vec<&String> = scenario.regions.iter().map(|region| &region.id).collect();
    scenario.user_latency_ms.retain(|row, _| groups.contains(&row));
    scenario.region_rtt_ms.retain(|row, _| regions.contains(&row));
    for (_, cells) in scenario.user_latency_ms.iter_mut().chain(scenario.region_rtt_ms.iter_mut()) {
        cells.retain(|column, _| regions.contains(&column));
    }
}

/// Whether so many numbers more can be marked.
pub(super) fn has_room(scenario: &Scenario, marks: usize) -> bool {
    scenario.notes.len() + marks <= MAX_NOTES
}

/// Marks a number as nobody's. Says whether there was room for it: what cannot be marked must not be made up.
#[must_use]
pub(super) fn mark(scenario: &mut Scenario, pointer: String, source: &str) -> bool {
    let fits = scenario.notes.contains_key(&pointer) || has_room(scenario, 1);
    if fits {
        scenario.notes.insert(pointer, Note { status: NoteStatus::Default, source: source.into() });
    }
    fits
}

/// Notes and ranges of inputs that are no more.
pub(super) fn forget_gone_inputs(scenario: &mut Scenario) {
    let is_gone = |(_, uncertain): &(usize, &Uncertain)| inputs::canonical(scenario, &uncertain.input).is_none();
    let gone: Vec<usize> = scenario.uncertainty.iter().enumerate().filter(is_gone).map(|(index, _)| index).collect();
    for index in gone.into_iter().rev() {
        scenario.uncertainty.remove(index);
        close_gap(scenario, "/uncertainty/", index);
    }
    let notes = std::mem::take(&mut scenario.notes);
    scenario.notes = notes.into_iter().filter(|(pointer, _)| inputs::canonical(scenario, pointer).is_some()).collect();
}
