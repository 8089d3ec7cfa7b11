//! Cost details of Azure (actual or amortized, never both), and what Cost analysis downloads.
//!
//! `Date` is a whole day in UTC, written MM/DD/YYYY by enterprise agreements. The region is `ResourceLocation`, not
//! `MeterRegion`, which says "Virginia" or nothing.

use super::focus::Bad;
use super::region::Regions;
use super::slices::Slices;
use super::{Closed, Fate, Key, Ledger, Measure, Part, Row};
use crate::asked::Asked;
use crate::moment::{Slashes, moment};
use crate::refused::Refused;
use crate::report::{Columns, Report};
use crate::table::{Header, Table, text};
use csv::ByteRecord;
use geode_core::catalogue::{Catalogue, Provider};

const COST: &[&str] = &["costInBillingCurrency", "Cost", "PreTaxCost", "CostUSD"];
const DATE: &[&str] = &["Date", "UsageDate", "UsageDateTime"];
/// The columns by which people know which part of a bill is whose.
const PARTS: &[&[&str]] = &[&["SubscriptionName", "SubscriptionId"], &["ConsumedService", "MeterCategory"]];
const DAY: i64 = 24 * 3600;

/// Whether a header is one of Azure's.
pub(crate) fn fits(header: &Header) -> bool {
    header.has(&["ResourceLocation"]) && header.column(COST).is_some() && header.column(DATE).is_some()
}

struct Places {
    cost: usize,
    date: usize,
    region: Option<usize>,
    currency: Option<usize>,
    kind: Option<usize>,
    family: Option<usize>,
    reservation: Option<usize>,
}

/// Reads a bill.
pub(crate) fn read(mut table: Table, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let missing =
        |what: &str| Refused::at(table.header.line, format!("has no column of {what}"), "cost details of Azure");
    let places = Places {
        cost: table.header.column(COST).ok_or_else(|| missing("cost"))?,
        date: table.header.column(DATE).ok_or_else(|| missing("days"))?,
        region: table.header.column(&["ResourceLocation"]),
        currency: table.header.column(&["billingCurrency", "BillingCurrencyCode", "Currency"]),
        kind: table.header.column(&["ChargeType"]),
        family: table.header.column(&["ServiceFamily", "MeterCategory"]),
        reservation: table.header.column(&["ReservationId", "benefitId"]),
    };
    let filter = asked.filter(&table.header)?;
    let (mut ledger, mut bad, mut record) = (Ledger::default(), Bad::default(), ByteRecord::new());
    let mut regions = Regions::new(catalogue);
    let mut slices = asked.is_reviewed.then(|| Slices::of(&table.header, PARTS, &["Tags"]));
    while table.next(&mut record)? {
        bad.read += 1;
        let region = text(&record, places.region).and_then(|written| regions.id(written, Some(Provider::Azure)));
        match of_row(&table, &record, &places) {
            Ok(row) => {
                let fate = if filter.keeps(&record) { row.fate } else { Fate::Left("not chosen") };
                let key = ledger.add(&Row { region, fate, ..row })?;
                // Of all rows, so that another part can be chosen.
                if let Some(slices) = &mut slices {
                    slices.add(&record, Key { fate: row.fate, ..key }, row.amounts);
                }
            }
            Err(wrong) => bad.add(wrong),
        }
    }
    bad.check()?;
    let Closed { rows, bill, currency, period, warnings } = ledger.close(Measure::Billed, asked.currency());
    let mut report = Report { rows, period, ..Report::new("azure-cost") };
    report.currency = Some(currency.filter(|code| code != "unknown"));
    report.columns = Some(Columns {
        cost: table.header.name(places.cost).to_owned(),
        region: places.region.map(|column| table.header.name(column).to_owned()),
    });
    report.warnings = warnings;
    if report.rows.left_out.iter().any(|left| left.why == "prepaid") {
        report.warnings.push(
            "this is an actual cost file: reservations that were bought are left out as prepaid, and their use costs 0 in it; the amortized file counts both".into(),
        );
    }
    report.bill = Some(bill);
    if let Some(slices) = slices {
        report.review.parts = slices.close(&ledger, Measure::Billed, asked.currency());
    }
    bad.tell(&mut report);
    Ok(report)
}

fn of_row<'r>(table: &Table, record: &'r ByteRecord, places: &Places) -> Result<Row<'r>, Refused> {
    let amount = table.number(record, places.cost)?.unwrap_or(0.0);
    let written = text(record, Some(places.date)).unwrap_or_default();
    let start = moment(written, Slashes::MonthFirst).ok_or_else(|| {
        let column = table.header.name(places.date);
        Refused::at(table.line(record), format!("{column} is {written:?}"), "a day as MM/DD/YYYY or YYYY-MM-DD")
    })?;
    let kind = text(record, places.kind).unwrap_or("Usage");
    let reserved = text(record, places.reservation).is_some();
    let fate = match kind.to_ascii_lowercase().as_str() {
        "tax" => Fate::Left("tax"),
        "credit" => Fate::Left("credit"),
        "purchase" if reserved => Fate::PaidOnce,
        _ => Fate::Used,
    };
    Ok(Row {
        fate,
        start: start.at,
        end: start.at + DAY,
        currency: text(record, places.currency).unwrap_or("unknown"),
        region: None,
        part: places.family.map_or(Part::Unknown, |_| part(text(record, places.family).unwrap_or("Other"))),
        amounts: [amount, amount],
        sent_gb: None,
    })
}

fn part(family: &str) -> Part {
    match family.to_ascii_lowercase().as_str() {
        "storage" => Part::Storage,
        "identity"
        | "management and governance"
        | "security"
        | "migration"
        | "other"
        | "azure monitor"
        | "microsoft defender for cloud"
        | "advisor" => Part::Fixed,
        _ => Part::Compute,
    }
}
