//! The processes of a simulated year, each a small Markov chain with its own random numbers.

use super::constants::OPERATIONS_OUTAGE_HOURS;
use super::markov::stationary;
use super::math::{exp, ln};
use super::pair;
use super::plan::{Mask, Plan, Shape};
use super::processes::Process;
use super::random::{Random, keyed};
use crate::scenario::problem::Problem;
use std::sync::LazyLock;

/// What began an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// A region, by its index in `Problem::regions`.
    Region(usize),
    /// A common-cause event of a failure domain, by its index.
    Domain(usize),
    /// A shared dependency, by its index.
    Dependency(usize),
    /// Operations.
    Operations,
}

/// One process: a small Markov chain.
#[derive(Debug, Clone)]
pub(crate) struct Machine {
    pub(crate) trigger: Trigger,
    pub(crate) role: Role,
    /// Rates out of each state, as far as they are not 0: target and rate per hour.
    exits: [[(u8, f64); 3]; 6],
    /// Total rate out of each state.
    total: [f64; 6],
    stationary: [f64; 6],
    /// What a state counts in the number of the joint state.
    stride: u64,
    pub(crate) state: u8,
    /// Key of its random numbers.
    key: u64,
    random: Random,
}

/// The joint states of regions and domains are numbered below this: at most 4^16 × 4^8.
pub(crate) const OPERATIONS_DOWN: u64 = 1 << 50;
/// Joint states from here on have a dependency down.
pub(crate) const DEPENDENCY_DOWN: u64 = 1 << 54;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Role {
    /// A region's own process, by local number.
    Region(usize),
    /// A common cause, with its regions.
    Domain(Mask),
    /// The chain of a pair.
    Pair,
    Operations,
    Dependency,
}

impl Machine {
    /// Changes of state per hour in the long run: Σ probability of a state × rate out of it.
    pub(crate) fn events_per_hour(&self) -> f64 {
        self.stationary.iter().zip(&self.total).map(|(probability, rate)| probability * rate).sum()
    }

    /// Whether it is one of those whose states make the joint state: a region, a domain or a pair.
    pub(crate) fn is_joint(&self) -> bool {
        self.stride < OPERATIONS_DOWN
    }

    /// −Σ p ln p over its states.
    pub(crate) fn entropy(&self) -> f64 {
        self.stationary.iter().filter(|p| **p > 0.0).map(|p| -p * ln(*p)).sum()
    }

    /// What its state adds to the number of the joint state.
    pub(crate) fn joint(&self) -> u64 {
        u64::from(self.state) * self.stride
    }
}

/// Stages of a process, as states of its machine.
pub(crate) const DOWN: u8 = 1;
pub(crate) const AWAY: u8 = 2;
pub(crate) const PROMOTED: u8 = 3;

/// One machine for each process of an option that ever fails, and the number of joint states of regions and domains.
pub(crate) fn machines(problem: &Problem, plan: &Plan) -> (Vec<Machine>, u64) {
    let mut machines = Vec::new();
    let mut joint = 1;
    let mut add = |trigger: Trigger, role: Role, (rates, stationary): Chain, states: u64| {
        let stride = match role {
            Role::Dependency => DEPENDENCY_DOWN,
            Role::Operations => OPERATIONS_DOWN,
            Role::Region(_) | Role::Domain(_) | Role::Pair => joint,
        };
        let machine = Machine::new(trigger, role, &rates, stationary, stride, problem.random_seed);
        if machine.stationary[0] < 1.0 || machine.total[0] > 0.0 {
            machines.push(machine);
            joint *= states;
        }
    };
    match plan.shape {
        Shape::Pair => {
            let rates = pair::rates(problem, plan);
            add(Trigger::Region(plan.regions[0]), Role::Pair, (rates, stationary(rates)), 6);
        }
        Shape::Single | Shape::Geode => {
            for (local, process) in plan.own.iter().enumerate() {
                add(Trigger::Region(plan.regions[local]), Role::Region(local), stage_rates(process), 4);
            }
        }
    }
    for domain in &plan.domains {
        add(Trigger::Domain(domain.index), Role::Domain(domain.members), stage_rates(&domain.process), 4);
    }
    let two_state = |q, mean_hours| stage_rates(&Process { unavailability: q, mean_hours, ..Process::default() });
    for (i, q, mean_hours) in plan.dependencies(problem) {
        add(Trigger::Dependency(i), Role::Dependency, two_state(q, mean_hours), 1);
    }
    let operations = two_state(plan.operations_unavailability(problem), OPERATIONS_OUTAGE_HOURS);
    add(Trigger::Operations, Role::Operations, operations, 1);
    (machines, joint)
}

/// Rates between the states of a chain, per hour, and its stationary probabilities.
type Chain = (Rates, [f64; 6]);
type Rates = [[f64; 6]; 6];

/// The chain of a process.
fn stage_rates(process: &Process) -> Chain {
    let stages = process.stages();
    let repair = 1.0 / process.mean_hours;
    let mut rates = [[0.0; 6]; 6];
    let (down, away, promoted) = (usize::from(DOWN), usize::from(AWAY), usize::from(PROMOTED));
    if process.unavailability >= 1.0 {
        // Never up: it stays in its last stage.
        return (rates, [0.0, stages.down, stages.away, stages.promoted, 0.0, 0.0]);
    }
    let first = if process.detection_hours > 0.0 { down } else { away };
    rates[0][first] = process.failure_rate();
    rates[down][0] = repair;
    if process.detection_hours > 0.0 {
        rates[down][away] = 1.0 / process.detection_hours;
    }
    rates[away][0] = repair;
    if let Some(hours) = process.promotion_hours.filter(|h| *h > 0.0) {
        rates[away][promoted] = 1.0 / hours;
    }
    rates[promoted][0] = repair;
    (rates, [stages.up, stages.down, stages.away, stages.promoted, 0.0, 0.0])
}

impl Machine {
    fn new(trigger: Trigger, role: Role, rates: &Rates, stationary: [f64; 6], stride: u64, seed: u64) -> Machine {
        let mut exits = [[(0, 0.0); 3]; 6];
        for (from, row) in rates.iter().enumerate() {
            let positive = row.iter().enumerate().filter(|(to, rate)| *to != from && **rate > 0.0);
            for (exit, (to, rate)) in exits[from].iter_mut().zip(positive) {
                *exit = (to as u8, *rate);
            }
        }
        let total = exits.map(|row| row.iter().map(|(_, rate)| rate).sum());
        let process = match trigger {
            Trigger::Region(i) => 4 * i as u64,
            Trigger::Domain(i) => 4 * i as u64 + 1,
            Trigger::Dependency(i) => 4 * i as u64 + 2,
            Trigger::Operations => 3,
        };
        let key = keyed(keyed(0, seed), process);
        Machine { trigger, role, exits, total, stationary, stride, state: 0, key, random: Random::of(0) }
    }

    /// Begins a year in a stationary state. Returns the hours until it leaves that.
    pub(crate) fn start(&mut self, layers: &Layers, year: u32) -> f64 {
        self.random = Random::of(keyed(self.key, u64::from(year)));
        let mut left = self.random.uniform();
        self.state = 0;
        for (state, probability) in self.stationary.iter().enumerate() {
            if left < *probability {
                self.state = state as u8;
                break;
            }
            left -= probability;
        }
        self.random.exponential(layers, self.total[usize::from(self.state)])
    }

    /// Leaves the present state. Returns the hours until it leaves the next one.
    pub(crate) fn step(&mut self, layers: &Layers) -> f64 {
        let state = usize::from(self.state);
        let exits = &self.exits[state];
        let mut to = exits[0].0;
        if exits[1].1 > 0.0 {
            let mut left = self.random.uniform() * self.total[state];
            for (target, rate) in exits.iter().filter(|(_, rate)| *rate > 0.0) {
                to = *target;
                if left < *rate {
                    break;
                }
                left -= rate;
            }
        }
        self.state = to;
        self.random.exponential(layers, self.total[usize::from(to)])
    }
}

/// Waiting times.
impl Random {
    /// Exponential with a rate; infinite for rate 0.
    #[inline]
    fn exponential(&mut self, layers: &Layers, rate: f64) -> f64 {
        if rate > 0.0 { self.standard_exponential(layers) / rate } else { f64::INFINITY }
    }

    /// The ziggurat method (Marsaglia, Tsang: The ziggurat method for generating random variables, J. Stat. Softw.
    /// 5(8), 2000): nearly always one multiplication and no logarithm.
    #[inline]
    fn standard_exponential(&mut self, layers: &Layers) -> f64 {
        let bits = self.next();
        let layer = (bits & 0xff) as usize;
        let x = (bits >> 11) as f64 / (1u64 << 53) as f64 * layers[layer];
        if x < layers[layer + 1] { x } else { self.beyond(layers, layer, x) }
    }

    /// A point outside the part of its layer that lies wholly below the density.
    #[cold]
    fn beyond(&mut self, layers: &Layers, layer: usize, x: f64) -> f64 {
        if layer == 0 {
            // The tail is exponential again.
            return LAST_LAYER + self.standard_exponential(layers);
        }
        let (low, high) = (exp(-layers[layer]), exp(-layers[layer + 1]));
        match low + (high - low) * self.uniform() < exp(-x) {
            true => x,
            false => self.standard_exponential(layers),
        }
    }
}

/// Right ends of the layers of equal area under e^−x, the one with the tail first.
pub(crate) type Layers = [f64; 257];

/// Where the tail begins, and the area of a layer, for 256 layers.
const LAST_LAYER: f64 = 7.697_117_470_131_05;
const LAYER_AREA: f64 = 0.003_949_659_822_581_557;

/// The layers, computed at the first simulation.
pub(crate) static LAYERS: LazyLock<Layers> = LazyLock::new(|| {
    let mut layers = [0.0; 257];
    layers[0] = LAYER_AREA / exp(-LAST_LAYER);
    layers[1] = LAST_LAYER;
    for i in 2..256 {
        layers[i] = -ln(LAYER_AREA / layers[i - 1] + exp(-layers[i - 1]));
    }
    layers
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_exponential() {
        let (mut random, draws) = (Random::of(7), 1_000_000);
        let drawn: Vec<f64> = (0..draws).map(|_| random.exponential(&LAYERS, 0.5)).collect();
        let mean = drawn.iter().sum::<f64>() / f64::from(draws);
        assert!((mean - 2.0).abs() < 4.0 * 2.0 / f64::from(draws).sqrt(), "{mean}");
        // The chance to exceed x, from the bulk to beyond the last layer.
        for x in [1e-3, 0.02, 0.2, 1.0, 3.0, 6.0, 10.0, 14.0, 16.0, 18.0, 22.0] {
            let chance = exp(-0.5 * x);
            let share = drawn.iter().filter(|d| **d > x).count() as f64 / f64::from(draws);
            let error = (chance * (1.0 - chance) / f64::from(draws)).sqrt();
            assert!((share - chance).abs() < 4.0 * error, "{share} instead of {chance} beyond {x}");
        }
        assert!((LAYERS[255] * (1.0 - exp(-LAYERS[255])) / LAYER_AREA - 1.0).abs() < 1e-9, "the layers close");
    }
}
