//! What AWS Cost Explorer downloads: one column a region or service, one row a month or day, a row and a column of
//! totals. Whoever adds everything up gets four times the bill.

use super::Closed;
use super::region::Regions;
use crate::asked::Asked;
use crate::moment::{self, HOURS_PER_MONTH, Seconds, Slashes};
use crate::refused::Refused;
use crate::report::{Bill, Columns, LeftOut, RegionCost, Report, Rows};
use crate::sum::Sum;
use crate::table::{Header, Table};
use csv::ByteRecord;
use geode_core::catalogue::{Catalogue, Provider};
use geode_core::sorted;

const DAY: Seconds = 24 * 3600;
/// The most rows: ten years of days.
const MAX_ROWS: usize = 4000;

/// Whether a header is one of Cost Explorer's.
pub(crate) fn fits(header: &Header) -> bool {
    header.names().last().is_some_and(|name| name.starts_with("Total costs"))
}

/// A row of amounts, one a column.
struct Line {
    start: Seconds,
    amounts: Vec<f64>,
    at: u64,
}

/// Reads a bill.
pub(crate) fn read(mut table: Table, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    table.numbers.is_alike = true;
    table.header.need_all();
    // By service taxes have a column of their own, and are no cost of a region.
    let is_tax = |column: &usize| !is_by_region(&table) && service(table.header.name(*column)) == "Tax";
    let (taxes, columns): (Vec<usize>, Vec<usize>) =
        (1..table.header.names().len().saturating_sub(1)).partition(is_tax);
    let mut tax = LeftOut { why: "tax".into(), rows: 0, sum: None };
    let mut totals = LeftOut { why: "totals row".into(), rows: 0, sum: None };
    let mut lines = Vec::new();
    let mut record = ByteRecord::new();
    while table.next(&mut record)? {
        let first = String::from_utf8_lossy(record.get(0).unwrap_or_default()).into_owned();
        let read = |columns: &[usize]| -> Result<Vec<f64>, Refused> {
            columns.iter().map(|column| Ok(table.number(&record, *column)?.unwrap_or(0.0))).collect()
        };
        let (amounts, taxed) = (read(&columns)?, sum(read(&taxes)?.into_iter()));
        let at = table.line(&record);
        if first.to_ascii_lowercase().ends_with(" total") {
            totals.rows += 1;
            totals.sum = Some(totals.sum.unwrap_or(0.0) + sum(amounts.iter().copied()) + taxed);
            continue;
        }
        if !taxes.is_empty() {
            tax.sum = Some(tax.sum.unwrap_or(0.0) + taxed);
        }
        let start = moment::moment(&first, Slashes::said(&asked.answers)).ok_or_else(|| {
            let wrong = format!("begins with {first:?}");
            moment::refused(at, &first, wrong, "the first day of a month, or a day, as 2026-08-01")
        })?;
        if lines.len() >= MAX_ROWS {
            return Err(Refused::at(at, "is behind 4000 rows", "at most ten years of days"));
        }
        lines.push(Line { start: start.at, amounts, at });
    }
    let mut report = report(&table, &columns, lines, totals, asked, catalogue)?;
    report.rows.left_out.extend(Some(tax).filter(|tax| tax.sum.is_some()));
    Ok(report)
}

/// The name of a column without its currency: "Tax($)".
fn service(name: &str) -> &str {
    name.rsplit_once('(').map_or(name, |(name, _)| name)
}

fn sum(amounts: impl Iterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    amounts.for_each(|amount| sum.add(amount));
    sum.value()
}

fn report(
    table: &Table,
    columns: &[usize],
    mut lines: Vec<Line>,
    totals: LeftOut,
    asked: &Asked,
    catalogue: &Catalogue,
) -> Result<Report, Refused> {
    sorted::by_key(&mut lines, |line| (line.start, line.at));
    let daily = lines.windows(2).any(|pair| pair[1].start - pair[0].start < 7 * DAY);
    let end = |line: &Line| match daily {
        true => Some(line.start + DAY),
        false => moment::month(line.start).map(|(_, end)| end),
    };
    let total = |lines: &[Line]| sum(lines.iter().flat_map(|line| line.amounts.iter().copied()));
    // Nothing tells when the file was made: its last period may have been running.
    let used = if lines.len() > 1 { lines.len() - 1 } else { lines.len() };
    let (used, cut) = lines.split_at(used);
    let (Some(first), Some(last)) = (used.first(), used.last()) else {
        return Err(Refused::file("has no row of a month or a day", "a row for each"));
    };
    let hours = used.iter().filter_map(|line| Some(moment::hours(line.start, end(line)?))).sum::<f64>();
    let mut rows =
        Rows { read: used.len() as u64 + cut.len() as u64 + totals.rows, used: used.len() as u64, ..Rows::default() };
    rows.used_sum = Some(total(used));
    if !cut.is_empty() {
        let why = "last period, may be cut".to_owned();
        rows.left_out.push(LeftOut { why, rows: cut.len() as u64, sum: Some(total(cut)) });
    }
    if totals.rows > 0 {
        rows.left_out.push(totals);
    }
    let closed = Closed {
        rows,
        bill: bill(table, columns, used, HOURS_PER_MONTH / hours, &mut Regions::new(catalogue)),
        currency: currency(table.header.names().last().map_or("", String::as_str)).or_else(|| asked.currency.clone()),
        period: end(last).map(|end| moment::period(first.start, end, hours)),
        warnings: vec!["unblended or amortized: the file does not say which; choose amortized costs in Cost Explorer where there are commitments".into()],
    };
    Ok(written(table, closed, cut.is_empty()))
}

fn written(table: &Table, closed: Closed, alone: bool) -> Report {
    let mut report = Report { rows: closed.rows, period: closed.period, ..Report::new("aws-cost-explorer") };
    report.currency = Some(closed.currency);
    let by_region = is_by_region(table);
    report.columns = Some(Columns {
        cost: if by_region { "one column a region" } else { "one column a service" }.into(),
        region: by_region.then(|| table.header.name(0).to_owned()),
    });
    report.warnings = closed.warnings;
    if alone {
        report.warnings.push("the only period may be cut".into());
    }
    report.bill = Some(closed.bill);
    report
}

fn is_by_region(table: &Table) -> bool {
    table.header.name(0).to_ascii_lowercase().contains("region")
}

fn bill(table: &Table, columns: &[usize], used: &[Line], scale: f64, regions: &mut Regions) -> Bill {
    let by_region = is_by_region(table);
    let mut bill = Bill::default();
    let (mut all, mut nowhere) = (Sum::default(), Sum::default());
    for (place, column) in columns.iter().enumerate() {
        let amount = sum(used.iter().filter_map(|line| line.amounts.get(place).copied()));
        all.add(amount);
        let name = service(table.header.name(*column));
        match regions.id(name, Some(Provider::Aws)).filter(|_| by_region) {
            Some(id) => {
                bill.monthly_cost_by_region.push(RegionCost { region: id.to_owned(), monthly: amount * scale });
            }
            None => nowhere.add(amount),
        }
    }
    sorted::by(&mut bill.monthly_cost_by_region, |a, b| {
        b.monthly.total_cmp(&a.monthly).then_with(|| a.region.cmp(&b.region))
    });
    bill.monthly_cost = Some(all.value() * scale);
    bill.monthly_cost_without_region = Some(nowhere.value() * scale);
    bill
}

/// ISO 4217 of the sign in `Total costs($)`: AWS writes other dollars with their letters.
fn currency(header: &str) -> Option<String> {
    let sign = header.rsplit_once('(')?.1.trim_end_matches(')');
    let code = match sign {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        code if code.len() == 3 => code,
        _ => return None,
    };
    Some(code.to_ascii_uppercase())
}
