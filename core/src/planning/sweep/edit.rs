//! The long way of a row: the base's file with the row's values in it, read as any file is.

use super::{Base, Cell, Column};
use crate::scenario::inputs::{self, At};
use crate::scenario::restore::{self, Refused, Restored};
use serde_json::{Map, Number, Value};

/// What becomes of the base's file with the values of a row.
///
/// # Errors
/// What is wrong with it, a line a fault.
pub(super) fn restored(base: &Base, columns: &[Column], cells: &[Cell]) -> Result<Restored, String> {
    let mut file = base.file.clone();
    let mut too_large = None;
    for (column, cell) in columns.iter().zip(cells) {
        let value = match value(cell) {
            Some(Ok(value)) => value,
            Some(Err(number)) => {
                too_large = too_large.or(Some(number));
                number.into()
            }
            None => continue,
        };
        if let Some(place) = scenario_in(&mut file).and_then(|scenario| place(scenario, column)) {
            *place = value;
        }
    }
    let restored = restore::from_value(&file).and_then(|restored| restore::readable(restored, base.length));
    restored.map_err(|refused| {
        let of_number = too_large.and_then(|number| restore::of_number(Refused(refused.0.clone()), number));
        of_number.unwrap_or(refused).to_string()
    })
}

/// A cell as the file would have it; the text of a number that no computer keeps; none where the base's value stays.
fn value<'a>(cell: &Cell<'a>) -> Option<Result<Value, &'a str>> {
    let number = |text: &'a str, otherwise: &dyn Fn() -> Value| {
        let is_number = text.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'+' | b'-' | b'.' | b'e' | b'E'));
        match text.parse::<f64>() {
            Ok(number) if is_number && !number.is_finite() => Err(text),
            // As JSON has it, so that a whole number is told in its digits.
            Ok(number) if is_number => Ok(serde_json::from_str(text).unwrap_or_else(|_| number.into())),
            _ => Ok(otherwise()),
        }
    };
    Some(match cell {
        Cell::Base => return None,
        Cell::Null => Ok(Value::Null),
        Cell::Number(value) => {
            Ok(Number::from_f64(*value).map_or_else(|| Value::String(format!("{value:?}")), Value::Number))
        }
        Cell::Text(text) => number(text, &|| Value::String((*text).into())),
        Cell::Json(text) => {
            number(text, &|| serde_json::from_str(text).unwrap_or_else(|_| Value::String((*text).into())))
        }
    })
}

/// The scenario of the file, which may be an evaluation.
fn scenario_in(file: &mut Value) -> Option<&mut Value> {
    let is_scenario = std::ptr::eq(restore::scenario_in(file), file);
    if is_scenario { Some(file) } else { file.get_mut("scenario") }
}

/// The place of an input in a scenario's file; made where it is not there yet.
fn place<'a>(scenario: &'a mut Value, column: &Column) -> Option<&'a mut Value> {
    let pointer = direction(scenario, column);
    let (mut place, mut positions) = (scenario, positions(column.at));
    for (pattern, part) in column.input.path.split('/').zip(pointer.split('/')).skip(1) {
        if place.is_null() {
            *place = Value::Object(Map::new());
        }
        place = match place {
            Value::Array(items) => items.get_mut(positions.next()?)?,
            Value::Object(fields) => {
                if pattern.starts_with('{') {
                    positions.next();
                }
                fields.entry(part).or_insert(Value::Null)
            }
            _ => return None,
        };
    }
    Some(place)
}

fn positions(at: At) -> impl Iterator<Item = usize> {
    [at.0, at.1].into_iter()
}

/// The pointer of a column, of a round trip in the direction in which the file has it.
fn direction(scenario: &Value, column: &Column) -> String {
    let given = |a: &str, b: &str| {
        let cell = scenario.get("region_rtt_ms").and_then(|table| table.get(a)?.get(b));
        cell.is_some_and(|cell| !cell.is_null())
    };
    let ends = column.pointer.strip_prefix("/region_rtt_ms/").and_then(|ends| ends.split_once('/'));
    match ends {
        Some((a, b)) if !given(a, b) && given(b, a) => inputs::of_items(inputs::ROUND_TRIP, &[b, a]),
        _ => column.pointer.clone(),
    }
}
