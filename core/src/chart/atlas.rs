//! What a map shows, as plain data: land, places, and the ways between them.

use crate::catalogue::Position;
use std::sync::Arc;

/// A world map.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Closed rings of the land.
    pub outline: Arc<Vec<Vec<Position>>>,
    /// Users and regions. What is drawn later lies on top.
    pub sites: Vec<Site>,
    /// From users to the regions that serve them.
    pub ways: Vec<Way>,
    /// What of the world is in view.
    pub view: View,
}

/// A place on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub at: Position,
    /// What it is.
    pub kind: SiteKind,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SiteKind {
    /// Users, so much of all requests.
    Users {
        /// Share of all requests, the area of the disc.
        share: f64,
        /// Whether some region serves them.
        is_served: bool,
    },
    /// A region.
    Region {
        /// Whether it is switched off.
        is_off: bool,
    },
}

/// From users to the region that serves them, along the great circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// Index of the users in [`Map::sites`].
    pub from: usize,
    /// Index of the region.
    pub to: usize,
    /// Their mean latency, ms; none: unknown.
    pub ms: Option<f64>,
}

/// What of the world is in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum View {
    /// All places and ways, as large as they fit.
    #[default]
    Fit,
    /// All of it.
    World,
}

/// A span of latencies that has a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Band {
    Near,
    Middle,
    Far,
    VeryFar,
    Unknown,
}

impl Band {
    pub(super) const ALL: [Band; 5] = [Band::Near, Band::Middle, Band::Far, Band::VeryFar, Band::Unknown];

    pub(super) fn of(ms: Option<f64>) -> Band {
        match ms {
            Some(ms) if ms < 50.0 => Band::Near,
            Some(ms) if ms < 100.0 => Band::Middle,
            Some(ms) if ms < 200.0 => Band::Far,
            Some(ms) if ms.is_finite() => Band::VeryFar,
            _ => Band::Unknown,
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Band::Near => "under 50\u{a0}ms",
            Band::Middle => "50\u{2013}100\u{a0}ms",
            Band::Far => "100\u{2013}200\u{a0}ms",
            Band::VeryFar => "200\u{a0}ms and more",
            Band::Unknown => "latency unknown",
        }
    }
}

impl Map {
    /// The way of users, by their index in [`Map::sites`].
    pub(super) fn way_of(&self, site: usize) -> Option<&Way> {
        self.ways.iter().find(|way| way.from == site)
    }
}
