//! Spans of time: one unit each, wherever they are written.

use super::{AT_A_GLANCE, Digits, UNKNOWN, with_decimal, with_unit, with_unit_to};

/// What is shorter is no time that anybody can tell from none.
const LEAST_SECONDS: f64 = 1e-9;
/// The text of that.
const TOO_SHORT: &str = "< 1 ns";

/// Downtime in a year, given in seconds: "4.38 h/yr", "52.6 min/yr", "7.88 s/yr", "< 1 s/yr"; all digits in seconds.
///
/// ```
/// use geode_core::quantity::format::{downtime, Digits};
/// assert_eq!(downtime(15_768.0, Digits::Few), "4.38 h/yr");
/// assert_eq!(downtime(0.003942, Digits::Few), "< 1 s/yr");
/// assert_eq!(downtime(0.003942, Digits::All), "0.003942 s/yr");
/// ```
pub fn downtime(seconds_per_year: f64, digits: Digits) -> String {
    if !seconds_per_year.is_finite() {
        return UNKNOWN.to_string();
    }
    match digits {
        Digits::All => with_unit(seconds_per_year, digits, " s/yr"),
        Digits::Few => downtime_span(seconds_per_year) + "/yr",
    }
}

/// The same without what it is counted by: nobody tells less than a second of a year from none.
pub(super) fn downtime_span(seconds: f64) -> String {
    if seconds > 0.0 && seconds < 1.0 { "< 1 s".to_string() } else { duration_to(seconds, AT_A_GLANCE) }
}

/// A time span in seconds in the unit that suits it: "54 ms", "30 s", "15 min", "4.38 h", "3.65 d"; all digits in seconds.
///
/// ```
/// use geode_core::quantity::format::{duration, Digits};
/// assert_eq!(duration(900.0, Digits::Few), "15 min");
/// ```
pub fn duration(seconds: f64, digits: Digits) -> String {
    match digits {
        Digits::Few => duration_to(seconds, AT_A_GLANCE),
        Digits::All => with_unit(seconds, digits, " s"),
    }
}

/// In the unit that suits it, with so many significant digits. The unit is chosen by what is read at a glance, however many
/// digits are asked for: 61.3 h and 61.32 h are the same downtime.
pub(super) fn duration_to(seconds: f64, digits: usize) -> String {
    with_decimal(seconds, |exact| {
        // Rounded first, so that 59.99 s is a minute and not "60 s".
        let (unit_seconds, unit) = match exact.rounded(digits.min(AT_A_GLANCE)).to_f64().abs() {
            0.0 => (1.0, " s"),
            ..LEAST_SECONDS => return TOO_SHORT.to_string(),
            ..1e-6 => (1e-9, " ns"),
            ..1e-3 => (1e-6, " µs"),
            ..1.0 => (1e-3, " ms"),
            ..60.0 => (1.0, " s"),
            ..3600.0 => (60.0, " min"),
            ..259_200.0 => (3600.0, " h"),
            _ => (86_400.0, " d"),
        };
        with_unit_to(seconds / unit_seconds, Some(digits), unit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table said 61.3 h where the chart said 2.6 d, and a chart's table had spans of 2×10⁻⁵ ns.
    #[test]
    fn a_span_has_one_unit() {
        for (seconds, few, more) in [
            (220_752.0, "61.3 h", "61.32 h"),
            (15_768.0, "4.38 h", "4.38 h"),
            (259_200.0, "72 h", "72 h"),
            (259_600.0, "3 d", "3.0046 d"),
            (31_536_000.0, "365 d", "365 d"),
            (315_360_000.0, "3,650 d", "3,650 d"),
            (3599.9, "1 h", "0.99997 h"),
            (59.99, "1 min", "0.99983 min"),
            (7.884, "7.88 s", "7.884 s"),
            (0.054, "54 ms", "54 ms"),
            (0.000_25, "250 µs", "250 µs"),
            (5e-7, "500 ns", "500 ns"),
            (2e-14, "< 1 ns", "< 1 ns"),
            (0.0, "0 s", "0 s"),
            (-6.0, "−6 s", "−6 s"),
            (f64::NAN, "unknown", "unknown"),
        ] {
            assert_eq!([duration_to(seconds, 3), duration_to(seconds, 5)], [few, more], "{seconds}");
        }
    }
}
