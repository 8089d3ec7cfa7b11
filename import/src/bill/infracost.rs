//! What a Terraform project would cost, as `infracost breakdown --format json` writes it: list prices, 730 hours a month.
//!
//! The total of a resource contains those of its parts, so only the projects' totals are added. A project that failed
//! counts 0 in the file's own total; no file names a region, but a project may be called by its id.

use crate::asked::Asked;
use crate::refused::Refused;
use crate::report::{Bill, LeftOut, RegionCost, Report, Rows, Split};
use crate::sum::Sum;
use geode_core::catalogue::Catalogue;
use geode_core::sorted;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
struct File {
    currency: Option<String>,
    projects: Vec<Project>,
    summary: Option<Summary>,
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

/// How many resources of each type are not in the total.
#[derive(Debug, Deserialize)]
struct Summary {
    #[serde(rename = "unsupportedResourceCounts")]
    unsupported: Option<BTreeMap<String, u64>>,
    #[serde(rename = "noPriceResourceCounts")]
    no_price: Option<BTreeMap<String, u64>>,
}

impl Summary {
    fn tell(&self, of: &str, warnings: &mut Vec<String>) {
        let said = [
            (&self.unsupported, "not counted, since unsupported"),
            (&self.no_price, "without a price, which Infracost takes for free"),
        ];
        for (types, why) in said {
            let types = types.iter().flatten().filter(|(_, count)| **count > 0);
            let many: u64 = types.clone().map(|(_, count)| *count).sum();
            let named =
                |(name, count): (&String, &u64)| if *count > 1 { format!("{name} ({count})") } else { name.clone() };
            let names: Vec<String> = types.map(named).collect();
            if many > 0 {
                let resources = if many == 1 { "resource is" } else { "resources are" };
                warnings.push(format!("{of}{many} {resources} {why}: {}", names.join(", ")));
            }
        }
    }
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
pub(crate) fn read(json: Value, _: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let file: File = serde_json::from_value(json)
        .map_err(|error| Refused::file(format!("is no Infracost file ({error})"), "projects with their breakdown"))?;
    let (mut rows, mut failed, mut warnings) = (Rows::default(), 0, Vec::new());
    let (mut total, mut regions, mut costs) = (Sum::default(), BTreeMap::<&str, Sum>::new(), Costs::default());
    for project in &file.projects {
        rows.read += 1;
        if project.metadata.as_ref().and_then(|metadata| metadata.errors.as_ref()).is_some_and(|list| !list.is_empty())
        {
            failed += 1;
            continue;
        }
        rows.used += 1;
        let breakdown = project.breakdown.as_ref();
        let cost = amount(breakdown.and_then(|breakdown| breakdown.total.as_ref())).map_err(|wrong| {
            Refused::file(format!("totalMonthlyCost of {:?} is {wrong}", project.name), "a number as text")
        })?;
        total.add(cost);
        if let Some(region) = region(catalogue, &project.name) {
            regions.entry(region).or_default().add(cost);
        }
        for resource in breakdown.and_then(|breakdown| breakdown.resources.as_ref()).into_iter().flatten() {
            costs.add(resource);
        }
        if let Some(summary) = &project.summary {
            summary.tell(&format!("{}: ", project.name), &mut warnings);
        }
    }
    // What it says of all projects is what older files have alone.
    if let Some(summary) = file.summary.filter(|_| file.projects.iter().all(|project| project.summary.is_none())) {
        summary.tell("", &mut warnings);
    }
    rows.used_sum = Some(total.value());
    if failed > 0 {
        warnings.push(format!("a lower bound: {failed} of {} projects failed", rows.read));
        rows.left_out.push(LeftOut { why: "failed".into(), rows: failed, sum: Some(0.0) });
    }
    costs.tell(&mut warnings);
    let mut by: Vec<RegionCost> = regions
        .into_iter()
        .map(|(region, sum)| RegionCost { region: region.to_owned(), monthly: sum.value() })
        .collect();
    sorted::by(&mut by, |a, b| b.monthly.total_cmp(&a.monthly));
    let nowhere = by.iter().fold(total.value(), |rest, one| rest - one.monthly);
    warnings.push(match by.is_empty() {
        true => "list prices; no file of this kind names a region".into(),
        false => "list prices; no file of this kind names a region: those are the names of projects".into(),
    });
    let mut report = Report { rows, ..Report::new("infracost") };
    report.currency = Some(file.currency);
    report.bill = Some(Bill {
        monthly_cost: Some(total.value()),
        monthly_cost_without_region: Some(nowhere),
        monthly_cost_by_region: by,
        split: costs.split(total.value()),
        ..Bill::default()
    });
    report.warnings = warnings;
    Ok(report)
}

/// The region whose id is a part of a project's name: `shop/eu-west-1`.
fn region<'c>(catalogue: &'c Catalogue, name: &str) -> Option<&'c str> {
    name.split(['/', '\\', ' ', '_', ':']).find_map(|part| Some(catalogue.region(part)?.id.as_str()))
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

/// What the components of resources cost, by what it grows with.
#[derive(Default)]
struct Costs {
    compute: Sum,
    storage: Sum,
    fixed: Sum,
    unpriced: Without,
    unknown: Without,
}

/// Components without a cost, and the first resources that have them.
#[derive(Default)]
struct Without {
    count: u64,
    names: Vec<String>,
}

impl Without {
    fn add(&mut self, name: &str) {
        self.count += 1;
        if self.names.len() < 5 && self.names.iter().all(|known| known != name) {
            self.names.push(name.to_owned());
        }
    }

    fn tell(&self, why: &str, warnings: &mut Vec<String>) {
        if self.count > 0 {
            warnings.push(format!(
                "{} components have no {why}, among them those of {}",
                self.count,
                self.names.join(", ")
            ));
        }
    }
}

/// Words in types of resources, and in names of their parts, that store; and those that cost whatever is served.
const STORES: [&str; 13] = [
    "storage",
    "s3",
    "ebs",
    "efs",
    "fsx",
    "disk",
    "volume",
    "block_device",
    "snapshot",
    "backup",
    "filestore",
    "container_registry",
    "ecr",
];
const FIXED: [&str; 9] =
    ["cloudwatch", "cloudtrail", "config", "kms", "secret", "key_vault", "guardduty", "security", "log_analytics"];

impl Costs {
    fn add(&mut self, resource: &Value) {
        let text = |name: &str| resource.get(name).and_then(Value::as_str);
        let name = text("name").unwrap_or("a resource without a name");
        let kind = text("resourceType").or_else(|| name.split('.').next()).unwrap_or_default();
        self.part(resource, name, kind, 0);
    }

    fn part(&mut self, part: &Value, name: &str, kind: &str, depth: usize) {
        let list = |name| part.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        for component in list("costComponents") {
            let cost = component.get("monthlyCost").filter(|cost| !cost.is_null());
            if component.get("priceNotFound") == Some(&Value::Bool(true)) {
                self.unpriced.add(name);
            } else if cost.is_none() {
                self.unknown.add(name);
            }
            let own = component.get("name").and_then(Value::as_str).unwrap_or_default().to_lowercase();
            let sum = match () {
                () if has(kind, &STORES) || own.starts_with("storage") => &mut self.storage,
                () if has(kind, &FIXED) => &mut self.fixed,
                () => &mut self.compute,
            };
            sum.add(amount(cost).unwrap_or_default());
        }
        // serde_json has bounded the depth; so does this, to be seen.
        for below in list("subresources").iter().filter(|_| depth < 16) {
            let of = below.get("name").and_then(Value::as_str).unwrap_or_default();
            self.part(below, name, if has(of, &STORES) { of } else { kind }, depth + 1);
        }
    }

    fn tell(&self, warnings: &mut Vec<String>) {
        self.unknown.tell("cost: their usage is unknown, not 0", warnings);
        self.unpriced.tell("price", warnings);
    }

    /// Shares; none where the components do not add to the total.
    fn split(&self, total: f64) -> Option<Split> {
        let [compute, storage, fixed] = [self.compute, self.storage, self.fixed].map(Sum::value);
        let is_whole = (compute + storage + fixed - total).abs() <= 0.005 * total;
        let (storage, fixed) = (storage / total, fixed / total);
        (total > 0.0 && is_whole).then_some(Split { compute: 1.0 - storage - fixed, storage, fixed })
    }
}

/// Whether a type or name has one of these words: `aws_s3_bucket`, `root_block_device`.
fn has(name: &str, words: &[&str]) -> bool {
    let name = format!("_{}", name.to_lowercase());
    words.iter().any(|word| name.contains(&format!("_{word}")))
}
