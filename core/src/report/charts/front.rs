//! Cost against latency: what each option costs for how fast it is, and which of them no other one beats.

use super::Source;
use crate::chart::{Axis, Body, ChartSpec, Series, Stroke};
use crate::engine::constants::ROUNDING;
use crate::engine::figures;
use crate::quantity::format::{self, Digits, Format, money_compact};
use crate::report::verdict::Method;

/// An option that serves all users.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    option: usize,
    mean_ms: f64,
    monthly_cost: f64,
}

/// Monthly cost against mean latency of every option that serves all users, and the line of those that no other is both
/// as fast as and as cheap as (the Pareto front).
pub(super) fn cost_against_latency(source: &Source) -> Option<ChartSpec> {
    let places = places(source)?;
    let front = front(&places);
    let slowest = places.iter().map(|place| place.mean_ms).fold(0.0, f64::max);
    let point = |place: &Place| (place.mean_ms, place.monthly_cost);
    let of_option = |place: &Place| {
        let (name, hue) = (source.name(place.option), source.hue(place.option));
        let span = source.span(place.option, figures::MONTHLY_COST_TOTAL).map(|(low, high)| (place.mean_ms, low, high));
        let series = Series::new(name, place.option, vec![point(place)]).stroke(Stroke::Markers);
        Series { hue, marker: hue.marker(), ..series.spans(span.into_iter().collect()) }
    };
    // In a colour that no option has.
    let line =
        Series::new("No other is as fast for less", source.problem.options.len(), front.iter().map(point).collect());
    let line = (front.len() > 1).then(|| line.stroke(Stroke::Line));
    let series: Vec<Series> = line.into_iter().chain(places.iter().map(of_option)).collect();
    let samples = source.samples.map_or(0, |samples| samples.samples);
    Some(ChartSpec {
        title: takeaway(source, &places, &front)? + &source.spans_said("Upright strokes", samples, &series),
        x: Axis::new("Mean latency", "everything up", Format::Millis).between(0.0, slowest * 1.05),
        y: Axis::new("Cost", "per month", source.money()),
        body: Body::Lines { series, marks: Vec::new() },
    })
}

/// Where the options stand. A mean of those who are served says nothing where others are not.
fn places(source: &Source) -> Option<Vec<Place>> {
    let cost = figures::of_path(match source.method {
        Method::Textbook => figures::TEXTBOOK_MONTHLY_COST,
        Method::Rigorous => figures::MONTHLY_COST_TOTAL,
    })?;
    let place = |(option, (headline, evaluated)): (usize, (_, _))| {
        let headline: &super::variants::Headline = headline;
        let mean_ms = headline.mean_latency_ms.filter(|_| !headline.leaves_unserved)?;
        Some(Place { option, mean_ms, monthly_cost: cost.get(evaluated)? })
    };
    Some(source.headlines().iter().zip(&source.evaluation.options).enumerate().filter_map(place).collect())
}

/// Those that no other place is both as fast as and as cheap as, the cheapest first; of equal ones the first.
fn front(places: &[Place]) -> Vec<Place> {
    let mut sorted = places.to_vec();
    crate::sorted::by(&mut sorted, |a, b| {
        a.monthly_cost.total_cmp(&b.monthly_cost).then(a.mean_ms.total_cmp(&b.mean_ms))
    });
    let mut fastest = f64::INFINITY;
    sorted.retain(|place| {
        let is_faster = place.mean_ms < fastest * (1.0 - ROUNDING);
        fastest = fastest.min(place.mean_ms);
        is_faster
    });
    sorted
}

/// "From Single region to Active-active, 3 regions the mean falls from 105 ms to 54 ms, and the cost rises from $100k to
/// $350k a month; Active-passive is no faster than a cheaper option."
fn takeaway(source: &Source, places: &[Place], front: &[Place]) -> Option<String> {
    let name = |place: &Place| source.name(place.option);
    let ms = |place: &Place| format::milliseconds(place.mean_ms, Digits::Few);
    let cost = |place: &Place| money_compact(place.monthly_cost, source.currency());
    let (cheapest, fastest) = (front.first()?, front.last()?);
    let beaten: Vec<&str> = places.iter().filter(|place| !front.contains(place)).map(name).collect();
    let said = match cheapest == fastest {
        true if places.len() == 1 => {
            format!("{} costs {} a month for {} on average", name(fastest), cost(fastest), ms(fastest))
        }
        true => {
            return Some(format!(
                "No option is faster or cheaper than {}: {} for {} a month.",
                name(fastest),
                ms(fastest),
                cost(fastest)
            ));
        }
        false => format!(
            "From {} to {} the mean falls from {} to {}, and the cost rises from {} to {} a month",
            name(cheapest),
            name(fastest),
            ms(cheapest),
            ms(fastest),
            cost(cheapest),
            cost(fastest)
        ),
    };
    let beaten = match beaten.as_slice() {
        [] => String::new(),
        [one] => format!("; {one} is no faster than a cheaper option"),
        several => format!("; {} others are no faster than a cheaper option", several.len()),
    };
    Some(said + &beaten + ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What beats a place: as fast and as cheap, and not the same place further down.
    fn is_beaten(place: &Place, places: &[Place]) -> bool {
        places.iter().filter(|other| other.option != place.option).any(|other| {
            let is_as_good = other.mean_ms <= place.mean_ms && other.monthly_cost <= place.monthly_cost;
            let is_same = (other.mean_ms, other.monthly_cost) == (place.mean_ms, place.monthly_cost);
            is_as_good && (!is_same || other.option < place.option)
        })
    }

    /// Every set of up to four places on a grid of three by three.
    #[test]
    fn the_front_is_what_nothing_beats() {
        for count in 0..=4_u32 {
            for mut code in 0..9_usize.pow(count) {
                let place = |option| {
                    let (mean_ms, monthly_cost) = ((code % 3) as f64 * 10.0 + 1.0, (code / 3 % 3) as f64 * 100.0);
                    code /= 9;
                    Place { option, mean_ms, monthly_cost }
                };
                let places: Vec<Place> = (0..count as usize).map(place).collect();
                let mut found: Vec<usize> = front(&places).iter().map(|place| place.option).collect();
                found.sort_unstable();
                let expected = places.iter().filter(|place| !is_beaten(place, &places)).map(|place| place.option);
                assert_eq!(found, expected.collect::<Vec<_>>(), "{places:?}");
            }
        }
    }
}
