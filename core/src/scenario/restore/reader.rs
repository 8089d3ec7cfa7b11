//! Reads one JSON object field by field: types, ranges from the list of inputs, unknown fields.

use super::{Fault, MAX_FAULTS, MAX_REPAIRS, Repair};
use crate::quantity::{self, Unit};
use crate::scenario::choices::Choice;
use crate::scenario::inputs;
use crate::scenario::limits::{MAX_ID, MAX_TEXT};
use serde_json::{Map, Value};

/// What has been found so far.
#[derive(Default)]
pub(super) struct Context {
    pub faults: Vec<Fault>,
    pub repairs: Vec<Repair>,
    /// Whether numbers that do not fit together, such as shares that do not sum to 1, stay as they were typed.
    pub as_typed: bool,
    /// So many repairs came before the numbers were made to fit together.
    pub fitted_after: usize,
}

impl Context {
    pub fn fault(&mut self, path: &str, wrong: impl Into<String>, expected: impl Into<String>) {
        // No more than are reported: what is asked of them takes time with each.
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault { path: path.to_owned(), wrong: wrong.into(), expected: expected.into() });
        }
    }

    /// Whether something is wrong at a path, so that what follows from it need not be said again.
    pub fn faulty(&self, path: &str) -> bool {
        self.faults.iter().any(|fault| fault.path == path)
    }

    /// Whether the ids in a list can be trusted: the list, its ids and what decides about its items are right.
    pub fn sound(&self, list: &str) -> bool {
        // Of the items themselves: those of a list within an item say nothing of it.
        let of_item = |rest: &str| rest.matches('/').count() == 2 && (rest.ends_with("/id") || rest.ends_with("/kind"));
        let spoils = |rest: &str| rest.is_empty() || of_item(rest);
        !self.faults.iter().filter_map(|fault| fault.path.strip_prefix(list)).any(spoils)
    }

    pub fn repair(&mut self, path: &str, message: impl Into<String>) {
        match self.repairs.len() {
            ..MAX_REPAIRS => self.repairs.push(Repair { path: path.to_owned(), message: message.into() }),
            // The last one says that there are more.
            MAX_REPAIRS => {
                self.repairs.push(Repair { path: "/".into(), message: "more than is told was repaired".into() })
            }
            _ => {}
        }
    }
}

/// A short rendering of a foreign value for messages, free of control and bidirectional characters.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(b) => b.to_string(),
        // Whole numbers in whole digits: 1e16 was typed as 10000000000000000.
        Value::Number(n) => match n.as_f64().filter(|value| n.is_f64() && value.fract() == 0.0 && value.abs() < 1e21) {
            Some(value) => quantity::show(value, Unit::Count).replace(',', ""),
            None => n.to_string(),
        },
        Value::String(text) => quoted(text),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
    }
}

/// A foreign text in quotes, cut to 40 characters.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", cut(text, 40))
}

/// A foreign name as it stands in a path (RFC 6901): whole, if it is an id or the pointer of an input.
pub(super) fn in_path(name: &str) -> String {
    cut(name, 200).replace('~', "~0").replace('/', "~1")
}

fn cut(text: &str, most: usize) -> String {
    let safe = |c| if forbidden(c) { '\u{fffd}' } else { c };
    let more = text.chars().nth(most).map(|_| '…');
    text.chars().take(most).map(safe).chain(more).collect()
}

/// Control characters, and those that change the direction of the text around them.
pub(crate) fn forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Whether a text is an id: `[a-z0-9][a-z0-9-]{0,62}`, not digits alone.
pub(super) fn is_id(text: &str) -> bool {
    let letters = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
    (1..=MAX_ID).contains(&text.len())
        && text.bytes().all(|c| letters(c) || c == b'-')
        && !text.starts_with('-')
        && !text.bytes().all(|c| c.is_ascii_digit())
}

/// What is expected of an id.
pub(super) fn an_id() -> String {
    format!("1 to {MAX_ID} of a–z, 0–9 and -, not digits alone, not starting with -")
}

/// A fault unless a text is the code of a currency.
pub(super) fn currency(code: &str, cx: &mut Context) {
    let is_code = code.len() == 3 && code.bytes().all(|c| c.is_ascii_uppercase());
    if is_plain(code, || "/currency".into(), cx) && !is_code {
        cx.fault("/currency", format!("is {}", quoted(code)), "three capital letters such as USD");
    }
}

/// What is expected of a place.
pub(super) const A_PLACE: &str = "{\"lat\": …, \"lon\": …} or a country code of two capital letters";

/// Whether a text is the code of a country, or of a part of one such as "US-west"; a fault if not.
pub(super) fn country(code: &str, path: impl FnOnce() -> String, cx: &mut Context) -> bool {
    let (country, part) = code.split_once('-').unwrap_or((code, "all"));
    let is_part = (1..=MAX_ID).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_lowercase() || c == b'-');
    let is_code = country.len() == 2 && country.bytes().all(|c| c.is_ascii_uppercase()) && is_part;
    if !is_code {
        cx.fault(&path(), format!("is {}", quoted(code)), A_PLACE);
    }
    is_code
}

/// A JSON object that is being read.
pub(super) struct Object<'a> {
    fields: Option<&'a Map<String, Value>>,
    known: Vec<&'static str>,
    /// Pointer with ids, for messages; empty at the root.
    pub path: String,
    /// Pointer with placeholders, for the list of inputs.
    pub pattern: String,
}

impl<'a> Object<'a> {
    pub fn root(value: &'a Value, cx: &mut Context) -> Self {
        Self::new(value, String::new(), String::new(), cx)
    }

    /// An object whose fields are in no list of inputs.
    pub fn plain(value: &'a Value, path: String, cx: &mut Context) -> Self {
        Self::new(value, path, String::new(), cx)
    }

    fn new(value: &'a Value, path: String, pattern: String, cx: &mut Context) -> Self {
        if !value.is_object() {
            let path = if path.is_empty() { "/" } else { &path };
            cx.fault(path, format!("is {}", shown(value)), "an object");
        }
        Object { fields: value.as_object(), known: Vec::new(), path, pattern }
    }

    /// Pointer of a field. Made for messages only: most fields are right, and reading them should not cost a text.
    pub fn at(&self, name: &str) -> String {
        format!("{}/{name}", self.path)
    }

    /// The raw value of a field; none if absent or null.
    pub fn take(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        self.fields?.get(name).filter(|v| !v.is_null())
    }

    /// Whether a field has been asked for.
    pub fn is_read(&self, name: &str) -> bool {
        self.known.contains(&name)
    }

    /// An object in a field; an absent one reads as empty, so that its defaults apply.
    pub fn child(&mut self, name: &'static str, cx: &mut Context) -> Object<'a> {
        let (path, pattern) = (self.at(name), format!("{}/{name}", self.pattern));
        match self.take(name) {
            Some(value) => Object::new(value, path, pattern, cx),
            None => Object { fields: None, known: Vec::new(), path, pattern },
        }
    }

    /// An object in a field, if there is one.
    pub fn optional(&mut self, name: &'static str, cx: &mut Context) -> Option<Object<'a>> {
        self.take(name)?;
        Some(self.child(name, cx))
    }

    /// The objects of a list; items go by id where they have one.
    pub fn list(&mut self, name: &'static str, placeholder: &str, most: usize, cx: &mut Context) -> Vec<Object<'a>> {
        let Some(value) = self.take(name) else { return Vec::new() };
        let path = self.at(name);
        let Some(items) = value.as_array() else {
            cx.fault(&path, format!("is {}", shown(value)), "a list");
            return Vec::new();
        };
        if items.len() > most {
            cx.fault(&path, format!("has {} items", items.len()), format!("at most {most}"));
            return Vec::new();
        }
        let item = |(i, value): (usize, &'a Value)| {
            let id = value.get("id").and_then(Value::as_str).filter(|id| is_id(id));
            let path = format!("{path}/{}", id.map_or_else(|| i.to_string(), str::to_owned));
            Object::new(value, path, format!("{}/{name}/{placeholder}", self.pattern), cx)
        };
        items.iter().enumerate().map(item).collect()
    }

    /// A number: checked, raised or defaulted as the list of inputs says. 0 stands in after a fault.
    pub fn number(&mut self, name: &'static str, cx: &mut Context) -> f64 {
        match self.maybe(name, cx) {
            Some(value) => value,
            None => {
                if let Some(input) = self.input(name).filter(|input| input.required) {
                    self.needs(name, input.expected(), cx);
                }
                0.0
            }
        }
    }

    /// A number that may be null.
    pub fn maybe(&mut self, name: &'static str, cx: &mut Context) -> Option<f64> {
        let input = self.input(name)?;
        match self.take(name) {
            None => input.default,
            Some(value) => checked(value, input, || self.at(name), cx),
        }
    }

    /// The entry of a field in the list of inputs.
    fn input(&self, name: &str) -> Option<&'static inputs::Input> {
        inputs::of_field(&self.pattern, name)
    }

    /// A fault if a field is absent or null.
    pub fn needs(&self, name: &str, expected: impl Into<String>, cx: &mut Context) {
        if self.fields.is_none_or(|fields| fields.get(name).is_none_or(Value::is_null)) {
            cx.fault(&self.at(name), "is missing", expected);
        }
    }

    /// A text of at most [`MAX_TEXT`] characters; none if absent.
    pub fn text(&mut self, name: &'static str, cx: &mut Context) -> Option<String> {
        self.take(name).map(|value| text(value, || self.at(name), cx))
    }

    /// Texts of a list.
    pub fn texts(&mut self, name: &'static str, most: usize, cx: &mut Context) -> Vec<String> {
        match self.take(name) {
            None => Vec::new(),
            Some(Value::Array(items)) if items.len() <= most => {
                items.iter().enumerate().map(|(i, v)| text(v, || format!("{}/{i}", self.at(name)), cx)).collect()
            }
            Some(Value::Array(items)) => {
                cx.fault(&self.at(name), format!("has {} items", items.len()), format!("at most {most}"));
                Vec::new()
            }
            Some(other) => {
                cx.fault(&self.at(name), format!("is {}", shown(other)), "a list of texts");
                Vec::new()
            }
        }
    }

    /// The id of a list item.
    pub fn id(&mut self, cx: &mut Context) -> String {
        match self.take("id") {
            Some(Value::String(id)) if is_id(id) => id.clone(),
            other => {
                let wrong = other.map_or_else(|| "is missing".into(), |v| format!("is {}", shown(v)));
                cx.fault(&self.at("id"), wrong, an_id());
                String::new()
            }
        }
    }

    /// The id of a list item that may do without one: empty where it does.
    pub fn optional_id(&mut self, cx: &mut Context) -> String {
        if self.take("id").is_some() { self.id(cx) } else { String::new() }
    }

    /// A reference by id to something that must exist; checked later.
    pub fn reference(&mut self, name: &'static str, cx: &mut Context) -> String {
        match self.take(name) {
            Some(value) => text(value, || self.at(name), cx),
            None => {
                self.needs(name, "an id", cx);
                String::new()
            }
        }
    }

    /// One of a few words; absent it is the default, and where there is none the field is required.
    pub fn choice<C: Choice>(&mut self, name: &'static str, cx: &mut Context) -> Option<C> {
        let value = self.take(name);
        match (value.and_then(Value::as_str).and_then(C::of_word), value, C::DEFAULT) {
            (Some(found), _, _) => Some(found),
            (None, None, Some(default)) => Some(default),
            (None, value, _) => {
                let words: Vec<String> = C::ALL.iter().map(|choice| format!("\"{}\"", choice.word())).collect();
                let wrong = value.map_or_else(|| "is missing".into(), |v| format!("is {}", shown(v)));
                cx.fault(&self.at(name), wrong, words.join(" or "));
                None
            }
        }
    }

    /// True or false.
    pub fn flag(&mut self, name: &'static str, cx: &mut Context) -> bool {
        match self.take(name) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                cx.fault(&self.at(name), format!("is {}", shown(other)), "true or false");
                false
            }
        }
    }

    /// Name and value of every field, for objects whose names are ids.
    pub fn entries(&mut self, most: usize, cx: &mut Context) -> Vec<(&'a String, &'a Value)> {
        let Some(fields) = self.fields else { return Vec::new() };
        if fields.len() > most {
            cx.fault(&self.path, format!("has {} entries", fields.len()), format!("at most {most}"));
            return Vec::new();
        }
        fields.iter().collect()
    }

    /// Reports the fields that nobody asked for, and drops them.
    pub fn done(self, cx: &mut Context) {
        let unknown = self.fields.into_iter().flat_map(Map::keys).filter(|name| !self.known.contains(&name.as_str()));
        for name in unknown {
            cx.repair(&self.at(&in_path(name)), "unknown field, dropped");
        }
    }
}

/// A number within its range; raised to the least value where the entry says so.
pub(super) fn checked(
    value: &Value,
    input: &inputs::Input,
    path: impl FnOnce() -> String,
    cx: &mut Context,
) -> Option<f64> {
    match value.as_f64() {
        // −0 is 0.
        Some(number) if input.allows(number) => Some(number + 0.0),
        Some(number) if input.raised && (0.0..input.min).contains(&number) => {
            cx.repair(
                &path(),
                format!("{} is below the least value; raised to {}", quantity::show(number, Unit::Number), input.min),
            );
            Some(input.min)
        }
        _ => {
            cx.fault(&path(), format!("is {}", shown(value)), input.expected() + &as_fraction(value, input));
            None
        }
    }
}

/// For whoever writes 40 for 40 %: that it is a fraction, in his own number.
fn as_fraction(value: &Value, input: &inputs::Input) -> String {
    let (least, what) = match input.unit {
        Unit::Share => (input.max, "shares are fractions"),
        Unit::Availability => (50.0, "an availability is a fraction"),
        _ => return String::new(),
    };
    let percent = value.as_f64().filter(|number| *number > least && input.allows(number / 100.0));
    percent.map_or_else(String::new, |percent| {
        let [share, percent] =
            [percent / 100.0, percent].map(|value| quantity::show(quantity::to_digits(value, 15), Unit::Number));
        format!(": {what}, {share} for {percent} %")
    })
}

pub(super) fn text(value: &Value, path: impl FnOnce() -> String, cx: &mut Context) -> String {
    let Value::String(text) = value else {
        cx.fault(&path(), format!("is {}", shown(value)), "a text");
        return String::new();
    };
    if is_plain(text, path, cx) { text.clone() } else { String::new() }
}

/// Whether a text is not too long and has no forbidden character; a fault if not.
pub(super) fn is_plain(text: &str, path: impl FnOnce() -> String, cx: &mut Context) -> bool {
    // The length in bytes is a bound that needs no counting.
    if text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT {
        cx.fault(&path(), format!("is {} characters long", text.chars().count()), format!("at most {MAX_TEXT}"));
    } else if text.chars().any(forbidden) {
        cx.fault(&path(), format!("is {}", quoted(text)), "a text without control or bidirectional characters");
    } else {
        return true;
    }
    false
}
