//! How names are compared: as people and tools write them, accents, marks and case aside.

/// The languages, beside English, in which analytics are read most. Browsers know what these call countries, and such names
/// are known in a file and in a paste alike.
pub const LANGUAGES: &str = "de fr es it pt nl pl sv da nb fi cs tr ru ja zh ko";

/// Longer ones are no names of a country or a region.
const MAX_LETTERS: usize = 100;
/// Shorter names are too much alike to guess: Iran, Iraq.
const LEAST_FOR_LIKENESS: usize = 5;

/// A letter without its accent, small.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' => "a",
        'ç' | 'č' | 'ć' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ñ' | 'ń' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => "o",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' => "u",
        'ý' | 'ÿ' => "y",
        'š' => "s",
        'ž' | 'ż' => "z",
        'ł' => "l",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        '&' => " and ",
        '\'' | '’' | '‘' | '.' => "",
        _ => return None,
    })
}

/// What is compared: small letters and digits in words, "&" as "and", "St." as "Saint", no "the". Empty for what is too
/// long for a name. `scripts/catalogue/countries.py` folds the same way.
pub fn fold(name: &str) -> String {
    if name.chars().nth(MAX_LETTERS).is_some() {
        return String::new();
    }
    let mut text = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(letters) => text.push_str(letters),
            // Accents that stand by themselves, after their letter.
            None if ('\u{300}'..='\u{36f}').contains(&letter) => {}
            None => text.push(if letter.is_alphanumeric() { letter } else { ' ' }),
        }
    }
    let words = text.split_whitespace().filter(|word| *word != "the");
    words.map(|word| if word == "st" { "saint" } else { word }).collect::<Vec<_>>().join(" ")
}

/// Whether two folded names could be one with typing errors: one for five letters, two from nine.
pub(super) fn is_like(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let short = a.len().min(b.len());
    if short < LEAST_FOR_LIKENESS {
        return false;
    }
    edits(&a, &b) <= if short < 9 { 1 } else { 2 }
}

/// Levenshtein's distance: letters inserted, left out, changed. Both are at most [`MAX_LETTERS`] long or of the catalogue.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (done, from) in a.iter().enumerate() {
        let mut before = done;
        let mut left = done + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, to) in row.iter_mut().skip(1).zip(b) {
            let changed = before + usize::from(from != to);
            before = *cell;
            left = changed.min(before + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_to_what_is_compared() {
        for (name, folded) in [
            ("Côte d’Ivoire", "cote divoire"),
            ("Cote d'Ivoire", "cote divoire"),
            ("Bosnia & Herzegovina", "bosnia and herzegovina"),
            ("St. Kitts & Nevis", "saint kitts and nevis"),
            ("The Gambia", "gambia"),
            ("Congo - Kinshasa", "congo kinshasa"),
            ("Myanmar (Burma)", "myanmar burma"),
            ("  U.S.A. ", "usa"),
            ("Åland Islands", "aland islands"),
            ("Curac\u{327}ao", "curacao"),
        ] {
            assert_eq!(fold(name), folded);
        }
        assert_eq!(fold(&"x".repeat(101)), "");
    }

    #[test]
    fn edits_are_counted() {
        let edits = |a: &str, b: &str| edits(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!(
            [edits("kitten", "sitting"), edits("", "abc"), edits("abc", ""), edits("same", "same")],
            [3, 3, 3, 0]
        );
        assert_eq!([edits("niger", "nigeria"), edits("austria", "australia"), edits("germany", "germny")], [2, 2, 1]);
    }

    #[test]
    fn likeness_forgives_typing_errors_only() {
        assert!(is_like("germny", "germany") && is_like("phillippines", "philippines"));
        assert!(!is_like("iran", "iraq") && !is_like("niger", "nigeria") && !is_like("austria", "australia"));
    }
}
