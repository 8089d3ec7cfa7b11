//! A rollout phase by phase: what it is worth, what each phase costs and how it feels, and its money over time.

use super::charts::Plot;
use super::numbers::{scrolled, table};
use super::view::later;
use crate::state::use_store;
use crate::ui::{Segment, Segmented};
use geode_core::report::charts::{ROLLOUT, RolloutChart};
use geode_core::report::written::unbroken;
use geode_core::report::{Evaluation, rollout};
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
    let chosen = RwSignal::new(ROLLOUT.first());
    let shown = move |chart: &'static RolloutChart| {
        let spec = Memo::new(move |_| evaluation.with(|e| chart.spec(e)));
        view! { <Plot id=chart.id name=chart.name spec /> }
    };
    let choice = move |chart: &'static RolloutChart| {
        let is_chosen = Signal::derive(move || chosen.get().is_some_and(|chosen| chosen.id == chart.id));
        let testid = format!("show-{}", chart.id);
        view! { <Segment label=chart.name testid is_chosen on_choose=move |()| chosen.set(Some(chart)) /> }
    };
    view! {
        <section class="stack" aria-labelledby="rollout-title" data-testid="phases">
            <h2 id="rollout-title">"Rollout, phase by phase"</h2>
            <p data-testid="rollout-sentence">{said}</p>
            {move || evaluation.with(|e| phases(e))}
            <Segmented label="Charts: rollout over time">{ROLLOUT.iter().map(choice).collect_view()}</Segmented>
            // By its id: a figure in place of another one would leave that one's data and menu open.
            <For each=move || chosen.get() key=|chart| chart.id let:chart>{shown(chart)}</For>
        </section>
    }
    .into_any()
}

fn phases(evaluation: &Evaluation) -> Option<AnyView> {
    let rows = rollout::table(&evaluation.scenario, evaluation.rollout.as_ref()?);
    Some(scrolled("Phases", "phases-table", table(rollout::HEAD, rows)))
}
