//! `geode link` and `geode unlink`.

use crate::input::Source;
use crate::stop::{Stop, print};
use geode_core::scenario::restore::{self, Repair};
use geode_core::share::scenario::{NotOpened, from_link, to_fragment};
use std::io::Write;

/// Prints the link that opens to a scenario.
pub fn link(from: &Source, base: &str) -> Result<(), Stop> {
    let restored = restore::from_bytes(&from.read()?)?;
    say(&restored.repairs);
    let fragment = to_fragment(&restored.scenario).map_err(|error| Stop::Bad(vec![error.to_string()]))?;
    print(&format!("{base}{fragment}\n"))
}

/// Prints the scenario in a link.
pub fn unlink(link: &str) -> Result<(), Stop> {
    let text = match link {
        "-" => String::from_utf8_lossy(&Source::Standard.read()?).into_owned(),
        link => link.to_owned(),
    };
    let restored = from_link(&text).map_err(|error| match error {
        NotOpened::Link(error) => Stop::Bad(vec![error.to_string()]),
        NotOpened::Scenario(refused) => refused.into(),
    })?;
    say(&restored.repairs);
    print(&(restored.scenario.to_json_pretty() + "\n"))
}

/// An evaluation lists its repairs; a link or a scenario cannot, so they are told beside it.
fn say(repairs: &[Repair]) {
    let mut errors = std::io::stderr().lock();
    for repair in repairs {
        let _ = writeln!(errors, "repaired: {}: {}", repair.path, repair.message);
    }
}
