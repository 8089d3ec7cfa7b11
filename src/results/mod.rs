//! What follows: verdict, comparison table, charts.

use crate::state::use_store;
use leptos::prelude::*;

/// Everything that is computed.
#[component]
pub fn Results() -> impl IntoView {
    let store = use_store();
    let evaluation = store.evaluation();
    view! { <div class="decision"><section class="verdict"><h2 class="verdict__answer">{move || evaluation.with(|e| e.verdict.sentence.clone())}</h2></section></div> }
}
