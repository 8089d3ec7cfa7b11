//! Internal rates of return: all of them, found and not scanned for (model.md §8).

use super::constants::{MAX_SIGN_CHANGES, ROOT_TOLERANCE};
use super::finance::annual_rate;
use super::math::{exp, exp_m1, ln};
use serde::{Deserialize, Serialize};

/// The rates per period at which flows are worth 0.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Rates {
    /// Each rate once, ascending; empty where there is none.
    pub all: Vec<f64>,
    /// Whether the first flow that is not 0 is a payment: else nothing is invested, and nothing is returned on it.
    pub starts_with_payment: bool,
}

impl Rates {
    /// The internal rate of return: the only rate of flows that begin with a payment. Of several none says anything.
    pub fn internal(&self) -> Option<f64> {
        match self.all.as_slice() {
            [only] if self.starts_with_payment => Some(*only),
            _ => None,
        }
    }

    /// The same as rates of a year, those left out that are more than a number can be.
    pub fn annual(self) -> Rates {
        let all = self.all.into_iter().map(annual_rate).filter(|rate| rate.is_finite()).collect();
        Rates { all, ..self }
    }
}

/// Internal rates of return per period, above −100 %: every rate at which the flows are worth 0.
///
/// With x = 1/(1 + rate) they are the positive roots of f(x) = Σ flow_t x^t. Where k lies between two months at which
/// the flows change their sign, the derivative of x^−k f has one change of sign fewer (Descartes' rule): its roots are
/// found in the same way, and between them f changes its sign at most once. Roots are bisected in ln x.
///
/// Flows that change their sign more than [`MAX_SIGN_CHANGES`] times have no rates here: they would say nothing.
///
/// ```
/// use geode_core::engine::rates;
/// let flows = [-100.0, 39.0, 59.0, 55.0, 20.0]; // numpy-financial's example
/// assert!(rates(&flows).internal().is_some_and(|r| (r - 0.280_948_421_159_961_1).abs() < 1e-12));
/// ```
pub fn rates(flows: &[f64]) -> Rates {
    let largest = flows.iter().fold(0.0, |largest: f64, flow| largest.max(flow.abs()));
    // The unit of money changes nothing, nor do months of nothing at either end.
    let scaled: Vec<f64> = flows.iter().map(|flow| flow / largest).collect();
    let is_flow = |flow: &f64| *flow != 0.0 && flow.is_finite();
    let (Some(first), Some(last)) = (scaled.iter().position(is_flow), scaled.iter().rposition(is_flow)) else {
        return Rates::default();
    };
    let flows = scaled.get(first..=last).unwrap_or_default();
    let starts_with_payment = flows.first().is_some_and(|flow| *flow < 0.0);
    if flows.iter().any(|flow| !flow.is_finite()) || sign_changes(flows).len() > MAX_SIGN_CHANGES {
        return Rates { all: Vec::new(), starts_with_payment };
    }
    let mut all: Vec<f64> = roots(flows).into_iter().map(|log_x| exp_m1(-log_x)).collect();
    all.reverse();
    Rates { all, starts_with_payment }
}

/// Pairs of months, the later one with the sign opposite to that of the earlier one and only nothing between them.
fn sign_changes(flows: &[f64]) -> Vec<(usize, usize)> {
    let signed = || flows.iter().enumerate().filter(|(_, flow)| **flow != 0.0);
    let pairs = signed().zip(signed().skip(1));
    pairs.filter(|((_, a), (_, b))| (**a > 0.0) != (**b > 0.0)).map(|((i, _), (j, _))| (i, j)).collect()
}

/// Logarithms of the positive roots, ascending. The first and the last coefficient are not 0.
fn roots(coefficients: &[f64]) -> Vec<f64> {
    let changes = sign_changes(coefficients);
    let Some((before, after)) = changes.first().copied() else { return Vec::new() };
    let mut nodes = Vec::new();
    let mut ends = outermost(coefficients);
    if changes.len() > 1 {
        // Twice (t − k), which is a whole number.
        let middle = (before + after) as f64;
        let slope: Vec<f64> = coefficients.iter().enumerate().map(|(t, c)| c * (2.0 * t as f64 - middle)).collect();
        let largest = slope.iter().fold(0.0, |largest: f64, c| largest.max(c.abs()));
        nodes = roots(&trimmed(&slope.iter().map(|c| c / largest).collect::<Vec<_>>()));
        ends = (
            nodes.first().map_or(ends.0, |n| ends.0.min(*n - 1.0)),
            nodes.last().map_or(ends.1, |n| ends.1.max(*n + 1.0)),
        );
    }
    let points: Vec<f64> = [ends.0].into_iter().chain(nodes).chain([ends.1]).collect();
    let signs: Vec<f64> = points.iter().map(|log_x| sign_at(coefficients, *log_x)).collect();
    let mut found = Vec::new();
    for ((point, sign), (next, next_sign)) in points.iter().zip(&signs).zip(points.iter().zip(&signs).skip(1)) {
        if *sign == 0.0 {
            found.push(*point);
        } else if sign * next_sign < 0.0 {
            found.push(bisected(coefficients, *point, *next, *sign));
        }
    }
    found
}

/// Without the zeros at either end, which stand for roots at 0 and infinity.
fn trimmed(coefficients: &[f64]) -> Vec<f64> {
    let skipped = coefficients.iter().skip_while(|c| **c == 0.0);
    let mut rest: Vec<f64> = skipped.copied().collect();
    while rest.last().is_some_and(|c| *c == 0.0) {
        rest.pop();
    }
    rest
}

/// Logarithms between which all positive roots lie (Cauchy's bound, from either end).
fn outermost(coefficients: &[f64]) -> (f64, f64) {
    let largest = coefficients.iter().fold(0.0, |largest: f64, c| largest.max(c.abs()));
    let bound = |end: Option<&f64>| end.map_or(0.0, |end| ln(1.0 + largest / end.abs()).min(MAX_LOG));
    (-bound(coefficients.first()) - 1.0, bound(coefficients.last()) + 1.0)
}

/// Logarithm of the largest number there is.
const MAX_LOG: f64 = 709.0;

/// Sign of f at x = e^`log_x`: −1, 0 or 1, 0 where rounding alone would decide.
///
/// Each term is at most as large as its coefficient: the powers are those of x below 1, of 1/x above it.
fn sign_at(coefficients: &[f64], log_x: f64) -> f64 {
    let x = exp(-log_x.abs());
    let horner = |(value, size): (f64, f64), c: &f64| (value * x + c, size * x + c.abs());
    let (value, size) = match log_x > 0.0 {
        true => coefficients.iter().fold((0.0, 0.0), horner),
        false => coefficients.iter().rev().fold((0.0, 0.0), horner),
    };
    if value.abs() <= ROOT_TOLERANCE * size { 0.0 } else { value.signum() }
}

/// The root between two points; `sign` is that at the lower one.
fn bisected(coefficients: &[f64], mut low: f64, mut high: f64, sign: f64) -> f64 {
    loop {
        let middle = 0.5 * (low + high);
        // The interval halves until no number is left between its ends.
        if middle <= low || middle >= high {
            return middle;
        }
        match sign_at(coefficients, middle) {
            0.0 => return middle,
            found if found == sign => low = middle,
            _ => high = middle,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_of_published_examples() {
        let internal = |flows: &[f64]| rates(flows).internal();
        assert!((internal(&[-100.0, 0.0, 0.0, 74.0]).unwrap() + 0.0955).abs() < 5e-5, "numpy-financial");
        // numpy-financial answers the rate nearest 0; there are two.
        let two = rates(&[-100.0, 100.0, 0.0, -7.0]);
        assert_eq!(two.internal(), None);
        for (found, expected) in two.all.iter().zip([-0.678_894_373_6, -0.083_299_666_2]) {
            assert!((found - expected).abs() < 1e-10, "{found}");
        }
        assert_eq!(two.all.len(), 2);
        // One period: −m + b/(1 + r) = 0.
        for back in [0.5, 1e3, 1e6, 1e20] {
            assert!((internal(&[-1.0, back]).unwrap() / (back - 1.0) - 1.0).abs() < 1e-12, "{back}");
        }
        for none in [&[-100.0, -1.0][..], &[0.0, 0.0], &[]] {
            assert!(rates(none).all.is_empty(), "{none:?}");
        }
    }

    /// The rates that were put in come out, however many there are; two that are the same come out once.
    #[test]
    fn the_roots_of_a_product_are_found() {
        let product = |rates: &[f64]| {
            rates.iter().fold(vec![-1.0], |flows: Vec<f64>, rate| {
                // × (1 − (1 + rate) x)
                let mut next = vec![0.0; flows.len() + 1];
                for (t, flow) in flows.iter().enumerate() {
                    next[t] += flow;
                    next[t + 1] -= flow * (1.0 + rate);
                }
                next
            })
        };
        for expected in [&[-0.3, 0.02, 0.5, 3.0][..], &[0.1], &[-0.9, 0.01, 0.011], &[0.0, 1.0, 2.0, 3.0, 4.0]] {
            let found = rates(&product(expected)).all;
            assert_eq!(found.len(), expected.len(), "{found:?}");
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?}");
        }
        let found = rates(&[-1.0, 2.0, -1.0]).all;
        assert!(found.len() == 1 && found[0].abs() < 1e-7, "a double root counts once: {found:?}");
    }

    /// Money in cents had another rate of return than money in dollars where the flows are very large or small.
    #[test]
    fn the_unit_of_money_changes_nothing() {
        let flows = [-3e5, -1e4, -1e4, 2e4, 2.1e4, 5e5];
        for unit in [1e-300, 1e-12, 100.0, 1e250] {
            let scaled = flows.map(|flow| flow * unit);
            let (a, b) = (rates(&flows).internal().unwrap(), rates(&scaled).internal().unwrap());
            assert!((a - b).abs() < 1e-12, "{a} {b}");
        }
    }
}
