//! `geode drill`: what becomes of an option while some of its regions are off.

use crate::input::Input;
use crate::stop::{Stop, print};
use geode_core::report::drill;
use geode_core::scenario::Scenario;

/// Switch regions off: who is served from where, what the others carry (JSON).
///
/// The regions stay off: users have been routed away, and a lost single writer has been replaced.
#[derive(Debug, clap::Args)]
pub struct Drill {
    /// The option.
    #[arg(long, value_name = "ID")]
    option: String,
    /// A region of it that is off; may be given several times.
    #[arg(long, value_name = "ID", required = true)]
    off: Vec<String>,
    #[command(flatten)]
    input: Input,
}

impl Drill {
    /// Prints the drill.
    pub fn run(self) -> Result<(), Stop> {
        let scenario = self.input.scenario()?.scenario;
        let Some(found) = drill::drill(&scenario, &self.option, &self.off) else {
            return Err(Stop::no_option(&self.option, &scenario));
        };
        if let Some(other) = self.off.iter().find(|id| !found.off.contains(id)) {
            return Err(unused(&scenario, other, &found));
        }
        let text = serde_json::to_string_pretty(&found).unwrap_or_default();
        print(&format!("{text}\n"))
    }
}

fn unused(scenario: &Scenario, id: &str, of: &drill::Drill) -> Stop {
    let wrong = match scenario.region(id) {
        Some(_) => format!("is {id:?}, which the option does not use"),
        None => format!("is {id:?}"),
    };
    Stop::unknown("--off", &wrong, of.regions.iter().map(|region| region.id.as_str()))
}
