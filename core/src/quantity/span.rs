//! How a span of time is written: one way for fields, cells, sentences and axes.

use super::Decimal;

/// What is shorter is no time that anybody can tell from none.
const LEAST_SECONDS: f64 = 1e-9;

/// A span of time in the unit that suits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Span {
    /// A number and its unit.
    Of(Decimal, &'static str),
    /// Less than a nanosecond.
    TooShort,
}

/// The text of [`Span::TooShort`], without its blanks.
pub(crate) const TOO_SHORT: [&str; 3] = ["<", "1", "ns"];

/// A span of time given in seconds, with so many significant digits. The unit is chosen by what is read at a glance,
/// however many digits are asked for: 61.3 h and 61.32 h are the same downtime. None if it is not finite.
pub(crate) fn span(seconds: f64, digits: usize) -> Option<Span> {
    // Rounded first, so that 59.99 s is a minute and not "60 s".
    let size = Decimal::from_f64(seconds)?.rounded(digits.min(3)).to_f64().abs();
    let (unit_seconds, unit) = match size {
        0.0 => (1.0, "s"),
        ..LEAST_SECONDS => return Some(Span::TooShort),
        ..1e-6 => (1e-9, "ns"),
        ..1e-3 => (1e-6, "µs"),
        ..1.0 => (1e-3, "ms"),
        ..60.0 => (1.0, "s"),
        ..3600.0 => (60.0, "min"),
        ..259_200.0 => (3600.0, "h"),
        _ => (86_400.0, "d"),
    };
    Some(Span::Of(Decimal::from_f64(seconds / unit_seconds)?.rounded(digits), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(seconds: f64, digits: usize) -> String {
        match span(seconds, digits) {
            Some(Span::Of(number, unit)) => format!("{} {unit}", number.plain(true)),
            Some(Span::TooShort) => TOO_SHORT.join(" "),
            None => String::new(),
        }
    }

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
            (-6.0, "-6 s", "-6 s"),
            (f64::NAN, "", ""),
        ] {
            assert_eq!([text(seconds, 3), text(seconds, 5)], [few, more], "{seconds}");
        }
    }
}
