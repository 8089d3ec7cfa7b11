//! What is placed, and what is asked.

use super::{MOST_CANDIDATES, MOST_REGIONS, STEPS};
use crate::catalogue::Provider;
use crate::scenario::choices::Choice;
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};

/// Groups of users and the regions that may serve them, from wherever they come: a scenario, the catalogue.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Candidates {
    /// Users of each group, in any unit; a group of none counts nothing.
    pub weights: Vec<f64>,
    /// Round trip of a group to a region, ms: `[group * regions + region]`; not finite: unknown.
    pub latency_ms: Vec<f64>,
    /// Whether a region may serve a group: `[group * regions + region]`.
    pub permitted: Vec<bool>,
    /// Price of each region relative to a common one; none: unknown.
    pub price: Vec<Option<f64>>,
    /// Carbon intensity of the grid of each region, g CO₂eq/kWh; none: unknown.
    pub carbon: Vec<Option<f64>>,
    /// Whose region each is, where that is known: prices compare regions of one provider only.
    pub provider: Vec<Option<Provider>>,
    /// Sigma of the lognormal latency of one group at one region; 0: no spread.
    pub sigma: f64,
}

impl From<&Problem> for Candidates {
    /// The groups and regions of a scenario. Carbon is not in it: see [`super::Named::of_scenario`].
    fn from(problem: &Problem) -> Candidates {
        Candidates {
            weights: problem.groups.iter().map(|group| group.share).collect(),
            latency_ms: problem.user_latency_ms.clone(),
            permitted: problem.permitted.clone(),
            price: problem
                .regions
                .iter()
                .map(|region| Some(region.price_index).filter(|price| price.is_finite()))
                .collect(),
            carbon: vec![None; problem.regions.len()],
            provider: vec![None; problem.regions.len()],
            sigma: problem.traffic.latency_spread_sigma,
        }
    }
}

impl Candidates {
    /// How many regions there are.
    pub fn regions(&self) -> usize {
        self.price.len()
    }

    /// Round trip of a group to a region, ms.
    pub fn ms(&self, group: usize, region: usize) -> f64 {
        self.latency_ms[group * self.regions() + region]
    }

    /// Whether a region may serve a group.
    pub fn may_serve(&self, group: usize, region: usize) -> bool {
        self.permitted[group * self.regions() + region]
    }

    /// Whether the lists are as long as one another say, and their numbers are some.
    fn fits(&self) -> bool {
        let (groups, regions) = (self.weights.len(), self.regions());
        let is_number = |value: &f64| value.is_finite() && *value >= 0.0;
        let all = |values: &[Option<f64>]| values.iter().flatten().all(is_number);
        self.latency_ms.len() == groups * regions
            && self.permitted.len() == groups * regions
            && self.carbon.len() == regions
            && self.provider.len() == regions
            && groups.max(regions) <= MOST_CANDIDATES
            && self.weights.iter().chain([&self.sigma]).all(is_number)
            && self.latency_ms.iter().all(|ms| !ms.is_finite() || *ms >= 0.0)
            && all(&self.price)
            && all(&self.carbon)
    }

    /// Two providers whose regions are among some; none where their prices compare.
    pub fn providers(&self, regions: impl Iterator<Item = usize>) -> Option<[Provider; 2]> {
        let mut all = regions.filter_map(|region| self.provider.get(region).copied().flatten());
        let first = all.next()?;
        all.find(|other| *other != first).map(|other| [first, other])
    }

    /// Without the regions that are not wanted.
    pub(super) fn keep(&mut self, is_wanted: &[bool]) {
        fn kept<T: Clone>(values: &[T], is_wanted: &[bool]) -> Vec<T> {
            values.iter().zip(is_wanted.iter().cycle()).filter(|(_, is)| **is).map(|(value, _)| value.clone()).collect()
        }
        self.latency_ms = kept(&self.latency_ms, is_wanted);
        self.permitted = kept(&self.permitted, is_wanted);
        self.price = kept(&self.price, is_wanted);
        self.carbon = kept(&self.carbon, is_wanted);
        self.provider = kept(&self.provider, is_wanted);
    }

    /// The first group with users whose round trip to a region that may serve it is unknown.
    fn unknown(&self, region: usize) -> Option<usize> {
        let is_unknown = |group: &usize| {
            self.weights[*group] > 0.0 && self.may_serve(*group, region) && !self.ms(*group, region).is_finite()
        };
        (0..self.weights.len()).find(is_unknown)
    }

    /// Whether a region may serve anybody.
    fn serves(&self, region: usize) -> bool {
        (0..self.weights.len()).any(|group| self.weights[group] > 0.0 && self.may_serve(group, region))
    }
}

/// What is to be least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Objective {
    /// Mean round trip, of exactly N regions.
    #[default]
    Mean,
    /// 95th percentile of the round trip, of exactly N regions; of equal ones the least mean.
    P95,
    /// Sum of the price indices, of at most N regions; of equal ones the least mean.
    Cost,
    /// Mean grid intensity, of exactly N regions; of equal ones the least mean.
    Carbon,
}

impl Choice for Objective {
    const ALL: &'static [Objective] = &[Objective::Mean, Objective::P95, Objective::Cost, Objective::Carbon];
    const DEFAULT: Option<Objective> = Some(Objective::Mean);
    fn word(self) -> &'static str {
        match self {
            Objective::Mean => "mean",
            Objective::P95 => "p95",
            Objective::Cost => "cost",
            Objective::Carbon => "carbon",
        }
    }
    fn name(self) -> &'static str {
        match self {
            Objective::Mean => "Mean round trip",
            Objective::P95 => "95th percentile of the round trip",
            Objective::Cost => "Price, of at most so many",
            Objective::Carbon => "Carbon intensity of the grid",
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// How many regions.
    pub regions: usize,
    /// What is to be least.
    pub objective: Objective,
    /// Most mean round trip, ms.
    pub max_mean_ms: Option<f64>,
    /// Most 95th percentile, ms.
    pub max_p95_ms: Option<f64>,
    /// Most sum of price indices.
    pub max_cost: Option<f64>,
    /// Regions that must be among them.
    pub must: Vec<usize>,
    /// Regions that must not.
    pub never: Vec<usize>,
    /// Whether the front of cost and mean is asked for.
    pub front: bool,
    /// Steps after which each search gives up.
    pub steps: u32,
    /// What is placed; none: the regions of the scenario.
    pub candidates: Option<Candidates>,
}

impl Ask {
    /// The least mean of so many regions of the scenario, without conditions.
    pub fn mean(regions: usize) -> Ask {
        Ask {
            regions,
            objective: Objective::Mean,
            max_mean_ms: None,
            max_p95_ms: None,
            max_cost: None,
            must: Vec::new(),
            never: Vec::new(),
            front: false,
            steps: STEPS,
            candidates: None,
        }
    }
}

/// Why a region is no candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// It is asked for without it.
    Never,
    /// It may serve no group.
    ServesNobody,
    /// Its round trip to a group is unknown.
    LatencyUnknown(usize),
    /// Its price is unknown, and cost is asked for.
    PriceUnknown,
    /// The intensity of its grid is unknown, and carbon is asked for.
    CarbonUnknown,
}

/// Why there is no placement to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The lists of the candidates do not fit each other, or have numbers that are none.
    Candidates,
    /// The number of regions is not from 1 to this.
    Regions(usize),
    /// More regions must be among them than there are to be.
    Must,
    /// A region must be among them that is no candidate.
    Excluded(usize, Why),
    /// Cost is asked for over regions of these two providers, whose prices do not compare.
    Providers([Provider; 2]),
    /// No region is a candidate: the first, and why it is none. None without regions.
    Nobody(Option<(usize, Why)>),
}

impl Ask {
    /// Whether prices count.
    pub fn is_of_cost(&self) -> bool {
        self.objective == Objective::Cost || self.max_cost.is_some()
    }

    /// Why each region is no candidate; none for those that are.
    pub fn excluded(&self, of: &Candidates) -> Vec<Option<Why>> {
        let why = |region: usize| match () {
            () if self.never.contains(&region) => Some(Why::Never),
            () if !of.serves(region) => Some(Why::ServesNobody),
            () if self.is_of_cost() && of.price[region].is_none() => Some(Why::PriceUnknown),
            () if self.objective == Objective::Carbon && of.carbon[region].is_none() => Some(Why::CarbonUnknown),
            () => of.unknown(region).map(Why::LatencyUnknown),
        };
        (0..of.regions()).map(why).collect()
    }

    /// Whether it can be asked of these candidates.
    ///
    /// # Errors
    /// The first [`Fault`].
    pub fn check(&self, of: &Candidates) -> Result<(), Fault> {
        if !of.fits() {
            return Err(Fault::Candidates);
        }
        let excluded = self.excluded(of);
        let open = excluded.iter().filter(|why| why.is_none()).count();
        for region in &self.must {
            let why = excluded.get(*region).ok_or(Fault::Candidates)?;
            why.map_or(Ok(()), |why| Err(Fault::Excluded(*region, why)))?;
        }
        if open == 0 {
            return Err(Fault::Nobody(excluded.iter().flatten().next().map(|why| (0, *why))));
        }
        let most = open.min(MOST_REGIONS);
        if !(1..=most).contains(&self.regions) {
            return Err(Fault::Regions(most));
        }
        let is_open = |region: &usize| excluded.get(*region).is_some_and(Option::is_none);
        if (self.front || self.is_of_cost())
            && let Some(two) = of.providers((0..of.regions()).filter(is_open))
        {
            return Err(Fault::Providers(two));
        }
        if self.must.len() > self.regions {
            return Err(Fault::Must);
        }
        Ok(())
    }
}
