//! What fields show: texts that can be typed, and are read back as the same value.

use crate::quantity::{Decimal, Unit, complement};

/// A count of more digits has an exponent.
const MOST_WRITTEN_OUT: i32 = 21;

/// The text that a field shows for a value: with its unit and all the digits that [`parse`](crate::quantity::parse) needs to give
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
        _ if goes_by_missing(value, unit) => glance_availability(complement(value)),
        Unit::Share => Decimal::from_f64(value)
            .map_or_else(String::new, |number| written(number.shifted(2).readable().shifted(-2), unit)),
        _ => Decimal::from_f64(value).map_or_else(String::new, |number| written(number.readable(), unit)),
    }
}

/// Whether it is what is missing to 1 that is rounded: what is nearly all is not rounded to all.
fn goes_by_missing(value: f64, unit: Unit) -> bool {
    match unit {
        Unit::Availability => (0.5..=1.0).contains(&value),
        Unit::Share => value > 0.9 && value < 1.0,
        _ => false,
    }
}

/// The nearest value from another one upwards, or downwards, that [`glance`] shows with all its digits.
///
/// ```
/// use geode_core::quantity::{readable, Unit};
/// assert_eq!([false, true].map(|up| readable(0.984_743_673_215, Unit::Availability, up)), [0.984_743_6, 0.984_743_7]);
/// assert_eq!([false, true].map(|up| readable(1.0 / 6.0, Unit::Share, up)), [0.166_666, 0.166_667]);
/// assert_eq!(readable(12.345678, Unit::Hours, true), 12.345678);
/// ```
pub fn readable(value: f64, unit: Unit, up: bool) -> f64 {
    let to = |value: f64, places: i32, up: bool| {
        let number = Decimal::from_f64(value).map(|number| number.shifted(places).readable_to(up).shifted(-places));
        number.map_or(value, |number| number.to_f64())
    };
    match unit {
        _ if goes_by_missing(value, unit) => complement(to(complement(value), 0, !up)),
        Unit::Share => to(value, 2, up),
        _ => to(value, 0, up),
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
        Unit::Hours
        | Unit::Minutes
        | Unit::Seconds
        | Unit::Milliseconds
        | Unit::Months
        | Unit::Years
        | Unit::GigabytesPerMonth
        | Unit::RequestsPerSecond => format!("{} {}", number.text(true), unit.symbol()),
    }
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
    let available = Decimal::from_f64(unavailability).and_then(|number| number.readable().complement());
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
        assert_eq!(glance_availability(1.25e-10), "99.9999999875%");
        assert_eq!(glance_availability(1.0), "0%");
        assert_eq!(glance_availability(-1.0), "");
    }
}
