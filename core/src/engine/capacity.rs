//! Sizing: how much capacity each region gets, and the loads it is sized for (model.md §7).

use super::constants::MAX_REGIONS;
use super::plan::{Mask, Plan, Request, Shape, WriteRule, reach};
use super::problem::{Choice, Design, Problem};
use super::routing::{Assignment, State, fate};
use crate::scenario::model::Sizing;

/// Loads and capacity of an option's regions, as shares of all requests and of a full copy.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Loads {
    /// Load with everything up.
    pub all_up: [f64; MAX_REGIONS],
    /// Largest load over every loss of up to max(1, f) regions.
    pub worst: [f64; MAX_REGIONS],
    /// Capacity built, in full copies at capacity factor 1.
    pub provisioned: [f64; MAX_REGIONS],
}

/// The state after losing regions for good: users routed away, the writer replaced.
pub(crate) fn lost(plan: &Plan, regions: Mask) -> State {
    let promoted = matches!(plan.writes, WriteRule::Writer { region } if regions & (1 << region) != 0);
    State { away: regions, promoted, ..State::default() }
}

/// Sizes a plan's regions and sets what they can carry, as a share of the requests that reach the regions.
///
/// `full_copy` builds 1; `survive: f` builds the largest load over every loss of up to f regions ÷ capacity
/// factor; single regions and pairs build 1 ÷ factor; all × (1 + headroom) × the share of requests that no edge answers.
/// Of a standby stands what its cost fraction pays for; it is scaled up at failover and then carries everything.
pub(crate) fn size(problem: &Problem, option: &Choice, plan: &mut Plan, assignment: &mut Assignment) -> Loads {
    let n = plan.len();
    let losses = match problem.capacity.sizing {
        Sizing::FullCopy => 0,
        Sizing::Survive { losses } => losses.min(n.saturating_sub(1) as u32),
    };
    let reported = losses.max(1).min(n.saturating_sub(1) as u32);
    let mut loads = Loads::default();
    let mut sized_for = [0.0; MAX_REGIONS];
    for regions in 0..=plan.all() {
        let lost_count = regions.count_ones();
        if lost_count > reported {
            continue;
        }
        let state = lost(plan, regions);
        assignment.route(plan, regions);
        for region in (0..n).filter(|r| assignment.used & (1 << r) != 0) {
            let load = fate(plan, &state, region, assignment.share[region]).load;
            loads.worst[region] = f64::max(loads.worst[region], load);
            if lost_count <= losses {
                sized_for[region] = f64::max(sized_for[region], load);
            }
            if lost_count == 0 {
                loads.all_up[region] = load;
            }
        }
    }
    let reached = Request::Read.share(problem) * reach(option, Request::Read) + Request::Write.share(problem);
    for (region, sized_for) in sized_for.iter().enumerate().take(n) {
        let factor = problem.regions[plan.regions[region]].capacity_factor;
        let built = match (plan.shape, problem.capacity.sizing) {
            (Shape::Single | Shape::Pair, _) => 1.0 / factor,
            (Shape::Geode, Sizing::FullCopy) => 1.0,
            (Shape::Geode, Sizing::Survive { .. }) => sized_for / factor,
        };
        let built = built * (1.0 + problem.capacity.headroom);
        plan.carries[region] = built * factor;
        let stands = match &option.design {
            Design::ActivePassive { standby_cost_fraction, .. } if region == 1 => *standby_cost_fraction,
            _ => 1.0,
        };
        loads.provisioned[region] = built * stands * reached;
    }
    loads
}
