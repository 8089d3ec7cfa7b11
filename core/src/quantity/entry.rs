//! What a person typed into a field, understood.

use std::fmt;

use super::convert;
use super::currency;
use super::decimal::{Decimal, complement};
use super::number::{Marks, read_number};
use super::signs::normalised;
use super::{Unit, glance, glance_availability};
use crate::text::capital;

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
    /// What else the text can mean, to be offered beside it: `1,500` also 1.5, `0.9995 %` also 99.95 %.
    pub other: Option<Box<Entry>>,
    /// Whether it is so unlikely that it is to be asked about before it counts: an availability below a half.
    pub is_doubtful: bool,
}

impl Entry {
    fn of(value: f64, unit: Unit) -> Entry {
        Entry { value, echo: glance(value, unit), complement: None, other: None, is_doubtful: false }
    }
}

/// Nobody runs a system that is down half of the time: whoever enters less means something else.
const LEAST_LIKELY: f64 = 0.5;

/// Why a text was not understood. The comment on each variant is the rule that was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryError {
    /// There must be a number.
    Empty(Unit),
    /// It must be one number, with a unit that fits the field or none.
    NotUnderstood(Unit),
    /// A lone `M` is a month to some and a minute to others; so is `m` where milliseconds are asked for.
    LoneM(Unit),
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
            Self::LoneM(unit) => {
                write!(f, "m or M alone could mean several units of time: expected {}", unit.expected())
            }
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
/// has no thousands, and after a lone zero; one point there is the decimal mark (`1.500`). Both are written
/// for either, so the other reading comes along in [`Entry::other`], whatever the currency or language.
/// `%` divides by 100 in every unit that has percentages. An availability below a half is a doubtful entry.
/// Digits of other scripts and full-width signs are read like ASCII. Times and rates convert to the field's unit, with a month of
/// 730 h and a year of 8760 h. Currency signs and codes are passed over. Ranges other than an
/// availability's are the caller's to check.
///
/// # Errors
/// An [`EntryError`] whose text says what was expected.
///
/// ```
/// use geode_core::quantity::{parse, Unit};
/// assert_eq!(parse("2 h", Unit::Minutes)?.value, 120.0);
/// assert_eq!(parse("$10M", Unit::MoneyPerMonth)?.value, 1e7);
/// assert_eq!(parse("99.999999 %", Unit::Availability)?.complement, Some(1e-8));
/// assert_eq!(
///     parse("soon", Unit::Minutes).unwrap_err().to_string(),
///     "expected a time such as 15 min, 2 h or 90 s"
/// );
/// # Ok::<(), geode_core::quantity::EntryError>(())
/// ```
pub fn parse(text: &str, unit: Unit) -> Result<Entry, EntryError> {
    if text.chars().nth(MAX_CHARS).is_some() {
        return Err(EntryError::TooLong);
    }
    let text = normalised(text);
    if text.is_empty() {
        return Err(EntryError::Empty(unit));
    }
    let entry = read(&text, unit, marks(unit))?;
    let other = read(&text, unit, marks(unit).other()).ok();
    let other = other.filter(|other| other.value != entry.value).map(Box::new);
    Ok(Entry { other: other.or(entry.other), ..entry })
}

/// How the marks of a number are read first: an availability has no thousands.
fn marks(unit: Unit) -> Marks {
    if unit == Unit::Availability { Marks::DECIMAL } else { Marks::USUAL }
}

fn read(text: &str, unit: Unit, marks: Marks) -> Result<Entry, EntryError> {
    match unit {
        Unit::Availability => availability(text, marks),
        _ if convert::unit_us(unit).is_some() => Ok(Entry::of(time(text, unit, marks)?, unit)),
        _ => Ok(Entry::of(quantity(text, unit, marks)?, unit)),
    }
}

/// As [`parse`], and refuses what the scenario would hold as something else: an amount in another currency than this,
/// and nines that get lost, unless the field `keeps_nines`.
///
/// # Errors
/// A sentence that says what was expected.
///
/// ```
/// use geode_core::quantity::{Unit, parse_for};
/// assert_eq!(
///     parse_for("€5k", Unit::Money, Some("USD"), false).unwrap_err(),
///     "Amounts here are in USD: expected an amount such as 250,000, 350k or 10M"
/// );
/// ```
pub fn parse_for(text: &str, unit: Unit, currency: Option<&str>, keeps_nines: bool) -> Result<Entry, String> {
    let entry = parse(text, unit).map_err(|error| {
        let is_read = error != EntryError::TooLong;
        let other = is_read.then(|| read(&normalised(text), unit, marks(unit).other()).ok()).flatten();
        capital(&error.to_string()) + &other.map_or_else(String::new, |other| if_meant(&other.echo))
    })?;
    if let Some(currency) = currency.filter(|code| unit.is_money() && currency::names_other_currency(text, code)) {
        return Err(format!("Amounts here are in {currency}: expected {}", unit.expected()));
    }
    if entry.value == 1.0 && !keeps_nines && entry.complement.is_some_and(|rest| rest > 0.0) {
        return Err("These are more nines than can be told from 100%: expected 100% or at most 15 nines".into());
    }
    Ok(entry)
}

/// For whoever wrote a number whose other reading alone would do: how to write that.
pub(crate) fn if_meant(echo: &str) -> String {
    format!("; if you mean {echo}, write it so")
}

/// Words and signs in lower case, "per" and its like as `/`.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| !c.is_alphabetic()).filter(|end| *end > 0).unwrap_or(if first.is_alphabetic() {
            rest.len()
        } else {
            first.len_utf8()
        });
        let (token, after) = rest.split_at(end);
        tokens.push(match token {
            // Only the capital is surely a million where minutes and months are near.
            "M" => "million".into(),
            "per" | "a" | "an" => "/".into(),
            _ => token.to_lowercase(),
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

fn quantity(text: &str, unit: Unit, marks: Marks) -> Result<f64, EntryError> {
    let not_understood = EntryError::NotUnderstood(unit);
    let (mut sign, mut rest) = taken_sign(text);
    if unit.is_money() {
        rest = currency::without_leading(rest);
        if sign.is_none() {
            (sign, rest) = taken_sign(rest);
        }
    }
    let (number, tail) = read_number(rest, marks).ok_or(not_understood)?;
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
fn time(text: &str, unit: Unit, marks: Marks) -> Result<f64, EntryError> {
    let not_understood = EntryError::NotUnderstood(unit);
    let (sign, mut rest) = taken_sign(text);
    let mut total = 0.0;
    let mut terms = 0;
    while !rest.is_empty() {
        let (number, tail) = read_number(rest, marks).ok_or(not_understood)?;
        let tail = tail.trim_start();
        let end = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        let (word, after) = tail.split_at(end);
        rest = after.trim_start();
        terms += 1;
        let value = if word.is_empty() && rest.is_empty() && terms == 1 {
            number.to_f64()
        } else {
            let is_lone = word == "M" || (word == "m" && unit == Unit::Milliseconds);
            let found = convert::time(&word.to_lowercase(), unit).filter(|_| !is_lone);
            found.ok_or(if is_lone { EntryError::LoneM(unit) } else { not_understood })?.apply(number.to_f64())
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

fn availability(text: &str, marks: Marks) -> Result<Entry, EntryError> {
    let not_understood = EntryError::NotUnderstood(Unit::Availability);
    let (sign, rest) = taken_sign(text);
    let (number, tail) = match read_number(rest, marks) {
        Some(read) => read,
        None => counted_in_words(rest).ok_or(not_understood)?,
    };
    let number = if sign == Some(true) { number.negated() } else { number };
    let tokens = tokens(tail);
    let words = tokens.iter().map(String::as_str).collect::<Vec<_>>();
    let available = match words.as_slice() {
        [] if number.complement().is_some() => number.clone(),
        [] | ["%" | "percent" | "pct"] => number.clone().shifted(-2),
        ["nine" | "nines"] => of_nines(&number).ok_or(not_understood)?,
        [time, "/", period] | [time, "/", period, "down" | "downtime"] | [time, "down" | "downtime", "/", period] => {
            return downtime(&number, time, period);
        }
        _ => return Err(not_understood),
    };
    let entry = of_available(&available)?;
    // `0.9995 %` may be the fraction with a sign too many, `1 %` what is down.
    let is_fraction =
        entry.is_doubtful && !words.is_empty() && number.to_f64() >= LEAST_LIKELY && number.to_f64() < 1.0;
    let other = if is_fraction { Some(Box::new(of_available(&number)?)) } else { turned(&entry) };
    Ok(Entry { other, ..entry })
}

fn of_available(available: &Decimal) -> Result<Entry, EntryError> {
    if available.is_zero() || available.is_negative() {
        return Err(EntryError::AvailabilityRange);
    }
    let unavailable = available.complement().ok_or(EntryError::AvailabilityRange)?;
    let unavailability = finite(unavailable.to_f64(), &unavailable)?;
    let value = finite(available.to_f64(), available)?;
    Ok(of_both(value, unavailability))
}

fn of_both(value: f64, unavailability: f64) -> Entry {
    let is_doubtful = value < LEAST_LIKELY;
    let echo = if is_doubtful { glance(value, Unit::Availability) } else { glance_availability(unavailability) };
    Entry { value, echo, complement: Some(unavailability), other: None, is_doubtful }
}

/// What is meant if a doubtful availability is the time down.
fn turned(entry: &Entry) -> Option<Box<Entry>> {
    let unavailability = entry.complement.filter(|_| entry.is_doubtful)?;
    Some(Box::new(of_both(unavailability, entry.value)))
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
    let not_understood = EntryError::NotUnderstood(Unit::Availability);
    let hours = |word| convert::time(word, Unit::Hours).ok_or(not_understood);
    let down = finite(hours(time)?.apply(number.to_f64()), number)?;
    convert::period_us(period).ok_or(not_understood)?;
    let unavailability = down / hours(period)?.apply(1.0);
    if !(0.0..1.0).contains(&unavailability) {
        return Err(EntryError::AvailabilityRange);
    }
    let entry = of_both(complement(unavailability), unavailability);
    Ok(Entry { other: turned(&entry), ..entry })
}

#[cfg(test)]
#[path = "entry_tests.rs"]
mod tests;
