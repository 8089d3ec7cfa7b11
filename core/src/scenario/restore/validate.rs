//! A typed scenario checked by the rules of foreign ones, without a way through JSON: an edit costs no more than that.
//!
//! Paths and words are those of a file that holds the same, which a property test compares.

use super::reader::{self, Context, in_path, is_id};
use super::{Refused, Restored, check};
use crate::quantity::complement;
use crate::scenario::Scenario;
use crate::scenario::inputs::{self, At, Input};
use crate::scenario::limits::{
    MAX_CREDIT_STEPS, MAX_ITEMS, MAX_NOTES, MAX_OPTION_REGIONS, MAX_OPTIONS, MAX_PHASES, MAX_WORDS,
};
use crate::scenario::model::{Kind, Location, Matrix, PlanOption, Region, UserGroup};
use serde_json::Value;

/// Checks a scenario, and repairs what can be repaired without guessing.
///
/// # Errors
/// As [`from_text`](super::from_text) of its file: numbers out of their range, texts, ids, references, sums, lists that
/// are too long. How long it is when written is not looked at: whoever writes it knows.
///
/// ```
/// use geode_core::scenario::{presets, restore};
/// let mut scenario = presets::worked_example();
/// scenario.regions[0].mttr_hours = -1.0;
/// let refused = restore::validate(scenario).unwrap_err();
/// assert_eq!(refused.0[0].path, "/regions/us-east/mttr_hours");
/// ```
pub fn validate(mut scenario: Scenario) -> Result<Restored, Refused> {
    let mut cx = Context::default();
    sizes(&scenario, &mut cx);
    if cx.faults.is_empty() {
        texts(&scenario, &mut cx);
        ranges(&mut scenario, &mut cx);
        check::check(&mut scenario, &mut cx);
    }
    match cx.faults.is_empty() {
        true => Ok(Restored { scenario, repairs: cx.repairs }),
        false => Err(Refused(cx.faults)),
    }
}

/// Lists that are too long; nothing else is looked at then.
fn sizes(scenario: &Scenario, cx: &mut Context) {
    let mut most = |path: &str, count: usize, most: usize| {
        if count > most {
            cx.fault(path, format!("has {count} items"), format!("at most {most}"));
        }
    };
    most("/user_groups", scenario.user_groups.len(), MAX_ITEMS);
    most("/regions", scenario.regions.len(), MAX_ITEMS);
    most("/options", scenario.options.len(), MAX_OPTIONS);
    most("/common_mode/dependencies", scenario.common_mode.dependencies.len(), MAX_WORDS);
    most("/uncertainty", scenario.uncertainty.len(), MAX_ITEMS);
    most("/sla_credits/steps", scenario.sla_credits.steps.len(), MAX_CREDIT_STEPS);
    most("/rollout", scenario.rollout.len(), MAX_PHASES);
    for group in &scenario.user_groups {
        let path = format!("/user_groups/{}/permitted_jurisdictions", group.id);
        most(&path, group.permitted_jurisdictions.len(), MAX_WORDS);
    }
    for option in &scenario.options {
        let Kind::Geode { regions, writes, specialised, .. } = &option.kind else { continue };
        let path = format!("/options/{}", option.id);
        most(&format!("{path}/regions"), regions.len(), MAX_OPTION_REGIONS);
        most(&format!("{path}/writes/voters"), writes.voters.iter().flatten().count(), MAX_OPTION_REGIONS);
        most(&format!("{path}/specialised"), specialised.len(), MAX_OPTION_REGIONS);
    }
    let mut entries = |path: &str, count: usize, most: usize| {
        if count > most {
            cx.fault(path, format!("has {count} entries"), format!("at most {most}"));
        }
    };
    entries("/notes", scenario.notes.len(), MAX_NOTES);
    for (name, table) in [("user_latency_ms", &scenario.user_latency_ms), ("region_rtt_ms", &scenario.region_rtt_ms)] {
        entries(&format!("/{name}"), table.len(), MAX_ITEMS);
        table.iter().for_each(|(row, cells)| entries(&format!("/{name}/{}", in_path(row)), cells.len(), MAX_ITEMS));
    }
}

fn texts(scenario: &Scenario, cx: &mut Context) {
    plain(&scenario.name, || "/name".into(), cx);
    reader::currency(&scenario.currency, cx);
    scenario.catalogue.iter().for_each(|catalogue| plain(&catalogue.as_of, || "/catalogue/as_of".into(), cx));
    plain(&scenario.baseline, || "/baseline".into(), cx);
    scenario.user_groups.iter().enumerate().for_each(|(i, group)| group_texts(i, group, cx));
    scenario.regions.iter().enumerate().for_each(|(i, region)| region_texts(i, region, cx));
    scenario.options.iter().enumerate().for_each(|(i, option)| option_texts(i, option, cx));
    for (i, dependency) in scenario.common_mode.dependencies.iter().enumerate() {
        let path = item("/common_mode/dependencies", i, &dependency.id, cx);
        plain(&dependency.name, || format!("{path}/name"), cx);
    }
    for (pointer, note) in &scenario.notes {
        plain(&note.source, || format!("/notes/{}/source", in_path(pointer)), cx);
    }
}

/// A text of any content.
fn plain(text: &str, path: impl FnOnce() -> String, cx: &mut Context) {
    reader::is_plain(text, path, cx);
}

/// The path of a list item: by its id if that is one, else by its place. An id that is none is a fault.
fn item(list: &str, i: usize, id: &str, cx: &mut Context) -> String {
    match is_id(id) {
        true => format!("{list}/{id}"),
        false => {
            let path = format!("{list}/{i}");
            cx.fault(&format!("{path}/id"), format!("is {}", reader::quoted(id)), reader::an_id());
            path
        }
    }
}

fn group_texts(i: usize, group: &UserGroup, cx: &mut Context) {
    let path = item("/user_groups", i, &group.id, cx);
    plain(&group.name, || format!("{path}/name"), cx);
    for (i, text) in group.permitted_jurisdictions.iter().enumerate() {
        plain(text, || format!("{path}/permitted_jurisdictions/{i}"), cx);
    }
    group.home_region.iter().for_each(|text| plain(text, || format!("{path}/home_region"), cx));
    location(group.location.as_ref(), &path, cx);
}

fn region_texts(i: usize, region: &Region, cx: &mut Context) {
    let path = item("/regions", i, &region.id, cx);
    plain(&region.name, || format!("{path}/name"), cx);
    plain(&region.failure_domain, || format!("{path}/failure_domain"), cx);
    region.jurisdiction.iter().for_each(|text| plain(text, || format!("{path}/jurisdiction"), cx));
    region.catalogue_id.iter().for_each(|text| plain(text, || format!("{path}/catalogue_id"), cx));
    location(region.location.as_ref(), &path, cx);
}

fn location(location: Option<&Location>, path: &str, cx: &mut Context) {
    if let Some(Location::Country(code)) = location {
        reader::country(code, || format!("{path}/location"), cx);
    }
}

fn option_texts(i: usize, option: &PlanOption, cx: &mut Context) {
    let path = item("/options", i, &option.id, cx);
    plain(&option.name, || format!("{path}/name"), cx);
    // Ids of regions are looked up later: what names none is a fault then.
    let Kind::Geode { specialised, .. } = &option.kind else { return };
    for (i, task) in specialised.iter().enumerate() {
        let path = item(&format!("{path}/specialised"), i, &task.id, cx);
        plain(&task.name, || format!("{path}/name"), cx);
    }
}

/// Every number within its range; raised to the least value where its row says so.
fn ranges(scenario: &mut Scenario, cx: &mut Context) {
    for input in inputs::LIST {
        if !matches!(input.path, inputs::USER_LATENCY | inputs::ROUND_TRIP) {
            inputs::each_place(scenario, input).into_iter().for_each(|at| number(scenario, input, at, cx));
        }
    }
    cells(&mut scenario.user_latency_ms, "user_latency_ms", inputs::of_path(inputs::USER_LATENCY), cx);
    cells(&mut scenario.region_rtt_ms, "region_rtt_ms", inputs::of_path(inputs::ROUND_TRIP), cx);
    for region in &mut scenario.regions {
        // It replaces the availability; a wrong one of either has been named.
        if let Some(unavailability) = region.unavailability {
            region.availability = complement(unavailability);
        }
    }
}

fn number(scenario: &mut Scenario, input: &'static Input, at: At, cx: &mut Context) {
    let Some(value) = input.get(scenario, at) else { return };
    if input.allows(value) && !is_minus_nothing(value) {
        return;
    }
    // Made for messages only.
    let path = inputs::pointer(scenario, input, at);
    let checked = reader::checked(&Value::from(value), input, || path, cx);
    // As a file that is read: nothing, or 0 where there must be a number, stands in for a wrong one.
    if !input.set(scenario, at, checked) {
        input.set(scenario, at, Some(0.0));
    }
}

/// A table goes by its rows and columns: to look each cell up by its ids would take longer than all else.
fn cells(table: &mut Matrix, name: &str, input: Option<&'static Input>, cx: &mut Context) {
    let Some(input) = input else { return };
    for (row, cells) in table {
        for (column, value) in cells {
            if !input.allows(*value) || is_minus_nothing(*value) {
                let path = || format!("/{name}/{}/{}", in_path(row), in_path(column));
                *value = reader::checked(&Value::from(*value), input, path, cx).unwrap_or(*value);
            }
        }
    }
}

/// −0, which is written as 0.
fn is_minus_nothing(value: f64) -> bool {
    value == 0.0 && value.is_sign_negative()
}
