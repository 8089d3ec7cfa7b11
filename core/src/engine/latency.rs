//! Percentiles of latency mixtures (model.md §6).

use super::constants::{MANY_COMPONENTS, QUANTILE_BRACKET, QUANTILE_SLACK, QUANTILE_STEP, QUANTILE_STEPS};
use super::math::{exp, ln, normal_cdf};
use super::smoothed::{SQRT_TAU, Smoothed, select};

pub use super::smoothed::Component;

/// Mean of a mixture; none if nothing has weight.
pub fn mean(components: &[Component]) -> Option<f64> {
    let weight: f64 = components.iter().map(|c| c.weight).sum();
    (weight > 0.0).then(|| components.iter().map(|c| c.weight * c.mean_ms).sum::<f64>() / weight)
}

/// The smallest x with Σ w F(x) ≥ p − 1e-12: a percentile of the mixture, never a mean of percentiles.
///
/// Each component is lognormal with its *mean* given: μ_ln = ln L − σ²/2. With σ = 0 or mean 0 it is a point mass.
/// Sorts `components`, or puts [many](MANY_COMPONENTS) in any order. None if nothing has weight.
///
/// ```
/// use geode_core::engine::latency::{Component, quantile};
/// let mut two = [Component { weight: 0.5, mean_ms: 50.0 }, Component { weight: 0.5, mean_ms: 40.0 }];
/// assert_eq!(quantile(&mut two, 0.0, 0.5), Some(40.0));
/// ```
pub fn quantile(components: &mut [Component], sigma: f64, p: f64) -> Option<f64> {
    quantiles(components, sigma, [p]).map(|[found]| found)
}

/// Several of them.
pub(crate) fn quantiles<const N: usize>(
    components: &mut [Component],
    sigma: f64,
    probabilities: [f64; N],
) -> Option<[f64; N]> {
    let total: f64 = components.iter().map(|c| c.weight).sum();
    if total.is_nan() || total <= 0.0 {
        return None;
    }
    let smoothed = Smoothed::new(components, sigma);
    let is_selected = sigma <= 0.0 && components.len() >= MANY_COMPONENTS;
    if smoothed.is_none() && !is_selected {
        // By weight too: sums depend on the order, and the standard library sorts equal ones differently in the app.
        components.sort_unstable_by(|a, b| a.mean_ms.total_cmp(&b.mean_ms).then(a.weight.total_cmp(&b.weight)));
    }
    let mut found = [0.0; N];
    for (p, to) in probabilities.into_iter().zip(&mut found) {
        let wanted = (p - QUANTILE_SLACK) * total;
        *to = match sigma > 0.0 {
            true => spread_quantile(components, smoothed.as_ref(), sigma, wanted)?,
            false if is_selected => select(components, wanted)?,
            false => point_quantile(components, wanted)?,
        };
    }
    Some(found)
}

/// The quantile of lognormal parts, sorted unless they are smoothed.
fn spread_quantile(components: &[Component], smoothed: Option<&Smoothed>, sigma: f64, wanted: f64) -> Option<f64> {
    let zero: f64 = components.iter().filter(|c| c.mean_ms <= 0.0).map(|c| c.weight).sum();
    if zero >= wanted {
        return Some(0.0);
    }
    let spread = components.iter().filter(|c| c.weight > 0.0 && c.mean_ms > 0.0).map(|c| c.mean_ms);
    let (first, last) =
        spread.fold(None, |ends, ms| Some(ends.map_or((ms, ms), |(a, b): (f64, f64)| (a.min(ms), b.max(ms)))))?;
    // Newton's method on the logarithmic scale; a step that leaves the bracket, or does not halve the one before, is
    // a halving of the bracket instead: it always ends.
    let shift = 0.5 * sigma * sigma;
    let (mut low, mut high) =
        (ln(first) - shift - QUANTILE_BRACKET * sigma, ln(last) - shift + QUANTILE_BRACKET * sigma);
    let (mut x, mut step) = (0.5 * (low + high), high - low);
    for _ in 0..QUANTILE_STEPS {
        let (excess, density) = match smoothed {
            Some(smoothed) => {
                let (below, density) = smoothed.at(x + shift);
                (zero - wanted + below, density)
            }
            None => sums(components, sigma, x + shift, zero - wanted),
        };
        match excess >= 0.0 {
            true => high = x,
            false => low = x,
        }
        let newton = x - excess / density * (sigma * SQRT_TAU);
        let wide = newton > low && newton < high && (newton - x).abs() < 0.5 * step;
        let next = if wide { newton } else { 0.5 * (low + high) };
        step = (next - x).abs();
        x = next;
        if step <= QUANTILE_STEP * sigma {
            break;
        }
    }
    Some(exp(x))
}

/// Σ w Φ(z) over sorted parts, added to `start`, and Σ w φ(z) √(2π), z = (`log_x` − ln mean)/σ. Of many parts only those
/// near x are looked at: the others lie wholly below or above.
fn sums(components: &[Component], sigma: f64, log_x: f64, start: f64) -> (f64, f64) {
    let (mut below, mut density) = (start, 0.0);
    let (mut from, mut to) = (0, components.len());
    if to >= MANY_COMPONENTS {
        let end = |log: f64| components.partition_point(|c| c.mean_ms <= exp(log));
        (from, to) = (end(log_x - QUANTILE_BRACKET * sigma), end(log_x + QUANTILE_BRACKET * sigma));
        below += components[..from].iter().filter(|c| c.mean_ms > 0.0).map(|c| c.weight).sum::<f64>();
    }
    for c in components[from..to].iter().filter(|c| c.mean_ms > 0.0) {
        let z = (log_x - ln(c.mean_ms)) / sigma;
        below += c.weight * normal_cdf(z);
        density += c.weight * exp(-0.5 * z * z);
    }
    (below, density)
}

/// Share of a mixture that is at most `ms`: what [`quantile`] inverts; 0 if nothing has weight.
///
/// ```
/// use geode_core::engine::latency::{Component, share_within};
/// let two = [Component { weight: 0.5, mean_ms: 50.0 }, Component { weight: 1.5, mean_ms: 40.0 }];
/// assert_eq!(share_within(&two, 0.0, 45.0), 0.75);
/// ```
pub fn share_within(components: &[Component], sigma: f64, ms: f64) -> f64 {
    let total: f64 = components.iter().map(|c| c.weight).sum();
    let shift = 0.5 * sigma * sigma;
    let within = |c: &Component| match sigma > 0.0 && ms > 0.0 && c.mean_ms > 0.0 {
        true => below(c.mean_ms, sigma, ln(ms) + shift),
        false if c.mean_ms <= ms && (sigma <= 0.0 || c.mean_ms <= 0.0) => 1.0,
        false => 0.0,
    };
    let share: f64 = components.iter().map(|c| c.weight * within(c)).sum();
    if total > 0.0 { (share / total).clamp(0.0, 1.0) } else { 0.0 }
}

/// The same at several times: of many parts without looking at each of them every time.
pub fn shares_within(components: &[Component], sigma: f64, times_ms: &[f64]) -> Vec<f64> {
    if components.len() < MANY_COMPONENTS {
        return times_ms.iter().map(|ms| share_within(components, sigma, *ms)).collect();
    }
    let weight = |parts: &[Component]| parts.iter().map(|c| c.weight).sum::<f64>();
    let total = weight(components);
    let smoothed = Smoothed::new(components, sigma);
    let mut sorted = components.to_vec();
    sorted.sort_unstable_by(|a, b| a.mean_ms.total_cmp(&b.mean_ms).then(a.weight.total_cmp(&b.weight)));
    let up_to = |ms: f64| weight(&sorted[..sorted.partition_point(|c| c.mean_ms <= ms)]);
    let within = |ms: f64| match &smoothed {
        _ if sigma <= 0.0 || ms <= 0.0 => up_to(ms),
        Some(smoothed) => up_to(0.0) + smoothed.at(ln(ms) + 0.5 * sigma * sigma).0,
        None => sums(&sorted, sigma, ln(ms) + 0.5 * sigma * sigma, up_to(0.0)).0,
    };
    let share = |ms: &f64| if total > 0.0 { (within(*ms) / total).clamp(0.0, 1.0) } else { 0.0 };
    times_ms.iter().map(share).collect()
}

/// F of one component at ln x = `log_x` − σ²/2.
fn below(mean_ms: f64, sigma: f64, log_x: f64) -> f64 {
    if mean_ms <= 0.0 { 1.0 } else { normal_cdf((log_x - ln(mean_ms)) / sigma) }
}

/// The quantile of point masses, sorted.
fn point_quantile(components: &[Component], wanted: f64) -> Option<f64> {
    let mut below = 0.0;
    for component in components.iter().filter(|c| c.weight > 0.0) {
        below += component.weight;
        if below >= wanted {
            return Some(component.mean_ms);
        }
    }
    components.iter().rev().find(|c| c.weight > 0.0).map(|c| c.mean_ms)
}
