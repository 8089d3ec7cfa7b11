//! "Vary an input": a range for one input, and what becomes of a figure of every option.

mod form;
mod found;

use crate::state::use_store;
use crate::ui::while_alive;
use form::{Form, Range};
use found::Figures;
use leptos::prelude::*;
use web_sys::{Event, HtmlDetailsElement};

/// The fold. What is in it is made, and computed, while it is open.
#[component]
pub fn Vary() -> impl IntoView {
    let store = use_store();
    let form = Form::new(store);
    let is_open = RwSignal::new(false);
    let toggled = while_alive(move |event: Event| is_open.set(event_target::<HtmlDetailsElement>(&event).open()));
    let asked = Memo::new(move |_| if is_open.get() { form.asked() } else { Err(String::new()) });
    Effect::new(move || {
        let asked = asked.get().ok();
        if store.variation.chosen.with_untracked(|chosen| *chosen != asked) {
            store.variation.chosen.set(asked);
        }
    });
    let wrong = move || asked.get().err().filter(|wrong| !wrong.is_empty());
    view! {
        <details class="section vary no-print" data-testid="vary" on:toggle=toggled>
            <summary>
                <h2>"Vary an input"</h2>
            </summary>
            <Show when=move || is_open.get()>
                <div class="vary__body">
                    <Range form />
                    <div aria-live="polite">
                        {move || wrong().map(|wrong| view! { <p class="field__error" data-testid="vary-wrong">{wrong}</p> })}
                    </div>
                    <Figures />
                </div>
            </Show>
        </details>
    }
}
