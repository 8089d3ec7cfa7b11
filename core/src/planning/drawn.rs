//! Uncertain inputs, and what is drawn for them.
//!
//! A draw is a function of the seed, the input and the number of the sample: to slice, to reorder or to add inputs changes
//! no other draw, and all options see the same one.

use super::Spread;
use super::grid;
use crate::engine::random::{Random, keyed};
use crate::quantity::Unit;
use crate::scenario::Scenario;
use crate::scenario::inputs::{self, At, Input, Section};
use crate::scenario::model::Distribution;
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// An uncertain input.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Drawn {
    /// Its row in the list of inputs.
    row: usize,
    at: At,
    /// How it is spread; of an availability, its unavailability.
    spread: Spread,
    /// Key of its draws: its pointer's.
    key: u64,
}

/// A value that was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// The value, within the range of the input.
    pub value: f64,
    /// Whether what was drawn lay outside and was cut.
    pub is_cut: bool,
}

impl Drawn {
    /// The uncertain inputs of a scenario that the engine knows. Of the two numbers of a region's availability the
    /// unavailability counts, where both are ranges.
    pub fn all(scenario: &Scenario) -> Vec<Drawn> {
        let problem = Problem::compile(scenario);
        let drawn = scenario
            .uncertainty
            .iter()
            .filter_map(|uncertain| Drawn::new(scenario, &uncertain.input, &uncertain.distribution));
        let is_known = |drawn: &Drawn| {
            drawn.input().is_some_and(|input| {
                // How many years are simulated moves none of the figures that are sampled.
                let is_asked = input.section != Section::Simulation;
                is_asked && input.set_in(&mut problem.clone(), drawn.at, Some(drawn.middle()))
            })
        };
        let known: Vec<Drawn> = drawn.filter(is_known).collect();
        let path = |drawn: &Drawn| drawn.input().map(|input| input.path);
        let is_replaced = |drawn: &Drawn| {
            path(drawn) == Some(inputs::REGIONS_AVAILABILITY)
                && known.iter().any(|one| path(one) == Some(inputs::REGIONS_UNAVAILABILITY) && one.at == drawn.at)
        };
        known.iter().filter(|drawn| !is_replaced(drawn)).copied().collect()
    }

    /// An input with a distribution. None where there is no such input, or its numbers make no distribution.
    pub fn new(scenario: &Scenario, pointer: &str, distribution: &Distribution) -> Option<Drawn> {
        let pointer = inputs::canonical(scenario, pointer)?;
        let (input, at) = inputs::find(scenario, &pointer)?;
        let row = inputs::LIST.iter().position(|row| row.path == input.path)?;
        Some(Drawn { row, at, spread: spread_of(input, distribution)?, key: key_of(&pointer) })
    }

    /// The input.
    pub fn input(&self) -> Option<&'static Input> {
        inputs::LIST.get(self.row)
    }

    /// Its pointer in a scenario.
    pub fn pointer(&self, scenario: &Scenario) -> String {
        self.input().map_or_else(String::new, |input| inputs::pointer(scenario, input, self.at))
    }

    /// How it is spread; of an availability, its unavailability.
    pub fn spread(&self) -> &Spread {
        &self.spread
    }

    /// Its place.
    pub fn at(&self) -> At {
        self.at
    }

    /// What a sample draws.
    pub fn sample(&self, seed: u64, number: u32) -> Value {
        self.quantile(uniform(self.stream(seed), number))
    }

    /// What samples draw, in order.
    pub fn samples(&self, seed: u64, numbers: Range<u32>) -> impl Iterator<Item = Value> {
        let stream = self.stream(seed);
        numbers.map(move |number| self.quantile(uniform(stream, number)))
    }

    /// What all samples of a seed have in common.
    fn stream(&self, seed: u64) -> u64 {
        keyed(keyed(0, seed), self.key)
    }

    /// The value that is not exceeded with a probability; of an availability, whose unavailability is not exceeded.
    pub fn quantile(&self, p: f64) -> Value {
        let drawn = self.spread.quantile(p);
        let Some(input) = self.input() else { return Value { value: drawn, is_cut: false } };
        let wanted = if input.unit == Unit::Availability { 1.0 - drawn } else { drawn };
        let value = grid::allowed(input, wanted);
        let is_cut = value != wanted && !(input.whole && (value - wanted).abs() <= 0.5);
        Value { value, is_cut }
    }

    fn middle(&self) -> f64 {
        self.quantile(0.5).value
    }
}

/// Uniform between 0 and 1, both excluded.
fn uniform(stream: u64, number: u32) -> f64 {
    // The middle of the 2^-53 that it stands for.
    Random::of(keyed(stream, u64::from(number))).uniform() + f64::EPSILON / 4.0
}

/// Makes a problem the base with other values in the place of some inputs. False where these make no scenario.
pub(super) fn write<'a>(work: &mut Problem, base: &Problem, values: impl Iterator<Item = (&'a Drawn, f64)>) -> bool {
    work.clone_from(base);
    for (drawn, value) in values {
        if let Some(input) = drawn.input() {
            input.put_in(work, drawn.at, Some(value));
        }
    }
    let fits = work.fit().is_ok();
    work.settle();
    fits
}

/// The distribution of an input, of an availability that of what is missing.
pub fn spread_of(input: &Input, range: &Distribution) -> Option<Spread> {
    if input.unit == Unit::Availability { Spread::of(&missing(range)) } else { Spread::of(range) }
}

/// The distribution of what is missing to 1.
fn missing(of: &Distribution) -> Distribution {
    let to_one = |number: Option<f64>| number.map(crate::quantity::complement);
    Distribution {
        kind: of.kind,
        p05: to_one(of.p95),
        p95: to_one(of.p05),
        low: to_one(of.high),
        mode: to_one(of.mode),
        high: to_one(of.low),
    }
}

/// A number for a text (FNV-1a, 64 bits).
fn key_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::model::DistributionKind;
    use crate::scenario::presets;

    fn percentiles(kind: DistributionKind, p05: f64, p95: f64) -> Distribution {
        Distribution { kind, p05: Some(p05), p95: Some(p95), low: None, mode: None, high: None }
    }

    #[test]
    fn an_availability_is_drawn_by_what_is_missing() {
        let example = presets::worked_example();
        let spread = percentiles(DistributionKind::Lognormal, 0.999, 0.9999);
        let drawn = Drawn::new(&example, "/regions/us-east/availability", &spread).unwrap();
        // The more is missing, the less is there: its 5th percentile is the 95th of the unavailability.
        assert!((drawn.quantile(0.95).value - 0.999).abs() < 1e-12, "{:?}", drawn.quantile(0.95));
        assert!((drawn.quantile(0.05).value - 0.9999).abs() < 1e-12);
    }

    #[test]
    fn what_is_outside_the_range_is_cut_and_said() {
        let example = presets::worked_example();
        let spread = percentiles(DistributionKind::Normal, -0.5, 1.5);
        let drawn = Drawn::new(&example, "/failover/coverage", &spread).unwrap();
        assert_eq!(drawn.quantile(0.01), Value { value: 0.0, is_cut: true });
        assert_eq!(drawn.quantile(0.99), Value { value: 1.0, is_cut: true });
        assert!(!drawn.quantile(0.5).is_cut);
    }

    /// A range of the years that are simulated was one input, from which no figure that is sampled follows.
    #[test]
    fn years_that_are_simulated_are_not_drawn() {
        let mut example = presets::worked_example();
        let uncertain = |input: &str| crate::scenario::model::Uncertain {
            input: input.to_owned(),
            distribution: percentiles(DistributionKind::Normal, 1_000.0, 2_000.0),
        };
        example.uncertainty = vec![uncertain("/simulation_years"), uncertain("/revenue/monthly")];
        let drawn: Vec<String> = Drawn::all(&example).iter().map(|drawn| drawn.pointer(&example)).collect();
        assert_eq!(drawn, ["/revenue/monthly"]);
    }

    /// By the number of the sample alone.
    #[test]
    fn other_inputs_change_no_draw() {
        let mut example = presets::worked_example();
        let spread = percentiles(DistributionKind::Lognormal, 1.0, 12.0);
        let one = Drawn::new(&example, "/regions/us-east/mttr_hours", &spread).unwrap();
        example.regions.swap(0, 1);
        let moved = Drawn::new(&example, "/regions/us-east/mttr_hours", &spread).unwrap();
        let draws = |drawn: &Drawn| (0..100).map(|number| drawn.sample(7, number).value).collect::<Vec<_>>();
        assert_eq!(draws(&one), draws(&moved));
        assert_ne!(one.sample(7, 0), one.sample(8, 0));
        assert_ne!(one.sample(7, 0), one.sample(7, 1));
    }
}
