//! A report put into a scenario: only what no question stands on, each number with a note of where it comes from.

use crate::report::{Bill, Outages, Report, Target, Visitors};
use geode_core::catalogue::{Catalogue, Country, Point, Region, RegionMatch};
use geode_core::planning;
use geode_core::scenario::Scenario;
use geode_core::scenario::model::{Location, Note, NoteStatus, UserGroup};
use geode_core::scenario::restore::{self, Repair};
use std::collections::BTreeMap;

/// The most groups of users; a scenario holds 256.
const MAX_GROUPS: usize = 250;
/// From a device to the network, ms, on top of the modelled round trip: an assumption.
const LAST_MILE_MS: f64 = 10.0;
/// The longest source of a note.
const MAX_SOURCE: usize = 80;

/// What the user decides beside the file.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Id of the region that an incident log is about.
    pub region: Option<String>,
    /// Name of the objective to take.
    pub target: Option<String>,
}

/// A scenario with a report applied.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The scenario, valid.
    pub scenario: Scenario,
    /// What had to be repaired.
    pub repairs: Vec<Repair>,
    /// What was applied.
    pub applied: Vec<String>,
    /// What was not, and why.
    pub left: Vec<String>,
}

/// Puts a report into a scenario.
///
/// # Errors
/// Where the result is no valid scenario: every fault of it.
pub fn apply(
    report: &Report,
    scenario: &Scenario,
    choice: &Choice,
    catalogue: &Catalogue,
) -> Result<Applied, restore::Refused> {
    let mut to = Put { scenario: scenario.clone(), report, applied: Vec::new(), left: Vec::new() };
    if let Some(bill) = &report.bill {
        to.bill(bill);
    }
    if let Some(visitors) = &report.visitors {
        to.users(visitors, catalogue);
    }
    if let Some(outages) = &report.outages {
        to.outages(outages, choice.region.as_deref());
    }
    if let Some(targets) = &report.targets {
        to.target(targets, choice.target.as_deref());
    }
    let checked = restore::validate(to.scenario)?;
    Ok(Applied { scenario: checked.scenario, repairs: checked.repairs, applied: to.applied, left: to.left })
}

/// The scenario that a report is put into.
struct Put<'r> {
    scenario: Scenario,
    report: &'r Report,
    applied: Vec<String>,
    left: Vec<String>,
}

impl Put<'_> {
    fn note(&mut self, pointer: &str, status: NoteStatus) {
        let period = self.report.period.as_ref().map_or_else(String::new, |period| {
            format!(", {} to {}", period.start.get(..10).unwrap_or_default(), period.end.get(..10).unwrap_or_default())
        });
        let source = format!("{}{period}, {} rows", self.report.kind, self.report.rows.used);
        let source = source.chars().take(MAX_SOURCE).collect();
        self.scenario.notes.insert(pointer.to_owned(), Note { status, source });
    }

    fn leave(&mut self, what: &str, why: impl std::fmt::Display) {
        self.left.push(format!("{what}: {why}"));
    }

    fn bill(&mut self, bill: &Bill) {
        let own = self.scenario.currency.clone();
        let (Some(cost), Some(Some(code))) = (bill.monthly_cost, &self.report.currency) else {
            return self.leave("cost", "the currency is not known; --currency says it");
        };
        if *code != own {
            return self.leave("cost", format!("the bill is in {code}, the scenario in {own}"));
        }
        let status = if self.report.kind == "infracost" { NoteStatus::Quoted } else { NoteStatus::Measured };
        if let Some(split) =
            bill.split.filter(|split| [split.compute, split.storage, split.fixed].iter().all(|x| *x >= 0.0))
        {
            self.scenario.cost.compute_share = split.compute;
            self.scenario.cost.storage_share = split.storage;
            self.scenario.cost.fixed_share = split.fixed;
            for share in ["compute", "storage", "fixed"] {
                self.note(&format!("/cost/{share}_share"), status);
            }
            self.applied.push("shares of compute, storage and fixed cost".into());
        }
        if let Some(transfer) = bill.transfer {
            self.scenario.cost.replicated_gb_per_month = transfer.gb_per_month;
            self.note("/cost/replicated_gb_per_month", status);
            if let Some(price) = transfer.price_per_gb {
                self.scenario.cost.transfer_price_per_gb = price;
                self.note("/cost/transfer_price_per_gb", status);
            }
            self.applied.push("data between regions".into());
        }
        // The bill is of what runs today, which may be more than one full copy.
        if planning::set_bill(&mut self.scenario, cost) {
            self.note("/cost/single_region_monthly", status);
            self.applied.push(format!("monthly cost of today's system: {code} {cost:.2}"));
        } else {
            let apart = planning::beside_copies(&self.scenario);
            self.leave("cost", format!("{cost:.2} is not above the {apart:.2} that transfer, people and edge cost"));
        }
    }

    fn users(&mut self, visitors: &Visitors, catalogue: &Catalogue) {
        let regions = match self.known_regions(catalogue) {
            Ok(regions) => regions,
            Err(unknown) => {
                let why =
                    format!("the region {unknown:?} is not in the catalogue, so its latency to a country is unknown");
                return self.leave("users", why);
            }
        };
        let mut groups = Vec::new();
        for one in &visitors.users_by_country {
            let Some(country) = catalogue.country(&one.country) else { continue };
            for point in country.points.iter().filter(|_| one.users > 0.0) {
                let group = group(country, point, one.share, one.revenue_share);
                groups.push((group, latencies(catalogue, point, &regions)));
            }
        }
        groups.sort_by(|(a, _), (b, _)| b.share.total_cmp(&a.share).then_with(|| a.id.cmp(&b.id)));
        let rest: f64 = groups.iter().skip(MAX_GROUPS).map(|(group, _)| group.share).sum();
        groups.truncate(MAX_GROUPS);
        let placed: Vec<_> = groups.into_iter().filter_map(|(group, latency)| Some((group, latency?))).collect();
        let all: f64 = placed.iter().map(|(group, _)| group.share).sum();
        if placed.is_empty() || all <= 0.0 {
            return self.leave("users", "no country has users and a known latency");
        }
        let about =
            |pointer: &String| !(pointer.starts_with("/user_groups/") || pointer.starts_with("/user_latency_ms/"));
        self.scenario.notes.retain(|pointer, _| about(pointer));
        self.scenario.uncertainty.retain(|uncertain| about(&uncertain.input));
        self.scenario.user_latency_ms.clear();
        self.scenario.user_groups.clear();
        self.applied
            .push(format!("{} groups of users; latencies are modelled, with 10 ms for the last mile", placed.len()));
        if rest > 0.0 {
            self.leave("users", format!("{:.2} % in small countries are left out", 100.0 * rest));
        }
        for (mut group, latency) in placed {
            group.share /= all;
            self.scenario.user_latency_ms.insert(group.id.clone(), latency);
            self.scenario.user_groups.push(group);
        }
        if let Some(first) = self.scenario.user_groups.first().map(|group| group.id.clone()) {
            self.note(&format!("/user_groups/{first}/share"), NoteStatus::Measured);
        }
    }

    fn known_regions<'c>(&self, catalogue: &'c Catalogue) -> Result<Vec<(String, &'c Region)>, String> {
        let find = |region: &geode_core::scenario::model::Region| {
            let named = |name: &str| match catalogue.region_named(name, None) {
                RegionMatch::Exact(region) if region.at.is_some() => Some(region),
                _ => None,
            };
            named(&region.id)
                .or_else(|| named(&region.name))
                .map(|found| (region.id.clone(), found))
                .ok_or_else(|| region.id.clone())
        };
        self.scenario.regions.iter().map(find).collect()
    }

    fn outages(&mut self, outages: &Outages, id: Option<&str>) {
        let Some(id) = id else { return self.leave("outages", "say which region they are about: --region ID") };
        let Some(availability) = outages.availability else {
            return self.leave("outages", "the period is not known; --period says it");
        };
        let hours = self.report.period.as_ref().map_or(0.0, |period| period.hours);
        let Some(region) = self.scenario.regions.iter_mut().find(|region| region.id == id) else {
            return self.leave("outages", format!("the scenario has no region {id:?}"));
        };
        if outages.count == 0 {
            return self.leave("outages", "there was none, which is no proof of an availability of 1");
        }
        region.availability = availability;
        // Carried as it was counted, not as 1 − A.
        region.unavailability = Some(outages.hours / hours);
        if let Some(mttr) = outages.mttr_hours {
            region.mttr_hours = mttr;
        }
        self.note(&format!("/regions/{id}/availability"), NoteStatus::Measured);
        self.note(&format!("/regions/{id}/mttr_hours"), NoteStatus::Measured);
        self.applied.push(format!("availability and mean time to repair of {id}"));
    }

    fn target(&mut self, targets: &[Target], name: Option<&str>) {
        let names: Vec<&str> = targets.iter().map(|target| target.name.as_str()).collect();
        let Some(name) = name else {
            return self.leave("targets", format!("say which: --target with one of {}", names.join(", ")));
        };
        let Some(target) = targets.iter().find(|target| target.name == name) else {
            return self.leave("targets", format!("there is no {name:?} among {}", names.join(", ")));
        };
        match (target.availability, target.p95_latency_ms) {
            (Some(availability), _) => {
                self.scenario.target.availability = Some(availability);
                self.note("/target/availability", NoteStatus::Quoted);
                self.applied.push(format!("target of availability: {availability}"));
            }
            (None, Some(ms)) => {
                self.scenario.target.p95_latency_ms = Some(ms);
                self.note("/target/p95_latency_ms", NoteStatus::Quoted);
                self.applied.push(format!("target of the 95th percentile: {ms} ms"));
            }
            (None, None) => self.leave("targets", format!("{name} is {}, which is no availability", target.kind)),
        }
    }
}

fn group(country: &Country, point: &Point, share: f64, revenue: Option<f64>) -> UserGroup {
    let of_one = country.points.len() == 1;
    UserGroup {
        id: point.id.to_lowercase(),
        name: if of_one { country.name.clone() } else { format!("{} ({})", country.name, point.id) }
            .chars()
            .take(80)
            .collect(),
        share: share * point.share,
        revenue_share: revenue.map(|revenue| revenue * point.share),
        permitted_jurisdictions: Vec::new(),
        home_region: None,
        location: Some(Location::Point { lat: point.at.lat(), lon: point.at.lon() }),
        last_mile_ms: None,
    }
}

fn latencies(catalogue: &Catalogue, point: &Point, regions: &[(String, &Region)]) -> Option<BTreeMap<String, f64>> {
    let to = |(id, region): &(String, &Region)| {
        let modelled = catalogue.user_round_trip(point, region)?;
        Some((id.clone(), ((modelled.ms + LAST_MILE_MS) * 10.0).round() / 10.0))
    };
    regions.iter().map(to).collect()
}
