//! From the textbook's downtime to the rigorous one, one assumption at a time.

use super::option::{downtime, prepare, sum};
use super::plan::Plan;
use super::plan::{Request, reach};
use super::rigorous::Rigorous;
use super::scratch::Scratch;
use super::textbook::{self, SECONDS_PER_YEAR};
use crate::scenario::model::Sizing;
use crate::scenario::problem::{Choice, Design, Problem, Writes};
use serde::{Deserialize, Serialize};

/// The assumption that a step adds, with the numbers that its words need.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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
    /// Pair: as a chain of states; some repairs end before the failover does. The standby never fails.
    Repairs,
    /// Pair: the standby fails too.
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
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BridgeStep {
    /// What it adds.
    pub kind: BridgeKind,
    /// Running total, seconds per year.
    pub downtime_seconds_per_year: f64,
}

/// Fills the bridge of an option whose figures `scratch` was last used for. The last step is the rigorous figure, by
/// construction of the same function.
///
/// Every step evaluates a simpler problem, unless it is as before: the sums over a large geode take long.
pub(crate) fn bridge(problem: &Problem, option: &Choice, scratch: &mut Scratch, to: &mut Vec<BridgeStep>) {
    let last = series(problem, option, scratch);
    let mut simple = (problem.clone(), option.clone());
    simplify(&mut simple.0, &mut simple.1);
    to.clear();
    let mut known = Vec::new();
    if let (Design::Geode { .. }, Some(whole)) = (&option.design, last.first()) {
        known.push((scratch.plan.clone(), whole.downtime_seconds_per_year));
    }
    let mut steps = Steps { scratch, to, known, downtime_seconds_per_year: 0.0 };
    steps.push(BridgeKind::Textbook, textbook::unavailability(problem, option) * SECONDS_PER_YEAR);
    match &option.design {
        Design::Single { .. } => {}
        Design::ActivePassive { primary, .. } => steps.of_pair(problem, simple, *primary),
        Design::Geode { .. } => steps.of_geode(problem, option, simple, &last),
    }
    to.extend(last);
}

/// The bridge that is being built.
struct Steps<'a> {
    scratch: &'a mut Scratch,
    to: &'a mut Vec<BridgeStep>,
    /// Plans of a geode whose downtime is known.
    known: Vec<(Plan, f64)>,
    /// Of the step before.
    downtime_seconds_per_year: f64,
}

impl Steps<'_> {
    fn push(&mut self, kind: BridgeKind, downtime_seconds_per_year: f64) {
        self.to.push(BridgeStep { kind, downtime_seconds_per_year });
    }

    /// Evaluates a simpler problem, unless it is as before.
    fn add(&mut self, kind: BridgeKind, changed: bool, (problem, option): &(Problem, Choice)) {
        if changed {
            self.downtime_seconds_per_year = self.downtime(problem, option);
        }
        self.push(kind, self.downtime_seconds_per_year);
    }

    /// Downtime of a simpler problem. All states of a geode follow from its plan, so that equal plans have the same.
    fn downtime(&mut self, problem: &Problem, option: &Choice) -> f64 {
        prepare(problem, option, self.scratch);
        if let Some((_, known)) = self.known.iter().find(|(plan, _)| *plan == self.scratch.plan) {
            return *known;
        }
        let mut figures = Rigorous::default();
        sum(problem, self.scratch, false);
        downtime(problem, option, self.scratch, &mut figures);
        if let Design::Geode { .. } = option.design {
            self.known.push((self.scratch.plan.clone(), figures.downtime_seconds_per_year));
        }
        figures.downtime_seconds_per_year
    }

    fn of_pair(&mut self, problem: &Problem, mut simple: (Problem, Choice), primary: usize) {
        let region = &problem.regions[primary];
        let hours = problem.failover.active_passive_minutes / 60.0;
        let failing_over = (region.unavailability / region.mttr_hours * hours).min(1.0);
        self.push(BridgeKind::OutageLength { mttr_hours: region.mttr_hours }, failing_over * SECONDS_PER_YEAR);
        let standby = match &simple.1.design {
            Design::ActivePassive { standby, .. } => *standby,
            Design::Single { .. } | Design::Geode { .. } => primary,
        };
        let fails = std::mem::take(&mut simple.0.regions[standby].unavailability);
        self.add(BridgeKind::Repairs, true, &simple);
        simple.0.regions[standby].unavailability = fails;
        self.add(BridgeKind::Overlap, fails > 0.0, &simple);
        let coverage = problem.failover.coverage;
        simple.0.failover.coverage = coverage;
        self.add(BridgeKind::Coverage { coverage }, coverage < 1.0, &simple);
    }

    fn of_geode(&mut self, problem: &Problem, option: &Choice, mut simple: (Problem, Choice), last: &[BridgeStep]) {
        let seconds = super::processes::detection_hours(problem) * 3_600.0;
        self.add(BridgeKind::Detection { seconds }, true, &simple);
        let everywhere = simple.0.permitted == problem.permitted;
        simple.0.permitted.clone_from(&problem.permitted);
        self.add(BridgeKind::Residency, !everywhere, &simple);
        simple.0.beta = problem.beta;
        self.add(BridgeKind::CommonCause { beta: problem.beta }, problem.beta > 0.0, &simple);
        let plain = simple.1.design == option.design && problem.traffic.sync_cross_region_calls == 0;
        simple.0.traffic = problem.traffic;
        simple.1.design.clone_from(&option.design);
        // What is left of the problem is its capacity, and the last steps have summed over it as a whole.
        let is_whole = simple.0.capacity == problem.capacity && simple.0.regions == problem.regions;
        match last.first().filter(|_| is_whole) {
            Some(whole) => self.push(BridgeKind::Modes, whole.downtime_seconds_per_year),
            None => self.add(BridgeKind::Modes, !plain, &simple),
        }
    }
}

/// The last steps, on the sums that `scratch` holds: what all designs have in common, edge, dependencies, operations.
fn series(problem: &Problem, option: &Choice, scratch: &Scratch) -> Vec<BridgeStep> {
    let mut steps = Vec::new();
    let mut figures = Rigorous::default();
    let mut step = |kind: BridgeKind, problem: &Problem, option: &Choice| {
        downtime(problem, option, scratch, &mut figures);
        steps.push(BridgeStep { kind, downtime_seconds_per_year: figures.downtime_seconds_per_year });
    };
    let (mut bare, mut without_edge) = (problem.clone(), option.clone());
    bare.dependencies.clear();
    bare.unavailability_per_extra_region = 0.0;
    without_edge.edge = None;
    match &option.design {
        Design::Single { .. } => {}
        Design::ActivePassive { .. } => step(BridgeKind::CommonCause { beta: problem.beta }, &bare, &without_edge),
        Design::Geode { .. } => step(BridgeKind::Capacity, &bare, &without_edge),
    }
    let offload_share = 1.0 - reach(option, Request::Read);
    if offload_share > 0.0 {
        step(BridgeKind::Edge { offload_share }, &bare, option);
    }
    bare.dependencies.clone_from(&problem.dependencies);
    let count = scratch.plan.dependencies(problem).count();
    step(BridgeKind::Dependencies { count }, &bare, option);
    step(BridgeKind::Operations, problem, option);
    steps
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
