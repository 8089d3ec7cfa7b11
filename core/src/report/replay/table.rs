//! A replay as two tables: all incidents by option, and one by one.

use super::{Incident, Replay, Source};
use crate::quantity::format::{Digits, NONE, duration, money};
use crate::report::cells::{Cell, Row};
use crate::scenario::Scenario;

/// Names of the columns of [`Replay::total_rows`].
pub const TOTALS: &[&str] = &["Option", "Downtime", "Cost", "Prevented", "Shortened", "Untouched"];
/// The most incidents that are listed one by one.
pub const MOST_LISTED: usize = 100;

impl Replay {
    /// A row an option.
    pub fn total_rows(&self, scenario: &Scenario) -> Vec<Row> {
        let row = |total: &super::Total| {
            let cell = |field: &str, text: String, value: Option<f64>| Cell {
                text,
                figure: Some(format!("{}/replay/{field}", total.id)),
                value,
            };
            let seconds = total.downtime_seconds;
            let cost = total.cost.map_or_else(|| "not counted".to_owned(), |cost| money(cost, &self.currency));
            let count = |field: &str, count: usize| cell(field, count.to_string(), Some(count as f64));
            Row {
                names: vec![name_of(scenario, &total.id)],
                cells: vec![
                    cell("downtime_seconds", lasting(seconds), seconds),
                    cell("cost", cost, total.cost),
                    count("prevented", total.prevented),
                    count("shortened", total.shortened),
                    count("untouched", total.untouched),
                ],
                is_first: true,
            }
        };
        self.options.iter().map(row).collect()
    }

    /// Names of the columns of [`incident_rows`](Replay::incident_rows).
    pub fn incident_head(&self, scenario: &Scenario) -> Vec<String> {
        let options = self.options.iter().map(|total| name_of(scenario, &total.id));
        ["Began (UTC)", "Hit", "Lasted"].map(String::from).into_iter().chain(options).collect()
    }

    /// A row an incident, of the first [`MOST_LISTED`].
    pub fn incident_rows(&self, scenario: &Scenario) -> Vec<Row> {
        let row = |(i, incident): (usize, &Incident)| {
            let everyone = incident.sources.iter().filter_map(|source| match source {
                Source::Region | Source::Regions => None,
                Source::Supplier => Some("a supplier".to_owned()),
                Source::Change => Some("our own change".to_owned()),
            });
            let regions = incident.regions.iter().map(|id| scenario.region_name(id));
            let hit = regions.chain(everyone).collect::<Vec<_>>().join(", ");
            let word = |text: String| Cell { text, figure: None, value: None };
            let options = incident.options.iter().map(|one| Cell {
                text: lasting(Some(one.downtime_seconds)),
                figure: Some(format!("{}/replay/incidents/{i}/downtime_seconds", one.id)),
                value: Some(one.downtime_seconds),
            });
            let began = incident.start.trim_end_matches('Z');
            // Whole minutes without their seconds.
            let began = began.strip_suffix(":00").unwrap_or(began).replace('T', " ");
            let known = [word(hit), word(lasting(Some(incident.seconds)))];
            Row { names: vec![began], cells: known.into_iter().chain(options).collect(), is_first: true }
        };
        self.incidents.iter().take(MOST_LISTED).enumerate().map(row).collect()
    }
}

fn name_of(scenario: &Scenario, option: &str) -> String {
    scenario.option(option).map_or_else(|| option.to_owned(), |option| option.name.clone())
}

fn lasting(seconds: Option<f64>) -> String {
    match seconds {
        None => NONE.into(),
        Some(0.0) => "0".into(),
        Some(seconds) => duration(seconds, Digits::Few),
    }
}

#[cfg(test)]
mod tests {
    use crate::report::replay::{Answers, Logged, replay};
    use crate::scenario::presets;

    fn logged(scope: &[&str]) -> Logged {
        let scope = scope.iter().map(|name| (*name).to_owned()).collect();
        Logged {
            row: 2,
            start_seconds: 0,
            end_seconds: 7_200,
            started: "2026-03-01T10:30:00Z".into(),
            scope,
            of_regions: true,
        }
    }

    /// 13:00 stood there as "13", and midnight as "00": a second pair of noughts was taken for seconds.
    #[test]
    fn whole_hours_keep_their_minutes() {
        let scenario = presets::worked_example();
        for (started, shown) in [
            ("2026-01-04T13:00:00Z", "2026-01-04 13:00"),
            ("2026-01-04T00:00:00Z", "2026-01-04 00:00"),
            ("2026-01-04T10:00:30Z", "2026-01-04 10:00:30"),
            ("2026-01-04T10:30:00Z", "2026-01-04 10:30"),
        ] {
            let one = Logged { started: started.into(), ..logged(&["us-east"]) };
            let replayed = replay(&scenario, &[one], &Answers::default()).unwrap();
            assert_eq!(replayed.incident_rows(&scenario)[0].names, [shown]);
        }
    }

    /// A supplier and an own change at once stood there as "a supplier", and a region with a supplier as the region alone.
    #[test]
    fn all_that_hit_an_incident_is_told() {
        let scenario = presets::worked_example();
        for (scopes, shown, cause) in [
            ([["supplier"], ["change"]], "a supplier, our own change", "several"),
            ([["us-east"], ["supplier"]], "US East, a supplier", "several"),
            ([["change"], ["change"]], "our own change", "change"),
            ([["us-east"], ["eu-west"]], "US East, EU West", "regions"),
            ([["us-east"], ["us-east"]], "US East", "region"),
        ] {
            let log = scopes.map(|scope| logged(&scope));
            let replayed = replay(&scenario, &log, &Answers::default()).unwrap();
            let row = &replayed.incident_rows(&scenario)[0];
            let incident = serde_json::json!(replayed.incidents[0]);
            assert_eq!((row.cells[0].text.as_str(), incident["cause"].as_str()), (shown, Some(cause)));
            assert_eq!(incident["options"][0]["outcome"], "untouched");
        }
    }

    /// The oracle of the worked example, as the page shows it; an hour down costs 10 M ÷ 730.
    #[test]
    fn tables_show_time_and_money() {
        let scenario = presets::worked_example();
        let replayed = replay(&scenario, &[logged(&["us-east"])], &Answers::default()).unwrap();
        let plain = |text: &str| text.replace('\u{a0}', " ");
        let totals = replayed.total_rows(&scenario);
        let texts: Vec<String> = totals[1].cells.iter().map(|cell| plain(&cell.text)).collect();
        assert_eq!(totals[1].names, ["Active-passive"]);
        assert_eq!(texts[0], "15 min");
        assert_eq!(texts[2..], ["0", "1", "0"]);
        assert!((totals[1].cells[1].value.unwrap() - 10e6 / 730.0 / 4.0).abs() < 1e-6);
        let incident = &replayed.incident_rows(&scenario)[0];
        assert_eq!((incident.names[0].as_str(), incident.cells[0].text.as_str()), ("2026-03-01 10:30", "US East"));
        assert_eq!(incident.cells.len(), replayed.incident_head(&scenario).len() - 1);
        assert_eq!(plain(&incident.cells[1].text), "2 h");
        assert_eq!(plain(&incident.cells.last().unwrap().text), "36 s");
    }
}
