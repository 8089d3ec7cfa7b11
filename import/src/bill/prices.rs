//! What the same thing costs in two regions: a measured price index.

use super::{Measure, Names};
use crate::report::{PriceIndex, RegionCost};
use crate::sum::Sum;
use crate::table::{Header, Table, text};
use csv::ByteRecord;
use geode_core::quantity::to_digits;

/// The most things, and regions, that are compared.
const MAX_SKUS: usize = 4000;
const MAX_REGIONS: usize = 128;

/// One thing in one region.
#[derive(Debug, Clone, Copy, Default)]
struct Priced {
    /// The place of the region.
    region: usize,
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
    regions: Names,
    /// What all rows of each region cost.
    all: Vec<[Sum; 2]>,
    skus: Names,
    /// Of each SKU, by region.
    priced: Vec<Vec<Priced>>,
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
        let Some(region) = self.regions.place_within(region, MAX_REGIONS) else { return };
        self.all.resize(self.all.len().max(region + 1), Default::default());
        if let Some(all) = self.all.get_mut(region) {
            add(all);
        }
        let is_use = text(record, self.category).is_none_or(|category| category.eq_ignore_ascii_case("Usage"));
        let has_meter = text(record, self.columns.first().copied()).is_some();
        let list = table.number(record, self.list).ok().flatten().filter(|list| *list > 0.0);
        let Some(list) = list.filter(|_| is_use && has_meter) else { return };
        let mut key = String::new();
        for column in &self.columns {
            key.push_str(text(record, Some(*column)).unwrap_or_default());
            key.push('\n');
        }
        let Some(sku) = self.skus.place_within(&key, MAX_SKUS) else { return };
        self.priced.resize(self.priced.len().max(sku + 1), Vec::new());
        let Some(by) = self.priced.get_mut(sku) else { return };
        if by.iter().all(|known| known.region != region) {
            by.push(Priced { region, list, ..Priced::default() });
        }
        if let Some(priced) = by.iter_mut().find(|known| known.region == region) {
            priced.is_tiered |= priced.list != list;
            add(&mut priced.cost);
        }
    }

    /// With the cost that weighs.
    pub(super) fn by(self, measure: Measure) -> Prices {
        Prices { measure: measure as usize, ..self }
    }

    /// None of them, to take others in.
    pub(super) fn emptied(&self, measure: Measure) -> Prices {
        Prices {
            regions: Names::default(),
            all: Vec::new(),
            skus: Names::default(),
            priced: Vec::new(),
            ..self.clone()
        }
        .by(measure)
    }

    /// Adds those of another bill.
    pub(super) fn take_in(&mut self, other: &Prices) {
        let merge =
            |own: &mut [Sum; 2], more: &[Sum; 2]| own.iter_mut().zip(more).for_each(|(sum, one)| sum.merge(*one));
        let mut places = Vec::new();
        for (name, sums) in other.regions.all.iter().zip(&other.all) {
            let place = self.regions.place_within(name, MAX_REGIONS);
            places.push(place);
            self.all.resize(self.regions.all.len(), Default::default());
            if let Some(own) = place.and_then(|place| self.all.get_mut(place)) {
                merge(own, sums);
            }
        }
        for (key, theirs) in other.skus.all.iter().zip(&other.priced) {
            let Some(sku) = self.skus.place_within(key, MAX_SKUS) else { continue };
            self.priced.resize(self.skus.all.len(), Vec::new());
            for one in theirs {
                let Some(region) = places.get(one.region).copied().flatten() else { continue };
                let Some(by) = self.priced.get_mut(sku) else { continue };
                match by.iter_mut().find(|known| known.region == region) {
                    Some(known) => {
                        // A price that has changed from month to month is none.
                        known.is_tiered |= one.is_tiered || known.list != one.list;
                        merge(&mut known.cost, &one.cost);
                    }
                    None => by.push(Priced { region, ..*one }),
                }
            }
        }
    }

    /// How dear a region is where another is 1: the geometric mean of what the same things cost, each with the weight of its
    /// cost in both. None where nothing stands in both.
    pub(crate) fn index(&self, region: &str, against: &str) -> Option<PriceIndex> {
        let (here, there) = (*self.regions.places.get(region)?, *self.regions.places.get(against)?);
        let (mut weights, mut logs, mut compared) = (Sum::default(), Sum::default(), Sum::default());
        let mut count = 0;
        for by in &self.priced {
            let of = |region: usize| by.iter().find(|priced| priced.region == region);
            let (Some(one), Some(other)) = (of(here), of(there)) else { continue };
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
        let all = self.all.get(here).and_then(|sums| sums.get(self.measure)).map_or(0.0, |sum| sum.value());
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
