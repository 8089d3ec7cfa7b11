//! Constants and tolerances that parts of the engine share, each with its reason.

pub use crate::quantity::HOURS_PER_YEAR;
pub use crate::scenario::limits::MAX_OPTION_REGIONS as MAX_REGIONS;

/// Hours of a month, a twelfth of a year.
pub const HOURS_PER_MONTH: f64 = 730.0;
/// Minutes of a year of 365 days.
pub const MINUTES_PER_YEAR: f64 = 525_600.0;
/// Months of a year.
pub const MONTHS_PER_YEAR: f64 = 12.0;

/// Most failure states of one option. Beyond it the least probable are left out and their mass is reported, so
/// that no scenario can hang the page.
pub const MAX_STATES: u64 = 20_000;
/// Halvings of the interval in which the threshold of the states that are left out is sought: 60 decades / 2^12
/// is a factor of 1.03 of the best threshold.
pub const THRESHOLD_STEPS: u32 = 12;
/// Decades below 1 in which that threshold is sought.
pub const THRESHOLD_DECADES: f64 = 60.0;

/// Most losses of regions that sizing routes all groups for, one by one: 0.2 ms with 256 groups. Of more it looks for the
/// heaviest ones.
pub const MAX_LOSSES_ROUTED: u64 = 256;

/// Relative excess of load over capacity that still counts as carried. Capacity is sized as load ÷ factor ×
/// (1 + headroom) and used as capacity × factor: the two roundings must not shed a request in a thousand billion,
/// which would be a visible part of an unavailability of 1e-13.
pub const CAPACITY_SLACK: f64 = 1e-12;

/// What may be missing to 1 in a sum of shares that rounding has left just short of it: nothing is left then.
pub const SHARE_SLACK: f64 = 1e-12;

/// Most groups whose travellers are told apart by both their group and where they are; of more, those who are at one place
/// and are served by one region are one part of a mixture, because they wait equally long: 4 thousand parts of 256 groups
/// and 16 regions instead of 65 thousand.
pub const MAX_GROUPS_TRAVELLING_APART: usize = 64;

/// Parts of a mixture from which on its percentiles are not looked for part by part.
pub const MANY_COMPONENTS: usize = 1_024;

/// Slack of quantiles: a probability that rounding has left just short of p counts as p.
pub const QUANTILE_SLACK: f64 = 1e-12;
/// Standard deviations around the outermost component means that bracket every quantile: Φ(−9) is 1e-19.
pub const QUANTILE_BRACKET: f64 = 9.0;
/// Most steps of Newton's method and halvings of that bracket; a handful where quantiles are plain.
pub const QUANTILE_STEPS: u32 = 160;
/// A step that ends the search, in standard deviations: Newton's next one would be its square.
pub const QUANTILE_STEP: f64 = 1e-13;

/// A figure within this fraction of its target's budget, on either side, is close to it.
pub const CLOSE_TO_TARGET: f64 = 0.1;
/// A figure over its limit by no more than this fraction of it is at the limit: as the rest of its arithmetic.
pub const AT_TARGET: f64 = 1e-9;

/// Mean length of an outage that operations cause, hours.
pub const OPERATIONS_OUTAGE_HOURS: f64 = 1.0;

/// Figures that differ by less than this share of the larger one are equal: the rest is rounding.
pub const ROUNDING: f64 = 1e-12;
/// Most changes of sign of flows whose internal rates of return are looked for; flows of one plan have at most four.
pub const MAX_SIGN_CHANGES: usize = 16;
/// A sum of that part of its terms' sizes is 0 but for rounding: up to 600 terms of a Horner scheme.
pub const ROOT_TOLERANCE: f64 = 1e-15;
/// Most months that are looked at for a payback: the longest horizon.
pub const MAX_PAYBACK_MONTHS: u32 = 600;

/// Largest exponent of a compounded gain. Beyond e^100 the inputs are absurd, and an infinite gain times a margin of
/// 0 would be NaN.
pub const MAX_COMPOUNDED_EXPONENT: f64 = 100.0;

/// Most changes of state in a simulated year, one every five minutes: beyond it yearly figures are unknown.
pub const MAX_EVENTS_A_YEAR: f64 = 1e5;
/// Most joint states of a simulation whose outcome is remembered.
pub const KNOWN_STATES: u64 = 1 << 16;
/// Most changes of state in the simulation of one option: beyond it fewer years are simulated.
pub const MAX_EVENTS: f64 = 1e7;
/// Most work of the simulations of all options together, counted as [`Effort`](super::simulation::Effort) is, about a
/// second of a desktop: beyond it fewer years are simulated.
pub const MAX_YEARS_WORK: f64 = 1.5e9;
