//! Outages that were, lived through once more by every option (model.md §4, "Incident replay").
//!
//! The same rules as in the long run, with known times in place of random ones: a region that is out is found and routed
//! away from after the mean detection, a writer is promoted a promotion later, a pair fails over where that works and is
//! moved by hand where it does not. Which requests fail in a state of the regions is asked of the routing of the engine.

use super::capacity::size;
use super::constants::HOURS_PER_MONTH;
use super::plan::{Mask, Plan, Request, Shape, WriteRule, reach};
use super::processes::detection_hours;
use super::routing::{Assignment, State};
use super::tally::Tally;
use crate::scenario::model::Revenue;
use crate::scenario::problem::{Choice, Design, Problem, Writes};
use serde::Serialize;
use std::collections::HashMap;

/// The most outages that are replayed at once.
pub const MAX_OUTAGES: usize = 5_000;

/// Below this share of the incident an option has prevented it, above one minus this it has not touched it.
const NEXT_TO_NOTHING: f64 = 0.01;

/// Whom an outage hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hit {
    /// Users of these regions, indices of [`Problem::regions`].
    Regions(Vec<usize>),
    /// All users of every option: a supplier, or a change of one's own.
    Everyone,
}

/// An outage as a log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// Its start, seconds from any moment that all of them share.
    pub start_seconds: i64,
    /// Its end.
    pub end_seconds: i64,
    /// Whom it hit.
    pub hit: Hit,
}

/// Outages that overlap or touch, as one incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Replayed {
    /// Indices of its outages.
    pub outages: Vec<usize>,
    /// When the first began.
    pub start_seconds: i64,
    /// When the last ended.
    pub end_seconds: i64,
    /// Downtime of each option in its course, seconds of all requests.
    pub downtime_seconds: Vec<f64>,
}

/// What an option makes of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Less than 1 % of it is left.
    Prevented,
    /// Between both.
    Shortened,
    /// More than 99 % of it is left.
    Untouched,
}

impl Replayed {
    /// From the start of the first outage to the end of the last: the union of their times, seconds.
    pub fn seconds(&self) -> f64 {
        (self.end_seconds - self.start_seconds) as f64
    }

    /// What an option with so much downtime has made of it.
    pub fn outcome(&self, downtime_seconds: f64) -> Outcome {
        match downtime_seconds / self.seconds() {
            left if left < NEXT_TO_NOTHING => Outcome::Prevented,
            left if left > 1.0 - NEXT_TO_NOTHING => Outcome::Untouched,
            _ => Outcome::Shortened,
        }
    }
}

/// What an hour in which all requests fail costs: the cost that was given, else revenue × margin × share lost ÷ 730 h.
pub fn downtime_cost_per_hour(revenue: &Revenue) -> f64 {
    let lost = revenue.gross_margin * revenue.lost_share_during_downtime;
    revenue.downtime_cost_per_hour.unwrap_or(revenue.monthly * lost / HOURS_PER_MONTH)
}

/// Replays at most [`MAX_OUTAGES`] outages, none of them empty: the incidents in the order of time.
///
/// ```
/// use geode_core::engine::replay::{Hit, Outage, replay};
/// use geode_core::scenario::problem::Problem;
/// use geode_core::scenario::presets;
/// let problem = Problem::compile(&presets::worked_example());
/// let us_east = Outage { start_seconds: 0, end_seconds: 7_200, hit: Hit::Regions(vec![0]) };
/// let incidents = replay(&problem, &[us_east]);
/// // One region is down for all of it, a pair for its failover, three regions for 40 % of the users until they are moved.
/// let [single, pair, _, three] = incidents[0].downtime_seconds[..] else { unreachable!() };
/// assert_eq!((single, pair), (7_200.0, 900.0));
/// assert!((three - 36.0).abs() < 1e-9);
/// ```
pub fn replay(problem: &Problem, outages: &[Outage]) -> Vec<Replayed> {
    let mut incidents = incidents(outages);
    for option in &problem.options {
        let mut player = Player::new(problem, option);
        for incident in &mut incidents {
            let hit: Vec<&Outage> = incident.outages.iter().filter_map(|i| outages.get(*i)).collect();
            incident.downtime_seconds.push(player.downtime_seconds(&hit, incident.start_seconds));
        }
    }
    incidents
}

/// Outages that overlap or touch together, in the order of time.
fn incidents(outages: &[Outage]) -> Vec<Replayed> {
    let wanted = outages.iter().enumerate().filter(|(_, outage)| outage.start_seconds < outage.end_seconds);
    let mut order: Vec<(usize, &Outage)> = wanted.take(MAX_OUTAGES).collect();
    crate::sorted::by_key(&mut order, |(_, outage)| outage.start_seconds);
    let mut incidents: Vec<Replayed> = Vec::new();
    for (i, outage) in order {
        match incidents.last_mut().filter(|last| outage.start_seconds <= last.end_seconds) {
            Some(last) => {
                last.outages.push(i);
                last.end_seconds = last.end_seconds.max(outage.end_seconds);
            }
            None => incidents.push(Replayed {
                outages: vec![i],
                start_seconds: outage.start_seconds,
                end_seconds: outage.end_seconds,
                downtime_seconds: Vec::new(),
            }),
        }
    }
    incidents
}

/// Spans of time that do not overlap, in order, seconds.
#[derive(Debug, Default)]
struct Spans(Vec<(f64, f64)>);

impl Spans {
    /// From spans in the order of their starts; those that touch are one.
    fn merged(spans: impl Iterator<Item = (f64, f64)>) -> Spans {
        let mut merged: Vec<(f64, f64)> = Vec::new();
        for (start, end) in spans {
            match merged.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        Spans(merged)
    }

    /// When the span at a moment has begun; none between spans. What happens some time later is a moment itself, and is
    /// compared as such: `(start + step) - start` may be a little less than `step`.
    fn began(&self, at: f64) -> Option<f64> {
        let before = self.0.partition_point(|(start, _)| *start <= at);
        self.0[..before].last().filter(|(_, end)| at < *end).map(|(start, _)| *start)
    }
}

/// One option that lives through outages.
struct Player {
    plan: Plan,
    assignment: Assignment,
    tally: Tally,
    /// Fraction of all requests that are reads or writes that reach a region.
    weights: [f64; 2],
    /// What fails with everything up: load that is always shed.
    usual: f64,
    /// Chance that the failover of a pair works.
    coverage: f64,
    /// Seconds of an outage after which something changes: users are routed away and a writer is promoted, or a failover
    /// has worked and a person has recovered what had failed.
    steps: [f64; 2],
    /// States of the regions that were met, and the share of requests that fails in them.
    known: HashMap<(Mask, Mask, bool), f64>,
}

impl Player {
    fn new(problem: &Problem, option: &Choice) -> Player {
        let (mut plan, mut assignment) = (Plan::default(), Assignment::default());
        plan.prepare(problem, option);
        size(problem, option, &mut plan, &mut assignment);
        let failover = &problem.failover;
        let detected = detection_hours(problem) * 3_600.0;
        let weight = |kind: Request| kind.share(problem) * reach(option, kind);
        let mut player = Player {
            weights: [weight(Request::Read), weight(Request::Write)],
            usual: 0.0,
            coverage: failover.coverage,
            steps: match &option.design {
                Design::ActivePassive { .. } => {
                    [failover.active_passive_minutes * 60.0, failover.longest_recovery_minutes() * 60.0]
                }
                Design::Geode { writes: Writes::SingleWriter { failover_minutes, .. }, .. } => {
                    [detected, detected + failover_minutes * 60.0]
                }
                Design::Single { .. } | Design::Geode { .. } => [detected; 2],
            },
            plan,
            assignment,
            tally: Tally::default(),
            known: HashMap::new(),
        };
        player.usual = player.failed(State::default());
        player
    }

    /// ∫ of the share of requests that fails for the outages of one incident, seconds.
    fn downtime_seconds(&mut self, outages: &[&Outage], from_seconds: i64) -> f64 {
        let span = |outage: &&Outage| {
            ((outage.start_seconds - from_seconds) as f64, (outage.end_seconds - from_seconds) as f64)
        };
        let everyone = Spans::merged(outages.iter().filter(|outage| outage.hit == Hit::Everyone).map(span));
        let regions: Vec<Spans> = self
            .plan
            .regions
            .iter()
            .map(|region| {
                let hits = |outage: &&&Outage| matches!(&outage.hit, Hit::Regions(hit) if hit.contains(region));
                Spans::merged(outages.iter().filter(hits).map(span))
            })
            .collect();
        let mut moments: Vec<f64> = everyone.0.iter().flat_map(|(start, end)| [*start, *end]).collect();
        for (start, end) in regions.iter().flat_map(|spans| &spans.0) {
            moments.extend([*start, *end]);
            moments.extend(self.steps.iter().map(|step| start + step).filter(|moment| moment < end));
        }
        crate::sorted::ascending(&mut moments);
        moments.dedup();
        let pieces = moments.windows(2).map(|piece| match *piece {
            [start, end] if everyone.began(start).is_some() => end - start,
            [start, end] => (end - start) * self.failed_share(&regions, start),
            _ => 0.0,
        });
        // Of no pieces a sum is −0.
        pieces.sum::<f64>() + 0.0
    }

    /// Share of requests that fails at a moment beyond what always does.
    fn failed_share(&mut self, regions: &[Spans], at: f64) -> f64 {
        if self.plan.shape == Shape::Pair {
            return self.weights.iter().sum::<f64>() * self.pair_down(regions, at);
        }
        let [away, promoted] = self.steps;
        let mut state = State::default();
        for (local, began) in regions.iter().map(|spans| spans.began(at)).enumerate() {
            match began {
                Some(start) if at < start + away => state.down |= 1 << local,
                Some(start) => {
                    state.away |= 1 << local;
                    let is_writer = self.plan.writes == WriteRule::Writer { region: local };
                    state.promoted |= is_writer && at >= start + promoted;
                }
                None => {}
            }
        }
        match self.known.get(&(state.down, state.away, state.promoted)) {
            Some(failed) => *failed,
            None => {
                // Shares of groups sum to 1 but for rounding.
                let failed = (self.failed(state) - self.usual).clamp(0.0, 1.0);
                self.known.insert((state.down, state.away, state.promoted), failed);
                failed
            }
        }
    }

    /// The chance that a pair is down at a moment: both are out, or its primary is, and nobody has taken over yet.
    fn pair_down(&self, regions: &[Spans], at: f64) -> f64 {
        let [primary, standby] = regions else { return 0.0 };
        let ([automatic, manual], Some(start)) = (self.steps, primary.began(at)) else { return 0.0 };
        match standby.began(at) {
            Some(_) => 1.0,
            None if at < start + automatic => 1.0,
            None if at < start + manual => 1.0 - self.coverage,
            None => 0.0,
        }
    }

    /// Share of requests that fails in a state, groups that nobody may serve not counted.
    fn failed(&mut self, state: State) -> f64 {
        self.assignment.route(&self.plan, state.away);
        let (reads, writes) = self.tally.one_state(&self.plan, &self.assignment, &state);
        self.weights[0] * reads + self.weights[1] * writes
    }
}
