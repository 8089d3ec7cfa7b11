//! Items of the scenario's lists come and go.

use super::marks::{has_room, mark};
use super::names::{self, Form, keeping_names, unlike};
use super::{default_id, settle, slug, usable};
use crate::scenario::areas;
use crate::scenario::inputs;
use crate::scenario::limits::{MAX_OPTION_REGIONS, MAX_OPTIONS, MAX_TEXT};
use crate::scenario::model::{Dependency, Kind, PlanOption, Region, Scenario, UserGroup};

/// The shape of a new option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One region.
    Single,
    /// A primary and a standby.
    ActivePassive,
    /// All regions that serve.
    Geode,
}

/// Adds a user group without any share yet; says its id.
pub fn add_group(scenario: &mut Scenario, name: &str) -> String {
    let taken: Vec<&str> = scenario.user_groups.iter().map(|group| group.id.as_str()).collect();
    let id = slug(name, "group", &taken);
    scenario.user_groups.push(UserGroup {
        id: id.clone(),
        name: name.into(),
        share: if taken.is_empty() { 1.0 } else { 0.0 },
        ..UserGroup::default()
    });
    settle(scenario);
    id
}

/// Removes a user group; the last one stays.
pub fn remove_group(scenario: &mut Scenario, id: &str) {
    if scenario.user_groups.len() > 1 {
        scenario.user_groups.retain(|group| group.id != id);
    }
    if scenario.user_groups.iter().all(|group| group.share == 0.0) {
        normalise_shares(scenario);
    }
    settle(scenario);
}

/// Divides every group's share by their sum; equal shares where all are 0.
pub fn normalise_shares(scenario: &mut Scenario) {
    let sum: f64 = scenario.user_groups.iter().map(|group| group.share).sum();
    let equal = 1.0 / scenario.user_groups.len().max(1) as f64;
    for group in &mut scenario.user_groups {
        group.share = if sum > 0.0 { group.share / sum } else { equal };
    }
    tidy(scenario.user_groups.iter_mut().map(|group| &mut group.share).collect());
}

/// Scaled shares have more digits than anybody said: rounds them to hundredths of a percent, none of them away, and
/// the largest takes what is left. Where that would be more than a hundredth of it, all stay as they are.
pub fn tidy(mut shares: Vec<&mut f64>) {
    const WHOLE: f64 = 10_000.0;
    let round = |share: f64| if share > 0.0 { (share * WHOLE).round().max(1.0) } else { 0.0 };
    let mut rounded: Vec<f64> = shares.iter().map(|share| round(**share)).collect();
    let rest = WHOLE - rounded.iter().sum::<f64>();
    let Some(largest) = rounded.iter_mut().max_by(|a, b| a.total_cmp(b)) else { return };
    if rest.abs() <= *largest / 100.0 {
        *largest += rest;
        shares.iter_mut().zip(rounded).for_each(|(share, rounded)| **share = rounded / WHOLE);
    }
}

/// Adds a region as reliable as the first one, at the list price of its place where the map knows both; says its id.
/// All that is marked as assumed; none is added where there is no room for the marks. Its round trips are the map's
/// estimates; those that the map does not know stay empty.
pub fn add_region(scenario: &mut Scenario, name: &str) -> Option<String> {
    const ASSUMED: usize = 3;
    if !has_room(scenario, ASSUMED) {
        return None;
    }
    let taken: Vec<&str> = scenario.regions.iter().map(|region| region.id.as_str()).collect();
    // A place of the map keeps the id under which the map knows it.
    let site = areas::named(name);
    let id = slug(site.map_or(name, |site| site.id), "region", &taken);
    let model = scenario.regions.first();
    let home = model.and_then(|model| areas::SITES.iter().find(|site| site.id == model.id));
    let price = site.zip(home).zip(model).map(|((site, home), model)| {
        (
            areas::price_relative_to(site, home) * model.price_index.unwrap_or(1.0),
            "assumed: list prices of one provider",
        )
    });
    let (price_index, priced_by) = price.unwrap_or((1.0, "assumed: as dear as a region of price index 1"));
    let source = model.map_or_else(String::new, |model| format!("assumed: as in {}", model.name));
    let like = model.cloned().unwrap_or_default();
    scenario.regions.push(Region {
        id: id.clone(),
        name: name.into(),
        availability: like.availability,
        mttr_hours: like.mttr_hours,
        unavailability: like.unavailability,
        price_index: Some(price_index),
        jurisdiction: site.map(|site| site.jurisdiction.into()),
        failure_domain: like.failure_domain,
        ..Region::default()
    });
    let assumed = [
        (inputs::REGIONS_AVAILABILITY, source.as_str()),
        (inputs::REGIONS_MTTR_HOURS, &source),
        (inputs::REGIONS_PRICE_INDEX, priced_by),
    ];
    for (path, source) in assumed {
        // There is room, see above.
        let _ = mark(scenario, inputs::of_items(path, &[&id]), &short(source));
    }
    settle(scenario);
    Some(id)
}

/// A text as long as a source may be.
fn short(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}

/// Removes a region; the last one stays. [`super::consequences`] says beforehand what that means.
pub fn remove_region(scenario: &mut Scenario, id: &str) {
    keeping_names(scenario, |scenario| {
        if scenario.regions.len() > 1 {
            scenario.regions.retain(|region| region.id != id);
        }
        settle(scenario);
    });
}

/// A new option from the first regions that one may use; says its id. There must be one, two for a pair, and
/// room in the scenario.
pub fn add_option(scenario: &mut Scenario, shape: Shape) -> Option<String> {
    let ids = usable(scenario);
    let first = ids.first()?.clone();
    let mut form = Form::default();
    let kind = match shape {
        Shape::Single => {
            let region = ids.iter().find(|id| !is_alone(scenario, id)).unwrap_or(&first).clone();
            form.says_region = is_alone(scenario, &first) && !is_alone(scenario, &region);
            Kind::single(region)
        }
        Shape::ActivePassive => {
            let standby = ids.get(1)?.clone();
            Kind::pair(first, standby)
        }
        Shape::Geode => Kind::geode(ids.into_iter().take(MAX_OPTION_REGIONS).collect()),
    };
    let mut option = PlanOption::new(kind);
    option.name = names::name(scenario, &option, form);
    push_option(scenario, option)
}

/// Whether a region is an option by itself.
fn is_alone(scenario: &Scenario, id: &str) -> bool {
    scenario.options.iter().any(|o| matches!(&o.kind, Kind::SingleRegion { region, .. } if region == id))
}

/// Copies an option; says the id of the copy. There must be room in the scenario.
pub fn duplicate_option(scenario: &mut Scenario, id: &str) -> Option<String> {
    let copy = scenario.option(id)?.clone();
    let name = names::copied(scenario, &copy);
    push_option(scenario, PlanOption { name, ..copy })
}

/// Appends an option under a name and an id of its own, and says the id; none where the scenario has as many as it may.
pub(crate) fn push_option(scenario: &mut Scenario, mut option: PlanOption) -> Option<String> {
    if scenario.options.len() >= MAX_OPTIONS {
        return None;
    }
    let taken: Vec<&str> = scenario.options.iter().map(|option| option.id.as_str()).collect();
    option.id = slug(&option.name, "option", &taken);
    option.name = unlike(&option.name, |name| scenario.options.iter().any(|option| option.name == name));
    let id = option.id.clone();
    scenario.options.push(option);
    settle(scenario);
    Some(id)
}

/// Removes an option; the last one stays.
pub fn remove_option(scenario: &mut Scenario, id: &str) {
    if scenario.options.len() > 1 {
        scenario.options.retain(|option| option.id != id);
    }
    settle(scenario);
}

/// Changes an option, then whatever hangs on it.
pub fn change_option(scenario: &mut Scenario, id: &str, change: impl FnOnce(&mut PlanOption)) {
    if let Some(option) = scenario.options.iter_mut().find(|option| option.id == id) {
        change(option);
    }
    settle(scenario);
}

/// Takes a region into a geode or out of it, in the order of the scenario; the last one stays.
pub fn use_region(scenario: &mut Scenario, option: &str, region: &str, used: bool) {
    let order: Vec<String> = scenario.regions.iter().map(|region| region.id.clone()).collect();
    let change = |option: &mut PlanOption| {
        let Kind::Geode { regions, .. } = &mut option.kind else { return };
        let before = regions.clone();
        let wanted = |id: &&String| if id.as_str() == region { used } else { before.contains(id) };
        let after: Vec<String> = order.iter().filter(wanted).cloned().collect();
        if (1..=MAX_OPTION_REGIONS).contains(&after.len()) {
            *regions = after;
        }
    };
    keeping_names(scenario, |scenario| change_option(scenario, option, change));
}

/// Runs a single region elsewhere.
pub fn set_region(scenario: &mut Scenario, option: &str, region: &str) {
    let change = |option: &mut PlanOption| {
        if let Kind::SingleRegion { region: own, .. } = &mut option.kind {
            region.clone_into(own);
        }
    };
    keeping_names(scenario, |scenario| change_option(scenario, option, change));
}

/// Gives primary or standby of a pair to a region; if the other one had it, the two change places.
pub fn set_role(scenario: &mut Scenario, option: &str, region: &str, is_primary: bool) {
    change_option(scenario, option, |option| {
        let Kind::ActivePassive { primary, standby, .. } = &mut option.kind else { return };
        let (mine, other) = if is_primary { (primary, standby) } else { (standby, primary) };
        if other == region {
            std::mem::swap(mine, other);
        } else {
            region.clone_into(mine);
        }
    });
}

/// Adds a dependency that every request needs; says its id.
pub fn add_dependency(scenario: &mut Scenario, name: &str, availability: f64) -> String {
    let dependencies = &mut scenario.common_mode.dependencies;
    let id = default_id(name, "dependency", |id| dependencies.iter().any(|dependency| dependency.id == id));
    dependencies.push(Dependency { id: id.clone(), name: name.into(), availability, ..Dependency::default() });
    id
}

/// Changes a dependency.
pub fn change_dependency(scenario: &mut Scenario, id: &str, change: impl FnOnce(&mut Dependency)) {
    if let Some(dependency) = scenario.common_mode.dependencies.iter_mut().find(|dependency| dependency.id == id) {
        change(dependency);
    }
}

/// Removes a dependency.
pub fn remove_dependency(scenario: &mut Scenario, id: &str) {
    scenario.common_mode.dependencies.retain(|dependency| dependency.id != id);
    settle(scenario);
}
