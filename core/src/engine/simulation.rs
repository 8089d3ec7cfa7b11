//! Simulated years: seeded discrete events on exactly the model's processes.
//!
//! The mean hides the risk: q = 5e-4 as one four-hour outage every so often is not 4.38 h each year. Every year
//! starts in a random stationary state and is drawn from its own random numbers, f(seed, process, year): any year
//! can be drawn again alone, slices of work change nothing, and a region fails at the same times in all options.

pub use super::effort::{Effort, affordable, years};
pub use super::machine::Trigger;
pub use super::years::{Yearly, Years};

use super::constants::{HOURS_PER_YEAR, KNOWN_STATES};
use super::machine::{DEPENDENCY_DOWN, DOWN, LAYERS, Machine, OPERATIONS_DOWN, PROMOTED, Role, machines};
use super::pair;
use super::plan::{Mask, Plan, Request, WriteRule, reach};
use super::routes::{Routes, Wanted};
use super::routing::{Assignment, State};
use super::scratch::Scratch;
use super::tally::Tally;
use super::years::Year;
use crate::scenario::model::SlaCredits;
use crate::scenario::problem::Problem;

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
/// use geode_core::engine::simulation::Simulation;
/// use geode_core::scenario::problem::Problem;
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
    sla: SlaCredits,
    drawn: Years,
    /// Joint states that were not remembered.
    #[cfg(test)]
    worked_out: usize,
}

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
        Effort::of_machines(&plan, &machines)?;
        let weight = |kind: Request| kind.share(problem) * reach(choice, kind);
        Some(Simulation {
            forbidden: plan.forbidden_share(),
            weights: [weight(Request::Read), weight(Request::Write)],
            known: Vec::new(),
            remembered: joint.min(KNOWN_STATES) as usize,
            routes: Routes::default(),
            budget: problem.allowed_unavailability,
            sla: problem.sla_credits.clone(),
            plan,
            assignment,
            tally: Tally::default(),
            next_hours: vec![0.0; machines.len()],
            machines,
            drawn: Years::default(),
            #[cfg(test)]
            worked_out: 0,
        })
    }

    /// How many joint states had to be worked out.
    #[cfg(test)]
    pub(crate) fn worked_out(&self) -> usize {
        self.worked_out
    }

    /// Share of them that is foreseen.
    #[cfg(test)]
    pub(crate) fn share_of_new(&self) -> f64 {
        super::effort::share_of_new(&self.machines)
    }

    /// Years simulated so far.
    pub fn years(&self) -> u32 {
        self.drawn.count()
    }

    /// Simulates so many years more.
    pub fn run(&mut self, years: u32) {
        let more = self.years_from(self.years(), years);
        self.drawn.append(more);
    }

    /// So many years from the year `first` on, the very first being 0. They depend on nothing that was drawn before.
    pub fn years_from(&mut self, first: u32, count: u32) -> Years {
        let mut drawn = Years::with_room(count);
        let (usual, budget) = (self.usual_share(), self.budget);
        for number in (first..).take(count as usize) {
            let mut year = Year::default();
            self.draw(number, |start, end, failed, _| {
                year.had_incident |= failed > usual;
                year.add(start, end, failed);
            });
            drawn.push(&year, budget, &self.sla);
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
        #[cfg(test)]
        {
            self.worked_out += 1;
        }
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
