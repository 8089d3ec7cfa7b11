use super::Digits::{All, Few};
use super::*;
use proptest::prelude::*;

#[test]
fn amounts() {
    for (amount, currency, text) in [
        (350_000.0, "USD", "$350,000"),
        (-150_000.0, "USD", "−$150,000"),
        (350_000.49, "EUR", "€350,000"),
        (999.996, "GBP", "£1,000"),
        (999.5, "USD", "$999.50"),
        (1000.5, "USD", "$1,001"),
        (12.5, "INR", "₹12.50"),
        (12.34, "USD", "$12.34"),
        (12.0, "JPY", "¥12"),
        (0.02, "USD", "$0.02"),
        (0.5, "USD", "$0.50"),
        (0.0012345, "USD", "$0.00123"),
        (0.0, "USD", "$0"),
        (-0.0, "USD", "$0"),
        (1234.5, "CHF", "CHF 1,235"),
        (-1234.5, "CHF", "−CHF 1,235"),
        (5.0, "", "5"),
        // Thirteen digits made the table too wide for its page.
        (999_999_999.0, "USD", "$999,999,999"),
        (-2.5e9, "EUR", "−€2.5 bn"),
        (3.57922693697e14, "USD", "$358 tn"),
    ] {
        assert_eq!(money(amount, currency), text);
    }
    assert_eq!(money_all(-0.123456789, "USD"), "−$0.123456789");
    for (amount, text) in [
        (148_076.923_076_923, "$148,076.92"),
        (-12_345_678.901_234, "−$12,345,678.90"),
        (0.02, "$0.02"),
        (0.123_456_789, "$0.12345679"),
        (100_000.0, "$100,000"),
        (9_876_543_210.123, "$9,876,543,210.12"),
    ] {
        assert_eq!(money_in_full(amount, "USD"), text);
    }
    assert_eq!(money_rounded(202_345.0, "USD"), "$202,000");
    assert_eq!(money_rounded(987_654_321.0, "USD"), "$988,000,000");
    assert_eq!(money_rounded(9_876_543_210.0, "USD"), "$9.88 bn");
}

#[test]
fn compact_amounts() {
    for (amount, text) in [
        (350_000.0, "$350k"),
        // The table and the chart said $1,500 where the sentence said $1.5k.
        (-1500.0, "−$1,500"),
        (9_950.0, "$9,950"),
        (9_999.0, "$10k"),
        (999.6, "$999.60"),
        (999_600.0, "$1 M"),
        (36_234_000.0, "$36.2 M"),
        (1.5e9, "$1.5 bn"),
        (1e13, "$10 tn"),
        (12.5, "$12.50"),
        (123.0, "$123"),
        (0.0, "$0"),
    ] {
        assert_eq!(money_compact(amount, "USD"), text);
    }
}

#[test]
fn differences_carry_their_sign() {
    assert_eq!(signed(250_000.0, |x| money(x, "USD")), "+$250,000");
    assert_eq!(signed(-51.0, |x| milliseconds(x, Few)), "−51 ms");
    assert_eq!(signed(0.4857, |x| percent(x, Few)), "+48.6 %");
    assert_eq!(signed(2e-14, |x| duration(x, Few)), "< 1 ns");
    assert_eq!(signed(0.0, |x| percent(x, Few)), "0 %");
    assert_eq!(signed(f64::INFINITY, |x| percent(x, Few)), "unknown");
}

#[test]
fn availabilities_of_the_worked_example() {
    for (unavailability, few) in [
        (5e-4, "99.95 %"),
        (1.25e-4, "99.9875 %"),
        (2.5e-7, "99.999975 %"),
        (1.25e-10, "99.9999999875 %"),
        (0.1234567, "87.7 %"),
        (9.995e-4, "99.9 %"),
        (1e-15, "99.9999999999999 %"),
        (9.99e-16, "> 99.9999999999999 %"),
        (1e-60, "> 99.9999999999999 %"),
        (0.0, "100 %"),
        (1.0, "0 %"),
        (1.5, "unknown"),
        (-0.1, "unknown"),
    ] {
        assert_eq!(availability(unavailability, Few), few);
    }
    assert_eq!(availability(1.23456789e-7, All), "99.9999876543211 %");
    assert_eq!(availability(1e-18, All), "99.9999999999999999 %");
}

#[test]
fn nines_round_down() {
    for (unavailability, text) in [
        (5e-4, "3.3 nines"),
        (1e-3, "3 nines"),
        (1e-1, "1 nine"),
        (1.1e-3, "2.9 nines"),
        (1.25e-10, "9.9 nines"),
        (1.0, "0 nines"),
        (0.0, "–"),
        (f64::NAN, "unknown"),
        (-1.0, "unknown"),
        (1.5, "unknown"),
    ] {
        assert_eq!(nines(unavailability), text);
    }
}

#[test]
fn downtimes_as_people_read_them() {
    for (seconds, few, all) in [
        (15_768.0, "4.38 h/yr", "15,768 s/yr"),
        (3942.0, "1.1 h/yr", "3,942 s/yr"),
        (3153.6, "52.6 min/yr", "3,153.6 s/yr"),
        (7.884, "7.88 s/yr", "7.884 s/yr"),
        (0.003942, "< 1 s/yr", "0.003942 s/yr"),
        (0.9999, "< 1 s/yr", "0.9999 s/yr"),
        (59.99, "1 min/yr", "59.99 s/yr"),
        (3599.0, "1 h/yr", "3,599 s/yr"),
        (315_360.0, "3.65 d/yr", "315,360 s/yr"),
        (0.0, "0 s/yr", "0 s/yr"),
        (1e-12, "< 1 s/yr", "1e-12 s/yr"),
        (f64::NAN, "unknown", "unknown"),
    ] {
        assert_eq!(downtime(seconds, Few), few);
        assert_eq!(downtime(seconds, All), all);
    }
    assert_eq!(duration(900.0, Few), "15 min");
    assert_eq!(duration(0.054, Few), "54 ms");
    assert_eq!(duration(-6.0, Few), "−6 s");
    assert_eq!([duration(2.5e-7, Few), duration(2e-14, Few)], ["250 ns", "< 1 ns"]);
}

#[test]
fn the_rest() {
    assert_eq!(milliseconds(1234.0, Few), "1,230 ms");
    assert_eq!(milliseconds(1234.5, All), "1,234.5 ms");
    assert_eq!(months(1.0, Few), "1 month");
    assert_eq!(percent(2.5, Few), "250 %");
    assert_eq!(percent(0.0004, Few), "0.04 %");
    assert_eq!(percent(1.0, Few), "100 %");
    assert_eq!(percent(0.9997, Few), "99.97 %");
    assert_eq!(percent(0.99996, Few), "99.996 %");
    assert_eq!(percent(0.4857142857, All), "48.57142857 %");
    assert_eq!(count(1234.0, Few), "1,234");
    assert_eq!(count(4.3812, Few), "4.38");
    assert_eq!(factor(3.456, Few), "3.46×");
    assert_eq!(with_unit(1.25e-10, Few, ""), "1.25e-10");
}

proptest! {
    #[test]
    fn no_figure_ever_shows_nan(value in any::<f64>()) {
        let texts = [
            number(value, Few), number(value, All), money(value, "USD"), money_all(value, "XAU"), money_rounded(value, "EUR"),
            money_compact(value, "USD"), availability(value, Few), availability(value, All), nines(value),
            downtime(value, Few), downtime(value, All), duration(value, Few), milliseconds(value, Few),
            months(value, Few), percent(value, Few), percent(value, All), count(value, Few), factor(value, All),
            signed(value, |x| percent(x, Few)),
        ];
        for text in texts {
            prop_assert!(!text.is_empty() && !text.contains("NaN") && !text.contains("inf") && !text.starts_with('-'), "{}", text);
            prop_assert!(value.is_finite() || text == UNKNOWN, "{}", text);
        }
    }

    #[test]
    fn three_digits_are_within_half_a_percent(value in 1e-4..1e12_f64) {
        let shown: f64 = number(value, Few).replace(',', "").parse().unwrap();
        prop_assert!((shown - value).abs() <= 0.005 * value);
    }

    #[test]
    fn all_digits_read_back(value in any::<f64>().prop_filter("finite", |x| x.is_finite())) {
        let shown: f64 = number(value, All).replace(',', "").replace(MINUS, "-").parse().unwrap();
        prop_assert_eq!(shown, value);
    }
}
