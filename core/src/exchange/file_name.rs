//! Names of files that leave the app.

use crate::text::is_letter;

/// Most characters taken from a scenario's name.
const MOST: usize = 60;

/// A file name from a scenario's name: letters, digits and hyphens after `geode-`, so that it is no device, no
/// hidden file and no path on any system.
///
/// ```
/// use geode_core::exchange::file_name::file_name;
/// assert_eq!(file_name("Worked example", "csv"), "geode-worked-example.csv");
/// assert_eq!(file_name("../../etc/passwd", "scenario.json"), "geode-etc-passwd.scenario.json");
/// assert_eq!(file_name("???", "csv"), "geode-scenario.csv");
/// ```
pub fn file_name(scenario: &str, ending: &str) -> String {
    file_name_with(scenario, ending, str::to_lowercase)
}

/// The same where something else knows the small letters: the browser has the tables, the app need not load them.
pub fn file_name_with(scenario: &str, ending: &str, lower: impl FnOnce(&str) -> String) -> String {
    let words = scenario.split(|c: char| !(is_letter(c) || c.is_ascii_digit())).filter(|word| !word.is_empty());
    let stem: String = lower(&words.collect::<Vec<_>>().join("-")).chars().take(MOST).collect();
    let stem = stem.trim_end_matches('-');
    format!("geode-{}.{ending}", if stem.is_empty() { "scenario" } else { stem })
}
