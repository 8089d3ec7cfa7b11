//! What an option is made of: how it writes, special tasks, what stands in front of it.

use super::{change_option, default_id};
use crate::scenario::model::{Edge, Kind, Scenario, Specialised, Writes};

/// Changes how a geode writes; the change gets its regions too.
pub fn change_writes(scenario: &mut Scenario, id: &str, change: impl FnOnce(&mut Writes, &[String])) {
    change_option(scenario, id, |option| {
        if let Kind::Geode { regions, writes, .. } = &mut option.kind {
            change(writes, regions);
        }
    });
}

/// Gives a region of a geode a vote in its quorum, and a copy of the data, or takes both away; the last vote stays.
///
/// ```
/// use geode_core::scenario::{edit, model::{Kind, WriteMode}, presets};
/// let mut scenario = presets::worked_example();
/// edit::change_writes(&mut scenario, "geode-3", |writes, _| writes.mode = WriteMode::Quorum);
/// edit::set_voter(&mut scenario, "geode-3", "asia-east", false);
/// let Kind::Geode { writes, .. } = &scenario.options[3].kind else { unreachable!() };
/// assert_eq!(writes.voters.as_deref().unwrap(), ["us-east", "eu-west"]);
/// ```
pub fn set_voter(scenario: &mut Scenario, id: &str, region: &str, votes: bool) {
    change_writes(scenario, id, |writes, regions| {
        let voting = writes.voting(regions).to_vec();
        let is_voter = |id: &&String| if id.as_str() == region { votes } else { voting.contains(id) };
        let voters: Vec<String> = regions.iter().filter(is_voter).cloned().collect();
        if !voters.is_empty() {
            writes.replicas = None;
            // All vote where nobody says who.
            writes.voters = (voters.len() < regions.len()).then_some(voters);
        }
    });
}

/// Puts a usual content delivery network in front of an option, or takes away what stands there.
pub fn set_edge(scenario: &mut Scenario, id: &str, has_edge: bool) {
    let edge = has_edge.then(Edge::default);
    change_option(scenario, id, |option| option.edge = edge);
}

/// Adds a special task in the first region of a geode; no request needs it yet.
pub fn add_specialised(scenario: &mut Scenario, id: &str) {
    change_option(scenario, id, |option| {
        if let Kind::Geode { regions, specialised, .. } = &mut option.kind
            && let Some(region) = regions.first()
        {
            let name = "Special task".to_owned();
            let id = default_id(&name, "task", |id| specialised.iter().any(|special| special.id == id));
            specialised.push(Specialised { id, name, region: region.clone(), ..Specialised::default() });
        }
    });
}

/// Changes a special task of a geode.
pub fn change_specialised(scenario: &mut Scenario, id: &str, task: &str, change: impl FnOnce(&mut Specialised)) {
    change_option(scenario, id, |option| {
        if let Kind::Geode { specialised, .. } = &mut option.kind
            && let Some(special) = specialised.iter_mut().find(|special| special.id == task)
        {
            change(special);
        }
    });
}

/// Removes a special task of a geode.
pub fn remove_specialised(scenario: &mut Scenario, id: &str, task: &str) {
    change_option(scenario, id, |option| {
        if let Kind::Geode { specialised, .. } = &mut option.kind {
            specialised.retain(|special| special.id != task);
        }
    });
}
