//! `geode link`: the link that opens to a scenario.

use crate::input::Input;
use crate::stop::{Stop, print};
use clap::ValueHint;
use geode_core::exchange::scenario::to_fragment;

/// Print the link that opens to a scenario (#s=...).
#[derive(Debug, clap::Args)]
pub struct Link {
    /// Print the whole address, for a page at URL.
    #[arg(long, value_name = "URL", default_value = "", hide_default_value = true)]
    #[arg(value_parser = without_fragment, value_hint = ValueHint::Url)]
    base: String,
    #[command(flatten)]
    input: Input,
}

impl Link {
    /// Prints the link.
    pub fn run(self) -> Result<(), Stop> {
        let restored = self.input.scenario()?;
        let fragment = to_fragment(&restored.scenario).map_err(|error| Stop::refused("link", error))?;
        print(&format!("{}{fragment}\n", self.base))
    }
}

/// An address that the scenario can be the fragment of.
fn without_fragment(base: &str) -> Result<String, &'static str> {
    match base.contains('#') {
        true => Err("has a fragment of its own, expected an address without #"),
        false => Ok(base.to_owned()),
    }
}
