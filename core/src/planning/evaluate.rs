//! Everything that a report asks of the engine: the job.

use super::aside::{self, Aside};
use super::variants::{self, Variants};
use super::{Headline, Job};
use crate::engine::{self, Depth, Figures, OptionFigures, Scratch};
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};

/// Everything that a report asks of the engine, numbers only.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Findings {
    /// Figures of every option.
    pub figures: Figures,
    /// What the advice on each option asks.
    pub asides: Vec<Aside>,
    /// What charts ask, where it was asked for.
    pub variants: Option<Variants>,
}

/// Evaluates every option, and what the report asks beside that. The parameter: whether for charts too.
#[derive(Debug, Clone)]
pub struct Evaluate {
    problem: Problem,
    with_variants: bool,
    /// The regions of the line in [`Variants`].
    line: Vec<usize>,
    scratch: Scratch,
}

/// A result of [`Evaluate`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// Of an option, not yet compared with the baseline.
    Option(Box<OptionFigures>, Aside),
    /// Of an option that is enlarged by a region.
    Enlarged(Option<f64>),
    /// Of so many regions of the line and one more.
    Line(Headline),
}

impl Job for Evaluate {
    const NAME: &'static str = "evaluate";
    type Parameters = bool;
    type Partial = Part;
    type Answer = Findings;

    fn new(problem: Problem, with_variants: bool) -> Evaluate {
        let line = if with_variants { variants::line(&problem) } else { Vec::new() };
        Evaluate { problem, with_variants, line, scratch: Scratch::default() }
    }

    /// The options; with variants each once more, and the line.
    fn pieces(&self) -> usize {
        self.problem.options.len() * (1 + usize::from(self.with_variants)) + self.line.len()
    }

    fn piece(&mut self, number: usize) -> Part {
        let Evaluate { problem, line, scratch, .. } = self;
        let options = problem.options.len();
        if number < options {
            let mut figures = OptionFigures::default();
            engine::evaluate_option(problem, number, scratch, &mut figures, Depth::Full);
            let aside = Aside::of(problem, number, &figures.rigorous, scratch);
            Part::Option(Box::new(figures), aside)
        } else if number < 2 * options {
            Part::Enlarged(variants::enlarged(problem, number - options, scratch))
        } else {
            Part::Line(variants::of_line(problem, line, number - 2 * options, scratch))
        }
    }

    fn merge(&self, partials: Vec<Part>) -> Findings {
        let mut findings = Findings::default();
        let mut variants = Variants { regions: self.line.clone(), ..Variants::default() };
        for part in partials {
            match part {
                Part::Option(figures, aside) => {
                    findings.figures.options.push(*figures);
                    findings.asides.push(aside);
                }
                Part::Enlarged(downtime) => variants.enlarged.push(downtime),
                Part::Line(headline) => variants.line.push(headline),
            }
        }
        aside::share_years(&self.problem, &mut findings.asides);
        findings.variants = self.with_variants.then_some(variants);
        engine::compare(&self.problem, &mut Scratch::default(), &mut findings.figures, Depth::Full);
        findings
    }
}
