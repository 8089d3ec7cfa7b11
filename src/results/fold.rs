//! A part of the results that stands folded.

use crate::ui::while_alive;
use leptos::prelude::*;
use web_sys::{Event, HtmlDetailsElement};

/// What is in it is made, and computed, while it is open.
#[component]
pub fn Fold(
    /// What it is about.
    title: &'static str,
    /// Its class.
    class: &'static str,
    /// Its name for tests.
    testid: &'static str,
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let toggled = while_alive(move |event: Event| is_open.set(event_target::<HtmlDetailsElement>(&event).open()));
    view! {
        <details class=format!("section {class} no-print") data-testid=testid on:toggle=toggled>
            <summary>
                <h2>{title}</h2>
            </summary>
            <Show when=move || is_open.get()>{children()}</Show>
        </details>
    }
}
