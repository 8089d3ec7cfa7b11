//! A rollout phase by phase: what it is worth, what each phase costs and how it feels, and its money over time.

use super::charts::Plot;
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
            <div class="table-scroll" role="region" tabindex="0" aria-label="Phases">
                {move || evaluation.with(|e| table(e))}
            </div>
            <Plot id="rollout" name="Rollout over time" spec />
        </section>
    }
    .into_any()
}

fn table(evaluation: &Evaluation) -> Option<AnyView> {
    let rows = rollout::table(&evaluation.scenario, evaluation.rollout.as_ref()?);
    let cell = |cell: rollout::Cell| {
        let value = cell.value.map(|value| value.to_string());
        view! { <td data-figure=cell.figure data-value=value>{unbroken(&cell.text)}</td> }
    };
    let row = |row: rollout::Row| {
        view! {
            <tr>
                <th scope="row">{row.name}</th>
                {row.cells.into_iter().map(cell).collect_view()}
            </tr>
        }
    };
    let table = view! {
        <table class="data-table">
            <thead>
                <tr>{rollout::HEAD.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    };
    Some(table.into_any())
}
