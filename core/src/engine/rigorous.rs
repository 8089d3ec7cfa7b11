//! The figures of one option by the rigorous method: what a reliability engineer would sign.

use super::cost::MonthlyCost;
use super::irr::Rates;
use super::recovery::Recovery;
use super::targets::{Demand, Targets, is_missed};
use serde::{Deserialize, Serialize};

/// How much to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Depth {
    /// Unavailability, means, cost and value; without allocation once memory has grown.
    Headline,
    /// The 95th percentile of reads as well: with the headline, all that samples of uncertain inputs ask for.
    P95,
    /// All percentiles, figures after losing each region, internal rate of return and the bridge as well.
    Full,
}

/// Seconds of downtime in a year of 365 days, by the first cause that stops a request.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Breakdown {
    /// Shared dependencies.
    pub dependencies: f64,
    /// Operation of more than one region.
    pub operations: f64,
    /// No region of the option may serve the group.
    pub no_permitted_region: f64,
    /// Anything while a common-cause event lasts.
    pub common_cause: f64,
    /// Not yet routed away from a failed region.
    pub failover: f64,
    /// The failover of a pair has failed.
    pub uncovered_failover: f64,
    /// No region is left.
    pub regions_down: f64,
    /// The specialised region that the request needs has failed.
    pub specialised_region: f64,
    /// No quorum, or no writer.
    pub consistency: f64,
    /// Shed for want of capacity.
    pub capacity: f64,
}

impl Breakdown {
    /// The causes in the order of the evaluation file.
    pub fn causes(&self) -> [f64; 10] {
        [
            self.dependencies,
            self.operations,
            self.no_permitted_region,
            self.common_cause,
            self.failover,
            self.uncovered_failover,
            self.regions_down,
            self.specialised_region,
            self.consistency,
            self.capacity,
        ]
    }
}

/// Percentiles of a latency mixture, ms; none where nobody is served, and where the [`Depth`] does not ask for one.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Percentiles {
    /// Median.
    pub p50_ms: Option<f64>,
    /// 90th percentile.
    pub p90_ms: Option<f64>,
    /// 95th percentile.
    pub p95_ms: Option<f64>,
    /// 99th percentile.
    pub p99_ms: Option<f64>,
}

/// Reads or writes.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct RequestFigures {
    /// Long-run fraction that fails.
    pub unavailability: f64,
    /// Mean latency with everything up, ms; none if nobody is served.
    pub mean_latency_ms: Option<f64>,
    /// Percentiles with everything up. Below [`Depth::Full`] only the 95th: of reads at [`Depth::P95`], and of
    /// what a target of it is held against.
    pub percentiles: Percentiles,
}

/// A user group.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct GroupFigures {
    /// Index in `Problem::regions` of the region that serves it with everything up.
    pub serving_region: Option<usize>,
    /// Mean latency with everything up, reads and writes weighted, ms.
    pub mean_latency_ms: Option<f64>,
    /// Long-run fraction of its requests that fails, of all causes, reads and writes weighted.
    pub unavailability: f64,
}

/// A region of the option.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct RegionFigures {
    /// Index in `Problem::regions`.
    pub region: usize,
    /// Share of all requests that it serves with everything up.
    pub load_share: f64,
    /// Capacity built, in full copies at capacity factor 1.
    pub provisioned_share: f64,
    /// Largest load over every loss of up to max(1, f) regions.
    pub worst_load_share: f64,
}

/// What is left after losing one region, users routed away.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct AfterLosing {
    /// Index in `Problem::regions` of the lost one.
    pub region: usize,
    /// Mean latency of what is served, ms.
    pub mean_latency_ms: Option<f64>,
    /// 95th percentile of it, ms.
    pub p95_latency_ms: Option<f64>,
    /// Index in `Problem::regions` of the region with the largest load.
    pub worst_region: Option<usize>,
    /// That load, as a share of all requests.
    pub worst_load_share: f64,
    /// Share of requests that fails: nobody to serve them, or shed.
    pub unserved_share: f64,
    /// Share of requests that is shed for want of capacity.
    pub shed_share: f64,
}

/// Whether a break-even revenue exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreakEven {
    /// At the figure given.
    At,
    /// The option pays at any revenue.
    #[default]
    Always,
    /// It pays at none.
    Never,
}

/// Worth of an option against the baseline, per month unless named otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Value {
    /// Cost − the baseline's.
    pub extra_monthly_cost: f64,
    /// Profit from lower latency: speculative.
    pub latency_revenue: f64,
    /// Profit from less downtime: estimated.
    pub avoided_downtime_revenue: f64,
    /// Both − extra cost.
    pub net_monthly_benefit: f64,
    /// The same without the speculative part.
    pub net_monthly_benefit_without_latency: f64,
    /// Cost of an hour down at which the extra cost is earned.
    pub break_even_downtime_cost_per_hour: Option<f64>,
    /// Gain per 100 ms at which the extra cost is earned.
    pub break_even_gain_per_100_ms: Option<f64>,
    /// Monthly revenue at which the extra cost is earned.
    pub break_even_monthly_revenue: Option<f64>,
    /// Whether that revenue exists.
    pub break_even_status: BreakEven,
    /// Month from which on what was paid has come back; none for the baseline, or where it never does.
    pub payback_months: Option<f64>,
    /// Net present value over the horizon.
    pub npv: f64,
    /// Present value of the returns ÷ that of what is paid for them; none for the baseline, or where nothing is.
    pub benefit_cost_ratio: Option<f64>,
    /// What 1 a month over the horizon is worth today: the net present value ÷ this is its worth a month.
    pub level_worth: f64,
    /// Monthly revenue at which the net present value is 0.
    pub worthwhile_revenue: Option<f64>,
    /// Cost of an hour down at which the net present value is 0.
    pub worthwhile_downtime_cost: Option<f64>,
}

impl Value {
    /// Net present value a month: what would be worth as much if it came every month of the horizon.
    pub fn worth_monthly(&self) -> f64 {
        self.npv / self.level_worth
    }
}

/// Rigorous figures of one option, in the names and order of the evaluation file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Rigorous {
    /// Long-run fraction of requests that fails: the sum of the breakdown.
    pub unavailability: f64,
    /// Probability of the failure states that were left out: the truth lies in [U, U + this].
    pub unavailability_bound: f64,
    /// 1 − unavailability, for people; compute with `unavailability`.
    pub availability: f64,
    /// −log10 of the unavailability; none if that is 0.
    pub nines: Option<f64>,
    /// Seconds of downtime in a year of 365 days.
    pub downtime_seconds_per_year: f64,
    /// The same by cause; sums to it.
    pub downtime_breakdown_seconds_per_year: Breakdown,
    /// Reads.
    pub reads: RequestFigures,
    /// Writes.
    pub writes: RequestFigures,
    /// Mean latency with everything up, ms.
    pub mean_latency_ms: Option<f64>,
    /// Mean latency over all states, of what is served, ms.
    pub expected_latency_ms: Option<f64>,
    /// User groups, in scenario order.
    pub user_groups: Vec<GroupFigures>,
    /// Losing each region, in option order; empty at [`Depth::Headline`].
    pub after_losing: Vec<AfterLosing>,
    /// Regions, in option order.
    pub regions: Vec<RegionFigures>,
    /// Failures per year that users notice, dependencies and operations not counted.
    pub incidents_per_year: f64,
    /// Mean length of one, in minutes of full downtime; none without incidents.
    pub mean_incident_minutes: Option<f64>,
    /// Largest share of users that one region serves.
    pub worst_region_loss_user_share: f64,
    /// Recovery time, and what ends it.
    pub rto: Recovery,
    /// Span of writes that a failure may lose, seconds; none where there is one copy.
    pub rpo_seconds: Option<f64>,
    /// Writes lost per year, at most; none where there is one copy.
    pub expected_lost_writes_per_year: Option<f64>,
    /// Whether data of some users is where its law does not permit it.
    pub breaks_residency: bool,
    /// Share of requests whose users no region of a geode may serve.
    pub unserved_share: f64,
    /// Cost per month by part.
    pub monthly_cost: MonthlyCost,
    /// Worth against the baseline.
    pub value: Value,
    /// Internal rates of return as annual rates; none at [`Depth::Headline`].
    pub irr_annual: Rates,
    /// Modified internal rate of return, annual; none without both gains and losses, and at [`Depth::Headline`].
    pub mirr_annual: Option<f64>,
    /// What it uses of each target.
    pub targets: Targets,
}

impl Rigorous {
    /// Whether the option misses what may be asked of it.
    pub fn misses(&self, demand: Demand) -> bool {
        match demand {
            Demand::DataResidency => self.breaks_residency,
            Demand::UnservedUsers => self.unserved_share > 0.0,
            target => target.used(&self.targets).is_some_and(is_missed),
        }
    }

    /// Whether the option misses a target, breaks a law on where data may be, or leaves users unserved.
    pub fn misses_something(&self) -> bool {
        Demand::ALL.into_iter().any(|demand| self.misses(demand))
    }
}
