//! The comparison table: options as columns, headline figures as rows, all other figures one click away.

use super::explain::open_explanation;
use super::view::{InView, use_view};
use crate::state::use_store;
use crate::ui::{Icon, Marker, Segment, Segmented, colour};
use geode_core::report::comparison::{self, Cell, Column, Line, Standing};
use geode_core::report::targets::State;
use geode_core::report::verdict::Method;
use leptos::prelude::*;

/// The head of the table with the choice of the method, and the table.
#[component]
pub fn Comparison() -> impl IntoView {
    let view = use_view();
    let table = Table::of(view);
    view! {
        <div class="stack" data-testid="comparison">
            <div class="row spread">
                <h2 id="comparison-title">"Options compared"</h2>
                <Methods view />
            </div>
            <div class="table-scroll" role="region" tabindex="0" aria-labelledby="comparison-title">
                {move || table.shape.with(|shape| compare_table(shape, table, view))}
            </div>
        </div>
    }
}

/// What stands in the table. Cheap to copy.
#[derive(Clone, Copy)]
struct Table {
    /// What columns and rows there are: these are made anew only where others appear, a changed value changes its cell.
    shape: Memo<Shape>,
    /// Whether each option meets the targets.
    targets: Memo<Vec<Standing>>,
    /// The id of the option that the verdict is for.
    chosen: Memo<String>,
    headline: Memo<Vec<Line>>,
    rest: Memo<Vec<Line>>,
    rest_paths: Memo<Vec<&'static str>>,
}

/// What rows and columns there are: the method says which figures.
#[derive(Clone, PartialEq)]
struct Shape {
    columns: Vec<Column>,
    method: Method,
    /// Which figures are the headline depends on what has been put in.
    headline: Vec<&'static str>,
    has_targets: bool,
}

impl Table {
    fn of(view: InView) -> Table {
        let evaluation = use_store().evaluation();
        let targets = Memo::new(move |_| evaluation.with(|e| comparison::targets(e)));
        let headline = Memo::new(move |_| evaluation.with(|e| comparison::headline(e, view.method.get())));
        let rest = Memo::new(move |_| evaluation.with(|e| comparison::rest(e, view.method.get())));
        let paths = |lines: Memo<Vec<Line>>| lines.with(|lines| lines.iter().map(|line| line.path).collect());
        let shape = move |_: Option<&Shape>| Shape {
            columns: evaluation.with(|e| comparison::columns(e)),
            method: view.method.get(),
            headline: paths(headline),
            has_targets: targets.with(|targets| !targets.is_empty()),
        };
        Table {
            shape: Memo::new(shape),
            targets,
            chosen: Memo::new(move |_| evaluation.with(|e| e.verdict.option.clone())),
            headline,
            rest,
            // As the headline. They are on the page, and asked for, only while they are unfolded.
            rest_paths: Memo::new(move |_| paths(rest)),
        }
    }
}

/// The choice between the methods.
#[component]
fn Methods(view: InView) -> impl IntoView {
    let choice = move |method: Method| {
        let is_chosen = Signal::derive(move || view.method.get() == method);
        view! { <Segment label=method.name() is_chosen on_choose=move |()| view.method.set(method) /> }
    };
    view! { <Segmented label="Method" testid="method">{Method::ALL.map(choice).collect_view()}</Segmented> }
}

fn compare_table(shape: &Shape, table: Table, view: InView) -> AnyView {
    let (drafts, fresh) = (use_store().drafts, use_store().is_fresh());
    let options: Vec<Shown> = shape.columns.iter().map(|column| Shown::of(column, table)).collect();
    let heads = shape.columns.iter().zip(&options).enumerate();
    let folded = options.clone();
    view! {
        <table class="compare" aria-labelledby="comparison-title" data-stale=move || drafts.count() != 0 || !fresh.get()>
            <thead>
                <tr>
                    <td>"in small: difference to today’s"</td>
                    {heads.map(|(at, (column, option))| column_head(at, column, option.is_chosen)).collect_view()}
                </tr>
            </thead>
            <tbody>
                {shape.has_targets.then(|| targets_row(shape.method, table.targets, &options))}
                {rows(table.headline, &options, view, value_cell)}
            </tbody>
            // Before what it shows, so that it stays under the finger and the next Tab leads on.
            <tbody class="no-print">
                <tr>
                    <td colspan=options.len() + 1>
                        <button
                            type="button"
                            class="button button--quiet button--small"
                            aria-controls="all-figures"
                            aria-expanded=move || view.all_figures.get().to_string()
                            data-testid="all-figures-toggle"
                            on:click=move |_| view.all_figures.update(|all| *all = !*all)
                        >
                            {move || if view.all_figures.get() { "Headline figures only" } else { "All figures" }}
                        </button>
                    </td>
                </tr>
            </tbody>
            <tbody id="all-figures" hidden=move || !view.all_figures.get()>
                {move || view.all_figures.get().then(|| table.rest_paths.with(|_| rows(table.rest, &folded, view, plain_cell)))}
            </tbody>
        </table>
    }
    .into_any()
}

/// The option of a column.
#[derive(Clone)]
struct Shown {
    id: String,
    is_chosen: Memo<bool>,
}

impl Shown {
    fn of(column: &Column, table: Table) -> Shown {
        let id = column.id.clone();
        Shown { id: column.id.clone(), is_chosen: Memo::new(move |_| table.chosen.with(|chosen| *chosen == id)) }
    }
}

/// A row a figure; where figures of both methods follow each other, each method has a head.
fn rows(
    lines: Memo<Vec<Line>>,
    options: &[Shown],
    view: InView,
    cell: fn(InView, Value, &Shown) -> AnyView,
) -> AnyView {
    let shown = changed_rows(lines);
    let method = |path: &str| Method::ALL.into_iter().find(|method| path.starts_with(method.prefix()));
    let heads: Vec<_> = shown.iter().map(|line| line.with_untracked(|l| (l.path, l.label, l.unit))).collect();
    let mut above = heads.first().and_then(|(path, ..)| method(path));
    let has_groups = heads.iter().any(|(path, ..)| method(path) != above);
    if has_groups {
        above = None;
    }
    let row = |(line, (path, label, unit)): (RwSignal<Line>, (&'static str, &'static str, &'static str))| {
        let method = method(path);
        let group = (std::mem::replace(&mut above, method) != method).then_some(method).flatten();
        let cell = |(column, option): (usize, &Shown)| cell(view, Value { line, column, path }, option);
        view! {
            {group.map(|method| group_head(method, options.len()))}
            <tr>
                {row_head(label, unit)}
                {options.iter().enumerate().map(cell).collect_view()}
            </tr>
        }
    };
    shown.into_iter().zip(heads).map(row).collect_view().into_any()
}

/// A signal for each row, set only where the row has changed: most edits change few, and with memos each of the
/// thousand things in the cells would be asked whether it still stands.
fn changed_rows(lines: Memo<Vec<Line>>) -> Vec<RwSignal<Line>> {
    let shown: Vec<RwSignal<Line>> = lines.with_untracked(|lines| lines.iter().cloned().map(RwSignal::new).collect());
    let signals = shown.clone();
    Effect::new(move || {
        lines.with(|lines| {
            for (shown, line) in signals.iter().zip(lines) {
                if shown.with_untracked(|shown| shown != line) {
                    shown.set(line.clone());
                }
            }
        });
    });
    shown
}

fn column_head(at: usize, column: &Column, is_chosen: Memo<bool>) -> AnyView {
    let is_baseline = column.is_baseline;
    let today = is_baseline.then_some("today, ");
    view! {
        <th scope="col" data-chosen=is_chosen>
            <span class="compare__option" data-option=colour(at, is_baseline)>
                <Marker option=Signal::stored(at) is_baseline=Signal::stored(is_baseline) />
                {column.name.clone()}
            </span>
            <span class="compare__sub">{today} {column.regions.clone()}</span>
            {column.breaks_residency.then(|| view! { <span class="tag" data-state="missed">"breaks data residency"</span> })}
            {column.leaves_users_out.then(|| view! { <span class="tag" data-state="missed">"leaves users out"</span> })}
        </th>
    }
    .into_any()
}

/// Names the method of the rows below it.
fn group_head(method: Method, columns: usize) -> AnyView {
    view! {
        <tr class="compare__group">
            <th scope="rowgroup">{method.name()}</th>
            <td colspan=columns></td>
        </tr>
    }
    .into_any()
}

/// Whether each option meets the targets, by the engineering estimate.
fn targets_row(method: Method, targets: Memo<Vec<Standing>>, options: &[Shown]) -> AnyView {
    let cell = |(at, option): (usize, &Shown)| {
        let tag = move || targets.with(|targets| targets.get(at).map(standing));
        view! { <td data-chosen=option.is_chosen>{tag}</td> }
    };
    // The textbook knows no targets.
    let elsewhere = (method == Method::Textbook).then(|| {
        view! { <span class="compare__sub">"by the engineering estimate"</span> }
    });
    view! {
        <tr data-testid="targets">
            <th scope="row">"Meets your targets"{elsewhere}</th>
            {options.iter().enumerate().map(cell).collect_view()}
        </tr>
    }
    .into_any()
}

fn standing(standing: &Standing) -> AnyView {
    let icon = if standing.state == State::Met { "check" } else { "warning" };
    view! {
        <span class="tag" data-state=standing.state.id()>
            <Icon name=icon />
            {standing.words.clone()}
        </span>
    }
    .into_any()
}

fn row_head(label: &'static str, unit: &'static str) -> AnyView {
    let unit = (!unit.is_empty()).then(|| view! { <span class="compare__sub">{unit}</span> });
    view! { <th scope="row">{label} {unit}</th> }.into_any()
}

/// Where the value of a cell stands.
#[derive(Clone, Copy)]
struct Value {
    line: RwSignal<Line>,
    column: usize,
    path: &'static str,
}

impl Value {
    /// Something of the cell.
    fn of<T>(self, pick: impl FnOnce(&Cell) -> T) -> Option<T> {
        self.line.with(|line| line.cells.get(self.column).map(pick))
    }

    fn is_best(self) -> bool {
        self.of(|cell| cell.is_best) == Some(true)
    }

    fn number(self) -> Option<String> {
        self.of(|cell| cell.value)?.map(|value| value.to_string())
    }
}

/// The number, with all its digits behind the pointer and the way to its explanation behind a click.
fn number(view: InView, value: Value, option: &Shown) -> AnyView {
    let read = move |pick: fn(&Cell) -> String| move || value.of(pick);
    let id = option.id.clone();
    view! {
        <span class="compare__value">
            <button type="button" class="explain-link" aria-haspopup="dialog" title=read(|cell| cell.full.clone()) on:click=move |event| {
                open_explanation(view, (id.clone(), value.path), &event_target(&event));
            }>
                {read(|cell| cell.text.clone())}
            </button>
        </span>
    }
    .into_any()
}

/// A cell of a headline figure.
fn value_cell(view: InView, value: Value, option: &Shown) -> AnyView {
    let is_best = move || value.is_best();
    let difference = move || {
        let text = value.of(|cell| cell.difference.clone())??;
        Some(view! { <span class="delta">{text}</span> })
    };
    let note = move || {
        let text = value.of(|cell| cell.note.clone())??;
        Some(view! { <span class="compare__sub">{text}</span> })
    };
    view! {
        <td
            data-figure=format!("{}{}", option.id, value.path)
            data-value=move || value.number()
            data-chosen=option.is_chosen
            data-best=is_best
        >
            <Show when=is_best>
                <span class="best">"best"</span>
                " "
            </Show>
            {number(view, value, option)}
            {difference}
            {note}
        </td>
    }
    .into_any()
}

/// A cell of any other figure: these are set against nothing.
fn plain_cell(view: InView, value: Value, option: &Shown) -> AnyView {
    view! {
        <td
            data-figure=format!("{}{}", option.id, value.path)
            data-value=move || value.number()
            data-chosen=option.is_chosen
        >
            {number(view, value, option)}
        </td>
    }
    .into_any()
}
