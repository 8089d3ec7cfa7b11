//! A scenario set up from the catalogue: who uses the system, in which regions it may run.

use super::{normalise_shares, picked, settle, slug};
use crate::catalogue::{Catalogue, Country, Point};
use crate::quantity::to_digits;
use crate::scenario::inputs;
use crate::scenario::limits::{MAX_CELLS, MAX_ITEMS};
use crate::scenario::model::{CatalogueDate, Distribution, Location, Region, Scenario, UserGroup};
use crate::text::capital;

/// Digits of the end of a range that is worked out: more than anybody knows of it.
const RANGE_DIGITS: usize = 9;

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

/// Users of countries as groups: see [`groups_of`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grouped {
    /// Location and users.
    pub groups: Vec<(String, f64)>,
    /// Countries of several points that are one group each, for else there were too many.
    pub whole: Vec<String>,
    /// Countries and parts of countries for which there is no room, the smallest.
    pub left_out: Vec<String>,
    /// Their share of the users.
    pub left: f64,
}

/// Countries of fewer users than these together, as a share of all, make room before a large country is made one group: what
/// its users feel counts for more than an island's.
const TINY: f64 = 0.001;

/// The users of countries, by code, as at most so many groups. Where there is no room for all points of all countries, the
/// smallest countries are left out, together at most a thousandth of the users; then the smallest countries of several points
/// become one group each, as far from a region as their users are on average; only then are more of the smallest left out.
pub fn groups_of(known: &Catalogue, users: &[(String, f64)], most: usize) -> Grouped {
    let of = |(code, users): &(String, f64)| Some((known.country(code)?, *users));
    let mut countries: Vec<(&Country, f64)> = users.iter().filter_map(of).filter(|(_, users)| *users > 0.0).collect();
    crate::sorted::by(&mut countries, |a, b| b.1.total_cmp(&a.1));
    let all: f64 = countries.iter().map(|(_, users)| users).sum();
    let mut count: usize = countries.iter().map(|(country, _)| country.points.len()).sum();
    let mut grouped = Grouped::default();
    let mut left = 0.0;
    while count > most
        && let Some((country, users)) = countries.pop_if(|(_, users)| left + *users <= TINY * all)
    {
        count -= country.points.len();
        left += users;
        grouped.left_out.push(country.name.clone());
    }
    for (country, users) in countries.into_iter().rev() {
        let more = country.points.len().saturating_sub(1);
        if count > most && more > 0 {
            count -= more;
            grouped.whole.push(country.name.clone());
            grouped.groups.push((country.code.clone(), users));
        } else {
            grouped.groups.extend(users_of(country, users));
        }
    }
    crate::sorted::by(&mut grouped.groups, |a, b| b.1.total_cmp(&a.1));
    for (location, users) in grouped.groups.drain(most.min(grouped.groups.len())..) {
        left += users;
        grouped.left_out.extend(new_group(&location, known).map(|group| group.name));
    }
    grouped.left = if all > 0.0 { left / all } else { 0.0 };
    grouped
}

/// What a full copy costs, where today's system has moved to a region of other prices and its bill has not.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptBill {
    /// A month, in the region that it was given for and in the new one.
    pub monthly: f64,
    /// The name of the region that it was given for.
    pub given_for: String,
    /// The name of the new one.
    pub region: String,
    /// The price index of that.
    pub price_index: f64,
    /// What the input is now: a month in a region of price index 1.
    pub at_index_1: f64,
}

/// Puts users and regions of the catalogue in place of those of the scenario. Groups and regions that it has already keep
/// what is said of them; new regions fail as often and as long as today's, and where today's system moves to a region of another price
/// its bill stays, its range with it, unless it is an untouched default: that is what is given back. Options that still have all
/// their regions stay, else new ones come: one region alone, a pair, and geodes. Locations and ids that the catalogue does not
/// have are passed over.
pub fn use_places(
    scenario: &mut Scenario,
    known: &Catalogue,
    users: &[(String, f64)],
    regions: &[String],
) -> Option<KeptBill> {
    let all: f64 = users.iter().map(|(_, users)| users).sum();
    let group = |(location, users): &(String, f64)| {
        let share = if all > 0.0 { users / all } else { 0.0 };
        let is_it = |group: &&UserGroup| group.location == Some(Location::Country(location.clone()));
        let before = scenario.user_groups.iter().find(is_it).cloned();
        let new = || new_group(location, known);
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
        return None;
    }
    (scenario.user_groups, scenario.regions) = (groups, kept);
    scenario.catalogue = Some(CatalogueDate { as_of: known.as_of().into() });
    let is_home = |region: &&Region| home.as_ref().is_some_and(|home| home.catalogue_id == region.catalogue_id);
    let stays = scenario.regions.iter().find(is_home).map(|region| region.id.clone());
    picked::options(scenario, known, stays);
    settle(scenario);
    keep_bill(scenario, (home?.name, paid?), home_price(scenario, known)?)
}

/// Leaves out the users behind a border across which latency is not modelled, and shares out what is left, unless nobody
/// else is there.
pub fn leave_out_border(scenario: &mut Scenario, known: &Catalogue) {
    let is_within = |group: &UserGroup| {
        let Some(Location::Country(code)) = &group.location else { return false };
        known.country(code.get(..2).unwrap_or_default()).is_some_and(|country| country.border)
    };
    if !scenario.user_groups.iter().all(is_within) {
        scenario.user_groups.retain(|group| !is_within(group));
        normalise_shares(scenario);
        settle(scenario);
    }
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

/// Makes what a copy costs at index 1, and its range, such that today's bill is what it was; to the cent.
fn keep_bill(scenario: &mut Scenario, (given_for, before): (String, f64), after: f64) -> Option<KeptBill> {
    let pointer = inputs::COST_SINGLE_REGION_MONTHLY;
    let (input, at) = inputs::find(scenario, pointer)?;
    let is_untouched = input.is_untouched(input.get(scenario, at), scenario.notes.get(pointer));
    if is_untouched || before == after || before <= 0.0 || after <= 0.0 {
        return None;
    }
    let monthly = scenario.cost.single_region_monthly * before;
    let at_index_1 = (monthly / after * 100.0).round() / 100.0;
    scenario.cost.single_region_monthly = at_index_1;
    for uncertain in scenario.uncertainty.iter_mut().filter(|uncertain| uncertain.input == pointer) {
        let Distribution { p05, p95, low, mode, high, .. } = &mut uncertain.distribution;
        for end in [p05, p95, low, mode, high].into_iter().flatten() {
            *end = to_digits(*end * before / after, RANGE_DIGITS);
        }
    }
    let region = home(scenario)?.name.clone();
    Some(KeptBill { monthly, given_for, region, price_index: after, at_index_1 })
}

/// Shares in millionths, which is more than is known of them and keeps links short; the first has what is left.
fn round_shares(groups: &mut [UserGroup]) {
    groups.iter_mut().for_each(|group| group.share = (group.share * 1e6).round() / 1e6);
    let others: f64 = groups.iter().skip(1).map(|group| group.share).sum();
    if let Some(first) = groups.first_mut() {
        first.share = ((1.0 - others) * 1e6).round().max(0.0) / 1e6;
    }
}

/// A point of a country, or all of one that has several.
fn new_group(location: &str, known: &Catalogue) -> Option<UserGroup> {
    let country = known.country(location.get(..2)?)?;
    let (id, name) = match known.point(location) {
        Some(point) => (point.id.clone(), point_name(country, point)),
        None => known.country(location).map(|country| (country.code.clone(), country.name.clone()))?,
    };
    Some(UserGroup { id: id.to_lowercase(), name, location: Some(Location::Country(id)), ..UserGroup::default() })
}

/// Parts of countries that have a name of their own.
const PROPER: [&str; 5] = ["alaska", "hawaii", "java", "siberia", "urals"];

/// The name of a point of users: what has a name of its own is written as one.
///
/// ```
/// # let text = include_str!("../../../../public/catalogue.txt");
/// use geode_core::{catalogue::Catalogue, scenario::edit::point_name};
/// let catalogue = Catalogue::read(text)?;
/// let name = |id: &str| point_name(catalogue.country(&id[..2]).unwrap(), catalogue.point(id).unwrap());
/// assert_eq!([name("DE"), name("US-west"), name("US-hawaii")], ["Germany", "United States, west", "United States, Hawaii"]);
/// # Ok::<(), geode_core::catalogue::CatalogueFault>(())
/// ```
pub fn point_name(country: &Country, point: &Point) -> String {
    match point.id.get(3..) {
        Some(part) if PROPER.contains(&part) => format!("{}, {}", country.name, capital(part)),
        Some(part) => format!("{}, {part}", country.name),
        None => country.name.clone(),
    }
}

/// A region that fails as often and as long as one that is known.
fn new_region(id: String, name: String, catalogue_id: String, like: Option<&Region>) -> Region {
    let own = Region { id, name, catalogue_id: Some(catalogue_id), ..Region::default() };
    match like {
        Some(Region { availability, mttr_hours, unavailability, .. }) => {
            Region { availability: *availability, mttr_hours: *mttr_hours, unavailability: *unavailability, ..own }
        }
        None => own,
    }
}
