//! Makes a scenario whole again after its lists have changed.

use super::{regions_of, single_in};
use crate::scenario::areas;
use crate::scenario::inputs;
use crate::scenario::limits::MAX_NOTES;
use crate::scenario::model::{Kind, Matrix, Note, NoteStatus, PlanOption, Scenario, Specialised, Uncertain, WriteMode};

/// A round trip when nothing at all is known, ms: the median between two regions of the world.
const UNKNOWN_MS: f64 = 130.0;

/// Removes references to what is gone and fills the tables for what is new.
///
/// The lists themselves are left alone, save options that have lost a region they cannot do without.
pub fn settle(scenario: &mut Scenario) {
    options(scenario);
    let ids: Vec<String> = scenario.regions.iter().map(|region| region.id.clone()).collect();
    for group in &mut scenario.user_groups {
        group.home_region = group.home_region.take().filter(|id| ids.contains(id));
    }
    drop_cells(scenario);
    estimate_latencies(scenario);
    fill_round_trips(scenario);
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

/// Estimates the latencies from user groups to regions that are missing, and marks them.
pub fn estimate_latencies(scenario: &mut Scenario) {
    let known = scenario.user_latency_ms.clone();
    let missing: Vec<(String, String)> = scenario
        .user_groups
        .iter()
        .flat_map(|group| scenario.regions.iter().map(|region| (group.id.clone(), region.id.clone())))
        .filter(|(group, region)| known.get(group).is_none_or(|row| !row.contains_key(region)))
        .collect();
    for (group, region) in &missing {
        // The map knows some places; else a group that is far from everything stays far.
        let from_map = areas::user_latency_ms(group, region);
        let row = || median(known.get(group).into_iter().flat_map(|row| row.values().copied()));
        let column = || median(known.values().filter_map(|row| row.get(region).copied()));
        let value = from_map.or_else(row).or_else(column).unwrap_or(UNKNOWN_MS);
        scenario.user_latency_ms.entry(group.clone()).or_default().insert(region.clone(), value);
        mark(scenario, format!("/user_latency_ms/{group}/{region}"), source(from_map.is_some()));
    }
}

fn fill_round_trips(scenario: &mut Scenario) {
    let typical = median(scenario.region_rtt_ms.values().flat_map(|row| row.values().copied())).unwrap_or(UNKNOWN_MS);
    let ids: Vec<&String> = scenario.regions.iter().map(|region| &region.id).collect();
    let pairs = ids.iter().enumerate().flat_map(|(i, a)| ids.iter().skip(i + 1).map(move |b| (*a, *b)));
    let missing: Vec<(String, String)> =
        pairs.filter(|(a, b)| !has(&scenario.region_rtt_ms, a, b)).map(|(a, b)| (a.clone(), b.clone())).collect();
    for (a, b) in &missing {
        let from_map = areas::region_rtt_ms(a, b);
        let value = from_map.unwrap_or(typical);
        scenario.region_rtt_ms.entry(a.clone()).or_default().insert(b.clone(), value);
        mark(scenario, format!("/region_rtt_ms/{a}/{b}"), source(from_map.is_some()));
    }
}

fn has(table: &Matrix, a: &str, b: &str) -> bool {
    let cell = |a: &str, b: &str| table.get(a).is_some_and(|row| row.contains_key(b));
    cell(a, b) || cell(b, a)
}

/// Marks a number as nobody's, as long as there is room for notes.
pub(super) fn mark(scenario: &mut Scenario, pointer: String, source: &str) {
    if scenario.notes.len() < MAX_NOTES {
        scenario.notes.insert(pointer, Note { status: NoteStatus::Default, source: source.into() });
    }
}

/// Where an estimate comes from: it waits for a better number.
fn source(from_map: bool) -> &'static str {
    if from_map { areas::SOURCE } else { "estimate: the middle of what is known; put in your own" }
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}

/// Notes and ranges of inputs that are no more.
fn forget_gone_inputs(scenario: &mut Scenario) {
    let is_gone = |(_, uncertain): &(usize, &Uncertain)| inputs::canonical(scenario, &uncertain.input).is_none();
    let gone: Vec<usize> = scenario.uncertainty.iter().enumerate().filter(is_gone).map(|(index, _)| index).collect();
    for index in gone.into_iter().rev() {
        scenario.uncertainty.remove(index);
        close_gap(scenario, "/uncertainty/", index);
    }
    let notes = std::mem::take(&mut scenario.notes);
    scenario.notes = notes.into_iter().filter(|(pointer, _)| inputs::canonical(scenario, pointer).is_some()).collect();
}
