//! What is asked of an option, and how much of what the targets allow it uses.

use super::constants::{AT_TARGET, CLOSE_TO_TARGET, ROUNDING};
use serde::Serialize;

/// What may be asked of an option, by its name in the evaluation file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// The target of the same name, as are the next four.
    Availability,
    /// Longest recovery.
    RtoMinutes,
    /// Longest span of lost writes.
    RpoSeconds,
    /// Slowest of 95 % of the requests.
    P95LatencyMs,
    /// Highest cost.
    MonthlyBudget,
    /// Data is only where it may be: no number, but missed as targets are.
    DataResidency,
    /// Nobody is left unserved: no number either.
    UnservedUsers,
}

/// The part that an option [uses](used) of what each target allows, in the order of [`Demand`]; none where no target is
/// given.
pub type Targets = [Option<f64>; 5];

impl Demand {
    /// All of them, in the order in which they are told.
    pub const ALL: [Demand; 7] = [
        Demand::Availability,
        Demand::RtoMinutes,
        Demand::RpoSeconds,
        Demand::P95LatencyMs,
        Demand::MonthlyBudget,
        Demand::DataResidency,
        Demand::UnservedUsers,
    ];

    /// The part used of it; none where it is not asked, or has no number.
    pub fn used(self, of: &Targets) -> Option<f64> {
        let [availability, rto_minutes, rpo_seconds, p95_latency_ms, monthly_budget] = *of;
        match self {
            Demand::Availability => availability,
            Demand::RtoMinutes => rto_minutes,
            Demand::RpoSeconds => rpo_seconds,
            Demand::P95LatencyMs => p95_latency_ms,
            Demand::MonthlyBudget => monthly_budget,
            Demand::DataResidency | Demand::UnservedUsers => None,
        }
    }

    /// Whether it is about a setting, such as a time to live, and not about a figure that may turn out otherwise: met is
    /// then met, never close.
    pub fn is_of_setting(self) -> bool {
        matches!(self, Demand::RtoMinutes | Demand::RpoSeconds)
    }
}

/// Stands in for an allowance of nothing, so that what exceeds it more is still further from it.
const NEXT_TO_NOTHING: f64 = 1e-15;

/// A figure as a part of the largest value that reaches the target: above 1 it does not.
///
/// ```
/// use geode_core::engine::targets::{is_close, is_missed, used};
/// let downtime = used(3_159.6, 3_153.6); // 6 seconds a year too many
/// assert!(is_close(downtime) && is_missed(downtime));
/// // An allowance of nothing has no neighbourhood.
/// assert!(is_missed(used(1e-17, 0.0)) && used(0.0, 0.0) == 0.0);
/// ```
pub fn used(figure: f64, allowed: f64) -> f64 {
    match allowed > 0.0 {
        true => figure / allowed,
        false if figure > 0.0 => 2.0 + figure / NEXT_TO_NOTHING,
        false => 0.0,
    }
}

/// Within 10 % of what is allowed, on either side; 11 of 10 minutes are, though 1.1 − 1 is a little more than 0.1.
///
/// ```
/// use geode_core::engine::targets::{is_close, used};
/// assert!([(11.0, 10.0), (9.0, 10.0), (110e3, 100e3), (5.5, 5.0)].into_iter().all(|(at, most)| is_close(used(at, most))));
/// assert!(!is_close(used(11.01, 10.0)) && !is_close(used(8.99, 10.0)));
/// ```
pub fn is_close(used: f64) -> bool {
    (used - 1.0).abs() <= CLOSE_TO_TARGET + ROUNDING
}

/// Over what is allowed, however little.
pub fn is_missed(used: f64) -> bool {
    used > 1.0 + AT_TARGET
}

/// Whether the latency target is about reads: about writes it is where there is nothing else.
pub fn has_reads(write_fraction: f64) -> bool {
    write_fraction < 1.0
}
