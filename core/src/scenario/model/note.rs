//! Where numbers come from, and how sure they are.

use serde::Serialize;

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Note {
    /// How well it is known.
    pub status: NoteStatus,
    /// In the user's words.
    pub source: String,
}

/// How well a number is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteStatus {
    /// Nobody touched it.
    Default,
    /// Somebody's guess.
    Assumed,
    /// From a price list or a contract.
    Quoted,
    /// From an own measurement.
    Measured,
}

/// An input that is a range, not a point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Uncertain {
    /// Pointer of the input, such as `/regions/us-east/mttr_hours`.
    pub input: String,
    /// How it is spread.
    pub distribution: Distribution,
}

/// A distribution, given by its 5th and 95th percentile or by low, mode and high.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Distribution {
    /// Its family.
    pub kind: DistributionKind,
    /// 5th percentile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p05: Option<f64>,
    /// 95th percentile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p95: Option<f64>,
    /// Lowest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Most probable value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<f64>,
    /// Highest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

/// Families of distributions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DistributionKind {
    /// Symmetric, unbounded.
    Normal,
    /// Positive, with a long right tail.
    Lognormal,
    /// Every value between two ends alike.
    Uniform,
    /// Low, mode, high, straight lines between.
    Triangular,
    /// Low, mode, high, smooth.
    Pert,
    /// On 0–1.
    Beta,
}
