//! The independent processes that make regions fail: each region's own, and one per failure domain.
//!
//! β-factor model (Fleming 1975; IEC 61508-6; NUREG/CR-5485): a fraction β of failures hits every region of a
//! failure domain at once. Formulas: model.md §2 and §4.

use super::constants::HOURS_PER_YEAR;
use crate::scenario::model::Routing;
use crate::scenario::problem::{Problem, Region, below_one};

/// A process that is up, then down for exponential times.
///
/// A failure begins undetected (*down*), is routed away from after a mean of `detection_hours` (*away*), and, where
/// a writer is promoted elsewhere, reaches a third stage after a further mean of `promotion_hours` (*promoted*).
/// Repair ends it in any stage.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Process {
    /// Long-run fraction of time that it fails.
    pub unavailability: f64,
    /// Mean length of a failure, hours.
    pub mean_hours: f64,
    /// Mean time until users are routed away, hours; 0: at once.
    pub detection_hours: f64,
    /// Mean time from then until another region writes, hours.
    pub promotion_hours: Option<f64>,
}

/// Long-run probabilities of the stages of a [`Process`].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Stages {
    /// Works.
    pub up: f64,
    /// Failed, users not yet routed away.
    pub down: f64,
    /// Failed, users routed away.
    pub away: f64,
    /// Failed, users routed away, and another region writes.
    pub promoted: f64,
}

impl Process {
    /// p_D = q T/(T+M), p_R = q M/(T+M), and with a promotion p_R × T_w/(T_w+M), p_R × M/(T_w+M).
    ///
    /// Written as products of fractions, never as q − p_D, so that each keeps its digits and T = 0 is fine.
    pub fn stages(&self) -> Stages {
        let (q, m, t) = (self.unavailability, self.mean_hours, self.detection_hours);
        let routed_away = q * m / (t + m);
        let (away, promoted) = match self.promotion_hours {
            None => (routed_away, 0.0),
            Some(w) => (routed_away * (w / (w + m)), routed_away * (m / (w + m))),
        };
        Stages { up: 1.0 - q, down: q * t / (t + m), away, promoted }
    }

    /// Failures per year of 8 760 h: q / M × 8760.
    pub fn failures_per_year(&self) -> f64 {
        self.unavailability / self.mean_hours * HOURS_PER_YEAR
    }

    /// Rate of failure while up, per hour: λ = μ q / (1 − q).
    pub fn failure_rate(&self) -> f64 {
        self.unavailability / (1.0 - self.unavailability) / self.mean_hours
    }
}

/// Mean failover time of a geode's user, hours: T = interval × failures to trip + (DNS: ttl/2; anycast: convergence).
pub fn detection_hours(problem: &Problem) -> f64 {
    routed_away_hours(problem, 0.5)
}

/// Failover time of the last user of a geode's region, hours: as the mean, with the whole time to live.
pub fn slowest_detection_hours(problem: &Problem) -> f64 {
    routed_away_hours(problem, 1.0)
}

/// Hours until the user has moved whose DNS answer has so much of its time to live left.
fn routed_away_hours(problem: &Problem, part_of_ttl: f64) -> f64 {
    let failover = &problem.failover;
    let routing = match failover.routing {
        Routing::Dns { ttl_seconds } => ttl_seconds * part_of_ttl,
        Routing::Anycast { convergence_seconds } => convergence_seconds,
    };
    (failover.health_check_interval_seconds * f64::from(failover.failures_to_trip) + routing) / 3_600.0
}

/// Unavailability and mean duration of the common cause of a failure domain: q_cc = β × min q, M = min MTTR over
/// the option's regions in it; none with fewer than two of them, or with β = 0.
pub fn common_cause<'a>(beta: f64, members: impl Iterator<Item = &'a Region>) -> Option<(f64, f64)> {
    let (count, q, mttr) = members.fold((0, f64::INFINITY, f64::INFINITY), |(count, q, mttr), region| {
        (count + 1, q.min(region.unavailability), mttr.min(region.mttr_hours))
    });
    (count > 1 && beta * q > 0.0).then_some((beta * q, mttr))
}

/// What remains of a region's unavailability beside its common cause: q_ind = (q − q_cc) / (1 − q_cc).
///
/// q_cc is at most q, so the difference is exact up to one rounding of q.
pub fn independent(q: f64, q_common: f64) -> f64 {
    below_one((q - q_common) / (1.0 - q_common))
}
