//! Good sets quickly: greedily, and by exchanging one region for another.

use super::TIE;
use super::rows::{Rows, Table};

/// Most exchanges from one start.
const MOST_SWAPS: usize = 200;

/// Adds the region that lowers the cost most, until there are `size`; of equal ones the first.
pub(super) fn greedy(table: &Table, is_in: &mut [bool], may: &[bool], size: usize) {
    for _ in is_in.iter().filter(|is_in| **is_in).count()..size {
        let mut gain: Vec<f64> = table.added.iter().map(|added| -added).collect();
        let mut now = 0.0;
        for group in 0..table.groups() {
            let nearest = table.row(group).find(|(region, _)| is_in[*region]);
            let cost = nearest.map_or(table.unserved[group], |(_, cost)| cost);
            now += cost;
            for (region, better) in table.row(group).take_while(|(_, better)| *better < cost) {
                gain[region] += cost - better;
            }
        }
        let mut best: Option<usize> = None;
        for region in (0..is_in.len()).filter(|region| may[*region] && !is_in[*region]) {
            if best.is_none_or(|best| gain[region] > gain[best] + TIE * now) {
                best = Some(region);
            }
        }
        let Some(best) = best else { return };
        is_in[best] = true;
    }
}

/// Exchanges one region for another as long as that lowers the cost, always the two that lower it most (Teitz and Bart,
/// with the sums of Resende and Werneck: A fast swap-based local search procedure for location problems, Annals of
/// Operations Research 150, 2007). `kept` regions stay. `each` sees every set on the way.
pub(super) fn swap(table: &Table, is_in: &mut [bool], may: &[bool], kept: &[bool], mut each: impl FnMut(&[bool])) {
    let regions = is_in.len();
    let mut members: Vec<usize> = (0..regions).filter(|region| is_in[*region]).collect();
    let (mut gain, mut loss) = (vec![0.0; regions], vec![0.0; members.len()]);
    let mut extra = vec![0.0; regions * members.len()];
    let mut seat = vec![0; regions];
    each(is_in);
    for _ in 0..MOST_SWAPS {
        members.iter().enumerate().for_each(|(at, member)| seat[*member] = at);
        let now = sums(table, is_in, &seat, &mut gain, &mut loss, &mut extra);
        let mut best = (TIE * now, None);
        for (at, member) in members.iter().enumerate().filter(|(_, member)| !kept[**member]) {
            let extra = &extra[at * regions..][..regions];
            for region in (0..regions).filter(|region| may[*region] && !is_in[*region]) {
                let profit = gain[region] - loss[at] + extra[region];
                if profit > best.0 {
                    best = (profit, Some((at, *member, region)));
                }
            }
        }
        let Some((at, out, new)) = best.1 else { return };
        (is_in[out], is_in[new]) = (false, true);
        members[at] = new;
        each(is_in);
    }
}

/// What each region gains, each member costs when it leaves, and how much less where the region comes in its place.
fn sums(table: &Table, is_in: &[bool], seat: &[usize], gain: &mut [f64], loss: &mut [f64], extra: &mut [f64]) -> f64 {
    let regions = is_in.len();
    gain.iter_mut().zip(&table.added).for_each(|(gain, added)| *gain = -added);
    for region in (0..regions).filter(|region| is_in[*region]) {
        loss[seat[region]] = -table.added[region];
    }
    extra.fill(0.0);
    let mut now = 0.0;
    for group in 0..table.groups() {
        let mut two = table.row(group).filter(|(region, _)| is_in[*region]);
        let Some((member, first)) = two.next() else {
            now += table.unserved[group];
            table.row(group).for_each(|(region, cost)| gain[region] += table.unserved[group] - cost);
            continue;
        };
        let second = two.next().map_or(table.unserved[group], |(_, cost)| cost);
        now += first;
        let at = seat[member];
        loss[at] += second - first;
        let extra = &mut extra[at * regions..][..regions];
        for (region, cost) in table.row(group).take_while(|(_, cost)| *cost < second) {
            if cost < first {
                gain[region] += first - cost;
                extra[region] += second - first;
            } else {
                extra[region] += second - cost;
            }
        }
    }
    now
}

/// The table of means.
pub(super) fn plain_table(rows: &Rows) -> Table {
    let mut table = Table::default();
    table.fill(rows, |_| false);
    table.weigh(rows, &[1.0, 0.0, 0.0, 0.0]);
    table
}
