//! The map of one option: users, the regions that serve them, and the ways between, in a failure drill or without one.

use super::drill::Drill;
use super::targets::enumerated;
use crate::catalogue::{Catalogue, Position};
use crate::chart::{Axis, Body, ChartSpec, Map, Site, SiteKind, View, Way};
use crate::quantity::format::Format;
use crate::scenario::Scenario;
use crate::scenario::model::Location;
use std::sync::Arc;

/// Most names of what is not on the map in a sentence.
const NAMED: usize = 5;

/// A map, and what of the scenario is on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapped {
    /// The map; none where no place is known.
    pub spec: Option<ChartSpec>,
    /// Its regions: index of the place on the map, id, whether it is off.
    pub regions: Vec<(usize, String, bool)>,
    /// Names of groups and regions whose place is unknown: they are not drawn.
    pub unplaced: Vec<String>,
}

/// Draws an option as a drill has it; with nothing off, as it is.
pub fn map(scenario: &Scenario, drill: &Drill, catalogue: &Catalogue, view: View) -> Mapped {
    let (mut sites, mut ways, mut regions, mut unplaced) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut at_site: Vec<(&str, usize)> = Vec::new();
    for group in drill.groups.iter().filter(|group| group.share > 0.0) {
        let Some(named) = scenario.user_groups.iter().find(|other| other.id == group.id) else { continue };
        let Some(at) = named.location.as_ref().and_then(|location| users_at(location, catalogue)) else {
            unplaced.push(named.name.clone());
            continue;
        };
        at_site.push((&group.id, sites.len()));
        let kind = SiteKind::Users { share: group.share, is_served: group.region_after.is_some() };
        sites.push(Site { name: named.name.clone(), at, kind });
    }
    for region in &drill.regions {
        match region_at(scenario, &region.id, catalogue) {
            Some(at) => {
                regions.push((sites.len(), region.id.clone(), region.is_off));
                let kind = SiteKind::Region { is_off: region.is_off };
                sites.push(Site { name: scenario.region_name(&region.id), at, kind });
            }
            None => unplaced.push(scenario.region_name(&region.id)),
        }
    }
    for group in &drill.groups {
        let from = at_site.iter().find(|(id, _)| *id == group.id);
        let to = regions.iter().find(|(_, id, _)| Some(id) == group.region_after.as_ref());
        if let (Some((_, from)), Some((to, ..))) = (from, to) {
            ways.push(Way { from: *from, to: *to, ms: group.latency_after_ms });
        }
    }
    let option = scenario.option(&drill.option).map_or("", |option| option.name.as_str());
    let spec = (!sites.is_empty()).then(|| ChartSpec {
        title: format!("Who is served from where: {option}."),
        x: Axis::new("Longitude", "", Format::Plain),
        y: Axis::new("Latitude", "", Format::Plain),
        body: Body::Map(Map { outline: Arc::new(catalogue.outline().to_vec()), sites, ways, view }),
    });
    Mapped { spec, regions, unplaced }
}

impl Mapped {
    /// What is not on the map, as a sentence; none where all is.
    pub fn missing(&self) -> Option<String> {
        let mut names: Vec<String> = self.unplaced.iter().take(NAMED).cloned().collect();
        match self.unplaced.len() {
            0 => return None,
            all if all > NAMED => names.push(format!("{} more", all - NAMED)),
            _ => {}
        }
        let place = if names.len() == 1 { "its place is" } else { "their places are" };
        Some(format!("Not on the map, since {place} unknown: {}.", enumerated(&names)))
    }
}

/// Where users are: a position, a point of the catalogue, or the largest point of a country.
fn users_at(location: &Location, catalogue: &Catalogue) -> Option<Position> {
    match location {
        Location::Point { lat, lon } => Position::new(*lat, *lon),
        Location::Country(code) => {
            let points = catalogue.points(code)?;
            points.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(point, _)| point.at)
        }
    }
}

/// Where a region is: its own position, else that of the catalogue. A country alone says nothing of it.
fn region_at(scenario: &Scenario, id: &str, catalogue: &Catalogue) -> Option<Position> {
    let region = scenario.region(id)?;
    match &region.location {
        Some(Location::Point { lat, lon }) => Position::new(*lat, *lon),
        Some(Location::Country(_)) | None => catalogue.region(region.catalogue_id.as_deref()?)?.at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::drill::drill;
    use crate::scenario::presets;

    fn catalogue() -> Catalogue {
        Catalogue::read(include_str!("../../../public/catalogue.txt")).unwrap()
    }

    fn placed() -> Scenario {
        let mut scenario = presets::worked_example();
        scenario.user_groups[0].location = Some(Location::Point { lat: 40.7, lon: -74.0 });
        scenario.user_groups[1].location = Some(Location::Country("DE".into()));
        scenario.user_groups[2].location = Some(Location::Country("JP".into()));
        for (region, id) in
            scenario.regions.iter_mut().zip(["aws/us-east-1", "aws/us-west-2", "aws/eu-west-1", "aws/no"])
        {
            region.catalogue_id = Some(id.into());
        }
        scenario
    }

    #[test]
    fn places_come_from_positions_and_the_catalogue() {
        let scenario = placed();
        let drill = drill(&scenario, "geode-3", &["us-east".into()]).unwrap();
        let mapped = map(&scenario, &drill, &catalogue(), View::Fit);
        assert_eq!(mapped.unplaced, ["Other", "Asia East"], "nobody says where they are");
        assert_eq!(mapped.missing().unwrap(), "Not on the map, since their places are unknown: Other and Asia East.");
        let Some(ChartSpec { body: Body::Map(drawn), .. }) = mapped.spec else { panic!("no map") };
        let names: Vec<&str> = drawn.sites.iter().map(|site| site.name.as_str()).collect();
        assert_eq!(names, ["North America", "Europe", "Asia", "US East", "EU West"]);
        assert_eq!(drawn.sites[3].at, Position::new(39.04, -77.49).unwrap(), "Ashburn");
        // US East is off: North America goes to Dublin, 100 ms; Asia's region is not on the map, so it has no way.
        assert_eq!(drawn.ways, [Way { from: 0, to: 4, ms: Some(100.0) }, Way { from: 1, to: 4, ms: Some(40.0) }]);
        assert_eq!(mapped.regions, [(3, "us-east".into(), true), (4, "eu-west".into(), false)]);
    }

    #[test]
    fn without_places_there_is_no_map() {
        let scenario = presets::worked_example();
        let drill = drill(&scenario, "geode-3", &[]).unwrap();
        let mapped = map(&scenario, &drill, &catalogue(), View::World);
        assert_eq!((mapped.spec, mapped.unplaced.len()), (None, 7));
        assert!(
            Mapped { unplaced: vec!["a".into(); 9], ..map(&scenario, &drill, &catalogue(), View::Fit) }
                .missing()
                .unwrap()
                .ends_with("a, a, a, a, a and 4 more.")
        );
    }
}
