//! The workbook in a worker of the page: it is sent `["write", scenario]` once it has said `["ready"]`, and answers
//! `["written", bytes]`, `["refused", text]` or `["panic", text]`.

use geode_browser::worker::{hear, say, tell_of_panics, text};
use geode_core::scenario::restore;
use js_sys::Uint8Array;

/// Serves the page as long as it lives.
pub fn serve() {
    tell_of_panics();
    hear(|what, message| {
        if what == "write" {
            match written(&text(message, 1)) {
                Ok(bytes) => say("written", &[Uint8Array::from(bytes.as_slice()).into()]),
                Err(wrong) => say("refused", &[wrong.into()]),
            }
        }
    });
}

fn written(scenario: &str) -> Result<Vec<u8>, String> {
    let restored = restore::from_saved(scenario).map_err(|refused| refused.to_string())?;
    crate::write(&restored.scenario)
}
