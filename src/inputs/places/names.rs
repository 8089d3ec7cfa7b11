//! What countries are called in other languages than the catalogue's, which every browser knows.

use geode_core::catalogue::{Catalogue, LANGUAGES, fold};
use js_sys::{Object, Reflect};
use leptos::prelude::window;
use std::cell::OnceCell;
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

thread_local! {
    /// Folded names and codes, once one is asked for.
    static NAMES: OnceCell<Vec<(String, String)>> = const { OnceCell::new() };
}

/// The code of the one country that is called so; none where it is not one.
pub(super) fn code_of(known: &Catalogue, name: &str) -> Option<String> {
    let name = fold(name);
    NAMES.with(|names| {
        let mut found = names.get_or_init(|| all(known)).iter().filter(|(other, _)| *other == name);
        let (_, code) = found.next()?;
        found.all(|(_, other)| other == code).then(|| code.clone())
    })
}

fn all(known: &Catalogue) -> Vec<(String, String)> {
    let options = Object::new();
    let _ = Reflect::set(&options, &"type".into(), &"region".into());
    let own = window().navigator().language();
    let mut all = Vec::new();
    for language in LANGUAGES.split(' ').chain(own.as_deref()) {
        let Ok(names) = DisplayNames::new(language, &options) else { continue };
        for country in known.countries() {
            if let Some(name) = names.of(&country.code).ok().and_then(|name| name.as_string()) {
                all.push((fold(&name), country.code.clone()));
            }
        }
    }
    all
}
