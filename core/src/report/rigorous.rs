//! The rigorous figures with names: the object `rigorous` of the evaluation file.

use crate::engine::OptionFigures;
use crate::engine::figures::{self, Figure};
use crate::engine::rigorous::{AfterLosing, GroupFigures, RegionFigures, RequestFigures, Rigorous};
use crate::engine::targets::{Demand, is_close};
use crate::scenario::Scenario;
use crate::scenario::model::UserGroup;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

/// Rigorous figures of one option, with names: what the list of figures has under `/rigorous/` is written from there, in its
/// order, and the names between.
#[derive(Debug, Clone, PartialEq)]
pub struct RigorousReport {
    figures: Arc<OptionFigures>,
    /// Requests that read.
    pub reads: RequestReport,
    /// Requests that write.
    pub writes: RequestReport,
    /// User groups in the order of the scenario.
    pub user_groups: Vec<GroupReport>,
    /// What is left after losing each region of the option.
    pub after_losing: Vec<LossReport>,
    /// Regions of the option.
    pub regions: Vec<RegionReport>,
    /// The targets that are missed, and what else is asked.
    pub targets_missed: Vec<Demand>,
    /// The targets whose limit is within 10 %, on either side.
    pub targets_close: Vec<Demand>,
}

impl Deref for RigorousReport {
    type Target = Rigorous;

    fn deref(&self) -> &Rigorous {
        &self.figures.rigorous
    }
}

/// A field of the file and the figures in it: a nameless one is the field itself.
type Part = (&'static str, Vec<(&'static str, &'static Figure)>);

/// The list of figures as the fields of the file.
static PARTS: LazyLock<Vec<Part>> = LazyLock::new(|| {
    let mut parts: Vec<Part> = Vec::new();
    for figure in figures::LIST {
        let Some(path) = figure.path.strip_prefix("/rigorous/") else { continue };
        let (field, within) = path.split_once('/').unwrap_or((path, ""));
        match parts.last_mut().filter(|(last, _)| *last == field) {
            Some((_, figures)) => figures.push((within, figure)),
            None => parts.push((field, vec![(within, figure)])),
        }
    }
    parts
});

impl Serialize for RigorousReport {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_map(None)?;
        for (field, figures) in PARTS.iter() {
            match (*field, figures.as_slice()) {
                ("user_groups", _) => fields.serialize_entry(field, &self.user_groups)?,
                ("after_losing", _) => fields.serialize_entry(field, &self.after_losing)?,
                ("regions", _) => fields.serialize_entry(field, &self.regions)?,
                ("yearly_downtime_seconds", _) if self.figures.yearly.is_none() => {
                    fields.serialize_entry(field, &())?;
                }
                (_, [("", figure)]) => fields.serialize_entry(field, &figure.get(&*self.figures))?,
                (_, figures) => fields.serialize_entry(field, &Fields(figures, &self.figures))?,
            }
            match *field {
                "net_monthly_benefit_without_latency" => {
                    fields.serialize_entry("targets_missed", &self.targets_missed)?;
                    fields.serialize_entry("targets_close", &self.targets_close)?;
                }
                "break_even_monthly_revenue" => {
                    fields.serialize_entry("break_even_status", &self.value.break_even_status)?;
                }
                _ => {}
            }
        }
        fields.end()
    }
}

/// Figures that stand together in a field.
struct Fields<'a>(&'a [(&'static str, &'static Figure)], &'a OptionFigures);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(name, figure)| (name, figure.get(self.1))))
    }
}

/// Reads or writes.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestReport {
    /// Fraction of these requests that fail.
    pub unavailability: f64,
    /// Mean latency, ms, while all regions are up; none where nobody is served.
    pub mean_latency_ms: Option<f64>,
    /// Half of the requests are as fast or faster, ms.
    pub p50_latency_ms: Option<f64>,
    /// 90 % of the requests are as fast or faster, ms.
    pub p90_latency_ms: Option<f64>,
    /// 95 % of the requests are as fast or faster, ms.
    pub p95_latency_ms: Option<f64>,
    /// 99 % of the requests are as fast or faster, ms.
    pub p99_latency_ms: Option<f64>,
}

/// A user group under an option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupReport {
    /// Id of the group.
    pub id: String,
    /// Id of the region that serves it while all are up; none where no region may.
    pub serving_region: Option<String>,
    /// Mean latency with everything up, reads and writes weighted, ms; none where nobody is served.
    pub mean_latency_ms: Option<f64>,
    /// Long-run fraction of its requests that fails, of all causes, reads and writes weighted.
    pub unavailability: f64,
}

/// What is left after losing a region.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LossReport {
    /// Id of the region that is lost.
    pub region: String,
    /// Mean latency of what is served, ms; none where nothing is.
    pub mean_latency_ms: Option<f64>,
    /// 95th percentile of it, ms.
    pub p95_latency_ms: Option<f64>,
    /// Id of the region with the largest load; none where none is left.
    pub worst_region: Option<String>,
    /// That load, as a share of all requests.
    pub worst_load_share: f64,
    /// Share of requests that fails: nobody to serve them, or shed.
    pub unserved_share: f64,
}

/// A region of an option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegionReport {
    /// Id of the region.
    pub id: String,
    /// Share of all requests that it serves with everything up.
    pub load_share: f64,
    /// Capacity built, in full copies at capacity factor 1.
    pub provisioned_share: f64,
    /// Largest load over every loss of up to max(1, f) regions.
    pub worst_load_share: f64,
}

impl RigorousReport {
    /// Puts names to the figures of an option.
    pub fn new(scenario: &Scenario, figures: Arc<OptionFigures>) -> RigorousReport {
        let of = &figures.rigorous;
        RigorousReport {
            reads: request(&of.reads),
            writes: request(&of.writes),
            user_groups: groups(scenario, of),
            after_losing: losses(scenario, of),
            regions: regions(scenario, of),
            targets_missed: Demand::ALL.into_iter().filter(|demand| of.misses(*demand)).collect(),
            targets_close: Demand::ALL.into_iter().filter(|demand| is_near(*demand, of)).collect(),
            figures,
        }
    }

    /// Takes the same figures with those of simulated years.
    pub(super) fn set_figures(&mut self, figures: Arc<OptionFigures>) {
        self.figures = figures;
    }
}

fn region(scenario: &Scenario, index: usize) -> Option<String> {
    scenario.regions.get(index).map(|region| region.id.clone())
}

fn groups(scenario: &Scenario, figures: &Rigorous) -> Vec<GroupReport> {
    let report = |(group, f): (&UserGroup, &GroupFigures)| GroupReport {
        id: group.id.clone(),
        serving_region: f.serving_region.and_then(|index| region(scenario, index)),
        mean_latency_ms: f.mean_latency_ms,
        unavailability: f.unavailability,
    };
    scenario.user_groups.iter().zip(&figures.user_groups).map(report).collect()
}

fn losses(scenario: &Scenario, figures: &Rigorous) -> Vec<LossReport> {
    let report = |f: &AfterLosing| LossReport {
        region: region(scenario, f.region).unwrap_or_default(),
        mean_latency_ms: f.mean_latency_ms,
        p95_latency_ms: f.p95_latency_ms,
        worst_region: f.worst_region.and_then(|index| region(scenario, index)),
        worst_load_share: f.worst_load_share,
        unserved_share: f.unserved_share,
    };
    figures.after_losing.iter().map(report).collect()
}

fn regions(scenario: &Scenario, figures: &Rigorous) -> Vec<RegionReport> {
    let report = |f: &RegionFigures| RegionReport {
        id: region(scenario, f.region).unwrap_or_default(),
        load_share: f.load_share,
        provisioned_share: f.provisioned_share,
        worst_load_share: f.worst_load_share,
    };
    figures.regions.iter().map(report).collect()
}

fn request(figures: &RequestFigures) -> RequestReport {
    let percentiles = figures.percentiles;
    RequestReport {
        unavailability: figures.unavailability,
        mean_latency_ms: figures.mean_latency_ms,
        p50_latency_ms: percentiles.p50_ms,
        p90_latency_ms: percentiles.p90_ms,
        p95_latency_ms: percentiles.p95_ms,
        p99_latency_ms: percentiles.p99_ms,
    }
}

/// Whether the figure that a target is about is close to its limit.
fn is_near(target: Demand, of: &Rigorous) -> bool {
    let met_by_setting = target.is_of_setting() && !of.misses(target);
    target.used(&of.targets).is_some_and(is_close) && !met_by_setting
}
