//! JSON text as a value, with the names that stand more than once in one object.
//!
//! The value of a repeated name is anybody's guess: most readers take the last in silence, some the first. So each is
//! found while the text is read, and reported with its path.

use super::reader::{in_path, is_id};
use super::{Fault, MAX_FAULTS};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Reads a text: its value, and a fault for each name that an object has more than once.
///
/// # Errors
/// A text that is no JSON.
pub(super) fn read(text: &str) -> serde_json::Result<(Value, Vec<Fault>)> {
    let mut repeated = Vec::new();
    let mut source = serde_json::Deserializer::from_str(text);
    let value = Reader { at: None, repeated: &mut repeated }.deserialize(&mut source)?;
    source.end()?;
    let mut faults: Vec<Fault> = repeated.iter().map(|steps| fault(steps, &value)).collect();
    // What stands three times is reported once.
    faults.dedup();
    Ok((value, faults))
}

/// A step from an object or a list to what is in it.
#[derive(Clone)]
enum Step<T> {
    Name(T),
    Item(usize),
}

/// Where something stands. Each level knows the one above it, so that reading costs no text for its paths.
struct Place<'a> {
    above: Option<&'a Place<'a>>,
    step: Step<&'a str>,
}

impl Place<'_> {
    /// From the root down to here.
    fn steps(&self) -> Vec<Step<String>> {
        let mut steps = self.above.map_or_else(Vec::new, Place::steps);
        steps.push(match self.step {
            Step::Name(name) => Step::Name(name.to_owned()),
            Step::Item(item) => Step::Item(item),
        });
        steps
    }
}

/// What is said of a repeated name: its path has list items by id, as all paths of faults.
fn fault(steps: &[Step<String>], root: &Value) -> Fault {
    let mut path = String::new();
    let mut value = Some(root);
    for step in steps {
        path.push('/');
        match step {
            Step::Name(name) => {
                path.push_str(&in_path(name));
                value = value.and_then(|value| value.get(name));
            }
            Step::Item(item) => {
                value = value.and_then(|value| value.get(item));
                let id = value.and_then(|value| value.get("id")).and_then(Value::as_str).filter(|id| is_id(id));
                path.push_str(&id.map_or_else(|| item.to_string(), str::to_owned));
            }
        }
    }
    Fault { path, wrong: "stands more than once".into(), expected: "each name once in an object".into() }
}

/// Reads one value.
struct Reader<'a> {
    at: Option<&'a Place<'a>>,
    /// The places of repeated names, no more than are reported.
    repeated: &'a mut Vec<Vec<Step<String>>>,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("any valid JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let place = Place { above: self.at, step: Step::Item(list.len()) };
            match items.next_element_seed(Reader { at: Some(&place), repeated: &mut *self.repeated })? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let place = Place { above: self.at, step: Step::Name(&name) };
            let value = fields.next_value_seed(Reader { at: Some(&place), repeated: &mut *self.repeated })?;
            if map.contains_key(&name) && self.repeated.len() < MAX_FAULTS {
                self.repeated.push(place.steps());
            }
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        read(text).unwrap().1.into_iter().map(|fault| fault.path).collect()
    }

    #[test]
    fn the_value_is_what_any_reader_makes_of_it() {
        for text in [
            "null",
            "[true, false, 0, -0, -0.0, 1.5e-7, 18446744073709551615, -9223372036854775808, 1e300]",
            "\"a \\u00e9 \\ud83d\\ude80 \\n\"",
            "{\"z\": {\"b\": [], \"a\": {}}, \"y\": [[{\"x\": \"\"}]]}",
        ] {
            let (value, repeated) = read(text).unwrap();
            // As text, which keeps the order of the names and the sign of a zero.
            assert_eq!(value.to_string(), serde_json::from_str::<Value>(text).unwrap().to_string());
            assert_eq!(repeated, []);
        }
        for text in ["", "{", "[1,]", "{} 1", "{\"a\" 1}", "nul", "1e999", "{1: 2}", "\"\u{1}\""] {
            let expected = serde_json::from_str::<Value>(text).unwrap_err().to_string();
            assert_eq!(read(text).unwrap_err().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn repeated_names_are_found_wherever_they_stand() {
        assert_eq!(paths("{\"a\": 1, \"b\": 2, \"a\": 1}"), ["/a"]);
        assert_eq!(paths("{\"a\": [{\"b\": 1}, {\"b\": 1, \"b\": 2}]}"), ["/a/1/b"]);
        // An item is named by its id, also where that stands behind.
        assert_eq!(paths("{\"a\": [{\"b\": 1, \"b\": 2, \"id\": \"us-east\"}]}"), ["/a/us-east/b"]);
        assert_eq!(paths("{\"a\": [{\"id\": \"x\", \"id\": \"y\"}]}"), ["/a/y/id"]);
        // Written in another way it is the same name; a stroke in it is no step.
        assert_eq!(paths("{\"revenue\": 1, \"reven\\u0075e\": 2, \"/a~\": 1, \"/a~\": 1}"), ["/revenue", "/~1a~0"]);
        assert_eq!(paths("{\"a\": 1, \"a\": 2, \"a\": 3}"), ["/a"]);
        assert_eq!(paths("[{\"a\": 1}, {\"a\": 1}]"), [""; 0]);
        let twice = |i: usize| format!("\"{i}\": 1, \"{i}\": 2, ");
        let many: String = (0..1_000).map(twice).collect();
        assert_eq!(paths(&format!("{{{many}\"a\": 1}}")).len(), MAX_FAULTS);
    }
}
