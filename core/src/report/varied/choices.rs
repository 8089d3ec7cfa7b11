//! Which inputs can be varied, and which figures looked at.

use crate::engine::figures::{Figure, LIST};
use crate::report::verdict::Method;
use crate::report::written;
use crate::scenario::inputs::{self, At, Input, Section};
use crate::scenario::model::Scenario;
use crate::text::decapital;

/// An input that can be varied: its pointer and its name.
pub type Choice = (String, String);

/// The inputs of a scenario that can be varied, by the section that they stand in: all that a figure follows from.
///
/// ```
/// use geode_core::{report::varied, scenario::presets};
/// let all = varied::inputs(&presets::worked_example());
/// let (section, inputs) = &all[0];
/// assert_eq!((*section, inputs[0].1.as_str()), ("Users", "Share of requests, North America"));
/// ```
pub fn inputs(scenario: &Scenario) -> Vec<(&'static str, Vec<Choice>)> {
    let mut all: Vec<(&'static str, Vec<Choice>)> = Vec::new();
    for (pointer, input, at) in inputs::all(scenario) {
        // Of what only serves the computation, as the seed does, none.
        if input.section == Section::Simulation || !follows(scenario, input, at) {
            continue;
        }
        let section = input.section.title();
        let name = written::input_name(scenario, &pointer).unwrap_or_else(|| pointer.clone());
        match all.iter_mut().find(|(other, _)| *other == section) {
            Some((_, inputs)) => inputs.push((pointer, name)),
            None => all.push((section, vec![(pointer, name)])),
        }
    }
    all
}

/// Whether any figure follows from an input: coordinates only draw the map, and of the two numbers of a region's
/// availability one counts.
fn follows(scenario: &Scenario, input: &Input, at: At) -> bool {
    !input.path.contains("/location/") && input.is_in_use(scenario, at)
}

/// The figures that can be looked at, by method: one an option, without simulated years, which would take minutes.
pub fn figures() -> [(&'static str, Vec<&'static Figure>); 2] {
    Method::ALL.map(|method| {
        let is_of = |figure: &&Figure| {
            figure.path.starts_with(method.prefix()) && figure.is_single() && !figure.needs.is_of_years()
        };
        (method.name(), LIST.iter().filter(is_of).collect())
    })
}

/// A figure's name within a sentence: "downtime (shared dependencies)", "p95 latency (reads)".
pub fn named(figure: &Figure) -> String {
    let name = decapital(&name(figure));
    let Some((what, part)) = name.split_once(": ") else { return name };
    let is_kind = matches!(what, "reads" | "writes");
    let (what, part) = if is_kind { (part, what) } else { (what, part) };
    format!("{what} ({part})")
}

/// A figure's name where it stands alone: "Downtime: shared dependencies".
pub fn name(figure: &Figure) -> String {
    let part = || decapital(figure.label);
    match figure.path {
        path if path.contains("/downtime_breakdown") => format!("Downtime: {}", part()),
        path if path.contains("/monthly_cost/") && !path.ends_with("/total") => format!("Monthly cost: {}", part()),
        _ => figure.label.to_owned(),
    }
}
