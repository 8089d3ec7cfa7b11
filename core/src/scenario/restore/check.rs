//! What no single field can tell: ids, references, sums, and the table cells that an option needs.

use super::catalogue::catalogue;
use super::reader::{Context, in_path, quoted};
use super::references::{references, unique};
use super::tables::tables;
use crate::quantity::Unit;
use crate::scenario::edit::default_id;
use crate::scenario::fit::{self, Words};
use crate::scenario::inputs::{self, Input};
use crate::scenario::limits::{MAX_CELLS, MAX_ITEMS, MAX_OPTIONS};
use crate::scenario::model::*;

pub(super) fn check(scenario: &mut Scenario, cx: &mut Context) {
    counts(scenario, cx);
    references(scenario, cx);
    if !cx.faults.is_empty() {
        // Tables and sums of a scenario with broken lists would only repeat the same complaint.
        return;
    }
    default_ids(scenario);
    catalogue(scenario, cx);
    if scenario.sla_credits.is_none() && scenario.sla_credits != SlaCredits::default() {
        scenario.sla_credits = SlaCredits::default();
        cx.repair("/sla_credits", "has no steps; dropped");
    }
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
        distribution(scenario, entry, &format!("{path}/distribution"), cx);
    }
    scenario.uncertainty = list;
}

/// Whether a distribution has the numbers of its kind, and some that its input may have.
fn distribution(scenario: &Scenario, entry: &Uncertain, path: &str, cx: &mut Context) {
    let misplaced = misplaced(&entry.distribution);
    for (name, wrong, expected) in &misplaced {
        cx.fault(&format!("{path}/{name}"), *wrong, *expected);
    }
    let input = inputs::find(scenario, &entry.input).map(|(input, _)| input);
    let is_of_missing = input.is_some_and(|input| input.unit == Unit::Availability)
        && entry.distribution.kind == DistributionKind::Lognormal;
    if !misplaced.is_empty() {
        return;
    }
    if let Err(expected) = shape(&entry.distribution) {
        cx.fault(path, "does not fit together", expected);
    } else if let Some(input) = input.filter(|input| lies_outside(&entry.distribution, input)) {
        let expected = format!("{} of {}", input.range(), quoted(input.label));
        cx.fault(path, "lies outside the range of its input", expected);
    } else if is_of_missing && entry.distribution.p95 >= Some(1.0) {
        // It was accepted, and left out of all samples without a word.
        let expected = "a number below 1: an availability is spread by what is missing to 1, which a lognormal \
                        distribution has above 0";
        cx.fault(&format!("{path}/p95"), "is not below 1", expected);
    }
}

/// Whether nothing between the ends of a distribution may stand in its input: each draw would be cut to one value.
fn lies_outside(d: &Distribution, input: &Input) -> bool {
    let (low, high) = (d.p05.or(d.low), d.p95.or(d.high));
    low.is_some_and(|low| low > input.max) || high.is_some_and(|high| high < input.min)
}

/// Numbers that a distribution of its kind does not have, or lacks: which, what is wrong, and what it has. Of two that
/// contradict each other nobody knows which was meant.
fn misplaced(d: &Distribution) -> Vec<(&'static str, &'static str, &'static str)> {
    let numbers = [("p05", d.p05), ("p95", d.p95), ("low", d.low), ("mode", d.mode), ("high", d.high)];
    let is_by_percentiles = d.p05.or(d.p95).is_some();
    let (has, expected): (&[&str], _) = match d.kind {
        DistributionKind::Normal => (&["p05", "p95"], "p05 and p95 alone where kind is \"normal\""),
        DistributionKind::Lognormal => (&["p05", "p95"], "p05 and p95 alone where kind is \"lognormal\""),
        DistributionKind::Beta => (&["p05", "p95"], "p05 and p95 alone where kind is \"beta\""),
        DistributionKind::Triangular => {
            (&["low", "mode", "high"], "low, mode and high alone where kind is \"triangular\"")
        }
        DistributionKind::Pert => (&["low", "mode", "high"], "low, mode and high alone where kind is \"pert\""),
        DistributionKind::Uniform => {
            let has: &[&str] = if is_by_percentiles { &["p05", "p95"] } else { &["low", "high"] };
            (has, "either low and high or p05 and p95 where kind is \"uniform\"")
        }
    };
    let wrong = |(name, number): (&'static str, Option<f64>)| match (has.contains(&name), number) {
        (true, None) => Some((name, "is missing", expected)),
        (false, Some(_)) => Some((name, "does not belong there", expected)),
        _ => None,
    };
    numbers.into_iter().filter_map(wrong).collect()
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
