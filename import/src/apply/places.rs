//! Users and round trips put into a scenario, whose regions are found in the catalogue.

use super::Put;
use crate::report::{Latency, Visitors};
use geode_core::catalogue::{Catalogue, Country, Point, Region, RegionMatch};
use geode_core::quantity::to_digits;
use geode_core::report::format::{Digits, percent};
use geode_core::scenario::edit::{self, Cell};
use geode_core::scenario::fill;
use geode_core::scenario::inputs;
use geode_core::scenario::limits::MAX_TEXT;
use geode_core::scenario::model::{self, Location, NoteStatus, UserGroup};
use geode_core::sorted;
use std::collections::BTreeMap;

/// The most groups of users; a scenario holds 256.
const MAX_GROUPS: usize = 250;

/// Where the places of the five questions and of the examples are, for those who have not said it more exactly: a region
/// there (`geode_core::scenario::areas::SITES`).
const SITES: [(&str, &str); 11] = [
    ("us-east", "us-east-1"),
    ("us-west", "us-west-2"),
    ("us-central", "us-central1"),
    ("eu-west", "eu-west-1"),
    ("eu-central", "eu-central-1"),
    ("eu-north", "eu-north-1"),
    ("asia-east", "ap-northeast-1"),
    ("asia-southeast", "ap-southeast-1"),
    ("south-america", "sa-east-1"),
    ("oceania", "ap-southeast-2"),
    ("middle-east", "me-central-1"),
];

/// A group with its latencies.
type Placed = (UserGroup, BTreeMap<String, f64>);

impl Put<'_> {
    pub(super) fn users(&mut self, visitors: &Visitors, catalogue: &Catalogue) {
        if !self.takes("users") {
            return;
        }
        let regions = match self.known_regions(catalogue) {
            Ok(regions) => regions,
            Err(unknown) => {
                let why =
                    format!("the region {unknown:?} is not in the catalogue, so its latency to a country is unknown");
                return self.leave("users", why);
            }
        };
        let mut groups = Vec::new();
        for one in &visitors.users_by_country {
            let Some(country) = catalogue.country(&one.country) else { continue };
            for point in country.points.iter().filter(|_| one.users > 0.0) {
                let group = group(country, point, one.share, one.revenue_share);
                groups.push((group, latencies(catalogue, point, &regions)));
            }
        }
        sorted::by(&mut groups, |(a, _), (b, _)| b.share.total_cmp(&a.share).then_with(|| a.id.cmp(&b.id)));
        groups.truncate(MAX_GROUPS);
        let mut placed: Vec<_> = groups.into_iter().filter_map(|(group, latency)| Some((group, latency?))).collect();
        if placed.is_empty() || placed.iter().all(|(group, _)| group.share <= 0.0) {
            return self.leave("users", "no country has users and a known latency");
        }
        let all = visitors.users + visitors.unplaced_users;
        let known = placed.iter().map(|(group, _)| group.share).sum::<f64>() * visitors.users;
        // To the digits of what people are counted with: a sum of shares is not 1 to its last.
        let rest = to_digits(1.0 - known / all, 6);
        if rest > 1e-9 {
            elsewhere(&mut placed, rest);
        }
        self.replace_groups(placed, rest);
    }

    fn replace_groups(&mut self, placed: Vec<Placed>, rest: f64) {
        let about =
            |pointer: &String| !(pointer.starts_with("/user_groups/") || pointer.starts_with("/user_latency_ms/"));
        let was = format!("{} groups", self.scenario.user_groups.len());
        let mut becomes = format!(
            "{} groups by country; latencies are modelled, with {} ms for the last mile",
            placed.iter().filter(|(group, _)| group.location.is_some()).count(),
            fill::LAST_MILE_MS
        );
        if rest > 1e-9 {
            let share = percent(rest, Digits::Few);
            becomes.push_str(&format!(
                "; {share} in no country that is known are Elsewhere, at the mean latency of the others"
            ));
        }
        self.scenario.notes.retain(|pointer, _| about(pointer));
        self.scenario.uncertainty.retain(|uncertain| about(&uncertain.input));
        self.scenario.user_latency_ms.clear();
        self.scenario.user_groups.clear();
        let all: f64 = placed.iter().map(|(group, _)| group.share).sum();
        for (mut group, latency) in placed {
            group.share /= all;
            self.scenario.user_latency_ms.insert(group.id.clone(), latency);
            self.scenario.user_groups.push(group);
        }
        if let Some(first) = self.scenario.user_groups.first().map(|group| group.id.clone()) {
            self.note(&inputs::of_items(inputs::USER_GROUPS_SHARE, &[&first]), NoteStatus::Measured);
        }
        self.done("users", "where users are", Some(was), becomes);
    }

    /// The regions of the scenario with those of the catalogue, or the one that is not in it.
    fn known_regions<'c>(&self, catalogue: &'c Catalogue) -> Result<Vec<(String, &'c Region)>, String> {
        let find = |region: &model::Region| {
            let found = catalogued(catalogue, region);
            found.map(|found| (region.id.clone(), found)).ok_or_else(|| region.id.clone())
        };
        self.scenario.regions.iter().map(find).collect()
    }

    /// Takes the round trips between regions of the scenario.
    pub(super) fn round_trips(&mut self, measured: &[Latency], catalogue: &Catalogue) {
        if !self.takes("latencies") {
            return;
        }
        let ids: Vec<(String, Vec<String>)> = self
            .scenario
            .regions
            .iter()
            .map(|region| {
                let catalogued = catalogued(catalogue, region);
                let names =
                    [Some(region.id.clone()), Some(region.name.clone()), catalogued.map(|found| found.id.clone())];
                (region.id.clone(), names.into_iter().flatten().collect())
            })
            .collect();
        let place = |name: &str| {
            let called =
                |(_, names): &&(String, Vec<String>)| names.iter().any(|known| known.eq_ignore_ascii_case(name));
            ids.iter().find(called).map(|(id, _)| id.clone())
        };
        let mut taken = 0;
        for one in measured {
            let (Some(a), Some(b)) = (place(&one.from), place(&one.to)) else { continue };
            let cell = Cell::at(&self.scenario, &format!("/region_rtt_ms/{a}/{b}")).map(|cell| cell.pointer());
            if let Some(pointer) = cell.filter(|pointer| edit::fill_cell(&mut self.scenario, pointer, one.ms)) {
                self.note(&pointer, NoteStatus::Measured);
                taken += 1;
            }
        }
        match taken {
            0 => self.leave("latencies", "none is between two regions of the scenario"),
            _ => self.done("latencies", "round trips between regions", None, format!("{taken} measured")),
        }
    }
}

/// The region of the catalogue that one of a scenario is: the one it says, else that of its id or name.
pub(super) fn catalogued<'c>(catalogue: &'c Catalogue, region: &model::Region) -> Option<&'c Region> {
    let said = region.catalogue_id.as_deref().and_then(|id| catalogue.region(id)).filter(|region| region.at.is_some());
    said.or_else(|| found(catalogue, &region.id)).or_else(|| found(catalogue, &region.name))
}

/// The region of the catalogue that a name means, where it is known where that is.
pub(crate) fn found<'c>(catalogue: &'c Catalogue, name: &str) -> Option<&'c Region> {
    let site = SITES.iter().find(|(site, _)| *site == name).map(|(_, region)| *region);
    match catalogue.region_named(site.unwrap_or(name), None) {
        RegionMatch::Exact(region) if region.at.is_some() => Some(region),
        _ => None,
    }
}

fn group(country: &Country, point: &Point, share: f64, revenue: Option<f64>) -> UserGroup {
    UserGroup {
        id: point.id.to_lowercase(),
        name: edit::point_name(country, point).chars().take(MAX_TEXT).collect(),
        share: share * point.share,
        revenue_share: revenue.map(|revenue| revenue * point.share),
        permitted_jurisdictions: Vec::new(),
        home_region: None,
        location: Some(Location::Country(point.id.clone())),
        last_mile_ms: None,
    }
}

/// Adds a group of those who stand for no country: as far from each region as the others are on average.
fn elsewhere(placed: &mut Vec<Placed>, rest: f64) {
    let all: f64 = placed.iter().map(|(group, _)| group.share).sum();
    let mut mean: BTreeMap<String, f64> = BTreeMap::new();
    for (group, latency) in placed.iter_mut() {
        for (region, ms) in latency {
            *mean.entry(region.clone()).or_default() += *ms * group.share / all;
        }
        // What the others leave of the revenue is theirs.
        group.share *= (1.0 - rest) / all;
        group.revenue_share = group.revenue_share.map(|share| share * (1.0 - rest));
    }
    let group = UserGroup {
        id: "elsewhere".into(),
        name: "Elsewhere".into(),
        share: rest,
        revenue_share: None,
        permitted_jurisdictions: Vec::new(),
        home_region: None,
        location: None,
        last_mile_ms: None,
    };
    placed.push((group, mean));
}

fn latencies(catalogue: &Catalogue, point: &Point, regions: &[(String, &Region)]) -> Option<BTreeMap<String, f64>> {
    regions
        .iter()
        .map(|(id, region)| Some((id.clone(), fill::user_latency_ms(catalogue, point, region, None)?)))
        .collect()
}
