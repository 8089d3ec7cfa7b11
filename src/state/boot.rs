//! Workers of the page. Each starts on boot.js, which asks for the program that it is to run.

use geode_browser::worker::text;
use js_sys::{Array, Reflect};
use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlLinkElement, HtmlScriptElement, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Starts a worker with the program at an address, and its module where it is compiled already. `heard` hears what it
/// says, by the first item; `failed` that it is over, with the browser's reason if there is one.
///
/// # Errors
/// The browser lets the page have no worker.
pub(super) fn start(
    program: String,
    module: JsValue,
    heard: impl Fn(&Worker, &str, &Array) + 'static,
    failed: impl Fn(Option<String>) + 'static,
) -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&script(), &options)?;
    let own = worker.clone();
    let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        match text(&message, 0).as_str() {
            "boot" => drop(own.post_message(&Array::of2(&program.as_str().into(), &module))),
            what => heard(&own, what, &message),
        }
    });
    worker.set_onmessage(Some(message.into_js_value().unchecked_ref()));
    let failed = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        event.prevent_default();
        failed(Reflect::get(&event, &"message".into()).ok().and_then(|text| text.as_string()));
    });
    let failed = failed.into_js_value();
    worker.set_onerror(Some(failed.unchecked_ref()));
    worker.set_onmessageerror(Some(failed.unchecked_ref()));
    Ok(worker)
}

/// Address of boot.js of this build, as the page names it.
pub(super) fn script() -> String {
    let script = document().get_element_by_id("boot").and_then(|script| script.dyn_into::<HtmlScriptElement>().ok());
    script.map(|script| script.src()).unwrap_or_default()
}

/// Address of a program of this build, as the page names it.
pub(super) fn address(link: &str) -> String {
    let link = document().get_element_by_id(link).and_then(|link| link.dyn_into::<HtmlLinkElement>().ok());
    link.map(|link| link.href()).unwrap_or_default()
}
