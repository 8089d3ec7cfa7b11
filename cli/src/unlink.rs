//! `geode unlink`: the scenario in a link.

use crate::input::Source;
use crate::stop::{Stop, print_scenario, say};
use clap::ValueHint;
use geode_core::exchange::scenario::{NotOpened, from_link};

/// Print the scenario in a link (JSON).
#[derive(Debug, clap::Args)]
pub struct Unlink {
    /// An address, the bare text of a link, or a mail with a link in it; - is standard input.
    #[arg(value_name = "URL", value_hint = ValueHint::Url)]
    link: String,
}

impl Unlink {
    /// Prints the scenario.
    pub fn run(self) -> Result<(), Stop> {
        let text = match self.link.as_str() {
            "-" => String::from_utf8_lossy(&Source::Standard.read()?).into_owned(),
            _ => self.link,
        };
        let restored = from_link(&text).map_err(|error| match error {
            NotOpened::Link(error) => Stop::refused("link", error),
            NotOpened::Scenario(refused) => refused.into(),
        })?;
        say(&restored.repairs);
        print_scenario(&restored.scenario)
    }
}
