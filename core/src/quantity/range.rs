//! Splitting a typed range into its ends.

use super::signs::normalised;

/// The ends of a typed range, two, or three with the most probable value between them, each with its unit: `4..12 h` gives
/// `4 h` and `12 h`. None where the text is no range. Written with two points, an ellipsis, a dash or a hyphen, or the word
/// "to".
///
/// ```
/// use geode_core::quantity::range_ends;
/// assert_eq!(range_ends("4..12 h").unwrap(), ["4 h", "12 h"]);
/// assert_eq!(range_ends("$1M to 5M").unwrap(), ["$1M", "5M"]);
/// assert_eq!(range_ends("99.9–99.99 %").unwrap(), ["99.9 %", "99.99 %"]);
/// assert_eq!(range_ends("1h..2h..8h").unwrap().len(), 3);
/// assert_eq!(range_ends("80k-120k").unwrap(), ["80k", "120k"]);
/// assert_eq!(range_ends("4 - 12 h").unwrap(), ["4 h", "12 h"]);
/// assert_eq!([range_ends("-5%"), range_ends("1e-5"), range_ends("2026-11-29")], [None, None, None]);
/// ```
pub fn range_ends(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    // A dash in front is a minus.
    let dash = text.char_indices().skip(1).any(|(_, c)| matches!(c, '\u{2013}' | '\u{2014}'));
    let parts: Vec<&str> = if text.contains("..") {
        text.split("..").collect()
    } else if text.contains('\u{2026}') {
        text.split('\u{2026}').collect()
    } else if text.contains(" to ") {
        text.split(" to ").collect()
    } else if dash {
        text.split(['\u{2013}', '\u{2014}']).collect()
    } else {
        let (low, high) = text.split_at_checked(hyphen(text)?)?;
        vec![low, high.trim_start_matches('-')]
    };
    let parts: Vec<String> = parts.into_iter().map(normalised).collect();
    let unit = parts.iter().find_map(|part| Some(unit_of(part)).filter(|unit| !unit.is_empty())).unwrap_or_default();
    // What has no unit takes that of the next end.
    let last = parts.last().map(|part| unit_of(part)).filter(|unit| !unit.is_empty()).unwrap_or(unit);
    let with_unit = |part: &String| match unit_of(part).is_empty() && !part.is_empty() {
        true => format!("{part}{last}"),
        false => part.clone(),
    };
    Some(parts.iter().map(with_unit).collect())
}

/// Where a single hyphen stands between two ends, as in `80k-120k`: behind a digit or a unit, before a digit or a sign of
/// money; neither a minus nor that of an exponent.
fn hyphen(text: &str) -> Option<usize> {
    let (low, high) = text.split_once('-').filter(|(_, high)| !high.contains('-'))?;
    let before = low.trim_end().chars().next_back()?;
    let is_end = before.is_alphanumeric() && !before.eq_ignore_ascii_case(&'e') || before == '%';
    let begins =
        high.trim_start().starts_with(|c: char| c.is_ascii_digit() || !c.is_ascii() && !c.is_alphabetic() || c == '$');
    (is_end && begins && low.contains(|c: char| c.is_ascii_digit())).then_some(low.len())
}

/// What stands behind the last digit, its blank included.
fn unit_of(part: &str) -> &str {
    let end = part.rfind(|c: char| c.is_ascii_digit()).map_or(part.len(), |at| at + 1);
    part.get(end..).unwrap_or_default().trim_end_matches(['.', ','])
}
