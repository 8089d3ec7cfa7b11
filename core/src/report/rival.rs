//! The strongest cheaper rival in words.

use super::format::money_rounded;
use super::targets::enumerated;
use super::written::unbroken;
use crate::planning::rival::{Change, FAST_FAILOVER_MINUTES, Found, Rival};
use crate::scenario::Scenario;
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
        Change::Edge { is_known: true } => "the content delivery network of another option".into(),
        Change::Edge { is_known: false } => "a content delivery network".into(),
        Change::Redundant { dependency } => {
            let dependencies = &scenario.common_mode.dependencies;
            let name = dependencies.get(dependency).map_or("a dependency", |dependency| dependency.name.as_str());
            format!("a second provider of {name}")
        }
    }
}

/// What nobody has put a price on.
pub fn not_counted(rival: &Rival, scenario: &Scenario) -> Vec<String> {
    let of = |change: &Change| match *change {
        Change::Standby { .. } | Change::Edge { is_known: true } => None,
        Change::FastFailover => Some("the work to automate the failover".into()),
        Change::TestedStandby => Some("the work to test the standby".into()),
        Change::Edge { is_known: false } => {
            Some("what a network that takes 80 % of the reads costs beyond the capacity that it saves".into())
        }
        Change::Redundant { .. } => Some(format!("the price of {}", self::change(scenario, *change))),
    };
    rival.changes.iter().filter_map(of).chain(["what the change costs once".to_owned()]).collect()
}

/// What was found, as a sentence; none where today's option meets the targets, so that nothing needs to change.
///
/// ```
/// use geode_core::engine::problem::Problem;
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
