//! Mixtures of many parts: their percentiles without looking at each part again and again.

use super::constants::{MANY_COMPONENTS, QUANTILE_BRACKET};
use super::math::{exp, ln, normal_cdf};

/// One part of a mixture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Component {
    /// Weight; the weights of a mixture need not sum to 1.
    pub weight: f64,
    /// Mean latency, ms.
    pub mean_ms: f64,
}

/// √(2π).
pub(crate) const SQRT_TAU: f64 = 2.506_628_274_631_000_7;
/// Halves of the cells' widths, in standard deviations.
const RADIUS: f64 = 0.125;
/// Derivatives that are kept of each cell: what is left out of a part is less than RADIUS^13 ÷ √(13!), 2e-17 of it.
const ORDER: usize = 13;
/// Most cells; with spreads so small that it takes more, few parts are near any percentile.
const MAX_CELLS: f64 = 4_096.0;

/// A mixture of lognormal parts with the same σ, by cells of the logarithmic scale.
///
/// A part whose logarithm is t standard deviations from the middle of its cell adds
/// w Φ(z − t) = w Φ(z) − w φ(z) Σ t^k/k! He_{k−1}(z), k from 1 on, with Hermite polynomials He, so that of each cell the sums
/// w t^k/k! are enough: the fast Gauss transform (Greengard, Strain: The fast Gauss transform, SIAM J. Sci. Stat. Comput.
/// 12(1), 1991).
#[derive(Debug, Clone)]
pub(crate) struct Smoothed {
    sigma: f64,
    /// Middle of the first cell, ln ms.
    first: f64,
    /// Σ w t^k/k! of the parts of each cell, and before these the weight of all cells before.
    cells: Vec<(f64, [f64; ORDER])>,
}

impl Smoothed {
    /// Of the parts that have weight and a mean above 0; none where they are few, or the cells would be many.
    pub fn new(components: &[Component], sigma: f64) -> Option<Smoothed> {
        if components.len() < MANY_COMPONENTS || sigma <= 0.0 {
            return None;
        }
        let spread = || components.iter().filter(|c| c.weight > 0.0 && c.mean_ms > 0.0);
        let (low, high) =
            spread().fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), c| (low.min(c.mean_ms), high.max(c.mean_ms)));
        let width = 2.0 * RADIUS * sigma;
        let (start, count) = (ln(low), (ln(high) - ln(low)) / width);
        // Not where there is none, either: the count is no number then.
        if count.is_nan() || count >= MAX_CELLS {
            return None;
        }
        let mut cells = vec![(0.0, [0.0; ORDER]); count as usize + 1];
        for part in spread() {
            let at = (ln(part.mean_ms) - start) / width;
            let Some((_, sums)) = cells.get_mut(at as usize) else { continue };
            let t = (at - at.floor() - 0.5) * 2.0 * RADIUS;
            let mut term = part.weight;
            for (k, sum) in sums.iter_mut().enumerate() {
                *sum += term;
                term *= t * RECIPROCALS[k];
            }
        }
        let mut before = 0.0;
        for (sum_before, sums) in &mut cells {
            *sum_before = before;
            before += sums[0];
        }
        Some(Smoothed { sigma, first: start + 0.5 * width, cells })
    }

    /// Σ w Φ(z) and Σ w φ(z) √(2π) over the parts, z = (`log_x` − ln mean)/σ; `log_x` is ln x + σ²/2.
    pub fn at(&self, log_x: f64) -> (f64, f64) {
        let width = 2.0 * RADIUS * self.sigma;
        let cell = |log: f64| ((log - self.first) / width).clamp(0.0, self.cells.len() as f64) as usize;
        let (from, to) =
            (cell(log_x - QUANTILE_BRACKET * self.sigma), cell(log_x + QUANTILE_BRACKET * self.sigma + width));
        let mut below = self.cells.get(from).map_or_else(|| self.weight(), |(before, _)| *before);
        let mut density = 0.0;
        for (i, (_, sums)) in self.cells.iter().enumerate().take(to).skip(from).filter(|(_, (_, sums))| sums[0] > 0.0) {
            let z = (log_x - self.first - width * i as f64) / self.sigma;
            let bell = exp(-0.5 * z * z);
            // He_k(z), and the sums of both series.
            let (mut last, mut hermite) = (0.0, 1.0);
            let (mut shift, mut slope) = (0.0, sums[0]);
            for (k, sum) in sums.iter().enumerate().skip(1) {
                shift += sum * hermite;
                (last, hermite) = (hermite, z * hermite - (k - 1) as f64 * last);
                slope += sum * hermite;
            }
            below += sums[0] * normal_cdf(z) - bell / SQRT_TAU * shift;
            density += bell * slope;
        }
        (below, density)
    }

    fn weight(&self) -> f64 {
        self.cells.last().map_or(0.0, |(before, sums)| before + sums[0])
    }
}

/// 1/(k + 1).
const RECIPROCALS: [f64; ORDER] = {
    let mut reciprocals = [1.0; ORDER];
    let mut k = 0;
    while k < ORDER {
        reciprocals[k] = 1.0 / (k + 1) as f64;
        k += 1;
    }
    reciprocals
};

/// The least mean up to which parts have so much weight together, found by halving: the parts need not be sorted, and are
/// in another order afterwards. None if nothing has weight.
pub(crate) fn select(parts: &mut [Component], wanted: f64) -> Option<f64> {
    let mut count = parts.len();
    let mut i = 0;
    while i < count {
        if parts[i].weight > 0.0 {
            i += 1;
        } else {
            count -= 1;
            parts.swap(i, count);
        }
    }
    let mut parts = &mut parts[..count];
    let (mut below, mut reached, mut last) = (0.0, None, None);
    while !parts.is_empty() {
        let half = parts.len() / 2;
        let (left, middle, right) = parts.select_nth_unstable_by(half, |a, b| a.mean_ms.total_cmp(&b.mean_ms));
        let up_to = below + left.iter().map(|c| c.weight).sum::<f64>() + middle.weight;
        last = Some(middle.mean_ms);
        if up_to >= wanted {
            reached = last;
            parts = left;
        } else {
            below = up_to;
            parts = right;
        }
    }
    reached.or(last)
}
