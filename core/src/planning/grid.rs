//! Values at which an input is looked at: over its range, fine where people's values are.

use crate::quantity::Unit;
use crate::scenario::inputs::{self, At, Input};
use crate::scenario::problem::{Design, Problem};

/// Points a decade.
const A_DECADE: i32 = 8;
/// Decades below 1 in which values are looked at.
const DECADES_BELOW: i32 = 6;
/// Nines that an availability is looked at.
const NINES: i32 = 12;
/// Points of an even division of the range.
const EVEN: u32 = 40;
/// Whole numbers that are looked at one by one.
const ONE_BY_ONE: f64 = 64.0;

/// As a part of today's value, or of the least that is looked at.
const NOTHING: f64 = 1e-9;
/// So near an end a share is that end.
const NEXT_TO_ALL: f64 = 1e-12;

/// Ascending, within the range, today's value among them, and of a round trip where figures may jump.
pub(super) fn of_problem(problem: &Problem, input: &Input, at: At) -> Vec<f64> {
    let mut values = of(input, input.get_in(problem, at));
    let beside = jumps(problem, input, at).into_iter().flat_map(|value| [value.next_down(), value, value.next_up()]);
    values.extend(beside.filter(|value| input.allows(*value)));
    crate::sorted::ascending(&mut values);
    values.dedup();
    values
}

/// Values of a round trip at which the order of regions changes, and with it who serves whom: those to the other regions
/// that an option uses. Everywhere else figures are continuous in it.
fn jumps(problem: &Problem, input: &Input, (a, b): At) -> Vec<f64> {
    let used = |region: &usize| problem.options.iter().any(|option| uses(&option.design, *region));
    let others = (0..problem.regions.len()).filter(|region| *region != b).filter(used);
    let values: Vec<f64> = match input.path {
        inputs::USER_LATENCY => others.map(|other| problem.latency_ms(a, other)).collect(),
        inputs::ROUND_TRIP => others
            .filter(|other| *other != a)
            .flat_map(|other| [problem.rtt_ms(a, other), problem.rtt_ms(b, other)])
            .collect(),
        _ => Vec::new(),
    };
    values.into_iter().filter(|ms| ms.is_finite()).collect()
}

fn uses(design: &Design, region: usize) -> bool {
    match design {
        Design::Geode { regions, .. } => regions.contains(&region),
        // They serve everyone in their order.
        Design::Single { .. } | Design::ActivePassive { .. } => false,
    }
}

/// Ascending, within the range, today's value among them.
fn of(input: &Input, today: Option<f64>) -> Vec<f64> {
    let width = input.max - input.min;
    let mut values: Vec<f64> = today.into_iter().chain([input.min, input.max]).collect();
    if input.whole && width <= ONE_BY_ONE {
        values.extend((0..=width as u32).map(|step| input.min + f64::from(step)));
    } else {
        if input.unit == Unit::Availability {
            let steps = (0..=NINES * A_DECADE).map(|step| 1.0 - power(-step));
            values.extend(steps);
        }
        if input.max > 0.0 {
            let last = (libm::log10(input.max) * f64::from(A_DECADE)).floor() as i32;
            values.extend((-DECADES_BELOW * A_DECADE..=last).map(power));
        }
        // Even steps serve ranges that people think of evenly: shares, rates, small times.
        if width <= 1_000.0 {
            values.extend((0..=EVEN).map(|step| input.min + width * f64::from(step) / f64::from(EVEN)));
        }
        if let Some(today) = today.filter(|today| *today > 0.0) {
            values.extend((-A_DECADE..=A_DECADE).map(|step| today * power(step)));
        }
    }
    let mut values: Vec<f64> = values.into_iter().map(|value| allowed(input, value)).collect();
    crate::sorted::ascending(&mut values);
    values.dedup();
    values.retain(|value| input.allows(*value));
    values
}

/// 10^(step ÷ steps a decade).
fn power(step: i32) -> f64 {
    libm::exp10(f64::from(step) / f64::from(A_DECADE))
}

/// The end of the range of an input that a value is at, or so near that nobody's digits tell it from it: by less than a
/// thousand-millionth of today's value; of a share by 1e-12.
pub fn end_beside(input: &Input, today: Option<f64>, value: f64) -> Option<f64> {
    if input.whole {
        return None;
    }
    let today = today.map(f64::abs).filter(|today| *today > 0.0);
    let low = NOTHING * today.unwrap_or_else(|| power(-DECADES_BELOW * A_DECADE));
    let high = if input.unit == Unit::Share { NEXT_TO_ALL } else { 0.0 };
    match (!input.open.0 && value - input.min <= low, !input.open.1 && input.max - value <= high) {
        (true, _) => Some(input.min),
        (false, true) => Some(input.max),
        (false, false) => None,
    }
}

/// The nearest value that the input takes, its open ends apart.
pub(super) fn allowed(input: &Input, value: f64) -> f64 {
    let value = if input.whole { libm::round(value) } else { value };
    let above = if input.open.0 { input.min.next_up() } else { input.min };
    let below = if input.open.1 { input.max.next_down() } else { input.max };
    // −0 is 0.
    value.clamp(above, below) + 0.0
}

/// A value between two, halving what tells them apart: their ratio where they are far apart, their difference where they
/// are near. None where there is none between them.
pub(super) fn middle(input: &Input, low: f64, high: f64) -> Option<f64> {
    let middle = match low > 0.0 && high > 2.0 * low {
        true => (low * high).sqrt(),
        false => low + 0.5 * (high - low),
    };
    let middle = if input.whole { middle.floor() } else { middle };
    (middle > low && middle < high).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{inputs, presets};

    #[test]
    fn every_input_is_looked_at_within_its_range() {
        let example = presets::worked_example();
        for (pointer, input, at) in inputs::all(&example) {
            let today = input.get(&example, at);
            let values = of(input, today);
            assert!(values.len() > 2 && values.len() < 400, "{pointer}: {} values", values.len());
            assert!(values.iter().all(|value| input.allows(*value)), "{pointer}");
            assert!(values.is_sorted_by(|a, b| a < b), "{pointer}");
            assert!(today.is_none_or(|today| values.contains(&today)), "{pointer}");
        }
    }

    #[test]
    fn halving_ends_at_neighbours() {
        let revenue = inputs::of_path("/revenue/monthly").unwrap();
        let (mut low, mut high, mut steps) = (0.0, 1e12, 0);
        while let Some(middle) = middle(revenue, low, high) {
            if middle < 36_150_192.3 {
                low = middle
            } else {
                high = middle
            }
            steps += 1;
        }
        assert_eq!((high, low.next_up()), (36_150_192.3, high));
        assert!(steps < 140, "{steps}");
    }
}
