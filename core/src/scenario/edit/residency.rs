//! Where the data of a user group may live.

use crate::catalogue::{self, CountryMatch, lies_in};
use crate::scenario::model::Scenario;

/// The jurisdictions that the regions of a scenario are in, each once; of a region that says nothing the catalogue's, where
/// the scenario names it.
pub fn jurisdictions(scenario: &Scenario) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for jurisdiction in laws(scenario, |entry| &entry.jurisdiction) {
        if !known.contains(&jurisdiction) {
            known.push(jurisdiction);
        }
    }
    known
}

/// Permits what a typed text names: words between commas or semicolons, in any case; a country of the catalogue becomes its
/// code. What no region is in is kept as it was typed; [`foreign`] tells of it.
pub fn set_permitted(scenario: &mut Scenario, group: &str, text: &str) {
    let known = jurisdictions(scenario);
    let countries = scenario.catalogue.as_ref().and_then(|_| catalogue::provided());
    let code = |word: &str| match countries?.country_named(word) {
        CountryMatch::Exact(country) => Some(country.code.clone()),
        CountryMatch::Similar(_) | CountryMatch::Ask(_) | CountryMatch::Unknown => None,
    };
    let blocs = ["EU", "EEA"].map(str::to_owned);
    let mut list: Vec<String> = Vec::new();
    for word in text.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
        let found = known.iter().chain(&blocs).find(|known| known.eq_ignore_ascii_case(word)).cloned();
        list.push(found.or_else(|| code(word)).unwrap_or_else(|| word.to_owned()));
    }
    for group in scenario.user_groups.iter_mut().filter(|other| other.id == group) {
        group.permitted_jurisdictions.clone_from(&list);
    }
}

/// The permitted jurisdictions of a user group that no region lies in.
pub fn foreign<'a>(scenario: &'a Scenario, group: &str) -> Vec<&'a str> {
    let known: Vec<String> = laws(scenario, |entry| &entry.country).map(|law| law.to_lowercase()).collect();
    let group = scenario.group(group);
    let permitted = group.map_or(&[][..], |group| &group.permitted_jurisdictions);
    let is_foreign = |word: &&String| !known.iter().any(|law| lies_in(law, &word.to_lowercase()));
    permitted.iter().filter(is_foreign).map(String::as_str).collect()
}

/// What the regions say of their jurisdictions; of those that say nothing what the catalogue has.
fn laws(scenario: &Scenario, of_entry: fn(&catalogue::Region) -> &String) -> impl Iterator<Item = String> {
    let entries = scenario.catalogue.as_ref().and_then(|_| catalogue::provided());
    scenario.regions.iter().filter_map(move |region| {
        let entry = || entries?.region(region.catalogue_id.as_deref()?);
        region.jurisdiction.clone().or_else(|| entry().map(|entry| of_entry(entry).clone()))
    })
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
