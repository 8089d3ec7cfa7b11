//! Shares of time and of everything else, in percent.

use super::{Digits, NONE, UNKNOWN, rounded, typeset, with_decimal};

/// An availability from its unavailability, with as many nines as it takes to show three significant
/// digits of the unavailability, but no more than fifteen digits behind the point.
///
/// ```
/// use geode_core::quantity::format::{availability, Digits};
/// assert_eq!(availability(1.25e-4, Digits::Few), "99.9875 %");
/// assert_eq!(availability(1.25e-10, Digits::Few), "99.9999999875 %");
/// ```
pub fn availability(unavailability: f64, digits: Digits) -> String {
    with_decimal(unavailability, |exact| {
        let rounded = rounded(exact, digits.significant());
        if digits == Digits::Few && !rounded.is_zero() && rounded.point() < -14 {
            return "> 99.9999999999999 %".to_string();
        }
        match rounded.complement() {
            Some(available) => available.shifted(2).plain(false) + " %",
            None => UNKNOWN.to_string(),
        }
    })
}

/// The nines of an availability, −log₁₀ U, rounded down: 99.95 % is "3.3 nines". `–` where nothing
/// ever fails, since no number of nines says that.
///
/// ```
/// assert_eq!(geode_core::quantity::format::nines(5e-4), "3.3 nines");
/// ```
pub fn nines(unavailability: f64) -> String {
    if unavailability == 0.0 {
        return NONE.to_string();
    }
    if !(0.0..=1.0).contains(&unavailability) {
        return UNKNOWN.to_string();
    }
    // 10⁻³ must be 3 nines although its logarithm may come out a hair below.
    let tenths = libm::floor(-libm::log10(unavailability) * 10.0 + 1e-9);
    with_decimal(tenths / 10.0, |exact| {
        let noun = if tenths == 10.0 { "nine" } else { "nines" };
        format!("{} {noun}", typeset(exact))
    })
}

/// A share of 0 to 1, or a relative change, in percent: "48.6 %". A share that is not whole never
/// rounds to "100 %".
///
/// ```
/// use geode_core::quantity::format::{percent, Digits};
/// assert_eq!(percent(0.4857142857, Digits::Few), "48.6 %");
/// assert_eq!(percent(0.9997, Digits::Few), "99.97 %");
/// ```
pub fn percent(share: f64, digits: Digits) -> String {
    percent_to(share, digits.significant())
}

/// To so many significant digits, or with all.
pub(super) fn percent_to(share: f64, significant: Option<usize>) -> String {
    // Shares of parts sum to 1 but for rounding, which is no share.
    let share = if (share - 1.0).abs() < 1e-13 { 1.0 } else { share };
    with_decimal(share, |exact| {
        let rounded = rounded(exact, significant);
        let hides_the_rest = rounded.complement().is_some_and(|rest| rest.is_zero()) && rounded != *exact;
        let shown = match exact.complement() {
            Some(rest) if hides_the_rest => rest.rounded(1).complement().unwrap_or(rounded),
            _ => rounded,
        };
        typeset(&shown.shifted(2)) + " %"
    })
}
