//! The web app.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;
    mount_to_body(|| view! { <h1>"Geode Planner"</h1> });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
