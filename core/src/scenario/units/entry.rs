//! What a person typed into a field, understood.

use std::fmt;

use super::convert;
use super::currency;
use super::decimal::{Decimal, complement};
use super::number::read_number;
use super::{Unit, show, show_availability};
use crate::text::{capital, is_letter, lower};

/// No entry is longer; the longest text that [`show`] makes fits.
const MAX_CHARS: usize = 400;

/// A typed number, in the field's unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The value as the scenario holds it: in the field's unit, shares and availabilities as fractions.
    pub value: f64,
    /// How it was understood, to stand beside the field: "120 min" for a typed "2 h".
    pub echo: String,
    /// For an availability the unavailability, taken from the typed digits: 99.999999 % gives 1e-8 exactly.
    pub complement: Option<f64>,
}

/// Why a text was not understood. The comment on each variant is the rule that was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryError {
    /// There must be a number.
    Empty(Unit),
    /// It must be one number, with a unit that fits the field or none.
    NotUnderstood(Unit),
    /// It must fit into a double: not beyond 1.8e308, nor so small that nothing is left.
    NotFinite,
    /// A count has no fraction.
    NotWhole,
    /// An availability is above 0 % and at most 100 %.
    AvailabilityRange,
    /// An entry has at most 400 characters.
    TooLong,
}

impl fmt::Display for EntryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(unit) => write!(f, "nothing entered: expected {}", unit.expected()),
            Self::NotUnderstood(unit) => write!(f, "expected {}", unit.expected()),
            Self::NotFinite => write!(f, "this number is too large or too small to calculate with"),
            Self::NotWhole => write!(f, "expected a whole number such as 3"),
            Self::AvailabilityRange => {
                write!(f, "an availability is above 0% and at most 100%: expected {}", Unit::Availability.expected())
            }
            Self::TooLong => write!(f, "this is too long: expected at most {MAX_CHARS} characters"),
        }
    }
}

impl std::error::Error for EntryError {}

/// Understands a number as people write it: `99.95%`, `15 min`, `1 h 30 min`, `$10M`, `10 000`, `1,5`, `1e-4`.
///
/// A bare number takes the field's unit: `5` in a share field is 5 %, and `0.05` there is 0.05 %. An
/// availability of at most 1 without `%` is a fraction; it may also be `3 nines` or downtime, `4.38 h/yr`.
/// One comma before exactly three digits is a thousands mark (`1,500`), except in an availability, which
/// has no thousands, and after a lone zero. Times and rates convert to the field's unit, with a month of
/// 730 h and a year of 8760 h. Currency signs and codes are passed over. Ranges other than an
/// availability's are the caller's to check.
///
/// # Errors
/// An [`EntryError`] whose text says what was expected.
///
/// ```
/// use geode_core::scenario::units::{parse, Unit};
/// assert_eq!(parse("2 h", Unit::Minutes)?.value, 120.0);
/// assert_eq!(parse("$10M", Unit::MoneyPerMonth)?.value, 1e7);
/// assert_eq!(parse("99.999999 %", Unit::Availability)?.complement, Some(1e-8));
/// assert_eq!(
///     parse("soon", Unit::Minutes).unwrap_err().to_string(),
///     "expected a time such as 15 min, 2 h or 90 s"
/// );
/// # Ok::<(), geode_core::scenario::units::EntryError>(())
/// ```
pub fn parse(text: &str, unit: Unit) -> Result<Entry, EntryError> {
    if text.chars().nth(MAX_CHARS).is_some() {
        return Err(EntryError::TooLong);
    }
    let text = normalised(text);
    if text.is_empty() {
        return Err(EntryError::Empty(unit));
    }
    if unit == Unit::Availability {
        return availability(&text);
    }
    let value = if convert::unit_us(unit).is_some() { time(&text, unit)? } else { quantity(&text, unit)? };
    Ok(Entry { value, echo: show(value, unit), complement: None })
}

/// As [`parse`], and refuses what the scenario would hold as something else: an amount in another currency than this,
/// and nines that get lost, unless the field `keeps_nines`.
///
/// # Errors
/// A sentence that says what was expected.
///
/// ```
/// use geode_core::scenario::units::{Unit, parse_for};
/// assert_eq!(
///     parse_for("€5k", Unit::Money, Some("USD"), false).unwrap_err(),
///     "Amounts here are in USD: expected an amount such as 250,000, 350k or 10M"
/// );
/// ```
pub fn parse_for(text: &str, unit: Unit, currency: Option<&str>, keeps_nines: bool) -> Result<Entry, String> {
    let entry = parse(text, unit).map_err(|error| capital(&error.to_string()))?;
    if let Some(currency) = currency.filter(|code| unit.is_money() && currency::names_other_currency(text, code)) {
        return Err(format!("Amounts here are in {currency}: expected {}", unit.expected()));
    }
    if entry.value == 1.0 && !keeps_nines && entry.complement.is_some_and(|rest| rest > 0.0) {
        return Err("These are more nines than can be told from 100%: expected 100% or at most 15 nines".into());
    }
    Ok(entry)
}

/// One kind each of blank, minus and apostrophe.
fn normalised(text: &str) -> String {
    let one_kind = |c: char| match c {
        '\u{2212}' | '\u{2013}' => '-',
        '\u{2019}' | '_' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    text.trim().chars().map(one_kind).collect()
}

/// Words and signs in lower case, "per" and its like as `/`.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| !is_letter(c)).filter(|end| *end > 0).unwrap_or(if is_letter(first) {
            rest.len()
        } else {
            first.len_utf8()
        });
        let (token, after) = rest.split_at(end);
        tokens.push(match token {
            // Only the capital is surely a million where minutes and months are near.
            "M" => "million".into(),
            "per" | "a" | "an" => "/".into(),
            _ => lower(token),
        });
        rest = after.trim_start();
    }
    tokens
}

fn taken_sign(text: &str) -> (Option<bool>, &str) {
    match text.strip_prefix(['-', '+']) {
        Some(rest) => (Some(text.starts_with('-')), rest.trim_start()),
        None => (None, text),
    }
}

fn finite(value: f64, number: &Decimal) -> Result<f64, EntryError> {
    let vanished = value == 0.0 && !number.is_zero();
    if value.is_finite() && !vanished { Ok(value) } else { Err(EntryError::NotFinite) }
}

fn quantity(text: &str, unit: Unit) -> Result<f64, EntryError> {
    let not_understood = EntryError::NotUnderstood(unit);
    let (mut sign, mut rest) = taken_sign(text);
    if unit.is_money() {
        rest = currency::without_leading(rest);
        if sign.is_none() {
            (sign, rest) = taken_sign(rest);
        }
    }
    let (number, tail) = read_number(rest, false).ok_or(not_understood)?;
    let mut tokens = tokens(tail);
    if unit.is_money() {
        tokens.retain(|token| !currency::is_currency(token));
    }
    let words = tokens.iter().map(String::as_str).collect::<Vec<_>>();
    let (places, words) = match words.split_first() {
        Some((first, after)) => match convert::scale(first, unit) {
            Some(places) => (places, after),
            None => (0, words.as_slice()),
        },
        None => (0, words.as_slice()),
    };
    let conversion = convert::words(words, unit).ok_or(not_understood)?;
    let number = number.shifted(places).shifted(conversion.places);
    if unit == Unit::Count && !number.is_whole() {
        return Err(EntryError::NotWhole);
    }
    let number = if (sign == Some(true)) != conversion.negate { number.negated() } else { number };
    finite(conversion.apply(number.to_f64()), &number)
}

/// One time, or several as in `1 h 30 min`; then each has its unit.
fn time(text: &str, unit: Unit) -> Result<f64, EntryError> {
    let not_understood = EntryError::NotUnderstood(unit);
    let (sign, mut rest) = taken_sign(text);
    let mut total = 0.0;
    let mut terms = 0;
    while !rest.is_empty() {
        let (number, tail) = read_number(rest, false).ok_or(not_understood)?;
        let tail = tail.trim_start();
        let end = tail.find(|c: char| !is_letter(c)).unwrap_or(tail.len());
        let (word, after) = tail.split_at(end);
        rest = after.trim_start();
        terms += 1;
        let value = if word.is_empty() && rest.is_empty() && terms == 1 {
            number.to_f64()
        } else {
            convert::time(&lower(word), unit).ok_or(not_understood)?.apply(number.to_f64())
        };
        total += finite(value, &number)?;
    }
    if terms == 0 {
        return Err(not_understood);
    }
    if !f64::is_finite(total) {
        return Err(EntryError::NotFinite);
    }
    Ok(if sign == Some(true) { -total } else { total })
}

fn availability(text: &str) -> Result<Entry, EntryError> {
    let not_understood = EntryError::NotUnderstood(Unit::Availability);
    let (sign, rest) = taken_sign(text);
    let (number, tail) = match read_number(rest, true) {
        Some(read) => read,
        None => counted_in_words(rest).ok_or(not_understood)?,
    };
    let number = if sign == Some(true) { number.negated() } else { number };
    let tokens = tokens(tail);
    let words = tokens.iter().map(String::as_str).collect::<Vec<_>>();
    let available = match words.as_slice() {
        [] if number.complement().is_some() => number,
        [] | ["%" | "percent" | "pct"] => number.shifted(-2),
        ["nine" | "nines"] => of_nines(&number).ok_or(not_understood)?,
        [time, "/", period] | [time, "/", period, "down" | "downtime"] | [time, "down" | "downtime", "/", period] => {
            return downtime(&number, time, period);
        }
        _ => return Err(not_understood),
    };
    if available.is_zero() || available.is_negative() {
        return Err(EntryError::AvailabilityRange);
    }
    let unavailable = available.complement().ok_or(EntryError::AvailabilityRange)?;
    let unavailability = finite(unavailable.to_f64(), &unavailable)?;
    let value = finite(available.to_f64(), &available)?;
    Ok(Entry { value, echo: available.shifted(2).plain(false) + "%", complement: Some(unavailability) })
}

/// `three nines`: the number as a word, and the rest.
fn counted_in_words(text: &str) -> Option<(Decimal, &str)> {
    const WORDS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let (word, rest) = text.split_once([' ', '-'])?;
    let place = WORDS.iter().position(|known| known.eq_ignore_ascii_case(word))?;
    Some((Decimal::new(vec![u8::try_from(place + 1).ok()?], 1), rest))
}

/// `n` nines, `1 − 10^−n`, for whole `n`: half a nine means different things to different people.
fn of_nines(number: &Decimal) -> Option<Decimal> {
    let nines = number.to_f64();
    if number.is_whole() && (1.0..=15.0).contains(&nines) {
        Decimal::new(vec![1], 1).shifted(-(nines as i32)).complement()
    } else {
        None
    }
}

/// Downtime per period as an availability: 4.38 h/yr is 99.95 %.
fn downtime(number: &Decimal, time: &str, period: &str) -> Result<Entry, EntryError> {
    let hours = |word| convert::time(word, Unit::Hours).ok_or(EntryError::NotUnderstood(Unit::Availability));
    let down = finite(hours(time)?.apply(number.to_f64()), number)?;
    let unavailability = down / hours(period)?.apply(1.0);
    if !(0.0..1.0).contains(&unavailability) {
        return Err(EntryError::AvailabilityRange);
    }
    let echo = show_availability(unavailability);
    Ok(Entry { value: complement(unavailability), echo, complement: Some(unavailability) })
}

#[cfg(test)]
#[path = "entry_tests.rs"]
mod tests;
