//! Active-passive: the six-state chain of a hot standby.
//!
//! 0 both up; 1 primary down, failover running; 2 primary down, failover failed, a person repairs it; 3 standby
//! serves; 4 standby down; 5 both down. Failback takes no time. Imperfect coverage: Birolini, Reliability
//! Engineering §6.8. For identical regions U = q² + λA²[c/(δ+μ+λ) + (1−c)/(μm+μ+λ)]; model.md §3.

use super::markov::stationary;
use super::plan::{Mask, Plan};
use super::routing::{Front, State};
use crate::scenario::problem::Problem;

const PRIMARY: Mask = 1;
const STANDBY: Mask = 2;

/// What each state of the chain means to the users.
pub(crate) const STATES: [State; 6] = [
    UP,
    State { down: PRIMARY, ..UP },
    State { down: PRIMARY, uncovered: true, ..UP },
    State { away: PRIMARY, ..UP },
    State { away: STANDBY, ..UP },
    BOTH_DOWN,
];

/// Everything up.
const UP: State = State { down: 0, away: 0, open: 0, promoted: false, common: false, uncovered: false };

/// Both regions down, nobody serves.
const BOTH_DOWN: State = State { down: 0, away: PRIMARY | STANDBY, ..UP };

/// Rates of the chain per hour, from the independent parts of the two regions.
pub(crate) fn rates(problem: &Problem, plan: &Plan) -> [[f64; 6]; 6] {
    let (primary, standby) = (plan.own[0], plan.own[1]);
    let (lp, mp) = (primary.failure_rate(), 1.0 / primary.mean_hours);
    let (ls, ms) = (standby.failure_rate(), 1.0 / standby.mean_hours);
    let failover = &problem.failover;
    let automatic = 60.0 / failover.active_passive_minutes;
    let manual = 60.0 / failover.longest_recovery_minutes();
    [
        [0.0, failover.coverage * lp, (1.0 - failover.coverage) * lp, 0.0, ls, 0.0],
        [mp, 0.0, 0.0, automatic, 0.0, ls],
        [mp, 0.0, 0.0, manual, 0.0, ls],
        [mp, 0.0, 0.0, 0.0, 0.0, ls],
        [ms, 0.0, 0.0, 0.0, 0.0, lp],
        [0.0, 0.0, 0.0, ms, mp, 0.0],
    ]
}

/// Take-overs by the standby per hour, automatic or by hand: π₁δ + π₂μm.
pub(crate) fn take_overs_per_hour(problem: &Problem, plan: &Plan) -> f64 {
    let rates = rates(problem, plan);
    let chain = stationary(rates);
    let common = plan.domains.first().map_or(0.0, |d| d.process.unavailability);
    (1.0 - common) * (chain[1] * rates[1][3] + chain[2] * rates[2][3])
}

/// The states of a pair: the chain, and the common-cause event that overrides it.
pub(crate) fn fronts(problem: &Problem, plan: &Plan) -> impl Iterator<Item = Front> + use<> {
    let common = plan.domains.first().map_or(0.0, |d| d.process.unavailability);
    let chain = stationary(rates(problem, plan));
    let event = Front { probability: common, state: State { common: true, ..BOTH_DOWN } };
    let own = STATES.into_iter().zip(chain);
    own.map(move |(state, p)| Front { probability: (1.0 - common) * p, state }).chain([event])
}
