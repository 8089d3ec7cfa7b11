//! What a bill was added up to, so that others can be added to it: its months, or its parts.

use super::months::Chosen;
use super::slices::Slices;
use super::{Closed, Ledger, Measure};
use crate::moment::Seconds;
use crate::refused::Refused;
use crate::report::{LeftOut, Report};
use crate::table::Header;
use csv::ByteRecord;
use std::collections::BTreeSet;

/// The most accounts of a file that are told apart.
const MAX_OWNERS: usize = 1000;

/// A bill, added up.
#[derive(Debug, Clone)]
pub(crate) struct Books {
    pub(crate) ledger: Ledger,
    pub(crate) slices: Option<Slices>,
    pub(crate) measure: Measure,
    /// The currency that was asked for.
    pub(crate) asked: Option<String>,
    pub(crate) owners: Owners,
    /// The names of the columns.
    pub(crate) header: Vec<String>,
    /// What was remarked on the months: of several bills it is another.
    pub(crate) stated: Vec<String>,
}

impl Books {
    /// The first moments of the months that are used.
    pub(crate) fn months(&self) -> BTreeSet<Seconds> {
        self.ledger.chosen().months.into_keys().collect()
    }

    /// Whether both have rows of one month, used or not.
    pub(crate) fn meets(&self, other: &Books) -> bool {
        self.ledger.months.keys().any(|month| other.ledger.months.contains_key(month))
    }
}

/// The accounts that rows of a bill are of: those who pay, and those who use.
#[derive(Debug, Clone, Default)]
pub(crate) struct Owners {
    columns: Vec<usize>,
    /// None where there are too many to tell.
    all: Option<BTreeSet<Vec<u8>>>,
    /// That of the row before: rows of an account stand together.
    last: Vec<u8>,
}

impl Owners {
    pub(super) fn of(header: &Header, columns: &[&[&str]]) -> Owners {
        let columns: Vec<usize> = columns.iter().filter_map(|names| header.column(names)).collect();
        let all = (!columns.is_empty()).then(BTreeSet::new);
        Owners { columns, all, last: Vec::new() }
    }

    pub(super) fn add(&mut self, record: &ByteRecord) {
        let Some(all) = &mut self.all else { return };
        let cells = || self.columns.iter().map(|column| record.get(*column).unwrap_or_default());
        let mut last = self.last.as_slice();
        let is_same = cells().all(|cell| {
            let rest = last.strip_prefix(cell).and_then(|rest| rest.strip_prefix(b"\n"));
            last = rest.unwrap_or_default();
            rest.is_some()
        });
        if is_same && last.is_empty() {
            return;
        }
        self.last = cells().flat_map(|cell| [cell, b"\n"]).flatten().copied().collect();
        if !all.contains(&self.last) {
            all.insert(self.last.clone());
        }
        if all.len() > MAX_OWNERS {
            self.all = None;
        }
    }

    /// Whether no account is in both; none where that cannot be told.
    pub(crate) fn are_others_than(&self, other: &Owners) -> Option<bool> {
        Some(self.all.as_ref()?.is_disjoint(other.all.as_ref()?))
    }
}

/// The months that a bill uses, or all that are parts of it together: a month that is cut in one may be whole in all.
fn used(books: &Books, parts: &[&Books]) -> Chosen {
    let mut months = books.ledger.months.clone();
    for (start, month) in parts.iter().flat_map(|part| &part.ledger.months) {
        months.entry(*start).or_insert(*month).take_in(*month);
    }
    Chosen::of(&months)
}

/// Several bills as one, as if their rows stood in one file; none where one of them was not kept as it was added up.
/// `are_parts` says which are of the same months and parts of one.
pub(crate) fn one(reports: &[Report], are_parts: fn(&Report, &Report) -> bool) -> Result<Option<Report>, Refused> {
    let kept: Option<Vec<(&Report, &Books)>> =
        reports.iter().map(|report| Some((report, report.books.as_deref()?))).collect();
    let Some(kept) = kept else { return Ok(None) };
    // One that can only be read as it was billed.
    let rank = |(_, books): &&(&Report, &Books)| books.measure != Measure::Billed;
    let Some((leading, books)) = kept.iter().min_by_key(rank) else { return Ok(None) };
    let mut all = Books { ledger: Ledger::default(), slices: None, ..(*books).clone() };
    let mut prices = None;
    for (report, books) in &kept {
        let others = kept.iter().filter(|(other, _)| !std::ptr::eq(*other, *report) && are_parts(report, other));
        let parts: Vec<&Books> = others.map(|(_, one)| *one).collect();
        let moved = all.ledger.take_in(&books.ledger, &used(books, &parts))?;
        if let Some(slices) = &books.slices {
            all.slices.get_or_insert_default().take_in(slices, &moved);
        }
        if let Some(own) = &report.prices {
            prices.get_or_insert_with(|| own.emptied(all.measure)).take_in(own);
        }
    }
    let Closed { mut rows, bill, currency, period, warnings } = all.ledger.close(all.measure, all.asked.as_deref());
    let unreadable = reports.iter().flat_map(|report| &report.rows.left_out).filter(|left| left.why == UNREADABLE);
    let unreadable = unreadable.map(|left| left.rows).sum::<u64>();
    rows.read += unreadable;
    if unreadable > 0 {
        rows.left_out.push(LeftOut { why: UNREADABLE.into(), rows: unreadable, sum: None });
    }
    let mut report = Report { rows, period, bill: Some(bill), currency: Some(currency), prices, ..(*leading).clone() };
    report.file = reports.iter().map(|one| one.file.as_str()).collect::<Vec<_>>().join(", ");
    report.warnings = warnings.clone();
    report.warnings.extend(remarks(&kept));
    if let (Some(prices), Some(bill)) = (&report.prices, &mut report.bill) {
        bill.price_index = prices.all(&bill.monthly_cost_by_region);
    }
    if let Some(slices) = &all.slices {
        report.review.parts = slices.close(&all.ledger, all.measure, all.asked.as_deref());
    }
    all.stated = warnings;
    report.books = Some(Box::new(all));
    Ok(Some(report))
}

/// Why rows are left out that no ledger has.
pub(super) const UNREADABLE: &str = "unreadable";

/// What was remarked on each file beside its months: once where it is said of all of them.
fn remarks(kept: &[(&Report, &Books)]) -> Vec<String> {
    let of = |(report, books): &(&Report, &Books)| -> Vec<String> {
        report.warnings.iter().filter(|text| !books.stated.contains(text)).cloned().collect()
    };
    let all: Vec<Vec<String>> = kept.iter().map(of).collect();
    let mut said: Vec<String> = Vec::new();
    for ((report, _), own) in kept.iter().zip(&all) {
        for text in own {
            let is_of_all = all.iter().all(|texts| texts.contains(text));
            let text = if is_of_all { text.clone() } else { format!("{}: {text}", report.file) };
            if !said.contains(&text) {
                said.push(text);
            }
        }
    }
    said
}
