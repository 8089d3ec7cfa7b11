//! The strongest cheaper rival in words.

use super::Evaluation;
use super::targets::enumerated;
use super::verdict::VerdictKind;
use super::written::{quantity, unbroken};
use crate::engine::figures::Quantity;
use crate::engine::math::difference;
use crate::planning::applied::{self, Place};
use crate::planning::rival::{Change, FAST_FAILOVER_MINUTES, Found, Rival};
use crate::quantity::format::{Digits, money_rounded, percent};
use crate::scenario::Scenario;
use crate::scenario::model::{AppliesTo, Kind, PlanOption};
use crate::scenario::recovery::TIERS;

/// A small change in words: "a warm standby in US West".
pub fn change(scenario: &Scenario, change: Change) -> String {
    match change {
        Change::Standby { region, tier } => {
            let tier = TIERS.get(tier).map_or("standby", |tier| tier.name).to_lowercase();
            let tier = if tier.starts_with("backup") { tier } else { format!("a {tier}") };
            let region = scenario.regions.get(region).map_or("another region", |region| region.name.as_str());
            format!("{tier} in {region}")
        }
        Change::FastFailover => format!("a failover in {FAST_FAILOVER_MINUTES} min"),
        Change::TestedStandby => "tests that make it work each time".into(),
        Change::Edge { of: Some(option) } => {
            let name = scenario.options.get(option).map_or("another option", |option| option.name.as_str());
            format!("the content delivery network of \u{201c}{name}\u{201d}")
        }
        Change::Edge { of: None } => "a content delivery network".into(),
        Change::Redundant { dependency } => {
            let dependencies = &scenario.common_mode.dependencies;
            let name = dependencies.get(dependency).map_or("a dependency", |dependency| dependency.name.as_str());
            // A name such as "What all regions share" is no part of the sentence.
            format!("a second provider of \u{201c}{name}\u{201d}")
        }
    }
}

/// What nobody has put a price on.
pub fn not_counted(rival: &Rival, scenario: &Scenario) -> Vec<String> {
    let of = |change: &Change| match *change {
        Change::Standby { .. } | Change::Edge { of: Some(_) } => None,
        Change::FastFailover => Some("the work to automate the failover".into()),
        Change::TestedStandby => Some("the work to test the standby".into()),
        Change::Edge { of: None } => {
            Some("what a network that takes 80 % of the reads costs beyond the capacity that it saves".into())
        }
        Change::Redundant { .. } => Some(format!("the price of {}", self::change(scenario, *change))),
    };
    rival.changes.iter().filter_map(of).chain(["what the change costs once".to_owned()]).collect()
}

/// What can be done with a rival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What a button says; none where there is nothing to press.
    pub button: Option<&'static str>,
    /// What else it changes, or why there is none; empty: nothing to say.
    pub text: String,
}

/// What can be done with a rival that was found of a scenario.
pub fn offer(scenario: &Scenario, rival: &Rival) -> Offer {
    let mut after = scenario.clone();
    let named = |id: &str| scenario.option(id).map_or_else(|| id.to_owned(), |option| option.name.clone());
    let (button, text) = match applied::apply(&mut after, rival) {
        Ok(Place::There(id)) => (None, format!("This is {}.", named(&id))),
        Ok(Place::Added(id)) => (Some("Add as an option"), others(scenario, &after, &id)),
        Ok(Place::Becomes(id)) => {
            let which = format!("{} becomes it.", named(&id));
            (Some("Apply"), [which, others(scenario, &after, &id)].join(" ").trim_end().to_owned())
        }
        Err(full) => (None, format!("It cannot be added: {full}.")),
    };
    Offer { button, text: unbroken(&text) }
}

/// What becomes of the other options, in a sentence; empty where nothing does.
fn others(before: &Scenario, after: &Scenario, rival: &str) -> String {
    let others = || before.options.iter().filter(|option| option.id != rival);
    let mut parts = Vec::new();
    let pairs: Vec<String> = others().filter(|option| is_pair(option)).map(|option| option.name.clone()).collect();
    if before.failover != after.failover && !pairs.is_empty() {
        parts.push(format!("the failover of {} to {}", enumerated(&pairs), failover(after)));
    }
    for (dependency, now) in before.common_mode.dependencies.iter().zip(&after.common_mode.dependencies) {
        let needs = |option: &PlanOption| {
            dependency.applies_to == AppliesTo::All || !matches!(option.kind, Kind::SingleRegion { .. })
        };
        if dependency.availability != now.availability && others().any(needs) {
            parts.push(format!("\u{201c}{}\u{201d} for all options", dependency.name));
        }
    }
    if parts.is_empty() { String::new() } else { format!("It also changes {}.", enumerated(&parts)) }
}

fn is_pair(option: &PlanOption) -> bool {
    matches!(option.kind, Kind::ActivePassive { .. })
}

/// "15 min, which works in 92 % of cases, else 120 min by hand".
fn failover(scenario: &Scenario) -> String {
    let failover = &scenario.failover;
    let minutes = |minutes: f64| quantity(Quantity::Minutes, minutes, &scenario.currency, Digits::Few);
    let takes = minutes(failover.active_passive_minutes);
    if failover.coverage >= 1.0 {
        return format!("{takes}, which works each time");
    }
    let (works, by_hand) = (percent(failover.coverage, Digits::Few), minutes(failover.manual_recovery_minutes));
    format!("{takes}, which works in {works} of cases, else {by_hand} by hand")
}

/// What stands directly under a verdict to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstLook {
    /// The least change that meets all targets for less than what the verdict names, if there is one.
    pub change: Option<String>,
    /// What is said of it, or that there is none or nobody knows yet.
    pub said: String,
}

/// What stands under a verdict to change, where today's option misses a target. None under any other verdict; `found` is
/// none as long as nobody knows.
pub fn first_look(evaluation: &Evaluation, found: Option<&Found>) -> Option<FirstLook> {
    let scenario = &evaluation.scenario;
    let of = |id: &str| evaluation.options.iter().find(|option| option.id == id);
    let named = of(&evaluation.verdict.option).filter(|_| evaluation.verdict.kind == VerdictKind::Change)?;
    let misses = of(&scenario.baseline).is_some_and(|today| !today.rigorous.targets_missed.is_empty());
    let said = |text: &str| Some(FirstLook { change: None, said: text.to_owned() });
    let rival = match found.filter(|_| misses) {
        None if misses => {
            return said("Is there a smaller change that meets all targets for less? Being looked for\u{2026}");
        }
        None | Some(Found::TodayMeets) => return None,
        Some(Found::Rival(rival)) => Some(rival),
        Some(Found::DataElsewhere) => return said("No smaller change was looked for: none of them moves data."),
        Some(Found::Nothing) => None,
    };
    let cost = named.rigorous.monthly_cost.total;
    let less = |rival: &Rival| difference(cost, rival.figures.rigorous.monthly_cost.total);
    match rival.filter(|rival| less(rival) > 0.0) {
        Some(rival) => {
            let changes: Vec<String> = rival.changes.iter().map(|of| change(scenario, *of)).collect();
            let less = money_rounded(less(rival), &scenario.currency);
            let said = format!(": meets all targets for {less} less a month.");
            Some(FirstLook { change: Some(unbroken(&enumerated(&changes))), said })
        }
        None => said("No smaller change was found that meets all targets for less."),
    }
}

/// What was found, as a sentence; none where today's option meets the targets, so that nothing needs to change.
///
/// ```
/// use geode_core::scenario::problem::Problem;
/// use geode_core::planning::{FindRival, Job, in_one_go};
/// use geode_core::{report::rival, scenario::presets};
/// let mut example = presets::worked_example();
/// example.target.availability = Some(0.99989);
/// example.traffic.write_fraction = 1.0;
/// let found = in_one_go(FindRival::new(Problem::compile(&example), ()));
/// assert_eq!(
///     rival::sentence(&example, &found).unwrap().replace('\u{a0}', " "),
///     "Single region with a warm standby in US West and tests that make it work each time meets the targets for $50,600 more \
///      a month; not counted: the work to test the standby and what the change costs once."
/// );
/// ```
pub fn sentence(scenario: &Scenario, found: &Found) -> Option<String> {
    let today = scenario.option(&scenario.baseline).map_or("Today\u{2019}s option", |option| option.name.as_str());
    match found {
        Found::TodayMeets => None,
        Found::Nothing => Some(format!("No small change to {today} meets the targets.")),
        Found::DataElsewhere => Some(format!(
            "{today} keeps data where the law of its users does not permit it. A standby, a network in front or a second \
             provider move no data, so no small change was looked for: it takes a region in a permitted jurisdiction."
        )),
        Found::Rival(rival) => {
            let changes: Vec<String> = rival.changes.iter().map(|of| change(scenario, *of)).collect();
            let extra = rival.figures.rigorous.value.extra_monthly_cost;
            let price = match extra {
                extra if extra > 0.0 => format!("for {} more a month", money_rounded(extra, &scenario.currency)),
                extra if extra < 0.0 => format!("for {} less a month", money_rounded(-extra, &scenario.currency)),
                _ => "at the same monthly cost".into(),
            };
            let not = enumerated(&not_counted(rival, scenario));
            let with = enumerated(&changes);
            Some(unbroken(&format!("{today} with {with} meets the targets {price}; not counted: {not}.")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::{FindRival, Job, in_one_go};
    use crate::scenario::edit::duplicate_option;
    use crate::scenario::presets;
    use crate::scenario::problem::Problem;

    fn offered(scenario: &Scenario) -> Offer {
        let Found::Rival(rival) = in_one_go(FindRival::new(Problem::compile(scenario), ())) else {
            panic!("none found")
        };
        let offer = offer(scenario, &rival);
        Offer { text: offer.text.replace('\u{a0}', " "), ..offer }
    }

    fn example() -> Scenario {
        let mut example = presets::worked_example();
        example.target.availability = Some(0.999_89);
        example.traffic.write_fraction = 1.0;
        example
    }

    #[test]
    fn what_else_changes_is_said() {
        let mut scenario = example();
        assert_eq!(offered(&scenario), Offer { button: Some("Add as an option"), text: String::new() });
        scenario.failover.active_passive_minutes = 60.0;
        let text = "It also changes the failover of Active-passive to 15 min, which works each time.";
        assert_eq!(offered(&scenario).text, text);
        scenario.failover.active_passive_minutes = 15.0;
        while duplicate_option(&mut scenario, "single").is_some() {}
        let full = "It cannot be added: there is no room for another option: a scenario has at most 16.";
        assert_eq!(offered(&scenario), Offer { button: None, text: full.into() });
    }

    /// "Yes, Active-active, 3 regions." stood above, and a standby that meets all targets for less far below it.
    #[test]
    fn a_change_is_not_answered_without_a_cheaper_rival() {
        let mut scenario = example();
        // Nobody but the two regions and the three: 100,000 each, and 50,000 GB × 0.02 to each further one.
        scenario.options.remove(1);
        let evaluation = crate::report::evaluate(&scenario, &[]);
        assert_eq!((evaluation.verdict.kind, evaluation.verdict.option.as_str()), (VerdictKind::Change, "geode-2"));
        let found = in_one_go(FindRival::new(Problem::compile(&scenario), ()));
        let look = |found: Option<&Found>| {
            first_look(&evaluation, found).map(|look| look.change.unwrap_or_default() + &look.said)
        };
        // Two copies are 201,000 a month, one with a standby 150,600.
        assert_eq!(
            look(Some(&found)).unwrap().replace('\u{a0}', " "),
            "a warm standby in US West and tests that make it work each time: meets all targets for $50,400 less a month."
        );
        assert!(look(None).unwrap().ends_with("Being looked for\u{2026}"));
        assert!(look(Some(&Found::Nothing)).unwrap().starts_with("No smaller change"));
        // Where today's option stays there is nothing to look at first.
        let stays = crate::report::evaluate(&presets::worked_example(), &[]);
        assert_eq!(first_look(&stays, Some(&found)), None);
    }

    #[test]
    fn what_is_there_already_is_named() {
        let mut scenario = example();
        if let Kind::ActivePassive { standby, standby_cost_fraction, .. } = &mut scenario.options[1].kind {
            *standby = "us-west".into();
            *standby_cost_fraction = 0.44;
        }
        assert_eq!(offered(&scenario), Offer { button: None, text: "This is Active-passive.".into() });
        scenario.failover.coverage = 0.5;
        assert_eq!(offered(&scenario), Offer { button: Some("Apply"), text: "Active-passive becomes it.".into() });
    }
}
