//! The processes of a simulated year, each a small Markov chain with its own random numbers.

use super::constants::OPERATIONS_OUTAGE_HOURS;
use super::markov::stationary;
use super::math::ln_1p;
use super::pair;
use super::plan::{Mask, Plan, Shape};
use super::problem::Problem;
use super::processes::Process;
use super::simulation::Trigger;

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
    /// Product of the numbers of states of the machines before it.
    pub(crate) stride: usize,
    pub(crate) state: u8,
    pub(crate) next_hours: f64,
    random: Random,
}

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
}

/// Stages of a process, as states of its machine.
pub(crate) const DOWN: u8 = 1;
pub(crate) const AWAY: u8 = 2;
pub(crate) const PROMOTED: u8 = 3;

/// One machine for each process of an option.
pub(crate) fn machines(problem: &Problem, plan: &Plan) -> Vec<Machine> {
    let mut machines = Vec::new();
    let mut stride = 1;
    let mut add = |trigger: Trigger, role: Role, rates: [[f64; 6]; 6], stationary: [f64; 6], states: usize| {
        machines.push(Machine::new(trigger, role, &rates, stationary, stride));
        stride *= states;
    };
    match plan.shape {
        Shape::Pair => {
            let rates = pair::rates(problem, plan);
            add(Trigger::Region(plan.regions[0]), Role::Pair, rates, stationary(rates), 6);
        }
        _ => {
            for (local, process) in plan.own.iter().enumerate() {
                let (rates, stationary) = stage_rates(process);
                add(Trigger::Region(plan.regions[local]), Role::Region(local), rates, stationary, 4);
            }
        }
    }
    for domain in &plan.domains {
        let (rates, stationary) = stage_rates(&domain.process);
        add(Trigger::Domain(domain.index), Role::Domain(domain.members), rates, stationary, 4);
    }
    let two_state = |q, mean_hours| stage_rates(&Process { unavailability: q, mean_hours, ..Process::default() });
    for (i, q, mean_hours) in plan.dependencies(problem) {
        let (rates, stationary) = two_state(q, mean_hours);
        add(Trigger::Dependency(i), Role::Dependency, rates, stationary, 1);
    }
    let (rates, stationary) = two_state(plan.operations_unavailability(problem), OPERATIONS_OUTAGE_HOURS);
    add(Trigger::Operations, Role::Operations, rates, stationary, 1);
    machines
}

/// Rates between the stages of a process, per hour, and its stationary probabilities.
fn stage_rates(process: &Process) -> ([[f64; 6]; 6], [f64; 6]) {
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
    pub(crate) fn new(
        trigger: Trigger,
        role: Role,
        rates: &[[f64; 6]; 6],
        stationary: [f64; 6],
        stride: usize,
    ) -> Machine {
        let mut exits = [[(0, 0.0); 3]; 6];
        for (from, row) in rates.iter().enumerate() {
            let positive = row.iter().enumerate().filter(|(to, rate)| *to != from && **rate > 0.0);
            for (exit, (to, rate)) in exits[from].iter_mut().zip(positive) {
                *exit = (to as u8, *rate);
            }
        }
        let total = exits.map(|row| row.iter().map(|(_, rate)| rate).sum());
        let random = Random { state: 0 };
        Machine { trigger, role, exits, total, stationary, stride, state: 0, next_hours: f64::INFINITY, random }
    }

    /// Begins a year in a stationary state.
    pub(crate) fn start(&mut self, seed: u64, year: u32) {
        let key = match self.trigger {
            Trigger::Region(i) => 4 * i as u64,
            Trigger::Domain(i) => 4 * i as u64 + 1,
            Trigger::Dependency(i) => 4 * i as u64 + 2,
            Trigger::Operations => 3,
        };
        self.random = Random::stream(seed, key, u64::from(year));
        let mut left = self.random.uniform();
        self.state = 0;
        for (state, probability) in self.stationary.iter().enumerate() {
            if left < *probability {
                self.state = state as u8;
                break;
            }
            left -= probability;
        }
        self.next_hours = self.random.exponential(self.total[usize::from(self.state)]);
    }

    /// Leaves the present state.
    pub(crate) fn step(&mut self) {
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
        self.next_hours += self.random.exponential(self.total[usize::from(to)]);
    }
}

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
#[derive(Debug, Clone, Copy)]
struct Random {
    state: u64,
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Random {
    /// The stream of one process in one year.
    fn stream(seed: u64, process: u64, year: u64) -> Random {
        let with = |state: u64, key: u64| mix(state.wrapping_add(GOLDEN) ^ mix(key.wrapping_add(GOLDEN)));
        Random { state: with(with(with(0, seed), process), year) }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// Uniform in [0, 1).
    fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Exponential with a rate; infinite for rate 0.
    fn exponential(&mut self, rate: f64) -> f64 {
        if rate > 0.0 { -ln_1p(-self.uniform()) / rate } else { f64::INFINITY }
    }
}
