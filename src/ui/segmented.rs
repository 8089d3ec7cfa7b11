//! One of a few, side by side.

use leptos::prelude::*;

/// The choices, as [`Segment`]s.
#[component]
pub fn Segmented(
    /// What is chosen, for those who do not see it.
    #[prop(into)]
    label: String,
    /// Name for tests.
    #[prop(optional)]
    testid: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! { <div class="segmented" role="group" aria-label=label data-testid=testid>{children()}</div> }
}

/// One of the choices.
#[component]
pub fn Segment(
    /// Words on it.
    label: &'static str,
    /// Name for tests.
    #[prop(optional, into)]
    testid: Option<String>,
    /// Whether it is the chosen one.
    #[prop(into)]
    is_chosen: Signal<bool>,
    /// Chooses it.
    #[prop(into)]
    on_choose: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" aria-pressed=move || is_chosen.get().to_string() data-testid=testid on:click=move |_| on_choose.run(())>
            {label}
        </button>
    }
}
