//! placeholder until the share branch lands
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
    Months,
    Share,
    Availability,
    Money,
    MoneyPerHour,
    MoneyPerMonth,
    MoneyPerGb,
    GigabytesPerMonth,
    RequestsPerSecond,
    PerYear,
    Count,
    Factor,
    Degrees,
    Years,
}
/// 1 − x
pub fn complement(x: f64) -> f64 {
    1.0 - x
}
