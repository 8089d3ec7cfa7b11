//! Small work on texts: words of the app, and JSON.
//!
//! All JSON is written by one writer into one kind of place: serde writes code for each type and each place, and that of a
//! whole scenario would stand in the page once for each.

use serde::Serialize;
use std::io::{self, Write};

/// JSON on one line. What a scenario and an evaluation hold can always be written: keys are texts, and numbers finite.
pub(crate) fn json(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    match write_json(value, &mut bytes) {
        Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

/// The length of that in bytes, counted without keeping it.
pub(crate) fn json_len(value: &impl Serialize) -> usize {
    let mut counted = Counted(0);
    write_json(value, &mut counted).map_or(0, |()| counted.0)
}

/// Writes JSON on one line.
///
/// # Errors
/// Those of the place that it is written to.
pub(crate) fn write_json(value: &impl Serialize, to: &mut dyn Write) -> io::Result<()> {
    Ok(serde_json::to_writer(to, value)?)
}

/// The value of a text that [`json`] has written.
pub(crate) fn parsed(json: &str) -> serde_json::Value {
    serde_json::from_str(json).unwrap_or_default()
}

/// Counts what is written, and keeps nothing.
struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
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
