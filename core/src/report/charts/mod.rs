//! The charts under the four questions: one list, each made from an evaluation when it is looked at.
//!
//! A chart is its data and a computed takeaway sentence ([`ChartSpec`]); how it is drawn is the business of
//! [`crate::chart`]. Where a chart shows what the scenario would be with another number, the engine computes it
//! (`variants`): no formula stands here.

mod csv;
mod latency;
mod money;
mod sure;
#[cfg(test)]
mod tests;
mod uptime;
mod variants;

pub use csv::csv;

use super::evaluation::Evaluation;
use super::verdict::Method;
use crate::chart::{ChartSpec, Format, Hue};
use crate::engine::Figures;
use crate::engine::problem::Problem;
use crate::report::format::currency_sign;
use std::cell::OnceCell;

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

/// A chart that can be made of any evaluation.
#[derive(Debug)]
pub struct Chart {
    /// Unique id, also the name of its file.
    pub id: &'static str,
    /// The question that it answers.
    pub question: Question,
    /// What it is called where it is chosen.
    pub name: &'static str,
    make: fn(&Source) -> Option<ChartSpec>,
}

/// Every chart, the first of each question in view.
pub const LIST: &[Chart] = &[
    Chart { id: "downtime-by-regions", question: Question::StayUp, name: "Downtime", make: uptime::downtime },
    Chart { id: "nines-by-regions", question: Question::StayUp, name: "Nines", make: uptime::nines },
    Chart { id: "latency-by-group", question: Question::Fast, name: "By user group", make: latency::by_group },
    Chart { id: "latency-by-regions", question: Question::Fast, name: "By regions", make: latency::by_regions },
    Chart { id: "cost-by-option", question: Question::Money, name: "Cost", make: money::cost },
    Chart { id: "benefit-by-revenue", question: Question::Money, name: "Net benefit", make: money::by_revenue },
    Chart { id: "benefit-by-gain", question: Question::Sure, name: "Evidence", make: sure::by_gain },
];

impl Chart {
    /// The chart of an evaluation by a method; none where there is nothing to show.
    ///
    /// ```
    /// use geode_core::{report::{self, charts, verdict::Method}, scenario::presets};
    /// let evaluation = report::evaluate(&presets::worked_example(), &[]);
    /// assert!(charts::LIST.iter().all(|chart| chart.spec(&evaluation, Method::Textbook).is_some()));
    /// ```
    pub fn spec(&self, evaluation: &Evaluation, method: Method) -> Option<ChartSpec> {
        let problem = Problem::compile(&evaluation.scenario);
        // An option that did not compile would shift all indices; `restore` refuses such scenarios.
        (problem.options.len() == evaluation.options.len())
            .then(|| (self.make)(&Source { evaluation, problem, method, figures: OnceCell::new() }))
            .flatten()
    }
}

/// What a chart is made of.
struct Source<'a> {
    evaluation: &'a Evaluation,
    problem: Problem,
    method: Method,
    /// Computed when first asked for.
    figures: OnceCell<Figures>,
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
        Format::Money(currency_sign(self.currency()))
    }

    /// Options in scenario order, by index.
    fn options(&self) -> std::ops::Range<usize> {
        0..self.problem.options.len()
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
