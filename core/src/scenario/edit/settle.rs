//! Makes a scenario whole again after its lists have changed.

use super::cells::fill_from_map;
use super::marks::{PHASES, forget_gone_inputs, shift};
use super::regions_of;
use crate::scenario::model::{Kind, Phase, PlanOption, Scenario, WriteMode};

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

/// Phases whose option is gone go too.
fn drop_phases(scenario: &mut Scenario) {
    let is_gone = |phase: &Phase, scenario: &Scenario| scenario.option(&phase.option).is_none();
    while let Some(at) = scenario.rollout.iter().position(|phase| is_gone(phase, scenario)) {
        scenario.rollout.remove(at);
        shift(scenario, PHASES, at);
    }
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
        let new = PlanOption::new(Kind::single(first.id.clone()));
        let option = PlanOption { id: "single".into(), name: "Single region".into(), ..new };
        scenario.options.push(option);
    }
    scenario.options.iter_mut().for_each(|option| geode(&mut option.kind));
    drop_phases(scenario);
    if scenario.options.iter().all(|option| option.id != scenario.baseline) {
        scenario.baseline = scenario.options.first().map(|option| option.id.clone()).unwrap_or_default();
    }
}

/// Writer, replicas, voters and specialised regions follow the regions of a geode.
fn geode(kind: &mut Kind) {
    let Kind::Geode { regions, writes, specialised, .. } = kind else { return };
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
    specialised.retain(|special| regions.contains(&special.region));
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
