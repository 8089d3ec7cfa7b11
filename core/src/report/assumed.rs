//! How much of an answer rests on numbers that nobody has entered.

use super::written;
use crate::engine::textbook;
use crate::quantity::Unit;
use crate::quantity::format;
use crate::scenario::Scenario;
use crate::scenario::edit::regions_of;
use crate::scenario::inputs::{self, Input};
use crate::scenario::model::{Kind, Note, NoteStatus};
use crate::scenario::problem::Problem;
use crate::scenario::recovery::is_source;
use crate::text::decapital;

/// The inputs that most answers hang on: how often and how long a region fails, whether failover works, how often what
/// all share fails, and the three amounts of money that are set against each other.
const DECISIVE: [&str; 7] = [
    inputs::REGIONS_AVAILABILITY,
    inputs::REGIONS_MTTR_HOURS,
    COVERAGE,
    DEPENDENCIES,
    inputs::COST_SINGLE_REGION_MONTHLY,
    inputs::REVENUE_MONTHLY,
    GAIN,
];

const COVERAGE: &str = inputs::FAILOVER_COVERAGE;
const DEPENDENCIES: &str = inputs::COMMON_MODE_DEPENDENCIES_AVAILABILITY;
const GAIN: &str = inputs::REVENUE_GAIN_PER_100_MS;

/// Says how many of the decisive inputs still hold their defaults, and which; none where each has been entered.
///
/// ```
/// use geode_core::{report::assumed, scenario::presets};
/// let said = assumed::untouched(&presets::worked_example()).unwrap();
/// assert!(said.starts_with("5 of the 6 inputs that often matter are untouched defaults: mean time to repair"), "{said}");
/// ```
pub fn untouched(scenario: &Scenario) -> Option<String> {
    let revenue = &scenario.revenue;
    // Where revenue is not counted, what it would gain does not matter; nor does it itself where an hour down is priced.
    let matters = |path: &&&str| match **path {
        COVERAGE => scenario.options.iter().any(|option| matches!(option.kind, Kind::ActivePassive { .. })),
        DEPENDENCIES => !scenario.common_mode.dependencies.is_empty(),
        GAIN => revenue.monthly > 0.0 && is_any_faster(scenario),
        inputs::REVENUE_MONTHLY => revenue.monthly > 0.0 || revenue.downtime_cost_per_hour.is_none(),
        _ => true,
    };
    let labels_of = |kind: Unentered| -> Vec<String> {
        DECISIVE.iter().filter(matters).filter_map(|path| label_of(scenario, path, kind)).collect()
    };
    let (defaults, assumed) = (labels_of(Unentered::Default), labels_of(Unentered::Assumed).join(", "));
    let count = defaults.len();
    let (are, ends) = if count == 1 { ("is an", "") } else { ("are", "s") };
    let defaults = (count > 0).then(|| {
        let (of, labels) = (DECISIVE.iter().filter(matters).count(), defaults.join(", "));
        format!("{count} of the {of} inputs that often matter {are} untouched default{ends}: {labels}.")
    });
    let assumed = (!assumed.is_empty()).then(|| format!("Assumed, not entered: {assumed}."));
    let said: Vec<String> = [defaults, assumed, estimated(scenario)].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// Why a number is none that somebody has entered: it is as it was from the start, or a choice has put it in.
#[derive(Clone, Copy, PartialEq)]
enum Unentered {
    Default,
    Assumed,
}

/// Whether any option is faster than today's, from the nearest regions.
fn is_any_faster(scenario: &Scenario) -> bool {
    textbook::evaluate(&Problem::compile(scenario)).iter().any(|figures| figures.latency_reduction_ms > 0.0)
}

/// Says how many latencies to the regions nobody has measured: those of the map.
fn estimated(scenario: &Scenario) -> Option<String> {
    let is_estimate = |(pointer, note): &(&String, &Note)| {
        note.status == NoteStatus::Default && pointer.starts_with("/user_latency_ms/")
    };
    let of: usize = scenario.user_latency_ms.values().map(|row| row.len()).sum();
    match scenario.notes.iter().filter(is_estimate).count() {
        0 => None,
        count => Some(format!("Estimated latencies: {count} of {of}.")),
    }
}

/// The numbers that most answers hang on, and the targets, for those who have only the report.
///
/// ```
/// use geode_core::{report::assumed, scenario::presets};
/// let said = assumed::rests_on(&presets::worked_example());
/// assert!(said.starts_with("Rests on: availability (99.95 %), mean time to repair (1 h), "), "{said}");
/// assert!(said.ends_with("revenue ($10,000,000 a month), gain per 100 ms (1 %). No targets."), "{said}");
/// ```
pub fn rests_on(scenario: &Scenario) -> String {
    let list = |inputs: &mut dyn Iterator<Item = &Input>| -> Vec<String> {
        inputs.filter_map(|input| Some(format!("{} ({})", decapital(input.label), values(scenario, input)?))).collect()
    };
    let is_counted = |path: &&&str| scenario.revenue.monthly > 0.0 || !path.starts_with("/revenue/");
    let paths = DECISIVE.iter().filter(is_counted).chain(&[inputs::REVENUE_DOWNTIME_COST_PER_HOUR]);
    let decisive = list(&mut paths.filter_map(|path| inputs::of_path(path)));
    let targets = list(&mut inputs::LIST.iter().filter(|input| input.path.starts_with("/target/")));
    let targets = if targets.is_empty() { "No targets".into() } else { format!("Targets: {}", targets.join(", ")) };
    format!("Rests on: {}. {targets}.", decisive.join(", "))
}

/// The value of an input, or the least and the greatest where it has several; none where it has none.
fn values(scenario: &Scenario, input: &Input) -> Option<String> {
    let places = inputs::places(scenario, input).into_iter();
    let values: Vec<(f64, String)> =
        places.filter_map(|(pointer, at)| Some((input.get(scenario, at)?, pointer))).collect();
    let least = values.iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let most = values.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    let show = |(value, pointer): &(f64, String)| match input.unit.is_money() {
        true => format::money_in_full(*value, &scenario.currency),
        false => written::input_value(scenario, pointer, *value),
    };
    let per = if input.unit == Unit::MoneyPerMonth { " a month" } else { "" };
    Some(if least.0 == most.0 { show(least) + per } else { format!("{} to {}{per}", show(least), show(most)) })
}

/// The label of an input that nobody has entered somewhere where it matters, and in how many of those places. Regions that
/// no option uses do not matter.
fn label_of(scenario: &Scenario, path: &str, kind: Unentered) -> Option<String> {
    let input = inputs::of_path(path)?;
    let used: Vec<&str> = scenario.options.iter().flat_map(|option| regions_of(&option.kind)).collect();
    let matters = |at: &inputs::At| match path.starts_with("/regions/") {
        true => scenario.regions.get(at.0).is_some_and(|region| used.contains(&region.id.as_str())),
        false => true,
    };
    let places: Vec<(String, inputs::At)> =
        inputs::places(scenario, input).into_iter().filter(|(_, at)| matters(at)).collect();
    let is_untouched = |(pointer, at): &&(String, inputs::At)| {
        let note = scenario.notes.get(pointer);
        // For a standby of some readiness, by a tier or by the strongest cheaper rival.
        let is_assumed = note.is_some_and(|note| is_source(&note.source));
        let found = if is_assumed { Unentered::Assumed } else { Unentered::Default };
        input.is_untouched(input.get(scenario, *at), note) && found == kind
    };
    let label = decapital(input.label);
    match (places.iter().filter(is_untouched).count(), places.len()) {
        (0, _) => None,
        (some, all) if some == all => Some(label),
        (some, all) => Some(format!("{label} ({some} of {all})")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::presets;

    #[test]
    fn what_differs_is_told_as_a_range_and_targets_are_named() {
        let mut scenario = presets::worked_example();
        scenario.regions[0].availability = 0.999;
        scenario.target.p95_latency_ms = Some(180.0);
        scenario.target.monthly_budget = Some(250_000.0);
        let said = rests_on(&scenario);
        assert!(said.starts_with("Rests on: availability (99.9 % to 99.95 %), "), "{said}");
        assert!(said.ends_with(". Targets: p95 latency (180 ms), budget ($250,000 a month)."), "{said}");
        // Where an hour down is what counts, it is said, and not a revenue of nothing.
        scenario.revenue.monthly = 0.0;
        scenario.revenue.downtime_cost_per_hour = Some(5_000.0);
        let said = rests_on(&scenario);
        assert!(said.contains("cost of an hour down ($5,000). Targets"), "{said}");
        assert!(!said.contains("revenue") && !said.contains("100 ms"), "{said}");
    }

    #[test]
    fn each_number_that_is_put_in_is_one_less() {
        let mut scenario = presets::worked_example();
        assert!(untouched(&scenario).unwrap().starts_with("5 of the 6"));
        scenario.revenue.monthly = 2e6;
        scenario.cost.single_region_monthly = 5e4;
        scenario.revenue.gain_per_100_ms = 0.002;
        for region in &mut scenario.regions {
            region.mttr_hours = 2.0;
        }
        assert_eq!(
            untouched(&scenario).unwrap(),
            "1 of the 6 inputs that often matter is an untouched default: chance that failover works."
        );
        scenario.failover.coverage = 0.9;
        assert_eq!(untouched(&scenario), None);
    }

    /// The chance of 92 % that the strongest cheaper rival put in, where 100 % is the default, was called an untouched
    /// default.
    #[test]
    fn what_a_choice_has_put_in_is_assumed_and_no_default() {
        let mut scenario = presets::worked_example();
        let warm = crate::scenario::recovery::TIERS.iter().find(|tier| tier.coverage == 0.92).unwrap();
        assert!(crate::scenario::edit::set_tier(&mut scenario, warm));
        let said = untouched(&scenario).unwrap();
        assert!(
            said.starts_with("4 of the 6 ") && said.ends_with(". Assumed, not entered: chance that failover works."),
            "{said}"
        );
    }

    /// One edited region cleared the input for all of them.
    #[test]
    fn an_input_is_untouched_as_long_as_a_place_of_it_is() {
        let mut scenario = presets::worked_example();
        let said = |scenario: &Scenario| untouched(scenario).unwrap();
        scenario.regions[0].mttr_hours = 2.0;
        assert!(said(&scenario).starts_with("5 of the 6"), "{}", said(&scenario));
        assert!(said(&scenario).contains(": mean time to repair (3 of 4), "), "{}", said(&scenario));
        // US West is only the standby's; without it, it does not matter what stands there.
        scenario.options.remove(1);
        assert!(said(&scenario).contains(": mean time to repair (2 of 3), "), "{}", said(&scenario));
        scenario.regions[2].mttr_hours = 2.0;
        crate::scenario::edit::put_in(&mut scenario, "/regions/asia-east/mttr_hours");
        assert!(!said(&scenario).contains("repair"), "one hour, put in by hand: {}", said(&scenario));
    }

    /// A new region got latencies that nobody had measured, and the verdict rested on them without a word.
    #[test]
    fn latencies_that_nobody_measured_are_told() {
        let mut scenario = presets::worked_example();
        let before = untouched(&scenario).unwrap();
        crate::scenario::edit::add_region(&mut scenario, "Nowhere").unwrap();
        assert_eq!(untouched(&scenario).unwrap(), before, "what is unknown is no estimate");
        crate::scenario::edit::add_region(&mut scenario, "Oceania (Sydney)").unwrap();
        assert_eq!(untouched(&scenario).unwrap(), format!("{before} Estimated latencies: 3 of 19."));
        scenario.notes.clear();
        assert_eq!(untouched(&scenario).unwrap(), before);
    }

    /// A company whose shared service caused most of its downtime read of the gain from a speed that no option has.
    #[test]
    fn what_no_option_has_does_not_matter() {
        let mut scenario = presets::worked_example();
        crate::scenario::edit::add_dependency(&mut scenario, "Identity provider", 0.9999);
        assert!(untouched(&scenario).unwrap().starts_with("5 of the 7 inputs"), "{:?}", untouched(&scenario));
        // One region and a standby: nobody is faster.
        scenario.options.truncate(2);
        let said = untouched(&scenario).unwrap();
        assert!(said.starts_with("4 of the 6 inputs") && !said.contains("gain"), "{said}");
        scenario.options.truncate(1);
        let said = untouched(&scenario).unwrap();
        assert!(said.starts_with("3 of the 5 inputs") && !said.contains("failover"), "{said}");
    }

    /// Who gave the cost of an hour down read that the gain of a revenue that is not counted mattered.
    #[test]
    fn what_is_not_counted_does_not_matter() {
        let mut scenario = presets::worked_example();
        scenario.revenue.monthly = 0.0;
        assert!(untouched(&scenario).unwrap().starts_with("3 of the 5 inputs"), "{:?}", untouched(&scenario));
        scenario.revenue.downtime_cost_per_hour = Some(5_000.0);
        let said = untouched(&scenario).unwrap();
        assert!(said.starts_with("3 of the 4 inputs") && !said.contains("gain"), "{said}");
    }

    #[test]
    fn a_note_says_more_than_the_value() {
        let mut scenario = presets::worked_example();
        let mut note = |pointer: &str, status| {
            scenario.notes.insert(pointer.into(), Note { status, source: String::new() });
        };
        // Measured, and it happens to be the default.
        note("/revenue/monthly", NoteStatus::Measured);
        // Not measured at all, though a number stands there.
        for region in ["us-east", "us-west", "eu-west", "asia-east"] {
            note(&format!("/regions/{region}/availability"), NoteStatus::Default);
        }
        let said = untouched(&scenario).unwrap();
        assert!(said.starts_with("5 of the 6 inputs") && said.contains("availability"), "{said}");
        assert!(!said.contains("revenue,"), "{said}");
    }
}
