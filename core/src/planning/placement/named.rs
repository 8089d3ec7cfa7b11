//! Candidates with the ids by which they are told: those of a scenario, or the catalogue's for its users.

use super::{Candidates, MOST_CANDIDATES};
use crate::catalogue::{Catalogue, Point, Provider, Region, Status, provided};
use crate::engine::problem::Problem;
use crate::scenario::model::{self, Location, UserGroup};
use crate::scenario::restore::Fault;
use crate::scenario::{Scenario, fill};

/// Candidates and the ids of their regions and groups.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Named {
    /// The candidates.
    pub candidates: Candidates,
    /// Ids of the regions, `aws/us-east-1` for those of the catalogue.
    pub regions: Vec<String>,
    /// Ids of the groups; of users of the catalogue that of the group and of the point.
    pub groups: Vec<String>,
}

impl Named {
    /// The regions of a scenario; where it names the catalogue, with the carbon intensities of those that are in it.
    pub fn of_scenario(scenario: &Scenario, problem: &Problem) -> Named {
        let known = scenario.catalogue.as_ref().and_then(|_| provided());
        let grams = |region: &model::Region| known?.region(region.catalogue_id.as_deref()?)?.carbon.as_ref();
        let carbon = scenario.regions.iter().map(|region| grams(region).map(|carbon| carbon.grams_per_kwh)).collect();
        Named {
            candidates: Candidates { carbon, ..Candidates::from(problem) },
            regions: scenario.regions.iter().map(|region| region.id.clone()).collect(),
            groups: scenario.user_groups.iter().map(|group| group.id.clone()).collect(),
        }
    }

    /// The generally available regions of the catalogue, of one provider or of all, for the users of a scenario where it
    /// says that they are. A country of several points is as many groups.
    ///
    /// # Errors
    /// A group whose location is no country of the catalogue; more points than can be placed for.
    pub fn of_catalogue(
        scenario: &Scenario,
        catalogue: &Catalogue,
        provider: Option<Provider>,
    ) -> Result<Named, Fault> {
        let is_wanted = |region: &&Region| {
            region.status == Status::Available && provider.is_none_or(|provider| region.provider == provider)
        };
        let regions: Vec<&Region> = catalogue.regions().iter().filter(is_wanted).collect();
        let mut groups: Vec<(&UserGroup, &Point, f64)> = Vec::new();
        for group in &scenario.user_groups {
            groups.extend(points(catalogue, group)?.into_iter().map(|(point, share)| (group, point, share)));
        }
        if groups.len() > MOST_CANDIDATES {
            return Err(Fault {
                path: "/user_groups".into(),
                wrong: format!("are {} points", groups.len()),
                expected: format!("at most {MOST_CANDIDATES} points of countries"),
            });
        }
        let cells = || groups.iter().flat_map(|group| regions.iter().map(move |region| (group, *region)));
        // With the last mile, as a scenario of these regions is filled in.
        let ms = |group: &UserGroup, point: &Point, region: &Region| {
            fill::user_latency_ms(catalogue, point, region, group.last_mile_ms).unwrap_or(f64::INFINITY)
        };
        let candidates = Candidates {
            weights: groups.iter().map(|(group, _, share)| group.share * share).collect(),
            latency_ms: cells().map(|((group, point, _), region)| ms(group, point, region)).collect(),
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

    /// The id of a region.
    pub fn region(&self, at: usize) -> &str {
        self.regions.get(at).map_or("", String::as_str)
    }

    /// The id of a group.
    pub fn group(&self, at: usize) -> &str {
        self.groups.get(at).map_or("", String::as_str)
    }
}

/// The points of a group with the shares of its users.
///
/// # Errors
/// Where it is in no country of the catalogue.
pub fn points<'a>(catalogue: &'a Catalogue, group: &UserGroup) -> Result<Vec<(&'a Point, f64)>, Fault> {
    let fault = |wrong: String| Fault {
        path: format!("/user_groups/{}/location", group.id),
        wrong,
        expected: "the code of a country of the catalogue, such as \"US\"".into(),
    };
    let Some(Location::Country(code)) = &group.location else {
        let wrong = if group.location.is_none() { "is missing" } else { "is no country" };
        return Err(fault(wrong.into()));
    };
    catalogue.points(code).ok_or_else(|| fault(format!("is {code:?}")))
}
