//! Currency signs and codes in an amount: known, and passed over, since a scenario has one currency.

use crate::text::lower;

/// Longer signs first, so that `US$` is not read as letters before `$`.
const SIGNS: [&str; 24] = [
    "US$", "CA$", "AU$", "NZ$", "HK$", "CN¥", "R$", "A$", "C$", "S$", "$", "€", "£", "¥", "₹", "₩", "₽", "₺", "₪", "₫",
    "₴", "₦", "₱", "฿",
];

/// Words for a currency, in lower case: ISO 4217 codes of the usual currencies, and kr, zł, Kč.
const WORDS: [&str; 44] = [
    "usd", "eur", "gbp", "jpy", "inr", "chf", "cny", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "czk", "huf",
    "ron", "bgn", "try", "brl", "mxn", "ars", "clp", "cop", "pen", "zar", "krw", "twd", "hkd", "sgd", "thb", "idr",
    "myr", "php", "vnd", "ils", "aed", "sar", "egp", "ngn", "kes", "kr", "zł", "kč",
];

/// `text` without a currency in front.
pub(super) fn without_leading(text: &str) -> &str {
    let text = text.trim_start();
    if let Some(rest) = SIGNS.iter().find_map(|sign| text.strip_prefix(sign)) {
        return rest.trim_start();
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    if is_currency(&lower(word)) { rest.trim_start() } else { text }
}

/// Whether a lower-case word or a single sign is a currency.
pub(super) fn is_currency(word: &str) -> bool {
    WORDS.contains(&word) || SIGNS.contains(&word)
}
