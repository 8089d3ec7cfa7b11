//! std's stable sort, compiled once for all kinds of items.
//!
//! `slice::sort_by` is compiled anew for every type and every comparison, some 7 KB each: forty of them were a
//! fifteenth of the page. Where sorting takes no time worth a word, as nearly everywhere outside the engine's and the
//! placement's inner loops, the places are sorted instead, by one copy of it, and the items put there.

use std::cmp::Ordering;

/// Sorts items by a comparison; equal ones stay as they stand.
///
/// ```
/// use geode_core::sorted;
/// let mut names = ["Frankfurt", "Dublin", "Ohio", "Tokyo"];
/// sorted::by(&mut names, |a, b| a.len().cmp(&b.len()));
/// assert_eq!(names, ["Ohio", "Tokyo", "Dublin", "Frankfurt"]);
/// ```
pub fn by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut at = |a: usize, b: usize| items.get(a).zip(items.get(b)).map_or(Ordering::Equal, |(a, b)| compare(a, b));
    let mut moves = moves(items.len(), &mut at);
    moves.drain(..).enumerate().for_each(|(to, from)| items.swap(to, from));
}

/// Sorts items by a key; equal ones stay as they stand.
///
/// ```
/// let mut regions = [("us-east", 3), ("eu-west", 1)];
/// geode_core::sorted::by_key(&mut regions, |(_, zones)| *zones);
/// assert_eq!(regions[0].0, "eu-west");
/// ```
pub fn by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts numbers, the least first.
pub fn ascending(numbers: &mut [f64]) {
    numbers.sort_unstable_by(f64::total_cmp);
}

/// With which place each place changes its item, one after the other, until all are in order.
fn moves(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut from: Vec<usize> = (0..count).collect();
    from.sort_by(|a, b| compare(*a, *b));
    for to in 0..count {
        // What stood at a place before has gone where that place's own item came from.
        let mut at = from.get(to).copied().unwrap_or(to);
        while at < to {
            at = from.get(at).copied().unwrap_or(to);
        }
        if let Some(place) = from.get_mut(to) {
            *place = at;
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Few kinds of keys, so that many are equal and must stay as they stand.
        #[test]
        fn as_std_sorts(keys in prop::collection::vec(0_u8..9, 0..200)) {
            let items: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let (mut ours, mut theirs) = (items.clone(), items);
            by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            by(&mut ours, |a, b| b.0.cmp(&a.0));
            theirs.sort_by_key(|item| std::cmp::Reverse(item.0));
            prop_assert_eq!(ours, theirs);
        }
    }
}
