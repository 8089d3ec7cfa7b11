//! The one list of inputs: every number of a scenario, described once.
//!
//! Form fields, validation, repair messages and links without defaults are driven by
//! [`LIST`]. An input is named by a pointer in which list items go by their id: `/regions/us-east/mttr_hours`.
//! Its entry has the same path with a placeholder: `/regions/{region}/mttr_hours`.

mod access;
mod list;
mod place;
mod text;

pub use list::*;
pub use place::Number;
pub use text::{Typed, understand_within};

use super::model::{Note, NoteStatus, Scenario};
use super::problem::Problem;
use crate::quantity::Unit;

/// Part of the page that an input stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// User groups and their latencies.
    Users,
    /// Regions and the round trips between them.
    Regions,
    /// The designs compared.
    Options,
    /// Failures, detection, failover.
    Reliability,
    /// Load and what a request does.
    Traffic,
    /// Sizing.
    Capacity,
    /// Cost.
    Cost,
    /// Revenue.
    Revenue,
    /// Finance.
    Finance,
    /// Phases from what runs today to what shall run.
    Rollout,
    /// Targets.
    Target,
    /// Uncertainty and simulation.
    Simulation,
}

impl Section {
    /// Its title on the page.
    pub fn title(self) -> &'static str {
        match self {
            Section::Users => "Users",
            Section::Regions => "Regions",
            Section::Options => "Options",
            Section::Reliability => "Reliability",
            Section::Traffic | Section::Capacity => "Traffic and capacity",
            Section::Cost => "Cost",
            Section::Revenue => "Revenue",
            Section::Finance => "Finance",
            Section::Rollout => "Rollout",
            Section::Target => "Targets",
            Section::Simulation => "Simulation",
        }
    }

    /// Its name on the page, for what looks for it there.
    pub fn id(self) -> &'static str {
        match self {
            Section::Users => "users",
            Section::Regions => "regions",
            Section::Options => "options",
            Section::Reliability => "reliability",
            Section::Traffic | Section::Capacity => "traffic",
            Section::Cost => "cost",
            Section::Revenue => "revenue",
            Section::Finance => "finance",
            Section::Rollout => "rollout",
            Section::Target => "targets",
            Section::Simulation => "simulation",
        }
    }
}

/// Positions of the list items that the placeholders of a path stand for; 0 where there is none.
pub type At = (usize, usize);

/// One numeric input.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// Pointer with placeholders, such as `/regions/{region}/mttr_hours`.
    pub path: &'static str,
    /// Where it stands on the page.
    pub section: Section,
    /// Name for people.
    pub label: &'static str,
    /// Unit.
    pub unit: Unit,
    /// Least value.
    pub min: f64,
    /// Greatest value.
    pub max: f64,
    /// Whether the ends themselves are out of range: (least, greatest).
    pub open: (bool, bool),
    /// Whether it is a whole number.
    pub whole: bool,
    /// Whether a value from 0 to the least is raised to it, with a repair.
    pub raised: bool,
    /// What stands in for a missing value; none: null, or the value is required.
    pub default: Option<f64>,
    /// Whether it must be given.
    pub required: bool,
    /// One line of help.
    pub help: &'static str,
    /// Where the default comes from.
    pub source: &'static str,
    read: for<'a> fn(&'a Scenario, At) -> Option<&'a dyn Number>,
    edit: for<'a> fn(&'a mut Scenario, At) -> Option<&'a mut dyn Number>,
    read_in: for<'a> fn(&'a Problem, At) -> Option<&'a dyn Number>,
    edit_in: for<'a> fn(&'a mut Problem, At) -> Option<&'a mut dyn Number>,
}

impl Input {
    /// The value in a scenario; none if null or not there.
    pub fn get(&self, scenario: &Scenario, at: At) -> Option<f64> {
        (self.read)(scenario, at)?.get()
    }

    /// Writes a value (none: null, where the field allows it). Says whether there was such a place.
    pub fn set(&self, scenario: &mut Scenario, at: At, value: Option<f64>) -> bool {
        (self.edit)(scenario, at).is_some_and(|place| place.set(value))
    }

    /// The value in a problem; none if null or not there. The engine knows neither coordinates nor distributions.
    pub fn get_in(&self, problem: &Problem, at: At) -> Option<f64> {
        (self.read_in)(problem, at)?.get()
    }

    /// Writes a value (none: null, where the field allows it) into a problem. Says whether there was such a place. Once
    /// all values are written, [`Problem::fit`] and [`Problem::settle`] bring up to date what follows from them.
    ///
    /// ```
    /// use geode_core::scenario::problem::Problem;
    /// use geode_core::scenario::{inputs, presets};
    /// let example = presets::worked_example();
    /// let mut problem = Problem::compile(&example);
    /// let (input, at) = inputs::find(&example, "/regions/us-west/availability").unwrap();
    /// assert!(input.set_in(&mut problem, at, Some(0.999)));
    /// problem.settle();
    /// assert_eq!(problem.regions[1].unavailability, 0.001);
    /// ```
    pub fn set_in(&self, problem: &mut Problem, at: At, value: Option<f64>) -> bool {
        (self.edit_in)(problem, at).is_some_and(|place| place.set(value))
    }

    /// The same where the number is to count: an availability takes the place of the unavailability that would replace it,
    /// but for the one that it is.
    pub fn put_in(&self, problem: &mut Problem, at: At, value: Option<f64>) -> bool {
        if self.path == REGIONS_AVAILABILITY
            && let Some(region) = problem.given.regions.get_mut(at.0)
            && value != Some(region.availability.value)
        {
            region.unavailability = None;
        }
        self.set_in(problem, at, value)
    }

    /// Whether a scenario goes by it: a region gives its availability in one of two ways.
    pub fn is_in_use(&self, scenario: &Scenario, at: At) -> bool {
        let has_unavailability = || scenario.regions.get(at.0).is_some_and(|region| region.unavailability.is_some());
        match self.path {
            REGIONS_AVAILABILITY => !has_unavailability(),
            REGIONS_UNAVAILABILITY => has_unavailability(),
            _ => true,
        }
    }

    /// Whether a value, with its note, is one that nobody has entered.
    pub fn is_untouched(&self, value: Option<f64>, note: Option<&Note>) -> bool {
        match note {
            Some(note) => note.status == NoteStatus::Default,
            None => !self.required && value == self.default,
        }
    }

    /// Whether a value lies in the range.
    pub fn allows(&self, value: f64) -> bool {
        let above = if self.open.0 { value > self.min } else { value >= self.min };
        let below = if self.open.1 { value < self.max } else { value <= self.max };
        above && below && (!self.whole || value.fract() == 0.0)
    }

    /// What is expected, for messages: "a number above 0 and at most 1".
    pub fn expected(&self) -> String {
        let kind = if self.whole { "a whole number" } else { "a number" };
        let shown = |value: f64| if self.whole { value.to_string() } else { plain(value) };
        let (low, high) = (shown(self.min), shown(self.max));
        match self.open {
            (false, false) => format!("{kind} from {low} to {high}"),
            (true, false) => format!("{kind} above {low} and at most {high}"),
            (false, true) => format!("{kind} of at least {low} and below {high}"),
            (true, true) => format!("{kind} between {low} and {high}"),
        }
    }
}

fn plain(value: f64) -> String {
    match value != 0.0 && !(1e-4..1e7).contains(&value.abs()) {
        true => format!("{value:e}"),
        false => value.to_string(),
    }
}

/// The entry of a path with placeholders.
pub fn of_path(path: &str) -> Option<&'static Input> {
    LIST.iter().find(|input| input.path == path)
}

/// The inputs that are fields of an object, whose path has placeholders, each with the name of its field.
pub fn fields_of(object: &str) -> impl Iterator<Item = (&'static Input, &'static str)> {
    LIST.iter().filter_map(move |input| {
        let field = input.path.strip_prefix(object)?.strip_prefix('/')?;
        (!field.contains('/')).then_some((input, field))
    })
}

/// The entry of a field of an object, whose path has placeholders: `/regions/{region}` and `mttr_hours`.
pub(crate) fn of_field(object: &str, field: &str) -> Option<&'static Input> {
    LIST.iter().find(|input| input.path.strip_prefix(object).and_then(|rest| rest.strip_prefix('/')) == Some(field))
}

/// The entry of a pointer and the positions of the list items in it.
///
/// ```
/// use geode_core::scenario::{inputs, presets};
/// let scenario = presets::worked_example();
/// let (input, at) = inputs::find(&scenario, "/regions/us-west/mttr_hours").unwrap();
/// assert_eq!(input.get(&scenario, at), Some(1.0));
/// assert_eq!(at, (1, 0));
/// ```
pub fn find(scenario: &Scenario, pointer: &str) -> Option<(&'static Input, At)> {
    LIST.iter().find_map(|input| Some((input, place::locate(scenario, input.path, pointer)?)))
}

/// Names of the list items that an input at a position belongs to, such as a group and a region; a phase by its number.
pub(crate) fn item_names(scenario: &Scenario, input: &Input, at: At) -> Vec<String> {
    place::names(scenario, input.path, at)
}

/// Every input of a scenario, with its pointer and position, in the order of the list.
pub fn all(scenario: &Scenario) -> Vec<(String, &'static Input, At)> {
    LIST.iter()
        .flat_map(|input| {
            place::instances(scenario, input.path).into_iter().map(move |(pointer, at)| (pointer, input, at))
        })
        .filter(|(_, input, at)| (input.read)(scenario, *at).is_some())
        .collect()
}

/// The positions of an input in a scenario, also those where it is not given. Not made for tables, whose cells are many.
pub(crate) fn each_place(scenario: &Scenario, input: &Input) -> Vec<At> {
    place::positions(scenario, input.path)
}

/// The pointer of an input at a position, list items by id.
pub(crate) fn pointer(scenario: &Scenario, input: &Input, at: At) -> String {
    place::pointer(scenario, input.path, at)
}

/// The pointer of an input of list items, by their ids in the order of its path.
///
/// ```
/// use geode_core::scenario::inputs::{self, of_items};
/// assert_eq!(of_items(inputs::REGIONS_MTTR_HOURS, &["us-west"]), "/regions/us-west/mttr_hours");
/// assert_eq!(of_items(inputs::USER_LATENCY, &["asia", "us-west"]), "/user_latency_ms/asia/us-west");
/// ```
pub fn of_items(path: &str, ids: &[&str]) -> String {
    let mut ids = ids.iter();
    let part = |part| if str::starts_with(part, '{') { ids.next().copied().unwrap_or(part) } else { part };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The other pointer of the same number: a region's availability, and its unavailability.
///
/// ```
/// use geode_core::scenario::inputs::twin;
/// assert_eq!(twin("/regions/us-west/availability").as_deref(), Some("/regions/us-west/unavailability"));
/// assert_eq!(twin("/regions/us-west/unavailability").as_deref(), Some("/regions/us-west/availability"));
/// assert_eq!(twin("/target/availability"), None);
/// ```
pub fn twin(pointer: &str) -> Option<String> {
    let (region, field) = pointer.strip_prefix("/regions/")?.split_once('/')?;
    let path = match field {
        "availability" => REGIONS_UNAVAILABILITY,
        "unavailability" => REGIONS_AVAILABILITY,
        _ => return None,
    };
    Some(of_items(path, &[region]))
}

/// Every place of an input in a scenario: its pointer and position.
pub fn places(scenario: &Scenario, input: &Input) -> Vec<(String, At)> {
    place::instances(scenario, input.path)
}

/// The same pointer as the list of inputs has it: ids in place of numeric indices, a round trip in the direction in
/// which the scenario keeps it. None if there is no such input.
pub fn canonical(scenario: &Scenario, pointer: &str) -> Option<String> {
    let kept = |pointer: &str| {
        let (input, at) = find(scenario, pointer)?;
        (input.read)(scenario, at)?;
        Some(place::pointer(scenario, input.path, at))
    };
    kept(pointer).or_else(|| {
        let (from, to) = pointer.strip_prefix("/region_rtt_ms/")?.split_once('/')?;
        kept(&of_items(ROUND_TRIP, &[to, from]))
    })
}
