//! Cost details of Azure (actual or amortized, never both), and what Cost analysis downloads.
//!
//! `Date` is a whole day in UTC, written MM/DD/YYYY by enterprise agreements. The region is `ResourceLocation`, not
//! `MeterRegion`, which says "Virginia" or nothing.

use super::rows::{self, Format};
use super::{Fate, Ledger, Measure, Part, Row, UNKNOWN};
use crate::asked::Asked;
use crate::moment::{Slashes, moment};
use crate::refused::Refused;
use crate::report::Report;
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
    /// What is summed is in dollars, whatever the currency of the bill.
    in_dollars: bool,
    kind: Option<usize>,
    family: Option<usize>,
    reservation: Option<usize>,
}

/// Reads a bill.
pub(crate) fn read(mut table: Table, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let missing =
        |what: &str| Refused::at(table.header.line, format!("has no column of {what}"), "cost details of Azure");
    let cost = table.header.column(COST).ok_or_else(|| missing("cost"))?;
    let places = Places {
        cost,
        in_dollars: table.header.column(&["CostUSD"]) == Some(cost),
        date: table.header.column(DATE).ok_or_else(|| missing("days"))?,
        region: table.header.column(&["ResourceLocation"]),
        currency: table.header.column(&["billingCurrency", "BillingCurrencyCode", "Currency"]),
        kind: table.header.column(&["ChargeType"]),
        family: table.header.column(&["ServiceFamily", "MeterCategory"]),
        reservation: table.header.column(&["ReservationId", "benefitId"]),
    };
    let format = Format {
        kind: "azure-cost",
        provider: Provider::Azure,
        cost: places.cost,
        region: places.region,
        parts: PARTS,
        tags: &["Tags"],
        owners: &[&["BillingAccountId"], &["SubscriptionId", "SubscriptionGuid"]],
    };
    let added = rows::add(&mut table, &format, asked, catalogue, &mut |table, record| of_row(table, record, &places))?;
    let remark = |_: &Ledger, report: &Report| {
        let is_actual = report.rows.left_out.iter().any(|left| left.why == "prepaid");
        is_actual.then(|| {
            "this is an actual cost file: reservations that were bought are left out as prepaid, and their use costs 0 in it; the amortized file counts both".into()
        })
    };
    Ok(added.report(&table, &format, Measure::Billed, asked, &remark))
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
        currency: if places.in_dollars { "USD" } else { text(record, places.currency).unwrap_or(UNKNOWN) },
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
