//! The strongest cheaper rival of every large change: the cheapest small change to today's option that meets the targets.

use super::Job;
use super::variants::{home, is_known};
use super::work::{MAX_AT_ONCE, work};
use crate::engine::{Depth, Figures, OptionFigures, Scratch, compare, evaluate_option};
use crate::quantity::to_digits;
use crate::scenario::model::{Edge, Target};
use crate::scenario::problem::{Choice, Design, Problem};
use crate::scenario::recovery::{TIERS, WARM};
use serde::{Deserialize, Serialize};

/// Minutes of a failover that runs by itself.
pub const FAST_FAILOVER_MINUTES: f64 = 5.0;
/// A content delivery network where the scenario has none: what it takes of the reads, and their latency. Assumed.
pub const ASSUMED_OFFLOAD: f64 = 0.8;
/// See [`ASSUMED_OFFLOAD`].
pub const ASSUMED_EDGE_MS: f64 = 20.0;
/// Regions that are tried for a standby, the cheapest.
const MOST_STANDBYS: usize = 8;
/// Dependencies that are tried in duplicate, those that fail most.
const MOST_DEPENDENCIES: usize = 4;
/// Networks of other options that are tried, the first that differ.
const MOST_EDGES: usize = 4;
/// Changes beside a standby that are tried together.
const TOGETHER: u32 = 3;

/// A small change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// A standby for a single region, of one of the [`TIERS`].
    Standby {
        /// Its region.
        region: usize,
        /// Its tier.
        tier: usize,
    },
    /// The failover of a pair runs by itself, in [`FAST_FAILOVER_MINUTES`].
    FastFailover,
    /// The standby is tested: its failover works.
    TestedStandby,
    /// A content delivery network in front.
    Edge {
        /// The option that has it, with its price, by its place in the list; none: it is assumed.
        of: Option<usize>,
    },
    /// A second provider of a dependency, either of which will do.
    Redundant {
        /// The dependency.
        dependency: usize,
    },
}

/// Today's option with changes that make it meet the targets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rival {
    /// The changes.
    pub changes: Vec<Change>,
    /// Its figures, compared with today's; what it costs once and what its changes cost beside capacity, where nobody
    /// knows it, are not in them.
    pub figures: Box<OptionFigures>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Found {
    /// Today's option meets the targets as it is.
    TodayMeets,
    /// No small change makes it meet them.
    Nothing,
    /// Today's option keeps data where law does not permit it. Small changes move no data: none is tried.
    DataElsewhere,
    /// The cheapest that does; of equal ones that with the fewest changes.
    Rival(Rival),
}

/// Whether a rival is looked for: there is a target or a law on where data is, and each of some thousand small changes is
/// quickly tried.
///
/// ```
/// use geode_core::{planning::rival, scenario::{presets, problem::Problem}};
/// let mut example = presets::worked_example();
/// assert!(!rival::is_asked(&Problem::compile(&example)));
/// example.target.availability = Some(0.9999);
/// assert!(rival::is_asked(&Problem::compile(&example)));
/// ```
pub fn is_asked(problem: &Problem) -> bool {
    let is_bound = problem.target != Target::default() || problem.permitted.contains(&false);
    is_bound && work(problem) <= MAX_AT_ONCE
}

/// Tries every set of small changes, a piece each.
#[derive(Debug, Clone)]
pub struct FindRival {
    base: Problem,
    today: Figures,
    /// Networks that a change puts in front, with the options that have them.
    edges: Vec<(usize, Edge)>,
    sets: Vec<Vec<Change>>,
    scratch: Scratch,
    depth: Depth,
}

/// Cost a month of a set of changes; none where it misses something.
pub type Cost = Option<f64>;

impl Job for FindRival {
    const NAME: &'static str = "rival";
    type Parameters = ();
    type Partial = Cost;
    type Answer = Found;

    fn new(problem: Problem, _: ()) -> FindRival {
        let mut base = problem;
        let edges = edges(&base);
        base.options = base.options.get(base.baseline).cloned().into_iter().collect();
        base.baseline = 0;
        let (mut today, mut scratch) = (Figures::default(), Scratch::default());
        crate::engine::evaluate(&base, &mut scratch, &mut today, Depth::Headline);
        let sets = if is_elsewhere(&today) { vec![Vec::new()] } else { sets(&base, &edges) };
        FindRival { base, today, edges, sets, scratch, depth: Depth::Headline }
    }

    fn pieces(&self) -> usize {
        self.sets.len()
    }

    fn piece(&mut self, number: usize) -> Cost {
        let set = self.sets.get(number).cloned().unwrap_or_default();
        let figures = self.figures(&set)?;
        // Without rounding, so that what changes no cost is not cheaper.
        (!figures.rigorous.misses_something()).then(|| to_digits(figures.rigorous.monthly_cost.total, 12))
    }

    fn merge(&self, costs: Vec<Cost>) -> Found {
        let able = costs.iter().zip(&self.sets).filter_map(|(cost, set)| Some(((*cost)?, set)));
        let least = able.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.len().cmp(&b.1.len())));
        match least {
            _ if costs.first().is_some_and(Option::is_some) => Found::TodayMeets,
            None if is_elsewhere(&self.today) => Found::DataElsewhere,
            None => Found::Nothing,
            // All that is told of it, whether or not it is a target.
            Some((_, set)) => match (FindRival { depth: Depth::P95, ..self.clone() }).figures(set) {
                Some(figures) => Found::Rival(Rival { changes: set.clone(), figures: Box::new(figures) }),
                None => Found::Nothing,
            },
        }
    }
}

/// Whether today's option, which comes first, keeps data where law does not permit it.
fn is_elsewhere(today: &Figures) -> bool {
    today.options.first().is_some_and(|option| option.rigorous.breaks_residency)
}

impl FindRival {
    /// Figures of today's option with some changes, compared with today's. A network that is assumed costs what it saves.
    fn figures(&mut self, set: &[Change]) -> Option<OptionFigures> {
        let assumed = Change::Edge { of: None };
        let saved = match set.contains(&assumed) {
            true => {
                let without: Vec<Change> = set.iter().copied().filter(|change| *change != assumed).collect();
                let cost = |figures: OptionFigures| figures.rigorous.monthly_cost.total;
                Some(cost(self.changed(&without, 0.0)?) - cost(self.changed(set, 0.0)?))
            }
            false => None,
        };
        self.changed(set, saved.unwrap_or(0.0).max(0.0))
    }

    fn changed(&mut self, set: &[Change], edge_cost: f64) -> Option<OptionFigures> {
        let mut problem = self.base.clone();
        let today = problem.options.first()?.clone();
        let mut rival = today.clone();
        let edge = |of: Option<usize>| {
            let known = self.edges.iter().find(|(option, _)| Some(*option) == of);
            known.map_or_else(|| assumed_edge(edge_cost), |(_, edge)| *edge)
        };
        set.iter().for_each(|change| apply(*change, &mut problem, &mut rival, edge));
        problem.options = vec![today, rival];
        let mut figures = Figures { options: vec![self.today.options.first()?.clone(), OptionFigures::default()] };
        evaluate_option(&problem, 1, &mut self.scratch, figures.options.get_mut(1)?, self.depth);
        compare(&problem, &mut self.scratch, &mut figures, self.depth);
        figures.options.pop()
    }
}

/// The different networks that options have.
fn edges(problem: &Problem) -> Vec<(usize, Edge)> {
    let all = problem.options.iter().enumerate().filter_map(|(at, option)| Some((at, option.edge?)));
    let mut edges: Vec<(usize, Edge)> = Vec::new();
    for (at, edge) in all.filter(|(_, edge)| edge.offload_share > 0.0) {
        if edges.len() < MOST_EDGES && edges.iter().all(|(_, known)| *known != edge) {
            edges.push((at, edge));
        }
    }
    edges
}

fn apply(change: Change, problem: &mut Problem, option: &mut Choice, edge: impl Fn(Option<usize>) -> Edge) {
    match change {
        Change::Standby { region: standby, tier } => {
            let (Design::Single { region, .. }, Some(tier)) = (&option.design, TIERS.get(tier)) else { return };
            let mut pair = Design::pair(*region, standby);
            if let Design::ActivePassive { standby_cost_fraction, recovery_point_seconds, .. } = &mut pair {
                *standby_cost_fraction = tier.standby_cost_fraction;
                *recovery_point_seconds = tier.recovery_point_seconds;
            }
            option.design = pair;
            problem.failover.active_passive_minutes = tier.failover_minutes;
            problem.failover.coverage = tier.coverage;
            problem.failover.manual_recovery_minutes = tier.manual_recovery_minutes;
        }
        Change::FastFailover => {
            let minutes = &mut problem.failover.active_passive_minutes;
            *minutes = minutes.min(FAST_FAILOVER_MINUTES);
        }
        Change::TestedStandby => problem.failover.coverage = 1.0,
        Change::Edge { of } => option.edge = Some(edge(of)),
        Change::Redundant { dependency } => {
            if let Some(dependency) = problem.dependencies.get_mut(dependency) {
                dependency.unavailability *= dependency.unavailability;
            }
        }
    }
}

/// A usual content delivery network, of which nothing but the cost is known.
pub(super) fn assumed_edge(monthly_cost: f64) -> Edge {
    Edge { offload_share: ASSUMED_OFFLOAD, latency_ms: ASSUMED_EDGE_MS, monthly_cost, ..Edge::default() }
}

/// The sets of changes that are tried; the first has none.
fn sets(base: &Problem, edges: &[(usize, Edge)]) -> Vec<Vec<Change>> {
    let Some(today) = base.options.first() else { return Vec::new() };
    let standbys: Vec<Option<Change>> = std::iter::once(None).chain(standbys(base, today).map(Some)).collect();
    let mut in_front = Vec::new();
    if today.edge.is_none_or(|edge| edge.offload_share <= 0.0) {
        in_front.extend(edges.iter().map(|(at, _)| Change::Edge { of: Some(*at) }));
        if in_front.is_empty() {
            in_front.push(Change::Edge { of: None });
        }
    }
    let is_pair = matches!(today.design, Design::ActivePassive { .. });
    let is_edge = |change: &Change| matches!(change, Change::Edge { .. });
    let mut sets = Vec::new();
    for standby in standbys {
        let is_single = standby.is_none() && today.region_count() < 2;
        let mut beside: Vec<Change> = in_front.iter().copied().chain(redundant(base, is_single)).collect();
        if standby.is_some() || is_pair {
            beside.push(Change::TestedStandby);
        }
        if runs(standby, today) {
            beside.push(Change::FastFailover);
        }
        // At most four networks, the dependencies, a test and a failover: 10, so at most 130 sets of up to three.
        let all = (0_u32..1 << beside.len()).filter(|set| set.count_ones() <= TOGETHER);
        let of = |set: u32| {
            let chosen = beside.iter().enumerate().filter(move |(at, _)| set & (1 << at) != 0);
            standby.into_iter().chain(chosen.map(|(_, change)| *change)).collect::<Vec<Change>>()
        };
        sets.extend(all.map(of).filter(|set| set.iter().filter(|change| is_edge(change)).count() <= 1));
    }
    sets
}

/// Whether a part of the standby runs all the time: what is built only after a failure serves nobody in five minutes.
fn runs(standby: Option<Change>, today: &Choice) -> bool {
    let warm = WARM.standby_cost_fraction;
    if let Some(Change::Standby { tier, .. }) = standby {
        return TIERS.get(tier).is_some_and(|tier| tier.standby_cost_fraction >= warm);
    }
    match &today.design {
        Design::ActivePassive { standby_cost_fraction, .. } => *standby_cost_fraction >= warm,
        Design::Single { .. } | Design::Geode { .. } => false,
    }
}

/// Standbys for a single region: in the cheapest regions, of every tier.
fn standbys(base: &Problem, today: &Choice) -> impl Iterator<Item = Change> {
    let home = home(base);
    let mut others: Vec<usize> = match today.design {
        Design::Single { .. } => {
            (0..base.regions.len()).filter(|other| *other != home && is_known(base, *other, &[home], false)).collect()
        }
        Design::ActivePassive { .. } | Design::Geode { .. } => Vec::new(),
    };
    let price = |region: &usize| base.regions.get(*region).map_or(f64::INFINITY, |region| region.price_index);
    others.retain(|region| price(region).is_finite());
    crate::sorted::by(&mut others, |a, b| price(a).total_cmp(&price(b)));
    others.truncate(MOST_STANDBYS);
    others.into_iter().flat_map(|region| (0..TIERS.len()).map(move |tier| Change::Standby { region, tier }))
}

/// A second provider of each of the dependencies that an option of one region, or of several, needs and that fail most.
fn redundant(base: &Problem, is_single: bool) -> impl Iterator<Item = Change> {
    let fails = |at: &usize| base.dependencies.get(*at).map_or(0.0, |dependency| dependency.unavailability);
    let is_needed = |(_, dependency): &(usize, &crate::scenario::problem::Dependency)| {
        dependency.unavailability > 0.0 && !(is_single && dependency.multi_region_only)
    };
    let needed = base.dependencies.iter().enumerate().filter(is_needed);
    let mut needed: Vec<usize> = needed.map(|(at, _)| at).collect();
    crate::sorted::by(&mut needed, |a, b| fails(b).total_cmp(&fails(a)));
    needed.truncate(MOST_DEPENDENCIES);
    needed.into_iter().map(|dependency| Change::Redundant { dependency })
}

#[cfg(test)]
#[path = "rival_tests.rs"]
mod tests;
