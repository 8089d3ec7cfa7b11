//! Small work on text, without the tables of the standard library: those of letters' cases and those that read
//! numbers are as large as a part of the app.

/// The number that a text is, digits with or without fraction and exponent; `None` also beyond the largest `f64`.
/// Scenario files need a reader of numbers anyway: a second one would only be more to load.
pub(crate) fn number(text: &str) -> Option<f64> {
    serde_json::from_str(text).ok()
}

/// In small letters, for comparison with words that the app knows.
pub(crate) fn lower(word: &str) -> String {
    let letter = |letter: char| match letter {
        'Ł' => 'ł',
        'Č' => 'č',
        _ => letter.to_ascii_lowercase(),
    };
    word.chars().map(letter).collect()
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
