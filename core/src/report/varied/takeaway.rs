//! What the chart of a varied input says, in one sentence.

use super::Varied;
use super::choices::named;
use crate::engine::figures::Better;
use crate::planning::vary::Point;
use crate::quantity::format::Digits;
use crate::report::{turns, written};

/// How far two figures may lie apart and still be the same: the rounding of binary arithmetic.
const SAME: f64 = 1e-9;

/// The options of the best figure at a value, and the value.
type Lead = (Vec<usize>, f64);

/// Who is best where; where that is nobody, how far the figures move.
pub(super) fn sentence(varied: &Varied) -> String {
    let figure = named(varied.figure);
    let input = turns::named(varied.scenario, varied.pointer).unwrap_or_default();
    let (Some(first), Some(last)) = (varied.values.first(), varied.values.last()) else { return String::new() };
    let range = format!("{} to {}", varied.shown(*first), varied.shown(*last));
    let moved: Vec<usize> = (0..varied.scenario.options.len()).filter(|option| moves(varied, *option)).collect();
    if moved.is_empty() {
        if let Some(why) = written::no_say(varied.scenario, varied.pointer) {
            return why.into();
        }
        return format!("No option\u{2019}s {figure} changes with {input} from {range}.");
    }
    let leads = leads(varied);
    let Some(((leader, _), rest)) = leads.split_first() else { return moved_most(varied, &moved, &figure, &input) };
    let word = if varied.figure.better == Better::Lower { "lowest" } else { "highest" };
    let changes: Vec<(&Lead, &Lead)> = leads.iter().zip(rest).filter(|(a, b)| a.0 != b.0).collect();
    match changes.as_slice() {
        [] => format!("{} the {word} {figure} over the whole range of {input}, {range}.", has(varied, leader)),
        [(before, after)] => format!(
            "{} the {word} {figure} with {input} of at most {}, {} from {} on.",
            has(varied, &before.0),
            varied.shown(before.1),
            names(varied, &after.0),
            varied.shown(after.1),
        ),
        [(before, after), .., (_, end)] => format!(
            "Which option has the {word} {figure} changes {} times for {input} from {range}: first {}, up to {}, then {}, \
             at last {}.",
            changes.len(),
            names(varied, &before.0),
            varied.shown(before.1),
            names(varied, &after.0),
            names(varied, &end.0),
        ),
    }
}

fn has(varied: &Varied, options: &[usize]) -> String {
    format!("{} {}", names(varied, options), if options.len() == 1 { "has" } else { "have" })
}

fn names(varied: &Varied, options: &[usize]) -> String {
    let name = |option: &usize| varied.scenario.options.get(*option).map_or("", |option| option.name.as_str());
    match options {
        [] => "no option".into(),
        [one] => name(one).into(),
        [one, other] => format!("{} and {}", name(one), name(other)),
        [one, rest @ ..] => format!("{} and {} more", name(one), rest.len()),
    }
}

fn figure_at(point: &Point, option: usize) -> Option<f64> {
    point.as_ref().ok().and_then(|figures| figures.get(option).copied().flatten())
}

fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * a.abs().max(b.abs())
}

/// Whether a figure is not the same at all values.
fn moves(varied: &Varied, option: usize) -> bool {
    let mut found = varied.points.iter().filter(|point| point.is_ok()).map(|point| figure_at(point, option));
    let Some(first) = found.next() else { return false };
    found.any(|other| match (first, other) {
        (Some(a), Some(b)) => !is_same(a, b),
        (a, b) => a.is_some() != b.is_some(),
    })
}

/// The options with the best figure at each value that makes a scenario; nothing where no direction is better, or a figure
/// is missing.
fn leads(varied: &Varied) -> Vec<Lead> {
    let sign = match varied.figure.better {
        Better::Higher => 1.0,
        Better::Lower => -1.0,
        Better::Neither => return Vec::new(),
    };
    let mut all = Vec::new();
    for (value, point) in varied.values.iter().zip(varied.points) {
        let Ok(figures) = point else { continue };
        let known = || figures.iter().enumerate().filter_map(|(option, figure)| Some((option, (*figure)?)));
        let Some(best) = known().map(|(_, figure)| sign * figure).max_by(f64::total_cmp) else { continue };
        let is_best = |(option, figure): (usize, f64)| is_same(sign * figure, best).then_some(option);
        all.push((known().filter_map(is_best).collect(), *value));
    }
    all
}

/// The option whose figure moves most, from end to end.
fn moved_most(varied: &Varied, moved: &[usize], figure: &str, input: &str) -> String {
    let ends = |option: usize| {
        let found = || varied.values.iter().zip(varied.points).filter_map(|(v, p)| Some((*v, figure_at(p, option)?)));
        Some((option, found().next()?, found().next_back()?))
    };
    let width = |(_, (_, a), (_, b)): &(usize, (f64, f64), (f64, f64))| (a - b).abs();
    let most = moved.iter().filter_map(|option| ends(*option)).max_by(|a, b| width(a).total_cmp(&width(b)));
    let Some((option, (from, a), (to, b))) = most else { return format!("No option has a {figure} here.") };
    format!(
        "From {} to {} {input}, the {figure} of {} goes from {} to {}.",
        varied.shown(from),
        varied.shown(to),
        names(varied, &[option]),
        varied.text(Some(a), Digits::Few),
        varied.text(Some(b), Digits::Few),
    )
}
