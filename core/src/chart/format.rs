//! Numbers as charts write them: short on the plot, with more digits in the table.

use crate::quantity::Decimal;
use crate::quantity::{Span, TOO_SHORT, span};

/// What stands for a value that is no number.
const UNKNOWN: &str = "–";

/// A no-break space between a number and its unit.
const SPACE: char = '\u{a0}';

/// How the numbers of an axis are written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// A bare number.
    #[default]
    Plain,
    /// A whole number of things; ticks never fall between two of them.
    Count,
    /// Money, in units of the currency; the sign that stands before it ("$", "€", "CHF ").
    Money(String),
    /// A time span in seconds.
    Duration,
    /// A fraction (0–1) written as percent, with as many digits as its nines need.
    Percent,
    /// Milliseconds.
    Millis,
}

impl Format {
    /// For a label in the plot: two or three digits that matter.
    ///
    /// ```
    /// use geode_core::chart::Format;
    /// assert_eq!(Format::Money("$".into()).short(350_000.0), "$350k");
    /// assert_eq!(Format::Duration.short(15_768.0), "4.38\u{a0}h");
    /// assert_eq!(Format::Duration.short(0.03), "<\u{a0}1\u{a0}s");
    /// assert_eq!(Format::Percent.short(0.99995), "99.995%");
    /// ```
    pub fn short(&self, value: f64) -> String {
        self.signed(value, |v| match self {
            Format::Plain | Format::Count => scaled(v, 3),
            Format::Money(sign) => format!("{sign}{}", scaled(v, 3)),
            Format::Duration if v > 0.0 && v < 1.0 => format!("<{SPACE}1{SPACE}s"),
            Format::Duration => duration(v, 3),
            Format::Percent => percent(v, 3),
            Format::Millis => unit(if v < 9.95 { digits(v, 2) } else { digits(v.round(), 15) }, "ms"),
        })
    }

    /// For the table: all the digits people use, never rounded to "less than".
    pub fn full(&self, value: f64) -> String {
        self.signed(value, |v| match self {
            Format::Plain | Format::Count => digits(v, 6),
            Format::Money(sign) => {
                format!("{sign}{}", digits(if v < 1e3 { v } else { v.round() }, 15))
            }
            Format::Duration => duration(v, 4),
            Format::Percent => percent(v, 6),
            Format::Millis => unit(digits(v, 5), "ms"),
        })
    }

    /// For an axis whose ticks are `step` apart: just the digits that tell neighbours apart.
    pub fn tick(&self, value: f64, step: f64) -> String {
        let exponent = |v: f64| if v > 0.0 { v.log10().floor() } else { 0.0 };
        let n = (exponent(value.abs()) - exponent(step)).clamp(0.0, 13.0) as usize + 1;
        self.signed(value, |v| match self {
            Format::Plain | Format::Count if v < 1e6 => digits(v, n),
            Format::Plain | Format::Count => scaled(v, n),
            Format::Money(sign) => format!("{sign}{}", scaled(v, n)),
            // Steps are round in hours, not in seconds: 12.5 h.
            // Below all units a logarithmic axis still goes on.
            Format::Duration if v > 0.0 && v < 1e-9 => unit(digits(v, n), "s"),
            Format::Duration => duration(v, n + 2),
            Format::Percent => percent(v, n),
            Format::Millis => unit(digits(v, n), "ms"),
        })
    }

    /// A change: as `short`, always with its sign.
    pub fn change(&self, value: f64) -> String {
        let plus = if value > 0.0 { "+" } else { "" };
        format!("{plus}{}", self.short(value))
    }

    /// Handles what every format shares: unknown values, and a true minus before the unit's sign.
    fn signed(&self, value: f64, write: impl Fn(f64) -> String) -> String {
        if !value.is_finite() {
            UNKNOWN.into()
        } else if value < 0.0 {
            format!("−{}", write(-value))
        } else {
            write(value.abs())
        }
    }
}

/// `number` and `name` with a no-break space between.
fn unit(number: String, name: &str) -> String {
    format!("{number}{SPACE}{name}")
}

/// A number of at least 0 with `n` significant digits, without trailing zeros, digits in groups of three;
/// powers of ten where it would get too long.
fn digits(value: f64, n: usize) -> String {
    let Some(exact) = Decimal::from_f64(value) else { return UNKNOWN.into() };
    let rounded = exact.rounded(n.clamp(1, 15));
    match rounded.point() {
        -3..=15 => rounded.plain(true),
        _ => power(&exact.rounded(n.clamp(1, 4))),
    }
}

/// 1.2×10⁻⁷; the factor 1 is left out.
fn power(number: &Decimal) -> String {
    let exponent: String = (number.point() - 1).to_string().chars().map(superscript).collect();
    match number.clone().shifted(1 - number.point()).plain(false) {
        factor if factor == "1" => format!("10{exponent}"),
        factor => format!("{factor}×10{exponent}"),
    }
}

fn superscript(c: char) -> char {
    match c {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        // The other digits stand in one block.
        '0' | '4'..='9' => c.to_digit(10).and_then(|d| char::from_u32(0x2070 + d)).unwrap_or(c),
        _ => c,
    }
}

/// With k, M, bn or tn from ten thousand on, as in sentences: 350k, 36.2 M.
fn scaled(value: f64, n: usize) -> String {
    // Half a unit of the last digit below the next step already rounds up to it: $1M, not $1000k.
    let reach = 1.0 - 0.5 * 10f64.powi(-(n.clamp(1, 15) as i32));
    for (scale, suffix) in [(1e12, "\u{a0}tn"), (1e9, "\u{a0}bn"), (1e6, "\u{a0}M"), (1e3, "k")] {
        let floor = if suffix == "k" && n > 1 { 1e4 } else { scale };
        if value >= floor * reach && value < 1e18 {
            return format!("{}{suffix}", digits(value / scale, n));
        }
    }
    digits(value, n)
}

/// A percentage of a fraction, with digits enough to tell 99.99 from 100.
fn percent(fraction: f64, n: usize) -> String {
    let Some(exact) = Decimal::from_f64(fraction) else { return UNKNOWN.into() };
    let gap = exact.complement().filter(|gap| fraction > 0.9 && !gap.is_zero());
    // Two digits for the ones before the point, the rest until the gap to 100 shows its first two digits.
    let needed = gap.map_or(n, |gap| 2 + usize::try_from(-gap.point()).unwrap_or(0));
    format!("{}%", exact.shifted(2).rounded(needed.max(n)).text(true))
}

/// Seconds in the unit that all texts use, with `n` significant digits (three: "4.38 h", "52.6 min").
fn duration(seconds: f64, n: usize) -> String {
    match span(seconds, n) {
        Some(Span::Of(number, name)) => unit(number.text(true), name),
        Some(Span::TooShort) => TOO_SHORT.join("\u{a0}"),
        None => UNKNOWN.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: String) -> String {
        text.replace(SPACE, " ")
    }

    #[test]
    fn short_numbers() {
        let money = Format::Money("$".into());
        for (value, text) in [
            (0.0, "$0"),
            (202.0, "$202"),
            (9_999.0, "$10k"),
            (350_000.0, "$350k"),
            (999_999.0, "$1 M"),
            (36_200_000.0, "$36.2 M"),
            (-56_000.0, "−$56k"),
            (1.5e10, "$15 bn"),
        ] {
            assert_eq!(plain(money.short(value)), text);
        }
        assert_eq!(Format::Plain.short(f64::NAN), "–");
        assert_eq!(money.change(5_000.0), "+$5,000");
    }

    #[test]
    fn durations_as_people_read_them() {
        for (value, text) in [
            (0.0, "0 s"),
            (1e-4, "< 1 s"),
            (8.0, "8 s"),
            (31.5, "31.5 s"),
            (59.99, "1 min"),
            (3_153.6, "52.6 min"),
            (15_768.0, "4.38 h"),
            (86_400.0, "24 h"),
            // The table beside the chart said 61.3 h.
            (220_752.0, "61.3 h"),
            (365.0 * 86_400.0, "365 d"),
            (100.0 * 86_400.0, "100 d"),
        ] {
            assert_eq!(plain(Format::Duration.short(value)), text);
        }
        assert_eq!(plain(Format::Duration.full(0.031_536)), "31.54 ms");
        assert_eq!(plain(Format::Duration.full(2e-14)), "< 1 ns");
        assert_eq!(plain(Format::Duration.tick(1e-9, 1e-9)), "1 ns");
        assert_eq!(plain(Format::Duration.tick(1e-12, 1e-12)), "10⁻¹² s");
    }

    #[test]
    fn percent_shows_the_nines() {
        for (value, text) in [
            (0.5, "50%"),
            (0.999, "99.9%"),
            (0.9995, "99.95%"),
            (0.999_999, "99.9999%"),
            (1.0, "100%"),
            (0.95, "95%"),
            // A target of thirteen nines was marked as 100%.
            (0.999_999_999_999_9, "99.99999999999%"),
            (0.999_999_999_999_999, "99.9999999999999%"),
        ] {
            assert_eq!(Format::Percent.short(value), text);
        }
    }

    #[test]
    fn ticks_tell_neighbours_apart() {
        let money = Format::Money("$".into());
        assert_eq!(plain(money.tick(1_001_000.0, 1_000.0)), "$1.001 M");
        assert_eq!(plain(money.tick(1_500_000.0, 500_000.0)), "$1.5 M");
        assert_eq!(money.tick(500_000.0, 500_000.0), "$500k");
        assert_eq!(Format::Plain.tick(0.30000000000000004, 0.1), "0.3");
        assert_eq!(Format::Plain.tick(1e-7, 1e-7), "10⁻⁷");
        assert_eq!(plain(Format::Millis.tick(150.0, 50.0)), "150 ms");
    }

    #[test]
    fn tables_keep_digits() {
        assert_eq!(plain(Format::Money("$".into()).full(202_345.4)), "$202,345");
        assert_eq!(plain(Format::Millis.full(88.75)), "88.75 ms");
        assert_eq!(Format::Percent.full(0.999_123), "99.9123%");
    }
}
