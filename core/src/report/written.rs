//! Figures of the list as texts.

use super::evaluation::OptionEvaluation;
use super::figures::{self, Figure, Quantity};
use super::format::{self, Digits, NONE};
use super::verdict::{Method, VerdictKind};
use crate::scenario::units::complement;

/// The value of a figure as people read it; "–" where there is none.
///
/// ```
/// use geode_core::{report::{self, figures, format::Digits, written}, scenario::presets};
/// let evaluation = report::evaluate(&presets::worked_example(), &[]);
/// let downtime = figures::of_path("/textbook/downtime_seconds_per_year").unwrap();
/// assert_eq!(written::figure(downtime, &evaluation.options[3], "USD", Digits::Few), "< 1 s/yr");
/// assert_eq!(written::figure(downtime, &evaluation.options[3], "USD", Digits::All), "0.003942 s/yr");
/// ```
pub fn figure(figure: &Figure, option: &OptionEvaluation, currency: &str, digits: Digits) -> String {
    let Some(value) = figure.get(option) else { return NONE.into() };
    match figure.quantity {
        // 1 − U keeps few digits of U; the unavailability beside it has them all.
        Quantity::Availability => {
            format::availability(sibling(figure, option).unwrap_or_else(|| complement(value)), digits)
        }
        kind => quantity(kind, value, currency, digits),
    }
}

/// The unavailability that belongs to an availability.
fn sibling(figure: &Figure, option: &OptionEvaluation) -> Option<f64> {
    figures::of_path(&figure.path.replace("/availability", "/unavailability"))?.get(option)
}

/// A number of this kind as text with its unit. Amounts a month or an hour leave that to [`per`].
pub fn quantity(quantity: Quantity, value: f64, currency: &str, digits: Digits) -> String {
    match (quantity, digits) {
        (Quantity::Unavailability, _) => format::number(value, digits),
        (Quantity::Availability, _) => format::availability(complement(value), digits),
        (Quantity::Nines, _) => format::with_unit(value, digits, " nines"),
        (Quantity::SecondsPerYear, _) => format::downtime(value, digits),
        (Quantity::Seconds, _) => format::duration(value, digits),
        (Quantity::Minutes, Digits::Few) => format::duration(value * 60.0, digits),
        (Quantity::Minutes, Digits::All) => format::with_unit(value, digits, " min"),
        (Quantity::Months, _) => format::months(value, digits),
        (Quantity::Milliseconds, _) => format::milliseconds(value, digits),
        (Quantity::Share, _) => format::percent(value, digits),
        (Quantity::Money | Quantity::MoneyPerMonth | Quantity::MoneyPerHour, Digits::Few) => {
            format::money(value, currency)
        }
        (Quantity::Money | Quantity::MoneyPerMonth | Quantity::MoneyPerHour, Digits::All) => {
            format::money_all(value, currency)
        }
        (Quantity::PerYear, _) => format::with_unit(value, digits, "/yr"),
    }
}

/// What an amount is counted by, where its text does not say it.
pub fn per(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::MoneyPerMonth => "a month",
        Quantity::MoneyPerHour => "an hour",
        Quantity::Unavailability => "of the time",
        _ => "",
    }
}

impl Method {
    /// How the method is called in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Method::Textbook => "by textbook arithmetic",
            Method::Rigorous => "by the engineering estimate",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Method::Textbook => "Textbook",
            Method::Rigorous => "Engineering estimate",
        }
    }

    /// What the paths of its figures begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            Method::Textbook => "/textbook/",
            Method::Rigorous => "/rigorous/",
        }
    }
}

impl VerdictKind {
    /// The kind in a word or two.
    pub fn words(self) -> &'static str {
        match self {
            VerdictKind::Stay => "Stay",
            VerdictKind::Change => "Change",
            VerdictKind::NoOptionMeetsTargets => "Targets missed",
            VerdictKind::TooClose => "Too close to call",
        }
    }

    /// As it stands in the evaluation file.
    pub fn id(self) -> &'static str {
        match self {
            VerdictKind::Stay => "stay",
            VerdictKind::Change => "change",
            VerdictKind::NoOptionMeetsTargets => "no_option_meets_targets",
            VerdictKind::TooClose => "too_close",
        }
    }
}
