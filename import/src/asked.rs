//! What the user says beside the file.

use crate::moment::{self, Seconds, Slashes};
use crate::names::PERIOD;
use crate::refused::Refused;
use crate::table::{Header, key};
use crate::tags::{self, TAG};
use csv::ByteRecord;
use serde::{Deserialize, Deserializer};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the user says beside the file; nothing of it has to be said.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    /// The kind of file, where it shall not be found out.
    pub kind: Option<String>,
    /// The time that an incident log covers.
    #[serde(deserialize_with = "period")]
    pub period: Option<(Seconds, Seconds)>,
    /// The currency to take of several.
    pub currency: Option<String>,
    /// What columns mean that are not known: a meaning such as `region`, `cost`, `country`, `users`, `start`, `end`,
    /// `from`, `to`, `ms`, and the column's name.
    pub columns: Vec<(String, String)>,
    /// Only rows with these values in these columns; one of them where a column stands several times. `tag:` before a
    /// column is a key of the tags, an empty value stands for none.
    pub wheres: Vec<(String, String)>,
    /// What counts as an outage.
    pub impacts: Option<Vec<String>>,
    /// Answers to questions, by line.
    pub answers: BTreeMap<u64, String>,
    /// The incidents that are outages, by row, where a person has ticked them one by one.
    pub ticked: Option<BTreeSet<u64>>,
    /// Names of countries in other languages than English, as [`Asked::name_countries`] takes them.
    #[serde(skip)]
    pub countries: Arc<BTreeMap<String, Option<String>>>,
    /// Whether a person will look: then the report's [`Review`](crate::report::Review) is filled.
    pub is_reviewed: bool,
}

/// A period as text, as [`Asked::read_period`] reads it.
fn period<'de, D: Deserializer<'de>>(from: D) -> Result<Option<(Seconds, Seconds)>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.as_deref().map(Asked::read_period).transpose().map_err(serde::de::Error::custom)
}

impl Asked {
    /// Reads `START/END`.
    ///
    /// # Errors
    /// Says what was expected.
    pub fn read_period(text: &str) -> Result<(i64, i64), Refused> {
        let refused = |why: &str| {
            Refused::file(format!("the period is {text:?}{why}"), "START/END such as 2026-01-01/2026-07-01")
        };
        let (start, end) = text.split_once('/').ok_or_else(|| refused(""))?;
        let read = |part: &str| {
            let moment = moment::moment(part, Slashes::MonthFirst).filter(|_| moment::slashed(part).is_none());
            moment.map(|moment| moment.at).ok_or_else(|| refused(&format!(": {part:?} is no date")))
        };
        let (start, end) = (read(start)?, read(end)?);
        match start.cmp(&end) {
            Ordering::Less => Ok((start, end)),
            Ordering::Equal => Err(refused(", which ends where it starts")),
            Ordering::Greater => Err(refused(", which ends before it starts")),
        }
    }

    /// Says what countries are called in other languages: name and code. What two are called names none.
    pub fn name_countries(&mut self, names: impl Iterator<Item = (String, String)>) {
        let mut all: BTreeMap<String, Option<String>> = BTreeMap::new();
        for (name, code) in names {
            let known = all.entry(key(&name)).or_insert_with(|| Some(code.clone()));
            if known.as_ref() != Some(&code) {
                *known = None;
            }
        }
        self.countries = Arc::new(all);
    }

    pub(crate) fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// Which part of a file is asked for, in a few words.
    pub(crate) fn part(&self) -> Option<String> {
        let words = |(column, value): &(String, String)| {
            let name = column.strip_prefix(TAG).unwrap_or(column);
            format!("{name} {}", if value.is_empty() { "not given" } else { value })
        };
        let words: Vec<String> = self.wheres.iter().map(words).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// The rows that are asked for.
    #[inline(never)]
    pub(crate) fn filter(&self, header: &Header) -> Result<Filter, Refused> {
        let place = |(name, value): &(String, String)| {
            let key = name.strip_prefix(TAG);
            let place = match key {
                // All tags in one column, or each in its own.
                Some(key) => {
                    header.column(&["Tags", "resource_tags"]).map(|tags| (tags, Some(key.to_owned()))).or_else(|| {
                        let names = ["", "user:"].map(|before| format!("resourceTags/{before}{key}"));
                        header.column(&[&names[0], &names[1]]).map(|column| (column, None))
                    })
                }
                None => header.column(&[name]).map(|column| (column, None)),
            };
            let missing =
                || Refused::at(header.line, format!("has no column {name:?}"), "a column of the file in --where");
            Ok((place.ok_or_else(missing)?, value.trim().to_owned()))
        };
        let mut filter = Filter::default();
        for asked in &self.wheres {
            let (column, value) = place(asked)?;
            let is_of_time = !asked.0.starts_with(TAG) && is_of_time(&key(&asked.0));
            let columns = if is_of_time { &mut filter.times } else { &mut filter.parts };
            match columns.iter_mut().find(|(known, _)| *known == column) {
                Some((_, values)) => values.push(value),
                None => columns.push((column, vec![value])),
            }
        }
        Ok(filter)
    }
}

/// A column, and of tags a key.
type Place = (usize, Option<String>);

/// Whether a column, by its name as it is compared, says of when a row is: `Month`, `BillingPeriodStart`, `UsageDate`.
fn is_of_time(column: &str) -> bool {
    const PARTS: [&str; 6] = ["periodstart", "periodend", "startdate", "enddate", "usagedate", "timeinterval"];
    PERIOD.iter().any(|name| key(name) == column) || PARTS.iter().any(|part| column.contains(part))
}

/// The rows that are asked for: by the columns that say of when they are, and by others.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    times: Vec<(Place, Vec<String>)>,
    parts: Vec<(Place, Vec<String>)>,
}

impl Filter {
    pub(crate) fn keeps(&self, record: &ByteRecord) -> bool {
        self.keeps_time(record) && have(&self.parts, record)
    }

    /// Whether a row is of the time that is asked for. What is chosen of a bill covers the time that the bill covers, also
    /// where nothing of it was used.
    pub(crate) fn keeps_time(&self, record: &ByteRecord) -> bool {
        have(&self.times, record)
    }
}

fn have(columns: &[(Place, Vec<String>)], record: &ByteRecord) -> bool {
    columns.iter().all(|((column, key), values)| {
        let cell = record.get(*column).unwrap_or_default();
        let is_one = |cell: &str| values.iter().any(|value| cell.trim().eq_ignore_ascii_case(value));
        match key {
            Some(key) => {
                let value = tags::tags(cell).and_then(|tags| tags::value_of(tags.get(key)?));
                is_one(value.as_deref().unwrap_or_default())
            }
            None => std::str::from_utf8(cell).is_ok_and(is_one),
        }
    })
}
