//! Round numbers: the steps between ticks of a linear axis, the rungs of a logarithmic one.

use crate::quantity::format::Format;

const DAY: f64 = 86_400.0;
const YEAR: f64 = 365.0 * DAY;

/// The smallest of 1, 2, 5 times a power of ten that is at least `raw`.
fn nice_step(raw: f64) -> f64 {
    let power = 10f64.powf(raw.log10().floor());
    [1.0, 2.0, 5.0].into_iter().map(|m| m * power).find(|&s| s >= raw * (1.0 - 1e-9)).unwrap_or(10.0 * power)
}

/// Steps of time axes, in seconds: what divides minutes, hours and days without a rest.
const TIME_STEPS: [f64; 24] = [
    1.0,
    2.0,
    5.0,
    10.0,
    15.0,
    30.0,
    60.0,
    120.0,
    300.0,
    600.0,
    900.0,
    1_800.0,
    3_600.0,
    7_200.0,
    10_800.0,
    21_600.0,
    43_200.0,
    DAY,
    2.0 * DAY,
    5.0 * DAY,
    10.0 * DAY,
    20.0 * DAY,
    50.0 * DAY,
    100.0 * DAY,
];

/// The smallest round step of this format that is at least `raw`.
pub(super) fn step(format: &Format, raw: f64) -> f64 {
    match format {
        Format::Count => nice_step(raw).max(1.0),
        time if time.is_time() && raw > 100.0 * DAY => nice_step((raw / YEAR).max(1.0)) * YEAR,
        time if time.is_time() && raw > 0.5 => {
            TIME_STEPS.into_iter().find(|&s| s >= raw * (1.0 - 1e-9)).unwrap_or(YEAR)
        }
        _ => nice_step(raw),
    }
}

/// Round time spans about a factor of ten apart, from a second to a year.
const TIME_LADDER: [f64; 9] = [1.0, 10.0, 60.0, 600.0, 3_600.0, 36_000.0, 4.0 * DAY, 40.0 * DAY, YEAR];

/// The rung of the ladder of an axis: powers of ten, or the round time spans.
pub(super) fn rung(format: &Format, index: i32) -> f64 {
    let last = TIME_LADDER.len() as i32 - 1;
    let power = |n: i32| format!("1e{n}").parse().unwrap_or(1.0);
    match format {
        time if time.is_time() && index > last => YEAR * power(index - last),
        time if time.is_time() && index >= 0 => TIME_LADDER.get(index as usize).copied().unwrap_or(1.0),
        // Read from text, because a product of tenths is not exactly the power of ten.
        _ => power(index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_1_2_5() {
        for (raw, step) in [(0.9, 1.0), (1.0, 1.0), (1.1, 2.0), (2.1, 5.0), (5.1, 10.0), (0.03, 0.05), (70.0, 100.0)] {
            assert!((nice_step(raw) - step).abs() < 1e-12 * step, "{raw}");
        }
    }
}
