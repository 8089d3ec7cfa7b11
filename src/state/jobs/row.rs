//! What can be asked for beside the page: the jobs of the core, the link of a large scenario, and a table of rows.

use geode_core::exchange::rows::Table;
use geode_core::exchange::scenario as scenario_link;
use geode_core::planning::{self, Evaluate, Job, Progress, Running, bytes_of};
use geode_core::scenario::Scenario;
use geode_core::scenario::restore;

/// The link for the address bar, and one that is shared: neither cancels the other. The answer is a
/// `Result<String, String>` in bytes.
pub const LINK_IN_BAR: &str = "link in the address bar";
/// See [`LINK_IN_BAR`].
pub const LINK_TO_SHARE: &str = "link to share";

/// A table of rows for `window.geode.sweep`; the parameters are the rows and the figures, `(String, String)` in bytes. The
/// answer is a `Result<String, String>` in bytes.
pub const TABLE: &str = "table";

/// What comes first: what somebody waits for with every key, then what runs for longer, then what a script has asked for.
fn rank(name: &str) -> u8 {
    match name {
        _ if name == Evaluate::NAME || name == LINK_IN_BAR || name == LINK_TO_SHARE => 0,
        TABLE => 3,
        _ => 2,
    }
}

/// Where something of this name belongs in a queue of others: what comes first, each kind in the order of asking.
pub fn place<'a>(name: &str, mut queue: impl Iterator<Item = &'a str>) -> Option<usize> {
    queue.position(|other| rank(name) < rank(other))
}

/// Starts what has this name, on the text of a scenario.
///
/// # Errors
/// Why it is not started, in words.
pub fn start(name: &str, parameters: &[u8], text: &str) -> Result<Box<dyn Running>, String> {
    match name {
        LINK_IN_BAR | LINK_TO_SHARE => {
            // As it was typed: a link is made of what stands on the page.
            let scenario = restore::from_saved(text).map_err(|refused| refused.to_string())?.scenario;
            Ok(Box::new(Link { scenario, fragment: None }))
        }
        TABLE => {
            let (rows, figures) = planning::read::<(String, String)>(parameters).ok_or("the rows cannot be read")?;
            let table = Table::new(text, rows, &figures).map_err(|refused| refused.to_string())?;
            Ok(Box::new(table))
        }
        _ => planning::start(name, parameters, text).map_err(|error| error.to_string()),
    }
}

/// A link in the making, of one piece.
struct Link {
    scenario: Scenario,
    fragment: Option<Result<String, String>>,
}

impl Running for Link {
    fn step(&mut self) -> bool {
        self.fragment = Some(scenario_link::to_fragment(&self.scenario).map_err(|error| error.to_string()));
        false
    }

    fn progress(&self) -> Progress {
        Progress { done: usize::from(self.fragment.is_some()), of: 1 }
    }

    fn answer(&mut self) -> Vec<u8> {
        self.fragment.as_ref().map(bytes_of).unwrap_or_default()
    }
}
