//! Sizing: how much capacity each region gets, and the loads it is sized for (model.md §7).

use super::constants::{MAX_LOSSES_ROUTED, MAX_REGIONS};
use super::losses::heaviest;
use super::plan::{Mask, Plan, Request, Shape, WriteRule, reach};
use super::routing::{Assignment, State, fate};
use crate::scenario::model::Sizing;
use crate::scenario::problem::{Choice, Problem};

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
/// factor, but no less than the smallest useful size; single regions and pairs build 1 ÷ factor; all × (1 + headroom) × the share of requests that no edge answers.
///
/// Where there are few such losses every one is routed; where there are many, each region's [`heaviest`] one. Every load is
/// summed in the order of the groups either way, so only losses whose loads differ by rounding can be told apart.
///
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
    let few = count_losses(n as u32, reported) <= MAX_LOSSES_ROUTED;
    let mut worst_losses = [0; MAX_REGIONS];
    for (region, loss) in worst_losses.iter_mut().enumerate().take(n).filter(|_| !few) {
        *loss = heaviest(plan, region, reported, &mut assignment.by_loss);
    }
    let mut look_at = |regions: Mask| {
        let state = lost(plan, regions);
        assignment.route(plan, regions);
        for region in (0..n).filter(|r| assignment.used & (1 << r) != 0) {
            let load = fate(plan, &state, region, assignment.share[region]).load;
            loads.worst[region] = f64::max(loads.worst[region], load);
            if regions.count_ones() <= losses {
                sized_for[region] = f64::max(sized_for[region], load);
            }
            if regions == 0 {
                loads.all_up[region] = load;
            }
        }
    };
    if few {
        losses_up_to(n as u32, reported).for_each(look_at);
    } else {
        // As many as that are more than one, so what is reported is what is sized for.
        look_at(0);
        worst_losses[..n].iter().for_each(|loss| look_at(*loss));
    }
    let reached = Request::Read.share(problem) * reach(option, Request::Read) + Request::Write.share(problem);
    for (region, sized_for) in sized_for.iter().enumerate().take(n) {
        let factor = problem.regions[plan.regions[region]].capacity_factor;
        let built = built(problem, plan.shape, factor, *sized_for);
        plan.carries[region] = built * factor;
        loads.provisioned[region] = built * option.design.stands(region) * reached;
    }
    loads
}

/// What is built in a region of such a capacity factor for the load that it is sized for.
fn built(problem: &Problem, shape: Shape, factor: f64, sized_for: f64) -> f64 {
    let capacity = &problem.capacity;
    let built = match (shape, capacity.sizing) {
        (Shape::Single | Shape::Pair, _) => 1.0 / factor,
        (Shape::Geode, Sizing::FullCopy) => 1.0,
        (Shape::Geode, Sizing::Survive { .. }) => (sized_for / factor).max(capacity.minimum_region_share),
    };
    built * (1.0 + capacity.headroom)
}

/// Sets of at most `most` of `n` regions, Σ C(n, k).
fn count_losses(n: u32, most: u32) -> u64 {
    let mut sets = 1;
    (1..=u64::from(most.min(n))).fold(1, |count, k| {
        sets = sets * (u64::from(n) + 1 - k) / k;
        count + sets
    })
}

/// Those sets, the one of no region first.
fn losses_up_to(n: u32, most: u32) -> impl Iterator<Item = Mask> {
    let end = 1u32 << n;
    let mut next = 0;
    std::iter::from_fn(move || {
        while next < end {
            let set = next;
            // From a set that is too large to that with its lowest region, all have its other regions, and at least one.
            let is_small = set.count_ones() <= most;
            next += if is_small { 1 } else { set & set.wrapping_neg() };
            if is_small {
                return Some(set as Mask);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_are_the_small_sets_of_regions() {
        for n in 0..=10 {
            for most in 0..=n {
                let all: Vec<Mask> = (0..1u16 << n).filter(|set| set.count_ones() <= most).collect();
                assert_eq!(losses_up_to(n, most).collect::<Vec<_>>(), all, "{most} of {n}");
                assert_eq!(count_losses(n, most), all.len() as u64);
            }
        }
        assert_eq!(losses_up_to(16, 16).count(), 1 << 16);
    }
}
