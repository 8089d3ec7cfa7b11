//! Changes of structure: groups, regions and options come and go, and the rest of the scenario follows.
//!
//! Each function leaves a scenario that restores without a fault, save that an option may need a round trip that nobody
//! knows yet: then the door says which. What is filled in from the map or assumed is marked by a note of status
//! "default"; what cannot be marked is not filled in.

mod cells;
mod contracts;
mod designs;
mod lists;
mod lost;
mod marks;
mod names;
mod pasted;
mod picked;
mod placed;
mod places;
mod residency;
mod settings;
mod settle;

pub use cells::{
    Cell, Table, empty_cell, empty_cells, fill_cell, fill_from_map, has_field, map_knows_more, needs_latency,
    reachable, usable,
};
pub use contracts::{add_credit_step, add_phase, remove_credit_step, remove_phase};
pub use designs::*;
pub(crate) use lists::push_option;
pub use lists::*;
pub use lost::{Lost, lost};
pub(crate) use marks::{has_room, mark};
pub use names::{counted, geode_name, keeping_names, pair_name};
pub use pasted::{Pasted, paste, pasted, pasted_words};
pub use picked::unknown_regions;
pub use placed::use_placed;
pub use places::{Grouped, KeptBill, groups_of, leave_out_border, most_groups, point_name, use_places, users_of};
pub use residency::{foreign, jurisdictions, set_permitted};
pub use settings::{put_in, range_of, set_outages, set_range, set_routing, set_sizing, set_tier};
pub use settle::settle;

use super::limits::MAX_ID;
use super::model::{Kind, Scenario};

/// An id made from a name, unlike those taken: "US East" gives `us-east`, then `us-east-2`.
///
/// ```
/// use geode_core::scenario::edit::slug;
/// assert_eq!(slug("US East", "region", &[]), "us-east");
/// assert_eq!(slug("US East", "region", &["us-east"]), "us-east-2");
/// assert_eq!(slug("東京", "region", &[]), "region");
/// assert_eq!(slug("2024", "region", &[]), "region-2024");
/// ```
pub fn slug(name: &str, kind: &str, taken: &[&str]) -> String {
    let base = slug_of(name).unwrap_or_else(|digits| joined(&format!("{kind}-{digits}")));
    unlike_taken(&base, |id| taken.contains(&id))
}

/// The id that a dependency or a special task has where a file gives none: a slug of its name, or `kind` where nothing or
/// only digits remain of it. Part of the file format: pointers rest on it, so it must never change.
///
/// ```
/// use geode_core::scenario::edit::default_id;
/// assert_eq!(default_id("Identity provider", "dependency", |_| false), "identity-provider");
/// assert_eq!(default_id("2024", "dependency", |id| id == "dependency"), "dependency-2");
/// ```
pub fn default_id(name: &str, kind: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let base = slug_of(name).unwrap_or_else(|_| kind.to_owned());
    unlike_taken(&base, is_taken)
}

/// A slug of a name.
///
/// # Errors
/// The digits, if any, where nothing else remains of it: these are no id.
fn slug_of(name: &str) -> Result<String, String> {
    let slug = joined(name);
    if slug.bytes().all(|c| c.is_ascii_digit()) { Err(slug) } else { Ok(slug) }
}

/// The words of a text in small letters, with hyphens between them, short enough for a number behind them.
fn joined(text: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let letters: String = text.chars().map(letter).collect();
    let words: Vec<&str> = letters.split('-').filter(|word| !word.is_empty()).collect();
    let mut joined = words.join("-");
    joined.truncate(MAX_ID - 4);
    joined.trim_end_matches('-').to_owned()
}

/// The first of `base`, `base-2`, `base-3` … that nobody has.
fn unlike_taken(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    std::iter::once(base.to_owned()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}

/// Every region that an option uses, in its order.
pub fn regions_of(kind: &Kind) -> Vec<&str> {
    match kind {
        Kind::SingleRegion { region, .. } => vec![region],
        Kind::ActivePassive { primary, standby, .. } => vec![primary, standby],
        Kind::Geode { regions, .. } => regions.iter().map(String::as_str).collect(),
    }
}

/// What the removal of a region does to the options, in words, before it is done. Empty: no option uses it.
pub fn consequences(scenario: &Scenario, region: &str) -> Vec<String> {
    let mut after = scenario.clone();
    remove_region(&mut after, region);
    let mut words = Vec::new();
    for option in scenario.options.iter().filter(|option| regions_of(&option.kind).contains(&region)) {
        words.push(match after.option(&option.id) {
            Some(left) => format!("{} keeps {}", option.name, counted(regions_of(&left.kind).len())),
            None => format!("{} goes", option.name),
        });
    }
    if let Some(added) = after.options.iter().find(|left| scenario.option(&left.id).is_none()) {
        words.push(format!("{} comes in", added.name));
    }
    if let Some(baseline) = after.option(&after.baseline).filter(|_| after.baseline != scenario.baseline) {
        words.push(format!("{} becomes what the others are compared with", baseline.name));
    }
    words
}

#[cfg(test)]
mod tests;
