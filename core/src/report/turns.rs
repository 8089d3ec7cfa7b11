//! What would change the verdict, in words: a value of an input at which another option would win.

use super::written;
use crate::planning::Turn;
use crate::quantity::format;
use crate::quantity::{Unit, complement, to_digits, to_digits_beyond};
use crate::scenario::Scenario;
use crate::scenario::edit::{Cell, Table};
use crate::scenario::inputs::{self, Input};
use crate::text::decapital;

/// Where the targets stand in a scenario.
const TARGETS: &str = "/target/";
/// As near as a solved value that has been put in: to ten digits.
const AT_IT: f64 = 1e-9;
/// So near that it is any change at all: a figure that stands exactly at its target.
const NEXT_TO_IT: f64 = 1e-6;

/// A flip point as it stands under a verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnWords {
    /// The pointer of the input.
    pub pointer: String,
    /// What would change, and to what: "It would change to Active-active, 3 regions if ".
    pub result: String,
    /// The input, which a click goes to.
    pub input: String,
    /// From which value on, and what it is today: "were above $36.2 M (today $10 M)".
    pub value: String,
    /// That value.
    pub flips_at: f64,
}

impl TurnWords {
    /// All of it.
    pub fn sentence(&self) -> String {
        format!("{}{} {}", self.result, self.input, self.value)
    }
}

/// The words to flips; `today` is the option that wins today, none where all miss something.
///
/// ```
/// use geode_core::{scenario::problem::Problem, planning::{Job, Turning, asked_for, in_one_go}};
/// use geode_core::{report::turns, scenario::presets};
/// let example = presets::worked_example();
/// let problem = Problem::compile(&example);
/// let (asked, _) = asked_for(&example, &problem);
/// let words = turns::words(&example, Some(0), &in_one_go(Turning::new(problem, asked)));
/// assert_eq!(
///     words[2].sentence(),
///     "It would change to Active-active, 3 regions if revenue were above $36.2 M (today $10 M)"
/// );
/// ```
pub fn words(scenario: &Scenario, today: Option<usize>, turns: &[Turn]) -> Vec<TurnWords> {
    let words: Vec<TurnWords> = turns.iter().filter_map(|turn| of(scenario, today, turn)).collect();
    if !words.is_empty() {
        return words;
    }
    turns.iter().filter_map(|turn| at_it(scenario, turn)).collect()
}

/// What is said of a value that stands where the verdict turns, where no other number turns it.
fn at_it(scenario: &Scenario, turn: &Turn) -> Option<TurnWords> {
    let pointer = turn.pointer(scenario)?;
    let value = format!("stands today ({})", brief(scenario, &pointer, turn.today?, 3));
    let (input, flips_at) = (named(scenario, &pointer)?, turn.flips_at);
    Some(TurnWords { pointer, result: "It turns where ".into(), input, value, flips_at })
}

fn of(scenario: &Scenario, today: Option<usize>, turn: &Turn) -> Option<TurnWords> {
    let pointer = turn.pointer(scenario)?;
    let name = |option: usize| scenario.options.get(option).map(|option| option.name.as_str());
    let result = match (turn.to, today) {
        (None, _) => "Nothing would meet your targets if ".to_owned(),
        (Some(to), None) => format!("{} would meet your targets if ", name(to)?),
        (Some(to), Some(_)) => format!("It would change to {} if ", name(to)?),
    };
    let value = match turn.today {
        // Today's value is where it turns: the verdict says that this is a tie, and what else turns it says more.
        Some(now) if (now - turn.flips_at).abs() <= AT_IT * now.abs() => return None,
        Some(now) if (now - turn.flips_at).abs() <= NEXT_TO_IT * now.abs() => {
            let side = if turn.flips_at >= now { "higher" } else { "lower" };
            format!("were any {side} (today {})", brief(scenario, &pointer, now, 3))
        }
        Some(now) => {
            let flips_at = at_end(turn.input()?, turn.flips_at);
            let is_more = flips_at >= now;
            let (now, then) = apart(scenario, &pointer, turn.input()?, now, (flips_at, turn.until, is_more));
            let others = if is_of_a_sum(turn.input()?) { ", the others as they are" } else { "" };
            format!("were {} (today {now}{others})", from_there(turn.input()?, flips_at, is_more, then))
        }
        None => {
            let (input, _) = inputs::find(scenario, &pointer)?;
            let then = brief(scenario, &pointer, beyond(input, (turn.flips_at, turn.upwards), 3), 3);
            let then = from_there(input, turn.flips_at, turn.upwards, then);
            let all = if turn.upwards { turn.flips_at <= input.min.next_up() } else { turn.flips_at >= input.max };
            let then = if all { "set at all" } else { &then };
            format!("were {then} (today {})", input.empty_means())
        }
    };
    let (input, flips_at) = (named(scenario, &pointer)?, turn.flips_at);
    Some(TurnWords { pointer, result, input, value, flips_at })
}

/// A share next to an end of what the input takes is that end, as near as a target is held; of availabilities every digit
/// counts.
fn at_end(input: &Input, value: f64) -> f64 {
    let is_at = |end: &f64| input.unit == Unit::Share && (value - end).abs() <= AT_IT;
    [input.min, input.max].into_iter().find(is_at).unwrap_or(value)
}

/// From a value on, up or down. A count is one with the new answer already: "above 1" would be 2. Beyond the end of what
/// the input takes there is nothing more.
fn from_there(input: &Input, flips_at: f64, is_more: bool, then: String) -> String {
    match (input.whole, is_more) {
        // Nothing is below 0 %.
        (false, true) if flips_at == input.max => then,
        (false, false) if flips_at == input.min => then,
        (true, true) if flips_at >= input.max => then,
        (true, false) if flips_at <= input.min => then,
        (true, true) => then + " or more",
        (true, false) if input.unit == Unit::Count => then + " or fewer",
        (true, false) => then + " or less",
        (false, true) => format!("above {then}"),
        (false, false) => format!("below {then}"),
    }
}

/// An input within a sentence: "mean time to repair (US East)", "latency from Asia to US East".
pub fn named(scenario: &Scenario, pointer: &str) -> Option<String> {
    if let Some(cell) = Cell::at(scenario, pointer) {
        let region = |id: &str| scenario.region(id).map(|region| region.name.clone());
        let to = region(&cell.column)?;
        return Some(match cell.table {
            Table::Users => format!("latency from {} to {to}", scenario.group(&cell.row)?.name),
            Table::Regions => format!("round trip between {} and {to}", region(&cell.row)?),
        });
    }
    let name = written::input_name(scenario, pointer)?;
    if let Some((phase, field)) = pointer.strip_prefix("/rollout/").and_then(|rest| rest.split_once('/')) {
        let number: usize = phase.parse().ok()?;
        let option = &scenario.option(&scenario.rollout.get(number)?.option)?.name;
        let what = if field == "start_month" { "start" } else { "migration cost" };
        return Some(format!("{what} of phase {} ({option})", number + 1));
    }
    if pointer.starts_with(TARGETS) {
        return Some(format!("the target for {}", decapital(&name)));
    }
    Some(match name.split_once(", ") {
        Some((label, items)) => format!("{} ({items})", decapital(label)),
        None => decapital(&name),
    })
}

/// Whether an input is one of shares that make up a whole. It is the number that is typed beside the others: all of them are
/// scaled to sum to 100 %.
pub(super) fn is_of_a_sum(input: &Input) -> bool {
    const PARTS: [&str; 5] = [
        inputs::USER_GROUPS_SHARE,
        inputs::USER_GROUPS_REVENUE_SHARE,
        inputs::COST_COMPUTE_SHARE,
        inputs::COST_FIXED_SHARE,
        inputs::COST_STORAGE_SHARE,
    ];
    PARTS.contains(&input.path)
}

/// Today's value and one at which the verdict turns, in so few digits as tell them apart. What is beyond the second has the
/// new answer, and some of it the input takes: nothing is above 100 %. It is before the last value with that answer.
fn apart(
    scenario: &Scenario,
    pointer: &str,
    input: &Input,
    now: f64,
    (flips_at, until, is_more): (f64, Option<f64>, bool),
) -> (String, String) {
    let is_within = |then: f64| until.is_none_or(|until| if is_more { then < until } else { then > until });
    let is_end = |value: f64| value <= input.min || value >= input.max;
    let at = |digits: usize| {
        let then = beyond(input, (flips_at, is_more), digits);
        let [now, near, beyond] = [now, flips_at, then].map(|value| brief(scenario, pointer, value, digits));
        let is_told = now != near && now != beyond && is_end(then) == is_end(flips_at) && is_within(then);
        (is_told, now, beyond)
    };
    let (_, now, then) = (3..12).map(at).find(|(is_told, ..)| *is_told).unwrap_or_else(|| at(12));
    (now, then)
}

/// A value at which the verdict turns in few digits, rounded to the side on which it has turned; of an availability what is
/// missing.
fn beyond(input: &Input, (flips_at, is_more): (f64, bool), digits: usize) -> f64 {
    match input.unit {
        Unit::Availability => complement(to_digits_beyond(complement(flips_at), !is_more, digits - 1)),
        _ => to_digits_beyond(flips_at, is_more, digits),
    }
}

/// A value of an input in few digits, with its unit.
pub fn brief(scenario: &Scenario, pointer: &str, value: f64, digits: usize) -> String {
    let unit = inputs::find(scenario, pointer).map(|(input, _)| input.unit);
    match unit {
        // What is missing is what counts.
        Some(Unit::Availability) => crate::quantity::glance_availability(to_digits(complement(value), digits - 1)),
        Some(unit) if unit.is_money() && digits > 3 => format::money_all(to_digits(value, digits), &scenario.currency),
        _ => written::input_value(scenario, pointer, to_digits(value, digits)),
    }
}

#[cfg(test)]
#[path = "turns_tests.rs"]
mod tests;
