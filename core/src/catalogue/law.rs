//! Jurisdictions: which of them lie in which. Labels of places, not legal advice.

/// Members of the European Union, by their codes.
const EU: [&str; 27] = [
    "at", "be", "bg", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu", "ie", "it", "lt", "lu", "lv",
    "mt", "nl", "pl", "pt", "ro", "se", "si", "sk",
];
/// Members of the European Economic Area that are in no Union.
const EEA: [&str; 3] = ["is", "li", "no"];

/// Whether a jurisdiction is, or lies in, what a list permits: Germany in the EU, the EU in the EEA. Both in small letters.
///
/// ```
/// use geode_core::catalogue::lies_in;
/// assert!(lies_in("de", "de") && lies_in("de", "eu") && lies_in("eu", "eea") && lies_in("gb", "uk"));
/// assert!(!lies_in("eu", "de") && !lies_in("no", "eu") && !lies_in("ch", "eea") && !lies_in("eu", "e"));
/// ```
pub fn lies_in(jurisdiction: &str, permitted: &str) -> bool {
    let (law, permitted) = (code(jurisdiction), code(permitted));
    let in_eu = || law == "eu" || EU.contains(&law);
    law == permitted || permitted == "eu" && in_eu() || permitted == "eea" && (EEA.contains(&law) || in_eu())
}

/// What many write in place of the code.
fn code(word: &str) -> &str {
    if word == "uk" { "gb" } else { word }
}
