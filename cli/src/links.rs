//! `geode link` and `geode unlink`.

use crate::input::Source;
use crate::stop::{Stop, print, say};
use geode_core::exchange::scenario::{NotOpened, from_link, to_fragment};
use geode_core::scenario::restore;

/// Prints the link that opens to a scenario.
pub fn link(from: &Source, base: &str) -> Result<(), Stop> {
    let restored = restore::from_bytes(&from.read()?)?;
    say(&restored.repairs);
    let fragment = to_fragment(&restored.scenario).map_err(|error| Stop::Bad(vec![format!("link: {error}")]))?;
    print(&format!("{base}{fragment}\n"))
}

/// Prints the scenario in a link.
pub fn unlink(link: &str) -> Result<(), Stop> {
    let text = match link {
        "-" => String::from_utf8_lossy(&Source::Standard.read()?).into_owned(),
        link => link.to_owned(),
    };
    let restored = from_link(&text).map_err(|error| match error {
        NotOpened::Link(error) => Stop::Bad(vec![format!("link: {error}")]),
        NotOpened::Scenario(refused) => refused.into(),
    })?;
    say(&restored.repairs);
    print(&(restored.scenario.to_json_pretty() + "\n"))
}
