//! Numbers on charts: as in tables and sentences, and ticks in as many digits as tell neighbours apart.

use super::money::{LEAST_SHORT, short};
use super::share::percent_to;
use super::time::{downtime_span, duration_to};
use super::{
    Decimal, Digits, NONE, availability, count, currency_sign, duration, milliseconds, money, money_compact, number,
    percent, signed, with_decimal, with_minus, with_unit_to,
};
use crate::quantity::complement;

/// A blank at which no line ends.
const SPACE: &str = "\u{a0}";

/// How the numbers of an axis are written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// A bare number.
    #[default]
    Plain,
    /// A whole number of things; ticks never fall between two of them.
    Count,
    /// Money in the currency of this code.
    Money(String),
    /// A time span in seconds.
    Duration,
    /// Seconds in a year, of which nobody tells less than one from none.
    Downtime,
    /// A fraction (0–1) written as percent.
    Percent,
    /// An availability (0–1), written as percent with as many nines as it has.
    Availability,
    /// Milliseconds.
    Millis,
}

impl Format {
    /// For a label in the plot, as the figure reads in tables; amounts of money are short, as in sentences.
    ///
    /// ```
    /// use geode_core::quantity::format::Format;
    /// assert_eq!(Format::Money("USD".into()).short(350_000.0), "$350k");
    /// assert_eq!(Format::Downtime.short(15_768.0), "4.38\u{a0}h");
    /// assert_eq!(Format::Downtime.short(0.03), "<\u{a0}1\u{a0}s");
    /// assert_eq!(Format::Availability.short(0.99995), "99.995\u{a0}%");
    /// ```
    pub fn short(&self, value: f64) -> String {
        unbroken(value, || match self {
            Format::Plain => number(value, Digits::Few),
            Format::Count => count(value, Digits::Few),
            Format::Money(currency) => money_compact(value, currency),
            Format::Duration => duration(value, Digits::Few),
            Format::Downtime => downtime_span(value),
            Format::Percent => percent(value, Digits::Few),
            Format::Availability => availability(complement(value), Digits::Few),
            Format::Millis => milliseconds(value, Digits::Few),
        })
    }

    /// For the chart's table: the digits that people use, never rounded to "less than a second".
    pub fn full(&self, value: f64) -> String {
        unbroken(value, || match self {
            Format::Plain => with_unit_to(value, Some(6), ""),
            Format::Money(currency) => money(value, currency),
            Format::Duration | Format::Downtime => duration_to(value, 4),
            Format::Percent => percent_to(value, Some(6)),
            Format::Millis => with_unit_to(value, Some(5), " ms"),
            Format::Count | Format::Availability => self.short(value),
        })
    }

    /// For an axis whose ticks are `step` apart: just the digits that tell neighbours apart.
    pub fn tick(&self, value: f64, step: f64) -> String {
        let exponent = |v: f64| if v > 0.0 { v.log10().floor() } else { 0.0 };
        let n = (exponent(value.abs()) - exponent(step)).clamp(0.0, 13.0) as usize + 1;
        unbroken(value, || match self {
            Format::Plain | Format::Count if value.abs() < 1e6 => tick(value, n, ""),
            Format::Plain | Format::Count => amount(value, n, ""),
            Format::Money(currency) => amount(value, n, currency),
            // Below all units a logarithmic axis still goes on.
            Format::Duration | Format::Downtime if value > 0.0 && value < 1e-9 => tick(value, n, "") + " s",
            // Steps are round in hours, not in seconds: 12.5 h.
            Format::Duration | Format::Downtime => duration_to(value, n + 2),
            Format::Percent | Format::Availability => percent_to(value, Some(n)),
            Format::Millis => tick(value, n, "") + " ms",
        })
    }

    /// A change: as `short`, always with its sign.
    pub fn change(&self, value: f64) -> String {
        signed(value, |value| self.short(value))
    }

    /// Whether its round numbers are those of time.
    pub fn is_time(&self) -> bool {
        matches!(self, Format::Duration | Format::Downtime)
    }
}

/// In one piece; a dash for what is no number.
fn unbroken(value: f64, write: impl Fn() -> String) -> String {
    if value.is_finite() { write().replace(' ', SPACE) } else { NONE.into() }
}

/// To `n` significant digits; powers of ten where it would get too long.
fn tick(value: f64, n: usize, currency: &str) -> String {
    with_decimal(value, |exact| {
        with_minus(exact, |size| {
            let rounded = size.rounded(n);
            let number = match rounded.point() {
                -3..=15 => rounded.plain(true),
                _ => power(&size.rounded(n.min(4))),
            };
            currency_sign(currency) + &number
        })
    })
}

/// With the letters of short amounts; a tick of one digit has them from a thousand on.
fn amount(value: f64, n: usize, currency: &str) -> String {
    let least = if n > 1 { LEAST_SHORT } else { LEAST_SHORT - 1 };
    with_decimal(value, |exact| match exact.rounded(n) {
        rounded if (least..=18).contains(&rounded.point()) => short(&rounded, currency),
        _ => tick(value, n, currency),
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: String) -> String {
        text.replace(SPACE, " ")
    }

    #[test]
    fn short_numbers() {
        let money = Format::Money("USD".into());
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
            assert_eq!(plain(Format::Downtime.short(value)), text);
        }
        assert_eq!(plain(Format::Downtime.full(0.031_536)), "31.54 ms");
        assert_eq!(plain(Format::Duration.short(1e-4)), "100 µs");
        assert_eq!(plain(Format::Downtime.change(-0.5)), "−500 ms");
        assert_eq!(plain(Format::Duration.full(2e-14)), "< 1 ns");
        assert_eq!(plain(Format::Duration.tick(1e-9, 1e-9)), "1 ns");
        assert_eq!(plain(Format::Duration.tick(1e-12, 1e-12)), "10⁻¹² s");
    }

    #[test]
    fn percent_shows_the_nines() {
        for (value, text) in [
            (0.5, "50 %"),
            (0.999, "99.9 %"),
            (0.9995, "99.95 %"),
            (0.999_999, "99.9999 %"),
            (1.0, "100 %"),
            (0.95, "95 %"),
            // A target of thirteen nines was marked as 100%.
            (0.999_999_999_999_9, "99.99999999999 %"),
            (0.999_999_999_999_999, "99.9999999999999 %"),
        ] {
            assert_eq!(plain(Format::Availability.short(value)), text);
        }
    }

    #[test]
    fn ticks_tell_neighbours_apart() {
        let money = Format::Money("USD".into());
        assert_eq!(plain(money.tick(1_001_000.0, 1_000.0)), "$1.001 M");
        assert_eq!(plain(money.tick(1_500_000.0, 500_000.0)), "$1.5 M");
        assert_eq!(money.tick(500_000.0, 500_000.0), "$500k");
        assert_eq!(Format::Plain.tick(0.30000000000000004, 0.1), "0.3");
        assert_eq!(Format::Plain.tick(1e-7, 1e-7), "10⁻⁷");
        assert_eq!(plain(Format::Millis.tick(150.0, 50.0)), "150 ms");
        assert_eq!(plain(Format::Percent.tick(0.9995, 0.0005)), "99.95 %");
    }

    #[test]
    fn tables_keep_digits() {
        assert_eq!(plain(Format::Money("USD".into()).full(202_345.4)), "$202,345");
        assert_eq!(plain(Format::Millis.full(88.75)), "88.75 ms");
        assert_eq!(plain(Format::Percent.full(0.999_123)), "99.9123 %");
    }
}
