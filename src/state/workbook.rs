//! The workbook, written by a program of its own (`geode_workbook::worker`).

use super::program::{ProgramEvent, once};
use js_sys::{Array, Uint8Array};

/// The workbook of a scenario, which is JSON, or why there is none.
pub fn workbook(scenario: &str, done: impl FnOnce(Result<Vec<u8>, String>) + 'static) {
    let answer = |event: ProgramEvent| match event {
        ProgramEvent::Message(word, message) if word == "written" => {
            Some(Ok(Uint8Array::new(&message.get(1)).to_vec()))
        }
        ProgramEvent::Message(word, message) if word == "refused" => {
            Some(Err(message.get(1).as_string().unwrap_or_default()))
        }
        ProgramEvent::Message(..) => None,
        ProgramEvent::Ended(why) => Some(Err(why)),
    };
    once("workbook", &Array::of2(&"write".into(), &scenario.into()), answer, done);
}
