//! `geode simulate`: years drawn from the model's own processes.

use crate::input::Source;
use crate::stop::{Stop, note, print, say};
use geode_core::report::advice::{FEWER_YEARS, NOT_SIMULATED};
use geode_core::report::{self, OptionEvaluation};
use geode_core::scenario::restore;
use serde_json::{Value, json};

/// Simulates every option; `years` replaces the scenario's own number.
pub fn simulate(from: &Source, years: Option<u32>) -> Result<(), Stop> {
    let mut restored = restore::from_bytes(&from.read()?)?;
    if let Some(years) = years {
        restored.scenario.simulation_years = years;
    }
    say(&restored.repairs);
    let mut evaluation = report::evaluate_restored(&restored);
    report::simulate_on(&mut evaluation, threads());
    for option in &evaluation.options {
        for advice in option.advice.iter().filter(|advice| [NOT_SIMULATED, FEWER_YEARS].contains(&advice.code)) {
            note(&format!("{}: {}", option.id, advice.message));
        }
    }
    let options: Vec<Value> = evaluation
        .options
        .iter()
        .map(|option| {
            let figures = &option.rigorous;
            json!({
                "id": option.id,
                "analytic_downtime_seconds_per_year": figures.downtime_seconds_per_year,
                "yearly_downtime_seconds": figures.yearly_downtime_seconds,
                "probability_of_missing_target": figures.probability_of_missing_target,
                "probability_of_year_without_incident": figures.probability_of_year_without_incident,
            })
        })
        .collect();
    let result = json!({
        "years": years_of_all(&evaluation.options),
        "random_seed": restored.scenario.random_seed,
        "options": options,
    });
    print(&format!("{result:#}\n"))
}

/// As many as the machine works at once.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Years that were simulated of every option that can be simulated at all; null where none can. What was asked for may
/// be more.
fn years_of_all(options: &[OptionEvaluation]) -> Option<u32> {
    options.iter().filter_map(|option| option.rigorous.yearly_downtime_seconds.as_ref()).map(|y| y.years as u32).min()
}
