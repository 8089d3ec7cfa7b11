//! What no single field can tell: ids, references, sums, and the table cells that an option needs.

use super::reader::{Context, in_path, quoted};
use super::tables::tables;
use crate::scenario::edit::default_id;
use crate::scenario::fit::{self, Words};
use crate::scenario::inputs;
use crate::scenario::limits::{MAX_CELLS, MAX_ITEMS, MAX_OPTION_REGIONS, MAX_OPTIONS};
use crate::scenario::model::*;
use std::collections::BTreeSet;

pub(super) fn check(scenario: &mut Scenario, cx: &mut Context) {
    counts(scenario, cx);
    references(scenario, cx);
    if !cx.faults.is_empty() {
        // Tables and sums of a scenario with broken lists would only repeat the same complaint.
        return;
    }
    default_ids(scenario);
    voters(scenario, cx);
    tables(scenario, cx);
    cx.fitted_after = cx.repairs.len();
    sums(scenario, cx);
    manual_recovery(scenario, cx);
    notes(scenario, cx);
    uncertainty(scenario, cx);
}

fn counts(scenario: &mut Scenario, cx: &mut Context) {
    let mut list = |path: &str, ids: Vec<&String>, most: usize| {
        if ids.is_empty() && !cx.sound(path) {
            return;
        }
        if ids.is_empty() {
            cx.fault(path, "is empty", format!("1 to {most} items"));
        }
        unique(path, &ids, cx);
    };
    list("/user_groups", scenario.user_groups.iter().map(|g| &g.id).collect(), MAX_ITEMS);
    list("/regions", scenario.regions.iter().map(|r| &r.id).collect(), MAX_ITEMS);
    list("/options", scenario.options.iter().map(|o| &o.id).collect(), MAX_OPTIONS);
    unique(
        "/common_mode/dependencies",
        &scenario.common_mode.dependencies.iter().map(|d| &d.id).collect::<Vec<_>>(),
        cx,
    );
    let cells = scenario.user_groups.len() * scenario.regions.len();
    if cells > MAX_CELLS {
        cx.fault("/user_groups", format!("times regions are {cells} cells"), format!("at most {MAX_CELLS}"));
    }
}

/// A fault for each id that stands in front of it already.
fn unique(path: &str, ids: &[&String], cx: &mut Context) {
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

/// Dependencies and special tasks may do without an id: they get one from their name, in list order.
fn default_ids(scenario: &mut Scenario) {
    fn fill<T>(items: &mut [T], kind: &str, parts: impl Fn(&mut T) -> (&mut String, &String)) {
        let mut taken: Vec<String> = items.iter_mut().map(|item| parts(item).0.clone()).collect();
        for (id, name) in items.iter_mut().map(parts).filter(|(id, _)| id.is_empty()) {
            *id = default_id(name, kind, |id| taken.iter().any(|taken| taken == id));
            taken.push(id.clone());
        }
    }
    fill(&mut scenario.common_mode.dependencies, "dependency", |d| (&mut d.id, &d.name));
    for option in &mut scenario.options {
        if let Kind::Geode { specialised, .. } = &mut option.kind {
            fill(specialised, "task", |s| (&mut s.id, &s.name));
        }
    }
}

fn references(scenario: &Scenario, cx: &mut Context) {
    if cx.sound("/options") {
        exists(|| "/baseline".into(), &scenario.baseline, "an option", scenario.options.iter().map(|o| &o.id), cx);
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
            Kind::Geode { regions: ids, writes, specialised } => {
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

/// Voters mean something in a quorum alone, and there they say which regions hold the data.
fn voters(scenario: &mut Scenario, cx: &mut Context) {
    for option in &mut scenario.options {
        let Kind::Geode { writes, .. } = &mut option.kind else { continue };
        let Some(voters) = &writes.voters else { continue };
        let path = format!("/options/{}/writes", option.id);
        let why = match (&writes.mode, voters.is_empty()) {
            (WriteMode::Quorum, false) => None,
            (WriteMode::Quorum, true) => Some("is empty; dropped, so that all regions that hold the data vote"),
            (WriteMode::Eventual | WriteMode::HomeRegion | WriteMode::SingleWriter { .. }, _) => {
                Some("only a quorum has voters; dropped")
            }
        };
        if let Some(why) = why {
            writes.voters = None;
            cx.repair(&format!("{path}/voters"), why);
        } else if writes.replicas.take().is_some() {
            cx.repair(&format!("{path}/replicas"), "the voters say which regions hold the data; dropped");
        }
    }
}

fn manual_recovery(scenario: &mut Scenario, cx: &mut Context) {
    if let Some(minutes) = fit::raised_recovery(&scenario.failover).filter(|_| !cx.as_typed) {
        scenario.failover.manual_recovery_minutes = minutes;
        fitted(fit::recovery_words(minutes), cx);
    }
}

/// Says that numbers were made to fit together.
fn fitted((path, message): Words, cx: &mut Context) {
    cx.repair(path, message);
}

fn sums(scenario: &mut Scenario, cx: &mut Context) {
    let mut shares: Vec<&mut f64> = scenario.user_groups.iter_mut().map(|g| &mut g.share).collect();
    scale("/user_groups", "shares", &mut shares, cx);
    revenue_shares(scenario, cx);
    let cost = &mut scenario.cost;
    let mut parts = [&mut cost.compute_share, &mut cost.fixed_share, &mut cost.storage_share];
    scale("/cost", fit::COST_SHARES, &mut parts, cx);
}

fn revenue_shares(scenario: &mut Scenario, cx: &mut Context) {
    let groups = &mut scenario.user_groups;
    let sum = fit::revenue_sum_to_scale(groups.iter().map(|group| (group.share, group.revenue_share)));
    if let Some(sum) = sum.filter(|_| !cx.as_typed) {
        groups.iter_mut().for_each(|group| group.revenue_share = fit::scaled(group.revenue_share, sum));
        fitted(fit::revenue_words(sum), cx);
    }
}

/// Scales shares that do not sum to 1, and says so.
fn scale(path: &'static str, what: &str, shares: &mut [&mut f64], cx: &mut Context) {
    match fit::sum_to_scale(shares.iter().map(|share| **share)) {
        Err(fit::NothingToScale) => cx.fault(path, format!("{what} sum to 0"), "a sum of 1"),
        Ok(Some(sum)) if !cx.as_typed => {
            shares.iter_mut().for_each(|share| **share /= sum);
            fitted(fit::scaled_words(path, what, sum), cx);
        }
        Ok(_) => {}
    }
}

fn notes(scenario: &mut Scenario, cx: &mut Context) {
    let (by_id, others): (Vec<_>, Vec<_>) = std::mem::take(&mut scenario.notes)
        .into_iter()
        .map(|(pointer, note)| (inputs::canonical(scenario, &pointer), pointer, note))
        .partition(|(known, pointer, _)| known.as_ref() == Some(pointer));
    // The pointer by ids is the form of the file; any other way to write it gives way.
    for (known, pointer, note) in by_id.into_iter().chain(others) {
        let path = format!("/notes/{}", in_path(&pointer));
        match known {
            Some(known) if scenario.notes.contains_key(&known) => {
                cx.repair(&path, "a second note on this input, dropped");
            }
            Some(known) => {
                scenario.notes.insert(known, note);
            }
            None => cx.fault(&path, "names no input", POINTER),
        }
    }
}

pub(crate) const POINTER: &str = "the pointer of a number in this scenario, such as /cost/single_region_monthly";

fn uncertainty(scenario: &mut Scenario, cx: &mut Context) {
    let mut list = std::mem::take(&mut scenario.uncertainty);
    let mut seen: Vec<String> = Vec::new();
    for (i, entry) in list.iter_mut().enumerate() {
        let path = format!("/uncertainty/{i}");
        match inputs::canonical(scenario, &entry.input).filter(|p| !p.starts_with(inputs::RANDOM_SEED)) {
            Some(pointer) if seen.contains(&pointer) => {
                cx.fault(&format!("{path}/input"), "stands twice", "each input once");
            }
            Some(pointer) => {
                seen.push(pointer.clone());
                entry.input = pointer;
            }
            None => {
                cx.fault(&format!("{path}/input"), format!("{} names no input", quoted(&entry.input)), POINTER);
            }
        }
        if let Err(expected) = shape(&entry.distribution) {
            cx.fault(&format!("{path}/distribution"), "does not fit together", expected);
        }
    }
    scenario.uncertainty = list;
}

/// Whether the numbers of a distribution make one of its family.
fn shape(d: &Distribution) -> Result<(), &'static str> {
    let percentiles = matches!((d.p05, d.p95), (Some(a), Some(b)) if a < b);
    let ends = matches!((d.low, d.high), (Some(a), Some(b)) if a < b);
    let mode = matches!((d.low, d.mode, d.high), (Some(a), Some(m), Some(b)) if a <= m && m <= b);
    let ok = |fits: bool, expected: &'static str| if fits { Ok(()) } else { Err(expected) };
    match d.kind {
        DistributionKind::Normal => ok(percentiles, "p05 below p95"),
        DistributionKind::Lognormal => ok(percentiles && d.p05 > Some(0.0), "p05 above 0 and below p95"),
        DistributionKind::Beta => {
            ok(percentiles && d.p05 > Some(0.0) && d.p95 < Some(1.0), "p05 above 0, below p95, and p95 below 1")
        }
        DistributionKind::Uniform => ok(ends || percentiles, "low below high, or p05 below p95"),
        DistributionKind::Triangular | DistributionKind::Pert => {
            ok(ends && mode, "low at most mode, mode at most high, low below high")
        }
    }
}
