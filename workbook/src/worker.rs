//! The workbook in a worker of the page: it is sent `["write", scenario]` once it has said `["ready"]`, and answers
//! `["written", bytes]`, `["refused", text]` or `["panic", text]`.

use geode_core::scenario::restore;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn say(what: &str, value: Option<JsValue>) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let message = Array::of1(&what.into());
    if let Some(value) = value {
        message.push(&value);
    }
    // It fails only for what cannot be copied, and these are bytes and texts.
    let _ = scope.post_message(&message);
}

/// Serves the page as long as it lives.
pub fn serve() {
    std::panic::set_hook(Box::new(|info| say("panic", Some(info.to_string().into()))));
    let heard = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        if message.get(0).as_string().as_deref() == Some("write") {
            match written(&message.get(1).as_string().unwrap_or_default()) {
                Ok(bytes) => say("written", Some(Uint8Array::from(bytes.as_slice()).into())),
                Err(wrong) => say("refused", Some(wrong.into())),
            }
        }
    });
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    scope.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    say("ready", None);
}

fn written(scenario: &str) -> Result<Vec<u8>, String> {
    let restored = restore::from_saved(scenario).map_err(|refused| refused.to_string())?;
    crate::write(&restored.scenario)
}
