//! Measured price indices put into a scenario.

use super::Put;
use super::places::catalogued;
use crate::report::Bill;
use geode_core::catalogue::Catalogue;
use geode_core::quantity::format::{Digits, percent};
use geode_core::quantity::to_digits;
use geode_core::scenario::inputs;
use geode_core::scenario::model::NoteStatus;

/// Where the same thing costs so many times as much, or so little, it is not the same.
const MOST: f64 = 10.0;

impl Put<'_> {
    /// The dearest region of the bill, of those in the scenario, keeps its index; the others follow from it.
    pub(super) fn prices(&mut self, bill: &Bill, catalogue: &Catalogue) {
        let Some(prices) = self.report.prices.as_ref().filter(|_| self.takes("prices")) else { return };
        let names: Vec<Vec<String>> = self
            .scenario
            .regions
            .iter()
            .map(|region| {
                let catalogued = catalogued(catalogue, region);
                [Some(region.id.clone()), catalogued.map(|found| found.id.clone())].into_iter().flatten().collect()
            })
            .collect();
        let place = |billed: &str| names.iter().position(|names| names.iter().any(|name| name == billed));
        let mut billed =
            bill.monthly_cost_by_region.iter().filter_map(|one| Some((place(&one.region)?, one.region.as_str())));
        let Some((base, against)) = billed.next() else { return };
        let base = self.scenario.regions.get(base).and_then(|region| region.price_index).unwrap_or(1.0);
        let measured: Vec<_> = billed.filter_map(|(place, id)| Some((place, prices.index(id, against)?))).collect();
        let (mut was, mut becomes) = (Vec::new(), Vec::new());
        for (place, one) in measured {
            if !(1.0 / MOST..=MOST).contains(&one.index) {
                let (region, against) = (named(catalogue, &one.region), named(catalogue, against));
                self.leave("prices", format!("{region} at {:.2} times {against} is not the same thing", one.index));
                continue;
            }
            let Some(region) = self.scenario.regions.get_mut(place) else { continue };
            let (index, share) = (to_digits(base * one.index, 4), percent(one.share_of_cost, Digits::Few));
            was.push(format!("{} {}", region.name, region.price_index.unwrap_or(1.0)));
            let things = if one.skus == 1 { "thing" } else { "things" };
            becomes.push(format!("{} {index} ({} {things} in both, {share} of its cost)", region.name, one.skus));
            region.price_index = Some(index);
            let pointer = inputs::of_items(inputs::REGIONS_PRICE_INDEX, &[&region.id]);
            self.note(&pointer, NoteStatus::Measured);
        }
        if !becomes.is_empty() {
            let becomes = format!("{}; {} {base}", becomes.join(", "), named(catalogue, against));
            self.done("prices", "prices of regions", Some(was.join(", ")), becomes);
        }
    }
}

/// A region of a bill for people: the catalogue's name, where it has one, beside the id.
fn named(catalogue: &Catalogue, id: &str) -> String {
    catalogue.region(id).map_or_else(|| id.to_owned(), |region| format!("{} [{id}]", region.name))
}
