//! FOCUS, the FinOps Open Cost and Usage Specification, 0.5 to 1.4: the bill of any provider, a row a charge.
//!
//! Summed is `EffectiveCost`, which spreads commitments over their use; `ListCost` and `ContractedCost` stand on purchase
//! and use alike and count commitments twice. Some exports carry a damaged `EffectiveCost` (rounded to whole units), which
//! shows beside `BilledCost`; then that is summed, and the report says so.

use super::books::{Books, Owners, UNREADABLE};
use super::prices::Prices;
use super::region::{self, Regions};
use super::slices::Slices;
use super::{Closed, Fate, Key, Ledger, Measure, Part, Row, UNKNOWN};
use crate::asked::Asked;
use crate::moment::{self, Seconds, Slashes};
use crate::refused::{MAX_CELL, Refused, clipped};
use crate::report::{Columns, Report};
use crate::table::{Header, Table, text};
use csv::ByteRecord;
use geode_core::catalogue::Catalogue;
use std::collections::BTreeMap;

/// The least part of rows that may be unreadable before the file is refused.
const MAX_UNREADABLE: f64 = 0.05;

/// The columns by which people know which part of a bill is whose.
const PARTS: &[&[&str]] = &[&["SubAccountName", "SubAccountId"], &["ServiceName"]];
/// Those of the accounts that pay, and that use.
const OWNERS: &[&[&str]] = &[&["BillingAccountId"], &["SubAccountId"]];

/// Whether a header is one of FOCUS.
pub(crate) fn fits(header: &Header) -> bool {
    header.has(&["BilledCost"]) && (header.has(&["ChargeCategory"]) || header.has(&["ChargeType"]))
}

/// A contract commitment file of FOCUS 1.3: no bill.
pub(crate) fn is_commitments(header: &Header) -> bool {
    header.has(&["ContractCommitmentId"]) && !header.has(&["BilledCost"])
}

/// Says what a file of contract commitments is.
pub(crate) fn refuse_commitments(_: Table, _: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    Err(Refused::file("lists contract commitments of FOCUS, which are no charges", "the Cost and Usage file beside it"))
}

fn version(header: &Header) -> &'static str {
    let has = |names: &[&str]| header.column(names).is_some();
    match () {
        () if has(&["InvoiceDetailId"]) => "1.4",
        () if has(&["ServiceProviderName", "HostProviderName", "AllocatedMethodId"]) => "1.3",
        () if has(&["InvoiceId", "PricingCurrency"]) => "1.2",
        () if has(&["SkuMeter"]) => "1.1",
        () => "1.0",
    }
}

struct Places {
    billed: usize,
    effective: Option<usize>,
    region: Option<usize>,
    region_name: Option<usize>,
    currency: Option<usize>,
    category: Option<usize>,
    class: Option<usize>,
    frequency: Option<usize>,
    commitment: Option<usize>,
    start: usize,
    end: Option<usize>,
    service: Option<usize>,
    description: Option<usize>,
    quantity: Option<usize>,
    unit: Option<usize>,
    issuer: Option<usize>,
    provider: Option<usize>,
}

impl Places {
    fn of(header: &Header) -> Result<Places, Refused> {
        let missing = |name: &str| Refused::at(header.line, format!("has no column {name}"), "the columns of FOCUS");
        Ok(Places {
            billed: header.column(&["BilledCost"]).ok_or_else(|| missing("BilledCost"))?,
            effective: header.column(&["EffectiveCost", "AmortizedCost"]),
            region: header.column(&["RegionId", "Region"]),
            region_name: header.column(&["RegionName"]),
            currency: header.column(&["BillingCurrency"]),
            category: header.column(&["ChargeCategory", "ChargeType"]),
            class: header.column(&["ChargeClass"]),
            frequency: header.column(&["ChargeFrequency"]),
            commitment: header.column(&["CommitmentDiscountId"]),
            start: header.column(&["ChargePeriodStart"]).ok_or_else(|| missing("ChargePeriodStart"))?,
            end: header.column(&["ChargePeriodEnd"]),
            service: header.column(&["ServiceCategory"]),
            description: header.column(&["ChargeDescription"]),
            quantity: header.column(&["PricingQuantity"]),
            unit: header.column(&["PricingUnit"]),
            issuer: header.column(&["InvoiceIssuerName", "InvoiceIssuer", "ProviderName"]),
            provider: header.column(&["ServiceProviderName", "ProviderName", "InvoiceIssuerName"]),
        })
    }
}

/// Whether the effective cost of one issuer can be believed.
#[derive(Debug, Default)]
struct Issuer {
    effective_has_fraction: bool,
    billed_has_fraction: bool,
    has_commitments: bool,
    effective: f64,
    /// Of the rows that were billed: what a marketplace sells is 0 on the bill of others.
    effective_of_billed: f64,
    billed: f64,
}

impl Issuer {
    fn is_damaged(&self) -> bool {
        let rounded = self.billed_has_fraction && !self.effective_has_fraction;
        let is_apart = |effective: f64| (effective - self.billed).abs() > 0.3 * self.billed.abs();
        let apart = is_apart(self.effective) && is_apart(self.effective_of_billed);
        rounded || (apart && !self.has_commitments)
    }
}

/// Reads a bill.
pub(crate) fn read(mut table: Table, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let places = Places::of(&table.header)?;
    let filter = asked.filter(&table.header)?;
    let mut ledger = Ledger::default();
    let mut issuers: BTreeMap<String, Issuer> = BTreeMap::new();
    let mut times = Times::new(asked);
    let mut regions = Regions::new(catalogue);
    let mut bad = Bad::default();
    let mut record = ByteRecord::new();
    let mut slices = asked.is_reviewed.then(|| Slices::of(&table.header, PARTS, &["Tags"]));
    let mut prices = Prices::of(&table.header);
    let mut owners = Owners::of(&table.header, OWNERS);
    while table.next(&mut record)? {
        bad.read += 1;
        owners.add(&record);
        let row = match of_row(&table, &record, &places, &mut times) {
            Ok(row) => row,
            Err(wrong) => {
                bad.add(wrong);
                continue;
            }
        };
        if issuers.len() < 1024 {
            let name = text(&record, places.issuer).unwrap_or("the issuer");
            if !issuers.contains_key(name) {
                issuers.insert(name.to_owned(), Issuer::default());
            }
            if let Some(issuer) = issuers.get_mut(name) {
                see(issuer, &row, text(&record, places.commitment).is_some());
            }
        }
        let region = row_region(&record, &places, &mut regions);
        let key = ledger.add_asked(&Row { region, ..row }, &filter, &record)?;
        if let (Some(prices), Some(region), Fate::Used) = (&mut prices, region, key.fate) {
            prices.add(&table, &record, region, row.amounts);
        }
        // Of all rows, so that another part can be chosen.
        if let Some(slices) = &mut slices {
            slices.add(&record, Key { fate: row.fate, ..key }, row.amounts);
        }
    }
    bad.check()?;
    let damaged = issuers.values().any(Issuer::is_damaged);
    let measure = if places.effective.is_some() && !damaged { Measure::Effective } else { Measure::Billed };
    let (mut report, stated) = report(&table, &places, &ledger, &issuers, asked, bad);
    report.prices = prices.map(|prices| prices.by(measure));
    if let (Some(prices), Some(bill), Some(Some(_))) = (&report.prices, &mut report.bill, &report.currency) {
        bill.price_index = prices.all(&bill.monthly_cost_by_region);
    }
    if let Some(slices) = &slices {
        report.review.parts = slices.close(&ledger, measure, asked.currency());
    }
    let (asked, header) = (asked.currency.clone(), table.header.names().to_vec());
    report.books = Some(Box::new(Books { ledger, slices, measure, asked, owners, header, stated }));
    Ok(report)
}

fn see(issuer: &mut Issuer, row: &Row, commitment: bool) {
    let [effective, billed] = row.amounts;
    issuer.effective_has_fraction |= effective.fract() != 0.0;
    issuer.billed_has_fraction |= billed.fract() != 0.0;
    issuer.has_commitments |= commitment;
    issuer.effective += effective;
    issuer.effective_of_billed += if billed == 0.0 { 0.0 } else { effective };
    issuer.billed += billed;
}

fn row_region<'k>(record: &ByteRecord, places: &Places, regions: &'k mut Regions) -> Option<&'k str> {
    let provider = text(record, places.provider).and_then(region::provider);
    match text(record, places.region) {
        Some(written) => regions.id(written, provider),
        // Oracle leaves the id out and fills the name.
        None => regions.id(text(record, places.region_name)?, provider),
    }
}

fn of_row<'r>(table: &Table, record: &'r ByteRecord, places: &Places, times: &mut Times) -> Result<Row<'r>, Refused> {
    let billed = table.number(record, places.billed)?.unwrap_or(0.0);
    let effective = match places.effective {
        Some(column) => table.number(record, column)?.unwrap_or(0.0),
        None => billed,
    };
    let start = times.read(table, record, places.start)?;
    let end = match places.end {
        Some(column) => times.read(table, record, column)?,
        None => start + 3600,
    };
    let service = text(record, places.service);
    Ok(Row {
        fate: fate(record, places),
        start,
        end,
        currency: text(record, places.currency).unwrap_or(UNKNOWN),
        region: None,
        part: places.service.map_or(Part::Unknown, |_| part(service.unwrap_or("Other"))),
        amounts: [effective, billed],
        sent_gb: sent(table, record, places)?,
    })
}

fn fate(record: &ByteRecord, places: &Places) -> Fate {
    let is = |column, word: &str| text(record, column).is_some_and(|cell| cell.eq_ignore_ascii_case(word));
    let commitment = text(record, places.commitment).is_some();
    match () {
        // Of periods that have been invoiced.
        () if is(places.class, "Correction") => Fate::Left("correction"),
        () if is(places.category, "Tax") => Fate::Left("tax"),
        () if is(places.category, "Credit") => Fate::Left("credit"),
        () if is(places.category, "Purchase") && commitment => {
            if is(places.frequency, "Recurring") {
                Fate::PaidAgain
            } else {
                Fate::PaidOnce
            }
        }
        () => Fate::Used,
    }
}

/// FOCUS's nineteen service categories.
fn part(service: &str) -> Part {
    const FIXED: [&str; 5] = ["Identity", "Management and Governance", "Security", "Migration", "Other"];
    match service {
        _ if service.eq_ignore_ascii_case("Storage") => Part::Storage,
        _ if FIXED.iter().any(|name| service.eq_ignore_ascii_case(name)) => Part::Fixed,
        _ => Part::Compute,
    }
}

/// Data sent to another region stands in Compute, Storage, Networking and Other; only the description tells. The rows
/// "from" are the same bytes seen from the other side.
fn sent(table: &Table, record: &ByteRecord, places: &Places) -> Result<Option<f64>, Refused> {
    let description = text(record, places.description).unwrap_or_default();
    if !is_sent(description) {
        return Ok(None);
    }
    let is_gb = text(record, places.unit).is_some_and(|unit| unit.to_ascii_lowercase().starts_with("gb"));
    match places.quantity {
        Some(column) if is_gb => table.number(record, column),
        _ => Ok(None),
    }
}

/// Whether a description is of data sent to another region.
pub(super) fn is_sent(description: &str) -> bool {
    find_ignoring_case(description, "data transfer to ")
        .and_then(|at| description.get(at..))
        .is_some_and(|to| !to.eq_ignore_ascii_case("the internet"))
}

/// Where a text stands behind another, in ASCII letters of either case.
fn find_ignoring_case(text: &str, sought: &str) -> Option<usize> {
    let found = text.as_bytes().windows(sought.len()).position(|part| part.eq_ignore_ascii_case(sought.as_bytes()))?;
    Some(found + sought.len())
}

/// Times of rows; those of neighbours are equal, and are read once.
#[derive(Debug)]
pub(super) struct Times(Vec<(Vec<u8>, Seconds)>, Slashes);

impl Times {
    pub(super) fn new(asked: &Asked) -> Self {
        Times(Vec::new(), Slashes::said(&asked.answers))
    }

    pub(super) fn read(&mut self, table: &Table, record: &ByteRecord, column: usize) -> Result<Seconds, Refused> {
        let cell = record.get(column).unwrap_or_default();
        if let Some((_, at)) = self.0.iter().find(|(known, _)| known == cell) {
            return Ok(*at);
        }
        let wrong = || {
            let written = clipped(String::from_utf8_lossy(cell).into_owned(), MAX_CELL);
            let wrong = format!("{} is {written:?}", table.header.name(column));
            moment::refused(table.line(record), &written, wrong, "a date and time")
        };
        let text = std::str::from_utf8(cell).map_err(|_| wrong())?;
        let at = moment::moment(text, self.1).ok_or_else(wrong)?.at;
        if self.0.len() >= 8 {
            self.0.remove(0);
        }
        self.0.push((cell.to_vec(), at));
        Ok(at)
    }
}

/// Rows that could not be read.
#[derive(Debug, Default)]
pub(super) struct Bad {
    pub(super) read: u64,
    unreadable: u64,
    first: Option<Refused>,
}

impl Bad {
    pub(super) fn add(&mut self, wrong: Refused) {
        self.unreadable += 1;
        self.first.get_or_insert(wrong);
    }

    /// Refuses a file of which too much could not be read.
    pub(super) fn check(&self) -> Result<(), Refused> {
        match &self.first {
            Some(first) if self.unreadable as f64 > MAX_UNREADABLE * self.read as f64 => Err(Refused {
                wrong: format!("{} ({} of {} rows could not be read)", first.wrong, self.unreadable, self.read),
                ..first.clone()
            }),
            _ => Ok(()),
        }
    }

    /// Says what was not read.
    pub(super) fn tell(self, report: &mut Report) {
        report.rows.read += self.unreadable;
        if let Some(first) = self.first {
            report.rows.left_out.push(crate::report::LeftOut {
                why: UNREADABLE.into(),
                rows: self.unreadable,
                sum: None,
            });
            report.warnings.push(format!("{} rows could not be read; the first: {first}", self.unreadable));
        }
    }
}

fn report(
    table: &Table,
    places: &Places,
    ledger: &Ledger,
    issuers: &BTreeMap<String, Issuer>,
    asked: &Asked,
    bad: Bad,
) -> (Report, Vec<String>) {
    let damaged: Vec<&str> =
        issuers.iter().filter(|(_, issuer)| issuer.is_damaged()).map(|(name, _)| name.as_str()).collect();
    let (measure, column) = match places.effective {
        Some(column) if damaged.is_empty() => (Measure::Effective, column),
        _ => (Measure::Billed, places.billed),
    };
    let Closed { rows, bill, currency, period, warnings } = ledger.close(measure, asked.currency());
    let mut report = Report { rows, period, ..Report::new(format!("focus-{}", version(&table.header))) };
    report.currency = Some(currency);
    report.columns = Some(Columns {
        cost: table.header.name(column).to_owned(),
        region: places.region.or(places.region_name).map(|column| table.header.name(column).to_owned()),
    });
    report.warnings.clone_from(&warnings);
    if places.effective.is_some() && !damaged.is_empty() {
        let names = damaged.join("; ");
        report.warnings.push(format!(
            "EffectiveCost is damaged (rounded, or far from BilledCost) for {names}: BilledCost is summed"
        ));
    }
    if report.rows.left_out.iter().any(|left| left.why == "prepaid") {
        report
            .warnings
            .push("commitments that were paid once are left out as prepaid: their use is not in BilledCost".into());
    }
    report.bill = Some(bill);
    bad.tell(&mut report);
    (report, warnings)
}
