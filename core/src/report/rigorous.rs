//! The rigorous figures with names: the object `rigorous` of the evaluation file.

use crate::engine::Recovery;
use crate::engine::cost::MonthlyCost;
use crate::engine::rigorous::{AfterLosing, Breakdown, GroupFigures, RegionFigures, RequestFigures, Rigorous};
use crate::engine::simulation::Yearly;
use crate::engine::targets::{self, Targets};
use crate::engine::value::BreakEven;
use crate::scenario::Scenario;
use crate::scenario::model::UserGroup;
use serde::Serialize;

/// Missed where data is where it may not be: no number, but missed as targets are.
pub const DATA_RESIDENCY: &str = "data_residency";
/// Missed where some users are served by nobody.
pub const UNSERVED_USERS: &str = "unserved_users";

/// Rigorous figures of one option, named as in the evaluation file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)] // every field is described, with its formula, in the list of figures
pub struct RigorousReport {
    pub unavailability: f64,
    pub unavailability_bound: f64,
    pub availability: f64,
    pub nines: Option<f64>,
    pub downtime_seconds_per_year: f64,
    pub downtime_breakdown_seconds_per_year: Breakdown,
    pub reads: RequestReport,
    pub writes: RequestReport,
    pub mean_latency_ms: Option<f64>,
    pub expected_latency_ms: Option<f64>,
    pub user_groups: Vec<GroupReport>,
    pub after_losing: Vec<LossReport>,
    pub regions: Vec<RegionReport>,
    pub incidents_per_year: f64,
    pub mean_incident_minutes: Option<f64>,
    pub worst_region_loss_user_share: f64,
    pub yearly_downtime_seconds: Option<YearlyReport>,
    pub probability_of_missing_target: MissingReport,
    pub probability_of_year_without_incident: Option<f64>,
    pub rto_seconds: f64,
    #[serde(skip)]
    pub rto: Recovery,
    pub rpo_seconds: Option<f64>,
    pub expected_lost_writes_per_year: Option<f64>,
    pub monthly_cost: MonthlyCost,
    pub extra_monthly_cost: f64,
    pub latency_revenue: f64,
    pub avoided_downtime_revenue: f64,
    pub net_monthly_benefit: f64,
    pub net_monthly_benefit_without_latency: f64,
    #[serde(skip)]
    pub targets: Targets,
    #[serde(skip)]
    pub unserved_share: f64,
    pub targets_missed: Vec<&'static str>,
    pub targets_close: Vec<&'static str>,
    pub break_even_downtime_cost_per_hour: Option<f64>,
    pub break_even_gain_per_100_ms: Option<f64>,
    pub break_even_monthly_revenue: Option<f64>,
    pub break_even_status: BreakEven,
    pub payback_months: Option<f64>,
    pub npv: f64,
    /// Net present value a month: what would be worth as much if it came every month.
    #[serde(skip)]
    pub worth_monthly: f64,
    #[serde(skip)]
    pub worthwhile_revenue: Option<f64>,
    #[serde(skip)]
    pub worthwhile_downtime_cost: Option<f64>,
    pub irr_annual: Option<f64>,
    /// Every internal rate of return, also where there are several.
    #[serde(skip)]
    pub irr_rates: Vec<f64>,
    pub mirr_annual: Option<f64>,
}

/// Reads or writes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct RequestReport {
    pub unavailability: f64,
    pub mean_latency_ms: Option<f64>,
    pub p50_latency_ms: Option<f64>,
    pub p90_latency_ms: Option<f64>,
    pub p95_latency_ms: Option<f64>,
    pub p99_latency_ms: Option<f64>,
}

/// A user group under an option.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct GroupReport {
    pub id: String,
    pub serving_region: Option<String>,
    pub mean_latency_ms: Option<f64>,
    pub unavailability: f64,
}

/// What is left after losing a region.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct LossReport {
    pub region: String,
    pub mean_latency_ms: Option<f64>,
    pub p95_latency_ms: Option<f64>,
    pub worst_region: Option<String>,
    pub worst_load_share: f64,
    pub unserved_share: f64,
}

/// A region of an option.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct RegionReport {
    pub id: String,
    pub load_share: f64,
    pub provisioned_share: f64,
    pub worst_load_share: f64,
}

/// Downtime of simulated years, seconds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct YearlyReport {
    pub p05: f64,
    pub p50: f64,
    pub p95: f64,
    pub mean: f64,
    pub standard_error: Option<f64>,
    pub years: f64,
}

/// Chance to miss the availability target; null without one.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct MissingReport {
    pub year: Option<f64>,
    pub month: Option<f64>,
}

impl RigorousReport {
    /// Puts names to the figures of an option.
    pub fn new(scenario: &Scenario, figures: &Rigorous) -> RigorousReport {
        let value = &figures.value;
        RigorousReport {
            unavailability: figures.unavailability,
            unavailability_bound: figures.unavailability_bound,
            availability: figures.availability,
            nines: figures.nines,
            downtime_seconds_per_year: figures.downtime_seconds_per_year,
            downtime_breakdown_seconds_per_year: figures.downtime_breakdown_seconds_per_year,
            reads: request(&figures.reads),
            writes: request(&figures.writes),
            mean_latency_ms: figures.mean_latency_ms,
            expected_latency_ms: figures.expected_latency_ms,
            user_groups: groups(scenario, figures),
            after_losing: losses(scenario, figures),
            regions: regions(scenario, figures),
            incidents_per_year: figures.incidents_per_year,
            mean_incident_minutes: figures.mean_incident_minutes,
            worst_region_loss_user_share: figures.worst_region_loss_user_share,
            yearly_downtime_seconds: None,
            probability_of_missing_target: MissingReport::default(),
            probability_of_year_without_incident: None,
            rto_seconds: figures.rto.seconds,
            rto: figures.rto,
            rpo_seconds: figures.rpo_seconds,
            expected_lost_writes_per_year: figures.expected_lost_writes_per_year,
            monthly_cost: figures.monthly_cost,
            extra_monthly_cost: value.extra_monthly_cost,
            latency_revenue: value.latency_revenue,
            avoided_downtime_revenue: value.avoided_downtime_revenue,
            net_monthly_benefit: value.net_monthly_benefit,
            net_monthly_benefit_without_latency: value.net_monthly_benefit_without_latency,
            targets: figures.targets,
            unserved_share: figures.unserved_share,
            targets_missed: missed(figures),
            targets_close: close(&figures.targets),
            break_even_downtime_cost_per_hour: value.break_even_downtime_cost_per_hour,
            break_even_gain_per_100_ms: value.break_even_gain_per_100_ms,
            break_even_monthly_revenue: value.break_even_monthly_revenue,
            break_even_status: value.break_even_status,
            payback_months: value.payback_months,
            npv: value.npv,
            worth_monthly: value.npv / value.level_worth,
            worthwhile_revenue: value.worthwhile_revenue,
            worthwhile_downtime_cost: value.worthwhile_downtime_cost,
            irr_annual: figures.irr_annual.internal(),
            irr_rates: figures.irr_annual.all.clone(),
            mirr_annual: figures.mirr_annual,
        }
    }

    /// Fills in the figures of simulated years.
    pub(super) fn set_yearly(&mut self, result: &Yearly) {
        self.yearly_downtime_seconds = Some(YearlyReport {
            p05: result.p05_seconds,
            p50: result.p50_seconds,
            p95: result.p95_seconds,
            mean: result.mean_seconds,
            standard_error: result.standard_error_seconds,
            years: f64::from(result.years),
        });
        self.probability_of_missing_target =
            MissingReport { year: result.misses_target_in_a_year, month: result.misses_target_in_a_month };
        self.probability_of_year_without_incident = Some(result.year_without_incident);
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
        p50_latency_ms: percentiles.map(|p| p.p50_ms),
        p90_latency_ms: percentiles.map(|p| p.p90_ms),
        p95_latency_ms: percentiles.map(|p| p.p95_ms),
        p99_latency_ms: percentiles.map(|p| p.p99_ms),
    }
}

/// What an option misses: targets by their names, and what a scenario asks for without a number.
fn missed(figures: &Rigorous) -> Vec<&'static str> {
    let over = targets::NAMES.into_iter().zip(&figures.targets);
    let over = over.filter(|(_, used)| used.is_some_and(targets::is_missed)).map(|(name, _)| name);
    let demands = [(DATA_RESIDENCY, figures.breaks_residency), (UNSERVED_USERS, figures.unserved_share > 0.0)];
    over.chain(demands.into_iter().filter(|(_, is_missed)| *is_missed).map(|(name, _)| name)).collect()
}

/// Names of the targets that an option is close to.
fn close(targets: &Targets) -> Vec<&'static str> {
    let is_close = |(name, used): &(&'static str, &Option<f64>)| {
        let met_by_setting = |used: f64| targets::is_of_setting(name) && !targets::is_missed(used);
        used.is_some_and(|used| targets::is_close(used) && !met_by_setting(used))
    };
    targets::NAMES.into_iter().zip(targets).filter(is_close).map(|(name, _)| name).collect()
}
