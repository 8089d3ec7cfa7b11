//! `window.geode`: the app for scripts and browser tests. JSON as strings; errors as the command's.

use crate::state::{self, Store, importing, jobs};
use geode_core::planning::placement::{MOST_REGIONS, Named};
use geode_core::planning::uncertainty::MOST_SAMPLES;
use geode_core::report;
use geode_core::scenario::problem::Problem;
use geode_core::scenario::restore::{self, Restored};
use geode_core::scenario::{Scenario, fill};
use js_sys::{Error, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

/// Puts `geode` on the window.
pub fn install(store: Store) {
    let api = Object::new();
    let set = |name: &str, value: &JsValue| {
        let _ = Reflect::set(&api, &name.into(), value);
    };
    set("version", &env!("CARGO_PKG_VERSION").into());
    set("ready", &Promise::resolve(&JsValue::UNDEFINED));
    set("evaluate", &function_of_two(|scenario, options| evaluate(&text(&scenario)?, &options)));
    set("open", &function(move |argument| open(store, &text(&argument)?)));
    set("current", &function(move |_| current(store)));
    set("link", &function(move |_| link(store)));
    set("sweep", &function_of_three(sweep));
    set("uncertainty", &function_of_three(|scenario, samples, _| uncertainty(&scenario, &samples)));
    set("place", &function_of_three(|scenario, regions, _| place(&scenario, &regions)));
    set("importFile", &function(|file| Ok(import_file(&file))));
    let _ = Reflect::set(&window(), &"geode".into(), &api);
}

/// A function of one argument that lives as long as the page.
fn function(body: impl Fn(JsValue) -> Result<JsValue, JsValue> + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue) -> Result<JsValue, JsValue>>::new(body).into_js_value().unchecked_into()
}

/// The same of two arguments.
fn function_of_two(body: impl Fn(JsValue, JsValue) -> Result<JsValue, JsValue> + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>::new(body).into_js_value().unchecked_into()
}

/// The same of three arguments.
fn function_of_three(body: impl Fn(JsValue, JsValue, JsValue) -> JsValue + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue, JsValue, JsValue) -> JsValue>::new(body).into_js_value().unchecked_into()
}

/// An argument that is a scenario as text; none is an empty one.
fn text(argument: &JsValue) -> Result<String, JsValue> {
    text_of(argument, "/", "a scenario as JSON text")
}

fn text_of(argument: &JsValue, name: &str, expected: &str) -> Result<String, JsValue> {
    match argument.as_string() {
        Some(text) => Ok(text),
        None if argument.is_undefined() => Ok(String::new()),
        None => Err(thrown(format_args!("{name}: is no text, expected {expected}"))),
    }
}

fn thrown(error: impl std::fmt::Display) -> JsValue {
    let message = error.to_string();
    let error = Error::new(&message);
    // Its stack would name the wasm, and crash.js takes what nobody caught on its way out of there for a crash.
    let _ = Reflect::set(&error, &"stack".into(), &message.into());
    error.into()
}

/// With `{ flips: true }` the flip points too, which ask the engine some hundred times.
fn evaluate(text: &str, options: &JsValue) -> Result<JsValue, JsValue> {
    let restored = there(restore::from_text(text).map_err(thrown)?)?;
    let mut evaluation = report::evaluate_restored(&restored);
    report::simulate(&mut evaluation);
    // Asked of an object only: of nothing it would be an exception, caught here, that costs a twentieth of all this.
    let flips = options.is_object().then(|| Reflect::get(options, &"flips".into()).ok()).flatten();
    if flips.is_some_and(|wanted| wanted.is_truthy()) {
        report::find_flips(&mut evaluation);
    }
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

/// The text of a scenario for the worker, which has no catalogue: with all that it fills in.
fn written_out(text: String) -> Result<String, JsValue> {
    if !text.contains("\"catalogue\"") {
        return Ok(text);
    }
    let scenario = there(restore::from_text(&text).map_err(thrown)?)?.scenario;
    let full = fill::full(&scenario).into_owned();
    Ok(Scenario { catalogue: None, ..full }.to_json())
}

/// What was read, unless it needs the catalogue before that is there.
fn there(restored: Restored) -> Result<Restored, JsValue> {
    match fill::awaits_catalogue(&restored.scenario) {
        true => Err(thrown("/catalogue: is still being loaded, expected a moment's patience")),
        false => Ok(restored),
    }
}

/// A promise of the answers, which the worker finds.
fn sweep(base: JsValue, rows: JsValue, figures: JsValue) -> JsValue {
    promised(|answer| {
        let rows = text_of(&rows, "rows", "a table as CSV text")?;
        let figures = text_of(&figures, "figures", "paths of figures, separated by commas")?;
        let base = written_out(text(&base)?)?;
        jobs::ask_table(base.into(), rows, figures, move |found| answer(found.map_err(thrown)));
        Ok(())
    })
}

/// A promise of the spreads, which the worker finds.
fn uncertainty(scenario: &JsValue, samples: &JsValue) -> JsValue {
    promised(|answer| {
        let (text, samples) = (written_out(text(scenario)?)?, count(samples, "samples", MOST_SAMPLES)?);
        jobs::ask_samples(text.into(), samples, move |found| answer(found.map_err(thrown)));
        Ok(())
    })
}

/// A promise of the best regions, which the worker finds.
fn place(scenario: &JsValue, regions: &JsValue) -> JsValue {
    promised(|answer| {
        let (text, regions) = (text(scenario)?, count(regions, "n", MOST_REGIONS as u32)?);
        let read = there(restore::from_text(&text).map_err(thrown)?)?.scenario;
        let carbon = Named::of_scenario(&read, &Problem::compile(&read)).candidates.carbon;
        jobs::ask_regions(written_out(text)?.into(), regions as usize, carbon, move |found| {
            answer(found.map_err(thrown))
        });
        Ok(())
    })
}

/// A promise of a text: `ask` hands it over later, or says at once why it cannot.
fn promised(ask: impl Fn(Box<dyn Fn(Result<String, JsValue>)>) -> Result<(), JsValue>) -> JsValue {
    Promise::new(&mut |resolve, reject| {
        let refuse = reject.clone();
        let answer = move |answer: Result<String, JsValue>| {
            let _ = match answer {
                Ok(json) => resolve.call1(&JsValue::UNDEFINED, &json.into()),
                Err(error) => reject.call1(&JsValue::UNDEFINED, &error),
            };
        };
        if let Err(error) = ask(Box::new(answer)) {
            let _ = refuse.call1(&JsValue::UNDEFINED, &error);
        }
    })
    .into()
}

/// A promise of what a file says: the report that `geode import` prints.
fn import_file(file: &JsValue) -> JsValue {
    promised(|answer| {
        let file = file.dyn_ref::<File>().ok_or_else(|| thrown("file: is no File, expected one"))?;
        importing::report_of(file, move |said| answer(said.map_err(thrown)));
        Ok(())
    })
}

/// A whole number from 1 on.
fn count(argument: &JsValue, name: &str, most: u32) -> Result<u32, JsValue> {
    let number = argument.as_f64().filter(|n| n.fract() == 0.0 && (1.0..=f64::from(most)).contains(n));
    number.map(|n| n as u32).ok_or_else(|| thrown(format_args!("{name}: expected a whole number from 1 to {most}")))
}
