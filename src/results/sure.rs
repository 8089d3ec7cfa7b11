//! What ranges of inputs make of the figures: chances, percentiles, the curve of an outcome.

use super::charts::Plot;
use super::view::use_view;
use crate::inputs::field_opener;
use crate::state::jobs::Standing;
use crate::state::sure::Sampled;
use crate::state::{Store, use_store};
use crate::ui::{Icon, while_alive};
use geode_core::planning::{add_typical, range_words, typical_source};
use geode_core::report::charts::subject;
use geode_core::report::format::{Digits, count};
use geode_core::report::sure::{self, Cell, Row};
use geode_core::report::turns;
use geode_core::report::written::unbroken;
use geode_core::scenario::inputs;
use geode_core::text::capital;
use leptos::prelude::*;
use std::sync::Arc;

/// Under the question how sure we are.
#[component]
pub fn Sure() -> impl IntoView {
    let store = use_store();
    let ranges = store.part(|scenario| scenario.uncertainty.len());
    let samples = store.samples();
    let last = last_of(samples);
    let is_pending = Memo::new(move |_| samples.with(Option::is_none));
    let has_ranges = Memo::new(move |_| ranges.get() > 0);
    let has_results = Memo::new(move |_| ranges.get() > 0 && last.with(Option::is_some));
    view! {
        <section class="question sure" aria-labelledby="sure-title" data-testid="sure" data-pending=move || is_pending.get().then_some("")>
            <h2 id="sure-title">"How sure, when inputs are ranges?"</h2>
            <Head ranges has_ranges samples />
            <Show when=move || has_results.get()>
                <div class="sure__results"><Outcomes last /><Chances last /></div>
            </Show>
            <Show when=move || has_ranges.get()><Ranges /></Show>
        </section>
    }
}

/// Results of the scenario before stay, marked, until there are others.
fn last_of(samples: Memo<Option<Sampled>>) -> Memo<Option<Sampled>> {
    let is_other = |a: Option<&Option<Sampled>>, b: Option<&Option<Sampled>>| match (a, b) {
        (Some(Some(a)), Some(Some(b))) => !Arc::ptr_eq(&a.spreads, &b.spreads),
        (Some(None), Some(None)) => false,
        _ => true,
    };
    Memo::new_with_compare(
        move |before: Option<&Option<Sampled>>| samples.get().or_else(|| before.cloned().flatten()),
        is_other,
    )
}

/// How many samples of how many ranges, what was cut, and what can be done.
#[component]
fn Head(ranges: Memo<usize>, has_ranges: Memo<bool>, samples: Memo<Option<Sampled>>) -> impl IntoView {
    let store = use_store();
    let typical = move |_| {
        let mut added = 0;
        match store.edit(None, Box::new(|scenario| added = add_typical(scenario))) {
            Ok(()) if added > 0 => {
                store.offer_undo(format!("{added} inputs are ranges now; their values are as they were."))
            }
            Ok(()) => store.say("Every input with a typical range is one already."),
            Err(refused) => store.complain(refused.to_string()),
        }
    };
    let certain = move |_| match store.edit(None, Box::new(|scenario| scenario.uncertainty.clear())) {
        Ok(()) => store.offer_undo("All inputs are plain numbers again."),
        Err(refused) => store.complain(refused.to_string()),
    };
    let standing = store.sampling.standing;
    let is_running = Memo::new(move |_| standing.get() == Standing::Running && store.sampling.is_long.get());
    let stop = Callback::new(move |()| store.sampling.cancel());
    view! {
        <p role="status" data-testid="sure-state">{move || state_words(store, ranges.get(), samples.get(), standing.get())}</p>
        <Show when=move || is_running.get()>
            <div class="row">
                <progress
                    aria-label="Samples"
                    max=move || store.sampling.progress.get().of.max(1)
                    prop:value=move || store.sampling.progress.get().done as f64
                ></progress>
                <button type="button" class="button button--small" data-testid="sure-cancel" on:click=move |_| stop.run(())>"Cancel"</button>
            </div>
        </Show>
        <div class="row">
            <button type="button" class="button button--small" data-testid="typical" on:click=typical>
                <Icon name="plus" />
                "Typical uncertainty"
            </button>
            <Show when=move || matches!(standing.get(), Standing::Cancelled | Standing::Failed(_))>
                <button type="button" class="button button--small" data-testid="sure-again" on:click=move |_| store.draw()>"Draw again"</button>
            </Show>
            <Show when=move || has_ranges.get()>
                <button type="button" class="button button--small button--quiet" data-testid="certain" on:click=certain>"No ranges"</button>
            </Show>
        </div>
    }
}

fn state_words(store: Store, ranges: usize, samples: Option<Sampled>, standing: Standing) -> String {
    let inputs = if ranges == 1 { "1 range".to_owned() } else { format!("{ranges} ranges") };
    if ranges == 0 {
        return "No input is a range yet, so nothing is said of how sure the figures are. Type one into any field, such as 4h..12h, or take typical ones.".into();
    }
    if store.is_beyond_samples() {
        return format!(
            "{inputs}. This scenario is too large for samples on the page; the command geode uncertainty draws them."
        );
    }
    let number = |n: u32| count(f64::from(n), Digits::All);
    match (standing, samples) {
        (Standing::Failed(why), _) => format!("The samples could not be drawn: {why}."),
        (Standing::Cancelled, None) => "The samples were not drawn.".into(),
        (_, None) => format!("{inputs}: samples are being drawn\u{2026}"),
        (standing, Some(sampled)) => {
            let cut: u32 = sampled.spreads.cut.iter().sum();
            let mut words = format!("{} samples of {inputs}", number(sampled.spreads.samples));
            if !sampled.is_all && standing != Standing::Cancelled {
                words += ", more are being drawn";
            }
            words += ". All options see the same draws.";
            if cut > 0 {
                words +=
                    &format!(" {} draws lay outside the limits of their fields and were cut to them.", number(cut));
            }
            if sampled.spreads.unfit > 0 {
                words += &format!(" {} samples made no scenario and were left out.", number(sampled.spreads.unfit));
            }
            if ranges > sampled.inputs.len() {
                words += " Ranges of numbers from which no figure follows were not drawn.";
            }
            words
        }
    }
}

/// The curve of one figure.
#[component]
fn Outcomes(last: Memo<Option<Sampled>>) -> impl IntoView {
    let (store, view) = (use_store(), use_view());
    let evaluation = store.evaluation();
    let path = RwSignal::new("/rigorous/npv".to_owned());
    let choices =
        Memo::new(move |_| last.with(|sampled| sampled.as_ref().map_or_else(Vec::new, |s| sure::choices(&s.spreads))));
    let spec = Memo::new(move |_| {
        let option = evaluation.with(|e| subject(e, &view.pick.get()));
        let scenario = store.scenario();
        let baseline = scenario.options.iter().position(|option| option.id == scenario.baseline).unwrap_or(0);
        last.with(|sampled| sure::outcomes(&scenario, baseline, &sampled.as_ref()?.spreads, &path.get(), option))
    });
    let item = move |(value, name): (&'static str, &'static str)| {
        view! { <option value=value prop:selected=move || path.with(|path| path == value)>{name}</option> }
    };
    view! {
        <Plot id="outcomes" name="Range of outcomes" spec>
            <div class="row">
                <select class="select" aria-label="Figure shown: range of outcomes" data-testid="outcome-figure"
                    on:change=while_alive(move |event| path.set(event_target_value(&event)))
                >
                    {move || choices.get().into_iter().map(item).collect_view()}
                </select>
            </div>
        </Plot>
    }
}

/// Chances and percentiles of each option.
#[component]
fn Chances(last: Memo<Option<Sampled>>) -> impl IntoView {
    let store = use_store();
    let names = store.part(|s| s.options.iter().map(|o| (o.id.clone(), o.name.clone())).collect::<Vec<_>>());
    let rows = Memo::new(move |_| {
        let scenario = store.scenario();
        last.with(|sampled| {
            let Some(sampled) = sampled else { return Vec::new() };
            [sure::chances(&scenario, &sampled.spreads), sure::headlines(&scenario, &sampled.spreads)].concat()
        })
    });
    let head = |(_, name): &(String, String)| view! { <th scope="col">{name.clone()}</th> };
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label="Chances and ranges of each option">
            <table class="data-table sure__table">
                <thead><tr><th scope="col">"Median, and 9 cases of 10"</th>{move || names.with(|names| names.iter().map(head).collect_view())}</tr></thead>
                <tbody>{move || names.with(|names| rows.with(|rows| rows.iter().map(|row| line(row, names)).collect_view()))}</tbody>
            </table>
        </div>
    }
}

fn line(row: &Row, names: &[(String, String)]) -> AnyView {
    let cells = row.cells.iter().zip(names).map(|(cell, (id, _))| one(cell, id)).collect_view();
    view! { <tr><th scope="row">{row.label.clone()}" "<span class="muted">{row.per}</span></th>{cells}</tr> }.into_any()
}

/// Its numbers stand in elements of their own, so that all of them can be read.
fn one(cell: &Cell, id: &str) -> AnyView {
    let numbers = cell.values.iter().map(|(name, value)| {
        let figure = format!("{id}/uncertainty/{}", name.trim_start_matches('/'));
        view! { <data value=value.to_string() data-figure=figure data-value=value.to_string()></data> }
    });
    let numbers = numbers.collect_view();
    view! { <td>{unbroken(&cell.text)}<span class="compare__sub">{unbroken(&cell.beside)}</span>{numbers}</td> }
        .into_any()
}

/// What is a range, and where its width comes from.
#[component]
fn Ranges() -> impl IntoView {
    let store = use_store();
    let open = field_opener(store);
    let all = Memo::new(move |_| {
        let scenario = store.scenario();
        let one = |uncertain: &geode_core::scenario::model::Uncertain| {
            let (input, _) = inputs::find(&scenario, &uncertain.input)?;
            let words = range_words(input, &uncertain.distribution, &scenario.currency);
            let source = typical_source(&scenario, &uncertain.input, &uncertain.distribution).unwrap_or("yours");
            Some((uncertain.input.clone(), turns::named(&scenario, &uncertain.input)?, words, source))
        };
        scenario.uncertainty.iter().filter_map(one).collect::<Vec<_>>()
    });
    let item = move |(pointer, name, words, source): (String, String, String, &'static str)| {
        view! {
            <li>
                <button type="button" class="turns__input" on:click=move |_| open(&pointer)>{capital(&name)}</button>
                ": "{unbroken(&words)}". "<span class="muted">{capital(source)}"."</span>
            </li>
        }
    };
    view! {
        <details class="more" data-testid="ranges">
            <summary>"The ranges and where they come from"</summary>
            <ul class="turns__list">{move || all.get().into_iter().map(item).collect_view()}</ul>
        </details>
    }
}
