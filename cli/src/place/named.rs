//! Candidates with the ids by which they are told: those of a file, or the catalogue's for its users.

use crate::catalogue;
use crate::stop::Stop;
use geode_core::catalogue::{Catalogue, Point, Provider, Region, Status};
use geode_core::engine::problem::Problem;
use geode_core::planning::placement::{Candidates, MOST_CANDIDATES};
use geode_core::scenario::Scenario;
use geode_core::scenario::model::{Location, UserGroup};

/// Candidates and the ids of their regions and groups.
pub struct Named {
    pub candidates: Candidates,
    regions: Vec<String>,
    groups: Vec<String>,
}

impl Named {
    /// The regions of a scenario.
    pub fn of_file(scenario: &Scenario, problem: &Problem) -> Named {
        Named {
            candidates: Candidates::from(problem),
            regions: scenario.regions.iter().map(|region| region.id.clone()).collect(),
            groups: scenario.user_groups.iter().map(|group| group.id.clone()).collect(),
        }
    }

    /// The generally available regions of the catalogue, for the users of a scenario where it says that they are. A country
    /// of several points is as many groups.
    pub fn of_catalogue(scenario: &Scenario, provider: Option<&str>) -> Result<Named, Stop> {
        let catalogue = catalogue::read()?;
        let provider = provider.map(known_provider).transpose()?;
        let is_wanted = |region: &&Region| {
            region.status == Status::Available && provider.is_none_or(|provider| region.provider == provider)
        };
        let regions: Vec<&Region> = catalogue.regions().iter().filter(is_wanted).collect();
        let mut groups: Vec<(&UserGroup, &Point, f64)> = Vec::new();
        for group in &scenario.user_groups {
            groups.extend(points(catalogue, group)?.into_iter().map(|(point, share)| (group, point, share)));
        }
        if groups.len() > MOST_CANDIDATES {
            let expected = format!("at most {MOST_CANDIDATES} points of countries");
            return Err(Stop::bad("/user_groups", &format!("are {} points", groups.len()), &expected));
        }
        let cells = || groups.iter().flat_map(|group| regions.iter().map(move |region| (group, *region)));
        let ms = |point: &Point, region: &Region| {
            catalogue.user_round_trip(point, region).map_or(f64::INFINITY, |modelled| modelled.ms)
        };
        let candidates = Candidates {
            weights: groups.iter().map(|(group, _, share)| group.share * share).collect(),
            latency_ms: cells().map(|((_, point, _), region)| ms(point, region)).collect(),
            permitted: cells().map(|((group, ..), region)| group.permits(Some(&region.jurisdiction))).collect(),
            price: regions.iter().map(|region| region.price.map(|price| price.index)).collect(),
            carbon: regions.iter().map(|region| region.carbon.map(|carbon| carbon.grams_per_kwh)).collect(),
            sigma: scenario.traffic.latency_spread_sigma,
        };
        Ok(Named {
            candidates,
            regions: regions.iter().map(|region| region.catalogue_id()).collect(),
            groups: groups.iter().map(|(group, point, _)| format!("{}/{}", group.id, point.id)).collect(),
        })
    }

    /// Indices of regions by id, each once.
    pub fn places(&self, name: &str, ids: &[String]) -> Result<Vec<usize>, Stop> {
        let place = |id: &String| {
            let known = self.regions.iter().position(|region| region == id);
            known.ok_or_else(|| {
                Stop::bad(name, &format!("names the region {id:?}"), &format!("one of {}", self.regions.join(", ")))
            })
        };
        let mut places = ids.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }

    /// The id of a region.
    pub fn region(&self, at: usize) -> &str {
        self.regions.get(at).map_or("", String::as_str)
    }

    /// The id of a group; of users of the catalogue that of the group and of the point.
    pub fn group(&self, at: usize) -> &str {
        self.groups.get(at).map_or("", String::as_str)
    }
}

fn known_provider(id: &str) -> Result<Provider, Stop> {
    Provider::from_id(id).ok_or_else(|| Stop::bad("--provider", &format!("is {id:?}"), "aws, azure or gcp"))
}

/// The points of a group with the shares of its users.
fn points<'a>(catalogue: &'a Catalogue, group: &UserGroup) -> Result<Vec<(&'a Point, f64)>, Stop> {
    let path = format!("/user_groups/{}/location", group.id);
    let expected = "the code of a country of the catalogue, such as \"US\"";
    let Some(Location::Country(code)) = &group.location else {
        let wrong = if group.location.is_none() { "is missing" } else { "is no country" };
        return Err(Stop::bad(&path, wrong, expected));
    };
    if let Some(country) = catalogue.country(code) {
        return Ok(country.points.iter().map(|point| (point, point.share)).collect());
    }
    let point = catalogue.point(code).ok_or_else(|| Stop::bad(&path, &format!("is {code:?}"), expected))?;
    Ok(vec![(point, 1.0)])
}
