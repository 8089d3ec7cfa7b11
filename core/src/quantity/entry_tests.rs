use super::super::format::{self, Digits, show};
use super::*;
use proptest::prelude::*;

fn value(text: &str, unit: Unit) -> f64 {
    parse(text, unit).unwrap_or_else(|error| panic!("{text:?} as {unit:?}: {error}")).value
}

#[test]
fn times_convert_to_the_field() {
    for (text, unit, expected) in [
        ("15", Unit::Minutes, 15.0),
        ("15 min", Unit::Minutes, 15.0),
        ("15 Min", Unit::Minutes, 15.0),
        ("2h", Unit::Minutes, 120.0),
        ("90 s", Unit::Minutes, 1.5),
        ("15 min", Unit::Hours, 0.25),
        ("1 h 30 min", Unit::Hours, 1.5),
        ("1h30m", Unit::Minutes, 90.0),
        ("2 d", Unit::Hours, 48.0),
        ("1 wk", Unit::Hours, 168.0),
        ("1 mo", Unit::Hours, 730.0),
        ("3 years", Unit::Months, 36.0),
        ("36m", Unit::Months, 36.0),
        ("5m", Unit::Seconds, 300.0),
        ("0.2 s", Unit::Milliseconds, 200.0),
        ("800 µs", Unit::Milliseconds, 0.8),
        ("1 500", Unit::Milliseconds, 1500.0),
        ("-5 min", Unit::Minutes, -5.0),
        ("\u{2212}3", Unit::Minutes, -3.0),
    ] {
        assert_eq!(value(text, unit), expected, "{text}");
    }
    assert_eq!(parse("2 h", Unit::Minutes).unwrap().echo, "120 min");
}

/// Readers of durations take a lone m for minutes, months, milliseconds or a million, and 1h30 for 90 or 60.5 minutes:
/// here it is what the help says, or it is asked about.
#[test]
fn a_lone_m_is_never_guessed() {
    for (text, unit, expected) in [
        ("5m", Unit::Hours, 5.0 / 60.0),
        ("36m", Unit::Months, 36.0),
        ("$10m", Unit::Money, 1e7),
        ("£10m/yr", Unit::MoneyPerMonth, 1e7 / 12.0),
    ] {
        assert_eq!(value(text, unit), expected, "{text}");
    }
    let times = [Unit::Hours, Unit::Minutes, Unit::Seconds, Unit::Milliseconds, Unit::Months, Unit::Years];
    for unit in times {
        for text in ["1M", "1 M", "2h 1M", "Ｍ"] {
            let error = parse(text, unit).unwrap_err();
            assert!(matches!(error, EntryError::LoneM(_) | EntryError::NotUnderstood(_)), "{text}: {error:?}");
        }
        assert_eq!(parse("1M", unit), Err(EntryError::LoneM(unit)));
        assert_eq!(parse("1h30", unit), Err(EntryError::NotUnderstood(unit)));
        assert_eq!(parse("1:30", unit), Err(EntryError::NotUnderstood(unit)));
    }
    assert_eq!(parse("80m", Unit::Milliseconds), Err(EntryError::LoneM(Unit::Milliseconds)));
    assert_eq!(
        parse("1M", Unit::Minutes).unwrap_err().to_string(),
        "m or M alone could mean several units of time: expected a time such as 15 min, 2 h or 90 s"
    );
    for (text, unit) in [
        ("10k/m", Unit::MoneyPerMonth),
        ("600k/m", Unit::RequestsPerSecond),
        ("1 GB/m", Unit::GigabytesPerMonth),
        ("1/m", Unit::PerYear),
        ("43 min/m", Unit::Availability),
        ("10m", Unit::Count),
    ] {
        assert_eq!(parse(text, unit), Err(EntryError::NotUnderstood(unit)), "{text}");
    }
}

/// In a field of a multiple 30 % was 0.3, in one of a number it was refused.
#[test]
fn percent_divides_by_100_or_is_refused() {
    for unit in Unit::ALL {
        match parse("60%", unit) {
            Ok(entry) => assert_eq!(entry.value, 0.6, "{unit:?}"),
            Err(error) => assert_eq!(error, EntryError::NotUnderstood(unit)),
        }
        for text in ["60%%", "% 60", "60% 5"] {
            assert!(parse(text, unit).is_err(), "{text} as {unit:?}");
        }
    }
    for unit in [Unit::Share, Unit::Availability, Unit::Factor, Unit::Number] {
        assert_eq!(value("60 percent", unit), 0.6, "{unit:?}");
    }
}

#[test]
fn digits_of_any_script_are_read() {
    for (text, unit, expected) in [
        ("２５０", Unit::Money, 250.0),
        ("￥１５００", Unit::Money, 1500.0),
        ("１５ ｍｉｎ", Unit::Minutes, 15.0),
        ("９９．９５％", Unit::Availability, 0.9995),
        ("٩٩٫٩٥٪", Unit::Availability, 0.9995),
        ("۱۵", Unit::Count, 15.0),
    ] {
        assert_eq!(value(text, unit), expected, "{text}");
    }
    let yen = parse_for("￥５", Unit::Money, Some("USD"), false).unwrap_err();
    assert!(yen.starts_with("Amounts here are in USD"), "{yen}");
}

#[test]
fn money_comes_with_and_without_signs() {
    for (text, unit, expected) in [
        ("$10M", Unit::MoneyPerMonth, 1e7),
        // As the page itself writes what is large.
        ("$1.5 tn", Unit::MoneyPerMonth, 1.5e12),
        ("36.2 M", Unit::MoneyPerMonth, 3.62e7),
        ("2.5 bn", Unit::MoneyPerMonth, 2.5e9),
        ("$10m", Unit::MoneyPerMonth, 1e7),
        ("10 000", Unit::Money, 10_000.0),
        ("10\u{202f}000 €", Unit::Money, 10_000.0),
        ("10\u{2019}000 CHF", Unit::Money, 10_000.0),
        ("USD 350K", Unit::MoneyPerMonth, 350_000.0),
        ("usd350k", Unit::MoneyPerMonth, 350_000.0),
        ("US$ 1.5k", Unit::Money, 1500.0),
        ("2bn", Unit::Money, 2e9),
        ("2 B", Unit::Money, 2e9),
        ("3,5 Mio EUR", Unit::Money, 3.5e6),
        ("1,500", Unit::Money, 1500.0),
        ("1,5", Unit::Money, 1.5),
        ("1.1M", Unit::Money, 1_100_000.0),
        ("-$5", Unit::Money, -5.0),
        ("$-5", Unit::Money, -5.0),
        ("\u{2212}$150,000", Unit::Money, -150_000.0),
        ("100k/month", Unit::MoneyPerMonth, 100_000.0),
        ("$120M a year", Unit::MoneyPerMonth, 1e7),
        ("$120M per yr", Unit::MoneyPerMonth, 1e7),
        ("100 $/min", Unit::MoneyPerHour, 6000.0),
        ("$730k/mo", Unit::MoneyPerHour, 1000.0),
        ("$0.02/GB", Unit::MoneyPerGb, 0.02),
        ("20 $/TB", Unit::MoneyPerGb, 0.02),
        ("2 ct", Unit::MoneyPerGb, f64::NAN),
    ] {
        match parse(text, unit) {
            Ok(entry) => assert_eq!(entry.value, expected, "{text}"),
            Err(error) => assert!(expected.is_nan(), "{text}: {error}"),
        }
    }
    assert_eq!(parse("$10M", Unit::MoneyPerMonth).unwrap().echo, "10,000,000/month");
}

#[test]
fn other_quantities() {
    for (text, unit, expected) in [
        ("5", Unit::Share, 0.05),
        ("0.5%", Unit::Share, 0.005),
        ("0.5", Unit::Share, 0.005),
        ("-3 %", Unit::Share, -0.03),
        ("1e-4", Unit::Share, 1e-6),
        ("10k", Unit::RequestsPerSecond, 10_000.0),
        ("10 000 req/s", Unit::RequestsPerSecond, 10_000.0),
        ("600k rpm", Unit::RequestsPerSecond, 10_000.0),
        ("864M requests per day", Unit::RequestsPerSecond, 10_000.0),
        ("50 TB", Unit::GigabytesPerMonth, 50_000.0),
        ("1.5k", Unit::GigabytesPerMonth, 1500.0),
        ("1 GB/h", Unit::GigabytesPerMonth, 730.0),
        ("6", Unit::PerYear, 6.0),
        ("1 a month", Unit::PerYear, 12.0),
        ("2 outages per year", Unit::PerYear, 2.0),
        ("10,000", Unit::Count, 10_000.0),
        ("1.5k", Unit::Count, 1500.0),
        ("3.5×", Unit::Factor, 3.5),
        ("120 %", Unit::Factor, 1.2),
        ("74.0° W", Unit::Degrees, -74.0),
        ("-74", Unit::Degrees, -74.0),
        ("40.7N", Unit::Degrees, 40.7),
        (".5", Unit::Number, 0.5),
    ] {
        assert_eq!(value(text, unit), expected, "{text}");
    }
}

#[test]
fn availabilities_keep_their_digits() {
    for (text, available, unavailable) in [
        ("99.95%", 0.9995, 5e-4),
        ("99.95", 0.9995, 5e-4),
        ("99,95 %", 0.9995, 5e-4),
        ("99,995 %", 0.99995, 5e-5),
        ("0.9995", 0.9995, 5e-4),
        ("0,9995", 0.9995, 5e-4),
        ("1", 1.0, 0.0),
        ("1 %", 0.01, 0.99),
        ("100%", 1.0, 0.0),
        ("99.999999 %", 0.99999999, 1e-8),
        ("0.999999999875", 0.999999999875, 1.25e-10),
        ("99.9999999999999999999 %", 1.0, 1e-21),
        ("three nines", 0.999, 1e-3),
        ("3 nines", 0.999, 1e-3),
        ("five-nines", 0.99999, 1e-5),
        ("4.38 h/yr", 0.9995, 5e-4),
        ("43.8 min per month", 0.999, 1e-3),
        ("0 s/yr", 1.0, 0.0),
    ] {
        let entry = parse(text, Unit::Availability).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((entry.value, entry.complement), (available, Some(unavailable)), "{text}");
    }
    assert_eq!(parse("0.9995", Unit::Availability).unwrap().echo, "99.95%");
    assert_eq!(parse("8 nines", Unit::Availability).unwrap().echo, "99.999999%");
}

#[test]
fn what_is_not_understood_says_what_is_expected() {
    use EntryError::{AvailabilityRange, Empty, NotFinite, NotUnderstood, NotWhole, TooLong};
    for (text, unit, error) in [
        ("", Unit::Minutes, Empty(Unit::Minutes)),
        (" \u{a0} ", Unit::Money, Empty(Unit::Money)),
        ("-", Unit::Minutes, NotUnderstood(Unit::Minutes)),
        ("soon", Unit::Minutes, NotUnderstood(Unit::Minutes)),
        ("15 furlongs", Unit::Minutes, NotUnderstood(Unit::Minutes)),
        ("15 min!", Unit::Minutes, NotUnderstood(Unit::Minutes)),
        ("2 30 min", Unit::Minutes, NotUnderstood(Unit::Minutes)),
        ("5-10 min", Unit::Minutes, NotUnderstood(Unit::Minutes)),
        ("--5", Unit::Money, NotUnderstood(Unit::Money)),
        ("-$-5", Unit::Money, NotUnderstood(Unit::Money)),
        ("10 min", Unit::Money, NotUnderstood(Unit::Money)),
        ("$5", Unit::Count, NotUnderstood(Unit::Count)),
        ("10m", Unit::RequestsPerSecond, NotUnderstood(Unit::RequestsPerSecond)),
        ("1,50,0", Unit::Money, NotUnderstood(Unit::Money)),
        ("NaN", Unit::Money, NotUnderstood(Unit::Money)),
        ("inf", Unit::Minutes, NotUnderstood(Unit::Minutes)),
        ("1e999", Unit::Money, NotFinite),
        ("1e-999", Unit::Minutes, NotFinite),
        ("1e308 yr", Unit::Milliseconds, NotFinite),
        ("2.5", Unit::Count, NotWhole),
        ("0", Unit::Availability, AvailabilityRange),
        ("-1", Unit::Availability, AvailabilityRange),
        ("101", Unit::Availability, AvailabilityRange),
        ("100.0001%", Unit::Availability, AvailabilityRange),
        ("8760 h/yr", Unit::Availability, AvailabilityRange),
        ("-1 h/yr", Unit::Availability, AvailabilityRange),
        ("3.5 nines", Unit::Availability, NotUnderstood(Unit::Availability)),
        ("three", Unit::Availability, NotUnderstood(Unit::Availability)),
    ] {
        assert_eq!(parse(text, unit), Err(error), "{text}");
    }
    assert_eq!(parse(&"9".repeat(401), Unit::Count), Err(TooLong));
    assert_eq!(
        parse("x", Unit::Availability).unwrap_err().to_string(),
        "expected an availability such as 99.95%, 0.9995, 3 nines or 4.38 h/yr of downtime"
    );
}

fn any_unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(Unit::ALL.to_vec())
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in any::<String>(), unit in any_unit()) {
        let _ = parse(&text, unit);
    }

    #[test]
    fn arbitrary_entries_are_finite(text in "[-+]?[$]?[0-9., ']{1,12}(e-?[0-9]{1,4})? ?[a-zA-Z%/]{0,6}", unit in any_unit()) {
        if let Ok(entry) = parse(&text, unit) {
            prop_assert!(entry.value.is_finite());
            prop_assert!(!entry.echo.is_empty());
        }
    }

    #[test]
    fn what_is_shown_reads_back(x in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO, unit in any_unit()) {
        let x = match unit {
            Unit::Availability => 1.0 / (1.0 + x.abs().min(1e300)),
            Unit::Count => (x % 1e15).trunc(),
            _ => x,
        };
        let entry = parse(&show(x, unit), unit).unwrap();
        prop_assert_eq!(entry.value, x);
        // The echo is for reading: it has six digits at least.
        let read = parse(&entry.echo, unit).unwrap().value;
        prop_assert!((read - x).abs() <= 1e-5 * x.abs(), "{} is {}", x, entry.echo);
    }

    #[test]
    fn an_unavailability_reads_back_through_its_availability(mantissa in 1..1_000_000_u64, places in 6..330_i32) {
        let u: f64 = format!("{mantissa}e-{places}").parse().unwrap();
        prop_assume!(u > 0.0 && u < 1.0);
        prop_assert_eq!(parse(&format::availability(u, Digits::All), Unit::Availability).unwrap().complement, Some(u));
    }
}
