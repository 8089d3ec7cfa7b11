//! A pasted table of costs by region: `region, cost`, with totals rows, marks between thousands, signs of currencies.

use super::region::Regions;
use super::{Closed, Fate, Ledger, MAX_NAMES, Measure, NO_CURRENCY, Part, Row, UNKNOWN};
use crate::asked::Asked;
use crate::cell;
use crate::moment::{self, Seconds, Slashes};
use crate::names;
use crate::refused::Refused;
use crate::report::{Bill, Columns, LeftOut, Question, RegionCost, Report, Rows};
use crate::sum::Sum;
use crate::table::{Header, Table, text};
use csv::ByteRecord;
use geode_core::catalogue::{Catalogue, Provider};
use geode_core::sorted;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a header is one of a table of costs.
pub(crate) fn fits(header: &Header) -> bool {
    header.column(names::REGION).is_some() && header.money(names::COST).is_some()
}

/// Rows of a table, added up.
#[derive(Default)]
struct Added {
    /// Those without a period, by region.
    regions: BTreeMap<String, Sum>,
    nowhere: Sum,
    all: Sum,
    left: BTreeMap<&'static str, (u64, Sum)>,
    rows: Rows,
    totals: BTreeSet<String>,
    currency: Option<String>,
    /// The first row with a cell beyond the header: 1,234 without quotes is two.
    longer: Option<u64>,
}

impl Added {
    fn leave(&mut self, why: &'static str, amount: f64) {
        let entry = self.left.entry(why).or_default();
        entry.0 += 1;
        entry.1.add(amount);
    }

    fn add(&mut self, region: Option<&str>, amount: f64) {
        self.rows.used += 1;
        self.all.add(amount);
        match region {
            Some(id) if self.regions.len() < MAX_NAMES || self.regions.contains_key(id) => {
                self.regions.entry(id.to_owned()).or_default().add(amount);
            }
            _ => self.nowhere.add(amount),
        }
    }

    /// The amounts as a month's, since no row says of when it is.
    fn of_a_month(self) -> Closed {
        let mut by: Vec<RegionCost> =
            self.regions.into_iter().map(|(region, sum)| RegionCost { region, monthly: sum.value() }).collect();
        sorted::by(&mut by, |a, b| b.monthly.total_cmp(&a.monthly).then_with(|| a.region.cmp(&b.region)));
        let bill = Bill {
            monthly_cost: Some(self.all.value()),
            monthly_cost_without_region: Some(self.nowhere.value()),
            monthly_cost_by_region: by,
            ..Bill::default()
        };
        let rows = Rows { used_sum: Some(self.all.value()), ..self.rows };
        let warnings = vec!["the table names no period: its amounts are taken for a month".into()];
        Closed { rows, bill, warnings, ..Closed::default() }
    }
}

/// Reads a table of costs.
pub(crate) fn read(mut table: Table, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let missing = |what: &str| Refused::at(table.header.line, format!("has no column of {what}"), "region and cost");
    let place = table.header.column(names::REGION).ok_or_else(|| missing("regions"))?;
    // A report of Google's console: Subtotal is Cost with its discounts.
    let is_google = table.header.has(&["Cost ($)", "Subtotal ($)"]);
    let cost = if is_google { &["Subtotal ($)"][..] } else { names::COST };
    let (cost, of_header) = table.header.money(cost).ok_or_else(|| missing("costs"))?;
    let filter = asked.filter(&table.header)?;
    let of_currency = table.header.column(names::CURRENCY);
    let mut periods = Periods::new(&table.header, asked);
    let (mut added, mut record) = (Added::default(), ByteRecord::new());
    let mut catalogued = Regions::new(catalogue);
    let mut is_below = false;
    while table.next(&mut record)? {
        added.rows.read += 1;
        let is_longer = record.iter().skip(table.header.names().len()).any(|cell| !cell.is_empty());
        added.longer = added.longer.or(is_longer.then(|| table.line(&record)));
        let amount = table.number(&record, cost)?;
        let name = text(&record, Some(place)).unwrap_or_default();
        // Its tax and totals stand below the rows, without a name.
        is_below |= is_google && name.is_empty();
        // A column that is named in a currency is in that, whatever else the row has: `CostUSD` beside `Currency`.
        let in_cell = cell::currency(record.get(cost).unwrap_or_default());
        // A sign such as $ is that of many: the header or the row says of which.
        let own = in_cell.filter(|own| is_code(own)).or(of_header.as_deref());
        let own = own.or_else(|| text(&record, of_currency)).or(in_cell);
        // Of a table that begins with months, the word for the total stands below these.
        let label = if name.is_empty() { periods.text(&record).unwrap_or_default() } else { name };
        let why = match amount {
            _ if is_total(label) => {
                added.totals.insert(label.to_owned());
                Some("totals row")
            }
            _ if is_below => Some("totals row"),
            None => Some("no amount"),
            Some(_) if !filter.keeps(&record) => Some("not chosen"),
            Some(_) if own.is_some_and(|own| is_other(own, asked.currency())) => Some("other currency"),
            Some(_) => None,
        };
        if let Some(own) = own.filter(|_| why.is_none()) {
            let known = added.currency.get_or_insert_with(|| own.to_owned());
            if !known.eq_ignore_ascii_case(own) {
                let wrong = format!("{} is in {own}, that of rows before in {known}", table.header.name(cost));
                return Err(Refused::at(table.line(&record), wrong, "one currency, or --currency CODE"));
            }
        }
        let amount = amount.unwrap_or(0.0);
        match why {
            Some(why) => {
                added.leave(why, amount);
                if ["not chosen", "other currency"].contains(&why) && filter.keeps_time(&record) {
                    periods.cover(&record)?;
                }
            }
            None => {
                let region = catalogued.id(name, is_google.then_some(Provider::Gcp));
                if !periods.take(&record, table.line(&record), region, amount)? {
                    added.add(region, amount);
                }
            }
        }
    }
    Ok(report(&table, added, periods, asked, (cost, place)))
}

fn report(table: &Table, mut added: Added, periods: Periods, asked: &Asked, (cost, place): (usize, usize)) -> Report {
    let (read, currency) = (added.rows.read, added.currency.take());
    let (left, totals) = (std::mem::take(&mut added.left), std::mem::take(&mut added.totals));
    let longer = added.longer;
    let closed = periods.close().unwrap_or_else(|| added.of_a_month());
    let mut report = Report { rows: closed.rows, period: closed.period, ..Report::new("table") };
    let row = |(why, (rows, sum)): (&str, (u64, Sum))| LeftOut { why: why.into(), rows, sum: Some(sum.value()) };
    report.rows.read = read;
    report.rows.left_out.extend(left.into_iter().map(row));
    report.currency = Some(asked.currency.clone().or(currency.filter(|code| is_code(code))));
    report.columns =
        Some(Columns { cost: table.header.name(cost).into(), region: Some(table.header.name(place).into()) });
    report.bill = Some(closed.bill);
    report.warnings = closed.warnings;
    tell_totals(&totals, &mut report);
    if let Some(line) = longer {
        report
            .warnings
            .push(format!("line {line} has more cells than the header: is a comma in a number not in quotes?"));
    }
    table.ask(&mut report);
    if report.currency == Some(None) {
        report.questions.push(Question {
            row: table.header.line,
            value: format!("which currency are the amounts of {}?", table.header.name(cost)),
            choices: Vec::new(),
        });
    }
    report
}

/// Rows by the month, or the day, that they are of. Months added up would be taken for one.
struct Periods {
    column: Option<(usize, String)>,
    slashes: Slashes,
    first: Option<String>,
    /// Rows as whole months, and as days: which they are is known when all have been seen.
    months: Ledger,
    days: Ledger,
    is_of_days: bool,
    /// Whether a row has a period that can be read.
    is_dated: bool,
}

impl Periods {
    fn new(header: &Header, asked: &Asked) -> Periods {
        Periods {
            column: header.column(names::PERIOD).map(|at| (at, header.name(at).to_owned())),
            slashes: Slashes::said(&asked.answers),
            first: None,
            months: Ledger::default(),
            days: Ledger::default(),
            is_of_days: false,
            is_dated: false,
        }
    }

    /// What a row says of when it is.
    fn text<'r>(&self, record: &'r ByteRecord) -> Option<&'r str> {
        text(record, self.column.as_ref().map(|(at, _)| *at))
    }

    /// Takes a row that says of when it is; false where no row does.
    ///
    /// # Errors
    /// Where its period cannot be told, and is another than that of rows before.
    fn take(&mut self, record: &ByteRecord, line: u64, region: Option<&str>, amount: f64) -> Result<bool, Refused> {
        let Some((at, name)) = &self.column else { return Ok(false) };
        let period = text(record, Some(*at)).unwrap_or_default();
        let is_first = self.first.is_none();
        let first = self.first.get_or_insert_with(|| period.to_owned());
        let found = start(period, self.slashes);
        if let Some((start, is_day)) = found.filter(|_| is_first || self.is_dated) {
            self.is_dated = true;
            let (month, ends) = moment::month(start)
                .ok_or_else(|| Refused::at(line, format!("{name} is {period}"), "a month or a day"))?;
            self.is_of_days |= is_day && start != month;
            let row = |end| Row {
                fate: Fate::Used,
                start,
                end,
                currency: UNKNOWN,
                region,
                part: Part::Unknown,
                amounts: [amount; 2],
                sent_gb: None,
            };
            self.months.add(&row(ends))?;
            self.days.add(&row(start + DAY))?;
            return Ok(true);
        }
        if first == period && !self.is_dated {
            return Ok(false);
        }
        let wrong = format!("{name} is {period:?}, that of rows before {first:?}: their amounts are not of one month");
        let otherwise =
            format!("months as 2026-08 or days as 2026-08-31, or one of them by --where \"{name}={first}\"");
        Err(moment::refused(line, period, wrong, otherwise))
    }

    /// Takes the time of a row that is not asked for: what is, is of all the time that the table covers.
    fn cover(&mut self, record: &ByteRecord) -> Result<(), Refused> {
        let found = self.text(record).and_then(|period| start(period, self.slashes));
        let Some((start, is_day)) = found else { return Ok(()) };
        let Some((month, ends)) = moment::month(start) else { return Ok(()) };
        self.is_of_days |= is_day && start != month;
        self.months.cover(start, ends)?;
        self.days.cover(start, start + DAY)
    }

    /// What they add to, in complete months; none where no row says of when it is.
    fn close(self) -> Option<Closed> {
        let ledger = if self.is_of_days { &self.days } else { &self.months };
        let mut closed = self.is_dated.then(|| ledger.close(Measure::Billed, None))?;
        // Amounts by themselves name no currency; the table asks.
        closed.warnings.retain(|warning| warning != NO_CURRENCY);
        if !self.is_of_days {
            closed.warnings.push("each month is taken to be complete".into());
        }
        Some(closed)
    }
}

/// The first moment of a period, and whether it is written as a day: `2026-08`, `08/2026`, `Aug 2026`, `2026-08-31`.
fn start(text: &str, slashes: Slashes) -> Option<(Seconds, bool)> {
    if let Some(at) = moment::moment(text, slashes).filter(|_| text.len() > 7) {
        return Some((at.at, true));
    }
    let mut parts = text.split(['-', '/', ' ', '.']).filter(|part| !part.is_empty());
    let (one, other) = (parts.next()?, parts.next());
    let (year, month) = match other {
        Some(other) if one.len() == 4 => (one, other),
        Some(other) => (other, one),
        // 202608
        None => text.split_at_checked(4)?,
    };
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) && parts.next().is_none();
    let named = MONTHS.iter().position(|name| month.to_lowercase().starts_with(name)).map(|at| at + 1);
    let month = month.parse().ok().filter(|month| (1..=12).contains(month)).or(named).filter(|_| is_year)?;
    moment::moment(&format!("{year}-{month:02}-01"), slashes).map(|at| (at.at, false))
}

/// How the names of months begin.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAY: Seconds = 24 * 3600;

/// Whether an amount is in another currency than the one that is asked for; a sign such as $ is that of many.
fn is_other(own: &str, asked: Option<&str>) -> bool {
    asked.is_some_and(|asked| is_code(own) && !own.eq_ignore_ascii_case(asked))
}

fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// What rows are called that sum others; the whole of a cell, in small letters.
const TOTALS: &str = "total|totals|grand total|overall|sum|summe|gesamt|gesamtsumme|gesamtergebnis|insgesamt|somme|total général|\
    totale|totale complessivo|somma|suma|suma total|total general|total geral|soma|totaal|eindtotaal|razem|suma końcowa|\
    celkem|összesen|summa|totalt|i alt|yhteensä|toplam|genel toplam|итого|всего|合計|総計|合计|总计|總計|합계|총합계";

/// Rows that sum others.
pub(crate) fn is_total(name: &str) -> bool {
    let name = name.trim().trim_end_matches(':').trim_end().to_lowercase();
    TOTALS.split('|').any(|total| total == name) || name.ends_with(" total")
}

/// Names what was left out as totals, so that nothing that is none is missed.
pub(crate) fn tell_totals(names: &BTreeSet<String>, report: &mut Report) {
    if !names.is_empty() {
        let names: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
        report.warnings.push(format!("left out as totals: {}", names.join(", ")));
    }
}
