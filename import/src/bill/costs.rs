//! A pasted table of costs by region: `region, cost`, with totals rows, marks between thousands, signs of currencies.

use super::region::Regions;
use crate::asked::Asked;
use crate::cell;
use crate::names;
use crate::refused::Refused;
use crate::report::{Bill, Columns, LeftOut, Question, RegionCost, Report, Rows};
use crate::sum::Sum;
use crate::table::{Header, Table, text};
use csv::ByteRecord;
use geode_core::catalogue::Catalogue;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a header is one of a table of costs.
pub(crate) fn fits(header: &Header) -> bool {
    header.column(names::REGION).is_some() && header.money(names::COST).is_some()
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
    let mut periods = OnePeriod::new(&table.header);
    let mut regions: BTreeMap<String, Sum> = BTreeMap::new();
    let (mut all, mut nowhere) = (Sum::default(), Sum::default());
    let mut left: BTreeMap<&str, (u64, Sum)> = BTreeMap::new();
    let (mut rows, mut record) = (Rows::default(), ByteRecord::new());
    let mut catalogued = Regions::new(catalogue);
    let (mut currency, mut is_below): (Option<String>, bool) = (None, false);
    let mut totals = BTreeSet::new();
    while table.next(&mut record)? {
        rows.read += 1;
        let amount = table.number(&record, cost)?;
        let name = text(&record, Some(place)).unwrap_or_default();
        // Its tax and totals stand below the rows, without a name.
        is_below |= is_google && name.is_empty();
        // A column that is named in a currency is in that, whatever else the row has: `CostUSD` beside `Currency`.
        let own = cell::currency(record.get(cost).unwrap_or_default()).or(of_header.as_deref());
        let own = own.or_else(|| text(&record, of_currency));
        let why = match amount {
            _ if is_total(name) => {
                totals.insert(name.to_owned());
                Some("totals row")
            }
            _ if is_below => Some("totals row"),
            None => Some("no amount"),
            Some(_) if !filter.keeps(&record) => Some("not chosen"),
            Some(_) if own.is_some_and(|own| is_other(own, asked.currency())) => Some("other currency"),
            Some(_) => None,
        };
        if let Some(own) = own.filter(|_| why.is_none()) {
            let known = currency.get_or_insert_with(|| own.to_owned());
            if known != own {
                let wrong = format!("{} is in {own}, that of rows before in {known}", table.header.name(cost));
                return Err(Refused::at(table.line(&record), wrong, "one currency, or --currency CODE"));
            }
        }
        let amount = amount.unwrap_or(0.0);
        if let Some(why) = why {
            let entry = left.entry(why).or_default();
            entry.0 += 1;
            entry.1.add(amount);
            continue;
        }
        periods.hear(&record, table.line(&record))?;
        rows.used += 1;
        all.add(amount);
        match catalogued.id(name, None) {
            Some(id) if regions.len() < 4096 || regions.contains_key(id) => {
                regions.entry(id.to_owned()).or_default().add(amount);
            }
            _ => nowhere.add(amount),
        }
    }
    rows.used_sum = Some(all.value());
    rows.left_out =
        left.into_iter().map(|(why, (rows, sum))| LeftOut { why: why.into(), rows, sum: Some(sum.value()) }).collect();
    let mut report = Report { rows, ..Report::new("table") };
    report.currency = Some(asked.currency.clone().or(currency.filter(|code| is_code(code))));
    report.columns =
        Some(Columns { cost: table.header.name(cost).into(), region: Some(table.header.name(place).into()) });
    let mut by: Vec<RegionCost> =
        regions.into_iter().map(|(region, sum)| RegionCost { region, monthly: sum.value() }).collect();
    by.sort_by(|a, b| b.monthly.total_cmp(&a.monthly).then_with(|| a.region.cmp(&b.region)));
    report.bill = Some(Bill {
        monthly_cost: Some(all.value()),
        monthly_cost_without_region: Some(nowhere.value()),
        monthly_cost_by_region: by,
        ..Bill::default()
    });
    report.warnings.push("the table names no period: its amounts are taken for a month".into());
    tell_totals(&totals, &mut report);
    table.ask(&mut report);
    if report.currency == Some(None) {
        report.questions.push(Question {
            row: table.header.line,
            value: format!("which currency are the amounts of {}?", table.header.name(cost)),
            choices: Vec::new(),
        });
    }
    Ok(report)
}

/// Amounts of several months, added up, would be taken for one.
struct OnePeriod {
    column: Option<(usize, String)>,
    first: Option<String>,
}

impl OnePeriod {
    fn new(header: &Header) -> OnePeriod {
        OnePeriod { column: header.column(names::PERIOD).map(|at| (at, header.name(at).to_owned())), first: None }
    }

    /// # Errors
    /// Where a row is of another period than the first.
    fn hear(&mut self, record: &ByteRecord, line: u64) -> Result<(), Refused> {
        let Some((at, name)) = &self.column else { return Ok(()) };
        let Some(period) = text(record, Some(*at)) else { return Ok(()) };
        let first = self.first.get_or_insert_with(|| period.to_owned());
        if first == period {
            return Ok(());
        }
        let wrong = format!("{name} is {period}, that of rows before {first}: their amounts are not of one month");
        Err(Refused::at(line, wrong, format!("rows of one month, as with --where \"{name}={first}\"")))
    }
}

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
