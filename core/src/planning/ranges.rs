//! Ranges as people type them: which distribution `4h..12h` stands for in a field.

use super::distribution::Spread;
use super::drawn::missing;
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
        Some(format!("An end lies outside: expected {}", input.range()))
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

/// The distribution of an input, of an availability that of what is missing.
pub fn spread_of(input: &Input, range: &Distribution) -> Option<Spread> {
    match input.unit {
        Unit::Availability => Spread::of(&missing(range)),
        _ => Spread::of(range),
    }
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
    let ends: Vec<String> = ends.into_iter().flatten().map(|value| compact(input, value)).collect();
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
    let mode = today.filter(|today| (low..=high).contains(today)).unwrap_or(0.5 * (low + high));
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
            let missing = to_digits(spread.quantile(0.5), GUESS_DIGITS);
            (complement(missing), Some(missing))
        }
        (None, _) => (few(input, spread.quantile(0.5)), None),
    }
}

/// A value in few digits, as the input takes it. What is nearly all is not rounded to all.
fn few(input: &Input, value: f64) -> f64 {
    let near = to_digits(value, GUESS_DIGITS);
    let by_missing = match input.unit {
        Unit::Availability => true,
        Unit::Share => value < 1.0 && near >= 1.0,
        _ => false,
    };
    grid::allowed(input, if by_missing { complement(to_digits(complement(value), GUESS_DIGITS)) } else { near })
}

/// A value in a few words: amounts with their currency, but not by what they are counted, which the field says.
pub fn shown(input: &Input, value: f64, currency: &str) -> String {
    let text = compact(input, value);
    match input.unit {
        unit if unit.is_money() => format!("{currency} {text}"),
        unit if input.unit_beside() => format!("{text} {}", unit.symbol()),
        _ => text,
    }
}

/// As the field shows it; round amounts with their thousands and millions as letters, since a field is narrow.
fn compact(input: &Input, value: f64) -> String {
    let (millions, thousands) = (value / 1e6, value / 1e3);
    let is_short = |scaled: f64| scaled.abs() >= 1.0 && (scaled * 100.0).fract() == 0.0;
    match input.unit_beside() {
        true if is_short(millions) => format!("{}M", input.glance_of(millions)),
        true if is_short(thousands) => format!("{}k", input.glance_of(thousands)),
        _ => input.glance_of(value),
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
mod tests {
    use super::*;
    use crate::scenario::inputs;

    fn entered(path: &str, text: &str) -> Result<Typed, Misfit> {
        understand(inputs::of_path(path).unwrap(), text, "USD", None)
    }

    fn range(path: &str, text: &str) -> Distribution {
        entered(path, text).unwrap().range.unwrap()
    }

    /// What people write, and which family they get.
    #[test]
    fn two_ends_are_percentiles_of_a_kind_that_suits_the_input() {
        use DistributionKind::{Beta, Lognormal, Normal, Pert, Uniform};
        for (path, text, kind, low, high) in [
            ("/regions/{region}/mttr_hours", "4h..12h", Lognormal, 4.0, 12.0),
            ("/regions/{region}/mttr_hours", "30 min to 2 h", Lognormal, 0.5, 2.0),
            ("/failover/active_passive_minutes", "1..4 h", Lognormal, 60.0, 240.0),
            ("/revenue/monthly", "$5M..20M", Lognormal, 5e6, 2e7),
            ("/revenue/gain_per_100_ms", "0.2%..8.4%", Beta, 0.002, 0.084),
            ("/regions/{region}/availability", "99.9..99.99", Lognormal, 0.999, 0.9999),
            ("/regions/{region}/availability", "8.76 h/yr..87.6 h/yr", Lognormal, 0.99, 0.999),
            ("/finance/annual_growth", "-5%..15%", Normal, -0.05, 0.15),
            ("/regions/{region}/mttr_hours", "1h..2h..8h", Pert, 1.0, 8.0),
            ("/failover/coverage", "0..100% alike", Uniform, 0.0, 1.0),
        ] {
            let found = range(path, text);
            let ends = ends_of(&found).unwrap();
            assert_eq!(found.kind, kind, "{text}");
            assert!((ends.0 - low).abs() < 1e-12 && (ends.1 - high).abs() < 1e-9, "{text}: {ends:?}");
        }
    }

    /// √(4 × 12) h, the median of a lognormal; of what is missing √(10⁻³ × 10⁻⁴).
    #[test]
    fn the_best_guess_is_the_median() {
        assert_eq!(entered("/regions/{region}/mttr_hours", "4h..12h").unwrap().value, Some(6.93));
        let missing = entered("/regions/{region}/availability", "99.9%..99.99%").unwrap().complement;
        assert_eq!(missing, Some(0.000_316));
        assert_eq!(entered("/finance/annual_growth", "-5%..15%").unwrap().value, Some(0.05));
        assert_eq!(entered("/regions/{region}/mttr_hours", "1h..2h..8h").unwrap().value, Some(2.0));
        assert_eq!(entered("/failover/failures_to_trip", "1..5").unwrap_err().offers.len(), 2);
        assert_eq!(entered("/failover/failures_to_trip", "2..5").unwrap().value, Some(3.0));
    }

    /// A failover that was entered as sure and then made a typical range was "between 80% and 99% in 9 cases of 10, about
    /// 100%": that was the number of before, and no draw comes near it.
    #[test]
    fn what_is_drawn_and_what_the_verdict_goes_by_are_told_apart() {
        let said = |path: &str, text: &str, today: f64| {
            range_echo(inputs::of_path(path).unwrap(), &range(path, text), Some(today), "USD")
        };
        let (path, text) = ("/failover/coverage", "80%..99%");
        let input = inputs::of_path(path).unwrap();
        let median = to_digits(spread_of(input, &range(path, text)).unwrap().quantile(0.5), 3);
        assert!((0.9..0.95).contains(&median), "{median}");
        let drawn = format!("between 80% and 99% in 9 cases of 10, median {}", input.glance_of(median));
        assert_eq!(said(path, text, 1.0), format!("{drawn}; the verdict goes by 100%"));
        assert_eq!(said(path, text, median), drawn);
        // √(4 × 12) h in full: it rounds to the same.
        assert!(said("/regions/{region}/mttr_hours", "4h..12h", 48.0_f64.sqrt()).ends_with(", median 6.93 h"));
        // An availability by what is missing.
        assert!(
            said("/regions/{region}/availability", "99.9%..99.99%", 0.9995)
                .ends_with(", median 99.9684%; the verdict goes by 99.95%")
        );
        let modal = said("/regions/{region}/mttr_hours", "1h..2h..8h", 4.0);
        assert_eq!(modal, "from 1 h to 8 h, most often 2 h; the verdict goes by 4 h");
        // Nobody who types 99.9 to 99.99 % means 100 %.
        assert_eq!([few(input, 0.999_63), few(input, 1.0), few(input, 0.924_4)], [0.999_63, 1.0, 0.924]);
    }

    #[test]
    fn what_reaches_an_end_or_goes_beyond_says_so_and_offers_what_fits() {
        for (path, text, says) in [
            ("/failover/coverage", "90%..100%", "A range that reaches 100%"),
            ("/common_mode/beta", "0%..10%", "A range that reaches 0%"),
            ("/regions/{region}/availability", "99.9%..100%", "A range that reaches 100%"),
            ("/failover/coverage", "90%..120%", "An end lies outside: expected 0% to 100%"),
            ("/finance/horizon_months", "24..900", "An end lies outside: expected 1 mo to 600 mo"),
            // "This goes beyond at least 0" was no limit that anybody could go beyond.
            ("/revenue/monthly", "-5M..5M", "An end lies outside: expected at least 0"),
            ("/finance/horizon_months", "100..500", "With these ends 2."),
            ("/cost/migration_one_off", "0..1M", "A range that reaches USD 0"),
        ] {
            let misfit = entered(path, text).unwrap_err();
            assert!(misfit.said.starts_with(says), "{text}: {}", misfit.said);
            assert_eq!(misfit.offers.len(), 2, "{text}");
            let input = inputs::of_path(path).unwrap();
            for offer in misfit.offers {
                // What is offered is taken.
                let range = offer.range.unwrap();
                assert_eq!(fitting(input, &range, "USD", None).unwrap().range, Some(range), "{text}");
                assert!(input.allows(offer.value.unwrap()));
            }
        }
    }

    #[test]
    fn contradictions_are_named() {
        for (text, says) in [
            ("12h..4h", "The lower end comes first, and the ends differ: 12 h is not below 4 h"),
            ("4h..4h", "The lower end comes first"),
            ("4h..", "One end is missing: expected a range such as 4h..12h"),
            ("4h..soon", "Expected a time such as"),
            ("1h..2h..3h..4h", "Too many ends"),
            ("1h..9h..3h", "The most probable value lies between the ends: 9 h does not"),
        ] {
            let said = entered("/regions/{region}/mttr_hours", text).unwrap_err().said;
            assert!(said.starts_with(says), "{text}: {said}");
        }
        // A plain number is as it was.
        assert_eq!(entered("/regions/{region}/mttr_hours", "90 min").unwrap().value, Some(1.5));
        assert_eq!(entered("/regions/{region}/mttr_hours", "90 min").unwrap().range, None);
    }

    #[test]
    fn what_a_field_shows_is_read_again() {
        for (path, text) in [
            ("/regions/{region}/mttr_hours", "4h..12h"),
            ("/regions/{region}/mttr_hours", "1h..2h..8h"),
            ("/regions/{region}/availability", "99.9%..99.99%"),
            ("/revenue/monthly", "5M..20M"),
            ("/revenue/gain_per_100_ms", "0.2%..8.4%"),
            ("/failover/coverage", "50%..100% alike"),
            ("/finance/annual_growth", "-5%..15%"),
        ] {
            let input = inputs::of_path(path).unwrap();
            let first = range(path, text);
            assert_eq!(range(path, &range_text(input, &first)), first, "{text}");
        }
    }
}
