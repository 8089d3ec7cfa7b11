//! The one place where numbers become texts: in tables and sentences here, on charts by [`Format`], in fields by
//! [`show`] and [`glance`].
//!
//! Figures have three significant digits at a glance, all digits on request. Numbers round as they are written, halves
//! away from zero. The minus sign is U+2212, a blank stands between number and unit, thousands have commas. A value that
//! is not finite reads "unknown". A chart writes the same with blanks at which no line ends, and its ticks in as many
//! digits as tell neighbours apart; a field writes what can be typed: with a plain minus, and % right behind the number.

mod axis;
mod field;
mod money;
mod share;
mod time;

pub use axis::Format;
pub use field::{glance, glance_availability, readable, show};
pub use money::{currency_sign, money, money_all, money_compact, money_in_full, money_rounded};
pub use share::{availability, nines, percent};
pub use time::{downtime, duration};

use super::Decimal;

/// What stands for a value that there is none of.
pub const NONE: &str = "–";
/// What stands for a value that could not be computed.
pub const UNKNOWN: &str = "unknown";

const AT_A_GLANCE: usize = 3;
const MINUS: char = '\u{2212}';

/// How many digits to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// Three significant digits.
    Few,
    /// All that the value has.
    All,
}

impl Digits {
    /// How many significant digits; none where all are shown.
    fn significant(self) -> Option<usize> {
        (self == Digits::Few).then_some(AT_A_GLANCE)
    }
}

/// A difference, by any of the functions here, with its sign: a plus before more, nothing before zero and before what is
/// less than anybody can tell.
///
/// ```
/// use geode_core::quantity::format::{money, signed};
/// assert_eq!(signed(250_000.0, |x| money(x, "USD")), "+$250,000");
/// assert_eq!(signed(-150_000.0, |x| money(x, "USD")), "−$150,000");
/// ```
pub fn signed(value: f64, show: impl Fn(f64) -> String) -> String {
    let text = show(value);
    if value > 0.0 && value.is_finite() && !text.starts_with('<') { format!("+{text}") } else { text }
}

/// A number with three significant digits or all, without unit.
///
/// ```
/// use geode_core::quantity::format::{number, Digits};
/// assert_eq!(number(1234.5, Digits::Few), "1,230");
/// assert_eq!(number(1234.5, Digits::All), "1,234.5");
/// ```
pub fn number(value: f64, digits: Digits) -> String {
    with_unit(value, digits, "")
}

/// A latency: "54 ms".
///
/// ```
/// use geode_core::quantity::format::{milliseconds, Digits};
/// assert_eq!(milliseconds(54.0, Digits::Few), "54 ms");
/// ```
pub fn milliseconds(ms: f64, digits: Digits) -> String {
    with_unit(ms, digits, " ms")
}

/// A number of months: "1 month", "13.4 months".
///
/// ```
/// use geode_core::quantity::format::{months, Digits};
/// assert_eq!(months(13.42, Digits::Few), "13.4 months");
/// ```
pub fn months(count: f64, digits: Digits) -> String {
    with_unit(count, digits, if count == 1.0 { " month" } else { " months" })
}

/// How many of something: whole numbers in full, others to three significant digits.
///
/// ```
/// use geode_core::quantity::format::{count, Digits};
/// assert_eq!(count(10_000.0, Digits::Few), "10,000");
/// assert_eq!(count(4.3812, Digits::Few), "4.38");
/// ```
pub fn count(value: f64, digits: Digits) -> String {
    with_decimal(value, |exact| match digits {
        Digits::Few if exact.point() >= 3 => typeset(&exact.rounded_to_places(0)),
        _ => typeset(&rounded(exact, digits.significant())),
    })
}

/// A multiple: "3.5×".
///
/// ```
/// use geode_core::quantity::format::{factor, Digits};
/// assert_eq!(factor(3.5, Digits::Few), "3.5×");
/// ```
pub fn factor(value: f64, digits: Digits) -> String {
    with_unit(value, digits, "×")
}

/// A price per gigabyte or another number with any unit behind it.
///
/// ```
/// use geode_core::quantity::format::{with_unit, Digits};
/// assert_eq!(with_unit(10_000.0, Digits::Few, " req/s"), "10,000 req/s");
/// ```
pub fn with_unit(value: f64, digits: Digits, unit: &str) -> String {
    with_unit_to(value, digits.significant(), unit)
}

/// To so many significant digits, or with all.
fn with_unit_to(value: f64, significant: Option<usize>, unit: &str) -> String {
    with_decimal(value, |exact| typeset(&rounded(exact, significant)) + unit)
}

fn with_decimal(value: f64, show: impl Fn(&Decimal) -> String) -> String {
    Decimal::from_f64(value).map_or_else(|| UNKNOWN.to_string(), |exact| show(&exact))
}

/// To so many significant digits, or as it is.
fn rounded(exact: &Decimal, significant: Option<usize>) -> Decimal {
    significant.map_or_else(|| exact.clone(), |significant| exact.rounded(significant))
}

/// With commas and the true minus sign; an exponent, only where zeros would fill the line, stays `e-12`.
fn typeset(exact: &Decimal) -> String {
    with_minus(exact, |size| size.text(true))
}

/// The true minus sign before what is written of the number without one.
fn with_minus(exact: &Decimal, write: impl Fn(&Decimal) -> String) -> String {
    if exact.is_negative() { format!("{MINUS}{}", write(&exact.clone().negated())) } else { write(exact) }
}

#[cfg(test)]
mod tests;
