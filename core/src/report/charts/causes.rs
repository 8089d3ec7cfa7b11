//! Where the downtime comes from: by cause, and from the textbook to the engineering estimate.

use super::Source;
use crate::chart::{Arrange, Axis, BarSeries, Body, ChartSpec, Hue};
use crate::engine::figures::{Figure, LIST};
use crate::quantity::format::{self, Digits, Format};

const BREAKDOWN: &str = "/rigorous/downtime_breakdown_seconds_per_year/";
/// Downtime that nobody can tell from nothing, seconds a year: where the log axis begins.
const LEAST_SECONDS: f64 = 1e-3;
/// From this fraction of the downtime on a cause is as good as the only one.
const NEARLY_ALL: f64 = 0.99;
/// A saving below this fraction of the downtime is no help.
const NO_HELP: f64 = 0.01;
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
    let axis = Axis::new("Downtime", "per year", Format::Downtime);
    Some(ChartSpec {
        title: largest(source, &causes, value),
        x: axis.from_floor(LEAST_SECONDS, most.max(1.0) * 2.0),
        y: Axis::new("Cause", "", Format::Plain),
        body: Body::Bars {
            categories: causes.iter().map(|cause| cause.label.to_owned()).collect(),
            series: source.options().map(bars).collect(),
            arrange: Arrange::Grouped,
            notes: Vec::new(),
        },
    })
}

/// "“Shared failures” makes 53 min of the 55 min a year that Active-active, 3 regions is down; a further region
/// like EU West does not remove that."
fn largest(source: &Source, causes: &[&Figure], value: impl Fn(&Figure, usize) -> f64) -> String {
    let option = source.subject();
    let name = source.name(option);
    let total: f64 = causes.iter().map(|cause| value(cause, option)).sum();
    let of = causes.iter().map(|cause| (value(cause, option), *cause)).filter(|(seconds, _)| *seconds > 0.0);
    let Some((seconds, cause)) = of.max_by(|a, b| a.0.total_cmp(&b.0)) else {
        return format!("{name} is never down on these numbers.");
    };
    let part = match span(seconds) {
        _ if seconds == total => "makes all of".into(),
        _ if seconds >= NEARLY_ALL * total => "makes nearly all of".into(),
        part if part == span(total) => "is the largest part of".into(),
        part => format!("makes {part} of"),
    };
    let mut text = format!("\u{201c}{}\u{201d} {part} the {} a year that {name} is down", cause.label, span(total));
    if let Some((change, left)) = source.enlarged(option) {
        text += &match left < (1.0 - NO_HELP) * total {
            true => format!("; {change} leaves {}", span(left)),
            false => format!("; {change} does not remove that"),
        };
    }
    text + "."
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
    let idle: Vec<&str> = (1..totals.len()).filter(|i| !changes.contains(i)).map(words).collect();
    let mut bars = vec![("textbook".to_owned(), first)];
    bars.extend(changes.iter().map(|i| (words(*i).to_owned(), totals.get(*i).copied().unwrap_or(last))));
    bars.push(("engineering estimate".to_owned(), last));
    let least = totals.iter().copied().fold(f64::INFINITY, f64::min);
    let axis = Axis::new("Downtime", "per year", Format::Downtime);
    let axis = match least > 0.0 && most > WIDE * least {
        true if least < LEAST_SECONDS => axis.from_floor(LEAST_SECONDS, most.max(1.0) * 2.0),
        true => axis.log(),
        false => axis,
    };
    let decisive = changes.iter().copied().max_by(|a, b| (change(*a).abs()).total_cmp(&change(*b).abs()));
    let (categories, values): (Vec<String>, Vec<f64>) = bars.into_iter().unzip();
    Some(ChartSpec {
        title: differ(source.name(option), (first, last), decisive.map(words), idle.len()),
        x: axis,
        y: Axis::new("With this assumption as well", "", Format::Plain),
        body: Body::Bars {
            categories,
            series: vec![BarSeries::new("", option, values).hues(vec![source.hue(option)])],
            arrange: Arrange::Bridge,
            notes: idle.iter().map(|words| format!("No change: {words}.")).collect(),
        },
    })
}

/// "Active-active, 3 regions: from less than a second a year to 5.26 min; the largest step: …; 5 more assumptions, named
/// in the data, change nothing."
fn differ(name: &str, (first, last): (f64, f64), decisive: Option<&str>, idle: usize) -> String {
    let Some(decisive) = decisive else {
        return match last {
            0.0 => format!("{name}: textbook and engineering estimate agree that it is never down."),
            last => format!("{name}: textbook and engineering estimate agree on {} a year.", span(last)),
        };
    };
    let idle = match idle {
        0 => String::new(),
        1 => "; one more assumption, named in the data, changes nothing".into(),
        idle => format!("; {idle} more assumptions, named in the data, change nothing"),
    };
    format!("{name}: from {} a year to {}; the largest step: {decisive}{idle}.", span(first), span(last))
}

/// The colour of what began an incident; parts take colours that few options reach.
pub(super) fn part(i: usize) -> Hue {
    Hue::Option(3 + i)
}
