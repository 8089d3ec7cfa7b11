//! What is said of figures and inputs, all of it put together: no name may meet a unit that says the same again.

use super::{axes, sure, varied, written};
use crate::engine::figures::{Figure, LIST};
use crate::planning::uncertainty::Spreading;
use crate::scenario::{inputs, presets};

/// Words for spans of time that stand in a text and are no part of a value: in "$5 a month" is one, in "12 months" none.
fn spans(text: &str) -> Vec<&'static str> {
    let words: Vec<&str> =
        text.split([' ', '\u{a0}', '/', ',', '(', ')', ':']).filter(|word| !word.is_empty()).collect();
    let is_value = |at: usize| at > 0 && words[at - 1].ends_with(|letter: char| letter.is_ascii_digit());
    let span = |(at, word): (usize, &&str)| {
        let word = word.to_lowercase();
        ["month", "hour", "year", "time"].into_iter().find(|span| word.starts_with(span) && !is_value(at))
    };
    words.iter().enumerate().filter_map(span).collect()
}

/// Whether a text says a span twice, or what fails of the time.
fn repeats(text: &str) -> bool {
    let mut spans = spans(text);
    let all = spans.len();
    crate::sorted::by(&mut spans, |a, b| a.cmp(b));
    spans.dedup();
    spans.len() < all || text.contains("navailability of the time") || text.contains("navailability, of the time")
}

/// Everything that is said of a figure with its unit.
fn said_of(figure: &Figure) -> Vec<String> {
    let example = presets::worked_example();
    let spread =
        Spreading { mean: None, p05: Some(1.0), p50: Some(2.0), p95: Some(3.0), standard_error: None, never: 0.0 };
    vec![
        format!("{} {}", figure.label, written::beside(figure)),
        format!("Single region, {}", written::head(figure.quantity)),
        sure::takeaway(&example, figure, "Single region", Some(&spread)),
        axes::of_figure(figure, figure.label, "USD").1.caption(),
        axes::of_figure(figure, &varied::name(figure), "USD").1.caption(),
    ]
}

/// "Monthly cost a month", "Unavailability of the time", "Break-even cost of an hour down, per hour".
#[test]
fn no_name_of_a_figure_is_repeated_by_its_unit() {
    let found: Vec<String> = LIST.iter().flat_map(said_of).filter(|said| repeats(said)).collect();
    assert_eq!(found, [""; 0]);
}

/// "Months until live, months", "Cost of an hour down, per hour".
#[test]
fn no_name_of_an_input_is_repeated_by_its_unit() {
    let said = |input: &inputs::Input| format!("{}, {}", input.label, varied::counted_by(input));
    let found: Vec<String> = inputs::LIST.iter().map(said).filter(|said| repeats(said)).collect();
    assert_eq!(found, [""; 0]);
}

/// The test above would be worth nothing if it found nothing.
#[test]
fn repeats_are_found_and_values_are_none() {
    let found = ["Monthly cost a month", "Unavailability of the time", "Cost of an hour down, per hour"];
    assert_eq!(found.map(repeats), [true; 3]);
    let fine = [
        "Payback of Pair: between 12 months and 24 months in 9 cases of 10.",
        "Net benefit, a month",
        "Downtime, per year",
    ];
    assert_eq!(fine.map(repeats), [false; 3]);
}
