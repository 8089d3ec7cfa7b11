//! `geode replay`: outages that were, lived through once more by every option.

use crate::catalogue;
use crate::input::Input;
use crate::stop::{Stop, print};
use geode_core::report::replay::{Answers, Cause, replay};
use geode_core::scenario::Scenario;
use geode_import::{Asked, Report};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::File;

/// Replay a log of incidents: what each option would have made of them (JSON).
///
/// Reads the logs that `geode import` reads. Regions are matched by id or name; what is no region of the scenario is asked
/// for.
#[derive(Debug, clap::Args)]
pub struct Replay {
    #[command(flatten)]
    input: Input,
    /// The log.
    #[arg(long, value_name = "LOG")]
    incidents: String,
    /// Whom all incidents hit, or that of a row: regions separated by commas, supplier, or change; may stand several times.
    #[arg(long = "cause", value_name = "[ROW=]CAUSE")]
    causes: Vec<String>,
    /// The region that a name of the log means, such as us-east-1=us-east, or none; may stand several times.
    #[arg(long = "region", value_name = "NAME=ID")]
    regions: Vec<String>,
    /// Only this time, such as 2026-01-01/2026-07-01.
    #[arg(long, value_name = "START/END")]
    period: Option<String>,
    /// What counts as an outage, such as major,critical.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    impact: Option<Vec<String>>,
}

/// `NAME=ID`: what a name of a log means; no id for `none`.
pub(crate) fn meaning(text: &str, scenario: &Scenario) -> Result<(String, String), Stop> {
    let pair = text.split_once('=').map(|(name, id)| (name.trim(), id.trim()));
    match pair.filter(|(name, id)| !name.is_empty() && (*id == "none" || is_known(scenario, id))) {
        Some((name, "none")) => Ok((name.to_owned(), String::new())),
        Some((name, id)) => Ok((name.to_owned(), id.to_owned())),
        None => Err(Stop::bad(
            "--region",
            &format!("is {text:?}"),
            &format!("NAME=ID with none or one of {}", ids(scenario)),
        )),
    }
}

/// The time that a log covers, from START/END.
pub(crate) fn period(text: &Option<String>) -> Result<Option<(i64, i64)>, Stop> {
    text.as_deref().map(Asked::read_period).transpose().map_err(|wrong| Stop::refused("--period", wrong))
}

/// A file of the user's.
pub(crate) fn opened(path: &str) -> Result<File, Stop> {
    File::open(path).map_err(|error| Stop::bad(path, &format!("cannot be opened ({error})"), "a file that can be read"))
}

/// The rows that could have been meant; of many the first.
pub(crate) fn one_of(what: &str, rows: &BTreeSet<u64>) -> String {
    const NAMED: usize = 10;
    let named: Vec<String> = rows.iter().take(NAMED).map(u64::to_string).collect();
    let more = if rows.len() > NAMED { ", \u{2026}" } else { "" };
    if named.is_empty() {
        format!("{what}, of which there is none")
    } else {
        format!("{what}: {}{more}", named.join(", "))
    }
}

fn ids(scenario: &Scenario) -> String {
    scenario.regions.iter().map(|region| region.id.as_str()).collect::<Vec<_>>().join(", ")
}

fn is_known(scenario: &Scenario, name: &str) -> bool {
    scenario.regions.iter().any(|one| one.id == name || one.name == name)
}

impl Replay {
    /// Prints what each option makes of each incident.
    pub fn run(self) -> Result<(), Stop> {
        let scenario = self.input.scenario()?.scenario;
        let answers = self.answers(&scenario)?;
        let report = self.read()?;
        let log = &self.incidents;
        if report.outages.is_none() {
            return Err(Stop::bad(log, &format!("is a file of the kind {}", report.kind), "a log of incidents"));
        }
        let rows: BTreeSet<u64> = report.review.log.iter().map(|one| one.row).collect();
        if let Some(row) = answers.rows.keys().find(|row| !rows.contains(row)) {
            let wrong = format!("is for row {row}, which is no outage of {log}");
            return Err(Stop::bad("--cause", &wrong, &one_of("a row of an outage", &rows)));
        }
        let replayed = replay(&scenario, &report.review.log, &answers)
            .map_err(|wrong| Stop::refused(log, format!("{wrong} (--period)")))?;
        let mut answer = json!({
            "schema": "geode-planner/replay", "version": 1, "file": report.file, "kind": report.kind, "rows": report.rows,
        });
        if let (Value::Object(answer), Value::Object(replayed)) = (&mut answer, serde_json::to_value(&replayed)?) {
            answer.extend(replayed);
        }
        print(&format!("{answer:#}\n"))
    }

    fn read(&self) -> Result<Report, Stop> {
        let asked = Asked { period: period(&self.period)?, impacts: self.impact.clone(), ..Asked::default() };
        let log = &self.incidents;
        geode_import::import(log, opened(log)?, &asked, catalogue::read()?).map_err(|why| Stop::refused(log, why))
    }

    fn answers(&self, scenario: &Scenario) -> Result<Answers, Stop> {
        let mut answers = Answers::default();
        for text in &self.causes {
            let (row, cause) = match text.split_once('=') {
                Some((row, cause)) => {
                    let number = row.trim().parse();
                    let wrong = |_| Stop::bad("--cause", &format!("is {text:?}"), "a number of a row before =");
                    (Some(number.map_err(wrong)?), Cause::read(cause))
                }
                None => (None, Cause::read(text)),
            };
            if let Cause::Regions(names) = &cause {
                let unknown = names.iter().find(|name| !is_known(scenario, name)).cloned();
                if let Some(name) = unknown.or_else(|| names.is_empty().then(String::new)) {
                    let expected = format!("supplier, change, or regions of the scenario ({})", ids(scenario));
                    return Err(Stop::bad("--cause", &format!("names {name:?}"), &expected));
                }
            }
            match row {
                Some(row) => drop(answers.rows.insert(row, cause)),
                None => answers.all = Some(cause),
            }
        }
        answers.regions = self.regions.iter().map(|text| meaning(text, scenario)).collect::<Result<_, _>>()?;
        Ok(answers)
    }
}
