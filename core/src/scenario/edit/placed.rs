//! Options made of regions that a placement has found, in the scenario or in the catalogue.

use super::cells::{Cell, Table, put};
use super::lists::{add_region, geode_of, push_option, single_in};
use super::marks::mark;
use super::names::{self, Form};
use crate::catalogue::{Catalogue, RoundTrip};
use crate::scenario::limits::MAX_OPTION_REGIONS;
use crate::scenario::model::{Location, PlanOption, Scenario, UserGroup};

/// Tenths of a millisecond: models know no more.
const TENTHS: f64 = 10.0;

/// Adds an option of regions by their ids, or by those of the catalogue (`aws/us-east-1`), and says its id. Regions of the
/// catalogue that the scenario lacks are added with their round trips, each marked with its source. None where there is no
/// room, or a region is not known.
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
    if let Some(catalogue) = catalogue {
        fill_pairs(scenario, &regions, catalogue);
    }
    let kind = match regions.len() {
        0 => return None,
        1 => single_in(regions.pop()?),
        2..=MAX_OPTION_REGIONS => geode_of(regions),
        _ => return None,
    };
    let mut option = PlanOption { id: String::new(), name: String::new(), kind, edge: None };
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
    let price = relative_price(scenario, id, catalogue);
    let own = add_region(scenario, &entry.name)?;
    let source = format!("list prices of the catalogue, {}", catalogue.as_of());
    if let Some(region) = scenario.regions.iter_mut().find(|region| region.id == own) {
        region.catalogue_id = Some(id.to_owned());
        region.jurisdiction = Some(entry.jurisdiction.clone());
        region.price_index = Some(price.unwrap_or(1.0));
    }
    let unknown = "assumed: as dear as a region of price index 1";
    // There is room: adding the region has marked it before.
    let _ = mark(scenario, format!("/regions/{own}/price_index"), if price.is_some() { &source } else { unknown });
    fill_users(scenario, &own, id, catalogue);
    Some(own)
}

/// The price index of an entry in terms of the scenario: against a region of the same provider that it has already.
fn relative_price(scenario: &Scenario, id: &str, catalogue: &Catalogue) -> Option<f64> {
    let entry = catalogue.region(id)?;
    let index = entry.price?.index;
    let like = scenario.regions.iter().find_map(|region| {
        let other = catalogue.region(region.catalogue_id.as_deref()?)?;
        let of_catalogue = other.price?.index;
        (other.provider == entry.provider).then_some(region.price_index.unwrap_or(of_catalogue) / of_catalogue)
    });
    Some(index * like.unwrap_or(1.0))
}

/// Round trips of all groups whose country is known to a new region.
fn fill_users(scenario: &mut Scenario, region: &str, id: &str, catalogue: &Catalogue) {
    let source = format!("modelled: catalogue of {}, without the last mile", catalogue.as_of());
    let cell = |group: &UserGroup| {
        let ms = user_ms(group, id, catalogue)?;
        Some((Cell { table: Table::Users, row: group.id.clone(), column: region.to_owned() }, ms))
    };
    let cells = scenario.user_groups.iter().filter_map(cell).collect();
    fill(scenario, cells, &source);
}

/// Round trips between regions of the catalogue that nobody has given.
fn fill_pairs(scenario: &mut Scenario, regions: &[String], catalogue: &Catalogue) {
    let entry = |id: &String| catalogue.region(scenario.region(id)?.catalogue_id.as_deref()?);
    let mut cells = Vec::new();
    for (i, a) in regions.iter().enumerate() {
        for b in regions.iter().skip(i + 1) {
            let Some((from, to)) = entry(a).zip(entry(b)) else { continue };
            let ms = match catalogue.round_trip(from, to) {
                RoundTrip::Measured { ms, .. } => ms,
                RoundTrip::Modelled(modelled) => modelled.ms,
                RoundTrip::Unknown => continue,
            };
            cells.extend(Cell::at(scenario, &format!("/region_rtt_ms/{a}/{b}")).map(|cell| (cell, ms)));
        }
    }
    fill(scenario, cells, &format!("catalogue of {}", catalogue.as_of()));
}

/// Fills empty cells, each with its mark: what cannot be marked stays empty.
fn fill(scenario: &mut Scenario, cells: Vec<(Cell, f64)>, source: &str) {
    for (cell, ms) in cells {
        if cell.is_empty(scenario) && mark(scenario, cell.pointer(), source) {
            put(scenario, &cell, (ms * TENTHS).round() / TENTHS);
        }
    }
}

/// The modelled round trip of a group, over the points of its country.
fn user_ms(group: &UserGroup, id: &str, catalogue: &Catalogue) -> Option<f64> {
    let Some(Location::Country(code)) = &group.location else { return None };
    let entry = catalogue.region(id)?;
    let ms = |point| Some(catalogue.user_round_trip(point, entry)?.ms);
    match catalogue.country(code) {
        Some(country) => country.points.iter().map(|point| Some(point.share * ms(point)?)).sum(),
        None => ms(catalogue.point(code)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::model::Kind;
    use crate::scenario::{presets, restore};

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

    /// Germany and Brazil to Frankfurt and São Paulo, by the catalogue's own model.
    #[test]
    fn regions_of_the_catalogue_come_with_their_round_trips() {
        let (catalogue, mut scenario) = (catalogue(), presets::worked_example());
        for (group, code) in scenario.user_groups.iter_mut().zip(["DE", "BR", "JP", "FR"]) {
            group.location = Some(Location::Country(code.into()));
        }
        let ids = ["aws/eu-central-1".to_owned(), "aws/sa-east-1".to_owned()];
        let option = use_placed(&mut scenario, &ids, Some(&catalogue)).unwrap();
        let Kind::Geode { regions, .. } = scenario.option(&option).unwrap().kind.clone() else { panic!("no geode") };
        let (frankfurt, paulo) = (&regions[0], &regions[1]);
        let point = catalogue.point("DE").unwrap();
        let ms = catalogue.user_round_trip(point, catalogue.region("eu-central-1").unwrap()).unwrap().ms;
        assert!((scenario.user_latency_ms["north-america"][frankfurt] - ms).abs() <= 0.05);
        let RoundTrip::Measured { ms, .. } =
            catalogue.round_trip(catalogue.region("eu-central-1").unwrap(), catalogue.region("sa-east-1").unwrap())
        else {
            panic!("not measured")
        };
        assert!((scenario.region_rtt_ms[frankfurt][paulo] - ms).abs() <= 0.05);
        let region = scenario.region(paulo).unwrap();
        assert_eq!(
            (region.jurisdiction.as_deref(), region.catalogue_id.as_deref()),
            (Some("BR"), Some("aws/sa-east-1"))
        );
        assert!(
            (region.price_index.unwrap() - catalogue.region("sa-east-1").unwrap().price.unwrap().index).abs() < 1e-12
        );
        // The same again adds no region.
        let count = scenario.regions.len();
        use_placed(&mut scenario, &ids, Some(&catalogue)).unwrap();
        assert_eq!(scenario.regions.len(), count);
        assert!(restore::validate(scenario).is_ok());
    }
}
