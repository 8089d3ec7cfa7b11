//! What the advice on an option asks of the engine beside its figures.

use crate::engine::simulation::{Effort, affordable};
use crate::engine::{self, Depth, OptionFigures, Rigorous, Scratch};
use crate::scenario::model::Sizing;
use crate::scenario::problem::{Design, Problem, Writes};
use serde::{Deserialize, Serialize};

/// What the advice on an option asks of the engine beside its figures.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Aside {
    /// Monthly cost where it is sized to survive the loss of a region; none where that is no question.
    pub lean_monthly_cost: Option<f64>,
    /// The option without the region that serves least; none where each is needed.
    pub without_region: Option<WithoutRegion>,
    /// How many years can be simulated; none where something fails too often for that.
    pub affordable: Option<Affordable>,
}

/// An option without one of its regions.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct WithoutRegion {
    /// Position of that region in the option.
    pub at: usize,
    /// Seconds of downtime a year.
    pub downtime_seconds_per_year: f64,
    /// Mean latency, ms; none if nobody is served.
    pub mean_latency_ms: Option<f64>,
    /// Cost a month.
    pub monthly_cost: f64,
}

/// Years that can be simulated.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Affordable {
    /// Of those that the scenario asks for; known once the effort of all options is.
    pub years: u32,
    /// What each of them takes.
    pub effort: Effort,
}

impl Aside {
    /// Of an option whose figures are these.
    pub(super) fn of(problem: &Problem, index: usize, figures: &Rigorous, scratch: &mut Scratch) -> Aside {
        Aside {
            lean_monthly_cost: lean_monthly_cost(problem, index, scratch),
            without_region: without_region(problem, index, figures, scratch),
            affordable: Effort::of(problem, index).map(|effort| Affordable { years: 0, effort }),
        }
    }
}

/// Fills in how many years can be simulated: all options share the time.
pub(super) fn share_years(problem: &Problem, asides: &mut [Aside]) {
    let efforts: Vec<_> = asides.iter().map(|aside| aside.affordable.map(|affordable| affordable.effort)).collect();
    let years = affordable(problem.simulation_years, &efforts);
    let all = asides.iter_mut().map(|aside| &mut aside.affordable);
    all.zip(years).for_each(|(affordable, years)| affordable.iter_mut().for_each(|to| to.years = years));
}

/// A changed problem in which an option is the only one: the others would cost time.
pub(super) fn alone(problem: &Problem, index: usize) -> Option<Problem> {
    let mut alone = problem.clone();
    alone.options = vec![alone.options.into_iter().nth(index)?];
    alone.baseline = 0;
    Some(alone)
}

fn lean_monthly_cost(problem: &Problem, index: usize, scratch: &mut Scratch) -> Option<f64> {
    let Design::Geode { regions, .. } = &problem.options.get(index)?.design else { return None };
    // A request that fails with its synchronous call is no load: what is sized without it survives nothing.
    let has_calls = problem.traffic.sync_cross_region_calls > 0;
    if problem.capacity.sizing != Sizing::FullCopy || regions.len() < 2 || has_calls {
        return None;
    }
    let mut lean = alone(problem, index)?;
    lean.capacity.sizing = Sizing::Survive { losses: 1 };
    Some(engine::monthly_cost(&lean, 0, scratch).total)
}

fn without_region(problem: &Problem, index: usize, now: &Rigorous, scratch: &mut Scratch) -> Option<WithoutRegion> {
    let at = least_used(problem, index, now)?;
    let mut smaller = alone(problem, index)?;
    if let Some(Design::Geode { regions, writes, replicas, voters, specialised, .. }) =
        smaller.options.first_mut().map(|option| &mut option.design)
    {
        let follow = |other: &mut usize| *other -= usize::from(*other > at);
        regions.remove(at);
        *replicas = replicas.filter(|count| *count as usize <= regions.len());
        *voters = voters.take().map(|voters| voters.into_iter().filter(|voter| *voter != at).collect());
        voters.iter_mut().flatten().for_each(follow);
        *voters = voters.take().filter(|voters| !voters.is_empty());
        specialised.iter_mut().for_each(|special| follow(&mut special.region));
        if let Writes::SingleWriter { writer, .. } = writes {
            follow(writer);
        }
    }
    let mut figures = OptionFigures::default();
    engine::evaluate_option(&smaller, 0, scratch, &mut figures, Depth::Headline);
    let figures = figures.rigorous;
    Some(WithoutRegion {
        at,
        downtime_seconds_per_year: figures.downtime_seconds_per_year,
        mean_latency_ms: figures.mean_latency_ms,
        monthly_cost: figures.monthly_cost.total,
    })
}

/// The region that serves least, of equal ones the last, unless writes or special tasks go there.
fn least_used(problem: &Problem, index: usize, now: &Rigorous) -> Option<usize> {
    let Design::Geode { writes, specialised, .. } = &problem.options.get(index)?.design else { return None };
    let is_needed = |at: usize| {
        matches!(writes, Writes::SingleWriter { writer, .. } if *writer == at)
            || specialised.iter().any(|special| special.region == at)
    };
    let loads = now.regions.iter().map(|region| region.load_share).enumerate();
    let least = loads.filter(|(at, _)| !is_needed(*at)).reduce(|a, b| if b.1 <= a.1 { b } else { a });
    least.filter(|_| now.regions.len() > 2).map(|(at, _)| at)
}
