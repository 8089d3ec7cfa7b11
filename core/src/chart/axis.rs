//! From values to positions on an axis: which values can be drawn, where an axis starts and ends, its ticks.
//!
//! Everything that comes in is checked here, once: beyond this file no value is NaN, infinite, out of reach of
//! the arithmetic, or zero on a logarithmic axis, and every axis has two different ends.

use super::spec::{Axis, Scale};
use super::steps::{rung, step};
use crate::quantity::format::Format;

/// Beyond this, differences and factors of values may overflow. No quantity in the product comes near.
const LARGEST: f64 = 1e90;
/// A span smaller than this part of its ends has no digits left for ticks.
const NARROW: f64 = 1e-9;
/// No axis gets more ticks than this, whatever it is asked for.
const MAX_TICKS: usize = 64;

/// Whether a value has a place on an axis of this scale.
pub(super) fn drawable(value: f64, scale: Scale) -> bool {
    match scale {
        Scale::Linear => value.is_finite() && value.abs() <= LARGEST,
        Scale::Log10 => (1.0 / LARGEST..=LARGEST).contains(&value),
    }
}

/// How the ends of an axis are chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fit {
    /// About how many ticks there is room for.
    pub ticks: usize,
    /// Whether a linear axis must show zero (bars), or shows it when that costs less than half the height.
    pub zero: Zero,
    /// Whether the ends move out to the next tick.
    pub round: bool,
}

/// Whether an axis shows zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Zero {
    /// Always: lengths are compared.
    Always,
    /// If it is near.
    IfNear,
    /// No matter.
    Never,
}

/// An axis with its ends and ticks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Domain {
    pub low: f64,
    pub high: f64,
    scale: Scale,
    /// Whether smaller values stand at the low end.
    floored: bool,
    /// Value and text, ascending, all within the ends.
    pub ticks: Vec<(f64, String)>,
}

impl Domain {
    /// The domain of `values`; none if no value can be drawn and no usable range is fixed.
    pub fn fit(axis: &Axis, values: impl Iterator<Item = f64>, fit: Fit) -> Option<Domain> {
        let fixed = axis.range.filter(|&(a, b)| drawable(a, axis.scale) && drawable(b, axis.scale) && a < b);
        let (low, high) = match fixed {
            Some(ends) => ends,
            None => values
                .filter(|&v| drawable(v, axis.scale))
                .fold(None, |ends: Option<(f64, f64)>, v| Some(ends.map_or((v, v), |(a, b)| (a.min(v), b.max(v)))))?,
        };
        let (low, high) = widen(low, high, axis, fit.zero, fixed.is_some());
        let count = fit.ticks.clamp(2, MAX_TICKS);
        Some(match axis.scale {
            Scale::Linear => linear(low, high, axis, count, fit.round && fixed.is_none()),
            Scale::Log10 => log(low, high, axis, count, fixed.is_none()),
        })
    }

    /// Where a value stands between the ends, 0 to 1 and beyond; none if it cannot be drawn.
    pub fn place(&self, value: f64) -> Option<f64> {
        if self.floored && (0.0..self.low).contains(&value) {
            return Some(0.0);
        }
        if !drawable(value, self.scale) {
            return None;
        }
        let at = match self.scale {
            Scale::Linear => (value - self.low) / (self.high - self.low),
            Scale::Log10 => (value / self.low).log10() / (self.high / self.low).log10(),
        };
        at.is_finite().then_some(at)
    }

    /// Where bars start: zero, or the low end of a logarithmic axis.
    pub fn base(&self) -> f64 {
        match self.scale {
            Scale::Linear => 0.0_f64.clamp(self.low, self.high),
            Scale::Log10 => self.low,
        }
    }
}

/// Ends that differ, with zero between them where asked for.
fn widen(low: f64, high: f64, axis: &Axis, zero: Zero, fixed: bool) -> (f64, f64) {
    if axis.scale == Scale::Log10 {
        return (low, high);
    }
    let (mut low, mut high) = (low, high);
    let near = |near: f64, far: f64| near / far < 0.5;
    match zero {
        _ if fixed => {}
        Zero::Always => (low, high) = (low.min(0.0), high.max(0.0)),
        Zero::IfNear if low > 0.0 && near(low, high) => low = 0.0,
        Zero::IfNear if high < 0.0 && near(high, low) => high = 0.0,
        Zero::IfNear | Zero::Never => {}
    }
    let size = low.abs().max(high.abs());
    if high - low > size * NARROW && high - low > 1.0 / LARGEST {
        return (low, high);
    }
    if size <= 1.0 / LARGEST || (axis.format == Format::Count && size < 1.0) {
        return (0.0, 1.0);
    }
    let pad = if axis.format == Format::Count { (size * 0.1).max(1.0) } else { size * 0.1 };
    (low - pad, high + pad)
}

fn linear(low: f64, high: f64, axis: &Axis, count: usize, round: bool) -> Domain {
    let step = step(&axis.format, (high - low) / count as f64);
    // A thousandth of a step is rounding, not data.
    let slack = 1e-3;
    let (first, last) = if round {
        ((low / step + slack).floor(), (high / step - slack).ceil())
    } else {
        ((low / step - slack).ceil(), (high / step + slack).floor())
    };
    let (low, high) = if round { (low.min(first * step), high.max(last * step)) } else { (low, high) };
    let ticks = (0..MAX_TICKS)
        .map(|i| first + i as f64)
        .take_while(|&i| i <= last)
        .map(|i| (i * step, axis.format.tick(i * step, step)))
        .collect();
    Domain { low, high, scale: Scale::Linear, floored: false, ticks }
}

fn log(low: f64, high: f64, axis: &Axis, count: usize, round: bool) -> Domain {
    let reach = LARGEST.log10() as i32 + 2;
    let at_most =
        |v: f64| (-reach..=reach).rev().find(|&i| rung(&axis.format, i) <= v * (1.0 + 1e-9)).unwrap_or(-reach);
    let (mut first, mut last) = (at_most(low), at_most(high));
    if rung(&axis.format, last) < high * (1.0 - 1e-9) || last == first {
        last += 1;
    }
    let (from, to) = if round { (rung(&axis.format, first), rung(&axis.format, last)) } else { (low, high) };
    if !round && from > rung(&axis.format, first) * (1.0 + 1e-9) {
        first += 1;
    }
    let stride = ((last - first) as usize).div_ceil(count).max(1);
    let mut values: Vec<f64> = (first..=last).step_by(stride).map(|i| rung(&axis.format, i)).collect();
    if last - first <= 1 && values.len() * 3 <= count + 2 && !axis.format.is_time() {
        // One decade: 1, 2, 5 say more than two ends.
        values = (first - 1..=last).flat_map(|i| [1.0, 2.0, 5.0].map(|m| m * rung(&axis.format, i))).collect();
    }
    let mut ticks: Vec<(f64, String)> = values
        .into_iter()
        .filter(|&v| v >= from * (1.0 - 1e-9) && v <= to * (1.0 + 1e-9))
        .map(|v| (v, axis.format.tick(v, v)))
        .collect();
    let floored = axis.floored && !round;
    if floored {
        // Whatever the stride: what stands there is at most this.
        ticks.retain(|(v, _)| *v > from * (1.0 + 1e-9));
        ticks.insert(0, (from, format!("≤\u{a0}{}", axis.format.tick(from, from))));
    }
    Domain { low: from, high: to, scale: Scale::Log10, floored, ticks }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const FIT: Fit = Fit { ticks: 5, zero: Zero::IfNear, round: true };

    fn ticks(axis: &Axis, values: &[f64], fit: Fit) -> Vec<String> {
        let domain = Domain::fit(axis, values.iter().copied(), fit).unwrap();
        domain.ticks.into_iter().map(|(_, text)| text.replace('\u{a0}', " ")).collect()
    }

    #[test]
    fn linear_ticks() {
        let plain = Axis::new("", "", Format::Plain);
        assert_eq!(ticks(&plain, &[0.0, 10.0], FIT), ["0", "2", "4", "6", "8", "10"]);
        assert_eq!(ticks(&plain, &[1.0, 9.3], FIT), ["0", "2", "4", "6", "8", "10"]);
        assert_eq!(ticks(&plain, &[92.0, 98.0], FIT), ["92", "94", "96", "98"]);
        assert_eq!(ticks(&plain, &[-3.0, 4.0], FIT), ["−4", "−2", "0", "2", "4"]);
        let count = Axis::new("", "", Format::Count);
        assert_eq!(ticks(&count, &[1.0, 3.0], Fit { zero: Zero::Never, round: false, ..FIT }), ["1", "2", "3"]);
        let money = Axis::new("", "", Format::Money("USD".into()));
        assert_eq!(ticks(&money, &[0.0, 1.4e6], FIT), ["$0", "$500k", "$1 M", "$1.5 M"]);
    }

    #[test]
    fn time_ticks_are_round_in_their_unit() {
        let time = Axis::new("", "", Format::Duration);
        assert_eq!(ticks(&time, &[0.0, 15_768.0], FIT), ["0 s", "1 h", "2 h", "3 h", "4 h", "5 h"]);
        assert_eq!(ticks(&time, &[0.0, 2_400.0], FIT), ["0 s", "10 min", "20 min", "30 min", "40 min"]);
        assert_eq!(
            ticks(&time, &[0.0, 3_360.0], Fit { ticks: 4, ..FIT }),
            ["0 s", "15 min", "30 min", "45 min", "1 h"]
        );
    }

    #[test]
    fn log_ticks_are_decades() {
        let plain = Axis::new("", "", Format::Plain).log();
        assert_eq!(ticks(&plain, &[0.02, 800.0], FIT), ["0.01", "0.1", "1", "10", "100", "1,000"]);
        // Exactly a power of ten needs no further decade.
        assert_eq!(ticks(&plain, &[0.001, 1.0], FIT), ["0.001", "0.01", "0.1", "1"]);
        // Many decades are thinned evenly.
        assert_eq!(ticks(&plain, &[1e-10, 1.0], FIT), ["10⁻¹⁰", "10⁻⁸", "10⁻⁶", "0.0001", "0.01", "1"]);
        let time = Axis::new("", "", Format::Duration).log();
        assert_eq!(
            ticks(&time, &[0.03, 20_000.0], Fit { ticks: 9, ..FIT }),
            ["10 ms", "100 ms", "1 s", "10 s", "1 min", "10 min", "1 h", "10 h"]
        );
    }

    #[test]
    fn places() {
        let axis = Axis::new("", "", Format::Plain).log().between(1.0, 1e4);
        let domain = Domain::fit(&axis, std::iter::empty(), FIT).unwrap();
        assert_eq!(domain.place(100.0), Some(0.5));
        assert_eq!(domain.place(0.0), None);
        assert_eq!(domain.place(f64::NAN), None);
        assert_eq!(domain.place(1e8), Some(2.0));
    }

    /// Points under the low end fell off the picture.
    #[test]
    fn what_is_below_a_floor_stands_on_it() {
        let axis = Axis::new("", "", Format::Duration).from_floor(1e-3, 1e5);
        let domain = Domain::fit(&axis, std::iter::empty(), Fit { ticks: 9, ..FIT }).unwrap();
        assert_eq!([domain.place(0.0), domain.place(1e-12), domain.place(1e-3)], [Some(0.0); 3]);
        assert!(domain.place(1.0).unwrap() > 0.3);
        assert_eq!([domain.place(-1.0), domain.place(f64::NAN)], [None; 2]);
        assert_eq!(domain.ticks[0].1, "≤\u{a0}1\u{a0}ms");
        assert!(domain.ticks.iter().skip(1).all(|(value, text)| *value > 1e-3 && !text.contains('≤')));
        let open = Axis { floored: false, ..axis };
        let open = Domain::fit(&open, std::iter::empty(), FIT).unwrap();
        assert!(open.place(1e-12).unwrap() < 0.0 && open.place(0.0).is_none());
    }

    #[test]
    fn guards() {
        let plain = Axis::new("", "", Format::Plain);
        assert_eq!(Domain::fit(&plain, [f64::NAN, f64::INFINITY].into_iter(), FIT), None);
        assert_eq!(Domain::fit(&plain.clone().log(), [0.0, -1.0].into_iter(), FIT), None);
        for value in [0.0, 1.0, -7.0, 1e80, 1e-300, 3.0e-9, 1e90, -1e90] {
            let domain = Domain::fit(&plain, [value].into_iter(), FIT).unwrap();
            assert!(domain.low < domain.high && domain.ticks.len() >= 2, "{value}: {domain:?}");
        }
        // A range that cannot be is as good as none.
        for range in [(1.0, 1.0), (2.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            let domain = Domain::fit(&plain.clone().between(range.0, range.1), [0.0, 4.0].into_iter(), FIT).unwrap();
            assert_eq!((domain.low, domain.high), (0.0, 4.0));
        }
    }
}
