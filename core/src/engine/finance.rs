//! Money over time.

use super::constants::{
    IRR_HIGHEST_LOG_RATE, IRR_MAX_EXPONENT, IRR_MAX_LOG_RATE, IRR_SCAN_POINTS, IRR_STEPS, MONTHS_PER_YEAR,
};
use super::math::{exp_m1, ln_1p, pow};
use crate::scenario::model::Finance;

/// Net present value: Σ flow_t / (1 + rate)^t, the first flow undiscounted.
///
/// ```
/// use geode_core::engine::finance::npv;
/// // numpy-financial's example prints 3065.22267.
/// assert!((npv(0.08, [-40_000.0, 5_000.0, 8_000.0, 12_000.0, 30_000.0]) - 3_065.222_67).abs() < 1e-5);
/// ```
pub fn npv(rate: f64, flows: impl IntoIterator<Item = f64>) -> f64 {
    let factor = 1.0 / (1.0 + rate);
    let mut discount = 1.0;
    flows
        .into_iter()
        .map(|flow| {
            let value = flow * discount;
            discount *= factor;
            value
        })
        .sum()
}

/// Monthly flows of an option: −migration, then from month 1 to the horizon benefit_t − extra cost, where
/// benefit_t = benefit × (1 + growth)^((t − 1)/12) once the option is live, 0 before.
pub fn flows(finance: &Finance, migration: f64, benefit: f64, extra: f64) -> impl Iterator<Item = f64> + use<> {
    let monthly_growth = pow(1.0 + finance.annual_growth, 1.0 / MONTHS_PER_YEAR);
    let live = finance.months_until_live;
    let mut grown = benefit;
    let months = (1..=finance.horizon_months).map(move |month| {
        let benefit = if month > live { grown } else { 0.0 };
        grown *= monthly_growth;
        benefit - extra
    });
    std::iter::once(-migration).chain(months)
}

/// Discount rate of a month: (1 + r)^(1/12) − 1.
pub fn monthly_rate(annual_rate: f64) -> f64 {
    exp_m1(ln_1p(annual_rate) / MONTHS_PER_YEAR)
}

/// Rate of a year from that of a month: (1 + i)^12 − 1.
pub fn annual_rate(monthly_rate: f64) -> f64 {
    exp_m1(ln_1p(monthly_rate) * MONTHS_PER_YEAR)
}

/// Internal rates of return: how many there are, and the one nearest to 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct InternalRate {
    /// The rate per period nearest to 0; none if no rate makes the flows worth 0.
    pub nearest: Option<f64>,
    /// Number of rates found: where there are several, the figure says little.
    pub count: u32,
}

/// Internal rates of return per period: the rates at which the flows are worth 0.
///
/// In v = 1/(1 + rate) the value is a polynomial. By Descartes' rule flows of one sign have no rate and flows that
/// change sign once have exactly one; only flows that change sign oftener are scanned for several.
///
/// ```
/// use geode_core::engine::finance::irr;
/// let rate = irr(&[-100.0, 39.0, 59.0, 55.0, 20.0]).nearest; // numpy-financial's example
/// assert!(rate.is_some_and(|r| (r - 0.280_948_421_159_961_1).abs() < 1e-12));
/// ```
pub fn irr(flows: &[f64]) -> InternalRate {
    let signs = flows.iter().filter(|f| **f != 0.0);
    let changes = signs.clone().zip(signs.skip(1)).filter(|(a, b)| (**a > 0.0) != (**b > 0.0)).count();
    let periods = flows.len().max(2) as f64 - 1.0;
    let edge = IRR_MAX_LOG_RATE.min(IRR_MAX_EXPONENT / periods);
    let points = match changes {
        0 => return InternalRate::default(),
        1 => 1,
        _ => IRR_SCAN_POINTS,
    };
    let value = |log_rate: f64| npv(exp_m1(log_rate), flows.iter().copied());
    let mut found = InternalRate::default();
    // One bracket more for what is paid back at once; a discount can only vanish there, not overflow.
    let at = |i: u32| match i > points {
        true => IRR_HIGHEST_LOG_RATE,
        false => edge * (2.0 * f64::from(i) / f64::from(points) - 1.0),
    };
    let mut left = value(at(0));
    for i in 0..=points {
        let right = value(at(i + 1));
        if left == 0.0 || (left < 0.0) != (right < 0.0) && right != 0.0 {
            let log_rate = if left == 0.0 { at(i) } else { bisect(&value, at(i), at(i + 1), left < 0.0) };
            let rate = exp_m1(log_rate);
            found.count += 1;
            if found.nearest.is_none_or(|r| rate.abs() < r.abs()) {
                found.nearest = Some(rate);
            }
        }
        left = right;
    }
    found
}

fn bisect(value: &impl Fn(f64) -> f64, mut low: f64, mut high: f64, rises: bool) -> f64 {
    for _ in 0..IRR_STEPS {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        match (value(middle) < 0.0) == rises {
            true => low = middle,
            false => high = middle,
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_of_numpy_financials_examples() {
        let nearest = |flows: &[f64]| irr(flows).nearest.unwrap();
        assert!((nearest(&[-100.0, 0.0, 0.0, 74.0]) + 0.0955).abs() < 5e-5);
        assert!((nearest(&[-100.0, 100.0, 0.0, -7.0]) + 0.0833).abs() < 5e-5);
        assert!(irr(&[-100.0, 100.0, 0.0, -7.0]).count > 1);
        // One period: −m + b/(1 + r) = 0. What came back more than 148 times within a month had none.
        for back in [1e3, 1e6, 1e20] {
            assert!((nearest(&[-1.0, back]) / (back - 1.0) - 1.0).abs() < 1e-12);
        }
        assert_eq!(irr(&[-100.0, -1.0]), InternalRate::default());
        assert_eq!(irr(&[0.0, 0.0]), InternalRate::default());
        assert_eq!(irr(&[]), InternalRate::default());
    }

    #[test]
    fn a_month_and_a_year_agree() {
        assert!((annual_rate(monthly_rate(0.1)) - 0.1).abs() < 1e-15);
    }
}
