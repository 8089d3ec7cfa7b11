//! A scenario set up from the catalogue: who uses the system, in which regions it may run.

use super::{counted, settle, slug};
use crate::catalogue::{Catalogue, Country, Point};
use crate::scenario::limits::{MAX_CELLS, MAX_ITEMS, MAX_OPTION_REGIONS};
use crate::scenario::model::{
    CatalogueDate, Conflicts, Kind, Location, PlanOption, Region, Scenario, UserGroup, WriteMode, Writes,
};

/// Most user groups that a plan with so many regions can have.
pub fn most_groups(regions: usize) -> usize {
    (MAX_CELLS / regions.max(1)).min(MAX_ITEMS)
}

/// The users of a country as groups: one a point, so that each is served by its own nearest region. Pairs of location and
/// users.
///
/// ```
/// # let text = include_str!("../../../../public/catalogue.txt");
/// use geode_core::{catalogue::Catalogue, scenario::edit::users_of};
/// let catalogue = Catalogue::read(text)?;
/// let groups = users_of(catalogue.country("US").unwrap(), 100.0);
/// assert!(groups.len() > 2 && groups.iter().any(|(location, _)| location == "US-west"));
/// assert!((groups.iter().map(|(_, users)| users).sum::<f64>() - 100.0).abs() < 1e-9);
/// # Ok::<(), geode_core::catalogue::CatalogueFault>(())
/// ```
pub fn users_of(country: &Country, users: f64) -> Vec<(String, f64)> {
    country.points.iter().map(|point| (point.id.clone(), users * point.share)).collect()
}

/// Keeps the largest groups; says which share of the users is left out.
pub fn largest(groups: &mut Vec<(String, f64)>, most: usize) -> f64 {
    let all: f64 = groups.iter().map(|(_, users)| users).sum();
    groups.sort_by(|a, b| b.1.total_cmp(&a.1));
    let left: f64 = groups.drain(most.min(groups.len())..).map(|(_, users)| users).sum();
    if all > 0.0 { left / all } else { 0.0 }
}

/// Puts users and regions of the catalogue in place of those of the scenario. Groups and regions that it has already keep
/// what is said of them; options that still have all their regions stay, else there are two: the first region alone, and a
/// geode of all. Locations and ids that the catalogue does not have are passed over.
pub fn use_places(scenario: &mut Scenario, known: &Catalogue, users: &[(String, f64)], regions: &[String]) {
    let all: f64 = users.iter().map(|(_, users)| users).sum();
    let group = |(location, users): &(String, f64)| {
        let share = if all > 0.0 { users / all } else { 0.0 };
        let is_it = |group: &&UserGroup| group.location == Some(Location::Country(location.clone()));
        let before = scenario.user_groups.iter().find(is_it).cloned();
        let new = || new_group(known.point(location)?.id.clone(), known);
        Some(UserGroup { share, ..before.or_else(new)? })
    };
    let mut groups: Vec<UserGroup> = users.iter().filter_map(group).collect();
    round_shares(&mut groups);
    let mut kept: Vec<Region> = Vec::new();
    for region in regions.iter().filter_map(|id| known.region(id)) {
        let id = region.catalogue_id();
        let before = scenario.regions.iter().find(|one| one.catalogue_id.as_ref() == Some(&id)).cloned();
        let taken: Vec<&str> = kept.iter().map(|one| one.id.as_str()).collect();
        let new = || new_region(slug(&region.id, "region", &taken), region.name.clone(), id);
        let next = before.unwrap_or_else(new);
        kept.push(next);
    }
    if groups.is_empty() || kept.is_empty() {
        return;
    }
    (scenario.user_groups, scenario.regions) = (groups, kept);
    scenario.catalogue = Some(CatalogueDate { as_of: known.as_of().into() });
    options(scenario);
    settle(scenario);
}

/// Shares in millionths, which is more than is known of them and keeps links short; the first has what is left.
fn round_shares(groups: &mut [UserGroup]) {
    groups.iter_mut().for_each(|group| group.share = (group.share * 1e6).round() / 1e6);
    let others: f64 = groups.iter().skip(1).map(|group| group.share).sum();
    if let Some(first) = groups.first_mut() {
        first.share = ((1.0 - others) * 1e6).round().max(0.0) / 1e6;
    }
}

/// Options that have lost a region make room for new ones.
fn options(scenario: &mut Scenario) {
    let ids: Vec<String> = scenario.regions.iter().map(|region| region.id.clone()).collect();
    let is_whole =
        |option: &PlanOption| super::regions_of(&option.kind).iter().all(|id| ids.iter().any(|one| one == id));
    scenario.options.retain(is_whole);
    let is_there = |id: &str| scenario.options.iter().any(|option| option.id == id);
    if is_there(&scenario.baseline) && scenario.options.len() > 1 {
        return;
    }
    let Some(first) = ids.first() else { return };
    let name = scenario.region_name(first);
    let single = Kind::SingleRegion { region: first.clone(), backup_interval_hours: None };
    scenario.options =
        vec![PlanOption { id: "single".into(), name: format!("Single region ({name})"), kind: single, edge: None }];
    scenario.baseline = "single".into();
    if ids.len() > 1 {
        let regions: Vec<String> = ids.into_iter().take(MAX_OPTION_REGIONS).collect();
        let name = format!("Active-active, {}", counted(regions.len()));
        let kind = Kind::Geode {
            regions,
            writes: Writes {
                mode: WriteMode::Eventual,
                replicas: None,
                voters: None,
                conflicts: Conflicts::Unspecified,
            },
            specialised: Vec::new(),
        };
        scenario.options.push(PlanOption { id: "geode".into(), name, kind, edge: None });
    }
}

fn new_group(id: String, known: &Catalogue) -> Option<UserGroup> {
    let country = known.country(id.get(..2)?)?;
    Some(UserGroup {
        id: id.to_lowercase(),
        name: point_name(country, known.point(&id)?),
        share: 0.0,
        revenue_share: None,
        permitted_jurisdictions: Vec::new(),
        home_region: None,
        location: Some(Location::Country(id)),
        last_mile_ms: None,
    })
}

/// "Germany", "United States, west".
pub fn point_name(country: &Country, point: &Point) -> String {
    match point.id.get(3..) {
        Some(part) => format!("{}, {part}", country.name),
        None => country.name.clone(),
    }
}

fn new_region(id: String, name: String, catalogue_id: String) -> Region {
    Region {
        id,
        name,
        availability: 0.9995,
        mttr_hours: 1.0,
        unavailability: None,
        price_index: None,
        transfer_price_per_gb: None,
        jurisdiction: None,
        failure_domain: "default".into(),
        capacity_factor: 1.0,
        catalogue_id: Some(catalogue_id),
        location: None,
    }
}
