//! The charts under the four questions: one list, each made from an evaluation when it is looked at.
//!
//! A chart is its data and a computed takeaway sentence ([`ChartSpec`]); how it is drawn is the business of
//! [`crate::chart`]. Where a chart shows what the scenario would be with another number, the engine computes it
//! (`variants`).

mod cash;
mod causes;
mod csv;
mod density;
mod front;
mod latency;
mod money;
mod rollout;
mod spread;
mod sure;
#[cfg(test)]
mod tests;
mod uptime;
mod variants;
mod year;

pub use csv::{csv, csv_file};
pub use density::density;
pub use rollout::{ROLLOUT, RolloutChart};

use super::evaluation::Evaluation;
use super::option::OptionEvaluation;
use super::verdict::Method;
use crate::chart::{ChartSpec, Hue, Series};
use crate::planning::uncertainty::{HEADLINES, Spreads};
use crate::quantity::format::{Digits, Format, count};
use crate::scenario::problem::{Design, Problem};

/// The four questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Reliability.
    StayUp,
    /// Latency.
    Fast,
    /// Cost and return.
    Money,
    /// Evidence and uncertainty.
    Sure,
}

impl Question {
    /// All of them, as they stand on the page.
    pub const ALL: [Question; 4] = [Question::StayUp, Question::Fast, Question::Money, Question::Sure];

    /// The question in words.
    pub fn words(self) -> &'static str {
        match self {
            Question::StayUp => "Will it stay up?",
            Question::Fast => "How fast?",
            Question::Money => "What does it cost and return?",
            Question::Sure => "How sure are we?",
        }
    }

    /// Its charts, the one in view first.
    pub fn charts(self) -> impl Iterator<Item = &'static Chart> {
        LIST.iter().filter(move |chart| chart.question == self)
    }
}

/// What a chart shows, and so what the reader picks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// All options.
    All,
    /// One option, or one is marked.
    Option,
    /// One simulated year of an option.
    Year,
}

/// A chart that can be made of any evaluation.
#[derive(Debug)]
pub struct Chart {
    /// Unique id, also the name of its file.
    pub id: &'static str,
    /// The question that it answers.
    pub question: Question,
    /// What it is called where it is chosen.
    pub name: &'static str,
    /// What it shows.
    pub of: Of,
    make: fn(&Source) -> Option<ChartSpec>,
}

/// Every chart, the first of each question in view.
pub const LIST: &[Chart] = &[
    Chart {
        id: "downtime-by-regions",
        question: Question::StayUp,
        name: "Downtime",
        of: Of::All,
        make: uptime::downtime,
    },
    Chart { id: "nines-by-regions", question: Question::StayUp, name: "Nines", of: Of::All, make: uptime::nines },
    Chart {
        id: "downtime-by-cause",
        question: Question::StayUp,
        name: "Causes",
        of: Of::Option,
        make: causes::by_cause,
    },
    Chart {
        id: "bridge",
        question: Question::StayUp,
        name: "Why the figures differ",
        of: Of::Option,
        make: causes::bridge,
    },
    Chart {
        id: "latency-by-group",
        question: Question::Fast,
        name: "By user group",
        of: Of::All,
        make: latency::by_group,
    },
    Chart {
        id: "latency-by-regions",
        question: Question::Fast,
        name: "By regions",
        of: Of::All,
        make: latency::by_regions,
    },
    Chart { id: "latency-of-reads", question: Question::Fast, name: "Reads", of: Of::Option, make: spread::reads },
    Chart { id: "latency-of-writes", question: Question::Fast, name: "Writes", of: Of::Option, make: spread::writes },
    Chart { id: "cost-by-option", question: Question::Money, name: "Cost", of: Of::All, make: money::cost },
    Chart {
        id: "cost-against-latency",
        question: Question::Money,
        name: "Cost for speed",
        of: Of::All,
        make: front::cost_against_latency,
    },
    Chart {
        id: "cumulative-cash",
        question: Question::Money,
        name: "Cash over time",
        of: Of::All,
        make: cash::cumulative,
    },
    Chart {
        id: "kinds-of-benefit",
        question: Question::Money,
        name: "Kinds of benefit",
        of: Of::Option,
        make: cash::kinds,
    },
    Chart {
        id: "benefit-by-revenue",
        question: Question::Money,
        name: "Net benefit",
        of: Of::All,
        make: money::by_worth,
    },
    Chart { id: "benefit-by-gain", question: Question::Sure, name: "Evidence", of: Of::All, make: sure::by_gain },
    Chart {
        id: "year-of-incidents",
        question: Question::Sure,
        name: "A year of incidents",
        of: Of::Year,
        make: year::incidents,
    },
];

/// What the reader has picked for the charts of one option.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pick {
    /// Id of the option; none, or one that there is not: the one that the verdict names or else the largest.
    pub option: Option<String>,
    /// The simulated year, the first being 0.
    pub year: u32,
}

impl Chart {
    /// The chart of an evaluation by a method; none where there is nothing to show.
    ///
    /// ```
    /// use geode_core::{report::{self, charts, verdict::Method}, scenario::presets};
    /// let evaluation = report::evaluate(&presets::worked_example(), &[]);
    /// assert!(charts::LIST.iter().all(|chart| chart.spec(&evaluation, Method::Textbook).is_some()));
    /// ```
    pub fn spec(&self, evaluation: &Evaluation, method: Method) -> Option<ChartSpec> {
        self.spec_of(evaluation, method, &Pick::default())
    }

    /// The same of what the reader has picked.
    pub fn spec_of(&self, evaluation: &Evaluation, method: Method, pick: &Pick) -> Option<ChartSpec> {
        self.spec_with(evaluation, method, pick, None)
    }

    /// The same with where samples of the same scenario lie; they are of the rigorous method.
    pub fn spec_with(
        &self,
        evaluation: &Evaluation,
        method: Method,
        pick: &Pick,
        samples: Option<&Spreads>,
    ) -> Option<ChartSpec> {
        let problem = &*evaluation.problem;
        // An option that did not compile would shift all indices; `restore` refuses such scenarios.
        (problem.options.len() == evaluation.options.len())
            .then(|| {
                let samples = samples.filter(|samples| samples.options.len() == problem.options.len());
                (self.make)(&Source { evaluation, problem, method, pick, samples })
            })
            .flatten()
    }
}

/// What a chart is made of.
struct Source<'a> {
    evaluation: &'a Evaluation,
    problem: &'a Problem,
    method: Method,
    pick: &'a Pick,
    samples: Option<&'a Spreads>,
}

impl Source<'_> {
    fn name(&self, option: usize) -> &str {
        self.evaluation.scenario.options.get(option).map_or("", |option| &option.name)
    }

    fn region(&self, region: usize) -> &str {
        self.evaluation.scenario.regions.get(region).map_or("", |region| &region.name)
    }

    fn group(&self, group: usize) -> &str {
        self.evaluation.scenario.user_groups.get(group).map_or("", |group| &group.name)
    }

    fn currency(&self) -> &str {
        &self.evaluation.scenario.currency
    }

    fn money(&self) -> Format {
        Format::Money(self.currency().into())
    }

    /// Where 9 of 10 samples of a headline of an option lie; none of the textbook's, which are not sampled.
    fn span(&self, option: usize, headline: &str) -> Option<(f64, f64)> {
        let place = HEADLINES.iter().position(|path| *path == headline)?;
        let samples = self.samples.filter(|_| self.method == Method::Rigorous);
        let spread = samples?.options.get(option)?.figures.get(place)?.as_ref()?;
        // What nothing changes needs no mark.
        spread.p05.zip(spread.p95).filter(|(low, high)| low < high)
    }

    /// What spans on a chart say, where it has any.
    fn spans_said(&self, mark: &str, samples: u32, series: &[Series]) -> String {
        match series.iter().any(|series| !series.spans.is_empty()) {
            true => format!(" {mark}: 9 of 10 of {} samples.", count(f64::from(samples), Digits::All)),
            false => String::new(),
        }
    }

    /// Options in scenario order, by index.
    fn options(&self) -> std::ops::Range<usize> {
        0..self.problem.options.len()
    }

    /// The option that the verdict names beside today's; none where that is another method's.
    fn named(&self) -> Option<usize> {
        let id = &self.evaluation.verdict.about;
        let named = self.others().find(|option| self.evaluation.options.get(*option).is_some_and(|of| of.id == *id));
        named.filter(|_| self.method == Method::Rigorous)
    }

    /// The option that is looked at: the picked one, else the one that the verdict names, else the largest.
    fn subject(&self) -> usize {
        subject(self.evaluation, self.pick)
    }

    /// All options but the baseline.
    fn others(&self) -> impl Iterator<Item = usize> {
        let baseline = self.problem.baseline;
        self.options().filter(move |option| *option != baseline)
    }

    /// The colour of an option.
    fn hue(&self, option: usize) -> Hue {
        if option == self.problem.baseline { Hue::Baseline } else { Hue::Option(option) }
    }

    /// The colour of the largest geode beside the baseline, so that a curve over the number of regions reads as what it
    /// continues.
    fn hue_of_largest(&self) -> Hue {
        let size = |option: usize| match self.problem.options.get(option).map(|option| &option.design) {
            Some(Design::Geode { regions, .. }) => regions.len(),
            Some(Design::Single { .. } | Design::ActivePassive { .. }) | None => 0,
        };
        let largest = self.others().filter(|option| size(*option) > 0).max_by_key(|option| size(*option));
        largest.map_or(Hue::Option(0), Hue::Option)
    }
}

/// What the upright strokes say.
fn strokes(source: &Source, series: &[Series]) -> String {
    source.spans_said("Upright strokes", source.samples.map_or(0, |samples| samples.samples), series)
}

/// Index of the option that charts of one option show.
pub fn subject(evaluation: &Evaluation, pick: &Pick) -> usize {
    let options = || evaluation.options.iter().enumerate();
    let of_id = |id: &str| options().find(|(_, option)| option.id == id);
    let regions = |option: &OptionEvaluation| option.rigorous.regions.len();
    let picked = pick.option.as_deref().and_then(of_id);
    // A chart of another option than the verdict speaks of read as its reason.
    let decided = || of_id(&evaluation.verdict.about).filter(|(_, option)| option.id != evaluation.scenario.baseline);
    let largest = || options().max_by_key(|(_, option)| regions(option));
    picked.or_else(decided).or_else(largest).map_or(0, |(index, _)| index)
}

/// "second", "third": regions after the first, as people count them.
fn ordinal(n: usize) -> String {
    match n {
        1 => "first".into(),
        2 => "second".into(),
        3 => "third".into(),
        4 => "fourth".into(),
        5 => "fifth".into(),
        6 => "sixth".into(),
        n => format!("{n}th"),
    }
}
