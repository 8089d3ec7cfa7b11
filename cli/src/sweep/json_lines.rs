//! Rows of JSON lines: an object a line. The keys of the first object are the columns.

use super::feed::Feed;
use crate::stop::Stop;
use geode_core::exchange::rows::{Chunk, Content, Named, Role};
use geode_core::scenario::limits::MAX_BYTES;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

const EXPECTED: &str = "an object with the pointers of inputs";

/// Most keys of an object.
const MOST_KEYS: usize = 4_096;

/// Rows of JSON lines.
pub struct JsonLines<'a> {
    feed: Feed<'a>,
    columns: Vec<Named>,
}

impl<'a> JsonLines<'a> {
    /// Looks for the first object and returns its keys. Lines before it stay to be answered.
    pub fn open(mut feed: Feed<'a>) -> Result<(Self, Vec<String>), Stop> {
        let keys = loop {
            let whole = if feed.at_end() { feed.rest() } else { whole_lines(feed.rest()) };
            let first = whole.split(|byte| *byte == b'\n').find_map(|line| Object::read(line).ok());
            match first {
                Some(object) => break object.keys(),
                None if feed.at_end() => break Vec::new(),
                None if feed.rest().len() > MAX_BYTES => {
                    let expected = format!("an object within the first {MAX_BYTES} bytes");
                    return Err(feed.bad("has no row that is an object", &expected));
                }
                None => drop(feed.more()?),
            }
        };
        Ok((JsonLines { feed, columns: Vec::new() }, keys))
    }

    /// What the columns are.
    pub fn set_columns(&mut self, columns: &[Named]) {
        self.columns = columns.to_vec();
    }

    /// How many bytes there are to read; none if nobody knows.
    pub fn total(&self) -> Option<u64> {
        self.feed.total()
    }

    /// Fills a chunk with what has been read; reads more where that is nothing. Says whether there may be more rows.
    pub fn fill(&mut self, chunk: &mut Chunk) -> Result<bool, Stop> {
        while !chunk.is_full() {
            let rest = self.feed.rest();
            match (memchr::memchr(b'\n', rest), self.feed.at_end()) {
                (Some(end), _) => {
                    let line = rest.get(..end).unwrap_or_default();
                    row(&self.columns, line.strip_suffix(b"\r").unwrap_or(line), chunk);
                    self.feed.advance(end + 1);
                }
                (None, true) => {
                    if !rest.is_empty() {
                        row(&self.columns, rest, chunk);
                        self.feed.advance(rest.len());
                    }
                    return Ok(false);
                }
                // Answers are not held back while the other side of a pipe waits for them.
                (None, false) if !chunk.is_empty() => break,
                (None, false) if rest.len() > MAX_BYTES => self.skip(chunk)?,
                (None, false) => drop(self.feed.more()?),
            }
        }
        chunk.read = self.feed.read;
        Ok(true)
    }

    /// Skips the rest of a line that is too long.
    fn skip(&mut self, chunk: &mut Chunk) -> Result<(), Stop> {
        loop {
            let rest = self.feed.rest();
            if let Some(end) = memchr::memchr(b'\n', rest) {
                self.feed.advance(end + 1);
                break;
            }
            self.feed.advance(rest.len());
            if !self.feed.more()? {
                break;
            }
        }
        chunk.end_row(Some(too_long()));
        Ok(())
    }
}

fn too_long() -> String {
    format!("/: is too long, expected at most {MAX_BYTES} bytes")
}

/// As much of some bytes as ends with a line.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    memchr::memrchr(b'\n', bytes).and_then(|end| bytes.get(..end)).unwrap_or_default()
}

fn row(columns: &[Named], line: &[u8], chunk: &mut Chunk) {
    if line.len() > MAX_BYTES {
        return chunk.end_row(Some(too_long()));
    }
    let object = match Object::read(line) {
        Ok(object) => object,
        Err(wrong) => return chunk.end_row(Some(format!("/: {wrong}, expected {EXPECTED}"))),
    };
    for (i, column) in columns.iter().enumerate() {
        match object.get(i, &column.name) {
            Some(value) => {
                let kept = chunk.keep(value.get().as_bytes());
                chunk.cell(Content::Json(kept));
            }
            None => chunk.cell(Content::Absent),
        }
    }
    let faults = object.faults(columns);
    chunk.end_row((!faults.is_empty()).then(|| faults.join("\n")));
}

/// An object whose values are left as they stand.
struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Object<'a> {
    /// Reads a line, or says what is wrong with it.
    fn read(line: &'a [u8]) -> Result<Self, String> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let text = std::str::from_utf8(line).map_err(|_| "is not UTF-8 text".to_owned())?;
        if text.trim().is_empty() {
            return Err("is empty".into());
        }
        let object: Self = serde_json::from_str(text).map_err(|error| match error.classify() {
            Category::Data => "is not an object".into(),
            _ => format!("is not JSON ({error})"),
        })?;
        match object.0.len() {
            ..=MOST_KEYS => Ok(object),
            count => Err(format!("has {count} keys, more than {MOST_KEYS}")),
        }
    }

    /// The keys, each once.
    fn keys(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        self.0.iter().filter(|(key, _)| seen.insert(key)).map(|(key, _)| key.to_string()).collect()
    }

    /// The value of a key, which in most rows stands where it stands in the first.
    fn get(&self, place: usize, key: &str) -> Option<&'a RawValue> {
        let is_it = |(other, _): &&(Cow<str>, _)| other == key;
        let found = self.0.get(place).filter(is_it).or_else(|| self.0.iter().find(is_it));
        found.map(|(_, value)| *value)
    }

    /// What is wrong with its keys.
    fn faults(&self, columns: &[Named]) -> Vec<String> {
        // Most rows have the keys of the first, in its order.
        let is_same = |((key, _), column): (&(Cow<str>, _), &Named)| *key == column.name;
        let has_wrong = columns.iter().any(|column| matches!(column.role, Role::Wrong(_)));
        if !has_wrong && self.0.len() == columns.len() && self.0.iter().zip(columns).all(is_same) {
            return Vec::new();
        }
        let mut faults = Vec::new();
        let mut seen = HashSet::new();
        for (key, _) in &self.0 {
            let shown: String = key.chars().take(80).collect();
            match columns.iter().find(|column| column.name == *key).map(|column| &column.role) {
                _ if !seen.insert(key) => {
                    faults.push(format!("{shown}: stands more than once, expected each name once"))
                }
                Some(Role::Wrong(fault)) => faults.push(fault.clone()),
                Some(_) => {}
                None => faults.push(format!("{shown}: is no key of the first row, expected the same in all rows")),
            }
        }
        faults
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;

            fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
                to.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    fields.push((key, map.next_value()?));
                }
                Ok(Object(fields))
            }
        }

        from.deserialize_map(Fields)
    }
}

/// A key, borrowed where it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);
