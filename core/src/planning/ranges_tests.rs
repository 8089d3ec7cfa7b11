//! Ranges as people type them.

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
        // So was this of what lies above the limit; offered was "USD 10,000,000M".
        ("/revenue/monthly", "5T..100T", "An end lies outside: expected at most 10,000,000,000,000"),
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

/// "Expected at least 0" was the answer to revenues that are all above the limit; of one such number the limit was told.
#[test]
fn a_range_above_the_limit_is_told_it() {
    for text in ["10T..100T", "1e13..1e14", "20T..30T"] {
        let misfit = entered("/revenue/monthly", text).unwrap_err();
        assert_eq!(misfit.said, "An end lies outside: expected at most 10,000,000,000,000", "{text}");
    }
    let echo = |offer: &Typed| offer.echo.clone();
    let offers: Vec<String> = entered("/revenue/monthly", "5T..100T").unwrap_err().offers.iter().map(echo).collect();
    assert_eq!(offers[0], "from USD 5T to USD 10T, all alike, median USD 7.5T");
    assert_eq!(offers[1], "from USD 5T to USD 10T, most often USD 7.5T");
}

/// A file may hold availabilities beyond 100 %, and what is drawn there is cut. "All alike, median ; the verdict goes by
/// 99.95%" stood in the field: the middle, 105 %, has no text.
#[test]
fn a_median_beyond_the_limit_is_the_limit() {
    let input = inputs::of_path("/regions/{region}/availability").unwrap();
    assert_eq!(
        range_echo(input, &uniform(0.9, 1.2), Some(0.9995), "USD"),
        "from 90% to 120%, all alike, median 100%; the verdict goes by 99.95%"
    );
    let coverage = inputs::of_path("/failover/coverage").unwrap();
    assert!(range_echo(coverage, &uniform(0.9, 1.2), None, "USD").ends_with("median 100%"));
}

/// "Most often 2.0000005 h" was offered instead of 0 to 4 h: half of both ends, the least time there can be among them.
#[test]
fn a_middle_that_is_offered_can_be_read() {
    let offers = entered("/regions/{region}/mttr_hours", "0..4h").unwrap_err().offers;
    assert_eq!(offers[1].echo, "from 0.000001 h to 4 h, most often 2 h");
    assert_eq!(offers[1].value, Some(2.0));
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
