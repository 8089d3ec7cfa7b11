//! The strongest cheaper rival put into the scenario: an option of its own, where a change is one of the design, and what
//! holds for every option.

use super::rival::{Change, FAST_FAILOVER_MINUTES, Rival, assumed_edge};
use crate::quantity::complement;
use crate::scenario::edit::{has_room, mark, push_option, set_range};
use crate::scenario::inputs;
use crate::scenario::limits::{MAX_NOTES, MAX_OPTIONS, MAX_TEXT};
use crate::scenario::model::{Failover, Kind, PlanOption, Scenario};
use crate::scenario::recovery::TIERS;
use std::fmt;

/// Fields of the failover.
const MINUTES: &str = "active_passive_minutes";
const COVERAGE: &str = "coverage";
const MANUAL: &str = "manual_recovery_minutes";

/// What a rival is in a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// An option, by its id, is the rival as it is: nothing has changed.
    There(String),
    /// An option, by its id, is the rival now: every change was one of the whole scenario. Mostly today's.
    Becomes(String),
    /// An option that has been added, by its id.
    Added(String),
}

/// Why a rival has no place in a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// There are as many options as there may be.
    Options,
    /// There are as many notes as there may be, and what is assumed must be marked.
    Notes,
}

impl fmt::Display for Full {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Full::Options => write!(to, "there is no room for another option: a scenario has at most {MAX_OPTIONS}"),
            Full::Notes => {
                write!(to, "there is no room to mark what is assumed: a scenario has at most {MAX_NOTES} notes")
            }
        }
    }
}

/// Puts a rival that was found of this scenario into it. The option that it makes has the rival's own figures. Failover and
/// dependencies are those of the scenario: these changes hold for the other options too. What is assumed is marked, and a
/// range of a number that it replaces goes.
///
/// # Errors
/// What there is no room for; then nothing has changed.
///
/// ```
/// use geode_core::scenario::problem::Problem;
/// use geode_core::planning::{FindRival, Job, applied, in_one_go, rival::Found};
/// use geode_core::scenario::presets;
/// let mut example = presets::worked_example();
/// example.target.availability = Some(0.99989);
/// example.traffic.write_fraction = 1.0;
/// let found = in_one_go(FindRival::new(Problem::compile(&example), ()));
/// let Found::Rival(rival) = found else { panic!("none found") };
/// let place = applied::apply(&mut example, &rival).unwrap();
/// assert_eq!(place, applied::Place::Added("single-region-tested-warm-standby".into()));
/// assert_eq!(example.options[4].name, "Single region + tested warm standby");
/// ```
pub fn apply(scenario: &mut Scenario, rival: &Rival) -> Result<Place, Full> {
    let today = scenario.option(&scenario.baseline).or(scenario.options.first()).ok_or(Full::Options)?;
    let mut option = PlanOption { name: name(scenario, today, &rival.changes), ..today.clone() };
    let mut draft = Draft { scenario: scenario.clone(), failover: Vec::new(), marks: Vec::new(), own: Vec::new() };
    rival.changes.iter().for_each(|change| draft.take(*change, rival, &mut option));
    draft.put_failover(&scenario.failover);
    let known = scenario.options.iter().find(|known| known.kind == option.kind && known.edge == option.edge);
    let place = match known.map(|known| known.id.clone()) {
        Some(id) if draft.marks.is_empty() => Place::There(id),
        Some(id) => Place::Becomes(id),
        None => Place::Added(push_option(&mut draft.scenario, option).ok_or(Full::Options)?),
    };
    if let Place::Added(id) = &place {
        let own = std::mem::take(&mut draft.own).into_iter();
        draft.marks.extend(own.map(|(path, source)| (inputs::of_items(path, &[id]), source)));
    }
    *scenario = draft.marked()?;
    Ok(place)
}

/// A scenario in which changes are being made.
struct Draft {
    scenario: Scenario,
    /// Where the numbers of the failover come from, by their fields; of several the last.
    failover: Vec<(&'static str, String)>,
    /// Numbers of the scenario that were entered, by their pointers, and where they come from.
    marks: Vec<(String, String)>,
    /// Those of the option, by the paths of their inputs.
    own: Vec<(&'static str, String)>,
}

impl Draft {
    fn take(&mut self, change: Change, rival: &Rival, option: &mut PlanOption) {
        let failover = &mut self.scenario.failover;
        match change {
            Change::Standby { region, tier } => self.stand_by(region, tier, option),
            Change::FastFailover => {
                failover.active_passive_minutes = failover.active_passive_minutes.min(FAST_FAILOVER_MINUTES);
                self.failover.push((MINUTES, "assumed: it runs by itself".into()));
            }
            Change::TestedStandby => {
                failover.coverage = 1.0;
                self.failover.push((COVERAGE, "assumed: the standby is tested".into()));
            }
            Change::Edge { of: Some(known) } => {
                option.edge = self.scenario.options.get(known).and_then(|option| option.edge);
            }
            Change::Edge { of: None } => {
                let monthly_cost = rival.figures.rigorous.monthly_cost.edge;
                option.edge = Some(assumed_edge(monthly_cost));
                let usual = "assumed: a usual content delivery network";
                self.own.push((inputs::OPTIONS_EDGE_OFFLOAD_SHARE, usual.into()));
                self.own.push((inputs::OPTIONS_EDGE_LATENCY_MS, usual.into()));
                self.own
                    .push((inputs::OPTIONS_EDGE_MONTHLY_COST, "assumed: it costs the capacity that it saves".into()));
            }
            Change::Redundant { dependency } => self.duplicate(dependency),
        }
    }

    fn stand_by(&mut self, standby: usize, tier: usize, option: &mut PlanOption) {
        let (Some(standby), Some(tier)) = (self.scenario.regions.get(standby), TIERS.get(tier)) else { return };
        let Kind::SingleRegion { region, .. } = &option.kind else { return };
        option.kind = tier.pair(region.clone(), standby.id.clone());
        let failover = &mut self.scenario.failover;
        failover.active_passive_minutes = tier.failover_minutes;
        failover.coverage = tier.coverage;
        failover.manual_recovery_minutes = tier.manual_recovery_minutes;
        let source = tier.source();
        self.failover.extend([MINUTES, COVERAGE, MANUAL].map(|field| (field, source.clone())));
        if tier.recovery_point_seconds.is_some() {
            self.own.push((inputs::OPTIONS_RECOVERY_POINT_SECONDS, source.clone()));
        }
        self.own.push((inputs::OPTIONS_STANDBY_COST_FRACTION, source));
    }

    /// Marks what has changed of the failover, of all pairs. What is as it was keeps its note.
    fn put_failover(&mut self, before: &Failover) {
        let now = self.scenario.failover;
        let fields = [
            (MINUTES, now.active_passive_minutes != before.active_passive_minutes),
            (COVERAGE, now.coverage != before.coverage),
            (MANUAL, now.manual_recovery_minutes != before.manual_recovery_minutes),
        ];
        for (field, _) in fields.iter().filter(|(_, has_changed)| *has_changed) {
            let source = self.failover.iter().rfind(|(known, _)| known == field).map(|(_, source)| source.clone());
            self.put(format!("/failover/{field}"), &source.unwrap_or_default());
        }
    }

    /// A dependency of two providers, either of which will do: both fail u² of the time.
    fn duplicate(&mut self, dependency: usize) {
        let Some(dependency) = self.scenario.common_mode.dependencies.get_mut(dependency) else { return };
        let fails = complement(dependency.availability);
        dependency.availability = complement(fails * fails);
        let pointer = inputs::of_items(inputs::COMMON_MODE_DEPENDENCIES_AVAILABILITY, &[&dependency.id]);
        self.put(pointer, "assumed: two providers, either of which will do");
    }

    /// A number has been entered: what was said of the one before goes.
    fn put(&mut self, pointer: String, source: &str) {
        set_range(&mut self.scenario, &pointer, None);
        self.marks.push((pointer, source.to_owned()));
    }

    /// The scenario, with every number marked that was entered.
    fn marked(self) -> Result<Scenario, Full> {
        let Draft { mut scenario, marks, .. } = self;
        let new = marks.iter().filter(|(pointer, _)| !scenario.notes.contains_key(pointer)).count();
        let fit = has_room(&scenario, new)
            && marks.into_iter().all(|(pointer, source)| mark(&mut scenario, pointer, &source));
        fit.then_some(scenario).ok_or(Full::Notes)
    }
}

/// "Single region + tested warm standby".
fn name(scenario: &Scenario, today: &PlanOption, changes: &[Change]) -> String {
    let is_tested = changes.contains(&Change::TestedStandby);
    let of = |change: &Change| match *change {
        Change::Standby { tier, .. } => {
            let tier = TIERS.get(tier).map_or("standby", |tier| tier.name).to_lowercase();
            Some(if is_tested { format!("tested {tier}") } else { tier })
        }
        Change::FastFailover => Some(format!("failover in {FAST_FAILOVER_MINUTES} min")),
        // Said of the standby, where one is added.
        Change::TestedStandby => {
            let is_added = changes.iter().any(|change| matches!(change, Change::Standby { .. }));
            (!is_added).then(|| "tests".to_owned())
        }
        Change::Edge { .. } => Some("CDN".to_owned()),
        Change::Redundant { dependency } => {
            let dependency = scenario.common_mode.dependencies.get(dependency)?;
            Some(format!("second \u{201c}{}\u{201d}", dependency.name))
        }
    };
    let parts: Vec<String> = std::iter::once(today.name.clone()).chain(changes.iter().filter_map(of)).collect();
    parts.join(" + ").chars().take(MAX_TEXT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::Job as _;
    use crate::planning::rival::{FindRival, Found};
    use crate::planning::{in_one_go, percentiles};
    use crate::scenario::edit::{add_region, duplicate_option};
    use crate::scenario::model::{Dependency, DistributionKind, Note, NoteStatus};
    use crate::scenario::presets;
    use crate::scenario::problem::Problem;

    fn rival(scenario: &Scenario) -> Rival {
        match in_one_go(FindRival::new(Problem::compile(scenario), ())) {
            Found::Rival(rival) => rival,
            other => panic!("{other:?}"),
        }
    }

    /// A warm standby that is tested.
    fn example() -> Scenario {
        let mut example = presets::worked_example();
        example.target.availability = Some(0.999_89);
        example.traffic.write_fraction = 1.0;
        example
    }

    #[test]
    fn a_standby_is_an_option_and_is_added_once() {
        let mut scenario = example();
        scenario.failover.coverage = 0.5;
        let found = rival(&scenario);
        let Ok(Place::Added(id)) = apply(&mut scenario, &found) else { panic!("not added") };
        let Kind::ActivePassive { primary, standby, standby_cost_fraction, recovery_point_seconds, .. } =
            &scenario.option(&id).unwrap().kind
        else {
            panic!("no pair")
        };
        assert_eq!([primary.as_str(), standby.as_str()], ["us-east", "us-west"]);
        assert_eq!((*standby_cost_fraction, *recovery_point_seconds), (0.44, None));
        // 15 minutes and 120 by hand are those of a warm standby and of the example: only the chance has changed.
        assert_eq!(scenario.failover.coverage, 1.0);
        let marked: Vec<&str> = scenario.notes.keys().map(String::as_str).collect();
        assert_eq!(marked, ["/failover/coverage", &format!("/options/{id}/standby_cost_fraction")]);
        assert_eq!(scenario.notes["/failover/coverage"].source, "assumed: the standby is tested");
        // Again it is the same, and is there.
        let (before, again) = (scenario.clone(), rival(&scenario));
        assert_eq!(apply(&mut scenario, &again), Ok(Place::There(id)));
        assert_eq!(scenario, before);
    }

    #[test]
    fn what_holds_for_all_options_adds_none() {
        let mut scenario = example();
        scenario.target.availability = Some(0.9994);
        let login =
            Dependency { id: "login".into(), name: "Login".into(), availability: 0.999, ..Dependency::default() };
        scenario.common_mode.dependencies = vec![login];
        let pointer = "/common_mode/dependencies/login/availability";
        assert!(set_range(&mut scenario, pointer, Some(percentiles(DistributionKind::Lognormal, 0.99, 0.9999))));
        let measured = Note { status: NoteStatus::Measured, source: "last year".into() };
        scenario.notes.insert(pointer.into(), measured);
        let found = rival(&scenario);
        assert_eq!(apply(&mut scenario, &found), Ok(Place::Becomes("single".into())));
        assert_eq!(scenario.options.len(), 4);
        // 0.001 squared.
        assert_eq!(scenario.common_mode.dependencies[0].availability, 0.999_999);
        assert_eq!(scenario.notes[pointer].status, NoteStatus::Default);
        assert!(scenario.uncertainty.is_empty(), "a range of the number before");
    }

    #[test]
    fn a_full_scenario_stays_as_it_is() {
        let mut scenario = example();
        let found = rival(&scenario);
        while duplicate_option(&mut scenario, "single").is_some() {}
        let before = scenario.clone();
        assert_eq!(apply(&mut scenario, &found), Err(Full::Options));
        assert_eq!(scenario, before);
        let mut scenario = example();
        (0..200).for_each(|n| drop(add_region(&mut scenario, &format!("Region {n}")).unwrap()));
        let note = Note { status: NoteStatus::Quoted, source: "invoice".into() };
        let pointers = inputs::all(&scenario).into_iter().map(|(pointer, ..)| pointer);
        let of_regions: Vec<String> = pointers.filter(|pointer| pointer.starts_with("/regions/")).collect();
        for pointer in of_regions {
            if scenario.notes.len() < MAX_NOTES {
                scenario.notes.insert(pointer, note.clone());
            }
        }
        assert_eq!(scenario.notes.len(), MAX_NOTES);
        assert_eq!(apply(&mut scenario, &found), Err(Full::Notes));
        assert_eq!(scenario.options.len(), 4);
    }

    /// The second of two such names is numbered.
    #[test]
    fn a_name_that_is_taken_is_told_apart() {
        let mut scenario = example();
        let found = rival(&scenario);
        scenario.options[1].name = "Single region + tested warm standby".into();
        let Ok(Place::Added(id)) = apply(&mut scenario, &found) else { panic!("not added") };
        assert_eq!(scenario.option(&id).unwrap().name, "Single region + tested warm standby (2)");
    }
}
