//! How sure: what thin evidence leaves open.

use super::Source;
use super::money::{crossings, earns, lines, of_net, value};
use crate::chart::{Axis, Body, ChartSpec, Mark};
use crate::engine::figures;
use crate::quantity::format::{self, Digits, Format};

/// Range of published gains per 100 ms: the slide of 2006 lies within; the high end is a study of 37 brands of
/// 2020, observational, of page speed (model.md §8).
const EVIDENCE: (f64, f64) = (0.002, 0.084);

fn percent(share: f64) -> String {
    format::percent(share, Digits::Few)
}

/// Halvings of the range in which the gain is sought up to which an option pays.
const STEPS: u32 = 50;

/// The gain beyond which an option that costs less than today's loses more than it saves, up to `end`.
fn pays_up_to(source: &Source, option: usize, end: f64) -> Option<f64> {
    let net = |gain: f64| {
        let rows = source.benefits(&[gain], |revenue, value| revenue.gain_per_100_ms = value);
        rows.first().and_then(|row| row.get(option).copied())
    };
    if net(0.0)? <= 0.0 || net(end)? >= 0.0 {
        return None;
    }
    let (mut low, mut high) = (0.0, end);
    for _ in 0..STEPS {
        let middle = 0.5 * (low + high);
        if net(middle)? > 0.0 { low = middle } else { high = middle }
    }
    Some(low)
}

/// The gain at which an option pays.
fn break_even(source: &Source, option: usize) -> Option<f64> {
    let method = source.method;
    value(
        source,
        option,
        method.pick(figures::TEXTBOOK_BREAK_EVEN_GAIN_PER_100_MS, figures::BREAK_EVEN_GAIN_PER_100_MS),
    )
}

/// Where the axis of the gain ends.
fn end(source: &Source) -> f64 {
    EVIDENCE.1.max(source.problem.revenue.gain_per_100_ms) * 1.2
}

/// Net benefit against the gain per 100 ms, with the range of the evidence.
pub(super) fn by_gain(source: &Source) -> Option<ChartSpec> {
    let today = source.problem.revenue.gain_per_100_ms;
    let (low, high) = EVIDENCE;
    let end = end(source);
    let series = lines(source, end, |revenue, value| revenue.gain_per_100_ms = value);
    if series.is_empty() {
        return None;
    }
    let at = |x: f64, label: &str| Mark::Vertical { x, label: format!("{label} {}", percent(x)) };
    let mut marks = vec![at(low, "Evidence from"), at(high, "to"), at(today, "Assumed")];
    let pays_at = |option: usize| break_even(source, option).filter(|x| *x <= end);
    let earning = source.others().filter(|option| earns(source, *option));
    let pays = earning.filter_map(|option| Some((option, pays_at(option)?, "pays at")));
    let ends = source.others().filter_map(|option| Some((option, pays_up_to(source, option, end)?, "pays up to")));
    marks.extend(crossings(source, pays.chain(ends), percent));
    Some(ChartSpec {
        title: decided(source) + of_net(source),
        x: Axis::new("Gain in revenue per 100 ms", "", Format::Percent),
        y: Axis::new("Net benefit", "per month", source.money()),
        body: Body::Lines { series, marks },
    })
}

/// Why no gain in revenue decides it.
fn undecided(source: &Source) -> String {
    let revenue = &source.problem.revenue;
    if revenue.monthly * revenue.gross_margin <= 0.0 {
        return "No revenue is counted, so no gain in it decides this.".into();
    }
    let without_gain = source.benefits(&[0.0], |revenue, value| revenue.gain_per_100_ms = value);
    let net = |option: usize| without_gain.first().and_then(|row| row.get(option).copied()).unwrap_or(0.0);
    match source.others().max_by(|a, b| net(*a).total_cmp(&net(*b))) {
        Some(option) if net(option) > 0.0 => format!("{} pays without any gain in revenue.", source.name(option)),
        _ => "No gain in revenue decides this: no option is faster.".into(),
    }
}

/// Whether the evidence decides it.
fn decided(source: &Source) -> String {
    let (low, high) = EVIDENCE;
    let range = format!("evidence of {} to {}", percent(low), percent(high));
    let pays_at = |option: usize| Some((break_even(source, option)?, option));
    let earning = source.others().filter(|option| earns(source, *option)).filter_map(pays_at);
    let saving = || source.others().filter_map(|option| Some((pays_up_to(source, option, end(source))?, option)));
    let (gain, pays) = match earning.min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((gain, option)) => {
            (gain, format!("{} pays from {} more revenue per 100 ms on", source.name(option), percent(gain)))
        }
        None => match saving().max_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((gain, option)) => (
                gain,
                format!(
                    "{} pays as long as 100 ms bring less than {} more revenue",
                    source.name(option),
                    percent(gain)
                ),
            ),
            None => return undecided(source),
        },
    };
    match gain {
        gain if gain < low => format!("{pays}; {range} lies above that."),
        gain if gain > high => format!("{pays}; {range} lies below that."),
        _ => format!("{pays}; {range} does not decide this."),
    }
}
