//! Where the data of a user group is (model.md §5): who holds it, and whether a law forbids that.

use super::plan::{Mask, Plan, Shape, WriteRule};
use crate::scenario::problem::{Choice, Design, Problem};

/// Regions that hold a copy of everything, or take part in writing it; of a geode with home regions all, since each
/// group's data is in some of them.
pub(crate) fn holders(plan: &Plan) -> Mask {
    match plan.writes {
        WriteRule::Quorum { voters, .. } => voters,
        WriteRule::Serving | WriteRule::Writer { .. } => plan.all(),
    }
}

/// How many regions hold a copy: the voters of a quorum, else the option's `replicas`, or all.
pub(crate) fn copies(option: &Choice, plan: &Plan) -> u32 {
    match (plan.writes, &option.design) {
        (WriteRule::Quorum { voters, .. }, _) => voters.count_ones(),
        (_, Design::Geode { replicas: Some(replicas), .. }) => (*replicas).min(plan.len() as u32),
        (WriteRule::Serving | WriteRule::Writer { .. }, _) => plan.len() as u32,
    }
}

/// Whether some data would be gone with one region: there is one copy, or a group with users has one region that may
/// hold its data.
pub(crate) fn has_one_copy(option: &Choice, plan: &Plan) -> bool {
    let alone = plan.home && plan.share.iter().zip(&plan.candidates).any(|(share, count)| *share > 0.0 && *count == 1);
    copies(option, plan) < 2 || alone
}

/// Whether data of a group with users is, or passes through, where its law does not permit it.
///
/// Data is where it is held: in every region of a single region, a pair, or a geode that replicates eventually or from a
/// single writer, since nothing says in which of them fewer replicas are; in the voters of a quorum; with home regions
/// where the group may be served. It also passes through specialised regions, and through every region where requests
/// make synchronous calls. Edges, backups and the regions where travellers enter are not judged.
pub(crate) fn breaks_residency(problem: &Problem, plan: &Plan) -> bool {
    let special = plan.special.iter().fold(0, |mask, (region, _)| mask | 1 << region);
    let passed: Mask = if plan.sync_calls > 0.0 { plan.all() } else { special };
    let held: Mask = if plan.home { 0 } else { holders(plan) };
    let at: Mask = held | passed;
    let is_broken = |g: usize| {
        plan.regions.iter().enumerate().any(|(local, region)| at & (1 << local) != 0 && !problem.may_serve(g, *region))
    };
    plan.share.iter().enumerate().any(|(g, share)| *share > 0.0 && is_broken(g))
}

/// Share of requests whose users no region of the option may serve; single regions and pairs serve everyone.
pub(crate) fn unserved_share(plan: &Plan) -> f64 {
    if plan.shape == Shape::Geode { plan.forbidden_share() } else { 0.0 }
}
