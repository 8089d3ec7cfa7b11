//! A scenario set up from the catalogue: who uses the system, in which regions it may run.

use super::names::{self, Form};
use super::{geode_of, settle, single_in, slug};
use crate::catalogue::{Catalogue, Country, Point};
use crate::scenario::inputs;
use crate::scenario::limits::{MAX_CELLS, MAX_ITEMS, MAX_OPTION_REGIONS};
use crate::scenario::model::{CatalogueDate, Kind, Location, PlanOption, Region, Scenario, UserGroup};

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
/// what is said of them; new regions fail as often and as long as today's, and where today's system moves to a region of another price
/// its bill stays, unless it is an untouched default. Options that still have all their regions stay, else new ones come: the
/// first region alone, a pair, and geodes. Locations and ids that the catalogue does not have are passed over.
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
    let (home, paid) = (home(scenario).cloned(), home_price(scenario, known));
    let mut kept: Vec<Region> = Vec::new();
    for region in regions.iter().filter_map(|id| known.region(id)) {
        let id = region.catalogue_id();
        let before = scenario.regions.iter().find(|one| one.catalogue_id.as_ref() == Some(&id)).cloned();
        let taken: Vec<&str> = kept.iter().map(|one| one.id.as_str()).collect();
        let new = || new_region(slug(&region.id, "region", &taken), region.name.clone(), id, home.as_ref());
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
    keep_bill(scenario, paid, home_price(scenario, known));
}

/// The region that today's system is in, or is mainly in.
fn home(scenario: &Scenario) -> Option<&Region> {
    let today = scenario.option(&scenario.baseline)?;
    scenario.region(super::regions_of(&today.kind).first()?)
}

/// Its price index: its own, else that of the catalogue; none where it is unknown.
fn home_price(scenario: &Scenario, known: &Catalogue) -> Option<f64> {
    let home = home(scenario)?;
    match (home.price_index, &home.catalogue_id) {
        (Some(index), _) => Some(index),
        (None, Some(id)) => known.region(id)?.price.map(|price| price.index),
        (None, None) => Some(1.0),
    }
}

/// What a copy costs at index 1, so that today's bill is what it was; to the cent.
fn keep_bill(scenario: &mut Scenario, before: Option<f64>, after: Option<f64>) {
    let pointer = inputs::COST_SINGLE_REGION_MONTHLY;
    let Some((input, at)) = inputs::find(scenario, pointer) else { return };
    let is_untouched = input.is_untouched(input.get(scenario, at), scenario.notes.get(pointer));
    let moved = before.zip(after).filter(|(before, after)| before != after && *before > 0.0 && *after > 0.0);
    if let Some((before, after)) = moved.filter(|_| !is_untouched) {
        let base = &mut scenario.cost.single_region_monthly;
        *base = (*base * before / after * 100.0).round() / 100.0;
    }
}

/// Shares in millionths, which is more than is known of them and keeps links short; the first has what is left.
fn round_shares(groups: &mut [UserGroup]) {
    groups.iter_mut().for_each(|group| group.share = (group.share * 1e6).round() / 1e6);
    let others: f64 = groups.iter().skip(1).map(|group| group.share).sum();
    if let Some(first) = groups.first_mut() {
        first.share = ((1.0 - others) * 1e6).round().max(0.0) / 1e6;
    }
}

/// Options that have lost a region make room for new ones: the first region alone, a pair, a geode of two, one of all. What
/// stands in front of today's, and how a pair recovers, stays as it was.
fn options(scenario: &mut Scenario) {
    let ids: Vec<String> = scenario.regions.iter().map(|region| region.id.clone()).collect();
    let is_whole =
        |option: &&PlanOption| super::regions_of(&option.kind).iter().all(|id| ids.iter().any(|one| one == id));
    let whole: Vec<PlanOption> = scenario.options.iter().filter(is_whole).cloned().collect();
    if whole.len() > 1 && whole.iter().any(|option| option.id == scenario.baseline) {
        scenario.options = whole;
        return;
    }
    let Some((first, others)) = ids.split_first() else { return };
    let edge = scenario.option(&scenario.baseline).and_then(|option| option.edge);
    let mut all = vec![("single".to_owned(), single_in(first.clone()))];
    if let Some(second) = others.first() {
        all.push(("active-passive".into(), pair(scenario, first, second)));
        all.push(("geode-2".into(), geode_of(vec![first.clone(), second.clone()])));
    }
    if others.len() > 1 {
        let all_of: Vec<String> = ids.iter().take(MAX_OPTION_REGIONS).cloned().collect();
        all.push((format!("geode-{}", all_of.len()), geode_of(all_of)));
    }
    let option = |(id, kind)| {
        let option = PlanOption { id, name: String::new(), kind, edge };
        PlanOption { name: names::name(scenario, &option, Form::default()), ..option }
    };
    scenario.options = all.into_iter().map(option).collect();
    scenario.baseline = "single".into();
}

/// A pair that recovers as the scenario's own does.
fn pair(scenario: &Scenario, primary: &str, standby: &str) -> Kind {
    let own = scenario.options.iter().find_map(|option| match &option.kind {
        Kind::ActivePassive { standby_cost_fraction, recovery_point_seconds, .. } => {
            Some((*standby_cost_fraction, *recovery_point_seconds))
        }
        _ => None,
    });
    let (standby_cost_fraction, recovery_point_seconds) = own.unwrap_or((1.0, None));
    let (primary, standby) = (primary.to_owned(), standby.to_owned());
    Kind::ActivePassive { primary, standby, standby_cost_fraction, recovery_point_seconds }
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

/// A region that fails as often and as long as one that is known.
fn new_region(id: String, name: String, catalogue_id: String, like: Option<&Region>) -> Region {
    Region {
        id,
        name,
        availability: like.map_or(0.9995, |like| like.availability),
        mttr_hours: like.map_or(1.0, |like| like.mttr_hours),
        unavailability: like.and_then(|like| like.unavailability),
        price_index: None,
        transfer_price_per_gb: None,
        jurisdiction: None,
        failure_domain: "default".into(),
        capacity_factor: 1.0,
        catalogue_id: Some(catalogue_id),
        location: None,
    }
}
