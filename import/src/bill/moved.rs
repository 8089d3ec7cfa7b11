//! A ledger that takes in another one: names stand elsewhere in it, and months are used or not.

use super::months::Chosen;
use super::{Amounts, Fate, Key, Ledger};
use crate::moment::Seconds;
use crate::refused::Refused;
use std::collections::{BTreeMap, BTreeSet};

/// Where the names of a ledger stand in another that has taken it in, and which of its months it used by itself.
pub(super) struct Moved {
    regions: Vec<usize>,
    currencies: Vec<usize>,
    months: BTreeSet<Seconds>,
}

impl Moved {
    pub(super) fn key(&self, key: &Key) -> Key {
        let is_unused = matches!(key.fate, Fate::Used | Fate::PaidAgain) && !self.months.contains(&key.month);
        Key {
            fate: if is_unused { Fate::Left("other period") } else { key.fate },
            region: key.region.and_then(|at| self.regions.get(at).copied()),
            currency: self.currencies.get(key.currency).copied().unwrap_or(key.currency),
            ..*key
        }
    }
}

pub(super) fn merge(into: &mut BTreeMap<Key, Amounts>, from: &BTreeMap<Key, Amounts>, moved: &Moved) {
    for (key, amounts) in from {
        let entry = into.entry(moved.key(key)).or_default();
        entry.rows += amounts.rows;
        for (sum, more) in entry.sums.iter_mut().zip(amounts.sums) {
            sum.merge(more);
        }
    }
}

impl Ledger {
    /// Adds what another one has in months that are used; of its other months only the sums.
    pub(super) fn take_in(&mut self, other: &Ledger, used: &Chosen) -> Result<Moved, Refused> {
        let regions = other.regions.all.iter().map(|name| self.regions.place(name, "regions"));
        let regions = regions.collect::<Result<_, _>>()?;
        let currencies = other.currencies.all.iter().map(|name| self.currencies.place(name, "currencies"));
        let currencies = currencies.collect::<Result<_, _>>()?;
        let moved = Moved { regions, currencies, months: used.months.keys().copied().collect() };
        merge(&mut self.amounts, &other.amounts, &moved);
        for ((currency, month), sent) in other.sent.iter().filter(|((_, month), _)| moved.months.contains(month)) {
            let currency = moved.currencies.get(*currency).copied().unwrap_or(*currency);
            let entry = self.sent.entry((currency, *month)).or_default();
            entry.gb.merge(sent.gb);
            entry.cost.iter_mut().zip(sent.cost).for_each(|(sum, more)| sum.merge(more));
        }
        for (start, month) in other.months.iter().filter(|(start, _)| moved.months.contains(start)) {
            self.months.entry(*start).or_insert(*month).take_in(*month);
        }
        Ok(moved)
    }
}
