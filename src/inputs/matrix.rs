//! Tables of round trips: user groups to regions, regions to each other.

use super::change::{Changes, use_changes};
use super::field::{CellLines, NumberCell};
use super::wanted::WANTED;
use crate::state::use_store;
use crate::ui::while_alive;
use crate::window::grid::{Block, Grid, place_of};
use crate::window::watch;
use geode_core::report::unknown;
use geode_core::scenario::Scenario;
use geode_core::scenario::edit::{self, Pasted, Table};
use geode_core::scenario::fill;
use geode_core::scenario::model::NoteStatus;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::{ClipboardEvent, Event, FocusEvent};

/// Id and name of every item of a list.
type Names = Memo<Vec<(String, String)>>;

fn groups(scenario: &Scenario) -> Vec<(String, String)> {
    scenario.user_groups.iter().map(|group| (group.id.clone(), group.name.clone())).collect()
}

/// Ids and names of the regions.
pub fn regions(scenario: &Scenario) -> Vec<(String, String)> {
    scenario.regions.iter().map(|region| (region.id.clone(), region.name.clone())).collect()
}

/// The same where one is chosen for an option: those that none can use yet say so.
pub fn choosable(scenario: &Scenario) -> Vec<(String, String)> {
    let (mut all, usable) = (regions(scenario), edit::usable(scenario));
    if usable.len() < all.len() {
        let reachable = edit::reachable(scenario);
        for (id, name) in all.iter_mut().filter(|(id, _)| !usable.contains(id)) {
            *name += if reachable.contains(id) { " (price not known)" } else { " (latencies not known)" };
        }
    }
    all
}

/// Round trips from every user group to every region.
#[component]
pub fn UserLatencies() -> impl IntoView {
    let store = use_store();
    view! {
        <FilledNote />
        <Matrix table=Table::Users label="Latency of user groups to regions" rows=store.part(groups) columns=store.part(regions) />
        <CellLines under="/user_latency_ms/" />
        <EstimateNote table="/user_latency_ms/" />
        <Unknown table=Table::Users />
    }
}

/// Round trips between regions: one direction serves, so half a table.
#[component]
pub fn RegionRoundTrips() -> impl IntoView {
    let all = use_store().part(regions);
    let rows =
        Memo::new(move |_| all.with(|all| all.iter().take(all.len().saturating_sub(1)).cloned().collect::<Vec<_>>()));
    let columns = Memo::new(move |_| all.with(|all| all.iter().skip(1).cloned().collect::<Vec<_>>()));
    view! {
        <Matrix table=Table::Regions label="Round trips between regions" rows columns />
        <CellLines under="/region_rtt_ms/" />
        <EstimateNote table="/region_rtt_ms/" />
        <Unknown table=Table::Regions />
    }
}

/// A table of which the cells in view are on the page.
#[component]
fn Matrix(table: Table, label: &'static str, rows: Names, columns: Names) -> impl IntoView {
    let ids = Memo::new(move |_| {
        [rows, columns].map(|names| names.with(|names| names.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>()))
    });
    let size = Memo::new(move |_| ids.with(|[rows, columns]| (rows.len(), columns.len())));
    let grid = Grid::new(size, table == Table::Regions);
    let wanted = WANTED.with(ArcRwSignal::clone);
    Effect::new(move || {
        let Some(cell) = wanted.get().filter(|cell| cell.table == table) else { return };
        let place = |ids: &[String], id: &str| ids.iter().position(|other| other == id);
        let found = ids.with_untracked(|[rows, columns]| place(rows, &cell.row).zip(place(columns, &cell.column)));
        wanted.set(None);
        found.into_iter().for_each(|place| grid.go_to(place));
    });
    let is_windowed = Memo::new(move |_| grid.is_windowed());
    let changes = use_changes();
    // Several cells of a sheet fill the cells from there on, in one step.
    let paste = move |event: ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        let Some((row, column)) = place_of(&event_target(&event)) else { return };
        let id = |ids: &[String], at: usize| ids.get(at).cloned();
        let first = ids.with_untracked(|[rows, columns]| Some((id(rows, row)?, id(columns, column)?)));
        let first = first.map(|(row, column)| edit::Cell { table, row, column });
        let Some(pasted) = first.and_then(|cell| edit::pasted(&changes.store().scenario_untracked(), &cell, &text))
        else {
            return;
        };
        event.prevent_default();
        take_pasted(changes, pasted);
    };
    // Where the number in focus comes from, and how far it is spread.
    let source = RwSignal::new(String::new());
    view! {
        <div
            class="table-scroll matrix-scroll"
            role="region"
            tabindex="0"
            aria-label=label
            data-testid=format!("matrix-{}", table.name())
            data-windowed=move || is_windowed.get().then_some("")
            node_ref=grid.area
            use:watch
            on:near=while_alive(move |_: Event| grid.look())
            on:scroll=while_alive(move |_| grid.look())
            on:focusin=while_alive(move |event: FocusEvent| grid.focused(&event_target(&event)))
            on:keydown=move |event| grid.pressed(&event)
            on:paste=paste
        >
            {move || ids.with(|ids| whole(table, grid, ids, [rows, columns], source))}
        </div>
        <p class="section__note" role="status" data-testid=format!("source-{}", table.name())>{source}</p>
    }
}

fn take_pasted(changes: Changes, pasted: Result<Pasted, String>) {
    let store = changes.store();
    match pasted {
        Ok(pasted) => {
            if changes.attempt(|scenario| edit::paste(scenario, &pasted)) {
                pasted.cells.iter().for_each(|(pointer, _)| store.drafts.read(pointer, None));
                store.seal();
                store.offer_undo(edit::pasted_words(&pasted));
            }
        }
        Err(why) => store.complain(why),
    }
}

fn whole(
    table: Table,
    grid: Grid,
    [rows, columns]: &[Vec<String>; 2],
    names: [Names; 2],
    source: RwSignal<String>,
) -> AnyView {
    let (row_count, column_count) = (rows.len(), columns.len());
    let name = move |column: usize| Signal::derive(move || name_at(names[1], column));
    let head = move |column: usize| {
        view! {
            <th scope="col" role="columnheader" aria-colindex=column + 2 style:--column=column.to_string() title=name(column)>
                <span>{name(column)}</span>
            </th>
        }
    };
    let blocks = grid.column_blocks();
    let heads = in_view(&blocks, move |column| head(column).into_any());
    let (rows, columns): (Arc<[String]>, Arc<[String]>) = (rows.as_slice().into(), columns.as_slice().into());
    let row = move |row: usize| {
        let name = Signal::derive(move || name_at(names[0], row));
        let (rows, columns) = (rows.clone(), columns.clone());
        let cell = move |column: usize| {
            let ids = rows.get(row).zip(columns.get(column)).filter(|_| grid.has((row, column)));
            let cell = ids.map(|(row, column)| edit::Cell { table, row: row.clone(), column: column.clone() });
            let label = Signal::derive(move || format!("{} to {}, ms", name.get(), name_at(names[1], column)));
            view! { <Field cell column label source /> }.into_any()
        };
        view! {
            <tr role="row" aria-rowindex=row + 2 style:--row=row.to_string()>
                <th scope="row" role="rowheader" aria-colindex=1 title=name>
                    <span>{name}</span>
                </th>
                {in_view(&blocks, cell)}
            </tr>
        }
        .into_any()
    };
    view! {
        <table
            class="matrix"
            role="table"
            aria-rowcount=row_count + 1
            aria-colcount=column_count + 1
            style:--rows=row_count.to_string()
            style:--columns=column_count.to_string()
        >
            <caption>{caption(table)}</caption>
            <thead role="rowgroup">
                <tr role="row" aria-rowindex=1>
                    <td role="cell" aria-colindex=1></td>
                    {heads}
                </tr>
            </thead>
            <tbody role="rowgroup">{in_view(&grid.row_blocks(), row)}</tbody>
        </table>
    }
    .into_any()
}

fn caption(table: Table) -> &'static str {
    match table {
        Table::Users => "Round trip in ms, from users to regions",
        Table::Regions => "Round trip in ms, between regions",
    }
}

/// What is in each block, as long as that is on the page.
fn in_view(blocks: &[Block], item: impl Fn(usize) -> AnyView + Clone + Send + 'static) -> Vec<AnyView> {
    let block = |(places, is_on): &Block| {
        let (item, places, is_on) = (item.clone(), places.clone(), *is_on);
        (move || is_on.get().then(|| places.clone().map(&item).collect_view())).into_any()
    };
    blocks.iter().map(block).collect()
}

fn name_at(names: Names, place: usize) -> String {
    names.with(|names| names.get(place).map(|(_, name)| name.clone()).unwrap_or_default())
}

/// A cell; of the regions' table, which is symmetric, only one half has any.
#[component]
fn Field(cell: Option<edit::Cell>, column: usize, label: Signal<String>, source: RwSignal<String>) -> impl IntoView {
    let Some(cell) = cell else {
        return view! { <td role="cell" aria-colindex=column + 2 style:--column=column.to_string()></td> }.into_any();
    };
    let pointer = cell.pointer();
    let of_state = pointer.clone();
    let (store, of_fill) = (use_store(), pointer.clone());
    let how = Memo::new(move |_| {
        store.filled().with(|all| all.get(&of_fill).map(|one| (one.how.name(), one.source.clone())))
    });
    let written = store.part(move |s| match s.notes.get(&of_state) {
        _ if cell.is_empty(s) => Some("missing"),
        Some(note) if note.status == NoteStatus::Default => Some("default"),
        _ => None,
    });
    let state = Memo::new(move |_| match how.with(Option::is_some) {
        true => Some("filled"),
        false => written.get(),
    });
    let title = move || how.get().map(|(how, source)| format!("{how}: {source}"));
    let name = label;
    let focused = while_alive(move |_: FocusEvent| {
        source.set(title().map_or_else(String::new, |title| format!("{}, {title}.", name.get())));
    });
    let label = Signal::derive(move || match state.get() {
        Some("filled") => format!("{}, {}", label.get(), how.get().map_or("", |(how, _)| how)),
        Some("missing") => format!("{}, not known", label.get()),
        Some("default") => format!("{}, an estimate", label.get()),
        _ => label.get(),
    });
    view! {
        <td
            role="cell"
            aria-colindex=column + 2
            style:--column=column.to_string()
            data-state=move || state.get()
            title=title
            on:focusin=focused
            data-testid=format!("field-{pointer}")
        >
            <NumberCell pointer=pointer.clone() label />
        </td>
    }
    .into_any()
}

/// Says which cells are empty and what that means; offers what the map knows of them.
#[component]
fn Unknown(table: Table) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let said = store.part(move |scenario| unknown::of_table(&fill::full(scenario), table));
    let is_on_map = store.part(move |scenario| edit::map_knows_more(scenario, table));
    let fill = move |_| {
        if changes.attempt(edit::fill_from_map) && edit::map_knows_more(&store.scenario_untracked(), table) {
            store.complain("There is no room for more notes, by which estimates are marked: the rest stays empty.");
        }
    };
    view! {
        {move || said.get().map(|said| view! {
            <p class="section__note" data-testid=format!("unknown-{}", table.name())>{said}</p>
        })}
        {move || is_on_map.get().then(|| view! {
            <button type="button" class="button button--small" on:click=fill>"Fill in the map’s estimates"</button>
        })}
    }
}

/// Says that some numbers of a table are estimates.
#[component]
fn EstimateNote(table: &'static str) -> impl IntoView {
    let count = use_store().part(move |scenario| {
        let estimated = |(pointer, note): &(&String, &geode_core::scenario::model::Note)| {
            pointer.starts_with(table) && note.status == NoteStatus::Default
        };
        scenario.notes.iter().filter(estimated).count()
    });
    move || {
        (count.get() > 0).then(|| {
            view! { <p class="section__note">{format!("{} in italics are estimates: enter what you measure.", count.get())}</p> }
        })
    }
}

/// Says what grey numbers are.
#[component]
fn FilledNote() -> impl IntoView {
    let filled = use_store().filled();
    move || {
        filled.with(|all| !all.is_empty()).then(|| {
            view! { <p class="section__note">"Grey numbers come from the catalogue, measured or modelled: go to one to see its source and, of a model, the 10th to 90th percentile between its two areas. What you type wins; emptied, they come back."</p> }
        })
    }
}
