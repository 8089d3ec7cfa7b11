//! Choices that set several numbers, or put one in the place of another: how ready a standby is, how often and how long
//! a region fails, how users move, what is built.

use super::names::keeping_names;
use super::settle::{has_room, mark, settle};
use crate::scenario::inputs;
use crate::scenario::limits::MAX_NOTES;
use crate::scenario::model::{Kind, Note, NoteStatus, Routing, Scenario, Sizing};
use crate::scenario::recovery::Tier;
use crate::scenario::units::complement;
use crate::text::lower;

/// Makes every standby this ready: failover time, its chance and its cost. They are marked as assumed. Says whether there
/// was room for the marks; else nothing has changed.
pub fn set_tier(scenario: &mut Scenario, tier: &Tier) -> bool {
    let pairs = scenario.options.iter().filter(|option| matches!(option.kind, Kind::ActivePassive { .. }));
    let of_pairs = pairs.map(|option| format!("/options/{}/standby_cost_fraction", option.id));
    let of_failover = ["active_passive_minutes", "coverage"].map(|field| format!("/failover/{field}"));
    let assumed: Vec<String> = of_failover.into_iter().chain(of_pairs).collect();
    let new = assumed.iter().filter(|pointer| !scenario.notes.contains_key(*pointer)).count();
    if !has_room(scenario, new) {
        return false;
    }
    keeping_names(scenario, |scenario| {
        scenario.failover.active_passive_minutes = tier.failover_minutes;
        scenario.failover.coverage = tier.coverage;
        for option in &mut scenario.options {
            if let Kind::ActivePassive { standby_cost_fraction, .. } = &mut option.kind {
                *standby_cost_fraction = tier.standby_cost_fraction;
            }
        }
    });
    let source = format!("assumed for {}", lower(tier.name));
    assumed.into_iter().all(|pointer| mark(scenario, pointer, &source))
}

/// Gives a region the unavailability and the mean time to repair of its outages.
pub fn set_outages(scenario: &mut Scenario, id: &str, unavailability: f64, mttr_hours: f64) {
    for region in scenario.regions.iter_mut().filter(|region| region.id == id) {
        region.availability = complement(unavailability);
        region.unavailability = (complement(region.availability) != unavailability).then_some(unavailability);
        region.mttr_hours = mttr_hours;
    }
    for field in ["availability", "mttr_hours"] {
        put_in(scenario, &format!("/regions/{id}/{field}"));
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

/// Moves users by DNS or by anycast, at the usual speed of it.
pub fn set_routing(scenario: &mut Scenario, by_anycast: bool) {
    scenario.failover.routing = match by_anycast {
        true => Routing::Anycast { convergence_seconds: usual("/failover/routing/convergence_seconds") },
        false => Routing::Dns { ttl_seconds: usual("/failover/routing/ttl_seconds") },
    };
    settle(scenario);
}

/// Builds regions that carry everything, or what the loss of the usual number of regions leaves them to carry.
pub fn set_sizing(scenario: &mut Scenario, survives: bool) {
    scenario.capacity.sizing = match survives {
        true => Sizing::Survive { losses: usual("/capacity/sizing/losses") as u32 },
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
    use crate::scenario::recovery::TIERS;

    #[test]
    fn a_tier_is_three_numbers_that_are_marked_until_somebody_puts_one_in() {
        let mut scenario = presets::worked_example();
        set_tier(&mut scenario, &TIERS[0]);
        assert_eq!(scenario.failover.coverage, TIERS[0].coverage);
        assert_eq!(scenario.notes.len(), 3);
        let cost = "/options/active-passive/standby_cost_fraction";
        assert_eq!(scenario.notes.get(cost).unwrap().status, NoteStatus::Default);
        put_in(&mut scenario, cost);
        assert_eq!(scenario.notes.get(cost), None);
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
