//! Figures of the list as texts.

use super::option::OptionEvaluation;
use super::verdict::{Method, VerdictKind};
use crate::engine::figures::{self, Figure, Quantity};
use crate::engine::textbook::SECONDS_PER_YEAR;
use crate::quantity::format::{self, Digits, NONE};
use crate::quantity::{self, Unit, complement, to_digits};
use crate::scenario::edit::{self, Grouped, KeptBill, Lost};
use crate::scenario::inputs::{Section, Typed};
use crate::scenario::model::PlanOption;
use crate::scenario::restore::{Fault, Refused};
use crate::scenario::{Scenario, fill, inputs};

/// The value of a figure as people read it; "–" where there is none.
///
/// ```
/// use geode_core::{engine::figures, quantity::format::Digits, report::{self, written}, scenario::presets};
/// let evaluation = report::evaluate(&presets::worked_example(), &[]);
/// let downtime = figures::of_path("/textbook/downtime_seconds_per_year").unwrap();
/// assert_eq!(written::figure(downtime, &evaluation.options[3], "USD", Digits::Few), "< 1 s/yr");
/// assert_eq!(written::figure(downtime, &evaluation.options[3], "USD", Digits::All), "0.003942 s/yr");
/// ```
pub fn figure(figure: &Figure, option: &OptionEvaluation, currency: &str, digits: Digits) -> String {
    let Some(value) = figure.get(option) else { return NONE.into() };
    let value = if digits == Digits::All { without_noise(value) } else { value };
    match figure.quantity {
        // 1 − U keeps few digits of U; the unavailability beside it has them all.
        Quantity::Availability => format::availability(
            unavailability(figure, option).map_or_else(|| complement(value), without_noise),
            digits,
        ),
        kind => quantity(kind, value, currency, digits),
    }
}

/// To thirteen significant digits: beyond them stands the rounding of binary arithmetic, 21599.999999999 seconds.
pub(super) fn without_noise(value: f64) -> f64 {
    to_digits(value, 13)
}

/// The unavailability that belongs to an availability; none of any other figure.
pub(super) fn unavailability(availability: &Figure, option: &OptionEvaluation) -> Option<f64> {
    match availability.path {
        figures::TEXTBOOK_AVAILABILITY => figures::of_path(figures::TEXTBOOK_UNAVAILABILITY)?.get(option),
        figures::AVAILABILITY => figures::of_path(figures::UNAVAILABILITY)?.get(option),
        _ => None,
    }
}

/// A number of this kind as text with its unit. Amounts a month or an hour leave that to [`per`].
pub fn quantity(quantity: Quantity, value: f64, currency: &str, digits: Digits) -> String {
    match (quantity, digits) {
        (Quantity::Unavailability, _) => format::number(value, digits),
        (Quantity::Availability, _) => format::availability(complement(value), digits),
        // Rounded down, as wherever nines are told: 3.9997 are not four.
        (Quantity::Nines, Digits::Few) => format::with_unit(libm::floor(value * 10.0 + 1e-9) / 10.0, digits, " nines"),
        (Quantity::Nines, Digits::All) => format::with_unit(value, digits, " nines"),
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
            format::money_in_full(value, currency)
        }
        (Quantity::PerYear, _) => format::with_unit(value, digits, "/yr"),
        (Quantity::WritesPerYear, _) => format::with_unit(value, digits, " writes/yr"),
        (Quantity::Count, _) => format::count(value, digits),
    }
}

/// Why an input has no say, in a sentence: prices of the catalogue stand in the place of the price of transfer as long as that
/// is its default, and what contracts promise is told beside the verdict only. None of any other input.
pub fn no_say(scenario: &Scenario, pointer: &str) -> Option<&'static str> {
    let is_filled = || fill::filled(scenario).iter().any(|one| one.path.ends_with("/transfer_price_per_gb"));
    if pointer.starts_with("/sla_credits/") {
        return Some(
            "What contracts give back is known only from simulated years, and no figure that is solved for counts it.",
        );
    }
    (pointer == inputs::COST_TRANSFER_PRICE_PER_GB && is_filled()).then_some(
        "Prices of transfer between these regions come from the catalogue, not from this input, until another price is typed there.",
    )
}

/// Which requests loads, and shares of what the regions get, are of, behind "requests": those that an edge answers reach no
/// region.
pub(super) fn reaching(option: &PlanOption) -> &'static str {
    let is_behind = option.edge.is_some_and(|edge| edge.offload_share > 0.0);
    if is_behind { " that reach the regions" } else { "" }
}

/// So many names a sentence holds.
const MOST_NAMES: usize = 12;

/// How many groups users of countries are, and what there was no room for: "254 user groups, 3 regions. There can be no more,
/// so these are one group each: …"
pub fn grouped(grouped: &Grouped, regions: usize) -> String {
    let mut said = format!("{} user groups, {}", grouped.groups.len(), edit::counted(regions));
    if !grouped.whole.is_empty() {
        said += &format!(". There can be no more, so these are one group each: {}", grouped.whole.join(", "));
    }
    if grouped.left > 0.0 {
        let left = format::percent(grouped.left, Digits::Few);
        said += &format!(
            ". That is as many groups as there can be: the smallest, {left} of the users, are left out: {}",
            first_of(&grouped.left_out)
        );
    }
    said
}

/// Which regions are taken without an option: ". Latency or price of Kuala Lumpur is unknown: no option uses it before they
/// are typed". Empty without any.
pub fn no_option(regions: &[String]) -> String {
    match regions.len() {
        0 => String::new(),
        n => {
            let them = if n == 1 { "it" } else { "them" };
            format!(
                ". Latency or price of {} is unknown: no option uses {them} before they are typed",
                first_of(regions)
            )
        }
    }
}

/// What a change takes away, before it is made: "This takes away 3 regions, the options Pair, Three regions, and 16 latencies
/// that were written". Empty where that is nothing.
pub fn lost(lost: &Lost) -> String {
    let count = |n: usize, what: &str| (n > 0).then(|| format!("{n} {what}{}", if n == 1 { "" } else { "s" }));
    let options = (!lost.options.is_empty()).then(|| format!("the options {}", first_of(&lost.options)));
    let parts = [
        count(lost.groups.len(), "user group"),
        count(lost.regions.len(), "region"),
        options,
        count(lost.cells, "written round trip"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!(". This takes away {}; Undo brings all back", parts.join(", "))
    }
}

/// Names that a sentence can hold, and how many more there are.
fn first_of(names: &[String]) -> String {
    let first = names.iter().take(MOST_NAMES).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_NAMES) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// What became of the cost of a full copy as regions were picked: "A full copy costs $400,000 a month in Frankfurt, as given
/// for US East; at its prices (× 1.198) that is $333,889.82 in a region of index 1."
pub fn kept_bill(kept: &KeptBill, currency: &str) -> String {
    let KeptBill { monthly, given_for, region, price_index, at_index_1 } = kept;
    let [monthly, at_index_1] = [*monthly, *at_index_1].map(|amount| format::money_in_full(amount, currency));
    format!(
        "A full copy costs {monthly} a month in {region}, as given for {given_for}; at its prices (× {price_index}) that is {at_index_1} in a region of index 1."
    )
}

/// What an amount is counted by, where its text does not say it.
pub fn per(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::MoneyPerMonth => "a month",
        Quantity::MoneyPerHour => "an hour",
        Quantity::Unavailability => "of the time",
        Quantity::Availability
        | Quantity::Nines
        | Quantity::SecondsPerYear
        | Quantity::Seconds
        | Quantity::Minutes
        | Quantity::Months
        | Quantity::Milliseconds
        | Quantity::Share
        | Quantity::Money
        | Quantity::PerYear
        | Quantity::WritesPerYear
        | Quantity::Count => "",
    }
}

/// What stands beside the name of a figure where its text does not say it: [`per`] where the name does not say that either.
///
/// ```
/// use geode_core::{report::written::beside, engine::figures::{self, of_path}};
/// let unit = |path| beside(of_path(path).unwrap());
/// assert_eq!([unit(figures::LATENCY_REVENUE), unit(figures::MONTHLY_COST_TOTAL)], ["a month", ""]);
/// assert_eq!(unit(figures::UNAVAILABILITY), "share of time");
/// ```
pub fn beside(figure: &Figure) -> &'static str {
    unless_said(figure.label, head(figure.quantity))
}

/// The same where no name stands before it.
pub(super) fn head(quantity: Quantity) -> &'static str {
    if quantity == Quantity::Unavailability { "share of time" } else { per(quantity) }
}

/// A unit, unless the name before it says the span of time that it is counted by.
pub(super) fn unless_said<'a>(name: &str, unit: &'a str) -> &'a str {
    let is_said = ["onth", "hour", "year"].iter().any(|span| unit.contains(span) && name.contains(span));
    if is_said { "" } else { unit }
}

/// A sentence in which no line ends between a number and its unit.
///
/// ```
/// use geode_core::report::written::unbroken;
/// assert_eq!(unbroken("from 105 ms to < 1 s, in 2 regions"), "from 105\u{a0}ms to <\u{a0}1\u{a0}s, in 2 regions");
/// assert_eq!(unbroken("between −$687k and $3.27 M"), "between −\u{2060}$687k and $3.27\u{a0}M");
/// ```
pub fn unbroken(sentence: &str) -> String {
    const UNITS: &[&str] =
        &["%", "ms", "s", "min", "h", "d", "M", "bn", "s/yr", "min/yr", "h/yr", "d/yr", "ms/yr", "µs", "ns"];
    let bare = |word: &str| word.trim_end_matches([',', '.', ';', ':', ')']).to_owned();
    let mut out = String::with_capacity(sentence.len() + 8);
    let mut before = "";
    for word in sentence.split(' ') {
        let is_unit = before.ends_with(|c: char| c.is_ascii_digit()) && UNITS.contains(&bare(word).as_str());
        match out.is_empty() {
            true => {}
            false if is_unit || before == "<" => out.push('\u{a0}'),
            false => out.push(' '),
        }
        match word.strip_prefix('−') {
            // A sign alone at the end of a line makes a loss a gain.
            Some(amount) if amount.starts_with(|c: char| !c.is_ascii_digit()) => out.extend(["−\u{2060}", amount]),
            _ => out.push_str(word),
        }
        before = word;
    }
    out
}

/// Name of an input, with the names of the list items that it belongs to; none if there is no such input.
///
/// ```
/// use geode_core::{report::written, scenario::presets};
/// let example = presets::worked_example();
/// assert_eq!(written::input_name(&example, "/regions/us-west/mttr_hours").unwrap(), "Mean time to repair, US West");
/// ```
pub fn input_name(scenario: &Scenario, pointer: &str) -> Option<String> {
    let (input, at) = inputs::find(scenario, pointer)?;
    // In a field these stand under the cost that they share; alone, "Compute" could be anything.
    let of_bill = [inputs::COST_COMPUTE_SHARE, inputs::COST_FIXED_SHARE, inputs::COST_STORAGE_SHARE];
    let of_bill = of_bill.contains(&input.path).then_some("share of the bill");
    let items = inputs::item_names(scenario, input, at);
    let words = [input.label].into_iter().chain(of_bill).chain(items.iter().map(String::as_str));
    Some(words.collect::<Vec<_>>().join(", "))
}

/// A place of a scenario that is repaired or refused, as people know it; none if only its pointer says it.
pub fn place_name(scenario: &Scenario, pointer: &str) -> Option<String> {
    match pointer {
        "/user_groups" => Some(Section::Users.title().into()),
        "/regions" => Some(Section::Regions.title().into()),
        "/options" => Some(Section::Options.title().into()),
        "/cost" => Some(Section::Cost.title().into()),
        "/" => Some("Scenario".into()),
        _ => input_name(scenario, pointer),
    }
}

/// Why a change is refused: where, what is wrong, what was expected.
///
/// ```
/// use geode_core::{report::written, scenario::{presets, restore}};
/// let mut example = presets::worked_example();
/// example.region_rtt_ms.clear();
/// example.traffic.sync_cross_region_calls = 1;
/// let refused = restore::from_value(&example.to_value()).unwrap_err();
/// let said = written::fault(&example, &refused.0[0]);
/// assert!(said.starts_with("Round trip between regions, US East, EU West is missing, expected a round trip"), "{said}");
/// ```
pub fn fault(scenario: &Scenario, fault: &Fault) -> String {
    let place = place_name(scenario, &fault.path).unwrap_or_else(|| fault.path.clone());
    format!("{place} {}, expected {}", fault.wrong, fault.expected)
}

/// The first thing that is wrong with a scenario that is refused, as [`fault`] says it.
pub fn refused(scenario: &Scenario, refused: &Refused) -> String {
    refused.0.first().map_or_else(String::new, |first| fault(scenario, first))
}

/// A value of an input as text with its unit.
pub fn input_value(scenario: &Scenario, pointer: &str, value: f64) -> String {
    match inputs::find(scenario, pointer).map(|(input, _)| input.unit) {
        Some(unit) if unit.is_money() => format::money_compact(value, &scenario.currency),
        Some(Unit::Availability) => format::availability(complement(value), Digits::Few),
        Some(Unit::Share) => format::percent(value, Digits::Few),
        Some(unit) => quantity::glance(value, unit),
        None => format::number(value, Digits::Few),
    }
}

/// What is asked about an entry that nobody is likely to mean.
///
/// ```
/// use geode_core::{report::written, scenario::inputs};
/// let availability = inputs::of_path("/target/availability").unwrap();
/// let typed = availability.understand("0.9995 %", "USD").unwrap();
/// assert_eq!(written::doubt(&typed).unwrap(), "0.9995% is down for 361 d a year. Did you mean 99.95%?");
/// assert_eq!(written::answers(&[*typed.other.clone().unwrap(), typed]), ["99.95%", "Keep 0.9995%"]);
/// ```
pub fn doubt(typed: &Typed) -> Option<String> {
    let seconds = typed.complement.filter(|_| typed.is_doubtful)? * SECONDS_PER_YEAR;
    let down = format::duration(seconds, Digits::Few);
    let meant = typed.other.as_ref().map_or_else(String::new, |other| format!(" Did you mean {}?", other.echo));
    Some(format!("{} is down for {down} a year.{meant}", typed.echo))
}

/// The answers to that, as the buttons say them: what may be meant, and what was typed.
pub fn answers(meant: &[Typed]) -> Vec<String> {
    let words = |typed: &Typed| match typed.is_doubtful {
        true => format!("Keep {}", typed.echo),
        false => typed.echo.clone(),
    };
    meant.iter().map(words).collect()
}

/// The other reading of an entry, as the button says it that takes it.
pub fn otherwise(other: &Typed) -> String {
    format!("or {}?", other.echo)
}

impl Method {
    /// Both.
    pub const ALL: [Method; 2] = [Method::Rigorous, Method::Textbook];

    /// Its name where it is chosen.
    pub fn name(self) -> &'static str {
        match self {
            Method::Textbook => "Textbook",
            Method::Rigorous => "Engineering estimate",
        }
    }

    /// What the paths of its figures begin with.
    pub fn prefix(self) -> &'static str {
        self.pick("/textbook/", "/rigorous/")
    }

    /// What belongs to it, of two.
    pub fn pick<T>(self, textbook: T, rigorous: T) -> T {
        match self {
            Method::Textbook => textbook,
            Method::Rigorous => rigorous,
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
