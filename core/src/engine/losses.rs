//! The loss of regions that puts the most load on one of the others (model.md §7).

use super::plan::{Mask, Plan};

/// A loss of at most `most` regions under which `region` has its largest load: exactly, over all of them.
///
/// A group turns to a region where every region that it prefers to it is lost: its *before* set. So the region's share of
/// requests after losing the set L is Σ shares of the groups whose before set is a part of L, a sum over subsets that
/// [`sum_over_subsets`] takes for all L at once: n 2^n additions for n regions, however many groups there are, and at most
/// 16 regions. Requests that need a lost specialised region add no load, so the largest share need not be the largest load.
///
/// `shares` is memory to be used again.
pub(crate) fn heaviest(plan: &Plan, region: usize, most: u32, shares: &mut Vec<f64>) -> Mask {
    let (bit, all) = (1 << region, plan.all());
    share_by_before(plan, region, shares);
    sum_over_subsets(shares);
    let lost_special = |lost: Mask| {
        let needing = plan.special.iter().filter(|(special, _)| lost & (1 << special) != 0);
        needing.map(|(_, share)| share).sum::<f64>()
    };
    let specialised = plan.special.iter().fold(0, |mask, (special, _)| mask | 1 << special);
    // Without a peer to call nothing is done.
    let nobody = if plan.sync_calls > 0.0 { all & !bit } else { all };
    let (mut heaviest, mut largest) = (0, 0.0);
    for lost in (0..=all).filter(|lost| lost & bit == 0 && lost.count_ones() <= most && *lost != nobody) {
        let mut load = shares[usize::from(lost)];
        if load > largest && lost & specialised != 0 {
            load *= 1.0 - lost_special(lost);
        }
        if load > largest {
            (heaviest, largest) = (lost, load);
        }
    }
    heaviest
}

/// Share of the groups that prefer exactly each set of regions to `region`; groups that it may not serve are left out.
fn share_by_before(plan: &Plan, region: usize, shares: &mut Vec<f64>) {
    shares.clear();
    shares.resize(1 << plan.len(), 0.0);
    for ((order, count), share) in plan.order.iter().zip(&plan.candidates).zip(&plan.share) {
        let candidates = &order[..usize::from(*count)];
        if let Some(rank) = candidates.iter().position(|r| usize::from(*r) == region) {
            let before: Mask = candidates[..rank].iter().fold(0, |mask, r| mask | 1 << r);
            shares[usize::from(before)] += share;
        }
    }
}

/// Replaces the value of every set by the sum over its subsets: region by region, the sets with it get what those without
/// it have (the zeta transform of the subset lattice; Björklund and others, Fourier meets Möbius, STOC 2007).
fn sum_over_subsets(values: &mut [f64]) {
    let mut half = 1;
    while half < values.len() {
        for block in values.chunks_exact_mut(2 * half) {
            let (without, with) = block.split_at_mut(half);
            with.iter_mut().zip(without).for_each(|(with, without)| *with += *without);
        }
        half *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subset_is_counted_once() {
        let mut counts = [1.0; 1 << 10];
        sum_over_subsets(&mut counts);
        for (set, count) in counts.iter().enumerate() {
            assert_eq!(*count, f64::from(1 << set.count_ones()));
        }
    }
}
