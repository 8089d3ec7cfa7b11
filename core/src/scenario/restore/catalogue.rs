//! What a scenario asks of the catalogue: its date, the countries and regions that it names.

use super::reader::{Context, quoted};
use crate::catalogue::{self, Catalogue, Country, CountryMatch, Position};
use crate::scenario::model::{Location, Scenario, UserGroup};

/// Without a catalogue in the scenario a price that is not written is the default; with one, what it names must be in it.
/// Another date is a repair: what is filled in is then of today's.
pub(super) fn catalogue(scenario: &mut Scenario, cx: &mut Context) {
    let has_one = scenario.catalogue.is_some();
    for region in scenario.regions.iter_mut().filter(|region| !has_one || region.catalogue_id.is_none()) {
        region.price_index = region.price_index.or(Some(1.0));
    }
    let (Some(named), Some(known)) = (&mut scenario.catalogue, catalogue::provided()) else { return };
    if named.as_of != known.as_of() {
        let (was, is) = (quoted(&named.as_of), known.as_of());
        let message = format!("the scenario was made with the catalogue of {was}, this program has that of {is}");
        cx.repair("/catalogue/as_of", format!("{message}: what it fills in is now of {is} and may differ"));
        named.as_of = known.as_of().into();
    }
    places(scenario, known, cx);
}

/// A fault for each country and region that the catalogue does not have, and for each position that is not where it is.
fn places(scenario: &Scenario, known: &Catalogue, cx: &mut Context) {
    for group in &scenario.user_groups {
        let path = || format!("/user_groups/{}/location", group.id);
        position(group.location.as_ref(), country_of(group, known), path, cx);
        if let Some(Location::Country(code)) = &group.location
            && known.points(code).is_none()
        {
            let expected = "a country of the catalogue or a part of one, such as \"DE\" or \"US-west\"";
            cx.fault(&path(), format!("is {}", quoted(code)), expected);
        }
    }
    for region in &scenario.regions {
        let entry = region.catalogue_id.as_deref().and_then(|id| known.region(id));
        let path = || format!("/regions/{}/location", region.id);
        position(region.location.as_ref(), entry.and_then(|entry| known.country(&entry.country)), path, cx);
        if let Some(id) = region.catalogue_id.as_deref().filter(|id| known.region(id).is_none()) {
            let expected = "a region of the catalogue, such as \"aws/us-east-1\"";
            cx.fault(&format!("/regions/{}/catalogue_id", region.id), format!("is {}", quoted(id)), expected);
        }
    }
}

/// A fault for a position that cannot be in the country.
fn position(at: Option<&Location>, country: Option<&Country>, path: impl FnOnce() -> String, cx: &mut Context) {
    if let (Some(Location::Point { lat, lon }), Some(country)) = (at, country)
        && Position::new(*lat, *lon).is_some_and(|at| !country.may_hold(at))
    {
        let expected = format!("latitude and longitude in {}, or none", country.name);
        cx.fault(&path(), format!("is {lat}, {lon}, which is not in {}", country.name), expected);
    }
}

/// The country that a group stands for by its id and its name, as it is picked: "de" and "Germany", "us-west" and "United
/// States, west". Either alone may mean something else.
fn country_of<'a>(group: &UserGroup, known: &'a Catalogue) -> Option<&'a Country> {
    let country = known.points(&group.id).and_then(|_| known.country(group.id.get(..2)?))?;
    let name = group.name.split(',').next().unwrap_or_default();
    (known.country_named(name) == CountryMatch::Exact(country)).then_some(country)
}
