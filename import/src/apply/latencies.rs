//! Round trips put into a scenario: between its regions, and from its groups of users to them.

use super::Put;
use super::places::{catalogued, found};
use crate::report::Latency;
use geode_core::catalogue::{Catalogue, CountryMatch};
use geode_core::scenario::Scenario;
use geode_core::scenario::edit::{self, Cell};
use geode_core::scenario::inputs;
use geode_core::scenario::model::{Location, NoteStatus, Region};
use std::collections::{BTreeMap, BTreeSet};

/// Names that are listed where they are none of the scenario's.
const NAMED: usize = 5;

/// What a name of a file is in the scenario: a region, groups of users, either, or nothing.
#[derive(Default)]
struct Place {
    region: Option<String>,
    groups: Vec<String>,
}

impl Place {
    /// A region goes by its id, its name, or what it is in the catalogue; a group by its id, its name or its country.
    fn of(name: &str, scenario: &Scenario, catalogue: &Catalogue) -> Place {
        let name = name.trim();
        let is = |other: &str| other.eq_ignore_ascii_case(name);
        let country = match catalogue.country_named(name) {
            CountryMatch::Exact(country) => country.code.as_str(),
            _ => "",
        };
        let lives = |location: &Option<Location>| match location {
            Some(Location::Country(place)) => is(place) || place.get(..2) == Some(country),
            _ => false,
        };
        let groups = scenario.user_groups.iter().filter(|one| is(&one.id) || is(&one.name) || lives(&one.location));
        let groups: Vec<String> = groups.map(|group| group.id.clone()).collect();
        let known = |region: &Region| catalogued(catalogue, region).map(|known| (&known.id, known.catalogue_id()));
        let exact =
            |region: &&Region| is(&region.id) || is(&region.name) || known(region).is_some_and(|(id, _)| is(id));
        // "AWS us-east-1", where nothing else is called so.
        let id = name.to_lowercase().replacen(' ', "/", 1);
        let meant = found(catalogue, name).or_else(|| catalogue.region(&id)).filter(|_| groups.is_empty());
        let meant = meant.map(|meant| meant.catalogue_id());
        let alike = |region: &&Region| meant.is_some() && known(region).map(|(_, id)| id) == meant;
        let mut regions = scenario.regions.iter();
        let region = regions.find(exact).or_else(|| scenario.regions.iter().find(alike));
        Place { region: region.map(|region| region.id.clone()), groups }
    }

    fn is_known(&self) -> bool {
        self.region.is_some() || !self.groups.is_empty()
    }
}

impl Put<'_> {
    /// Takes what is between regions of the scenario, or from a group of its users to one.
    pub(super) fn latencies(&mut self, measured: &[Latency], catalogue: &Catalogue) {
        let mut places: BTreeMap<&str, Place> = BTreeMap::new();
        for name in measured.iter().flat_map(|one| [one.from.as_str(), one.to.as_str()]) {
            places.entry(name).or_insert_with(|| Place::of(name, &self.scenario, catalogue));
        }
        // Singapore is a country among countries, and a region among regions.
        let has_users = places.values().any(|place| place.region.is_none() && !place.groups.is_empty());
        let (mut between, mut users, mut groups) = (0, 0, BTreeSet::new());
        for one in measured {
            let (Some(a), Some(b)) = (places.get(one.from.as_str()), places.get(one.to.as_str())) else { continue };
            let ways = [(a, b), (b, a)];
            let to_region = |(from, to): &(&Place, &Place)| {
                let is_only = to.groups.is_empty() || from.region.is_none();
                Some((from.groups.clone(), to.region.clone()?)).filter(|(groups, _)| is_only && !groups.is_empty())
            };
            let of_users = ways.iter().find_map(to_region);
            match (&a.region, &b.region, of_users) {
                (Some(a), Some(b), of_users) if !has_users || of_users.is_none() => {
                    between +=
                        usize::from(self.measured("latencies", &inputs::of_items(inputs::ROUND_TRIP, &[a, b]), one.ms));
                }
                (_, _, Some((from, to))) => {
                    for group in from {
                        let pointer = inputs::of_items(inputs::USER_LATENCY, &[&group, &to]);
                        if self.measured("user_latencies", &pointer, one.ms) {
                            users += 1;
                            groups.insert(group);
                        }
                    }
                }
                _ => {}
            }
        }
        if between > 0 {
            self.done("latencies", "round trips between regions", None, format!("{between} measured"));
        }
        if users > 0 {
            let of = format!("{} of {} groups", groups.len(), self.scenario.user_groups.len());
            self.done("user_latencies", "latencies of users", None, format!("{users} measured, from {of}"));
            let unknown: Vec<&str> = places.iter().filter(|(_, one)| !one.is_known()).map(|(name, _)| *name).collect();
            if !unknown.is_empty() {
                let more = unknown.len().saturating_sub(NAMED);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                let named = unknown.get(..NAMED.min(unknown.len())).unwrap_or_default().join(", ");
                self.leave("user_latencies", format!("no group or region of the scenario is called {named}{more}"));
            }
        }
        if between + users == 0 && self.takes("latencies") && self.takes("user_latencies") {
            self.leave(
                "latencies",
                "none is between two regions of the scenario, or from a group of its users, by name or country, to one",
            );
        }
    }

    /// Writes a cell, if it is there and what it belongs to is to be taken.
    fn measured(&mut self, what: &str, pointer: &str, ms: f64) -> bool {
        let cell = Cell::at(&self.scenario, pointer).filter(|_| self.takes(what)).map(|cell| cell.pointer());
        let Some(pointer) = cell.filter(|pointer| edit::fill_cell(&mut self.scenario, pointer, ms)) else {
            return false;
        };
        self.note(&pointer, NoteStatus::Measured);
        true
    }
}
