//! What can be asked for beside the page: the jobs of the core, the link of a large scenario, and a table of rows.

use geode_core::exchange::rows::Table;
use geode_core::exchange::scenario as scenario_link;
use geode_core::planning::placement::{self, Named, Place};
use geode_core::planning::uncertainty::Ask;
use geode_core::planning::{self, Drawn, Evaluate, Job, Progress, Run, Running, Turning, Uncertainty, bytes_of};
use geode_core::report::{placed, sure};
use geode_core::scenario::Scenario;
use geode_core::scenario::problem::Problem;
use geode_core::scenario::restore;

/// The link for the address bar, and one that is shared: neither cancels the other. The answer is a
/// `Result<String, String>` in bytes.
pub const LINK_IN_BAR: &str = "link in the address bar";
/// See [`LINK_IN_BAR`].
pub const LINK_TO_SHARE: &str = "link to share";

/// A table of rows for `window.geode.sweep`; the parameters are the rows and the figures, `(String, String)` in bytes. The
/// answer is a `Result<String, String>` in bytes.
pub const TABLE: &str = "table";
/// Samples for `window.geode.uncertainty`; the parameter is their number, an `u32` in bytes. The answer is a
/// `Result<String, String>` in bytes.
pub const SAMPLES: &str = "samples";

/// The best regions for `window.geode.place`; the parameters are their number and what the page's catalogue says of the
/// regions, `(usize, Vec<Option<f64>>)` in bytes: grams of CO₂ a kWh. The answer is a `Result<String, String>` in bytes.
pub const PLACEMENT: &str = "placement";

/// How soon it is wanted, the smaller the sooner: what somebody waits for with every key, what stands beside that, what is
/// shown when it comes, what a script has asked for.
fn patience(name: &str) -> u8 {
    match name {
        Evaluate::NAME | LINK_IN_BAR | LINK_TO_SHARE => 0,
        Turning::NAME => 1,
        TABLE | SAMPLES | PLACEMENT => 3,
        _ => 2,
    }
}

/// Where something of this name belongs in a queue of others: what comes first, each kind in the order of asking.
pub fn place<'a>(name: &str, mut queue: impl Iterator<Item = &'a str>) -> Option<usize> {
    queue.position(|other| patience(name) < patience(other))
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
        SAMPLES => {
            let samples = planning::read::<u32>(parameters).ok_or("the number of samples cannot be read")?;
            Ok(Box::new(Samples::new(text, samples)?))
        }
        PLACEMENT => {
            let (regions, carbon) = planning::read(parameters).ok_or("the number of regions cannot be read")?;
            Ok(Box::new(Placement::new(text, regions, carbon)?))
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

/// Samples of a scenario's ranges, and their file.
struct Samples {
    scenario: Scenario,
    inputs: usize,
    run: Run<Uncertainty>,
}

impl Samples {
    /// The same as the command says where there is nothing to draw.
    fn new(text: &str, samples: u32) -> Result<Samples, String> {
        let scenario = restore::from_text(text).map_err(|refused| refused.to_string())?.scenario;
        let inputs = Drawn::all(&scenario);
        if inputs.is_empty() {
            return Err(sure::NOTHING_UNCERTAIN.into());
        }
        let (count, seed) = (inputs.len(), scenario.random_seed);
        let run = Run::new(Uncertainty::new(Problem::compile(&scenario), Ask { inputs, samples, seed }));
        Ok(Samples { scenario, inputs: count, run })
    }
}

impl Running for Samples {
    fn step(&mut self) -> bool {
        self.run.step()
    }

    fn progress(&self) -> Progress {
        self.run.progress()
    }

    fn answer(&mut self) -> Vec<u8> {
        let file = |spreads| sure::file(&self.scenario, &spreads, self.inputs, self.scenario.random_seed);
        let text = self.run.answer().map(|spreads| format!("{:#}", file(spreads)));
        text.map(|text| bytes_of(&Ok::<String, String>(text))).unwrap_or_default()
    }
}

/// The best of a scenario's regions, and their file.
struct Placement {
    named: Named,
    run: Run<Place>,
}

impl Placement {
    /// The same candidates and question as those of the command without options.
    fn new(text: &str, regions: usize, carbon: Vec<Option<f64>>) -> Result<Placement, String> {
        let scenario = restore::from_text(text).map_err(|refused| refused.to_string())?.scenario;
        let problem = Problem::compile(&scenario);
        let mut named = Named::of_scenario(&scenario, &problem);
        named.candidates.carbon = carbon;
        let ask = placement::Ask { candidates: Some(named.candidates.clone()), ..placement::Ask::mean(regions) };
        ask.check(&named.candidates).map_err(|fault| placed::refused(fault, &scenario, None, &named))?;
        Ok(Placement { named, run: Run::new(Place::new(problem, ask)) })
    }
}

impl Running for Placement {
    fn step(&mut self) -> bool {
        self.run.step()
    }

    fn progress(&self) -> Progress {
        self.run.progress()
    }

    fn answer(&mut self) -> Vec<u8> {
        let file = |found| placed::file::file(&found, placement::Objective::Mean, &self.named, false);
        let text = self.run.answer().map(|found| format!("{:#}", file(found)));
        text.map(|text| bytes_of(&Ok::<String, String>(text))).unwrap_or_default()
    }
}
