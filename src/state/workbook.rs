//! The workbook, written by a program of its own (`geode_workbook::worker`).

use super::program::{Told, once};
use js_sys::{Array, Uint8Array};

/// The workbook of a scenario, which is JSON, or why there is none.
pub fn workbook(scenario: &str, done: impl FnOnce(Result<Vec<u8>, String>) + 'static) {
    let answer = |told: Told| match told {
        Told::Said(word, message) if word == "written" => Some(Ok(Uint8Array::new(&message.get(1)).to_vec())),
        Told::Said(word, message) if word == "refused" => Some(Err(message.get(1).as_string().unwrap_or_default())),
        Told::Said(..) => None,
        Told::Ended(why) => Some(Err(why)),
    };
    once("workbook", &Array::of2(&"write".into(), &scenario.into()), answer, done);
}
