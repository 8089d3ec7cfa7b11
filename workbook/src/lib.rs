//! A scenario as a workbook (.xlsx): the finance lead's copy.
//!
//! Inputs are named cells; the textbook table, costs, returns, net present value and break-evens are formulas on them, so
//! that whoever changes an input sees the planner's figures without the planner. Each formula carries the planner's result,
//! for readers that do not recalculate. What no sheet can work out (downtime and latency by the engineering estimate,
//! how much capacity each region needs) stands in cells marked as the planner's.

mod book;
mod cost;
mod flows;
mod formula;
mod inputs;
mod latency;
mod limits;
mod months;
mod summary;
mod textbook;
mod value;
#[cfg(target_arch = "wasm32")]
pub mod worker;

use book::Book;
use geode_core::engine::{Depth, Figures, Scratch, evaluate};
use geode_core::scenario::problem::Problem;
use geode_core::scenario::{Scenario, fill};

/// The bytes of the workbook.
///
/// ```
/// use geode_core::scenario::presets;
/// let bytes = geode_workbook::write(&presets::worked_example())?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// What of the scenario no sheet can hold.
pub fn write(scenario: &Scenario) -> Result<Vec<u8>, String> {
    // A sheet has what the catalogue fills in as it has what is written.
    let full = fill::full(scenario);
    let scenario = full.as_ref();
    let problem = Problem::compile(scenario);
    let mut figures = Figures::default();
    evaluate(&problem, &mut Scratch::default(), &mut figures, Depth::Full);
    let mut book = Book::new(scenario, &problem, &figures);
    let inputs = inputs::write(&mut book);
    let latencies = latency::write(&mut book, &inputs);
    let textbook = textbook::write(&mut book, &inputs, &latencies);
    let costs = cost::write(&mut book, &inputs);
    let flows = months::factors(&mut book, &inputs);
    let values = value::write(&mut book, &inputs, &latencies, &costs, &flows);
    let values = flows::write(&mut book, &inputs, flows, values);
    summary::write(&mut book, &textbook, &costs, values);
    book.bytes()
}
