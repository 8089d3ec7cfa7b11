//! Reads the options: what serves, how it writes, what stands in front of it.

use super::items::numbers;
use super::reader::{Context, Object};
use crate::scenario::choices::{OptionKind, WriteKind};
use crate::scenario::limits::MAX_OPTION_REGIONS;
use crate::scenario::model::*;

/// An option, at the end of those of the scenario. Numbers are read where their item stands in it.
pub(super) fn option(mut o: Object, scenario: &mut Scenario, cx: &mut Context) {
    let id = o.id(cx);
    let name = o.text("name", cx).unwrap_or_else(|| id.clone());
    let Some(kind) = o.choice("kind", cx) else { return };
    let at = scenario.options.len();
    let mut parts = Vec::new();
    let kind = match kind {
        OptionKind::SingleRegion => Kind::single(o.reference("region", cx)),
        OptionKind::ActivePassive => Kind::pair(o.reference("primary", cx), o.reference("standby", cx)),
        OptionKind::Geode => {
            o.needs("regions", format!("1 to {MAX_OPTION_REGIONS} regions"), cx);
            let regions = o.texts("regions", MAX_OPTION_REGIONS, cx);
            let mut object = o.child("writes", cx);
            let writes = writes(&mut object, cx);
            parts.push(((at, 0), object));
            let mut specialised = Vec::new();
            for (i, mut object) in
                o.list("specialised", "{specialised}", MAX_OPTION_REGIONS, cx).into_iter().enumerate()
            {
                specialised.push(special(&mut object, cx));
                parts.push(((at, i), object));
            }
            Kind::Geode { regions, writes, specialised }
        }
    };
    let edge = o.optional("edge", cx);
    let option = PlanOption { id, name, edge: edge.is_some().then(Edge::default), ..PlanOption::new(kind) };
    parts.extend(edge.map(|object| ((at, 0), object)));
    scenario.options.push(option);
    numbers(scenario, (at, 0), &mut o, cx);
    for (at, mut object) in parts {
        numbers(scenario, at, &mut object, cx);
        object.done(cx);
    }
    o.done(cx);
}

fn writes(o: &mut Object, cx: &mut Context) -> Writes {
    let mode = match o.choice("mode", cx).unwrap_or(WriteKind::Eventual) {
        WriteKind::Eventual => WriteMode::Eventual,
        WriteKind::Quorum => WriteMode::Quorum,
        WriteKind::HomeRegion => WriteMode::HomeRegion,
        WriteKind::SingleWriter => WriteMode::single_writer(o.reference("writer", cx)),
    };
    Writes {
        mode,
        voters: o.take("voters").is_some().then(|| o.texts("voters", MAX_OPTION_REGIONS, cx)),
        conflicts: o.choice("conflicts", cx).unwrap_or(Conflicts::Unspecified),
        ..Writes::default()
    }
}

fn special(o: &mut Object, cx: &mut Context) -> Specialised {
    let id = o.optional_id(cx);
    Specialised {
        name: o.text("name", cx).unwrap_or_else(|| id.clone()),
        id,
        region: o.reference("region", cx),
        ..Specialised::default()
    }
}
