//! The verdict in words and the way to the inputs, on small screens.

use crate::state::use_store;
use crate::ui::{Icon, use_drawer};
use leptos::prelude::*;

/// Stands at the bottom of small screens.
#[component]
pub fn Dock() -> impl IntoView {
    let store = use_store();
    let drawer = use_drawer().is_open;
    let sentence = Memo::new(move |_| store.evaluation().with(|evaluation| evaluation.verdict.sentence.clone()));
    view! {
        <aside class="dock" aria-label="Verdict in short">
            <p class="dock__verdict">{sentence}</p>
            <button class="button button--primary" type="button" aria-controls="inputs" data-testid="open-inputs"
                aria-expanded=move || drawer.get().to_string()
                on:click=move |_| drawer.set(true)
            >
                <Icon name="inputs" />
                "Inputs"
            </button>
        </aside>
    }
}
