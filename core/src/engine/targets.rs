//! How much of what the targets allow an option uses.

use super::constants::{AT_TARGET, CLOSE_TO_TARGET, ROUNDING};

/// The targets by their names in a scenario.
pub const NAMES: [&str; 5] = ["availability", "rto_minutes", "rpo_seconds", "p95_latency_ms", "monthly_budget"];

/// The part that an option [uses](used) of what each target allows, in the order of [`NAMES`]; none where no target is
/// given.
pub type Targets = [Option<f64>; 5];

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

/// Whether a target is about a setting, such as a time to live, and not about a figure that may turn out otherwise: met
/// is then met, never close.
pub fn is_of_setting(name: &str) -> bool {
    matches!(name, "rto_minutes" | "rpo_seconds")
}

/// Whether the latency target is about reads: about writes it is where there is nothing else.
pub fn has_reads(write_fraction: f64) -> bool {
    write_fraction < 1.0
}
