//! Where the data of a user group may live.

use crate::scenario::model::Scenario;

/// The jurisdictions that the regions of a scenario are in, each once.
pub fn jurisdictions(scenario: &Scenario) -> Vec<&str> {
    let mut known: Vec<&str> = Vec::new();
    for jurisdiction in scenario.regions.iter().filter_map(|region| region.jurisdiction.as_deref()) {
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
        list.push((*found.unwrap_or(&word)).to_owned());
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
    permitted.iter().map(String::as_str).filter(|word| !known.contains(word)).collect()
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
