//! Several bills that are read together: months of one bill are one, and what covers the same time is never added.

use crate::Report;
use crate::report::{Bill, LeftOut, Period, RegionCost, Rows, Split, Transfer};
use std::collections::BTreeMap;

/// Says of each bill what others beside it mean.
pub fn warn(reports: &mut [Report]) {
    let said: Vec<Vec<String>> = reports.iter().map(|one| beside(one, reports)).collect();
    for (report, said) in reports.iter_mut().zip(said) {
        report.warnings.extend(said);
    }
}

/// What the bills beside this one mean.
fn beside(one: &Report, all: &[Report]) -> Vec<String> {
    let others = all.iter().filter(|other| !std::ptr::eq(*other, one) && other.bill.is_some() && one.bill.is_some());
    let said = |other: &Report| match is_alike(one, other) {
        true if overlap(one, other) => format!(
            "{} covers the same time: a copy, or a part of one bill? Nothing is added; of parts, make one file first",
            other.file
        ),
        true => format!("{} is taken for other months of the same bill", other.file),
        false => format!(
            "{} is another bill: nothing is added, and applied one after the other the last one counts",
            other.file
        ),
    };
    others.map(said).collect()
}

/// The reports, with months of one bill as one; where two of a kind cover the same time each stays by itself.
pub fn join(reports: Vec<Report>) -> Vec<Report> {
    let mut joined: Vec<Report> = Vec::new();
    let mut rest = std::collections::VecDeque::from(reports);
    while let Some(mut one) = rest.pop_front() {
        let (alike, others): (Vec<Report>, Vec<Report>) = rest.into_iter().partition(|other| is_alike(&one, other));
        let all: Vec<&Report> = std::iter::once(&one).chain(&alike).collect();
        let is_apart = all.iter().enumerate().all(|(at, a)| all.iter().skip(at + 1).all(|b| !overlap(a, b)));
        rest = others.into();
        if is_apart {
            one = alike.into_iter().fold(one, two);
            joined.push(one);
        } else {
            joined.push(one);
            joined.extend(alike);
        }
    }
    joined
}

/// Whether they are bills of one kind, in one currency, of one part.
fn is_alike(one: &Report, other: &Report) -> bool {
    let of = |report: &Report| {
        let cost = report.bill.as_ref().and_then(|bill| bill.monthly_cost);
        let is_whole = cost.is_some() && report.period.is_some();
        let currency = report.currency.clone().flatten().filter(|_| is_whole)?;
        Some((report.kind.clone(), currency, report.part.clone(), report.columns.clone()))
    };
    of(one).is_some_and(|own| of(other) == Some(own))
}

fn overlap(one: &Report, other: &Report) -> bool {
    match (&one.period, &other.period) {
        // Times in UTC, all written alike.
        (Some(a), Some(b)) => a.start < b.end && b.start < a.end,
        _ => true,
    }
}

/// Two stretches of one bill as one.
fn two(one: Report, other: Report) -> Report {
    let (Some(a), Some(b), Some(first), Some(second)) = (&one.bill, &other.bill, &one.period, &other.period) else {
        return one;
    };
    let hours = first.hours + second.hours;
    let mean = |a: f64, b: f64| (a * first.hours + b * second.hours) / hours;
    let bill = bill(a, b, &mean);
    let period = Period {
        start: first.start.clone().min(second.start.clone()),
        end: first.end.clone().max(second.end.clone()),
        hours,
    };
    let prices = if first.hours >= second.hours { one.prices } else { other.prices };
    let mut warnings = one.warnings;
    for warning in other.warnings {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    Report {
        file: format!("{}, {}", one.file, other.file),
        period: Some(period),
        rows: rows(one.rows, other.rows),
        bill: Some(bill),
        questions: [one.questions, other.questions].concat(),
        prices,
        warnings,
        ..one
    }
}

fn bill(a: &Bill, b: &Bill, mean: &dyn Fn(f64, f64) -> f64) -> Bill {
    let both = |of: fn(&Bill) -> Option<f64>| Some(mean(of(a)?, of(b)?));
    let mut by: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for one in &a.monthly_cost_by_region {
        by.entry(&one.region).or_default().0 += one.monthly;
    }
    for one in &b.monthly_cost_by_region {
        by.entry(&one.region).or_default().1 += one.monthly;
    }
    let of = |(region, (a, b)): (&str, (f64, f64))| RegionCost { region: region.to_owned(), monthly: mean(a, b) };
    let mut regions: Vec<RegionCost> = by.into_iter().map(of).collect();
    regions.sort_by(|a, b| b.monthly.total_cmp(&a.monthly).then_with(|| a.region.cmp(&b.region)));
    let total = both(|bill| bill.monthly_cost);
    let share = |of: fn(&Split) -> f64| {
        let paid = |bill: &Bill| Some(of(bill.split.as_ref()?) * bill.monthly_cost?);
        Some(mean(paid(a)?, paid(b)?) / total?)
    };
    let split = share(|split| split.storage).zip(share(|split| split.fixed)).map(|(storage, fixed)| Split {
        compute: 1.0 - storage - fixed,
        storage,
        fixed,
    });
    Bill {
        monthly_cost: total,
        monthly_cost_without_region: both(|bill| bill.monthly_cost_without_region),
        monthly_cost_by_region: regions,
        split,
        transfer: transfer(a.transfer, b.transfer, mean),
        ..Bill::default()
    }
}

/// The price is that of the months whose price is known: an unknown one is no price of 0.
fn transfer(a: Option<Transfer>, b: Option<Transfer>, mean: &dyn Fn(f64, f64) -> f64) -> Option<Transfer> {
    let gb = |one: Option<Transfer>| one.map_or(0.0, |one| one.gb_per_month);
    let priced = |one: Option<Transfer>| one.filter(|one| one.price_per_gb.is_some());
    let paid = |one: Option<Transfer>| one.and_then(|one| Some(one.gb_per_month * one.price_per_gb?)).unwrap_or(0.0);
    let of_known = mean(gb(priced(a)), gb(priced(b)));
    let price_per_gb = (of_known > 0.0).then(|| mean(paid(a), paid(b)) / of_known);
    a.or(b).map(|_| Transfer { gb_per_month: mean(gb(a), gb(b)), price_per_gb })
}

fn rows(one: Rows, other: Rows) -> Rows {
    let mut left: Vec<LeftOut> = one.left_out;
    for row in other.left_out {
        match left.iter_mut().find(|known| known.why == row.why) {
            Some(known) => {
                known.rows += row.rows;
                known.sum = known.sum.zip(row.sum).map(|(a, b)| a + b);
            }
            None => left.push(row),
        }
    }
    Rows {
        read: one.read + other.read,
        used: one.used + other.used,
        used_sum: one.used_sum.zip(other.used_sum).map(|(a, b)| a + b),
        left_out: left,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A month whose price of transfer was unknown halved that of the other one: it counted as free.
    #[test]
    fn an_unknown_price_is_not_nothing() {
        let of = |gb_per_month, price_per_gb| Some(Transfer { gb_per_month, price_per_gb });
        let mean = |a: f64, b: f64| 0.5 * (a + b);
        let found = |a, b| transfer(a, b, &mean).map(|one| (one.gb_per_month, one.price_per_gb));
        assert_eq!(found(of(100.0, Some(0.02)), of(100.0, None)), Some((100.0, Some(0.02))));
        assert_eq!(found(of(100.0, None), of(100.0, None)), Some((100.0, None)));
        // (300 × 0.02 + 100 × 0.06) ÷ 400.
        assert_eq!(found(of(300.0, Some(0.02)), of(100.0, Some(0.06))), Some((200.0, Some(0.03))));
        assert_eq!(found(of(100.0, Some(0.02)), None), Some((50.0, Some(0.02))));
        assert_eq!(found(None, None), None);
    }
}
