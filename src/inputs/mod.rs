//! What the user can change: five questions first, the rest by section.

use leptos::prelude::*;

/// Whether the inputs are open, on small screens.
#[derive(Clone, Copy)]
pub struct Drawer(pub RwSignal<bool>);

/// The drawer of the page.
pub fn use_drawer() -> Drawer {
    expect_context::<Drawer>()
}

/// The inputs panel; a drawer on small screens.
#[component]
pub fn Inputs() -> impl IntoView {
    view! { <aside id="inputs" class="inputs" aria-label="Inputs"></aside> }
}
