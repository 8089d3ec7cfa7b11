//! Targets of an option as service level objectives, OpenSLO v1 (github.com/OpenSLO/OpenSLO, specification v1).
//!
//! Availability is a ratio of requests, latency a threshold on what 95 of 100 reads take. Recovery times, lost writes and
//! budgets are no objectives there. Which queries measure requests the planner does not know: they stand as questions.

use crate::scenario::model::PlanOption;
use crate::scenario::restore::Fault;
use crate::scenario::{Scenario, inputs};

/// What the yearly targets are watched over.
const WINDOW: &str = "30d";
/// Longest name of an object, as in Kubernetes.
const MAX_NAME: usize = 63;

/// The objectives of an option, a document each.
///
/// ```
/// use geode_core::{exchange::openslo, scenario::presets};
/// let mut example = presets::worked_example();
/// example.target.availability = Some(0.9999);
/// let text = openslo::of(&example, &example.options[3])?;
/// assert!(text.contains("apiVersion: openslo/v1\nkind: SLO\n") && text.contains("target: 0.9999\n"));
/// # Ok::<(), geode_core::scenario::restore::Fault>(())
/// ```
///
/// # Errors
/// Where the scenario has no target that is an objective, or one of all requests: OpenSLO takes shares below 1.
pub fn of(scenario: &Scenario, option: &PlanOption) -> Result<String, Fault> {
    let target = &scenario.target;
    let fault = |path: &str, wrong: &str, expected: &str| Fault {
        path: path.into(),
        wrong: wrong.into(),
        expected: expected.into(),
    };
    if target.availability.is_some_and(|target| target >= 1.0) {
        return Err(fault(inputs::TARGET_AVAILABILITY, "is 1", "a share below 1, as OpenSLO asks of an objective"));
    }
    let availability = target.availability.map(|target| availability(option, target));
    let latency = target.p95_latency_ms.map(|ms| latency(option, ms));
    let documents: Vec<String> = availability.into_iter().chain(latency).collect();
    match documents.is_empty() {
        true => Err(fault("/target", "no target of availability or p95 latency is set", "one of them")),
        false => Ok(documents.join("---\n")),
    }
}

fn availability(option: &PlanOption, target: f64) -> String {
    let metrics = "      ratioMetric:\n        counter: true\n".to_owned()
        + &source("good", "requests that were served")
        + &source("total", "all requests");
    document(option, "availability", "Share of requests that are served", &metrics, &format!("    target: {target}\n"))
}

fn latency(option: &PlanOption, ms: f64) -> String {
    let metrics = "      thresholdMetric:\n".to_owned()
        + "        metricSource:\n          type: TODO\n          spec:\n            query: \"TODO: latency of reads in milliseconds\"\n";
    let objective = format!("    op: lte\n    value: {ms}\n    target: 0.95\n");
    document(option, "p95-latency", &format!("95 of 100 reads take at most {ms} ms"), &metrics, &objective)
}

fn source(name: &str, what: &str) -> String {
    format!(
        "        {name}:\n          metricSource:\n            type: TODO\n            spec:\n              query: \"TODO: {what}\"\n"
    )
}

fn document(option: &PlanOption, what: &str, words: &str, metrics: &str, objective: &str) -> String {
    let service = object_name(&option.id, "");
    let name = object_name(&option.id, &format!("-{what}"));
    let (title, words) = (quoted(&format!("{}: {what}", option.name)), quoted(words));
    format!(
        "apiVersion: openslo/v1
kind: SLO
metadata:
  name: {name}
  displayName: {title}
spec:
  description: {words}
  service: {service}
  indicator:
    metadata:
      name: {name}
    spec:
{metrics}  timeWindow:
  - duration: {WINDOW}
    isRolling: true
  budgetingMethod: Occurrences
  objectives:
  - displayName: {words}
{objective}"
    )
}

/// A name of an object: small letters, digits and hyphens, a letter first.
fn object_name(id: &str, ending: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let stem: String = format!("geode-{id}").chars().map(plain).take(MAX_NAME.saturating_sub(ending.len())).collect();
    format!("{}{ending}", stem.trim_end_matches('-'))
}

/// A text of YAML: what JSON writes is one.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
