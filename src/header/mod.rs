//! What stands around inputs and results: header, banners, dock, status messages.

use crate::state::use_store;
use leptos::prelude::*;

/// Name of the scenario, undo and redo, share, export, import, theme.
#[component]
pub fn Header() -> impl IntoView {
    view! { <header class="app-header"><div class="app-header__brand"><svg viewBox="0 0 48 48" aria-hidden="true"><use href="#mark" /></svg><h1>"Geode Planner"</h1></div></header> }
}

/// Repairs, last good results, a link that waits to be opened, other tabs.
#[component]
pub fn Banners() -> impl IntoView {
    view! { <div class="notices"></div> }
}

/// The verdict in words and the way to the inputs, on small screens.
#[component]
pub fn Dock() -> impl IntoView {
    let store = use_store();
    let evaluation = store.evaluation();
    view! { <aside class="dock" aria-label="Verdict"><p class="dock__verdict">{move || evaluation.with(|e| e.verdict.sentence.clone())}</p></aside> }
}

/// The status line.
#[component]
pub fn Toasts() -> impl IntoView {
    view! { <div class="toasts" role="status"></div> }
}
