//! `geode uncertainty`: how sure the figures are, by seeded samples of the uncertain inputs.

use crate::input::Input;
use crate::simulate::threads;
use crate::stop::{Stop, note, print};
use clap::value_parser;
use geode_core::planning::uncertainty::{Ask, MOST_SAMPLES};
use geode_core::planning::{Drawn, Job as _, Uncertainty as Samples, on_threads};
use geode_core::report::sure;
use geode_core::scenario::Scenario;
use geode_core::scenario::problem::Problem;

/// Draw the uncertain inputs of a scenario and print the spread of every headline (JSON).
#[derive(Debug, clap::Args)]
pub struct Uncertainty {
    /// How many samples, 1 to 1000000.
    #[arg(long, value_name = "N", default_value_t = 10_000, allow_negative_numbers = true,
        value_parser = value_parser!(u32).range(1..=i64::from(MOST_SAMPLES)))]
    samples: u32,
    /// Seed of the draws; else the scenario's.
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    seed: Option<u64>,
    #[command(flatten)]
    input: Input,
}

impl Uncertainty {
    /// Prints the spreads.
    pub fn run(self) -> Result<(), Stop> {
        let scenario = self.input.scenario()?.scenario;
        let inputs = uncertain_inputs(&scenario)?;
        let seed = self.seed.unwrap_or(scenario.random_seed);
        let why = sure::not_drawn(&scenario, &inputs).into_iter().chain(sure::no_say(&scenario));
        why.for_each(|why| note(&why));
        let ask = Ask { inputs, samples: self.samples, seed };
        let pointers: Vec<String> = ask.inputs.iter().map(|drawn| drawn.pointer(&scenario)).collect();
        let spreads = on_threads(Samples::new(Problem::compile(&scenario), ask), threads());
        for (pointer, cut) in pointers.iter().zip(&spreads.cut).filter(|(_, cut)| **cut > 0) {
            let were = if *cut == 1 { "was" } else { "were" };
            note(&format!("{pointer}: {cut} of {} draws lay outside its range and {were} cut", self.samples));
        }
        if spreads.unfit > 0 {
            note(&format!("{} samples left out: their numbers make no scenario", spreads.unfit));
        }
        let answer = sure::file(&scenario, &spreads, pointers.len(), seed);
        print(&format!("{answer:#}\n"))
    }
}

/// The uncertain inputs of a scenario, of which there must be one.
pub fn uncertain_inputs(scenario: &Scenario) -> Result<Vec<Drawn>, Stop> {
    for (at, uncertain) in scenario.uncertainty.iter().enumerate() {
        if Drawn::new(scenario, &uncertain.input, &uncertain.distribution).is_none() {
            let path = format!("/uncertainty/{at}/distribution");
            return Err(Stop::bad(&path, "makes no distribution of its kind", "percentiles that one of its kind has"));
        }
    }
    let inputs = Drawn::all(scenario);
    let expected = "inputs with a distribution, such as {\"input\": \"/revenue/monthly\", \"distribution\": …}";
    match inputs.is_empty() {
        true => Err(Stop::bad("/uncertainty", "holds nothing that figures follow from", expected)),
        false => Ok(inputs),
    }
}
