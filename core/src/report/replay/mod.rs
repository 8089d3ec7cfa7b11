//! A log of outages replayed by every option, with the names of the scenario: whom each of them hit, what would have been
//! left of it, and what it would have cost.

mod about;
mod table;

pub use about::{About, Seen};
pub use table::{MOST_LISTED, TOTALS};

use crate::engine::replay::{Hit, MAX_OUTAGES, Outage, Outcome, Replayed, downtime_cost_per_hour, replay as played};
use crate::scenario::Scenario;
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// An outage of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// The line, or the number in the list.
    pub row: u64,
    /// Its start, seconds since 1970.
    pub start_seconds: i64,
    /// Its end.
    pub end_seconds: i64,
    /// Its start as people read it.
    pub started: String,
    /// The regions that the log names, or [words for a cause](Cause::read).
    pub scope: Vec<String>,
    /// Whether these are meant as regions, and not as components or services.
    pub of_regions: bool,
}

/// Whom an outage hit, in the user's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// These regions, by id or name.
    Regions(Vec<String>),
    /// Everyone: a supplier failed.
    Supplier,
    /// Everyone: a change of one's own.
    Change,
}

/// What the user says beside the log.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// The cause of all outages, whatever the log names.
    pub all: Option<Cause>,
    /// That of single ones, by row.
    pub rows: BTreeMap<u64, Cause>,
    /// The region of the scenario that a name of the log means, the last that is said of it; empty: none of the scenario.
    pub regions: Vec<(String, String)>,
}

/// What the options make of a log.
#[derive(Debug, Clone, Serialize)]
pub struct Replay {
    /// Of all costs.
    pub currency: String,
    /// What an hour in which all requests fail costs; none: nobody said what downtime costs.
    pub downtime_cost_per_hour: Option<f64>,
    /// In the order of time; outages that overlap are one.
    pub incidents: Vec<Incident>,
    /// Totals, in the order of the scenario.
    pub options: Vec<Total>,
    /// Outages that were not replayed.
    pub left_out: Vec<Left>,
    /// What has to be answered before they can be.
    pub questions: Vec<Question>,
}

/// One incident.
#[derive(Debug, Clone, Serialize)]
pub struct Incident {
    /// Rows of the log.
    pub rows: Vec<u64>,
    /// Its start, as the log has it.
    pub start: String,
    /// The union of its outages, seconds.
    pub seconds: f64,
    /// What hit it: in JSON the only one of them, or `several`.
    #[serde(rename = "cause", serialize_with = "one_or_several")]
    pub sources: BTreeSet<Source>,
    /// Ids of the regions that it hit.
    pub regions: Vec<String>,
    /// What each option makes of it.
    pub options: Vec<Share>,
}

/// What hit an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A failure of one region.
    Region,
    /// Failures of several regions.
    Regions,
    /// A supplier that failed.
    Supplier,
    /// A change of one's own.
    Change,
}

fn one_or_several<S: Serializer>(sources: &BTreeSet<Source>, to: S) -> Result<S::Ok, S::Error> {
    match sources.first() {
        Some(only) if sources.len() == 1 => only.serialize(to),
        _ => to.serialize_str("several"),
    }
}

/// What an option makes of an incident.
#[derive(Debug, Clone, Serialize)]
pub struct Share {
    /// The option.
    pub id: String,
    /// Downtime, in seconds of all requests.
    pub downtime_seconds: f64,
    /// What is left of it.
    pub outcome: Outcome,
}

/// All incidents of an option.
#[derive(Debug, Clone, Serialize)]
pub struct Total {
    /// The option.
    pub id: String,
    /// Downtime, in seconds of all requests; none where nothing was replayed.
    pub downtime_seconds: Option<f64>,
    /// What that costs.
    pub cost: Option<f64>,
    /// Incidents by outcome.
    pub prevented: usize,
    /// Incidents by outcome.
    pub shortened: usize,
    /// Incidents by outcome.
    pub untouched: usize,
}

/// Outages that were not replayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    /// Why.
    pub why: String,
    /// Their rows.
    pub rows: Vec<u64>,
}

/// A name of the log that is no region of the scenario; empty: outages that name nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The name.
    pub value: String,
    /// How many outages wait for the answer.
    pub rows: usize,
    /// Ids that it may mean.
    pub choices: Vec<String>,
}

impl Cause {
    /// `supplier`, `change`, or regions separated by commas.
    pub fn read(text: &str) -> Cause {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        Cause::of(names.map(str::to_owned).collect())
    }

    /// Of the names in a log.
    fn of(names: Vec<String>) -> Cause {
        match names.iter().map(|name| fold(name)).collect::<Vec<_>>().as_slice() {
            [one] if ["supplier", "dependency", "thirdparty"].contains(&one.as_str()) => Cause::Supplier,
            [one] if ["change", "ownchange", "deploy", "config"].contains(&one.as_str()) => Cause::Change,
            _ => Cause::Regions(names),
        }
    }
}

/// A name as it is compared: letters and digits, in small letters.
#[inline(never)]
pub fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The region of the scenario that a name means, by index; `Ok(None)`: none of its regions, as was answered.
fn region(scenario: &Scenario, name: &str, names: &[(String, String)]) -> Result<Option<usize>, ()> {
    let index = |wanted: &str| {
        let wanted = fold(wanted);
        let fits = |id: &str, name: &str| fold(id) == wanted || fold(name) == wanted;
        let mut found = scenario.regions.iter().enumerate().filter(|(_, one)| fits(&one.id, &one.name));
        // A name that two regions share is no answer.
        found.next().map(|(i, _)| i).filter(|_| found.next().is_none() && !wanted.is_empty())
    };
    match names.iter().rfind(|(asked, _)| fold(asked) == fold(name)) {
        Some((_, answer)) if answer.is_empty() => Ok(None),
        Some((_, answer)) => index(answer).map(Some).ok_or(()),
        None => index(name).map(Some).ok_or(()),
    }
}

/// Replays a log.
///
/// ```
/// use geode_core::report::replay::{Answers, Logged, replay};
/// use geode_core::scenario::presets;
/// let two_hours = Logged {
///     row: 2,
///     start_seconds: 0,
///     end_seconds: 7_200,
///     started: "1970-01-01T00:00:00Z".into(),
///     scope: vec!["US East".into()],
///     of_regions: true,
/// };
/// let replayed = replay(&presets::worked_example(), &[two_hours], &Answers::default())?;
/// assert_eq!(replayed.incidents[0].regions, ["us-east"]);
/// assert_eq!(replayed.options[0].downtime_seconds, Some(7_200.0));
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// Where there are more outages than [`MAX_OUTAGES`].
pub fn replay(scenario: &Scenario, log: &[Logged], answers: &Answers) -> Result<Replay, String> {
    if log.len() > MAX_OUTAGES {
        return Err(format!("the log has {} outages, expected at most {MAX_OUTAGES}: a shorter period", log.len()));
    }
    let mut sorted = Sorted::default();
    for one in log {
        sorted.add(scenario, one, answers);
    }
    let incidents = played(&Problem::compile(scenario), &sorted.outages);
    let cost = Some(downtime_cost_per_hour(&scenario.revenue)).filter(|cost| *cost > 0.0);
    Ok(Replay {
        currency: scenario.currency.clone(),
        downtime_cost_per_hour: cost,
        options: (0..scenario.options.len()).map(|i| total(scenario, &incidents, i, cost)).collect(),
        incidents: incidents.iter().map(|one| sorted.incident(scenario, one)).collect(),
        left_out: sorted.left.into_iter().map(|(why, rows)| Left { why, rows }).collect(),
        questions: questions(scenario, &sorted.unknown),
    })
}

/// Outages with their causes, and those that have none yet.
#[derive(Default)]
struct Sorted<'l> {
    outages: Vec<Outage>,
    logged: Vec<(&'l Logged, Cause)>,
    left: BTreeMap<String, Vec<u64>>,
    unknown: BTreeMap<String, usize>,
}

impl<'l> Sorted<'l> {
    fn add(&mut self, scenario: &Scenario, one: &'l Logged, answers: &Answers) {
        let said = answers.rows.get(&one.row).or(answers.all.as_ref()).cloned();
        let cause = said.unwrap_or_else(|| Cause::of(one.scope.clone()));
        let hit = match &cause {
            Cause::Supplier | Cause::Change => Some(Hit::Everyone),
            Cause::Regions(names) => self.regions(scenario, names, answers, one.row).map(Hit::Regions),
        };
        if let Some(hit) = hit {
            self.outages.push(Outage { start_seconds: one.start_seconds, end_seconds: one.end_seconds, hit });
            self.logged.push((one, cause));
        }
    }

    /// The regions of the scenario that names mean; none where one of them has to be asked for, or all are elsewhere.
    fn regions(&mut self, scenario: &Scenario, names: &[String], answers: &Answers, row: u64) -> Option<Vec<usize>> {
        let found: Vec<_> = names.iter().map(|name| (name, region(scenario, name, &answers.regions))).collect();
        let unknown: BTreeSet<&String> = found.iter().filter(|(_, found)| found.is_err()).map(|(n, _)| *n).collect();
        unknown.iter().for_each(|name| *self.unknown.entry((*name).clone()).or_default() += 1);
        if names.is_empty() {
            *self.unknown.entry(String::new()).or_default() += 1;
        }
        let hit: BTreeSet<usize> = found.iter().filter_map(|(_, found)| found.ok().flatten()).collect();
        let why = match () {
            () if names.is_empty() => "no region or cause named",
            () if !unknown.is_empty() => "names what is no region of the scenario",
            () if hit.is_empty() => "in none of the scenario's regions",
            () => return Some(hit.into_iter().collect()),
        };
        self.left.entry(why.to_owned()).or_default().push(row);
        None
    }

    fn incident(&self, scenario: &Scenario, played: &Replayed) -> Incident {
        let parts = || played.outages.iter().filter_map(|i| Some((self.logged.get(*i)?, self.outages.get(*i)?)));
        let hit: BTreeSet<usize> = parts()
            .flat_map(|(_, outage)| match &outage.hit {
                Hit::Regions(regions) => regions.as_slice(),
                Hit::Everyone => &[],
            })
            .copied()
            .collect();
        let source = |cause: &Cause| match cause {
            Cause::Supplier => Source::Supplier,
            Cause::Change => Source::Change,
            Cause::Regions(_) if hit.len() == 1 => Source::Region,
            Cause::Regions(_) => Source::Regions,
        };
        let of_option = |(i, seconds): (usize, &f64)| {
            let id = scenario.options.get(i)?.id.clone();
            Some(Share { id, downtime_seconds: *seconds, outcome: played.outcome(*seconds) })
        };
        Incident {
            rows: parts().map(|((logged, _), _)| logged.row).collect(),
            start: parts().next().map(|((logged, _), _)| logged.started.clone()).unwrap_or_default(),
            seconds: played.seconds(),
            sources: parts().map(|((_, cause), _)| source(cause)).collect(),
            regions: hit.iter().filter_map(|i| Some(scenario.regions.get(*i)?.id.clone())).collect(),
            options: played.downtime_seconds.iter().enumerate().filter_map(of_option).collect(),
        }
    }
}

fn total(scenario: &Scenario, incidents: &[Replayed], option: usize, cost_per_hour: Option<f64>) -> Total {
    let downtimes = || incidents.iter().filter_map(|one| Some((one, *one.downtime_seconds.get(option)?)));
    let seconds = (!incidents.is_empty()).then(|| downtimes().map(|(_, seconds)| seconds).sum::<f64>() + 0.0);
    let count = |wanted| downtimes().filter(|(one, seconds)| one.outcome(*seconds) == wanted).count();
    Total {
        id: scenario.options.get(option).map(|option| option.id.clone()).unwrap_or_default(),
        downtime_seconds: seconds,
        cost: seconds.zip(cost_per_hour).map(|(seconds, cost)| seconds / 3_600.0 * cost),
        prevented: count(Outcome::Prevented),
        shortened: count(Outcome::Shortened),
        untouched: count(Outcome::Untouched),
    }
}

/// One for each name, the most frequent first.
fn questions(scenario: &Scenario, unknown: &BTreeMap<String, usize>) -> Vec<Question> {
    let choices: Vec<String> = scenario.regions.iter().map(|region| region.id.clone()).collect();
    let ask = |(value, rows): (&String, &usize)| {
        let mut choices = choices.clone();
        choices.extend(if value.is_empty() {
            ["supplier".into(), "change".into()].to_vec()
        } else {
            vec!["none".into()]
        });
        Question { value: value.clone(), rows: *rows, choices }
    };
    let mut questions: Vec<Question> = unknown.iter().map(ask).collect();
    crate::sorted::by_key(&mut questions, |question| std::cmp::Reverse(question.rows));
    questions
}
