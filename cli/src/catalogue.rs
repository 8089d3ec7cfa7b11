//! The catalogue that the command carries: the one that the page fetches.

use crate::stop::Stop;
use geode_core::catalogue::{self, Catalogue};

/// Hands it to the core, which reads it where a scenario names a catalogue.
pub fn provide() {
    catalogue::provide(include_str!("../../public/catalogue.txt"));
}

/// Reads it.
pub fn read() -> Result<&'static Catalogue, Stop> {
    catalogue::provided().ok_or_else(|| Stop::refused("the catalogue", "cannot be read"))
}
