//! What an option is made of: how it writes, special tasks, what stands in front of it.

use super::change_option;
use super::settings::usual;
use crate::scenario::model::{Edge, Kind, Scenario, Specialised, WriteMode, Writes};

/// One region writes for everybody; another one takes over in the usual time.
pub fn single_writer(region: &str) -> WriteMode {
    let writer_failover_minutes = usual("/options/{option}/writes/writer_failover_minutes");
    WriteMode::SingleWriter { writer: region.into(), writer_failover_minutes }
}

/// Changes how a geode writes; the change gets its regions too.
pub fn change_writes(scenario: &mut Scenario, id: &str, change: impl FnOnce(&mut Writes, &[String])) {
    change_option(scenario, id, |option| {
        if let Kind::Geode { regions, writes, .. } = &mut option.kind {
            change(writes, regions);
        }
    });
}

/// Puts a usual content delivery network in front of an option, or takes away what stands there.
pub fn set_edge(scenario: &mut Scenario, id: &str, has_edge: bool) {
    let edge = has_edge.then(usual_edge);
    change_option(scenario, id, |option| option.edge = edge);
}

/// A content delivery network of which nothing is known.
pub fn usual_edge() -> Edge {
    Edge {
        offload_share: usual("/options/{option}/edge/offload_share"),
        latency_ms: usual("/options/{option}/edge/latency_ms"),
        monthly_cost: usual("/options/{option}/edge/monthly_cost"),
    }
}

/// Adds a special task in the first region of a geode; no request needs it yet.
pub fn add_specialised(scenario: &mut Scenario, id: &str) {
    change_option(scenario, id, |option| {
        if let Kind::Geode { regions, specialised, .. } = &mut option.kind
            && let Some(region) = regions.first()
        {
            let name = "Special task".to_owned();
            specialised.push(Specialised { name, region: region.clone(), request_share: 0.0 });
        }
    });
}

/// Changes a special task of a geode.
pub fn change_specialised(scenario: &mut Scenario, id: &str, index: usize, change: impl FnOnce(&mut Specialised)) {
    change_option(scenario, id, |option| {
        if let Kind::Geode { specialised, .. } = &mut option.kind
            && let Some(special) = specialised.get_mut(index)
        {
            change(special);
        }
    });
}
