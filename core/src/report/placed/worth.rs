//! Sets of regions that were found, each as an option beside the baseline: what it costs and returns, and from which number
//! on a further region does not pay.

use super::{Sets, ids, region_name};
use crate::catalogue::Catalogue;
use crate::engine::{Depth, Figures, OptionFigures, Scratch, evaluate};
use crate::planning::placement::Named;
use crate::quantity::format::{Digits, milliseconds};
use crate::report::targets::{enumerated, few};
use crate::scenario::limits::MAX_OPTIONS;
use crate::scenario::problem::Problem;
use crate::scenario::{Scenario, edit, restore};

/// A set of regions as the page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// Ids of its regions.
    pub ids: Vec<String>,
    /// Their names.
    pub names: Vec<String>,
    /// Mean round trip, ms.
    pub mean_latency_ms: Option<f64>,
    /// Its 95th percentile, ms.
    pub p95_latency_ms: Option<f64>,
    /// Sum of price indices.
    pub additive_cost: Option<f64>,
    /// Mean carbon intensity, g/kWh.
    pub carbon_g_per_kwh: Option<f64>,
    /// By how much the mean is below that of one region less, ms.
    pub gain_ms: Option<f64>,
    /// Downtime of an active-active option of these regions, seconds a year.
    pub downtime_seconds_per_year: Option<f64>,
    /// What that costs a month.
    pub monthly_cost: Option<f64>,
    /// What it returns a month beyond its extra cost, against the scenario's baseline.
    pub net_monthly_benefit: Option<f64>,
    /// Whether no set of so many is better.
    pub is_proven: bool,
}

/// Sets of regions, each as an option of the scenario.
pub fn sets(scenario: &Scenario, catalogue: Option<&Catalogue>, named: &Named, found: &Sets) -> Vec<Set> {
    let ids: Vec<Vec<String>> = found.iter().map(|(placed, _)| ids(named, placed)).collect();
    let worth = ids.chunks(MAX_OPTIONS - 1).flat_map(|ids| worth(scenario, catalogue, ids));
    let mut before: Option<f64> = None;
    let mut sets = Vec::new();
    for (((placed, is_proven), ids), worth) in found.iter().zip(&ids).zip(worth) {
        let mean_latency_ms = placed.mean_latency_ms;
        let rigorous = worth.map(|figures| figures.rigorous);
        let value = rigorous.as_ref().map(|rigorous| &rigorous.value);
        sets.push(Set {
            names: ids.iter().map(|id| region_name(scenario, catalogue, id)).collect(),
            ids: ids.clone(),
            mean_latency_ms,
            p95_latency_ms: placed.p95_latency_ms,
            additive_cost: placed.additive_cost,
            carbon_g_per_kwh: placed.carbon_g_per_kwh,
            gain_ms: before.zip(mean_latency_ms).map(|(before, now)| before - now),
            downtime_seconds_per_year: rigorous.as_ref().map(|rigorous| rigorous.downtime_seconds_per_year),
            monthly_cost: rigorous.as_ref().map(|rigorous| rigorous.monthly_cost.total),
            net_monthly_benefit: value.map(|value| value.net_monthly_benefit),
            is_proven: *is_proven,
        });
        before = mean_latency_ms;
    }
    sets
}

/// Figures of options of these regions beside the scenario's baseline; none where they cannot be made.
fn worth(scenario: &Scenario, catalogue: Option<&Catalogue>, sets: &[Vec<String>]) -> Vec<Option<OptionFigures>> {
    let mut trial = scenario.clone();
    trial.options.retain(|option| option.id == scenario.baseline);
    let options: Vec<Option<String>> = sets.iter().map(|ids| edit::use_placed(&mut trial, ids, catalogue)).collect();
    // One with a region that no option may use says nothing of the others.
    let usable = edit::usable(&trial);
    trial.options.retain(|option| edit::regions_of(&option.kind).iter().all(|id| usable.iter().any(|one| one == id)));
    let Ok(restored) = restore::validate(trial) else { return vec![None; sets.len()] };
    let mut figures = Figures::default();
    evaluate(&Problem::compile(&restored.scenario), &mut Scratch::default(), &mut figures, Depth::Headline);
    let place = |id: &String| restored.scenario.options.iter().position(|option| option.id == *id);
    let of = |id: &Option<String>| figures.options.get(place(id.as_ref()?)?).cloned();
    options.iter().map(of).collect()
}

/// Why nothing is known of what some sets cost, in a sentence: regions of them whose price nobody knows.
pub fn unpriced<'a>(scenario: &Scenario, sets: impl Iterator<Item = &'a Set>) -> Option<String> {
    let (usable, reachable) = (edit::usable(scenario), edit::reachable(scenario));
    let mut names: Vec<String> = Vec::new();
    for id in sets.flat_map(|set| &set.ids).filter(|id| reachable.contains(*id) && !usable.contains(*id)) {
        let name = region_name(scenario, None, id);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let of = enumerated(&few(names));
    (!of.is_empty()).then(|| {
        format!("Downtime, cost and return of a set with {of} are unknown until a price index is typed there.")
    })
}

/// Up to which number a further region pays, in a sentence; none where nothing is known of it.
pub fn stops_paying(sets: &[Set]) -> Option<String> {
    let worth: Vec<f64> = sets.iter().map(|set| set.net_monthly_benefit).collect::<Option<_>>()?;
    let best = worth.iter().enumerate().fold(None, |best: Option<(usize, f64)>, (i, worth)| match best {
        Some((_, most)) if most >= *worth => best,
        _ => Some((i, *worth)),
    })?;
    let count = sets.get(best.0).map(|set| set.ids.len())?;
    let next = sets.get(best.0 + 1);
    Some(match (best.1 > 0.0, next) {
        (true, Some(next)) => format!(
            "{} pays best; one more gains {} and costs more than it returns.",
            edit::counted(count),
            milliseconds(next.gain_ms?, Digits::Few)
        ),
        (true, None) => format!("{} pays best of these.", edit::counted(count)),
        (false, _) => "None of these returns more than it costs beyond the baseline.".into(),
    })
}
