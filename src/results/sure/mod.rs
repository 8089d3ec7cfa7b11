//! What ranges of inputs make of the figures: chances, percentiles, the curve of an outcome.

mod state;

use self::state::{older, state_words};
use super::charts::Plot;
use super::view::use_view;
use crate::inputs::field_opener;
use crate::state::jobs::{Standing, Watch};
use crate::state::sure::{Sampled, Swung};
use crate::state::{Store, use_store};
use crate::ui::{Icon, while_alive};
use geode_core::chart::ChartSpec;
use geode_core::engine::figures;
use geode_core::planning::indices::{self, Shares};
use geode_core::planning::{Drawn, Sobol, add_typical, range_echo, typical_source};
use geode_core::quantity::format::{Digits, count};
use geode_core::report::charts::subject;
use geode_core::report::sure::{self, Cell, Row};
use geode_core::report::turns;
use geode_core::report::written::unbroken;
use geode_core::scenario::inputs;
use geode_core::text::capital;
use leptos::prelude::*;
use web_sys::{Event, HtmlDetailsElement};

/// Pairs of samples for shares of the variance: their standard errors are below some percent then.
const PAIRS: u32 = 4_000;

/// Under the question how sure we are.
#[component]
pub fn Sure() -> impl IntoView {
    let store = use_store();
    let ranges = store.part(|scenario| scenario.uncertainty.len());
    let samples = store.samples();
    let last = last_of(store, samples);
    let is_pending = Memo::new(move |_| samples.with(Option::is_none));
    let has_ranges = Memo::new(move |_| ranges.get() > 0);
    let has_results =
        Memo::new(move |_| ranges.get() > 0 && last.with(|last| last.as_ref().is_some_and(Sampled::is_any)));
    view! {
        <section class="question sure" aria-labelledby="sure-title" data-testid="sure" data-pending=move || is_pending.get().then_some("")>
            <h2 id="sure-title">"How sure, when inputs are ranges?"</h2>
            <Head ranges has_ranges samples has_results />
            <Show when=move || has_results.get()>
                <Chances last />
                <Outcomes last />
            </Show>
            <Show when=move || has_ranges.get()><Ranges /></Show>
        </section>
    }
}

/// Results from before an edit stay, marked, until there are others; not those of another scenario, under whose options they
/// would stand.
fn last_of(store: Store, samples: Memo<Option<Sampled>>) -> Memo<Option<Sampled>> {
    Memo::new(move |before: Option<&Option<Sampled>>| {
        let scenario = store.scenario();
        samples.get().or_else(|| before?.clone().filter(|before| before.is_of_edited(&scenario)))
    })
}

/// How many samples of how many ranges, what was cut, and what can be done.
#[component]
fn Head(
    ranges: Memo<usize>,
    has_ranges: Memo<bool>,
    samples: Memo<Option<Sampled>>,
    /// Whether any stand below, be it those from before an edit.
    has_results: Memo<bool>,
) -> impl IntoView {
    let store = use_store();
    let typical = move |_| {
        let mut added = 0;
        match store.edit(None, Box::new(|scenario| added = add_typical(scenario))) {
            Ok(()) if added > 0 => {
                store.offer_undo(format!("{added} inputs are ranges now; their values are as they were."))
            }
            Ok(()) => store.say("Every input with a typical range is one already."),
            Err(refused) => store.complain(format!("Not changed: {}.", refused.words())),
        }
    };
    let certain = move |_| match store.edit(None, Box::new(|scenario| scenario.uncertainty.clear())) {
        Ok(()) => store.offer_undo("All inputs are plain numbers again."),
        Err(refused) => store.complain(format!("Not changed: {}.", refused.words())),
    };
    let standing = store.sampling.standing;
    let is_running = Memo::new(move |_| standing.get() == Standing::Running && store.sampling.is_long.get());
    let stop = Callback::new(move |()| store.sampling.cancel());
    view! {
        <p role="status" data-testid="sure-state">{move || state_words(store, ranges.get(), samples.get(), standing.get()) + older(samples, has_results)}</p>
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

/// The figure of an option that the charts show. Cheap to copy.
#[derive(Clone, Copy)]
struct Chosen {
    path: RwSignal<String>,
    /// Index of the option.
    option: Memo<usize>,
}

/// The curve of one figure, and what moves it most.
#[component]
fn Outcomes(last: Memo<Option<Sampled>>) -> impl IntoView {
    let (store, view) = (use_store(), use_view());
    let evaluation = store.evaluation();
    let option = Memo::new(move |_| evaluation.with(|e| subject(e, &view.pick.get())));
    let chosen = Chosen { path: RwSignal::new(figures::NPV.to_owned()), option };
    let spec = Memo::new(move |_| {
        let scenario = store.scenario();
        let baseline = scenario.options.iter().position(|option| option.id == scenario.baseline).unwrap_or(0);
        let (path, option) = (chosen.path.get(), chosen.option.get());
        last.with(|sampled| sure::outcomes(&scenario, baseline, &sampled.as_ref()?.spreads, &path, option))
    });
    let swings = store.swings();
    let drawn = Memo::new(move |before: Option<&(String, usize, Option<ChartSpec>)>| {
        let (path, option) = (chosen.path.get(), chosen.option.get());
        let of = |swung: &Swung| sure::tornado(&store.scenario(), &swung.inputs, &swung.swings, &path, option);
        // Those of before stay until there are others, where they are of the same figure.
        let before =
            || before.filter(|before| before.0 == path && before.1 == option).and_then(|before| before.2.clone());
        let spec = swings.with(|swung| swung.as_ref().map(of)).unwrap_or_else(before);
        (path, option, spec)
    });
    let bars = Memo::new(move |_| drawn.with(|(_, _, spec)| spec.clone()));
    let still = move || {
        let (path, option) = (chosen.path.get(), chosen.option.get());
        let is_empty = bars.with(Option::is_none);
        swings
            .with(|swung| sure::unmoved(&store.scenario(), &swung.as_ref().filter(|_| is_empty)?.swings, &path, option))
    };
    let still =
        move || still().map(|why| view! { <p class="small muted" data-testid="tornado-none">{unbroken(&why)}</p> });
    view! {
        <Choose chosen last />
        <div class="sure__charts">
            <Plot id="outcomes" name="Range of outcomes" spec />
            <Plot id="tornado" name="What matters most" spec=bars />
        </div>
        {still}
        <Advanced chosen />
    }
}

/// Which figure of which option.
#[component]
fn Choose(chosen: Chosen, last: Memo<Option<Sampled>>) -> impl IntoView {
    let (store, view) = (use_store(), use_view());
    let figures =
        Memo::new(move |_| last.with(|sampled| sampled.as_ref().map_or_else(Vec::new, |s| sure::choices(&s.spreads))));
    let options = store.part(|s| s.options.iter().map(|o| (o.id.clone(), o.name.clone())).collect::<Vec<_>>());
    let figure = move |(value, name): (&'static str, &'static str)| {
        view! { <option value=value prop:selected=move || chosen.path.with(|path| path == value)>{name}</option> }
    };
    let option = move |(at, (id, name)): (usize, (String, String))| {
        view! { <option value=id prop:selected=move || chosen.option.get() == at>{name}</option> }
    };
    view! {
        <div class="row">
            <select class="select" aria-label="Figure shown" data-testid="outcome-figure"
                on:change=while_alive(move |event| chosen.path.set(event_target_value(&event)))
            >
                {move || figures.get().into_iter().map(figure).collect_view()}
            </select>
            <select class="select" aria-label="Option shown" data-testid="outcome-option"
                on:change=while_alive(move |event| {
                    let id = event_target_value(&event);
                    view.pick.update(|pick| pick.option = Some(id));
                })
            >
                {move || options.get().into_iter().enumerate().map(option).collect_view()}
            </select>
        </div>
    }
}

/// Shares of the variance, computed when they are asked for: they take many evaluations.
#[component]
fn Advanced(chosen: Chosen) -> impl IntoView {
    let store = use_store();
    let watch = Watch::of::<Sobol>();
    on_cleanup(move || watch.leave());
    let swings = store.swings();
    let found = RwSignal::new(None::<(Vec<Drawn>, Shares)>);
    // Of another scenario, figure or option there are none.
    Effect::new(move || {
        swings.track();
        chosen.path.track();
        chosen.option.track();
        found.set(None);
        watch.leave();
    });
    let compute = move |_| {
        let scenario = store.scenario_untracked();
        let inputs = Drawn::all(&scenario);
        let figure = chosen.path.with_untracked(|path| figures::LIST.iter().position(|figure| figure.path == path));
        let Some(figure) = figure.filter(|_| !inputs.is_empty()) else { return };
        let option = chosen.option.get_untracked();
        let ask = indices::Ask { inputs: inputs.clone(), pairs: PAIRS, seed: scenario.random_seed, option, figure };
        watch.ask::<Sobol>(&ask, store.asked(), move |shares| found.set(Some((inputs.clone(), shares))));
    };
    let is_running = Memo::new(move |_| watch.standing.get() == Standing::Running);
    view! {
        <details class="more" data-testid="advanced">
            <summary>"Advanced: shares of the variance (Sobol indices)"</summary>
            <p class="small muted">
                "How much of the spread of the figure comes from each input. Alone: from it by itself. In all: also from what it does together with others, so these may add up to more than 100 %."
            </p>
            <div class="row">
                <button type="button" class="button button--small" data-testid="sobol" disabled=is_running on:click=compute>"Compute"</button>
                <Show when=move || watch.is_long.get()>
                    <progress
                        aria-label="Shares of the variance"
                        max=move || watch.progress.get().of.max(1)
                        prop:value=move || watch.progress.get().done as f64
                    ></progress>
                    <button type="button" class="button button--small" on:click=move |_| watch.cancel()>"Cancel"</button>
                </Show>
            </div>
            <div role="status">{move || found.get().map(|(inputs, shares)| shares_table(store, &inputs, &shares))}</div>
        </details>
    }
}

fn shares_table(store: Store, inputs: &[Drawn], shares: &Shares) -> AnyView {
    let Some(indices) = &shares.indices else {
        return view! { <p class="small" data-testid="sobol-none">{sure::no_indices(shares)}</p> }.into_any();
    };
    let rows = sure::indices(&store.scenario_untracked(), inputs, indices);
    let row = |(name, cells): (String, [Cell; 2])| {
        let cells = cells.iter().map(|cell| one(cell, "sobol")).collect_view();
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let pairs = f64::from(shares.pairs);
    view! {
        <p class="small muted" data-figure="sobol/uncertainty/pairs" data-value=pairs.to_string()>
            "Share \u{b1} standard error, from "{count(pairs, Digits::All)}" pairs of samples."
        </p>
        <div class="table-scroll" role="region" tabindex="0" aria-label="Shares of the variance">
            <table class="data-table sure__table" data-testid="sobol-table">
                <thead><tr><th scope="col">"Input"</th><th scope="col">"Alone"</th><th scope="col">"In all"</th></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
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
    let nobody = Memo::new(move |_| last.with(|sampled| sampled.as_ref().and_then(|s| sure::nobody(&s.spreads))));
    let said = move |(said, share): (String, f64)| {
        view! {
            <p data-testid="sure-nobody" data-figure="uncertainty/no_option_meets_targets" data-value=share.to_string()>{unbroken(&said)}</p>
        }
    };
    let head = |(_, name): &(String, String)| view! { <th scope="col">{name.clone()}</th> };
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label="Chances and ranges of each option">
            <table class="data-table sure__table">
                <thead><tr><th scope="col">"Chance ± standard error; median, and 9 cases of 10"</th>{move || names.with(|names| names.iter().map(head).collect_view())}</tr></thead>
                <tbody>{move || names.with(|names| rows.with(|rows| rows.iter().map(|row| line(row, names)).collect_view()))}</tbody>
            </table>
        </div>
        {move || nobody.get().map(said)}
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
    let is_open = RwSignal::new(false);
    let toggled = while_alive(move |event: Event| is_open.set(event_target::<HtmlDetailsElement>(&event).open()));
    let all = Memo::new(move |_| {
        if !is_open.get() {
            return Vec::new();
        }
        let scenario = store.scenario();
        let one = |uncertain: &geode_core::scenario::model::Uncertain| {
            let (input, at) = inputs::find(&scenario, &uncertain.input)?;
            let range = &uncertain.distribution;
            let words = range_echo(input, range, input.get(&scenario, at), &scenario.currency);
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
        <details class="more" data-testid="ranges" on:toggle=toggled>
            <summary>"The ranges and where they come from"</summary>
            <ul class="turns__list">{move || all.get().into_iter().map(item).collect_view()}</ul>
        </details>
    }
}
