//! Quantities: units, how a number is typed, understood and put back into its field, and how one is written for people.

mod convert;
mod currency;
mod decimal;
mod entry;
mod number;
mod range;
mod signs;
mod span;

pub use currency::{currency_code, names_other_currency};
pub(crate) use decimal::Decimal;
pub use decimal::complement;
pub(crate) use entry::if_meant;
pub use entry::{Entry, EntryError, parse, parse_for};
pub use range::range_ends;
pub(crate) use span::{Span, TOO_SHORT, span};

/// Hours of a year of 365 days.
pub const HOURS_PER_YEAR: f64 = 8_760.0;

/// A count of more digits has an exponent.
const MOST_WRITTEN_OUT: i32 = 21;

/// Rounded to so many significant digits, halves away from zero.
///
/// ```
/// use geode_core::quantity::to_digits;
/// assert_eq!([to_digits(0.000_218_95, 4), to_digits(1.0 / 6.0, 6)], [0.000_219, 0.166_667]);
/// ```
pub fn to_digits(value: f64, significant: usize) -> f64 {
    Decimal::from_f64(value).map_or(value, |exact| exact.rounded(significant).to_f64())
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

/// The text that a field shows for a value: with its unit and all the digits that [`parse`] needs to give
/// back the same value. Empty if the value is not finite.
///
/// ```
/// use geode_core::quantity::{show, Unit};
/// assert_eq!(show(15.0, Unit::Minutes), "15 min");
/// assert_eq!(show(0.9995, Unit::Availability), "99.95%");
/// assert_eq!(show(100_000.0, Unit::Money), "100,000");
/// ```
pub fn show(value: f64, unit: Unit) -> String {
    Decimal::from_f64(value).map_or_else(String::new, |number| written(number, unit))
}

/// As [`show`], in as many digits as can be read: what has more than ten, such as 1/6, is rounded. For a person to
/// look at; who reads it back loses the rest.
///
/// ```
/// use geode_core::quantity::{glance, Unit};
/// assert_eq!(glance(1.0 / 6.0, Unit::Share), "16.6667%");
/// assert_eq!(glance(0.999_013_698_630_136_9, Unit::Availability), "99.9013699%");
/// assert_eq!(glance(12.345678, Unit::Hours), "12.345678 h");
/// ```
pub fn glance(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Availability if (0.5..=1.0).contains(&value) => glance_availability(complement(value)),
        // What is nearly all is not rounded to all.
        Unit::Share if value > 0.9 && value < 1.0 => glance_availability(complement(value)),
        Unit::Share => Decimal::from_f64(value)
            .map_or_else(String::new, |number| written(number.shifted(2).readable().shifted(-2), unit)),
        _ => Decimal::from_f64(value).map_or_else(String::new, |number| written(number.readable(), unit)),
    }
}

fn written(number: Decimal, unit: Unit) -> String {
    match unit {
        Unit::Availability => number.shifted(2).plain(false) + "%",
        Unit::Share => number.shifted(2).text(true) + "%",
        // Nobody reads a number of things as 9.007e15.
        Unit::Count if number.is_whole() && number.point() <= MOST_WRITTEN_OUT => number.plain(true),
        Unit::Degrees => number.text(false) + "°",
        Unit::Factor | Unit::Money | Unit::MoneyPerHour | Unit::MoneyPerMonth | Unit::MoneyPerGb | Unit::PerYear => {
            number.text(true) + unit.symbol()
        }
        Unit::Count | Unit::Number => number.text(true),
        _ => format!("{} {}", number.text(true), unit.symbol()),
    }
}

/// As [`show`] for an availability given as unavailability, which keeps the digits near 100 %.
/// Empty outside 0 to 1.
///
/// ```
/// use geode_core::quantity::show_availability;
/// assert_eq!(show_availability(1e-8), "99.999999%");
/// assert_eq!(show_availability(0.0), "100%");
/// ```
pub fn show_availability(unavailability: f64) -> String {
    available(Decimal::from_f64(unavailability))
}

/// As [`glance`] for an availability given as unavailability: what is missing to 100 % is rounded, where it has more
/// than ten digits.
///
/// ```
/// use geode_core::quantity::glance_availability;
/// assert_eq!(glance_availability(8.64 / 8760.0), "99.9013699%");
/// assert_eq!(glance_availability(1e-19), "99.99999999999999999%");
/// ```
pub fn glance_availability(unavailability: f64) -> String {
    available(Decimal::from_f64(unavailability).map(|number| number.readable()))
}

fn available(unavailability: Option<Decimal>) -> String {
    let available = unavailability.and_then(|number| number.complement());
    available.map_or_else(String::new, |number| number.shifted(2).plain(false) + "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_show_values_with_their_units() {
        for (value, unit, text) in [
            (1.0, Unit::Hours, "1 h"),
            (54.0, Unit::Milliseconds, "54 ms"),
            (1500.0, Unit::Milliseconds, "1,500 ms"),
            (36.0, Unit::Months, "36 mo"),
            (0.9995, Unit::Availability, "99.95%"),
            (0.01, Unit::Share, "1%"),
            (-0.05, Unit::Share, "-5%"),
            (1e-12, Unit::Share, "1e-10%"),
            (1.0 / 6.0, Unit::Share, "16.666666666666666%"),
            (1e5, Unit::Money, "100,000"),
            (0.02, Unit::MoneyPerGb, "0.02/GB"),
            (50_000.0, Unit::GigabytesPerMonth, "50,000 GB/month"),
            (10_000.0, Unit::RequestsPerSecond, "10,000 req/s"),
            (6.0, Unit::PerYear, "6/yr"),
            (3.5, Unit::Factor, "3.5×"),
            (-74.0, Unit::Degrees, "-74°"),
            (0.0, Unit::Count, "0"),
            // A seed beyond the largest was quoted as 9.007e15.
            (9_007_199_254_740_992.0, Unit::Count, "9,007,199,254,740,992"),
            (1e21, Unit::Count, "1e21"),
            (f64::NAN, Unit::Money, ""),
        ] {
            assert_eq!(show(value, unit), text);
        }
        assert_eq!(show_availability(1.25e-10), "99.9999999875%");
        assert_eq!(show_availability(1.0), "0%");
        assert_eq!(show_availability(-1.0), "");
    }
}
