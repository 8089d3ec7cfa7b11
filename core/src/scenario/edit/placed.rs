//! Options made of regions that a placement has found, in the scenario or in the catalogue.

use super::lists::{add_region, push_option};
use super::names::{self, Form};
use super::settle;
use crate::catalogue::Catalogue;
use crate::scenario::inputs;
use crate::scenario::limits::MAX_OPTION_REGIONS;
use crate::scenario::model::{CatalogueDate, Kind, PlanOption, Scenario};

/// Adds an option of regions by their ids, or by those of the catalogue (`aws/us-east-1`), and says its id. Regions of the
/// catalogue that the scenario lacks are added; what the catalogue knows of them is left to it ([`crate::scenario::fill`]).
/// None where there is no room, or a region is not known.
pub fn use_placed(scenario: &mut Scenario, ids: &[String], catalogue: Option<&Catalogue>) -> Option<String> {
    let mut regions: Vec<String> = Vec::new();
    for id in ids {
        let own = match (scenario.region(id), catalogue) {
            (Some(region), _) => region.id.clone(),
            (None, Some(catalogue)) => of_catalogue(scenario, id, catalogue)?,
            (None, None) => return None,
        };
        regions.push(own);
    }
    let kind = match regions.len() {
        0 => return None,
        1 => Kind::single(regions.pop()?),
        2..=MAX_OPTION_REGIONS => Kind::geode(regions),
        _ => return None,
    };
    let mut option = PlanOption::new(kind);
    option.name = names::name(scenario, &option, Form { says_region: true, ..Form::default() });
    push_option(scenario, option)
}

/// The scenario's region of that entry of the catalogue, added where there is none.
fn of_catalogue(scenario: &mut Scenario, id: &str, catalogue: &Catalogue) -> Option<String> {
    let known = scenario.regions.iter().find(|region| region.catalogue_id.as_deref() == Some(id));
    if let Some(region) = known {
        return Some(region.id.clone());
    }
    let entry = catalogue.region(id)?;
    let own = add_region(scenario, &entry.name)?;
    scenario.catalogue.get_or_insert_with(|| CatalogueDate { as_of: catalogue.as_of().into() });
    if let Some(region) = scenario.regions.iter_mut().find(|region| region.id == own) {
        region.catalogue_id = Some(id.to_owned());
        region.jurisdiction = None;
        // Where nobody knows it the assumption stays, marked as one.
        if entry.price.is_some() {
            region.price_index = None;
            scenario.notes.remove(&inputs::of_items(inputs::REGIONS_PRICE_INDEX, &[&own]));
        }
    }
    settle(scenario);
    Some(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{RoundTrip, provide};
    use crate::scenario::model::Location;
    use crate::scenario::{fill, presets, restore};

    fn catalogue() -> Catalogue {
        Catalogue::read(include_str!("../../../../public/catalogue.txt")).unwrap()
    }

    #[test]
    fn regions_of_the_scenario_become_an_option() {
        let mut scenario = presets::worked_example();
        let id = use_placed(&mut scenario, &["us-west".into(), "eu-west".into()], None).unwrap();
        let option = scenario.option(&id).unwrap();
        assert!(matches!(&option.kind, Kind::Geode { regions, .. } if *regions == ["us-west", "eu-west"]));
        assert_eq!(use_placed(&mut scenario, &["nowhere".into()], None), None);
        let single = use_placed(&mut scenario, &["eu-west".into()], None).unwrap();
        assert_eq!(scenario.option(&single).unwrap().name, "Single region, EU West");
        assert!(restore::validate(scenario).is_ok());
    }

    /// Germany and Brazil to Frankfurt and São Paulo, by the catalogue's own model and 10 ms of last mile.
    #[test]
    fn regions_of_the_catalogue_come_with_what_it_knows() {
        let (catalogue, mut scenario) = (catalogue(), presets::worked_example());
        for (group, code) in scenario.user_groups.iter_mut().zip(["DE", "BR", "JP", "FR"]) {
            group.location = Some(Location::Country(code.into()));
        }
        let ids = ["aws/eu-central-1".to_owned(), "aws/sa-east-1".to_owned()];
        let option = use_placed(&mut scenario, &ids, Some(&catalogue)).unwrap();
        let Kind::Geode { regions, .. } = scenario.option(&option).unwrap().kind.clone() else { panic!("no geode") };
        let (frankfurt, paulo) = (&regions[0], &regions[1]);
        assert!(!scenario.user_latency_ms["north-america"].contains_key(frankfurt), "it is left to the catalogue");
        let full = fill::filled_with(&scenario, &catalogue);
        let point = catalogue.point("DE").unwrap();
        let ms = catalogue.user_round_trip(point, catalogue.region("eu-central-1").unwrap()).unwrap().ms;
        assert!((full.user_latency_ms["north-america"][frankfurt] - ms - 10.0).abs() <= 0.051);
        let RoundTrip::Measured { ms, .. } =
            catalogue.round_trip(catalogue.region("eu-central-1").unwrap(), catalogue.region("sa-east-1").unwrap())
        else {
            panic!("not measured")
        };
        assert!((full.region_rtt_ms[frankfurt][paulo] - ms).abs() <= 0.05);
        let region = full.region(paulo).unwrap();
        assert_eq!(
            (region.jurisdiction.as_deref(), region.catalogue_id.as_deref()),
            (Some("BR"), Some("aws/sa-east-1"))
        );
        assert_eq!(region.price_index, catalogue.region("sa-east-1").unwrap().price.map(|price| price.index));
        // The same again adds no region.
        let count = scenario.regions.len();
        use_placed(&mut scenario, &ids, Some(&catalogue)).unwrap();
        assert_eq!(scenario.regions.len(), count);
        provide(include_str!("../../../../public/catalogue.txt"));
        assert!(restore::validate(scenario).is_ok());
    }
}
