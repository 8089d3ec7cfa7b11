//! From the textbook's downtime to the rigorous one, one assumption at a time.

use super::plan::{Request, reach};
use super::problem::{Choice, Design, Problem, Writes};
use super::rigorous::{Rigorous, Scratch, reliability};
use super::textbook::{self, SECONDS_PER_YEAR};
use crate::scenario::model::Sizing;

/// The assumption that a step adds, with the numbers that its words need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BridgeKind {
    /// The textbook method.
    Textbook,
    /// Pair: failovers per year × time, with outages of their real mean length.
    OutageLength {
        /// Mean outage of the primary, hours.
        mttr_hours: f64,
    },
    /// Failover takes time in a geode, and regions fail independently.
    Detection {
        /// Seconds until users of a failed region are routed away.
        seconds: f64,
    },
    /// Pair: both regions as a chain of states, failover always works.
    Overlap,
    /// Pair: some failovers fail.
    Coverage {
        /// Chance that failover works.
        coverage: f64,
    },
    /// Geode: groups are served from permitted regions only.
    Residency,
    /// Some failures hit all regions of a failure domain.
    CommonCause {
        /// Fraction of failures that do.
        beta: f64,
    },
    /// Geode: the write mode, specialised regions and synchronous calls.
    Modes,
    /// Geode: load beyond capacity is shed.
    Capacity,
    /// The edge answers some reads whatever happens to the regions.
    Edge {
        /// Fraction of reads that it answers.
        offload_share: f64,
    },
    /// Shared dependencies.
    Dependencies {
        /// How many of them the option needs.
        count: usize,
    },
    /// Operating more than one region: the rigorous figure.
    Operations,
}

/// A step and the downtime with all assumptions up to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BridgeStep {
    /// What it adds.
    pub kind: BridgeKind,
    /// Running total, seconds per year.
    pub downtime_seconds_per_year: f64,
}

/// Fills the bridge of an option. The last step is the rigorous figure, by construction of the same function.
///
/// Every step evaluates a simpler problem: nothing here knows how a figure is computed.
pub(crate) fn bridge(problem: &Problem, option: &Choice, scratch: &mut Scratch, to: &mut Vec<BridgeStep>) {
    to.clear();
    let textbook = textbook::unavailability(problem, option) * SECONDS_PER_YEAR;
    to.push(BridgeStep { kind: BridgeKind::Textbook, downtime_seconds_per_year: textbook });
    let mut simple = (problem.clone(), option.clone());
    simplify(&mut simple.0, &mut simple.1);
    let mut figures = Rigorous::default();
    let mut step = |kind: BridgeKind, (problem, option): &(Problem, Choice)| {
        reliability(problem, option, scratch, &mut figures);
        to.push(BridgeStep { kind, downtime_seconds_per_year: figures.downtime_seconds_per_year });
    };
    match &option.design {
        Design::Single { .. } => {}
        Design::ActivePassive { primary, .. } => {
            let region = &problem.regions[*primary];
            let hours = problem.failover.active_passive_minutes / 60.0;
            let lasting = (region.unavailability / region.mttr_hours * hours).min(1.0) * SECONDS_PER_YEAR;
            let kind = BridgeKind::OutageLength { mttr_hours: region.mttr_hours };
            step(BridgeKind::Overlap, &simple);
            simple.0.failover.coverage = problem.failover.coverage;
            step(BridgeKind::Coverage { coverage: problem.failover.coverage }, &simple);
            simple.0.beta = problem.beta;
            step(BridgeKind::CommonCause { beta: problem.beta }, &simple);
            to.insert(1, BridgeStep { kind, downtime_seconds_per_year: lasting });
        }
        Design::Geode { .. } => {
            step(BridgeKind::Detection { seconds: super::processes::detection_hours(problem) * 3_600.0 }, &simple);
            simple.0.permitted.clone_from(&problem.permitted);
            step(BridgeKind::Residency, &simple);
            simple.0.beta = problem.beta;
            step(BridgeKind::CommonCause { beta: problem.beta }, &simple);
            simple.0.traffic = problem.traffic;
            simple.1.design.clone_from(&option.design);
            step(BridgeKind::Modes, &simple);
            simple.0.capacity = problem.capacity;
            simple.0.regions.clone_from(&problem.regions);
            step(BridgeKind::Capacity, &simple);
        }
    }
    series(problem, option, scratch, to, simple);
}

/// The last steps, common to all designs: edge, dependencies, operations.
fn series(
    problem: &Problem,
    option: &Choice,
    scratch: &mut Scratch,
    to: &mut Vec<BridgeStep>,
    mut simple: (Problem, Choice),
) {
    let mut figures = Rigorous::default();
    let mut step = |kind: BridgeKind, (problem, option): &(Problem, Choice), scratch: &mut Scratch| {
        reliability(problem, option, scratch, &mut figures);
        to.push(BridgeStep { kind, downtime_seconds_per_year: figures.downtime_seconds_per_year });
    };
    simple.1.edge = option.edge;
    if reach(option, Request::Read) < 1.0 {
        let offload_share = 1.0 - reach(option, Request::Read);
        step(BridgeKind::Edge { offload_share }, &simple, scratch);
    }
    simple.0.dependencies.clone_from(&problem.dependencies);
    let count = scratch.plan.dependencies(problem).count();
    step(BridgeKind::Dependencies { count }, &simple, scratch);
    step(BridgeKind::Operations, &(problem.clone(), option.clone()), scratch);
}

/// Takes out every assumption that a step adds later.
fn simplify(problem: &mut Problem, option: &mut Choice) {
    problem.failover.coverage = 1.0;
    problem.beta = 0.0;
    problem.permitted.fill(true);
    problem.traffic.sync_cross_region_calls = 0;
    problem.dependencies.clear();
    problem.unavailability_per_extra_region = 0.0;
    // A full copy in regions of factor 1 carries all there is.
    problem.capacity.sizing = Sizing::FullCopy;
    problem.regions.iter_mut().for_each(|r| r.capacity_factor = 1.0);
    option.edge = None;
    if let Design::Geode { writes, specialised, .. } = &mut option.design {
        *writes = Writes::Eventual;
        specialised.clear();
    }
}
