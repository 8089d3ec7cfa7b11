//! What is not quite right with the scenario as it is being typed. Stays in view and moves nothing.

use super::banners::{list_of, told};
use crate::state::{Store, use_store};
use crate::ui::{Banner, action, use_drawer};
use geode_core::scenario::restore::Repair;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Below the results, at the bottom edge of the window.
#[component]
pub fn LiveBanners() -> impl IntoView {
    let store = use_store();
    let repairs = store.repairs();
    let drafts = Memo::new(move |_| store.drafts.count());
    view! {
        <div class="notices notices--live" role="status" data-testid="live-banners">
            {move || Some(drafts.get()).filter(|count| *count > 0).map(stale_banner)}
            {move || Some(repairs.get()).filter(|repairs| !repairs.is_empty()).map(|repairs| view! {
                <Banner kind="repairs" icon="warning" testid="live-repairs" actions=|| ()>
                    {live_words(store, repairs)}
                </Banner>
            })}
        </div>
    }
}

/// In one line where there is one.
fn live_words(store: Store, repairs: Vec<Repair>) -> AnyView {
    match repairs.as_slice() {
        [one] => view! { "Computed with a repair: "{told(store, one)} }.into_any(),
        _ => view! { <p>"Computed with repairs:"</p>{list_of(store, repairs)} }.into_any(),
    }
}

fn stale_banner(count: usize) -> AnyView {
    let drawer = use_drawer();
    let show = move || {
        drawer.open();
        // After the drawer has opened: what is hidden takes no focus.
        request_animation_frame(focus_first_invalid);
    };
    let fields = if count == 1 {
        "A field holds no valid value.".into()
    } else {
        format!("{count} fields hold no valid value.")
    };
    let actions = move || action("Show it", "stale-show", show);
    view! {
        <Banner kind="stale" icon="warning" testid="stale-banner" actions=actions>
            {fields}" The figures are those of the last good values."
        </Banner>
    }
    .into_any()
}

/// The first field that holds no valid value, with the sections around it opened.
fn focus_first_invalid() {
    let Ok(Some(field)) = document().query_selector("#inputs [aria-invalid=true]") else { return };
    let mut around = field.parent_element();
    while let Some(element) = around {
        if element.tag_name() == "DETAILS" {
            let _ = element.set_attribute("open", "");
        }
        around = element.parent_element();
    }
    if let Some(field) = field.dyn_ref::<HtmlElement>() {
        let _ = field.focus();
    }
}
