//! The job: the best set, the best of each size, what greedy would have picked, the front of cost and mean.

use super::branch::Set;
use super::candidates::{Ask, Candidates, Objective, Why};
use super::search::{Best, Task};
use crate::planning::Job;
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};

/// Bounds of the front for each number of regions.
const BOUNDS: usize = 10;

/// A set of regions and what it measures.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Placed {
    /// Indices of the regions, ascending.
    pub regions: Vec<usize>,
    /// Mean round trip of the users who are served, ms; none where nobody is.
    pub mean_latency_ms: Option<f64>,
    /// 95th percentile of their round trips, ms.
    pub p95_latency_ms: Option<f64>,
    /// Sum of price indices; none where one is unknown, or where they are of several providers.
    pub additive_cost: Option<f64>,
    /// Mean intensity of the grids, g CO₂eq/kWh; none where one is unknown.
    pub carbon_g_per_kwh: Option<f64>,
    /// Groups with users that no region of the set may serve.
    pub unserved_groups: Vec<usize>,
}

/// How far a set can be from the best.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// No set is better than this, in the unit of the objective; none where users are left unserved or nothing is known.
    pub lower_bound: Option<f64>,
    /// (value − bound) ÷ value; 0 where it is proven.
    pub gap: Option<f64>,
    /// Whether no set is better.
    pub proven: bool,
}

/// The best mean of a number of regions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    /// How many regions.
    pub n: usize,
    /// The set.
    pub placed: Placed,
    /// Whether it is the best.
    pub proven: bool,
}

/// A point of the front: the cheapest set of at most `n` regions within a mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OnFront {
    /// Most regions.
    pub n: usize,
    /// Most mean round trip, ms.
    pub max_mean_ms: f64,
    /// The set.
    pub placed: Placed,
    /// Whether it is the cheapest.
    pub proven: bool,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// The best set; none where none is within the limits.
    pub best: Option<Placed>,
    /// How good it is.
    pub gap: Gap,
    /// What is picked one by one.
    pub greedy: Placed,
    /// The best mean of 1, 2, … regions.
    pub by_count: Vec<Counted>,
    /// The front, where it is asked for.
    pub front: Vec<OnFront>,
    /// Regions that are no candidates, with the reason.
    pub excluded: Vec<(usize, Why)>,
    /// Prices of the groups at which the relaxation bounds the best mean: whoever wants to can compute the bound anew.
    /// Empty for other objectives.
    pub prices: Vec<f64>,
}

/// Places regions.
#[derive(Debug, Clone)]
pub struct Place {
    ask: Ask,
    candidates: Candidates,
    excluded: Vec<(usize, Why)>,
    task: Option<Task>,
    /// Of candidates with a price.
    priced: Option<Task>,
    pieces: Vec<Piece>,
    /// Best means of priced candidates, by number of regions: only memory.
    means: Vec<Option<f64>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
    Best,
    Count(usize),
    Front(usize, usize),
}

/// Of one piece.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    placed: Option<Placed>,
    gap: Gap,
    prices: Vec<f64>,
    max_mean_ms: f64,
}

impl Part {
    /// The set; none where there is none.
    pub fn placed(&self) -> Option<&Placed> {
        self.placed.as_ref()
    }

    /// How far it can be from the best.
    pub fn gap(&self) -> Gap {
        self.gap
    }
}

impl Job for Place {
    const NAME: &'static str = "place";
    type Parameters = Ask;
    type Partial = Part;
    type Answer = Placement;

    fn new(problem: Problem, mut ask: Ask) -> Place {
        let candidates = ask.candidates.take().unwrap_or_else(|| Candidates::from(&problem));
        let (excluded, pieces, means) = (Vec::new(), Vec::new(), Vec::new());
        let mut place = Place { ask, candidates, excluded, task: None, priced: None, pieces, means };
        // What cannot be asked has no pieces and no answer; whoever asks has checked it.
        if place.ask.check(&place.candidates).is_ok() {
            place.prepare();
        }
        place
    }

    fn pieces(&self) -> usize {
        self.pieces.len()
    }

    fn piece(&mut self, number: usize) -> Part {
        let nothing = Part {
            placed: None,
            gap: Gap { lower_bound: None, gap: None, proven: false },
            prices: Vec::new(),
            max_mean_ms: 0.0,
        };
        match self.pieces.get(number).copied() {
            Some(Piece::Best) => {
                let Some(task) = self.task.as_ref() else { return nothing };
                // A copy: limits on percentiles change its rows.
                let mut task = task.clone();
                let best = task.asked(&self.ask);
                self.part(&task, best, self.ask.objective)
            }
            Some(Piece::Count(n)) => {
                let Some(task) = self.task.as_ref() else { return nothing };
                self.part(task, task.mean(n), Objective::Mean)
            }
            Some(Piece::Front(n, bound)) => self.on_front(n, bound).unwrap_or(nothing),
            None => nothing,
        }
    }

    fn merge(&self, partials: Vec<Part>) -> Placement {
        let mut answer = Placement {
            best: None,
            gap: Gap { lower_bound: None, gap: None, proven: false },
            greedy: self
                .task
                .as_ref()
                .map_or_else(Placed::default, |task| self.placed(task, &task.greedy(self.ask.regions))),
            by_count: Vec::new(),
            front: Vec::new(),
            excluded: self.excluded.clone(),
            prices: Vec::new(),
        };
        for (piece, part) in self.pieces.iter().zip(partials) {
            let Part { placed, gap, prices, max_mean_ms } = part;
            match (*piece, placed) {
                (Piece::Best, placed) => {
                    if self.is_counted()
                        && let Some(placed) = placed.clone()
                    {
                        answer.by_count.push(Counted { n: self.ask.regions, placed, proven: gap.proven });
                    }
                    (answer.best, answer.gap, answer.prices) = (placed, gap, prices);
                }
                (Piece::Count(n), Some(placed)) => answer.by_count.push(Counted { n, placed, proven: gap.proven }),
                (Piece::Front(n, _), Some(placed)) => {
                    answer.front.push(OnFront { n, max_mean_ms, placed, proven: gap.proven });
                }
                (Piece::Count(_) | Piece::Front(..), None) => {}
            }
        }
        answer
    }
}

impl Place {
    fn prepare(&mut self) {
        let excluded = self.ask.excluded(&self.candidates);
        let open: Vec<bool> = excluded.iter().map(Option::is_none).collect();
        self.excluded = excluded.into_iter().enumerate().filter_map(|(region, why)| Some((region, why?))).collect();
        let task = Task::new(&self.candidates, &open, &self.ask);
        let counts = task.least()..=self.ask.regions;
        let is_counted = self.is_counted();
        self.pieces.extend(counts.filter(|n| !is_counted || *n < self.ask.regions).map(Piece::Count));
        self.pieces.push(Piece::Best);
        self.task = Some(task);
        if self.ask.front {
            let priced: Vec<bool> =
                open.iter().zip(&self.candidates.price).map(|(open, price)| *open && price.is_some()).collect();
            let is_priced = self.ask.must.iter().all(|region| priced[*region]);
            let task = Task::new(&self.candidates, &priced, &self.ask);
            let counts = task.least()..=self.ask.regions.min(task.most());
            if is_priced && task.most() > 0 {
                self.pieces.extend(counts.flat_map(|n| (0..BOUNDS).map(move |bound| Piece::Front(n, bound))));
                self.means = vec![None; self.ask.regions + 1];
                self.priced = Some(task);
            }
        }
    }

    /// Whether what is asked is the best mean without conditions, the last of those by number.
    fn is_counted(&self) -> bool {
        let Ask { objective, max_mean_ms, max_p95_ms, max_cost, .. } = &self.ask;
        *objective == Objective::Mean && max_mean_ms.or(*max_p95_ms).or(*max_cost).is_none()
    }

    /// The cheapest set of at most `n` regions within a mean from the best of `n` to that of the fewest.
    fn on_front(&mut self, n: usize, bound: usize) -> Option<Part> {
        let task = self.priced.as_ref()?;
        let mut mean = |n: usize| {
            let known = self.means.get_mut(n)?;
            if known.is_none() {
                let best = task.mean(n);
                *known = best.set.map(|set| set.measures[0] / task.rows.total());
            }
            *known
        };
        let (best, single) = (mean(n)?, mean(task.least())?);
        let limit = best + (single - best) * bound as f64 / BOUNDS as f64;
        let found = task.cheapest(n, limit);
        Some(Part { max_mean_ms: limit, ..self.part(task, found, Objective::Cost) })
    }

    fn part(&self, task: &Task, best: Best, objective: Objective) -> Part {
        let placed = best.set.as_ref().map(|set| self.placed(task, set));
        let value = placed.as_ref().and_then(|placed| match objective {
            Objective::Mean => placed.mean_latency_ms,
            Objective::P95 => placed.p95_latency_ms,
            Objective::Cost => placed.additive_cost,
            Objective::Carbon => placed.carbon_g_per_kwh,
        });
        // Of groups that no candidate may serve every set has as many.
        let serves = placed.as_ref().is_some_and(|placed| placed.unserved_groups == task.rows.nobody)
            || matches!(objective, Objective::Cost | Objective::Carbon);
        let bound = Some(best.bound).filter(|bound| serves && bound.is_finite());
        let lower_bound = if best.proven { value.filter(|_| serves) } else { bound.map(|bound| bound.max(0.0)) };
        let gap = match (best.proven, value, lower_bound) {
            (true, Some(_), _) => Some(0.0),
            (_, Some(value), Some(bound)) if value > 0.0 => Some(((value - bound) / value).max(0.0)),
            _ => None,
        };
        Part {
            placed,
            gap: Gap { lower_bound, gap, proven: best.proven },
            prices: if objective == Objective::Mean { best.prices.groups } else { Vec::new() },
            max_mean_ms: 0.0,
        }
    }

    fn placed(&self, task: &Task, set: &Set) -> Placed {
        let regions: Vec<usize> = (0..set.is_in.len()).filter(|region| set.is_in[*region]).collect();
        let (served, mut unserved_groups) = task.rows.served(&set.is_in);
        unserved_groups.extend(&task.rows.nobody);
        crate::sorted::by(&mut unserved_groups, |a, b| a.cmp(b));
        let weight: f64 = served.iter().map(|(weight, _)| weight).sum();
        let waited: f64 = served.iter().map(|(weight, ms)| weight * ms).sum();
        let sum = |of: &[Option<f64>]| regions.iter().map(|region| of[*region]).sum::<Option<f64>>();
        Placed {
            mean_latency_ms: (weight > 0.0).then(|| waited / weight),
            p95_latency_ms: task.p95_of_served(&served),
            additive_cost: sum(&self.candidates.price)
                .filter(|_| self.candidates.providers(regions.iter().copied()).is_none()),
            carbon_g_per_kwh: sum(&self.candidates.carbon).map(|sum| sum / regions.len() as f64),
            unserved_groups,
            regions,
        }
    }
}
