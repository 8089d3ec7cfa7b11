//! Reads the options: what serves, how it writes, what stands in front of it.

use super::reader::{Context, Object};
use crate::scenario::choices::{OptionKind, WriteKind};
use crate::scenario::limits::MAX_OPTION_REGIONS;
use crate::scenario::model::*;

pub(super) fn option(mut o: Object, cx: &mut Context) -> Option<PlanOption> {
    let id = o.id(cx);
    let name = o.text("name", cx).unwrap_or_else(|| id.clone());
    let kind = match o.choice("kind", cx)? {
        OptionKind::SingleRegion => Kind::SingleRegion {
            region: o.reference("region", cx),
            backup_interval_hours: o.maybe("backup_interval_hours", cx),
        },
        OptionKind::ActivePassive => Kind::ActivePassive {
            primary: o.reference("primary", cx),
            standby: o.reference("standby", cx),
            standby_cost_fraction: o.number("standby_cost_fraction", cx),
            recovery_point_seconds: o.maybe("recovery_point_seconds", cx),
        },
        OptionKind::Geode => {
            o.needs("regions", format!("1 to {MAX_OPTION_REGIONS} regions"), cx);
            let special = |list: Vec<Object>, cx: &mut Context| list.into_iter().map(|o| specialised(o, cx)).collect();
            Kind::Geode {
                regions: o.texts("regions", MAX_OPTION_REGIONS, cx),
                writes: writes(o.child("writes", cx), cx),
                specialised: special(o.list("specialised", "{specialised}", MAX_OPTION_REGIONS, cx), cx),
            }
        }
    };
    let edge = o.optional("edge", cx).map(|o| edge(o, cx));
    o.done(cx);
    Some(PlanOption { id, name, kind, edge })
}

fn writes(mut o: Object, cx: &mut Context) -> Writes {
    let mode = match o.choice("mode", cx).unwrap_or(WriteKind::Eventual) {
        WriteKind::Eventual => WriteMode::Eventual,
        WriteKind::Quorum => WriteMode::Quorum,
        WriteKind::HomeRegion => WriteMode::HomeRegion,
        WriteKind::SingleWriter => WriteMode::SingleWriter {
            writer: o.reference("writer", cx),
            writer_failover_minutes: o.number("writer_failover_minutes", cx),
        },
    };
    let writes = Writes {
        mode,
        replicas: o.maybe("replicas", cx).map(|n| n as u32),
        voters: o.take("voters").is_some().then(|| o.texts("voters", MAX_OPTION_REGIONS, cx)),
        conflicts: o.choice("conflicts", cx).unwrap_or(Conflicts::Unspecified),
    };
    o.done(cx);
    writes
}

fn specialised(mut o: Object, cx: &mut Context) -> Specialised {
    let id = o.optional_id(cx);
    let specialised = Specialised {
        name: o.text("name", cx).unwrap_or_else(|| id.clone()),
        id,
        region: o.reference("region", cx),
        request_share: o.number("request_share", cx),
    };
    o.done(cx);
    specialised
}

fn edge(mut o: Object, cx: &mut Context) -> Edge {
    let edge = Edge {
        offload_share: o.number("offload_share", cx),
        latency_ms: o.number("latency_ms", cx),
        monthly_cost: o.number("monthly_cost", cx),
    };
    o.done(cx);
    edge
}
