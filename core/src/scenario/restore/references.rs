//! Ids that stand twice, and references to what is not there.

use super::reader::{Context, quoted};
use crate::scenario::fit;
use crate::scenario::limits::MAX_OPTION_REGIONS;
use crate::scenario::model::*;
use std::collections::BTreeSet;

/// A fault for each id that stands in front of it already.
pub(super) fn unique(path: &str, ids: &[&String], cx: &mut Context) {
    let mut before = BTreeSet::new();
    for id in ids.iter().filter(|id| !id.is_empty()) {
        if !before.insert(id) {
            cx.fault(&format!("{path}/{id}/id"), "stands twice", "an id of its own for each item");
        }
    }
}

/// A fault unless `id` is one of `ids`, or it is wrong anyway.
pub(super) fn exists<'a>(
    path: impl FnOnce() -> String,
    id: &str,
    what: &str,
    ids: impl Iterator<Item = &'a String> + Clone,
    cx: &mut Context,
) {
    // Where there are none at all, or some without an id, that is the fault.
    let mut ids = ids.filter(|id| !id.is_empty());
    if ids.clone().next().is_some() && !ids.clone().any(|known| known == id) {
        let path = path();
        if cx.faulty(&path) {
            return;
        }
        let mut some: Vec<&str> = ids.by_ref().take(6).map(String::as_str).collect();
        if ids.next().is_some() {
            some.push("…");
        }
        cx.fault(&path, format!("{} is not {what}", quoted(id)), format!("one of {}", some.join(", ")));
    }
}

pub(super) fn references(scenario: &Scenario, cx: &mut Context) {
    if cx.sound("/options") {
        let options = scenario.options.iter().map(|o| &o.id);
        exists(|| "/baseline".into(), &scenario.baseline, "an option", options.clone(), cx);
        for (i, phase) in scenario.rollout.iter().enumerate() {
            exists(|| format!("/rollout/{i}/option"), &phase.option, "an option", options.clone(), cx);
        }
    }
    if !cx.sound("/regions") {
        // Without the regions as they were meant, every reference to one would only repeat the complaint.
        return;
    }
    let regions = scenario.regions.iter().map(|r| &r.id);
    for group in &scenario.user_groups {
        if let Some(home) = &group.home_region {
            exists(|| format!("/user_groups/{}/home_region", group.id), home, "a region", regions.clone(), cx);
        }
    }
    for option in &scenario.options {
        let path = format!("/options/{}", option.id);
        let mut region =
            |field: &str, id: &str| exists(|| format!("{path}/{field}"), id, "a region", regions.clone(), cx);
        match &option.kind {
            Kind::SingleRegion { region: id, .. } => region("region", id),
            Kind::ActivePassive { primary, standby, .. } => {
                region("primary", primary);
                region("standby", standby);
                if primary == standby {
                    cx.fault(&format!("{path}/standby"), "is the primary", "another region");
                }
            }
            Kind::Geode { regions: ids, writes, specialised, .. } => {
                ids.iter().enumerate().for_each(|(i, id)| region(&format!("regions/{i}"), id));
                geode(&path, ids, writes, specialised, cx);
            }
        }
    }
}

fn geode(path: &str, ids: &[String], writes: &Writes, specialised: &[Specialised], cx: &mut Context) {
    if ids.is_empty() {
        let path = format!("{path}/regions");
        if !cx.faulty(&path) {
            cx.fault(&path, "is empty", format!("1 to {MAX_OPTION_REGIONS} regions"));
        }
        return;
    }
    for (i, id) in ids.iter().enumerate() {
        if ids.iter().take(i).any(|other| other == id) {
            cx.fault(&format!("{path}/regions/{i}"), format!("{} stands twice", quoted(id)), "each region once");
        }
    }
    if let WriteMode::SingleWriter { writer, .. } = &writes.mode {
        exists(|| format!("{path}/writes/writer"), writer, "a region of this option", ids.iter(), cx);
    }
    for (i, id) in writes.voters.iter().flatten().enumerate() {
        let at = || format!("{path}/writes/voters/{i}");
        exists(at, id, "a region of this option", ids.iter(), cx);
        if writes.voters.iter().flatten().take(i).any(|other| other == id) {
            cx.fault(&at(), format!("{} stands twice", quoted(id)), "each region once");
        }
    }
    if writes.replicas.is_some_and(|n| n as usize > ids.len()) {
        let wrong = format!("is {}", writes.replicas.unwrap_or_default());
        cx.fault(&format!("{path}/writes/replicas"), wrong, format!("at most the option's {} regions", ids.len()));
    }
    unique(&format!("{path}/specialised"), &specialised.iter().map(|s| &s.id).collect::<Vec<_>>(), cx);
    for (i, s) in specialised.iter().enumerate() {
        let item = if s.id.is_empty() { i.to_string() } else { s.id.clone() };
        let path = || format!("{path}/specialised/{item}/region");
        exists(path, &s.region, "a region of this option", ids.iter(), cx);
    }
    let share: f64 = specialised.iter().map(|s| s.request_share).sum();
    if fit::exceeds_one(share) {
        cx.fault(&format!("{path}/specialised"), format!("shares sum to {}", fit::written(share)), "at most 1");
    }
}
