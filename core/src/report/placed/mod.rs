//! A placement in names and words: the best set of each size, what it is worth, and how sure it is.

pub mod file;
mod worth;

pub use worth::{Set, sets, stops_paying, unpriced};

use super::targets::{enumerated, few};
use super::written::unbroken;
use crate::catalogue::{Catalogue, Provider};
use crate::chart::{Axis, Body, ChartSpec, Hue, Marker, Series, Stroke};
use crate::planning::placement::{Ask, Fault, Named, Objective, OnFront, Placed, Placement, Why};
use crate::quantity::format::{Digits, Format, milliseconds, percent, with_unit};
use crate::scenario::Scenario;
use crate::text::capital;

/// A region's name: the scenario's, the catalogue's, or its id.
pub fn region_name(scenario: &Scenario, catalogue: Option<&Catalogue>, id: &str) -> String {
    let entry = || catalogue.and_then(|catalogue| catalogue.region(id)).map(|entry| entry.name.clone());
    scenario.region(id).map(|region| region.name.clone()).or_else(entry).unwrap_or_else(|| id.to_owned())
}

/// Sets that were found, with whether that is proven.
pub type Sets<'a> = Vec<(&'a Placed, bool)>;

/// What was found for what was asked.
pub fn best(found: &Placement) -> Sets<'_> {
    found.best.iter().map(|best| (best, found.gap.proven)).collect()
}

/// The best mean of 1, 2, … regions.
pub fn by_count(found: &Placement) -> Sets<'_> {
    found.by_count.iter().map(|counted| (&counted.placed, counted.proven)).collect()
}

/// What the list of those is called: it is by the mean alone, whatever else was asked for.
pub fn by_count_name(ask: &Ask) -> &'static str {
    let is_limited = [ask.max_mean_ms, ask.max_p95_ms, ask.max_cost].iter().any(Option::is_some);
    match (is_limited, ask.objective) {
        (true, _) => "The least mean round trip by number, without the limits",
        (false, Objective::Mean) => "The best regions by number",
        (false, Objective::P95 | Objective::Cost | Objective::Carbon) => "The least mean round trip by number",
    }
}

/// Why fewer regions are asked for than somebody wants; none where there are enough.
pub fn fewer(wanted: usize, candidates: usize) -> Option<String> {
    match candidates {
        0 => None,
        1 if wanted > 1 => Some("There is only one candidate, so only that is asked for.".into()),
        few if few < wanted => Some(format!("There are only {few} candidates, so {few} regions are asked for.")),
        _ => None,
    }
}

/// Ids of the regions of a set.
pub fn ids(named: &Named, placed: &Placed) -> Vec<String> {
    placed.regions.iter().map(|region| named.region(*region).to_owned()).collect()
}

/// What was found for what was asked, in sentences.
pub fn sentences(
    scenario: &Scenario,
    catalogue: Option<&Catalogue>,
    named: &Named,
    found: &Placement,
    objective: Objective,
) -> Vec<String> {
    let names = |placed: &Placed| {
        let names: Vec<String> = ids(named, placed).iter().map(|id| region_name(scenario, catalogue, id)).collect();
        enumerated(&names)
    };
    let Some(best) = &found.best else {
        return vec!["No set of so many regions is within what was asked.".into()];
    };
    let mut all = Vec::new();
    let value = measured(best, objective);
    let proof = match (found.gap.proven, found.gap.lower_bound, found.gap.gap) {
        (true, ..) => "proven: no set is better".to_owned(),
        (false, Some(bound), Some(gap)) => format!(
            "not proven: none is better than {}, at most {} below",
            unit(bound, objective),
            percent(gap, Digits::Few)
        ),
        (false, ..) => "not proven".to_owned(),
    };
    let value = value.map_or_else(|| "unknown".into(), |value| unit(value, objective));
    all.push(format!("{}: {} {value}, {proof}.", names(best), measure(objective)));
    if objective == Objective::Mean
        && let (Some(greedy), Some(mean)) = (found.greedy.mean_latency_ms, best.mean_latency_ms)
    {
        all.push(match found.greedy.regions == best.regions {
            true => "Picked one by one they would be the same.".into(),
            false => format!(
                "Picked one by one they would be {}: {} more.",
                names(&found.greedy),
                milliseconds(greedy - mean, Digits::Few)
            ),
        });
    }
    if !best.unserved_groups.is_empty() {
        let groups = best.unserved_groups.iter().map(|group| named.group(*group).to_owned()).collect();
        all.push(format!("No region of it may serve {}.", enumerated(&few(groups))));
    }
    all.iter().map(|sentence| unbroken(sentence)).collect()
}

fn measured(placed: &Placed, objective: Objective) -> Option<f64> {
    match objective {
        Objective::Mean => placed.mean_latency_ms,
        Objective::P95 => placed.p95_latency_ms,
        Objective::Cost => placed.additive_cost,
        Objective::Carbon => placed.carbon_g_per_kwh,
    }
}

fn measure(objective: Objective) -> &'static str {
    match objective {
        Objective::Mean => "mean round trip",
        Objective::P95 => "95th percentile of the round trip",
        Objective::Cost => "sum of price indices",
        Objective::Carbon => "mean carbon intensity",
    }
}

/// A value of an objective with its unit.
pub fn unit(value: f64, objective: Objective) -> String {
    match objective {
        Objective::Mean | Objective::P95 => milliseconds(value, Digits::Few),
        Objective::Cost => with_unit(value, Digits::Few, ""),
        Objective::Carbon => with_unit(value, Digits::Few, " g/kWh"),
    }
}

/// What does not compare in what was found, each in a sentence: prices of several providers, carbon by several methods.
pub fn notes(found: &Placement, objective: Objective, named: &Named) -> Vec<String> {
    let mut all = Vec::new();
    let regions = found.best.iter().flat_map(|best| best.regions.iter().copied());
    if let Some(two) = named.candidates.providers(regions) {
        all.push(format!("The sum of price indices is unknown: {}.", one_provider(two)));
    }
    let methods = named.methods(&found.excluded);
    if objective == Objective::Carbon && methods.len() > 1 {
        let methods = methods.join("; ");
        all.push(format!(
            "Carbon intensities of different methods are ranked together, though they hardly compare: {methods}."
        ));
    }
    all
}

/// Why prices do not compare.
pub fn one_provider([a, b]: [Provider; 2]) -> String {
    format!("price indices compare regions of one provider at a time, and these are of {} and {}", a.name(), b.name())
}

/// Why a region is no candidate.
pub fn reason(why: Why, named: &Named) -> String {
    match why {
        Why::Never => "not wanted".into(),
        Why::ServesNobody => "no group of users permits its jurisdiction".into(),
        Why::LatencyUnknown(group) => format!("the round trip of {} is unknown", named.group(group)),
        Why::PriceUnknown => "its price is unknown".into(),
        Why::CarbonUnknown => "the carbon intensity of its grid is unknown".into(),
    }
}

/// Why nothing can be asked, in a sentence.
pub fn refused(fault: Fault, scenario: &Scenario, catalogue: Option<&Catalogue>, named: &Named) -> String {
    match fault {
        Fault::Regions(most) => format!("There are only {most} candidates."),
        Fault::Must => "More regions must be among them than there are to be.".into(),
        Fault::Excluded(region, why) => {
            format!(
                "{} cannot be among them: {}.",
                region_name(scenario, catalogue, named.region(region)),
                reason(why, named)
            )
        }
        Fault::Nobody(None) => "There is no region to choose from.".into(),
        Fault::Nobody(Some((region, why))) => {
            let name = region_name(scenario, catalogue, named.region(region));
            format!("No region can be chosen. {name}: {}.", reason(why, named))
        }
        Fault::Providers(two) => format!("{}. Leave one out.", capital(&one_provider(two))),
        Fault::Candidates => "Round trips or prices of the candidates are unknown.".into(),
    }
}

/// Sets of the front that no other beats in both cost and mean, the cheapest first.
pub fn unbeaten(found: &Placement) -> Sets<'_> {
    let both = |placed: &Placed| Some((placed.additive_cost?, placed.mean_latency_ms?));
    let is_beaten = |cost: f64, ms: f64| {
        let beats = |(c, m): (f64, f64)| c <= cost && m <= ms && (c < cost || m < ms);
        found.front.iter().filter_map(|one| both(&one.placed)).any(beats)
    };
    let of = |one: &'_ OnFront| both(&one.placed).filter(|(cost, ms)| !is_beaten(*cost, *ms));
    let mut best: Vec<_> = found.front.iter().filter_map(|one| Some((of(one)?, (&one.placed, one.proven)))).collect();
    // Where a set was found twice, a proof goes before none.
    crate::sorted::by(&mut best, |(a, (_, is_proven)), (b, (_, other))| {
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(other.cmp(is_proven))
    });
    best.dedup_by(|(_, (a, _)), (_, (b, _))| a.regions == b.regions);
    best.into_iter().map(|(_, set)| set).collect()
}

/// Cost against mean latency of the sets that are [`unbeaten`]; those that are not proven are hollow. None where the front
/// was not asked for.
pub fn front(found: &Placement) -> Option<ChartSpec> {
    let point =
        |(placed, is_proven): (&Placed, bool)| Some((placed.additive_cost?, placed.mean_latency_ms?, is_proven));
    let best: Vec<(f64, f64, bool)> = unbeaten(found).into_iter().filter_map(point).collect();
    let (first, last) = (best.first()?, best.last()?);
    let title = format!(
        "From {} at {} times the price of the reference region to {} at {} times.",
        milliseconds(first.1, Digits::Few),
        with_unit(first.0, Digits::Few, ""),
        milliseconds(last.1, Digits::Few),
        with_unit(last.0, Digits::Few, "")
    );
    let of = |label: &str, is_proven: bool, marker: Marker, hue: Hue| Series {
        label: label.into(),
        hue,
        marker,
        points: best.iter().filter(|point| point.2 == is_proven).map(|(cost, ms, _)| (*cost, *ms)).collect(),
        stroke: Stroke::Markers,
        spans: Vec::new(),
    };
    let all =
        [of("proven", true, Marker::Circle, Hue::Option(0)), of("not proven", false, Marker::Ring, Hue::Option(1))];
    Some(ChartSpec {
        title: unbroken(&title),
        x: Axis::new("Sum of price indices", "", Format::Plain),
        y: Axis::new("Mean round trip", "", Format::Millis),
        body: Body::Lines {
            series: all.into_iter().filter(|series| !series.points.is_empty()).collect(),
            marks: Vec::new(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Under a limit that no set keeps stood "No set is within what was asked", and below it three sets, "proven": the list
    /// by number knows no limits, which nothing said. Of one candidate one region came where eight were asked for.
    #[test]
    fn the_list_by_number_says_what_it_is_by() {
        let ask = Ask::mean(3);
        assert_eq!(by_count_name(&ask), "The best regions by number");
        for limited in [
            Ask { max_mean_ms: Some(5.0), ..ask.clone() },
            Ask { max_p95_ms: Some(5.0), objective: Objective::Cost, ..ask.clone() },
            Ask { max_cost: Some(2.0), ..ask.clone() },
        ] {
            assert_eq!(by_count_name(&limited), "The least mean round trip by number, without the limits");
        }
        let carbon = Ask { objective: Objective::Carbon, ..ask };
        assert_eq!(by_count_name(&carbon), "The least mean round trip by number");
        assert_eq!(fewer(8, 1).unwrap(), "There is only one candidate, so only that is asked for.");
        assert_eq!(fewer(8, 3).unwrap(), "There are only 3 candidates, so 3 regions are asked for.");
        assert_eq!([fewer(1, 1), fewer(3, 3), fewer(3, 0)], [None, None, None]);
    }

    fn point(cost: f64, ms: f64, regions: &[usize], proven: bool) -> OnFront {
        let placed = Placed {
            regions: regions.to_vec(),
            mean_latency_ms: Some(ms),
            additive_cost: Some(cost),
            ..Placed::default()
        };
        OnFront { n: regions.len(), max_mean_ms: ms, placed, proven }
    }

    /// By hand: 2 at 70 ms is beaten by 1.5 at 60 ms, and 3 at 60 ms by the same; the pair found twice stands once, with its
    /// proof.
    #[test]
    fn the_front_has_what_nothing_beats_once() {
        let found = Placement {
            best: None,
            gap: crate::planning::placement::Gap { lower_bound: None, gap: None, proven: false },
            greedy: Placed::default(),
            by_count: Vec::new(),
            front: vec![
                point(2.5, 40.0, &[0, 2], false),
                point(2.0, 70.0, &[3], true),
                point(2.5, 40.0, &[0, 2], true),
                point(1.0, 90.0, &[1], false),
                point(1.5, 60.0, &[4], true),
                point(3.0, 60.0, &[1, 2], true),
            ],
            excluded: Vec::new(),
            prices: Vec::new(),
        };
        let of: Vec<(&[usize], bool)> =
            unbeaten(&found).iter().map(|(placed, is)| (&placed.regions[..], *is)).collect();
        assert_eq!(of, [(&[1][..], false), (&[4], true), (&[0, 2], true)]);
        let spec = front(&found).unwrap();
        let Body::Lines { series, .. } = spec.body else { panic!("no lines") };
        let drawn: Vec<(Marker, usize)> = series.iter().map(|one| (one.marker, one.points.len())).collect();
        assert_eq!(drawn, [(Marker::Circle, 2), (Marker::Ring, 1)], "what is not proven is hollow");
    }

    /// Two hundred and fifty groups that no region may serve stood in one sentence.
    #[test]
    fn many_unserved_groups_are_told_by_the_first() {
        let named = Named { groups: (0..250).map(|n| format!("g{n}")).collect(), ..Named::default() };
        let said = |unserved: usize| {
            let best = Some(Placed { unserved_groups: (0..unserved).collect(), ..Placed::default() });
            let gap = crate::planning::placement::Gap { lower_bound: None, gap: None, proven: true };
            let greedy = Placed::default();
            let found = Placement {
                best,
                gap,
                greedy,
                by_count: Vec::new(),
                front: Vec::new(),
                excluded: Vec::new(),
                prices: Vec::new(),
            };
            sentences(&crate::scenario::presets::worked_example(), None, &named, &found, Objective::Cost).pop().unwrap()
        };
        assert_eq!(said(250), "No region of it may serve g0, g1, g2 and 247 others.");
        assert_eq!(said(4), "No region of it may serve g0, g1, g2 and g3.");
    }
}
