//! What an input must be so that something holds, in words.

use super::turns::{is_of_a_sum, named};
use super::written::no_say;
use crate::planning::solving::{Answer, Condition};
use crate::planning::{end_beside, shown, shown_in_full};
use crate::scenario::Scenario;
use crate::scenario::inputs::{self, Input};

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
    let value = |value: f64| shown(input, value, &scenario.currency);
    let (what, input_name) = (condition(scenario, asked), named(scenario, pointer)?);
    let today = answer.today.map_or_else(|| input.empty_means().to_owned(), value);
    let so = if answer.holds_today { ", as it does now" } else { "" };
    let range = input.range();
    let sentence = match (answer.crossings.is_empty(), answer.always) {
        // Only where there is no value today.
        (true, true) if !answer.holds_today => {
            format!("{name} {what} whatever {input_name} is ({range}), but not as it is today ({today}).")
        }
        (true, false) if answer.holds_today => {
            format!(
                "There is no value of {input_name} ({range}) at which {name} {what}, only as it is today ({today})."
            )
        }
        (true, true) => format!("{name} {what} whatever {input_name} is ({range}; today {today})."),
        (true, false) => {
            format!("There is no value of {input_name} ({range}; today {today}) at which {name} {what}.")
        }
        (false, _) => {
            let values = where_it_holds(answer, input, &|value| shown_in_full(input, value, &scenario.currency));
            format!("{name} {what} if {input_name} is {values} (today {today}){so}.")
        }
    };
    let sentence = match is_of_a_sum(input) && !answer.crossings.is_empty() {
        true => format!("{sentence} That is the number beside the others as they are: all are scaled to sum to 100 %."),
        false => sentence,
    };
    Some(match no_say(scenario, pointer) {
        Some(why) if answer.crossings.is_empty() => why.to_owned(),
        Some(why) => format!("{sentence} {why}"),
        None => sentence,
    })
}

/// "at least A", "at most B", "from A to B", one after the other, in digits with which it holds. At an end of the range
/// there is nothing beyond; a value that no digits tell from an end is beside it.
fn where_it_holds(answer: &Answer, input: &Input, value: &dyn Fn(f64) -> String) -> String {
    let end = |crossing: f64| end_beside(input, answer.today, crossing);
    let at_least = |low: f64, near: f64| match end(low) {
        Some(end) if end == low && end == input.max => value(low),
        Some(end) if end < low => format!("above {}", value(end)),
        _ => format!("at least {}", value(near)),
    };
    let at_most = |high: f64, near: f64| match end(high) {
        Some(end) if end == high && end == input.min => value(high),
        Some(end) if end > high => format!("below {}", value(end)),
        _ => format!("at most {}", value(near)),
    };
    let mut parts = Vec::new();
    let mut from: Option<(f64, f64)> = None;
    for ((crossing, begins), near) in answer.crossings.iter().zip(answer.readable(input)) {
        match (begins, from.take()) {
            (true, _) => from = Some((*crossing, near)),
            // A count at which alone it holds.
            (false, Some((low, _))) if low == *crossing => parts.push(value(low)),
            (false, Some((low, low_near))) if end(low).is_some() || end(*crossing).is_some() => {
                parts.push(format!("{} and {}", at_least(low, low_near), at_most(*crossing, near)));
            }
            (false, Some((_, low))) => parts.push(format!("from {} to {}", value(low), value(near))),
            (false, None) => parts.push(at_most(*crossing, near)),
        }
    }
    parts.extend(from.map(|(low, near)| at_least(low, near)));
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
        assert!(said(&[(2e6, true), (2e6, false)], false).contains("if revenue is USD 2M (today"));
        assert!(
            said(&[], true)
                .starts_with("Active-active, 3 regions pays over the horizon whatever revenue is (at least 0")
        );
        // "There is no months until live" was asked of another one.
        assert!(said(&[], false).starts_with("There is no value of revenue (at least 0"));
    }

    /// "Single region misses no target whatever the target for lost writes (RPO) is" was said: without backups it misses each.
    #[test]
    fn what_holds_without_a_value_alone_is_said_so() {
        let said = |always, holds_today| {
            let answer = Answer { today: None, crossings: Vec::new(), always, holds_today };
            let (input, example) = ("/target/rpo_seconds", presets::worked_example());
            sentence(&example, input, 0, Condition::MeetsTargets, &answer).unwrap()
        };
        let end = " at which Single region misses no target, only as it is today (no target).";
        let never = said(false, true);
        assert!(
            never.starts_with("There is no value of the target for lost writes (RPO) (") && never.ends_with(end),
            "{never}"
        );
        assert!(said(true, false).ends_with(", but not as it is today (no target)."), "{}", said(true, false));
    }

    /// "At most USD 2.67824e-9" and "at least 7.17465e-47%" stood there.
    #[test]
    fn what_no_digits_tell_from_an_end_is_said_by_it() {
        assert!(said(&[(0.0, false)], false).contains("if revenue is USD 0 (today"));
        let of_share = |crossings: &[(f64, bool)]| {
            let answer = Answer { today: Some(0.9), crossings: crossings.to_vec(), always: false, holds_today: true };
            let example = presets::worked_example();
            sentence(&example, "/failover/coverage", 1, Condition::MeetsTargets, &answer).unwrap()
        };
        let name = "Active-passive misses no target if chance that failover works is";
        let today = "(today 90%), as it does now.";
        assert_eq!(of_share(&[(7e-49, true)]), format!("{name} above 0% {today}"));
        assert_eq!(of_share(&[(1f64.next_down(), false)]), format!("{name} below 100% {today}"));
        assert_eq!(of_share(&[(1.0, true)]), format!("{name} 100% {today}"));
        assert_eq!(of_share(&[(7e-49, true), (0.5, false)]), format!("{name} above 0% and at most 50% {today}"));
    }
}
