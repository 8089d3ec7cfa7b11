//! The comparison table: options as columns, headline figures as rows, all other figures one click away.

use super::explain::open_explanation;
use super::marker::{Marker, colour};
use super::view::{InView, Place, use_view};
use crate::dom::prelude::*;
use crate::state::use_store;
use geode_core::report::comparison::{self, Cell, Column, Comparison as Table, Line};
use geode_core::report::verdict::Method;

/// The head of the table with the choice of the method, and the table.
#[component]
pub fn Comparison() -> View {
    let view = use_view();
    let evaluation = use_store().evaluation();
    let table = Memo::new(move || evaluation.with(|e| comparison::compare(e, view.method.get())));
    // Rows and columns are made anew only where others appear; a changed value changes its cell.
    let shape = Memo::new(move || table.with(Shape::of));
    let toggle = move |_| view.all_figures.update(|all| *all = !*all);
    view! {
        <div class="stack" data-testid="comparison">
            <div class="row spread">
                <h2 id="comparison-title">"Options compared"</h2>
                <Methods view />
            </div>
            <div class="table-scroll" role="region" tabindex="0" aria-labelledby="comparison-title">
                {move || shape.with(|shape| compare_table(shape, table, view))}
            </div>
            <p>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    aria-controls="all-figures"
                    aria-expanded=move || view.all_figures.get().to_string()
                    data-testid="all-figures-toggle"
                    on:click=toggle
                >
                    {move || if view.all_figures.get() { "Headline figures only" } else { "All figures" }}
                </button>
            </p>
        </div>
    }
}

/// What rows and columns there are.
#[derive(Clone, PartialEq)]
struct Shape {
    columns: Vec<Column>,
    headline: Vec<Row>,
    rest: Vec<Row>,
    has_targets: bool,
}

/// A row without its values.
#[derive(Clone, Copy, PartialEq)]
struct Row {
    path: &'static str,
    label: &'static str,
    unit: &'static str,
}

impl Shape {
    fn of(table: &Table) -> Shape {
        let rows = |lines: &[Line]| {
            lines.iter().map(|line| Row { path: line.path, label: line.label, unit: line.unit }).collect()
        };
        // The verdict may move to another column without any column changing.
        let column = |column: &Column| Column { is_chosen: false, ..column.clone() };
        Shape {
            columns: table.columns.iter().map(column).collect(),
            headline: rows(&table.headline),
            rest: rows(&table.rest),
            has_targets: !table.targets.is_empty(),
        }
    }
}

/// The choice between the methods, where there are two.
#[component]
fn Methods(view: InView) -> View {
    let methods = comparison::methods();
    let choice = move |method: Method| {
        view! {
            <button
                type="button"
                aria-pressed=move || (view.method.get() == method).to_string()
                on:click=move |_| view.method.set(method)
            >
                {method.name()}
            </button>
        }
    };
    match methods.len() {
        0 | 1 => view! { <span class="small muted">{move || view.method.get().words()}</span> }.into_any(),
        _ => view! {
            <div class="segmented" role="group" aria-label="Method" data-testid="method">
                {methods.into_iter().map(choice).collect_view()}
            </div>
        }
        .into_any(),
    }
}

fn compare_table(shape: &Shape, table: Memo<Table>, view: InView) -> View {
    let drafts = use_store().drafts;
    let chosen = move |option: usize| {
        let is_chosen = move |table: &Table| table.columns.get(option).is_some_and(|column| column.is_chosen);
        Memo::new(move || table.with(is_chosen))
    };
    let chosen: Vec<Memo<bool>> = (0..shape.columns.len()).map(chosen).collect();
    let rows = |rows: &[Row], lines: fn(&Table) -> &[Line], has_groups: bool| {
        let ids = || shape.columns.iter().map(|column| column.id.clone()).zip(chosen.iter().copied()).enumerate();
        let cell = move |at: usize, row: Row, (option, (id, chosen)): (usize, (String, Memo<bool>))| {
            let cell = move |table: &Table| lines(table).get(at).and_then(|line| line.cells.get(option).cloned());
            value_cell(view, Memo::new(move || table.with(cell)), chosen, (id, row.path))
        };
        let group = |at: usize, row: &Row| {
            let method = |row: &Row| Method::ALL.into_iter().find(|method| row.path.starts_with(method.prefix()));
            let is_first =
                at.checked_sub(1).and_then(|at| rows.get(at)).is_none_or(|above| method(above) != method(row));
            method(row).filter(|_| is_first).map(|method| group_head(method, shape.columns.len()))
        };
        let line = |(at, row): (usize, &Row)| {
            view! {
                {has_groups.then(|| group(at, row))}
                <tr>
                    {row_head(*row)} {ids().map(|option| cell(at, *row, option)).collect_view()}
                </tr>
            }
        };
        rows.iter().enumerate().map(line).collect_view()
    };
    let heads = shape.columns.iter().zip(&chosen).enumerate();
    view! {
        <table class="compare" data-stale=move || (drafts.count() > 0).then_some("")>
            <thead>
                <tr>
                    <td>"below each figure: difference to today’s"</td>
                    {heads.map(|(option, (column, chosen))| column_head(option, column, *chosen)).collect_view()}
                </tr>
            </thead>
            <tbody>{shape.has_targets.then(|| targets_row(table, &chosen))} {rows(&shape.headline, |table| &table.headline, false)}</tbody>
            <tbody id="all-figures" hidden=move || !view.all_figures.get()>
                {rows(&shape.rest, |table| &table.rest, true)}
            </tbody>
        </table>
    }
}

fn column_head(option: usize, column: &Column, chosen: Memo<bool>) -> View {
    let is_baseline = column.is_baseline;
    let today = is_baseline.then_some("today, ");
    view! {
        <th scope="col" data-chosen=move || chosen.get().then_some("")>
            <span class="compare__option" data-option=colour(option, is_baseline)>
                <Marker option is_baseline />
                {column.name.clone()}
            </span>
            <span class="compare__sub">{today} {column.regions.clone()}</span>
        </th>
    }
}

/// Names the method of the rows below it.
fn group_head(method: Method, columns: usize) -> View {
    view! {
        <tr class="compare__group">
            <th scope="rowgroup">{method.name()}</th>
            <td colspan=columns></td>
        </tr>
    }
}

/// Whether each option meets the targets, by the engineering estimate.
fn targets_row(table: Memo<Table>, chosen: &[Memo<bool>]) -> View {
    let cell = |(option, chosen): (usize, &Memo<bool>)| {
        let chosen = *chosen;
        let tag = move || {
            let standing = table.with(|table| table.targets.get(option).cloned())?;
            let icon = if standing.state == "met" { "#icon-check" } else { "#icon-warning" };
            Some(view! {
                <span class="tag" data-state=standing.state>
                    <svg class="icon" aria-hidden="true">
                        <use href=icon />
                    </svg>
                    {standing.words}
                </span>
            })
        };
        view! { <td data-chosen=move || chosen.get().then_some("")>{tag}</td> }
    };
    view! {
        <tr data-testid="targets">
            <th scope="row">"Meets your targets"</th>
            {chosen.iter().enumerate().map(cell).collect_view()}
        </tr>
    }
}

fn row_head(row: Row) -> View {
    let unit = (!row.unit.is_empty()).then(|| view! { <span class="compare__sub">{row.unit}</span> });
    view! { <th scope="row">{row.label} {unit}</th> }
}

fn value_cell(view: InView, cell: Memo<Option<Cell>>, chosen: Memo<bool>, place: Place) -> View {
    let read = move |pick: fn(&Cell) -> String| move || cell.with(|cell| cell.as_ref().map(pick));
    let is_best = move || cell.with(|cell| cell.as_ref().is_some_and(|cell| cell.is_best));
    let number = move || cell.with(|cell| cell.as_ref().and_then(|cell| cell.value).map(|value| value.to_string()));
    let difference = move || {
        let text = cell.with(|cell| cell.as_ref().and_then(|cell| cell.difference.clone()))?;
        Some(view! { <span class="delta">{text}</span> })
    };
    let figure = format!("{}{}", place.0, place.1);
    let explain = move |_| open_explanation(view, place.clone());
    view! {
        <td
            data-figure=figure
            data-value=number
            data-chosen=move || chosen.get().then_some("")
            data-best=move || is_best().then_some("")
        >
            {move || is_best().then(|| view! { <span class="best">"best"</span> " " })}
            <span class="compare__value">
                <button type="button" class="explain-link" title=read(|cell| cell.full.clone()) on:click=explain>
                    {read(|cell| cell.text.clone())}
                </button>
            </span>
            {difference}
        </td>
    }
}
