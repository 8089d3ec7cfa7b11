//! The tables of round trips: what they name, the cells that an option needs, one direction for each pair.

use super::reader::{Context, in_path};
use super::references::exists;
use crate::scenario::edit::{needs_latency, regions_of};
use crate::scenario::model::*;
use crate::scenario::{fill, inputs};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn tables(scenario: &mut Scenario, cx: &mut Context) {
    let groups = scenario.user_groups.iter();
    let regions = scenario.regions.iter().map(|r| &r.id);
    let ids = groups.clone().map(|g| &g.id);
    known("user_latency_ms", &scenario.user_latency_ms, "a user group", ids, regions.clone(), cx);
    known("region_rtt_ms", &scenario.region_rtt_ms, "a region", regions.clone(), regions.clone(), cx);
    // What the catalogue has is not missing; before it is at hand nobody knows what is.
    let full = fill::full(scenario);
    if fill::awaits_catalogue(scenario) {
        return one_direction(scenario, cx);
    }
    let used: Vec<&str> = scenario.options.iter().flat_map(|option| regions_of(&option.kind)).collect();
    // What the catalogue does not have is said already: that its ways and its price are missing follows from it.
    let strangers = |list: &str, ids: &mut dyn Iterator<Item = &String>, field: &str| -> BTreeSet<String> {
        ids.filter(|id| cx.faulty(&format!("/{list}/{id}/{field}"))).cloned().collect()
    };
    let nowhere = strangers("regions", &mut regions.clone(), "catalogue_id");
    let nobody = strangers("user_groups", &mut groups.clone().map(|g| &g.id), "location");
    let used: Vec<&String> =
        regions.filter(|region| used.contains(&region.as_str()) && !nowhere.contains(*region)).collect();
    // What no option needs may stay unknown: nothing is made up.
    for group in groups.filter(|g| needs_latency(g) && !nobody.contains(&g.id)) {
        let row = full.user_latency_ms.get(&group.id);
        for region in used.iter().filter(|region| row.is_none_or(|row| !row.contains_key(**region))) {
            let path = format!("/user_latency_ms/{}/{region}", group.id);
            cx.fault(&path, "is missing", "a latency in milliseconds to each region that an option uses");
        }
    }
    for region in full.regions.iter().filter(|region| used.contains(&&region.id) && region.price_index.is_none()) {
        let path = inputs::of_items(inputs::REGIONS_PRICE_INDEX, &[&region.id]);
        cx.fault(&path, "is missing", "a price index: the catalogue does not know its price");
    }
    for option in &scenario.options {
        round_trips_used(option, &scenario.traffic, |a, b, why| {
            if a != b
                && ![a, b].iter().any(|id| nowhere.contains(*id))
                && round_trip(&full.region_rtt_ms, a, b).is_none()
            {
                let expected = format!("a round trip in milliseconds: option {} {why}", option.id);
                cx.fault(&format!("/region_rtt_ms/{a}/{b}"), "is missing", expected);
            }
        });
    }
    one_direction(scenario, cx);
}

/// A fault for each row and column of a table that names nothing.
fn known<'a>(
    name: &str,
    table: &Matrix,
    row_is: &str,
    rows: impl Iterator<Item = &'a String> + Clone,
    regions: impl Iterator<Item = &'a String> + Clone,
    cx: &mut Context,
) {
    let mut columns: Vec<&String> = regions.clone().collect();
    crate::sorted::by(&mut columns, |a, b| a.cmp(b));
    for (row, cells) in table {
        let path = || format!("/{name}/{}", in_path(row));
        exists(path, row, row_is, rows.clone(), cx);
        // A table has many cells: each is looked up among sorted ids, and only a stranger is held against all of them.
        for id in cells.keys().filter(|id| columns.binary_search(id).is_err()) {
            exists(|| format!("{}/{}", path(), in_path(id)), id, "a region", regions.clone(), cx);
        }
    }
}

fn round_trip(table: &Matrix, a: &str, b: &str) -> Option<f64> {
    let cell = |a: &str, b: &str| table.get(a)?.get(b).copied();
    cell(a, b).or_else(|| cell(b, a))
}

/// Calls `between` with each pair of regions whose round trip an option uses, and the reason.
fn round_trips_used(option: &PlanOption, traffic: &Traffic, mut between: impl FnMut(&str, &str, &str)) {
    let Kind::Geode { regions, writes, specialised, .. } = &option.kind else { return };
    let voters = if writes.mode == WriteMode::Quorum { writes.voting(regions) } else { &[] };
    for (i, a) in regions.iter().enumerate() {
        let others = regions.iter().skip(i + 1).filter(|b| voters.contains(a) || voters.contains(b));
        others.for_each(|b| between(a, b, "writes by quorum"));
    }
    let reason = match &writes.mode {
        // A writer that fails is replaced by any other region.
        WriteMode::SingleWriter { .. } => Some("has a single writer"),
        WriteMode::HomeRegion if traffic.traveller_share > 0.0 => Some("serves travellers from their home region"),
        WriteMode::Eventual | WriteMode::Quorum | WriteMode::HomeRegion => {
            (traffic.sync_cross_region_calls > 0).then_some("makes synchronous cross-region calls")
        }
    };
    if let Some(why) = reason {
        for (i, a) in regions.iter().enumerate() {
            regions.iter().skip(i + 1).for_each(|b| between(a, b, why));
        }
    }
    for s in specialised {
        regions.iter().for_each(|r| between(r, &s.region, "has a specialised region"));
    }
}

/// Keeps one direction of each pair: the one whose first region comes first in the list.
fn one_direction(scenario: &mut Scenario, cx: &mut Context) {
    let order: BTreeMap<&String, usize> = scenario.regions.iter().enumerate().map(|(i, r)| (&r.id, i)).collect();
    let is_forward = |a: &String, b: &String| order.get(a) < order.get(b);
    let is_kept = |(a, cells): (&String, &Map<f64>)| !cells.is_empty() && cells.keys().all(|b| is_forward(a, b));
    if scenario.region_rtt_ms.iter().all(is_kept) {
        return;
    }
    let mut kept = Matrix::new();
    for (a, cells) in &scenario.region_rtt_ms {
        for (b, value) in cells {
            let forward = is_forward(a, b);
            let (first, second) = if forward { (a, b) } else { (b, a) };
            if a == b {
                cx.repair(&format!("/region_rtt_ms/{a}/{b}"), "a region's round trip to itself is 0; dropped");
                continue;
            }
            let place = kept.entry(first.clone()).or_default();
            let other = place.get(second).copied();
            if other.is_some_and(|other| other != *value) {
                let message = format!("given in both directions with different values; {first} to {second} is used");
                cx.repair(&format!("/region_rtt_ms/{second}/{first}"), message);
            }
            if forward || other.is_none() {
                place.insert(second.clone(), *value);
            }
        }
    }
    scenario.region_rtt_ms = kept;
}
