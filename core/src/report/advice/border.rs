//! A border across which latency is not modelled: that of mainland China.

use super::Severity;
use super::case::{Case, names};
use crate::catalogue;
use crate::scenario::edit::regions_of;
use crate::scenario::model::{Location, UserGroup};

/// The rule that latencies of some users are not modelled.
pub const NOT_MODELLED: &str = "border-not-modelled";

/// Users whose latency to a region of the option is filled in across such a border: said as long as there are any.
pub(super) fn crossed(case: &mut Case) {
    let Some(known) = catalogue::provided().filter(|_| case.scenario.catalogue.is_some()) else { return };
    let is_behind = |id: &str| {
        let entry = case.scenario.region(id).and_then(|region| known.region(region.catalogue_id.as_deref()?));
        entry.map(|entry| known.country(&entry.country).is_some_and(|country| country.border))
    };
    let crosses = |group: &&UserGroup| {
        let Some(Location::Country(code)) = &group.location else { return false };
        let is_within = known.country(code.get(..2).unwrap_or_default()).is_some_and(|country| country.border);
        let written = case.scenario.user_latency_ms.get(&group.id);
        let is_filled = |id: &&str| written.is_none_or(|row| !row.contains_key(*id));
        let differs = |id: &str| is_behind(id).is_some_and(|is_behind| is_behind != is_within);
        group.share > 0.0 && regions_of(&case.option.kind).into_iter().filter(is_filled).any(differs)
    };
    let groups: Vec<&UserGroup> = case.scenario.user_groups.iter().filter(crosses).collect();
    if !groups.is_empty() {
        let message = format!(
            "Latency across the border of mainland China is not modelled: it is higher than what stands for {}, and changes. \
             Type what you have measured, or leave these users out.",
            names(&groups)
        );
        case.say(NOT_MODELLED, Severity::Warning, message);
    }
}
