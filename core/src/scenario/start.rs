//! Five questions to a scenario: a sober system, each assumption of which is marked by a note.

mod places;

use super::areas::{AREAS, Area, SITES};
use super::choices::Choice;
use super::edit;
use super::fit::is_whole;
use super::limits::TRANSFER_PRICE_PER_GB;
use super::model::*;
use super::recovery::Tier;
use crate::quantity::{HOURS_PER_YEAR, complement, to_digits};
use crate::scenario::inputs;

/// Name of a scenario that is somebody's own and has none yet.
pub const MY_SYSTEM: &str = "My system";

/// What runs today: the option that the others are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Today {
    /// One region.
    Single,
    /// A primary and a standby.
    ActivePassive,
    /// Two regions that both serve.
    TwoActive,
}

impl Choice for Today {
    const ALL: &'static [Today] = &[Today::Single, Today::ActivePassive, Today::TwoActive];
    const DEFAULT: Option<Today> = None;
    fn word(self) -> &'static str {
        match self {
            Today::Single => "single",
            Today::ActivePassive => "pair",
            Today::TwoActive => "two",
        }
    }
    fn name(self) -> &'static str {
        match self {
            Today::Single => "one region",
            Today::ActivePassive => "a region and a standby",
            Today::TwoActive => "two regions that serve",
        }
    }
}

/// How often what runs in one region fails its users.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outages {
    /// So many a year.
    PerYear(f64),
    /// So much of the time.
    Unavailability(f64),
}

/// What the system is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Worth {
    /// Revenue per month.
    Revenue(f64),
    /// Cost of an hour down.
    HourDown(f64),
}

/// What past outages were caused by, in any proportion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Causes {
    /// One region, and nothing elsewhere.
    pub one_region: f64,
    /// An own change that would have hit every region.
    pub everywhere: f64,
    /// A shared dependency: DNS, identity, a payment provider.
    pub dependency: f64,
}

/// The answers to the five questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// What runs today.
    pub today: Today,
    /// Position of its place in [`SITES`].
    pub home: usize,
    /// How ready a standby is, or would be.
    pub tier: &'static Tier,
    /// Users by area of [`AREAS`], in any proportion.
    pub users: [f64; 6],
    /// How often it fails.
    pub outages: Outages,
    /// Whether somebody has said how often; else it is the usual number.
    pub has_counted: bool,
    /// Usual length of an outage, hours.
    pub outage_hours: f64,
    /// Whether somebody has said how long.
    pub has_timed: bool,
    /// What the outages were caused by.
    pub causes: Causes,
    /// Whether somebody has said so, be it the usual parts.
    pub has_split: bool,
    /// What all that runs today costs a month, the edge included: see [`crate::planning::started`].
    pub monthly_cost: f64,
    /// What stands in front of it, and would in front of the other options.
    pub edge: Option<Edge>,
    /// What it is worth.
    pub worth: Worth,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// What must be reached.
    pub target: Target,
    /// Whether data may live only where the law of its main place holds.
    pub data_stays: bool,
}

/// Sober shares of past outages where nobody has counted.
pub const USUAL_CAUSES: Causes = Causes { one_region: 0.85, everywhere: 0.05, dependency: 0.1 };

/// A sober number of outages a year and their usual length, hours, where nobody has counted.
pub const USUAL_OUTAGES: (f64, f64) = (3.0, 2.0);

/// A sober gain per 100 ms saved: the low end of what has been seen, 0.2–8.4 %.
pub const USUAL_GAIN_PER_100_MS: f64 = 0.002;
/// The part of revenue that is profit, as is usual for software.
pub const USUAL_GROSS_MARGIN: f64 = 0.7;

/// Currencies in which a price in dollars is about right as it stands.
const NEAR_A_DOLLAR: [&str; 8] = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD"];

/// What follows from how often and why it fails.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reliability {
    /// Unavailability of each region, shared failures included.
    pub region: f64,
    /// Fraction of a region's failures that hit all regions.
    pub beta: f64,
    /// Unavailability of what all share.
    pub dependency: f64,
}

/// The long-run fraction of time that is lost to so many outages a year of such a length; none beyond a year.
///
/// ```
/// use geode_core::scenario::start::unavailability;
/// assert_eq!(unavailability(1.0, 4.38), Some(5e-4));
/// assert_eq!(unavailability(3.0, 8760.0), None);
/// ```
pub fn unavailability(per_year: f64, hours: f64) -> Option<f64> {
    let fraction = per_year * hours / HOURS_PER_YEAR;
    (0.0..1.0).contains(&fraction).then_some(fraction)
}

/// Outages a year that such an unavailability means.
pub fn outages_per_year(unavailability: f64, hours: f64) -> f64 {
    unavailability * HOURS_PER_YEAR / hours
}

/// Splits the lost time by its causes: the dependency's part is lost first, the rest is the regions'.
pub fn split(outages: Outages, outage_hours: f64, causes: Causes) -> Reliability {
    let total = match outages {
        // The form refuses more than a year of outages a year; here they stop short of one.
        Outages::PerYear(count) => unavailability(count, outage_hours).unwrap_or(0.999),
        Outages::Unavailability(fraction) => fraction,
    };
    let sum = |causes: Causes| causes.one_region + causes.everywhere + causes.dependency;
    let causes = if sum(causes) > 0.0 { causes } else { USUAL_CAUSES };
    let of_dependency = total * (causes.dependency / sum(causes));
    let regional = causes.one_region + causes.everywhere;
    Reliability {
        region: (total - of_dependency) / (1.0 - of_dependency),
        beta: if regional > 0.0 { causes.everywhere / regional } else { 0.0 },
        dependency: of_dependency,
    }
}

impl Answers {
    /// What follows from how often and why it fails, in digits that fit a field.
    fn reliability(&self) -> Reliability {
        let Reliability { region, beta, dependency } = split(self.outages, self.outage_hours, self.causes);
        // Not up to 1: then nothing would ever work.
        let short = |lost: f64| Some(to_digits(lost, 6)).filter(|rounded| *rounded < 1.0).unwrap_or(lost);
        Reliability { region: short(region), beta: to_digits(beta, 4), dependency: short(dependency) }
    }

    /// Fractions of the users by area; equal ones where nobody was named.
    fn shares(&self) -> Vec<(Area, f64)> {
        let sum: f64 = self.users.iter().sum();
        let named = AREAS.into_iter().zip(self.users);
        let mut shares: Vec<(Area, f64)> = match sum > 0.0 {
            true => named.filter(|(_, share)| *share > 0.0).collect(),
            false => AREAS.into_iter().map(|area| (area, 1.0 / AREAS.len() as f64)).collect(),
        };
        // What sums to 1 stays as it was typed.
        if !is_whole(sum) {
            shares.iter_mut().filter(|_| sum > 0.0).for_each(|(_, share)| *share /= sum);
            edit::tidy(shares.iter_mut().map(|(_, share)| share).collect());
        }
        shares
    }
}

/// The scenario that the answers describe.
pub fn scenario(answers: &Answers) -> Scenario {
    let home = SITES.get(answers.home).or(SITES.first()).copied();
    let mut scenario = super::presets::worked_example();
    scenario.name = MY_SYSTEM.into();
    scenario.currency.clone_from(&answers.currency);
    scenario.notes.clear();
    scenario.uncertainty.clear();
    scenario.user_latency_ms.clear();
    scenario.region_rtt_ms.clear();
    let permitted = home.filter(|_| answers.data_stays).map(|home| home.jurisdiction.to_owned());
    scenario.user_groups = answers.shares().into_iter().map(|user| group(user, permitted.clone())).collect();
    if let Some(home) = home {
        places::add(&mut scenario, answers, home);
    }
    reliability(&mut scenario, answers);
    money(&mut scenario, answers);
    scenario.target = answers.target;
    edit::settle(&mut scenario);
    scenario
}

fn group((area, share): (Area, f64), permitted: Option<String>) -> UserGroup {
    UserGroup {
        id: area.id.into(),
        name: area.name.into(),
        share,
        permitted_jurisdictions: permitted.into_iter().collect(),
        ..UserGroup::default()
    }
}

fn reliability(scenario: &mut Scenario, answers: &Answers) {
    let lost = answers.reliability();
    scenario.common_mode.beta = lost.beta;
    scenario.common_mode.dependencies.clear();
    if lost.dependency > 0.0 {
        let id = edit::add_dependency(scenario, "What all regions share", complement(lost.dependency));
        edit::change_dependency(scenario, &id, |dependency| dependency.mttr_hours = answers.outage_hours);
        dependency_assumed(scenario, answers, &id);
    }
    // Its notes are among the first ones: there is room.
    let _ = edit::set_tier(scenario, answers.tier);
    scenario.traffic.latency_spread_sigma = 0.3;
    scenario.capacity.sizing = Sizing::Survive { losses: 1 };
    assume(scenario, inputs::TRAFFIC_REPLICATION_LAG_SECONDS, "assumed: data is copied all the time");
    assume(scenario, inputs::TRAFFIC_LATENCY_SPREAD_SIGMA, "assumed: usual spread");
    assume(scenario, inputs::CAPACITY_SIZING_LOSSES, "assumed: survive the loss of one region");
    if !answers.has_split {
        assume(scenario, inputs::COMMON_MODE_BETA, "assumed; 1–10 % is typical");
    }
    regions_assumed(scenario, answers);
    if answers.edge.is_some() {
        for option in scenario.options.clone() {
            let pointer = inputs::of_items(inputs::OPTIONS_EDGE_LATENCY_MS, &[&option.id]);
            assume(scenario, &pointer, "assumed: a large network");
        }
    }
}

/// Marks what nobody has said of what all regions share.
fn dependency_assumed(scenario: &mut Scenario, answers: &Answers, id: &str) {
    let pointer = |path| inputs::of_items(path, &[id]);
    if !answers.has_split {
        let availability = pointer(inputs::COMMON_MODE_DEPENDENCIES_AVAILABILITY);
        assume(scenario, &availability, "assumed: a tenth of the time that is lost");
    }
    let mttr = pointer(inputs::COMMON_MODE_DEPENDENCIES_MTTR_HOURS);
    said_or(scenario, answers.has_timed, &mttr, "assumed: outages of two hours");
}

/// Marks what nobody has said of the regions.
fn regions_assumed(scenario: &mut Scenario, answers: &Answers) {
    let usual = match answers.outages {
        Outages::PerYear(_) => "assumed: three outages a year",
        Outages::Unavailability(_) => "assumed: usual for one region",
    };
    for region in scenario.regions.clone() {
        let pointer = |path| inputs::of_items(path, &[&region.id]);
        assume(scenario, &pointer(inputs::REGIONS_PRICE_INDEX), "assumed: list prices of one provider");
        let mttr = pointer(inputs::REGIONS_MTTR_HOURS);
        said_or(scenario, answers.has_timed, &mttr, "assumed: outages of two hours");
        said_or(scenario, answers.has_counted, &pointer(inputs::REGIONS_AVAILABILITY), usual);
    }
}

/// A number that was entered, be it the usual one, is no assumption.
fn said_or(scenario: &mut Scenario, is_said: bool, pointer: &str, source: &str) {
    match is_said {
        true => edit::put_in(scenario, pointer),
        false => assume(scenario, pointer, source),
    }
}

fn money(scenario: &mut Scenario, answers: &Answers) {
    scenario.cost.single_region_monthly = answers.monthly_cost;
    edit::put_in(scenario, inputs::COST_SINGLE_REGION_MONTHLY);
    match answers.worth {
        Worth::Revenue(monthly) => {
            scenario.revenue.monthly = monthly;
            scenario.revenue.downtime_cost_per_hour = None;
            edit::put_in(scenario, inputs::REVENUE_MONTHLY);
        }
        Worth::HourDown(cost) => {
            scenario.revenue.monthly = 0.0;
            scenario.revenue.downtime_cost_per_hour = Some(cost);
        }
    }
    // In yen or rupees its number would mean next to nothing.
    if !prices_transfer(&answers.currency) {
        scenario.cost.transfer_price_per_gb = 0.0;
        let source = format!("not counted: list prices are about ${TRANSFER_PRICE_PER_GB} a GB");
        assume(scenario, inputs::COST_TRANSFER_PRICE_PER_GB, &source);
    }
    scenario.revenue.gain_per_100_ms = USUAL_GAIN_PER_100_MS;
    scenario.revenue.gross_margin = USUAL_GROSS_MARGIN;
    assume(scenario, inputs::REVENUE_GAIN_PER_100_MS, "assumed: the low end of 0.2–8.4 %");
    assume(scenario, inputs::REVENUE_GROSS_MARGIN, "assumed: usual for software");
}

/// Whether the list price of transfer, in dollars, is about right in a currency; else transfer is not counted.
pub fn prices_transfer(currency: &str) -> bool {
    NEAR_A_DOLLAR.contains(&currency)
}

/// Marks a number as assumed on the user's behalf.
fn assume(scenario: &mut Scenario, pointer: &str, source: &str) {
    scenario.notes.insert(pointer.into(), Note { status: NoteStatus::Default, source: source.into() });
}

#[cfg(test)]
#[path = "start_tests.rs"]
pub(crate) mod tests;
