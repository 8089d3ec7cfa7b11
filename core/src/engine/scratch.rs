//! Memory of evaluations.

use super::latency::Component;
use super::plan::Plan;
use super::routes::Routes;
use super::routing::Assignment;
use super::states::States;
use super::tally::Tally;

/// Memory of an evaluation, reused from one to the next.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    pub(crate) plan: Plan,
    pub(crate) assignment: Assignment,
    pub(crate) routes: Routes,
    pub(crate) states: States,
    pub(crate) tally: Tally,
    /// Of a single state; the other one is of all states of the option at hand.
    pub(crate) lost: Tally,
    pub(crate) components: Vec<Component>,
    pub(crate) flows: Vec<f64>,
}
