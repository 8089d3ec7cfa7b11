//! How often outages come, how long they last, and how sure that is by so many.

use super::{Window, hours_of};
use crate::report::Outages;

const HOURS_A_YEAR: f64 = 8760.0;
/// That of the normal distribution at 95 %.
const Z95: f64 = 1.644_853_626_951_472_2;

/// What lengths say: their median, and the range of their mean. Of n exponential lengths of S hours together the mean is
/// S ÷ Γ(n), with a prior that is flat on its logarithm.
pub(super) fn of_lengths(outages: &mut Outages, merged: &[Window]) {
    let mut lengths: Vec<f64> = merged.iter().map(|one| hours_of(&[*one])).collect();
    lengths.sort_by(f64::total_cmp);
    let middle = |at: usize| lengths.get(at).copied();
    outages.median_hours =
        middle(lengths.len().saturating_sub(1) / 2).zip(middle(lengths.len() / 2)).map(|(a, b)| f64::midpoint(a, b));
    if lengths.len() > 1 {
        let of = |z| outages.hours / gamma(lengths.len() as f64, z);
        outages.mttr_range_hours = Some([of(Z95), of(-Z95)]);
    }
}

/// How many begin in a year, and the range of that: Γ(n + ½) in so many hours (Jeffreys).
pub(super) fn of_year(outages: &mut Outages, count: usize, hours: f64) {
    let a_year = HOURS_A_YEAR / hours;
    outages.per_year = Some(count as f64 * a_year);
    if count > 1 {
        let of = |z| gamma(count as f64 + 0.5, z) * a_year;
        outages.per_year_range = Some([of(-Z95), of(Z95)]);
    }
}

/// The quantile of a gamma distribution at that of a normal one (Wilson and Hilferty 1931), within 3 % from shape 2 on.
fn gamma(shape: f64, z: f64) -> f64 {
    let root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
    shape * root * root * root
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half of the quantiles of χ² in tables (NIST, 1.3.6.7.4): of 4, 10 and 40 degrees of freedom.
    #[test]
    fn quantiles_are_those_of_tables() {
        for (shape, low, high) in [(2.0, 0.711, 9.488), (5.0, 3.940, 18.307), (20.0, 26.509, 55.758)] {
            for (z, chi_squared) in [(-Z95, low), (Z95, high)] {
                let exact: f64 = chi_squared / 2.0;
                assert!((gamma(shape, z) / exact - 1.0).abs() < 0.03, "{shape} {z}: {} {exact}", gamma(shape, z));
            }
        }
    }
}
