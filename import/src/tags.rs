//! Tags of a row: a cell of them, and how a key is named where a column is.

use serde_json::{Map, Value};

/// What stands before the key of a tag, where a column is named.
pub(crate) const TAG: &str = "tag:";

/// The tags of a cell: JSON, which Azure writes without its braces.
pub(crate) fn tags(cell: &[u8]) -> Option<Map<String, Value>> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    match text.starts_with('{') {
        true => serde_json::from_str(text).ok(),
        false => serde_json::from_str(&format!("{{{text}}}")).ok(),
    }
}

/// The value of a tag as text.
pub(crate) fn value_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}
