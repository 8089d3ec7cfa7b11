//! Simulated years: seeded discrete events on exactly the model's processes.
//!
//! The mean hides the risk: q = 5e-4 as one four-hour outage every so often is not 4.38 h each year. Every year
//! starts in a random stationary state and is drawn from its own random numbers, f(seed, process, year): any year
//! can be drawn again alone, slices of work change nothing, and a region fails at the same times in all options.

pub use super::machine::Trigger;

use super::constants::{HOURS_PER_MONTH, HOURS_PER_YEAR, MAX_EVENTS, MAX_EVENTS_A_YEAR};
use super::machine::{DEPENDENCY_DOWN, DOWN, LAYERS, Machine, OPERATIONS_DOWN, PROMOTED, Role, machines};
use super::math::sqrt;
use super::pair;
use super::plan::{Mask, Plan, Request, WriteRule, reach};
use super::problem::{Design, Problem};
use super::rigorous::Scratch;
use super::routes::{Routes, Wanted};
use super::routing::{Assignment, State};
use super::tally::Tally;
use serde::{Deserialize, Serialize};

/// Figures of simulated years.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Yearly {
    /// Years simulated.
    pub years: u32,
    /// Mean downtime, seconds per year: agrees with the analytic mean within its standard error.
    pub mean_seconds: f64,
    /// Standard error of that mean; none of a single year, which says nothing of how years differ.
    pub standard_error_seconds: Option<f64>,
    /// 5th percentile of a year's downtime, seconds.
    pub p05_seconds: f64,
    /// Median of a year's downtime, seconds.
    pub p50_seconds: f64,
    /// 95th percentile of a year's downtime, seconds.
    pub p95_seconds: f64,
    /// Chance that a year misses the availability target; none without one.
    pub misses_target_in_a_year: Option<f64>,
    /// Chance that a month does.
    pub misses_target_in_a_month: Option<f64>,
    /// Chance of a year in which never more requests fail than with everything up.
    pub year_without_incident: f64,
}

/// An incident of a drawn year: a span in which more requests fail than with everything up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Incident {
    /// Hours since the start of the year.
    pub start_hours: f64,
    /// Hours since the start of the year.
    pub end_hours: f64,
    /// What began it.
    pub trigger: Trigger,
    /// Mean share of requests that failed.
    pub failed_share: f64,
}

/// The simulation of one option; can be run in slices.
///
/// ```
/// use geode_core::engine::{problem::Problem, simulation::Simulation};
/// # fn of(problem: &Problem) {
/// if let Some(mut simulation) = Simulation::new(problem, 0) {
///     while simulation.years() < 10_000 {
///         simulation.run(500); // a slice that fits a frame
///     }
///     println!("{:?}", simulation.result());
/// }
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Simulation {
    plan: Plan,
    assignment: Assignment,
    tally: Tally,
    machines: Vec<Machine>,
    /// When each machine next changes its state, hours since the start of the year.
    next_hours: Vec<f64>,
    events_per_year: f64,
    routes: Routes,
    /// Joint states of the regions and the share that fails in them, each in the one place that is its own: see
    /// [`place`](Simulation::place).
    known: Vec<(u64, f64)>,
    /// How many of them are remembered.
    remembered: usize,
    /// Fraction of all requests that are reads or writes that reach a region.
    weights: [f64; 2],
    forbidden: f64,
    budget: Option<f64>,
    drawn: Years,
}

/// Years that were drawn, whatever they are parts of: they add up in order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Years {
    /// Downtime of each year, hours.
    hours: Vec<f64>,
    months_missed: u32,
    quiet_years: u32,
}

impl Problem {
    /// The same as far as simulated years depend on it: neither money nor what only changes latencies. The sections that
    /// do not matter are those of another problem, so that two that differ in nothing else are equal.
    ///
    /// ```
    /// use geode_core::{engine::problem::Problem, scenario::presets};
    /// let today = Problem::compile(&presets::worked_example());
    /// let mut dearer = today.clone();
    /// dearer.cost.single_region_monthly *= 2.0;
    /// assert_eq!(dearer.clone().as_simulated(&today), today.clone().as_simulated(&today));
    /// dearer.beta = 0.1;
    /// assert_ne!(dearer.as_simulated(&today), today.clone().as_simulated(&today));
    /// ```
    pub fn as_simulated(mut self, sections: &Problem) -> Problem {
        (self.cost, self.revenue, self.finance) = (sections.cost, sections.revenue, sections.finance);
        // What is allowed of the availability stands beside the targets.
        (self.target, self.baseline) = (sections.target, 0);
        let traffic = sections.traffic;
        self.traffic.peak_requests_per_second = traffic.peak_requests_per_second;
        self.traffic.replication_lag_seconds = traffic.replication_lag_seconds;
        self.traffic.latency_spread_sigma = traffic.latency_spread_sigma;
        self.traffic.round_trips_per_interaction = traffic.round_trips_per_interaction;
        self.groups.iter_mut().for_each(|group| group.revenue_share = None);
        for region in &mut self.regions {
            (region.price_index, region.transfer_price_per_gb) = (1.0, None);
        }
        for option in &mut self.options {
            if let Some(edge) = &mut option.edge {
                (edge.latency_ms, edge.monthly_cost) = (0.0, 0.0);
            }
            if let Design::ActivePassive { recovery_point_seconds, .. } = &mut option.design {
                *recovery_point_seconds = None;
            }
        }
        self
    }
}

/// Most joint states whose outcome is remembered.
const KNOWN_STATES: u64 = 1 << 16;
/// No joint state.
const UNKNOWN: u64 = u64::MAX;
/// 2^64 ÷ the golden ratio, odd: spreads numbers over the places by their product's leading bits (Knuth, The Art of
/// Computer Programming 3, §6.4).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Simulation {
    /// Prepares the simulation of an option of the problem; none if there is no such option, or if its failures are
    /// too frequent to simulate.
    pub fn new(problem: &Problem, option: usize) -> Option<Simulation> {
        let choice = problem.options.get(option)?;
        let Scratch { mut plan, mut assignment, .. } = Scratch::default();
        plan.prepare(problem, choice);
        super::capacity::size(problem, choice, &mut plan, &mut assignment);
        let (machines, joint) = machines(problem, &plan);
        let events_per_year = HOURS_PER_YEAR * machines.iter().map(Machine::events_per_hour).sum::<f64>();
        // A region that fails every second for a microsecond would keep the page busy for hours.
        if events_per_year.is_nan() || events_per_year > MAX_EVENTS_A_YEAR {
            return None;
        }
        let weight = |kind: Request| kind.share(problem) * reach(choice, kind);
        Some(Simulation {
            forbidden: plan.forbidden_share(),
            weights: [weight(Request::Read), weight(Request::Write)],
            known: Vec::new(),
            remembered: joint.min(KNOWN_STATES) as usize,
            routes: Routes::default(),
            budget: problem.allowed_unavailability,
            plan,
            assignment,
            tally: Tally::default(),
            next_hours: vec![0.0; machines.len()],
            machines,
            events_per_year,
            drawn: Years::default(),
        })
    }

    /// So many of the years asked for that the simulation ends in about a second; at least one.
    pub fn affordable(&self, years: u32) -> u32 {
        let most = MAX_EVENTS / self.events_per_year.max(1.0);
        years.min(most as u32).max(1)
    }

    /// Changes of state in a year, on average: what a year costs.
    pub fn events_per_year(&self) -> f64 {
        self.events_per_year
    }

    /// Years simulated so far.
    pub fn years(&self) -> u32 {
        self.drawn.hours.len() as u32
    }

    /// Simulates so many years more.
    pub fn run(&mut self, years: u32) {
        let more = self.years_from(self.years(), years);
        self.drawn.append(more);
    }

    /// So many years from the year `first` on, the very first being 0. They depend on nothing that was drawn before.
    pub fn years_from(&mut self, first: u32, count: u32) -> Years {
        let mut drawn = Years { hours: Vec::with_capacity(count as usize), ..Years::default() };
        let usual = self.usual_share();
        for year in (first..).take(count as usize) {
            let mut months = [0.0; 12];
            let mut quiet = true;
            self.draw(year, |start, end, failed, _| {
                quiet &= failed <= usual;
                add_to_months(&mut months, start, end, failed);
            });
            drawn.hours.push(months.iter().sum());
            drawn.quiet_years += u32::from(quiet);
            if let Some(budget) = self.budget {
                drawn.months_missed += months.iter().filter(|m| **m > budget * HOURS_PER_MONTH).count() as u32;
            }
        }
        drawn
    }

    /// Figures of the years simulated so far.
    pub fn result(&self) -> Yearly {
        self.drawn.figures(self.budget)
    }

    /// The incidents of one year, the first year being 0: those behind the figures, drawn again.
    pub fn incidents(&mut self, year: u32) -> Vec<Incident> {
        let mut incidents: Vec<Incident> = Vec::new();
        let usual = self.usual_share();
        let mut ongoing = false;
        self.draw(year, |start, end, failed, trigger| {
            match (failed > usual, incidents.last_mut()) {
                (true, Some(incident)) if ongoing => {
                    let lasted = incident.end_hours - incident.start_hours;
                    let lost = incident.failed_share * lasted + failed * (end - start);
                    incident.end_hours = end;
                    incident.failed_share = lost / (end - incident.start_hours);
                }
                (true, _) => {
                    incidents.push(Incident { start_hours: start, end_hours: end, trigger, failed_share: failed });
                }
                (false, _) => {}
            }
            ongoing = failed > usual;
        });
        incidents
    }

    /// Draws a year and reports every span of constant state: start, end, failed share, and what changed last.
    fn draw(&mut self, year: u32, mut report: impl FnMut(f64, f64, f64, Trigger)) {
        if self.known.is_empty() {
            self.known.resize(self.remembered, (UNKNOWN, 0.0));
            self.routes.prepare(&self.plan, Wanted::Shares);
        }
        let mut trigger = Trigger::Operations;
        let (layers, mut joint) = (&*LAYERS, 0);
        for (machine, next) in self.machines.iter_mut().zip(&mut self.next_hours) {
            *next = machine.start(layers, year);
            joint += machine.joint();
            if machine.state != 0 {
                trigger = machine.trigger;
            }
        }
        let mut now = 0.0;
        loop {
            let failed = self.failed_share(joint);
            let next = earliest(&self.next_hours).min(HOURS_PER_YEAR);
            if next > now {
                report(now, next, failed, trigger);
            }
            now = next;
            let mut waiting = self.machines.iter_mut().zip(&mut self.next_hours);
            let Some((machine, next)) = waiting.find(|(_, hours)| **hours == next && next < HOURS_PER_YEAR) else {
                break;
            };
            let before = machine.joint();
            *next += machine.step(layers);
            joint = joint - before + machine.joint();
            if before == 0 {
                trigger = machine.trigger;
            }
        }
    }

    /// Share of requests that fails while everything is up: groups that nobody may serve, load always shed.
    fn usual_share(&mut self) -> f64 {
        self.machines.iter_mut().for_each(|m| m.state = 0);
        self.failed_share(0)
    }

    /// Share of requests that fails in the present state of all machines, whose number is `joint`.
    #[inline]
    fn failed_share(&mut self, joint: u64) -> f64 {
        match self.known.get(self.place(joint)) {
            Some((state, known)) if *state == joint => *known,
            _ => self.new_share(joint),
        }
    }

    /// Where a joint state is remembered: by its number, or, where there are more states than places, in a place that it
    /// shares with others, of which the last is remembered.
    #[inline]
    fn place(&self, joint: u64) -> usize {
        match self.remembered as u64 == KNOWN_STATES {
            true => (joint.wrapping_mul(SPREAD) >> (64 - KNOWN_STATES.ilog2())) as usize,
            false => joint as usize,
        }
    }

    /// The same where it is not yet known.
    fn new_share(&mut self, joint: u64) -> f64 {
        let [reads, writes] = self.weights;
        if joint >= DEPENDENCY_DOWN {
            return 1.0;
        }
        if joint >= OPERATIONS_DOWN {
            return reads + writes;
        }
        let state = self.state();
        self.routes.route(&self.plan, state.away, Wanted::Shares, &mut self.assignment);
        let failed = self.tally.one_state(&self.plan, &self.assignment, &state);
        let failed = reads * (self.forbidden + failed.0) + writes * (self.forbidden + failed.1);
        let place = self.place(joint);
        if let Some(known) = self.known.get_mut(place) {
            *known = (joint, failed);
        }
        failed
    }

    /// The joint state of the regions: a common cause overrides the own stages of its regions.
    fn state(&self) -> State {
        let mut state = State::default();
        let writer: Mask = match self.plan.writes {
            WriteRule::Writer { region } => 1 << region,
            WriteRule::Serving | WriteRule::Quorum { .. } => 0,
        };
        for machine in &self.machines {
            let members = match machine.role {
                Role::Region(local) => 1 << local,
                Role::Domain(members) => members,
                Role::Pair => {
                    state = pair::STATES[usize::from(machine.state)];
                    continue;
                }
                Role::Operations | Role::Dependency => continue,
            };
            if machine.state == 0 {
                continue;
            }
            // Domains come after the regions, so that they override them.
            state.common |= matches!(machine.role, Role::Domain(_));
            state.down &= !members;
            state.away &= !members;
            match machine.state {
                DOWN => state.down |= members,
                _ => state.away |= members,
            }
            if members & writer != 0 {
                state.promoted = machine.state == PROMOTED;
            }
        }
        state
    }
}

impl Years {
    /// Adds the years that follow these.
    pub fn append(&mut self, mut more: Years) {
        self.hours.append(&mut more.hours);
        self.months_missed += more.months_missed;
        self.quiet_years += more.quiet_years;
    }

    /// Figures of these years; `budget` is the unavailability that the target allows.
    pub fn figures(&self, budget: Option<f64>) -> Yearly {
        let count = self.hours.len() as f64;
        if self.hours.is_empty() {
            return Yearly::default();
        }
        let mut sorted: Vec<f64> = self.hours.iter().map(|hours| hours * 3_600.0).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let mean = sorted.iter().sum::<f64>() / count;
        let squares: f64 = sorted.iter().map(|s| (s - mean) * (s - mean)).sum();
        // The smallest downtime that at least a fraction p of the years does not exceed.
        let at = |p: f64| sorted[((p * count).ceil() as usize).clamp(1, sorted.len()) - 1];
        let missed = |budget: f64| self.hours.iter().filter(|hours| **hours > budget * HOURS_PER_YEAR).count() as f64;
        Yearly {
            years: self.hours.len() as u32,
            mean_seconds: mean,
            standard_error_seconds: (count > 1.0).then(|| sqrt(squares / (count - 1.0) / count)),
            p05_seconds: at(0.05),
            p50_seconds: at(0.5),
            p95_seconds: at(0.95),
            misses_target_in_a_year: budget.map(|budget| missed(budget) / count),
            misses_target_in_a_month: budget.map(|_| f64::from(self.months_missed) / (12.0 * count)),
            year_without_incident: f64::from(self.quiet_years) / count,
        }
    }
}

/// The least of some hours, infinite of none. Four at a time: with one comparison after the other, half of the time of a
/// simulation went here.
#[inline]
fn earliest(hours: &[f64]) -> f64 {
    let least = |a: f64, b: f64| if b < a { b } else { a };
    let mut lanes = [f64::INFINITY; 4];
    let (fours, rest) = hours.as_chunks::<4>();
    for four in fours {
        lanes.iter_mut().zip(four).for_each(|(lane, hours)| *lane = least(*lane, *hours));
    }
    rest.iter().chain(&lanes).fold(f64::INFINITY, |earliest, hours| least(earliest, *hours))
}

/// Adds a span of failure to the months that it touches.
fn add_to_months(months: &mut [f64; 12], start: f64, end: f64, failed: f64) {
    if failed <= 0.0 {
        return;
    }
    let first = ((start / HOURS_PER_MONTH) as usize).min(11);
    for (i, month) in months.iter_mut().enumerate().skip(first) {
        let (opens, closes) = (HOURS_PER_MONTH * i as f64, HOURS_PER_MONTH * (i as f64 + 1.0));
        if opens >= end {
            break;
        }
        *month += failed * (end.min(closes) - start.max(opens)).max(0.0);
    }
}

/// Simulates an option as long as the scenario asks, or as long as is [affordable](Simulation::affordable); the
/// result says how many years that were. None where failures are too frequent to simulate even one.
pub fn simulate(problem: &Problem, option: usize) -> Option<Yearly> {
    let mut simulation = Simulation::new(problem, option)?;
    simulation.run(simulation.affordable(problem.simulation_years));
    Some(simulation.result())
}
