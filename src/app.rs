//! The page.

use crate::state::{Store, use_store};
use crate::{crash, page_api};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Starts the app in `#app`, in place of the static skeleton.
pub fn start() {
    crash::install_hook();
    let Some(place) = document().get_element_by_id("app").and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    place.set_inner_html("");
    mount_to(place, || view! { <App /> }).forget();
}

/// The whole page.
#[component]
fn App() -> impl IntoView {
    let store = Store::start();
    provide_context(store);
    page_api::install(store);
    view! { <Verdict /> }
}

#[component]
fn Verdict() -> impl IntoView {
    let store = use_store();
    let evaluation = store.evaluation();
    view! { <p data-testid="verdict">{move || evaluation.with(|e| e.verdict.sentence.clone())}</p> }
}
