//! The scenario that rows change, and the inputs that they change in it.

use super::Cell;
use crate::scenario::Scenario;
use crate::scenario::inputs::{self, At, Input};
use crate::scenario::limits::MAX_BYTES;
use crate::scenario::problem::{Design, Problem};
use crate::scenario::restore::{self, Fault, MAX_REPAIRS, Refused, Repair, Restored, Unfitted};
use serde_json::Value;

/// Room that a text of the limit must have for what rows may add to it.
const ROOM: usize = MAX_BYTES / 16;

/// The scenario that rows change.
#[derive(Debug, Clone)]
pub struct Base {
    /// The file.
    pub(super) file: Value,
    /// Its length.
    pub(super) length: usize,
    restored: Restored,
    /// As it is before numbers are made to fit together.
    unfitted: Scenario,
    /// The same, compiled.
    pub(super) problem: Problem,
    pub(super) before: Vec<Repair>,
    pub(super) after: Vec<Repair>,
    /// Whether every row must be read as a file: so near a limit that its length, or what is repaired, could exceed it.
    pub(super) is_long: bool,
}

impl Base {
    /// Reads a scenario file, or an evaluation file, whose scenario is taken.
    ///
    /// # Errors
    /// As [`restore::from_bytes`].
    pub fn read(bytes: &[u8]) -> Result<Base, Refused> {
        let restored = restore::from_bytes(bytes)?;
        let file = restore::parsed(restore::utf8(bytes)?)?;
        let Unfitted { scenario: unfitted, before, after } = restore::unfitted(&file)?;
        let is_long = bytes.len() > MAX_BYTES / 4 - ROOM && restored.scenario.to_json().len() > MAX_BYTES - ROOM;
        // Four sums are all that a row may have to repair on the short way.
        let is_long = is_long || before.len() + after.len() + 4 > MAX_REPAIRS;
        let problem = Problem::compile(&unfitted);
        Ok(Base { file, length: bytes.len(), restored, unfitted, problem, before, after, is_long })
    }

    /// The scenario as it was restored.
    pub fn scenario(&self) -> &Scenario {
        &self.restored.scenario
    }

    /// The same, compiled.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// What had to be repaired in it.
    pub fn repairs(&self) -> &[Repair] {
        &self.restored.repairs
    }

    /// The input of a pointer, with list items by id or index.
    ///
    /// # Errors
    /// Where it names no number of the base.
    pub fn column(&self, pointer: &str) -> Result<Column, Fault> {
        let fault = || Fault {
            path: pointer.into(),
            wrong: "names no number of the scenario".into(),
            expected: restore::POINTER.into(),
        };
        let canonical = inputs::canonical(&self.unfitted, pointer).ok_or_else(fault)?;
        let (input, at) = inputs::find(&self.unfitted, &canonical).ok_or_else(fault)?;
        // What the catalogue fills in stands in the problem alone.
        let base = input.get(&self.unfitted, at).or_else(|| input.get_in(&self.problem, at));
        let is_long = self.is_long(input, at, &canonical);
        let is_filled = [inputs::REGIONS_PRICE_INDEX, inputs::REGIONS_TRANSFER_PRICE_PER_GB].contains(&input.path);
        let is_left = self.unfitted.catalogue.is_some() && is_filled;
        let is_known = !input.path.contains("/location/");
        Ok(Column { pointer: canonical, input, at, base, is_long, is_left, is_known })
    }

    /// Whether nothing follows from an input, since the base gives what replaces it: a region's unavailability stands in
    /// the place of its availability.
    pub fn is_replaced(&self, column: &Column) -> bool {
        column.input.path == inputs::REGIONS_AVAILABILITY && !column.input.is_in_use(&self.unfitted, column.at)
    }

    /// Whether a row with a value of this input must be read as a file, since that may be refused or repaired by what
    /// only the names in the file tell.
    fn is_long(&self, input: &Input, at: At, pointer: &str) -> bool {
        let is_located = input.path.contains("/location/");
        // A distribution must be one of its family; beside voters, a number of replicas is dropped.
        let has_no_place = !is_located && input.get_in(&self.problem, at) != input.get(&self.unfitted, at);
        let is_repaired = self.before.iter().any(|repair| repair.path == pointer);
        has_no_place
            || is_repaired
            || match input.path {
                // Whoever has users needs a latency.
                inputs::USER_GROUPS_SHARE | inputs::USER_GROUPS_REVENUE_SHARE => !self.has_all_latencies(at.0),
                // Who writes, calls and travels needs round trips.
                inputs::TRAFFIC_TRAVELLER_SHARE
                | inputs::TRAFFIC_SYNC_CROSS_REGION_CALLS
                | inputs::OPTIONS_WRITES_REPLICAS => !self.has_all_round_trips(),
                inputs::ROUND_TRIP => self.is_given_both_ways(at),
                // Whoever has written a price for all regions means it: nothing is filled in for them then.
                inputs::COST_TRANSFER_PRICE_PER_GB => self.unfitted.catalogue.is_some(),
                _ => false,
            }
    }

    fn has_all_latencies(&self, group: usize) -> bool {
        (0..self.problem.regions.len()).all(|region| self.problem.latency_ms(group, region).is_finite())
    }

    fn has_all_round_trips(&self) -> bool {
        self.problem.options.iter().all(|option| match &option.design {
            Design::Geode { regions, .. } => {
                regions.iter().all(|a| regions.iter().all(|b| self.problem.rtt_ms(*a, *b).is_finite()))
            }
            Design::Single { .. } | Design::ActivePassive { .. } => true,
        })
    }

    /// Whether the file has a round trip in both directions, which may differ.
    fn is_given_both_ways(&self, (a, b): At) -> bool {
        let id = |index: usize| self.unfitted.regions.get(index).map_or("", |region| &region.id);
        let table = restore::scenario_in(&self.file).get("region_rtt_ms");
        let has = |a, b| table.and_then(|table| table.get(a)?.get(b)).is_some_and(|value| !value.is_null());
        has(id(a), id(b)) && has(id(b), id(a))
    }

    /// Takes back what was changed in a problem so that its numbers fit together.
    pub(super) fn unfit(&self, problem: &mut Problem) {
        problem.groups.clone_from(&self.problem.groups);
        problem.cost = self.problem.cost;
        problem.failover = self.problem.failover;
    }
}

/// An input that rows change.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its pointer, with list items by id.
    pub pointer: String,
    pub(super) input: &'static Input,
    pub(super) at: At,
    /// The value in the base, or what the catalogue fills in there.
    base: Option<f64>,
    is_long: bool,
    /// Whether null leaves it to the catalogue.
    is_left: bool,
    /// Whether the engine knows it.
    is_known: bool,
}

impl Column {
    /// Writes a cell into a problem. False where the row must be read as a file: its value is refused or repaired, or may
    /// be.
    pub(super) fn set(&self, problem: &mut Problem, cell: &Cell) -> bool {
        let value = match cell {
            Cell::Base => self.base,
            Cell::Null if self.input.required || self.is_left || self.input.path.ends_with("/unavailability") => {
                return false;
            }
            Cell::Null => self.input.default,
            other => match other.number().filter(|number| self.input.allows(*number)) {
                // −0 is 0.
                Some(number) => Some(number + 0.0),
                None => return false,
            },
        };
        let is_changed = !matches!(cell, Cell::Base);
        match is_changed {
            true if self.is_long => false,
            true => !self.is_known || self.input.set_in(problem, self.at, value),
            false => {
                self.input.set_in(problem, self.at, value);
                true
            }
        }
    }
}
