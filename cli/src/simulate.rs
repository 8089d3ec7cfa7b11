//! `geode simulate`: years drawn from the model's own processes.

use crate::input::Input;
use crate::stop::{Stop, note, print};
use clap::value_parser;
use geode_core::report::advice::{FEWER_YEARS, NOT_SIMULATED};
use geode_core::report::{self, OptionEvaluation};
use serde_json::{Value, json};

/// Most years of one simulation, as the list of inputs has it.
const MOST_YEARS: i64 = 100_000;

/// Simulate years of every option and print their downtime (JSON).
#[derive(Debug, clap::Args)]
pub struct Simulate {
    /// How many years, 1 to 100000; else as many as the scenario says.
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = value_parser!(u32).range(1..=MOST_YEARS))]
    years: Option<u32>,
    #[command(flatten)]
    input: Input,
}

impl Simulate {
    /// Prints what the simulated years say.
    pub fn run(self) -> Result<(), Stop> {
        let mut restored = self.input.scenario()?;
        if let Some(years) = self.years {
            restored.scenario.simulation_years = years;
        }
        let mut evaluation = report::evaluate_restored(&restored);
        report::simulate_on(&mut evaluation, threads());
        for option in &evaluation.options {
            for advice in option.advice.iter().filter(|advice| [NOT_SIMULATED, FEWER_YEARS].contains(&advice.code)) {
                note(&format!("{}: {}", option.id, advice.message));
            }
        }
        let options: Vec<Value> = evaluation.options.iter().map(yearly).collect();
        let result = json!({
            "years": years_of_all(&evaluation.options),
            "random_seed": restored.scenario.random_seed,
            "options": options,
        });
        print(&format!("{result:#}\n"))
    }
}

fn yearly(option: &OptionEvaluation) -> Value {
    // The figures of years stand in the evaluation file under the same names.
    let figures = serde_json::to_value(&option.rigorous).unwrap_or_default();
    json!({
        "id": option.id,
        "analytic_downtime_seconds_per_year": option.rigorous.downtime_seconds_per_year,
        "yearly_downtime_seconds": figures["yearly_downtime_seconds"],
        "probability_of_missing_target": figures["probability_of_missing_target"],
        "probability_of_year_without_incident": figures["probability_of_year_without_incident"],
    })
}

/// As many as the machine works at once.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Years that were simulated of every option that can be simulated at all; null where none can. What was asked for may
/// be more.
fn years_of_all(options: &[OptionEvaluation]) -> Option<u32> {
    options.iter().filter_map(|option| Some(option.figures.yearly?.years)).min()
}
