//! The catalogue that the command carries: the one that the page fetches.

use crate::stop::Stop;
use geode_core::catalogue::Catalogue;

/// Reads it.
pub fn read() -> Result<Catalogue, Stop> {
    let text = include_str!("../../public/catalogue.txt");
    Catalogue::read(text).map_err(|fault| Stop::Bad(vec![format!("the catalogue: {fault}")]))
}
