//! What it costs and earns, and what must be reached.

use serde::Serialize;

/// What it costs, per month.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Cost {
    /// One full copy in a region of price index 1.
    pub single_region_monthly: f64,
    /// Fraction of it that grows with capacity.
    pub compute_share: f64,
    /// Fraction that every region pays whole.
    pub fixed_share: f64,
    /// Fraction for stored data.
    pub storage_share: f64,
    /// Transfer as a fraction of the cost of more than one region (textbook method).
    pub transfer_overhead: f64,
    /// Data replicated to each further region, GB.
    pub replicated_gb_per_month: f64,
    /// Price of a replicated GB.
    pub transfer_price_per_gb: f64,
    /// What is taken off the price of compute.
    pub compute_discount: f64,
    /// What is taken off the fixed part.
    pub fixed_discount: f64,
    /// What is taken off the price of storage.
    pub storage_discount: f64,
    /// What is taken off the price of transfer.
    pub transfer_discount: f64,
    /// Tools and services for every region after the first.
    pub operations_monthly_per_extra_region: f64,
    /// People whom every region after the first takes, in full-time posts.
    pub people_per_extra_region: f64,
    /// What one of them costs a year, with everything that comes on top of the salary.
    pub loaded_annual_cost_per_person: f64,
    /// Paid once by every option but the baseline.
    pub migration_one_off: f64,
}

impl Cost {
    /// What people cost a month for every region after the first.
    pub fn people_monthly_per_extra_region(&self) -> f64 {
        self.people_per_extra_region * self.loaded_annual_cost_per_person / 12.0
    }
}

/// What it earns.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Revenue {
    /// Revenue per month.
    pub monthly: f64,
    /// Relative gain in revenue per 100 ms saved.
    pub gain_per_100_ms: f64,
    /// Reduction that the textbook method prices, ms.
    pub nominal_reduction_ms: f64,
    /// Fraction of revenue that is profit.
    pub gross_margin: f64,
    /// Fraction of revenue that is lost, not postponed, while down.
    pub lost_share_during_downtime: f64,
    /// Cost of an hour down; null: from revenue.
    pub downtime_cost_per_hour: Option<f64>,
    /// Whether gains compound instead of adding up.
    pub compounding: bool,
}

impl Revenue {
    /// Whether an hour down is all that is worth money: revenue is not counted.
    pub fn counts_hours(&self) -> bool {
        self.monthly == 0.0 && self.downtime_cost_per_hour.is_some()
    }
}

/// How money over time is valued.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Finance {
    /// Months that count.
    pub horizon_months: u32,
    /// Discount rate per year.
    pub annual_discount_rate: f64,
    /// Growth of the benefit per year.
    pub annual_growth: f64,
    /// Growth of the extra cost per year.
    pub annual_cost_growth: f64,
    /// Months until the benefit starts.
    pub months_until_live: u32,
}

/// What must be reached; null: no such target.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Target {
    /// Least availability.
    pub availability: Option<f64>,
    /// Longest recovery time, minutes.
    pub rto_minutes: Option<f64>,
    /// Longest span of lost writes, seconds.
    pub rpo_seconds: Option<f64>,
    /// Highest 95th percentile of read latency, ms.
    pub p95_latency_ms: Option<f64>,
    /// Highest cost per month.
    pub monthly_budget: Option<f64>,
}

/// What contracts give back to customers where less uptime was kept than promised: service level credits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SlaCredits {
    /// Over which span uptime is counted.
    pub period: CreditPeriod,
    /// Fraction of revenue that is paid under such contracts.
    pub fees_share: f64,
    /// What is given back; empty: nothing was promised, or nobody has said what.
    pub steps: Vec<CreditStep>,
}

impl Default for SlaCredits {
    fn default() -> SlaCredits {
        SlaCredits { period: CreditPeriod::Month, fees_share: 1.0, steps: Vec::new() }
    }
}

impl SlaCredits {
    /// Whether nothing is given back.
    pub fn is_none(&self) -> bool {
        self.steps.is_empty()
    }

    /// The fraction of a period's fees that is given back for its uptime: the largest of the steps that it is below.
    ///
    /// ```
    /// use geode_core::scenario::model::{CreditStep, SlaCredits};
    /// let step = |below, credit_share| CreditStep { below, credit_share };
    /// let sla = SlaCredits { steps: vec![step(0.999, 0.1), step(0.99, 0.3)], ..SlaCredits::default() };
    /// assert_eq!([0.9995, 0.999, 0.995, 0.9].map(|uptime| sla.credit(uptime)), [0.0, 0.0, 0.1, 0.3]);
    /// ```
    pub fn credit(&self, uptime: f64) -> f64 {
        self.steps.iter().filter(|step| uptime < step.below).map(|step| step.credit_share).fold(0.0, f64::max)
    }
}

/// A step of the table of credits.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct CreditStep {
    /// Uptime of a period below which it applies.
    pub below: f64,
    /// Fraction of the period's fees that is given back.
    pub credit_share: f64,
}

/// The span over which uptime is promised; a month has 730 h.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditPeriod {
    /// A twelfth of a year.
    #[default]
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

impl CreditPeriod {
    /// How many months it has.
    pub fn months(self) -> usize {
        match self {
            CreditPeriod::Month => 1,
            CreditPeriod::Quarter => 3,
            CreditPeriod::Year => 12,
        }
    }
}

/// A phase of a rollout: from which month on what runs.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Phase {
    /// Months from now until its option runs and what it costs once is paid.
    pub start_month: u32,
    /// Id of the option that runs from then on.
    pub option: String,
    /// Paid once, in that month.
    pub migration_cost: f64,
}
