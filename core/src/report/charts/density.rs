//! How an uncertain input is spread: the curve that the editor of a range draws.

use crate::chart::{Axis, Body, ChartSpec, Mark, Series, Stroke};
use crate::engine::textbook::SECONDS_PER_YEAR;
use crate::planning::{range_words, spread_of};
use crate::quantity::Unit;
use crate::quantity::format::Format;
use crate::scenario::inputs::Input;
use crate::scenario::model::Distribution;
use crate::text::capital;

/// Points of the curve.
const POINTS: usize = 90;
/// What is left out at either end, where a tail may go on for ever.
const TAIL: f64 = 0.002;

/// The density of a distribution of an input; of an availability that of the downtime of a year. None where its numbers
/// make none.
///
/// ```
/// use geode_core::planning::{percentiles, usual_kind};
/// use geode_core::report::charts::density;
/// use geode_core::scenario::inputs;
/// let mttr = inputs::of_path("/regions/{region}/mttr_hours").unwrap();
/// let spec = density(mttr, &percentiles(usual_kind(mttr, 4.0), 4.0, 12.0), "USD").unwrap();
/// assert_eq!(spec.title, "Between 4 h and 12 h in 9 cases of 10.");
/// ```
pub fn density(input: &Input, range: &Distribution, currency: &str) -> Option<ChartSpec> {
    let spread = spread_of(input, range)?;
    let (factor, format) = scale(input.unit, currency);
    let x = |p: f64| spread.quantile(p) * factor;
    let (from, to) = (spread.quantile(TAIL), spread.quantile(1.0 - TAIL));
    let place = |i: usize| from + (to - from) * i as f64 / POINTS as f64;
    // Probability over the length that it takes: no formula a family.
    let point = |i: usize| {
        let (low, high) = (place(i.saturating_sub(1)), place((i + 1).min(POINTS)));
        (place(i) * factor, (spread.cdf(high) - spread.cdf(low)) / (high - low))
    };
    let mut points: Vec<(f64, f64)> = (0..=POINTS).map(point).filter(|(x, y)| x.is_finite() && y.is_finite()).collect();
    let most = points.iter().map(|point| point.1).fold(0.0, f64::max);
    if points.len() < 2 || most <= 0.0 {
        return None;
    }
    points.iter_mut().for_each(|point| point.1 /= most);
    let marked: &[(f64, &str)] =
        if range.p05.is_some() { &[(0.05, "1 in 20 below"), (0.95, "1 in 20 above")] } else { &[] };
    let mark =
        |(p, label): &(f64, &str)| Mark::Vertical { x: x(*p), label: format!("{label} {}", format.short(x(*p))) };
    let name = if input.unit == Unit::Availability { "Downtime" } else { input.label };
    let unit = if input.unit == Unit::Availability { "per year" } else { "" };
    Some(ChartSpec {
        title: format!("{}.", capital(&range_words(input, range, currency))),
        x: Axis::new(name, unit, format.clone()),
        y: Axis::new("Likelihood", "of the most likely", Format::Percent).between(0.0, 1.05),
        body: Body::Lines {
            series: vec![Series::new("", 0, points).stroke(Stroke::Line)],
            marks: marked.iter().map(mark).collect(),
        },
    })
}

/// By what a value is multiplied for the axis, and how that is written.
fn scale(unit: Unit, currency: &str) -> (f64, Format) {
    match unit {
        Unit::Availability => (SECONDS_PER_YEAR, Format::Downtime),
        Unit::Hours => (3600.0, Format::Duration),
        Unit::Minutes => (60.0, Format::Duration),
        Unit::Seconds => (1.0, Format::Duration),
        Unit::Milliseconds => (1.0, Format::Millis),
        Unit::Share => (1.0, Format::Percent),
        Unit::Money | Unit::MoneyPerHour | Unit::MoneyPerMonth | Unit::MoneyPerGb => {
            (1.0, Format::Money(currency.into()))
        }
        Unit::Months
        | Unit::Years
        | Unit::GigabytesPerMonth
        | Unit::RequestsPerSecond
        | Unit::PerYear
        | Unit::Count
        | Unit::Factor
        | Unit::Degrees
        | Unit::Number => (1.0, Format::Plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::{percentiles, uniform};
    use crate::scenario::inputs;
    use crate::scenario::model::DistributionKind;

    fn points(path: &str, range: &Distribution) -> Vec<(f64, f64)> {
        let spec = density(inputs::of_path(path).unwrap(), range, "USD").unwrap();
        let Body::Lines { series, .. } = spec.body else { panic!() };
        series[0].points.clone()
    }

    /// The mode of a lognormal is e^(µ − σ²); of a normal distribution its mean.
    #[test]
    fn the_curve_is_highest_at_the_mode() {
        let highest = |points: Vec<(f64, f64)>| points.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap().0;
        let hours =
            highest(points("/regions/{region}/mttr_hours", &percentiles(DistributionKind::Lognormal, 4.0, 12.0)));
        let sigma = 3f64.ln() / (2.0 * 1.644_853_626_951_472_2);
        let mode = 48f64.sqrt() * (-sigma * sigma).exp() * 3600.0;
        assert!((hours / mode - 1.0).abs() < 0.02, "{hours}, not {mode}");
        let growth = highest(points("/finance/annual_growth", &percentiles(DistributionKind::Normal, -0.05, 0.15)));
        assert!((growth - 0.05).abs() < 0.002, "{growth}");
    }

    #[test]
    fn what_is_all_alike_is_a_level() {
        let level = points("/failover/coverage", &uniform(0.5, 1.0));
        assert!(level.iter().all(|(_, y)| (y - 1.0).abs() < 1e-6));
    }
}
