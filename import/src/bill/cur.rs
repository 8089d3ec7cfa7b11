//! The Cost and Usage Report of AWS: legacy (`lineItem/UnblendedCost`) and 2.0 (`line_item_unblended_cost`), a row a charge.
//!
//! The sum of `UnblendedCost` is right in total and wrong by region: use that a savings plan covers stands at its price
//! without one, and a negation elsewhere takes it back. Here commitments are spread over their use, as Cost Explorer's
//! amortized cost does: <https://docs.aws.amazon.com/cur/latest/userguide/Lineitem-columns.html>.

use super::focus::{Times, is_sent};
use super::rows::{self, Format};
use super::{Fate, Ledger, Measure, Part, Row, UNKNOWN};
use crate::asked::Asked;
use crate::refused::Refused;
use crate::report::Report;
use crate::table::{Header, Table, text};
use csv::ByteRecord;
use geode_core::catalogue::{Catalogue, Provider};

// Columns are compared without case and marks, so the names of one version are those of the other.
const COST: &str = "lineItem/UnblendedCost";
const KIND: &str = "lineItem/LineItemType";
/// The columns by which people know which part of a bill is whose.
const PARTS: &[&[&str]] = &[&["lineItem/UsageAccountName", "lineItem/UsageAccountId"], &["lineItem/ProductCode"]];

/// Whether a header is one of the report.
pub(crate) fn fits(header: &Header) -> bool {
    header.has(&[COST, KIND])
}

struct Places {
    cost: usize,
    kind: usize,
    start: usize,
    end: usize,
    region: Option<usize>,
    currency: Option<usize>,
    product: Option<usize>,
    family: Option<usize>,
    description: Option<usize>,
    quantity: Option<usize>,
    unit: Option<usize>,
    arn: Option<usize>,
    /// What use that a reservation, or a savings plan, covers costs.
    reserved: Option<usize>,
    planned: Option<usize>,
    /// What of a reservation's fee, or of a plan's commitment, was not used.
    unused_upfront: Option<usize>,
    unused_recurring: Option<usize>,
    committed: Option<usize>,
    used: Option<usize>,
}

impl Places {
    fn of(header: &Header) -> Result<Places, Refused> {
        let needed = |name: &str| {
            let missing =
                || Refused::at(header.line, format!("has no column {name}"), "a Cost and Usage Report of AWS");
            header.column(&[name]).ok_or_else(missing)
        };
        Ok(Places {
            cost: needed(COST)?,
            kind: needed(KIND)?,
            start: needed("lineItem/UsageStartDate")?,
            end: needed("lineItem/UsageEndDate")?,
            region: header.column(&["product/regionCode", "product/region"]),
            currency: header.column(&["lineItem/CurrencyCode"]),
            product: header.column(&["lineItem/ProductCode"]),
            family: header.column(&["product/productFamily"]),
            description: header.column(&["lineItem/LineItemDescription"]),
            quantity: header.column(&["lineItem/UsageAmount"]),
            unit: header.column(&["pricing/unit"]),
            arn: header.column(&["reservation/ReservationARN"]),
            reserved: header.column(&["reservation/EffectiveCost"]),
            planned: header.column(&["savingsPlan/SavingsPlanEffectiveCost"]),
            unused_upfront: header.column(&["reservation/UnusedAmortizedUpfrontFeeForBillingPeriod"]),
            unused_recurring: header.column(&["reservation/UnusedRecurringFee"]),
            committed: header.column(&["savingsPlan/TotalCommitmentToDate"]),
            used: header.column(&["savingsPlan/UsedCommitment"]),
        })
    }
}

/// Reads a bill.
pub(crate) fn read(mut table: Table, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let places = Places::of(&table.header)?;
    let format = Format {
        kind: "aws-cur",
        provider: Provider::Aws,
        cost: places.cost,
        region: places.region,
        parts: PARTS,
        tags: &["resource_tags"],
        owners: &[&["bill/PayerAccountId"], &["lineItem/UsageAccountId"]],
    };
    let (mut times, mut is_spread) = (Times::new(asked), true);
    let added = rows::add(&mut table, &format, asked, catalogue, &mut |table, record| {
        let (row, spread) = of_row(table, record, &places, &mut times)?;
        is_spread &= spread;
        Ok(row)
    })?;
    let measure = if is_spread { Measure::Effective } else { Measure::Billed };
    Ok(added.report(&table, &format, measure, asked, &|ledger, _| Some(remark(ledger, is_spread, asked))))
}

/// What was summed, and what of it the invoice has.
fn remark(ledger: &Ledger, is_spread: bool, asked: &Asked) -> String {
    if !is_spread {
        return "columns of reservations or savings plans are missing: UnblendedCost is summed, right in total and not by region"
            .into();
    }
    let billed = ledger.close(Measure::Billed, asked.currency()).rows;
    let spread = "reservations and savings plans are spread over their use";
    let Some(all) = billed.used_sum else { return spread.into() };
    let prepaid = billed.left_out.iter().filter(|left| left.why == "prepaid").filter_map(|left| left.sum);
    let all = all + prepaid.sum::<f64>();
    format!("{spread}; UnblendedCost of the same rows adds to {all}")
}

/// A row, and whether what it costs without its commitment could be told.
fn of_row<'r>(
    table: &Table,
    record: &'r ByteRecord,
    places: &Places,
    times: &mut Times,
) -> Result<(Row<'r>, bool), Refused> {
    let billed = table.number(record, places.cost)?.unwrap_or(0.0);
    let kind = text(record, Some(places.kind)).unwrap_or_default();
    let start = times.read(table, record, places.start)?;
    let end = times.read(table, record, places.end)?;
    let reserved = text(record, places.arn).is_some();
    let effective = match kind {
        "DiscountedUsage" => sum(table, record, &[(places.reserved, 1.0)])?,
        "SavingsPlanCoveredUsage" => sum(table, record, &[(places.planned, 1.0)])?,
        "RIFee" => sum(table, record, &[(places.unused_upfront, 1.0), (places.unused_recurring, 1.0)])?,
        "SavingsPlanRecurringFee" => sum(table, record, &[(places.committed, 1.0), (places.used, -1.0)])?,
        "SavingsPlanNegation" | "SavingsPlanUpfrontFee" => Some(0.0),
        "Fee" if reserved => Some(0.0),
        _ => Some(billed),
    };
    let fate = match kind {
        "Tax" => Fate::Left("tax"),
        "Credit" => Fate::Left("credit"),
        "Refund" => Fate::Left("refund"),
        "SavingsPlanUpfrontFee" => Fate::PaidOnce,
        "Fee" if reserved => Fate::PaidOnce,
        _ => Fate::Used,
    };
    let is_use = matches!(kind, "Usage" | "DiscountedUsage" | "SavingsPlanCoveredUsage");
    let row = Row {
        fate,
        start,
        // A fee of the month stands in the file from its first day on, and does not tell how far the file goes.
        end: if is_use { end } else { start },
        currency: text(record, places.currency).unwrap_or(UNKNOWN),
        region: None,
        part: part(text(record, places.product).unwrap_or_default(), text(record, places.family).unwrap_or_default()),
        amounts: [effective.unwrap_or(billed), billed],
        sent_gb: sent(table, record, places)?,
    };
    Ok((row, effective.is_some()))
}

/// What columns add to, each with its sign; `None` where the file lacks one. An empty cell is not 0.
fn sum(table: &Table, record: &ByteRecord, columns: &[(Option<usize>, f64)]) -> Result<Option<f64>, Refused> {
    let mut all = 0.0;
    for (column, sign) in columns {
        let Some(column) = *column else { return Ok(None) };
        let amount = table.number(record, column)?.ok_or_else(|| {
            Refused::at(
                table.line(record),
                format!("{} is empty", table.header.name(column)),
                "what the commitment costs",
            )
        })?;
        all += sign * amount;
    }
    Ok(Some(all))
}

/// Data sent to another region: only the description tells.
fn sent(table: &Table, record: &ByteRecord, places: &Places) -> Result<Option<f64>, Refused> {
    let is_gb = text(record, places.unit).is_some_and(|unit| unit.eq_ignore_ascii_case("gb"));
    match places.quantity {
        Some(column) if is_gb && is_sent(text(record, places.description).unwrap_or_default()) => {
            table.number(record, column)
        }
        _ => Ok(None),
    }
}

/// By the code of the product, and the family of what is paid for; as `queries/athena-cur2.sql` does.
fn part(product: &str, family: &str) -> Part {
    const STORAGE: [&str; 5] = ["AmazonS3", "AmazonS3GlacierDeepArchive", "AmazonEFS", "AmazonFSx", "AWSBackup"];
    const STORED: [&str; 3] = ["Storage", "Storage Snapshot", "Database Storage"];
    const FIXED: [&str; 9] = [
        "AmazonCloudWatch",
        "AWSCloudTrail",
        "AWSConfig",
        "awskms",
        "AWSSecretsManager",
        "AmazonGuardDuty",
        "AWSSecurityHub",
        "AWSSupportBusiness",
        "AWSSupportEnterprise",
    ];
    match () {
        () if STORAGE.contains(&product) || STORED.contains(&family) => Part::Storage,
        () if FIXED.contains(&product) => Part::Fixed,
        () => Part::Compute,
    }
}
