//! Sorts of the few.

use std::cmp::Ordering;

/// Sorts a list of at most some hundred items; equal ones stay in order. The sorts of the standard library are made
/// for millions: each use of them is as much code as a chart.
pub(crate) fn sort_few<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    for end in 1..items.len() {
        for i in (0..end).rev() {
            match items.get(i..).and_then(<[T]>::first_chunk::<2>) {
                Some([a, b]) if compare(a, b).is_gt() => items.swap(i, i + 1),
                _ => break,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_standard_sort(numbers: Vec<(u8, u8)>) {
            let (mut few, mut many) = (numbers.clone(), numbers);
            sort_few(&mut few, |a, b| a.0.cmp(&b.0));
            many.sort_by_key(|pair| pair.0);
            prop_assert_eq!(few, many);
        }
    }
}
