//! Where the data of a user group may live.

use crate::catalogue;
use crate::scenario::model::{Region, Scenario};

/// The jurisdictions that the regions of a scenario are in, each once; of a region that says nothing the catalogue's, where
/// the scenario names it.
pub fn jurisdictions(scenario: &Scenario) -> Vec<String> {
    let entries = scenario.catalogue.as_ref().and_then(|_| catalogue::provided());
    let of = |region: &Region| {
        let entry = || entries?.region(region.catalogue_id.as_deref()?);
        region.jurisdiction.clone().or_else(|| entry().map(|entry| entry.jurisdiction.clone()))
    };
    let mut known: Vec<String> = Vec::new();
    for jurisdiction in scenario.regions.iter().filter_map(of) {
        if !known.contains(&jurisdiction) {
            known.push(jurisdiction);
        }
    }
    known
}

/// Permits what a typed text names: words between commas or semicolons, in any case. What no region is in is kept as it
/// was typed; [`foreign`] tells of it.
pub fn set_permitted(scenario: &mut Scenario, group: &str, text: &str) {
    let known = jurisdictions(scenario);
    let mut list: Vec<String> = Vec::new();
    for word in text.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
        let found = known.iter().find(|known| known.eq_ignore_ascii_case(word));
        list.push(found.map_or_else(|| word.to_owned(), String::clone));
    }
    for group in scenario.user_groups.iter_mut().filter(|other| other.id == group) {
        group.permitted_jurisdictions.clone_from(&list);
    }
}

/// The permitted jurisdictions of a user group that no region is in.
pub fn foreign<'a>(scenario: &'a Scenario, group: &str) -> Vec<&'a str> {
    let known = jurisdictions(scenario);
    let group = scenario.group(group);
    let permitted = group.map_or(&[][..], |group| &group.permitted_jurisdictions);
    permitted.iter().filter(|word| !known.contains(word)).map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::presets;

    /// "eu; us" permitted nothing that there was, and the figures said so with three months of downtime.
    #[test]
    fn jurisdictions_are_understood_as_people_write_them() {
        let mut scenario = presets::worked_example();
        for (region, law) in scenario.regions.iter_mut().zip(["US", "US", "EU", "South Korea"]) {
            region.jurisdiction = Some(law.into());
        }
        assert_eq!(jurisdictions(&scenario), ["US", "EU", "South Korea"]);
        for (text, permitted) in [
            ("eu; us", vec!["EU", "US"]),
            ("south korea, EU,", vec!["South Korea", "EU"]),
            ("Atlantis, eu", vec!["Atlantis", "EU"]),
            ("EU Atlantis", vec!["EU Atlantis"]),
            (" ", vec![]),
        ] {
            set_permitted(&mut scenario, "europe", text);
            assert_eq!(scenario.user_groups[1].permitted_jurisdictions, permitted, "{text}");
        }
        set_permitted(&mut scenario, "europe", "Atlantis, eu");
        assert_eq!(foreign(&scenario, "europe"), ["Atlantis"]);
    }
}
