//! How often users notice that something breaks (model.md §4).

use super::plan::{Mask, Plan, Request, reach};
use super::routing::{Assignment, State, fate};
use crate::scenario::problem::{Choice, Problem};

/// Incidents per year: Σ q / MTTR × 8760 over the regions whose loss from the all-up state fails some request, and
/// over the domains that hold one. `assignment` is routed with everything up.
pub(crate) fn per_year(problem: &Problem, option: &Choice, plan: &Plan, assignment: &Assignment) -> f64 {
    let matters =
        |lost: &usize| stops(problem, option, plan, assignment, &State { down: 1 << lost, ..State::default() });
    let matter: Mask = (0..plan.len()).filter(matters).fold(0, |mask, lost| mask | 1 << lost);
    let own = plan.own.iter().enumerate().filter(|(i, _)| matter & (1 << i) != 0).map(|(_, p)| p.failures_per_year());
    let common = plan.domains.iter().filter(|d| matter & d.members != 0).map(|d| d.process.failures_per_year());
    // The sum of nothing is −0.
    own.chain(common).sum::<f64>() + 0.0
}

/// Whether some request that reaches the regions fails in a state of known regions, overload left aside. `assignment` is
/// routed for what the state is away from.
pub(crate) fn stops(problem: &Problem, option: &Choice, plan: &Plan, assignment: &Assignment, state: &State) -> bool {
    let reads = Request::Read.share(problem) * reach(option, Request::Read) > 0.0;
    let writes = Request::Write.share(problem) > 0.0;
    let is_stopped = |region: usize| {
        let share = assignment.share[region];
        let fate = fate(plan, state, region, share);
        let either = fate.stopped.is_some() || fate.special_lost > 0.0;
        share > 0.0 && ((reads || writes) && either || writes && fate.write_stopped > 0.0)
    };
    assignment.stranded > 0.0 && (reads || writes) || (0..plan.len()).any(is_stopped)
}
