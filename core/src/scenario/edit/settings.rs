//! Choices that set several numbers, or put one in the place of another: how ready a standby is, how often and how long
//! a region fails, how users move, what is built.

use super::marks::{has_room, mark, remove_range};
use super::names::keeping_names;
use super::settle::settle;
use crate::quantity::complement;
use crate::scenario::inputs;
use crate::scenario::limits::{MAX_ITEMS, MAX_NOTES};
use crate::scenario::model::{Distribution, Kind, Note, NoteStatus, Routing, Scenario, Sizing, Uncertain};
use crate::scenario::recovery::Tier;

/// Makes every standby this ready: failover time and chance, recovery by hand, its cost, what a take-over loses. They are
/// marked as assumed. Says whether there was room for the marks; else nothing has changed.
pub fn set_tier(scenario: &mut Scenario, tier: &Tier) -> bool {
    let failover =
        [inputs::FAILOVER_ACTIVE_PASSIVE_MINUTES, inputs::FAILOVER_COVERAGE, inputs::FAILOVER_MANUAL_RECOVERY_MINUTES];
    let mut assumed: Vec<String> = failover.map(str::to_owned).into();
    let mut empty: Vec<String> = Vec::new();
    for option in scenario.options.iter().filter(|option| matches!(option.kind, Kind::ActivePassive { .. })) {
        assumed.push(inputs::of_items(inputs::OPTIONS_STANDBY_COST_FRACTION, &[&option.id]));
        let recovery_point = inputs::of_items(inputs::OPTIONS_RECOVERY_POINT_SECONDS, &[&option.id]);
        if tier.recovery_point_seconds.is_some() { &mut assumed } else { &mut empty }.push(recovery_point);
    }
    let new = assumed.iter().filter(|pointer| !scenario.notes.contains_key(*pointer)).count();
    if !has_room(scenario, new) {
        return false;
    }
    keeping_names(scenario, |scenario| {
        scenario.failover.active_passive_minutes = tier.failover_minutes;
        scenario.failover.coverage = tier.coverage;
        scenario.failover.manual_recovery_minutes = tier.manual_recovery_minutes;
        scenario.options.iter_mut().for_each(|option| tier.make_ready(&mut option.kind));
    });
    // What a note said of a number does not hold where there is none.
    scenario.notes.retain(|pointer, _| !empty.contains(pointer));
    let source = tier.source();
    assumed.into_iter().all(|pointer| mark(scenario, pointer, &source))
}

/// Gives a region the unavailability and the mean time to repair of its outages.
pub fn set_outages(scenario: &mut Scenario, id: &str, unavailability: f64, mttr_hours: f64) {
    for region in scenario.regions.iter_mut().filter(|region| region.id == id) {
        region.availability = complement(unavailability);
        region.unavailability = (complement(region.availability) != unavailability).then_some(unavailability);
        region.mttr_hours = mttr_hours;
    }
    for path in [inputs::REGIONS_AVAILABILITY, inputs::REGIONS_MTTR_HOURS] {
        put_in(scenario, &inputs::of_items(path, &[id]));
    }
}

/// Somebody has put a number in: it is no longer one that was assumed for them. That it happens to be the default is
/// marked, since nothing else tells it from one that nobody has touched.
pub fn put_in(scenario: &mut Scenario, pointer: &str) {
    if scenario.notes.get(pointer).is_some_and(|note| note.status == NoteStatus::Default) {
        scenario.notes.remove(pointer);
    }
    let Some((input, at)) = inputs::find(scenario, pointer) else { return };
    if input.is_untouched(input.get(scenario, at), scenario.notes.get(pointer)) && scenario.notes.len() < MAX_NOTES {
        let note = Note { status: NoteStatus::Assumed, source: "put in by hand".into() };
        scenario.notes.insert(pointer.into(), note);
    }
}

/// How an input is spread, if it is a range.
pub fn range_of(scenario: &Scenario, pointer: &str) -> Option<Distribution> {
    // As long as there are none, which is mostly, nothing is looked up.
    let pointer = (!scenario.uncertainty.is_empty()).then(|| inputs::canonical(scenario, pointer)).flatten()?;
    scenario.uncertainty.iter().find(|uncertain| uncertain.input == pointer).map(|uncertain| uncertain.distribution)
}

/// Makes an input a range, or a plain number again. Says whether there was room for it. A number that has two inputs has
/// one range: that of the other goes.
///
/// ```
/// use geode_core::scenario::edit::set_range;
/// use geode_core::scenario::model::{Distribution, DistributionKind};
/// use geode_core::scenario::presets;
/// let mut example = presets::worked_example();
/// let hours = Distribution { kind: DistributionKind::Lognormal, p05: Some(1.0), p95: Some(12.0), low: None, mode: None, high: None };
/// assert!(set_range(&mut example, "/regions/0/mttr_hours", Some(hours)));
/// assert_eq!(example.uncertainty[0].input, "/regions/us-east/mttr_hours");
/// set_range(&mut example, "/regions/us-east/mttr_hours", None);
/// assert!(example.uncertainty.is_empty());
/// ```
pub fn set_range(scenario: &mut Scenario, pointer: &str, range: Option<Distribution>) -> bool {
    let Some(pointer) = inputs::canonical(scenario, pointer) else { return range.is_none() };
    let twin = inputs::twin(&pointer);
    if let Some(at) = scenario.uncertainty.iter().position(|uncertain| twin.as_ref() == Some(&uncertain.input)) {
        remove_range(scenario, at);
    }
    let known = scenario.uncertainty.iter().position(|uncertain| uncertain.input == pointer);
    match (known, range) {
        (Some(at), Some(range)) => {
            scenario.uncertainty.iter_mut().skip(at).take(1).for_each(|uncertain| uncertain.distribution = range);
        }
        (Some(at), None) => remove_range(scenario, at),
        (None, Some(_)) if scenario.uncertainty.len() >= MAX_ITEMS => return false,
        (None, Some(distribution)) => scenario.uncertainty.push(Uncertain { input: pointer, distribution }),
        (None, None) => {}
    }
    true
}

/// Moves users by DNS or by anycast, at the usual speed of it.
pub fn set_routing(scenario: &mut Scenario, by_anycast: bool) {
    scenario.failover.routing = match by_anycast {
        true => Routing::Anycast { convergence_seconds: usual(inputs::FAILOVER_ROUTING_CONVERGENCE_SECONDS) },
        false => Routing::Dns { ttl_seconds: usual(inputs::FAILOVER_ROUTING_TTL_SECONDS) },
    };
    settle(scenario);
}

/// Builds regions that carry everything, or what the loss of the usual number of regions leaves them to carry.
pub fn set_sizing(scenario: &mut Scenario, survives: bool) {
    scenario.capacity.sizing = match survives {
        true => Sizing::Survive { losses: usual(inputs::CAPACITY_SIZING_LOSSES) as u32 },
        false => Sizing::FullCopy,
    };
    settle(scenario);
}

/// The default of an input.
pub(super) fn usual(path: &str) -> f64 {
    inputs::of_path(path).and_then(|input| input.default).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::presets;
    use crate::scenario::recovery::{self, TIERS};

    /// The tiers set three numbers: a nightly backup lost one second, and where its failover failed people needed two hours
    /// for what takes twelve when it works.
    #[test]
    fn a_tier_is_five_numbers_that_are_marked_until_somebody_puts_one_in() {
        let expected = [
            (720.0, 0.9, 0.0, 1_440.0, Some(86_400.0)),
            (60.0, 0.9, 0.17, 240.0, None),
            (15.0, 0.92, 0.44, 120.0, None),
            (3.0, 0.95, 1.0, 120.0, None),
        ];
        let mut scenario = presets::worked_example();
        for (tier, expected) in TIERS.iter().zip(expected) {
            assert!(set_tier(&mut scenario, tier));
            let failover = scenario.failover;
            let Kind::ActivePassive { standby_cost_fraction, recovery_point_seconds, .. } = scenario.options[1].kind
            else {
                panic!("no pair")
            };
            let minutes = (failover.active_passive_minutes, failover.manual_recovery_minutes);
            let found = (minutes.0, failover.coverage, standby_cost_fraction, minutes.1, recovery_point_seconds);
            assert_eq!(found, expected, "{}", tier.name);
            assert_eq!(scenario.notes.len(), 4 + usize::from(recovery_point_seconds.is_some()));
            assert_eq!(recovery::of_all(&scenario), Some(tier));
        }
        let cost = "/options/active-passive/standby_cost_fraction";
        assert_eq!(scenario.notes.get(cost).unwrap().status, NoteStatus::Default);
        put_in(&mut scenario, cost);
        assert!(scenario.notes.get(cost).is_none_or(|note| note.status == NoteStatus::Assumed));
        scenario.failover.manual_recovery_minutes = 90.0;
        assert_eq!(recovery::of_all(&scenario), None, "one of the five is another");
    }

    /// Whoever put in $10M a month read that the revenue was an untouched default.
    #[test]
    fn a_number_put_in_that_is_the_default_is_no_default() {
        let mut scenario = presets::worked_example();
        let (revenue, at) = inputs::find(&scenario, "/revenue/monthly").unwrap();
        let untouched = |s: &Scenario| revenue.is_untouched(revenue.get(s, at), s.notes.get("/revenue/monthly"));
        assert!(untouched(&scenario));
        put_in(&mut scenario, "/revenue/monthly");
        assert!(!untouched(&scenario));
        scenario.revenue.monthly = 5e6;
        put_in(&mut scenario, "/cost/nothing");
        assert_eq!(scenario.notes.len(), 1);
    }

    #[test]
    fn outages_keep_their_digits() {
        let mut scenario = presets::worked_example();
        set_outages(&mut scenario, "us-west", 1e-19, 2.0);
        let region = scenario.regions.iter().find(|region| region.id == "us-west").unwrap();
        assert_eq!((region.unavailability(), region.mttr_hours), (1e-19, 2.0));
    }

    #[test]
    fn users_move_at_the_usual_speed() {
        let mut scenario = presets::worked_example();
        set_routing(&mut scenario, true);
        assert_eq!(scenario.failover.routing, Routing::Anycast { convergence_seconds: 5.0 });
        set_routing(&mut scenario, false);
        assert_eq!(scenario.failover.routing, Routing::Dns { ttl_seconds: 60.0 });
    }
}
