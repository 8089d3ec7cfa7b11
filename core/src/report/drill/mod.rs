//! A failure drill in names and words: what `geode drill` prints and the page shows.

mod table;
mod words;

pub use crate::engine::drill::CutOff;
pub use table::{GROUPS, REGIONS};

use super::written::unbroken;
use crate::engine::drill::{self, GroupDrill, RegionDrill};
use crate::scenario::Scenario;
use crate::scenario::model::UserGroup;
use crate::scenario::problem::Problem;
use serde::Serialize;

/// What becomes of an option while regions of it are off.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drill {
    /// Id of the option.
    pub option: String,
    /// Ids of its regions that are off.
    pub off: Vec<String>,
    /// User groups, in the order of the scenario.
    pub groups: Vec<Group>,
    /// Regions, in the order of the option.
    pub regions: Vec<Region>,
    /// Share of the requests whose users are served by another region than before.
    pub moved_share: f64,
    /// Share of the requests whose users no region serves.
    pub cut_off_share: f64,
    /// Share of the requests that fails, of those that reach nobody, are stopped or are shed.
    pub unserved_share: f64,
    /// Mean latency of what is served with everything up, ms.
    pub mean_latency_before_ms: Option<f64>,
    /// The same now, ms.
    pub mean_latency_after_ms: Option<f64>,
    /// Voters of a quorum.
    pub quorum: Option<Quorum>,
    /// Until users have been moved, where some are.
    pub rerouted_seconds: Option<Rerouted>,
    /// Seconds until another region writes, where a single writer is off.
    pub writer_seconds: Option<f64>,
    /// All that in words.
    pub sentence: String,
}

/// A user group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Id.
    pub id: String,
    /// Share of all requests.
    pub share: f64,
    /// Id of the region that serves it with everything up.
    pub region_before: Option<String>,
    /// Id of the region that serves it now.
    pub region_after: Option<String>,
    /// Its mean latency with everything up, ms.
    pub latency_before_ms: Option<f64>,
    /// Its mean latency now, ms.
    pub latency_after_ms: Option<f64>,
    /// Fraction of its requests that fails now.
    pub failing_share: f64,
    /// Why nobody serves it.
    pub cut_off: Option<CutOff>,
}

/// A region of the option; loads are shares of all requests that reach the regions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Region {
    /// Id.
    pub id: String,
    /// Whether it is switched off.
    pub is_off: bool,
    /// Load with everything up.
    pub load_before_share: f64,
    /// Load now.
    pub load_after_share: f64,
    /// Most that it can carry.
    pub capacity_share: f64,
    /// Whether it carries that once it has been scaled up.
    pub is_scaled_up: bool,
    /// Fraction of its requests that it sheds.
    pub shed_share: f64,
}

/// Voters of a quorum.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quorum {
    /// All of them.
    pub voters: u32,
    /// How many a write needs.
    pub needed: u32,
    /// How many are up.
    pub up: u32,
    /// Whether writes are taken.
    pub kept: bool,
}

/// Seconds until users have been moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rerouted {
    /// The average one.
    pub average: f64,
    /// The last one.
    pub last: f64,
}

/// Switches regions of an option off, by their ids; none where there is no such option.
///
/// ```
/// use geode_core::{report::drill::drill, scenario::presets};
/// let drill = drill(&presets::worked_example(), "geode-3", &["us-east".into()]).unwrap();
/// assert_eq!(drill.rerouted_seconds.map(|seconds| [seconds.average, seconds.last]), Some([90.0, 120.0]));
/// assert_eq!(
///     drill.sentence.replace('\u{a0}', " "),
///     "With US East off, 40 % of the requests move to EU West, and the mean latency goes from 54 ms to 74 ms; the average \
///      user is moved after 1.5 min, the last after 2 min."
/// );
/// ```
pub fn drill(scenario: &Scenario, option: &str, off: &[String]) -> Option<Drill> {
    drill_on(&Problem::compile(scenario), scenario, option, off)
}

/// The same on a scenario that has been compiled.
pub fn drill_on(problem: &Problem, scenario: &Scenario, option: &str, off: &[String]) -> Option<Drill> {
    let index = scenario.options.iter().position(|other| other.id == option)?;
    let indices: Vec<usize> = off.iter().filter_map(|id| scenario.regions.iter().position(|r| r.id == *id)).collect();
    let found = drill::drill(problem, index, &indices)?;
    let id = |region: usize| region_id(scenario, region);
    let share = |is: &dyn Fn(&GroupDrill) -> bool| {
        found.groups.iter().filter(|group| is(group)).fold(0.0, |sum, group| sum + group.share).min(1.0)
    };
    let moved = |group: &GroupDrill| group.region[1].is_some() && group.region[0] != group.region[1];
    let mut drill = Drill {
        option: option.to_owned(),
        off: found.off.iter().filter_map(|region| id(*region)).collect(),
        groups: found
            .groups
            .iter()
            .zip(&scenario.user_groups)
            .map(|(found, own)| group(scenario, found, own))
            .collect(),
        regions: found.regions.iter().map(|found| region(scenario, found)).collect(),
        moved_share: share(&moved),
        cut_off_share: share(&|group| group.cut_off.is_some()),
        unserved_share: found.unserved_share,
        mean_latency_before_ms: found.mean_latency_ms[0],
        mean_latency_after_ms: found.mean_latency_ms[1],
        quorum: found.quorum.map(|quorum| Quorum {
            voters: quorum.voters,
            needed: quorum.needed,
            up: quorum.up,
            kept: quorum.is_kept(),
        }),
        rerouted_seconds: found.rerouted_seconds.map(|[average, last]| Rerouted { average, last }),
        writer_seconds: found.writer_seconds,
        sentence: String::new(),
    };
    drill.sentence = unbroken(&drill.in_words(scenario));
    Some(drill)
}

fn region_id(scenario: &Scenario, region: usize) -> Option<String> {
    scenario.regions.get(region).map(|region| region.id.clone())
}

fn group(scenario: &Scenario, found: &GroupDrill, own: &UserGroup) -> Group {
    let [region_before, region_after] = found.region.map(|region| region_id(scenario, region?));
    Group {
        id: own.id.clone(),
        share: found.share,
        region_before,
        region_after,
        latency_before_ms: found.latency_ms[0],
        latency_after_ms: found.latency_ms[1],
        failing_share: found.failing_share,
        cut_off: found.cut_off,
    }
}

fn region(scenario: &Scenario, found: &RegionDrill) -> Region {
    Region {
        id: region_id(scenario, found.region).unwrap_or_default(),
        is_off: found.is_off,
        load_before_share: found.load_share[0],
        load_after_share: found.load_share[1],
        capacity_share: found.capacity_share,
        is_scaled_up: found.is_scaled_up,
        shed_share: found.shed_share,
    }
}
