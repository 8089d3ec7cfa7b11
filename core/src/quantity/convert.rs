//! What may stand behind a number in a field, and how it turns into the field's unit.

use super::Unit;

/// `number × 10^places × times / over`, negated if so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Conversion {
    pub(super) places: i32,
    times: u128,
    over: u128,
    pub(super) negate: bool,
}

impl Conversion {
    const NONE: Self = Self { places: 0, times: 1, over: 1, negate: false };
    const PERCENT: Self = Self { places: -2, ..Self::NONE };

    fn ratio(times: u128, over: u128) -> Self {
        Self { times, over, ..Self::NONE }
    }

    /// Applies the ratio. Common factors go first, so that minutes to hours is one division and its rounding.
    pub(super) fn apply(&self, value: f64) -> f64 {
        let common = greatest_common_divisor(self.times, self.over);
        value * (self.times / common) as f64 / (self.over / common) as f64
    }
}

fn greatest_common_divisor(a: u128, b: u128) -> u128 {
    if b == 0 { a.max(1) } else { greatest_common_divisor(b, a % b) }
}

const SECOND_US: u128 = 1_000_000;
const HOUR_US: u128 = 3600 * SECOND_US;
/// A twelfth of a year of 365 days.
const MONTH_US: u128 = 730 * HOUR_US;
const YEAR_US: u128 = 8760 * HOUR_US;
const GB_IN_KB: u128 = 1_000_000;

/// A time in microseconds; `m` means months where months or years are asked for, else minutes. Where milliseconds are
/// asked for, a lone `m` could be either, and is nothing.
pub(super) fn time_us(word: &str, unit: Unit) -> Option<u128> {
    Some(match word {
        "us" | "µs" | "μs" => 1,
        "ms" | "msec" | "millisecond" | "milliseconds" => 1000,
        "s" | "sec" | "secs" | "second" | "seconds" => SECOND_US,
        "m" if matches!(unit, Unit::Months | Unit::Years) => MONTH_US,
        "m" if unit == Unit::Milliseconds => return None,
        "m" | "min" | "mins" | "minute" | "minutes" => 60 * SECOND_US,
        "h" | "hr" | "hrs" | "hour" | "hours" => HOUR_US,
        "d" | "day" | "days" => 24 * HOUR_US,
        "w" | "wk" | "wks" | "week" | "weeks" => 168 * HOUR_US,
        "mo" | "mos" | "mth" | "month" | "months" => MONTH_US,
        "y" | "yr" | "yrs" | "year" | "years" => YEAR_US,
        _ => return None,
    })
}

/// The length of a time unit in microseconds, for the units that are times.
pub(super) fn unit_us(unit: Unit) -> Option<u128> {
    Some(match unit {
        Unit::Milliseconds => 1000,
        Unit::Seconds => SECOND_US,
        Unit::Minutes => 60 * SECOND_US,
        Unit::Hours => HOUR_US,
        Unit::Months => MONTH_US,
        Unit::Years => YEAR_US,
        _ => return None,
    })
}

/// How a time in `word` turns into the time unit of a field.
pub(super) fn time(word: &str, unit: Unit) -> Option<Conversion> {
    Some(Conversion::ratio(time_us(word, unit)?, unit_us(unit)?))
}

/// Powers of ten that a word stands for. `m` is a million only for money: elsewhere it could be minutes.
pub(super) fn scale(word: &str, unit: Unit) -> Option<i32> {
    let scales = unit.is_money()
        || matches!(unit, Unit::Count | Unit::Number | Unit::RequestsPerSecond | Unit::GigabytesPerMonth);
    Some(match word {
        _ if !scales => return None,
        "k" | "thousand" => 3,
        "million" | "mio" | "mln" | "mm" => 6,
        "m" if unit.is_money() => 6,
        "bn" | "billion" | "mrd" => 9,
        "b" if unit.is_money() => 9,
        "tn" | "trillion" => 12,
        "t" if unit.is_money() => 12,
        _ => return None,
    })
}

/// What the words behind number and scale mean for a unit that is neither a time nor an availability.
/// The words are lower-case, without currencies, and `/` stands for "per".
pub(super) fn words(words: &[&str], unit: Unit) -> Option<Conversion> {
    match (unit, words) {
        (Unit::Share, [] | ["%" | "percent" | "pct"]) => Some(Conversion::PERCENT),
        (_, []) => Some(Conversion::NONE),
        (Unit::Factor, ["×" | "x" | "times"]) => Some(Conversion::NONE),
        // Whatever is asked for, % divides by 100; of money or time there is no percentage.
        (Unit::Factor | Unit::Number, ["%" | "percent" | "pct"]) => Some(Conversion::PERCENT),
        (Unit::MoneyPerHour, ["/", period]) => per(HOUR_US, period),
        (Unit::MoneyPerMonth, ["/", period]) => per(MONTH_US, period),
        (Unit::MoneyPerGb, ["/", data]) => Some(Conversion::ratio(GB_IN_KB, data_kb(data)?)),
        (Unit::GigabytesPerMonth, [data]) => Some(Conversion::ratio(data_kb(data)?, GB_IN_KB)),
        (Unit::GigabytesPerMonth, [data, "/", period]) => {
            Some(Conversion::ratio(data_kb(data)? * MONTH_US, GB_IN_KB * period_us(period)?))
        }
        (Unit::RequestsPerSecond, ["rps" | "qps" | "tps"]) => Some(Conversion::NONE),
        (Unit::RequestsPerSecond, ["rpm"]) => per(SECOND_US, "min"),
        (
            Unit::RequestsPerSecond,
            ["/", period] | ["req" | "reqs" | "request" | "requests" | "queries" | "calls", "/", period],
        ) => per(SECOND_US, period),
        (Unit::PerYear, ["/", period] | ["×" | "x" | "times" | "outages" | "outage", "/", period]) => {
            per(YEAR_US, period)
        }
        (Unit::Degrees, ["°" | "n" | "e"] | ["°", "n" | "e"]) => Some(Conversion::NONE),
        (Unit::Degrees, ["s" | "w"] | ["°", "s" | "w"]) => Some(Conversion { negate: true, ..Conversion::NONE }),
        _ => None,
    }
}

/// A rate per `period` as a rate per `field_us`.
fn per(field_us: u128, period: &str) -> Option<Conversion> {
    Some(Conversion::ratio(field_us, period_us(period)?))
}

/// What something is counted per. A lone `m` could be a minute or a month and is refused.
pub(super) fn period_us(word: &str) -> Option<u128> {
    (word != "m").then(|| time_us(word, Unit::Hours)).flatten()
}

fn data_kb(word: &str) -> Option<u128> {
    Some(match word {
        "kb" => 1,
        "mb" => 1000,
        "gb" => GB_IN_KB,
        "tb" => 1000 * GB_IN_KB,
        "pb" => 1_000_000 * GB_IN_KB,
        _ => return None,
    })
}
