//! What countries are called in many languages, which every browser knows.

use geode_core::catalogue::{Catalogue, LANGUAGES};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

// Those of js-sys do not catch what a browser throws.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &str, options: &Object) -> Result<DisplayNames, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<JsValue, JsValue>;
}

/// Names and codes; none where the browser has no names.
pub(super) fn of(catalogue: &Catalogue) -> Vec<(String, String)> {
    let options = Object::new();
    let _ = Reflect::set(&options, &"type".into(), &"region".into());
    let names = |language: &str| {
        let names = DisplayNames::new(language, &options).ok()?;
        let named = move |code: &str| Some((names.of(code).ok()?.as_string()?, code.to_owned()));
        Some(catalogue.countries().iter().filter_map(move |country| named(&country.code)))
    };
    LANGUAGES.split(' ').filter_map(names).flatten().collect()
}
