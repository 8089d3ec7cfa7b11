//! `geode sensitivity`: which uncertain input moves a figure most?

use crate::figure::OptionFigure;
use crate::input::Input;
use crate::simulate::threads;
use crate::stop::{Stop, note, print};
use crate::uncertainty::uncertain_inputs;
use clap::value_parser;
use geode_core::engine::figures;
use geode_core::planning::indices::{self, MOST_PAIRS, Shares};
use geode_core::planning::sobol::Indices;
use geode_core::planning::{Drawn, Job as _, Sobol, Tornado, on_threads, tornado};
use geode_core::report::sure::{no_indices, no_say};
use geode_core::scenario::Scenario;
use geode_core::scenario::problem::Problem;
use serde_json::{Value, json};

/// Print what each uncertain input alone does to a figure, the largest swing first (JSON).
#[derive(Debug, clap::Args)]
pub struct Sensitivity {
    /// The figure, such as geode-3/rigorous/npv.
    #[arg(long, value_name = "OPTION/PATH")]
    figure: String,
    /// Add Sobol indices: the share of the variance that each input brings alone, and together with the others.
    #[arg(long)]
    sobol: bool,
    /// With --sobol: pairs of samples, 2 to 100000.
    #[arg(long, value_name = "N", default_value_t = 10_000, allow_negative_numbers = true,
        value_parser = value_parser!(u32).range(2..=i64::from(MOST_PAIRS)))]
    samples: u32,
    /// With --sobol: seed of the draws; else the scenario's.
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    seed: Option<u64>,
    #[command(flatten)]
    input: Input,
}

impl Sensitivity {
    /// Prints swings and indices.
    pub fn run(self) -> Result<(), Stop> {
        let scenario = self.input.scenario()?.scenario;
        let figure =
            OptionFigure::read("--figure", &self.figure, &scenario, "OPTION/PATH, such as geode-3/rigorous/npv")?;
        let inputs = uncertain_inputs(&scenario)?;
        let pointers: Vec<String> = inputs.iter().map(|drawn| drawn.pointer(&scenario)).collect();
        if let Some(why) = no_say(&scenario) {
            note(&why);
        }
        let problem = Problem::compile(&scenario);
        let ask = tornado::Ask { inputs: inputs.clone(), depth: figure.depth() };
        let swings = on_threads(Tornado::new(problem.clone(), ask), threads());
        let bars = swings.bars(figure.option, figure.figure);
        let of_bar = |bar: &tornado::Bar| json!({ "input": pointers.get(bar.input), "p10": bar.p10, "p90": bar.p90 });
        let sobol = self.sobol.then(|| self.shares(&scenario, problem, figure, inputs)).flatten();
        let of_indices = |(input, of): (&String, Indices)| {
            json!({
                "input": input,
                "first": of.first,
                "total": of.total,
                "first_standard_error": of.first_standard_error,
                "total_standard_error": of.total_standard_error,
            })
        };
        let (pairs, why) = (sobol.as_ref().map(|shares| shares.pairs), sobol.as_ref().and_then(no_indices));
        let sobol = sobol.and_then(|shares| shares.indices).map(|of| {
            let mut rows: Vec<(&String, Indices)> = pointers.iter().zip(of).collect();
            rows.sort_by(|a, b| b.1.total.total_cmp(&a.1.total));
            rows.into_iter().map(of_indices).collect::<Vec<Value>>()
        });
        let mut answer = json!({
            "figure": self.figure.trim(),
            "today": figure.get(&swings.today),
            "tornado": bars.iter().map(of_bar).collect::<Vec<Value>>(),
            "sobol": sobol,
        });
        // Only where indices were asked for.
        if let (Some(pairs), Some(answer)) = (pairs, answer.as_object_mut()) {
            answer.insert("sobol_pairs".to_owned(), pairs.into());
            answer.insert("sobol_missing".to_owned(), why.into());
        }
        print(&format!("{answer:#}\n"))
    }

    fn shares(
        &self,
        scenario: &Scenario,
        problem: Problem,
        figure: OptionFigure,
        inputs: Vec<Drawn>,
    ) -> Option<Shares> {
        let row = figures::LIST.iter().position(|row| row.path == figure.figure.path)?;
        let seed = self.seed.unwrap_or(scenario.random_seed);
        let ask = indices::Ask { inputs, pairs: self.samples, seed, option: figure.option, figure: row };
        let shares = on_threads(Sobol::new(problem, ask), threads());
        if shares.pairs < self.samples {
            let left_out = self.samples - shares.pairs;
            note(&format!("{left_out} of {} pairs of samples left out: the figure is not defined there", self.samples));
        }
        if let Some(why) = no_indices(&shares) {
            note(&format!("no indices. {why}"));
        }
        Some(shares)
    }
}
