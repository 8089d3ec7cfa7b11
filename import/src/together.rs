//! Several bills that are read together: months of one bill are one, so are its parts where somebody says so, and what may
//! be the same twice is never added.

mod relation;

use self::relation::Relation;
use crate::Report;
use crate::bill::books::{self, Books};
use crate::moment::Seconds;
use crate::report::{Bill, LeftOut, Period, RegionCost, Rows, Split, Transfer};
use geode_core::sorted;
use std::collections::{BTreeMap, BTreeSet};

/// A report, and the months that it uses: worked out once, however many it is held against.
struct Held<'r> {
    report: &'r Report,
    months: BTreeSet<Seconds>,
}

fn held(reports: &[Report]) -> Vec<Held<'_>> {
    let months = |report: &Report| report.books.as_ref().map(|books| books.months()).unwrap_or_default();
    reports.iter().map(|report| Held { report, months: months(report) }).collect()
}

/// Says of each bill what others beside it mean: once for all that are the same to it.
pub fn warn(reports: &mut [Report]) {
    let bills: Vec<Held> = held(reports).into_iter().filter(|one| one.report.bill.is_some()).collect();
    let said = |(at, one): (usize, &Held)| -> Vec<String> {
        let mut kinds: Vec<(Relation, Vec<&str>)> = Vec::new();
        for (_, other) in bills.iter().enumerate().filter(|(place, _)| *place != at) {
            let how = relation(one, other);
            match kinds.iter_mut().find(|(known, _)| *known == how) {
                Some((_, files)) => files.push(&other.report.file),
                None => kinds.push((how, vec![&other.report.file])),
            }
        }
        kinds.iter().map(|(how, files)| how.words(files)).collect()
    };
    let said: Vec<Vec<String>> = bills.iter().enumerate().map(said).collect();
    for (report, said) in reports.iter_mut().filter(|report| report.bill.is_some()).zip(said) {
        report.warnings.extend(said);
    }
}

/// The reports, with months of one bill as one; where two of a kind cover the same time each stays by itself.
pub fn join(reports: Vec<Report>) -> Vec<Report> {
    let mut joined: Vec<Report> = Vec::new();
    let mut rest = std::collections::VecDeque::from(reports);
    while let Some(one) = rest.pop_front() {
        let is_of_it = |other: &Report| is_alike(&one, other) && !are_of_others(&one, other);
        let (alike, others): (Vec<Report>, Vec<Report>) = rest.into_iter().partition(is_of_it);
        rest = others.into();
        let all: Vec<Report> = std::iter::once(one).chain(alike).collect();
        let are_months = pairs(&held(&all)).all(|(a, b)| relation(a, b) == Relation::Months);
        match are_months.then(|| added(&all)) {
            Some(Ok(one)) => joined.push(one),
            _ => joined.extend(all),
        }
    }
    joined
}

/// Several bills as one, since somebody says so: months, numbered parts, and accounts that all have the same months.
///
/// # Errors
/// Why they cannot be: which of them may be the same twice, or is of another kind.
pub fn one(reports: &[Report]) -> Result<Report, String> {
    if let Some(other) = reports.iter().find(|report| report.bill.is_none()) {
        return Err(format!("{} is no bill", other.file));
    }
    let bills = held(reports);
    let wrong = pairs(&bills).map(|(a, b)| (a, b, relation(a, b))).find(|(.., how)| {
        // Of several accounts each may have its months.
        !(how.is_of_one() || *how == Relation::Mixed)
    });
    if let Some((a, b, how)) = wrong {
        return Err(format!("{}: {}", a.report.file, how.words(&[&b.report.file])));
    }
    let all: Vec<(&Held, BTreeSet<Seconds>)> = bills.iter().map(|one| (one, months_of(one, &bills))).collect();
    // What has none of a part needs no month of others, but may have none that they lack.
    let lacks = |(_, own): &(&Held, BTreeSet<Seconds>), (other, all): &(&Held, BTreeSet<Seconds>)| {
        !has_none_of_it(other.report) && !all.is_superset(own)
    };
    let apart = pairs(&all).find(|(a, b)| are_of_others(a.0.report, b.0.report) && (lacks(a, b) || lacks(b, a)));
    if let Some(((a, _), (b, _))) = apart {
        let (a, b) = (&a.report.file, &b.report.file);
        return Err(format!("{a} and {b} are of other accounts and not of the same months"));
    }
    added(reports).map_err(|refused| refused.to_string())
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    all.iter().enumerate().flat_map(|(at, a)| all.iter().skip(at + 1).map(move |b| (a, b)))
}

/// Bills as one.
fn added(all: &[Report]) -> Result<Report, crate::Refused> {
    match (all, books::one(all, are_parts)?) {
        ([one], _) => Ok(one.clone()),
        (_, Some(one)) => Ok(one),
        ([first, others @ ..], None) => Ok(others.iter().cloned().fold(first.clone(), two)),
        ([], None) => Err(crate::Refused::file("no file was given", "a bill")),
    }
}

fn relation(a: &Held, b: &Held) -> Relation {
    let (one, other) = (a.report, b.report);
    if !is_alike(one, other) {
        return Relation::Other;
    }
    let are_others = are_of_others(one, other);
    let has_none = has_none_of_it(one) || has_none_of_it(other);
    match overlap(a, b) {
        _ if has_none && !are_others => Relation::Months,
        _ if !has_none && is_copy(one, other) => Relation::Copy,
        // Rows in the order of their days: what one has of a month, another goes on with.
        _ if are_parts(one, other) => Relation::Numbered,
        true if are_others => Relation::Accounts,
        true => Relation::SameTime,
        false if are_others => Relation::Mixed,
        false => Relation::Months,
    }
}

fn both<'r>(one: &'r Report, other: &'r Report) -> Option<(&'r Books, &'r Books)> {
    Some((one.books.as_deref()?, other.books.as_deref()?))
}

/// Whether the part of the bill that was chosen is in no row of this file: it adds nothing to others, whatever it is.
fn has_none_of_it(report: &Report) -> bool {
    report.part.is_some() && report.books.is_some() && report.rows.used == 0
}

/// Whether no account is in both.
fn are_of_others(one: &Report, other: &Report) -> bool {
    both(one, other).and_then(|(a, b)| a.owners.are_others_than(&b.owners)) == Some(true)
}

/// The months that a bill has, with all that are of its accounts.
fn months_of(one: &Held, all: &[Held]) -> BTreeSet<Seconds> {
    let own = all.iter().filter(|other| !are_of_others(one.report, other.report));
    own.flat_map(|other| &other.months).copied().collect()
}

/// Whether both say the same of the same time.
fn is_copy(one: &Report, other: &Report) -> bool {
    let of = |report: &Report| (report.rows.read, report.rows.used, report.rows.used_sum);
    let by = |report: &Report| report.bill.as_ref().map(|bill| bill.monthly_cost_by_region.clone());
    one.period == other.period && of(one) == of(other) && by(one) == by(other)
}

fn are_parts(one: &Report, other: &Report) -> bool {
    let are_alike = |(a, b): (&Books, &Books)| a.header == b.header && a.meets(b);
    both(one, other).is_some_and(are_alike) && are_numbered(&one.file, &other.file)
}

/// Whether names differ in one number that counts parts: in none of a date, nor in that of a second download, "bill (1).csv".
fn are_numbered(one: &str, other: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let common = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map_or(one.len(), |((at, _), _)| at);
    let before = one.get(..common).unwrap_or_default().trim_end_matches(is_digit);
    let split = |name: &str| {
        let rest = name.get(before.len()..).unwrap_or_default();
        let after = rest.trim_start_matches(is_digit).to_owned();
        (rest.len() - after.len(), after)
    };
    let ((a, after), (b, after_other)) = (split(one), split(other));
    let is_year = |digits: &str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    // A day, a month or a year beside it makes a date of it.
    let is_of_date = |digits: &str| digits.len() == 2 || is_year(digits);
    let marks = ['-', '_', '.', ' '];
    let left = before.strip_suffix(marks).unwrap_or_default();
    let left = left.get(left.trim_end_matches(is_digit).len()..).unwrap_or_default();
    let right = after.strip_prefix(marks).unwrap_or_default();
    let right = right.get(..right.len() - right.trim_start_matches(is_digit).len()).unwrap_or_default();
    (1..=5).contains(&a)
        && (1..=5).contains(&b)
        && after == after_other
        && !before.ends_with('(')
        && !is_of_date(left)
        && !is_of_date(right)
}

/// Whether they are bills of one kind, of one part, and in one currency as far as there is money of it in both.
fn is_alike(one: &Report, other: &Report) -> bool {
    let of = |report: &Report| {
        // One of FOCUS is one whatever its version, and both of its sums are kept.
        let kind = if report.kind.starts_with("focus-") { "focus" } else { report.kind.as_str() };
        let columns = report.columns.clone().filter(|_| kind != "focus");
        (kind.to_owned(), report.part.clone(), columns)
    };
    let currency = |report: &Report| {
        let cost = report.bill.as_ref().and_then(|bill| bill.monthly_cost);
        report.currency.clone().flatten().filter(|_| cost.is_some() && report.period.is_some())
    };
    let is_one = || currency(one).is_some_and(|own| currency(other) == Some(own));
    of(one) == of(other) && (has_none_of_it(one) || has_none_of_it(other) || is_one())
}

fn overlap(a: &Held, b: &Held) -> bool {
    if both(a.report, b.report).is_some() {
        return !a.months.is_disjoint(&b.months);
    }
    match (&a.report.period, &b.report.period) {
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
    sorted::by(&mut regions, |a, b| b.monthly.total_cmp(&a.monthly).then_with(|| a.region.cmp(&b.region)));
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

    #[test]
    fn numbers_that_count_parts_are_told_from_dates() {
        for (one, other) in [
            ("part_0_0001.csv.gz", "part_1_0001.csv.gz"),
            ("part_1_0001.csv", "part_1_0002.csv"),
            ("export-00009.csv", "export-00010.csv"),
            ("part-00000-5c3e.csv", "part-00001-5c3e.csv"),
            ("may 2.csv", "may 3.csv"),
            ("2026-05 bill part 1.csv", "2026-05 bill part 2.csv"),
        ] {
            assert!(are_numbered(one, other) && are_numbered(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("bill.csv", "bill.csv"),
            ("bill (1).csv", "bill (2).csv"),
            ("bill.csv", "bill (1).csv"),
            ("bill-20260520.csv", "bill-20260521.csv"),
            ("bill-2026-05-20.csv", "bill-2026-05-21.csv"),
            ("bill-2026-05.csv", "bill-2026-06.csv"),
            ("bill_20.05.2026.csv", "bill_21.05.2026.csv"),
            ("actual1.csv", "amortized2.csv"),
            ("\u{e9}1.csv", "\u{e8}2.csv"),
            ("", "1"),
        ] {
            assert!(!are_numbered(one, other) && !are_numbered(other, one), "{one} {other}");
        }
    }

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
