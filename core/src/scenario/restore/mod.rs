//! The one door for foreign scenarios: files, links, pasted text, saved work.
//!
//! What can be repaired without guessing is repaired and reported; everything else is refused with the field, what
//! is wrong and what was expected. All faults of a text are reported at once.

mod catalogue;
mod check;
mod items;
mod json;
mod options;
mod reader;
mod references;
mod sections;
mod tables;
mod validate;

pub(crate) use check::POINTER;
pub(crate) use reader::forbidden;
pub use validate::validate;

use super::limits::MAX_BYTES;
use super::model::{SCHEMA, Scenario, VERSION};
use crate::text;
use reader::{Context, Object};
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// Most faults that are reported at once.
const MAX_FAULTS: usize = 50;
/// Most repairs that are reported.
pub(crate) const MAX_REPAIRS: usize = 200;
/// Schema of a result file, whose scenario is taken.
pub(crate) const EVALUATION: &str = "geode-planner/evaluation";
/// The version of result files that is written and read.
pub(crate) const EVALUATION_VERSION: u32 = 1;

/// Something wrong in foreign input that cannot be repaired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Pointer of the field, list items by id; `/` for the whole text.
    pub path: String,
    /// What is wrong, such as "is 2".
    pub wrong: String,
    /// What was expected, such as "a number above 0 and at most 1".
    pub expected: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        write!(to, "{}: {}, expected {}", self.path, self.wrong, self.expected)
    }
}

/// Why a text was refused: at least one fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub Vec<Fault>);

impl fmt::Display for Refused {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Fault::to_string).collect();
        to.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Refused {}

/// Something that was put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// Pointer of the field.
    pub path: String,
    /// What was wrong and what was done.
    pub message: String,
}

/// A valid scenario and what had to be repaired on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Restored {
    /// The scenario; every number is finite and in its range, every reference leads somewhere.
    pub scenario: Scenario,
    /// What was put right.
    pub repairs: Vec<Repair>,
}

/// Reads a scenario from text: a scenario file, or an evaluation file, whose scenario is taken.
///
/// # Errors
/// Every fault found: not JSON, too large, nested too deeply, a name that an object has twice, a missing field, a wrong
/// type, a number out of its range, a reference to something that is not there, a duplicate id, a text that is too long
/// or has control or bidirectional characters.
///
/// ```
/// use geode_core::scenario::restore;
/// let refused = restore::from_text("{}").unwrap_err();
/// assert_eq!(refused.0[0].path, "/schema");
/// ```
pub fn from_text(text: &str) -> Result<Restored, Refused> {
    parsed(text).and_then(|value| from_value(&value)).and_then(|restored| readable(restored, text.len()))
}

/// Any JSON, with a fault for each name that stands more than once in one object: which value was meant, nobody knows.
///
/// # Errors
/// A text that is no JSON.
pub fn read_json(text: &str) -> serde_json::Result<(Value, Vec<Fault>)> {
    json::read(text)
}

/// The JSON of a text that is not too long, too deep, ambiguous or anything else.
pub(crate) fn parsed(text: &str) -> Result<Value, Refused> {
    // Some editors put it before the text.
    let text = text.trim_start_matches('\u{feff}');
    if text.len() > MAX_BYTES {
        return Err(too_long());
    }
    if text.trim().is_empty() {
        return whole("is empty".into(), "a scenario as JSON".into());
    }
    match json::read(text) {
        Ok((value, repeated)) if repeated.is_empty() => Ok(value),
        // Nobody knows which of the values was meant, so nothing else can be said of them.
        Ok((_, repeated)) => Err(Refused(repeated)),
        Err(error) if error.to_string().starts_with("recursion limit") => {
            whole("is nested too deeply".into(), "at most 127 levels".into())
        }
        Err(error) => Err(out_of_range(text, &error).unwrap_or_else(|| {
            let wrong = format!("is not JSON ({error})");
            Refused(vec![Fault { path: "/".into(), wrong, expected: "a scenario as JSON".into() }])
        })),
    }
}

/// Names the field of a number that no computer keeps (1e999): in quotes it is no number, so its field refuses it.
/// None if the error is another one, or if no field refuses it.
fn out_of_range(text: &str, error: &serde_json::Error) -> Option<Refused> {
    if !error.to_string().starts_with("number out of range") {
        return None;
    }
    let before: usize = text.split_inclusive('\n').take(error.line().checked_sub(1)?).map(str::len).sum();
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
    // The error stands at a character of the number.
    let (head, _) = text.split_at_checked(before + error.column().checked_sub(1)?)?;
    let head = head.trim_end_matches(digit);
    let rest = text.get(head.len()..)?.trim_start_matches(digit);
    let number = text.get(head.len()..text.len() - rest.len())?;
    let refused = from_value(&json::read(&format!("{head}\"{number}\"{rest}")).ok()?.0).err()?;
    of_number(refused, number)
}

/// What is refused of a number that no computer keeps, of all that is where it stands in quotes; none if that is nothing.
pub(crate) fn of_number(mut refused: Refused, number: &str) -> Option<Refused> {
    let shown = reader::quoted(number);
    refused.0.retain_mut(|fault| {
        let is_this = fault.wrong.contains(&shown);
        fault.wrong = format!("is {}, more than a number can be", shown.trim_matches('"'));
        is_this
    });
    (!refused.0.is_empty()).then_some(refused)
}

/// Reads a scenario from bytes; see [`from_text`].
///
/// # Errors
/// As [`from_text`], and bytes that are not UTF-8.
pub fn from_bytes(bytes: &[u8]) -> Result<Restored, Refused> {
    from_text(utf8(bytes)?)
}

pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, Refused> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_) => whole("is not UTF-8 text".into(), "a scenario as JSON".into()),
    }
}

/// Reads a scenario from parsed JSON; see [`from_text`].
///
/// # Errors
/// As [`from_text`].
pub fn from_value(value: &Value) -> Result<Restored, Refused> {
    if value.get("schema").and_then(Value::as_str) != Some(EVALUATION) {
        return from_scenario(value);
    }
    let refused =
        |path: &str, wrong: String, expected: String| Err(Refused(vec![Fault { path: path.into(), wrong, expected }]));
    match (value.get("version"), value.get("scenario")) {
        (Some(version), _) if !is_version(version, EVALUATION_VERSION) => {
            let expected = format!("{EVALUATION_VERSION}, the version of evaluations");
            refused("/version", format!("is {}", reader::shown(version)), expected)
        }
        (_, None) => refused("/scenario", "is missing".into(), "the scenario of the evaluation".into()),
        (_, Some(scenario)) => from_scenario(scenario).map_err(|mut refused| {
            for fault in &mut refused.0 {
                fault.path = format!("/scenario{}", fault.path).trim_end_matches('/').into();
            }
            refused
        }),
    }
}

/// Reads what the page has saved by itself; see [`from_text`]. Numbers that do not fit together, such as shares that do
/// not sum to 1, stay as they were typed: whoever loads the page again is still at it.
///
/// # Errors
/// As [`from_text`].
pub fn from_saved(text: &str) -> Result<Restored, Refused> {
    let mut cx = Context { as_typed: true, ..Context::default() };
    let scenario = read(&parsed(text)?, &mut cx)?;
    Ok(Restored { scenario, repairs: cx.repairs })
}

fn from_scenario(value: &Value) -> Result<Restored, Refused> {
    let mut cx = Context::default();
    let scenario = read(value, &mut cx)?;
    Ok(Restored { scenario, repairs: cx.repairs })
}

/// A scenario before its numbers are made to fit together ([`super::fit`]).
pub(crate) struct Unfitted {
    pub scenario: Scenario,
    /// What was repaired before that.
    pub before: Vec<Repair>,
    /// What is repaired after it.
    pub after: Vec<Repair>,
}

/// Reads a scenario as it is before its numbers are made to fit together; see [`from_value`].
pub(crate) fn unfitted(value: &Value) -> Result<Unfitted, Refused> {
    let mut cx = Context { as_typed: true, ..Context::default() };
    let scenario = read(scenario_in(value), &mut cx)?;
    let after = cx.repairs.split_off(cx.fitted_after.min(cx.repairs.len()));
    Ok(Unfitted { scenario, before: cx.repairs, after })
}

/// The scenario of a file that may be an evaluation.
pub(crate) fn scenario_in(value: &Value) -> &Value {
    let is_evaluation = value.get("schema").and_then(Value::as_str) == Some(EVALUATION);
    value.get("scenario").filter(|_| is_evaluation).unwrap_or(value)
}

fn read(value: &Value, cx: &mut Context) -> Result<Scenario, Refused> {
    let mut root = Object::root(value, cx);
    if value.is_object() {
        version(&mut root, cx);
    }
    // A wrong schema or version makes every further complaint noise.
    if cx.faults.is_empty() {
        let mut scenario = sections::scenario(&mut root, cx);
        check::check(&mut scenario, cx);
        if cx.faults.is_empty() {
            return Ok(scenario);
        }
    }
    Err(Refused(std::mem::take(&mut cx.faults)))
}

fn version(root: &mut Object, cx: &mut Context) {
    match root.take("schema") {
        Some(Value::String(schema)) if schema == SCHEMA => {}
        None => cx.fault("/schema", "is missing", format!("\"{SCHEMA}\"")),
        Some(other) => cx.fault("/schema", format!("is {}", reader::shown(other)), format!("\"{SCHEMA}\"")),
    }
    match root.take("version") {
        Some(given) if is_version(given, VERSION) => {}
        None => cx.fault("/version", "is missing", VERSION.to_string()),
        Some(other) => {
            let newer = other.as_f64().is_some_and(|version| version > f64::from(VERSION));
            let hint = if newer { "; a newer version needs a newer program" } else { "" };
            cx.fault("/version", format!("is {}", reader::shown(other)), format!("{VERSION}{hint}"));
        }
    }
}

/// Some languages write every number as a float: 1.0 is 1.
fn is_version(given: &Value, version: u32) -> bool {
    given.as_f64() == Some(f64::from(version))
}

/// What is taken can be given back: with its defaults and as it is saved it must not be longer than what is read.
pub(crate) fn readable(restored: Restored, given: usize) -> Result<Restored, Refused> {
    // Written in full a text grows to less than four times its length.
    match given > MAX_BYTES / 4 && restored.scenario.to_json().len() > MAX_BYTES {
        true => whole("is too long once it is written with all its defaults".into(), most_bytes()),
        false => Ok(restored),
    }
}

/// The text of a file: as people read it, on one line where that would be too long to be read again.
pub(crate) fn file_text(value: &impl Serialize) -> String {
    let text = text::json_pretty(value);
    if text.len() > MAX_BYTES { text::json(value) } else { text }
}

/// What is said of a text of more than [`MAX_BYTES`], also where it was not read to its end.
pub fn too_long() -> Refused {
    Refused(vec![Fault { path: "/".into(), wrong: "is too long".into(), expected: most_bytes() }])
}

fn most_bytes() -> String {
    format!("at most {MAX_BYTES} bytes")
}

fn whole<T>(wrong: String, expected: String) -> Result<T, Refused> {
    Err(Refused(vec![Fault { path: "/".into(), wrong, expected }]))
}
