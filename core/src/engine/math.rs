//! Elementary functions with the same bits natively and in the browser.
//!
//! `f64::ln` and its kin call the platform's library natively and another one in WebAssembly; they differ in the
//! last bits. Everything goes through the pure Rust `libm` instead, which a lint enforces (`clippy.toml`).

use super::constants::ROUNDING;

/// Natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Decimal logarithm.
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// e^x.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// x^y.
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// e^x − 1 without cancellation near 0.
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// ln(1 + x) without cancellation near 0.
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// Square root, correctly rounded everywhere.
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// Probability that a standard normal variable is at most z: Φ(z) = erfc(−z/√2)/2, which keeps its digits in the
/// lower tail.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// a / b, or none where that is not a finite number.
pub(crate) fn ratio(a: f64, b: f64) -> Option<f64> {
    let ratio = a / b;
    (b != 0.0 && ratio.is_finite()).then_some(ratio)
}

/// a − b, or 0 where rounding alone tells them apart: nothing is worth money that comes from the last digits.
pub(crate) fn difference(a: f64, b: f64) -> f64 {
    let difference = a - b;
    if difference.abs() <= ROUNDING * a.abs().max(b.abs()) { 0.0 } else { difference }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_tail_of_the_normal_distribution_keeps_its_digits() {
        // Φ(−8) from tables of the error function (Abramowitz and Stegun 26.2): 6.220960574271785e-16.
        assert!((normal_cdf(-8.0) / 6.220_960_574_271_785e-16 - 1.0).abs() < 1e-12);
        assert_eq!(normal_cdf(0.0), 0.5);
    }
}
