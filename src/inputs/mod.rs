//! What the user can change: five questions first, the rest by section.

use leptos::prelude::*;

/// The inputs panel; a drawer on small screens.
#[component]
pub fn Inputs() -> impl IntoView {
    view! { <aside id="inputs" class="inputs" aria-label="Inputs"></aside> }
}
