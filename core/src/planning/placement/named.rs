//! Candidates with the ids by which they are told: those of a scenario, or the catalogue's for its users.

use super::{Candidates, MOST_CANDIDATES, Why};
use crate::catalogue::{Catalogue, Point, Provider, Region, Status, lies_in, provided};
use crate::scenario::model::{self, Location, UserGroup};
use crate::scenario::problem::Problem;
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
    /// The jurisdiction of each region: what is written, else its country; empty where neither is known.
    pub laws: Vec<String>,
    /// By which source the carbon intensity of each region is known, with its date: two are two methods. Empty: none.
    pub methods: Vec<String>,
}

/// Which regions may be candidates.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wanted {
    /// Those of this provider only.
    pub provider: Option<Provider>,
    /// Those in one of these jurisdictions only; empty: anywhere.
    pub jurisdictions: Vec<String>,
    /// Of the catalogue also those that not everyone can have, and those that are announced: of these only the id is known.
    pub any_status: bool,
}

impl Named {
    /// The regions of a scenario; where it names the catalogue, with the carbon intensities of those that are in it.
    pub fn of_scenario(scenario: &Scenario, problem: &Problem) -> Named {
        let known = scenario.catalogue.as_ref().and_then(|_| provided());
        let entries: Vec<Option<&Region>> =
            scenario.regions.iter().map(|region| known?.region(region.catalogue_id.as_deref()?)).collect();
        let law = |(region, entry): (&model::Region, &Option<&Region>)| {
            region.jurisdiction.clone().or_else(|| entry.map(|entry| entry.country.clone())).unwrap_or_default()
        };
        let carbon = entries.iter().map(|entry| Some((*entry)?.carbon?.grams_per_kwh)).collect();
        let provider = scenario.regions.iter().map(|region| provider_of(region.catalogue_id.as_deref()?)).collect();
        Named {
            candidates: Candidates { carbon, provider, ..Candidates::from(problem) },
            regions: scenario.regions.iter().map(|region| region.id.clone()).collect(),
            groups: scenario.user_groups.iter().map(|group| group.id.clone()).collect(),
            laws: scenario.regions.iter().zip(&entries).map(law).collect(),
            methods: entries.iter().map(|entry| known.zip(*entry).and_then(method).unwrap_or_default()).collect(),
        }
    }

    /// Those of the regions that are wanted.
    #[must_use]
    pub fn among(mut self, wanted: &Wanted) -> Named {
        let permitted: Vec<String> = wanted.jurisdictions.iter().map(|one| one.to_lowercase()).collect();
        let is_wanted = |(law, of): (&String, &Option<Provider>)| {
            let law = law.to_lowercase();
            (permitted.is_empty() || permitted.iter().any(|one| lies_in(&law, one)))
                && wanted.provider.is_none_or(|provider| *of == Some(provider))
        };
        let is_wanted: Vec<bool> = self.laws.iter().zip(&self.candidates.provider).map(is_wanted).collect();
        self.candidates.keep(&is_wanted);
        for texts in [&mut self.regions, &mut self.laws, &mut self.methods] {
            let mut wanted = is_wanted.iter();
            texts.retain(|_| wanted.next() == Some(&true));
        }
        self
    }

    /// The jurisdictions in which some region lies, "EU" and "EEA" first.
    pub fn jurisdictions(&self) -> Vec<String> {
        let holds = |bloc: &&str| self.laws.iter().any(|law| lies_in(&law.to_lowercase(), &bloc.to_lowercase()));
        let blocs: Vec<String> =
            ["EU", "EEA"].iter().filter(|bloc| holds(bloc)).map(|bloc| (*bloc).to_owned()).collect();
        let mut others: Vec<String> = self.laws.iter().filter(|law| !law.is_empty()).cloned().collect();
        others.retain(|law| !blocs.contains(law));
        crate::sorted::by(&mut others, |a, b| a.cmp(b));
        others.dedup();
        [blocs, others].concat()
    }

    /// The sources of the carbon intensities of the candidates, each once: two are two methods.
    pub fn methods(&self, excluded: &[(usize, Why)]) -> Vec<&str> {
        let is_out = |at: usize| excluded.iter().any(|(region, _)| *region == at);
        let of = self.methods.iter().enumerate().filter(|(at, method)| !method.is_empty() && !is_out(*at));
        let mut all: Vec<&str> = of.map(|(_, method)| method.as_str()).collect();
        crate::sorted::by(&mut all, |a, b| a.cmp(b));
        all.dedup();
        all
    }

    /// Regions of the catalogue for the users of a scenario where it says that they are. A country of several points is as
    /// many groups.
    ///
    /// # Errors
    /// A group whose location is no country of the catalogue; more points than can be placed for.
    pub fn of_catalogue(scenario: &Scenario, catalogue: &Catalogue, wanted: &Wanted) -> Result<Named, Fault> {
        let is_wanted = |region: &&Region| wanted.any_status || region.status == Status::Available;
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
            permitted: cells().map(|((group, ..), region)| group.permits(Some(&region.country))).collect(),
            price: regions.iter().map(|region| region.price.map(|price| price.index)).collect(),
            carbon: regions.iter().map(|region| region.carbon.map(|carbon| carbon.grams_per_kwh)).collect(),
            provider: regions.iter().map(|region| Some(region.provider)).collect(),
            sigma: scenario.traffic.latency_spread_sigma,
        };
        let all = Named {
            candidates,
            laws: regions.iter().map(|region| region.country.clone()).collect(),
            methods: regions.iter().map(|region| method((catalogue, *region)).unwrap_or_default()).collect(),
            regions: regions.iter().map(|region| region.catalogue_id()).collect(),
            groups: groups.iter().map(|(group, point, _)| format!("{}/{}", group.id, point.id)).collect(),
        };
        Ok(all.among(wanted))
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

/// Whose a region is, by its id in the catalogue: "aws/us-east-1".
fn provider_of(catalogue_id: &str) -> Option<Provider> {
    match catalogue_id.split_once('/') {
        Some((provider, _)) => Provider::from_id(&provider.to_ascii_lowercase()),
        None => provided()?.region(catalogue_id).map(|entry| entry.provider),
    }
}

/// The source of a region's carbon intensity and its date.
fn method((catalogue, region): (&Catalogue, &Region)) -> Option<String> {
    let source = catalogue.carbon_source(region.carbon?)?;
    Some(format!("{}, {}", source.title, source.date))
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
