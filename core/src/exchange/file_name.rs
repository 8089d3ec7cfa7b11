//! Names of files that leave the app, and of those that came into it.

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
    let words = scenario.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty());
    let stem: String = words.collect::<Vec<_>>().join("-").to_lowercase().chars().take(MOST).collect();
    let stem = stem.trim_end_matches('-');
    format!("geode-{}.{ending}", if stem.is_empty() { "scenario" } else { stem })
}

/// What is said of files of which something has been applied.
///
/// ```
/// use geode_core::exchange::file_name::applied;
/// let files = ["bill.csv", "log.csv", "slos.yaml"].map(str::to_owned);
/// assert_eq!(applied(&files[..1]), "Applied what bill.csv says.");
/// assert_eq!(applied(&files), "Applied what bill.csv, log.csv and slos.yaml say.");
/// ```
pub fn applied(files: &[String]) -> String {
    match files {
        [] => "Nothing was applied.".to_owned(),
        [one] => format!("Applied what {one} says."),
        [others @ .., last] => format!("Applied what {} and {last} say.", others.join(", ")),
    }
}

/// Letters, plain digits, and the marks that belong to letters: without those हिन्दी would fall apart.
fn is_of_word(c: char) -> bool {
    let is_mark = ('\u{300}'..'\u{2000}').contains(&c) && c != '฿' || matches!(c, '\u{3099}' | '\u{309a}');
    c.is_alphabetic() || c.is_ascii_digit() || is_mark
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Applied what ga4-country.csv, slos.yaml says.", of two files.
    #[test]
    fn files_that_were_applied_are_said_in_a_sentence() {
        let files = ["ga4-country.csv", "slos.yaml"].map(str::to_owned);
        assert_eq!(applied(&files), "Applied what ga4-country.csv and slos.yaml say.");
        assert_eq!(
            (applied(&files[1..]), applied(&[])),
            ("Applied what slos.yaml says.".into(), "Nothing was applied.".into())
        );
    }

    #[test]
    fn words_of_every_script_stay_whole() {
        for (name, file) in [
            ("ÄRGER, Übersee & Łódź", "geode-ärger-übersee-łódź.csv"),
            ("हिन्दी ก่อน", "geode-हिन्दी-ก่อน.csv"),
            ("東京 Ω 2", "geode-東京-ω-2.csv"),
            ("か\u{3099}cafe\u{301}", "geode-か\u{3099}cafe\u{301}.csv"),
            ("5 € × 3 ÷ 2 ≈ 7½ 🚀•x", "geode-5-3-2-7-x.csv"),
        ] {
            assert_eq!(file_name(name, "csv"), file);
        }
    }
}
