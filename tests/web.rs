//! Tests of the app that need a browser's page but not the whole app.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn runs_in_a_page() {
    assert!(web_sys::window().and_then(|window| window.document()).is_some());
}
