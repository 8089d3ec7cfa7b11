//! Figures as people read them: two or three significant digits at a glance, all digits on request.
//!
//! Numbers round as they are written, halves away from zero. The minus sign is U+2212, a blank stands
//! between number and unit, thousands have commas. A value that is not finite reads "unknown".

use crate::quantity::Decimal;
use crate::quantity::{Span, TOO_SHORT, span};

/// What stands for a value that there is none of.
pub const NONE: &str = "–";
/// What stands for a value that could not be computed.
pub const UNKNOWN: &str = "unknown";

const AT_A_GLANCE: usize = 3;
/// Amounts of more digits before the point are in billions and trillions: nobody counts that many.
const WRITTEN_OUT: i32 = 9;
const MINUS: char = '\u{2212}';

/// How many digits to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// Three significant digits.
    Few,
    /// All that the value has.
    All,
}

/// A difference, by any of the functions here, with its sign: a plus before more, nothing before zero and before what is
/// less than anybody can tell.
///
/// ```
/// use geode_core::report::format::{money, signed};
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
/// use geode_core::report::format::{number, Digits};
/// assert_eq!(number(1234.5, Digits::Few), "1,230");
/// assert_eq!(number(1234.5, Digits::All), "1,234.5");
/// ```
pub fn number(value: f64, digits: Digits) -> String {
    with_decimal(value, |exact| typeset(&few_or_all(exact, digits)))
}

/// An amount to the unit, below 1 000 to the hundredth, from a billion on in short: `$350,000`, `$12.50`, `$2.5 bn`.
///
/// ```
/// use geode_core::report::format::money;
/// assert_eq!(money(350_000.0, "USD"), "$350,000");
/// assert_eq!(money(-1234.5, "CHF"), "−CHF 1,235");
/// ```
pub fn money(amount: f64, currency: &str) -> String {
    with_decimal(amount, |exact| {
        if exact.point() > WRITTEN_OUT {
            return money_compact(amount, currency);
        }
        if exact.point() > 3 {
            return in_currency(&exact.rounded_to_places(0), currency, "");
        }
        // Prices per gigabyte are parts of a cent; they keep their digits.
        let rounded = if exact.point() < 0 { exact.rounded(AT_A_GLANCE) } else { exact.rounded_to_places(2) };
        in_currency(&rounded, currency, cent(&rounded))
    })
}

/// What an amount of tenths ends with: $12.50 and not $12.5.
fn cent(amount: &Decimal) -> &'static str {
    if !amount.is_whole() && amount.clone().shifted(1).is_whole() { "0" } else { "" }
}

/// An amount with all its digits.
///
/// ```
/// assert_eq!(geode_core::report::format::money_all(1234.5678, "EUR"), "€1,234.5678");
/// ```
pub fn money_all(amount: f64, currency: &str) -> String {
    with_decimal(amount, |exact| in_currency(exact, currency, ""))
}

/// An amount in the digits that people read and a calculator needs: to the cent, or to eight significant digits where
/// those are more.
///
/// ```
/// use geode_core::report::format::money_in_full;
/// assert_eq!(money_in_full(148_076.923_076_9, "USD"), "$148,076.92");
/// assert_eq!(money_in_full(12.345_678_901, "USD"), "$12.345679");
/// ```
pub fn money_in_full(amount: f64, currency: &str) -> String {
    with_decimal(amount, |exact| {
        let digits = usize::try_from(exact.point() + 2).unwrap_or(0).max(8);
        let rounded = exact.rounded(digits);
        in_currency(&rounded, currency, cent(&rounded))
    })
}

/// An amount to three significant digits, written out below a billion: `$202,000`.
///
/// ```
/// assert_eq!(geode_core::report::format::money_rounded(202_345.0, "USD"), "$202,000");
/// assert_eq!(geode_core::report::format::money_rounded(7.1, "USD"), "$7.10");
/// ```
pub fn money_rounded(amount: f64, currency: &str) -> String {
    with_decimal(amount, |exact| match exact.point() > WRITTEN_OUT {
        true => money_compact(amount, currency),
        false => {
            let rounded = exact.rounded(AT_A_GLANCE);
            in_currency(&rounded, currency, cent(&rounded))
        }
    })
}

/// An amount to three significant digits, as short as it gets: `$350k`, `$36.2 M`, `$1.5 bn`, `$2 tn`.
///
/// ```
/// use geode_core::report::format::money_compact;
/// assert_eq!(money_compact(350_000.0, "USD"), "$350k");
/// assert_eq!(money_compact(36_234_000.0, "USD"), "$36.2 M");
/// ```
pub fn money_compact(amount: f64, currency: &str) -> String {
    with_decimal(amount, |exact| {
        // Rounded first: 999 960 is a million.
        let rounded = exact.rounded(AT_A_GLANCE);
        let (places, suffix) = match rounded.point() {
            ..=3 => return money(rounded.to_f64(), currency),
            4..=6 => (3, "k"),
            7..=9 => (6, " M"),
            10..=12 => (9, " bn"),
            _ => (12, " tn"),
        };
        in_currency(&rounded.shifted(-places), currency, suffix)
    })
}

/// The sign of a currency, or its code with a blank.
pub(crate) fn currency_sign(code: &str) -> String {
    let sign = match code {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "CNY" => "CN¥",
        "KRW" => "₩",
        "CAD" => "CA$",
        "AUD" => "A$",
        "NZD" => "NZ$",
        "BRL" => "R$",
        "ILS" => "₪",
        "" => "",
        _ => return format!("{code} "),
    };
    sign.to_string()
}

fn in_currency(amount: &Decimal, currency: &str, suffix: &str) -> String {
    let minus = if amount.is_negative() { MINUS.to_string() } else { String::new() };
    let size = if amount.is_negative() { amount.clone().negated() } else { amount.clone() };
    format!("{minus}{}{}{suffix}", currency_sign(currency), size.text(true))
}

/// An availability from its unavailability, with as many nines as it takes to show three significant
/// digits of the unavailability, but no more than fifteen digits behind the point.
///
/// ```
/// use geode_core::report::format::{availability, Digits};
/// assert_eq!(availability(1.25e-4, Digits::Few), "99.9875 %");
/// assert_eq!(availability(1.25e-10, Digits::Few), "99.9999999875 %");
/// ```
pub fn availability(unavailability: f64, digits: Digits) -> String {
    with_decimal(unavailability, |exact| {
        let rounded = few_or_all(exact, digits);
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
/// assert_eq!(geode_core::report::format::nines(5e-4), "3.3 nines");
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

/// Downtime in a year, given in seconds: "4.38 h/yr", "52.6 min/yr", "7.88 s/yr", "< 1 s/yr"; all digits in seconds.
///
/// ```
/// use geode_core::report::format::{downtime, Digits};
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
        Digits::Few if seconds_per_year > 0.0 && seconds_per_year < 1.0 => "< 1 s/yr".to_string(),
        Digits::Few => duration(seconds_per_year, digits) + "/yr",
    }
}

/// A time span in seconds in the unit that suits it: "54 ms", "30 s", "15 min", "4.38 h", "3.65 d"; all digits in seconds.
///
/// ```
/// use geode_core::report::format::{duration, Digits};
/// assert_eq!(duration(900.0, Digits::Few), "15 min");
/// ```
pub fn duration(seconds: f64, digits: Digits) -> String {
    if digits == Digits::All {
        return with_unit(seconds, digits, " s");
    }
    match span(seconds, AT_A_GLANCE) {
        Some(Span::Of(number, unit)) => format!("{} {unit}", typeset(&number)),
        Some(Span::TooShort) => TOO_SHORT.join(" "),
        None => UNKNOWN.to_string(),
    }
}

/// A latency: "54 ms".
///
/// ```
/// use geode_core::report::format::{milliseconds, Digits};
/// assert_eq!(milliseconds(54.0, Digits::Few), "54 ms");
/// ```
pub fn milliseconds(ms: f64, digits: Digits) -> String {
    with_unit(ms, digits, " ms")
}

/// A number of months: "1 month", "13.4 months".
///
/// ```
/// use geode_core::report::format::{months, Digits};
/// assert_eq!(months(13.42, Digits::Few), "13.4 months");
/// ```
pub fn months(count: f64, digits: Digits) -> String {
    with_unit(count, digits, if count == 1.0 { " month" } else { " months" })
}

/// A share of 0 to 1, or a relative change, in percent: "48.6 %". A share that is not whole never
/// rounds to "100 %".
///
/// ```
/// use geode_core::report::format::{percent, Digits};
/// assert_eq!(percent(0.4857142857, Digits::Few), "48.6 %");
/// assert_eq!(percent(0.9997, Digits::Few), "99.97 %");
/// ```
pub fn percent(share: f64, digits: Digits) -> String {
    // Shares of parts sum to 1 but for rounding, which is no share.
    let share = if (share - 1.0).abs() < 1e-13 { 1.0 } else { share };
    with_decimal(share, |exact| {
        let rounded = few_or_all(exact, digits);
        let hides_the_rest = rounded.complement().is_some_and(|rest| rest.is_zero()) && rounded != *exact;
        let shown = match exact.complement() {
            Some(rest) if hides_the_rest => rest.rounded(1).complement().unwrap_or(rounded),
            _ => rounded,
        };
        typeset(&shown.shifted(2)) + " %"
    })
}

/// How many of something: whole numbers in full, others to three significant digits.
///
/// ```
/// use geode_core::report::format::{count, Digits};
/// assert_eq!(count(10_000.0, Digits::Few), "10,000");
/// assert_eq!(count(4.3812, Digits::Few), "4.38");
/// ```
pub fn count(value: f64, digits: Digits) -> String {
    with_decimal(value, |exact| match digits {
        Digits::Few if exact.point() >= 3 => typeset(&exact.rounded_to_places(0)),
        _ => typeset(&few_or_all(exact, digits)),
    })
}

/// A multiple: "3.5×".
///
/// ```
/// use geode_core::report::format::{factor, Digits};
/// assert_eq!(factor(3.5, Digits::Few), "3.5×");
/// ```
pub fn factor(value: f64, digits: Digits) -> String {
    with_unit(value, digits, "×")
}

/// A price per gigabyte or another number with any unit behind it.
///
/// ```
/// use geode_core::report::format::{with_unit, Digits};
/// assert_eq!(with_unit(10_000.0, Digits::Few, " req/s"), "10,000 req/s");
/// ```
pub fn with_unit(value: f64, digits: Digits, unit: &str) -> String {
    with_decimal(value, |exact| typeset(&few_or_all(exact, digits)) + unit)
}

fn with_decimal(value: f64, show: impl Fn(&Decimal) -> String) -> String {
    Decimal::from_f64(value).map_or_else(|| UNKNOWN.to_string(), |exact| show(&exact))
}

fn few_or_all(exact: &Decimal, digits: Digits) -> Decimal {
    match digits {
        Digits::Few => exact.rounded(AT_A_GLANCE),
        Digits::All => exact.clone(),
    }
}

/// With commas and the true minus sign; an exponent, only where zeros would fill the line, stays `e-12`.
fn typeset(exact: &Decimal) -> String {
    in_currency(exact, "", "")
}

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
