//! One option on the map, and its failure drill: regions are switched off. Who moves where, and what the others carry.

mod map;
mod tables;

use super::fold::Fold;
use super::view::{later, use_view};
use crate::state::use_store;
use crate::ui::{Tick, while_alive};
use geode_core::report::charts::{Pick, subject};
use geode_core::report::drill::{Drill as Drilled, drill};
use leptos::prelude::*;
use map::MapFigure;
use tables::Tables;
use web_sys::Event;

/// The fold. What is in it is made, and computed, while it is open.
#[component]
pub fn Drill() -> impl IntoView {
    view! {
        <Fold title="Map and failure drill" class="drill" testid="drill" is_open=RwSignal::new(false)>
            <Body />
        </Fold>
    }
}

#[component]
fn Body() -> impl IntoView {
    let (view, evaluation) = (use_view(), later(use_store().evaluation()));
    let drilled = Memo::new(move |_| {
        evaluation.with(|evaluation| {
            let option = evaluation.options.get(subject(evaluation, &view.pick.get()))?;
            view.off.with(|off| drill(&evaluation.scenario, &option.id, off))
        })
    });
    let sentence = move || drilled.with(|drilled| drilled.as_ref().map(|drilled| drilled.sentence.clone()));
    view! {
        <div class="drill__body">
            <Switches drilled />
            <MapFigure drilled evaluation />
            <p role="status" class="drill__sentence" data-testid="drill-sentence">{sentence}</p>
            <Tables drilled evaluation />
        </div>
    }
}

/// Which option, and which of its regions are off.
#[component]
fn Switches(drilled: Memo<Option<Drilled>>) -> impl IntoView {
    let view = use_view();
    let store = use_store();
    let options = store.part(|scenario| {
        scenario.options.iter().map(|option| (option.id.clone(), option.name.clone())).collect::<Vec<_>>()
    });
    let chosen = Memo::new(move |_| drilled.with(|drilled| drilled.as_ref().map(|drilled| drilled.option.clone())));
    let option = move |(id, name): (String, String)| {
        let own = id.clone();
        view! { <option value=id prop:selected=move || chosen.with(|chosen| chosen.as_ref() == Some(&own))>{name}</option> }
    };
    let choose = while_alive(move |event: Event| {
        let option = Some(event_target_value(&event));
        view.pick.update(|pick| *pick = Pick { option, ..pick.clone() });
    });
    let regions = Memo::new(move |_| {
        let ids = |drilled: &Drilled| drilled.regions.iter().map(|region| region.id.clone()).collect::<Vec<_>>();
        drilled.with(|drilled| drilled.as_ref().map(ids).unwrap_or_default())
    });
    let tick = move |id: String| {
        let (of_name, of_tick) = (id.clone(), id.clone());
        let name = store.part(move |scenario| scenario.region_name(&of_name));
        let is_off = Memo::new(move |_| view.off.with(|off| off.contains(&of_tick)));
        view! { <Tick label=name ticked=is_off on_change=move |on| view.switch_off(&id, on) /> }
    };
    view! {
        <div class="row">
            <select class="select" aria-label="Option of the drill" data-testid="drill-option" on:change=choose>
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
            <button
                type="button"
                class="button button--small"
                data-testid="drill-all-on"
                disabled=move || view.off.with(Vec::is_empty)
                on:click=move |_| view.off.set(Vec::new())
            >
                "All up"
            </button>
        </div>
        <fieldset data-testid="drill-switches">
            <legend class="small muted">"Switch off"</legend>
            <div class="check-grid">
                <For each=move || regions.get() key=String::clone children=tick />
            </div>
        </fieldset>
    }
}
