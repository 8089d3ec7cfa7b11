//! Currency signs and codes in an amount: passed over where they can mean the scenario's currency, for it has one.

use super::signs::normalised;

/// What a sign may stand for. Longer signs first, so that `US$` is not read as letters before `$`.
const SIGNS: [(&str, &str); 24] = [
    ("US$", "usd"),
    ("CA$", "cad"),
    ("AU$", "aud"),
    ("NZ$", "nzd"),
    ("HK$", "hkd"),
    ("CN¥", "cny"),
    ("R$", "brl"),
    ("A$", "aud"),
    ("C$", "cad"),
    ("S$", "sgd"),
    ("$", "usd cad aud nzd hkd sgd twd mxn ars clp cop"),
    ("€", "eur"),
    ("£", "gbp egp"),
    ("¥", "jpy cny"),
    ("₹", "inr"),
    ("₩", "krw"),
    ("₽", "rub"),
    ("₺", "try"),
    ("₪", "ils"),
    ("₫", "vnd"),
    ("₴", "uah"),
    ("₦", "ngn"),
    ("₱", "php"),
    ("฿", "thb"),
];

/// ISO 4217 codes of the usual currencies, in lower case.
const CODES: [&str; 43] = [
    "usd", "eur", "gbp", "jpy", "inr", "chf", "cny", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "czk", "huf",
    "ron", "bgn", "try", "brl", "mxn", "ars", "clp", "cop", "pen", "zar", "krw", "twd", "hkd", "sgd", "thb", "idr",
    "myr", "php", "vnd", "ils", "aed", "sar", "egp", "ngn", "kes", "rub", "uah",
];

/// Words for a currency in lower case, and what they may stand for.
const WORDS: [(&str, &str); 3] = [("kr", "sek nok dkk"), ("zł", "pln"), ("kč", "czk")];

/// `text` without a currency in front.
pub(super) fn without_leading(text: &str) -> &str {
    let text = text.trim_start();
    leading(text).map_or(text, |(_, rest)| rest.trim_start())
}

/// The codes that a currency in front of `text` may stand for, and what follows it.
fn leading(text: &str) -> Option<(&'static str, &str)> {
    if let Some(found) = SIGNS.iter().find_map(|(sign, codes)| Some((*codes, text.strip_prefix(sign)?))) {
        return Some(found);
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    Some((codes(&word.to_lowercase())?, rest))
}

/// The codes that a lower-case word or a single sign may stand for; none if it is no currency.
fn codes(word: &str) -> Option<&'static str> {
    let code = || CODES.iter().find(|code| **code == word).copied();
    let known = || SIGNS.iter().chain(&WORDS).find(|(known, _)| *known == word).map(|(_, codes)| *codes);
    code().or_else(known)
}

/// Whether a lower-case word or a single sign is a currency.
pub(super) fn is_currency(word: &str) -> bool {
    codes(word).is_some()
}

/// The ISO 4217 code of a usual currency, by its code or a sign that no other has.
///
/// ```
/// use geode_core::quantity::currency_code;
/// assert_eq!((currency_code("usd"), currency_code("€")), (Some("USD".into()), Some("EUR".into())));
/// assert_eq!((currency_code("$"), currency_code("MTD")), (None, None));
/// ```
pub fn currency_code(word: &str) -> Option<String> {
    let codes = codes(word).or_else(|| codes(&word.to_lowercase()))?;
    (!codes.contains(' ')).then(|| codes.to_uppercase())
}

/// Whether a text names a currency that cannot be the one with this code: `€5k` where amounts are in `USD`.
///
/// ```
/// use geode_core::quantity::names_other_currency;
/// assert!(names_other_currency("€5k", "USD") && names_other_currency("5k SEK", "USD"));
/// assert!(!names_other_currency("$5k", "AUD") && !names_other_currency("5k", "USD"));
/// ```
pub fn names_other_currency(text: &str, code: &str) -> bool {
    let text = normalised(text);
    let mut rest = text.as_str();
    while !rest.is_empty() {
        if let Some((codes, after)) = leading(rest) {
            let means_it = codes.split(' ').any(|known| known.eq_ignore_ascii_case(code));
            // A sign of many currencies may be that of one that is not known here.
            let may_mean_it = codes.contains(' ') && !CODES.contains(&code.to_lowercase().as_str());
            if !means_it && !may_mean_it {
                return true;
            }
            rest = after;
            continue;
        }
        // To the next word, so that the end of one is not taken for a word.
        let is_word = rest.starts_with(char::is_alphabetic);
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let after = rest.get(first..).unwrap_or("");
        let end = after.find(|c: char| c.is_alphabetic() != is_word || (!is_word && is_sign(c)));
        rest = end.and_then(|end| after.get(end..)).unwrap_or("");
    }
    false
}

fn is_sign(c: char) -> bool {
    SIGNS.iter().any(|(sign, _)| sign.starts_with(c))
}
