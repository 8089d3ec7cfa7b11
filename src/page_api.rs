//! `window.geode`: the app for scripts and browser tests. JSON as strings; errors as the command's.

use crate::state::{self, Store};
use geode_core::report;
use geode_core::scenario::restore;
use js_sys::{Error, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Puts `geode` on the window.
pub fn install(store: Store) {
    let api = Object::new();
    let set = |name: &str, value: &JsValue| {
        let _ = Reflect::set(&api, &name.into(), value);
    };
    set("version", &env!("CARGO_PKG_VERSION").into());
    set("ready", &Promise::resolve(&JsValue::UNDEFINED));
    set("evaluate", &function(|argument| evaluate(&text(&argument)?)));
    set("open", &function(move |argument| open(store, &text(&argument)?)));
    set("current", &function(move |_| current(store)));
    set("link", &function(move |_| link(store)));
    let _ = Reflect::set(&window(), &"geode".into(), &api);
}

/// A function of one argument that lives as long as the page.
fn function(body: impl Fn(JsValue) -> Result<JsValue, JsValue> + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue) -> Result<JsValue, JsValue>>::new(body).into_js_value().unchecked_into()
}

/// An argument that is a text; none is an empty one.
fn text(argument: &JsValue) -> Result<String, JsValue> {
    match argument.as_string() {
        Some(text) => Ok(text),
        None if argument.is_undefined() => Ok(String::new()),
        None => Err(thrown("/: is no text, expected a scenario as JSON text")),
    }
}

fn thrown(error: impl std::fmt::Display) -> JsValue {
    let message = error.to_string();
    let error = Error::new(&message);
    // Its stack would name the wasm, and crash.js takes what nobody caught on its way out of there for a crash.
    let _ = Reflect::set(&error, &"stack".into(), &message.into());
    error.into()
}

fn evaluate(text: &str) -> Result<JsValue, JsValue> {
    let restored = restore::from_text(text).map_err(thrown)?;
    let mut evaluation = report::evaluate_restored(&restored);
    report::simulate(&mut evaluation);
    report::find_flips(&mut evaluation);
    Ok(evaluation.to_json().into())
}

fn current(store: Store) -> Result<JsValue, JsValue> {
    Ok(store.scenario_untracked().to_json().into())
}

fn open(store: Store, text: &str) -> Result<JsValue, JsValue> {
    store.open_unasked(restore::from_text(text).map_err(thrown)?);
    Ok(JsValue::UNDEFINED)
}

fn link(store: Store) -> Result<JsValue, JsValue> {
    state::link(store).map(Into::into).map_err(|error| thrown(format_args!("link: {error}")))
}
