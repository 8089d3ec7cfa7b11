//! A chart with everything around it: takeaway, menu, picture, data.

use super::canvas::Picture;
use super::download;
use super::pick::Choose;
use crate::results::view::use_view;
use crate::state::{Store, use_store};
use crate::ui::{Menu, while_alive};
use geode_core::chart::{Cell, ChartSpec, Table};
use geode_core::report::charts::{Chart, Of, Pick};
use geode_core::report::written::unbroken;
use leptos::prelude::*;
use web_sys::{Event, HtmlDetailsElement};

/// A chart of the evaluation.
#[component]
pub fn Figure(chart: &'static Chart) -> impl IntoView {
    let (view, store) = (use_view(), use_store());
    let (evaluation, samples) = (store.evaluation(), store.samples());
    let spec = Memo::new(move |_| {
        // Only what shows one option follows the one that is picked.
        let pick = if chart.of != Of::All { view.pick.get() } else { Pick::default() };
        let spreads = samples
            .with(|samples| samples.as_ref().filter(|samples| samples.is_any()).map(|samples| samples.spreads.clone()));
        evaluation.with(|e| chart.spec_with(e, view.method.get(), &pick, spreads.as_deref()))
    });
    view! {
        <Plot id=chart.id name=chart.name spec>{(chart.of != Of::All).then(|| view! { <Choose chart /> })}</Plot>
    }
}

/// A chart with its takeaway, its menu and its data; what is chosen for it stands above the picture.
#[component]
pub fn Plot(
    /// Unique id, also the name of its file.
    id: &'static str,
    /// What it is called.
    name: &'static str,
    /// What it shows.
    spec: Memo<Option<ChartSpec>>,
    /// What is chosen for it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let takeaway = move || spec.with(|spec| spec.as_ref().map(|spec| unbroken(&spec.title)));
    view! {
        <figure class="chart" aria-label=name data-testid=format!("chart-{id}")>
            <div class="chart__head">
                <figcaption class="chart__takeaway">{takeaway}</figcaption>
                <Actions id name spec />
            </div>
            {children.map(|children| children())}
            <Picture spec id />
            <Data id name spec />
        </figure>
    }
}

/// What can be done with a chart; with none, nothing.
#[component]
pub fn Actions(
    /// Name of its files.
    id: &'static str,
    /// What it is called.
    name: &'static str,
    /// The chart.
    spec: Memo<Option<ChartSpec>>,
) -> impl IntoView {
    let store = use_store();
    let is_empty = Memo::new(move |_| spec.with(Option::is_none));
    let item = move |label: &'static str, act: fn(Store, &'static str, &ChartSpec)| {
        let chosen = move |_| {
            if let Some(spec) = spec.get_untracked() {
                act(store, id, &spec);
            }
        };
        view! {
            <button type="button" class="menu__item" disabled=is_empty on:click=chosen>
                {label}
            </button>
        }
    };
    view! {
        <div class="chart__actions">
            <Menu icon="more" label=format!("Save or copy: {name}") is_icon_only=true is_small=true testid=id>
                {item("Save as PNG", download::png)} {item("Save as SVG", download::svg)}
                {item("Save data as CSV", download::csv)} {item("Copy data as CSV", download::copy_csv)}
                <Show when=move || is_empty.get()>
                    <p class="menu__note">"The chart is empty: there is nothing to save."</p>
                </Show>
            </Menu>
        </div>
    }
}

/// The data of a chart as a table, made only while it is open: it would cost every edit its time.
#[component]
fn Data(id: &'static str, name: &'static str, spec: Memo<Option<ChartSpec>>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let of_spec = move || spec.with(|spec| spec.as_ref().map(|spec| data_table(id, spec.table())));
    let table = move || is_open.get().then(of_spec);
    let toggled = while_alive(move |event: Event| is_open.set(event_target::<HtmlDetailsElement>(&event).open()));
    view! {
        <details class="chart__data" data-testid=format!("data-{id}") on:toggle=toggled>
            <summary aria-label=format!("Data: {name}")>"Data"</summary>
            <div role="region" tabindex="0" aria-label=format!("Data of the chart: {name}")>
                {table}
            </div>
        </details>
    }
}

/// Each number with its name: that of the chart, the row and the column, both from 0.
fn data_table(id: &str, table: Table) -> AnyView {
    let row = |(row, cells): (usize, Vec<Cell>)| {
        let cell = |(column, cell): (usize, Cell)| {
            let figure = cell.value.map(|_| format!("chart/{id}/{row}/{column}"));
            let value = cell.value.map(|value| value.to_string());
            match column {
                0 => view! { <th scope="row" data-figure=figure data-value=value>{cell.text}</th> }.into_any(),
                _ => view! { <td data-figure=figure data-value=value>{cell.text}</td> }.into_any(),
            }
        };
        view! { <tr>{cells.into_iter().enumerate().map(cell).collect_view()}</tr> }
    };
    let notes = table.notes.into_iter().map(|note| view! { <p class="small muted">{note}</p> }).collect_view();
    view! {
        <table class="data-table">
            <thead>
                <tr>{table.head.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr>
            </thead>
            <tbody>{table.rows.into_iter().enumerate().map(row).collect_view()}</tbody>
        </table>
        {notes}
    }
    .into_any()
}
