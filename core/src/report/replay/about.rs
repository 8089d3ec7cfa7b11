//! A log that is about one region of a scenario: what each of its outages was, as seen from there.

use super::{Cause, Logged, region};
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};

/// What an outage was, as seen from the region that its log is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// Something in that region.
    Region,
    /// Something that hit several regions at once, that one among them.
    Shared,
    /// A supplier.
    Supplier,
    /// An own change.
    Own,
    /// Something in other regions.
    Elsewhere,
}

/// A log that is about one region.
#[derive(Debug, Clone, Copy)]
pub struct About<'s> {
    /// The scenario.
    pub scenario: &'s Scenario,
    /// Id of the region.
    pub region: &'s str,
    /// What names of the log mean: the name, and the id of a region; empty: none of the scenario.
    pub names: &'s [(String, String)],
}

impl About<'_> {
    /// What the log says that an outage was. What names nothing was in the region that the log is about, and so was what names
    /// things that are no regions, such as a component.
    ///
    /// # Errors
    /// The names that should be regions and are none of the scenario.
    pub fn seen(&self, one: &Logged) -> Result<Seen, Vec<String>> {
        match Cause::of(one.scope.clone()) {
            Cause::Supplier => return Ok(Seen::Supplier),
            Cause::Change => return Ok(Seen::Own),
            Cause::Regions(_) => {}
        }
        let (hit, unknown) = self.regions(&one.scope);
        if one.scope.is_empty() || !one.of_regions && !unknown.is_empty() {
            Ok(Seen::Region)
        } else if !unknown.is_empty() {
            Err(unknown)
        } else if !hit.iter().any(|id| id == self.region) {
            Ok(Seen::Elsewhere)
        } else if hit.len() > 1 {
            Ok(Seen::Shared)
        } else {
            Ok(Seen::Region)
        }
    }

    /// The same outage for a replay, of whom it hit: as somebody has said, else as the log says.
    pub fn logged(&self, one: &Logged, said: Option<Seen>) -> Logged {
        let (mut hit, _) = self.regions(&one.scope);
        let own = || self.region.to_owned();
        let scope = match said.or_else(|| self.seen(one).ok()) {
            Some(Seen::Supplier) => vec!["supplier".to_owned()],
            Some(Seen::Own) => vec!["change".to_owned()],
            Some(Seen::Region) if !self.region.is_empty() => vec![own()],
            Some(Seen::Elsewhere) => {
                hit.retain(|id| id != self.region);
                hit
            }
            Some(Seen::Shared) => {
                if !hit.contains(&own()) {
                    hit.push(own());
                }
                // Where nobody says which, all of them.
                if hit.len() > 1 { hit } else { self.scenario.regions.iter().map(|one| one.id.clone()).collect() }
            }
            Some(Seen::Region) | None => one.scope.clone(),
        };
        Logged { scope, ..one.clone() }
    }

    /// Ids of the scenario's regions that names mean, and the names that mean none.
    fn regions(&self, names: &[String]) -> (Vec<String>, Vec<String>) {
        let (mut hit, mut unknown) = (Vec::new(), Vec::new());
        for name in names {
            match region(self.scenario, name, self.names) {
                Ok(found) => {
                    let id = found.and_then(|i| Some(self.scenario.regions.get(i)?.id.clone()));
                    hit.extend(id.filter(|id| !hit.contains(id)));
                }
                Err(()) => unknown.push(name.clone()),
            }
        }
        (hit, unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::replay::{Answers, replay};
    use crate::scenario::presets;

    fn logged(scope: &[&str], of_regions: bool) -> Logged {
        let scope = scope.iter().map(|name| (*name).to_owned()).collect();
        Logged {
            row: 2,
            start_seconds: 0,
            end_seconds: 3_600,
            started: "2026-03-01T10:30:00Z".into(),
            scope,
            of_regions,
        }
    }

    /// Where the review said "this region" of all outages, the replay below it went by what the log names, and what named a
    /// region of nobody was replayed as that of the log.
    #[test]
    fn a_log_is_seen_from_its_region() {
        let scenario = presets::worked_example();
        let about = About { scenario: &scenario, region: "us-east", names: &[] };
        let seen = |scope: &[&str]| about.seen(&logged(scope, true));
        assert_eq!(seen(&[]), Ok(Seen::Region));
        assert_eq!(seen(&["US East"]), Ok(Seen::Region));
        assert_eq!(seen(&["us-east", "eu-west"]), Ok(Seen::Shared));
        assert_eq!(seen(&["us-west"]), Ok(Seen::Elsewhere));
        assert_eq!(seen(&["eu-west", "us-west"]), Ok(Seen::Elsewhere));
        assert_eq!((seen(&["supplier"]), seen(&["change"])), (Ok(Seen::Supplier), Ok(Seen::Own)));
        assert_eq!(seen(&["us-east", "us-central"]), Err(vec!["us-central".to_owned()]));
        // Components and services are no regions.
        assert_eq!(about.seen(&logged(&["API"], false)), Ok(Seen::Region));
        assert_eq!(about.seen(&logged(&["eu-west"], false)), Ok(Seen::Elsewhere));
        let names = [("us-central".to_owned(), "us-east".to_owned()), ("mars".to_owned(), String::new())];
        let told = About { names: &names, ..about };
        assert_eq!(told.seen(&logged(&["US Central", "mars"], true)), Ok(Seen::Region));
        assert_eq!(told.seen(&logged(&["mars"], true)), Ok(Seen::Elsewhere));
    }

    /// "Several regions" of a row that names two was a replay in which all four were down: an hour for three regions in place
    /// of 72 s. With US East and EU West down 80 % of the users wait for 90 s, and the pair fails over in its 15 min.
    #[test]
    fn a_replay_is_of_what_was_said() {
        let scenario = presets::worked_example();
        let about = About { scenario: &scenario, region: "us-east", names: &[] };
        let scope = |scope: &[&str], said: Option<Seen>| about.logged(&logged(scope, true), said).scope;
        assert_eq!(scope(&["us-east", "eu-west"], Some(Seen::Shared)), ["us-east", "eu-west"]);
        assert_eq!(scope(&["eu-west"], Some(Seen::Shared)), ["eu-west", "us-east"]);
        assert_eq!(scope(&["us-east"], Some(Seen::Shared)).len(), scenario.regions.len());
        assert_eq!(scope(&["us-west"], Some(Seen::Region)), ["us-east"]);
        assert_eq!(scope(&["us-east", "eu-west"], Some(Seen::Elsewhere)), ["eu-west"]);
        assert_eq!(
            (scope(&[], Some(Seen::Own)), scope(&[], None)),
            (vec!["change".to_owned()], vec!["us-east".to_owned()])
        );
        assert_eq!(scope(&["us-central"], None), ["us-central"]);
        let two = about.logged(&logged(&["us-east", "eu-west"], true), Some(Seen::Shared));
        let replayed = replay(&scenario, &[two], &Answers::default()).unwrap();
        let of = |i: usize| replayed.options[i].downtime_seconds.unwrap();
        assert_eq!((of(0), of(1)), (3_600.0, 900.0));
        assert!((of(3) - 72.0).abs() < 1e-9, "{}", of(3));
    }
}
