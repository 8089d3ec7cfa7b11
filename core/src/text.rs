//! Small work on text, without the tables of the standard library: those of letters' cases and those that read
//! numbers are as large as a part of the app.

/// The number that a text is, digits with or without fraction and exponent; `None` also beyond the largest `f64`.
/// Scenario files need a reader of numbers anyway: a second one would only be more to load.
pub(crate) fn number(text: &str) -> Option<f64> {
    serde_json::from_str(text).ok()
}

/// Whether a character can be part of a word: beyond ASCII everything that is no sign, punctuation or symbol by the
/// block it stands in, which is right for all words that the app knows and near enough for all others.
pub(crate) fn is_letter(c: char) -> bool {
    const NOT: [std::ops::RangeInclusive<char>; 6] = [
        '\u{2000}'..='\u{2bff}',
        '\u{3000}'..='\u{3020}',
        '\u{e000}'..='\u{f8ff}',
        '\u{fe00}'..='\u{fe6f}',
        '\u{ff00}'..='\u{ff20}',
        '\u{1f000}'..='\u{10ffff}',
    ];
    match c {
        '×' | '÷' | '฿' => false,
        'µ' => true,
        _ => c.is_ascii_alphabetic() || c >= 'À' && !NOT.iter().any(|block| block.contains(&c)),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_words() {
        for c in (0..128).filter_map(char::from_u32) {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
        }
        for c in "ÄßčłŁµΩЖїאבไทย東京あア한".chars() {
            assert!(is_letter(c), "{c:?}");
        }
        for c in "×÷€£¥₹₩₽₺₪₫₴₦₱฿\u{a0}\u{2009}\u{3000}–—‘’“”…•→−≤∞①％🚀".chars()
        {
            assert!(!is_letter(c), "{c:?}");
        }
    }

    #[test]
    fn abbreviations_keep_their_capitals() {
        assert_eq!(decapital("Mean time to repair"), "mean time to repair");
        assert_eq!([decapital("RTO"), decapital(""), decapital("p95 latency")], ["RTO", "", "p95 latency"]);
    }
}
