//! Which part of the bill is this system? What each account, each service and each value of a tag costs.

use super::moved::{Moved, merge};
use super::{Amounts, Key, Ledger, MAX_NAMES, Measure};
use crate::moment::HOURS_PER_MONTH;
use crate::report::{Part, PartValue};
use crate::sum::Sum;
use crate::table::{Header, tag_of, text};
use crate::tags::{TAG, tags, value_of};
use csv::ByteRecord;
use geode_core::sorted;
use std::collections::{BTreeMap, HashMap};

/// Keys of tags that are looked at.
const MAX_KEYS: usize = 32;
/// Cells of tags that are kept, since those of neighbours are equal.
const MAX_CELLS: usize = 4096;
/// Values of a part that are shown.
const SHOWN: usize = 50;

/// A column, or a key of the tags, with its values.
#[derive(Debug, Clone, Default)]
struct Dimension {
    name: String,
    places: HashMap<String, usize>,
    values: Vec<(String, BTreeMap<Key, Amounts>)>,
}

impl Dimension {
    /// The place of a value; none where there are too many.
    fn place(&mut self, value: &str) -> Option<usize> {
        if let Some(place) = self.places.get(value) {
            return Some(*place);
        }
        (self.values.len() < MAX_NAMES).then(|| {
            self.places.insert(value.to_owned(), self.values.len());
            self.values.push((value.to_owned(), BTreeMap::new()));
            self.values.len() - 1
        })
    }

    fn add(&mut self, place: usize, key: Key, amounts: [f64; 2]) {
        if let Some((_, sums)) = self.values.get_mut(place) {
            add(sums, key, amounts);
        }
    }
}

fn add(sums: &mut BTreeMap<Key, Amounts>, key: Key, amounts: [f64; 2]) {
    let entry = sums.entry(key).or_default();
    entry.rows += 1;
    for (sum, amount) in entry.sums.iter_mut().zip(amounts) {
        sum.add(amount);
    }
}

/// What parts of a bill cost. What it holds grows with their values, never with rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slices {
    columns: Vec<usize>,
    tags: Option<usize>,
    /// Those of the columns, then those of the tags.
    dimensions: Vec<Dimension>,
    /// All rows.
    all: BTreeMap<Key, Amounts>,
    /// Cells of tags that have been read: dimensions and values.
    cells: HashMap<Vec<u8>, Vec<(usize, usize)>>,
}

impl Slices {
    /// By columns, each known by one of several names, and by the tags: in another, or each in a column of its own.
    pub(crate) fn of(header: &Header, columns: &[&[&str]], tags: &[&str]) -> Slices {
        let mut columns: Vec<usize> = columns.iter().filter_map(|names| header.column(names)).collect();
        columns.extend(header.tag_columns().take(MAX_KEYS));
        let named = |column: &usize| {
            let name = header.name(*column);
            let name = tag_of(name).map_or_else(|| name.to_owned(), |key| format!("{TAG}{key}"));
            Dimension { name, ..Dimension::default() }
        };
        let dimensions = columns.iter().map(named).collect();
        Slices { columns, tags: header.column(tags), dimensions, ..Slices::default() }
    }

    /// Adds a row under the key that the ledger has given it.
    pub(crate) fn add(&mut self, record: &ByteRecord, key: Key, amounts: [f64; 2]) {
        let key = Key { region: None, ..key };
        add(&mut self.all, key, amounts);
        for (at, column) in self.columns.iter().enumerate() {
            let Some(dimension) = self.dimensions.get_mut(at) else { continue };
            if let Some(place) = text(record, Some(*column)).and_then(|value| dimension.place(value)) {
                dimension.add(place, key, amounts);
            }
        }
        let Some(cell) = self.tags.and_then(|column| record.get(column)).filter(|cell| !cell.is_empty()) else {
            return;
        };
        if !self.cells.contains_key(cell) {
            if self.cells.len() >= MAX_CELLS {
                self.cells.clear();
            }
            let places = self.places(cell);
            self.cells.insert(cell.to_vec(), places);
        }
        for (at, place) in self.cells.get(cell).into_iter().flatten() {
            if let Some(dimension) = self.dimensions.get_mut(*at) {
                dimension.add(*place, key, amounts);
            }
        }
    }

    /// The values of a cell of tags.
    fn places(&mut self, cell: &[u8]) -> Vec<(usize, usize)> {
        let first = self.columns.len();
        let mut places = Vec::new();
        for (key, value) in tags(cell).into_iter().flatten() {
            let name = format!("{TAG}{key}");
            let known = self.dimensions.iter().skip(first).position(|dimension| dimension.name == name);
            let at = match known {
                Some(at) => first + at,
                None if self.dimensions.len() < first + MAX_KEYS => {
                    self.dimensions.push(Dimension { name, ..Dimension::default() });
                    self.dimensions.len() - 1
                }
                None => continue,
            };
            let Some(value) = value_of(&value).filter(|value| !value.is_empty()) else { continue };
            if let Some(place) = self.dimensions.get_mut(at).and_then(|dimension| dimension.place(&value)) {
                places.push((at, place));
            }
        }
        places
    }

    /// Adds those of another bill, whose ledger has been taken in.
    pub(super) fn take_in(&mut self, other: &Slices, moved: &Moved) {
        merge(&mut self.all, &other.all, moved);
        for theirs in &other.dimensions {
            let known = self.dimensions.iter().position(|own| own.name == theirs.name);
            let at = known.unwrap_or_else(|| {
                self.dimensions.push(Dimension { name: theirs.name.clone(), ..Dimension::default() });
                self.dimensions.len() - 1
            });
            let Some(own) = self.dimensions.get_mut(at) else { continue };
            for (value, sums) in &theirs.values {
                let place = own.place(value);
                if let Some((_, own)) = place.and_then(|place| own.values.get_mut(place)) {
                    merge(own, sums, moved);
                }
            }
        }
    }

    /// What the parts cost in a month of 730 hours, of the rows that the ledger uses; nothing where currencies differ.
    pub(crate) fn close(&self, ledger: &Ledger, measure: Measure, asked: Option<&str>) -> Vec<Part> {
        let (chosen, currencies) = (ledger.chosen(), ledger.used_currencies(asked));
        let hours = chosen.hours();
        if currencies.len() != 1 || hours <= 0.0 {
            return Vec::new();
        }
        let counts =
            |(key, amounts): &(&Key, &Amounts)| ledger.why_left(key, amounts, measure, &chosen, &currencies).is_none();
        let monthly = |sums: &BTreeMap<Key, Amounts>| {
            let mut all = Sum::default();
            sums.iter().filter(counts).for_each(|(_, amounts)| all.merge(amounts.sums[measure as usize]));
            all.value() * HOURS_PER_MONTH / hours
        };
        let all = monthly(&self.all);
        let part = |dimension: &Dimension| {
            let value = |(value, sums): &(String, BTreeMap<Key, Amounts>)| PartValue {
                value: value.clone(),
                monthly: monthly(sums),
            };
            let mut values: Vec<PartValue> = dimension.values.iter().map(value).collect();
            sorted::by(&mut values, |a, b| b.monthly.total_cmp(&a.monthly).then_with(|| a.value.cmp(&b.value)));
            let without_monthly = all - values.iter().map(|value| value.monthly).sum::<f64>();
            let smaller = values.iter().skip(SHOWN).fold(0.0, |sum, value| sum + value.monthly);
            let more = values.len().saturating_sub(SHOWN);
            values.truncate(SHOWN);
            Part { column: dimension.name.clone(), values, more, more_monthly: smaller, without_monthly }
        };
        self.dimensions.iter().map(part).filter(|part| !part.values.is_empty()).collect()
    }
}
