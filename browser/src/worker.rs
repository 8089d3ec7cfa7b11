//! A program in a worker of the page. Both sides speak in lists whose first item says what they are. Of every program come
//! `["ready"]`, before which nothing is sent to it, and `["panic", text]`, with which it has ended.

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;

pub use web_sys::DedicatedWorkerGlobalScope as Scope;

/// Where the program runs.
pub fn scope() -> Scope {
    js_sys::global().unchecked_into()
}

/// Says something to the page.
pub fn say(what: &str, rest: &[JsValue]) {
    let message = Array::of1(&what.into());
    for item in rest {
        message.push(item);
    }
    // It fails only for what cannot be copied, and these are numbers, texts and bytes.
    let _ = scope().post_message(&message);
}

/// Has the page told of a panic.
pub fn tell_of_panics() {
    std::panic::set_hook(Box::new(|info| say("panic", &[info.to_string().into()])));
}

/// Hears what the page says, by its first item, as long as the page lives; and says that it does.
pub fn hear(heard: impl Fn(&str, &Array) + 'static) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        heard(&text(&message, 0), &message);
    });
    scope().set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    say("ready", &[]);
}

/// An item of what was said that is a text; empty where it is none.
pub fn text(message: &Array, at: u32) -> String {
    message.get(at).as_string().unwrap_or_default()
}
