//! `geode workbook`: the scenario as a workbook with live formulas.

use crate::input::Input;
use crate::stop::Stop;
use clap::ValueHint;
use std::path::PathBuf;

/// Write a workbook (.xlsx) whose formulas recalculate the textbook table, costs, returns and break-evens.
///
/// Inputs are named cells. What no sheet can work out, such as downtime by the engineering estimate, stands in grey cells.
#[derive(Debug, clap::Args)]
pub struct Workbook {
    #[command(flatten)]
    input: Input,
    /// Where to write it.
    #[arg(short, long, value_name = "OUT.xlsx", value_hint = ValueHint::FilePath)]
    output: PathBuf,
}

impl Workbook {
    /// Writes the file.
    pub fn run(self) -> Result<(), Stop> {
        let scenario = self.input.scenario()?.scenario;
        let path = self.output.display().to_string();
        let bytes = geode_workbook::write(&scenario).map_err(|wrong| {
            Stop::bad(&path, &format!("cannot be written ({wrong})"), "a scenario that a sheet holds")
        })?;
        std::fs::write(&self.output, bytes)
            .map_err(|error| Stop::bad(&path, &format!("cannot be written ({error})"), "a place for a file"))
    }
}
