//! What a scenario asks of the catalogue: its date, the countries and regions that it names.

use super::reader::{Context, quoted};
use crate::catalogue::{self, Catalogue};
use crate::scenario::model::{Location, Scenario};

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

/// A fault for each country and region that the catalogue does not have.
fn places(scenario: &Scenario, known: &Catalogue, cx: &mut Context) {
    for group in &scenario.user_groups {
        if let Some(Location::Country(code)) = &group.location
            && known.points(code).is_none()
        {
            let expected = "a country of the catalogue or a part of one, such as \"DE\" or \"US-west\"";
            cx.fault(&format!("/user_groups/{}/location", group.id), format!("is {}", quoted(code)), expected);
        }
    }
    for region in &scenario.regions {
        if let Some(id) = region.catalogue_id.as_deref().filter(|id| known.region(id).is_none()) {
            let expected = "a region of the catalogue, such as \"aws/us-east-1\"";
            cx.fault(&format!("/regions/{}/catalogue_id", region.id), format!("is {}", quoted(id)), expected);
        }
    }
}
