//! What a Terraform project would cost, as `infracost breakdown --format json` writes it: list prices, 730 hours a month.
//!
//! The total of a resource contains those of its parts, so only the projects' totals are added. A project that failed
//! counts 0 in the file's own total; no file names a region.

use crate::asked::Asked;
use crate::refused::Refused;
use crate::report::{Bill, LeftOut, Report, Rows};
use crate::sum::Sum;
use geode_core::catalogue::Catalogue;
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
struct File {
    currency: Option<String>,
    projects: Vec<Project>,
}

#[derive(Debug, Deserialize)]
struct Project {
    #[serde(default)]
    name: String,
    metadata: Option<Metadata>,
    breakdown: Option<Breakdown>,
    summary: Option<Summary>,
}

#[derive(Debug, Deserialize)]
struct Metadata {
    errors: Option<Vec<Value>>,
}

#[derive(Debug, Deserialize)]
struct Summary {
    #[serde(rename = "unsupportedResourceCounts")]
    unsupported: Option<serde_json::Map<String, Value>>,
}

#[derive(Debug, Deserialize)]
struct Breakdown {
    resources: Option<Vec<Value>>,
    #[serde(rename = "totalMonthlyCost")]
    total: Option<Value>,
}

/// Whether a document is one of Infracost's.
pub(crate) fn fits(json: &Value) -> bool {
    json.get("projects").is_some_and(Value::is_array) && json.get("totalMonthlyCost").is_some()
}

/// Reads an estimate.
pub(crate) fn read(json: Value, _: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    let file: File = serde_json::from_value(json)
        .map_err(|error| Refused::file(format!("is no Infracost file ({error})"), "projects with their breakdown"))?;
    let (mut total, mut rows, mut failed, mut unknown) = (Sum::default(), Rows::default(), 0, 0);
    let mut warnings = Vec::new();
    for project in &file.projects {
        rows.read += 1;
        if project.metadata.as_ref().and_then(|metadata| metadata.errors.as_ref()).is_some_and(|list| !list.is_empty())
        {
            failed += 1;
            continue;
        }
        rows.used += 1;
        let breakdown = project.breakdown.as_ref();
        let cost = breakdown.and_then(|breakdown| breakdown.total.as_ref());
        total.add(amount(cost).map_err(|wrong| {
            Refused::file(format!("totalMonthlyCost of {:?} is {wrong}", project.name), "a number as text")
        })?);
        unknown += breakdown
            .and_then(|breakdown| breakdown.resources.as_ref())
            .map_or(0, |all| all.iter().map(|resource| without_cost(resource, 0)).sum::<u64>());
        if let Some(names) = project.summary.as_ref().and_then(|summary| summary.unsupported.as_ref())
            && !names.is_empty()
        {
            let names: Vec<&str> = names.keys().map(String::as_str).collect();
            warnings.push(format!("{}: not counted, since unsupported: {}", project.name, names.join(", ")));
        }
    }
    rows.used_sum = Some(total.value());
    if failed > 0 {
        warnings.push(format!("a lower bound: {failed} of {} projects failed", rows.read));
        rows.left_out.push(LeftOut { why: "failed".into(), rows: failed, sum: Some(0.0) });
    }
    if unknown > 0 {
        warnings.push(format!("{unknown} components have no cost: their usage is unknown, not 0"));
    }
    warnings.push("list prices; no file of this kind names a region".into());
    let mut report = Report { rows, ..Report::new("infracost") };
    report.currency = Some(file.currency);
    report.bill = Some(Bill {
        monthly_cost: Some(total.value()),
        monthly_cost_without_region: Some(total.value()),
        ..Bill::default()
    });
    report.warnings = warnings;
    Ok(report)
}

/// Money is a text, or null.
fn amount(value: Option<&Value>) -> Result<f64, String> {
    match value {
        None | Some(Value::Null) => Ok(0.0),
        Some(Value::String(text)) => {
            text.parse().ok().filter(|x: &f64| x.is_finite()).ok_or_else(|| format!("{text:?}"))
        }
        Some(value) => value.as_f64().ok_or_else(|| value.to_string()),
    }
}

/// Components without a cost, those of parts of the resource too.
fn without_cost(resource: &Value, depth: usize) -> u64 {
    let list = |name| resource.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let own =
        list("costComponents").iter().filter(|part| part.get("monthlyCost").is_none_or(Value::is_null)).count() as u64;
    // serde_json has bounded the depth; so does this, to be seen.
    let parts =
        if depth < 16 { list("subresources").iter().map(|part| without_cost(part, depth + 1)).sum() } else { 0 };
    own + parts
}
