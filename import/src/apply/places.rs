//! Users put into a scenario, whose regions are found in the catalogue.

use super::Put;
use crate::report::Visitors;
use geode_core::catalogue::{Catalogue, Country, Point, Region, RegionMatch};
use geode_core::quantity::format::{Digits, percent};
use geode_core::quantity::to_digits;
use geode_core::scenario::edit;
use geode_core::scenario::fill;
use geode_core::scenario::inputs;
use geode_core::scenario::limits::MAX_TEXT;
use geode_core::scenario::model::{self, Location, NoteStatus, UserGroup};
use geode_core::sorted;
use std::collections::BTreeMap;

/// The most groups of users; a scenario holds 256.
const MAX_GROUPS: usize = 250;

/// Groups for which there is no room that are named.
const NAMED: usize = 3;

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
        let cut = groups.split_off(groups.len().min(MAX_GROUPS));
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
        let of = |users: f64| Some(percent(users / all, Digits::Few)).filter(|_| users > 1e-9 * all);
        let unknown = of(visitors.unplaced_users).map(|share| format!("{share} in no country that is known"));
        let few = of(cut.iter().map(|(group, _)| group.share).sum::<f64>() * visitors.users).map(|share| {
            let names: Vec<&str> = cut.iter().take(NAMED).map(|(group, _)| group.name.as_str()).collect();
            let more = if cut.len() > NAMED { format!(" and {} more", cut.len() - NAMED) } else { String::new() };
            format!("{share} beyond the {MAX_GROUPS} largest groups ({}{more})", names.join(", "))
        });
        let rest: Vec<String> = unknown.into_iter().chain(few).collect();
        self.replace_groups(placed, &rest.join(" and "));
    }

    /// `rest` says who are Elsewhere, if anybody is.
    fn replace_groups(&mut self, placed: Vec<Placed>, rest: &str) {
        let about =
            |pointer: &String| !(pointer.starts_with("/user_groups/") || pointer.starts_with("/user_latency_ms/"));
        let was = format!("{} groups", self.scenario.user_groups.len());
        let mut becomes = format!(
            "{} groups, by country; latencies are modelled, with {} ms for the last mile",
            placed.len(),
            fill::LAST_MILE_MS
        );
        if !rest.is_empty() {
            becomes.push_str(&format!("; {rest} are Elsewhere, at the mean latency of the others"));
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
        location: Some(Location::Country(point.id.clone())),
        ..UserGroup::default()
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
    let group = UserGroup { id: "elsewhere".into(), name: "Elsewhere".into(), share: rest, ..UserGroup::default() };
    placed.push((group, mean));
}

fn latencies(catalogue: &Catalogue, point: &Point, regions: &[(String, &Region)]) -> Option<BTreeMap<String, f64>> {
    regions
        .iter()
        .map(|(id, region)| Some((id.clone(), fill::user_latency_ms(catalogue, point, region, None)?)))
        .collect()
}
