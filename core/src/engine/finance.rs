//! Money over time (model.md §8).

use super::constants::{MAX_PAYBACK_MONTHS, MONTHS_PER_YEAR, ROUNDING};
use super::math::{exp_m1, ln, ln_1p, pow};
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

/// Monthly flows of an option from month 1 on, what is paid once left aside:
/// \[t > months until live\] × benefit × (1 + g)^((t − 1)/12) − extra × (1 + c)^((t − 1)/12).
///
/// Both growths count from month 1, also where the benefit comes later.
pub fn flows(finance: &Finance, benefit: f64, extra: f64, months: u32) -> impl Iterator<Item = f64> + use<> {
    let monthly = |annual: f64| pow(1.0 + annual, 1.0 / MONTHS_PER_YEAR);
    let (benefit_growth, cost_growth) = (monthly(finance.annual_growth), monthly(finance.annual_cost_growth));
    let live = finance.months_until_live;
    let (mut benefit, mut extra) = (benefit, extra);
    (1..=months).map(move |month| {
        let flow = if month > live { benefit } else { 0.0 } - extra;
        benefit *= benefit_growth;
        extra *= cost_growth;
        flow
    })
}

/// What 1 a month over the horizon is worth today.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// As a benefit: it grows, and comes once the option is live.
    pub benefit: f64,
    /// As a cost: it grows too.
    pub cost: f64,
    /// The same every month: Σ (1 + i)^−t.
    pub level: f64,
}

/// What 1 a month over the horizon is worth today, by what it is.
pub fn worth(finance: &Finance) -> Worth {
    let rate = monthly_rate(finance.annual_discount_rate);
    let of = |benefit: f64, extra: f64| {
        let flows = flows(finance, benefit, extra, finance.horizon_months);
        npv(rate, std::iter::once(0.0).chain(flows))
    };
    let level = std::iter::repeat_n(1.0, finance.horizon_months as usize);
    Worth { benefit: of(1.0, 0.0), cost: -of(0.0, 1.0), level: npv(rate, std::iter::once(0.0).chain(level)) }
}

/// Discount rate of a month: (1 + r)^(1/12) − 1.
pub fn monthly_rate(annual_rate: f64) -> f64 {
    exp_m1(ln_1p(annual_rate) / MONTHS_PER_YEAR)
}

/// Rate of a year from that of a month: (1 + i)^12 − 1.
pub fn annual_rate(monthly_rate: f64) -> f64 {
    exp_m1(ln_1p(monthly_rate) * MONTHS_PER_YEAR)
}

/// The month from which on the flows so far stay at or above 0 to the end of the horizon, undiscounted, in a straight
/// line within a month; where they are below 0 there, the first later month at which they reach 0, up to
/// [`MAX_PAYBACK_MONTHS`]. None where they never do; 0 where they never are below 0.
///
/// ```
/// use geode_core::engine::finance::payback_months;
/// use geode_core::scenario::presets;
/// let finance = presets::worked_example().finance;
/// assert_eq!(payback_months(&finance, 300.0, 30.0, 20.0), Some(30.0));
/// ```
pub fn payback_months(finance: &Finance, migration: f64, benefit: f64, extra: f64) -> Option<f64> {
    let (mut so_far, mut size) = (-migration, migration);
    let mut paid_back = (migration <= 0.0).then_some(0.0);
    let horizon = finance.horizon_months;
    // Once an option is live its flows then only fall: what they do not pay back they never will.
    let falls = benefit * finance.annual_growth <= 0.0 && extra * finance.annual_cost_growth >= 0.0;
    for (month, flow) in (1..).zip(flows(finance, benefit, extra, horizon.max(MAX_PAYBACK_MONTHS))) {
        let before = so_far;
        so_far += flow;
        size += flow.abs();
        // What sums to 0 but for rounding is paid back.
        let is_below = |total: f64| total < -ROUNDING * size;
        if is_below(so_far) {
            paid_back = None;
            if falls && flow <= 0.0 && month > finance.months_until_live {
                break;
            }
        } else if paid_back.is_none() {
            paid_back = Some(f64::from(month - 1) + (-before / flow).clamp(0.0, 1.0));
        }
        if month >= horizon && paid_back.is_some() {
            break;
        }
    }
    paid_back
}

/// Modified internal rate of return, annual: (FV of the inflows / −PV of the outflows)^(12/n) − 1, both at the discount
/// rate, over the flows of months 0 to n. None without both inflows and outflows.
///
/// Its difference to the discount rate has the sign of the net present value. Spreadsheets have two other conventions:
/// their NPV function discounts the first flow too, and a monthly rate is often taken as r/12.
pub fn mirr_annual(finance: &Finance, flows: &[f64]) -> Option<f64> {
    let rate = monthly_rate(finance.annual_discount_rate);
    let inflows = npv(rate, flows.iter().map(|flow| flow.max(0.0)));
    let outflows = npv(rate, flows.iter().map(|flow| (-flow).max(0.0)));
    let years = flows.len().saturating_sub(1) as f64 / MONTHS_PER_YEAR;
    // FV = PV × (1 + r)^years, so the logarithms of the rates add up.
    let log_rate = ln(inflows / outflows) / years + ln_1p(finance.annual_discount_rate);
    Some(exp_m1(log_rate)).filter(|rate| inflows > 0.0 && outflows > 0.0 && rate.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finance() -> Finance {
        crate::scenario::presets::worked_example().finance
    }

    /// Flows that only fall are not followed for fifty years; what is said is what following them would say.
    #[test]
    fn giving_up_early_gives_up_nothing() {
        let followed = |finance: &Finance, migration: f64, benefit: f64, extra: f64| {
            let horizon = finance.horizon_months as usize;
            let months = flows(finance, benefit, extra, finance.horizon_months.max(MAX_PAYBACK_MONTHS));
            let (mut so_far, mut size) = (vec![-migration], vec![migration]);
            for flow in months {
                so_far.push(so_far[so_far.len() - 1] + flow);
                size.push(size[size.len() - 1] + flow.abs());
            }
            let is_below = |month: usize| so_far[month] < -ROUNDING * size[month];
            let last = (0..=horizon).rev().find(|month| is_below(*month));
            match last {
                None => Some(0),
                Some(last) => (last + 1..so_far.len()).find(|month| !is_below(*month)),
            }
        };
        let (mut never, mut late) = (0, 0);
        for i in 0..20_000_u32 {
            let pick = |salt: u32, of: &[f64]| of[(i.wrapping_mul(2_654_435_761) >> salt) as usize % of.len()];
            let finance = Finance {
                annual_growth: pick(3, &[0.0, 0.05, -0.2, 3.0]),
                annual_cost_growth: pick(7, &[0.0, 0.04, -0.3, 2.0]),
                months_until_live: pick(11, &[0.0, 12.0, 50.0]) as u32,
                horizon_months: pick(13, &[1.0, 36.0, 600.0]) as u32,
                ..finance()
            };
            let (migration, benefit, extra) =
                (pick(17, &[0.0, 10.0, 5e3]), pick(19, &[-5.0, 0.0, 1.0, 8.0]), pick(23, &[-3.0, 0.0, 1.0, 8.0]));
            let expected = followed(&finance, migration, benefit, extra);
            let found = payback_months(&finance, migration, benefit, extra).map(|months| months.ceil() as usize);
            assert_eq!(found, expected, "{finance:?} {migration} {benefit} {extra}");
            never += u32::from(expected.is_none());
            late += u32::from(expected.is_some_and(|month| month > 36));
        }
        assert!(never > 1_000 && late > 100, "{never} never, {late} late");
    }

    #[test]
    fn a_month_and_a_year_agree() {
        assert!((annual_rate(monthly_rate(0.1)) - 0.1).abs() < 1e-15);
    }

    /// Payback was migration ÷ net benefit, whatever came before the option was live and however costs grew.
    #[test]
    fn payback_is_where_the_flows_so_far_stay_above_nothing() {
        // changes of the contract: −600 k, twelve months of −100 k, then +50 k a month.
        let late = Finance { months_until_live: 12, annual_discount_rate: 0.0, ..finance() };
        assert_eq!(payback_months(&late, 600e3, 150e3, 100e3), Some(48.0));
        let worth = worth(&late);
        assert_eq!(worth.benefit * 150e3 - worth.cost * 100e3 - 600e3, -600e3);
        // Never below 0, never above, and never at all.
        assert_eq!(payback_months(&finance(), 0.0, 2.0, 1.0), Some(0.0));
        assert_eq!(payback_months(&finance(), 1.0, 1.0, 2.0), None);
        assert_eq!(payback_months(&finance(), 0.0, 0.0, 0.0), Some(0.0));
        assert_eq!(payback_months(&finance(), 0.0, 1.0, 2.0), None);
        // 600 months are the most: 599 and 601 of them.
        assert_eq!(payback_months(&finance(), 599.5, 1.0, 0.0), Some(599.5));
        assert_eq!(payback_months(&finance(), 600.5, 1.0, 0.0), None);
        // Paid back within a year, and costs that outgrow the benefit eat it up before the horizon ends.
        let eaten = Finance { annual_cost_growth: 1.0, ..finance() };
        assert_eq!(payback_months(&eaten, 5.0, 2.0, 1.0), None);
        assert!(
            payback_months(&Finance { horizon_months: 12, ..eaten }, 5.0, 2.0, 1.0).is_some_and(|month| month < 12.0)
        );
    }

    /// The formula by hand: −100 now, 60 after one and 70 after two years at 10 %: (60 × 1.1 + 70) ÷ 100 = 1.36.
    #[test]
    fn a_modified_rate_by_hand() {
        let mut flows = vec![0.0; 25];
        (flows[0], flows[12], flows[24]) = (-100.0, 60.0, 70.0);
        let found = mirr_annual(&finance(), &flows).unwrap();
        assert!((found - (1.36_f64.sqrt() - 1.0)).abs() < 1e-12, "{found}");
        assert_eq!(mirr_annual(&finance(), &[-1.0, -1.0]), None);
        assert_eq!(mirr_annual(&finance(), &[0.0, 1.0]), None);
    }
}
