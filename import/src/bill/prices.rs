//! What the same thing costs in two regions: a measured price index.

use super::Measure;
use crate::report::{PriceIndex, RegionCost};
use crate::sum::Sum;
use crate::table::{Header, Table, text};
use csv::ByteRecord;
use geode_core::quantity::to_digits;
use std::collections::{BTreeMap, HashMap};

/// The most things, and regions, that are compared.
const MAX_SKUS: usize = 20_000;
const MAX_REGIONS: usize = 128;

/// One thing in one region.
#[derive(Debug, Clone, Copy, Default)]
struct Priced {
    list: f64,
    /// Whether it had several prices: tiers are not compared.
    is_tiered: bool,
    cost: [Sum; 2],
}

/// List prices by region and by what a SKU is: its meter, unit, details and service. A SKU's id is of one region.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prices {
    columns: Vec<usize>,
    list: usize,
    category: Option<usize>,
    /// With what all rows of each cost.
    regions: Vec<(String, [Sum; 2])>,
    skus: HashMap<Vec<u8>, BTreeMap<usize, Priced>>,
    key: Vec<u8>,
    /// Which cost weighs: a [`Measure`].
    measure: usize,
}

impl Prices {
    /// None where the file has no meters or no list prices.
    pub(super) fn of(header: &Header) -> Option<Prices> {
        let meter = [header.column(&["SkuMeter"])?, header.column(&["PricingUnit"])?];
        let more = ["SkuPriceDetails", "ServiceName"].iter().filter_map(|name| header.column(&[name]));
        let columns = meter.into_iter().chain(more).collect();
        let (list, category) = (header.column(&["ListUnitPrice"])?, header.column(&["ChargeCategory"]));
        Some(Prices { columns, list, category, ..Prices::default() })
    }

    /// Adds a row of a region that is used.
    pub(super) fn add(&mut self, table: &Table, record: &ByteRecord, region: &str, amounts: [f64; 2]) {
        let add = |sums: &mut [Sum; 2]| sums.iter_mut().zip(amounts).for_each(|(sum, amount)| sum.add(amount));
        let place = match self.regions.iter().position(|(known, _)| known == region) {
            Some(place) => place,
            None if self.regions.len() >= MAX_REGIONS => return,
            None => {
                self.regions.push((region.to_owned(), Default::default()));
                self.regions.len() - 1
            }
        };
        if let Some((_, all)) = self.regions.get_mut(place) {
            add(all);
        }
        let is_use = text(record, self.category).is_none_or(|category| category.eq_ignore_ascii_case("Usage"));
        let has_meter = text(record, self.columns.first().copied()).is_some();
        let list = table.number(record, self.list).ok().flatten().filter(|list| *list > 0.0);
        let Some(list) = list.filter(|_| is_use && has_meter) else { return };
        self.key.clear();
        for column in &self.columns {
            self.key.extend_from_slice(record.get(*column).unwrap_or_default());
            self.key.push(0);
        }
        if !self.skus.contains_key(&self.key) && self.skus.len() < MAX_SKUS {
            self.skus.insert(self.key.clone(), BTreeMap::new());
        }
        if let Some(by) = self.skus.get_mut(&self.key) {
            let priced = by.entry(place).or_insert(Priced { list, ..Priced::default() });
            priced.is_tiered |= priced.list != list;
            add(&mut priced.cost);
        }
    }

    /// With the cost that weighs.
    pub(super) fn by(self, measure: Measure) -> Prices {
        Prices { measure: measure as usize, ..self }
    }

    /// How dear a region is where another is 1: the geometric mean of what the same things cost, each with the weight of its
    /// cost in both. None where nothing stands in both.
    pub(crate) fn index(&self, region: &str, against: &str) -> Option<PriceIndex> {
        let place = |name: &str| self.regions.iter().position(|(known, _)| known == name);
        let (here, there) = (place(region)?, place(against)?);
        // In their order, so that a sum has the same bits anywhere.
        let mut skus: Vec<_> = self.skus.iter().collect();
        skus.sort_unstable_by_key(|(key, _)| *key);
        let (mut weights, mut logs, mut compared) = (Sum::default(), Sum::default(), Sum::default());
        let mut count = 0;
        for (_, by) in skus {
            let (Some(one), Some(other)) = (by.get(&here), by.get(&there)) else { continue };
            let cost = |priced: &Priced| priced.cost.get(self.measure).map_or(0.0, |sum| sum.value()).max(0.0);
            let weight = cost(one) + cost(other);
            if one.is_tiered || other.is_tiered || weight <= 0.0 {
                continue;
            }
            count += 1;
            weights.add(weight);
            logs.add(weight * (one.list / other.list).ln());
            compared.add(cost(one));
        }
        let all = self.regions.get(here).and_then(|(_, sums)| sums.get(self.measure)).map_or(0.0, |sum| sum.value());
        (count > 0).then(|| PriceIndex {
            region: region.to_owned(),
            against: against.to_owned(),
            // To digits that every machine agrees on.
            index: to_digits((logs.value() / weights.value()).exp(), 9),
            skus: count,
            share_of_cost: if all > 0.0 { (compared.value() / all).min(1.0) } else { 0.0 },
        })
    }

    /// All regions against the one that costs most.
    pub(super) fn all(&self, by: &[RegionCost]) -> Vec<PriceIndex> {
        let Some((first, others)) = by.split_first() else { return Vec::new() };
        others.iter().filter_map(|one| self.index(&one.region, &first.region)).collect()
    }
}
