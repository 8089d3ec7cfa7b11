//! What the readers of a provider's own bills share: rows into a ledger, by parts, and the ledger into a report.

use super::books::{Books, Owners};
use super::focus::Bad;
use super::region::Regions;
use super::slices::Slices;
use super::{Closed, Key, Ledger, Measure, Row};
use crate::asked::Asked;
use crate::refused::Refused;
use crate::report::{Columns, Report};
use crate::table::{Table, text};
use csv::ByteRecord;
use geode_core::catalogue::{Catalogue, Provider};

/// What a row of a format says.
pub(super) type OfRow<'f> = dyn for<'r> FnMut(&Table, &'r ByteRecord) -> Result<Row<'r>, Refused> + 'f;

/// A format of a provider.
pub(super) struct Format {
    /// Its kind in the report.
    pub(super) kind: &'static str,
    pub(super) provider: Provider,
    /// The columns of money and of regions.
    pub(super) cost: usize,
    pub(super) region: Option<usize>,
    /// The columns by which people know which part of a bill is whose, and those of tags.
    pub(super) parts: &'static [&'static [&'static str]],
    pub(super) tags: &'static [&'static str],
    /// The columns of the accounts that pay, and that use.
    pub(super) owners: &'static [&'static [&'static str]],
}

/// Rows, added up.
pub(super) struct Added {
    pub(super) ledger: Ledger,
    bad: Bad,
    slices: Option<Slices>,
    owners: Owners,
}

/// Adds all rows of a table up.
pub(super) fn add(
    table: &mut Table,
    format: &Format,
    asked: &Asked,
    catalogue: &Catalogue,
    of_row: &mut OfRow,
) -> Result<Added, Refused> {
    let filter = asked.filter(&table.header)?;
    let (mut ledger, mut bad, mut record) = (Ledger::default(), Bad::default(), ByteRecord::new());
    let mut regions = Regions::new(catalogue);
    let mut slices = asked.is_reviewed.then(|| Slices::of(&table.header, format.parts, format.tags));
    let mut owners = Owners::of(&table.header, format.owners);
    while table.next(&mut record)? {
        bad.read += 1;
        owners.add(&record);
        let region = text(&record, format.region).and_then(|written| regions.id(written, Some(format.provider)));
        match of_row(table, &record) {
            Ok(row) => {
                let key = ledger.add_asked(&Row { region, ..row }, &filter, &record)?;
                // Of all rows, so that another part can be chosen.
                if let Some(slices) = &mut slices {
                    slices.add(&record, Key { fate: row.fate, ..key }, row.amounts);
                }
            }
            Err(wrong) => bad.add(wrong),
        }
    }
    bad.check()?;
    Ok(Added { ledger, bad, slices, owners })
}

impl Added {
    /// The report, with what a format has to remark.
    pub(super) fn report(
        self,
        table: &Table,
        format: &Format,
        measure: Measure,
        asked: &Asked,
        remark: &dyn Fn(&Ledger, &Report) -> Option<String>,
    ) -> Report {
        let Closed { rows, bill, currency, period, warnings } = self.ledger.close(measure, asked.currency());
        let stated = warnings.clone();
        let mut report = Report { rows, period, warnings, bill: Some(bill), ..Report::new(format.kind) };
        report.currency = Some(currency);
        report.columns = Some(Columns {
            cost: table.header.name(format.cost).to_owned(),
            region: format.region.map(|column| table.header.name(column).to_owned()),
        });
        report.warnings.extend(remark(&self.ledger, &report));
        if let Some(slices) = &self.slices {
            report.review.parts = slices.close(&self.ledger, measure, asked.currency());
        }
        self.bad.tell(&mut report);
        report.books = Some(Box::new(Books {
            ledger: self.ledger,
            slices: self.slices,
            measure,
            asked: asked.currency.clone(),
            owners: self.owners,
            header: table.header.names().to_vec(),
            stated,
        }));
        report
    }
}
