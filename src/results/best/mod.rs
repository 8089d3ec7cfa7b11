//! "Best regions": which ones of the scenario's or the catalogue's serve the users best, with a proof.

mod form;
mod found;

use super::fold::Fold;
use crate::state::use_store;
use form::{Fields, Form};
use found::Answer;
use leptos::prelude::*;
use std::sync::Arc;

/// The fold. What is in it is made, and looked for, while it is open.
#[component]
pub fn Best() -> impl IntoView {
    let store = use_store();
    let form = Form::new(store);
    let is_open = RwSignal::new(false);
    let asked = Memo::new(move |_| if is_open.get() { form.asked() } else { Err(String::new()) });
    Effect::new(move || {
        let asked = asked.get().ok();
        if store.placing.asked.with_untracked(|before| before.as_deref() != asked.as_ref()) {
            store.placing.asked.set(asked.map(Arc::new));
        }
    });
    let wrong = move || asked.get().err().filter(|wrong| !wrong.is_empty());
    view! {
        <Fold title="Best regions" class="placing" testid="best" is_open>
            <div class="placing__body">
                <Fields form />
                <div aria-live="polite">
                    {move || form.fewer().map(|fewer| view! { <p class="small muted" data-testid="best-fewer">{fewer}</p> })}
                    {move || wrong().map(|wrong| view! { <p class="field__error" data-testid="best-wrong">{wrong}</p> })}
                </div>
                <Answer />
            </div>
        </Fold>
    }
}
