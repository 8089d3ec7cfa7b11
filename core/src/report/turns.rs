//! What would change the verdict, in words: a value of an input at which another option would win.

use super::format;
use super::written;
use crate::planning::Turn;
use crate::quantity::{Unit, complement, to_digits};
use crate::scenario::Scenario;
use crate::scenario::edit::{Cell, Table};
use crate::scenario::inputs;
use crate::text::decapital;

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
/// use geode_core::{engine::problem::Problem, planning::{Job, Turning, asked_for, in_one_go}};
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
    turns.iter().filter_map(|turn| of(scenario, today, turn)).collect()
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
        Some(now) => {
            let (now, then) = apart(scenario, &pointer, now, turn.flips_at);
            let side = if turn.flips_at >= turn.today? { "above" } else { "below" };
            format!("were {side} {then} (today {now})")
        }
        None => {
            let (input, _) = inputs::find(scenario, &pointer)?;
            let then = brief(scenario, &pointer, turn.flips_at, 3);
            format!("were {then} (today {})", input.empty_means())
        }
    };
    let (input, flips_at) = (named(scenario, &pointer)?, turn.flips_at);
    Some(TurnWords { pointer, result, input, value, flips_at })
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
    Some(match name.split_once(", ") {
        Some((label, items)) => format!("{} ({items})", decapital(label)),
        None => decapital(&name),
    })
}

/// Two values in so few digits as tell them apart.
fn apart(scenario: &Scenario, pointer: &str, a: f64, b: f64) -> (String, String) {
    let at = |digits: usize| (brief(scenario, pointer, a, digits), brief(scenario, pointer, b, digits));
    (3..12).map(at).find(|(a, b)| a != b).unwrap_or_else(|| at(12))
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
