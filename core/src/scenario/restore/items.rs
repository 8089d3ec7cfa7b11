//! Reads the items of lists. Each stands in the scenario before its numbers are read, so the list of inputs knows their
//! places: a number that is added needs no line here.

use super::reader::{self, A_PLACE, Context, Object, shown};
use crate::quantity::complement;
use crate::scenario::inputs::{self, At};
use crate::scenario::limits::{FAILURE_DOMAIN, MAX_WORDS};
use crate::scenario::model::*;
use serde_json::Value;

/// Puts an item at the end of a list of the scenario, and reads its numbers into it.
pub(super) fn item<T>(
    scenario: &mut Scenario,
    list: fn(&mut Scenario) -> &mut Vec<T>,
    item: T,
    mut o: Object,
    cx: &mut Context,
) {
    let items = list(scenario);
    let at = items.len();
    items.push(item);
    numbers(scenario, (at, 0), &mut o, cx);
    o.done(cx);
}

/// The numbers of a section or of a list item: each that the list of inputs has, the scenario a place for, and nobody has
/// read yet.
pub(super) fn numbers(scenario: &mut Scenario, at: At, section: &mut Object, cx: &mut Context) {
    let pattern = section.pattern.clone();
    for (input, field) in inputs::fields_of(&pattern) {
        if !section.is_read(field) && input.exists(scenario, at) {
            let value = if input.required { Some(section.number(field, cx)) } else { section.maybe(field, cx) };
            // Where there must be a number, what stands in a new item stays after a fault.
            input.set(scenario, at, value);
        }
    }
}

pub(super) fn user_group(mut o: Object, scenario: &mut Scenario, cx: &mut Context) {
    let id = o.id(cx);
    let group = UserGroup {
        name: o.text("name", cx).unwrap_or_else(|| id.clone()),
        id,
        permitted_jurisdictions: o.texts("permitted_jurisdictions", MAX_WORDS, cx),
        home_region: o.text("home_region", cx),
        location: location(&mut o, cx),
        ..UserGroup::default()
    };
    item(scenario, |s| &mut s.user_groups, group, o, cx);
}

pub(super) fn region(mut o: Object, scenario: &mut Scenario, cx: &mut Context) {
    let id = o.id(cx);
    // Of numbers that stand for each other, or for what the catalogue has.
    let replaced = o.take("unavailability").is_some();
    let unavailability = o.maybe("unavailability", cx);
    let availability = match replaced {
        // It replaces the availability, but a wrong one of either is still named.
        true => {
            o.maybe("availability", cx);
            unavailability.map_or(0.0, complement)
        }
        false => o.number("availability", cx),
    };
    let region = Region {
        name: o.text("name", cx).unwrap_or_else(|| id.clone()),
        id,
        availability,
        unavailability,
        price_index: if o.take("price_index").is_some() { o.maybe("price_index", cx) } else { None },
        jurisdiction: o.text("jurisdiction", cx),
        failure_domain: o.text("failure_domain", cx).unwrap_or_else(|| FAILURE_DOMAIN.into()),
        catalogue_id: o.text("catalogue_id", cx),
        location: location(&mut o, cx),
        ..Region::default()
    };
    item(scenario, |s| &mut s.regions, region, o, cx);
}

fn location(o: &mut Object, cx: &mut Context) -> Option<Location> {
    match o.take("location")? {
        Value::String(code) => reader::country(code, || o.at("location"), cx).then(|| Location::Country(code.clone())),
        Value::Object(_) => {
            let mut point = o.child("location", cx);
            let location = Location::Point { lat: point.number("lat", cx), lon: point.number("lon", cx) };
            point.done(cx);
            Some(location)
        }
        other => {
            cx.fault(&o.at("location"), format!("is {}", shown(other)), A_PLACE);
            None
        }
    }
}

pub(super) fn dependency(mut o: Object, scenario: &mut Scenario, cx: &mut Context) {
    let id = o.optional_id(cx);
    let dependency = Dependency {
        name: o.text("name", cx).unwrap_or_else(|| id.clone()),
        id,
        applies_to: o.choice("applies_to", cx).unwrap_or(AppliesTo::All),
        ..Dependency::default()
    };
    item(scenario, |s| &mut s.common_mode.dependencies, dependency, o, cx);
}

pub(super) fn phase(mut o: Object, scenario: &mut Scenario, cx: &mut Context) {
    let phase = Phase { option: o.reference("option", cx), ..Phase::default() };
    item(scenario, |s| &mut s.rollout, phase, o, cx);
}
