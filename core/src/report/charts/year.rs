//! One simulated year of an option, incident by incident.

use super::Source;
use super::causes::part;
use crate::chart::{Axis, Body, ChartSpec, Mark, Series, Stroke};
use crate::engine::simulation::{Incident, Simulation, Trigger};
use crate::quantity::format::{self, Digits, Format};

const HOUR: f64 = 3_600.0;
const DAYS: f64 = 365.0;

/// What begins incidents, in the order of their colours.
const TRIGGERS: [&str; 4] = ["A region fails", "A shared failure", "A shared dependency fails", "Operations"];

fn trigger(trigger: Trigger) -> usize {
    match trigger {
        Trigger::Region(_) => 0,
        Trigger::Domain(_) => 1,
        Trigger::Dependency(_) => 2,
        Trigger::Operations => 3,
    }
}

/// Seconds of full downtime that an incident is worth.
fn seconds(incident: &Incident) -> f64 {
    (incident.end_hours - incident.start_hours) * incident.failed_share * HOUR
}

fn day(incident: &Incident) -> f64 {
    libm::round(incident.start_hours / 24.0 * 10.0) / 10.0
}

/// The incidents of the picked year: drawn from the scenario's seed, so that everybody sees the same.
pub(super) fn incidents(source: &Source) -> Option<ChartSpec> {
    let (option, year) = (source.subject(), source.pick.year);
    let incidents = Simulation::new(source.problem, option)?.incidents(year);
    let series = |(i, label): (usize, &&str)| {
        let own = incidents.iter().filter(|incident| trigger(incident.trigger) == i);
        let points: Vec<(f64, f64)> = own.map(|incident| (day(incident), seconds(incident))).collect();
        let hue = part(i);
        (!points.is_empty()).then(|| Series {
            hue,
            marker: hue.marker(),
            ..Series::new(label, i, points).stroke(Stroke::Markers)
        })
    };
    let longest = incidents.iter().max_by(|a, b| seconds(a).total_cmp(&seconds(b)));
    let mark = longest.map(|incident| Mark::Point {
        x: day(incident),
        y: seconds(incident),
        label: format!("{}{}", place(source, incident), format::duration(seconds(incident), Digits::Few)),
        hue: Some(part(trigger(incident.trigger))),
    });
    Some(ChartSpec {
        title: takeaway(source.name(option), year, &incidents),
        x: Axis::new("Day of the year", "", Format::Plain).between(0.0, DAYS),
        y: Axis::new("Downtime", "weighted by the share of requests that fail", Format::Duration).log(),
        body: Body::Lines {
            series: TRIGGERS.iter().enumerate().filter_map(series).collect(),
            marks: mark.into_iter().collect(),
        },
    })
}

/// Where it began, if it began in a region.
fn place(source: &Source, incident: &Incident) -> String {
    match incident.trigger {
        Trigger::Region(region) => source.region(region).to_owned() + " ",
        Trigger::Domain(_) | Trigger::Dependency(_) | Trigger::Operations => String::new(),
    }
}

/// "Year 3 of Single region: 2 incidents, 9 min down."
fn takeaway(name: &str, year: u32, incidents: &[Incident]) -> String {
    let total: f64 = incidents.iter().map(seconds).sum();
    let down = format::duration(total, Digits::Few);
    let what = match incidents.len() {
        0 => "no incident".into(),
        1 => format!("1 incident, {down} down"),
        count => format!("{} incidents, {down} down", format::count(count as f64, Digits::Few)),
    };
    format!("Year {} of {name}: {what}.", u64::from(year) + 1)
}
