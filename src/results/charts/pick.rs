//! Which option, and which simulated year, the charts of one option show.

use crate::results::view::use_view;
use crate::state::use_store;
use crate::ui::while_alive;
use geode_core::report::charts::{Chart, Of, subject};
use leptos::prelude::*;

/// The choice above a chart of one option.
#[component]
pub fn Choose(chart: &'static Chart) -> impl IntoView {
    let (view, evaluation) = (use_view(), use_store().evaluation());
    let names = Memo::new(move |_| {
        let pair = |o: &geode_core::scenario::model::PlanOption| (o.id.clone(), o.name.clone());
        evaluation.with(|evaluation| evaluation.scenario.options.iter().map(pair).collect::<Vec<_>>())
    });
    let chosen = Memo::new(move |_| evaluation.with(|evaluation| subject(evaluation, &view.pick.get())));
    let option = move |(i, (id, name)): (usize, (String, String))| {
        view! {
            <option value=id prop:selected=move || chosen.get() == i>
                {name}
            </option>
        }
    };
    let choose = move |event| {
        let id = event_target_value(&event);
        view.pick.update(|pick| pick.option = Some(id));
    };
    let next = move |_| view.pick.update(|pick| pick.year = pick.year.saturating_add(1));
    let more = (chart.of == Of::Year).then(|| {
        view! {
            <button type="button" class="button button--small" data-testid="next-year" on:click=next>
                "Next year"
            </button>
        }
    });
    view! {
        <div class="row">
            <select
                class="select"
                aria-label=format!("Option shown: {}", chart.name)
                data-testid=format!("option-{}", chart.id)
                on:change=while_alive(choose)
            >
                {move || names.get().into_iter().enumerate().map(option).collect_view()}
            </select>
            {more}
        </div>
    }
}
