//! What requests do, and how much is built for them.

use serde::Serialize;

/// Load and what a request does.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Traffic {
    /// Requests per second at the peak.
    pub peak_requests_per_second: f64,
    /// Fraction of requests that write.
    pub write_fraction: f64,
    /// Sigma of the lognormal latency of one group at one region; 0: no spread.
    pub latency_spread_sigma: f64,
    /// Seconds by which replicas lag.
    pub replication_lag_seconds: f64,
    /// Calls that a request makes to another region and waits for.
    pub sync_cross_region_calls: u32,
    /// Fraction of a group's requests that come from where the other groups live.
    pub traveller_share: f64,
    /// Round trips that one interaction of a user takes.
    pub round_trips_per_interaction: f64,
}

/// How much is built in each region.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Capacity {
    /// The rule.
    pub sizing: Sizing,
    /// Extra capacity on top, as a fraction.
    pub headroom: f64,
    /// Least that a region of a geode is built with where it is sized for losses, in full copies.
    pub minimum_region_share: f64,
}

/// How much capacity each region of a geode gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sizing {
    /// Each region carries everything.
    #[default]
    FullCopy,
    /// Each region carries its largest load over every loss of so many regions.
    Survive {
        /// Regions that may be lost.
        losses: u32,
    },
}
