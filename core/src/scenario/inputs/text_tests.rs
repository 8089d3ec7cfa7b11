//! What a field shows, and what a text typed into it means.

use super::super::{LIST, find, of_path};
use crate::scenario::presets;

#[test]
fn what_a_field_shows_reads_back_as_the_same_value() {
    let scenario = presets::worked_example();
    for (pointer, input, at) in super::super::all(&scenario) {
        let Some(value) = input.get(&scenario, at) else { continue };
        let typed = input.understand(&input.text_of(value), "USD").unwrap();
        assert_eq!(typed.value, Some(value), "{pointer}");
    }
    for input in LIST {
        let ends = [(input.min, input.open.0), (input.max, input.open.1)];
        for (value, _) in ends.into_iter().filter(|(_, open)| !open) {
            assert_eq!(input.understand(&input.text_of(value), "USD").unwrap().value, Some(value), "{}", input.path);
        }
    }
}

#[test]
fn an_availability_keeps_its_digits() {
    let mut scenario = presets::worked_example();
    let (input, at) = find(&scenario, "/regions/us-east/availability").unwrap();
    for (text, unavailability, shown) in [
        // 99.90136986301369861% stood in the field, and in its echo.
        ("8.64 h/yr", 8.64 / 8760.0, "99.9013699%"),
        ("99.999999 %", 1e-8, "99.999999%"),
        ("99.99999999999999999 %", 1e-19, "99.99999999999999999%"),
        ("0.999", 1e-3, "99.9%"),
        ("4.38 h/yr", 5e-4, "99.95%"),
    ] {
        assert!(input.write(&mut scenario, at, &input.understand(text, "USD").unwrap()));
        assert_eq!(scenario.regions[0].unavailability(), unavailability, "{text}");
        assert_eq!(input.text(&scenario, at), shown);
        let before = scenario.regions[0].clone();
        let kept = input.exactly(input.get(&scenario, at), input.complement(&scenario, at));
        assert!(input.write(&mut scenario, at, &kept));
        assert_eq!(scenario.regions[0], before, "{text}, written back");
    }
    assert_eq!(scenario.regions[0].unavailability, None);
}

#[test]
fn an_empty_text_is_null_where_that_means_something() {
    let target = of_path("/target/p95_latency_ms").unwrap();
    assert_eq!(target.understand("  ", "USD").unwrap().value, None);
    let share = of_path("/user_groups/{group}/share").unwrap();
    assert!(share.understand("", "USD").unwrap_err().starts_with("Nothing entered: expected "));
    // Once it was the default at once: nobody who clears a revenue means that of the worked example.
    let revenue = of_path("/revenue/monthly").unwrap();
    assert!(!revenue.understand("", "USD").unwrap_err().contains("default"));
    let coverage = of_path("/failover/coverage").unwrap();
    assert!(coverage.understand("", "USD").unwrap_err().ends_with("; the default is 100%"));
}

/// `250.000` is 250 to some and 250 thousand to others; it was taken for one of them without a word.
#[test]
fn what_can_be_read_in_two_ways_has_both() {
    let both = |path: &str, text: &str, currency: &str| {
        let typed = of_path(path).unwrap().understand(text, currency).unwrap();
        (typed.value.unwrap(), typed.other.and_then(|other| other.value))
    };
    for currency in ["USD", "EUR", "CHF", "JPY"] {
        for (text, taken, other) in [
            ("250.000", 250.0, Some(250_000.0)),
            ("12,345", 12_345.0, Some(12.345)),
            ("1,500", 1500.0, Some(1.5)),
            ("10.000", 10.0, Some(10_000.0)),
            ("1.500k", 1500.0, Some(1_500_000.0)),
            ("1.5", 1.5, None),
            ("1,500,000", 1.5e6, None),
            ("1.500,25", 1500.25, None),
            ("0,500", 0.5, None),
        ] {
            assert_eq!(both("/revenue/monthly", text, currency), (taken, other), "{text}, {currency}");
        }
    }
    // Only where the other would do too.
    assert_eq!(both("/user_latency_ms/{group}/{region}", "1,500", "USD"), (1500.0, Some(1.5)));
    assert_eq!(both("/user_latency_ms/{group}/{region}", "61.234 ms", "USD"), (61.234, None));
    assert_eq!(both("/common_mode/beta", "1.500", "USD"), (0.015, None));
    assert_eq!(both("/target/availability", "99,950", "USD"), (0.9995, None));
    // Only the other one does: nothing is guessed, and how to write it is said.
    let refused = |path: &str, text: &str| of_path(path).unwrap().understand(text, "USD").unwrap_err();
    assert_eq!(
        refused("/common_mode/beta", "1,500"),
        "1,500% is out of range: expected 0% to 100%; if you mean 1.5%, write it so"
    );
    assert_eq!(
        refused("/simulation_years", "1.500"),
        "1.5 yr is no whole number: expected 1 yr to 100,000 yr; if you mean 1,500 yr, write it so"
    );
    assert_eq!(
        refused("/capacity/sizing/losses", "1.500"),
        "Expected a whole number such as 3; if you mean 1,500, write it so"
    );
}

/// A region that is up 1 % of the time was accepted: "361 d/yr down", and nobody asked.
#[test]
fn an_availability_below_a_half_is_asked_about() {
    let availability = of_path("/regions/{region}/availability").unwrap();
    for (text, meant) in [
        ("0.9995 %", 0.9995),
        ("0,99 %", 0.99),
        ("1 %", 0.99),
        ("5", 0.95),
        ("0.05", 0.95),
        ("0.05 %", 0.9995),
        ("361 d/yr", 361.0 / 365.0),
    ] {
        let typed = availability.understand(text, "USD").unwrap();
        assert!(typed.is_doubtful, "{text}");
        let other = typed.other.unwrap();
        assert!((other.value.unwrap() - meant).abs() < 1e-15 && !other.is_doubtful, "{text}: {other:?}");
    }
    for text in ["99.95", "0.9995", "90%", "50%", "1", "4.38 h/yr"] {
        let typed = availability.understand(text, "USD").unwrap();
        assert!(!typed.is_doubtful && typed.other.is_none(), "{text}");
    }
}

/// From 0.2 % the arrow went to 1.2 %.
#[test]
fn a_percentage_steps_by_its_last_digit() {
    let share = of_path("/common_mode/beta").unwrap();
    for (percent, up, down) in [
        ("0.2%", "0.3%", "0.1%"),
        ("0.02%", "0.03%", "0.01%"),
        ("5%", "6%", "4%"),
        ("12.5%", "12.6%", "12.4%"),
        ("0.25%", "0.26%", "0.24%"),
        ("0.9%", "1%", "0.8%"),
        ("70%", "71%", "69%"),
        ("99.9%", "100%", "99.8%"),
        ("16.666666666666668%", "16.8%", "16.6%"),
    ] {
        let value = share.understand(percent, "USD").unwrap().value.unwrap();
        let [above, below] = [true, false].map(|up| share.text_of(share.stepped(value, up).unwrap()));
        assert_eq!([above.as_str(), below.as_str()], [up, down], "{percent}");
    }
    assert_eq!((share.stepped(0.0, true), share.stepped(0.0, false)), (Some(0.01), None));
    assert_eq!(share.stepped(0.001, false), Some(0.0));
    let growth = of_path("/finance/annual_growth").unwrap();
    assert_eq!([growth.stepped(-0.05, true), growth.stepped(-0.002, false)], [Some(-0.04), Some(-0.003)]);
}

/// A seed that is too large was quoted as 9.007199254740992e15.
#[test]
fn a_count_is_quoted_in_whole_digits() {
    let seed = of_path("/random_seed").unwrap();
    assert_eq!(
        seed.understand("9007199254740992", "USD").unwrap_err(),
        "9,007,199,254,740,992 is out of range: expected at most 9,007,199,254,740,991"
    );
}

/// The least value was all that an amount above the greatest was told.
#[test]
fn who_is_above_a_range_reads_its_upper_end() {
    let cost = of_path("/cost/single_region_monthly").unwrap();
    let error = cost.understand("1e16", "USD").unwrap_err();
    assert!(error.ends_with("expected at most 1,000,000,000,000"), "{error}");
}

/// Once taken as if it were in the scenario's currency, without a word.
#[test]
fn an_amount_in_another_currency_is_refused() {
    let cost = of_path("/cost/single_region_monthly").unwrap();
    for (text, currency) in [("€5k", "USD"), ("5k eur", "USD"), ("US$ 5k", "AUD"), ("5 kr", "EUR")] {
        let error = cost.understand(text, currency).unwrap_err();
        assert!(error.starts_with(&format!("Amounts here are in {currency}: expected an amount")), "{text}: {error}");
    }
    for (text, currency) in [
        ("$5k", "USD"),
        ("$5k", "CAD"),
        ("kr 5k", "SEK"),
        ("5k", "XYZ"),
        ("$5", "JMD"),
        ("kr 5k", "ISK"),
        ("5k/years", "USD"),
        ("120 M per year", "EUR"),
    ] {
        assert!(cost.understand(text, currency).is_ok(), "{text}");
    }
    assert_eq!(cost.understand("-5", "EUR").unwrap_err(), "EUR -5/month is out of range: expected at least 0");
}

/// A target of twenty nines became one of 100 %, which nothing but perfection meets.
#[test]
fn nines_that_are_lost_are_refused() {
    let target = of_path("/target/availability").unwrap();
    let error = target.understand("99.99999999999999999999%", "USD").unwrap_err();
    assert!(error.ends_with("expected 100% or at most 15 nines"), "{error}");
    assert_eq!(target.understand("100%", "USD").unwrap().value, Some(1.0));
    assert_eq!(target.understand("15 nines", "USD").unwrap().value, Some(0.999999999999999));
}

#[test]
fn an_availability_steps_by_the_first_digit_that_is_not_a_nine() {
    let availability = of_path("/regions/{region}/availability").unwrap();
    let ladder = [0.2, 0.9, 0.91, 0.98, 0.99, 0.991, 0.998, 0.999, 0.9991, 0.9998, 0.9999, 0.99991];
    for (value, up, next) in [
        (0.1, true, Some(0.2)),
        (0.9, true, Some(0.91)),
        (0.98, true, Some(0.99)),
        (0.99, true, Some(0.991)),
        (0.99, false, Some(0.98)),
        (0.991, false, Some(0.99)),
        (0.99938, true, Some(0.99948)),
        (0.1, false, None),
        (1.0, true, None),
        (1.0, false, None),
    ] {
        assert_eq!(availability.stepped(value, up), next, "{value} {up}");
    }
    for value in ladder {
        let up = availability.stepped(value, true).unwrap();
        assert!(up > value && up < 1.0, "{value} {up}");
        assert_eq!(availability.stepped(up, false), Some(value), "down from {up}");
    }
}

#[test]
fn ranges_are_said_in_the_fields_unit() {
    for (path, range) in [
        ("/failover/coverage", "0% to 100%"),
        ("/regions/{region}/availability", "above 0% and at most 100%"),
        ("/cost/single_region_monthly", "at least 0"),
        ("/finance/horizon_months", "1 mo to 600 mo"),
        ("/regions/{region}/capacity_factor", "0.000001× to 1,000×"),
    ] {
        assert_eq!(of_path(path).unwrap().range(), range);
    }
    let count = of_path("/failover/failures_to_trip").unwrap();
    assert_eq!(count.understand("1.5", "USD").unwrap_err(), "Expected a whole number such as 3");
    let months = of_path("/finance/horizon_months").unwrap();
    assert_eq!(months.understand("1.5", "USD").unwrap_err(), "1.5 mo is no whole number: expected 1 mo to 600 mo");
}
