//! The scenario with another number in it, through the engine.

use super::Source;
use crate::engine::constants::MAX_REGIONS;
use crate::engine::problem::{Choice, Design, Problem, Writes};
use crate::engine::{Depth, Figures, OptionFigures, Rigorous, Scratch, evaluate, textbook, value};
use crate::report::figures;
use crate::report::verdict::Method;
use crate::scenario::model::Revenue;

/// What charts of variants show of an option.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Headline {
    pub unavailability: f64,
    pub downtime_seconds_per_year: f64,
    pub mean_latency_ms: Option<f64>,
    pub net_monthly_benefit: f64,
    /// Whether there are users whose data may be in none of its regions; the textbook knows no such thing.
    pub leaves_unserved: bool,
}

/// Headline figures of every option of a problem, by a method.
pub(super) fn headlines(problem: &Problem, method: Method) -> Vec<Headline> {
    match method {
        Method::Textbook => textbook::evaluate(problem).iter().map(Headline::from).collect(),
        Method::Rigorous => rigorous(problem).options.iter().map(|option| Headline::from(&option.rigorous)).collect(),
    }
}

fn rigorous(problem: &Problem) -> Figures {
    let mut figures = Figures::default();
    evaluate(problem, &mut Scratch::default(), &mut figures, Depth::Headline);
    figures
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

impl From<&textbook::Textbook> for Headline {
    fn from(figures: &textbook::Textbook) -> Headline {
        Headline {
            unavailability: figures.unavailability,
            downtime_seconds_per_year: figures.downtime_seconds_per_year,
            mean_latency_ms: figures.mean_latency_ms.is_finite().then_some(figures.mean_latency_ms),
            net_monthly_benefit: figures.net_monthly_benefit,
            leaves_unserved: false,
        }
    }
}

impl Source<'_> {
    /// Headline figures of every option of the scenario.
    pub(super) fn headlines(&self) -> Vec<Headline> {
        match self.method {
            Method::Textbook => self.evaluation.options.iter().map(|option| Headline::from(&option.textbook)).collect(),
            Method::Rigorous => {
                let figures = self.figures.get_or_init(|| rigorous(&self.problem));
                figures.options.iter().map(|option| Headline::from(&option.rigorous)).collect()
            }
        }
    }

    /// Latency of a group in each option.
    pub(super) fn latencies_of_group(&self, group: usize) -> Vec<Option<f64>> {
        match self.method {
            Method::Rigorous => {
                let figure = figures::of_path("/rigorous/user_groups/{group}/mean_latency_ms");
                let of = |option| figure.and_then(|figure| figure.get_at(option, group));
                self.evaluation.options.iter().map(of).collect()
            }
            // The textbook has no figure of a group: it is the mean where everybody is in that group.
            Method::Textbook => {
                let mut problem = self.problem.clone();
                for (i, other) in problem.groups.iter_mut().enumerate() {
                    other.share = if i == group { 1.0 } else { 0.0 };
                }
                headlines(&problem, self.method).iter().map(|figures| figures.mean_latency_ms).collect()
            }
        }
    }

    /// Active-active from these regions, one option for each beginning of the list: one region, two, and so on; behind
    /// the same edge as today, since that is where one adds them.
    pub(super) fn geodes(&self, regions: &[usize]) -> Vec<Headline> {
        let mut problem = self.problem.clone();
        let writes = self.writes();
        let first = |n: usize| regions.iter().take(n).copied().collect();
        let edge = problem.options.get(problem.baseline).and_then(|today| today.edge);
        problem.options = (1..=regions.len()).map(|n| Choice { edge, ..geode(first(n), writes) }).collect();
        problem.baseline = 0;
        headlines(&problem, self.method)
    }

    /// Downtime where an option serves from one region more, like its last one, or, if it is a pair, from both of its
    /// regions, seconds a year; with the words for that. None where it has as many as an option may have.
    pub(super) fn enlarged(&self, option: usize) -> Option<(String, f64)> {
        let mut problem = self.problem.clone();
        // Alone: the others would only take time.
        problem.options = vec![problem.options.into_iter().nth(option)?];
        problem.baseline = 0;
        let choice = problem.options.first_mut()?;
        let change = match &mut choice.design {
            Design::ActivePassive { primary, standby, .. } => {
                choice.design = geode(vec![*primary, *standby], Writes::Eventual).design;
                "serving from both regions".to_owned()
            }
            Design::Single { region, .. } => {
                let region = *region;
                choice.design = geode(vec![region, region], Writes::Eventual).design;
                format!("adding a region like {}", self.region(region))
            }
            Design::Geode { regions, .. } if regions.len() >= MAX_REGIONS => return None,
            Design::Geode { regions, .. } => {
                let region = *regions.last()?;
                regions.push(region);
                format!("adding a region like {}", self.region(region))
            }
        };
        let left = rigorous(&problem).options.first()?.rigorous.downtime_seconds_per_year;
        Some((change, left))
    }

    /// Net monthly benefit of every option where `change` has been done to the revenue, at each of these values.
    ///
    /// Revenue changes neither reliability nor latency, which take long: they are computed once.
    pub(super) fn benefits(&self, values: &[f64], change: impl Fn(&mut Revenue, f64)) -> Vec<Vec<f64>> {
        let mut problem = self.problem.clone();
        let figures = self.figures.get_or_init(|| rigorous(&self.problem));
        let base = figures.options.get(problem.baseline).map(|option| &option.rigorous);
        values
            .iter()
            .map(|value| {
                change(&mut problem.revenue, *value);
                match self.method {
                    Method::Textbook => {
                        textbook::evaluate(&problem).iter().map(|figures| figures.net_monthly_benefit).collect()
                    }
                    Method::Rigorous => {
                        let of = |i: usize| base.filter(|_| i != problem.baseline);
                        let net = |(i, option): (usize, &OptionFigures)| {
                            value::value(&problem, of(i), &option.rigorous).net_monthly_benefit
                        };
                        figures.options.iter().enumerate().map(net).collect()
                    }
                }
            })
            .collect()
    }

    /// The regions of the scenario in the order in which one would add them to today's: each time the one that lets most
    /// users be served, then the one that brings the mean latency down most; ties go to the first. Those whose round trips
    /// are not known are left out.
    pub(super) fn regions_by_gain(&self, most: usize) -> Vec<usize> {
        let mut chosen = vec![self.home()];
        while chosen.len() < most.min(self.problem.regions.len()) {
            let mean = |region: usize| {
                let regions = chosen.iter().copied().chain([region]).collect();
                textbook::mean_latency_ms(&self.problem, &geode(regions, Writes::Eventual))
            };
            let unserved = |region: usize| -> f64 {
                let may_serve = |group: usize, region: usize| self.problem.may_serve(group, region);
                let is_left = |group: &usize| !chosen.iter().chain([&region]).any(|region| may_serve(*group, *region));
                let groups = self.problem.groups.iter().enumerate();
                groups.filter(|(group, _)| is_left(group)).map(|(_, group)| group.share).sum()
            };
            let all = 0..self.problem.regions.len();
            let candidates = all.filter(|region| !chosen.contains(region) && self.is_known(*region, &chosen));
            let scored = candidates.map(|region| (unserved(region), mean(region), region));
            match scored.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))) {
                Some((.., region)) => chosen.push(region),
                None => break,
            }
        }
        chosen
    }

    /// Whether all round trips are known that a region would need beside others: to the users, and where requests go on
    /// to other regions, to these.
    fn is_known(&self, region: usize, beside: &[usize]) -> bool {
        let (problem, traffic) = (&self.problem, &self.problem.traffic);
        let goes_on = match self.writes() {
            _ if self.method == Method::Textbook => false,
            Writes::Quorum | Writes::SingleWriter { .. } => true,
            Writes::HomeRegion if traffic.traveller_share > 0.0 => true,
            _ => traffic.sync_cross_region_calls > 0,
        };
        let mut groups = problem.groups.iter().enumerate().filter(|(_, group)| group.share > 0.0);
        groups.all(|(group, _)| problem.latency_ms(group, region).is_finite())
            && (!goes_on || beside.iter().all(|other| problem.rtt_ms(region, *other).is_finite()))
    }

    /// Names the regions that stand in no variant of these because their round trips are not known: " Mumbai is left out:
    /// its round trips are not known."
    pub(super) fn left_out(&self, chosen: &[usize]) -> String {
        let all = (0..self.problem.regions.len()).filter(|region| !chosen.contains(region));
        let names: Vec<&str> =
            all.filter(|region| !self.is_known(*region, chosen)).map(|region| self.region(region)).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => format!(" {one} is left out: its round trips are not known."),
            [one, other] => format!(" {one} and {other} are left out: their round trips are not known."),
            [one, rest @ ..] => {
                format!(" {one} and {} more are left out: their round trips are not known.", rest.len())
            }
        }
    }

    /// How the regions of [`Source::geodes`] write, where that is not in several at once: " with quorum writes".
    pub(super) fn writing(&self) -> &'static str {
        match (self.method, self.writes()) {
            (Method::Textbook, _) | (_, Writes::Eventual) => "",
            (_, Writes::Quorum) => " with quorum writes",
            (_, Writes::HomeRegion) => " with home-region writes",
            (_, Writes::SingleWriter { .. }) => " with a single writer",
        }
    }

    /// How the largest geode of the scenario writes; a single writer is the first region.
    fn writes(&self) -> Writes {
        let geode = |option: &Choice| match &option.design {
            Design::Geode { regions, writes, .. } => Some((regions.len(), *writes)),
            _ => None,
        };
        match self.problem.options.iter().filter_map(geode).max_by_key(|(size, _)| *size) {
            Some((_, Writes::SingleWriter { failover_minutes, .. })) => {
                Writes::SingleWriter { writer: 0, failover_minutes }
            }
            Some((_, writes)) => writes,
            None => Writes::Eventual,
        }
    }

    /// The region that serves today: the baseline's only, primary or first one.
    pub(super) fn home(&self) -> usize {
        let design = self.problem.options.get(self.problem.baseline).map(|option| &option.design);
        match design {
            Some(Design::Single { region, .. }) => *region,
            Some(Design::ActivePassive { primary, .. }) => *primary,
            Some(Design::Geode { regions, .. }) => regions.first().copied().unwrap_or(0),
            None => 0,
        }
    }
}

fn geode(regions: Vec<usize>, writes: Writes) -> Choice {
    let design = Design::Geode { regions, writes, replicas: None, voters: None, specialised: Vec::new() };
    Choice { design, edge: None }
}
