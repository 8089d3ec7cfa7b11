//! What countries are called in other languages than ours, which every browser knows.

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

/// Names in these languages with the codes (ISO 3166-1, two letters) that they stand for; those that the browser knows,
/// which may be none.
pub fn names<'a>(
    languages: impl IntoIterator<Item = &'a str>,
    codes: impl Iterator<Item = &'a str> + Clone,
) -> Vec<(String, String)> {
    let options = Object::new();
    let _ = Reflect::set(&options, &"type".into(), &"region".into());
    let in_language = |language: &str| {
        let names = DisplayNames::new(language, &options).ok()?;
        let named = move |code: &str| Some((names.of(code).ok()?.as_string()?, code.to_owned()));
        Some(codes.clone().filter_map(named))
    };
    languages.into_iter().filter_map(in_language).flatten().collect()
}
