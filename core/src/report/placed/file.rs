//! A placement as a file, as the command prints it (docs/interface.md).

use super::ids;
use crate::planning::placement::{Named, Objective, OnFront, Placed, Placement, Why};
use crate::scenario::choices::Choice as _;
use serde_json::{Value, json};

/// What was found for what was asked, with the ids of regions and groups; with its front where that is asked for.
pub fn file(found: &Placement, objective: Objective, named: &Named, with_front: bool) -> Value {
    let mut answer = told(found, objective, named);
    if let (true, Some(answer)) = (with_front, answer.as_object_mut()) {
        answer.insert("front".into(), front(found, named));
    }
    answer
}

/// Why a region is no candidate, in the words of the command.
pub fn reason(why: Why, named: &Named) -> String {
    match why {
        Why::Never => "excluded by --never".into(),
        why => super::reason(why, named),
    }
}

fn told(found: &Placement, objective: Objective, named: &Named) -> Value {
    let best = found.best.as_ref();
    let by_count = found.by_count.iter().map(|counted| {
        let placed = &counted.placed;
        json!({
            "n": counted.n,
            "regions": ids(named, placed),
            "mean_latency_ms": placed.mean_latency_ms,
            "proven": counted.proven,
        })
    });
    let excluded = found
        .excluded
        .iter()
        .map(|(region, why)| json!({ "region": named.region(*region), "why": reason(*why, named) }));
    let unserved = |placed: &Placed| -> Vec<String> {
        placed.unserved_groups.iter().map(|group| named.group(*group).to_owned()).collect()
    };
    json!({
        "objective": objective.word(),
        "regions": best.map(|best| ids(named, best)),
        "mean_latency_ms": best.and_then(|best| best.mean_latency_ms),
        "p95_latency_ms": best.and_then(|best| best.p95_latency_ms),
        "additive_cost": best.and_then(|best| best.additive_cost),
        "carbon_g_per_kwh": best.and_then(|best| best.carbon_g_per_kwh),
        "lower_bound": found.gap.lower_bound,
        "gap": found.gap.gap,
        "proven": found.gap.proven,
        "greedy": { "regions": ids(named, &found.greedy), "mean_latency_ms": found.greedy.mean_latency_ms },
        "by_count": by_count.collect::<Vec<_>>(),
        "unserved_groups": best.map(unserved),
        "excluded": excluded.collect::<Vec<_>>(),
    })
}

fn front(found: &Placement, named: &Named) -> Value {
    let point = |point: &OnFront| {
        json!({
            "n": point.n,
            "max_mean_ms": point.max_mean_ms,
            "regions": ids(named, &point.placed),
            "mean_latency_ms": point.placed.mean_latency_ms,
            "additive_cost": point.placed.additive_cost,
            "proven": point.proven,
        })
    };
    found.front.iter().map(point).collect()
}
