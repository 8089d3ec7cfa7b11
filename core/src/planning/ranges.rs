//! Ranges as people type them: which distribution `4h..12h` stands for in a field.

use super::distribution::Spread;
use super::drawn::spread_of;
use super::grid;
use crate::quantity::{Unit, complement, glance_availability, parse_for, range_ends, to_digits};
use crate::scenario::inputs::{Input, Section, Typed};
use crate::scenario::model::{Distribution, DistributionKind};

/// Most of a distribution that may lie outside the range of its input: what is drawn there is cut.
const MOST_OUTSIDE: f64 = 0.005;
/// Digits of a best guess that follows from a range.
const GUESS_DIGITS: usize = 3;

/// Why a range is not taken, and what would be.
#[derive(Debug, Clone, PartialEq)]
pub struct Misfit {
    /// What is wrong, and what was expected.
    pub said: String,
    /// Ranges that fit, the likelier one first.
    pub offers: Vec<Typed>,
}

impl Misfit {
    fn of(said: impl Into<String>) -> Misfit {
        Misfit { said: said.into(), offers: Vec::new() }
    }
}

/// Understands a typed text that may be a range: two ends are the 5th and the 95th percentile, three are low, most probable
/// and high. The best guess that the figures take is the median, or the most probable value. `today` is the value before.
///
/// Of what is above 0 the logarithm is normal, of an availability that of what is missing; shares have a beta
/// distribution; what may be negative has a normal one (model.md §10).
///
/// # Errors
/// What is wrong and expected, and ranges that would fit.
///
/// ```
/// use geode_core::planning::understand;
/// use geode_core::scenario::inputs;
/// let mttr = inputs::of_path("/regions/{region}/mttr_hours").unwrap();
/// let typed = understand(mttr, "4h..12h", "USD", Some(1.0)).unwrap();
/// assert_eq!(typed.echo, "between 4 h and 12 h in 9 cases of 10, median 6.93 h");
/// assert_eq!(typed.value, Some(6.93));
/// let coverage = inputs::of_path("/failover/coverage").unwrap();
/// let misfit = understand(coverage, "90%..100%", "USD", None).unwrap_err();
/// assert_eq!(misfit.offers[0].echo, "from 90% to 100%, all alike, median 95%");
/// ```
pub fn understand(input: &Input, text: &str, currency: &str, today: Option<f64>) -> Result<Typed, Misfit> {
    let is_plain = input.section == Section::Simulation || input.unit == Unit::Degrees;
    let (text, alike) = match text.trim_end().strip_suffix("alike") {
        Some(rest) => (rest.trim_end().trim_end_matches(',').trim_end_matches(" all"), true),
        None => (text, false),
    };
    let Some(ends) = range_ends(text).filter(|_| !is_plain) else {
        return input.understand(text, currency).map_err(Misfit::of);
    };
    let read = |end: &String| {
        let entry = parse_for(end, input.unit, Some(currency), false).map_err(|said| match end.is_empty() {
            true => Misfit::of(format!("One end is missing: expected a range such as {}", example(input))),
            false => Misfit::of(said),
        })?;
        Ok((entry.value, entry.complement))
    };
    let mut ends: Vec<(f64, Option<f64>)> = ends.iter().map(read).collect::<Result<_, Misfit>>()?;
    // Less downtime is more availability.
    if input.unit == Unit::Availability && text.contains('/') {
        ends.reverse();
    }
    let values: Vec<f64> = ends.iter().map(|(value, _)| *value).collect();
    let range = match values.as_slice() {
        [low, high] if alike => uniform(*low, *high),
        [low, high] => percentiles(usual_kind(input, *low), *low, *high),
        [low, mode, high] => modal(DistributionKind::Pert, *low, *mode, *high),
        _ => return Err(Misfit::of(format!("Too many ends: expected a range such as {}", example(input)))),
    };
    fitting(input, &range, currency, today)
}

/// A distribution for an input as if it had been typed, if its numbers make one and it lies within the input's range.
///
/// # Errors
/// As [`understand`].
pub fn fitting(input: &Input, range: &Distribution, currency: &str, today: Option<f64>) -> Result<Typed, Misfit> {
    let (low, high) = ends_of(range).ok_or_else(|| Misfit::of("A number is missing"))?;
    if low >= high {
        let [low, high] = [low, high].map(|value| shown(input, value, currency));
        return Err(Misfit::of(format!("The lower end comes first, and the ends differ: {low} is not below {high}")));
    }
    if let Some(mode) = range.mode.filter(|mode| !(low..=high).contains(mode)) {
        return Err(Misfit::of(format!(
            "The most probable value lies between the ends: {} does not",
            shown(input, mode, currency)
        )));
    }
    let is_open = range.p05.is_some();
    let reason = if low < input.min || high > input.max {
        let end = if low < input.min { low } else { high };
        Some(format!("An end lies outside: expected {}", input.expected_of(end)))
    } else if is_open && touches(input, low, high) {
        let end = shown(input, if low <= input.min { low } else { high }, currency);
        Some(format!("A range that reaches {end} has nothing beyond it, where 1 of 20 cases would lie"))
    } else {
        None
    };
    let misfit = |said: String| Misfit { said, offers: offers(input, (low, high), currency, today) };
    if let Some(said) = reason {
        return Err(misfit(said));
    }
    let spread =
        spread_of(input, range).ok_or_else(|| misfit("No distribution of this shape has these ends".into()))?;
    let outside = outside(input, &spread);
    if outside > MOST_OUTSIDE {
        let percent = (outside * 1000.0).round() / 10.0;
        return Err(misfit(format!(
            "With these ends {percent} % of what is drawn would lie outside: expected {}",
            input.range()
        )));
    }
    Ok(typed(input, range, &spread, currency))
}

/// How a distribution is said: "between 4 h and 12 h in 9 cases of 10", "from 1 h to 8 h, most often 2 h".
pub fn range_words(input: &Input, range: &Distribution, currency: &str) -> String {
    let value = |value: Option<f64>| value.map_or_else(String::new, |value| shown(input, value, currency));
    let (p05, p95, low, mode, high) =
        (value(range.p05), value(range.p95), value(range.low), value(range.mode), value(range.high));
    match (range.p05, range.mode) {
        (Some(_), _) => format!("between {p05} and {p95} in 9 cases of 10"),
        (None, Some(_)) => format!("from {low} to {high}, most often {mode}"),
        (None, None) => format!("from {low} to {high}, all alike"),
    }
}

/// The same with the median that is drawn, and with the number of today where that is another one: the verdict goes by it.
///
/// ```
/// use geode_core::planning::{percentiles, range_echo, usual_kind};
/// use geode_core::scenario::inputs;
/// let mttr = inputs::of_path("/regions/{region}/mttr_hours").unwrap();
/// let range = percentiles(usual_kind(mttr, 4.0), 4.0, 12.0);
/// assert_eq!(
///     range_echo(mttr, &range, Some(1.0), "USD"),
///     "between 4 h and 12 h in 9 cases of 10, median 6.93 h; the verdict goes by 1 h"
/// );
/// ```
pub fn range_echo(input: &Input, range: &Distribution, today: Option<f64>, currency: &str) -> String {
    match spread_of(input, range) {
        Some(spread) => echo_of(input, range, middle(input, range, &spread), today, currency),
        None => range_words(input, range, currency),
    }
}

/// The same with the number that the range stands for, which takes a while to find: with what is missing to 1 of an
/// availability.
fn echo_of(
    input: &Input,
    range: &Distribution,
    (middle, missing): (f64, Option<f64>),
    today: Option<f64>,
    currency: &str,
) -> String {
    let mut words = range_words(input, range, currency);
    // Where the most probable value is named, a median beside it would be one number too many.
    if range.mode.is_none() {
        words += ", median ";
        words += &missing.map_or_else(|| shown(input, middle, currency), glance_availability);
    }
    // What rounds to the same is no other number.
    let is_other = |today: &f64| *today != middle && few(input, *today) != few(input, middle);
    if let Some(today) = today.filter(is_other) {
        words += "; the verdict goes by ";
        words += &shown(input, today, currency);
    }
    words
}

/// What a field shows for a distribution; typed again it is the same for the usual kinds.
pub fn range_text(input: &Input, range: &Distribution) -> String {
    let ends = [range.p05.or(range.low), range.mode.filter(|_| range.p05.is_none()), range.p95.or(range.high)];
    let ends: Vec<String> = ends.into_iter().flatten().map(|value| compact(input, value, Input::glance_of)).collect();
    let alike = if range.p05.is_none() && range.mode.is_none() { " alike" } else { "" };
    ends.join("..") + alike
}

/// The kind that a range of two ends has unless another one is chosen.
pub fn usual_kind(input: &Input, low: f64) -> DistributionKind {
    match input.unit {
        Unit::Availability => DistributionKind::Lognormal,
        Unit::Share if input.min == 0.0 && input.max == 1.0 => DistributionKind::Beta,
        _ if low <= 0.0 && input.min < 0.0 => DistributionKind::Normal,
        _ => DistributionKind::Lognormal,
    }
}

/// Two percentiles.
pub fn percentiles(kind: DistributionKind, p05: f64, p95: f64) -> Distribution {
    Distribution { kind, p05: Some(p05), p95: Some(p95), low: None, mode: None, high: None }
}

/// All values between two ends alike.
pub fn uniform(low: f64, high: f64) -> Distribution {
    Distribution { kind: DistributionKind::Uniform, p05: None, p95: None, low: Some(low), mode: None, high: Some(high) }
}

/// Ends and the most probable value.
pub fn modal(kind: DistributionKind, low: f64, mode: f64, high: f64) -> Distribution {
    Distribution { kind, p05: None, p95: None, low: Some(low), mode: Some(mode), high: Some(high) }
}

fn ends_of(range: &Distribution) -> Option<(f64, f64)> {
    range.p05.or(range.low).zip(range.p95.or(range.high))
}

/// Whether an end that is a percentile is an end of what there can be: of a share 0 and 1, of an availability 100 %.
fn touches(input: &Input, low: f64, high: f64) -> bool {
    let is_share = matches!(input.unit, Unit::Availability | Unit::Share) && input.max == 1.0;
    (low <= input.min && input.min >= 0.0) || (is_share && high >= input.max)
}

/// Probability of a draw outside the range of the input.
fn outside(input: &Input, spread: &Spread) -> f64 {
    let (min, max) = match input.unit {
        Unit::Availability => (0.0, 1.0),
        _ if input.whole => (input.min - 0.5, input.max + 0.5),
        _ => (input.min, input.max),
    };
    let below = if min.is_finite() { spread.cdf(min.next_down()) } else { 0.0 };
    below.max(0.0) + (1.0 - spread.cdf(max)).max(0.0)
}

/// Ranges of the same ends, as far as the input allows them, that have nothing beyond.
fn offers(input: &Input, (low, high): (f64, f64), currency: &str, today: Option<f64>) -> Vec<Typed> {
    let (low, high) = (low.max(input.min), high.min(input.max));
    if low >= high {
        return Vec::new();
    }
    let middle = || few(input, 0.5 * (low + high)).clamp(low, high);
    let mode = today.filter(|today| (low..=high).contains(today)).unwrap_or_else(middle);
    let ranges = [uniform(low, high), modal(DistributionKind::Pert, low, mode, high)];
    let of = |range: &Distribution| spread_of(input, range).map(|spread| typed(input, range, &spread, currency));
    ranges.iter().filter_map(of).collect()
}

fn typed(input: &Input, range: &Distribution, spread: &Spread, currency: &str) -> Typed {
    let (value, complement) = middle(input, range, spread);
    let echo = echo_of(input, range, (value, complement), Some(value), currency);
    Typed { value: Some(value), echo, complement, other: None, is_doubtful: false, range: Some(*range) }
}

/// The one number that a range stands for: the most probable, or the median in few digits; of an availability with what is
/// missing to 1.
fn middle(input: &Input, range: &Distribution, spread: &Spread) -> (f64, Option<f64>) {
    match (range.mode, input.unit) {
        (Some(mode), Unit::Availability) => (mode, Some(complement(mode))),
        (Some(mode), _) => (mode, None),
        // Availabilities are spread by what is missing.
        (None, Unit::Availability) => {
            let missing = to_digits(spread.quantile(0.5), GUESS_DIGITS).clamp(0.0, complement(input.min));
            (complement(missing), Some(missing))
        }
        (None, _) => (few(input, spread.quantile(0.5)), None),
    }
}

/// A value in few digits, as the input takes it. What is nearly all is not rounded to all.
fn few(input: &Input, value: f64) -> f64 {
    let near = to_digits(value, GUESS_DIGITS);
    let is_nearly_all = input.unit == Unit::Share && value < 1.0 && near >= 1.0;
    let by_missing = input.unit == Unit::Availability || is_nearly_all;
    grid::allowed(input, if by_missing { complement(to_digits(complement(value), GUESS_DIGITS)) } else { near })
}

/// A value in a few words: amounts with their currency, but not by what they are counted, which the field says.
pub fn shown(input: &Input, value: f64, currency: &str) -> String {
    beside_unit(input, compact(input, value, Input::glance_of), currency)
}

/// As [`shown`], with all digits.
pub fn shown_in_full(input: &Input, value: f64, currency: &str) -> String {
    beside_unit(input, compact(input, value, Input::text_of), currency)
}

fn beside_unit(input: &Input, text: String, currency: &str) -> String {
    match input.unit {
        unit if unit.is_money() => format!("{currency} {text}"),
        unit if input.unit_beside() => format!("{text} {}", unit.symbol()),
        _ => text,
    }
}

/// As the field shows it; round amounts with their thousands and millions as letters, since a field is narrow.
fn compact(input: &Input, value: f64, text: fn(&Input, f64) -> String) -> String {
    let is_round = |scaled: f64| scaled.abs() >= 1.0 && (scaled * 100.0).fract() == 0.0 && value.fract() == 0.0;
    let letters = [(1e12, "T"), (1e6, "M"), (1e3, "k")];
    // Of data a T is no million millions.
    let mut fitting = letters.into_iter().filter(|(_, letter)| input.unit.is_money() || *letter != "T");
    match fitting.find(|(size, _)| input.unit_beside() && is_round(value / size)) {
        Some((size, letter)) => text(input, value / size) + letter,
        None => text(input, value),
    }
}

fn example(input: &Input) -> String {
    match input.unit {
        Unit::Hours | Unit::Minutes => "4h..12h".into(),
        Unit::Seconds => "10s..60s".into(),
        Unit::Milliseconds => "50ms..200ms".into(),
        Unit::Availability => "99.9%..99.99%".into(),
        Unit::Share => "2%..8%".into(),
        unit if unit.is_money() => "1M..5M".into(),
        _ => "2..8".into(),
    }
}

#[cfg(test)]
#[path = "ranges_tests.rs"]
mod tests;
