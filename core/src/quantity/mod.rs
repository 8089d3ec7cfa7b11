//! Quantities: units, how a number is entered and understood, and how it is written for people ([`format`](mod@format)).

mod convert;
mod currency;
mod decimal;
mod entry;
pub mod format;
mod number;
mod range;
mod signs;

pub use currency::{currency_code, names_other_currency};
pub(crate) use decimal::Decimal;
pub use decimal::complement;
pub(crate) use entry::if_meant;
pub use entry::{Entry, EntryError, parse, parse_for};
pub use format::{glance, glance_availability, readable, show};
pub use range::range_ends;

/// Hours of a year of 365 days.
pub const HOURS_PER_YEAR: f64 = 8_760.0;

/// Rounded to so many significant digits, halves away from zero.
///
/// ```
/// use geode_core::quantity::to_digits;
/// assert_eq!([to_digits(0.000_218_95, 4), to_digits(1.0 / 6.0, 6)], [0.000_219, 0.166_667]);
/// ```
pub fn to_digits(value: f64, significant: usize) -> f64 {
    Decimal::from_f64(value).map_or(value, |exact| exact.rounded(significant).to_f64())
}

/// So near that nobody's digits tell them apart: targets are held to 1e-9, twice.
const ROUNDED: f64 = 1e-8;

/// The nearest number of so many significant digits that is not below a value, or not above it; what the last digits alone
/// tell from one is that one.
///
/// ```
/// use geode_core::quantity::to_digits_beyond;
/// assert_eq!([true, false].map(|is_up| to_digits_beyond(207.15, is_up, 3)), [208.0, 207.0]);
/// ```
pub fn to_digits_beyond(value: f64, is_up: bool, significant: usize) -> f64 {
    let near = to_digits(value, significant);
    let is_short = if is_up { near < value } else { near > value };
    if !is_short || (near - value).abs() <= ROUNDED * value.abs() {
        return near;
    }
    let step = libm::exp10(libm::floor(libm::log10(value.abs())) + 1.0 - significant as f64);
    to_digits(if is_up { near + step } else { near - step }, significant)
}

/// The unit in which the scenario holds a number and a field shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Months of 730 h.
    Months,
    /// Years of 365 days.
    Years,
    /// A fraction, held as 0.05 and shown as 5%.
    Share,
    /// A share of time, held as a fraction and shown as 99.95%; close to 1 its complement is what counts.
    Availability,
    /// An amount in the scenario's currency.
    Money,
    /// Money per hour.
    MoneyPerHour,
    /// Money per month.
    MoneyPerMonth,
    /// Money per gigabyte.
    MoneyPerGb,
    /// Gigabytes (10⁹ bytes) per month.
    GigabytesPerMonth,
    /// Requests per second.
    RequestsPerSecond,
    /// Events per year.
    PerYear,
    /// A whole number of things.
    Count,
    /// A multiple of something, 1 meaning the same.
    Factor,
    /// Degrees of latitude (north) or longitude (east).
    Degrees,
    /// A number without a unit.
    Number,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 19] = [
        Self::Hours,
        Self::Minutes,
        Self::Seconds,
        Self::Milliseconds,
        Self::Months,
        Self::Years,
        Self::Share,
        Self::Availability,
        Self::Money,
        Self::MoneyPerHour,
        Self::MoneyPerMonth,
        Self::MoneyPerGb,
        Self::GigabytesPerMonth,
        Self::RequestsPerSecond,
        Self::PerYear,
        Self::Count,
        Self::Factor,
        Self::Degrees,
        Self::Number,
    ];

    /// The sign behind a number, empty for counts and plain amounts. The currency stands elsewhere.
    ///
    /// ```
    /// use geode_core::quantity::Unit;
    /// assert_eq!(Unit::Minutes.symbol(), "min");
    /// ```
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Hours => "h",
            Self::Minutes => "min",
            Self::Seconds => "s",
            Self::Milliseconds => "ms",
            Self::Months => "mo",
            Self::Years => "yr",
            Self::Share | Self::Availability => "%",
            Self::MoneyPerHour => "/h",
            Self::MoneyPerMonth => "/month",
            Self::MoneyPerGb => "/GB",
            Self::GigabytesPerMonth => "GB/month",
            Self::RequestsPerSecond => "req/s",
            Self::PerYear => "/yr",
            Self::Factor => "×",
            Self::Degrees => "°",
            Self::Money | Self::Count | Self::Number => "",
        }
    }

    /// Whether the number is an amount of money, which a field shows beside the currency.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Money | Self::MoneyPerHour | Self::MoneyPerMonth | Self::MoneyPerGb)
    }

    /// What an entry should look like, for messages: "a time such as 15 min, 2 h or 90 s".
    pub fn expected(self) -> &'static str {
        match self {
            Self::Hours | Self::Minutes | Self::Seconds => "a time such as 15 min, 2 h or 90 s",
            Self::Milliseconds => "a time such as 80 ms or 0.2 s",
            Self::Months | Self::Years => "a time such as 36 months or 3 years",
            Self::Share => "a percentage such as 5% or 0.5%",
            Self::Availability => "an availability such as 99.95%, 0.9995, 3 nines or 4.38 h/yr of downtime",
            Self::Money => "an amount such as 250,000, 350k or 10M",
            Self::MoneyPerHour => "an amount per hour such as 5,000, 20k/h or 300/min",
            Self::MoneyPerMonth => "an amount per month such as 100,000, 350k or 120M/yr",
            Self::MoneyPerGb => "an amount per GB such as 0.02 or 20/TB",
            Self::GigabytesPerMonth => "an amount of data per month such as 50,000 GB or 50 TB",
            Self::RequestsPerSecond => "a rate such as 10,000 req/s, 10k or 600k/min",
            Self::PerYear => "a rate such as 6/yr or 1/month",
            Self::Count => "a whole number such as 3 or 10,000",
            Self::Factor => "a factor such as 1.2 or 120%",
            Self::Degrees => "degrees such as 40.7, -74 or 74 W",
            Self::Number => "a number such as 0.5",
        }
    }

    /// What else may be typed, for the help of a field: what its short forms mean.
    pub fn short_forms(self) -> &'static str {
        match self {
            Self::Hours | Self::Minutes | Self::Seconds => "m alone is minutes, also in 1h30m",
            Self::Months | Self::Years => "m alone is months",
            Self::Money | Self::MoneyPerHour | Self::MoneyPerMonth => "k is a thousand, m or M a million, bn a billion",
            Self::Share => "5 is 5%; % divides by 100",
            Self::Availability => "at most 1 without % is a fraction; % divides by 100",
            Self::Factor | Self::Number => "% divides by 100",
            Self::RequestsPerSecond | Self::GigabytesPerMonth | Self::Count => "k is a thousand, M a million",
            Self::Milliseconds | Self::MoneyPerGb | Self::PerYear | Self::Degrees => "",
        }
    }
}
