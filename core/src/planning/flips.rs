//! Flip points: the values of inputs at which another option would be the best.

use super::best::best;
use super::solve::{Crossing, Varied};
use crate::engine::{Depth, Figures};
use crate::quantity::{Unit, complement};
use crate::scenario::inputs::{At, Input, OPTIONS_BACKUP_INTERVAL_HOURS, Section};
use crate::scenario::problem::Problem;

/// Flip points that stand under a verdict.
pub const SHOWN: usize = 3;

/// A value of an input at which another option becomes the best.
#[derive(Debug, Clone, Copy)]
pub struct Flip {
    /// The input.
    pub input: &'static Input,
    /// Its place.
    pub at: At,
    /// Its value today.
    pub today: Option<f64>,
    /// The nearest value at which another option is the best.
    pub flips_at: f64,
    /// That option, by its index; none where all options miss something there.
    pub to: Option<usize>,
    /// Whether it is the best from there upwards, and not downwards.
    pub upwards: bool,
    /// The last value on that side at which it is, where the next change is known: it comes within the same step of the grid.
    pub until: Option<f64>,
}

impl Flip {
    /// How far it is: |ln(flips at ÷ today)|, of an availability by its unavailability. None where today's value is 0 or
    /// not given, or where the flip is at 0.
    pub fn distance(&self) -> Option<f64> {
        let size = |value: f64| if self.input.unit == Unit::Availability { complement(value) } else { value };
        let ratio = size(self.flips_at) / size(self.today?);
        (ratio > 0.0 && ratio.is_finite()).then(|| libm::log(ratio).abs())
    }
}

/// The nearest flips of one input: at most one below today's value and one above; of an input without a value the one
/// nearest to that.
///
/// ```
/// use geode_core::{planning::flips, scenario::{inputs, presets, problem::Problem}};
/// let example = presets::worked_example();
/// let (input, at) = inputs::find(&example, "/user_latency_ms/asia/us-east").unwrap();
/// let found = flips(&Problem::compile(&example), input, at);
/// // From 200 ms, three regions pay above 585.6.
/// assert_eq!(found.iter().map(|flip| (flip.flips_at * 10.0).round() / 10.0).collect::<Vec<_>>(), [585.6]);
/// ```
pub fn flips(problem: &Problem, input: &'static Input, at: At) -> Vec<Flip> {
    let Some(mut varied) = Varied::new(problem, input, at, Depth::Headline) else { return Vec::new() };
    let today = varied.today();
    let read = |problem: &Problem, figures: &Figures| best(problem, figures);
    let grid = varied.grid();
    let flip = |(flips_at, to): (f64, Option<usize>), upwards: bool, until: Option<f64>| Flip {
        input,
        at,
        today,
        flips_at,
        to,
        upwards,
        until,
    };
    let Some(here) = today.and_then(|today| grid.iter().position(|value| *value == today)) else {
        return from_none(&mut varied, input, &grid)
            .map(|(found, upwards)| flip(found, upwards, None))
            .into_iter()
            .collect();
    };
    let (below, above) = (grid.get(..=here).unwrap_or_default(), grid.get(here..).unwrap_or_default());
    let downwards = first_change(&mut varied, below.iter().rev(), &read);
    let upwards = first_change(&mut varied, above.iter(), &read);
    let below = downwards.and_then(|found| {
        let mut found = found.into_iter().rev();
        Some(flip(found.next()?.below, false, found.next().map(|next| next.from.0)))
    });
    let above = upwards.and_then(|found| {
        let mut found = found.into_iter();
        Some(flip(found.next()?.from, true, found.next().map(|next| next.below.0)))
    });
    below.into_iter().chain(above).collect()
}

/// The first value with another answer than without a value, and whether that holds upwards. No target is like the laxest
/// one, and no backups are like rare ones: from there values are gone through, so that where any value changes the answer it
/// is that one. Other inputs without a value take one from elsewhere, somewhere in their range: there it is a value next to
/// one that changes nothing.
fn from_none(varied: &mut Varied, input: &Input, grid: &[f64]) -> Option<((f64, Option<usize>), bool)> {
    let read = |problem: &Problem, figures: &Figures| best(problem, figures);
    let now = varied.figures(None).map(|(problem, figures)| read(problem, figures))?;
    let is_target = input.section == Section::Target;
    let is_lax = is_target || input.path == OPTIONS_BACKUP_INTERVAL_HOURS;
    let downwards = is_lax && input.unit != Unit::Availability;
    let all = varied.crossings_on(grid, &read);
    let end = *if downwards { grid.last() } else { grid.first() }?;
    let at_end = varied.answer(end, &read)?;
    if at_end != now && (is_lax || all.is_empty()) {
        return Some(((end, at_end), !downwards));
    }
    let mut next_to_now = all.into_iter().filter(|c| c.below.1 == now || c.from.1 == now);
    let nearest = if downwards { next_to_now.next_back() } else { next_to_now.next() }?;
    Some(if nearest.from.1 == now { (nearest.below, false) } else { (nearest.from, true) })
}

/// The changes between the first two neighbours, on the way from today's value, that differ.
fn first_change<'a>(
    varied: &mut Varied,
    way: impl Iterator<Item = &'a f64>,
    read: &dyn Fn(&Problem, &Figures) -> Option<usize>,
) -> Option<Vec<Crossing<Option<usize>>>> {
    let mut before: Option<(f64, Option<Option<usize>>)> = None;
    for value in way {
        let here = (*value, varied.answer(*value, read));
        let mut found = Vec::new();
        if let Some(before) = before {
            let (low, high) = if before.0 < here.0 { (before, here) } else { (here, before) };
            varied.between(low, high, read, &mut found);
        }
        if !found.is_empty() {
            return Some(found);
        }
        before = Some(here);
    }
    None
}

/// The nearest of all: by distance, those without one last; of one input the nearest alone.
///
/// ```
/// use geode_core::scenario::problem::Problem;
/// use geode_core::{planning::{flips, nearest}, scenario::{inputs, presets}};
/// let example = presets::worked_example();
/// let problem = Problem::compile(&example);
/// let all = inputs::all(&example).into_iter().flat_map(|(_, input, at)| flips(&problem, input, at));
/// let paths: Vec<&str> = nearest(all).iter().map(|flip| flip.input.path).collect();
/// assert_eq!(paths, ["/user_latency_ms/{group}/{region}", "/user_latency_ms/{group}/{region}", "/revenue/monthly"]);
/// ```
pub fn nearest(flips: impl IntoIterator<Item = Flip>) -> Vec<Flip> {
    let distance = |flip: &Flip| flip.distance().unwrap_or(f64::INFINITY);
    let mut all: Vec<Flip> = flips.into_iter().collect();
    crate::sorted::by(&mut all, |a, b| distance(a).total_cmp(&distance(b)));
    let mut kept: Vec<Flip> = Vec::new();
    for flip in all {
        let is_new = kept.iter().all(|other| (other.input.path, other.at) != (flip.input.path, flip.at));
        if is_new && kept.len() < SHOWN {
            kept.push(flip);
        }
    }
    kept
}
