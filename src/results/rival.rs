//! The least change to today's option that meets the targets: what every larger change must beat.

use crate::state::use_store;
use leptos::prelude::*;

/// A line under what would change the verdict; gone as soon as the scenario is another one.
#[component]
pub fn Rival() -> impl IntoView {
    let rival = use_store().rival();
    let line = |said: String| {
        view! {
            <div class="turns no-print">
                <p class="turns__head">"Least change that meets the targets"</p>
                <p data-testid="rival">{said}</p>
            </div>
        }
    };
    move || rival.get().map(line)
}
