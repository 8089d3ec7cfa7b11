//! A rollout phase by phase: what it is worth, what each phase costs and how it feels, and its money over time.

use super::charts::Plot;
use super::numbers::{scrolled, table};
use super::view::later;
use crate::state::use_store;
use geode_core::report::written::unbroken;
use geode_core::report::{Evaluation, charts, rollout};
use leptos::prelude::*;

/// The section; nothing where no phase is planned.
#[component]
pub fn Rollout() -> impl IntoView {
    let planned = use_store().part(|scenario| !scenario.rollout.is_empty());
    view! { <Show when=move || planned.get()><Planned /></Show> }
}

#[component]
fn Planned() -> impl IntoView {
    let evaluation = later(use_store().evaluation());
    let said = move || {
        let said = |e: &Evaluation| e.rollout.as_ref().map(|found| rollout::sentence(&e.scenario, found));
        evaluation.with(|e| said(e)).map(|said| unbroken(&said))
    };
    let spec = Memo::new(move |_| evaluation.with(|e| charts::of_rollout(e)));
    view! {
        <section class="stack" aria-labelledby="rollout-title" data-testid="phases">
            <h2 id="rollout-title">"Rollout, phase by phase"</h2>
            <p data-testid="rollout-sentence">{said}</p>
            {move || evaluation.with(|e| phases(e))}
            <Plot id="rollout" name="Rollout over time" spec />
        </section>
    }
    .into_any()
}

fn phases(evaluation: &Evaluation) -> Option<AnyView> {
    let rows = rollout::table(&evaluation.scenario, evaluation.rollout.as_ref()?);
    Some(scrolled("Phases", "phases-table", table(rollout::HEAD, rows)))
}
