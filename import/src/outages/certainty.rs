//! How often outages come, how long they last, and how sure that is by so many.

use super::{Window, hours_of};
use crate::report::Outages;
use geode_core::sorted;

const HOURS_A_YEAR: f64 = 8760.0;
/// That of the normal distribution at 95 %.
const Z95: f64 = 1.644_853_626_951_472_2;

/// What lengths say: their median, and the range of their mean. Of n exponential lengths of S hours together the mean is
/// S ÷ Γ(n), with a prior that is flat on its logarithm.
pub(super) fn of_lengths(outages: &mut Outages, merged: &[Window]) {
    let mut lengths: Vec<f64> = merged.iter().map(|one| hours_of(&[*one])).collect();
    sorted::by(&mut lengths, f64::total_cmp);
    let middle = |at: usize| lengths.get(at).copied();
    outages.median_hours =
        middle(lengths.len().saturating_sub(1) / 2).zip(middle(lengths.len() / 2)).map(|(a, b)| f64::midpoint(a, b));
    outages.mttr_range_hours = range_of_length(lengths.len(), outages.hours);
}

/// 5th and 95th percentile of the mean length of so many outages, of so many hours together; null below two.
pub(crate) fn range_of_length(count: usize, lost: f64) -> Option<[f64; 2]> {
    let of = |z| lost / gamma(count as f64, z);
    (count > 1).then(|| [of(Z95), of(-Z95)])
}

/// Those of how many there are in a year, of so many in so many hours.
pub(crate) fn range_of_year(count: usize, hours: f64) -> Option<[f64; 2]> {
    let of = |z| gamma(count as f64 + 0.5, z) * HOURS_A_YEAR / hours;
    (count > 1).then(|| [of(-Z95), of(Z95)])
}

/// Those of the share of time that is lost: how often times how long, the logarithms of both taken as normal and as
/// independent of each other.
pub(crate) fn range_of_share(count: usize, lost: f64, hours: f64) -> Option<[f64; 2]> {
    let ([few, many], [short, long]) = (range_of_year(count, hours)?, range_of_length(count, lost)?);
    let middle = (few * many * short * long).sqrt() / HOURS_A_YEAR;
    let wide = (many / few).ln().hypot((long / short).ln()) / 2.0;
    Some([middle * (-wide).exp(), middle * wide.exp()])
}

/// How many begin in a year, and the range of that: Γ(n + ½) in so many hours (Jeffreys).
pub(super) fn of_year(outages: &mut Outages, count: usize, hours: f64) {
    outages.per_year = Some(count as f64 * HOURS_A_YEAR / hours);
    outages.per_year_range = range_of_year(count, hours);
}

/// The quantile of a gamma distribution at that of a normal one (Wilson and Hilferty 1931), within 3 % from shape 2 on.
fn gamma(shape: f64, z: f64) -> f64 {
    let root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
    shape * root * root * root
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 2 000 000 draws of 18 ÷ Γ(3) × Γ(3.5) ÷ 4380 by another program (Python's `random`, seed 1).
    #[test]
    fn the_share_of_time_is_about_that_of_draws() {
        let [low, high] = range_of_share(3, 18.0, 4380.0).unwrap();
        assert!((low / 0.001_239 - 1.0).abs() < 0.06 && (high / 0.020_22 - 1.0).abs() < 0.06, "{low} {high}");
        assert_eq!(range_of_share(1, 18.0, 4380.0), None);
    }

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
