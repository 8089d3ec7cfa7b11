//! What charts ask of the engine: active-active from one region, two, and so on, and each option with a region more.

use super::aside::alone;
use crate::engine::constants::MAX_REGIONS;
use crate::engine::textbook::{self, Textbook};
use crate::engine::{self, Depth, OptionFigures, Rigorous, Scratch};
use crate::scenario::problem::{Choice, Design, Problem, Writes};
use serde::{Deserialize, Serialize};

/// As many regions as anybody asks about.
const MOST_REGIONS: usize = 8;
/// So many the line has at least: where the scenario has fewer, the others are like today's.
const LEAST_REGIONS: usize = 6;

/// Headline figures of an option.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Headline {
    /// Long-run fraction of requests that fails.
    pub unavailability: f64,
    /// The same in seconds a year.
    pub downtime_seconds_per_year: f64,
    /// Mean latency, ms; none if nobody is served.
    pub mean_latency_ms: Option<f64>,
    /// Worth a month.
    pub net_monthly_benefit: f64,
    /// Whether there are users whose data may be in none of its regions; the textbook knows no such thing.
    pub leaves_unserved: bool,
}

impl From<&Rigorous> for Headline {
    fn from(figures: &Rigorous) -> Headline {
        Headline {
            unavailability: figures.unavailability,
            downtime_seconds_per_year: figures.downtime_seconds_per_year,
            mean_latency_ms: figures.mean_latency_ms,
            net_monthly_benefit: figures.value.net_monthly_benefit,
            leaves_unserved: figures.downtime_breakdown_seconds_per_year.no_permitted_region > 0.0,
        }
    }
}

impl From<&Textbook> for Headline {
    fn from(figures: &Textbook) -> Headline {
        Headline {
            unavailability: figures.unavailability,
            downtime_seconds_per_year: figures.downtime_seconds_per_year,
            mean_latency_ms: figures.mean_latency_ms.is_finite().then_some(figures.mean_latency_ms),
            net_monthly_benefit: figures.net_monthly_benefit,
            leaves_unserved: false,
        }
    }
}

/// What charts ask of the engine by the rigorous method.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Variants {
    /// The regions of the line in the order in which they are added; those of the scenario first, see
    /// [`regions_by_gain`], then today's again.
    pub regions: Vec<usize>,
    /// Active-active from the first of them, the first two, and so on; behind the same edge as today, since that is where
    /// one adds them. What it is worth against today's option is not asked.
    pub line: Vec<Headline>,
    /// Downtime of each option with a [region more](enlarge), seconds a year; none where it has as many as it may have.
    pub enlarged: Vec<Option<f64>>,
}

impl Variants {
    /// All of them, here and now: [`Evaluate`](super::Evaluate) asks the same in pieces.
    pub fn of(problem: &Problem) -> Variants {
        let mut scratch = Scratch::default();
        let regions = line(problem);
        Variants {
            line: (0..regions.len()).map(|more| of_line(problem, &regions, more, &mut scratch)).collect(),
            enlarged: (0..problem.options.len()).map(|option| enlarged(problem, option, &mut scratch)).collect(),
            regions,
        }
    }
}

/// The regions of [`Variants::line`].
pub(super) fn line(problem: &Problem) -> Vec<usize> {
    let mut regions = regions_by_gain(problem, requests_go_on(problem), MOST_REGIONS);
    if regions.len() < LEAST_REGIONS {
        regions.resize(LEAST_REGIONS, home(problem));
    }
    regions
}

/// The line's point of so many regions and one more.
pub(super) fn of_line(problem: &Problem, line: &[usize], more: usize, scratch: &mut Scratch) -> Headline {
    let mut geodes = problem.clone();
    geodes.options = vec![geode_of_line(problem, line, more)];
    headline(&geodes, scratch)
}

fn geode_of_line(problem: &Problem, line: &[usize], more: usize) -> Choice {
    let edge = problem.options.get(problem.baseline).and_then(|today| today.edge);
    Choice { edge, ..geode(line.iter().take(more + 1).copied().collect(), writes(problem)) }
}

/// The same line by the textbook method, of these regions.
pub fn textbook_line(problem: &Problem, regions: &[usize]) -> Vec<Headline> {
    let mut geodes = problem.clone();
    geodes.options = (0..regions.len()).map(|more| geode_of_line(problem, regions, more)).collect();
    geodes.baseline = 0;
    textbook::evaluate(&geodes).iter().map(Headline::from).collect()
}

/// Downtime of an option that is [enlarged](enlarge) by a region, seconds a year.
pub(super) fn enlarged(problem: &Problem, index: usize, scratch: &mut Scratch) -> Option<f64> {
    let mut larger = alone(problem, index)?;
    let choice = larger.options.first_mut()?;
    *choice = enlarge(choice)?;
    Some(headline(&larger, scratch).downtime_seconds_per_year)
}

/// An option that serves from one region more, like its last one, or, if it is a pair, from both of its regions. None
/// where it has as many as an option may have.
pub fn enlarge(choice: &Choice) -> Option<Choice> {
    let mut larger = choice.clone();
    match &mut larger.design {
        Design::ActivePassive { primary, standby, .. } => {
            larger.design = geode(vec![*primary, *standby], Writes::Eventual).design;
        }
        Design::Single { region, .. } => larger.design = geode(vec![*region, *region], Writes::Eventual).design,
        Design::Geode { regions, .. } if regions.len() >= MAX_REGIONS => return None,
        Design::Geode { regions, .. } => regions.push(*regions.last()?),
    }
    Some(larger)
}

/// Of the first option.
fn headline(problem: &Problem, scratch: &mut Scratch) -> Headline {
    let mut figures = OptionFigures::default();
    engine::evaluate_option(problem, 0, scratch, &mut figures, Depth::Headline);
    Headline::from(&figures.rigorous)
}

/// The regions of the scenario in the order in which one would add them to today's: each time the one that lets most
/// users be served, then the one that brings the mean latency down most; ties go to the first. Those whose round trips are
/// not known are left out, see [`is_known`].
pub fn regions_by_gain(problem: &Problem, goes_on: bool, most: usize) -> Vec<usize> {
    let mut chosen = vec![home(problem)];
    while chosen.len() < most.min(problem.regions.len()) {
        let mean = |region: usize| {
            let regions = chosen.iter().copied().chain([region]).collect();
            textbook::mean_latency_ms(problem, &geode(regions, Writes::Eventual))
        };
        let unserved = |region: usize| -> f64 {
            let is_left =
                |group: &usize| !chosen.iter().chain([&region]).any(|region| problem.may_serve(*group, *region));
            let groups = problem.groups.iter().enumerate();
            groups.filter(|(group, _)| is_left(group)).map(|(_, group)| group.share).sum()
        };
        let is_candidate = |region: &usize| !chosen.contains(region) && is_known(problem, *region, &chosen, goes_on);
        let scored =
            (0..problem.regions.len()).filter(is_candidate).map(|region| (unserved(region), mean(region), region));
        match scored.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))) {
            Some((.., region)) => chosen.push(region),
            None => break,
        }
    }
    chosen
}

/// Whether all round trips are known that a region would need beside others: to the users, and where requests
/// [go on](requests_go_on) to other regions, to these.
pub fn is_known(problem: &Problem, region: usize, beside: &[usize], goes_on: bool) -> bool {
    let mut groups = problem.groups.iter().enumerate().filter(|(_, group)| group.share > 0.0);
    groups.all(|(group, _)| problem.latency_ms(group, region).is_finite())
        && (!goes_on || beside.iter().all(|other| problem.rtt_ms(region, *other).is_finite()))
}

/// Whether requests go on from the region that they reach to others, by the rigorous method.
pub fn requests_go_on(problem: &Problem) -> bool {
    let traffic = &problem.traffic;
    match writes(problem) {
        Writes::Quorum | Writes::SingleWriter { .. } => true,
        Writes::HomeRegion if traffic.traveller_share > 0.0 => true,
        Writes::Eventual | Writes::HomeRegion => traffic.sync_cross_region_calls > 0,
    }
}

/// How the largest geode of the scenario writes; a single writer is the first region.
pub fn writes(problem: &Problem) -> Writes {
    let geode = |option: &Choice| match &option.design {
        Design::Geode { regions, writes, .. } => Some((regions.len(), *writes)),
        Design::Single { .. } | Design::ActivePassive { .. } => None,
    };
    match problem.options.iter().filter_map(geode).max_by_key(|(size, _)| *size) {
        Some((_, Writes::SingleWriter { failover_minutes, .. })) => {
            Writes::SingleWriter { writer: 0, failover_minutes }
        }
        Some((_, writes)) => writes,
        None => Writes::Eventual,
    }
}

/// The region that serves today: the baseline's only, primary or first one.
pub fn home(problem: &Problem) -> usize {
    let design = problem.options.get(problem.baseline).map(|option| &option.design);
    match design {
        Some(Design::Single { region, .. }) => *region,
        Some(Design::ActivePassive { primary, .. }) => *primary,
        Some(Design::Geode { regions, .. }) => regions.first().copied().unwrap_or(0),
        None => 0,
    }
}

fn geode(regions: Vec<usize>, writes: Writes) -> Choice {
    Choice::new(Design::geode(regions, writes))
}
