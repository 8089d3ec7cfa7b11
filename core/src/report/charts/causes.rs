//! Where the downtime comes from: by cause, and from the textbook to the engineering estimate.

use super::Source;
use crate::chart::{Arrange, Axis, BarSeries, Body, ChartSpec, Format, Hue, Scale};
use crate::report::figures::{Figure, LIST};
use crate::report::format::{self, Digits};

const BREAKDOWN: &str = "/rigorous/downtime_breakdown_seconds_per_year/";
/// Causes that stay however many regions serve.
const STAYING: &[&str] = &["dependencies", "operations", "common_cause", "failover", "uncovered_failover"];
/// Downtime that nobody can tell from nothing, seconds a year: where the log axis begins.
const LEAST_SECONDS: f64 = 1e-3;
/// Changes of a running total below this fraction of the largest one are rounding.
const ROUNDING: f64 = 1e-9;
/// Totals further apart than this do not fit a linear axis.
const WIDE: f64 = 20.0;

/// Downtime as people read it.
fn span(seconds: f64) -> String {
    match seconds {
        0.0 => "nothing".into(),
        ..1.0 => "less than a second".into(),
        seconds => format::duration(seconds, Digits::Few),
    }
}

/// Downtime by cause and option, on a log axis.
pub(super) fn by_cause(source: &Source) -> Option<ChartSpec> {
    let value = |figure: &Figure, option: usize| {
        source.evaluation.options.get(option).and_then(|option| figure.get(option)).unwrap_or(0.0)
    };
    let occurs = |figure: &&Figure| source.options().any(|option| value(figure, option) > 0.0);
    let causes: Vec<&Figure> = LIST.iter().filter(|f| f.path.starts_with(BREAKDOWN)).filter(occurs).collect();
    if causes.is_empty() {
        return None;
    }
    let bars = |option: usize| {
        let values: Vec<f64> = causes.iter().map(|cause| value(cause, option)).collect();
        BarSeries::new(source.name(option), option, values).hues(vec![source.hue(option)])
    };
    let most = source.options().flat_map(|o| causes.iter().map(move |c| value(c, o))).fold(0.0, f64::max);
    let axis = Axis::new("Downtime", "per year", Format::Duration).log();
    Some(ChartSpec {
        title: stays(source, &causes, value),
        x: if most > LEAST_SECONDS { axis.between(LEAST_SECONDS, most * 2.0) } else { axis },
        y: Axis::new("Cause", "", Format::Plain),
        body: Body::Bars {
            categories: causes.iter().map(|cause| cause.label.to_owned()).collect(),
            series: source.options().map(bars).collect(),
            arrange: Arrange::Grouped,
        },
    })
}

/// "Shared failures cause 53 min of the 55 min that Active-active, 3 regions is down a year; no further region
/// removes that."
fn stays(source: &Source, causes: &[&Figure], value: impl Fn(&Figure, usize) -> f64) -> String {
    let option = source.subject();
    let total: f64 = causes.iter().map(|cause| value(cause, option)).sum();
    let key = |cause: &Figure| cause.path.trim_start_matches(BREAKDOWN).to_owned();
    let largest = |staying: bool| {
        let wanted = |cause: &&&Figure| STAYING.contains(&key(cause).as_str()) == staying;
        let of = causes.iter().filter(wanted).map(|cause| (value(cause, option), *cause));
        of.filter(|(seconds, _)| *seconds > 0.0).max_by(|a, b| a.0.total_cmp(&b.0))
    };
    let name = source.name(option);
    let of = |(seconds, cause): (f64, &Figure)| {
        format!(
            "\u{201c}{}\u{201d} makes {} of the {} a year that {name} is down",
            cause.label,
            span(seconds),
            span(total)
        )
    };
    match (largest(true), largest(false)) {
        (Some(cause), _) if key(cause.1) == "common_cause" => {
            format!("{}; a further region in the same failure domain does not remove that.", of(cause))
        }
        (Some(cause), _) => format!("{}; no further region removes that.", of(cause)),
        (None, Some(cause)) => format!("{}; further regions reduce that.", of(cause)),
        (None, None) => format!("{name} is never down on these numbers."),
    }
}

/// From the textbook's downtime of an option to the engineering estimate, one assumption at a time.
pub(super) fn bridge(source: &Source) -> Option<ChartSpec> {
    let option = source.subject();
    let steps = &source.evaluation.options.get(option)?.bridge;
    let totals: Vec<f64> = steps.iter().map(|step| step.downtime_seconds_per_year).collect();
    let (first, last) = (*totals.first()?, *totals.last()?);
    let most = totals.iter().copied().fold(0.0, f64::max);
    let change = |i: usize| totals.get(i).zip(totals.get(i.wrapping_sub(1))).map_or(0.0, |(now, before)| now - before);
    let changes: Vec<usize> = (1..totals.len()).filter(|i| change(*i).abs() > ROUNDING * most).collect();
    // What a step ends with stands in the last bar.
    let words = |i: usize| steps.get(i).map_or("", |step| step.step.split(':').next().unwrap_or(""));
    let mut bars = vec![("textbook".to_owned(), first)];
    bars.extend(changes.iter().map(|i| (words(*i).to_owned(), totals.get(*i).copied().unwrap_or(last))));
    bars.push(("engineering estimate".to_owned(), last));
    let least = totals.iter().copied().fold(f64::INFINITY, f64::min);
    let scale = if least > 0.0 && most > WIDE * least { Scale::Log10 } else { Scale::Linear };
    let decisive = changes.iter().copied().max_by(|a, b| (change(*a).abs()).total_cmp(&change(*b).abs()));
    let (categories, values): (Vec<String>, Vec<f64>) = bars.into_iter().unzip();
    Some(ChartSpec {
        title: differ(source.name(option), (first, last), decisive.map(words), totals.len() - 1 - changes.len()),
        x: Axis { scale, ..Axis::new("Downtime", "per year", Format::Duration) },
        y: Axis::new("With this assumption as well", "", Format::Plain),
        body: Body::Bars {
            categories,
            series: vec![BarSeries::new("", option, values).hues(vec![source.hue(option)])],
            arrange: Arrange::Bridge,
        },
    })
}

/// "Active-active, 3 regions: from less than a second a year to 5.26 min, most of all because ... ."
fn differ(name: &str, (first, last): (f64, f64), decisive: Option<&str>, idle: usize) -> String {
    let Some(decisive) = decisive else {
        return format!("{name}: textbook and engineering estimate agree on {} a year.", span(last));
    };
    let idle = match idle {
        0 => String::new(),
        1 => "; one assumption changes nothing and is left out".into(),
        idle => format!("; {idle} assumptions change nothing and are left out"),
    };
    format!("{name}: from {} a year to {}; most of it: {decisive}{idle}.", span(first), span(last))
}

/// The colour of what began an incident; parts take colours that few options reach.
pub(super) fn part(i: usize) -> Hue {
    Hue::Option(3 + i)
}
