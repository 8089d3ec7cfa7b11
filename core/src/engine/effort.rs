//! How long simulated years take, counted before any is drawn, and how many of them are drawn therefore.

use super::constants::{HOURS_PER_YEAR, KNOWN_STATES, MAX_EVENTS, MAX_EVENTS_A_YEAR, MAX_YEARS_WORK};
use super::machine::{Machine, machines};
use super::math::exp;
use super::plan::Plan;
use super::routes::FEW_GROUPS;
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};

// What is done, in about nanoseconds: for a change of state, and for each machine that might have been next;
const OF_EVENT: f64 = 14.0;
const OF_MACHINE: f64 = 0.8;
// to begin a year, for each machine;
const OF_START: f64 = 15.0;
// for a joint state that is not remembered, and in it for each region, and for each specialised region that it may need;
const OF_STATE: f64 = 100.0;
const OF_REGION: f64 = 8.0;
const OF_SPECIAL: f64 = 1.5;
// to route a group.
const OF_GROUP: f64 = 4.0;

/// What it takes to simulate an option. Work is a count of what is done, about as many as it takes nanoseconds on a desktop.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Effort {
    /// Changes of state in a year, on average.
    pub events_per_year: f64,
    /// Work of a year.
    pub work_per_year: f64,
    /// Work that is done once: routes, which are kept.
    pub work_once: f64,
}

impl Effort {
    /// Of an option of the problem; none if there is no such option, or if its failures are too frequent to simulate.
    pub fn of(problem: &Problem, option: usize) -> Option<Effort> {
        let mut plan = Plan::default();
        plan.prepare(problem, problem.options.get(option)?);
        Effort::of_machines(&plan, &machines(problem, &plan).0)
    }

    /// Of a plan; none if its failures are too frequent to simulate.
    pub(crate) fn of_machines(plan: &Plan, machines: &[Machine]) -> Option<Effort> {
        let events_per_year = HOURS_PER_YEAR * machines.iter().map(Machine::events_per_hour).sum::<f64>();
        // A region that fails every second for a microsecond would keep the page busy for hours.
        if events_per_year.is_nan() || events_per_year > MAX_EVENTS_A_YEAR {
            return None;
        }
        let (regions, groups) = (plan.len() as f64, plan.order.len() as f64);
        let usual = usual_states(machines);
        let routing = OF_GROUP * groups;
        let routed = (1u64 << plan.len()) as f64;
        let (each, once) =
            if plan.order.len() < FEW_GROUPS { (routing, 0.0) } else { (0.0, routing * usual.min(routed)) };
        let new_state = OF_STATE + each + regions * (OF_REGION + OF_SPECIAL * plan.special.len() as f64);
        let event = OF_EVENT + OF_MACHINE * machines.len() as f64 + share_of_new(machines) * new_state;
        let start = OF_EVENT + OF_START * machines.len() as f64;
        Some(Effort { events_per_year, work_per_year: start + events_per_year * event, work_once: once })
    }
}

/// Joint states of regions and domains that are found most of the time, about: e^H, H being the sum of the entropies of
/// what is independent (Shannon, A mathematical theory of communication, 1948, theorem 3).
fn usual_states(machines: &[Machine]) -> f64 {
    exp(machines.iter().filter(|machine| machine.is_joint()).map(Machine::entropy).sum())
}

/// Share of the changes of state that lead into one that is not remembered, about: there are so many places for the usual
/// ones.
pub(crate) fn share_of_new(machines: &[Machine]) -> f64 {
    let usual = usual_states(machines);
    usual / (usual + KNOWN_STATES as f64)
}

/// So many of the years asked for that the simulations of all options together end in about a second; at least one of
/// each, none of an option that is not simulated. What takes little gets all of its years, and what takes more shares
/// evenly what is left.
///
/// ```
/// use geode_core::engine::simulation::{Effort, affordable};
/// let quick = Effort { events_per_year: 10.0, work_per_year: 300.0, work_once: 0.0 };
/// let slow = Effort { work_per_year: 1e6, ..quick };
/// // 3e6 of 1.5e9 are for the quick one.
/// assert_eq!(affordable(10_000, &[Some(slow), Some(quick), None]), [1_497, 10_000, 0]);
/// ```
pub fn affordable(asked: u32, efforts: &[Option<Effort>]) -> Vec<u32> {
    let most = |effort: &Effort| f64::from(asked).min(MAX_EVENTS / effort.events_per_year.max(1.0));
    let work = |effort: &Effort| effort.work_once + most(effort) * effort.work_per_year;
    let mut order: Vec<(usize, Effort)> = efforts.iter().enumerate().filter_map(|(i, e)| Some((i, (*e)?))).collect();
    crate::sorted::by(&mut order, |(_, a), (_, b)| work(a).total_cmp(&work(b)));
    let (mut left, mut waiting) = (MAX_YEARS_WORK, order.len() as f64);
    let mut years = vec![0; efforts.len()];
    for (i, effort) in order {
        let (wanted, share) = (work(&effort), left / waiting);
        // All of them, and not one less by rounding.
        let count = match wanted <= share {
            true => most(&effort),
            false => (share - effort.work_once) / effort.work_per_year,
        };
        years[i] = (count as u32).max(1);
        left -= wanted.min(share);
        waiting -= 1.0;
    }
    years
}

/// How many years of every option are simulated: as many as are [affordable] of those that the scenario asks for.
pub fn years(problem: &Problem) -> Vec<u32> {
    let efforts: Vec<_> = (0..problem.options.len()).map(|option| Effort::of(problem, option)).collect();
    affordable(problem.simulation_years, &efforts)
}
