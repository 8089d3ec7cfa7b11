//! Incidents: when a service was down, by the union of their times. Lengths are never added, since incidents overlap.

pub(crate) mod certainty;
pub(crate) mod gcp;
pub(crate) mod rows;
pub(crate) mod statuspage;
pub(crate) mod upptime;
pub(crate) mod uptimerobot;

use crate::asked::Asked;
use crate::moment::{self, Seconds, Slashes, slashed};
use crate::refused::Refused;
use crate::report::{self, LeftOut, Outages, Question, Report, Rows};
use geode_core::report::replay::Logged;
use std::collections::{BTreeMap, BTreeSet};

const DAY: Seconds = 24 * 3600;
/// Longer ones are bugs that were tracked, not outages.
const MAX_LENGTH: Seconds = 30 * DAY;
/// The longest name that is shown.
const MAX_NAME: usize = 120;
/// The most incidents.
pub(crate) const MAX_INCIDENTS: usize = 200_000;
/// The most regions or components that one of them names.
const MAX_SCOPE: usize = 64;

/// An incident as a log has it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Incident {
    /// The line, or the number in the list.
    pub(crate) row: u64,
    /// What it was.
    pub(crate) name: String,
    pub(crate) start: Option<Seconds>,
    /// `None`: it had not ended.
    pub(crate) end: Option<Seconds>,
    /// When it was written down.
    pub(crate) created: Option<Seconds>,
    /// Why it is no outage; `None` where it is one.
    pub(crate) unticked: Option<String>,
    /// The regions or components that it names.
    pub(crate) scope: Vec<String>,
    /// Whether these are meant as regions.
    pub(crate) of_regions: bool,
}

impl Incident {
    /// What it lasted, or why nothing can be said of that.
    fn window(&self) -> Result<(Seconds, Seconds), &'static str> {
        let Some(start) = self.start else { return Err(WITHOUT_LENGTH) };
        let Some(end) = self.end else { return Err(OPEN) };
        match () {
            () if end <= start => Err(WITHOUT_LENGTH),
            () if end - start > MAX_LENGTH => Err("longer than 30 days"),
            () if self.created.is_some_and(|created| (created - start).abs() > DAY) => {
                Err("starts more than a day from when it was written down")
            }
            () => Ok((start, end)),
        }
    }
}

const OPEN: &str = "open";
const WITHOUT_LENGTH: &str = "without length";

/// Which impacts count, where the user does not say.
pub(crate) fn is_outage(impact: &str, asked: &Asked) -> bool {
    let impact = impact.trim().to_lowercase();
    match &asked.impacts {
        Some(list) => list.iter().any(|one| one.trim().to_lowercase() == impact),
        None => is_grave(&impact),
    }
}

/// Words of what is grave, and of what is not.
const GRAVE: [&str; 11] = [
    "major",
    "critical",
    "high",
    "highest",
    "urgent",
    "emergency",
    "blocker",
    "catastrophic",
    "fatal",
    "outage",
    "down",
];
const MILD: [&str; 8] = ["minor", "low", "partial", "partially", "none", "no", "not", "non"];

/// By the first word that says it: `Sev 1 - Critical`, `P0`, `S1`, `major_outage`; of severities 0 and 1, of priorities 0 to 2.
fn is_grave(impact: &str) -> bool {
    let mut before = "";
    for word in impact.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let (letters, digits) = word.split_at(word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len()));
        let last = match if letters.is_empty() { before } else { letters } {
            "s" | "sev" | "severity" => 1,
            "p" | "prio" | "priority" => 2,
            _ => 0,
        };
        match digits.parse::<u64>() {
            Ok(grade) if last > 0 => return grade <= last,
            _ if MILD.contains(&word) => return false,
            _ if GRAVE.contains(&word) => return true,
            _ => before = word,
        }
    }
    false
}

/// A first moment, and that after the last.
type Window = (Seconds, Seconds);

/// The report of a list of incidents.
pub(crate) fn report(kind: &str, incidents: &[Incident], asked: &Asked) -> Report {
    report_of_watched(kind, incidents, asked, &[])
}

/// The report of a list of incidents where nobody looked for some time, of which nothing is known.
pub(crate) fn report_of_watched(kind: &str, incidents: &[Incident], asked: &Asked, unknown: &[Window]) -> Report {
    let mut report = Report::new(kind);
    let mut outages = Outages::default();
    let mut left: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut windows = BTreeSet::new();
    for incident in incidents {
        let unticked = match &asked.ticked {
            Some(ticked) => (!ticked.contains(&incident.row)).then(|| "not ticked".to_owned()),
            None => incident.unticked.clone(),
        };
        let is_ticked = unticked.is_none();
        let why = match (unticked, incident.window()) {
            (Some(why), _) => why,
            (None, Err(why)) => {
                outages.open += u64::from(why == OPEN);
                outages.without_length += u64::from(why == WITHOUT_LENGTH);
                why.to_owned()
            }
            (None, Ok((start, end))) => match within(start, end, asked.period) {
                None => "other period".to_owned(),
                Some(window) => {
                    report.review.log.push(logged(incident, window));
                    match windows.insert(window) {
                        true => String::new(),
                        false => "same window as another".to_owned(),
                    }
                }
            },
        };
        if asked.is_reviewed {
            report.review.incidents.push(shown(incident, is_ticked, &why));
        }
        match why.is_empty() {
            true => report.rows.used += 1,
            false => left.entry(why).or_default().push(incident.row),
        }
    }
    report.rows = Rows {
        read: incidents.len() as u64,
        used: report.rows.used,
        used_sum: None,
        left_out: left
            .iter()
            .map(|(why, rows)| LeftOut { why: why.clone(), rows: rows.len() as u64, sum: None })
            .collect(),
    };
    let merged = merged(&windows);
    outages.count = windows.len() as u64;
    outages.hours = hours_of(&merged);
    outages.mttr_hours = (!merged.is_empty()).then(|| outages.hours / merged.len() as f64);
    certainty::of_lengths(&mut outages, &merged);
    match asked.period {
        Some((start, end)) => {
            windows.extend(unknown.iter().filter_map(|one| within(one.0, one.1, asked.period)));
            let not_up = hours_of(&self::merged(&windows));
            let hours = moment::hours(start, end) - (not_up - outages.hours);
            if hours > 0.0 {
                certainty::of_year(&mut outages, merged.len(), hours);
            }
            outages.availability = (hours > 0.0).then(|| 1.0 - outages.hours / hours);
            report.period = Some(moment::period(start, end, hours));
        }
        None => report.questions.push(Question { row: 0, value: question(incidents), choices: Vec::new() }),
    }
    report.warnings = warnings(&outages, &left, report.period.as_ref().map(|period| period.hours));
    report.outages = Some(outages);
    report
}

fn logged(incident: &Incident, (start, end): (Seconds, Seconds)) -> Logged {
    Logged {
        row: incident.row,
        start_seconds: start,
        end_seconds: end,
        started: moment::written(start),
        scope: incident.scope.clone(),
        of_regions: incident.of_regions,
    }
}

/// An incident as people tick it. Where they have ticked, what the log says of it stays; `why` it does not count now.
fn shown(incident: &Incident, is_ticked: bool, why: &str) -> report::Incident {
    let window = incident.window();
    report::Incident {
        row: incident.row,
        name: incident.name.chars().take(MAX_NAME).collect(),
        start: incident.start.map(moment::written),
        end: incident.end.map(moment::written),
        window: window.ok(),
        is_ticked: is_ticked && window.is_ok(),
        why: incident
            .unticked
            .clone()
            .or_else(|| window.err().map(str::to_owned))
            .or_else(|| (is_ticked && !why.is_empty()).then(|| why.to_owned())),
        scope: incident.scope.join(", ").chars().take(MAX_NAME).collect(),
    }
}

fn question(incidents: &[Incident]) -> String {
    let starts = || incidents.iter().filter_map(|incident| incident.start);
    let seen = match (starts().min(), starts().max()) {
        (Some(first), Some(last)) => {
            format!(" (incidents from {} to {})", moment::written(first), moment::written(last))
        }
        _ => String::new(),
    };
    format!("which period does this log cover?{seen}: availability is not known without it")
}

/// Whether days or months stand first in `03/04/2026`: some row has to tell, or the user.
pub(crate) fn order<'r>(dates: impl Iterator<Item = (u64, &'r str)>, asked: &Asked) -> Result<Slashes, Refused> {
    let (mut days, mut months, mut first) = (false, false, None);
    for (row, (one, other)) in dates.filter_map(|(row, written)| Some((row, slashed(written)?))) {
        days |= one > 12;
        months |= other > 12;
        first.get_or_insert(row);
    }
    let said = Slashes::said(&asked.answers);
    match (first, days, months) {
        (Some(row), true, true) => {
            Err(Refused::at(row, "days stand first in some dates, months in others", "dates as 2026-04-03"))
        }
        (Some(row), false, false) if said == Slashes::Unsaid => {
            let wrong = "every date could be day or month first, as 03/04/2026";
            Err(moment::refused(row, "03/04/2026", wrong.into(), ""))
        }
        (Some(_), false, false) => Ok(said),
        (_, true, _) => Ok(Slashes::DayFirst),
        _ => Ok(Slashes::MonthFirst),
    }
}

/// The part within the period.
fn within(start: Seconds, end: Seconds, period: Option<(Seconds, Seconds)>) -> Option<(Seconds, Seconds)> {
    let (from, to) = period.unwrap_or((start, end));
    let window = (start.max(from), end.min(to));
    (window.0 < window.1).then_some(window)
}

/// The length of intervals apart; of none 0, where a sum of floating-point numbers would be −0.
pub(crate) fn hours_of(merged: &[Window]) -> f64 {
    merged.iter().fold(0.0, |sum, (start, end)| sum + moment::hours(*start, *end))
}

/// Intervals, those that touch as one.
pub(crate) fn merged(windows: &BTreeSet<(Seconds, Seconds)>) -> Vec<(Seconds, Seconds)> {
    let mut merged: Vec<(Seconds, Seconds)> = Vec::new();
    for (start, end) in windows {
        match merged.last_mut() {
            Some(last) if *start <= last.1 => last.1 = last.1.max(*end),
            _ => merged.push((*start, *end)),
        }
    }
    merged
}

fn warnings(outages: &Outages, left: &BTreeMap<String, Vec<u64>>, hours: Option<f64>) -> Vec<String> {
    let mut warnings = Vec::new();
    if outages.count == 0 {
        // The rule of three: none in a time leaves at most 3 in it with 95 % certainty.
        let most = hours.filter(|hours| *hours > 0.0).map_or_else(String::new, |hours| {
            format!(" in {:.0} days: with 95 % certainty at most {:.1} a year", hours / 24.0, 3.0 * 8760.0 / hours)
        });
        warnings.push(format!("no outage{most}"));
    } else if outages.count < 5 {
        warnings.push(format!("few outages ({}): their mean length is uncertain", outages.count));
    }
    let listed = |why: &str| {
        why != "maintenance"
            && why != "not ticked"
            && !["impact ", "event ", "mode ", "status ", "kind ", "no impact", "no customer impact"]
                .iter()
                .any(|start| why.starts_with(start))
    };
    for (why, rows) in left.iter().filter(|(why, _)| listed(why)) {
        let first: Vec<String> = rows.iter().take(5).map(u64::to_string).collect();
        let more = if rows.len() > first.len() { ", …" } else { "" };
        warnings.push(format!("{} set aside: {why} (rows {}{more})", rows.len(), first.join(", ")));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incident(start: Seconds, end: Seconds) -> Incident {
        Incident { start: Some(start), end: Some(end), ..Incident::default() }
    }

    /// Two that overlap, one of them twice, one apart, one that begins before the period.
    #[test]
    fn overlaps_count_once() {
        let hour = 3600;
        let list = [
            incident(10 * hour, 12 * hour),
            incident(11 * hour, 14 * hour),
            incident(11 * hour, 14 * hour),
            incident(20 * hour, 21 * hour),
            incident(-5 * hour, hour),
        ];
        let asked = Asked { period: Some((0, 100 * hour)), ..Asked::default() };
        let report = report("incidents-csv", &list, &asked);
        let outages = report.outages.unwrap_or_default();
        assert_eq!((outages.count, outages.hours), (4, 6.0));
        assert_eq!(outages.mttr_hours, Some(2.0));
        assert_eq!(outages.availability, Some(0.94));
        assert_eq!((report.rows.read, report.rows.used), (5, 4));
    }

    #[test]
    fn what_has_no_end_is_neither_0_nor_now() {
        let open = Incident { start: Some(0), ..Incident::default() };
        let report = report("incidents-csv", &[open, incident(5, 5), incident(0, 40 * DAY)], &Asked::default());
        let outages = report.outages.unwrap_or_default();
        assert_eq!((outages.count, outages.open, outages.without_length, outages.mttr_hours), (0, 1, 1, None));
        assert_eq!((outages.availability, report.period, report.questions.len()), (None, None, 1));
    }
}
