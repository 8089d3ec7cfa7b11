//! `geode objectives`: the targets as OpenSLO.

use crate::input::Input;
use crate::stop::{Stop, print};
use geode_core::exchange::openslo;
use geode_core::scenario::restore::Refused;

/// Print the targets of an option as service level objectives (OpenSLO v1, YAML).
///
/// Availability and p95 latency; the queries that measure them are yours to fill in, where TODO stands.
#[derive(Debug, clap::Args)]
pub struct Objectives {
    #[command(flatten)]
    input: Input,
    /// The option.
    #[arg(long, value_name = "ID")]
    option: String,
}

impl Objectives {
    /// Prints a document for each target.
    pub fn run(self) -> Result<(), Stop> {
        let scenario = self.input.scenario()?.scenario;
        let Some(option) = scenario.option(&self.option) else {
            return Err(Stop::no_option(&self.option, &scenario));
        };
        let text = openslo::of(&scenario, option).map_err(|fault| Refused(vec![fault]))?;
        print(&text)
    }
}
