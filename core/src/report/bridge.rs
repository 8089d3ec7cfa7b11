//! Why the textbook and the engineering estimate differ, in words.

use crate::engine::bridge::{BridgeKind, BridgeStep};
use crate::quantity::format::{self, Digits};
use serde::Serialize;

/// A step from the textbook figure to the rigorous one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BridgeReport {
    /// The assumption that it adds, with the user's number.
    pub step: String,
    /// Downtime with all assumptions up to it, seconds per year.
    pub downtime_seconds_per_year: f64,
}

/// Words for the steps of an option.
pub fn words(steps: &[BridgeStep]) -> Vec<BridgeReport> {
    steps
        .iter()
        .map(|s| BridgeReport { step: step(&s.kind), downtime_seconds_per_year: s.downtime_seconds_per_year })
        .collect()
}

fn step(kind: &BridgeKind) -> String {
    let percent = |share: f64| format::percent(share, Digits::Few);
    match *kind {
        BridgeKind::Textbook => "textbook".into(),
        BridgeKind::OutageLength { mttr_hours: 1.0 } => "mean outage is 1 h, as the textbook assumes".into(),
        BridgeKind::OutageLength { mttr_hours } => {
            format!("mean outage is {}, not 1 h", format::with_unit(mttr_hours, Digits::Few, " h"))
        }
        BridgeKind::Detection { seconds } => {
            format!("users wait {} until they are routed away", format::duration(seconds, Digits::Few))
        }
        BridgeKind::Repairs => "some repairs end before the failover does".into(),
        BridgeKind::Overlap => "the standby fails too, also while it serves".into(),
        BridgeKind::Coverage { coverage: 1.0 } => "failover always works".into(),
        BridgeKind::Coverage { coverage } => format!("failover works {} of the time", percent(coverage)),
        BridgeKind::Residency => "users stay in their permitted jurisdictions".into(),
        BridgeKind::CommonCause { beta: 0.0 } => "no shared failures".into(),
        BridgeKind::CommonCause { beta } => format!("{} of failures hit a whole failure domain", percent(beta)),
        BridgeKind::Modes => "writes, specialised regions and synchronous calls".into(),
        BridgeKind::Capacity => "load beyond capacity is shed".into(),
        BridgeKind::Edge { offload_share } => format!("the edge answers {} of reads", percent(offload_share)),
        BridgeKind::Dependencies { count: 0 } => "no shared dependencies".into(),
        BridgeKind::Dependencies { count: 1 } => "one shared dependency".into(),
        BridgeKind::Dependencies { count } => format!("{count} shared dependencies"),
        BridgeKind::Operations => "operating more regions: the engineering estimate".into(),
    }
}
