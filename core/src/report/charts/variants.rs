//! The scenario with another number in it, through the engine.

use super::Source;
use crate::engine::figures;
use crate::engine::{textbook, value};
use crate::planning::variants;
use crate::report::OptionEvaluation;
use crate::report::verdict::Method;
use crate::scenario::model::Revenue;
use crate::scenario::problem::{Choice, Design, Writes};

pub(super) use crate::planning::Headline;

impl Source<'_> {
    /// Headline figures of every option of the scenario.
    pub(super) fn headlines(&self) -> Vec<Headline> {
        match self.method {
            Method::Textbook => self.evaluation.options.iter().map(|option| Headline::from(&option.textbook)).collect(),
            Method::Rigorous => {
                self.evaluation.options.iter().map(|option| Headline::from(&option.figures.rigorous)).collect()
            }
        }
    }

    /// Latency of a group in each option.
    pub(super) fn latencies_of_group(&self, group: usize) -> Vec<Option<f64>> {
        match self.method {
            Method::Rigorous => {
                let figure = figures::of_path(figures::USER_GROUPS_MEAN_LATENCY_MS);
                let of = |option| figure.and_then(|figure| figure.get_at(option, group));
                self.evaluation.options.iter().map(of).collect()
            }
            // The textbook has no figure of a group: it is the mean where everybody is in that group.
            Method::Textbook => {
                let of = |option: &Choice| Some(textbook::latency_ms(self.problem, option, group));
                self.problem.options.iter().map(|option| of(option).filter(|ms| ms.is_finite())).collect()
            }
        }
    }

    /// Active-active from each beginning of the list of [regions](Source::regions_by_gain): one region, two, and so on; by
    /// the rigorous method at least as many as its chart shows, the last ones like today's region.
    pub(super) fn geodes(&self, regions: &[usize]) -> Vec<Headline> {
        match self.method {
            Method::Textbook => variants::textbook_line(self.problem, regions),
            Method::Rigorous => self.evaluation.variants().line.iter().take(regions.len()).copied().collect(),
        }
    }

    /// Downtime where an option serves from one region more, like its last one, or, if it is a pair, from both of its
    /// regions, seconds a year; with the words for that. None where it has as many as an option may have.
    pub(super) fn enlarged(&self, option: usize) -> Option<(String, f64)> {
        let change = match &self.problem.options.get(option)?.design {
            Design::ActivePassive { .. } => "serving from both regions".to_owned(),
            Design::Single { region, .. } => format!("adding a region like {}", self.region(*region)),
            Design::Geode { regions, .. } => format!("adding a region like {}", self.region(*regions.last()?)),
        };
        Some((change, self.evaluation.variants().enlarged.get(option).copied()??))
    }

    /// Net monthly benefit of every option where `change` has been done to the revenue, at each of these values.
    ///
    /// Revenue changes neither reliability nor latency, which take long: they are those of the evaluation.
    pub(super) fn benefits(&self, values: &[f64], change: impl Fn(&mut Revenue, f64)) -> Vec<Vec<f64>> {
        let mut problem = self.problem.clone();
        let options = &self.evaluation.options;
        let base = options.get(problem.baseline);
        values
            .iter()
            .map(|value| {
                change(&mut problem.revenue, *value);
                match self.method {
                    Method::Textbook => {
                        textbook::evaluate(&problem).iter().map(|figures| figures.net_monthly_benefit).collect()
                    }
                    Method::Rigorous => {
                        let of = |i: usize| base.filter(|_| i != problem.baseline).map(|base| &base.figures.rigorous);
                        let net = |(i, option): (usize, &OptionEvaluation)| {
                            value::value(&problem, of(i), &option.figures.rigorous).net_monthly_benefit
                        };
                        options.iter().enumerate().map(net).collect()
                    }
                }
            })
            .collect()
    }

    /// The regions of the scenario in the order in which one would add them to today's.
    pub(super) fn regions_by_gain(&self, most: usize) -> Vec<usize> {
        variants::regions_by_gain(self.problem, self.goes_on(), most)
    }

    /// Whether requests go on to other regions: the textbook knows no such thing.
    fn goes_on(&self) -> bool {
        self.method == Method::Rigorous && variants::requests_go_on(self.problem)
    }

    /// Names the regions that stand in no variant of these because their round trips are not known: " Mumbai is left out:
    /// its round trips are not known."
    pub(super) fn left_out(&self, chosen: &[usize]) -> String {
        let goes_on = self.goes_on();
        let is_out =
            |region: &usize| !chosen.contains(region) && !variants::is_known(self.problem, *region, chosen, goes_on);
        let names: Vec<&str> =
            (0..self.problem.regions.len()).filter(is_out).map(|region| self.region(region)).collect();
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
        match (self.method, variants::writes(self.problem)) {
            (Method::Textbook, _) | (_, Writes::Eventual) => "",
            (_, Writes::Quorum) => " with quorum writes",
            (_, Writes::HomeRegion) => " with home-region writes",
            (_, Writes::SingleWriter { .. }) => " with a single writer",
        }
    }

    /// The region that serves today: the baseline's only, primary or first one.
    pub(super) fn home(&self) -> usize {
        variants::home(self.problem)
    }
}
