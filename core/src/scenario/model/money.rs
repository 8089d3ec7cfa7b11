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
