//! Answers as text: CSV or JSON lines.

use super::{Answer, Chunk, Content, Named, Plan, Role};
use crate::exchange::csv::quoted;
use std::borrow::Cow;

/// Whole lines, and where each ends.
#[derive(Debug, Default)]
pub struct Lines {
    /// The text.
    pub bytes: Vec<u8>,
    /// Behind each line.
    pub ends: Vec<usize>,
}

impl Lines {
    fn end(&mut self) {
        self.bytes.push(b'\n');
        self.ends.push(self.bytes.len());
    }

    /// The header of a CSV file.
    pub fn header(plan: &Plan) -> Lines {
        let mut lines = Lines::default();
        let names = plan.columns.iter().map(|column| column.name.as_str()).chain(plan.outputs());
        for (i, name) in names.enumerate() {
            if i > 0 {
                lines.bytes.push(b',');
            }
            csv(&mut lines.bytes, name);
        }
        lines.end();
        lines
    }

    /// A row of a CSV file.
    pub fn csv(&mut self, plan: &Plan, chunk: &Chunk, cells: &[Content], answer: &Answer) {
        let to = &mut self.bytes;
        for (i, column) in plan.columns.iter().enumerate() {
            if i > 0 {
                to.push(b',');
            }
            match cells.get(i).unwrap_or(&Content::Absent) {
                Content::Absent => {}
                // The row of a text that is none has an error that says so.
                Content::Text(text) => csv(to, &String::from_utf8_lossy(chunk.bytes(text))),
                Content::Json(json) => match text_of(chunk.bytes(json)) {
                    Some(text) => csv(to, &text),
                    // Null in an input is a word of its own, elsewhere it is nothing.
                    None if column.role == Role::Carried => {}
                    None => to.extend_from_slice(b"null"),
                },
                Content::Number(number) => digits(to, *number, true),
            }
        }
        for i in 0..plan.sweep.asked().len() {
            if i > 0 || !plan.columns.is_empty() {
                to.push(b',');
            }
            if let Some(value) = answer.figure(i) {
                digits(to, value, true);
            }
        }
        to.extend_from_slice(format!(",{},", answer.repairs.len()).as_bytes());
        csv(to, answer.error.unwrap_or_default());
        self.end();
    }

    /// An object of JSON lines.
    pub fn json(&mut self, plan: &Plan, chunk: &Chunk, cells: &[Content], answer: &Answer) {
        let to = &mut self.bytes;
        to.push(b'{');
        for (i, column) in plan.columns.iter().enumerate() {
            if let Some(cell) = cells.get(i).filter(|cell| is_said(cell, column)) {
                to.extend_from_slice(plan.keys.get(i).map_or(&[], Vec::as_slice));
                json_cell(to, chunk, cell, column);
                to.push(b',');
            }
        }
        for (i, key) in plan.keys.iter().skip(plan.columns.len()).enumerate() {
            to.extend_from_slice(key);
            match answer.figure(i) {
                Some(value) => digits(to, value, false),
                None => to.extend_from_slice(b"null"),
            }
            to.push(b',');
        }
        to.extend_from_slice(b"\"repairs\":[");
        for (i, repair) in answer.repairs.iter().enumerate() {
            if i > 0 {
                to.push(b',');
            }
            json_text(to, &format!("{}: {}", repair.path, repair.message));
        }
        to.extend_from_slice(b"],\"error\":");
        match answer.error {
            Some(error) => json_text(to, error),
            None => to.extend_from_slice(b"null"),
        }
        to.push(b'}');
        self.end();
    }
}

/// A key with what stands behind it.
pub fn json_key(name: &str) -> Vec<u8> {
    let mut key = Vec::new();
    json_text(&mut key, name);
    key.push(b':');
    key
}

fn json_text(to: &mut Vec<u8>, text: &str) {
    // Writing to memory cannot fail.
    let _ = serde_json::to_writer(to, text);
}

/// Whether a cell says anything: an input without a value keeps that of the base.
fn is_said(cell: &Content, column: &Named) -> bool {
    match cell {
        Content::Absent => false,
        Content::Text(text) => !text.is_empty() || column.role == Role::Carried,
        Content::Json(_) | Content::Number(_) => true,
    }
}

fn json_cell(to: &mut Vec<u8>, chunk: &Chunk, cell: &Content, column: &Named) {
    let text = match cell {
        Content::Absent => return to.extend_from_slice(b"null"),
        Content::Json(json) => return to.extend_from_slice(chunk.bytes(json)),
        Content::Number(number) if number.is_finite() => return digits(to, *number, false),
        Content::Number(number) => Cow::Owned(number.to_string()),
        Content::Text(text) => String::from_utf8_lossy(chunk.bytes(text)),
    };
    let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    match (&column.role, number) {
        (Role::Input(_), _) if text.trim() == "null" => to.extend_from_slice(b"null"),
        // As it stands where JSON has the same, for it may have more digits than a double.
        (Role::Input(_), Some(_)) if serde_json::from_str::<serde_json::Number>(text.trim()).is_ok() => {
            to.extend_from_slice(text.trim().as_bytes());
        }
        (Role::Input(_), Some(number)) => digits(to, number, false),
        _ => json_text(to, &text),
    }
}

/// What a JSON value is in a table: a text without its quotes, anything else as it stands; none for null.
pub fn text_of(json: &[u8]) -> Option<Cow<'_, str>> {
    match json {
        b"null" => None,
        [b'"', ..] => serde_json::from_slice::<String>(json).ok().map(Cow::Owned),
        _ => Some(String::from_utf8_lossy(json)),
    }
}

/// A cell of a CSV file.
fn csv(to: &mut Vec<u8>, cell: &str) {
    to.extend_from_slice(quoted(cell).as_bytes());
}

/// Writes the shortest digits that read back as the same number; a short one has no `.0`.
pub fn digits(to: &mut Vec<u8>, number: f64, is_short: bool) {
    if !number.is_finite() {
        return to.extend_from_slice(number.to_string().as_bytes());
    }
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(number);
    to.extend_from_slice(if is_short { text.strip_suffix(".0").unwrap_or(text) } else { text }.as_bytes());
}
