//! Small work on texts: words of the app, and JSON.

use serde::Serialize;

/// JSON on one line. What a scenario and an evaluation hold can always be written: keys are texts, and numbers finite.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// JSON as people read it.
pub(crate) fn json_pretty(value: &impl Serialize) -> String {
    serde_json::to_value(value).map(|value| format!("{value:#}")).unwrap_or_default()
}

/// With a small letter in front, for words of the app, unless they start with an abbreviation: "RTO" stays.
pub fn decapital(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_ascii_uppercase() => {
            [first.to_ascii_lowercase()].into_iter().chain(letters).collect()
        }
        _ => text.into(),
    }
}

/// With a capital letter in front, for words of the app.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| [first.to_ascii_uppercase()].into_iter().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_keep_their_capitals() {
        assert_eq!(decapital("Mean time to repair"), "mean time to repair");
        assert_eq!([decapital("RTO"), decapital(""), decapital("p95 latency")], ["RTO", "", "p95 latency"]);
    }
}
