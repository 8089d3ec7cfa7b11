//! "Vary an input": a range for one input, and what becomes of a figure of every option.

mod form;
mod found;

use super::fold::Fold;
use crate::state::use_store;
use form::{Form, Range};
use found::Figures;
use leptos::prelude::*;

/// The fold. What is in it is made, and computed, while it is open.
#[component]
pub fn Vary() -> impl IntoView {
    let store = use_store();
    let form = Form::new(store);
    let is_open = RwSignal::new(false);
    let asked = Memo::new(move |_| if is_open.get() { form.asked() } else { Err(String::new()) });
    Effect::new(move || {
        form.follow();
        let asked = asked.get().ok();
        if store.variation.chosen.with_untracked(|chosen| *chosen != asked) {
            store.variation.chosen.set(asked);
        }
    });
    let wrong = move || asked.get().err().filter(|wrong| !wrong.is_empty());
    view! {
        <Fold title="Vary an input" class="vary" testid="vary" is_open>
            <div class="vary__body">
                <Range form />
                <div aria-live="polite">
                    {move || wrong().map(|wrong| view! { <p class="field__error" data-testid="vary-wrong">{wrong}</p> })}
                </div>
                <Figures />
            </div>
        </Fold>
    }
}
