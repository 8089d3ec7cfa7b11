//! How latencies are spread over requests.

use super::Source;
use crate::chart::{Axis, Body, ChartSpec, Hue, Mark, Series, Stroke};
use crate::engine::latency::{Component, quantile, shares_within};
use crate::engine::targets::has_reads;
use crate::engine::{Request, latencies_of};
use crate::quantity::format::{self, Digits, Format};
use crate::report::rigorous::RequestReport;

/// Points of a smooth curve.
const POINTS: usize = 61;
/// Most steps of a curve without any spread; with more it is looked at as often, evenly.
const MOST_STEPS: usize = 1_000;
/// The picture ends where the slowest option has served this share of requests.
const END: f64 = 0.995;
/// Percentiles that people speak of.
const MARKED: [(f64, &str); 3] = [(0.5, "p50"), (0.95, "p95"), (0.99, "p99")];

/// Share of reads answered within a time.
pub(super) fn reads(source: &Source) -> Option<ChartSpec> {
    of(source, Request::Read)
}

/// Share of writes answered within a time.
pub(super) fn writes(source: &Source) -> Option<ChartSpec> {
    of(source, Request::Write)
}

fn of(source: &Source, kind: Request) -> Option<ChartSpec> {
    let sigma = source.problem.traffic.latency_spread_sigma;
    let mut mixtures: Vec<Vec<Component>> =
        source.problem.options.iter().map(|option| latencies_of(source.problem, option, kind)).collect();
    let ends = mixtures.iter_mut().filter_map(|mixture| quantile(mixture, sigma, END));
    let end = ends.reduce(f64::max).filter(|end| *end > 0.0)? * 1.05;
    let stroke = if sigma > 0.0 { Stroke::Line } else { Stroke::Step };
    let line = |(option, mixture): (usize, &Vec<Component>)| {
        let places = if mixture.is_empty() { Vec::new() } else { places(mixture, sigma, end) };
        let shares = shares_within(mixture, sigma, &places);
        let points = places.into_iter().zip(shares).collect();
        let hue = source.hue(option);
        Series { hue, marker: hue.marker(), ..Series::new(source.name(option), option, points).stroke(stroke) }
    };
    let figures = |option: usize| {
        let figures = &source.evaluation.options.get(option)?.rigorous;
        Some(if kind == Request::Read { &figures.reads } else { &figures.writes })
    };
    let picked = source.subject();
    let mark = |(share, name): (f64, &str)| {
        let ms = percentile(figures(picked)?, share)?;
        let (label, hue): (String, Option<Hue>) =
            (format!("{name} {}", format::milliseconds(ms, Digits::Few)), Some(source.hue(picked)));
        Some(Mark::Point { x: ms, y: share, label, hue })
    };
    Some(ChartSpec {
        title: takeaway(source, kind, picked, &figures),
        x: Axis::new("Latency", "everything up", Format::Millis).between(0.0, end),
        y: Axis::new(if kind == Request::Read { "Reads within" } else { "Writes within" }, "", Format::Percent)
            .between(0.0, 1.0),
        body: Body::Lines {
            series: mixtures.iter().enumerate().map(line).collect(),
            marks: MARKED.into_iter().filter_map(mark).collect(),
        },
    })
}

/// Where a curve is looked at: evenly, or without any spread at its steps and ends.
fn places(mixture: &[Component], sigma: f64, end: f64) -> Vec<f64> {
    let evenly = |points: usize| (0..points).map(|i| end * i as f64 / (points - 1) as f64).collect();
    if sigma > 0.0 {
        return evenly(POINTS);
    }
    let steps = mixture.iter().filter(|part| part.weight > 0.0).map(|part| part.mean_ms);
    let mut places: Vec<f64> = [0.0, end].into_iter().chain(steps.filter(|ms| *ms < end)).collect();
    crate::sorted::ascending(&mut places);
    places.dedup();
    // More steps than anybody can tell apart.
    if places.len() > MOST_STEPS { evenly(MOST_STEPS) } else { places }
}

fn percentile(figures: &RequestReport, share: f64) -> Option<f64> {
    match share {
        0.5 => figures.p50_latency_ms,
        0.95 => figures.p95_latency_ms,
        _ => figures.p99_latency_ms,
    }
}

/// "Of 100 reads 95 are answered within 180 ms in Active-active, 3 regions, and within 290 ms in Single region."
fn takeaway<'a>(
    source: &Source,
    kind: Request,
    picked: usize,
    figures: &dyn Fn(usize) -> Option<&'a RequestReport>,
) -> String {
    let within = |option: usize| {
        let ms = figures(option).and_then(|f| f.p95_latency_ms)?;
        Some((format::milliseconds(ms, Digits::Few), source.name(option)))
    };
    let what = if kind == Request::Read { "reads" } else { "writes" };
    let same = kind == Request::Write && figures(picked).is_some_and(|writes| is_like_reads(source, picked, writes));
    let share = source.evaluation.scenario.traffic.write_fraction;
    let is_any = if kind == Request::Read { has_reads(share) } else { share > 0.0 };
    let are = if is_any { "are" } else { "would be" };
    let note = match (is_any, same) {
        (false, _) => format!("; there are no {what}"),
        (true, true) => "; writes take as long as reads".into(),
        (true, false) => String::new(),
    };
    let baseline = source.problem.baseline;
    match (within(picked), within(baseline).filter(|_| baseline != picked)) {
        (Some((ms, name)), Some((base, today))) if ms == base => {
            format!("Of 100 {what} 95 {are} answered within {ms} in {name}, as in {today}{note}.")
        }
        (Some((ms, name)), Some((base, today))) => {
            format!("Of 100 {what} 95 {are} answered within {ms} in {name}, and within {base} in {today}{note}.")
        }
        (Some((ms, name)), None) | (None, Some((ms, name))) => {
            format!("Of 100 {what} 95 {are} answered within {ms} in {name}{note}.")
        }
        (None, None) => format!("No {what} are served."),
    }
}

fn is_like_reads(source: &Source, option: usize, writes: &RequestReport) -> bool {
    let reads = source.evaluation.options.get(option).map(|option| &option.rigorous.reads);
    let all = |f: &RequestReport| [f.p50_latency_ms, f.p95_latency_ms, f.p99_latency_ms];
    reads.is_some_and(|reads| all(reads) == all(writes))
}
