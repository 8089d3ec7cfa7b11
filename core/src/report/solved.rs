//! What an input must be so that something holds, in words.

use super::turns::named;
use super::written::no_say;
use crate::planning::solving::{Answer, Condition};
use crate::scenario::Scenario;
use crate::scenario::inputs;

/// What is to hold, behind the name of the option: "pays".
pub fn condition(scenario: &Scenario, condition: Condition) -> String {
    let name = |option: usize| scenario.options.get(option).map_or("", |option| &option.name);
    match condition {
        Condition::Pays => "pays over the horizon".into(),
        Condition::MeetsTargets => "misses no target".into(),
        Condition::Beats(other) => format!("is worth at least as much as {}", name(other)),
        Condition::IsBest => "is the best that misses nothing".into(),
        Condition::RolloutPays => "(all phases) pays over the horizon".into(),
    }
}

/// The answer as a sentence: "Active-active, 3 regions pays over the horizon if revenue is at least USD 36,150,192 …".
pub fn sentence(
    scenario: &Scenario,
    pointer: &str,
    option: usize,
    asked: Condition,
    answer: &Answer,
) -> Option<String> {
    let (input, _) = inputs::find(scenario, pointer)?;
    let name = match asked {
        Condition::RolloutPays => "The rollout",
        Condition::Pays | Condition::MeetsTargets | Condition::Beats(_) | Condition::IsBest => {
            &scenario.options.get(option)?.name
        }
    };
    let value = |value: f64| crate::planning::shown(input, value, &scenario.currency);
    let (what, input_name) = (condition(scenario, asked), named(scenario, pointer)?);
    let today = answer.today.map_or_else(|| input.empty_means().to_owned(), value);
    let so = if answer.holds_today { ", as it does now" } else { "" };
    let range = input.range();
    let sentence = match (answer.crossings.is_empty(), answer.always) {
        (true, true) => format!("{name} {what} whatever {input_name} is ({range}; today {today})."),
        (true, false) => format!("There is no {input_name} ({range}; today {today}) at which {name} {what}."),
        (false, _) => {
            format!("{name} {what} if {input_name} is {} (today {today}){so}.", where_it_holds(answer, &value))
        }
    };
    Some(match no_say(scenario, pointer) {
        Some(why) if answer.crossings.is_empty() => why.to_owned(),
        Some(why) => format!("{sentence} {why}"),
        None => sentence,
    })
}

/// "at least A", "at most B", "from A to B", one after the other.
fn where_it_holds(answer: &Answer, value: &dyn Fn(f64) -> String) -> String {
    let mut parts = Vec::new();
    let mut from: Option<f64> = None;
    for (at, (crossing, upwards)) in answer.crossings.iter().enumerate() {
        // A count at which alone it holds is found from both sides.
        if at.checked_sub(1).and_then(|before| answer.crossings.get(before)).is_some_and(|before| before.0 == *crossing)
        {
            parts.pop();
            parts.push(value(*crossing));
            continue;
        }
        match (upwards, from.take()) {
            (true, _) => from = Some(*crossing),
            (false, Some(low)) => parts.push(format!("from {} to {}", value(low), value(*crossing))),
            (false, None) => parts.push(format!("at most {}", value(*crossing))),
        }
    }
    parts.extend(from.map(|low| format!("at least {}", value(low))));
    parts.join(", or ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::presets;

    fn said(crossings: &[(f64, bool)], always: bool) -> String {
        let answer = Answer { today: Some(1e7), crossings: crossings.to_vec(), always, holds_today: always };
        sentence(&presets::worked_example(), "/revenue/monthly", 3, Condition::Pays, &answer).unwrap()
    }

    #[test]
    fn crossings_are_said_by_the_side_on_which_it_holds() {
        assert_eq!(
            said(&[(36_150_192.0, true)], false),
            "Active-active, 3 regions pays over the horizon if revenue is at least USD 36,150,192 (today USD 10M)."
        );
        assert!(
            said(&[(1e6, false), (2e6, true), (4e6, false)], false)
                .contains("is at most USD 1M, or from USD 2M to USD 4M (today")
        );
        // "at most USD 2M, or at most USD 2M" stood there where one value alone did it.
        assert!(said(&[(2e6, false), (2e6, false)], false).contains("if revenue is USD 2M (today"));
        assert!(
            said(&[], true)
                .starts_with("Active-active, 3 regions pays over the horizon whatever revenue is (at least 0")
        );
        assert!(said(&[], false).starts_with("There is no revenue (at least 0"));
    }
}
