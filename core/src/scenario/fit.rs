//! Numbers that must fit together: the rules, over numbers alone.
//!
//! `restore` applies them to a scenario and says what it did, and a [`Problem`](super::problem::Problem) whose numbers
//! somebody changes applies them too: both give the same bits and the same words.

use super::model::Failover;
use crate::quantity::Decimal;

/// How far shares may be from 1 before they are scaled.
const SUM_TOLERANCE: f64 = 1e-6;

/// Whether shares sum to 1, so that they are not scaled.
pub fn is_whole(sum: f64) -> bool {
    (sum - 1.0).abs() <= SUM_TOLERANCE
}

/// Shares that sum to 0 cannot be scaled to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NothingToScale;

/// What was changed so that the numbers fit together: each sum was divided by, each minute raised to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Fitted {
    /// What the shares of requests summed to.
    pub shares: Option<f64>,
    /// What the given shares of revenue summed to.
    pub revenue_shares: Option<f64>,
    /// What the parts of the cost summed to.
    pub cost_shares: Option<f64>,
    /// The failover to the standby, minutes, that the recovery by hand was raised to.
    pub manual_recovery_minutes: Option<f64>,
}

/// What is said of a change: the pointer of what was changed, and what was wrong and what was done.
pub type Words = (&'static str, String);

impl Fitted {
    /// Whether anything was changed.
    pub fn has_changed(&self) -> bool {
        *self != Fitted::default()
    }

    /// What is said of each change, in the order of `restore`.
    pub fn words(&self) -> impl Iterator<Item = Words> {
        let shares = self.shares.map(|sum| scaled_words("/user_groups", "shares", sum));
        let revenue = self.revenue_shares.map(revenue_words);
        let cost = self.cost_shares.map(|sum| scaled_words("/cost", COST_SHARES, sum));
        let recovery = self.manual_recovery_minutes.map(recovery_words);
        [shares, revenue, cost, recovery].into_iter().flatten()
    }
}

/// The parts of the cost, in words.
pub(crate) const COST_SHARES: &str = "compute, fixed and storage shares";

/// The sum that shares must be divided by to sum to 1; none where they do.
pub(crate) fn sum_to_scale(shares: impl Iterator<Item = f64>) -> Result<Option<f64>, NothingToScale> {
    let sum: f64 = shares.sum();
    match sum > 0.0 {
        true => Ok(Some(sum).filter(|sum| !is_whole(*sum))),
        false => Err(NothingToScale),
    }
}

/// Whether a part of all is more than that.
pub(crate) fn exceeds_one(share: f64) -> bool {
    share > 1.0 + SUM_TOLERANCE
}

/// The sum of the given shares of revenue that each must be [scaled] by, of the shares of requests and of revenue; none
/// where they fit. Given shares stand, and the other groups share what is left: where nothing is left for groups that
/// have users, or something for nobody, the given ones are scaled.
pub(crate) fn revenue_sum_to_scale(groups: impl Iterator<Item = (f64, Option<f64>)>) -> Option<f64> {
    let (mut given, mut takes_rest, mut sum) = (false, false, 0.0);
    for (share, revenue_share) in groups {
        match revenue_share {
            Some(revenue_share) => {
                given = true;
                sum += revenue_share;
            }
            None => takes_rest |= share > 0.0,
        }
    }
    let fits = !exceeds_one(sum) && (takes_rest || is_whole(sum));
    (given && !fits).then_some(sum)
}

/// A given share of revenue of a sum that does not fit; where all of them are 0 they say nothing.
pub(crate) fn scaled(share: Option<f64>, sum: f64) -> Option<f64> {
    share.filter(|_| sum > 0.0).map(|share| share / sum)
}

/// Whoever recovers by hand may always wait for the automatic failover: it takes at least as long.
pub(crate) fn raised_recovery(failover: &Failover) -> Option<f64> {
    let least = failover.active_passive_minutes;
    (failover.manual_recovery_minutes < least).then_some(least)
}

pub(crate) fn scaled_words(path: &'static str, what: &str, sum: f64) -> Words {
    (path, format!("{what} summed to {}, not 1; each was divided by the sum", written(sum)))
}

pub(crate) fn revenue_words(sum: f64) -> Words {
    let done = if sum > 0.0 { "each was divided by the sum" } else { "they follow the shares of requests" };
    ("/user_groups", format!("shares of revenue summed to {}, not 1; {done}", written(sum)))
}

pub(crate) fn recovery_words(minutes: f64) -> Words {
    let minutes = written(minutes);
    let message = format!("is shorter than the failover to the standby; raised to its {minutes} minutes");
    ("/failover/manual_recovery_minutes", message)
}

/// A sum as people would write it: 1.4, not 1.4000000000000001.
pub(crate) fn written(sum: f64) -> String {
    Decimal::from_f64(sum).map_or_else(String::new, |sum| sum.rounded(7).text(true))
}
