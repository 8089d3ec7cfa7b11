//! The options of regions that are picked: what "should we go multi-region, and how" is asked of.

use super::names::{self, Form};
use super::{needs_latency, regions_of};
use crate::catalogue::Catalogue;
use crate::scenario::fill;
use crate::scenario::limits::MAX_OPTION_REGIONS;
use crate::scenario::model::{Kind, PlanOption, Region, Scenario, UserGroup};
use std::cmp::Ordering;

/// Regions no farther apart fail with one place: AWS has the zones of one region up to 100 km (60 miles) apart.
const ONE_PLACE_KM: f64 = 100.0;

/// Options that have lost a region make room for new ones: one region alone, a pair, a geode of two, one of all. What stands
/// in front of today's, and how a pair recovers, stays as it was.
///
/// Alone is `home`, the region that today's system stays in; where there is none, the one from which users are nearest on
/// average. It is the primary of the pair; see [`standby`] and [`second`] for the other regions.
pub(super) fn options(scenario: &mut Scenario, known: &Catalogue, home: Option<String>) {
    let ids: Vec<String> = scenario.regions.iter().map(|region| region.id.clone()).collect();
    let is_whole = |option: &&PlanOption| regions_of(&option.kind).iter().all(|id| ids.iter().any(|one| one == id));
    let whole: Vec<PlanOption> = scenario.options.iter().filter(is_whole).cloned().collect();
    if whole.len() > 1 && whole.iter().any(|option| option.id == scenario.baseline) {
        scenario.options = whole;
        return;
    }
    let mut full = fill::filled_with(scenario, known);
    // Of which latency or price is not known no option can say anything.
    full.regions = full.regions.iter().filter(|region| is_known(&full, region)).cloned().collect();
    let all: Vec<&Region> = full.regions.iter().collect();
    let ids: Vec<String> = all.iter().map(|region| region.id.clone()).collect();
    let stays = home.and_then(|home| all.iter().find(|region| region.id == home).copied());
    let Some(primary) = stays.or_else(|| least(&all, &|one| [forbidden(&full, one), 0.0, mean_ms(&full, &[one])]))
    else {
        return;
    };
    let edge = scenario.option(&scenario.baseline).and_then(|option| option.edge);
    let mut kinds = vec![("single".to_owned(), Kind::single(primary.id.clone()))];
    if let Some((standby, second)) = standby(&full, known, primary).zip(second(&full, primary)) {
        kinds.push(("active-passive".into(), pair(scenario, &primary.id, &standby.id)));
        kinds.push(("geode-2".into(), Kind::geode(vec![primary.id.clone(), second.id.clone()])));
    }
    if all.len() > 2 {
        let most: Vec<String> = ids.iter().take(MAX_OPTION_REGIONS).cloned().collect();
        kinds.push((format!("geode-{}", most.len()), Kind::geode(most)));
    }
    let option = |(id, kind)| {
        let option = PlanOption { id, edge, ..PlanOption::new(kind) };
        PlanOption { name: names::name(scenario, &option, Form::default()), ..option }
    };
    scenario.options = kinds.into_iter().map(option).collect();
    scenario.baseline = "single".into();
}

/// Whether latency and price of a region are known, of a scenario in which all is filled in that can be.
fn is_known(full: &Scenario, region: &Region) -> bool {
    let knows = |group: &UserGroup| full.user_latency_ms.get(&group.id).is_some_and(|row| row.contains_key(&region.id));
    region.price_index.is_some() && full.user_groups.iter().filter(|group| needs_latency(group)).all(knows)
}

/// Names of the regions of which latency or price is not known, so that no option can use them.
pub fn unknown_regions(scenario: &Scenario, known: &Catalogue) -> Vec<String> {
    let full = fill::filled_with(scenario, known);
    full.regions.iter().filter(|region| !is_known(&full, region)).map(|region| region.name.clone()).collect()
}

/// Where a pair fails over to: of the regions that hold the data of the fewest users against their laws, that stand elsewhere
/// than the primary, in another failure domain, the one from which users are nearest on average once the primary is lost. Each
/// of these gives way where no region has it; ties go to the first.
fn standby<'a>(full: &'a Scenario, known: &Catalogue, primary: &Region) -> Option<&'a Region> {
    let at = |region: &Region| known.region(region.catalogue_id.as_deref()?)?.at;
    let is_near = |one: &Region| at(one).zip(at(primary)).is_some_and(|(one, other)| one.km_to(other) < ONE_PLACE_KM);
    let others: Vec<&Region> = full.regions.iter().filter(|region| region.id != primary.id).collect();
    least(&others, &|one| {
        let shares_domain = one.failure_domain == primary.failure_domain;
        let shared = f64::from(u8::from(is_near(one)) * 2 + u8::from(shares_domain));
        [forbidden(full, one), shared, mean_ms(full, &[one])]
    })
}

/// The region beside which a first one leaves the fewest users without one that may serve them, then brings the others
/// nearest on average; ties go to the first.
fn second<'a>(full: &'a Scenario, first: &Region) -> Option<&'a Region> {
    let others: Vec<&Region> = full.regions.iter().filter(|region| region.id != first.id).collect();
    least(&others, &|one| {
        let is_left = |group: &&UserGroup| !permits(group, one) && !permits(group, first);
        let left: f64 = full.user_groups.iter().filter(is_left).map(|group| group.share).sum();
        [left, 0.0, mean_ms(full, &[first, one])]
    })
}

fn permits(group: &UserGroup, region: &Region) -> bool {
    group.permits(region.jurisdiction.as_deref())
}

/// The share of the users whose data may not be in a region.
fn forbidden(full: &Scenario, region: &Region) -> f64 {
    full.user_groups.iter().filter(|group| !permits(group, region)).map(|group| group.share).sum()
}

/// How far users are from the nearest of some regions, by their shares, ms; infinite where that is not known. One region
/// serves all of them, of several each only those that permit it.
fn mean_ms(full: &Scenario, regions: &[&Region]) -> f64 {
    let ms = |group: &UserGroup, region: &&Region| {
        full.user_latency_ms.get(&group.id).and_then(|row| row.get(&region.id)).copied().unwrap_or(f64::INFINITY)
    };
    let nearest = |group: &UserGroup| {
        let may_serve = |region: &&&Region| regions.len() == 1 || permits(group, region);
        regions.iter().filter(may_serve).map(|region| ms(group, region)).min_by(f64::total_cmp)
    };
    let users = full.user_groups.iter().filter(|group| group.share > 0.0);
    users.filter_map(|group| Some(group.share * nearest(group)?)).sum()
}

/// The first region of the least key, by its first number, then by its second, and so on.
fn least<'a>(regions: &[&'a Region], key: &dyn Fn(&Region) -> [f64; 3]) -> Option<&'a Region> {
    let keyed = regions.iter().map(|region| (key(region), *region));
    keyed.min_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal)).map(|(_, region)| region)
}

/// A pair that recovers as the scenario's own does.
fn pair(scenario: &Scenario, primary: &str, standby: &str) -> Kind {
    let mut kinds = scenario.options.iter().map(|option| option.kind.clone());
    let of_regions = |kind: &mut Kind| match kind {
        Kind::ActivePassive { primary: own, standby: other, .. } => {
            primary.clone_into(own);
            standby.clone_into(other);
            true
        }
        Kind::SingleRegion { .. } | Kind::Geode { .. } => false,
    };
    let own = kinds.find_map(|mut kind| of_regions(&mut kind).then_some(kind));
    own.unwrap_or_else(|| Kind::pair(primary.into(), standby.into()))
}
